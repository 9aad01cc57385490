"""Amendments grouped by what they amend: where they collide, and which say the same.

Identical amendments make the same words of the position; near-identical ones put in or leave out
mostly the same words. Either may be brought forward together, as a composite or by one mover.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from policytui.checks.nearness.alike import find_pairs
from policytui.compare.collisions import Amendment as Edited
from policytui.compare.collisions import Collision, apply_together
from policytui.compare.likeness import form, words_of
from policytui.conference.amendments.amendment import Amendment

NEAR = 0.8
"""Share of the words that either changes, from which two amendments are near-identical."""


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


def _near(group: Sequence[Amendment]) -> Iterator[tuple[str, ...]]:
    """Groups of amendments of which the words left out and put in are mostly the same."""
    if len(group) < 2:
        return
    texts = [_changed_words(one) for one in group]
    roots = list(range(len(group)))
    for later, earlier in _near_pairs(texts):
        low, high = sorted((roots[later], roots[earlier]))
        roots = [low if root == high else root for root in roots]
    for root in sorted(set(roots)):
        ids = tuple(one.id for one, held in zip(group, roots, strict=True) if held == root)
        if len(ids) > 1:
            yield ids


def _near_pairs(texts: Sequence[str]) -> Iterator[tuple[int, int]]:
    for pair in find_pairs(texts):
        # Both ways: a short amendment that stands in a long one is no other wording of it.
        if min(pair.overlap.of_mine, pair.overlap.of_theirs) >= NEAR / 2:
            mine, theirs = (set(words_of(texts[number])) for number in (pair.later, pair.earlier))
            if len(mine & theirs) >= NEAR * max(len(mine), len(theirs)):
                yield pair.later, pair.earlier


def _changed_words(amendment: Amendment) -> str:
    left_out = " ".join(amendment.base[edit.start : edit.end] for edit in amendment.edits)
    put_in = " ".join(edit.text for edit in amendment.edits)
    return f"{left_out}\n\n{put_in}"
