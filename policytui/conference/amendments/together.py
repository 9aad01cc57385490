"""Amendments grouped by what they amend: where they collide, and which say the same.

Identical amendments make the same words of the position. Near-identical ones put in mostly the
same words (eight in a row at least: fewer are anyone's) and leave out mostly the same. Either may
be brought forward together, as a composite or by one mover.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from policytui.checks.nearness.alike import find_pairs
from policytui.compare.collisions import Amendment as Edited
from policytui.compare.collisions import Collision, apply_together
from policytui.compare.likeness import form, words_of
from policytui.conference.amendments.amendment import Amendment

NEAR = 0.8
"""Share of the words left out, and of those put in, from which two are near-identical."""


@dataclass(frozen=True, slots=True)
class Together:
    """The amendments to one text.

    Attributes:
        target: as in `Amendment`.
        title: of the position, or the first new position.
        ids: of all amendments to it, in the order given.
        collisions: where two of them touch the same words, with the words.
        identical: groups that make the same words of it.
        near: groups that change mostly the same words, one of each identical group among them.
    """

    target: str
    title: str
    ids: tuple[str, ...]
    collisions: tuple[Collision, ...]
    identical: tuple[tuple[str, ...], ...]
    near: tuple[tuple[str, ...], ...]


def bring_together(amendments: Sequence[Amendment]) -> tuple[Together, ...]:
    """The amendments grouped by what they amend, in the order in which each is first named."""
    on_one: dict[str, list[Amendment]] = defaultdict(list)
    for amendment in amendments:
        on_one[amendment.target].append(amendment)
    return tuple(_together(target, group) for target, group in on_one.items())


def _together(target: str, group: Sequence[Amendment]) -> Together:
    sound = [one for one in group if one.can_be_put]
    same: dict[str, list[Amendment]] = defaultdict(list)
    for one in sound:
        same[form(one.text)].append(one)
    base = sound[0].base if sound else ""
    different = [twins[0] for twins in same.values()]
    edited = [Edited(one.id, one.edits) for one in different]
    return Together(
        target,
        group[0].title,
        tuple(one.id for one in group),
        apply_together(base, edited).collisions if len(edited) > 1 else (),
        tuple(tuple(one.id for one in twins) for twins in same.values() if len(twins) > 1),
        tuple(_near(different)),
    )


@dataclass(frozen=True, slots=True)
class _Words:
    """The words that an amendment leaves out, and those that it puts in."""

    left_out: Counter[str]
    put_in: Counter[str]


def _near(group: Sequence[Amendment]) -> Iterator[tuple[str, ...]]:
    """Groups of amendments of which the words left out and put in are mostly the same."""
    if len(group) < 2:
        return
    put_in = [" ".join(edit.text for edit in one.edits) for one in group]
    left_out = [" ".join(one.base[edit.start : edit.end] for edit in one.edits) for one in group]
    words = [
        _Words(Counter(words_of(left)), Counter(words_of(put)))
        for left, put in zip(left_out, put_in, strict=True)
    ]
    roots = list(range(len(group)))
    # Of those that only leave out, what they leave out is compared.
    for pair in find_pairs([put or left for put, left in zip(put_in, left_out, strict=True)]):
        mine, theirs = words[pair.later], words[pair.earlier]
        if _are_near(mine.left_out, theirs.left_out) and _are_near(mine.put_in, theirs.put_in):
            low, high = sorted((roots[pair.later], roots[pair.earlier]))
            roots = [low if root == high else root for root in roots]
    for root in sorted(set(roots)):
        ids = tuple(one.id for one, held in zip(group, roots, strict=True) if held == root)
        if len(ids) > 1:
            yield ids


def _are_near(one: Counter[str], other: Counter[str]) -> bool:
    most = max(one.total(), other.total())
    return (one & other).total() >= NEAR * most
