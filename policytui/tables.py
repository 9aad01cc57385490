"""Typed reading of TOML tables that collects every problem with file, line and key.

A reader asks a `Table` for each key it knows; what is missing, of the wrong type or unknown
becomes a `Problem`, and reading goes on, so that a person sees all mistakes of a file at once.
"""

import math
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import StrEnum
from pathlib import Path
from typing import Any, TypeVar, cast

from policytui.errors import Problem
from policytui.text import clean_line, clean_prose

Key = tuple[str | int, ...]
E = TypeVar("E", bound=StrEnum)

_MOST_SUGGESTIONS = 10
"""Words of one file for which a near one is looked for; a file of nothing else is no slip."""
_MOST_PROBLEMS = 100
"""Problems told of one file: who mends these reads it again."""
_LONGEST_SUGGESTED = 120
_LONGEST_SHOWN = 100
"""Characters of a key or a word that a message shows."""

_HEADER = re.compile(r"^\s*(\[\[?)\s*([^\[\]]+?)\s*\]\]?\s*(#.*)?$")
_ASSIGNMENT = re.compile(r"^\s*([A-Za-z0-9_\-.\"']+)\s*=\s*(.*)$")
_TOML_LINE = re.compile(r"\(at line (\d+), column \d+\)")


@dataclass
class Source:
    """A TOML text, where it came from, and the problems found in it so far.

    Attributes:
        file: the file it came from, None for text given otherwise.
        first_line: line of the file on which the TOML begins, from 1.
    """

    text: str
    file: Path | None
    first_line: int = 1
    problems: list[Problem] = field(default_factory=list)
    _lines: dict[Key, int] | None = None
    _suggestions: int = 0

    def report(self, key: Key, message: str) -> None:
        """Add a problem at the line of a key; of a great many, the first."""
        if len(self.problems) == _MOST_PROBLEMS:
            told = f"there are more mistakes than these {_MOST_PROBLEMS}; mend them first."
            self.problems.append(Problem(self.file, self.line_of(key), "", told))
        if len(self.problems) > _MOST_PROBLEMS:
            return
        self.problems.append(Problem(self.file, self.line_of(key), dotted(key), message))

    def suggest(self, word: str, known: Iterable[str]) -> str:
        """What was meant, as `suggest` says it, for the first few words of the file."""
        self._suggestions += 1
        return suggest(word, known) if self._suggestions <= _MOST_SUGGESTIONS else ""

    def line_of(self, key: Key) -> int:
        """Line of a key in the file; that of the nearest enclosing table where it is absent."""
        if self._lines is None:
            self._lines = locate_keys(self.text)
        while key and key not in self._lines:
            key = key[:-1]
        return self._lines.get(key, 1) + self.first_line - 1


def read_table(source: Source) -> "Table | None":
    """The root table of a TOML text, or None with the syntax error reported."""
    import tomllib

    try:
        return Table(tomllib.loads(source.text), (), source)
    except tomllib.TOMLDecodeError as error:
        message = str(error)
        found = _TOML_LINE.search(message)
        line = int(found.group(1)) if found else source.text.count("\n") + 1
        message = _TOML_LINE.sub("", message).strip().rstrip(".")
    except RecursionError:
        line, message = 1, "nested too deeply"
    except ValueError:
        line, message = 1, "a number is too long"
    source.problems.append(
        Problem(
            source.file,
            line + source.first_line - 1,
            "",
            f"this is not valid TOML: {message}. Mend this line; quotes, brackets and "
            "equals signs must be in pairs and places that TOML knows.",
        )
    )
    return None


class Table:
    """One TOML table whose keys are asked for by type.

    Every getter returns a usable value; where the file has none, the default is returned and
    a problem is noted in the source.
    """

    def __init__(self, data: dict[str, Any], place: Key, source: Source) -> None:
        self._data = data
        self._place = place
        self._source = source
        self._known: set[str] = set()

    def has(self, key: str) -> bool:
        """Whether the table holds the key at all."""
        return key in self._data

    def keys(self) -> tuple[str, ...]:
        """Every key that the table holds, for tables whose keys are not fixed."""
        return tuple(self._data)

    def report(self, key: str, message: str) -> None:
        """Note a problem with one of the keys of this table."""
        self._source.report((*self._place, key), message)

    def suggest(self, word: str, known: Iterable[str]) -> str:
        """What was meant by a word of the file, for the end of a report; mostly nothing."""
        return self._source.suggest(word, known)

    def value(self, key: str) -> Any:
        """What TOML holds at a key, of whatever type, None where it is absent.

        For a key that may hold one of several types; the reader reports what does not fit.
        """
        self._known.add(key)
        return self._data.get(key)

    def line(self, key: str = "") -> int:
        """Line in the file of a key, or of the table itself."""
        return self._source.line_of((*self._place, key) if key else self._place)

    def line_text(self, key: str, *, required: bool = True, default: str = "") -> str:
        """A one-line string, cleaned and folded."""
        value = self._get(key, str, "text in quotes", required)
        if value is None:
            return default
        folded = clean_line(value)
        if required and not folded:
            self.report(key, "is empty; write it between the quotes.")
        return folded

    def prose(self, key: str, *, required: bool = True, default: str = "") -> str:
        """A string of one or more paragraphs, cleaned."""
        value = self._get(key, str, "text in quotes", required)
        return default if value is None else clean_prose(value)

    def integer(self, key: str, *, required: bool = True, default: int = 0) -> int:
        """A whole number."""
        value = self._get(key, int, "a whole number", required)
        return default if value is None else value

    def number(self, key: str, *, required: bool = True) -> Decimal:
        """A whole number, or one with decimals; 0 where there is none."""
        value = self._data.get(key)
        if not isinstance(value, float):
            return Decimal(self.integer(key, required=required))
        self._known.add(key)
        if math.isfinite(value):
            return Decimal(repr(value))
        self.report(key, "must be a number such as 20000 or 0.7.")
        return Decimal(0)

    def boolean(self, key: str, *, default: bool = False) -> bool:
        """A `true` or `false`; absent means the default."""
        value = self._get(key, bool, "true or false", False)
        return default if value is None else value

    def day(self, key: str, *, required: bool = False) -> date | None:
        """A calendar date."""
        value = self._get(key, date, "a date such as 2026-07-15, without quotes", required)
        return value.date() if isinstance(value, datetime) else cast("date | None", value)

    def moment(self, key: str, *, required: bool = False) -> datetime | None:
        """A point in time; one without an offset is taken as UTC."""
        value = self._get(
            key, datetime, "a time such as 2026-07-15T12:00:00Z, without quotes", required
        )
        if value is None:
            return None
        moment = cast(datetime, value)
        return moment if moment.tzinfo else moment.replace(tzinfo=UTC)

    def choice(self, key: str, kind: type[E], *, required: bool = True) -> E | None:
        """One of a closed list of words."""
        value = self._get(key, str, "text in quotes", required)
        return None if value is None else self._choose(key, value, kind)

    def choices(self, key: str, kind: type[E]) -> tuple[E, ...]:
        """A list of words of a closed list, in the order of that list, each once."""
        found = {self._choose(key, word, kind) for word in self.lines(key)}
        return tuple(member for member in kind if member in found)

    def lines(self, key: str, *, required: bool = False) -> tuple[str, ...]:
        """A list of one-line strings; a lone string counts as a list of one."""
        value = self._data.get(key)
        if isinstance(value, str):
            self._known.add(key)
            return (clean_line(value),)
        value = self._get(key, list, 'a list such as ["one", "two"]', required)
        if value is None:
            return ()
        wrong = [item for item in value if not isinstance(item, str)]
        if wrong:
            self.report(key, f"holds {_describe(wrong[0])} where text in quotes is expected.")
        return tuple(clean_line(item) for item in value if isinstance(item, str))

    def table(self, key: str, *, required: bool = False) -> "Table | None":
        """A table inside this one."""
        value = self._get(
            key, dict, f"a table, written as [{dotted((*self._place, key))}]", required
        )
        return None if value is None else Table(value, (*self._place, key), self._source)

    def tables(self, key: str) -> "list[Table]":
        """An array of tables, in order."""
        header = dotted((*self._place, key))
        value = self._get(key, list, f"tables, each written as [[{header}]]", False)
        found = []
        for number, item in enumerate(value or ()):
            if isinstance(item, dict):
                found.append(Table(item, (*self._place, key, number), self._source))
            else:
                self.report(key, f"holds {_describe(item)} where [[{header}]] tables belong.")
        return found

    def finish(self) -> None:
        """Report every key that no getter asked for."""
        for key in self._data:
            if key not in self._known:
                self.report(key, "is not a key known here." + self.suggest(key, self._known))

    def _get(self, key: str, kind: type[Any], wanted: str, required: bool) -> Any:
        self._known.add(key)
        if key not in self._data:
            if required:
                self.report(key, f"is missing; add {wanted}.")
            return None
        value = self._data[key]
        if kind is date and isinstance(value, datetime):
            return value
        if isinstance(value, kind) and (kind is bool or not isinstance(value, bool)):
            return value
        self.report(key, f"is {_describe(value)} but should be {wanted}.")
        return None

    def _choose(self, key: str, value: str, kind: type[E]) -> E | None:
        word = clean_line(value).casefold().replace(" ", "-")
        for member in kind:
            if member.value == word:
                return member
        known = ", ".join(member.value for member in kind)
        self.report(
            key,
            f'"{_shown(value)}" is not one of: {known}.'
            + self.suggest(word, [member.value for member in kind]),
        )
        return None


def suggest(word: str, known: Iterable[str]) -> str:
    """` Did you mean "…"?` for a near miss, else nothing; nor for a word too long to be one."""
    if len(word) > _LONGEST_SUGGESTED:
        return ""
    # Loaded only when there is something to say: most files hold no mistake.
    import difflib

    near = difflib.get_close_matches(word, list(known), n=1, cutoff=0.6)
    return f' Did you mean "{near[0]}"?' if near else ""


def dotted(key: Key) -> str:
    """The key as a person writes it, entries of arrays numbered from 1."""
    return "".join(
        f"[{part + 1}]" if isinstance(part, int) else f"{'.' if number else ''}{_shown(part)}"
        for number, part in enumerate(key)
    )


def _shown(word: str) -> str:
    """A key or a word of a file as a message shows it."""
    return clean_line(word[:_LONGEST_SHOWN]) + "…" * (len(word) > _LONGEST_SHOWN)


def locate_keys(text: str) -> dict[Key, int]:
    """Line number from 1 of each table header and key of a TOML text.

    Good for text as people and writers lay it out: one key a line; keys of inline tables are
    found at the line of the table that holds them.
    """
    lines: dict[Key, int] = {}
    counts: dict[tuple[str, ...], int] = {}
    place: Key = ()
    closing = ""
    for number, line in enumerate(text.split("\n"), 1):
        if closing:
            if closing in line:
                closing = ""
            continue
        header = _HEADER.match(line)
        if header:
            place = _header_place(header, counts)
            lines.setdefault(place, number)
            continue
        assignment = _ASSIGNMENT.match(line)
        if assignment:
            names = tuple(name.strip(" \"'") for name in assignment.group(1).split("."))
            lines.setdefault((*place, *names), number)
            closing = _opened(assignment.group(2))
    return lines


def _header_place(header: re.Match[str], counts: dict[tuple[str, ...], int]) -> Key:
    names = tuple(name.strip(" \"'") for name in header.group(2).split("."))
    if header.group(1) == "[[":
        counts[names] = counts.get(names, -1) + 1
    place: list[str | int] = []
    for depth in range(1, len(names) + 1):
        place.append(names[depth - 1])
        if names[:depth] in counts:
            place.append(counts[names[:depth]])
    return tuple(place)


def _opened(value: str) -> str:
    for quote in ('"""', "'''"):
        if value.startswith(quote) and quote not in value[3:]:
            return quote
    return ""


_DESCRIPTIONS: tuple[tuple[type[Any], Callable[[Any], str]], ...] = (
    (bool, lambda value: str(value).lower()),
    (str, lambda value: "text"),
    (int, lambda value: f"the number {value}"),
    (float, lambda value: f"the number {value}"),
    (datetime, lambda value: "a time"),
    (date, lambda value: "a date"),
    (dict, lambda value: "a table"),
    (list, lambda value: "a list"),
)


def _describe(value: Any) -> str:
    for kind, describe in _DESCRIPTIONS:
        if isinstance(value, kind):
            return describe(value)
    return "something else"
