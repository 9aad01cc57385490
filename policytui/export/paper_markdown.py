"""A paper as Markdown (CommonMark with tables) that says what it says and does nothing else."""

import re
from collections.abc import Iterator

from policytui.export.paper import Block, Heading, Paper, Points, Prose, Quotation
from policytui.export.tables import Table, harmless_line
from policytui.text import split_paragraphs

_MARKS = re.compile(r"[\\`*_\[\]<>|~]|&(?=[#\w]+;)")
_LINE_MARKS = re.compile(r"^(?:[#+=:-]|\d{1,9}(?=[.)]))")


def format_paper_markdown(paper: Paper) -> str:
    """The paper; texts of others stand in it as they were written, never as markup."""
    paper = paper.cleaned()
    parts = [f"# {_line(paper.title)}", *(_block(block) for block in paper.blocks)]
    return "\n\n".join(filter(None, parts)) + "\n"


def _block(block: Block) -> str:
    match block:
        case Heading():
            return f"{'#' * (block.level + 1)} {_line(block.text)}"
        case Prose():
            return _prose(block.text)
        case Points():
            return "\n".join(f"- {_line(item)}" for item in block.items)
        case Quotation():
            by = f"\n\n— {_line(block.by)}" if block.by else ""
            quoted = (_prose(block.text) + by).split("\n")
            return "\n".join(f"> {line}".rstrip() for line in quoted)
        case Table():
            return "\n".join(_table(block))


def _table(table: Table) -> Iterator[str]:
    yield f"{_line(harmless_line(table.title))}:"
    yield ""
    yield _row(_line(harmless_line(column)) for column in table.columns)
    numeric = [
        bool(table.rows) and all(isinstance(row[at], int) for row in table.rows)
        for at in range(len(table.columns))
    ]
    yield _row("---:" if is_number else "---" for is_number in numeric)
    for row in table.rows:
        yield _row(_line(harmless_line(cell)) for cell in row)


def _row(cells: Iterator[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _prose(text: str) -> str:
    paragraphs = (paragraph.split("\n") for paragraph in split_paragraphs(text))
    return "\n\n".join(
        "\\\n".join(line for line in map(_line, lines) if line) for lines in paragraphs
    )


def _line(text: str) -> str:
    """A line of text of which Markdown takes nothing for markup."""
    escaped = _MARKS.sub(r"\\\g<0>", text.strip())
    return _LINE_MARKS.sub(_escape_first, escaped)


def _escape_first(match: re.Match[str]) -> str:
    found = match.group()
    # Of a number the sign behind it is escaped: a digit cannot be.
    return f"{found}\\" if found[0].isdigit() else f"\\{found}"
