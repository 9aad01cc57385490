"""How positions are ranked: a query tree scored over the posting lists of any inverted index.

Words score by BM25F (Robertson, Zaragoza and Taylor, CIKM 2004): the places of a word in title,
themes and text are added with their weights before the sum saturates, k1 and b as below. Words
next to each other as in the query add the same score for their pair (the sequential dependence
of Metzler and Croft, SIGIR 2005), and a title that is the query comes first.
"""

import heapq
from array import array
from collections.abc import Iterable, Sequence, Set
from itertools import pairwise

from policytui.search.analysis import STOP_WORDS, Term, joined_form, terms_of
from policytui.search.keys import (
    form_key,
    heading_facet,
    member_facet,
    weigh_places,
    year_facet,
)
from policytui.search.postings import Postings, TermIndex, idf
from policytui.search.query import (
    All,
    Any,
    Fuzzy,
    Member,
    Node,
    Not,
    Phrase,
    Prefix,
    Scope,
    Word,
    Years,
)
from policytui.search.spelling import is_near

Scores = dict[int, float]
"""Score by number of a position in the index."""

K1, B = 2.0, 0.7
"""Saturation of repeated words, and how much long texts are held back."""

PAIR = 0.5
"""Weight of a pair of neighbours against a word."""

LONGEST_DEMAND = 5
"""Most words of which a position must have all; longer queries are questions or passages."""

OPEN = 0.3
"""Weight of a word that only begins like the one being typed."""

MOST_EXPANSIONS = 40
"""Words that a beginning or a misspelling stands for, the commonest first."""

RERANKED = 200
"""The best positions by words, among which neighbours are looked for."""


class Ranking:
    """One query over one index.

    Args:
        allowed: the positions that pass the filters, None for all.
    """

    def __init__(self, index: TermIndex, allowed: Set[int] | None) -> None:
        self._index = index
        self._allowed = allowed
        self._norms = [K1 * (1 - B + B * norm) for norm in index.norms()]
        self.is_partial = False
        """Whether no position has all the words."""

    def rank(self, root: Node, limit: int) -> tuple[list[tuple[int, float]], int]:
        """The best positions with their scores, best first, and how many match in all."""
        scores = self._score(root)
        if self._allowed is not None:
            scores = {doc: scores[doc] for doc in scores.keys() & self._allowed}
        sequence = _sequence_of(root)
        if len(sequence) > 1:
            self._add_neighbours(scores, sequence, max(limit, RERANKED))
        if sequence:
            self._add_headings(scores, sequence)
        return best(scores, limit), len(scores)

    # --- nodes ---

    def _score(self, node: Node) -> Scores:
        match node:
            case Word():
                return self._word(node)
            case Phrase():
                return self._phrase(node)
            case Prefix():
                keys = self._beginning_with(joined_form(node.text))
                return self._weigh(self._merged(keys, node.scope))
            case Fuzzy():
                return self._weigh(self._merged(self._near(node), node.scope))
            case Member():
                return dict.fromkeys(self._index.members(member_facet(node.value)), 0.0)
            case Years():
                return dict.fromkeys(self._in_years(node), 0.0)
            case All():
                return self._all(node)
            case Any():
                scores: Scores = {}
                for item in node.items:
                    _add(scores, self._score(item))
                return scores
            case Not():
                return dict.fromkeys(self._index.every() - self._score(node.item).keys(), 0.0)

    def _word(self, node: Word) -> Scores:
        terms = terms_of(node.text)
        found = [self._weigh(self._counts(term, node.scope)) for term in terms]
        if node.is_open and terms:
            keys = self._beginning_with(joined_form(terms[-1].form))
            beginnings = self._weigh(self._merged(keys, node.scope))
            last = {doc: OPEN * score for doc, score in beginnings.items()}
            for doc, score in found[-1].items():
                last[doc] = max(score, last.get(doc, 0.0))
            found[-1] = last
        return _common(found)

    def _phrase(self, node: Phrase) -> Scores:
        terms = terms_of(node.text)
        counts: Scores = {}
        for keys in _readings(terms):
            steps = [self._postings(key) for key in keys]
            if node.is_open:
                beginnings = self._beginning_with(terms[-1].form)
                steps[-1] += [self._index.postings(key) for key in beginnings]
            for doc, count in self._phrase_counts(steps, keys, node.scope).items():
                counts[doc] = max(count, counts.get(doc, 0.0))
        return self._weigh(counts)

    def _all(self, node: All) -> Scores:
        demands = [item for item in node.items if _is_demand(item)]
        asked = [item for item in node.items if not _is_demand(item)]
        # Common words say little and would shut out good answers; alone, they are the question.
        asked = [item for item in asked if not _is_stop(item)] or asked
        allowed = self._allowed
        for item in demands:
            found = self._score(item).keys()
            allowed = found if allowed is None else allowed & found
        if not asked:
            return dict.fromkeys(allowed or (), 0.0)
        parts = [self._score(item) for item in asked]
        if allowed is not None:
            parts = [{doc: part[doc] for doc in part.keys() & allowed} for part in parts]
        scores = _common(parts)
        is_long = len(parts) > LONGEST_DEMAND
        if node.is_strict or len(parts) == 1 or (scores and not is_long):
            return scores
        self.is_partial = not scores
        some = _some(parts)
        highest = max(some.values(), default=0.0)
        # Whatever has every word of a passage is where it was taken from.
        some.update((doc, score + highest) for doc, score in scores.items())
        return some

    # --- terms ---

    def _counts(self, term: Term, scope: Scope | None) -> Scores:
        """Weighted number of places of a term by position."""
        counts = self._merged([term.stem], scope)
        if term.parts:
            keys = [part.stem for part in term.parts]
            steps = [self._postings(key) for key in keys]
            for doc, count in self._phrase_counts(steps, keys, scope).items():
                counts[doc] = max(count, counts.get(doc, 0.0))
        return counts

    def _merged(self, keys: Iterable[str], scope: Scope | None) -> Scores:
        """Weighted number of places of several terms taken as one."""
        counts: Scores = {}
        for key in keys:
            postings = self._index.postings(key)
            if scope is None:
                found: Iterable[tuple[int, float]] = zip(
                    postings.docs, postings.weights, strict=True
                )
            else:
                found = (
                    (doc, weigh_places(array("I", places), scope))
                    for doc, places in zip(postings.docs, postings.places, strict=True)
                )
            if not counts and scope is None:
                counts = dict(found)
                continue
            for doc, count in found:
                if count:
                    counts[doc] = counts.get(doc, 0.0) + count
        return counts

    def _weigh(self, counts: Scores) -> Scores:
        """BM25F of weighted counts."""
        # A word that stands only in a document's title says nothing of how common it is.
        frequency = sum(count >= 1 for count in counts.values())
        rarity = idf(frequency, self._index.count()) * (K1 + 1)
        norms = self._norms
        return {doc: rarity * count / (count + norms[doc]) for doc, count in counts.items()}

    def _postings(self, key: str) -> list[Postings]:
        return [self._index.postings(key)]

    def _phrase_counts(
        self, steps: Sequence[Sequence[Postings]], keys: Sequence[str], scope: Scope | None
    ) -> Scores:
        counts: Scores = {}
        holders = [set().union(*(postings.docs for postings in step)) for step in steps]
        for doc in set.intersection(*holders):
            ends = _follow(steps, keys, doc)
            count = weigh_places(ends, scope)
            if count:
                counts[doc] = count
        return counts

    def _beginning_with(self, beginning: str) -> list[str]:
        # "t" is on its way to "tenant" rather than to "the".
        forms = [item for item in self._index.forms(beginning) if item[0] not in STOP_WORDS]
        return [form_key(form) for form, _ in heapq.nlargest(MOST_EXPANSIONS, forms, key=_second)]

    def _near(self, node: Fuzzy) -> list[str]:
        wanted = joined_form(node.text)
        forms = [item for item in self._index.forms("") if is_near(wanted, item[0], node.edits)]
        return [form_key(form) for form, _ in heapq.nlargest(MOST_EXPANSIONS, forms, key=_second)]

    def _in_years(self, node: Years) -> Set[int]:
        found: set[int] = set()
        # Years before 1800 or after 2100 are no years of documents; a range may be open.
        for year in range(max(node.first, 1800), min(node.last, 2100) + 1):
            found |= self._index.members(year_facet(year))
        return found

    # --- order ---

    def _add_neighbours(self, scores: Scores, sequence: Sequence[Term], limit: int) -> None:
        candidates = [doc for doc, _ in best(scores, limit)]
        total = self._index.count()
        for one, other in pairwise(sequence):
            if one.stem == other.stem:
                continue
            left, right = self._index.postings(one.stem), self._index.postings(other.stem)
            rarity = idf(len(left.docs), total) + idf(len(right.docs), total)
            rarity *= PAIR * (K1 + 1) / 2
            for doc in candidates:
                places = left.places_in(doc)
                if not places:
                    continue
                ends = _next_to(places, right.places_in(doc), may_share=True)
                if ends:
                    count = weigh_places(ends, None)
                    scores[doc] += rarity * count / (count + self._norms[doc])

    def _add_headings(self, scores: Scores, sequence: Sequence[Term]) -> None:
        named = self._index.members(heading_facet(sequence)) & scores.keys()
        if named:
            highest = max(scores.values())
            for doc in named:
                scores[doc] += highest


def best(scores: Scores, limit: int) -> list[tuple[int, float]]:
    """The positions with the highest scores; of equals, those that come first."""
    return heapq.nsmallest(limit, scores.items(), key=lambda item: (-item[1], item[0]))


def _readings(terms: Sequence[Term]) -> list[list[str]]:
    """Stems of a phrase, with compounds joined and, where there are any, taken apart."""
    joined = [term.stem for term in terms]
    parted = [part.stem for term in terms for part in (term.parts or (term,))]
    return [joined] if joined == parted else [joined, parted]


def _follow(steps: Sequence[Sequence[Postings]], keys: Sequence[str], doc: int) -> Sequence[int]:
    """Places at which a whole phrase ends in one position."""
    ends: Sequence[int] = ()
    for number, step in enumerate(steps):
        places = [place for postings in step for place in postings.places_in(doc)]
        may_share = number > 0 and keys[number] != keys[number - 1]
        ends = places if number == 0 else _next_to(ends, places, may_share)
        if not ends:
            break
    return ends


def _next_to(ends: Sequence[int], places: Sequence[int], may_share: bool) -> list[int]:
    """Places one after an end, or at it: the parts of a compound share one place."""
    known = set(ends)
    return [place for place in places if place - 1 in known or (may_share and place in known)]


def _common(parts: Sequence[Scores]) -> Scores:
    """Sums of scores for positions in every part."""
    ordered = sorted(parts, key=len)
    scores = dict(ordered[0]) if ordered else {}
    for part in ordered[1:]:
        scores = {doc: score + part[doc] for doc, score in scores.items() if doc in part}
    return scores


def _some(parts: Sequence[Scores]) -> Scores:
    """Sums of scores for positions in any part."""
    scores: Scores = {}
    for part in parts:
        _add(scores, part)
    return scores


def _add(scores: Scores, more: Scores) -> None:
    for doc, score in more.items():
        scores[doc] = scores.get(doc, 0.0) + score


def _is_demand(node: Node) -> bool:
    """Whether a node narrows the answer rather than ask for words."""
    match node:
        case Member() | Years() | Not():
            return True
        case Word() | Phrase() | Prefix() | Fuzzy():
            return node.scope in (Scope.THEME, Scope.DOCUMENT)
    return False


def _is_stop(node: Node) -> bool:
    if not isinstance(node, Word) or node.is_open or node.scope:
        return False
    return all(term.is_stop for term in terms_of(node.text))


def _sequence_of(root: Node) -> list[Term]:
    """The plain words of a query in their order, common ones too."""
    items = root.items if isinstance(root, All) else (root,)
    return [
        term
        for item in items
        if isinstance(item, Word | Phrase) and item.scope in (None, Scope.TITLE)
        for term in terms_of(item.text)
    ]


def _second(item: tuple[str, int]) -> int:
    return item[1]
