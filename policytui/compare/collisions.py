"""Several amendments to one text: what they make of it together, or where they collide.

Edits that do not touch one another can be applied in any order with the same result, so
amendments collide exactly where different edits touch. The classes of collision are those by
which a chair tells what may still be called (Companion to the Standing Orders of the House of
Lords, 8.69: an amendment to words that have gone is not called).
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations, pairwise

from policytui.compare.merge import Edit, apply_edits, edits_between, substance, touch, touching


@dataclass(frozen=True, slots=True)
class Amendment:
    """A named set of edits to one base.

    Attributes:
        edits: in their order in the base, not overlapping, at most one insertion at a point.
    """

    name: str
    edits: tuple[Edit, ...]


class CollisionKind(StrEnum):
    """Why two changes cannot both be made as they stand."""

    SAME_WORDS = "same words"
    CONTAINMENT = "containment"
    """One takes a whole passage in which the other changes something."""
    SAME_POINT = "same insertion point"


@dataclass(frozen=True, slots=True)
class Touch:
    """One change at one place of the base, and the amendments that make it.

    Attributes:
        names: in alphabetical order; several where amendments are identical here.
        edits: the change, in the order of the base.
        words: what each edit leaves out of the base; empty for an insertion.
    """

    names: tuple[str, ...]
    edits: tuple[Edit, ...]
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Collision:
    """Two different changes that touch one another.

    Attributes:
        start, end: the part of the base that both touch together.
        first, second: in the order of the base, then of their names.
        outer: the side that takes the passage the other changes; None unless a containment.
    """

    kind: CollisionKind
    start: int
    end: int
    first: Touch
    second: Touch
    outer: Touch | None = None

    @property
    def words(self) -> str:
        """What it is about, in one line: the fewer words of the base that a side leaves out."""
        sides = (
            " … ".join(" ".join(text.split()) for text in side.words if text.strip())
            for side in (self.first, self.second)
        )
        return min(filter(None, sides), key=len, default="")


@dataclass(frozen=True, slots=True)
class Together:
    """What amendments make of one base.

    Attributes:
        text: the base with every amendment applied; None where there are collisions.
        collisions: in the order of the base.
        identical: changes that several amendments make; each is applied once.
    """

    text: str | None
    collisions: tuple[Collision, ...]
    identical: tuple[Touch, ...]


def amendment_between(name: str, base: str, proposed: str) -> Amendment:
    """The amendment that turns one text into another.

    An empty proposal leaves out the whole position, and a whole new text replaces it: either
    touches whatever else is amended.
    """
    if not proposed.strip() and base:
        return Amendment(name, (Edit(0, len(base), ""),))
    return Amendment(name, edits_between(base, proposed))


def apply_together(base: str, amendments: Iterable[Amendment]) -> Together:
    """What amendments make of a base; their order changes nothing.

    Raises:
        ValueError: two amendments have one name, or edits overlap or lie outside the base.
    """
    movers = _movers(base, amendments)
    collisions: list[Collision] = []
    identical: list[Touch] = []
    applied: list[Edit] = []
    for group in touching(base, movers):
        changes = _changes(base, group, movers)
        identical += (change for change in changes if len(change.names) > 1)
        collisions += _collisions(base, changes)
        # One may make the change of another and more besides: all of it is applied, once.
        applied += sorted({edit for change in changes for edit in change.edits})
    text = None if collisions else apply_edits(base, applied)
    return Together(text, tuple(collisions), tuple(identical))


def _movers(base: str, amendments: Iterable[Amendment]) -> dict[Edit, set[str]]:
    movers: dict[Edit, set[str]] = {}
    names: set[str] = set()
    for amendment in amendments:
        if amendment.name in names:
            raise ValueError(f"two amendments are named {amendment.name!r}")
        names.add(amendment.name)
        _require_sound(base, amendment)
        for edit in amendment.edits:
            movers.setdefault(edit, set()).add(amendment.name)
    return movers


def _require_sound(base: str, amendment: Amendment) -> None:
    for edit in amendment.edits:
        if not 0 <= edit.start <= edit.end <= len(base):
            raise ValueError(f"{amendment.name}: {edit} lies outside the base")
    for edit, following in pairwise(amendment.edits):
        twice = following.is_insertion and following.start == edit.start
        if twice or following.start < edit.end:
            raise ValueError(f"{amendment.name}: {following} overlaps {edit}")


def _changes(base: str, group: Sequence[Edit], movers: Mapping[Edit, set[str]]) -> list[Touch]:
    """The different changes that amendments make with the edits of a group.

    What only sets the same words with other white space gives way to every other change.
    """
    start, end = group[0].start, max(edit.end for edit in group)
    by_name: dict[str, list[Edit]] = {}
    for edit in group:
        for name in movers[edit]:
            by_name.setdefault(name, []).append(edit)
    by_result: dict[tuple[str, ...], list[str]] = {}
    for name in sorted(by_name):
        result = substance(apply_edits(base, by_name[name], start, end))
        by_result.setdefault(result, []).append(name)
    if len(by_result) > 1:
        by_result.pop(substance(base[start:end]), None)
    return [_touch(base, names, by_name[names[0]]) for names in by_result.values()]


def _touch(base: str, names: Iterable[str], edits: Sequence[Edit]) -> Touch:
    words = tuple(base[edit.start : edit.end] for edit in edits)
    return Touch(tuple(names), tuple(edits), words)


def _collisions(base: str, changes: Sequence[Touch]) -> Iterator[Collision]:
    in_order = sorted(changes, key=lambda change: (change.edits[0].start, change.names))
    for first, second in combinations(in_order, 2):
        pairs = [
            (one, other)
            for one in first.edits
            for other in second.edits
            if one != other and touch(base, one, other)
        ]
        if pairs:
            mine = _touch(base, first.names, sorted({one for one, _ in pairs}))
            theirs = _touch(base, second.names, sorted({other for _, other in pairs}))
            yield _collision(base, mine, theirs)


def _collision(base: str, first: Touch, second: Touch) -> Collision:
    edits = first.edits + second.edits
    start, end = min(edit.start for edit in edits), max(edit.end for edit in edits)
    if all(edit.is_insertion for edit in edits):
        return Collision(CollisionKind.SAME_POINT, start, end, first, second)
    for outer, inner in ((first, second), (second, first)):
        if _contains(base, outer.edits, inner.edits):
            return Collision(CollisionKind.CONTAINMENT, start, end, first, second, outer)
    return Collision(CollisionKind.SAME_WORDS, start, end, first, second)


def _contains(base: str, outer: Sequence[Edit], inner: Sequence[Edit]) -> bool:
    """Whether one edit takes the whole passage in which others change something.

    The same passage taken by both sides is contained by neither, save that leaving out the
    whole position takes every other change of it away.
    """
    if len(outer) != 1:
        return False
    passage = outer[0]
    if any(edit.start < passage.start or edit.end > passage.end for edit in inner):
        return False
    same = len(inner) == 1 and (inner[0].start, inner[0].end) == (passage.start, passage.end)
    leaves_all_out = not passage.text.strip() and passage.end - passage.start == len(base)
    return not same or leaves_all_out
