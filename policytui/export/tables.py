"""Tables for other programs: CSV and JSON of which no cell acts when it is opened."""

import csv
import io
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from policytui.export.comparison import as_line, as_prose

SCHEMA = 1
"""Version of the JSON that is written."""

Cell = str | int

_FORMULAS = tuple("=+-@\t\r＝＋－＠")
"""What a spreadsheet takes for the beginning of a formula (OWASP, CSV Injection)."""


@dataclass(frozen=True, slots=True)
class Table:
    """A table.

    Attributes:
        name: of its files, a slug.
        title: what it shows, one line.
        rows: each with one cell for each column.
    """

    name: str
    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


def harmless(cell: Cell) -> Cell:
    """A cell without control characters that no spreadsheet takes for a formula."""
    if isinstance(cell, int):
        return cell
    # What is cut off before it is looked at must not hide what stands behind it.
    text = as_prose(cell)
    return f"'{text}" if text.lstrip(" \n").startswith(_FORMULAS) else text


def harmless_line(cell: Cell) -> str:
    """A cell as one line of text, for tables that people read."""
    if isinstance(cell, int):
        return f"{cell:,}"
    return as_line(str(harmless(cell)))


def format_csv(table: Table) -> bytes:
    """The table as a spreadsheet reads it: every text in quotes, UTF-8 with its mark."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, quoting=csv.QUOTE_NONNUMERIC, lineterminator="\r\n")
    writer.writerow(list(map(harmless, table.columns)))
    writer.writerows([list(map(harmless, row)) for row in table.rows])
    return buffer.getvalue().encode("utf-8-sig")


def table_value(table: Table) -> Mapping[str, Any]:
    """The table in values that JSON has, its rows as objects by column."""
    columns = [str(harmless(column)) for column in table.columns]
    return {
        "name": table.name,
        "title": harmless(table.title),
        "columns": columns,
        "rows": [dict(zip(columns, map(harmless, row), strict=True)) for row in table.rows],
    }


def format_json(table: Table) -> bytes:
    """The table as JSON, `"schema"` first."""
    value = {"schema": SCHEMA, **table_value(table)}
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()
