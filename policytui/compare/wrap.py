"""Breaking marked text into lines of a width, at words, with wide characters counted.

How wide a character is on a screen is the caller's knowledge, so a function for it is passed in.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

CellWidth = Callable[[str], int]
"""How many cells of a screen a text takes."""

_RUN = re.compile(r"[ \t\u3000]+|[^ \t\u3000]+")
_WORTH_BEGINNING = 4
"""Cells that must be free for a word wider than a line to begin on this one."""
_NARROWEST = 2
"""Narrowest line: a wide character must fit."""


class Mark(StrEnum):
    """What a stretch of text is."""

    SAME = "same"
    ADDED = "added"
    REMOVED = "removed"
    ASIDE = "aside"
    """Said about the text, such as how much is folded away."""
    HEADING = "heading"


@dataclass(frozen=True, slots=True)
class Segment:
    """Text of one mark on one line.

    Attributes:
        change: number of the change it belongs to, -1 for none.
    """

    text: str
    mark: Mark = Mark.SAME
    change: int = -1


Line = tuple[Segment, ...]


class Wrapper:
    """Takes marked text piece by piece and gives lines.

    Pieces without space between them are one word, whatever their marks, and stay together.

    Args:
        width: cells to a line.
        indent: spaces before every line but the first of a paragraph.
    """

    def __init__(self, width: int, cell_width: CellWidth, indent: int = 0) -> None:
        self._width = max(width, _NARROWEST + indent)
        self._cell_width = cell_width
        self._indent = indent
        self._lines: list[Line] = []
        self._line: list[Segment] = []
        self._used = 0
        self._space: Segment | None = None
        self._word: list[Segment] = []
        self._word_width = 0

    @property
    def height(self) -> int:
        """How many lines there are, the unfinished one among them."""
        return len(self._lines) + bool(self._line or self._word)

    def add(self, text: str, mark: Mark = Mark.SAME, change: int = -1) -> None:
        """Text to flow on with; it holds no line breaks."""
        for run in _RUN.findall(text):
            if run[0] in " \t\u3000":
                self._end_word()
                spaces = run.replace("\t", "    ")
                # Between a removed and an added word one space is enough.
                self._space = self._space or Segment(spaces, mark, change)
            else:
                self._word.append(Segment(run, mark, change))
                self._word_width += self._cell_width(run)

    def break_line(self) -> None:
        """End the line here."""
        self._end_word()
        self._push_line()

    def break_paragraph(self) -> None:
        """End the line here and leave one empty."""
        self._end_word()
        if self._line:
            self._push_line()
        if self._lines and self._lines[-1]:
            self._lines.append(())

    def finish(self) -> list[Line]:
        """All lines; the wrapper is empty afterwards."""
        self._end_word()
        if self._line:
            self._push_line()
        lines, self._lines = self._lines, []
        return lines

    def _push_line(self) -> None:
        self._lines.append(_join(self._line))
        self._line, self._used, self._space = [], 0, None

    def _end_word(self) -> None:
        if not self._word:
            return
        word, width = self._word, self._word_width
        self._word, self._word_width = [], 0
        space, self._space = self._space, None
        gap = self._cell_width(space.text) if space else 0
        is_too_wide = width > self._width - self._indent
        has_room = self._used + gap + (_WORTH_BEGINNING if is_too_wide else width) <= self._width
        if not has_room and self._used > self._indent:
            self._push_line()
            space, gap = None, 0
        if not self._line and self._lines and self._lines[-1] and self._indent:
            self._line.append(Segment(" " * self._indent))
            self._used = self._indent
        if space and self._used + gap < self._width:
            self._line.append(space)
            self._used += gap
        if self._used + width <= self._width:
            self._line.extend(word)
            self._used += width
        else:
            self._break_word(word)

    def _break_word(self, word: list[Segment]) -> None:
        """Put a word wider than a line over as many lines as it takes."""
        for segment in word:
            held = ""
            for character in segment.text:
                width = self._cell_width(character)
                if self._used + width > self._width:
                    if held:
                        self._line.append(Segment(held, segment.mark, segment.change))
                    held = ""
                    self._push_line()
                    if self._indent:
                        self._line.append(Segment(" " * self._indent))
                        self._used = self._indent
                held += character
                self._used += width
            if held:
                self._line.append(Segment(held, segment.mark, segment.change))


def _join(segments: list[Segment]) -> Line:
    """The segments with neighbours of one kind made one."""
    joined: list[Segment] = []
    for segment in segments:
        last = joined[-1] if joined else None
        if last and (last.mark, last.change) == (segment.mark, segment.change):
            joined[-1] = Segment(last.text + segment.text, segment.mark, segment.change)
        else:
            joined.append(segment)
    return tuple(joined)


def wrap_text(
    text: str,
    width: int,
    cell_width: CellWidth,
    mark: Mark = Mark.SAME,
    *,
    indent: int = 0,
) -> list[Line]:
    """The lines of a plain text; its own line breaks stay."""
    wrapper = Wrapper(width, cell_width, indent)
    lines: list[Line] = []
    for number, line in enumerate(text.split("\n")):
        if number and not line.strip():
            lines.append(())
            continue
        wrapper.add(line, mark)
        lines.extend(wrapper.finish() or ([()] if number else []))
    return lines
