"""A paragraph of a web page as it is gathered: its words, and how they are set."""

import re
from collections import Counter
from dataclasses import dataclass, replace
from typing import NamedTuple

from policytui.importers.blocks import Look
from policytui.importers.readers.html.source import Element
from policytui.text import clean_prose, clean_text

_SPACE = re.compile("[ \t\n\r\f]+")
_FONT_SIZE = re.compile(r"font-size\s*:\s*(\d{1,3}(?:\.\d{1,4})?)\s*(pt|px)", re.IGNORECASE)
_BOLD = re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)", re.IGNORECASE)
_ITALIC = re.compile(r"font-style\s*:\s*(?:italic|oblique)", re.IGNORECASE)
_UNDERLINED = re.compile(r"text-decoration[a-z-]*\s*:[^;]*underline", re.IGNORECASE)
_CENTRED = re.compile(r"text-align\s*:\s*center", re.IGNORECASE)
_POINTS_IN_A_PIXEL = 0.75
_FONT_SIZES = {"1": 7.5, "2": 10.0, "3": 12.0, "4": 13.5, "5": 18.0, "6": 24.0, "7": 36.0}
_BOLD_TAGS, _ITALIC_TAGS = {"b", "strong", "th"}, {"i", "em", "cite", "dfn"}
_PLAIN = Look()


@dataclass(frozen=True, slots=True)
class Style:
    """How letters are set where an element stands.

    Attributes:
        look: as in a block.
        is_kept: spaces and line ends are meant, as in `<pre>`.
    """

    look: Look = _PLAIN
    is_kept: bool = False

    def within(self, element: Element) -> "Style":
        """The style within an element that stands where this one holds."""
        tag, attributes = element.tag, element.attrib
        changes: dict[str, object] = {}
        if tag in _BOLD_TAGS:
            changes["is_bold"] = True
        elif tag in _ITALIC_TAGS:
            changes["is_italic"] = True
        elif tag in ("u", "ins"):
            changes["is_underlined"] = True
        elif tag == "font" and attributes.get("size") in _FONT_SIZES:
            changes["size"] = _FONT_SIZES[attributes["size"]]
        elif tag == "center":
            changes["is_centred"] = True
        if attributes:
            if tag in ("p", "div") and (name := attributes.get("class")):
                changes["style"] = clean_text(name)
            if attributes.get("align", "").lower() == "center":
                changes["is_centred"] = True
            if style := attributes.get("style"):
                changes |= _from_style(style)
        look = replace(self.look, **changes) if changes else self.look  # type: ignore[arg-type]
        if look is self.look and tag != "pre":
            return self
        return Style(look, self.is_kept or tag == "pre")


def _from_style(style: str) -> dict[str, object]:
    found: dict[str, object] = {}
    if size := _FONT_SIZE.search(style):
        points = float(size[1]) * (_POINTS_IN_A_PIXEL if size[2].lower() == "px" else 1)
        found["size"] = round(points, 1)
    for name, pattern in (
        ("is_bold", _BOLD),
        ("is_italic", _ITALIC),
        ("is_underlined", _UNDERLINED),
        ("is_centred", _CENTRED),
    ):
        if pattern.search(style):
            found[name] = True
    return found


class _Run(NamedTuple):
    text: str
    style: Style


class Lines:
    """The words of one paragraph.

    Attributes:
        line: the line of the source that it begins in, 0 while it is empty.
    """

    def __init__(self) -> None:
        self._runs: list[_Run] = []
        self._is_parted = False
        self.line = 0

    def add(self, text: str, style: Style, line: int) -> None:
        """Add words of the source."""
        text = clean_text(text)
        if not style.is_kept:
            text = _SPACE.sub(" ", text)
        if not text:
            return
        if self._is_parted and text[0].isalnum() and self._runs[-1].text[-1].isalnum():
            self._runs.append(_Run(" ", style))
        self._is_parted = False
        self._runs.append(_Run(text, style))
        if not self.line and not text.isspace():
            self.line = line

    def part(self) -> None:
        """Keep what comes next from running together with the last word."""
        self._is_parted = bool(self._runs)

    def add_sign(self, sign: str) -> None:
        """Add a space or a line end where the source has an element."""
        if self._runs:
            self._runs.append(_Run(sign, Style()))

    def take(self) -> tuple[list[str], Look, int]:
        """The paragraphs gathered, parted by empty lines, their look and line; empties this."""
        runs, line = self._runs, self.line
        self._runs, self._is_parted, self.line = [], False, 0
        if not line:
            return [], Look(), 0
        text = clean_prose("".join(run.text for run in runs))
        if any(run.style.is_kept for run in runs):
            return [text] if text else [], _look(runs), line
        lines = [" ".join(part.split()) for part in text.split("\n")]
        paragraphs = re.split("\n{2,}", "\n".join(lines).strip("\n"))
        return [part for part in paragraphs if part], _look(runs), line


def _look(runs: list[_Run]) -> Look:
    """What holds for every letter, and the size and style of most."""
    first = next(run.style.look for run in runs if not run.text.isspace())
    if all(run.style.look is first for run in runs if not run.text.isspace()):
        return first
    looks: Counter[Look] = Counter()
    for run in runs:
        letters = len(run.text) - run.text.count(" ")
        if letters and not run.text.isspace():
            looks[run.style.look] += letters
    most = looks.most_common(1)[0][0]
    return replace(
        most,
        is_bold=all(look.is_bold for look in looks),
        is_italic=all(look.is_italic for look in looks),
        is_underlined=all(look.is_underlined for look in looks),
        is_centred=all(look.is_centred for look in looks),
    )
