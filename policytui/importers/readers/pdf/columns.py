"""The lines of a page in reading order: columns one after the other, tables row by row.

A page is cut into bands from the top down wherever a line crosses every gutter above it; a
band whose gutter parts columns of text is read column by column, each cut again in its turn.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from policytui.importers.readers.pdf.lines import Line, join_row, rows_of
from policytui.importers.readers.pdf.tables import Table, table_from_rows

_NARROWEST_GUTTER = 0.8
_DEEPEST = 4
_FEW_ROWS = 100
_LEAST_LINES = 3
_PROSE_WORDS = 4

Item = Line | Table


@dataclass(frozen=True, slots=True)
class Column:
    """What stands below each other in one column, from the top down."""

    left: float
    right: float
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class _Strip:
    """A part of the width that no line of a band has touched."""

    start: float
    end: float
    has_left: bool = False
    has_right: bool = False

    @property
    def parts(self) -> bool:
        return self.has_left and self.has_right


@dataclass(slots=True)
class _Band:
    rows: list[list[Item]]
    strips: list[_Strip]

    @property
    def gutters(self) -> list[_Strip]:
        found = [strip for strip in self.strips if strip.parts]
        return sorted(found, key=lambda strip: strip.start - strip.end)


def read_columns(lines: Sequence[Line], tables: Sequence[Table], depth: int = 0) -> list[Column]:
    """The columns of a page, or of a part of it, in reading order."""
    items: list[Item] = [*lines, *tables]
    if not items:
        return []
    columns: list[Column] = []
    plain: list[Item] = []

    def close() -> None:
        if plain:
            columns.append(_column(plain))
            plain.clear()

    for band in _bands(_rows(lines, tables)):
        sides = _sides(band) if depth < _DEEPEST else None
        if sides is None:
            plain.extend(_read_rows(band))
            continue
        close()
        for side in sides:
            columns += read_columns(
                [item for item in side if isinstance(item, Line)],
                [item for item in side if isinstance(item, Table)],
                depth + 1,
            )
    close()
    return columns


def _rows(lines: Sequence[Line], tables: Sequence[Table]) -> list[list[Item]]:
    rows: list[list[Item]] = [list(row) for row in rows_of(lines)]
    rows += [[table] for table in tables]
    return sorted(rows, key=lambda row: -row[0].base if isinstance(row[0], Line) else -row[0].top)


def _column(items: Sequence[Item]) -> Column:
    left, right = min(item.left for item in items), max(item.right for item in items)
    return Column(left, right, tuple(items))


# --- bands ---


def _bands(rows: list[list[Item]]) -> list[_Band]:
    left = min(item.left for row in rows for item in row)
    right = max(item.right for row in rows for item in row)
    whole = [_Strip(left, right)]
    bands: list[_Band] = []
    for row in rows:
        if not bands:
            bands.append(_Band([row], _narrow(whole, row)))
            continue
        band = bands[-1]
        kept = _narrow(band.strips, row)
        # Lines of two columns at heights of their own part only together with the row above.
        above = band.rows[-1]
        pair = _narrow(_narrow(whole, above), row)
        was_parted, is_parted = bool(band.gutters), any(strip.parts for strip in kept)
        if _opens_section(row, band) or (was_parted and not is_parted):
            opening = [*_take_back_headings(band), row]
        elif was_parted or is_parted:
            opening = []
        elif any(strip.parts for strip in pair):
            opening = [band.rows.pop(), row]
        elif any(strip.parts for strip in _narrow(whole, row)):
            opening = [row]
        else:
            opening = []
        if opening:
            strips = whole
            for other in opening:
                strips = _narrow(strips, other)
            bands = [other for other in bands if other.rows]
            bands.append(_Band(opening, strips))
        else:
            band.rows.append(row)
            band.strips = kept
    return bands


def _opens_section(row: list[Item], band: _Band) -> bool:
    """Whether a row is a large heading that stands alone below columns."""
    line = row[0]
    if len(row) > 1 or not isinstance(line, Line) or not band.gutters:
        return False
    lowest = min(item.base for item in band.rows[-1])
    return lowest - line.top > 0.5 * line.size and line.size >= 1.25 * _usual_size(band)


def _take_back_headings(band: _Band) -> list[list[Item]]:
    """Lone headings below columns belong to the text beneath them that crosses the gutter."""
    taken: list[list[Item]] = []
    while len(band.rows) > 1 and len(taken) < 3 and _is_lone_heading(band.rows[-1], band):
        taken.insert(0, band.rows.pop())
    return taken


def _is_lone_heading(row: list[Item], band: _Band) -> bool:
    line = row[0]
    if len(row) > 1 or not isinstance(line, Line):
        return False
    others = [item for other in band.rows for item in other if isinstance(item, Line)]
    are_plain = sum(not item.is_bold for item in others) * 2 > len(others)
    return line.size > 1.1 * _usual_size(band) or (line.is_bold and are_plain)


def _usual_size(band: _Band) -> float:
    sizes = sorted(item.size for row in band.rows[-_FEW_ROWS:] for item in row)
    return sizes[len(sizes) // 2]


def _narrow(strips: list[_Strip], row: list[Item]) -> list[_Strip]:
    """What a row leaves of strips: the parts of them that it does not touch."""
    gap = max(6.0, _NARROWEST_GUTTER * max(item.size for item in row))
    spans = sorted((item.left, item.right) for item in row)
    left, right = spans[0][0], max(end for _, end in spans)
    kept: list[_Strip] = []
    for strip in strips:
        start = strip.start
        for from_, to in [*spans, (strip.end, strip.end)]:
            end = min(from_, strip.end)
            if end - start >= gap:
                kept.append(
                    _Strip(
                        start, end, strip.has_left or left < start, strip.has_right or right > end
                    )
                )
            start = max(start, to)
    return kept


# --- columns or rows ---


def _sides(band: _Band) -> tuple[list[Item], list[Item]] | None:
    """The two sides of the widest gutter that parts columns of text; None for rows."""
    items = [item for row in band.rows for item in row]
    for gutter in band.gutters[:6]:
        left = [item for item in items if item.right <= gutter.start + 0.1]
        right = [item for item in items if item.left >= gutter.end - 0.1]
        if len(left) + len(right) == len(items) and _are_columns(left, right):
            return left, right
    return None


def _are_columns(left: list[Item], right: list[Item]) -> bool:
    """Whether two sides are read one after the other.

    The file writes one column after the other, and the cells of a table row by row; where it
    writes line by line across, full lines of several words are columns.
    """
    fewest = min(len(left), len(right))
    if fewest < _LEAST_LINES:
        return False
    sides = {id(item): side for side, items in enumerate((left, right)) for item in items}
    ordered = sorted([*left, *right], key=lambda item: item.order)
    changes = sum(sides[id(one)] != sides[id(other)] for one, other in pairwise(ordered))
    return changes <= max(1, fewest // 4) or (_is_prose(left) and _is_prose(right))


def _is_prose(items: list[Item]) -> bool:
    lines = [item for item in items if isinstance(item, Line)]
    if len(lines) <= _LEAST_LINES:
        return False
    start, end = min(line.left for line in lines), max(line.right for line in lines)
    full = sum(line.right - start > 0.8 * (end - start) for line in lines)
    words = sum(len(line.text.split()) for line in lines)
    return full * 5 >= len(lines) * 3 and words >= _PROSE_WORDS * len(lines)


def _read_rows(band: _Band) -> Iterator[Item]:
    """The rows of a band: a table where their parts stand in columns, else lines."""
    rows = [[item for item in row if isinstance(item, Line)] for row in band.rows]
    several = [index for index, row in enumerate(rows) if len(row) > 1]
    joined = [join_row(row) if row else None for row in rows]
    entries = sum(1 for index in several if (line := joined[index]) and line.is_entry)
    if len(several) < 2 or entries * 2 >= len(several) or not band.gutters:
        several = []
    first, last = (several[0], several[-1] + 1) if several else (0, 0)
    while 0 < last < len(rows) and rows[last] and rows[last][0].left > band.gutters[-1].start:
        last += 1
    table_rows = [row for row in rows[first:last] if row]
    for index, row in enumerate(band.rows):
        if index == first and table_rows:
            gutters = sorted((strip.start + strip.end) / 2 for strip in band.gutters)
            yield table_from_rows(table_rows, gutters)
        line = joined[index]
        if not first <= index < last and line:
            yield line
        yield from (item for item in row if isinstance(item, Table))
