"""How sentences, list items, headings and page numbers look in English prose."""

import re

from policytui.importers.blocks import Block

LONGEST_HEADING = 90
"""Longest line taken for a heading by its looks, in characters."""

LONGEST_LINE = 500
"""Longest line that may be a heading, a row, an entry or mark-up; a longer one is prose.

It keeps the time of pattern matching bounded, whatever a file holds.
"""

MOST_HEADING_WORDS = 13
"""Most words of a line taken for a heading by its looks."""

_LONGEST_TAIL = 80
_CLOSING = "\"'”’»)\\]*_"
_SENTENCE_END = re.compile(rf"[.!?:…][{_CLOSING}]*(?:\[\^?\w+\])?$")
_QUESTION_END = re.compile(rf"\?[{_CLOSING}]*$")
_INNER_STOP = re.compile(r"[a-z][.!?;]\s+[A-Z]")
_OPENING = "\"'“‘«([*_"
_ITEM = re.compile(
    r"^\s*(?:[-*+•·–—▪◦●○]|\d{1,3}[.)]|\([a-z0-9]{1,4}\)|[a-z][.)]|[ivx]{1,5}[.)]|\[\^[^\]]+\]:)\s+\S"
)
_BARE_NUMBER = re.compile(
    r"^\s*(?:(?:page|p\.?)\s*)?\d{1,4}(?:\s*(?:of|/)\s*\d{1,4})?\s*$"
    r"|^\s*[-–—|]\s*\d{1,4}\s*[-–—|]\s*$",
    re.IGNORECASE,
)
_NUMBERING = re.compile(r"^(?P<number>\d{1,2}(?:\.\d{1,3}){0,4})[.)]?\s+(?P<rest>\S.*)$")
_CLAUSE_NUMBER = re.compile(r"^\d{1,2}(?:\.|(?:\.\d{1,3})+\.?)\s")
_CHAPTER = re.compile(
    r"^(?:chapter|part|section)\s+(?:\d{1,2}|[ivxl]{1,6}|one|two|three|four|five"
    r"|six|seven|eight|nine|ten)\b",
    re.IGNORECASE,
)
# No heading ends with one of these: the sentence goes on.
_UNFINISHED = re.compile(
    r"\b(?:a|an|and|are|as|at|be|by|can|could|for|from|has|have|in|into|is|its|may|must|of|on|or"
    r"|our|should|that|the|their|this|to|was|we|were|which|who|will|with|would)$|[,–-]$",
    re.IGNORECASE,
)
_LETTERED = re.compile(
    r"\b(?:annex|appendix|schedule|part|section|option|table|group|level) a$", re.IGNORECASE
)
# A long line with one of these is a sentence, though its stop may be lost.
_CLAUSE = re.compile(
    r"\b(?:should|must|will|would|is|are|was|were|has|have|had|we|it|they)\b", re.IGNORECASE
)
_LONG_FOR_HEADING = 8
_WORD = re.compile(r"[^\W_]+")


def words_of(text: str) -> list[str]:
    """The words of a text in small letters, without punctuation and mark-up signs."""
    return _WORD.findall(text.casefold())


def ends_sentence(text: str) -> bool:
    """Whether the text ends with the end of a sentence or with a colon."""
    return _SENTENCE_END.search(_tail(text)) is not None


def asks(text: str) -> bool:
    """Whether the text ends with a question."""
    return _QUESTION_END.search(_tail(text)) is not None


def _tail(text: str) -> str:
    """The end of a text: searching all of a long paragraph for its end would take long."""
    return text[-_LONGEST_TAIL:].rstrip()


def begins_lower(text: str) -> bool:
    """Whether the text goes on in small letters, as the rest of a broken sentence does."""
    start = text[:_LONGEST_TAIL].lstrip().lstrip(_OPENING)
    return start[:1].islower() and not begins_item(text)


def is_unfinished(text: str) -> bool:
    """Whether the last word or sign of a text calls for more."""
    tail = _tail(text)
    return _UNFINISHED.search(tail) is not None and not _LETTERED.search(tail)


def begins_item(line: str) -> bool:
    """Whether a line begins with a bullet, a number or a letter of a list."""
    return _ITEM.match(line) is not None


def is_page_number(line: str) -> bool:
    """Whether a line is nothing but a page number."""
    return _BARE_NUMBER.match(line) is not None


def is_capitals(line: str) -> bool:
    """Whether a short line is written in capitals throughout, as headings are."""
    letters = [sign for sign in line if sign.isalpha()]
    return (
        len(letters) >= 4
        and line.isupper()
        and len(line) <= LONGEST_HEADING
        and not line.rstrip().endswith((".", ",", ";"))
    )


def numbering_depth(line: str) -> int:
    """How deep a numbered heading stands (`1.2 Housing` is 2), 0 for any other line.

    The rest of the line must look like a heading: numbered paragraphs are text.
    """
    if _CHAPTER.match(line) and looks_like_title(line):
        return 1
    found = _NUMBERING.match(line)
    if not found or not looks_like_title(found["rest"]):
        return 0
    return found["number"].count(".") + 1


def without_number(heading: str) -> str:
    """A heading without the number before it; the heading itself where it is only a number."""
    found = _NUMBERING.match(heading)
    return found["rest"] if found else heading


def looks_like_title(text: str) -> bool:
    """Whether a text looks like a heading: one short line, capital first, no stop at its end."""
    text = text.strip()
    if not 0 < len(text) <= LONGEST_HEADING:
        return False
    start = text.lstrip(_OPENING)[:1]
    return (
        "\n" not in text
        and "\t" not in text
        and len(text.split()) <= MOST_HEADING_WORDS
        and (start.isupper() or start.isdigit())
        and any(sign.isalpha() for sign in text)
        and text[-1] not in ".,;:!?…"
        and not text.endswith((".)", ".”", ".'", ".’", '."', "?”", "?’"))
        and not _INNER_STOP.search(text)
        and not is_unfinished(text)
        and not (len(text.split()) > _LONG_FOR_HEADING and _CLAUSE.search(text))
    )


def looks_like_heading(block: Block) -> bool:
    """Whether an unmarked block looks like a heading."""
    return (
        block.level is None
        and not block.is_item
        and not block.is_table
        and looks_like_title(block.text)
    )


def is_numbered(heading: Block) -> bool:
    """Whether a heading carries a number, so that others may cite what stands beneath it."""
    return bool(heading.number) or _CLAUSE_NUMBER.match(heading.text) is not None
