"""Which positions share the rare words of a text: BM25 within a bounded amount of work.

The rarest words of a question are looked up first, until a budget of postings is spent; the best
positions found so are then weighed by all of its words (Robertson and Zaragoza, 2009).
"""

import math
from array import array
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cached_property
from heapq import nlargest
from itertools import accumulate

from policytui.checks.nearness.words import stems_of
from policytui.search.analysis import STOP_WORDS, analyse

BUDGET = 6_000
"""Postings read for one question; keeps it to a few milliseconds whatever the corpus."""

_K1, _B = 1.2, 0.75
_WEIGHED = 40
"""Positions weighed by all words of a question."""


class Vocabulary(dict[str, int]):
    """The number of each stem, and of each written word the number of its stem.

    Args:
        stems: all stems in the order of their numbers.
    """

    def __init__(self, stems: Iterable[str] = ()) -> None:
        super().__init__()
        self.stems: list[str] = list(stems)
        self._numbers = {stem: number for number, stem in enumerate(self.stems)}

    def learn(self, words: Sequence[str]) -> list[int]:
        """The stems of words, new ones added; common words such as `the` have none."""
        numbers = []
        for word in words:
            number = self.get(word)
            if number is None:
                number = self._number(word, is_new=True)
            if number >= 0:
                numbers.append(number)
        return numbers

    def known(self, words: Sequence[str]) -> list[int]:
        """The stems of words, without those never learnt."""
        numbers = []
        for word in words:
            number = self.get(word)
            if number is None:
                number = self._number(word, is_new=False)
            if number >= 0:
                numbers.append(number)
        return numbers

    def number_of(self, stem: str) -> int | None:
        """The number of a stem; None where no text holds it."""
        return self._numbers.get(stem)

    def _number(self, word: str, *, is_new: bool) -> int:
        term = analyse(word)
        if word in STOP_WORDS or not term.stem or len(term.stem) < 2:
            number = -1
        elif is_new:
            number = self._numbers.setdefault(term.stem, len(self.stems))
            if number == len(self.stems):
                self.stems.append(term.stem)
        else:
            number = self._numbers.get(term.stem, -1)
            if number < 0:
                # Not kept: what a person is still typing is no word yet.
                return number
        self[word] = number
        return number


class Postings:
    """The stems of many texts, and for each stem the texts that hold it.

    Args:
        stems: the stems of all texts, one text after the other, as numbers of the vocabulary.
        lengths: how many stems each text has.
    """

    def __init__(self, vocabulary: Vocabulary, stems: "array[int]", lengths: "array[int]") -> None:
        self.vocabulary = vocabulary
        self.stems = stems
        self.lengths = lengths
        self._starts = array("I", accumulate(lengths, initial=0))
        mean = len(stems) / len(lengths) if stems else 1.0
        self._norms = array("f", (_K1 * (1 - _B + _B * length / mean) for length in lengths))

    @cached_property
    def _holders(self) -> "list[array[int]]":
        holders = [array("I") for _ in self.vocabulary.stems]
        starts = self._starts
        for number in range(len(self.lengths)):
            for stem in set(self.stems[starts[number] : starts[number + 1]]):
                holders[stem].append(number)
        return holders

    def prepare(self) -> None:
        """Work out now what is else worked out at the first question."""
        assert len(self._weights) == len(self._holders)

    def frequency(self, stem: int) -> int:
        """How many texts hold a stem."""
        return len(self._holders[stem])

    @cached_property
    def _weights(self) -> "array[float]":
        """What each stem weighs: rare ones much, common ones little (idf)."""
        total = len(self.lengths)
        return array("d", (_idf(len(holders), total) for holders in self._holders))

    def stems_in(self, number: int) -> "array[int]":
        """The stems of one text in order, each as often as it stands there."""
        return self.stems[self._starts[number] : self._starts[number + 1]]

    def best(self, stems: Iterable[int], limit: int) -> list[tuple[int, float]]:
        """The texts that share the weightiest stems with a question, best first, with scores."""
        holders = self._holders
        asked = sorted(set(stems), key=lambda stem: (len(holders[stem]), stem))
        weights = {stem: self._weights[stem] for stem in asked}
        first: dict[int, float] = {}
        several: set[int] = set()
        spent = 0
        for stem in asked:
            spent += len(holders[stem])
            if spent > BUDGET and first:
                break
            weight = weights[stem]
            for number in holders[stem][:BUDGET]:
                # Faster than asking for what may not be there: most are met once.
                if number in first:
                    first[number] += weight
                    several.add(number)
                else:
                    first[number] = weight
        if not first:
            return []
        # Most have one word and little weight: the few that may be weighed are sorted alone.
        scores = {number: first[number] for number in several}
        if len(scores) < _WEIGHED or nlargest(_WEIGHED, scores.values())[-1] <= weights[asked[0]]:
            scores = first
        least = nlargest(_WEIGHED, scores.values())[-1]
        promising = sorted((-score, number) for number, score in scores.items() if score >= least)
        weighed = [(number, self._score(number, weights)) for _, number in promising[:_WEIGHED]]
        weighed.sort(key=lambda item: (-item[1], item[0]))
        return weighed[:limit]

    def shares(self, words: Sequence[str], numbers: Iterable[int]) -> list[tuple[float, float]]:
        """For each of some texts the share of a question's weight that it has, and of its own.

        A word of the question that no text has weighs as much as the rarest.
        """
        weights = self._weights
        known = set(self.vocabulary.known(words))
        stems = (stem for stem in stems_of(words) if len(stem) > 1)
        strange = sum(self.vocabulary.number_of(stem) is None for stem in stems)
        rarest = _idf(0, len(self.lengths))
        mine = sum(weights[stem] for stem in sorted(known)) + strange * rarest
        found = []
        for number in numbers:
            held = sorted(set(self.stems_in(number)))
            both = sum(weights[stem] for stem in held if stem in known)
            theirs = sum(weights[stem] for stem in held)
            found.append((both / mine if mine else 0.0, both / theirs if theirs else 0.0))
        return found

    def _score(self, number: int, weights: dict[int, float]) -> float:
        norm = self._norms[number]
        held = Counter(stem for stem in self.stems_in(number) if stem in weights)
        return sum(
            weights[stem] * count * (_K1 + 1) / (count + norm)
            for stem, count in sorted(held.items())
        )


def _idf(frequency: int, total: int) -> float:
    return math.log1p((total - frequency + 0.5) / (frequency + 0.5))
