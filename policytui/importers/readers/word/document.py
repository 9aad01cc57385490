"""Word documents into blocks: headings, numbered paragraphs, lists, tables and notes."""

from collections.abc import Iterator
from pathlib import Path

from policytui.importers.blocks import Block, Reading, Unit, View
from policytui.importers.readers.office.assembly import ITEM_FORMATS, Assembly, doubt_pictures
from policytui.importers.readers.office.package import Node, refused
from policytui.importers.readers.office.written import Written
from policytui.importers.readers.word.changes import (
    doubt_changes,
    is_mark_gone,
    why_row_gone,
)
from policytui.importers.readers.word.inline import Aside, Inline
from policytui.importers.readers.word.numbering import Label, Numbering
from policytui.importers.readers.word.package import (
    W,
    WordParts,
    children_of,
    open_word,
    value_of,
)
from policytui.importers.readers.word.styles import (
    BODY_TEXT,
    Setting,
    Style,
    Styles,
    setting_of,
    whole,
)
from policytui.importers.readers.word.text import whole_text
from policytui.importers.report import Doubt
from policytui.text import clean_line

BETWEEN_PARAGRAPHS = " / "
"""Parts the paragraphs of one cell of a table."""

_PARAGRAPH, _TABLE, _ROW, _CELL = W + "p", W + "tbl", W + "tr", W + "tc"
_CENTRED = ("center", "centre")
_MOST_COLUMNS = 64


def read_word(data: bytes, path: Path, view: View = View.ACCEPTED) -> Reading:
    """The blocks of a .docx file.

    Args:
        view: which text is read where the file holds tracked changes.

    Raises:
        DataError: the content is no Word document, or is locked, damaged, harmful or too large.
    """
    parts = open_word(data, path)
    styles = Styles(parts.styles)
    body = _Body(parts, styles, view)
    try:
        blocks = body.read()
        text = whole_text(parts, styles, view, body.labels)
    except RecursionError as error:
        raise refused(path, "is nested more deeply than any text. Save it anew.") from error
    return Reading(tuple(blocks), text, doubts=tuple(body.doubts()), unit=Unit.PARAGRAPH)


class _Body:
    """Turns the paragraphs and tables of a file into blocks, in reading order.

    Attributes:
        labels: the number before each paragraph that is numbered.
    """

    def __init__(self, parts: WordParts, styles: Styles, view: View) -> None:
        self._parts = parts
        self._styles = styles
        self._view = view
        self._inline = Inline(parts, styles, view)
        self._numbering = Numbering(parts.numbering, styles)
        self._out = Assembly()
        self.labels: list[str] = []

    def read(self) -> list[Block]:
        """All blocks of the file, with what stands on each page before and after them."""
        self._leave_out_each(self._parts.headers, "page header")
        self._read_blocks(self._parts.body)
        unseen = [
            note for key, note in self._parts.notes.items() if key not in self._inline.seen_notes
        ]
        self._leave_out_each(unseen, "a note that nothing in the text refers to")
        for name in [key for key in self._parts.comments if key not in self._inline.seen_comments]:
            self._put_comment(name)
        self._leave_out_each(self._parts.footers, "page footer")
        return self._out.finish()

    def doubts(self) -> Iterator[Doubt]:
        """What the reader was unsure of."""
        if changes := doubt_changes(self._parts.body, self._view):
            yield changes
        if pictures := self._inline.pictures:
            yield Doubt(0, doubt_pictures(pictures))
        if inserted := sum(1 for _ in self._parts.body.iter(W + "altChunk", W + "subDoc")):
            files = "file was" if inserted == 1 else "files were"
            yield Doubt(0, f"{inserted} inserted {files} not read; import each by itself.")

    # --- paragraphs ---

    def _read_blocks(self, container: Node) -> None:
        for node, written in self._paragraphs(container):
            if written is None:
                self._read_table(node)
            else:
                self._read_paragraph(node, written)
            self._put_aside()

    def _paragraphs(self, container: Node, why: str = "") -> Iterator[tuple[Node, Written | None]]:
        """Each paragraph with its words, and each table.

        A paragraph whose end is deleted is one with the next.
        """
        open_paragraph: Node | None = None
        written = Written()
        for node in children_of(container, _PARAGRAPH, _TABLE):
            if node.tag == _TABLE:
                if open_paragraph is not None:
                    yield open_paragraph, written
                    open_paragraph, written = None, Written()
                yield node, None
                continue
            self._out.line += 1
            self._inline.read(node, self._style_of(node), written, why)
            open_paragraph = node
            if not is_mark_gone(node, self._view):
                yield node, written
                open_paragraph, written = None, Written()
        if open_paragraph is not None:
            yield open_paragraph, written

    def _read_paragraph(self, node: Node, written: Written) -> None:
        own, style = setting_of(node.find(W + "pPr")), self._style_of(node)
        label = self._numbering.label(own, style)
        level = _level_of(own, style)
        text = written.line if level is not None else written.text
        number = label.text if label else ""
        if number:
            self.labels.append(number)
        if not text:
            if number:
                self._out.put(Block(number, self._out.line, left_out="a number without a text"))
            return
        setting = own.over(label.setting if label else Setting()).over(style.setting)
        look = written.look(
            is_centred=setting.alignment in _CENTRED,
            style=style.names[0],
            depth=label.level + 1 if label and number else 0,
            left=round((setting.left or 0) + (setting.first or 0), 1),
        )
        if level is None and label and _is_item(label, look.style, look.is_bold):
            block = Block(text, self._out.line, number=number, look=look)
            self._out.put_item(block, label.level)
            return
        text = f"{number} {text}" if number else text
        self._out.put(Block(text, self._out.line, level=level, number=number, look=look))

    def _style_of(self, paragraph: Node) -> Style:
        return self._styles.paragraph(value_of(paragraph.find(W + "pPr"), "pStyle"))

    # --- tables ---

    def _read_table(self, table: Node) -> None:
        rows = list(children_of(table, _ROW))
        if all(sum(map(_has_words, children_of(row, _CELL))) <= 1 for row in rows):
            for row in rows:
                for cell in children_of(row, _CELL):
                    self._read_blocks(cell)
            return
        line = self._out.line + 1
        read = [self._read_row(row) for row in rows]
        self._out.put_table([cells for cells, _ in read], [texts for _, texts in read], line)

    def _read_row(self, row: Node) -> tuple[list[str], list[str]]:
        """The cells of a row, one that spans columns followed by empty ones; and without those."""
        why = why_row_gone(row, self._view)
        cells: list[str] = []
        texts: list[str] = []
        for cell in children_of(row, _CELL):
            text = clean_line(self._flat(cell, BETWEEN_PARAGRAPHS, why))
            properties = cell.find(W + "tcPr")
            span = whole(value_of(properties, "gridSpan")) or 1
            cells += [text, *[""] * (min(span, _MOST_COLUMNS) - 1)]
            merged = None if properties is None else properties.find(W + "vMerge")
            if text or merged is None or value_of(merged) == "restart":
                texts.append(text)
        return cells, texts

    def _apart(self, container: Node, between: str) -> str:
        """The words of an element that stands outside the text, whose places are not counted."""
        line = self._out.line
        text = self._flat(container, between)
        self._out.line = line
        return text

    def _flat(self, container: Node, between: str, why: str = "") -> str:
        """The words of all paragraphs in an element, those of tables and boxes in it too."""
        texts: list[str] = []
        for node, written in self._paragraphs(container, why):
            if written is None:
                for row in children_of(node, _ROW):
                    reason = why or why_row_gone(row, self._view)
                    for cell in children_of(row, _CELL):
                        texts.append(self._flat(cell, between, reason))
                continue
            own = setting_of(node.find(W + "pPr"))
            text = written.text
            label = self._numbering.label(own, self._style_of(node)) if text else None
            if label and label.text:
                self.labels.append(label.text)
            sign = "-" if label and label.is_bullet else label.text if label else ""
            texts.append(f"{sign} {text}".strip())
            boxes, self._inline.aside.boxes = self._inline.aside.boxes, []
            texts += [self._flat(box, between, why) for box in boxes]
        return between.join(filter(None, texts))

    # --- what stands beside the text ---

    def _put_aside(self) -> None:
        """Put what the last paragraph or table held beside its words after it."""
        while self._inline.aside != Aside():
            aside, self._inline.aside = self._inline.aside, Aside()
            for reason, text in aside.left_out:
                self._out.leave_out(text, reason)
            for name in aside.comments:
                self._put_comment(name)
            for number, note in aside.notes:
                self._out.hold_note(number, self._apart(note, " "))
            for box in aside.boxes:
                self._read_blocks(box)
        self._out.end_paragraph()

    def _put_comment(self, name: str) -> None:
        comment = self._parts.comments[name]
        by = clean_line(comment.get(W + "author", ""))
        reason = f"a comment by {by}" if by else "a comment"
        if day := clean_line(comment.get(W + "date", ""))[:10]:
            reason += f", {day}"
        self._out.leave_out(self._apart(comment, " "), reason)

    def _leave_out_each(self, roots: tuple[Node, ...] | list[Node], reason: str) -> None:
        for root in roots:
            self._out.leave_out(self._apart(root, "\n"), reason)
        self._put_aside()


def _level_of(own: Setting, style: Style) -> int | None:
    """The rank of a heading: 1 for the title, one more than its outline level for all else."""
    outline = own.over(style.setting).outline
    if outline is None:
        return 1 if style.is_title else None
    return outline + 2 if outline < BODY_TEXT else None


def _is_item(label: Label, style: str, is_bold: bool) -> bool:
    """Whether a numbered paragraph is an item of a list, and no numbered paragraph of prose."""
    if label.is_bullet or label.format in ITEM_FORMATS:
        return True
    is_single = sum(sign.isdigit() for sign in label.text) == len(label.text.strip("().:"))
    return bool(label.text) and is_single and style.casefold().startswith("list") and not is_bold


def _has_words(cell: Node) -> bool:
    return any((text.text or "").strip() for text in cell.iter(W + "t"))
