"""Commitments held against each other: one unit, one period, and the values that fit."""

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from policytui.checks.nearness.words import stems_of
from policytui.drafts.model import Commitment, Draft, Op
from policytui.search.analysis import STOP_WORDS, analyse

_PER_YEAR = {
    "year": (Decimal(1), Decimal(1)),
    "quarter": (Decimal(4), Decimal(4)),
    "month": (Decimal(12), Decimal(12)),
    # As people reckon it, and as the longest year has it.
    "week": (Decimal(52), Decimal(366) / 7),
    "day": (Decimal(365), Decimal(366)),
    "hour": (Decimal(8760), Decimal(8784)),
}
_PERIOD = re.compile(
    r"(?:/|\bper\b|\b(?:in )?(?:each|every|an?)\b)\s*(?P<period>year|annum|quarter|month|week|day"
    r"|hour)s?$|\b(?P<adverb>annually|yearly|quarterly|monthly|weekly|daily|hourly|p\.?a\.?)$"
)
_ADVERBS = {"quarterly": "quarter", "monthly": "month", "weekly": "week", "daily": "day"} | {
    "hourly": "hour"
}
_TIMES = {
    **dict.fromkeys(("k", "thousand", "thousands"), 1_000),
    **dict.fromkeys(("m", "mn", "million", "millions"), 1_000_000),
    **dict.fromkeys(("b", "bn", "billion", "billions"), 1_000_000_000),
    **dict.fromkeys(("tn", "trillion", "trillions"), 1_000_000_000_000),
}
_MEASURES: dict[str, tuple[str, Decimal]] = {
    **dict.fromkeys(("£", "gbp", "pound", "pounds", "sterling"), ("£", Decimal(1))),
    **dict.fromkeys(("p", "penny", "pence"), ("£", Decimal("0.01"))),
    **dict.fromkeys(("$", "usd", "dollar", "dollars"), ("$", Decimal(1))),
    **dict.fromkeys(("€", "eur", "euro", "euros"), ("€", Decimal(1))),
    **dict.fromkeys(("%", "percent"), ("%", Decimal(1))),
    **dict.fromkeys(("day", "days"), ("day", Decimal(1))),
    **dict.fromkeys(("week", "weeks"), ("day", Decimal(7))),
    **dict.fromkeys(("month", "months"), ("month", Decimal(1))),
    **dict.fromkeys(("year", "years"), ("month", Decimal(12))),
}
_PART = re.compile(r"[£$€%]|[^\W\d_]+(?:[-'][^\W\d_]+)*")


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit as every way of writing it says.

    Attributes:
        measure: what is counted; values of different measures are never compared.
        is_rate: so much in a year.
        low, high: what a value is multiplied by; two, because a year has 365 days or 366.
    """

    measure: str
    is_rate: bool
    low: Decimal
    high: Decimal


@dataclass(frozen=True, slots=True)
class Stated:
    """A commitment of a draft with the values that fit it.

    Attributes:
        number: its place among those of the draft, from 1.
        low, high: the least and the greatest value that fits, both fit themselves.
    """

    draft: Draft
    number: int
    commitment: Commitment
    low: Decimal
    high: Decimal

    @property
    def order(self) -> tuple[str, int]:
        """By which statements are told in one order."""
        return self.draft.id, self.number

    @property
    def year(self) -> int | None:
        """The year by which it is to hold, None where it holds at once."""
        by = self.commitment.by
        return by.year if isinstance(by, date) else by


def unit_of(text: str) -> Unit:
    """The unit that a text names: `homes/year`, `homes a month`, `£ million`, `per cent`."""
    text = text.casefold().replace("per cent", "%").strip()
    low, high = Decimal(1), Decimal(1)
    found = _PERIOD.search(text)
    if found and found.start():
        period = found["period"] or _ADVERBS.get(found["adverb"], "year")
        low, high = _PER_YEAR["year" if period == "annum" else period]
        text = text[: found.start()]
    measures = []
    for part in _PART.findall(text):
        measure, factor = _MEASURES.get(part, ("", Decimal(_TIMES.get(part, 1))))
        low, high = low * factor, high * factor
        if measure:
            measures.append(measure)
        elif part not in _TIMES and part not in STOP_WORDS:
            measures.append(analyse(part).stem)
    return Unit(" ".join(sorted(measures)), bool(found and found.start()), low, high)


def subject_of(text: str) -> str:
    """A subject as every way of writing it says: its stems in one order, without small words."""
    return " ".join(sorted(stems_of(_PART.findall(text.casefold()))))


def find_differing(drafts: Sequence[Draft]) -> Iterator[tuple[Stated, Stated]]:
    """Pairs of commitments on one subject that no value fits, or that name different dates.

    Each is paired with the nearest that differ from it, so that there are never more pairs than
    a few for each. Where both name a year, values are compared for the same year only.
    """
    by_subject: dict[tuple[str, str, bool], list[Stated]] = defaultdict(list)
    for draft in sorted(drafts, key=lambda one: one.id):
        for number, commitment in enumerate(draft.commitments, 1):
            unit = unit_of(commitment.unit)
            key = (subject_of(commitment.subject), unit.measure, unit.is_rate)
            by_subject[key].append(_stated(draft, number, commitment, unit))
    for key in sorted(by_subject):
        together = by_subject[key]
        pairs = {*_apart(together), *_at_other_times(together)}
        found = {(one.order, other.order): (one, other) for one, other in pairs}
        yield from (found[order] for order in sorted(found))


def _stated(draft: Draft, number: int, commitment: Commitment, unit: Unit) -> Stated:
    low, high = sorted((commitment.value * unit.low, commitment.value * unit.high))
    if commitment.op is Op.LEAST:
        high = Decimal("Infinity")
    elif commitment.op is Op.MOST:
        low = Decimal("-Infinity")
    return Stated(draft, number, commitment, low, high)


def _apart(together: Sequence[Stated]) -> Iterator[tuple[Stated, Stated]]:
    """Each with the nearest whose values all lie below its own, and the nearest above."""
    always = [one for one in together if one.year is None]
    years = {one.year for one in together if one.year is not None}
    for year in [None] if not years else sorted(filter(None, years)):
        pool = [*always, *(one for one in together if year and one.year == year)]
        upwards = sorted(pool, key=lambda one: (one.high, one.order))
        downwards = sorted(pool, key=lambda one: (one.low, one.order))
        highs, lows = [one.high for one in upwards], [one.low for one in downwards]
        for one in pool:
            below = bisect_left(highs, one.low)
            above = bisect_right(lows, one.high)
            if below:
                yield _pair(one, upwards[below - 1])
            if above < len(lows):
                yield _pair(one, downwards[above])


def _at_other_times(together: Sequence[Stated]) -> Iterator[tuple[Stated, Stated]]:
    """Each with one that gives the same value for the next other date."""
    same: dict[tuple[Op, Decimal, Decimal], list[Stated]] = defaultdict(list)
    for one in together:
        if one.year is not None:
            same[one.commitment.op, one.low, one.high].append(one)
    for alike in same.values():
        dates: dict[date | int | None, list[Stated]] = defaultdict(list)
        for one in sorted(alike, key=lambda each: (_day(each), each.order)):
            dates[one.commitment.by].append(one)
        firsts = [group[0] for group in dates.values()]
        for number, group in enumerate(dates.values()):
            others = [*firsts[number + 1 :][:2], *firsts[:number][-2:]]
            other = next((each for each in others if _differ(group[0], each)), None)
            if other:
                yield from (_pair(one, other) for one in group)


def _day(stated: Stated) -> date:
    by = stated.commitment.by
    return by if isinstance(by, date) else date(by or 1, 12, 31)


def _differ(one: Stated, other: Stated) -> bool:
    """Whether two dates differ; a year leaves its days open."""
    first, second = one.commitment.by, other.commitment.by
    if isinstance(first, date) and isinstance(second, date):
        return first != second
    return one.year != other.year


def _pair(one: Stated, other: Stated) -> tuple[Stated, Stated]:
    return (one, other) if one.order < other.order else (other, one)
