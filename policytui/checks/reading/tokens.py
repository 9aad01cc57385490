"""The words, numbers and clause marks of a plain text, each with its place."""

import re
from decimal import Decimal
from typing import NamedTuple

from policytui.checks.reading.lexicon import Entry, look_up

_WORD = r"[^\W\d_]\w*(?:'[^\W\d_]+)?"
_NO_NUMBER = r"\d+(?:[.:/]\d+){2,}|\d+:\d+|\d-\d+\.\d+"
"""1.2.3, 10:30, 1-612.10"""
_NUMBER = (
    r"(?P<money>[£$€])?(?P<digits>\d{1,3}(?:[ ,]\d{3})+(?!\d)(?:\.\d+)?"
    r"|\d*\.?\d+)(?:/(?P<under>\d+))?(?P<tail>%|[a-zA-Z]+)?"
)
# Each begins by ruling out what most characters are, a space: that is much of the time.
_TOKEN = re.compile(
    rf"(?=\S| - )(?:(?P<word>{_WORD})|(?P<skip>{_NO_NUMBER})|{_NUMBER}"
    r"|(?P<mark>[;:,()—]| - |%))"
)
_WORDS = re.compile(
    rf"(?=[\w.£$€])(?:({_WORD})|{_NO_NUMBER}|{re.sub('[?]P<[a-z]+>', '?:', _NUMBER)})"
)
_NOTHING = Entry("")
_BREAK = Entry("", joins=True)
"""Commas and the like: a clause may end at them."""


class Token(NamedTuple):
    """A word, a number or a mark at its place; a tuple, because texts hold very many.

    Attributes:
        key: equal for inflections of one word and for one number however it is written.
        number: the value of digits, else None.
        currency, unit: what is written against the digits, before and behind them.
    """

    start: int
    end: int
    written: str
    entry: Entry
    key: str
    number: Decimal | None = None
    currency: str = ""
    unit: str = ""

    @property
    def is_mark(self) -> bool:
        """Whether it is a comma or the like, not a word or a number."""
        return self.number is None and not self.entry.stem and self.entry.joins


def tokenise(text: str, start: int = 0, end: int | None = None) -> tuple[Token, ...]:
    """The tokens of a plain text from `start` to `end`, with their places in the whole."""
    found = []
    for match in _TOKEN.finditer(text, start, len(text) if end is None else end):
        kind, written = match.lastgroup, match.group()
        if kind == "word":
            entry = look_up(written)
            begin, stop = match.span()
            found.append(Token(begin, stop, written, entry, entry.stem))
        elif kind == "mark":
            found.append(Token(*match.span(), written, _BREAK, written.strip()))
        elif kind == "skip":
            found.append(Token(*match.span(), written, _NOTHING, written))
        else:
            found.append(_number(match, written))
    return tuple(found)


def words_in(text: str, start: int, end: int) -> list[str]:
    """The words of a plain text from `start` to `end` as written; an empty one for each number."""
    found: list[str] = _WORDS.findall(text, start, end)
    return found


def _number(match: re.Match[str], written: str) -> Token:
    digits, under = match["digits"], match["under"]
    value = Decimal(digits.replace(",", "").replace(" ", ""))
    if under:
        if int(under) <= value or int(under) == 0:
            return Token(*match.span(), written, _NOTHING, written)
        value /= int(under)
    tail = (match["tail"] or "").lower()
    currency = match["money"] or ""
    key = f"{currency}{value.normalize():f}{tail}"
    return Token(
        *match.span(), written, _NOTHING, key, value, currency, tail or (under and "/") or ""
    )
