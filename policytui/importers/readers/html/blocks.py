"""The blocks of a web page as they are set: headings, items of lists, notes, terms, quotations."""

import re
from dataclasses import dataclass, replace

from policytui.importers.blocks import Block, Look
from policytui.importers.prose import begins_item
from policytui.importers.readers.html.lists import BULLET
from policytui.text import clean_line

_LONGEST_NUMBER = 20
_OWN_NUMBER = re.compile(r"\(?(?:\d+(?:\.\d+)*|[a-z]{1,4})[.)]\s|\d+(?:\.\d+)+\s", re.IGNORECASE)


@dataclass(slots=True)
class Item:
    """An item of a list that is open.

    Attributes:
        mark: what still has to be set before its text, empty once it is.
        depth: how many lists it stands in.
        is_first: of the outermost list.
        is_headed: it begins with a heading, so that what follows is no text of a list.
    """

    mark: str
    depth: int
    is_first: bool
    is_headed: bool = False


class Setting:
    """Sets paragraphs as blocks, by what they stand in.

    Attributes:
        blocks: those set so far.
        counted: the numbers in them that the page counts by itself.
        items: the items of lists that are open, the innermost last.
        heading: the level of the heading that is open, 0 for none.
        quotes: how many quotations are open.
        note: the label of the footnote whose text comes next, empty for none.
        is_in_term: what comes next are the terms of a definition.
    """

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self.counted: list[str] = []
        self.items: list[Item] = []
        self.heading = 0
        self.quotes = 0
        self.note = ""
        self.is_in_term = False
        self._terms: list[str] = []
        self._term_line = 0

    def put(self, text: str, look: Look, line: int) -> None:
        """Set a paragraph of the content."""
        if self.heading:
            self._put_heading(text, look, line)
        elif self.is_in_term:
            self._terms.append(text)
            self._term_line = self._term_line or line
        else:
            self._put_text(text, look, line)

    def put_terms(self) -> None:
        """Set the terms that nothing is said of."""
        if self._terms:
            line = self._term_line
            self._put_text(self._take_terms(), Look(), line)

    def _put_heading(self, text: str, look: Look, line: int) -> None:
        self.put_terms()
        item = self.items[-1] if self.items else None
        mark = self._take_mark(item, text)
        number = "" if mark == BULLET else mark
        if item:
            item.is_headed = True
        text = f"{number} {clean_line(text)}".strip()
        self._count(number)
        self.blocks.append(Block(text, line, level=self.heading, look=look, number=number))

    def _put_text(self, text: str, look: Look, line: int) -> None:
        item = self.items[-1] if self.items else None
        is_new = bool(item and item.mark)
        mark = self._take_mark(item, text)
        if self.note:
            text, item, mark = self._note_from(text), None, ""
        if self._terms:
            text = f"{self._take_terms()}: {text}"
        number = "" if mark == BULLET else mark
        self._count(number)
        depth = 0
        if item and not item.is_headed:
            depth = item.depth
            indent = "  " * (depth - is_new)
            hang = "  " if is_new else ""
            text = indent + f"{mark} {text}".lstrip().replace("\n", f"\n{indent}{hang}")
        if self.quotes:
            text = "\n".join(f"> {part}".rstrip() for part in text.split("\n"))
        self.blocks.append(
            Block(
                text,
                line,
                is_item=depth > 0,
                is_tight=bool(depth and item and is_new and not item.is_first),
                look=replace(look, depth=depth) if number else look,
                number=number,
            )
        )

    def _take_mark(self, item: Item | None, text: str) -> str:
        """The mark of an item before its first text; none where the text has its own."""
        if not item or not item.mark:
            return ""
        mark, item.mark = item.mark, ""
        start = text[:_LONGEST_NUMBER]
        return "" if begins_item(start) or _OWN_NUMBER.match(start) else mark

    def _note_from(self, text: str) -> str:
        label, self.note = self.note, ""
        own = re.match(rf"[\[(]?{label}\b[\]).:]*\s*", text)
        if own:
            text = text[own.end() :]
        else:
            self._count(label)
        return f"[^{label}]: {text}"

    def _take_terms(self) -> str:
        terms = ", ".join(self._terms).removesuffix(":")
        self._terms, self._term_line = [], 0
        return terms

    def _count(self, number: str) -> None:
        if number:
            self.counted.append(number)
