"""The past of a position as rows: its editions, the words of a step, who brought which words."""

from collections.abc import Collection, Iterator
from dataclasses import replace
from textwrap import wrap

from rich.cells import cell_len, set_cell_size

from policytui.compare.history import Blamed, Event, Step
from policytui.compare.layout import Cell, Layout, Row, paragraphs
from policytui.compare.wrap import Line, Mark, Segment, wrap_text
from policytui.tui.history_past import Past, compared_in
from policytui.tui.history_said import adoption, said_of, said_of_origins
from policytui.tui.outline import MOVED_SIGN
from policytui.tui.plain import MUTED, one_line, plain
from policytui.tui.views import SLIGHT_SIGN, View, aside, lay_out
from policytui.tui.widgets.outline_view import OutlineRow

SIDE_FROM = 84
"""Columns beside the list from which on two texts fit side by side."""

_VIEWS: tuple[View, ...] = (View.SIDE, View.INLINE, View.CLEAN)
MARKED, UNMARKED = "✓", " "
_SIGNS = {
    Event.OLDEST: "·",
    Event.NEW: "+",
    Event.CAME_BACK: "+",
    Event.LEFT_OUT: "−",
    Event.KEPT: "=",
    Event.LAYOUT: SLIGHT_SIGN,
    Event.AMENDED: "~",
    Event.SPLIT: "<",
    Event.JOINED: ">",
    Event.RENAMED: "~",
    Event.MOVED: MOVED_SIGN,
    Event.NATIONS: "~",
}
_STYLES = {
    "+": "bold $text-success",
    "−": "bold $text-error",
    "=": MUTED,
    "·": MUTED,
}
_CURRENT_SIGN = "▌"
_INDENT = 5
"""Cells before what a step did, so that it stands under the edition."""
_EDGE = 5
"""Cells of a row of the list that hold no text."""
_LINE = 88
"""Longest line of the text beside a margin, in cells."""


# --- the list ---


def step_rows(past: Past, marked: Collection[int]) -> list[OutlineRow]:
    """Rows of a step: the edition and who adopted it when; what it did; who moved that."""
    rows: list[OutlineRow] = []
    for number, step in enumerate(past.steps):
        sign = _SIGNS[step.events[0]]
        mark = MARKED if number in marked else UNMARKED
        known = adoption(step.header)
        first = (
            plain(f"{mark} ", "bold $text-accent")
            + plain(f"{sign}  ", _STYLES.get(sign, "bold $text-accent"))
            + plain(one_line(step.header.edition), "bold")
            + plain(f"  {known}" if known else "", MUTED)
        )
        rows += [OutlineRow(first, number), OutlineRow(plain(" " * _INDENT + said_of(past, step)))]
        rows += [
            OutlineRow(plain(f"{' ' * _INDENT}{line}", MUTED))
            for line in said_of_origins(past, step.header)
        ]
    return rows


# --- the words of a step ---


def fitting(view: View, width: int) -> View:
    """A view, or the inline one where there is no room for it."""
    return View.INLINE if view is View.SIDE and width < SIDE_FROM else view


def next_view(view: View, width: int) -> View:
    """The view that follows, round at the end."""
    views = [each for each in _VIEWS if fitting(each, width) is each]
    return views[(views.index(fitting(view, width)) + 1) % len(views)]


def words_of(past: Past, step: Step, view: View, width: int, room: int) -> Layout:
    """What a step did where the list has no room to say it, and the words it changed.

    Args:
        room: cells that the list has to say it.
    """
    told = (said_of(past, step), *said_of_origins(past, step.header))
    long = [said for said in told if cell_len(said) > room - _INDENT - _EDGE]
    head = tuple(row for said in long for row in aside(said, width).rows)
    gap = (Row((Cell(),)),) if head else ()
    compared = compared_in(step)
    if compared:
        two = width >= SIDE_FROM
        words = lay_out(compared, fitting(view, width), "", width, two=two, folded=True)
    else:
        text = step.position.text if step.position else ""
        words = paragraphs([text], min(width, _LINE), cell_len)
    return Layout((*head, *gap, *words.rows), words.column_width)


# --- who brought which words ---


def blame_rows(past: Past, current: int, width: int) -> Layout:
    """The text with a margin that names for each run of words the edition that brought it.

    Args:
        current: number of the run that the person is at.
    """
    margin = 26 if width >= SIDE_FROM else 18
    room = min(width - margin - 7, _LINE)
    rows: list[Row] = []
    for number, run in enumerate(past.runs):
        if number and _is_new_paragraph(past.runs[number - 1].text, run.text):
            rows.append(Row((Cell(), Cell())))
        sign = _CURRENT_SIGN if number == current else " "
        lines = [_numbered(line, number) for line in wrap_text(run.text.strip(), room, cell_len)]
        beside = _margin(run, margin, len(lines))
        rows += [
            Row((Cell(left, sign), Cell(line, " ")))
            for left, line in zip(beside, lines, strict=True)
        ]
    return Layout(tuple(rows), margin)


def _is_new_paragraph(before: str, text: str) -> bool:
    gap = before[len(before.rstrip()) :] + text[: len(text) - len(text.lstrip())]
    return gap.count("\n") > 1


def _numbered(line: Line, number: int) -> Line:
    return tuple(replace(segment, change=number) for segment in line)


def _margin(run: Blamed, width: int, height: int) -> Iterator[Line]:
    """The edition beside the first line of a run, its adoption beneath as far as there is room."""
    edition = one_line(run.header.edition)
    if cell_len(edition) > width:
        edition = set_cell_size(edition, width - 1) + "…"
    told: list[Line] = [(Segment(edition, Mark.HEADING),)]
    told += [(Segment(line, Mark.ASIDE),) for line in wrap(adoption(run.header), width)]
    for number in range(height):
        yield told[number] if number < len(told) else ()
