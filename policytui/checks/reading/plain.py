"""Text without what is not said: links, footnotes, page numbers and marks blanked, letters folded.

What is blanked leaves spaces of its length, so places hold; where one character stands for
several (a ligature), a map leads back to the original.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

_FOLDED = {
    **dict.fromkeys("“”„‟«»″", '"'),
    **dict.fromkeys("‘’‚‛‹›′", "'"),
    **dict.fromkeys("‐‑‒–−", "-"),
    # Superscripts are marks of footnotes or of units, never quantities.
    **dict.fromkeys("⁰¹²³⁴⁵⁶⁷⁸⁹†‡…", " "),
    **dict.fromkeys("\u00a0\u2002\u2003\u2007\u2009\u200a\u202f", " "),
}
_TO_FOLD = re.compile(f"[{''.join(_FOLDED)}]")
_FRACTIONS = {"½": ".5", "¼": ".25", "¾": ".75", "⅓": ".333", "⅔": ".667"}
"""Without a full zero, so that 2½ becomes 2.5."""

_SIGN = re.compile(r"[\[\]<>{}*_`#~|@§\\]")
_DIGIT_BEHIND_WORD = re.compile(r"\d(?:(?<=[a-z)].)|(?<=[a-z)][.,;:].))")
_FIRST_ITEM = re.compile(r"\s*[-=+•(\d]")
_LATER_ITEM = re.compile(r"\n\s*[-=+•(\d]")
_INLINE = re.compile(
    r"(?=[]hw<{[§\d*_`#~|\\])(?:"
    r"\]\([^)\n]*\)"  # the target of a link
    r"|(?:https?://|www\.)[^\s)\]]+"
    r"|<[^<>\n]+>"
    r"|\{[^{}\n]*\}"
    r"|\[\^?\w{1,12}\](?:\([^)\n]*\))?(?!\w)(?<=[\d\]\)])(?<!\w\w\w\w\])"  # [1], [^note]
    r"|§+ ?[\w.()-]+"
    r"|(?<=[\s-](?:19|20)\d\d[.,])\d{1,2}(?=\s+[A-Z]|$)"
    r"|(?<=[a-z)][.,;:])\d{1,3}(?=\s|$)"  # a footnote's mark behind a full stop
    r"|(?<=[a-z][a-z][a-z])\d{1,2}(?=[\s.,;:]|$)"  # and behind a word
    r"|[*_`#~|\[\]\\]+)"
)
_ADDRESS = re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]+")
_LINES = re.compile(
    r"(?m)^[ \t]*\[\^?[^\]\n]+\]:.*$"  # what a footnote says, where a link leads
    r"|^[ \t]*(?:page[ \t]+)?-?[ \t]*\d{1,4}[ \t]*-?(?:[ \t]+of[ \t]+\d+)?[ \t]*$"
    r"|^[ \t]*page[ \t]+\d+(?:[ \t]+of[ \t]+\d+)?\b",
    re.IGNORECASE,
)
_ITEM = re.compile(
    r"(?m)^[ \t]*(?:(?:[-=]{3,}[ \t]*$)|#+|[-+*•](?=[ \t])|\|)?[ \t]*"
    r"(?:\d{1,3}(?:\.\d{1,3})*[.)](?=\s)|\d{1,2}(?:\.\d{1,2})+(?=[ \t]+[A-Z])"
    r"|(?:\((?:[a-zA-Z]{1,2}(?:-\d)?|[ivxIVX]{1,4}|\d{1,3}[A-Z]?)\))+(?=\s)"
    r"|(?:[a-zA-Z]|[ivx]{1,4}|\d{1,3})\)(?=\s))?"
)


@dataclass(frozen=True, slots=True)
class Plain:
    """A text as it is read, and the way back to the original.

    Attributes:
        original: the text as it was.
        origins: for each character of `text` its place in the original.
    """

    original: str
    text: str
    origins: Sequence[int]

    def original_span(self, start: int, end: int) -> tuple[int, int]:
        """The place in the original of `text[start:end]`, which is not empty."""
        return self.origins[start], self.origins[end - 1] + 1


def read_plainly(original: str) -> Plain:
    """A text with its letters folded and everything blanked that is not said in it.

    A list item or heading begins behind an empty line, so that it stands by itself.
    """
    text, origins = _fold(original) if not original.isascii() else (original, range(len(original)))
    if _is_marked(text):
        text = _LINES.sub(_blank, text)
        text = _ITEM.sub(_part, text)
        text = _INLINE.sub(_blank, text)
        if "@" in text:
            text = _ADDRESS.sub(_blank, text)
    return Plain(original, text, origins)


def _is_marked(text: str) -> bool:
    """Whether anything in a text may have to be blanked; each part is quick to rule out."""
    return bool(
        _SIGN.search(text)
        or _DIGIT_BEHIND_WORD.search(text)
        or _FIRST_ITEM.match(text)
        or ("\n" in text and _LATER_ITEM.search(text))
        or "//" in text
        or "www." in text
        or "page" in text
        or "Page" in text
    )


def _fold(original: str) -> tuple[str, Sequence[int]]:
    text = _TO_FOLD.sub(lambda found: _FOLDED[found.group()], original)
    if unicodedata.is_normalized("NFKC", text):
        return text, range(len(text))
    pieces = [
        character
        if character.isascii()
        else _FRACTIONS.get(character) or unicodedata.normalize("NFKC", character)
        for character in text
    ]
    origins = [place for place, piece in enumerate(pieces) for _ in piece]
    return "".join(pieces), origins


def _blank(found: re.Match[str]) -> str:
    return " " * len(found.group())


def _part(found: re.Match[str]) -> str:
    mark = found.group()
    if not mark.strip():
        return mark
    return "\n" + " " * (len(mark) - 1)
