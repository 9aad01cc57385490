"""The pieces of a file of answers: lines and cells in order, each with how it looks."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import count

from policytui.importers.blocks import Block, Reading
from policytui.importers.prose import asks, looks_like_title, words_of

_LONGEST_HEADING, _LONGEST_QUESTION = 300, 800
"""Longest line in bold, italics or underlined that may head an answer, in characters."""
_MOST_WORDS_BEFORE_COLON = 13
_HEAD = "a running head"
_NUMBER = re.compile(r"\s*\d{1,2}\s*$")
_CELLS = re.compile(r"\t+|\s*\|\s*")


class Standing(StrEnum):
    """What a piece may be by its place and looks."""

    HEADING = "heading"
    """Marked as a heading, or in bold, italics or underlined."""
    TITLE = "title"
    """Looks like a heading by its words alone."""
    TEXT = "text"
    QUESTION_CELL = "question cell"
    """In a column of a table before the last one."""
    ANSWER_CELL = "answer cell"
    """In the last column of a table: never a question."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A line of a paragraph, or a cell of a table.

    Attributes:
        line, page: where it begins, as in `Block`.
        joint: what parts it from the piece before: a line end or a blank line.
        look: what headings of one rank have in common.
        row: number of the row of a table that it stands in, from 1; 0 outside of tables.
        left_out: why its reader left it out, perhaps wrongly.
    """

    text: str
    line: int
    page: int
    joint: str
    standing: Standing
    look: str = ""
    row: int = 0
    left_out: str = ""

    @property
    def is_marked(self) -> bool:
        """Whether the file itself sets it apart from text."""
        return self.standing in (Standing.HEADING, Standing.QUESTION_CELL)

    @property
    def may_head(self) -> bool:
        """Whether it may be what stands above an answer, by its place and looks."""
        return self.is_marked or self.standing is Standing.TITLE

    @property
    def may_ask(self) -> bool:
        """Whether it may hold a question."""
        is_number = _NUMBER.match(self.text) is not None
        return self.standing is not Standing.ANSWER_CELL and (is_number or not self.left_out)


def pieces_of(reading: Reading) -> tuple[Piece, ...]:
    """Every piece of the content of a file; of what its reader left out, what `is_unsure`."""
    rows = count(1)
    return tuple(
        piece
        for block in reading.blocks
        if not block.left_out or is_unsure(block)
        for piece in (_cells(block, rows) if block.is_table else _lines(block))
    )


def is_unsure(block: Block) -> bool:
    """Whether a reader left out what may be the number of a question, or an answer beneath it.

    Where the pages of a file are known, numbers alone on a line are those of pages, and what is
    repeated beside them is a running head.
    """
    if block.page or not block.left_out:
        return False
    return _NUMBER.match(block.text) is not None or block.left_out.startswith(_HEAD)


def _lines(block: Block) -> Iterator[Piece]:
    joint = "\n" if block.is_tight else "\n\n"
    for text in block.text.split("\n"):
        if text.strip():
            standing = _standing(block, text.strip())
            piece = Piece(text.strip(), block.line, block.page, joint, standing, _look(block))
            yield replace(piece, left_out=block.left_out)
            joint = "\n"


def _cells(block: Block, numbers: Iterator[int]) -> Iterator[Piece]:
    for cells, row in zip(_rows(block), numbers, strict=False):
        for place, cell in enumerate(cells):
            if not cell.strip():
                continue
            standing = _standing(block, cell.strip())
            if len(cells) > 1:
                is_last = place == len(cells) - 1
                standing = Standing.ANSWER_CELL if is_last else Standing.QUESTION_CELL
            yield Piece(cell.strip(), block.line, block.page, "\n\n", standing, "cell", row)


def _rows(block: Block) -> list[tuple[str, ...]]:
    """The cells of a table, row by row; its lines where the cells do not hold all its words."""
    rows = list(block.rows)
    held = Counter(word for row in rows for cell in row for word in words_of(cell))
    if rows and held == Counter(words_of(block.text)):
        return rows
    lines = (line.strip().strip("|") for line in block.text.split("\n"))
    return [tuple(cell for cell in _CELLS.split(line) if cell.strip()) for line in lines]


def _standing(block: Block, text: str) -> Standing:
    look = block.look
    if block.level is not None:
        return Standing.HEADING
    longest = _LONGEST_QUESTION if asks(text) else _LONGEST_HEADING
    if look and (look.is_bold or look.is_underlined or look.is_italic) and len(text) <= longest:
        return Standing.HEADING
    if block.is_item or block.is_table:
        return Standing.TEXT
    bare = text.rstrip(":").rstrip()
    is_short = len(bare.split()) <= _MOST_WORDS_BEFORE_COLON
    if looks_like_title(bare) or (is_short and text.endswith(":") and not asks(bare)):
        return Standing.TITLE
    return Standing.TEXT


def _look(block: Block) -> str:
    if block.level is not None:
        return f"level {block.level}"
    look = block.look
    if look is None:
        return ""
    marks = (look.is_bold, look.is_underlined, look.is_italic, look.size, look.style)
    return " ".join(map(str, marks))
