"""Acronyms in a text that are spelled out nowhere."""

import re
from collections.abc import Container, Iterator
from functools import cached_property

_ACRONYM = re.compile(r"(?<![\w@/.&’'-])[A-Z]{2,6}(?=s?(?![\w@/&-]))(?!s?\.\w|s?\s(?:\d|[A-Z]\b))")
_ROMAN = re.compile(r"[IVXLC]+")
_WORD = re.compile(r"[^\W\d_]+")
_SMALL = frozenset(["and", "of", "the", "for", "in", "on", "to", "with", "a", "an", "by"])
_SHORT = 1000
_SHOUTED = re.compile(r"[A-Z]{2,}\W+$")
_SHOUTED_BEHIND = re.compile(r"s?[^\w.]+[A-Z]{2,}\b")


def find_acronyms(text: str) -> Iterator[tuple[int, int]]:
    """The places of acronyms in a text; Roman numerals and words in capitals are none."""
    for found in _ACRONYM.finditer(text):
        start, end = found.span()
        is_shouted = _SHOUTED.search(text[max(0, start - 20) : start])
        if _ROMAN.fullmatch(found.group()) or is_shouted or _SHOUTED_BEHIND.match(text, end):
            continue
        yield start, end


class Explained:
    """What a text spells out: in brackets beside an acronym, or in words with its initials."""

    def __init__(self, text: str) -> None:
        self._text = text

    @cached_property
    def _words(self) -> list[str]:
        return _WORD.findall(self._text)

    @cached_property
    def _small_words(self) -> frozenset[str]:
        return frozenset(word for word in self._words if word.islower())

    @cached_property
    def _initials(self) -> str:
        """One line of initials, which answers for every acronym of the text."""
        words = [word for word in self._words if len(word) == 1 or not word.isupper()]
        initials = "".join(word[0] for word in words if word.casefold() not in _SMALL)
        # In a long text some row of small words has any three initials by chance.
        return f"{initials} {initials.upper()}" if len(words) <= _SHORT else initials

    def has(self, acronym: str) -> bool:
        """Whether a reader of the text is told what the acronym stands for."""
        told = rf"\([\s“\"'‘]*{acronym}(?:['’]?s)?[\s”\"'’]*\)|\b{acronym}s?\s+\(\s*[A-Za-z]"
        # "ANNEX" is a word in capitals where "annex" stands too.
        word = acronym.casefold()
        if word in _SMALL or word in self._small_words or re.search(told, self._text):
            return True
        return len(acronym) > 2 and acronym in self._initials


def unexplained(
    text: str, explained: Explained, known: Container[str], seen: set[str]
) -> Iterator[tuple[str, int, int]]:
    """Acronyms neither spelled out nor known, with their first place.

    Args:
        seen: acronyms told of already; those of this text are added.
    """
    for start, end in find_acronyms(text):
        acronym = text[start:end]
        if acronym not in seen and acronym not in known and not explained.has(acronym):
            yield acronym, start, end
        seen.add(acronym)
