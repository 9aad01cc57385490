"""A web page into blocks, element by element in the order they stand."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import groupby

from policytui.importers.blocks import Block, Look
from policytui.importers.prose import words_of
from policytui.importers.readers.html.blocks import Item, Setting
from policytui.importers.readers.html.lines import Lines, Style
from policytui.importers.readers.html.lists import BULLET, Numbering
from policytui.importers.readers.html.notes import Notes
from policytui.importers.readers.html.parts import HEADINGS, INLINE
from policytui.importers.readers.html.source import Element
from policytui.importers.readers.html.tables import is_data_table, loose_text, rows_of

# What a page may set into a sentence without ending it, although it is no content.
_SET_IN = INLINE | {
    *("button", "select", "textarea", "label", "svg", "template", "noscript", "iframe"),
    *("object", "canvas", "audio", "video"),
}
_LISTS = frozenset(("ul", "ol", "menu", "dir"))


@dataclass(frozen=True, slots=True)
class Page:
    """What is known of a page before it is walked.

    Attributes:
        parts: elements that are no content with the reasons; content within them with "".
        notes: its footnotes.
    """

    parts: dict[Element, str]
    notes: Notes

    def parts_words(self, element: Element) -> bool:
        """Whether the words before and after the edge of an element are two words."""
        return (
            element.tag not in INLINE
            or element in self.parts
            or element in self.notes.calls
            or element in self.notes.labels
        )


def walk_page(root: Element, page: Page) -> tuple[list[Block], list[str]]:
    """The blocks of a page, and the numbers in them that the page counts by itself."""
    walk = _Walk(page, "")
    walk.go_through(root)
    return list(_join_left_out(walk.setting.blocks)), walk.setting.counted


def _join_left_out(blocks: list[Block]) -> Iterator[Block]:
    """What was left out for one reason in one place as one block."""
    for why, group in groupby(blocks, key=lambda block: block.left_out):
        if why:
            run = list(group)
            text = "\n".join(block.text for block in run)
            yield replace(run[0], text=text, is_item=False, is_tight=False)
        else:
            yield from group


class _Walk:
    """Goes through an element and gathers its blocks.

    Args:
        reason: why the element is left out, empty for content.
    """

    def __init__(self, page: Page, reason: str) -> None:
        self.setting = Setting()
        self._page = page
        self._reasons = [reason]
        self._styles = [Style()]
        # A part set into a sentence has lines of its own; its block comes after the sentence.
        self._lines = [Lines()]
        self._asides: list[Block] = []
        self._tables: set[Element] = set()
        self._lists: list[Numbering] = []

    def go_through(self, root: Element) -> None:
        """Gather the blocks of an element."""
        from lxml import etree

        calls = self._page.notes.calls
        walk = etree.iterwalk(root, events=("start", "end"))
        for event, element in walk:
            if event == "start":
                if element in calls:
                    self._add(f"[^{calls[element]}]", element)
                    walk.skip_subtree()
                elif self._is_table(element):
                    self._take_table(element)
                    walk.skip_subtree()
                else:
                    self._open(element)
                    self._add(element.text, element)
            else:
                if element in calls:
                    self._lines[-1].part()
                elif element not in self._tables:
                    self._close(element)
                if element is not root:
                    self._add(element.tail, element)
        self._end_paragraph()
        self.setting.put_terms()

    # --- elements ---

    def _add(self, text: str | None, element: Element) -> None:
        if text:
            self._lines[-1].add(text, self._styles[-1], element.sourceline or 1)

    def _open(self, element: Element) -> None:
        tag = element.tag
        reason = self._page.parts.get(element)
        if tag == "br":
            self._lines[-1].add_sign("\n")
        elif reason is not None and tag in _SET_IN:
            self._lines[-1].part()
            self._lines.append(Lines())
        elif tag not in INLINE:
            self._end_paragraph()
        elif element in self._page.notes.labels:
            self._lines[-1].part()
        if reason is not None:
            self._reasons.append(reason)
        self._styles.append(self._styles[-1].within(element))
        self.setting.note = self._page.notes.notes.get(element, self.setting.note)
        if tag in HEADINGS:
            self._take_lines()
            self.setting.heading = HEADINGS[tag]
        elif tag in _LISTS:
            self._lists.append(Numbering(element))
        elif tag == "li":
            self._open_item(element)
        elif tag == "dt":
            self.setting.is_in_term = True
        elif tag == "blockquote":
            self.setting.quotes += 1

    def _close(self, element: Element) -> None:
        tag = element.tag
        reason = self._page.parts.get(element)
        is_set_in = reason is not None and tag in _SET_IN
        if tag in HEADINGS or is_set_in:
            self._take_lines()
        elif tag not in INLINE and tag != "br":
            self._end_paragraph()
        if is_set_in:
            self._lines.pop()
        if is_set_in or element in self._page.notes.labels:
            self._lines[-1].part()
        if reason is not None:
            self._reasons.pop()
        self._styles.pop()
        if tag in HEADINGS:
            self.setting.heading = 0
        elif tag in _LISTS:
            self._lists.pop()
        elif tag == "li":
            self.setting.items.pop()
        elif tag == "dt":
            self.setting.is_in_term = False
        elif tag == "dl":
            self.setting.put_terms()
        elif tag == "blockquote":
            self.setting.quotes -= 1

    def _open_item(self, element: Element) -> None:
        siblings = self._lists[-1] if self._lists else None
        mark = siblings.take(element) if siblings else BULLET
        depth = max(1, len(self._lists))
        is_first = depth == 1 and element.getprevious() is None
        self.setting.items.append(Item(mark, depth, is_first))

    def _is_table(self, element: Element) -> bool:
        return (
            element.tag == "table"
            and not self._reasons[-1]
            and element not in self._page.parts
            and is_data_table(element)
        )

    def _take_table(self, table: Element) -> None:
        """Make one block of a table; what is no content in its cells comes after it."""
        self._tables.add(table)
        self._end_paragraph()
        self.setting.put_terms()
        rows: list[tuple[str, ...]] = []
        left_out: list[Block] = []
        for cells in rows_of(table):
            row = []
            for cell in cells:
                walk = _Walk(self._page, self._reason_of_row(cell, table))
                walk.go_through(cell)
                self.setting.counted += walk.setting.counted
                left_out += [block for block in walk.setting.blocks if block.left_out]
                kept = [block.text for block in walk.setting.blocks if not block.left_out]
                row.append(" ".join(" ".join(kept).split()))
            if any(row):
                rows.append(tuple(row))
        for text, element in loose_text(table):
            self._add(text, element)
            self._end_paragraph()
        line = table.sourceline or 1
        text = "\n".join(" | ".join(filter(None, row)) for row in rows)
        if text:
            self.setting.blocks.append(
                Block(text, line, is_table=True, look=Look(), rows=tuple(rows))
            )
        self.setting.blocks += left_out

    def _reason_of_row(self, cell: Element, table: Element) -> str:
        for above in cell.iterancestors():
            if above is table:
                break
            if above in self._page.parts:
                return self._page.parts[above]
        return ""

    # --- paragraphs ---

    def _end_paragraph(self) -> None:
        if self.setting.heading and not self._reasons[-1]:
            self._lines[-1].add_sign(" ")
        else:
            self._take_lines()

    def _take_lines(self) -> None:
        paragraphs, look, line = self._lines[-1].take()
        why = self._reasons[-1]
        for text in paragraphs:
            if not why:
                self.setting.put(text, look, line)
            elif words_of(text):
                self._asides.append(Block(text, line, left_out=why, look=look))
        if len(self._lines) == 1:
            self.setting.blocks += self._asides
            self._asides.clear()
