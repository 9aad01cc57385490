"""What a paragraph of an office file says and how its letters are set, while it is gathered."""

import re
from collections import Counter
from dataclasses import dataclass, field

from policytui.importers.blocks import Look
from policytui.text import clean_line, clean_prose

_SPACES = re.compile(r"[ \t\xa0]*\t[ \t\xa0]*|[ \xa0]{2,}")
_PAGE = re.compile(r"[ \t]*\t[ \t]*(\d{1,4}|[ivxlc]{1,7})[ \t]*$", re.IGNORECASE)
_SPACE_BEFORE_MARK = re.compile(r"[ \t\n]+(?=\[\^\d+\])")
_LINE_EDGES = re.compile(r"[ \t]*\n[ \t]*")
# Letters of symbol fonts (Symbol, Wingdings) stand in the private range of Unicode.
_SYMBOLS = {
    0xF0A7: "▪",
    0xF0A8: "☐",
    0xF06F: "☐",
    0xF0B7: "•",
    0xF0D8: "➢",
    0xF0E0: "→",
    0xF0FB: "✗",
    0xF0FC: "✓",
    0xF0FE: "☑",
}
_PRIVATE = re.compile("[\uf000-\uf0ff]")


@dataclass(frozen=True, slots=True)
class Face:
    """How letters are set; `size` in points, 0 where unknown."""

    size: float = 0.0
    is_bold: bool = False
    is_italic: bool = False
    is_underlined: bool = False


@dataclass(slots=True)
class Written:
    """The words of one paragraph while they are gathered, and how often each face is used."""

    pieces: list[str] = field(default_factory=list)
    letters: Counter[Face] = field(default_factory=Counter)

    def add(self, text: str, face: Face) -> None:
        """Add words in one face."""
        self.pieces.append(text)
        # Numbers and marks are often set apart from the words they stand before.
        if letters := sum(map(str.isalpha, text)):
            self.letters[face] += letters

    @property
    def text(self) -> str:
        """The words, cleaned; a tab stays only before a page number at the end."""
        text = _PRIVATE.sub(lambda match: symbol(ord(match.group())), "".join(self.pieces))
        text = _SPACE_BEFORE_MARK.sub("", clean_prose(text))
        text = _SPACES.sub(" ", _PAGE.sub("\f\\1", text)).replace("\f", "\t")
        return _LINE_EDGES.sub("\n", text).strip()

    @property
    def line(self) -> str:
        """The words in one line."""
        return clean_line(self.text)

    def look(self, *, is_centred: bool, style: str, depth: int, left: float) -> Look:
        """How the paragraph is set: the size of most letters, bold where all letters are."""
        sizes: Counter[float] = Counter()
        for face, count in self.letters.items():
            sizes[face.size] += count
        return Look(
            size=sizes.most_common(1)[0][0] if sizes else 0.0,
            is_bold=bool(sizes) and all(face.is_bold for face in self.letters),
            is_italic=bool(sizes) and all(face.is_italic for face in self.letters),
            is_underlined=bool(sizes) and all(face.is_underlined for face in self.letters),
            is_centred=is_centred,
            style=style,
            depth=depth,
            left=left,
        )


def symbol(code: int) -> str:
    """A letter of a symbol font as a sign that every terminal has; a space where none is known."""
    return _SYMBOLS.get(0xF000 | (code & 0xFFF), " ")
