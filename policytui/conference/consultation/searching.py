"""Search over answers with the query language of the positions.

Plain words are looked for in the answer and in the name of who sent it; `title:` asks for that
name alone, `theme:` for the themes that the answer was coded to, `nation:` for the nation.
The index is small enough to be made in memory whenever it is wanted.
"""

from array import array
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence, Set
from dataclasses import dataclass
from functools import cached_property

from policytui.conference.consultation.replies import Reply
from policytui.conference.consultation.themes import Coding
from policytui.search.analysis import analyse, written_words
from policytui.search.answers import PARTIAL, answer
from policytui.search.engine import Filters, Snippet, Span
from policytui.search.keys import (
    TEXT,
    THEMES,
    TITLE,
    form_key,
    member_facet,
    theme_facet,
    weigh_places,
)
from policytui.search.postings import Postings
from policytui.search.query import Query, parse_query
from policytui.search.snippets import highlight, snippet

SOME = "No answer has all these words; these have some of them."
_GAP = 8
"""Places between two themes, so that no phrase runs from one into the next."""
_ROOM = 1 << 11


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
    """Answers to be searched; an inverted index as ranking reads it (`postings.TermIndex`)."""

    def __init__(self, replies: Sequence[Reply], coding: Coding) -> None:
        self._replies = {reply.id: reply for reply in replies}
        self._ids = list(self._replies)
        self._lengths: list[int] = []
        # Number of the answer in the upper half, place in the lower: ascending as they come.
        self._written: dict[str, array[int]] = defaultdict(lambda: array("Q"))
        self._facets: dict[str, set[int]] = defaultdict(set)
        for number, reply in enumerate(self._replies.values()):
            self._add(number, reply, coding)
        self._kept: dict[str, Postings] = {}

    def search(self, text: str, limit: int, *, as_typed: bool = False) -> Found:
        """The best answers for what a person typed; never raises for the words themselves."""
        query = parse_query(text, as_typed=as_typed)
        found = answer(self, query, Filters(), limit)
        notes = tuple(SOME if note == PARTIAL else note for note in found.notes)
        replies = tuple(self._replies[hit.id] for hit in found.hits)
        return Found(query, replies, found.total, notes, found.correction)

    # --- what ranking asks ---

    def count(self) -> int:
        """How many answers there are."""
        return len(self._ids)

    def norms(self) -> Sequence[float]:
        """For each answer the length of its text over the mean length."""
        mean = sum(self._lengths) / len(self._lengths) if self._lengths else 1.0
        return [length / mean if mean else 1.0 for length in self._lengths]

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
        first = bisect_left(self._forms, (beginning, 0))
        found = []
        for form, frequency in self._forms[first:]:
            if not form.startswith(beginning):
                break
            found.append((form, frequency))
        return found

    def postings(self, key: str) -> Postings:
        """Where a stem or form stands."""
        found = self._kept.get(key)
        if found is None:
            found = self._kept[key] = self._collect(key)
        return found

    # --- making it ---

    def _add(self, number: int, reply: Reply, coding: Coding) -> None:
        draft = reply.submission.draft
        who = f"{draft.submitter.organisation} {draft.submitter.mover}"
        self._add_words(number, TITLE, written_words(who)[:_ROOM])
        start = THEMES
        for theme in coding.themes_of(reply):
            words = written_words(theme.title)
            if start + len(words) < THEMES + _ROOM:
                self._add_words(number, start, words)
                start += len(words) + _GAP
            self._facets[theme_facet(theme.title)].add(number)
        words = written_words(reply.text)
        self._add_words(number, TEXT, words)
        self._lengths.append(len(words))
        if draft.submitter.nation:
            self._facets[member_facet(draft.submitter.nation)].add(number)

    def _add_words(self, number: int, start: int, words: Sequence[str]) -> None:
        written = self._written
        for place, word in enumerate(words, (number << 32) + start):
            written[word].append(place)

    @cached_property
    def _by_key(self) -> dict[str, list[str]]:
        """For each stem and form the words as written that stand for it."""
        found: dict[str, list[str]] = defaultdict(list)
        for written in self._written:
            term = analyse(written)
            if term.form:
                each = (term, *term.parts)
                keys = [key for one in each for key in (one.stem, form_key(one.form))]
                for key in dict.fromkeys(keys):
                    found[key].append(written)
        return dict(found)

    @cached_property
    def _forms(self) -> list[tuple[str, int]]:
        sign = form_key("")
        return sorted(
            (key[len(sign) :], len({at >> 32 for word in words for at in self._written[word]}))
            for key, words in self._by_key.items()
            if key.startswith(sign)
        )

    def _collect(self, key: str) -> Postings:
        places: dict[int, array[int]] = {}
        written = self._by_key.get(key, ())
        for at in sorted(at for word in written for at in self._written[word]):
            places.setdefault(at >> 32, array("I")).append(at & 0xFFFFFFFF)
        return Postings(
            list(places),
            [weigh_places(held, None) for held in places.values()],
            [held.tobytes() for held in places.values()],
        )
