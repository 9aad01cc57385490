"""What the registers hold: names and what became of them, topics and who decides, acronyms."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from policytui.corpus.model import ALL_NATIONS, Nation

_YEAR_AT_END = re.compile(r",?\s+(?P<year>(?:1[5-9]|20)\d\d)$")


class EntryKind(StrEnum):
    """What a name stands for; also the name of its table in a file."""

    BODY = "body"
    ACT = "act"
    TERM = "term"


class KnownTo(StrEnum):
    """How exactly the date of a change is known."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"


@dataclass(frozen=True, slots=True)
class Entry:
    """A body, a law or a term, and what became of it.

    Attributes:
        name: as it is written, capitals and all; a law with its year at the end.
        aliases: other ways to write it, found in the same way.
        common_word: it is an ordinary word too, such as Monitor: it counts only inside a
            sentence and not beside another word with a capital.
        near: it counts only where one of these words stands in the same paragraph; a word
            that ends in `*` stands for all that begin with it.
        nations: for which it stands.
        remains_in: where nothing has changed.
        changed: the day on which it ended or got another name; None while it stands.
        became: what took its place on that day; empty where nothing did.
        now: what stands in its place today, where that has changed again.
        note: what else a reader must know, a sentence.
        source: the law or announcement it rests on, in words.
        as_of: the day for which the entry is held to be true.
        other_years: of a law, the years of other laws with the same title.
        many_years: of a law, whether there are so many of the same title that none is missed.
    """

    kind: EntryKind
    name: str
    source: str
    as_of: date
    aliases: tuple[str, ...] = ()
    common_word: bool = False
    near: tuple[str, ...] = ()
    nations: tuple[Nation, ...] = ALL_NATIONS
    remains_in: tuple[Nation, ...] = ()
    changed: date | None = None
    known_to: KnownTo = KnownTo.DAY
    became: tuple[str, ...] = ()
    now: tuple[str, ...] = ()
    note: str = ""
    other_years: tuple[str, ...] = ()
    many_years: bool = False

    @property
    def spellings(self) -> tuple[str, ...]:
        """The name and its aliases."""
        return (self.name, *self.aliases)

    @property
    def title(self) -> str:
        """The name of a law without its year."""
        return _YEAR_AT_END.sub("", self.name)

    @property
    def year(self) -> str:
        """The year in the name of a law; empty where it has none."""
        found = _YEAR_AT_END.search(self.name)
        return found["year"] if found else ""

    def is_superseded(self, day: date) -> bool:
        """Whether another name is right on a day; a mere misspelling never was."""
        return bool(self.became) if self.changed is None else self.changed <= day

    def tell(self) -> str:
        """What became of it, a sentence."""
        if self.changed is None:
            return f"“{self.name}” is written {_quoted(self.became)}."
        day = say_day(self.changed, self.known_to)
        if not self.became:
            return f"“{self.name}” ended {day}."
        today = f"; now it is {_quoted(self.now)}" if self.now else ""
        return f"“{self.name}” gave way to {_quoted(self.became)} {day}{today}."


@dataclass(frozen=True, slots=True)
class Topic:
    """A field of policy and who decides on it.

    Attributes:
        words: that tell of it, in small letters; `*` at the end stands for any ending.
        but_not: phrases with those words that belong elsewhere, such as `housing benefit`.
        devolved: nations whose own government decides.
        partly: nations whose own government decides on a part of it.
    """

    name: str
    words: tuple[str, ...]
    source: str
    as_of: date
    but_not: tuple[str, ...] = ()
    devolved: tuple[Nation, ...] = ()
    partly: tuple[Nation, ...] = ()
    note: str = ""


@dataclass(frozen=True, eq=False)
class Registers:
    """All that the registers hold, shipped and staff's own together, in the order of names."""

    entries: tuple[Entry, ...] = ()
    topics: tuple[Topic, ...] = ()
    acronyms: Mapping[str, str] = field(default_factory=dict)


GOVERNMENTS: Mapping[Nation, str] = {
    Nation.ENGLAND: "the UK Government",
    Nation.SCOTLAND: "the Scottish Government",
    Nation.WALES: "the Welsh Government",
    Nation.NORTHERN_IRELAND: "the Northern Ireland Executive",
}
"""Who decides for a nation where a topic is devolved."""


def say_day(day: date, known_to: KnownTo = KnownTo.DAY) -> str:
    """`on 1 April 2016`, `in April 2016` or `in 2016`."""
    if known_to is KnownTo.YEAR:
        return f"in {day.year}"
    month = f"{day:%B} {day.year}"
    return f"in {month}" if known_to is KnownTo.MONTH else f"on {day.day} {month}"


def join_words(words: tuple[str, ...] | list[str]) -> str:
    """`one`, `one and two`, `one, two and three`."""
    return " and ".join(filter(None, (", ".join(words[:-1]), *words[-1:])))


def _quoted(names: tuple[str, ...]) -> str:
    return join_words([f"“{name}”" for name in names])
