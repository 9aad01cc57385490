"""Word documents into blocks: headings by their styles, lists, tables as text."""

import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

from policytui.errors import DataError, Problem
from policytui.importers.blocks import Block, Reading
from policytui.importers.report import Doubt
from policytui.text import clean_line, clean_prose

LARGEST_UNPACKED = 200_000_000
"""Most bytes a Word file may unpack to; far above any text, far below what fills a memory."""

_HEADING = re.compile(r"^heading (\d)$", re.IGNORECASE)
_TITLES = {"title", "subtitle"}


def read_word(data: bytes, path: Path) -> Reading:
    """The blocks of a .docx file.

    Raises:
        DataError: the content is no Word document, is damaged or unpacks to too much.
    """
    _check_package(data, path)
    import docx

    try:
        document = docx.Document(io.BytesIO(data))
        blocks = list(_read_blocks(document))
    except Exception as error:  # python-docx lets whatever trips it inside a damaged file escape
        raise _unreadable(path, "is damaged, or in a form that is not read") from error
    doubts = () if any(block.level for block in blocks) else (_NO_HEADINGS,)
    text = "\n".join(block.text for block in blocks)
    return Reading(tuple(blocks), text, knows_headings=not doubts, doubts=doubts)


_NO_HEADINGS = Doubt(0, "the Word file marks no headings; they are told from their looks.")


def _read_blocks(document: object) -> Iterator[Block]:
    from docx.document import Document
    from docx.table import Table

    assert isinstance(document, Document)
    for number, item in enumerate(document.iter_inner_content(), 1):
        if isinstance(item, Table):
            for row in item.rows:
                # A cell that spans columns is listed once for each.
                cells = dict.fromkeys(clean_line(cell.text) for cell in row.cells)
                text = " | ".join(filter(None, cells))
                if text:
                    yield Block(text, number)
            continue
        style = (item.style.name or "") if item.style else ""
        heading = _HEADING.match(style)
        text = clean_line(item.text) if heading else clean_prose(item.text)
        if not text:
            continue
        if heading:
            yield Block(text, number, level=int(heading[1]) + 1)
        elif style.casefold() in _TITLES:
            yield Block(text, number, level=1)
        else:
            is_item = style.casefold().startswith("list")
            yield Block(f"- {text}" if is_item else text, number, is_item=is_item)


def _check_package(data: bytes, path: Path) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            members = package.infolist()
    except (zipfile.BadZipFile, ValueError, OSError) as error:
        raise _unreadable(path, "is no Word document (.docx)") from error
    if sum(member.file_size for member in members) > LARGEST_UNPACKED:
        raise _unreadable(path, "unpacks to more than a text can hold")


def _unreadable(path: Path, why: str) -> DataError:
    message = f"{why}. Open it in a word processor and save it anew as .docx or as plain text."
    return DataError([Problem(path, 0, "", message)])
