"""Texts that are alike among many, gathered, with what each says in its own words.

Nothing is merged: a cluster is a way of reading, and its members keep their words.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from policytui.checks.nearness.passages import Span, find_covered, own_words
from policytui.checks.nearness.shingles import Overlap, ShingleIndex
from policytui.checks.nearness.words import shingles_of, words_of
from policytui.errors import Cancelled
from policytui.progress import IsCancelled, Progress, ignore_progress, never_cancelled

ALIKE = 0.5
"""Containment from which two texts are about the same."""
PARTLY_ALIKE = 0.3
"""Containment from which two texts are worth reading together."""
FEWEST_SHARED = 6
"""Shingles; eight words in a row, of which fewer may be anyone's."""

_SHORTEST_PASSAGE = 6
"""Words that members have in common before they count as shared: fewer are anyone's."""
_STEPS = 200


@dataclass(frozen=True, slots=True)
class Pair:
    """Two texts that are alike, by their places among all; the later one first."""

    later: int
    earlier: int
    overlap: Overlap


@dataclass(frozen=True, slots=True)
class Member:
    """A text in a cluster.

    Attributes:
        number: its place among all texts.
        shared: its passages that other members have too, a quarter of them at least, as
            offsets.
        own: what it says besides, in order.
    """

    number: int
    shared: tuple[Span, ...]
    own: tuple[str, ...]


def find_pairs(
    texts: Sequence[str],
    progress: Progress = ignore_progress,
    is_cancelled: IsCancelled = never_cancelled,
) -> list[Pair]:
    """The pairs of texts of which at least `PARTLY_ALIKE` is the same.

    Of a large campaign each member is paired with its first ones alone, so that the number of
    pairs grows with the number of texts and not with its square.

    Raises:
        Cancelled: stopped.
    """
    shingles = [shingles_of(words_of(text)) for text in texts]
    index = ShingleIndex.build(shingles)
    pairs: list[Pair] = []
    for later, own in enumerate(shingles):
        if later % _STEPS == 0:
            if is_cancelled():
                raise Cancelled("Stopped.")
            progress(later, len(texts), "comparing submissions")
        pairs += (
            Pair(later, overlap.number, overlap)
            for overlap in index.overlaps(own, fewest=FEWEST_SHARED)
            if overlap.number < later and overlap.containment >= PARTLY_ALIKE
        )
    return pairs


def find_clusters(pairs: Sequence[Pair]) -> list[tuple[int, ...]]:
    """Texts joined by a chain of pairs that are `ALIKE`, in order of their places."""
    roots: dict[int, int] = {}

    def root_of(number: int) -> int:
        while (above := roots.setdefault(number, number)) != number:
            roots[number] = roots[above]
            number = above
        return number

    for pair in pairs:
        if pair.overlap.containment >= ALIKE:
            one, other = root_of(pair.later), root_of(pair.earlier)
            roots[max(one, other)] = min(one, other)
    clusters: dict[int, list[int]] = {}
    for number in sorted(roots):
        clusters.setdefault(root_of(number), []).append(number)
    return [tuple(cluster) for cluster in clusters.values()]


def tell_apart(texts: Sequence[str], cluster: Sequence[int]) -> Iterator[Member]:
    """What each member of a cluster shares with the others, and its own words."""
    held = Counter(
        shingle for number in cluster for shingle in set(shingles_of(words_of(texts[number])))
    )
    # What two of many happen to say alike is still each one's own.
    fewest = max(2, len(cluster) // 4)
    several = {shingle for shingle, members in held.items() if members >= fewest}
    for number in cluster:
        shared = find_covered(texts[number], several, _SHORTEST_PASSAGE)
        yield Member(number, shared, own_words(texts[number], shared))
