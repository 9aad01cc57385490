"""The report drawn: its outline, and each part as it will stand, counts as bars beside figures."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from rich.cells import cell_len
from textual.content import Content

from policytui.compare.layout import SIGN_WIDTH, Cell, Layout, Row, heading, paragraphs, stack
from policytui.compare.wrap import Mark, Segment
from policytui.conference.consultation.counting import draw_bar
from policytui.conference.report.missing import Lack, Missing
from policytui.export.paper import Block, Heading, Points, Prose, Quotation
from policytui.export.tables import Table, harmless_line
from policytui.text import split_paragraphs
from policytui.tui.plain import MUTED, one_line, plain
from policytui.tui.reporting import Part, Report
from policytui.tui.views import aside, prose, titled
from policytui.tui.widgets.outline_view import OutlineRow
from policytui.tui.wording import DOT, fit, number

_WHAT_TO_DO = {
    Lack.SENDER: "In the inbox of the round ? marks them and says what is to be found out.",
    Lack.THEME: (
        "In the inbox of the round v goes to the answers; there t puts an answer, and all with "
        "the same words, under a theme."
    ),
    Lack.QUOTE: (
        "In the inbox of the round v goes to the answers; there m marks a paragraph as a quote."
    ),
    Lack.ADVICE: (
        "In the list of the round a recommends something, also for all that are marked with space."
    ),
    Lack.DECISION: (
        "In the list of the round c, l and their like record what was decided. What was not "
        "reached, in one go: A marks all that is open, R records it."
    ),
    Lack.EDITION: "In the list of the round E makes the next edition.",
}
_MOST_CHARACTERS = 40_000
"""Of a part that are laid out; the file holds all."""
_LABEL, _FIGURES, _BAR = 30, 11, 24
_BULLET, _QUOTE = "•", "❝"


def rows(report: Report) -> list[OutlineRow]:
    """What is missing, then the parts; numbered through both."""
    found = [OutlineRow(plain("What is missing", "bold"))]
    for item, one in enumerate(report.missing):
        found.append(
            OutlineRow(plain("! ", "bold $text-warning") + plain(one_line(one.told)), item)
        )
    if not report.missing:
        found.append(OutlineRow(plain("✓ ", "bold $text-success") + plain("nothing")))
    found += [OutlineRow(plain("")), OutlineRow(plain("The report as it will stand", "bold"))]
    for item, part in enumerate(report.parts, len(report.missing)):
        found.append(OutlineRow(_part_row(part), item))
    return found


def _part_row(part: Part) -> Content:
    title = plain(one_line(part.title), "bold $text-accent" if part.level == 1 else "")
    lead = "" if part.level == 1 else "  "
    return plain(lead) + title + plain(f"  {part.pieces:,}" if part.pieces > 1 else "", MUTED)


def part_at(report: Report, item: int) -> Part | None:
    """The part that a row stands for; None for what is missing."""
    place = item - len(report.missing)
    return report.parts[place] if 0 <= place < len(report.parts) else None


def item_again(before: Report, item: int, now: Report) -> int:
    """Where in a report that was read again stands what was under the bar.

    A part is known by its title, what is missing by what it is; where it is gone, the place counts.
    """
    part = part_at(before, item)
    if part is None:
        lack = before.missing[item].lack if item >= 0 else None
        lacks = [one.lack for one in now.missing]
        return lacks.index(lack) if lack in lacks else max(0, min(item, len(lacks) - 1))
    place, last = item - len(before.missing), len(now.parts) - 1
    # Questions may be called the same: the nearest of them.
    same = [at for at, one in enumerate(now.parts) if one.title == part.title]
    at = min(same, key=lambda each: abs(each - place), default=min(place, last))
    return len(now.missing) + at


def lay_out_beside(report: Report, item: int, width: int) -> Layout:
    """A part as it will stand; of what is missing where, and what to do."""
    if item < 0:
        return Layout(())
    part = part_at(report, item)
    if part is None:
        return _missing(report.missing[item], width)
    shown, is_cut = _cut(part.blocks)
    parts = [heading(one_line(part.title), width, cell_len)]
    parts += [_block(block, width) for block in shown]
    if not shown:
        parts.append(aside("Its parts follow in the outline.", width))
    if is_cut:
        parts.append(aside("The rest of this part stands in the file: e writes it.", width))
    return stack(parts)


def _missing(missing: Missing, width: int) -> Layout:
    todo = prose([_WHAT_TO_DO[missing.lack]], width)
    parts = [prose([missing.told], width), titled("What to do", todo, width)]
    if missing.where:
        joined = ", ".join(map(one_line, missing.where))[:_MOST_CHARACTERS]
        where = prose([joined], width)
        parts.append(titled(number(len(missing.where), "place"), where, width))
    return stack(parts)


def _cut(blocks: Sequence[Block]) -> tuple[list[Block], bool]:
    """As many blocks as are laid out at once, and whether there are more."""
    shown: list[Block] = []
    left = _MOST_CHARACTERS
    for block in blocks:
        if left <= 0:
            return shown, True
        match block:
            case Heading() | Prose() | Quotation() if len(block.text) > left:
                return [*shown, replace(block, text=block.text[:left])], True
            case Heading() | Prose() | Quotation():
                left -= len(block.text)
            case Points():
                left -= sum(map(len, block.items))
            case Table():
                left -= sum(len(str(cell)) for row in block.rows for cell in row)
        shown.append(block)
    return shown, False


def _block(block: Block, width: int) -> Layout:
    match block:
        case Heading():
            return heading(one_line(block.text), width, cell_len)
        case Prose():
            return _prose(block.text, width, Mark.ASIDE if block.is_quiet else Mark.SAME)
        case Points():
            return paragraphs(block.items, width, cell_len, sign=_BULLET)
        case Quotation():
            by = [aside(f"— {block.by}", width)] if block.by else []
            words = split_paragraphs(block.text)
            quoted = [paragraphs([each], width, cell_len, sign=_QUOTE) for each in words]
            return Layout(tuple(row for one in (*quoted, *by) for row in one.rows))
        case Table():
            return Layout(tuple(_table(block, width)))


def _prose(text: str, width: int, mark: Mark) -> Layout:
    lines = [line for each in split_paragraphs(text) for line in each.split("\n")]
    return paragraphs(lines, width, cell_len, mark=mark)


def _table(table: Table, width: int) -> Iterator[Row]:
    yield from heading(one_line(str(harmless_line(table.title))), width, cell_len).rows
    if not table.rows:
        yield from aside("(nothing)", width).rows
    elif _fits_as_counts(table, width):
        yield from _counts(table, width)
    else:
        columns = list(map(harmless_line, table.columns))
        yield from aside(DOT.join(columns), width).rows
        for row in table.rows:
            told = DOT.join(filter(None, map(_cell, row, columns)))
            yield from paragraphs([told], width, cell_len, sign=_BULLET).rows


def _fits_as_counts(table: Table, width: int) -> bool:
    """Whether it is a table of figures for all columns of which there is room."""
    is_counts = all(isinstance(cell, int) for row in table.rows for cell in row[1:])
    return is_counts and width >= SIGN_WIDTH + 10 + sum(map(_figure_width, table.columns[1:]))


def _figure_width(column: str) -> int:
    return max(_FIGURES, cell_len(harmless_line(column)) + 2)


def _cell(cell: str | int, column: str) -> str:
    """A cell among others on a line; a figure says what it counts, and none is not told."""
    if isinstance(cell, int):
        return f"{column}: {cell:,}" if cell else ""
    return harmless_line(cell)


def _counts(table: Table, width: int) -> Iterator[Row]:
    """A row for each label: figures, and the first of them as a bar."""
    first, *columns = map(harmless_line, table.columns)
    figures = list(map(_figure_width, columns))
    label = min(_LABEL, max(10, width - SIGN_WIDTH - sum(figures) - 8))
    room = max(0, min(_BAR, width - SIGN_WIDTH - label - sum(figures) - 2))
    heads = "".join(column.rjust(wide) for column, wide in zip(columns, figures, strict=True))
    yield _line(fit(first, label) + heads, width, Mark.ASIDE)
    largest = max(int(row[1]) for row in table.rows)
    for row in table.rows:
        name, *values = map(harmless_line, row)
        told = "".join(value.rjust(wide) for value, wide in zip(values, figures, strict=True))
        yield _line(f"{fit(name, label)}{told}  {draw_bar(int(row[1]), largest, room)}", width)


def _line(text: str, width: int, mark: Mark = Mark.SAME) -> Row:
    text = text.rstrip()
    if cell_len(text) > width - SIGN_WIDTH:
        text = fit(text, width - SIGN_WIDTH)
    return Row((Cell((Segment(text, mark),)),))
