"""What we say already: the positions that a text restates, extends or seems to oppose.

Asked again at every pause in typing, so it takes a few milliseconds: the nearest positions alone
are read, and what is known of a sentence is kept.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from policytui.checks.nearness.candidates import Candidates
from policytui.checks.nearness.contrary import differs, find_opposed, matching_sentences
from policytui.checks.nearness.passages import Shared, Span, find_shared, find_stems
from policytui.checks.nearness.words import words_of
from policytui.checks.rules.conflicts import IsRare, compare_statements, rarity_in
from policytui.corpus.model import Position

_FEWEST_STEMS = 4
"""Content words from which a text says enough to be held against others."""
_SAID = 0.6
"""Share of the one's words, rare ones counting most, that make it part of the other."""
_COPIED = 0.5
"""The same for words taken over in a row."""
_SAME_SENTENCE = 0.5
"""Share of a sentence's content words that makes another its counterpart."""
_WORTH_READING = 0.2
"""Share of the one's words or the other's from which sentences are read for denials."""
_NEAREST = 10
_NOTHING = Shared((), (), 0.0, 0.0)


class Stance(StrEnum):
    """How a text stands to a position, as far as words tell."""

    RESTATES = "restates"
    EXTENDS = "extends"
    OPPOSES = "seems to oppose"


@dataclass(frozen=True, slots=True)
class Restated:
    """A position that a text comes near to.

    Attributes:
        share: how much of the position the text says, from 0 to 1, rare words counting most.
        spans: the shared words in the text, as offsets.
        held: the shared words in the position's text.
        opposed: where it seems to oppose, the two sentences that differ, in the text and in the
            position's; else None.
    """

    position_id: str
    stance: Stance
    share: float
    spans: tuple[Span, ...]
    held: tuple[Span, ...]
    opposed: tuple[Span, Span] | None = None


def find_restated(
    text: str,
    candidates: Candidates,
    read: Callable[[Sequence[str]], list[Position]],
    limit: int = 5,
    *,
    except_for: str = "",
) -> tuple[Restated, ...]:
    """The positions that a text restates, extends or seems to oppose, the nearest first.

    Args:
        read: the positions with some ids, such as `Catalogue.positions`.
        except_for: id of a position that is not looked at: the one an amendment changes.
    """
    words = words_of(text)
    if len(set(candidates.postings.vocabulary.known(words))) < _FEWEST_STEMS:
        return ()
    near = candidates.near(text, _NEAREST, is_wanted=lambda id_: id_ != except_for)
    ids = [candidate.position_id for candidate in near]
    positions = {position.id: position for position in read(ids)}
    is_rare = rarity_in(candidates)
    found: list[Restated] = []
    for candidate, (of_mine, of_theirs) in zip(near, candidates.shares(words, ids), strict=True):
        position = positions.get(candidate.position_id)
        if position is None:
            continue
        shared = find_shared(text, position.text) if candidate.overlap else _NOTHING
        share = max(of_theirs, shared.of_theirs)
        says_it = of_mine >= _SAID or shared.of_mine >= _COPIED
        holds_it = of_theirs >= _SAID or shared.of_theirs >= _COPIED
        opposed = _find_opposed(text, position.text, is_rare)
        if opposed is None and max(of_mine, of_theirs) >= _WORTH_READING:
            denied = find_opposed(text, position.text)
            opposed = (denied.mine, denied.other) if denied else None
        if opposed is None and (says_it or holds_it):
            opposed = _find_differing(text, position.text)
        if opposed:
            stance = Stance.OPPOSES
        elif says_it:
            stance = Stance.RESTATES
        elif holds_it:
            stance = Stance.EXTENDS
        else:
            continue
        spans, held = shared.mine, shared.theirs
        if not spans:
            spans, held = find_stems(text, position.text), find_stems(position.text, text)
        found.append(Restated(position.id, stance, share, spans, held, opposed))
        if len(found) == limit:
            break
    return tuple(found)


def _find_opposed(text: str, other: str, is_rare: IsRare) -> tuple[Span, Span] | None:
    """Two sentences that point another way, give another figure or another date."""
    for mine, its in matching_sentences(text, other):
        # Sentence by sentence: what is read in those that stay as they are is kept.
        if compare_statements(text[slice(*mine)], other[slice(*its)], is_rare):
            return mine, its
    return None


def _find_differing(text: str, other: str) -> tuple[Span, Span] | None:
    """Two sentences of much the same words that say a fact otherwise: no restatement."""
    for mine, its in matching_sentences(text, other, least=_SAME_SENTENCE):
        if differs(text[slice(*mine)], other[slice(*its)]):
            return mine, its
    return None
