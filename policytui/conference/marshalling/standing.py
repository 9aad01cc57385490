"""A text with the amendments that were carried to it so far, and what can still be made of it.

An amendment whose words have gone is not called (Companion to the Standing Orders of the House
of Lords, 8.69), and neither is one that makes a change which is made already. One that leaves
out a passage in which words were changed before takes the passage as it was amended. An amendment
is put as a whole: where one of its changes cannot be made, all of it falls.
"""

from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum
from functools import lru_cache

from policytui.compare.merge import Edit, apply_edits, substance, touch


class Why(StrEnum):
    """Why an amendment falls."""

    WORDS_GONE = "words gone"
    SAME_CHANGE = "same change"
    ITS_AMENDMENT = "its amendment"
    """What it amends itself falls, or was not carried."""


class Standing:
    """A text and the edits that were carried to it, each with the amendment that made it."""

    def __init__(self, base: str) -> None:
        self.base = base
        self._made: dict[Edit, str] = {}

    @property
    def text(self) -> str:
        """The text as it stands now."""
        # Words put in at one place stand in the order in which they were carried.
        in_order = sorted(self._made, key=lambda edit: (edit.start, edit.end))
        return apply_edits(self.base, in_order)

    def hindrance(self, edits: Sequence[Edit]) -> tuple[Why, tuple[str, ...]] | None:
        """Why an amendment falls and the amendments because of which; None where it does not."""
        gone: dict[str, None] = {}
        same: dict[str, None] = {}
        open_ = 0
        for edit in edits:
            twins = [name for made, name in self._made.items() if _is_same(made, edit)]
            same.update(dict.fromkeys(twins))
            if twins:
                continue
            open_ += 1
            for made, name in self._made.items():
                if touch(self.base, made, edit) and takes_from(made, edit):
                    gone[name] = None
        if gone:
            return Why.WORDS_GONE, tuple(gone)
        return (Why.SAME_CHANGE, tuple(same)) if edits and not open_ else None

    def touches(self, edits: Iterable[Edit]) -> bool:
        """Whether edits touch what was carried."""
        return any(touch(self.base, made, edit) for edit in edits for made in self._made)

    def carry(self, name: str, edits: Iterable[Edit]) -> tuple[str, ...]:
        """Make the edits of an amendment that nothing hinders.

        Returns:
            The amendments that were carried before and of which words go again.
        """
        overtaken: dict[str, None] = {}
        for edit in edits:
            if any(_is_same(made, edit) for made in self._made):
                continue
            for made in list(self._overtaken_by(edit)):
                overtaken[self._made.pop(made)] = None
            self._made[edit] = name
        return tuple(overtaken)

    def _overtaken_by(self, edit: Edit) -> Iterator[Edit]:
        return (
            made for made in self._made if contains(edit, made) and touch(self.base, made, edit)
        )


def hinders(base: str, carried: Sequence[Edit], edits: Sequence[Edit]) -> Why | None:
    """Why an amendment falls once another alone was carried; None where it does not."""
    open_ = 0
    for edit in edits:
        if any(_is_same(made, edit) for made in carried):
            continue
        open_ += 1
        for made in carried:
            if takes_from(made, edit) and touch(base, made, edit):
                return Why.WORDS_GONE
    return Why.SAME_CHANGE if edits and not open_ else None


def takes_from(made: Edit, edit: Edit) -> bool:
    """Whether of two edits that touch, the one that was made leaves the other without its words.

    Words put in at one place can both stand there, and a passage can be left out as it was
    amended.
    """
    return not (made.is_insertion and edit.is_insertion) and not contains(edit, made)


def contains(outer: Edit, inner: Edit) -> bool:
    """Whether one edit takes more than the passage that another changes."""
    is_within = outer.start <= inner.start and inner.end <= outer.end
    return is_within and (outer.start, outer.end) != (inner.start, inner.end)


def _is_same(one: Edit, other: Edit) -> bool:
    if one == other:
        return True
    is_here = one.start == other.start and one.end == other.end
    return is_here and _substance(one.text) == _substance(other.text)


@lru_cache(maxsize=1 << 12)
def _substance(text: str) -> tuple[str, ...]:
    return substance(text)
