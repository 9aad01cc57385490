"""Blocks: what every kind of source is turned into before its outline is built.

A reader (text, Markdown, Word, OpenDocument, PDF, web page) knows how its kind of file is written
down; from here on a heading is a heading, whatever file it came from.
"""

from dataclasses import dataclass
from enum import StrEnum

from policytui.importers.report import Doubt
from policytui.importers.report import Unit as Unit

UNMARKED = 99
"""Rank of a heading that is told from its looks alone: below every marked one."""


class View(StrEnum):
    """Which text of a file with tracked changes is read."""

    ACCEPTED = "accepted"
    ORIGINAL = "original"


@dataclass(frozen=True, slots=True)
class Look:
    """How a block is set, as far as its source tells.

    Attributes:
        size: of its letters in points, the size of most of them; 0 where unknown.
        is_bold: every letter is bold, likewise the others.
        style: the name of its paragraph style, empty where there is none.
        depth: how deep it stands in a numbered outline (`1.` is 1, `1.1` is 2), 0 where the
            source does not number it by itself.
        left: where its first line begins, in points from the left edge; 0 where unknown.
    """

    size: float = 0.0
    is_bold: bool = False
    is_italic: bool = False
    is_underlined: bool = False
    is_centred: bool = False
    style: str = ""
    depth: int = 0
    left: float = 0.0


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, heading, list item or table of a source.

    Attributes:
        text: cleaned text; line breaks inside it are meant (tables, code). A number that the
            source counts by itself ("1.2", "(a)") stands before it.
        line: its place in the source, from 1: a line, or a paragraph of a Word file.
        level: rank of a heading that the source marks as one, 1 the highest; None otherwise.
        is_item: an item of a list.
        is_table: lines laid out in columns or ending in page numbers.
        is_tight: stands right below the block before it, without a blank line between.
        left_out: why it is no content (page number, mark-up); empty for content.
        page: the page it stands on, from 1; 0 where the source has none.
        look: how it is set; None where the source tells nothing of it.
        number: the number at the start of `text` where the source counts it by itself.
        rows: the cells of a table, row by row; empty for all else.
    """

    text: str
    line: int
    level: int | None = None
    is_item: bool = False
    is_table: bool = False
    is_tight: bool = False
    left_out: str = ""
    page: int = 0
    look: Look | None = None
    number: str = ""
    rows: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reader made of a file.

    Attributes:
        blocks: in reading order.
        text: the whole text of the source, gathered apart from the blocks where it can be, so
            that counting the words of both shows what was lost between.
        knows_headings: every heading is marked in the source, so none is told from its looks.
        title: the title that the file's own properties or front matter give, else empty.
        doubts: what the reader was unsure of.
        unit: what `line` of its blocks counts.
    """

    blocks: tuple[Block, ...]
    text: str
    knows_headings: bool = False
    title: str = ""
    doubts: tuple[Doubt, ...] = ()
    unit: Unit = Unit.LINE
