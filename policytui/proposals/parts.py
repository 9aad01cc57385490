"""A proposal as it comes in: headings and paragraphs without ids."""

from collections.abc import Iterable
from dataclasses import dataclass

from policytui.importers.blocks import Block
from policytui.importers.report import Import
from policytui.text import clean_prose, split_paragraphs


@dataclass(frozen=True, slots=True)
class Part:
    """A heading of a proposal and the paragraphs beneath it.

    Attributes:
        heading: empty where the text has none.
    """

    heading: str
    paragraphs: tuple[str, ...]


def parts_from_import(imported: Import) -> tuple[Part, ...]:
    """The parts of a file that was read as a document; what the import left out is no part."""
    return tuple(
        Part(position.title, tuple(split_paragraphs(position.text)))
        for position in imported.document.positions
    )


def parts_from_blocks(blocks: Iterable[Block]) -> tuple[Part, ...]:
    """The parts of a file as its reader sees it; items right below each other are one paragraph."""
    heading = ""
    paragraphs: list[str] = []
    parts: list[Part] = []
    for block in blocks:
        if block.left_out:
            continue
        if block.level is not None:
            if heading or paragraphs:
                parts.append(Part(heading, tuple(paragraphs)))
            heading, paragraphs = block.text, []
        elif block.is_tight and paragraphs:
            paragraphs[-1] += "\n" + block.text
        else:
            paragraphs.append(block.text)
    if heading or paragraphs:
        parts.append(Part(heading, tuple(paragraphs)))
    return tuple(parts)


def parts_from_text(text: str) -> tuple[Part, ...]:
    """One part of paragraphs as typed, cleaned."""
    paragraphs = tuple(split_paragraphs(clean_prose(text)))
    return (Part("", paragraphs),) if paragraphs else ()
