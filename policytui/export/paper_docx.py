"""A paper as a Word document.

Its body is written as XML itself: a report has a hundred thousand paragraphs, and making each as
an object of python-docx takes minutes.
"""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from html import escape
from io import BytesIO

from policytui.export.comparison import as_line
from policytui.export.docx import begin_document, pack_alike
from policytui.export.paper import Block, Heading, Paper, Points, Prose, Quotation, count_sections
from policytui.export.tables import Cell, Table, harmless_line
from policytui.text import split_paragraphs

_MARKER = "policytui-body"
_QUIET = '<w:rPr><w:color w:val="55555C"/><w:sz w:val="19"/></w:rPr>'
_BOLD = "<w:rPr><w:b/></w:rPr>"
_KEEP = "<w:keepNext/>"
_SMALL = '<w:sz w:val="18"/>'
_SECTION_INDENT = '<w:ind w:left="340"/>'
_MOST_LISTED = 150
"""Sections of a chapter that the contents name; of more they tell the number."""
_MOST_AT_FULL_SIZE = 4
"""Columns of a table in the size of the text; with more it is set smaller."""
_TEXT_WIDTH = 9071
"""Of a line, 16 cm in twentieths of a point."""
_WIDEST = 40
"""Characters of a cell for which a column is given room at most."""
_BESIDE = 5
"""Characters for which the margins of a cell would have room."""


def write_paper_docx(paper: Paper, *, author: str, when: datetime) -> bytes:
    """A whole .docx file; the same input gives the same bytes.

    Args:
        author: who wrote the file.
        when: when it was written, aware.
    """
    paper = paper.cleaned()
    document = begin_document(paper.title, as_line(author), when.astimezone(UTC))
    document.add_paragraph(_MARKER)
    packed = BytesIO()
    document.save(packed)
    body = "".join((*_contents(paper), *_blocks(paper)))

    def fill(name: str, content: bytes) -> bytes:
        if name != "word/document.xml":
            return content
        before, _, after = content.partition(f"<w:p><w:r><w:t>{_MARKER}</w:t></w:r></w:p>".encode())
        return before + body.encode() + after

    return pack_alike(packed, fill)


def _contents(paper: Paper) -> Iterator[str]:
    """The contents as Word makes them, written out, so that they are there before it does.

    Word puts the numbers of the pages to them when it is told to update the field.
    """
    entries = [entry for chapter in paper.chapters for entry in _entries(chapter)]
    if not entries:
        return
    yield _paragraph("Contents", _KEEP, _BOLD)
    begin = (
        f'<w:r>{_field("begin")}</w:r><w:r><w:instrText xml:space="preserve"> TOC \\o "1-2" \\h '
        f"\\z </w:instrText></w:r><w:r>{_field('separate')}</w:r>"
    )
    for number, (place, level, text) in enumerate(entries):
        link = f'<w:hyperlink w:anchor="{_anchor(place)}" w:history="1">{_run(text, "")}'
        indent = _SECTION_INDENT if level > 1 else ""
        yield (
            f'<w:p><w:pPr><w:spacing w:after="20"/>{indent}</w:pPr>{begin if not number else ""}'
            f"{link}</w:hyperlink></w:p>"
        )
    yield f'<w:p><w:r>{_field("end")}</w:r><w:r><w:br w:type="page"/></w:r></w:p>'


def _entries(chapter: tuple[tuple[int, Heading], ...]) -> Iterator[tuple[int, int, str]]:
    """Place, level and words of a chapter and its sections."""
    (place, heading), *sections = chapter
    is_long = len(sections) > _MOST_LISTED
    number = f" ({count_sections(len(sections))})" if is_long else ""
    yield place, heading.level, f"{heading.text}{number}"
    for place, section in [] if is_long else sections:
        yield place, section.level, section.text


def _field(part: str) -> str:
    return f'<w:fldChar w:fldCharType="{part}"/>'


def _anchor(place: int) -> str:
    return f"_Toc{place:09}"


def _blocks(paper: Paper) -> Iterator[str]:
    linked = {place for chapter in paper.chapters for place, _ in chapter}
    for place, block in enumerate(paper.blocks):
        if place in linked:
            yield f'<w:bookmarkStart w:id="{place}" w:name="{_anchor(place)}"/>'
        yield from _block(block)
        if place in linked:
            yield f'<w:bookmarkEnd w:id="{place}"/>'


def _block(block: Block) -> Iterator[str]:
    match block:
        case Heading():
            yield _paragraph(block.text, f'<w:pStyle w:val="Heading{block.level}"/>')
        case Prose():
            for text in split_paragraphs(block.text):
                yield _paragraph(text, look=_QUIET if block.is_quiet else "")
        case Points():
            for item in block.items:
                yield _paragraph(item, '<w:pStyle w:val="ListBullet"/>')
        case Quotation():
            style = '<w:pStyle w:val="Quote"/>'
            for text in split_paragraphs(block.text):
                yield _paragraph(text, style)
            if block.by:
                yield _paragraph(f"— {block.by}", style, _QUIET)
        case Table():
            yield from _table(block)


def _table(table: Table) -> Iterator[str]:
    yield _paragraph(harmless_line(table.title), _KEEP, _BOLD)
    yield (
        '<w:tbl><w:tblPr><w:tblStyle w:val="TableGrid"/><w:tblW w:w="5000" w:type="pct"/>'
        '<w:tblLook w:val="0020" w:firstRow="1"/></w:tblPr><w:tblGrid>'
    )
    widths = _widths(table)
    look = _SMALL if len(widths) > _MOST_AT_FULL_SIZE else ""
    yield "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    yield "</w:tblGrid><w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>"
    yield "".join(_cells(table.columns, widths, f"<w:b/>{look}"))
    yield "</w:tr>"
    for row in table.rows:
        cells = "".join(_cells(row, widths, look))
        yield f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{cells}</w:tr>"
    # Two tables without a paragraph between are one to Word.
    yield f"</w:tbl>{_paragraph('')}"


def _widths(table: Table) -> list[int]:
    """The width of each column in twentieths of a point: more room for what says more."""
    longest = [
        # A heading may go over several lines.
        max(len(word) for word in (*harmless_line(column).split(), ""))
        for column in table.columns
    ]
    for row in table.rows:
        longest = [max(had, len(harmless_line(one))) for had, one in zip(longest, row, strict=True)]
    longest = [min(length, _WIDEST) + _BESIDE for length in longest]
    return [_TEXT_WIDTH * length // sum(longest) for length in longest]


def _cells(row: Sequence[Cell], widths: Sequence[int], look: str) -> Iterator[str]:
    held = f"<w:rPr>{look}</w:rPr>" if look else ""
    for cell, width in zip(row, widths, strict=True):
        properties = '<w:spacing w:after="40"/>'
        if isinstance(cell, int):
            properties += '<w:jc w:val="right"/>'
        words = _paragraph(harmless_line(cell), properties, held)
        yield f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{words}</w:tc>'


def _paragraph(text: str, properties: str = "", look: str = "") -> str:
    held = f"<w:pPr>{properties}</w:pPr>" if properties else ""
    return f"<w:p>{held}{_run(text, look)}</w:p>" if text else f"<w:p>{held}</w:p>"


def _run(text: str, look: str) -> str:
    words = escape(text, quote=False)
    words = words.replace("\t", '</w:t><w:tab/><w:t xml:space="preserve">')
    words = words.replace("\n", '</w:t><w:br/><w:t xml:space="preserve">')
    return f'<w:r>{look}<w:t xml:space="preserve">{words}</w:t></w:r>'
