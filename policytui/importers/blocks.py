"""Blocks: what every kind of source is turned into before its outline is built.

A reader (plain text, Markdown, later Word, PDF and web pages) knows how its kind of file is
written down; from here on a heading is a heading, whatever file it came from.
"""

from dataclasses import dataclass

from policytui.importers.report import Doubt

UNMARKED = 99
"""Rank of a heading that is told from its looks alone: below every marked one."""


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, heading, list item or table of a source.

    Attributes:
        text: cleaned text; line breaks inside it are meant (tables, code).
        line: its first line in the source, from 1.
        level: rank of a heading that the source marks as one, 1 the highest; None otherwise.
        is_item: an item of a list.
        is_table: lines laid out in columns or ending in page numbers.
        is_tight: stands right below the block before it, without a blank line between.
        left_out: why it is no content (page number, mark-up); empty for content.
    """

    text: str
    line: int
    level: int | None = None
    is_item: bool = False
    is_table: bool = False
    is_tight: bool = False
    left_out: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reader made of a file.

    Attributes:
        blocks: in reading order.
        text: the whole cleaned text, against which the words are counted.
        knows_headings: every heading is marked in the source, so none is told from its looks.
        title: the title that the file's own front matter gives, else empty.
        doubts: what the reader was unsure of.
    """

    blocks: tuple[Block, ...]
    text: str
    knows_headings: bool = False
    title: str = ""
    doubts: tuple[Doubt, ...] = ()
