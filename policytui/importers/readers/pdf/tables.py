"""Tables of a PDF page: cells between drawn rules, or parts of lines in aligned columns."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from policytui.importers.readers.pdf.letters import Piece
from policytui.importers.readers.pdf.lines import Line, lines_of, rows_of
from policytui.importers.readers.pdf.rules import Rule

_TOUCH = 3.0
"""How near the ends of rules of one table come, in points."""

_MOST_STEPS = 1_000_000
_MOST_TABLES = 100
_ROW_WIDTH = 0.6


@dataclass(frozen=True, slots=True)
class Table:
    """A table with the lines of its cells, row by row.

    Attributes:
        order: its place among what the file writes on the page.
    """

    left: float
    right: float
    base: float
    top: float
    order: int
    cells: tuple[tuple[tuple[Line, ...], ...], ...]

    @property
    def size(self) -> float:
        """Size of most of its letters."""
        sizes = sorted(line.size for row in self.cells for cell in row for line in cell)
        return sizes[len(sizes) // 2]


@dataclass(slots=True)
class _Grid:
    """Rules that touch each other."""

    levels: list[Rule]
    uprights: list[Rule]

    @property
    def box(self) -> tuple[float, float, float, float]:
        across = [x for rule in self.levels for x in (rule.start, rule.end)]
        across += [rule.at for rule in self.uprights]
        down = [y for rule in self.uprights for y in (rule.start, rule.end)]
        down += [rule.at for rule in self.levels]
        return min(across), min(down), max(across), max(down)


def read_ruled_tables(
    pieces: Sequence[Piece], rules: Sequence[Rule]
) -> tuple[list[Table], list[Piece]]:
    """The tables that are drawn with rules, and the pieces that stand in none of them."""
    tables: list[Table] = []
    rest = list(pieces)
    for grid in _grids(rules)[:_MOST_TABLES]:
        left, low, right, high = grid.box
        inside = [
            piece
            for piece in rest
            if left - 1 < (piece.left + piece.right) / 2 < right + 1
            and low - 1 < _middle(piece) < high + 1
        ]
        cells = _fill(grid, inside) if inside else ()
        # A box with rows of one cell each is text with a frame around it.
        if any(sum(map(bool, row)) > 1 for row in cells):
            taken = set(map(id, inside))
            rest = [piece for piece in rest if id(piece) not in taken]
            tables.append(Table(left, right, low, high, inside[0].order, cells))
    return tables, rest


def _middle(piece: Piece) -> float:
    return piece.base + 0.3 * piece.style.size


def _grids(rules: Sequence[Rule]) -> list[_Grid]:
    """Rules that touch, together, where they enclose more than one column."""
    uprights = sorted((rule for rule in rules if not rule.is_level), key=lambda rule: rule.at)
    levels = [rule for rule in rules if rule.is_level]
    places = [rule.at for rule in uprights]
    parent = list(range(len(uprights) + len(levels)))

    def root(index: int) -> int:
        while parent[index] != index:
            parent[index] = parent[parent[index]]
            index = parent[index]
        return index

    steps = 0
    for number, level in enumerate(levels, len(uprights)):
        first = bisect_left(places, level.start - _TOUCH)
        for index in range(first, len(uprights)):
            steps += 1
            if places[index] > level.end + _TOUCH or steps > _MOST_STEPS:
                break
            if uprights[index].start - _TOUCH <= level.at <= uprights[index].end + _TOUCH:
                parent[root(index)] = root(number)
    grids: dict[int, _Grid] = {}
    for index, rule in enumerate([*uprights, *levels]):
        grid = grids.setdefault(root(index), _Grid([], []))
        (grid.levels if rule.is_level else grid.uprights).append(rule)
    return [grid for grid in grids.values() if _has_columns(grid)]


def _has_columns(grid: _Grid) -> bool:
    if not grid.uprights or len(_distinct(rule.at for rule in grid.levels)) < 2:
        return False
    left, _, right, _ = grid.box
    return any(left + _TOUCH * 2 < rule.at < right - _TOUCH * 2 for rule in grid.uprights)


def _distinct(places: Iterable[float]) -> list[float]:
    result: list[float] = []
    for place in sorted(places):
        if not result or place - result[-1] > _TOUCH:
            result.append(place)
    return result


def _fill(grid: _Grid, pieces: Sequence[Piece]) -> tuple[tuple[tuple[Line, ...], ...], ...]:
    """The pieces in the cells of a grid, rows from the top down."""
    _, low, _, high = grid.box
    levels = _distinct([low, *_row_borders(grid), high])
    rows: list[list[Piece]] = [[] for _ in levels]
    for piece in pieces:
        rows[max(bisect_left(levels, _middle(piece)) - 1, 0)].append(piece)
    result = []
    for index in range(len(levels) - 1, -1, -1):
        if not rows[index]:
            continue
        above = levels[index + 1] if index + 1 < len(levels) else high
        middle = (levels[index] + above) / 2
        # Cells that were made one have no rule between them in their row.
        uprights = _distinct(
            rule.at for rule in grid.uprights if rule.start - 1 <= middle <= rule.end + 1
        )
        cells: list[list[Piece]] = [[] for _ in range(len(uprights) + 1)]
        for piece in rows[index]:
            cells[bisect_left(uprights, (piece.left + piece.right) / 2)].append(piece)
        written = [_read_cell(cell) for cell in cells]
        inner = written[1:-1] if len(written) > 2 and not written[0] + written[-1] else written
        result.append(tuple(inner))
    return tuple(result)


def _row_borders(grid: _Grid) -> list[float]:
    """Heights of the rules between rows; shades behind single cells or lines are none."""
    left, _, right, _ = grid.box
    covered: dict[float, float] = {}
    places = _distinct(rule.at for rule in grid.levels)
    for rule in grid.levels:
        place = places[max(bisect_right(places, rule.at) - 1, 0)]
        covered[place] = covered.get(place, 0.0) + rule.end - rule.start
    return [place for place, width in covered.items() if width > _ROW_WIDTH * (right - left)]


def _read_cell(pieces: Sequence[Piece]) -> tuple[Line, ...]:
    return tuple(line for row in rows_of(lines_of(pieces)) for line in row)


def table_from_rows(rows: Sequence[Sequence[Line]], gutters: Sequence[float]) -> Table:
    """The table that rows of lines make whose parts stand between gutters.

    A row without a part in the first column goes on with the cells of the row above it.
    """
    made: list[list[list[Line]]] = []
    for row in rows:
        cells: list[list[Line]] = [[] for _ in range(len(gutters) + 1)]
        for line in row:
            cells[bisect_left(gutters, (line.left + line.right) / 2)].append(line)
        if cells[0] or not made:
            made.append(cells)
        else:
            for cell, more in zip(made[-1], cells, strict=True):
                cell.extend(more)
    lines = [line for row in rows for line in row]
    return Table(
        min(line.left for line in lines),
        max(line.right for line in lines),
        min(line.base for line in lines),
        max(line.top for line in lines),
        min(line.order for line in lines),
        tuple(tuple(tuple(cell) for cell in row) for row in made),
    )
