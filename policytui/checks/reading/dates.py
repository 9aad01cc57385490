"""Dates and deadlines: by 2030, from 1 April 2027, before the next election."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from policytui.checks.reading.lexicon import look_up, words
from policytui.checks.reading.quantities import Quantity
from policytui.checks.reading.tokens import Token

_MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
_MONTH = "|".join([*_MONTHS, *(month[:3] for month in _MONTHS if month != "May"), "Sept"])
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
_YEAR = r"(?:1[89]|20|21)\d\d"
_DATE = re.compile(
    # Whatever is a date begins with one of these: elsewhere nothing else is tried.
    rf"(?=[\dJFMASOND])(?:(?:\b(?P<day>{_DAY})(?: of)? )?\b(?P<month>{_MONTH})\b\.?"
    rf"(?: (?P<day2>{_DAY})(?!\d))?,?(?: (?P<year>{_YEAR})\b)?"
    rf"|\b(?P<iso>{_YEAR})-(?P<isomonth>\d\d)-(?P<isoday>\d\d)\b"
    rf"|\b(?P<sday>\d{{1,2}})/(?P<smonth>\d{{1,2}})/(?P<syear>{_YEAR})\b"
    rf"|(?<![\d,.£$€/-])(?P<plain>{_YEAR})(?:[/-](?P<plain2>\d\d(?:\d\d)?))?s?\b(?![,.]?\d|%))"
)
_EVENT = re.compile(
    r"\b(?=[abduiwf])(?P<relation>before|after|by|until|at|in|during|within|from|ahead of) "
    r"(?P<event>(?:the )?(?:(?P<part>end|start|beginning) of )?(?:the |this )?"
    r"(?:(?:next|coming|current|present|first|second|third|last|following|this)(?: full)? )+"
    r"(?:general |local |spring |autumn )?"
    r"(?:elections?|parliament|budget|spending review|conference|term|session|decade|century))\b",
    re.IGNORECASE,
)
_BEFORE = re.compile(
    r"\b(?:(?P<relation>no later than|not later than|by|before|until|till|through|to|from|since"
    r"|after|starting|beginning|in|on|during|within|for|of|between|and|at|prior to|ahead of|as of"
    r"|effective|dated) )?"
    r"(?:the )?(?:(?P<part>end|start|beginning|middle|mid|early|late|spring|summer|autumn|winter)"
    r"[ -](?:of )?)?(?:the )?(?:financial |fiscal |calendar |tax |school |academic )?(?:year )?"
    r"(?:in )?$",
    re.IGNORECASE,
)
_SIDES = {
    **dict.fromkeys(("by", "before", "until", "till", "no later than", "not later than"), "by"),
    **dict.fromkeys(("prior to", "ahead of", "within", "through"), "by"),
    **dict.fromkeys(
        ("from", "since", "after", "starting", "beginning", "as of", "effective"), "from"
    ),
}
_PARTS = {"beginning": "start", "early": "start", "late": "end"}
_LOOK_BACK = 48


@dataclass(frozen=True, slots=True)
class Moment:
    """A date, a year or a deadline.

    Attributes:
        start, end: its place in the plain text.
        value: what it says: year, month and day with 0 for what is open; a duration; an event.
        part: `start` or `end` of the year or month, a season, or empty.
        relation: `by` or `from` it, else empty.
    """

    start: int
    end: int
    value: tuple[str | int, ...]
    part: str = ""
    relation: str = ""

    def differs(self, other: "Moment") -> bool:
        """Whether two moments say different things; what one leaves open it does not deny."""
        return (
            self.value[0] != other.value[0]
            or any(
                mine and its and mine != its
                for mine, its in zip(self.value, other.value, strict=False)
            )
            or _both_differ(self.part, other.part)
            or _both_differ(self.relation, other.relation)
        )


def read_dates(text: str, tokens: Sequence[Token]) -> Iterator[Moment]:
    """The dates and named deadlines of a sentence of a plain text."""
    named = any(token.entry.tells_time for token in tokens)
    if not named and not any(
        token.end - token.start > 3 and token.written[0].isdigit() for token in tokens
    ):
        return
    start, end = tokens[0].start, tokens[-1].end
    for found in _DATE.finditer(text, start, end):
        before = _BEFORE.search(text, max(start, found.start() - _LOOK_BACK), found.start())
        relation = ((before and before["relation"]) or "").lower()
        value = _value(text, found, relation)
        if value is None:
            continue
        part = ((before and before["part"]) or "").lower()
        place = before.start() if before and (relation or part) else found.start()
        if relation in ("of", "and", "for", "at", "dated", "to"):
            place = found.start()
        yield Moment(place, found.end(), value, _PARTS.get(part, part), _SIDES.get(relation, ""))
    for found in _EVENT.finditer(text, start, end) if named else ():
        event = " ".join(
            word for word in found["event"].lower().split() if word not in ("the", "of", "full")
        )
        relation = _SIDES.get(found["relation"].lower(), "")
        part = _PARTS.get(found["part"] or "", found["part"] or "")
        yield Moment(*found.span(), ("event", event.removeprefix(part).strip()), part, relation)


def deadline_from(quantity: Quantity) -> Moment:
    """The deadline that a duration sets: "within five years"."""
    value = ("within", str(quantity.value.normalize()), quantity.unit)
    return Moment(quantity.start, quantity.end, value, relation="by")


def _value(text: str, found: re.Match[str], relation: str) -> tuple[str | int, ...] | None:
    if found["month"]:
        day, year = found["day"] or found["day2"], found["year"]
        if not day and not year and (not relation or relation in ("of", "and", "for")):
            return None
        number = next(n for n, name in enumerate(_MONTHS, 1) if name[:3] == found["month"][:3])
        return ("date", int(year or 0), number, int(day.rstrip("stndrh")) if day else 0)
    if found["iso"]:
        return ("date", int(found["iso"]), int(found["isomonth"]), int(found["isoday"]))
    if found["syear"]:
        return ("date", int(found["syear"]), int(found["smonth"]), int(found["sday"]))
    if not _is_year(text, found, relation):
        return None
    second = found["plain2"]
    return ("date", int(found["plain"]), 0, 0, *([int(second[-2:])] if second else []))


def _is_year(text: str, found: re.Match[str], relation: str) -> bool:
    """Whether four digits are a year: not a count of things, not part of the name of an Act."""
    before = text[max(0, found.start() - 24) : found.start()].rstrip(" (")
    last = before.rsplit(None, 1)[-1] if before else ""
    if last and (last in "£$€" or look_up(last.strip(",")).names):
        return False
    behind = re.match(r"[ -]+([^\W\d_]+)( \w+)?", text[found.end() : found.end() + 40])
    follows = behind[1] if behind else ""
    if relation in _SIDES or not follows or follows[:1].isupper():
        return True
    if follows in words().year_nouns or look_up(follows).stem in ("elect", "level"):
        return True
    is_plural = follows.endswith("s") and not follows.endswith(("ss", "us", "is"))
    is_amount = follows in ("people", "children", "men", "women", "new", "more", "per", "sq")
    return not (is_plural or is_amount)


def _both_differ(one: str, other: str) -> bool:
    return bool(one and other and one != other)


def spans_of(moments: Sequence[Moment]) -> list[tuple[int, int]]:
    """The places of moments, whose numbers are no quantities."""
    return [(moment.start, moment.end) for moment in moments]
