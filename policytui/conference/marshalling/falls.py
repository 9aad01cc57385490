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
    found: dict[tuple[int, int], Why] = {}
    for ranks in on_one.values():
        for carried, later in _touching_pairs(listing, ranks):
            one, other = listing[carried], listing[later]
            if why := hinders(one.base, one.edits, other.edits):
                found[carried, later] = why
                for lower in _all_below(other.id, listing, below):
                    found[carried, lower] = Why.ITS_AMENDMENT
    return tuple(
        Fall(listing[later].id, listing[carried].id, why)
        for (carried, later), why in sorted(found.items())
    )


def _touching_pairs(
    listing: Sequence[Amendment], ranks: Sequence[int]
) -> Iterator[tuple[int, int]]:
    """Amendments to one text of which edits touch, the earlier first, by one sweep over it."""
    if len(ranks) < 2:
        return
    base = listing[ranks[0]].base
    makers: dict[Edit, list[int]] = defaultdict(list)
    for rank in ranks:
        for edit in listing[rank].edits:
            makers[edit].append(rank)
    pairs: set[tuple[int, int]] = set()
    open_: list[Edit] = []
    for edit in sorted(makers):
        open_ = [other for other in open_ if other.end >= edit.start]
        open_.append(edit)
        for other in open_:
            if touch(base, other, edit):
                pairs |= {
                    (min(one, two), max(one, two)) for one in makers[other] for two in makers[edit]
                }
    yield from (pair for pair in sorted(pairs) if pair[0] != pair[1])


def _all_below(
    id_: str, listing: Sequence[Amendment], below: Mapping[str, Sequence[int]]
) -> Iterator[int]:
    for rank in below.get(id_, ()):
        yield rank
        yield from _all_below(listing[rank].id, listing, below)
