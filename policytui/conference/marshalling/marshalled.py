"""The marshalled list of a round: amendments in order, numbered, with what brings each down."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from policytui.conference.amendments.amendment import Amendment
from policytui.conference.amendments.composites import (
    Composite,
    as_amendment,
    tell_composites,
)
from policytui.conference.journal import Entry
from policytui.conference.marshalling.acts import Move, tell_marshalling
from policytui.conference.marshalling.falls import Fall, find_falls
from policytui.conference.marshalling.numbering import number
from policytui.conference.marshalling.order import after_their_own, put_in_order
from policytui.corpus.model import Document
from policytui.errors import UsageError
from policytui.search.building import without_collections


@dataclass(frozen=True, slots=True)
class Item:
    """An amendment in the list.

    Attributes:
        group: title of the debate in which it is spoken to, may be empty.
        falls_if: the amendments before it that bring it down if they are carried.
    """

    number: str
    amendment: Amendment
    group: str = ""
    falls_if: tuple[Fall, ...] = ()


@dataclass(frozen=True, slots=True)
class MarshalledList:
    """The amendments of a round in the order in which they are taken.

    Attributes:
        gone: published numbers that no amendment of the list has, with the composite that took
            its place, or nothing where the submission no longer counts.
        composites: all that were made, those that are not agreed among them.
        published: when the list was last published, None before the first time.
    """

    items: tuple[Item, ...]
    gone: Mapping[str, str]
    composites: tuple[Composite, ...]
    published: datetime | None

    @property
    def amendments(self) -> tuple[Amendment, ...]:
        """The amendments in their order."""
        return tuple(item.amendment for item in self.items)

    @property
    def ids(self) -> dict[str, str]:
        """The id of the amendment that has a number."""
        return {item.number: item.amendment.id for item in self.items}

    @property
    def numbers(self) -> dict[str, str]:
        """The number of an amendment by its id."""
        return {item.amendment.id: item.number for item in self.items}

    def made_of(self, amendment: Amendment) -> str:
        """Of what a composite is made, in words; empty for what is none.

        Its members are named by the numbers under which they were published, else by movers.
        """
        if not amendment.members:
            return ""
        numbers = [number for number, taken in self.gone.items() if taken == amendment.id]
        if len(numbers) == len(amendment.members):
            return f"{', '.join(numbers[:-1])} and {numbers[-1]}"
        return f"{len(amendment.members)} amendments, moved by {amendment.mover}"

    def id_of(self, name: str) -> str:
        """The id of the amendment that has a number, or is named by its id.

        Raises:
            UsageError: the list holds none.
        """
        wanted = name.strip()
        ids = self.ids
        found = ids.get(wanted.upper()) or (wanted if wanted in ids.values() else "")
        if not found:
            raise UsageError(
                f"The list holds no amendment {wanted[:80]}.",
                hint="See its numbers with: policytui marshal --round FOLDER",
            )
        return found


@without_collections()
def marshal(
    amendments: Sequence[Amendment], documents: Sequence[Document], entries: Iterable[Entry]
) -> MarshalledList:
    """The marshalled list as the journal of the round makes it.

    Args:
        amendments: in the order in which they were received.
        documents: in the order in which they are taken.
    """
    entries = tuple(entries)
    told = tell_marshalling(entries)
    composites = tell_composites(entries)
    standing = _with_composites(amendments, composites)
    listing = _with_moves(put_in_order(standing, documents), told.moves)
    numbers = number(listing, told.numbers)
    downs: dict[str, list[Fall]] = defaultdict(list)
    for fall in find_falls(listing):
        downs[fall.id].append(fall)
    items = tuple(
        Item(numbers[one.id], one, told.groups.get(one.id, ""), tuple(downs[one.id]))
        for one in listing
    )
    taken_by = {
        member: composite.id
        for composite in composites
        if composite.is_agreed
        for member in composite.members
    }
    gone = {made: taken_by.get(id_, "") for id_, made in told.numbers.items() if id_ not in numbers}
    return MarshalledList(items, gone, composites, told.published)


def _with_composites(
    amendments: Sequence[Amendment], composites: Iterable[Composite]
) -> list[Amendment]:
    """The amendments with those that composites were made of replaced by them, once agreed."""
    by_id = {amendment.id: amendment for amendment in amendments}
    place_of: dict[str, Composite] = {}
    for composite in composites:
        # A member whose submission counts no more, such as a superseded one, undoes it.
        if composite.is_agreed and all(member in by_id for member in composite.members):
            place_of |= dict.fromkeys(composite.members, composite)
    found: dict[str, Amendment] = {}
    for amendment in amendments:
        taken = place_of.get(amendment.id)
        if taken is not None:
            members = [by_id[member] for member in taken.members]
            found.setdefault(taken.id, as_amendment(taken, members))
        elif amendment.amends in place_of:
            composite = place_of[amendment.amends]
            note = f"What it amends is part of composite {composite.id}; settle it with its mover."
            found[amendment.id] = replace(
                amendment, amends=composite.id, target=composite.id, edits=(), note=note
            )
        else:
            found[amendment.id] = amendment
    return list(found.values())


def _with_moves(listing: Sequence[Amendment], moves: Iterable[Move]) -> tuple[Amendment, ...]:
    """The list with what was moved by hand; what is no longer in the list moves nothing."""
    by_id = {amendment.id: amendment for amendment in listing}
    order = list(by_id)
    for move in moves:
        if move.id in by_id and move.beside in by_id:
            order.remove(move.id)
            order.insert(order.index(move.beside) + (not move.is_before), move.id)
    return after_their_own(by_id[id_] for id_ in order)
