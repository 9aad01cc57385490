"""Search over answers with the query language of the positions.

Plain words are looked for in the answer and in the name of who sent it; `title:` asks for that
name alone, `theme:` for the themes that the answer was coded to, `nation:` for the nation and
`capacity:` for those who speak for a local party, a society or the like.
"""

from array import array
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence, Set
from dataclasses import dataclass
from itertools import chain, islice

from policytui.conference.consultation.indexing import (
    MOST_WORDS,
    Words,
    gather_words,
    index_words,
)
from policytui.conference.consultation.replies import Reply
from policytui.conference.consultation.themes import Coding
from policytui.drafts.model import Capacity
from policytui.search.analysis import written_words
from policytui.search.answers import PARTIAL, answer
from policytui.search.engine import Filters, Snippet, Span
from policytui.search.keys import (
    THEMES,
    document_facet,
    member_facet,
    theme_facet,
    weigh_places,
)
from policytui.search.postings import Postings
from policytui.search.query import FIELDS, Query, parse_query
from policytui.search.snippets import highlight, snippet

SOME = "No answer has all these words; these have some of them."
_Marks = dict[str, "array[int]"]
_GAP = 8
"""Places between two themes, so that no phrase runs from one into the next."""
_FIELDS = {**FIELDS, "capacity": tuple(Capacity)}


@dataclass(frozen=True, slots=True)
class Found:
    """What a search found.

    Attributes:
        replies: the best first, at most as many as were asked for.
        total: how many answers match in all.
        notes: what the reader must know, such as that a broken query was searched as words.
        correction: a query with misspelt words mended, empty where there is none to offer.
    """

    query: Query
    replies: tuple[Reply, ...]
    total: int
    notes: tuple[str, ...]
    correction: str

    def snippet(self, reply: Reply, width: int) -> Snippet:
        """The part of an answer, of about `width` characters, that shows the query best."""
        return snippet(self.query, reply.text, width)

    def highlight(self, text: str) -> tuple[Span, ...]:
        """Where the words of the query stand in a text."""
        return highlight(self.query, text)


class ReplyIndex:
    """Answers to be searched; an inverted index as ranking reads it (`postings.TermIndex`).

    Args:
        words: those of the answers, where they are known.
    """

    def __init__(
        self, replies: Sequence[Reply], coding: Coding, words: Words | None = None
    ) -> None:
        self._replies = {reply.id: reply for reply in replies}
        self._ids = list(self._replies)
        self._words = index_words(self._replies.values()) if words is None else words
        self._facets: dict[str, set[int]] = defaultdict(set)
        marks: _Marks = defaultdict(lambda: array("Q"))
        for number, reply in enumerate(self._replies.values()):
            self._add_facets(number, reply)
            if reply.id in coding.coded:
                self._add_themes(number, reply, coding, marks)
        self._marks = gather_words(marks, ())
        self._kept: dict[str, Postings] = {}

    def search(self, text: str, limit: int, *, question: str = "", as_typed: bool = False) -> Found:
        """The best answers for what a person typed; never raises for the words themselves.

        Args:
            question: id of the question to which they are; of any where it is empty.
        """
        query = parse_query(text, as_typed=as_typed, fields=_FIELDS)
        found = answer(self, query, Filters(document=question or None), limit)
        notes = tuple(SOME if note == PARTIAL else note for note in found.notes)
        replies = tuple(self._replies[hit.id] for hit in found.hits)
        return Found(query, replies, found.total, notes, found.correction)

    # --- what ranking asks ---

    def count(self) -> int:
        """How many answers there are."""
        return len(self._ids)

    def norms(self) -> Sequence[float]:
        """For each answer the length of its text over the mean length."""
        lengths = self._words.lengths
        mean = sum(lengths) / len(lengths) if lengths else 1.0
        return [length / mean if mean else 1.0 for length in lengths]

    def every(self) -> Set[int]:
        """All answers."""
        return frozenset(range(len(self._ids)))

    def members(self, facet: str) -> Set[int]:
        """Answers with a facet."""
        return frozenset(self._facets.get(facet, ()))

    def ids(self, docs: Sequence[int]) -> list[str]:
        """The ids of answers by their numbers."""
        return [self._ids[doc] for doc in docs]

    def forms(self, beginning: str) -> Sequence[tuple[str, int]]:
        """Forms with this beginning, and in how many answers each stands, in order."""
        found: dict[str, int] = defaultdict(int)
        for forms in (self._words.forms, self._marks.forms):
            first = bisect_left(forms, (beginning, 0))
            for form, frequency in islice(forms, first, None):
                if not form.startswith(beginning):
                    break
                found[form] += frequency
        return sorted(found.items())

    def postings(self, key: str) -> Postings:
        """Where a stem or form stands."""
        found = self._kept.get(key)
        if found is None:
            found = self._kept[key] = self._collect(key)
        return found

    def _collect(self, key: str) -> Postings:
        places: dict[int, array[int]] = {}
        held = [
            words.places[written]
            for words in (self._words, self._marks)
            for written in words.by_key.get(key, ())
        ]
        for at in sorted(chain.from_iterable(held)):
            places.setdefault(at >> 32, array("I")).append(at & 0xFFFFFFFF)
        return Postings(
            list(places),
            [weigh_places(each, None) for each in places.values()],
            [each.tobytes() for each in places.values()],
        )

    # --- what is known of answers besides their words ---

    def _add_facets(self, number: int, reply: Reply) -> None:
        self._facets[document_facet(reply.question)].add(number)
        who = reply.submission.draft.submitter
        if who.nation:
            self._facets[member_facet(who.nation)].add(number)
        if not reply.submission.needs:
            self._facets[member_facet(who.capacity)].add(number)

    def _add_themes(self, number: int, reply: Reply, coding: Coding, marks: _Marks) -> None:
        start = THEMES
        for theme in coding.themes_of(reply):
            words = written_words(theme.title)
            if start + len(words) < THEMES + MOST_WORDS:
                for place, word in enumerate(words, (number << 32) + start):
                    marks[word].append(place)
                start += len(words) + _GAP
            self._facets[theme_facet(theme.title)].add(number)
