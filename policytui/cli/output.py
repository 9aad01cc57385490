"""Writing to the terminal and to programs: data on standard output, talk on standard error."""

import json
import os
import sys
import textwrap
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from unicodedata import east_asian_width

from policytui.errors import Problem
from policytui.text import printable

SCHEMA = 1
"""Version of the JSON that is written."""


def say(text: str = "") -> None:
    """A line of data, for people."""
    print(printable(text))


def say_wrapped(text: str, *, indent: str = "", width: int = 80) -> None:
    """Paragraphs folded to a width, one space between words as written."""
    for number, paragraph in enumerate(text.split("\n\n")):
        if number:
            print()
        for line in paragraph.split("\n"):
            folded = textwrap.wrap(
                line, width - len(indent), break_long_words=False, break_on_hyphens=False
            )
            for part in folded or [""]:
                say(indent + part)


def cell_width(text: str) -> int:
    """How many cells of a terminal a text takes."""
    if text.isascii():
        return len(text)
    return sum(
        0 if unicodedata.combining(character) else 1 + (east_asian_width(character) in "WF")
        for character in text
    )


def talk(text: str) -> None:
    """A line about the work, on standard error."""
    print(printable(text), file=sys.stderr)


def write_json(value: Mapping[str, Any]) -> None:
    """One JSON object, `"schema"` first."""
    print(json.dumps({"schema": SCHEMA, **value}, ensure_ascii=False, indent=2))


def warn_of(problems: Sequence[Problem], *, most: int = 3) -> None:
    """The first problems of the corpus, and how to see the rest."""
    for problem in problems[:most]:
        talk(f"policytui: {problem}")
    if len(problems) > most:
        talk(f"policytui: and {len(problems) - most} more; see them all with: policytui index")


def mark(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """Text with spans in bold on a terminal that takes colour, plain elsewhere; made printable."""
    if not sys.stdout.isatty() or os.environ.get("NO_COLOR"):
        return printable(text)
    parts, at = [], 0
    for start, end in spans:
        parts += [printable(text[at:start]), "\x1b[1m", printable(text[start:end]), "\x1b[0m"]
        at = end
    return "".join([*parts, printable(text[at:])])


class ProgressLine:
    """A bar on standard error, drawn only where a person sees it."""

    _WIDTH = 30

    def __init__(self) -> None:
        self._is_watched = sys.stderr.isatty()
        self._drawn = False

    def __call__(self, done: int, total: int, what: str) -> None:
        """Draw the bar; see `policytui.progress.Progress`."""
        if not self._is_watched or total <= 1:
            return
        filled = self._WIDTH * done // total
        bar = "#" * filled + "-" * (self._WIDTH - filled)
        line = printable(f"[{bar}] {done:,} of {total:,} {what}")[:78]
        print(f"\r{line:<78}", end="", file=sys.stderr, flush=True)
        self._drawn = True

    def close(self) -> None:
        """Take the bar away."""
        if self._drawn:
            print(f"\r{'':<78}\r", end="", file=sys.stderr, flush=True)
