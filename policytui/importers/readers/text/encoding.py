"""Bytes of a text file into numbered, cleaned lines; what is no text is refused."""

import codecs
import re
from dataclasses import dataclass
from pathlib import Path

from policytui.errors import DataError, Problem
from policytui.importers.report import Doubt
from policytui.text import clean_text

_MAGIC = (
    (b"%PDF", "a PDF file"),
    (b"PK\x03\x04", "a Word, OpenDocument or ZIP file"),
    (b"{\\rtf", "an RTF file"),
    (b"\xd0\xcf\x11\xe0", "an old Word file"),
)
_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_LINE_END = re.compile("\r\n|\r|\n")
_CONTROLS = re.compile("[\x01-\x08\x0e-\x1a\x1c-\x1f]")


@dataclass(frozen=True, slots=True)
class Line:
    """A cleaned line of a source.

    Attributes:
        number: from 1, as editors count.
        opens_page: a form feed stands before its text.
    """

    text: str
    number: int
    opens_page: bool = False


def read_lines(data: bytes, path: Path) -> tuple[list[Line], list[Doubt]]:
    """The lines of a text file, and the doubts about its encoding.

    UTF-8, UTF-16 with a byte order mark, else Windows-1252, which is what British offices
    saved text in before.

    Raises:
        DataError: the content is no text.
    """
    text, doubts = _decode(data, path)
    lines = []
    for number, raw in enumerate(_LINE_END.split(text), 1):
        cleaned = clean_text(raw.replace("\f", "\n")).replace("\n", " ").rstrip()
        lines.append(Line(cleaned, number, "\f" in raw))
    return lines, doubts


def _decode(data: bytes, path: Path) -> tuple[str, list[Doubt]]:
    for magic, name in _MAGIC:
        if data.startswith(magic):
            raise _no_text(path, f"is no text: it is {name}")
    if data.startswith(_UTF16):
        try:
            return data.decode("utf-16"), []
        except UnicodeDecodeError:
            raise _no_text(path, "is no text: it is cut off or damaged UTF-16") from None
    if b"\0" in data:
        raise _no_text(path, "is no text: it holds NUL bytes")
    doubts: list[Doubt] = []
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        text = data.decode("cp1252", errors="replace")
        message = "the file is not UTF-8; it was read as Windows-1252. Look at accents and quotes."
        doubts.append(Doubt(line, message))
    if len(_CONTROLS.findall(text)) > len(text) // 20:
        raise _no_text(path, "is no text: too many control characters")
    return text, doubts


def _no_text(path: Path, message: str) -> DataError:
    hint = "Save it as plain text (UTF-8) or Markdown, then import that."
    return DataError([Problem(path, 0, "", message + ".")], hint=hint)
