"""Comparisons as rows for a screen: inline, side by side, before and after, instruction.

Pure: rows of marked segments, laid out for a width. What is added stands between `+` signs,
what is removed between `−` signs, and each row has a sign of its own, so that the rows can be
read without colour, without underlining, and aloud.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from policytui.compare.words import Change, Op
from policytui.compare.wrap import CellWidth, Line, Mark, Segment, Wrapper, wrap_text

ADDED_SIGN, REMOVED_SIGN, BOTH_SIGN = "+", "−", "~"
_SIGNS = {Mark.ADDED: ADDED_SIGN, Mark.REMOVED: REMOVED_SIGN}

SIGN_WIDTH = 2
"""Cells before the text of each column: the row's sign and a space."""
BETWEEN = 3
"""Cells between two columns."""

FOLD_FROM = 60
"""An unchanged run of more words than this is folded."""
KEPT = 20
"""Words of a folded run that stay visible beside a change."""

_DRIFT = 2
"""Rows by which two columns may drift apart before they are brought level at a sentence."""
_SENTENCE = re.compile(r"(?<=[.!?:;])[ \t]+")
_PARAGRAPH = re.compile(r"\n[ \t]*\n\s*")


@dataclass(frozen=True, slots=True)
class Cell:
    """One column of a row.

    Attributes:
        sign: what happens in it: `+`, `−`, `~` for both, or a space.
    """

    segments: Line = ()
    sign: str = " "


@dataclass(frozen=True, slots=True)
class Row:
    """One row: one cell across the whole width, or two side by side."""

    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Layout:
    """Rows for a width.

    Attributes:
        column_width: cells for the text of a column where there are two.
    """

    rows: tuple[Row, ...]
    column_width: int = 0

    @cached_property
    def starts(self) -> tuple[int, ...]:
        """For each change the row where it begins."""
        found: dict[int, int] = {}
        for number, row in enumerate(self.rows):
            for cell in row.cells:
                for segment in cell.segments:
                    if segment.change >= 0:
                        found.setdefault(segment.change, number)
        return tuple(found[change] for change in sorted(found))


def count_changes(changes: Iterable[Change]) -> int:
    """How many of the operations change something."""
    return sum(change.op is not Op.EQUAL for change in changes)


# --- views ---


def inline(
    changes: Sequence[Change], width: int, cell_width: CellWidth, *, folded: bool = False
) -> Layout:
    """Old and new words in one text."""
    wrapper = Wrapper(width - SIGN_WIDTH, cell_width)
    rows: list[Row] = []
    for part in _parts(changes, folded):
        if isinstance(part, _Fold):
            rows.extend(map(_single, wrapper.finish()))
            rows.append(_single(part.line()))
            continue
        if part.op is Op.EQUAL:
            _flow(wrapper, part.base)
            continue
        _flow_marked(wrapper, part.base, part.proposed, Mark.REMOVED, part.number)
        if part.base.strip() and part.proposed.strip() and not part.base[-1].isspace():
            wrapper.add(" ")
        _flow_marked(wrapper, part.proposed, part.base, Mark.ADDED, part.number)
    rows.extend(map(_single, wrapper.finish()))
    return Layout(tuple(rows))


def side_by_side(
    changes: Sequence[Change], width: int, cell_width: CellWidth, *, folded: bool = False
) -> Layout:
    """The old text at the left, the new at the right; what corresponds stands level."""
    column = (width - BETWEEN) // 2 - SIGN_WIDTH
    columns = _Columns(Wrapper(column, cell_width), Wrapper(column, cell_width))
    for part in _parts(changes, folded):
        if isinstance(part, _Fold):
            columns.level()
            columns.rows.append(_single(part.line()))
        elif part.op is Op.EQUAL:
            columns.flow(part.base)
        else:
            columns.flow_change(part)
    columns.level()
    return Layout(tuple(columns.rows), column)


def before_and_after(
    base: str, proposed: str, width: int, cell_width: CellWidth, *, two_columns: bool
) -> Layout:
    """Both texts clean, without marks."""
    before, after = base or "(nothing)", proposed or "(nothing: the whole position is left out)"
    if not two_columns:
        inner = width - SIGN_WIDTH
        return Layout(
            (
                *heading("Before", width, cell_width).rows,
                *map(_single, wrap_text(before, inner, cell_width)),
                _single(()),
                *heading("After", width, cell_width).rows,
                *map(_single, wrap_text(after, inner, cell_width)),
            )
        )
    column = (width - BETWEEN) // 2 - SIGN_WIDTH
    left: list[Line] = [(Segment("Before", Mark.HEADING),), ()]
    right: list[Line] = [(Segment("After", Mark.HEADING),), ()]
    left += wrap_text(before, column, cell_width)
    right += wrap_text(after, column, cell_width)
    return Layout(tuple(_pairs(left, right)), column)


def paragraphs(
    texts: Iterable[str],
    width: int,
    cell_width: CellWidth,
    *,
    mark: Mark = Mark.SAME,
    numbered: bool = False,
    sign: str = " ",
) -> Layout:
    """Texts beneath each other, such as the lines of an instruction."""
    rows: list[Row] = []
    for number, text in enumerate(texts, 1):
        lead = f"{number}. " if numbered else ""
        lines = wrap_text(lead + text, width - SIGN_WIDTH, cell_width, mark, indent=len(lead))
        rows.extend(
            Row((Cell(line, sign if first == 0 else " "),)) for first, line in enumerate(lines)
        )
    return Layout(tuple(rows))


def heading(text: str, width: int, cell_width: CellWidth) -> Layout:
    """A heading over what follows."""
    return paragraphs([text], width, cell_width, mark=Mark.HEADING)


def stack(layouts: Iterable[Layout]) -> Layout:
    """One-column layouts beneath each other, an empty row between two."""
    rows: list[Row] = []
    for layout in layouts:
        if rows and layout.rows:
            rows.append(_single(()))
        rows.extend(layout.rows)
    return Layout(tuple(rows))


# --- as text ---


def inline_text(changes: Iterable[Change]) -> str:
    """The comparison as plain text, `[-old-]{+new+}`, as `wdiff` writes it."""
    written = []
    for change in changes:
        if change.op is Op.EQUAL:
            written.append(change.base)
            continue
        if change.base:
            written.append(f"[-{change.base}-]")
        if change.proposed:
            written.append(f"{{+{change.proposed}+}}")
    return "".join(written)


def rows_text(layout: Layout, cell_width: CellWidth) -> str:
    """The rows as they are shown, as plain text."""
    lines = []
    for row in layout.rows:
        texts = [
            cell.sign + " " + "".join(segment.text for segment in cell.segments)
            for cell in row.cells
        ]
        if len(texts) == 2:
            room = layout.column_width + SIGN_WIDTH - cell_width(texts[0])
            texts[0] += " " * max(room, 0)
        lines.append(" │ ".join(texts).rstrip())
    return "\n".join(lines)


# --- parts: changes with a number, long unchanged runs folded ---


@dataclass(frozen=True, slots=True)
class _Part:
    op: Op
    base: str
    proposed: str
    number: int


@dataclass(frozen=True, slots=True)
class _Fold:
    words: int

    def line(self) -> Line:
        words = "word" if self.words == 1 else "words"
        return (Segment(f"⋯ {self.words} {words} unchanged ⋯", Mark.ASIDE),)


def _parts(changes: Sequence[Change], folded: bool) -> Iterator[_Part | _Fold]:
    number = 0
    last = len(changes) - 1
    for place, change in enumerate(changes):
        if change.op is not Op.EQUAL:
            yield _Part(change.op, change.base, change.proposed, number)
            number += 1
        elif folded and last > 0:
            yield from _fold(change.base, at_start=place == 0, at_end=place == last)
        else:
            yield _Part(Op.EQUAL, change.base, change.base, -1)


def _fold(text: str, *, at_start: bool, at_end: bool) -> Iterator[_Part | _Fold]:
    words = list(re.finditer(r"\S+", text))
    head = 0 if at_start else KEPT
    tail = 0 if at_end else KEPT
    hidden = len(words) - head - tail
    if len(words) <= FOLD_FROM or hidden <= 1:
        yield _Part(Op.EQUAL, text, text, -1)
        return
    if head:
        shown = text[: words[head - 1].end()]
        yield _Part(Op.EQUAL, shown, shown, -1)
    yield _Fold(hidden)
    if tail:
        shown = text[words[-tail].start() :]
        yield _Part(Op.EQUAL, shown, shown, -1)


# --- flowing text into lines ---


def _flow(wrapper: Wrapper, text: str) -> None:
    """Unmarked text with its line and paragraph breaks."""
    for place, paragraph in enumerate(_PARAGRAPH.split(text)):
        if place:
            wrapper.break_paragraph()
        for number, line in enumerate(paragraph.split("\n")):
            if number:
                wrapper.break_line()
            wrapper.add(line)


def _flow_marked(wrapper: Wrapper, text: str, beside: str, mark: Mark, change: int) -> None:
    """Added or removed text, each line of it between signs.

    Args:
        beside: the other text of the same change.
    """
    if not text:
        return
    sign = _SIGNS[mark]
    if not text.strip():
        if beside.strip() and "\n" not in text:
            wrapper.add(text)
            return
        # White space alone would be invisible.
        wrapper.add(sign + ("¶" if "\n" in text else "·") + sign, mark, change)
        if "\n" in text and mark is Mark.ADDED:
            wrapper.break_paragraph()
        elif "\n" in text:
            wrapper.add(" ")
        return
    for place, paragraph in enumerate(_PARAGRAPH.split(text)):
        if place:
            wrapper.break_paragraph()
        for number, line in enumerate(paragraph.split("\n")):
            if number:
                wrapper.break_line()
            words = line.strip()
            if not words:
                wrapper.add(line)
                continue
            wrapper.add(line[: len(line) - len(line.lstrip())])
            wrapper.add(f"{sign}{words}{sign}", mark, change)
            wrapper.add(line[len(line.rstrip()) :])


class _Columns:
    """Two columns filled side by side and brought level where the texts correspond."""

    def __init__(self, left: Wrapper, right: Wrapper) -> None:
        self.rows: list[Row] = []
        self._left = left
        self._right = right

    def flow(self, text: str) -> None:
        for place, paragraph in enumerate(_PARAGRAPH.split(text)):
            if place:
                self.level()
                self._space()
            at = 0
            for gap in [*_SENTENCE.finditer(paragraph), None]:
                end = gap.end() if gap else len(paragraph)
                if at and abs(self._left.height - self._right.height) >= _DRIFT:
                    self.level()
                _flow(self._left, paragraph[at:end])
                _flow(self._right, paragraph[at:end])
                at = end

    def flow_change(self, part: _Part) -> None:
        _flow_marked(self._left, part.base, part.proposed, Mark.REMOVED, part.number)
        _flow_marked(self._right, part.proposed, part.base, Mark.ADDED, part.number)
        for text in (part.base, part.proposed):
            if "\n" in text[len(text.rstrip()) :]:
                self.level()
                self._space()
                return

    def level(self) -> None:
        self.rows.extend(_pairs(self._left.finish(), self._right.finish()))

    def _space(self) -> None:
        if self.rows and any(cell.segments for cell in self.rows[-1].cells):
            self.rows.append(Row((Cell(), Cell())))


def _pairs(left: list[Line], right: list[Line]) -> Iterator[Row]:
    height = max(len(left), len(right))
    for number in range(height):
        yield Row(
            (
                _cell(left[number] if number < len(left) else ()),
                _cell(right[number] if number < len(right) else ()),
            )
        )


def _single(line: Line) -> Row:
    return Row((_cell(line),))


def _cell(line: Line) -> Cell:
    marks = {segment.mark for segment in line}
    if Mark.ADDED in marks and Mark.REMOVED in marks:
        return Cell(line, BOTH_SIGN)
    if Mark.ADDED in marks:
        return Cell(line, ADDED_SIGN)
    return Cell(line, REMOVED_SIGN if Mark.REMOVED in marks else " ")
