"""Positions that are about the same as a text: those that share its rarest words."""

import heapq

from policytui.search.analysis import terms_of
from policytui.search.postings import TermIndex, idf
from policytui.search.ranking import K1, B, Scores


def scores_of_similar(index: TermIndex, text: str, most_terms: int = 24) -> Scores:
    """Scores of the positions that share the rarest words of a text: BM25 of its key terms.

    Args:
        most_terms: how many words of the text, those with the highest tf-idf, are its key terms.
    """
    counts: dict[str, int] = {}
    for term in terms_of(text):
        if not term.is_stop and len(term.stem) > 1:
            counts[term.stem] = counts.get(term.stem, 0) + 1
    total = index.count()
    weights: list[tuple[float, str]] = []
    for stem, count in counts.items():
        frequency = len(index.postings(stem).docs)
        # A word in a third of all positions tells none of them apart.
        if 0 < frequency <= max(2, total / 3):
            weights.append((idf(frequency, total) * count / (count + K1), stem))
    norms = [K1 * (1 - B + B * norm) for norm in index.norms()]
    scores: Scores = {}
    for weight, stem in heapq.nlargest(most_terms, weights):
        postings = index.postings(stem)
        for doc, held in zip(postings.docs, postings.weights, strict=True):
            scores[doc] = scores.get(doc, 0.0) + weight * held / (held + norms[doc])
    return scores
