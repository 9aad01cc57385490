"""Titles of laws in a text: `Localism Act 2011`, `the Data Protection Act`."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_KIND = re.compile(
    r"\b(?P<title>(?:Acts?|Regulations|Order|Measure)\b(?!\))(?:\s+\([A-Z][\w ,]+\))?)"
    r"(?:,?\s+(?:(?P<how>of|in)\s+)?(?P<year>(?:1[5-9]|20)\d\d)\b)?"
)
_WORD_BEFORE = re.compile(r"(\(?[\w’'‐‑-]+\)?,?)(?:[ \t]+|[ \t]*\n[ \t]*)$")
_JOINING = frozenset(["and", "of", "the", "for", "in", "on", "to", "with", "etc", "or"])
_POINTING = frozenset(["the", "this", "that", "our"])
_MOST_WORDS = 14


@dataclass(frozen=True, slots=True)
class Law:
    """A law named in a text.

    Attributes:
        starts: where the title may begin, outermost first: a "the", and words with a capital
            before it, may belong to the sentence ("Repeal the Localism Act").
        title_end: where the title ends, before the year.
        end: where the whole name ends.
        year: as written; empty where none stands behind it.
    """

    starts: tuple[int, ...]
    title_end: int
    end: int
    year: str

    def titles(self, text: str) -> Iterator[tuple[int, str]]:
        """Start and words of each title it may have, the longest first."""
        for start in self.starts:
            yield start, " ".join(text[start : self.title_end].replace("’", "'").split())


def find_laws(text: str) -> Iterator[Law]:
    """The laws named in a text, in order; those without a title ("the Act") are left out."""
    for found in _KIND.finditer(text):
        # "Act of 1977" is how other countries name their laws.
        starts = () if found["how"] == "of" else _starts(text, found.start())
        if starts:
            yield Law(starts, found.end("title"), found.end(), found["year"] or "")


def _starts(text: str, place: int) -> tuple[int, ...]:
    """Where a title may begin: at the first capital of its words, or behind a "the" in them."""
    behind_the: set[int] = set()
    first = end = place
    for _ in range(_MOST_WORDS):
        found = _WORD_BEFORE.search(text, max(0, end - 40), end)
        word = found[1].strip("(),") if found else ""
        if found is None or word in {"Act", "Acts"}:
            break
        if word.casefold() in _POINTING and text[end].isupper():
            behind_the.add(end)
        if word[:1].isupper():
            first = found.start(1)
        elif word not in _JOINING:
            break
        end = found.start(1)
    return tuple(sorted(behind_the | {first})) if first < place else ()
