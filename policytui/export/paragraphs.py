"""A comparison as paragraphs whose words and whose ends are kept, inserted or left out.

Word processors track two things: runs of text, and the marks that end paragraphs. Where an
inserted mark is rejected, or a deleted one accepted, its paragraph joins the one that follows.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import zip_longest

from policytui.compare.words import Change, Op

_BREAK = re.compile("\n{2,}")
_NEWLINES = re.compile("(\n+)")


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text that is equal, inserted or deleted."""

    op: Op
    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph of either text, or of both.

    Attributes:
        end: what happens to the mark at its end.
    """

    pieces: tuple[Piece, ...]
    end: Op

    @property
    def is_split_or_joined(self) -> bool:
        """Whether its end changes although some of its words, or words of both texts, remain."""
        return self.end is not Op.EQUAL and any(piece.op is not self.end for piece in self.pieces)


def mark_paragraphs(changes: Sequence[Change]) -> tuple[Paragraph, ...]:
    """The paragraphs of both texts in one row.

    With deleted pieces and marks dropped they are the proposed paragraphs, with inserted ones
    dropped the base paragraphs. Whole paragraphs are inserted and deleted with their marks, so
    something must follow the last one in a file.

    Args:
        changes: of two clean proses (`policytui.text.clean_prose`).
    """
    base = _Side("".join(change.base for change in changes))
    proposed = _Side("".join(change.proposed for change in changes))
    row = _Row()
    for change in changes:
        if change.op is not Op.EQUAL:
            for chunk in _NEWLINES.split(change.base):
                base.take(chunk)
            for chunk in _NEWLINES.split(change.proposed):
                proposed.take(chunk)
            continue
        for chunk in filter(None, _NEWLINES.split(change.base)):
            if base.is_in_break or proposed.is_in_break:
                # An unchanged line feed may belong to a blank line of one text only.
                base.take(chunk)
                proposed.take(chunk)
            else:
                row.settle(base.give(), proposed.give())
                row.add(Op.EQUAL, base.skip(chunk))
                proposed.skip(chunk)
    base.end()
    proposed.end()
    row.settle(base.give(), proposed.give())
    return tuple(row.paragraphs)


class _Side:
    """One of the two texts, read from front to back."""

    def __init__(self, text: str) -> None:
        self._is_empty = not text
        self._at = 0
        self._breaks = {
            place: place == found.start()
            for found in _BREAK.finditer(text)
            for place in range(found.start(), found.end())
        }
        self._changed = [""]

    @property
    def is_in_break(self) -> bool:
        return self._at in self._breaks

    def take(self, chunk: str) -> None:
        """Read what is not common to both texts."""
        if not self.is_in_break:
            self._changed[-1] += chunk
        elif any(self._breaks.get(place) for place in range(self._at, self._at + len(chunk))):
            self._changed.append("")
        self._at += len(chunk)

    def skip(self, chunk: str) -> str:
        """Read what is common to both."""
        self._at += len(chunk)
        return chunk

    def end(self) -> None:
        """End the last paragraph; an empty text has none."""
        if not self._is_empty:
            self._changed.append("")

    def give(self) -> list[str]:
        """What was taken since the last time, a string a paragraph."""
        given, self._changed = self._changed, [""]
        return given


@dataclass(slots=True)
class _Row:
    """The paragraphs made so far."""

    paragraphs: list[Paragraph] = field(default_factory=list)
    _pieces: list[Piece] = field(default_factory=list)

    def settle(self, deleted: list[str], inserted: list[str]) -> None:
        """Add what changes between two words that remain, paragraph beside paragraph."""
        kept_ends = min(len(deleted), len(inserted)) - 1
        end = Op.DELETE if len(deleted) > len(inserted) else Op.INSERT
        last = max(len(deleted), len(inserted)) - 1
        for number, (old, new) in enumerate(zip_longest(deleted, inserted, fillvalue="")):
            self.add(Op.DELETE, old)
            self.add(Op.INSERT, new)
            if number < last:
                self._end_paragraph(Op.EQUAL if number < kept_ends else end)

    def add(self, op: Op, text: str) -> None:
        if not text:
            return
        if self._pieces and self._pieces[-1].op is op:
            text = self._pieces.pop().text + text
        self._pieces.append(Piece(op, text))

    def _end_paragraph(self, end: Op) -> None:
        self.paragraphs.append(Paragraph(tuple(self._pieces), end))
        self._pieces = []
