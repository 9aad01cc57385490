"""Lines of columns into paragraphs, items of lists, notes and tables."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from policytui.importers.blocks import Block, Look
from policytui.importers.hyphens import join_lines
from policytui.importers.prose import begins_item, begins_lower, ends_sentence
from policytui.importers.readers.pdf.columns import Column
from policytui.importers.readers.pdf.lines import Line
from policytui.importers.readers.pdf.tables import Table
from policytui.text import clean_line, clean_text

_SAME_SIZE = 0.75
_INDENT = 0.7
_LOOSER = 1.2
"""How much farther than usual lines of two paragraphs stand apart, at least."""

_LINE_GAP = 1.5
"""Widest gap between lines of one paragraph where the usual gap is unknown, in letter sizes."""

_NOTE = re.compile(r"^\[\^[^\]]+\]:")
_BEFORE_ITEM = re.compile(r"(?:[.,;:!?–—]|\b(?:and|or))$")
_CELLS = " | "


@dataclass(slots=True)
class Paragraph:
    """Lines that make one block.

    Attributes:
        line: running number of its first line in the document, from 1.
        column: where its last line stands.
        table: the table that stands in place of lines.
        is_tight: stands below the paragraph above it without a wider gap.
    """

    page: int
    line: int
    column: Column
    lines: list[Line] = field(default_factory=list)
    table: Table | None = None
    is_tight: bool = False

    @property
    def is_note(self) -> bool:
        """Whether it is the note of a raised number."""
        return bool(self.lines) and _NOTE.match(self.lines[0].text) is not None


class Gatherer:
    """Gathers the paragraphs of a document, page by page.

    Args:
        pitches: usual distance of lines by the size of their letters.
        body: size of most letters of the document.
    """

    def __init__(self, pitches: dict[float, float], body: float) -> None:
        self.paragraphs: list[Paragraph] = []
        self._pitches, self._body = pitches, body
        self._open: Paragraph | None = None

    def add_column(self, column: Column, page: int, number: int) -> int:
        """Take in a column whose first line has a running number; gives the next number."""
        before: Line | None = None
        for item in column.items:
            if isinstance(item, Table):
                table = Paragraph(page, number, column, table=item)
                self.paragraphs.append(table)
                self._open, before = table, None
                number += max(len(item.cells), 1)
                continue
            last = self.paragraphs[-1] if self.paragraphs else None
            if before and last and self._goes_on(last, before, item, column):
                last.lines.append(item)
            elif not before and self._open and self._goes_over(self._open, item):
                self._open.lines.append(item)
                self._open.column = column
                # Later lines of this column go on with it, so it must stand last.
                self.paragraphs.remove(self._open)
                self.paragraphs.append(self._open)
            else:
                tight = before is not None and (
                    not self._is_loose(before, item) or (before.is_entry and item.is_entry)
                )
                made = Paragraph(page, number, column, [item], is_tight=tight)
                self.paragraphs.append(made)
                if not made.is_note:
                    self._open = made
            before = item
            number += 1
        return number

    def _is_loose(self, above: Line, line: Line) -> bool:
        gap = above.base - line.base
        pitch = self._pitches.get(round(line.size))
        return gap > (pitch * _LOOSER if pitch else line.size * _LINE_GAP)

    def _goes_on(self, paragraph: Paragraph, above: Line, line: Line, column: Column) -> bool:
        """Whether a line goes on with the paragraph of the line above it."""
        first = paragraph.lines[0] if paragraph.lines else None
        if first is None or above.is_entry or self._is_loose(above, line):
            return False
        if above.base <= line.base or _begins(line, above) or not _are_alike(above, line):
            return False
        if _are_centred(above, line, column) and _is_wide(above, column):
            return True
        if not _would_not_fit(above, line, _right_edge(paragraph, column)):
            return False
        moved = (line.left - above.left) / line.size
        if above is first:
            return moved < _INDENT or _hangs_below(line, first)
        return abs(moved) < _INDENT

    def _goes_over(self, paragraph: Paragraph, line: Line) -> bool:
        """Whether the first line of a column goes on with a paragraph of the column before."""
        if not paragraph.lines or _is_marked(line) or line.is_entry:
            return False
        last = paragraph.lines[-1]
        if last.is_entry or not _are_alike(last, line) or ends_sentence(last.text):
            return False
        if last.text.endswith((";", ":")):
            return False
        if begins_lower(line.text):
            return True
        set_off = last.size > self._body + _SAME_SIZE or last.is_bold
        return not set_off and _would_not_fit(last, line, paragraph.column.right)


def _begins(line: Line, above: Line) -> bool:
    """Whether a line begins an item; a number inside a sentence that wraps begins none."""
    if not _is_marked(line):
        return False
    rest = line.text.partition(" ")[2]
    wraps = begins_lower(rest) and line.text[0] in "(0123456789"
    return not wraps or _BEFORE_ITEM.search(above.text[-20:]) is not None


def _hangs_below(line: Line, first: Line) -> bool:
    """Whether a line stands below the text of an item, right of its mark."""
    if _is_marked(first):
        return True
    texts = [piece.left for piece in first.pieces[1:3] if not piece.glued]
    near = any(abs(left - line.left) < 0.3 * line.size for left in texts[:1])
    return near and first.pieces[0].text.strip("().").isalnum()


def _is_marked(line: Line) -> bool:
    return begins_item(line.text) or re.match(r"\d{1,2}(?:\.\d{1,3})+\.?\s", line.text) is not None


def _are_alike(one: Line, other: Line) -> bool:
    if abs(one.size - other.size) > _SAME_SIZE:
        return False
    if one.is_bold == other.is_bold:
        return True
    return begins_lower(other.text) and not ends_sentence(one.text)


def _are_centred(one: Line, other: Line, column: Column) -> bool:
    return _is_centred(one, column) and _is_centred(other, column)


def _is_centred(line: Line, column: Column) -> bool:
    before, behind = line.left - column.left, column.right - line.right
    return before > 1.5 * line.size and abs(before - behind) < max(6.0, 0.1 * before)


def _is_wide(line: Line, column: Column) -> bool:
    return line.right - line.left > 0.5 * (column.right - column.left)


def _right_edge(paragraph: Paragraph, column: Column) -> float:
    """Where the lines of a paragraph end: narrow ones end together before their column does."""
    ends = sorted(line.right for line in paragraph.lines)
    if len(ends) >= 2 and ends[-1] - ends[-2] < paragraph.lines[0].size:
        return ends[-1]
    return column.right


def _would_not_fit(above: Line, line: Line, right: float) -> bool:
    """Whether the first word of a line, or the rest of it, had no room on the line above it."""
    if above.text.endswith("-") and begins_lower(line.text):
        return True
    space = 0.2 * line.size
    return above.right + space + line.first_word > right - space


# --- the document ---


def tell_pitches(columns: Iterable[Column]) -> dict[float, float]:
    """The usual distance between lines, by the rounded size of their letters."""
    gaps: dict[float, Counter[float]] = {}
    for column in columns:
        lines = [item for item in column.items if isinstance(item, Line)]
        for above, line in pairwise(lines):
            gap = above.base - line.base
            if 0.8 * line.size < gap < 2.5 * line.size and abs(above.size - line.size) < 0.5:
                gaps.setdefault(round(line.size), Counter())[round(2 * gap) / 2] += 1
    return {size: _tightest(counts) for size, counts in gaps.items()}


def _tightest(counts: Counter[float]) -> float:
    """The usual gap: the narrowest of those that are nearly as frequent as the most frequent."""
    most = max(counts.values())
    return min(gap for gap, count in counts.items() if count * 3 >= most)


def make_blocks(
    paragraphs: Sequence[Paragraph], vocabulary: set[str], areas: dict[int, Column]
) -> Iterator[Block]:
    """The blocks of paragraphs.

    Args:
        vocabulary: every word of the document, for words that a line end parted.
        areas: the part of each page that holds text.
    """
    for paragraph in paragraphs:
        if paragraph.table:
            yield _table_block(paragraph, paragraph.table, vocabulary)
            continue
        text = clean_text(join_lines([line.text.strip() for line in paragraph.lines], vocabulary))
        if not text:
            continue
        first = paragraph.lines[0]
        yield Block(
            text,
            paragraph.line,
            is_item=begins_item(first.text),
            is_tight=paragraph.is_tight,
            page=paragraph.page,
            look=_look_of(paragraph, areas[paragraph.page]),
        )


def _look_of(paragraph: Paragraph, area: Column) -> Look:
    lengths: Counter[float] = Counter()
    for line in paragraph.lines:
        lengths[round(2 * line.size) / 2] += len(line.text)
    return Look(
        size=lengths.most_common(1)[0][0],
        is_bold=all(line.is_bold for line in paragraph.lines),
        is_italic=all(line.is_italic for line in paragraph.lines),
        is_centred=all(_is_centred(line, area) for line in paragraph.lines),
        left=round(paragraph.lines[0].left, 1),
    )


def _table_block(paragraph: Paragraph, table: Table, vocabulary: set[str]) -> Block:
    rows = tuple(
        tuple(clean_line(join_lines([line.text for line in cell], vocabulary)) for cell in row)
        for row in table.cells
    )
    text = "\n".join(_CELLS.join(filter(None, row)) for row in rows)
    return Block(text, paragraph.line, is_table=True, page=paragraph.page, rows=rows)
