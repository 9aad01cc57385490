"""Blocks of an office file put one after the other: lists kept together, notes after them."""

from dataclasses import replace

from policytui.importers.blocks import Block
from policytui.importers.readers.office.written import Written
from policytui.text import clean_line

ITEM_FORMATS = ("lowerLetter", "lowerRoman")
"""Formats of numbers that count items of a list; others may count paragraphs or headings."""


class Assembly:
    """The blocks of a file in reading order.

    Attributes:
        blocks: put so far.
        line: the place of the paragraph that is being read, from 1; 0 before the first.
    """

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self.line = 0
        self._notes: list[Block] = []
        # Levels of the list that the last block stands in, outermost first; none after text.
        self._run: list[int] = []

    def put(self, block: Block) -> None:
        """Put a block that is no item of a list."""
        if not block.left_out:
            self._run = []
            self._put_notes()
        self.blocks.append(block)

    def put_item(self, block: Block, level: int) -> None:
        """Put an item of a list, behind its number or a dash.

        Args:
            block: the item; its text without what stands before it.
            level: of the list inside other lists, from 0.
        """
        is_tight = bool(self._run)
        self._run = [*(outer for outer in self._run if outer < level), level]
        # Only dashes are indented: a number tells its depth itself.
        indent = "" if block.number else "  " * (len(self._run) - 1)
        text = f"{indent}{block.number or '-'} {block.text}"
        self.blocks.append(replace(block, text=text, is_item=True, is_tight=is_tight))

    def put_table(self, rows: list[list[str]], texts: list[list[str]], line: int) -> None:
        """Put a table; nothing where no cell holds words.

        Args:
            rows: cells, with empty ones where another spans their place.
            texts: the cells of each row without those.
        """
        lines = (" | ".join(cells).strip(" |") for cells in texts)
        text = "\n".join(filter(None, lines))
        if text:
            told = tuple(tuple(cells) for cells in rows if any(cells))
            self.put(Block(text, line, is_table=True, rows=told))

    def leave_out(self, text: str, reason: str) -> None:
        """Note words that are no content; nothing where there are none."""
        written = Written([text]).text
        if written:
            self.blocks.append(Block(written, max(self.line, 1), left_out=reason))

    def hold_note(self, number: int, text: str) -> None:
        """Put a note after the list or the paragraph that refers to it."""
        self._notes.append(Block(f"[^{number}]: {clean_line(text)}".rstrip(), max(self.line, 1)))

    def end_paragraph(self) -> None:
        """A paragraph or table is read with all that belongs to it."""
        if not self._run:
            self._put_notes()

    def finish(self) -> list[Block]:
        """All blocks. What is numbered `1.` amid text is no item: it heads or counts that."""
        self._put_notes()
        content = [index for index, block in enumerate(self.blocks) if not block.left_out]
        neighbours = zip([None, *content], content, [*content[1:], None], strict=False)
        lone = [
            index
            for before, index, after in neighbours
            if self.blocks[index].number.strip("().:").isdigit()
            and not any(near is not None and self.blocks[near].is_item for near in (before, after))
        ]
        for index in lone:
            self.blocks[index] = replace(self.blocks[index], is_item=False)
        return self.blocks

    def _put_notes(self) -> None:
        self.blocks += self._notes
        self._notes = []


def doubt_pictures(count: int) -> str:
    """What is said of pictures, which no reader reads."""
    were = "picture was" if count == 1 else "pictures were"
    return f"{count} {were} not read; look whether they show words."
