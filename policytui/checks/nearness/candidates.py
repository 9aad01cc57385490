"""The positions nearest to a text: those worth holding against it, in order.

Two ways of looking are fused by rank (Cormack, Clarke and Büttcher, 2009): shingles find words
taken over, also inside a longer letter; rare words find the same matter in other words, and what
contradicts it, for that speaks of the same things.
"""

from array import array
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import islice

from policytui.checks.nearness.postings import Postings, Vocabulary
from policytui.checks.nearness.shingles import Overlap, ShingleIndex
from policytui.checks.nearness.words import shingles_of, words_of
from policytui.errors import Cancelled
from policytui.progress import IsCancelled, Progress, ignore_progress, never_cancelled

_FUSION = 60
"""How slowly the weight of a rank falls; the value of the paper."""
_RANKED = 30
"""Ranks of each way of looking that count."""
_FEWEST_SHARED = 2
"""Shingles; a single shared one is a common phrase."""
_REMEMBERED = 32
"""Texts whose candidates are kept."""
_STEPS = 2_000
"""Texts between two reports of progress."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A position worth holding against a text.

    Attributes:
        score: from 0 to 1; 1 where both ways of looking put it first. Good for order alone.
        shared: the stems that both hold, the rarest first.
        overlap: what both share word for word; None where no run of words is shared.
    """

    position_id: str
    score: float
    shared: tuple[str, ...]
    overlap: Overlap | None = None


class Candidates:
    """The positions of a corpus, held so that those near a text are found quickly.

    Args:
        ids: the positions' ids; the other arguments hold them in the same order.
    """

    def __init__(self, ids: Sequence[str], shingles: ShingleIndex, postings: Postings) -> None:
        self.ids = tuple(ids)
        self.shingles = shingles
        self.postings = postings
        # Several rules ask of one passage in turn.
        self._ranked = lru_cache(maxsize=_REMEMBERED)(self._rank)

    @classmethod
    def build(
        cls,
        positions: Iterable[tuple[str, str, str]],
        progress: Progress = ignore_progress,
        is_cancelled: IsCancelled = never_cancelled,
        total: int = 0,
    ) -> "Candidates":
        """Candidates of positions given as id, title and text.

        Args:
            total: how many there are, for progress; 0 where that is not known.

        Raises:
            Cancelled: stopped; nothing is kept.
            UsageError: there are too many.
        """
        ids: list[str] = []
        vocabulary = Vocabulary()
        stems, lengths = array("I"), array("I")

        def read() -> Iterable[list[int]]:
            for number, (id_, title, text) in enumerate(positions):
                if number % _STEPS == 0:
                    if is_cancelled():
                        raise Cancelled("Stopped.")
                    progress(number, total, "reading positions")
                words = words_of(text)
                learnt = vocabulary.learn(words_of(title) + words)
                ids.append(id_)
                stems.extend(learnt)
                lengths.append(len(learnt))
                yield shingles_of(words)

        shingles = ShingleIndex.build(read())
        return cls(ids, shingles, Postings(vocabulary, stems, lengths))

    @cached_property
    def _numbers(self) -> dict[str, int]:
        return {id_: number for number, id_ in enumerate(self.ids)}

    def prepare(self) -> None:
        """Work out now what is else worked out at the first question."""
        self.postings.prepare()

    def near(
        self,
        text: str,
        limit: int = 10,
        *,
        is_wanted: Callable[[str], bool] | None = None,
    ) -> tuple[Candidate, ...]:
        """The positions nearest to a text, the nearest first.

        Args:
            is_wanted: which positions to give, by id; None gives all.
        """
        stems, ranked = self._ranked(text)
        wanted = (one for one in ranked if is_wanted is None or is_wanted(self.ids[one[0]]))
        return tuple(
            Candidate(self.ids[number], score, self._shared(number, stems), overlap)
            for number, score, overlap in islice(wanted, limit)
        )

    def _rank(self, text: str) -> tuple[set[int], list[tuple[int, float, Overlap | None]]]:
        words = words_of(text)
        stems = set(self.postings.vocabulary.known(words))
        overlaps = self.shingles.overlaps(shingles_of(words), fewest=_FEWEST_SHARED)[:_RANKED]
        scores: dict[int, float] = {}
        for rank, overlap in enumerate(overlaps):
            scores[overlap.number] = _FUSION / (_FUSION + rank) / 2
        for rank, (number, _) in enumerate(self.postings.best(stems, _RANKED)):
            scores[number] = scores.get(number, 0.0) + _FUSION / (_FUSION + rank) / 2
        by_number = {overlap.number: overlap for overlap in overlaps}
        ranked = [(number, score, by_number.get(number)) for number, score in scores.items()]
        ranked.sort(key=lambda one: (-one[1], one[0]))
        return stems, ranked

    def shares(
        self, words: Sequence[str], position_ids: Iterable[str]
    ) -> list[tuple[float, float]]:
        """How much of a text each of some positions says, and how much of it the text says.

        Args:
            words: those of the text, as `words_of` gives them.

        Returns:
            For each two shares from 0 to 1; rare words count most, common ones such as `the`
            not at all.
        """
        return self.postings.shares(words, [self._numbers[id_] for id_ in position_ids])

    def _shared(self, number: int, stems: set[int]) -> tuple[str, ...]:
        both = stems.intersection(self.postings.stems_in(number))
        names = self.postings.vocabulary.stems
        frequency = self.postings.frequency
        return tuple(names[stem] for stem in sorted(both, key=lambda one: (frequency(one), one)))
