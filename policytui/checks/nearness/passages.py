"""The passages that two texts share, and what each says in its own words."""

from collections.abc import Sequence, Set
from dataclasses import dataclass

from policytui.checks.nearness.words import (
    WIDTH,
    Placed,
    place_words,
    shingles_of,
    stems_of,
    words_of,
)
from policytui.search.analysis import STOP_WORDS, analyse

Span = tuple[int, int]

_POINTS = ".,;:!? -–—"


@dataclass(frozen=True, slots=True)
class Shared:
    """What two texts share.

    Attributes:
        mine, theirs: the shared passages of each, in order, as offsets in it; each passage is a
            run of at least `WIDTH` words.
        of_mine, of_theirs: the share of each one's words that stand in them, from 0 to 1.
    """

    mine: tuple[Span, ...]
    theirs: tuple[Span, ...]
    of_mine: float
    of_theirs: float


def find_shared(mine: str, theirs: str) -> Shared:
    """The passages that stand in both of two texts, in whatever order."""
    one, other = place_words(mine), place_words(theirs)
    first, second = shingles_of(one.words), shingles_of(other.words)
    both = set(first) & set(second)
    my_runs = _runs(first, both)
    their_runs = _runs(second, both)
    return Shared(
        _spans(one, my_runs),
        _spans(other, their_runs),
        _share(my_runs, one),
        _share(their_runs, other),
    )


def find_covered(text: str, shingles: Set[int], shortest: int = WIDTH) -> tuple[Span, ...]:
    """The passages of a text that are made of the shingles given, in order.

    Args:
        shortest: words that a passage has at least.
    """
    placed = place_words(text)
    runs = _runs(shingles_of(placed.words), shingles)
    return _spans(placed, [run for run in runs if run[1] - run[0] >= shortest])


def find_stems(text: str, other: str) -> tuple[Span, ...]:
    """The single words of a text that another has too, in whatever inflection."""
    held = stems_of(words_of(other))
    placed = place_words(text)
    return tuple(
        span
        for word, span in zip(placed.words, placed.spans, strict=True)
        if word not in STOP_WORDS and analyse(word).stem in held
    )


def own_words(text: str, shared: tuple[Span, ...]) -> tuple[str, ...]:
    """What a text says between and around the passages that it shares, in order.

    Args:
        shared: passages of the text, in order, as `find_shared` gives them.
    """
    edges = [0, *(edge for span in shared for edge in span), len(text)]
    between = (text[edges[at] : edges[at + 1]] for at in range(0, len(edges), 2))
    return tuple(" ".join(part.split()).lstrip(_POINTS) for part in between if words_of(part))


def _runs(shingles: Sequence[int], both: Set[int]) -> list[tuple[int, int]]:
    """The runs of words that shared shingles cover, as first word and the one behind the last."""
    runs: list[tuple[int, int]] = []
    for place, shingle in enumerate(shingles):
        if shingle not in both:
            continue
        if runs and place <= runs[-1][1]:
            runs[-1] = (runs[-1][0], place + WIDTH)
        else:
            runs.append((place, place + WIDTH))
    return runs


def _spans(placed: Placed, runs: list[tuple[int, int]]) -> tuple[Span, ...]:
    return tuple((placed.spans[first][0], placed.spans[last - 1][1]) for first, last in runs)


def _share(runs: list[tuple[int, int]], placed: Placed) -> float:
    covered = sum(last - first for first, last in runs)
    return covered / len(placed.words) if placed.words else 0.0
