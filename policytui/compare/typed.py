"""Instructions as people type them, understood as far as they can be.

"In line 3, delete 'x' and replace with 'y'", "Delete all after “x” and insert “y”", "Replace X
with Y", "Add at end: ...": quotation marks of any style or none, any case, a number or a bullet
before. What is understood is placed on a text in `proposing`; nothing is applied.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum


class Form(StrEnum):
    """What an instruction asks for."""

    WORDS = "words"
    """Leave out `words`, and insert `text` if there is one."""
    BETWEEN = "between"
    """The same with all from `start`, or the beginning, to `end`, or the end."""
    AFTER = "after"
    BEFORE = "before"
    BEGINNING = "beginning"
    END = "end"


@dataclass(frozen=True, slots=True)
class Typed:
    """A typed instruction as it was understood.

    Attributes:
        number: its first line in what was typed, from 1.
        written: the instruction as typed.
        form: None where it could not be understood.
        slots: the words it names, under `words`, `start`, `end`, `after`, `before`, `text`.
        unquoted: the slots whose words stood between no quotation marks.
        unit: `paragraph` or `line` where the new words are to be one of their own.
        line, paragraph: of the base text, where one is named.
        is_unclosed: whether a quotation mark stands without the other of its pair.
    """

    number: int
    written: str
    form: Form | None
    slots: dict[str, str]
    unquoted: frozenset[str] = frozenset()
    unit: str = ""
    line: int | None = None
    paragraph: int | None = None
    is_unclosed: bool = False


def read_typed(written: str) -> tuple[Typed, ...]:
    """Every instruction of a text, one a line; after a colon at a line's end its text follows."""
    blocks = _blocks(written.split("\n"))
    return tuple(_understand(number, block) for number, block in blocks)


def _blocks(lines: list[str]) -> Iterator[tuple[int, str]]:
    """Instructions with the number of their first line."""
    begun, block = 0, ""
    for number, line in enumerate(lines, 1):
        is_open = block.rstrip().endswith(":") or "\n" in block
        if begun and is_open and (not line.strip() or not _is_understood(line)):
            block += "\n" + line
            continue
        if begun:
            yield begun, block.strip()
        begun, block = (number, line) if line.strip() else (0, "")
    if begun:
        yield begun, block.strip()


def _is_understood(line: str) -> bool:
    return _understand(0, line.strip()).form is not None


# --- quotations ---

_PAIRS = {"“": '”"„', "„": '“”"', "«": "»", '"': '"”', "‘": "’'", "'": "'’", "`": "`'"}
_MARKS = "".join(sorted({*_PAIRS, *"".join(_PAIRS.values())}))
_UNPAIRED = re.compile(r"[“”„«»\"]|(?<!\w)['‘`](?=\S)")
"""What is left of quotations taken away: an unpaired mark, and no apostrophe within a word."""
_BLANK = re.compile("\0(\\d+)\0")
_FOLLOWS = re.compile(
    r"\s*(?:$|[.,;:)]|(?:and|with|by|to|in|at|after|before|insert|add|delete|replace|leave)\b)",
    re.I,
)


def _without_quotations(text: str) -> tuple[str, list[str]]:
    """A text with a blank for each quotation, and the quotations."""
    parts: list[str] = []
    quotes: list[str] = []
    at = 0
    while at < len(text):
        end = _closing(text, at) if text[at] in _PAIRS else -1
        if end < 0:
            parts.append(text[at].replace("\0", ""))
            at += 1
            continue
        parts.append(f"\0{len(quotes)}\0")
        quotes.append(text[at + 1 : end])
        at = end + 1
    return "".join(parts), quotes


def _closing(text: str, at: int) -> int:
    """Where the quotation closes that opens at a place; -1 where none opens or it never closes."""
    if text[at - 1 : at].isalnum() or text[at + 1 : at + 2] in ("", " "):
        return -1
    opening, closing = text[at], _PAIRS[text[at]]
    is_single = opening in "'‘`"
    depth = 0
    likely = -1
    for place in range(at + 1, len(text)):
        if text[place] == opening and text[place - 1] == " " and likely < 0:
            if opening not in "“„«":
                # The next one opens already: this one was never closed.
                return -1
            depth += 1
        elif text[place] in closing and not text[place + 1 : place + 2].isalnum():
            if depth:
                depth -= 1
            elif not is_single or _FOLLOWS.match(text, place + 1):
                return place
            elif likely < 0:
                # It may be an apostrophe: members' rights.
                likely = place
    return likely


def _filled(slot: str, quotes: list[str]) -> str:
    """What a slot of the sentence holds: one quotation, or words typed without any."""
    slot = slot.strip()
    if whole := _BLANK.fullmatch(slot.rstrip(" .,;")):
        return quotes[int(whole[1])]
    slot = slot.strip(_MARKS + " ") if slot.count("\0") == 0 else slot
    return _BLANK.sub(lambda blank: f'"{quotes[int(blank[1])]}"', slot)


# --- sentences ---

_ADD = r"(?:insert|add|put|append)"
_DROP = r"(?:leave\s+out|delete|remove|strike(?:\s+out)?|omit|cut(?:\s+out)?)"
_ALL = r"(?:all\s+(?:the\s+)?(?:words|text)|all|everything)(?:\s+(?:the\s+)?words)?"
_UNIT = r"(?:(?:an?|the)\s+)?(?:following\s+)?(?:new\s+)(?P<unit>paragraph|line)s?"
_TEXT = r"\s*:?\s*(?P<text>.+)"
_INSTEAD = (
    r"(?:[,;]?\s*(?:and\s+)?(?:(?:insert|add|put)(?:\s+instead)?|(?:replace|substitute)\w*"
    rf"(?:\s+(?:it|this|them))?(?:\s+(?:with|by))?|with)\b{_TEXT})?"
)
_THE_END = r"(?:the\s+)?(?:very\s+)?end"
_THE_BEGINNING = r"(?:the\s+)?(?:very\s+)?(?:beginning|start)"

_SENTENCES: tuple[tuple[Form, re.Pattern[str]], ...] = tuple(
    (form, re.compile(sentence + r"\s*", re.IGNORECASE | re.DOTALL))
    for form, sentence in (
        (
            Form.BETWEEN,
            rf"{_DROP}\s+(?:{_ALL}\s+)?(?:from|between)\s+(?:{_THE_BEGINNING}|(?P<start>.+?))\s+"
            rf"(?:up\s+)?(?:to|and)\s+(?:{_THE_END}|(?P<end>.+?)){_INSTEAD}",
        ),
        (Form.BETWEEN, rf"{_DROP}\s+{_ALL}\s+(?:after|following)\s+(?P<start>.+?){_INSTEAD}"),
        (Form.BETWEEN, rf"{_DROP}\s+{_ALL}\s+(?:before|up\s+to)\s+(?P<end>.+?){_INSTEAD}"),
        (Form.BETWEEN, rf"{_DROP}\s+{_ALL}{_INSTEAD}\s*\.?"),
        (Form.BETWEEN, rf"replace\s+{_ALL}\s+(?:with|by){_TEXT}"),
        (Form.WORDS, rf"after\s+(?P<after>.+?)\s*,?\s+{_DROP}\s+(?P<words>.+?){_INSTEAD}"),
        (Form.WORDS, rf"{_DROP}\s+(?P<words>.+?){_INSTEAD}"),
        (
            Form.WORDS,
            rf"(?:replace|change|amend|substitute)\s+(?P<words>.+?)\s+(?:with|by|to|into)\b{_TEXT}",
        ),
        (Form.WORDS, rf"for\s+(?P<words>.+?)\s*,?\s+(?:substitute|read)\b{_TEXT}"),
        (Form.END, rf"(?:at\s+{_THE_END})\s*,?\s*{_ADD}\s*(?:{_UNIT})?{_TEXT}"),
        (Form.END, rf"{_ADD}\s+(?:{_UNIT}\s+)?(?:at|to)\s+{_THE_END}{_TEXT}"),
        (Form.END, rf"{_ADD}\s+(?:{_UNIT}\s*:?\s*)?(?P<text>.+?)\s+(?:at|to)\s+{_THE_END}\.?"),
        (Form.BEGINNING, rf"at\s+{_THE_BEGINNING}\s*,?\s*{_ADD}\s*(?:{_UNIT})?{_TEXT}"),
        (Form.BEGINNING, rf"{_ADD}\s+(?:{_UNIT}\s+)?at\s+{_THE_BEGINNING}{_TEXT}"),
        (
            Form.BEGINNING,
            rf"{_ADD}\s+(?:{_UNIT}\s*:?\s*)?(?P<text>.+?)\s+at\s+{_THE_BEGINNING}\.?",
        ),
        (Form.AFTER, rf"after\s+(?P<after>.+?)\s*,?\s+{_ADD}\s*(?:{_UNIT})?{_TEXT}"),
        (Form.BEFORE, rf"before\s+(?P<before>.+?)\s*,?\s+{_ADD}\s*(?:{_UNIT})?{_TEXT}"),
        (Form.AFTER, rf"{_ADD}\s+(?:{_UNIT}\s+)?after\s+(?P<after>.+?)\s*:{_TEXT}"),
        (Form.AFTER, rf"{_ADD}\s+(?:{_UNIT}\s*:?\s*)?(?P<text>.+?)\s+after\s+(?P<after>.+)"),
        (Form.BEFORE, rf"{_ADD}\s+(?P<text>.+?)\s+before\s+(?P<before>.+)"),
    )
)
_BULLET = re.compile(r"\A\s*(?:[-*•–]|\(?\d{1,3}[.)]|\(?[a-z][.)])\s+", re.IGNORECASE)
_PLACE = re.compile(
    r"(?:(?:in|on|at)\s+)?(?P<unit>line|paragraph|para)s?\s+(?P<number>\d{1,6})\s*[,:;–-]*\s*",
    re.IGNORECASE,
)


def _understand(number: int, written: str) -> Typed:
    skeleton, quotes = _without_quotations(_BULLET.sub("", written, count=1))
    is_unclosed = _UNPAIRED.search(skeleton) is not None
    line = paragraph = None
    while place := _PLACE.match(skeleton):
        if place["unit"].lower() == "line":
            line = int(place["number"])
        else:
            paragraph = int(place["number"])
        skeleton = skeleton[place.end() :]
    for form, sentence in _SENTENCES:
        found = sentence.fullmatch(skeleton.strip())
        if not found:
            continue
        named = found.groupdict()
        unit = (named.pop("unit", None) or "").lower()
        slots = {slot: _filled(value, quotes) for slot, value in named.items() if value}
        if all(value.strip() for value in slots.values()):
            bare = frozenset(slot for slot in slots if "\0" not in named[slot])
            return Typed(number, written, form, slots, bare, unit, line, paragraph, is_unclosed)
    return Typed(number, written, None, {}, line=line, paragraph=paragraph, is_unclosed=is_unclosed)
