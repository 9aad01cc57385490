"""A quoted passage found again in texts that may have changed around it or in it.

The quote carries the words before and behind it, as in the Web Annotation Data Model (W3C, 2017,
text quote selector). It is looked for as it stands, then without regard to case, white space
and the style of quotes and dashes, then by likeness. Where several places fit as well, all are
given and none is called certain.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from rapidfuzz import fuzz

LIKELY = 75.0
"""Lowest score at which a passage that is only alike is given."""

_FEWEST_WORDS = 3
"""Fewer words are like too many others."""
_AS_GOOD = 5.0
"""A likeness that differs by less is no reason to prefer one place."""
_CONTEXT_AS_GOOD = 10.0
"""The same for the words before and behind it."""
_CONTEXT_LENGTH = 100
"""Characters on either side that tell one place from another."""

_STYLES = str.maketrans(
    {
        **dict.fromkeys("‘’‚‛′`´", "'"),
        **dict.fromkeys("“”„‟″«»", '"'),
        **dict.fromkeys("‐‑‒–—―−", "-"),
    }
)


class Method(StrEnum):
    """How a passage was found, the surest first."""

    EXACT = "exact"
    NORMALISED = "normalised"
    """But for case, white space and the style of quotes and dashes."""
    FUZZY = "fuzzy"
    """By likeness."""


@dataclass(frozen=True, slots=True)
class Quote:
    """A passage with the words that stood around it."""

    text: str
    prefix: str = ""
    suffix: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a passage may stand.

    Attributes:
        number: which of the texts.
        start, end: characters of that text.
        score: likeness of the passage from 0 to 100; 100 unless found by likeness.
        context: likeness of what stands around it, from 0 to 100; 0 where none was quoted.
    """

    number: int
    start: int
    end: int
    method: Method
    score: float
    context: float


@dataclass(frozen=True, slots=True)
class Found:
    """Every place where a passage may stand, the likeliest first."""

    places: tuple[Place, ...]

    @property
    def certain(self) -> Place | None:
        """The one place; None where none was found or another fits about as well."""
        if not self.places:
            return None
        best, *others = self.places
        return None if any(_is_as_good(other, best) for other in others) else best


def quote_from(text: str, start: int, end: int) -> Quote:
    """The passage [start, end) of a text with what stands around it."""
    return Quote(
        text[start:end],
        text[max(0, start - _CONTEXT_LENGTH) : start],
        text[end : end + _CONTEXT_LENGTH],
    )


def find_quote(quote: Quote, texts: Sequence[str]) -> Found:
    """Where a passage stands in texts; by likeness only where no text holds it otherwise."""
    wanted = _fold(quote.text)
    if not wanted.text:
        return Found(())
    methods = list(Method)
    if wanted.text.count(" ") + 1 < _FEWEST_WORDS:
        methods.remove(Method.FUZZY)
    for method in methods:
        places = [
            Place(number, start, end, method, score, _context(quote, text, start, end))
            for number, text in enumerate(texts)
            for start, end, score in _find(method, quote.text.strip(), wanted.text, text)
        ]
        if places:
            return Found(tuple(sorted(places, key=_rank)))
    return Found(())


def _rank(place: Place) -> tuple[float, float, int, int]:
    # Scores that differ little say less than the words around the passage do.
    return -(place.score // _AS_GOOD), -place.context, place.number, place.start


def _is_as_good(place: Place, best: Place) -> bool:
    return best.score - place.score < _AS_GOOD and best.context - place.context < _CONTEXT_AS_GOOD


def _find(method: Method, passage: str, folded: str, text: str) -> Iterator[tuple[int, int, float]]:
    if method is Method.EXACT:
        for start in _occurrences(passage, text):
            yield start, start + len(passage), 100.0
        return
    content = _fold(text)
    if method is Method.NORMALISED:
        for start in _occurrences(folded, content.text):
            yield *content.span(start, start + len(folded)), 100.0
        return
    for start, end, score in _alike(folded, content.text):
        yield *content.span(start, end), score


def _occurrences(passage: str, text: str) -> Iterator[int]:
    """Where a passage stands in a text as whole words."""
    start = text.find(passage)
    while start >= 0:
        if not (_parts_word(text, start) or _parts_word(text, start + len(passage))):
            yield start
        start = text.find(passage, start + 1)


def _parts_word(text: str, at: int) -> bool:
    return 0 < at < len(text) and text[at - 1].isalnum() and text[at].isalnum()


def _alike(passage: str, text: str) -> list[tuple[int, int, float]]:
    """The stretch of a text most like a passage, and others about as like it."""
    found: list[tuple[int, int, float]] = []
    lowest = LIKELY
    stretches = [(0, len(text))]
    while stretches:
        start, end = stretches.pop()
        best = _most_alike(passage, text[start:end], lowest)
        if best is None:
            continue
        first, last, score = _whole_words(passage, text, start + best[0], start + best[1])
        if score >= lowest:
            found.append((first, last, score))
            lowest = max(lowest, score - _AS_GOOD)
        stretches += [(start, start + best[0]), (start + best[1], end)]
    return [place for place in found if place[2] >= lowest]


def _most_alike(passage: str, text: str, lowest: float) -> tuple[int, int, float] | None:
    if len(text) <= len(passage):
        # A short text inside a long passage would align in full and mean nothing.
        score = fuzz.ratio(passage, text, score_cutoff=lowest)
        return (0, len(text), score) if score else None
    best = fuzz.partial_ratio_alignment(passage, text, score_cutoff=lowest)
    if best is None or best.dest_start == best.dest_end:
        return None
    return best.dest_start, best.dest_end, best.score


def _whole_words(passage: str, text: str, start: int, end: int) -> tuple[int, int, float]:
    """The whole words at a stretch of a text that are most like a passage, and how like."""
    starts = {text.rfind(" ", 0, start + 1) + 1, text.find(" ", start, end) + 1 or start}
    ends = {(text + " ").index(" ", end), text.rfind(" ", start, end)}
    places = [
        (first, last, fuzz.ratio(passage, text[first:last]))
        for first in starts
        for last in ends
        if first < last
    ]
    best = max(score for _, _, score in places)
    return max(
        (place for place in places if best - place[2] < _AS_GOOD),
        key=lambda place: (-abs(place[1] - place[0] - len(passage)), place[2], -place[0]),
    )


def _context(quote: Quote, text: str, start: int, end: int) -> float:
    """How like the surroundings of a place are to those of the quote."""
    scores = []
    if prefix := _fold(quote.prefix[-_CONTEXT_LENGTH:]).text:
        before = _fold(text[max(0, start - _CONTEXT_LENGTH) : start]).text
        scores.append(fuzz.ratio(prefix, before[-len(prefix) :]))
    if suffix := _fold(quote.suffix[:_CONTEXT_LENGTH]).text:
        behind = _fold(text[end : end + _CONTEXT_LENGTH]).text
        scores.append(fuzz.ratio(suffix, behind[: len(suffix)]))
    return sum(scores) / len(scores) if scores else 0.0


@dataclass(frozen=True, slots=True)
class _Folded:
    """A text in small letters, one style and single spaces, and where each word came from."""

    text: str
    starts: list[int]
    origins: list[int]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The characters of the text itself from which a stretch that is not empty was folded."""
        return self._origin(start), self._origin(end - 1) + 1

    def _origin(self, at: int) -> int:
        word = bisect_right(self.starts, at) - 1
        return self.origins[word] + at - self.starts[word]


def _fold(text: str) -> _Folded:
    small = text.lower()
    if len(small) != len(text):
        # A few letters grow when made small; offsets must keep their meaning.
        small = "".join(letter.lower()[0] for letter in text)
    words = list(re.finditer(r"\S+", small.translate(_STYLES)))
    starts, at = [], 0
    for word in words:
        starts.append(at)
        at += len(word.group()) + 1
    folded = " ".join(word.group() for word in words)
    return _Folded(folded, starts, [word.start() for word in words])
