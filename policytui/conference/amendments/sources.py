"""Where the words of a composite come from: the position, one or more amendments, or no source.

A sentence that stands in a source has that source. Of any other, the sentence nearest to it is
its source, and the words that differ are looked for in what each amendment puts in; what is
found nowhere is from no source, for a person to look at.
"""

import re
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
BEFORE = "the position before it was changed"
"""The name of an older text of it, for words that were settled on that."""

_NEAR = 0.5
"""Likeness from which a sentence is another one, edited."""
_FEWEST_WORDS = 3
"""Words in a row that make a source of a sentence that is not near."""
_DEEPEST = 3
"""Sources that one sentence is put together from."""
_MARKS = " \n\t.,;:!?"
_AROUND = r"[\s.,;:!?]*"


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
    runs = [run for sentence in trace_sentences(text, base, members) for run in sentence]
    return tuple(_joined(runs))


def trace_sentences(
    text: str, base: str, members: Mapping[str, str]
) -> tuple[tuple[Traced, ...], ...]:
    """For each sentence of a text where its runs come from; see `trace_sources`."""
    library = _Library(base, members)
    spans = [*split_sentences(text)]
    starts = [0, *(start for start, _ in spans[1:]), len(text)]
    return tuple(tuple(_joined([*library.trace(text[a:b])])) for a, b in pairwise(starts))


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
        put_in = {
            name: [edit.text for edit in edits_between(base, text) if edit.text.strip()]
            for name, text in members.items()
        }
        self._own = {name: list(map(Ground, texts)) for name, texts in put_in.items()}
        insertions: dict[str, tuple[str, ...]] = {}
        for name, texts in put_in.items():
            for words in filter(None, (text.strip(_MARKS) for text in texts)):
                insertions[words] = tuple(dict.fromkeys([*insertions.get(words, ()), name]))
        self._insertions = {key: insertions[key] for key in sorted(insertions, key=len)[::-1]}

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
            yield from self._without_insertions(run)
            return
        yield from self._against(run, sentences[-rank], sentences, _FEWEST_WORDS, depth)

    def _without_insertions(self, run: str) -> Iterator[Traced]:
        """A run from no source, save where it begins or ends with all that an amendment puts in."""
        for words, names in self._insertions.items():
            found = re.match(rf"{_AROUND}{re.escape(words)}\b{_AROUND}", run)
            if found:
                yield Traced(found.group(), names)
                yield Traced(run[found.end() :], ())
                return
            found = re.search(rf"\b{re.escape(words)}{_AROUND}$", run)
            if found:
                yield Traced(run[: found.start()], ())
                yield Traced(found.group(), names)
                return
        yield Traced(run, ())

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
