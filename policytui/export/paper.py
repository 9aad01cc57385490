"""A paper: headings, prose, lists, quotations and tables, to be written in any form."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from policytui.export.comparison import as_line, as_prose
from policytui.export.tables import Cell, Table

_SECTION = 2
"""The level of headings beneath those of chapters."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading.

    Attributes:
        level: 1 for a chapter, to 3.
    """

    level: int
    text: str


@dataclass(frozen=True, slots=True)
class Prose:
    """Paragraphs with blank lines between; line breaks within them stay.

    Attributes:
        is_quiet: told aside, such as who sent something in.
    """

    text: str
    is_quiet: bool = False


@dataclass(frozen=True, slots=True)
class Points:
    """A list, each point one line."""

    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words of somebody, as they wrote them.

    Attributes:
        by: whose words they are, one line, may be empty.
    """

    text: str
    by: str = ""


Block = Heading | Prose | Points | Quotation | Table


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper with its blocks in order."""

    title: str
    blocks: tuple[Block, ...]

    def changed(self, change: Callable[[str], str]) -> "Paper":
        """The same with every text in it changed."""
        return Paper(change(self.title), tuple(_change(block, change) for block in self.blocks))

    @property
    def chapters(self) -> tuple[tuple[tuple[int, Heading], ...], ...]:
        """Each chapter and its sections, with their places among the blocks; for the contents.

        Empty where there are not two chapters.
        """
        found: list[list[tuple[int, Heading]]] = []
        for place, block in enumerate(self.blocks):
            if isinstance(block, Heading) and block.level == 1:
                found.append([(place, block)])
            elif isinstance(block, Heading) and block.level == _SECTION and found:
                found[-1].append((place, block))
        return tuple(map(tuple, found)) if len(found) > 1 else ()

    def cleaned(self) -> "Paper":
        """The same with every text fit for a file."""
        return Paper(as_line(self.title), tuple(map(_clean, self.blocks)))


def count_sections(number: int) -> str:
    """How many sections a chapter has, in words."""
    return "1 section" if number == 1 else f"{number:,} sections"


def change_table(table: Table, change: Callable[[str], str]) -> Table:
    """A table with every text in it changed."""

    def changed(cell: Cell) -> Cell:
        return change(cell) if isinstance(cell, str) else cell

    return replace(
        table,
        title=change(table.title),
        columns=tuple(map(change, table.columns)),
        rows=tuple(tuple(map(changed, row)) for row in table.rows),
    )


def _change(block: Block, change: Callable[[str], str]) -> Block:
    match block:
        case Heading():
            return replace(block, text=change(block.text))
        case Prose():
            return replace(block, text=change(block.text))
        case Points():
            return Points(tuple(map(change, block.items)))
        case Quotation():
            return Quotation(change(block.text), change(block.by))
        case Table():
            return change_table(block, change)


def _clean(block: Block) -> Block:
    match block:
        case Heading():
            return replace(block, text=as_line(block.text))
        case Prose():
            return replace(block, text=as_prose(block.text))
        case Points():
            return Points(tuple(map(as_line, block.items)))
        case Quotation():
            return Quotation(as_prose(block.text), as_line(block.by))
        case Table():
            # Its cells are made harmless where they are written.
            return block
