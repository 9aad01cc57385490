"""British dates in prose, and the moment at which a day of the United Kingdom ends."""

import re
from collections import Counter
from datetime import date, datetime, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

_MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
_MONTH = "|".join(f"{name[:3]}(?:{name[3:]})?" if name[3:] else name for name in _MONTHS)
_DATE = re.compile(
    rf"\b(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?:\s+of)?\s+(?P<month>{_MONTH}|sept)\b\.?,?"
    r"(?:\s+(?P<year>(?:19|20)\d\d)\b)?"
    rf"|\b(?P<month2>{_MONTH}|sept)\s+(?P<day2>\d{{1,2}})(?:st|nd|rd|th)?\b,?"
    r"(?:\s+(?P<year2>(?:19|20)\d\d)\b)?",
    re.IGNORECASE,
)
_CLOSING = re.compile(
    r"(?:\b(?:running|open|runs|run|continues|continuing)\b(?:\s+\S+){0,8}?\s+(?:until|till|to)"
    r"|\b(?:until|till|by|before|no later than)"
    r"|\b(?:clos\w+|deadline|ends?|due)\b(?:\s+\S+){0,6}?)"
    r"(?:\s+(?:the|on|is|midnight|noon|5pm|end|of|at|monday|tuesday|wednesday|thursday|friday"
    r"|saturday|sunday|:|,))*[\s:,]*$",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?<!\d)(?:19[5-9]|20[0-4])\d(?!\d)")
_LOOK_BACK = 90


def find_date(text: str, year: int | None = None) -> date | None:
    """The first date of a text, such as "11th June" or "the 15th July 2016".

    Args:
        year: the year of dates that name none; without it such dates are passed over.
    """
    return next((day for match in _DATE.finditer(text) if (day := _day(match, year))), None)


def find_closing_date(text: str, year: int | None) -> date | None:
    """The date until which a text says that answers are taken ("running until 11th June")."""
    for match in _DATE.finditer(text):
        before = text[max(0, match.start() - _LOOK_BACK) : match.start()]
        if _CLOSING.search(before) and (day := _day(match, year)):
            return day
    return None


def find_year(*texts: str) -> int | None:
    """The year of a document: the most frequent of the first text that names one."""
    for text in texts:
        counts = Counter(_YEAR.findall(text))
        if counts:
            return int(counts.most_common(1)[0][0])
    return None


def end_of_day(day: date) -> datetime:
    """One minute to midnight in London on a day."""
    return datetime(day.year, day.month, day.day, 23, 59, tzinfo=_london(day))


def _london(day: date) -> tzinfo:
    """London's offset on a day, fixed: a document holds times with offsets, not zones.

    Where the system has no time zone data the rule itself is used: summer time from the last
    Sunday of March to the last Sunday of October (Summer Time Order 2002).
    """
    try:
        offset = datetime(day.year, day.month, day.day, 23, 59, tzinfo=ZoneInfo("Europe/London"))
        return timezone(offset.utcoffset() or timedelta())
    except (ZoneInfoNotFoundError, OSError):
        return timezone(timedelta(hours=1 if is_summer_time(day) else 0))


def is_summer_time(day: date) -> bool:
    """Whether British summer time holds on the evening of a day (Summer Time Order 2002)."""
    return _last_sunday(day.year, 3) <= day < _last_sunday(day.year, 10)


def _last_sunday(year: int, month: int) -> date:
    last = date(year, month, 31)
    return last - timedelta(days=(last.weekday() + 1) % 7)


def _day(match: re.Match[str], year: int | None) -> date | None:
    named = match["year"] or match["year2"]
    month = (match["month"] or match["month2"]).casefold()
    number = next(n for n, name in enumerate(_MONTHS, 1) if name.startswith(month[:3]))
    chosen = int(named) if named else year
    if chosen is None:
        return None
    try:
        return date(chosen, number, int(match["day"] or match["day2"]))
    except ValueError:
        return None
