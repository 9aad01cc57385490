"""What falls if what is carried, for each amendment taken alone, in the order of the list."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from policytui.compare.merge import Edit, touch
from policytui.conference.amendments.amendment import Amendment
from policytui.conference.marshalling.standing import Why, hinders


@dataclass(frozen=True, slots=True)
class Fall:
    """One amendment falls if another is carried.

    Attributes:
        id: the amendment that falls.
        because: the one that is carried.
    """

    id: str
    because: str
    why: Why


def find_falls(listing: Sequence[Amendment]) -> tuple[Fall, ...]:
    """Every fall, in the order of those carried and then of those that fall.

    Args:
        listing: in the order in which amendments are taken, each after the one that it amends.
    """
    on_one: dict[str, list[int]] = defaultdict(list)
    below: dict[str, list[int]] = defaultdict(list)
    for rank, amendment in enumerate(listing):
        on_one[amendment.target].append(rank)
        if amendment.amends:
            below[amendment.amends].append(rank)
    found: list[tuple[int, int, Why]] = []
    for ranks in on_one.values():
        for carried, later, why in _falls_on_one(listing, ranks):
            found.append((carried, later, why))
            found += (
                (carried, lower, Why.ITS_AMENDMENT)
                for lower in _all_below(listing[later].id, listing, below)
            )
    found.sort()
    return tuple(Fall(listing[later].id, listing[carried].id, why) for carried, later, why in found)


def _falls_on_one(
    listing: Sequence[Amendment], ranks: Sequence[int]
) -> Iterator[tuple[int, int, Why]]:
    """The falls among the amendments to one text; those with the same edits are judged once."""
    base = listing[ranks[0]].base
    makers: dict[tuple[Edit, ...], list[int]] = defaultdict(list)
    for rank in ranks:
        if listing[rank].edits:
            makers[listing[rank].edits].append(rank)
    for ours, theirs in _touching_pairs(base, list(makers)):
        if why := hinders(base, ours, theirs):
            yield from (
                (carried, later, why)
                for carried in makers[ours]
                for later in makers[theirs]
                if carried < later
            )


def _touching_pairs(
    base: str, changes: Sequence[tuple[Edit, ...]]
) -> Iterator[tuple[tuple[Edit, ...], tuple[Edit, ...]]]:
    """Changes of a text of which edits touch, each with itself too, by one sweep over it."""
    holders: dict[Edit, list[int]] = defaultdict(list)
    for number, edits in enumerate(changes):
        for edit in edits:
            holders[edit].append(number)
    pairs: set[tuple[int, int]] = set()
    open_: list[Edit] = []
    for edit in sorted(holders):
        open_ = [other for other in open_ if other.end >= edit.start]
        open_.append(edit)
        for other in open_:
            if touch(base, other, edit):
                pairs.update((one, two) for one in holders[other] for two in holders[edit])
    for one, two in sorted(pairs | {(two, one) for one, two in pairs}):
        yield changes[one], changes[two]


def _all_below(
    id_: str, listing: Sequence[Amendment], below: Mapping[str, Sequence[int]]
) -> Iterator[int]:
    for rank in below.get(id_, ()):
        yield rank
        yield from _all_below(listing[rank].id, listing, below)
