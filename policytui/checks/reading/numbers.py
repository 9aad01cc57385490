"""Numbers in digits and in words, from tokens: 20,000, 20k, twenty thousand, the third."""

from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from policytui.checks.reading.tokens import Token
from policytui.number_words import CARDINALS, MAGNITUDES, ORDINAL_MAGNITUDES, ORDINALS, TENS

_SHORT = {
    "k": 1000,
    "m": 10**6,
    "mn": 10**6,
    "mln": 10**6,
    "million": 10**6,
    "bn": 10**9,
    "b": 10**9,
    "billion": 10**9,
    "tn": 10**12,
    "trillion": 10**12,
    "thousand": 1000,
}
_PARTS = {
    "half": 2, "halves": 2, "quarter": 4, "quarters": 4, "third": 3, "thirds": 3, "fifth": 5,
    "fifths": 5, "sixth": 6, "sixths": 6, "eighth": 8, "eighths": 8, "tenth": 10, "tenths": 10,
    "hundredth": 100, "hundredths": 100,
}  # fmt: skip


class Number(NamedTuple):
    """A number in tokens `[first, last)`.

    Attributes:
        is_ordinal: it says which, not how many.
        is_part: it is a share of one: "a third".
    """

    first: int
    last: int
    value: Decimal
    is_ordinal: bool = False
    is_part: bool = False


def read_number(tokens: Sequence[Token], at: int) -> Number | None:
    """The number that begins at a token, None where none does."""
    token = tokens[at]
    if token.number is not None:
        return _digits(tokens, at)
    if token.entry.counts:
        return _words(tokens, at)
    return None


def _digits(tokens: Sequence[Token], at: int) -> Number:
    token = tokens[at]
    value = token.number or Decimal(0)
    if token.unit in ("st", "nd", "rd", "th"):
        return Number(at, at + 1, value, is_ordinal=True)
    if token.unit == "/":
        return Number(at, at + 1, value, is_part=True)
    value *= _SHORT.get(token.unit, 1)
    last = at + 1
    while last < len(tokens) and tokens[last].written.lower() in MAGNITUDES:
        value *= MAGNITUDES[tokens[last].written.lower()]
        last += 1
    short = tokens[last].written if last < len(tokens) else ""
    if token.currency and short in ("bn", "m", "k", "tn"):
        return Number(at, last + 1, value * _SHORT[short])
    return Number(at, last, value)


def _words(tokens: Sequence[Token], at: int) -> Number | None:
    total = current = 0
    last, smallest = at, 10**15
    is_ordinal = False
    while last < len(tokens) and not is_ordinal:
        word = tokens[last].written.lower()
        if word == "and" and last > at and smallest >= 100 and _goes_on(tokens, last + 1):
            last += 1
            continue
        size = CARDINALS.get(word, TENS.get(word))
        ordinal = ORDINALS.get(word)
        if size is not None or (ordinal is not None and not _is_part(tokens, at, last)):
            value = size if size is not None else ordinal or 0
            least = 10 if smallest == 20 and value >= 10 else value
            if last > at and (smallest <= least or (smallest == 20 and value == 0)):
                break
            current += value
            smallest = 20 if value >= 20 else 1
            is_ordinal = size is None
        elif word in MAGNITUDES and (last > at or _follows_a(tokens, at)):
            size = MAGNITUDES[word]
            if size == 100 or size == 12:
                current = max(current, 1) * size
            else:
                total, current = total + max(current, 1) * size, 0
            smallest = size
        elif word in ORDINAL_MAGNITUDES:
            total, current = total + max(current, 1) * ORDINAL_MAGNITUDES[word], 0
            is_ordinal = True
        else:
            break
        last += 1
    return _with_part(tokens, at, last, Decimal(total + current), is_ordinal)


def _with_part(
    tokens: Sequence[Token], at: int, last: int, value: Decimal, is_ordinal: bool
) -> Number | None:
    """A number in words, or the share that it counts: "two thirds", "half a million"."""
    word = tokens[last].written.lower() if last < len(tokens) else ""
    if not is_ordinal and word in _PARTS and (last > at or _is_part(tokens, at, last)):
        share = (value if last > at else Decimal(1)) / _PARTS[word]
        beyond = last + 1
        if beyond < len(tokens) and tokens[beyond].written == "a":
            beyond += 1
        if beyond < len(tokens) and (size := MAGNITUDES.get(tokens[beyond].written.lower())):
            return Number(at, beyond + 1, share * size)
        return Number(at, last + 1, share, is_part=True)
    return Number(at, last, value, is_ordinal) if last > at else None


def _goes_on(tokens: Sequence[Token], at: int) -> bool:
    word = tokens[at].written.lower() if at < len(tokens) else ""
    return word in CARDINALS or word in TENS or word in ORDINALS


def _follows_a(tokens: Sequence[Token], at: int) -> bool:
    before = tokens[at - 1].written.lower() if at else ""
    return before in ("a", "one", "per", "several", "of", "to", "")


def _is_part(tokens: Sequence[Token], at: int, last: int) -> bool:
    """Whether a word such as "third" names a share: "one third", "a quarter of"."""
    word = tokens[last].written.lower()
    if word in ("half", "halves"):
        return True
    if word not in _PARTS:
        return False
    behind = tokens[last + 1].written.lower() if last + 1 < len(tokens) else ""
    before = tokens[last - 1].written.lower() if last else ""
    if word.endswith("s") or last > at:
        return last > at and before in CARDINALS
    return before == "a" and behind in ("of", "")
