"""Pieces of words into lines of one column, and lines side by side into rows."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from policytui.importers.prose import words_of
from policytui.importers.readers.pdf.letters import Piece, Style

_WIDEST_SPACE = 1.6
"""Widest space inside a line, in letter sizes; columns stand farther apart."""

_FARTHEST_TEXT = 6.0
"""Farthest that the text of a list item stands from its mark, in letter sizes."""

_SAME_LINE = 0.45
_RAISED = 0.6
_TAB = 2.5
_EQUAL = 0.03
_MARK = re.compile(
    r"^(?:[-–—•▪◦●○■□➢‣⁃·*✓]|\(?(?:\d{1,3}|[a-z]{1,2}|[ivxl]{1,5}|[A-Z])[.)]"
    r"|\d{1,2}(?:\.\d{1,3})+\.?|\d{1,2})$"
)
_BULLET = re.compile(r"^[–—•▪◦●○■□➢‣⁃·*✓](?=\s)")
_LEADERS = re.compile(r"\s*(?:[.…·_]\s?){4,}\s*(\d{1,4}|[ivxlc]{1,6})$")
_PAGE = re.compile(r"^(?:\d{1,4}|[ivxlc]{1,6})$")


@dataclass(frozen=True)
class Line:
    """Letters on one base line without a wide gap between them.

    Attributes:
        left, right, base: in points from the lower left of its page.
        size: of most of its letters.
        text: with a tab for each wide gap.
    """

    pieces: tuple[Piece, ...]
    left: float
    right: float
    base: float
    size: float
    text: str

    @property
    def order(self) -> int:
        """Its place among what the file writes on the page."""
        return self.pieces[0].order

    @property
    def top(self) -> float:
        """Upper end of its letters."""
        return self.base + self.size * 0.75

    @cached_property
    def is_bold(self) -> bool:
        """Whether all of its letters are bold; a list mark does not count."""
        return all(style.is_bold for style in self._styles)

    @cached_property
    def is_italic(self) -> bool:
        """Whether all of its letters are italic."""
        return all(style.is_italic for style in self._styles)

    @property
    def _styles(self) -> list[Style]:
        worded = [piece.style for piece in self.pieces if any(map(str.isalpha, piece.text))]
        return worded or [piece.style for piece in self.pieces]

    @cached_property
    def first_word(self) -> float:
        """Width of its first word, in points."""
        end = self.pieces[0].right
        for piece in self.pieces[1:]:
            if not piece.glued:
                break
            end = piece.right
        return end - self.left

    @property
    def is_entry(self) -> bool:
        """Whether it is a title and the number of its page, as in a contents page."""
        title, _, page = self.text.rpartition("\t")
        return bool(words_of(title)) and _PAGE.match(page) is not None


def make_line(pieces: Sequence[Piece]) -> Line:
    """A line of pieces that stand in it from left to right."""
    lengths: Counter[float] = Counter()
    for piece in pieces:
        lengths[piece.style.size] += len(piece.text)
    size = lengths.most_common(1)[0][0]
    base = next(piece.base for piece in pieces if piece.style.size == size)
    right = max(piece.right for piece in pieces)
    return Line(tuple(pieces), pieces[0].left, right, base, size, _text_of(pieces))


def _text_of(pieces: Sequence[Piece]) -> str:
    parts = [pieces[0].text]
    stretched = _is_stretched(pieces)
    for before, piece in pairwise(pieces):
        gap = piece.left - before.right
        size = max(before.style.size, piece.style.size)
        if piece.glued and gap < size:
            parts.append(piece.text)
        elif gap > _TAB * size and not stretched and not _MARK.match("".join(parts[:4])):
            parts.append(f"\t{piece.text}")
        else:
            parts.append(f" {piece.text}")
    text = _LEADERS.sub(r"\t\1", "".join(parts))
    return _BULLET.sub("-", text)


def _is_stretched(pieces: Sequence[Piece]) -> bool:
    """Whether the spaces of a line are all equal, as where it was made to fill its column."""
    worded = pieces[1:] if _MARK.match(pieces[0].text) else pieces
    gaps = [two.left - one.right for one, two in pairwise(worded) if not two.glued]
    return len(gaps) > 1 and max(gaps) - min(gaps) < _EQUAL * pieces[0].style.size


def lines_of(pieces: Iterable[Piece]) -> list[Line]:
    """The lines that pieces make: in the order of the file first, then by their place."""
    runs: list[list[Piece]] = []
    for piece in pieces:
        if runs and _follows(runs[-1], piece):
            runs[-1].append(piece)
        else:
            runs.append([piece])
    lines = [make_line(run) for run in runs]
    return [line for row in rows_of(lines) for line in _merged(row)]


def _follows(run: list[Piece], piece: Piece) -> bool:
    last = run[-1]
    size = max(last.style.size, piece.style.size)
    tallest = max(run[0].style.size, size)
    smallest = min(piece.style.size, last.style.size)
    reach = _RAISED if smallest < 0.85 * size else _SAME_LINE
    near = min(abs(piece.base - run[0].base), abs(piece.base - last.base)) < reach * tallest
    return near and -0.5 * size < piece.left - last.right < _WIDEST_SPACE * size


def rows_of(lines: Iterable[Line]) -> list[list[Line]]:
    """Lines that stand side by side, from the top of the page down, each row from the left."""
    rows: list[list[Line]] = []
    for line in sorted(lines, key=lambda line: -line.base):
        if rows and rows[-1][0].base - line.base < _SAME_LINE * min(rows[-1][0].size, line.size):
            rows[-1].append(line)
        else:
            rows.append([line])
    return [sorted(row, key=lambda line: line.left) for row in rows]


def _merged(row: list[Line]) -> list[Line]:
    """A row whose neighbours without a gap, and marks with their text, are one line."""
    result = [row[0]]
    for index, line in enumerate(row[1:], 1):
        before = result[-1]
        gap = line.left - before.right
        size = max(before.size, line.size)
        marked = _MARK.match(before.text) and (len(result) == 1 or not before.text.isdigit())
        beside = [*_inner_gaps(before)[-1:], *_inner_gaps(line)[:1]]
        if not beside and index + 1 < len(row):
            beside = [row[index + 1].left - line.right]
        # Equal gaps are the spaces of a line that was made to fill its column.
        equal = beside and all(abs(gap - other) < _EQUAL * size for other in beside)
        if -0.5 * size < gap < (_FARTHEST_TEXT if marked or equal else 1.0) * size:
            result[-1] = make_line([*before.pieces, *line.pieces])
        else:
            result.append(line)
    return result


def _inner_gaps(line: Line) -> list[float]:
    return [two.left - one.right for one, two in pairwise(line.pieces) if not two.glued]


def join_row(row: Sequence[Line]) -> Line:
    """The lines of a row as one, wide gaps written as tabs."""
    if len(row) == 1:
        return row[0]
    return make_line([piece for line in row for piece in line.pieces])
