"""Plain text and Markdown into blocks: paragraphs mended, headings, lists and tables seen."""

import html
import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby
from pathlib import Path

from policytui.importers.blocks import Block, Reading
from policytui.importers.hyphens import join_lines, vocabulary_of
from policytui.importers.prose import (
    LONGEST_LINE,
    begins_item,
    begins_lower,
    ends_sentence,
    is_capitals,
    is_page_number,
    looks_like_title,
    numbering_depth,
    words_of,
)
from policytui.importers.readers.text.encoding import Line, read_lines
from policytui.importers.readers.text.pages import find_page_furniture
from policytui.text import clean_line

_WIDEST_WRAP = 110
_LONGEST_CELL = 50
_LEAST_ROWS = 3
_HASHES = re.compile(r"^ {0,3}(#{1,6})\s+(.*?)\s*#*$")
_UNDERLINE = re.compile(r"^\s{0,3}(=+|-+|~+)\s*$")
_RULE = re.compile(r"^\s*(?:[-*_=~]\s*){3,}$")
_ATTRIBUTES = re.compile(r"\s*\{[#.:][^{}]*\}\s*$")
_BOLD = re.compile(r"^(\*\*|__)(?P<text>[^*_].*?)\1:?$")
_MARKUP = re.compile(r"^\s*(?:\{:[^}]*\}|<!--.*-->|\[TOC\])\s*$", re.IGNORECASE)
_FENCE = re.compile(r"^\s*(```|~~~)")
_COLUMNS = re.compile(r"\S\s*\t+\s*\S|\t\s*\d+\s*$|\.{3,}\s*\d+\s*$|\S {2,}\d{1,3}\s*$|^\s*\|.*\|")
_YAML_TITLE = re.compile(r"^title\s*:\s*(['\"]?)(.+?)\1\s*$", re.IGNORECASE)

# Ranks of marked headings of plain text; only their order counts.
_RANK_DOUBLE, _RANK_CAPITALS, _RANK_SINGLE, _RANK_NUMBERED = 1, 2, 3, 3
_RANK_BOLD = 8


def read_plain_text(data: bytes, path: Path) -> Reading:
    """The blocks of a plain text file.

    Raises:
        DataError: the content is no text.
    """
    return _read(data, path, markdown=False)


def read_markdown(data: bytes, path: Path) -> Reading:
    """The blocks of a Markdown file without front matter of this program's own form.

    YAML front matter is left out; its title is used.

    Raises:
        DataError: the content is no text.
    """
    return _read(data, path, markdown=True)


def _read(data: bytes, path: Path, *, markdown: bool) -> Reading:
    lines, doubts = read_lines(data, path)
    title, front = _yaml_front_matter(lines) if markdown else ("", 0)
    blocks = [
        Block(line.text, line.number, left_out="front matter of the file")
        for line in lines[:front]
        if words_of(line.text)
    ]
    blocks += _blocks(lines[front:], markdown)
    if not markdown:
        blocks = _demote_lists(blocks)
    knows = markdown and any(
        block.level is not None and block.level < _RANK_BOLD for block in blocks
    )
    text = "\n".join(line.text for line in lines)
    return Reading(tuple(blocks), text, knows, title, tuple(doubts))


def _yaml_front_matter(lines: list[Line]) -> tuple[str, int]:
    if lines[0].text != "---":
        return "", 0
    for index, line in enumerate(lines[1:], 1):
        if line.text in ("---", "..."):
            found = (_YAML_TITLE.match(inner.text) for inner in lines[1:index])
            return next(
                (clean_line(html.unescape(match[2])) for match in found if match), ""
            ), index + 1
    return "", 0


# --- lines into chunks, chunks into blocks ---


def _blocks(lines: list[Line], markdown: bool) -> list[Block]:
    furniture = find_page_furniture(lines)
    width = _wrap_width(lines)
    vocabulary = vocabulary_of(line.text for line in lines)
    blocks: list[Block] = []
    chunk: list[Line] = []
    fenced = False

    def close() -> None:
        for is_table, part in _part_tables(chunk, markdown):
            if is_table:
                text = "\n".join(line.text for line in part)
                blocks.append(Block(text, part[0].number, is_table=True))
            else:
                blocks.extend(_split_chunk(part, width, markdown, vocabulary))
        chunk.clear()

    for index, line in enumerate(lines):
        if markdown and _FENCE.match(line.text):
            fenced = not fenced
        if index in furniture and not fenced:
            close()
            blocks.append(Block(line.text.strip(), line.number, left_out=furniture[index]))
        elif len(line.text) <= LONGEST_LINE and _MARKUP.match(line.text):
            close()
            blocks.append(Block(line.text.strip(), line.number, left_out="mark-up without text"))
        elif line.text.strip() or fenced:
            if line.opens_page:
                close()
            chunk.append(line)
        else:
            close()
    close()
    return blocks


def _wrap_width(lines: list[Line]) -> int:
    """The width at which the text is wrapped, 0 where lines are whole paragraphs."""
    lengths = sorted(len(line.text) for line in lines if len(line.text) > 30)
    if len(lengths) < 2:
        return 0
    widest = lengths[int(len(lengths) * 0.97) - 1]
    return widest if widest <= _WIDEST_WRAP else 0


def _part_tables(chunk: list[Line], markdown: bool) -> Iterator[tuple[bool, list[Line]]]:
    """The lines of a chunk in runs, those that are laid out in columns marked."""
    if not chunk:
        return
    columns = [_is_row(line.text) for line in chunk]
    fenced = markdown and _FENCE.match(chunk[0].text) is not None
    if fenced or (len(chunk) > 1 and sum(columns) * 2 >= len(chunk)):
        yield True, chunk
        return
    for index in range(1, len(chunk) - 1):
        # A short line between lines in columns is a row with one cell.
        between = columns[index - 1] and any(columns[index + 1 : index + 3])
        columns[index] |= between and len(chunk[index].text) < _LONGEST_CELL
    for is_table, run in groupby(zip(columns, chunk, strict=True), key=lambda pair: pair[0]):
        lines = [line for _, line in run]
        yield is_table and len(lines) >= _LEAST_ROWS, lines


def _split_chunk(
    chunk: list[Line], width: int, markdown: bool, vocabulary: set[str]
) -> Iterator[Block]:
    run: list[Line] = []
    tight = False
    for line, below in zip(chunk, [*chunk[1:], None], strict=True):
        heading = _heading(line, below.text if below else "", markdown)
        if heading or _is_rule(line.text):
            # Lines that only underline or part hold no words: there is nothing to keep.
            yield from _paragraph(run, tight, vocabulary)
            run, tight = [], False
            yield from heading
        elif run and _goes_on(run, line.text, width, markdown):
            run.append(line)
        else:
            yield from _paragraph(run, tight, vocabulary)
            # Short lines below each other belong together: a list without marks, an address.
            short = bool(run) and max(len(line.text), len(run[-1].text)) < _LONGEST_CELL
            tight = bool(run) and (short or begins_item(line.text))
            run = [line]
    yield from _paragraph(run, tight, vocabulary)


def _is_row(text: str) -> bool:
    return len(text) <= LONGEST_LINE and _COLUMNS.search(text) is not None


def _is_rule(text: str) -> bool:
    return len(text) <= LONGEST_LINE and bool(_UNDERLINE.match(text) or _RULE.match(text))


def _goes_on(run: list[Line], line: str, width: int, markdown: bool) -> bool:
    """Whether a line goes on with the paragraph of the lines above it."""
    last = run[-1].text
    if begins_item(line) or (is_page_number(line) and ends_sentence(last)):
        return False
    if markdown and not last.endswith("\\"):
        return True
    if line[:1].isspace() and begins_item(run[0].text):
        return True
    if width == 0:
        return False
    first_word = line.split()[0]
    full = len(last) + 1 + len(first_word) > width or len(last) >= 0.8 * width
    return full or (begins_lower(line) and not ends_sentence(last) and len(last) > 0.5 * width)


def _paragraph(run: list[Line], tight: bool, vocabulary: set[str]) -> Iterator[Block]:
    if not run:
        return
    is_item = begins_item(run[0].text)
    # The indent of an item tells how deep it stands in its list.
    first = run[0].text if is_item else run[0].text.strip()
    text = join_lines([first, *(line.text.strip() for line in run[1:])], vocabulary)
    yield Block(text, run[0].number, is_item=is_item, is_tight=tight)


# --- headings that are marked ---


def _heading(line: Line, below: str, markdown: bool) -> list[Block]:
    text = line.text
    if len(text) > LONGEST_LINE:
        return []
    hashes = _HASHES.match(text)
    if hashes and hashes[2]:
        if markdown or looks_like_title(hashes[2]):
            return _heading_blocks(hashes[2], line, len(hashes[1]))
        return []
    underline = _UNDERLINE.match(below[:LONGEST_LINE])
    if underline and text.strip() and not begins_item(text) and _fits(underline[1], text):
        level = _RANK_DOUBLE if underline[1][0] == "=" else 2 if markdown else _RANK_SINGLE
        return _heading_blocks(text.strip(), line, level)
    bold = _BOLD.match(text.strip())
    if bold and looks_like_title(bold["text"]):
        return _heading_blocks(bold["text"], line, _RANK_BOLD)
    if markdown:
        return []
    depth = numbering_depth(text.strip())
    if depth and not _below_goes_on(text, below):
        return _heading_blocks(text.strip(), line, _RANK_NUMBERED + depth)
    if is_capitals(text) and not is_capitals(below):
        return _heading_blocks(text.strip(), line, _RANK_CAPITALS)
    return []


def _below_goes_on(text: str, below: str) -> bool:
    """Whether the line below goes on with the sentence of a line, so that it is no heading."""
    return begins_lower(below) and not ends_sentence(text)


def _fits(underline: str, text: str) -> bool:
    return len(underline) >= 3 and len(underline) >= len(text.strip()) // 2


def _heading_blocks(text: str, line: Line, level: int) -> list[Block]:
    attributes = _ATTRIBUTES.search(text)
    blocks = []
    if attributes:
        text = text[: attributes.start()]
        note = attributes.group().strip()
        blocks = [Block(note, line.number, left_out="attributes of a heading")]
    title = clean_line(text)
    return [Block(title, line.number, level=level), *blocks] if title else blocks


def _demote_lists(blocks: list[Block]) -> list[Block]:
    """Numbered lines that follow each other without text between them are a list, no headings."""
    result: list[Block] = []
    for (level, depth), group in groupby(blocks, key=lambda b: (b.level, numbering_depth(b.text))):
        run = list(group)
        if level is not None and level > _RANK_NUMBERED and depth and len(run) > 1:
            run = [
                replace(block, level=None, is_item=True, is_tight=place > 0)
                for place, block in enumerate(run)
            ]
        result.extend(run)
    return result
