"""The words, numbers and clause marks of a plain text, each with its place."""

import re
from decimal import Decimal
from typing import NamedTuple

from policytui.checks.reading.lexicon import Entry, look_up

_TOKEN = re.compile(
    r"(?P<word>[^\W\d_]\w*(?:'[^\W\d_]+)?)"
    r"|(?P<skip>\d+(?:[.:/]\d+){2,}|\d+:\d+|\d-\d+\.\d+)"  # 1.2.3, 10:30, 1-612.10
    r"|(?P<money>[£$€])?(?P<digits>\d{1,3}(?:[ ,]\d{3})+(?!\d)(?:\.\d+)?"
    r"|\d*\.?\d+)(?:/(?P<under>\d+))?(?P<tail>%|[a-zA-Z]+)?"
    r"|(?P<mark>[;:,()—]| - |%)"
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
