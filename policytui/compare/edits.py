"""Edits that turn one sequence of tokens into another, exactly, in bounded time and memory.

The longest common subsequence by bit-parallel search (rapidfuzz) costs time and memory in the
product of the lengths. Long texts are therefore cut where they surely correspond: first at equal
paragraphs, then at equal sentences, then at words that stand once in both (the idea of Bram
Cohen's patience diff), then at runs of words that stand equally often in both.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from rapidfuzz.distance import Indel

from policytui.compare.tokens import breaks_paragraph, ends_sentence

DIRECT = 4_000_000
"""Largest product of two lengths that is searched at once: half a megabyte of memory."""

Ids = Sequence[int]


@dataclass(frozen=True, slots=True)
class Edit:
    """Base tokens [start, end) become proposed tokens [new_start, new_end)."""

    start: int
    end: int
    new_start: int
    new_end: int


def find_edits(old: Sequence[str], new: Sequence[str]) -> list[Edit]:
    """The edits between two token sequences, in order, an equal token at least between two."""
    numbers: dict[str, int] = {}
    old_ids = [numbers.setdefault(token, len(numbers)) for token in old]
    new_ids = [numbers.setdefault(token, len(numbers)) for token in new]
    joined: list[Edit] = []
    space = Edit(0, len(old), 0, len(new))
    for edit in _search(_Texts(old, new, old_ids, new_ids), space, 0):
        if joined and joined[-1].end == edit.start and joined[-1].new_end == edit.new_start:
            last = joined.pop()
            edit = Edit(last.start, edit.end, last.new_start, edit.new_end)
        joined.append(edit)
    return joined


@dataclass(frozen=True, slots=True)
class _Texts:
    """Both texts as tokens and as numbers, the same number for the same token."""

    old: Sequence[str]
    new: Sequence[str]
    old_ids: Ids
    new_ids: Ids


def _search(texts: _Texts, space: Edit, level: int) -> Iterator[Edit]:
    """The edits within a space of both texts."""
    space = _trimmed(texts, space)
    old_length, new_length = space.end - space.start, space.new_end - space.new_start
    if not old_length or not new_length:
        if old_length or new_length:
            yield space
        return
    if old_length * new_length <= DIRECT:
        old = texts.old_ids[space.start : space.end]
        new = texts.new_ids[space.new_start : space.new_end]
        for code in Indel.opcodes(old, new):
            if code.tag != "equal":
                yield Edit(
                    space.start + code.src_start,
                    space.start + code.src_end,
                    space.new_start + code.dest_start,
                    space.new_start + code.dest_end,
                )
        return
    if level == len(_LEVELS):
        yield space
        return
    at, new_at = space.start, space.new_start
    for start, end, new_start, new_end in _LEVELS[level](texts, space):
        yield from _search(texts, Edit(at, start, new_at, new_start), level + 1)
        at, new_at = end, new_end
    yield from _search(texts, Edit(at, space.end, new_at, space.new_end), level + 1)


def _trimmed(texts: _Texts, space: Edit) -> Edit:
    start, end, new_start, new_end = space.start, space.end, space.new_start, space.new_end
    old, new = texts.old_ids, texts.new_ids
    while start < end and new_start < new_end and old[start] == new[new_start]:
        start, new_start = start + 1, new_start + 1
    while start < end and new_start < new_end and old[end - 1] == new[new_end - 1]:
        end, new_end = end - 1, new_end - 1
    return Edit(start, end, new_start, new_end)


# --- where two long texts surely correspond ---

Run = tuple[int, int, int, int]
"""Base tokens [0, 1) equal proposed tokens [2, 3)."""


def _equal_units(texts: _Texts, space: Edit, ends_unit: Callable[[str], bool]) -> list[Run]:
    """Runs of tokens up to an end that stand in both texts, as many as keep their order."""
    numbers: dict[tuple[int, ...], int] = {}
    old_bounds = _bounds(texts.old, space.start, space.end, ends_unit)
    new_bounds = _bounds(texts.new, space.new_start, space.new_end, ends_unit)
    old, new = (
        [numbers.setdefault(tuple(ids[start:end]), len(numbers)) for start, end in pairwise(bounds)]
        for ids, bounds in ((texts.old_ids, old_bounds), (texts.new_ids, new_bounds))
    )
    return [
        (old_bounds[one], old_bounds[one + 1], new_bounds[two], new_bounds[two + 1])
        for one, two in _in_order(old, new)
    ]


def _bounds(tokens: Sequence[str], start: int, end: int, ends: Callable[[str], bool]) -> list[int]:
    inner = [place + 1 for place in range(start, end - 1) if ends(tokens[place])]
    return [start, *inner, end]


def _equal_grams(texts: _Texts, space: Edit, length: int) -> list[Run]:
    """First tokens of runs of so many tokens that stand equally often in both texts."""
    old: Sequence[Hashable]
    new: Sequence[Hashable]
    old, new = (
        list(zip(*(ids[start + shift : end] for shift in range(length)), strict=False))
        for ids, start, end in (
            (texts.old_ids, space.start, space.end),
            (texts.new_ids, space.new_start, space.new_end),
        )
    )
    if length > 1:
        # Long runs that stand several times in both keep their order far more often than not.
        old, new = _numbered(old), _numbered(new)
    return [
        (space.start + one, space.start + one + 1, space.new_start + two, space.new_start + two + 1)
        for one, two in _unique_in_order(old, new)
    ]


def _numbered(values: Sequence[Hashable]) -> list[Hashable]:
    """Each value with its number among its equals and how many these are."""
    counts = Counter(values)
    seen: Counter[Hashable] = Counter()
    numbered: list[Hashable] = []
    for value in values:
        numbered.append((value, seen[value], counts[value]))
        seen[value] += 1
    return numbered


_LEVELS: tuple[Callable[[_Texts, Edit], list[Run]], ...] = (
    lambda texts, space: _equal_units(texts, space, breaks_paragraph),
    lambda texts, space: _equal_units(texts, space, ends_sentence),
    lambda texts, space: _equal_grams(texts, space, 1),
    lambda texts, space: _equal_grams(texts, space, 8),
)


def _in_order(old: Ids, new: Ids) -> Iterable[tuple[int, int]]:
    """Places of equal values, in order in both; the most there can be where that is affordable."""
    if len(old) * len(new) > DIRECT:
        return _unique_in_order(old, new)
    return (
        (code.src_start + step, code.dest_start + step)
        for code in Indel.opcodes(old, new)
        if code.tag == "equal"
        for step in range(code.src_end - code.src_start)
    )


def _unique_in_order(old: Sequence[Hashable], new: Sequence[Hashable]) -> list[tuple[int, int]]:
    """The longest run of values, in order in both, among those that stand once in each."""
    old_counts, new_counts = Counter(old), Counter(new)
    place_of = {value: place for place, value in enumerate(new)}
    pairs = [
        (place, place_of[value])
        for place, value in enumerate(old)
        if old_counts[value] == 1 and new_counts[value] == 1
    ]
    # Patience sorting: the smallest last place of an increasing run of each length.
    lasts: list[int] = []
    tops: list[int] = []
    before: list[int] = []
    for number, (_, place) in enumerate(pairs):
        pile = bisect_left(lasts, place)
        before.append(tops[pile - 1] if pile else -1)
        if pile == len(lasts):
            lasts.append(place)
            tops.append(number)
        else:
            lasts[pile], tops[pile] = place, number
    chain = []
    number = tops[-1] if tops else -1
    while number >= 0:
        chain.append(pairs[number])
        number = before[number]
    return chain[::-1]
