"""Quantities: how much of what, in which time, and whether at least or at most."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from policytui.checks.reading.numbers import Number, read_number
from policytui.checks.reading.tokens import Token
from policytui.search.analysis import analyse


class Measure(StrEnum):
    """What sort of thing a quantity measures; only like is compared with like."""

    COUNT = "count"
    ORDINAL = "ordinal"
    MONEY = "money"
    SHARE = "share"
    POINTS = "points"
    DURATION = "duration"


class Bound(StrEnum):
    """Whether more or less than the value is meant as well."""

    EXACT = ""
    LEAST = "at least"
    MOST = "at most"
    ABOUT = "about"


@dataclass(frozen=True, slots=True)
class Quantity:
    """A quantity as a text gives it.

    Attributes:
        start, end: where its number stands in the plain text, its unit with it.
        first, last: the tokens of its number.
        value: in the smallest common unit: shares of one, durations in days or months.
        top: the upper end of a range, else the value.
        unit: the currency, the unit of time, or the stem of what is counted.
        period: `year`, `month`, ... where it is a rate, else empty.
        deadline: the duration is a time to be kept ("within five years").
    """

    start: int
    end: int
    first: int
    last: int
    value: Decimal
    top: Decimal
    measure: Measure
    unit: str = ""
    period: str = ""
    bound: Bound = Bound.EXACT
    deadline: bool = False

    @property
    def meaning(self) -> tuple[object, ...]:
        """Equal where two texts say the same, however they write it."""
        return (self.measure, self.value, self.top, self.unit, self.period, self.bound)


_PERIODS = {
    "year": "year",
    "annum": "year",
    "month": "month",
    "week": "week",
    "day": "day",
    "hour": "hour",
    "quarter": "quarter",
    "night": "day",
    "yearly": "year",
    "annual": "year",
    "annually": "year",
    "monthly": "month",
    "weekly": "week",
    "daily": "day",
    "hourly": "hour",
}
_ADVERBS = frozenset({"annually", "yearly", "monthly", "weekly", "daily", "hourly"})
_DURATIONS = {
    analyse(word).stem: (unit, times)
    for unit, lengths in {
        "minute": {"minute": 1, "hour": 60},
        "day": {"day": 1, "week": 7, "fortnight": 14},
        "month": {"month": 1, "year": 12, "decade": 120, "century": 1200},
    }.items()
    for word, times in lengths.items()
}
_BOUND = re.compile(
    r"\b(?:(?P<least>at least|at minimum|(?:no|not) (?:less|fewer|lower|sooner) than"
    r"|minimum(?: of)?|more than|greater than|over|above|exceed(?:s|ing)?|upwards? of"
    r"|in excess of|beyond)"
    r"|(?P<most>up to|at (?:the )?most|(?:no|not) (?:more|greater|higher|longer|later) than"
    r"|(?:not|never) (?:to )?exceed(?:ing)?|maximum(?: of)?|less than|fewer than|under|below"
    r"|capped at|limited to)"
    r"|(?P<about>about|around|approximately|roughly|nearly|almost|some|circa|c\.))"
    r"(?: an?| the| additional| extra| further)?\s*$",
    re.IGNORECASE,
)
_BOUND_BEHIND = re.compile(
    r"(?: \w+)?(?: or |\+|,? and )(?:(?P<least>more|over|above|longer|greater|older|\b)"
    r"|(?P<most>less|fewer|under|below|younger))\b"
)
_DEADLINE = re.compile(
    r"\b(?:within|inside|(?:in|over|during|for) the (?:next|first|coming|following))"
    r"(?: an?| the| next| first| following| period of| no more than| at most| up to| about)*\s*$",
    re.IGNORECASE,
)
_LOOK_BACK = 32
_REACH = 6
"""How many tokens behind a number its period may stand."""


def read_quantities(
    text: str, tokens: Sequence[Token], taken: Sequence[tuple[int, int]] = ()
) -> Iterator[Quantity]:
    """The quantities of a sentence, in order.

    Args:
        text: the plain text that the places of the tokens count in.
        taken: places of dates, whose numbers are none.
    """
    at = 0
    while at < len(tokens):
        number = read_number(tokens, at)
        if number is None:
            at += 1
            continue
        at = number.last
        start, end = tokens[number.first].start, tokens[number.last - 1].end
        if any(start < stop and begin < end for begin, stop in taken):
            continue
        if _is_reference(tokens, number):
            continue
        high = None
        if not number.is_ordinal:
            high = _range_end(text, tokens, number)
        if high is not None:
            at = high.last
        yield _quantity(text, tokens, number, high)


def _range_end(text: str, tokens: Sequence[Token], number: Number) -> Number | None:
    """The upper end of "5 to 10", "5-10" and "between 5 and 10"."""
    behind = number.last
    if behind < len(tokens) and tokens[behind].written == "%":
        behind += 1
    if behind >= len(tokens):
        return None
    end = tokens[behind - 1].end
    if tokens[behind].start == end + 1 and text[end] == "-":
        return read_number(tokens, behind)
    joint = tokens[behind].written
    before = tokens[number.first - 1].written.lower() if number.first else ""
    if behind + 1 < len(tokens) and (
        (joint == "to" and before not in ("from",)) or (joint == "and" and before == "between")
    ):
        return read_number(tokens, behind + 1)
    return None


def _is_reference(tokens: Sequence[Token], number: Number) -> bool:
    """Whether a number names a place in a text: "section 4", "(2)"."""
    token = tokens[number.first]
    if number.is_ordinal and token.written[:1].isupper() and number.last < len(tokens):
        return tokens[number.last].written[:1].isupper()  # "First World War"
    if not number.first or token.number is None or token.currency or token.unit:
        return False
    before = tokens[number.first - 1]
    if before.written == "(" and number.last < len(tokens) and tokens[number.last].written == ")":
        return True
    return before.entry.refers or before.entry.names


def _quantity(text: str, tokens: Sequence[Token], number: Number, high: Number | None) -> Quantity:
    first, last = number.first, (high or number).last
    value = number.value
    top = high.value if high else value
    if high and high.value > value > 0 and _shares_magnitude(tokens, number, high):
        value *= high.value / (tokens[high.first].number or high.value)
    token = tokens[first]
    measure, unit, factor, behind = _measure(text, tokens, number, last)
    start, end = token.start, tokens[max(behind, last) - 1].end
    before = text[max(0, start - _LOOK_BACK) : start]
    bound = Bound.EXACT
    if number.is_ordinal:
        return Quantity(start, tokens[last - 1].end, first, last, value, value, measure, unit)
    found = _BOUND.search(before) or _BOUND_BEHIND.match(text, tokens[last - 1].end)
    if found:
        bound = Bound[(found.lastgroup or "exact").upper()]
    deadline = measure is Measure.DURATION and bool(_DEADLINE.search(before))
    period = "" if measure is Measure.DURATION else _period(tokens, first, behind)
    return Quantity(
        start,
        end,
        first,
        last,
        value * factor,
        top * factor,
        measure,
        unit,
        period,
        bound,
        deadline,
    )


def _shares_magnitude(tokens: Sequence[Token], low: Number, high: Number) -> bool:
    """Whether the magnitude behind the upper end stands for both: "£5-10 million"."""
    return (
        tokens[low.first].number == low.value
        and tokens[high.first].number is not None
        and tokens[high.first].number != high.value
    )


def _measure(
    text: str, tokens: Sequence[Token], number: Number, last: int
) -> tuple[Measure, str, Decimal, int]:
    """Measure, unit, factor to the smallest unit, and the token behind the unit."""
    one, hundredth = Decimal(1), Decimal("0.01")
    token = tokens[number.first]
    following = tokens[last].written.lower() if last < len(tokens) else ""
    after = tokens[last + 1].written.lower() if last + 1 < len(tokens) else ""
    if number.is_ordinal:
        return Measure.ORDINAL, _noun(text, tokens, last)[0], one, last
    if following in ("percentage", "pp") or token.unit == "pp":
        return Measure.POINTS, "", hundredth, last + 1 + (after in ("point", "points"))
    if token.unit == "%" or tokens[last - 1].unit == "%" or following in ("%", "percent"):
        return Measure.SHARE, "", hundredth, last + (following in ("%", "percent"))
    if following == "per" and after in ("cent", "cents"):
        return Measure.SHARE, "", hundredth, last + 2
    if number.is_part:
        return Measure.SHARE, "", one, last
    if token.currency:
        return Measure.MONEY, token.currency, one, last
    if following in ("pounds", "pound", "dollars", "euros", "pence") or token.unit == "p":
        is_small = token.unit == "p" or following == "pence"
        sign = {"dollars": "$", "euros": "€"}.get(following, "£")
        behind = last + (token.unit != "p")
        return Measure.MONEY, sign, hundredth if is_small else one, behind
    unit, behind = _noun(text, tokens, last)
    if unit in _DURATIONS:
        unit, factor = _DURATIONS[unit]
        return Measure.DURATION, unit, Decimal(factor), behind
    return Measure.COUNT, token.unit if token.unit.isalpha() and token.unit not in (
        "k", "m", "bn", "b", "tn", "mn",
    ) else unit, one, behind  # fmt: skip


def _noun(text: str, tokens: Sequence[Token], last: int) -> tuple[str, int]:
    """The stem of what is counted, and the token behind it."""
    at = last
    while at < len(tokens) and at < last + 4:
        token = tokens[at]
        if not token.entry.is_content:
            if (
                token.written.lower() in ("of", "the", "more", "other", "our", "such")
                and at == last
            ):
                at += 1
                continue
            break
        is_half = (
            at + 1 < len(tokens)
            and tokens[at + 1].start == token.end + 1
            and "-" in (text[token.end])
        )
        if not (token.entry.is_passing or is_half):
            return token.entry.stem, at + 1
        at += 1
    return "", last


def _period(tokens: Sequence[Token], first: int, behind: int) -> str:
    if first and tokens[first - 1].written.lower() == "annual":
        return "year"
    for at in range(behind, min(len(tokens), behind + _REACH)):
        word = tokens[at].written.lower()
        if tokens[at].is_mark or tokens[at].number is not None:
            break
        if word in _ADVERBS:
            return _PERIODS[word]
        if word in ("a", "an", "per", "each", "every", "/") and at + 1 < len(tokens):
            period = _PERIODS.get(tokens[at + 1].written.lower())
            if period:
                return period
    return ""
