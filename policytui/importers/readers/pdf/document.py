"""PDF documents into blocks: opened safely, read page by page, put together as one text."""

from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path
from threading import Lock
from typing import Any

from policytui.errors import DataError, Problem
from policytui.importers.blocks import Block, Reading
from policytui.importers.hyphens import vocabulary_of
from policytui.importers.prose import words_of
from policytui.importers.readers.content import Content, tell_content
from policytui.importers.readers.pdf.changes import Change, change_text
from policytui.importers.readers.pdf.columns import Column, read_columns
from policytui.importers.readers.pdf.furniture import find_furniture
from policytui.importers.readers.pdf.letters import Letters, make_plain, read_letters
from policytui.importers.readers.pdf.lines import Line, lines_of
from policytui.importers.readers.pdf.notes import find_notes, mark_notes, name_notes
from policytui.importers.readers.pdf.paragraphs import Gatherer, make_blocks, tell_pitches
from policytui.importers.readers.pdf.rules import Rule, read_drawn
from policytui.importers.readers.pdf.tables import Table, read_ruled_tables
from policytui.importers.report import Doubt
from policytui.progress import Progress, ignore_progress
from policytui.text import clean_line

MOST_PAGES = 2_000
"""Most pages that are read of one file."""

MOST_LETTERS = 5_000_000
"""Most letters that are read of one file."""

_ONE_AT_A_TIME = Lock()
"""PDFium may be called by one thread at a time alone."""

_FEW_LETTERS = 20
"""A page with fewer letters and a large picture holds a picture of text."""

_TITLE_PAGES = 2
_MOST_BOOKMARKS = 5_000
_LONGEST_TITLE = 200
_DEEPEST_BOOKMARK = 6
_MAGIC_WITHIN = 1024
_LIMITS = Doubt(
    0, "read from a PDF: headings and paragraphs are told from the layout; look them through."
)


def read_pdf(data: bytes, path: Path, progress: Progress = ignore_progress) -> Reading:
    """The blocks of a PDF file.

    Args:
        progress: told of each page.

    Raises:
        DataError: the content is no PDF, is locked, too long, or holds pictures of text only.
    """
    with _ONE_AT_A_TIME:
        sheets, title, bookmarks, damaged = _read_file(data, path, progress)
    _refuse_pictures(sheets, path)
    blocks, text = _put_together(sheets)
    doubts = [_LIMITS, *_doubt_pages(sheets, damaged)]
    opening = [block.text for block in blocks if block.page <= _TITLE_PAGES]
    title = title if _stands_in(title, opening) else ""
    return Reading(tuple(_with_levels(blocks, bookmarks)), text, False, title, tuple(doubts))


def _stands_in(title: str, opening: Sequence[str]) -> bool:
    """Whether the title that a file gives itself stands in its text; often it is another's."""
    sought = " ".join(words_of(title))
    return bool(sought) and sought in " ".join(words_of("\n".join(opening)))


def _unreadable(path: Path, why: str) -> DataError:
    return DataError([Problem(path, 0, "", f"{why}.")])


# --- the file ---


@dataclass(slots=True)
class _Sheet:
    """What one page holds."""

    number: int
    letters: Letters
    rules: tuple[Rule, ...]
    is_picture: bool


@dataclass(frozen=True, slots=True)
class _Bookmark:
    """An entry of the outline that a PDF carries."""

    title: tuple[str, ...]
    page: int
    depth: int


def _read_file(
    data: bytes, path: Path, progress: Progress
) -> tuple[list[_Sheet], str, list[_Bookmark], list[int]]:
    """The pages of a file, its title, its bookmarks, and the numbers of damaged pages."""
    import pypdfium2
    import pypdfium2.raw

    if b"%PDF" not in data[:_MAGIC_WITHIN]:
        content = tell_content(data)
        if content is Content.TEXT:
            raise _unreadable(path, "is no PDF; save it anew as PDF, or as text or Word")
        raise _unreadable(path, f"is no PDF: it is {content.value}; give it the ending of its kind")
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) == pypdfium2.raw.FPDF_ERR_PASSWORD:
            raise _unreadable(path, "is locked with a password; save a copy without one") from None
        message = "is no PDF, or is damaged; save it anew, or as plain text"
        raise _unreadable(path, message) from error
    with closing(document):
        total = len(document)
        if total > MOST_PAGES:
            raise _unreadable(path, f"has {total:,} pages; {MOST_PAGES:,} are read. Split it")
        sheets, damaged, letters = [], [], 0
        for number in range(1, total + 1):
            progress(number - 1, total, f"page {number}")
            sheet = _read_page(document, number, path)
            if sheet is None:
                damaged.append(number)
                continue
            sheets.append(sheet)
            letters += sheet.letters.count
            if letters > MOST_LETTERS:
                raise _unreadable(path, f"holds more than {MOST_LETTERS:,} letters. Split it")
        progress(total, total, "")
        title = clean_line(document.get_metadata_value("Title") or "")
        return sheets, title, list(_bookmarks(document)), damaged


def _read_page(document: Any, number: int, path: Path) -> _Sheet | None:
    import pypdfium2

    try:
        page = document[number - 1]
    except pypdfium2.PdfiumError:
        return None
    with closing(page):
        try:
            letters = read_letters(page)
        except pypdfium2.PdfiumError:
            return None
        if letters is None:
            raise _unreadable(
                path, f"holds more letters on page {number} than a page can; split it"
            )
        drawn = read_drawn(page, letters.turns)
    is_picture = letters.count < _FEW_LETTERS and drawn.has_large_picture
    return _Sheet(number, letters, drawn.rules, is_picture)


def _bookmarks(document: Any) -> Iterator[_Bookmark]:
    for place, entry in enumerate(document.get_toc(max_depth=_DEEPEST_BOOKMARK)):
        if place >= _MOST_BOOKMARKS:
            return
        title = clean_line(entry.get_title() or "")
        target = entry.get_dest()
        page = target.get_index() if target else None
        if page is not None and len(title) <= _LONGEST_TITLE and not title.endswith("."):
            yield _Bookmark(tuple(words_of(title)), page + 1, entry.level)


def _refuse_pictures(sheets: Sequence[_Sheet], path: Path) -> None:
    read = [sheet for sheet in sheets if not sheet.is_picture and sheet.letters.text.strip()]
    if read:
        return
    if any(sheet.is_picture for sheet in sheets):
        raise _unreadable(
            path,
            "holds pictures of pages, no text; run text recognition (OCR) over it first, or bring "
            "it in as text or Word",
        )
    raise _unreadable(path, "holds no text; bring it in as text or Word")


# --- the whole ---


@dataclass(slots=True)
class _Page:
    """What a page holds once it is laid out."""

    sheet: _Sheet
    left_out: list[tuple[str, str]]
    tables: list[Table]
    lines: list[Line]


def _put_together(sheets: Sequence[_Sheet]) -> tuple[list[Block], str]:
    """The blocks of all pages in reading order, and the text of all pages."""
    pages = _lay_out(sheets)
    body = _body_size(pages)
    found = [find_notes(page.lines, body) for page in pages]
    texts: list[str] = []
    columns: list[list[Column]] = []
    for page, notes, names in zip(pages, found, name_notes(found), strict=True):
        marked, changes = mark_notes(page.lines, notes, names)
        letters = page.sheet.letters
        changes += [*letters.changes, *_parted(page)]
        texts.append(make_plain(change_text(letters.text, changes)))
        columns.append(read_columns(marked, page.tables))
    gatherer = Gatherer(tell_pitches(chain.from_iterable(columns)), body)
    blocks: list[Block] = []
    areas: dict[int, Column] = {}
    line = 1
    for page, parts in zip(pages, columns, strict=True):
        number = page.sheet.number
        for text, why in page.left_out:
            blocks.append(Block(text, line, left_out=why, page=number))
            line += 1
        if parts:
            left, right = min(part.left for part in parts), max(part.right for part in parts)
            areas[number] = Column(left, right, ())
        for part in parts:
            line = gatherer.add_column(part, number, line)
    # From lines, for PDFium writes words that a line end parted as one.
    vocabulary = vocabulary_of(line.text for page in pages for line in page.lines)
    blocks += make_blocks(gatherer.paragraphs, vocabulary, areas)
    return sorted(blocks, key=lambda block: block.line), "\n".join(texts)


def _lay_out(sheets: Sequence[_Sheet]) -> list[_Page]:
    """The pages without running heads and page numbers, their tables apart from their lines."""
    written = [lines_of(sheet.letters.pieces) for sheet in sheets]
    pages = []
    for sheet, lines, reasons in zip(sheets, written, find_furniture(written), strict=True):
        left_out = [(lines[index].text, why) for index, why in reasons.items()]
        if sheet.letters.slanted:
            left_out.append((sheet.letters.slanted, "text set at an angle"))
        gone = {id(piece) for index in reasons for piece in lines[index].pieces}
        rest = [piece for piece in sheet.letters.pieces if id(piece) not in gone]
        tables, rest = read_ruled_tables(rest, sheet.rules)
        pages.append(_Page(sheet, left_out, tables, lines_of(rest)))
    return pages


def _parted(page: _Page) -> Iterator[Change]:
    """Spaces where the text of a page runs on although another line begins."""
    cells = (cell for table in page.tables for row in table.cells for cell in row)
    for line in chain(page.lines, chain.from_iterable(cells)):
        if line.pieces[0].glued:
            yield Change(line.pieces[0].place, "", "")


def _body_size(pages: Sequence[_Page]) -> float:
    lengths: Counter[float] = Counter()
    for page in pages:
        for line in page.lines:
            lengths[line.size] += len(line.text)
    return lengths.most_common(1)[0][0] if lengths else 0.0


def _with_levels(blocks: Sequence[Block], bookmarks: Sequence[_Bookmark]) -> Iterator[Block]:
    """The blocks, those that a bookmark names marked as headings of its depth."""
    levels: dict[tuple[int, tuple[str, ...]], int] = {}
    for mark in bookmarks:
        levels.setdefault((mark.page, mark.title), mark.depth + 2)
    for block in blocks:
        level = None
        if levels and not (block.left_out or block.is_table) and len(block.text) <= _LONGEST_TITLE:
            words = tuple(words_of(block.text))
            # A bookmark may lack the number of its heading.
            level = next(
                (
                    levels[key]
                    for start in range(min(3, len(words)))
                    if (key := (block.page, words[start:])) in levels
                    and all(word.isdigit() for word in words[:start])
                ),
                None,
            )
        yield block if level is None else replace(block, level=level, is_item=False)


def _doubt_pages(sheets: Sequence[_Sheet], damaged: Sequence[int]) -> Iterator[Doubt]:
    pictures = [sheet.number for sheet in sheets if sheet.is_picture]
    if pictures:
        several = len(pictures) > 1
        holds, them = ("hold pictures", "them") if several else ("holds a picture", "it")
        message = f"{_name_pages(pictures)} {holds} of text only; nothing of {them} was read."
        yield Doubt(0, message, pictures[0])
    if damaged:
        are = "is" if len(damaged) == 1 else "are"
        yield Doubt(0, f"{_name_pages(damaged)} {are} damaged and could not be read.", damaged[0])
    garbled = [sheet.number for sheet in sheets if sheet.letters.garbled]
    if garbled:
        count = sum(sheet.letters.garbled for sheet in sheets)
        letters = "letter has" if count == 1 else "letters have"
        yield Doubt(
            0,
            f"{count:,} {letters} no known meaning in the file ({_name_pages(garbled)}); "
            "compare the text there with the page.",
            garbled[0],
        )


def _name_pages(numbers: Sequence[int]) -> str:
    if len(numbers) == 1:
        return f"page {numbers[0]}"
    shown = [str(number) for number in numbers[:20]]
    rest = len(numbers) - len(shown)
    if rest:
        return f"pages {', '.join(shown)} and {rest} more"
    return f"pages {', '.join(shown[:-1])} and {shown[-1]}"
