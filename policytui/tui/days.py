"""Days as people write and read them."""

import calendar
import re
from datetime import date, datetime

_FORMS = ("%Y-%m-%d", "%d %B %Y", "%d %b %Y", "%d/%m/%Y", "%d.%m.%Y")
_ORDINAL = re.compile(r"(\d)(st|nd|rd|th)\b", re.IGNORECASE)
_PARTS = re.compile(
    r"(?P<day>\d{1,2})(?: |/|\.)(?P<month>[a-z]+|\d{1,2})(?: |/|\.)(?P<year>\d{4})"
    r"|(?P<iso_year>\d{4})-(?P<iso_month>\d{1,2})-(?P<iso_day>\d{1,2})",
    re.IGNORECASE,
)
_MONTHS = {
    name.lower(): number
    for names in (calendar.month_name, calendar.month_abbr)
    for number, name in enumerate(names)
    if name
}
_LEAP_YEAR = 2024
_HELP = "Write the day as 14 March 2026 or 2026-03-14."


def read_day(text: str) -> date | None:
    """The day that a person wrote, None where it is none.

    `14/3/2026` is read as people in the United Kingdom write it: day first.
    """
    text = _tidy(text)
    for form in _FORMS:
        try:
            return datetime.strptime(text, form).date()
        except ValueError:
            continue
    return None


def write_day(day: date | None) -> str:
    """A day as people read it."""
    return f"{day.day} {day:%B %Y}" if day else ""


def day_problem(text: str) -> str:
    """What is wrong with a day as it is written; empty where nothing is."""
    if not text.strip() or read_day(text):
        return ""
    found = _PARTS.fullmatch(_tidy(text))
    if found:
        day = int(found["day"] or found["iso_day"])
        year = int(found["year"] or found["iso_year"])
        month = _month(found["month"] or found["iso_month"])
        if month:
            return _impossible(day, month, year)
    return f"“{' '.join(text.split())}” is not understood as a day. {_HELP}"


def _impossible(day: int, month: int, year: int) -> str:
    name = calendar.month_name[month]
    if 1 <= day <= calendar.monthrange(_LEAP_YEAR, month)[1]:
        return f"There is no {day} {name} in {year}."
    return f"There is no {day} {name}."


def _month(text: str) -> int:
    """The number of a month, 0 where it is none."""
    if text.isdecimal():
        return int(text) if 1 <= int(text) <= 12 else 0
    return _MONTHS.get(text.lower(), 0)


def _tidy(text: str) -> str:
    return _ORDINAL.sub(r"\1", " ".join(text.split()))
