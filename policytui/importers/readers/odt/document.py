"""OpenDocument texts into blocks: headings, lists, tables and notes."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from policytui.importers.blocks import Block, Reading, Unit, View
from policytui.importers.readers.odt.inline import Inline, whole_text
from policytui.importers.readers.odt.package import OdtParts, open_odt
from policytui.importers.readers.odt.styles import (
    DRAW,
    OFFICE,
    STYLE,
    TABLE,
    TEXT,
    Count,
    Styles,
    read_levels,
)
from policytui.importers.readers.office.assembly import ITEM_FORMATS, Assembly, doubt_pictures
from policytui.importers.readers.office.package import Node, refused
from policytui.importers.readers.office.written import Written
from policytui.importers.readers.word.styles import points, whole
from policytui.importers.report import Doubt
from policytui.text import clean_line

_HEADING, _PARAGRAPH, _LIST = TEXT + "h", TEXT + "p", TEXT + "list"
_ROW, _CELL, _COVERED = TABLE + "table-row", TABLE + "table-cell", TABLE + "covered-table-cell"
_ROW_GROUPS = {TABLE + name for name in ("table-header-rows", "table-rows", "table-row-group")}
_NO_TEXT = {TEXT + "tracked-changes", OFFICE + "forms", TEXT + "table-of-content-source"}
_HEADERS = (STYLE + "header", STYLE + "header-left", STYLE + "header-first")
_FOOTERS = (STYLE + "footer", STYLE + "footer-left", STYLE + "footer-first")
_BETWEEN_PARAGRAPHS = " / "
_DEEPEST_LEVEL = 10


def read_odt(data: bytes, path: Path, view: View = View.ACCEPTED) -> Reading:
    """The blocks of an .odt file.

    Args:
        view: which text is read where the file holds tracked changes.

    Raises:
        DataError: the content is no OpenDocument text, or is locked, damaged, harmful or too
            large.
    """
    parts = open_odt(data, path)
    body = _Body(parts, view)
    try:
        blocks = body.read()
        text = whole_text([parts.body, *body.furniture()], body.inline, body.labels)
    except RecursionError as error:
        raise refused(path, "is nested more deeply than any text. Save it anew.") from error
    return Reading(tuple(blocks), text, doubts=tuple(body.doubts()), unit=Unit.PARAGRAPH)


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a paragraph stands in a list.

    Attributes:
        style: name of the style of the list.
        level: from 1.
        is_first: the paragraph that the number or bullet stands before.
        start: the number it begins anew with.
    """

    style: str
    level: int
    count: Count
    is_first: bool = False
    start: int | None = None


class _Body:
    """Turns the content of a file into blocks, in reading order."""

    def __init__(self, parts: OdtParts, view: View) -> None:
        self._parts = parts
        roots = [root for root in (parts.styles, parts.content) if root is not None]
        self._styles = Styles(roots)
        self._levels = {
            name: levels for root in roots for name, levels in read_levels(root).items()
        }
        self.inline = Inline(parts.body, self._styles, view)
        self._view = view
        self._out = Assembly()
        self._headings = Count()
        self._counts: dict[str, Count] = {}
        self.labels: list[str] = []

    def read(self) -> list[Block]:
        """All blocks of the file."""
        for header in self.furniture(_HEADERS):
            self._out.leave_out(self._flat(header, "\n"), "page header")
        self._out.line = 0
        self._read_blocks(self._parts.body, None)
        for text, reason in self.inline.unplaced_deletions():
            self._out.leave_out(text, reason)
        line = self._out.line
        for footer in self.furniture(_FOOTERS):
            self._out.leave_out(self._flat(footer, "\n"), "page footer")
            self._out.line = line
        return self._out.finish()

    def doubts(self) -> Iterator[Doubt]:
        """What the reader was unsure of."""
        if said := self.inline.describe_changes():
            read = "accepted" if self._view is View.ACCEPTED else "they were before the changes"
            yield Doubt(0, f"the file holds tracked changes: {said}; read as {read}.")
        if self.inline.pictures:
            yield Doubt(0, doubt_pictures(self.inline.pictures))

    def furniture(self, tags: tuple[str, ...] = (*_HEADERS, *_FOOTERS)) -> list[Node]:
        """The headers and footers, each that says something else than those before it."""
        found: dict[str, Node] = {}
        for node in () if self._parts.styles is None else self._parts.styles.iter(*tags):
            found.setdefault("".join(node.itertext()), node)
        return list(found.values())

    # --- paragraphs and lists ---

    def _read_blocks(self, container: Node, place: _Place | None) -> None:
        for child in container:
            if child.tag in (_HEADING, _PARAGRAPH):
                self._read_paragraph(child, place)
                place = place and _Place(place.style, place.level, place.count)
            elif child.tag == _LIST:
                self._read_list(child, place)
            elif child.tag == TABLE + "table":
                self._read_table(child)
            elif child.tag in (TEXT + "change", TEXT + "change-start", TEXT + "change-end"):
                self.inline.mark_change(child)
            elif child.tag == DRAW + "frame":
                self.inline.count_pictures(child)
                self._read_blocks(child, None)
            elif child.tag not in _NO_TEXT:
                self._read_blocks(child, place)
            self._put_aside()

    def _read_list(self, node: Node, outer: _Place | None) -> None:
        style = node.get(TEXT + "style-name") or (outer.style if outer else "")
        level = min(outer.level + 1 if outer else 1, _DEEPEST_LEVEL)
        count = outer.count if outer else self._count_of(node, style)
        for item in node:
            is_item = item.tag == TEXT + "list-item"
            start = whole(item.get(TEXT + "start-value"))
            self._read_blocks(item, _Place(style, level, count, is_item, start))

    def _count_of(self, node: Node, style: str) -> Count:
        """The count that a list goes on with, or a new one."""
        earlier = node.get(TEXT + "continue-list")
        if earlier is None and node.get(TEXT + "continue-numbering") == "true":
            earlier = f" {style}"
        count = self._counts.get(earlier or "") or Count()
        own = node.get("{http://www.w3.org/XML/1998/namespace}id")
        for name in (own, f" {style}"):
            if name:
                self._counts[name] = count
        return count

    def _read_paragraph(self, node: Node, place: _Place | None) -> None:
        name = node.get(TEXT + "style-name")
        told = self._styles.of("paragraph", name)
        written = Written()
        self._out.line += 1
        self.inline.read(node, told, written)
        style = self._styles.name(name)
        level = self._level_of(node, style)
        text = written.line if level is not None else written.text
        if not text:
            return
        number, format, depth = self._number(node, told, place)
        look = written.look(
            is_centred=told.get("align") == "center",
            style=style,
            depth=depth if number else 0,
            left=round((points(told.get("left")) or 0) + (points(told.get("first")) or 0), 1),
        )
        block = Block(text, self._out.line, level=level, number=number, look=look)
        # Single numbers count items here: in this format, numbered prose stands in lists rarely.
        is_single = number.strip("().:").isdigit() and not look.is_bold
        if level is None and (format == "bullet" or format in ITEM_FORMATS or is_single):
            self._out.put_item(block, depth - 1)
        else:
            text = f"{number} {text}" if number else text
            self._out.put(Block(text, self._out.line, level=level, number=number, look=look))

    def _level_of(self, node: Node, style: str) -> int | None:
        if node.tag == _HEADING:
            return (whole(node.get(TEXT + "outline-level")) or 1) + 1
        return 1 if style.casefold() == "title" else None

    def _number(
        self, node: Node, told: dict[str, str], place: _Place | None
    ) -> tuple[str, str, int]:
        """The number before a paragraph, its format ("bullet" for a sign) and how deep it is."""
        if place is not None and place.is_first:
            levels, at, count = self._levels.get(place.style, {}), place.level, place.count
            start = place.start
        elif place is None and node.tag == _HEADING and told.get("list") != "":
            levels, at = self._levels.get("", {}), whole(node.get(TEXT + "outline-level")) or 1
            count, start = self._headings, whole(node.get(TEXT + "start-value"))
        else:
            return "", "", 0
        level = levels.get(at)
        if level is None:
            return "", "", 0
        if level.is_bullet:
            return "", "bullet", at
        number = count.next(levels, at, start)
        if number:
            self.labels.append(number)
        return number, level.format, at

    # --- tables and what stands beside the text ---

    def _read_table(self, table: Node) -> None:
        rows = list(_rows(table))
        if all(sum(map(_has_words, row)) <= 1 for row in rows):
            for row in rows:
                for cell in row:
                    self._read_blocks(cell, None)
            return
        line = self._out.line + 1
        cells, texts = [], []
        for row in rows:
            told = [(cell, clean_line(self._flat(cell, _BETWEEN_PARAGRAPHS))) for cell in row]
            cells.append([text for _, text in told])
            texts.append([text for cell, text in told if text or cell.tag != _COVERED])
        self._out.put_table(cells, texts, line)

    def _flat(self, container: Node, between: str) -> str:
        """The words of all paragraphs in an element, those of tables and boxes in it too."""
        texts: list[str] = []
        for child in container:
            if child.tag in (_HEADING, _PARAGRAPH):
                self._out.line += 1
                written = Written()
                told = self._styles.of("paragraph", child.get(TEXT + "style-name"))
                self.inline.read(child, told, written)
                texts.append(written.text)
                boxes, self.inline.aside.boxes = self.inline.aside.boxes, []
                texts += [self._flat(box, between) for box in boxes]
            elif child.tag not in _NO_TEXT:
                texts.append(self._flat(child, between))
        return between.join(filter(None, texts))

    def _put_aside(self) -> None:
        while not self.inline.aside.is_empty:
            aside = self.inline.take_aside()
            for text, reason in aside.left_out:
                self._out.leave_out(text, reason)
            line = self._out.line
            for reason, comment in aside.comments:
                self._out.leave_out(self._flat(comment, " "), reason)
            for number, note in aside.notes:
                self._out.hold_note(number, self._flat(note, " "))
            self._out.line = line
            for box in aside.boxes:
                self._read_blocks(box, None)
        self._out.end_paragraph()


def _rows(table: Node) -> Iterator[list[Node]]:
    for child in table:
        if child.tag in _ROW_GROUPS:
            yield from _rows(child)
        elif child.tag == _ROW:
            yield [cell for cell in child if cell.tag in (_CELL, _COVERED)]


def _has_words(cell: Node) -> bool:
    return any(text.strip() for text in cell.itertext())
