"""The letters of a PDF page: pieces of words with place, size and weight, as PDFium tells them.

All calls of PDFium about text are here. A page is turned so that most of its letters stand
upright, whatever its own rotation says.
"""

import ctypes
import math
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

from policytui.importers.readers.pdf.changes import Change
from policytui.text import clean_text

MOST_LETTERS_OF_PAGE = 200_000
"""Most letters of one page; the fullest sheet of newsprint holds a quarter of that."""

HYPHENS = ("\x02", "\ufffe")
"""What PDFium gives for a hyphen at the end of a line."""

_FARTHEST = 20_000.0
_SLANT = math.radians(5)
_WORD_GAP = 0.25
_BOLD_NAME = re.compile(r"bold|black|heavy|demi", re.IGNORECASE)
_ITALIC_NAME = re.compile(r"ital|obli", re.IGNORECASE)
_FLAG_ITALIC, _FLAG_BOLD = 1 << 6, 1 << 18
_BOLD_WEIGHT = 700
_FILLED_AND_STROKED = 2
_LIGATURES = {
    ord(sign): letters
    for sign, letters in zip("ﬀﬁﬂﬃﬄﬅﬆ", ("ff", "fi", "fl", "ffi", "ffl", "st", "st"), strict=True)
}
_PLAIN = _LIGATURES | dict.fromkeys(map(ord, HYPHENS), "-")
_NO_LETTER = re.compile("[\0\ufffd\ue000-\uf0ff\U000f0000-\U0010ffff]")
# Bullets of the symbol fonts of Word stand in the private area.
_SYMBOLS = dict.fromkeys(range(0xF020, 0xF100), "•")


@dataclass(frozen=True, slots=True)
class Style:
    """How letters are set; sizes in points."""

    size: float
    is_bold: bool
    is_italic: bool


@dataclass(frozen=True, slots=True)
class Piece:
    """Letters of one style without a space between: a word, or part of one.

    Attributes:
        left, right, base: where it stands, in points from the lower left; `base` is the line
            that its letters stand on.
        glued: no space stands between it and the piece before it.
        order: its place among the letters of the page as the file writes them.
        place: where it stands in the text of the page, in UTF-16 units.
    """

    text: str
    left: float
    right: float
    base: float
    style: Style
    glued: bool
    order: int
    place: int


@dataclass(frozen=True, slots=True)
class Letters:
    """The letters of a page.

    Attributes:
        pieces: in the order in which the file writes them.
        slanted: text at an angle to most of the page.
        text: all of it, as PDFium puts it together.
        changes: what became of some letters of the text.
        turns: by how many quarters the page was turned to stand upright.
        garbled: how many letters have no known meaning.
        count: how many letters there are, spaces among them.
    """

    pieces: tuple[Piece, ...]
    slanted: str
    text: str
    changes: tuple[Change, ...]
    turns: int
    garbled: int
    count: int


def make_plain(text: str) -> str:
    """Text of a PDF cleaned: ligatures and symbols spelt out, spaces plain."""
    return clean_text(text.translate(_PLAIN).translate(_SYMBOLS)).replace("\xa0", " ")


def turn(x: float, y: float, turns: int) -> tuple[float, float]:
    """A point of a page that is turned clockwise by quarters."""
    return ((x, y), (y, -x), (-x, -y), (-y, x))[turns]


@dataclass(slots=True)
class _Raw:
    """A piece before the page is turned."""

    text: list[str]
    box: tuple[float, float, float, float]
    origin: tuple[float, float]
    style: Style
    quarter: int | None
    glued: bool
    order: int


def read_letters(page: Any) -> Letters | None:
    """The letters of an open page of pypdfium2, None where it holds too many."""
    text_page = page.get_textpage()
    try:
        count = text_page.count_chars()
        if count > MOST_LETTERS_OF_PAGE:
            return None
        reader = _Reader(text_page.raw)
        reader.read(count)
        text = text_page.get_text_range()
        places = {
            index: _text_place(text_page.raw, index)
            for index in (*reader.parted, *(raw.order for raw in reader.found))
        }
    finally:
        text_page.close()
    return _turned(reader, places, text, count)


def _text_place(page: Any, order: int) -> int:
    import pypdfium2.raw as pdfium

    return int(pdfium.FPDFText_GetTextIndexFromCharIndex(page, order))


class _Reader:
    """Gathers the pieces of one page, asking as little as possible for each letter."""

    def __init__(self, page: Any) -> None:
        import pypdfium2.raw as pdfium

        self.page, self.pdfium = page, pdfium
        self.found: list[_Raw] = []
        self.garbled = 0
        self.parted: list[int] = []
        self._fonts: dict[int, tuple[bool, bool]] = {}
        self._styles: dict[tuple[float, bool, bool], Style] = {}
        self._rect, self._matrix = pdfium.FS_RECTF(), pdfium.FS_MATRIX()
        self._x, self._y = ctypes.c_double(), ctypes.c_double()

    def read(self, count: int) -> None:
        unicode_of, object_of = self.pdfium.FPDFText_GetUnicode, self.pdfium.FPDFText_GetTextObject
        page, raw, last = self.page, None, 0
        address, style, quarter = 0, Style(0, False, False), None
        glued = False
        for index in range(count):
            code = unicode_of(page, index)
            sign = chr(code) if 0 < code < 0x110000 else "\0"
            if sign.isspace() or sign in "\u200b\u2060\ufeff":
                if raw:
                    self._end(raw, last)
                raw, glued = None, False
                continue
            pointer = object_of(page, index)
            now = ctypes.addressof(pointer.contents) if pointer else address
            if now != address:
                before = raw
                address = now
                last_style, last_quarter = style, quarter
                style, quarter = self._look_at(pointer, index)
                if before:
                    self._end(before, last)
                    same = (style, quarter) == (last_style, last_quarter)
                    raw = before if same and self._goes_on(before, index) else None
                    glued = self._touches(before, index)
                    if not glued:
                        self.parted.append(index)
            if _NO_LETTER.match(sign) and code not in _SYMBOLS:
                self.garbled += 1
            if raw is None:
                raw = self._begin(index, style, quarter, glued)
            raw.text.append(sign)
            last = index
            glued = True
            if sign in HYPHENS:
                self._end(raw, last)
                raw, glued = None, False
        if raw:
            self._end(raw, last)

    def _begin(self, index: int, style: Style, quarter: int | None, glued: bool) -> _Raw:
        raw = _Raw([], self._box(index), self._origin(index), style, quarter, glued, index)
        self.found.append(raw)
        return raw

    def _end(self, raw: _Raw, last: int) -> None:
        left, low, right, high = raw.box
        other = self._box(last)
        raw.box = (
            min(left, other[0]),
            min(low, other[1]),
            max(right, other[2]),
            max(high, other[3]),
        )

    def _goes_on(self, raw: _Raw, index: int) -> bool:
        """Whether the next letter stands on the line of a piece, right after it."""
        x, y = self._origin(index)
        across = raw.quarter in (0, 2)
        off = y - raw.origin[1] if across else x - raw.origin[0]
        return abs(off) < 0.05 * raw.style.size and self._touches(raw, index)

    def _touches(self, raw: _Raw, index: int) -> bool:
        box, gap = self._box(index), _WORD_GAP * raw.style.size
        return (
            box[0] - raw.box[2] < gap
            and raw.box[0] - box[2] < gap
            and box[1] - raw.box[3] < gap
            and raw.box[1] - box[3] < gap
        )

    def _box(self, index: int) -> tuple[float, float, float, float]:
        rect = self._rect
        if not self.pdfium.FPDFText_GetLooseCharBox(self.page, index, ctypes.byref(rect)):
            return (0.0, 0.0, 0.0, 0.0)
        left, right = sorted((_bounded(rect.left), _bounded(rect.right)))
        low, high = sorted((_bounded(rect.bottom), _bounded(rect.top)))
        return (left, low, right, high)

    def _origin(self, index: int) -> tuple[float, float]:
        x, y = self._x, self._y
        self.pdfium.FPDFText_GetCharOrigin(self.page, index, ctypes.byref(x), ctypes.byref(y))
        return _bounded(x.value), _bounded(y.value)

    def _look_at(self, pointer: Any, index: int) -> tuple[Style, int | None]:
        """Style and direction of a text object; None for a direction that is no quarter turn."""
        pdfium, matrix = self.pdfium, self._matrix
        size = pdfium.FPDFText_GetFontSize(self.page, index)
        quarter: int | None = 0
        if pdfium.FPDFText_GetMatrix(self.page, index, ctypes.byref(matrix)):
            size *= math.hypot(matrix.c, matrix.d)
            angle = math.atan2(matrix.b, matrix.a)
            if math.isfinite(angle):
                turns = round(angle / (math.pi / 2))
                slant = abs(angle - turns * math.pi / 2)
                quarter = turns % 4 if slant < _SLANT else None
        size = round(min(max(_bounded(abs(size)), 0.5), 2000.0), 1)
        is_bold, is_italic = self._font(pointer)
        is_bold |= pdfium.FPDFTextObj_GetTextRenderMode(pointer) == _FILLED_AND_STROKED
        key = (size, is_bold, is_italic)
        return self._styles.setdefault(key, Style(*key)), quarter

    def _font(self, pointer: Any) -> tuple[bool, bool]:
        pdfium = self.pdfium
        font = pdfium.FPDFTextObj_GetFont(pointer)
        if not font:
            return False, False
        address = ctypes.addressof(font.contents)
        if address not in self._fonts:
            name = ctypes.create_string_buffer(256)
            length = pdfium.FPDFFont_GetBaseFontName(font, name, 256)
            called = name.value.decode("utf-8", "replace") if length <= 256 else ""
            flags = max(pdfium.FPDFFont_GetFlags(font), 0)
            heavy = pdfium.FPDFFont_GetWeight(font) >= _BOLD_WEIGHT
            self._fonts[address] = (
                bool(_BOLD_NAME.search(called)) or bool(flags & _FLAG_BOLD) or heavy,
                bool(_ITALIC_NAME.search(called)) or bool(flags & _FLAG_ITALIC),
            )
        return self._fonts[address]


def _bounded(value: float) -> float:
    return min(max(value, -_FARTHEST), _FARTHEST) if math.isfinite(value) else 0.0


def _turned(reader: _Reader, places: dict[int, int], text: str, count: int) -> Letters:
    lengths: Counter[int] = Counter()
    for raw in reader.found:
        if raw.quarter is not None:
            lengths[raw.quarter] += len(raw.text)
    turns = lengths.most_common(1)[0][0] if lengths else 0
    pieces: list[Piece] = []
    slanted: list[str] = []
    for raw in reader.found:
        written = make_plain(_spelt(raw.text))
        if not written:
            continue
        if raw.quarter != turns:
            slanted.append(written if raw.glued else f" {written}")
            continue
        one, other = turn(raw.box[0], raw.box[1], turns), turn(raw.box[2], raw.box[3], turns)
        left, right = sorted((one[0], other[0]))
        base = turn(*raw.origin, turns)[1]
        pieces.append(
            Piece(written, left, right, base, raw.style, raw.glued, raw.order, places[raw.order])
        )
    bullets = list(_round_bullets(pieces))
    for index in bullets:
        pieces[index] = replace(pieces[index], text="•")
    changes = [Change(pieces[index].place, "o", "•") for index in bullets]
    # Letters far apart that PDFium wrote as one word are two.
    changes += [Change(places[index], "", "") for index in reader.parted]
    slant = "".join(slanted).strip()
    return Letters(tuple(pieces), slant, text, tuple(changes), turns, reader.garbled, count)


def _round_bullets(pieces: Sequence[Piece]) -> Iterator[int]:
    """Places of the small letter `o` set far before the text of a line: a bullet of Word."""
    for index, (piece, following) in enumerate(pairwise(pieces)):
        if piece.text != "o" or following.glued:
            continue
        opens = index == 0 or abs(pieces[index - 1].base - piece.base) > 0.5 * piece.style.size
        far = following.left - piece.right > 0.5 * piece.style.size
        if opens and far and abs(following.base - piece.base) < 0.3 * piece.style.size:
            yield index


def _spelt(signs: list[str]) -> str:
    """Letters as one text; halves of a pair of surrogates are put together."""
    return "".join(signs).encode("utf-16", "surrogatepass").decode("utf-16", "replace")
