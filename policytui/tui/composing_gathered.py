"""The amendments to one position gathered for the composite workbench: groups, and where they meet.

Those in composites that were agreed are among them, though the list holds them no more.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from policytui.conference.amendments.amendment import Amendment, Shape
from policytui.conference.amendments.composites import Composite
from policytui.conference.amendments.together import Together, bring_together
from policytui.conference.marshalling.marshalled import Item
from policytui.errors import UsageError
from policytui.tui.marshalling import Marshalled

_MOST_NAMED = 6
"""Amendments named in a row; the others are counted."""


@dataclass(frozen=True, slots=True)
class Group:
    """Amendments that stand together in the workbench."""

    title: str
    ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Meeting:
    """A place where an amendment meets others.

    Attributes:
        others: ids of those that it collides with.
        words: of the position that both touch; empty where both put words in at one place.
    """

    others: tuple[str, ...]
    words: str


@dataclass(frozen=True)
class Gathered:
    """The amendments to one position.

    Attributes:
        position: its id.
        today: its text as it stands now.
        amendments: in the order of the list.
    """

    marshalled: Marshalled
    position: str
    title: str
    today: str
    amendments: tuple[Amendment, ...]
    together: Together

    @cached_property
    def by_id(self) -> Mapping[str, Amendment]:
        """The amendments by their ids."""
        return {one.id: one for one in self.amendments}

    def named(self, ids: Iterable[str]) -> str:
        """The numbers of some amendments in a row; of those that have none their ids."""
        return self.marshalled.named(ids, _MOST_NAMED)

    def composites(self, composites: Iterable[Composite]) -> tuple[Composite, ...]:
        """The composites of this position that stand."""
        return tuple(
            one for one in composites if one.position == self.position and not one.is_dissolved
        )

    @cached_property
    def groups(self) -> tuple[Group, ...]:
        """Every amendment once: with those it equals or is near to, else by whether it collides."""
        return tuple(self._groups())

    def _groups(self) -> Iterator[Group]:
        placed: set[str] = set()
        for ids in self.together.identical:
            yield Group("Identical", ids)
            placed.update(ids)
        for ids in self.together.near:
            known = [id_ for id_ in ids if id_ in placed]
            new = tuple(id_ for id_ in ids if id_ not in placed)
            if new:
                title = f"Nearly identical to {self.named(known)}" if known else "Nearly identical"
                yield Group(title, new)
            placed.update(ids)
        rest = [one.id for one in self.amendments if one.id not in placed]
        colliding = tuple(id_ for id_ in rest if id_ in self.meetings)
        others = [self.by_id[id_] for id_ in rest if id_ not in self.meetings]
        able = tuple(one.id for one in others if one.can_be_put)
        unable = tuple(one.id for one in others if not one.can_be_put)
        if colliding:
            yield Group("Colliding", colliding)
        if able:
            yield Group("Others" if placed or colliding else "Amendments", able)
        if unable:
            yield Group("Cannot be put", unable)

    @cached_property
    def meetings(self) -> Mapping[str, tuple[Meeting, ...]]:
        """By the id of an amendment with which others it collides."""
        found: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        for one in self.together.collisions:
            for mine, theirs in ((one.first, one.second), (one.second, one.first)):
                words = one.words
                for name in mine.names:
                    for id_ in self._twins(name):
                        found[id_][words] += theirs.names
        places = {one.id: place for place, one in enumerate(self.amendments)}
        return {
            id_: tuple(
                Meeting(tuple(sorted(set(others), key=places.__getitem__)), words)
                for words, others in meetings.items()
            )
            for id_, meetings in found.items()
        }

    def _twins(self, id_: str) -> tuple[str, ...]:
        """Those that make the same words: of them only the first was held against others."""
        return next((ids for ids in self.together.identical if ids[0] == id_), (id_,))

    def near(self, id_: str) -> tuple[str, ...]:
        """All that make the same words as one, or nearly; itself among them."""
        twins = next((ids for ids in self.together.identical if id_ in ids), (id_,))
        near = next((ids for ids in self.together.near if twins[0] in ids), ())
        return tuple(dict.fromkeys([*twins, *(twin for one in near for twin in self._twins(one))]))


def gather(marshalled: Marshalled, item: Item) -> Gathered:
    """All amendments to the position that an item amends.

    Raises:
        UsageError: it amends no position of the corpus, so that no composite can be made of it.
    """
    amendment = item.amendment
    if amendment.amends or amendment.shape is Shape.NEW_POSITION or not amendment.position:
        what = "an amendment to an amendment" if amendment.amends else "a new position"
        raise UsageError(
            f"{item.number} is {what}.", hint="Composites are made of amendments to one position."
        )
    own = [one for one in marshalled.tabled.amendments if one.target == amendment.position]
    today = next((one.today for one in own if one.today is not None), None)
    if today is None:
        raise UsageError(
            f"The corpus holds no position {amendment.position}.",
            hint="A composite is made on the text of a position as it stands now.",
        )
    own = _in_order(own, marshalled)
    (together,) = bring_together(own)
    return Gathered(marshalled, amendment.position, amendment.title, today, tuple(own), together)


def _in_order(amendments: Sequence[Amendment], marshalled: Marshalled) -> list[Amendment]:
    """Amendments in the order of the list, those in a composite in its place."""
    places: dict[str, int] = {}
    for place, one in enumerate(marshalled.listing.amendments):
        places |= dict.fromkeys((one.id, *one.members), place)
    return sorted(amendments, key=lambda one: places.get(one.id, len(places)))
