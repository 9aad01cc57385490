"""Names of the registers found in a text: whole words, capitals as written, the longest first."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from policytui.checks.reading.sentences import split_sentences
from policytui.checks.registers.laws import find_laws
from policytui.checks.registers.model import Entry, EntryKind, Registers

_WORD = re.compile(r"\w+")
_SENTENCE_STARTS = re.compile(r"(?:^|[.!?:;•\n]|^\s*[-*])[\s\"'“‘(\[*_]*$")
_CAPITAL_BEFORE = re.compile(r"\b[A-Z]\w*[-\s]+$")
_CAPITAL_BEHIND = re.compile(r"[-\s]+[A-Z]")


@dataclass(frozen=True, slots=True)
class Mention:
    """A name of a register in a text.

    Attributes:
        start, end: where it stands in the text.
        sentence: start and end of the sentence around it.
    """

    entry: Entry
    start: int
    end: int
    sentence: tuple[int, int]


class Finder:
    """Finds the names of entries; its work grows with the text alone, not with the register."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        # A name is looked for only where its first word stands.
        self._names: dict[str, list[tuple[str, Entry]]] = {}
        named = [(name, entry) for entry in entries for name in entry.spellings]
        for name, entry in sorted(named, key=lambda pair: (-len(pair[0]), pair[0])):
            first = _WORD.search(name)
            if first:
                self._names.setdefault(first.group(), []).append((name, entry))

    def find(self, text: str) -> tuple[Mention, ...]:
        """Every mention in a text, in order, none inside another or inside a law's title."""
        found = list(self._candidates(text))
        if not found:
            return ()
        titles = [(law.starts[0], law.end) for law in find_laws(text)]
        sentences = list(split_sentences(text))
        mentions: list[Mention] = []
        for start, end, entry in found:
            if mentions and start < mentions[-1].end:
                continue
            if entry.kind is not EntryKind.ACT and _is_inside((start, end), titles):
                continue
            if _counts(entry, text, start, end):
                mentions.append(Mention(entry, start, end, _around(sentences, start, end)))
        return tuple(mentions)

    def _candidates(self, text: str) -> Iterator[tuple[int, int, Entry]]:
        for word in _WORD.finditer(text):
            for name, entry in self._names.get(word.group(), ()):
                found = _pattern(name).match(text, word.start())
                if found:
                    yield found.start(), found.end(), entry
                    break


@lru_cache(maxsize=4)
def finder_of(registers: Registers) -> Finder:
    """The finder of all entries of the registers, made once."""
    return Finder(registers.entries)


def has_word(words: Sequence[str], text: str) -> bool:
    """Whether one of some words stands in a text; `*` at a word's end stands for any ending."""
    return any(re.search(words_pattern([word]), text, re.IGNORECASE) for word in words)


def words_pattern(words: Sequence[str]) -> str:
    """A regular expression for any of some words or phrases, longest first."""
    ordered = sorted(words, key=lambda word: (-len(word), word))
    parts = (re.escape(word).replace(r"\*", r"\w*").replace(r"\ ", r"\s+") for word in ordered)
    return rf"\b(?:{'|'.join(parts)})\b"


def paragraph_around(text: str, start: int, end: int) -> str:
    """The paragraph in which a place stands."""
    begin = text.rfind("\n\n", 0, start) + 1
    close = text.find("\n\n", end)
    return text[begin : close if close >= 0 else len(text)]


@cache
def _pattern(name: str) -> re.Pattern[str]:
    written: Mapping[str, str] = {" ": r"\s+", "'": "['’]", "’": "['’]", "-": "[-‐‑]"}
    escaped = "".join(written.get(letter, re.escape(letter)) for letter in name)
    return re.compile(escaped.replace(r"\s+and\s+", r"\s+(?:and|&)\s+") + r"\b(?![-‐‑]\w)")


def _counts(entry: Entry, text: str, start: int, end: int) -> bool:
    if entry.common_word:
        before = text[max(0, start - 40) : start]
        is_alone = not _CAPITAL_BEFORE.search(before) and not _CAPITAL_BEHIND.match(text, end)
        if _SENTENCE_STARTS.search(before) or not is_alone:
            return False
    return not entry.near or has_word(entry.near, paragraph_around(text, start, end))


def _is_inside(span: tuple[int, int], others: Sequence[tuple[int, int]]) -> bool:
    return any(start <= span[0] and span[1] <= end for start, end in others)


def _around(sentences: Sequence[tuple[int, int]], start: int, end: int) -> tuple[int, int]:
    holding = [(a, b) for a, b in sentences if a < end and start < b]
    return (holding[0][0], holding[-1][1]) if holding else (start, end)
