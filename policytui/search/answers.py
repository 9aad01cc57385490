"""From a query and filters to an answer, over any inverted index."""

from collections.abc import Iterator, Sequence, Set

from policytui.search.analysis import terms_of
from policytui.search.engine import Answer, Filters, Hit
from policytui.search.keys import document_facet, form_key, member_facet, theme_facet
from policytui.search.postings import TermIndex
from policytui.search.query import All, Any, Node, Not, Query, Word
from policytui.search.ranking import Ranking, best
from policytui.search.similarity import scores_of_similar
from policytui.search.spelling import nearest

PARTIAL = "No position has all these words; these have some of them."


def answer(index: TermIndex, query: Query, filters: Filters, limit: int) -> Answer:
    """The best positions for a query; a blank one asks for every position, in their order."""
    allowed = _allowed(index, filters)
    if query.root is None:
        found = (index.every() if allowed is None else allowed) if query.is_blank else set[int]()
        first = sorted(found)[:limit]
        return Answer(query, _hits(index, [(doc, 0.0) for doc in first]), len(found), query.notes)
    ranking = Ranking(index, allowed)
    ranked, total = ranking.rank(query.root, limit)
    notes = (*query.notes, PARTIAL) if ranking.is_partial and total else query.notes
    return Answer(query, _hits(index, ranked), total, notes, _mended(index, query))


def similar(index: TermIndex, text: str, limit: int, leave_out: str) -> tuple[Hit, ...]:
    """The positions most like a text, without the one whose id is to be left out."""
    found = _hits(index, best(scores_of_similar(index, text), limit + 1))
    return tuple(hit for hit in found if hit.id != leave_out)[:limit]


def _hits(index: TermIndex, ranked: Sequence[tuple[int, float]]) -> tuple[Hit, ...]:
    ids = index.ids([doc for doc, _ in ranked])
    return tuple(Hit(id_, score) for id_, (_, score) in zip(ids, ranked, strict=True))


def _allowed(index: TermIndex, filters: Filters) -> Set[int] | None:
    facets = []
    if filters.document is not None:
        facets.append(document_facet(filters.document))
    if filters.theme is not None:
        facets.append(theme_facet(filters.theme))
    facets.extend(member_facet(value) for value in (filters.nation, filters.kind) if value)
    if not facets:
        return None
    sets = [index.members(facet) for facet in facets]
    return set(sets[0]).intersection(*sets[1:])


def _mended(index: TermIndex, query: Query) -> str:
    """The query with each word that is in no position replaced by the nearest that is in one."""
    text = query.text
    if query.root is None or query.notes:
        return ""
    mended = text
    for word in sorted(_words(query.root), key=lambda word: word.span, reverse=True):
        better = _better(index, word)
        if better:
            start, end = word.span
            mended = mended[:start] + better + mended[end:]
    return mended if mended != text else ""


def _better(index: TermIndex, word: Word) -> str:
    terms = terms_of(word.text)
    if len(terms) != 1 or terms[0].parts or not terms[0].form.isalpha() or len(terms[0].form) < 3:
        return ""
    form = terms[0].form
    if index.postings(terms[0].stem).docs or (word.is_open and index.forms(form)):
        return ""
    # Hardly anyone misses the first letter and the second one.
    known = [item for letter in dict.fromkeys(form[:2]) for item in index.forms(letter)]
    found = nearest(form, known)
    # The index may remember words of positions that are gone.
    return found if found and index.postings(form_key(found)).docs else ""


def _words(node: Node) -> Iterator[Word]:
    match node:
        case Word():
            yield node
        case All() | Any():
            for item in node.items:
                yield from _words(item)
        case Not():
            yield from _words(node.item)
