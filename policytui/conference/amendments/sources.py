"""Where the words of a composite come from: the position, one or more amendments, or no source.

A sentence that stands in a source has that source. Of any other, the sentence nearest to it is
its source, and the words that differ are looked for in what each amendment puts in; what is
found nowhere is from no source, for a person to look at.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from policytui.checks.reading.sentences import split_sentences
from policytui.compare.ground import Ground
from policytui.compare.likeness import Lexicon, form, words_of
from policytui.compare.merge import edits_between
from policytui.compare.words import Op, compare_words, count_words, tokenise

BASE = "the position"
"""The name of the position itself as a source."""

_NEAR = 0.5
"""Likeness from which a sentence is another one, edited."""
_FEWEST_WORDS = 3
"""Words in a row that make a source of a sentence that is not near."""
_DEEPEST = 3
"""Sources that one sentence is put together from."""
_MARKS = " \n\t.,;:!?"


@dataclass(frozen=True, slots=True)
class Traced:
    """A run of text and where it comes from.

    Attributes:
        sources: ids of amendments, or `BASE`; empty for words from no source.
    """

    text: str
    sources: tuple[str, ...]

    @property
    def is_unsourced(self) -> bool:
        """Whether it holds words that no source has."""
        return not self.sources and count_words(tokenise(self.text)) > 0


@dataclass(frozen=True, slots=True)
class _Sentence:
    text: str
    sources: tuple[str, ...]
    words: Counter[str]


def trace_sources(text: str, base: str, members: Mapping[str, str]) -> tuple[Traced, ...]:
    """Where each run of a text comes from; the runs joined are the text.

    Args:
        text: of the composite.
        base: the position as it stands.
        members: the proposed text of each amendment by its id.
    """
    library = _Library(base, members)
    runs: list[Traced] = []
    spans = [*split_sentences(text)]
    starts = [0, *(start for start, _ in spans[1:]), len(text)]
    for start, end in pairwise(starts):
        runs += library.trace(text[start:end])
    return tuple(_joined(runs))


class _Library:
    """The sentences of all sources, and what each amendment puts in."""

    def __init__(self, base: str, members: Mapping[str, str]) -> None:
        sources: dict[str, tuple[str, list[str]]] = {}
        for name, text in {BASE: base, **members}.items():
            for start, end in split_sentences(text):
                sentence = text[start:end]
                _, names = sources.setdefault(form(sentence), (sentence, []))
                # What an amendment leaves as it is comes from the position.
                if names[:1] != [BASE] and name not in names:
                    names.append(name)
        self._sources = {key: tuple(names) for key, (_, names) in sources.items()}
        self._sentences = [
            _Sentence(sentence, tuple(names), Counter(words_of(sentence)))
            for sentence, names in sources.values()
        ]
        self._lexicon = Lexicon([words_of(one.text) for one in self._sentences], [])
        self._own = {
            name: [Ground(edit.text) for edit in edits_between(base, text) if edit.text.strip()]
            for name, text in members.items()
        }

    def trace(self, sentence: str) -> Iterator[Traced]:
        """Where the runs of a sentence come from."""
        known = self._sources.get(form(sentence.strip()))
        if known is not None:
            yield Traced(sentence, known)
            return
        bag = self._lexicon.bag(words_of(sentence))
        near = [
            (self._lexicon.likeness(bag, self._lexicon.bag(one.words.elements())), -rank)
            for rank, one in enumerate(self._sentences)
        ]
        likeness, rank = max(near, default=(0.0, 0))
        if likeness >= _NEAR:
            yield from self._against(sentence, self._sentences[-rank], self._sentences, 1, 0)
        else:
            yield from self._pieces(sentence, self._sentences, 0)

    def _against(
        self,
        run: str,
        nearest: _Sentence,
        sentences: Sequence[_Sentence],
        fewest: int,
        depth: int,
    ) -> Iterator[Traced]:
        """A run beside the sentence that it comes from; what differs is looked for elsewhere."""
        rest = [one for one in sentences if one is not nearest]
        for change in compare_words(nearest.text, run):
            words = count_words(tokenise(change.proposed))
            if change.op is Op.EQUAL and (words >= fewest or not words):
                yield Traced(change.proposed, nearest.sources)
            elif change.proposed:
                yield from self._pieces(change.proposed, rest, depth + 1)

    def _pieces(self, run: str, sentences: Sequence[_Sentence], depth: int) -> Iterator[Traced]:
        words = Counter(words_of(run))
        holders = self._holders(run)
        if holders or words.total() < _FEWEST_WORDS or depth == _DEEPEST:
            yield Traced(run, holders)
            return
        shared = [((words & one.words).total(), -rank) for rank, one in enumerate(sentences)]
        most, rank = max(shared, default=(0, 0))
        if most < _FEWEST_WORDS:
            yield Traced(run, ())
            return
        yield from self._against(run, sentences[-rank], sentences, _FEWEST_WORDS, depth)

    def _holders(self, run: str) -> tuple[str, ...]:
        """The amendments that put in words among which a whole run stands."""
        wanted = run.strip(_MARKS)
        if not wanted:
            return ()
        return tuple(
            name
            for name, grounds in self._own.items()
            if any(ground.occurrences(wanted, most=1) for ground in grounds)
        )


def _joined(runs: Sequence[Traced]) -> Iterator[Traced]:
    """The runs with neighbours of one source joined; marks and space go with what they follow."""
    held: Traced | None = None
    for run in runs:
        has_words = count_words(tokenise(run.text)) > 0
        if held is None:
            held = run
        elif not has_words or run.sources == held.sources:
            held = Traced(held.text + run.text, held.sources)
        else:
            yield held
            held = run
    if held is not None:
        yield held
