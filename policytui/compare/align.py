"""Pairs the paragraphs of two texts by likeness, not by place.

Paragraphs of one form are paired first. Of the rest, those that share rare words and those that
stand between the same neighbours are candidates; the most alike are paired. What is left beside
a pair may be the other part of a paragraph that was split or joined. Last, the pairs that keep
their order stay and the others have moved. The work grows with the length of the texts, because
lists of the paragraphs that hold a word are bounded.
"""

import heapq
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from enum import StrEnum
from itertools import chain, pairwise
from typing import NamedTuple

from policytui.compare.likeness import Bag, Lexicon, form, words_of
from policytui.compare.order import in_place
from policytui.errors import Cancelled
from policytui.progress import IsCancelled, Progress, ignore_progress, never_cancelled

CONTAINED = 0.8
"""Share of one, in pairs of words, that stands in the other for them to be one."""
PART = 0.6
"""Share of a paragraph that stands in what is left of another for it to be a part of that."""
_FEWEST_WORDS = 4
"""Fewer words are no evidence that a paragraph is part of another."""
_BONUS, _BONUS_ALONE = 0.1, 0.25
"""What standing between the same neighbours counts for when several are alike."""
_MOST_VOTES = 300
"""How many holders of its words a paragraph asks, those of the rarest words first."""
_CANDIDATES = 8
_REACH = 4
"""How far from its own rank between two neighbours a paragraph looks for its like."""

Feature = str | tuple[str, str]


@dataclass(frozen=True, slots=True)
class Bounds:
    """How alike two paragraphs must be for one to have become the other.

    Attributes:
        anywhere: wherever they stand.
        in_place: between the same neighbours.
        alone: between the same neighbours, and no other stands there.
    """

    anywhere: float = 0.5
    in_place: float = 0.2
    alone: float = 0.0

    def least(self, bonus: float) -> float:
        """The bound for a pair whose place counts for so much."""
        return {_BONUS: self.in_place, _BONUS_ALONE: self.alone}.get(bonus, self.anywhere)


PARAGRAPHS = Bounds()
"""Bounds for paragraphs: one that is replaced outright is amended, as an amendment words it."""


class Relation(StrEnum):
    """What became of a paragraph or a position."""

    KEPT = "kept"
    AMENDED = "amended"
    SPLIT = "split"
    JOINED = "joined"
    NEW = "new"
    LEFT_OUT = "left out"


@dataclass(frozen=True, slots=True)
class Pairing:
    """Paragraphs of both texts that belong together, by their numbers.

    Attributes:
        base: empty for a new one; several where paragraphs were joined.
        proposed: empty for one left out; several where one was split.
        likeness: from 0 to 1.
        moved: it stands at another place among those that kept their order.
    """

    relation: Relation
    base: tuple[int, ...]
    proposed: tuple[int, ...]
    likeness: float = 0.0
    moved: bool = False


def align(
    base: Sequence[str],
    proposed: Sequence[str],
    *,
    known: Iterable[tuple[int, int]] = (),
    bounds: Bounds = PARAGRAPHS,
    progress: Progress = ignore_progress,
    is_cancelled: IsCancelled = never_cancelled,
) -> tuple[Pairing, ...]:
    """What became of each paragraph, in the order of the proposed text.

    Every paragraph of both texts occurs exactly once. Those left out stand at their old place,
    behind what came before them. Paragraphs that differ in white space or in the style of quotes
    alone are kept.

    Args:
        known: pairs that are certain, such as those of one id; they need not be alike.

    Raises:
        Cancelled: stopped.
    """
    old, new = [form(text) for text in base], [form(text) for text in proposed]
    partners = dict(known)
    _pair_same(old, new, partners)
    pool = _Pool(old, new, partners)
    groups = {
        place: _Group([place], [other], pool.likeness(place, other))
        for place, other in partners.items()
    }
    taken: set[int] = set()
    for _, likeness, place, other in sorted(
        pool.candidates(bounds, progress, is_cancelled),
        key=lambda found: (-found[0], *found[2:]),
    ):
        if place not in groups and other not in taken:
            groups[place] = _Group([place], [other], likeness)
            taken.add(other)
    _grow(groups.values(), pool)
    return tuple(_arrange(list(groups.values()), old, new))


@dataclass(slots=True)
class _Group:
    base: list[int]
    proposed: list[int]
    likeness: float


# --- the same ---


def _pair_same(old: Sequence[str], new: Sequence[str], partners: dict[int, int]) -> None:
    """Pair paragraphs of one form; of several copies those beside the same neighbours."""
    taken = set(partners.values())
    places: dict[str, list[int]] = defaultdict(list)
    for other, text in enumerate(new):
        if other not in taken:
            places[text].append(other)
    copies: dict[str, list[int]] = defaultdict(list)
    for place, text in enumerate(old):
        if place not in partners:
            copies[text].append(place)
    for text, ours in copies.items():
        if len(ours) == 1 and len(places.get(text, ())) == 1:
            partners[ours[0]] = places[text][0]
            taken.add(places[text][0])
    several = sorted(place for ours in copies.values() for place in ours)
    for step, ordered in ((1, several), (-1, several[::-1])):
        ends = {-1: -1, len(old): len(new)}
        for place in ordered:
            beside = partners.get(place - step, ends.get(place - step))
            if place in partners or beside is None:
                continue
            other = beside + step
            if 0 <= other < len(new) and other not in taken and new[other] == old[place]:
                partners[place] = other
                taken.add(other)
    for text, ours in copies.items():
        free = [other for other in places.get(text, ()) if other not in taken]
        for place in ours:
            if place not in partners and free:
                wanted = partners.get(place - 1, place - 1) + 1
                at = min(bisect_left(free, wanted), len(free) - 1)
                partners[place] = free.pop(at)


# --- the alike ---


class _Pool:
    """The words of all paragraphs that are not the same on both sides.

    Args:
        partners: the pairs so far, of which those that are not the same are members too.
    """

    def __init__(self, old: Sequence[str], new: Sequence[str], partners: Mapping[int, int]) -> None:
        settled = set(partners.values())
        changed = {place: other for place, other in partners.items() if old[place] != new[other]}
        self.base_left = [place for place in range(len(old)) if place not in partners]
        self.proposed_left = [other for other in range(len(new)) if other not in settled]
        self._old = {place: words_of(old[place]) for place in (*self.base_left, *changed)}
        self._new = {
            other: words_of(new[other]) for other in (*self.proposed_left, *changed.values())
        }
        self.lexicon = Lexicon(list(self._old.values()), list(self._new.values()))
        self.old = {place: self.lexicon.bag(words) for place, words in self._old.items()}
        self.new = {other: self.lexicon.bag(words) for other, words in self._new.items()}
        self._near = dict(_near(old, partners, self.base_left, self.proposed_left, len(new)))

    def likeness(self, place: int, other: int) -> float:
        """How alike two paragraphs are; those that are no members are the same."""
        if place not in self.old or other not in self.new:
            return 1.0
        return self.lexicon.likeness(self.old[place], self.new[other])

    def candidates(
        self, bounds: Bounds, progress: Progress, is_cancelled: IsCancelled
    ) -> Iterator[tuple[float, float, int, int]]:
        """Rank, likeness and places of pairs that are alike enough to be one.

        Raises:
            Cancelled: stopped.
        """
        features = {place: _features(words) for place, words in self._old.items()}
        holders: dict[Feature, list[int]] = defaultdict(list)
        for place in self.base_left:
            for feature in features[place].all():
                holders[feature].append(place)
        near: dict[int, list[int]] = defaultdict(list)
        for place, other in self._near:
            near[other].append(place)
        for done, other in enumerate(self.proposed_left):
            if done % 100 == 0:
                progress(done, len(self.proposed_left), "paragraphs")
                if is_cancelled():
                    raise Cancelled
            mine = _features(self._new[other])
            for place in {*_vote(mine, holders), *near[other]}:
                likeness = self.likeness(place, other)
                bonus = self._near.get((place, other), 0.0)
                if likeness >= bounds.least(bonus) or _contains(features[place].pairs, mine.pairs):
                    yield likeness + bonus, likeness, place, other


class _Features(NamedTuple):
    """What a paragraph is found by."""

    words: frozenset[str]
    pairs: frozenset[tuple[str, str]]

    def all(self) -> Iterator[Feature]:
        """Words and pairs of words alike."""
        return chain[Feature](self.words, self.pairs)


def _features(words: Sequence[str]) -> _Features:
    return _Features(frozenset(words), frozenset(pairwise(words)))


def _vote(mine: _Features, holders: Mapping[Feature, Sequence[int]]) -> list[int]:
    """The paragraphs that share the rarest features with one."""
    # Lists of one length by what is in them, for sets give their members in any order.
    lists = sorted(
        (holders[feature] for feature in mine.all() if feature in holders),
        key=lambda found: (len(found), found),
    )
    votes: dict[int, float] = {}
    asked = 0
    for found in lists:
        asked += len(found)
        if asked > _MOST_VOTES:
            break
        for place in found:
            votes[place] = votes.get(place, 0.0) + 1 / len(found)
    return heapq.nlargest(_CANDIDATES, votes, key=lambda place: (votes[place], -place))


def _contains(one: Set[tuple[str, str]], other: Set[tuple[str, str]]) -> bool:
    fewest = min(len(one), len(other))
    return fewest >= _FEWEST_WORDS and len(one & other) >= CONTAINED * fewest


def _near(
    old: Sequence[str],
    partners: Mapping[int, int],
    base_left: Sequence[int],
    proposed_left: Sequence[int],
    length: int,
) -> Iterator[tuple[tuple[int, int], float]]:
    """Pairs that stand between the same neighbours, at about one rank, and what that counts."""
    pairs = sorted(partners.items())
    kept = in_place(pairs, [len(old[place]) + 1 for place, _ in pairs])
    anchors = [(-1, -1), *(pairs[index] for index in sorted(kept)), (len(old), length)]
    for (low, other_low), (high, other_high) in pairwise(anchors):
        if high - low < 2 or other_high - other_low < 2:
            continue
        ours = base_left[bisect_left(base_left, low) : bisect_left(base_left, high)]
        theirs = proposed_left[
            bisect_left(proposed_left, other_low) : bisect_left(proposed_left, other_high)
        ]
        bonus = _BONUS_ALONE if len(ours) == len(theirs) == 1 else _BONUS
        for rank, place in enumerate(ours):
            middle = rank * len(theirs) // len(ours)
            for other in theirs[max(0, middle - _REACH) : middle + _REACH + 1]:
                yield (place, other), bonus


# --- the split and the joined ---


def _grow(groups: Iterable[_Group], pool: _Pool) -> None:
    """Add to pairs the paragraphs beside them that are parts of what was split or joined."""
    changed = [group for group in groups if group.base[0] in pool.old]
    bases = {group.base[0] for group in changed}
    others = {group.proposed[0] for group in changed}
    left = sorted(place for place in pool.base_left if place not in bases)
    new = sorted(other for other in pool.proposed_left if other not in others)
    for group in changed:
        whole = pool.old[group.base[0]]
        _take_parts(group.proposed, whole, new, pool.new, pool.lexicon)
    for group in changed:
        if len(group.proposed) == 1:
            whole = pool.new[group.proposed[0]]
            _take_parts(group.base, whole, left, pool.old, pool.lexicon)


def _take_parts(
    parts: list[int],
    whole: Bag,
    free: list[int],
    bags: Mapping[int, Bag],
    lexicon: Lexicon,
) -> None:
    """Extend a run of paragraphs on both sides while the next stands in the rest of the whole."""
    for step in (1, -1):
        while True:
            beside = (parts[-1] if step > 0 else parts[0]) + step
            at = bisect_left(free, beside)
            if at == len(free) or free[at] != beside:
                break
            had = lexicon.join(bags[part] for part in parts)
            part = bags[beside]
            rest = lexicon.without(whole, had)
            if (
                part.counts.total() < _FEWEST_WORDS
                or lexicon.containment(part, rest) < PART
                or lexicon.likeness(whole, lexicon.join((had, part)))
                <= lexicon.likeness(whole, had)
            ):
                break
            parts.insert(len(parts) if step > 0 else 0, beside)
            del free[at]


# --- the order ---


def _arrange(groups: list[_Group], old: Sequence[str], new: Sequence[str]) -> Iterator[Pairing]:
    groups.sort(key=lambda group: group.base[0])
    kept = in_place(
        [(group.base[0], group.proposed[0]) for group in groups],
        [sum(len(old[place]) + 1 for place in group.base) for group in groups],
    )
    paired = {place for group in groups for place in group.base}
    stay = [groups[index] for index in sorted(kept)]
    behind: dict[int, list[int]] = defaultdict(list)
    rank = 0
    for place in range(len(old)):
        if place not in paired:
            while rank < len(stay) and stay[rank].base[0] < place:
                rank += 1
            behind[stay[rank - 1].proposed[-1] if rank else -1].append(place)
    starts = {group.proposed[0]: index for index, group in enumerate(groups)}
    inside = {other for group in groups for other in group.proposed[1:]}
    for other in range(-1, len(new)):
        if other in starts:
            group = groups[starts[other]]
            yield Pairing(
                _relation(group, old, new),
                tuple(group.base),
                tuple(group.proposed),
                group.likeness,
                starts[other] not in kept,
            )
        elif other >= 0 and other not in inside:
            yield Pairing(Relation.NEW, (), (other,))
        for place in behind.get(other, ()):
            yield Pairing(Relation.LEFT_OUT, (place,), ())


def _relation(group: _Group, old: Sequence[str], new: Sequence[str]) -> Relation:
    if len(group.proposed) > 1:
        return Relation.SPLIT
    if len(group.base) > 1:
        return Relation.JOINED
    same = old[group.base[0]] == new[group.proposed[0]]
    return Relation.KEPT if same else Relation.AMENDED
