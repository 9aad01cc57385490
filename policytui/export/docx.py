"""Comparisons as a Word document whose changes are real tracked changes.

Accepting all of them leaves the proposed paragraphs, rejecting all of them the base paragraphs;
the reason is a comment on the words it is about.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime, time
from io import BytesIO
from itertools import count
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Cm, Pt, RGBColor
from docx.text.paragraph import Paragraph as WordParagraph

from policytui.compare.layout import count_changes
from policytui.compare.words import Op
from policytui.export.comparison import (
    NOTHING,
    UNCHANGED,
    Comparison,
    as_line,
)
from policytui.export.paragraphs import Paragraph, Piece, mark_paragraphs

_TRACKED = {Op.INSERT: "w:ins", Op.DELETE: "w:del"}
_NO_NAME = "Mover not named"
_BREAKS = re.compile("([\t\n])")
_EARLIEST = (1980, 1, 1, 0, 0, 0)
"""The first moment a zip archive can name."""


def write_docx(
    comparisons: Sequence[Comparison], *, title: str, author: str, when: datetime
) -> bytes:
    """A whole .docx file; the same input gives the same bytes.

    Args:
        title: the heading of the document.
        author: who wrote the file, and whose changes they are where no mover is named.
        when: when it was written, aware; changes without a day of their own carry it.
    """
    title, author = as_line(title), as_line(author)
    document = begin_document(title, author, when.astimezone(UTC))
    # Comments are numbered by python-docx from 0; changes stay clear of them.
    numbers = count(len(comparisons))
    for comparison in comparisons:
        _Writer(document, comparison.cleaned(), author, when, numbers).write()
    packed = BytesIO()
    document.save(packed)
    return pack_alike(packed)


def begin_document(title: str, author: str, when: datetime) -> WordDocument:
    """A document with its title and nothing else: A4, British English, quiet type."""
    document = Document()
    properties = document.core_properties
    properties.title, properties.author, properties.last_modified_by = title, author, author
    properties.created = properties.modified = when.replace(microsecond=0, tzinfo=None)
    properties.comments, properties.language = "", "en-GB"
    for section in document.sections:
        section.page_width, section.page_height = Cm(21), Cm(29.7)
        section.left_margin = section.right_margin = Cm(2.5)
        section.top_margin = section.bottom_margin = Cm(2.3)
        _number_pages(section.footer.paragraphs[0])
    for language in document.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), "en-GB")
    sizes = (("Title", 22, 0), ("Heading 1", 16, 24), ("Heading 2", 12, 14), ("Heading 3", 11, 12))
    for name, size, before in sizes:
        style = document.styles[name]
        style.font.size, style.font.color.rgb = Pt(size), RGBColor(0x1D, 0x1D, 0x1F)
        style.paragraph_format.space_before = Pt(before)
        style.paragraph_format.space_after = Pt(10 if name == "Title" else 4)
    normal = document.styles["Normal"].paragraph_format
    normal.space_after, normal.line_spacing = Pt(8), 1.2
    document.add_paragraph(title, style="Title")
    return document


def _number_pages(footer: WordParagraph) -> None:
    footer.alignment = WD_ALIGN_PARAGRAPH.CENTER
    field = OxmlElement("w:fldSimple", {qn("w:instr"): "PAGE"})
    field.append(_run("1", "w:t"))
    footer._p.append(field)


class _Writer:
    """One comparison being written at the end of a document."""

    def __init__(
        self,
        document: WordDocument,
        comparison: Comparison,
        author: str,
        when: datetime,
        numbers: Iterator[int],
    ) -> None:
        self._document = document
        self._comparison = comparison
        self._numbers = numbers
        self._author = comparison.mover or author or _NO_NAME
        day = comparison.when
        self._when = datetime.combine(day, time(), UTC) if day else when.astimezone(UTC)
        self._changed: list[BaseOxmlElement] = []

    def write(self) -> None:
        comparison = self._comparison
        self._document.add_paragraph(comparison.title, style="Heading 1")
        _add_quiet(self._document, [comparison.byline], leads=True)
        self._write_instruction()
        heading = self._document.add_paragraph("Text with the changes marked", style="Heading 2")
        _add_quiet(self._document, list(self._sides()), leads=True)
        for paragraph in mark_paragraphs(comparison.changes):
            self._write_paragraph(paragraph)
        _add_quiet(self._document, list(self._closing()))
        if comparison.reason:
            self._comment(self._changed or [run._r for run in heading.runs])

    def _write_instruction(self) -> None:
        lines = self._comparison.instruction
        if not lines:
            return
        self._document.add_paragraph("Instruction", style="Heading 2")
        for number, line in enumerate(lines, 1):
            lead = f"{number}.\t" if len(lines) > 1 else ""
            paragraph = self._document.add_paragraph(lead + line)
            if lead:
                paragraph.paragraph_format.left_indent = Cm(0.9)
                paragraph.paragraph_format.first_line_indent = Cm(-0.9)

    def _sides(self) -> Iterator[str]:
        """What the two texts are, where that can be told."""
        comparison = self._comparison
        before = comparison.base_title if comparison.base else NOTHING
        after = comparison.proposed_title if comparison.proposed else NOTHING
        if before:
            yield f"Before: {before}"
        if after:
            yield f"After: {after}"

    def _closing(self) -> Iterator[str]:
        """How many changes there are, in whose name, and where the text was taken from.

        Never empty: a paragraph that is inserted or deleted whole joins the one that follows,
        which must be there and, for LibreOffice, must be of the same style.
        """
        number = count_changes(self._comparison.changes)
        if number:
            noun = "change" if number == 1 else "changes"
            yield f"{number} {noun} in the name of {self._author}."
        else:
            yield UNCHANGED
        if self._comparison.source:
            yield f"Source: {'; '.join(self._comparison.source)}"

    def _write_paragraph(self, paragraph: Paragraph) -> None:
        element = self._document.add_paragraph()._p
        for piece in paragraph.pieces:
            self._write_piece(element, piece)
        if paragraph.end is Op.EQUAL:
            return
        properties = OxmlElement("w:rPr")
        properties.append(self._tracked(paragraph.end))
        element.get_or_add_pPr().append(properties)
        self._changed.append(element[-1])

    def _write_piece(self, paragraph: BaseOxmlElement, piece: Piece) -> None:
        if piece.op is Op.EQUAL:
            paragraph.append(_run(piece.text, "w:t"))
            return
        tracked = self._tracked(piece.op)
        tracked.append(_run(piece.text, "w:delText" if piece.op is Op.DELETE else "w:t"))
        paragraph.append(tracked)
        self._changed.append(tracked)

    def _tracked(self, op: Op) -> BaseOxmlElement:
        return OxmlElement(
            _TRACKED[op],
            {
                qn("w:id"): str(next(self._numbers)),
                qn("w:author"): self._author,
                qn("w:date"): f"{self._when:%Y-%m-%dT%H:%M:%SZ}",
            },
        )

    def _comment(self, about: Sequence[BaseOxmlElement]) -> None:
        """Anchor the reason beside the changes, not inside them, so that it outlives them."""
        comment = self._document.comments.add_comment(
            re.sub("\n+", "\n", self._comparison.reason),
            author=self._author,
            initials="".join(word[0] for word in self._author.split()[:3]),
        )
        comment._comment_elm.date = self._when
        number = {qn("w:id"): str(comment.comment_id)}
        about[0].addprevious(OxmlElement("w:commentRangeStart", number))
        reference = OxmlElement("w:r")
        reference.append(OxmlElement("w:commentReference", number))
        about[-1].addnext(reference)
        about[-1].addnext(OxmlElement("w:commentRangeEnd", number))


def _add_quiet(document: WordDocument, lines: Sequence[str], *, leads: bool = False) -> None:
    """Small lines about a text.

    Args:
        leads: they stay on the page of what follows.
    """
    if any(lines):
        paragraph = document.add_paragraph()
        paragraph.paragraph_format.keep_with_next = leads
        run = paragraph.add_run("\n".join(lines))
        run.font.size, run.font.color.rgb = Pt(9.5), RGBColor(0x55, 0x55, 0x5C)


def _run(text: str, tag: str) -> BaseOxmlElement:
    """A run of text; tabs and line breaks are elements of their own."""
    run = OxmlElement("w:r")
    for part in filter(None, _BREAKS.split(text)):
        if part == "\t":
            run.append(OxmlElement("w:tab"))
        elif part == "\n":
            run.append(OxmlElement("w:br"))
        else:
            words = OxmlElement(tag)
            words.text = part
            words.set(qn("xml:space"), "preserve")
            run.append(words)
    return run


def pack_alike(
    packed: BytesIO, fill: Callable[[str, bytes], bytes] = lambda _, content: content
) -> bytes:
    """The same archive without the times at which its members were written.

    Args:
        fill: given name and content of a member, tells the content to write.
    """
    alike = BytesIO()
    with ZipFile(packed) as source, ZipFile(alike, "w") as target:
        for name in source.namelist():
            member = ZipInfo(name, _EARLIEST)
            member.compress_type = ZIP_DEFLATED
            # Else it would tell on which system it was written.
            member.create_system = 0
            target.writestr(member, fill(name, source.read(name)))
    return alike.getvalue()
