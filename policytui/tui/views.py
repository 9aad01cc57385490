"""The views of a comparison: the same two texts laid out in five ways."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from enum import StrEnum

from rich.cells import cell_len

from policytui.compare.layout import (
    ADDED_SIGN,
    BOTH_SIGN,
    REMOVED_SIGN,
    Cell,
    Layout,
    Row,
    before_and_after,
    heading,
    inline,
    inline_text,
    paragraphs,
    rows_text,
    side_by_side,
    stack,
)
from policytui.compare.wrap import Mark
from policytui.tui.comparing import Compared, markdown_text

SIDE_FROM = 100
"""Columns from which two texts fit side by side."""

SLIGHT_SIGN = "≈"
"""Before a row in which no word changes."""

_NO_INSTRUCTION = "There is nothing to word."


class View(StrEnum):
    """How a comparison is shown."""

    SIDE = "side by side"
    INLINE = "inline"
    CLEAN = "clean"
    INSTRUCTION = "instruction"
    CARRIED = "as carried"


def views_for(width: int) -> list[View]:
    """The views there is room for."""
    return [view for view in View if view is not View.SIDE or width >= SIDE_FROM]


def lay_out(
    compared: Compared, view: View, title: str, width: int, *, two: bool, folded: bool
) -> Layout:
    """The rows of a view.

    Args:
        title: of the position, for the view of it as carried.
        two: whether there is room for two columns.
        folded: whether long unchanged runs are folded away.
    """
    if view is View.INSTRUCTION:
        lines = compared.instruction
        rows = paragraphs(lines, width, cell_len, numbered=len(lines) > 1)
        return _remarked(compared.remark or ("" if lines else _NO_INSTRUCTION), rows, width)
    if view is View.CARRIED:
        return _as_carried(compared, title, width)
    if not compared.base and not compared.proposed:
        return aside(compared.remark, width)
    if view is View.CLEAN:
        base, proposed = compared.base, compared.proposed
        rows = before_and_after(base, proposed, width, cell_len, two_columns=two)
    else:
        draw = side_by_side if view is View.SIDE else inline
        rows = _with_slight(draw(compared.changes, width, cell_len, folded=folded), compared.slight)
    return _remarked(compared.remark, rows, width)


def prose(texts: Sequence[str], width: int) -> Layout:
    """Paragraphs, one beneath the other."""
    return paragraphs(texts, width, cell_len)


def aside(text: str, width: int) -> Layout:
    """Something said about the texts."""
    return paragraphs([text], width, cell_len, mark=Mark.ASIDE)


def titled(title: str, layout: Layout, width: int) -> Layout:
    """Rows beneath a heading."""
    return Layout((*heading(title, width, cell_len).rows, *layout.rows), layout.column_width)


def _remarked(remark: str, layout: Layout, width: int) -> Layout:
    if not remark:
        return layout
    rows = aside(remark, width).rows
    gap = (Row((Cell(),)),) if layout.rows else ()
    return Layout((*rows, *gap, *layout.rows), layout.column_width)


def _as_carried(compared: Compared, title: str, width: int) -> Layout:
    if not compared.proposed:
        return aside("If this is carried, the whole position is left out.", width)
    text = paragraphs([compared.proposed], width, cell_len)
    return stack([aside("As it stands if this is carried:", width), titled(title, text, width)])


def _with_slight(layout: Layout, slight: frozenset[int]) -> Layout:
    """The rows with changes that touch no word shown as said aside, under a sign of their own."""
    if not slight:
        return layout
    rows = tuple(Row(tuple(_quieter(cell, slight) for cell in row.cells)) for row in layout.rows)
    return Layout(rows, layout.column_width)


def _quieter(cell: Cell, slight: frozenset[int]) -> Cell:
    if not any(segment.change in slight for segment in cell.segments):
        return cell
    segments = tuple(
        replace(segment, mark=Mark.ASIDE) if segment.change in slight else segment
        for segment in cell.segments
    )
    marks = {segment.mark for segment in segments}
    if Mark.ADDED in marks and Mark.REMOVED in marks:
        return Cell(segments, BOTH_SIGN)
    if Mark.ADDED in marks:
        return Cell(segments, ADDED_SIGN)
    return Cell(segments, REMOVED_SIGN if Mark.REMOVED in marks else SLIGHT_SIGN)


# --- copying ---


def shown_text(compared: Compared, view: View | None, layout: Layout) -> str:
    """What is copied of a view: what is shown of it, without the breaks of the window."""
    if view is View.INLINE:
        return inline_text(compared.changes)
    if view is View.INSTRUCTION:
        return "\n".join(compared.instruction)
    if view is View.CARRIED:
        return compared.proposed
    return rows_text(layout, cell_len)


COPIES: tuple[tuple[str, Callable[[Compared], str]], ...] = (
    ("The proposed text, plain", lambda compared: compared.proposed),
    ("With marks: [-old-]{+new+}", lambda compared: inline_text(compared.changes)),
    ("Markdown: ~~old~~ **new**", lambda compared: markdown_text(compared.changes)),
    ("The formal instruction", lambda compared: "\n".join(compared.instruction)),
)
"""What a comparison can be copied as."""
