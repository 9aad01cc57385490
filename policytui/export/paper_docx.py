"""A paper as a Word document.

Its body is written as XML itself: a report has a hundred thousand paragraphs, and making each as
an object of python-docx takes minutes.
"""

from collections.abc import Iterator
from datetime import UTC, datetime
from html import escape
from io import BytesIO

from policytui.export.comparison import as_line
from policytui.export.docx import begin_document, pack_alike
from policytui.export.paper import Block, Heading, Paper, Points, Prose, Quotation
from policytui.export.tables import Cell, Table, harmless_line
from policytui.text import split_paragraphs

_MARKER = "policytui-body"
_QUIET = '<w:rPr><w:color w:val="55555C"/><w:sz w:val="19"/></w:rPr>'
_BOLD = "<w:rPr><w:b/></w:rPr>"
_KEEP = "<w:keepNext/>"


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
    body = "".join(part for block in paper.blocks for part in _block(block))

    def fill(name: str, content: bytes) -> bytes:
        if name != "word/document.xml":
            return content
        before, _, after = content.partition(f"<w:p><w:r><w:t>{_MARKER}</w:t></w:r></w:p>".encode())
        return before + body.encode() + after

    return pack_alike(packed, fill)


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
    yield "<w:gridCol/>" * len(table.columns)
    yield "</w:tblGrid><w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>"
    yield "".join(_cell(column, _BOLD) for column in table.columns)
    yield "</w:tr>"
    for row in table.rows:
        yield f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{''.join(map(_cell, row))}</w:tr>"
    # Two tables without a paragraph between are one to Word.
    yield f"</w:tbl>{_paragraph('')}"


def _cell(cell: Cell, look: str = "") -> str:
    properties = '<w:spacing w:after="40"/>'
    if isinstance(cell, int):
        properties += '<w:jc w:val="right"/>'
    return f"<w:tc><w:tcPr/>{_paragraph(harmless_line(cell), properties, look)}</w:tc>"


def _paragraph(text: str, properties: str = "", look: str = "") -> str:
    held = f"<w:pPr>{properties}</w:pPr>" if properties else ""
    return f"<w:p>{held}{_run(text, look)}</w:p>" if text else f"<w:p>{held}</w:p>"


def _run(text: str, look: str) -> str:
    words = escape(text, quote=False)
    words = words.replace("\t", '</w:t><w:tab/><w:t xml:space="preserve">')
    words = words.replace("\n", '</w:t><w:br/><w:t xml:space="preserve">')
    return f'<w:r>{look}<w:t xml:space="preserve">{words}</w:t></w:r>'
