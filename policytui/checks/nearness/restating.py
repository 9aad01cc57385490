"""What we say already: the positions that a text restates, extends or seems to oppose.

It is judged paragraph by paragraph, so that one among many is heard. Asked again at every pause
in typing, so it takes a few milliseconds: the nearest positions alone are read, and what is known
of a sentence is kept.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from weakref import WeakKeyDictionary

from policytui.checks.nearness.attitude import find_contrary
from policytui.checks.nearness.candidates import Candidates
from policytui.checks.nearness.contrary import matching_sentences
from policytui.checks.nearness.passages import Shared, Span, find_shared, find_stems
from policytui.checks.nearness.said import Passage
from policytui.checks.nearness.words import stems_of, words_of
from policytui.checks.reading.alterations import Alteration, Fact, compare_versions
from policytui.checks.reading.lexicon import look_up
from policytui.checks.rules.conflicts import IsRare, compare_statements, rarity_in
from policytui.corpus.model import Position

_FEWEST_STEMS = 3
"""Content words from which a paragraph says enough to be held against others."""
_SAID = 0.6
"""Share of the one's words, rare ones counting most, that make it part of the other."""
_COPIED = 0.5
"""The same for words taken over in a row."""
_SAME_SENTENCE = 0.5
"""Share of a sentence's content words that makes another its counterpart."""
_WORTH_READING = 0.35
"""Share of the one's words or the other's from which sentences are read for what they oppose."""
_NEAREST = 10
_REMEMBERED = 128
"""Paragraphs whose judgement is kept."""
_FIGURES = ("CON001", "CON002")
_NOTHING = Shared((), (), 0.0, 0.0)


class Stance(StrEnum):
    """How a text stands to a position, as far as words tell."""

    RESTATES = "restates"
    EXTENDS = "extends"
    OPPOSES = "seems to oppose"


_WEIGHTIEST = (Stance.OPPOSES, Stance.RESTATES, Stance.EXTENDS)
"""Which of the stances of several paragraphs to one position is told."""


@dataclass(frozen=True, slots=True)
class Restated:
    """A position that a text comes near to.

    Attributes:
        share: how much of the position one paragraph says, from 0 to 1, rare words counting most.
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

    Where several paragraphs come near to one position, the one that weighs most is told: what
    opposes before what restates, and that before what extends.

    Args:
        read: the positions with some ids, such as `Catalogue.positions`.
        except_for: id of a position that is not looked at: the one an amendment changes.
    """
    weightiest: dict[str, Restated] = {}
    nearest: dict[str, float] = {}
    for paragraph in Passage(text, text, "text").paragraphs:
        for score, one in _judged(paragraph.text, candidates, read, except_for):
            id_ = one.position_id
            nearest[id_] = max(score, nearest.get(id_, 0.0))
            if id_ not in weightiest or _weight(one) < _weight(weightiest[id_]):
                weightiest[id_] = _moved(one, paragraph.start)
    ranked = sorted(weightiest, key=lambda id_: (-nearest[id_], id_))
    return tuple(weightiest[id_] for id_ in ranked[:limit])


def _weight(one: Restated) -> tuple[int, float]:
    return _WEIGHTIEST.index(one.stance), -one.share


def _moved(one: Restated, by: int) -> Restated:
    spans = tuple((start + by, end + by) for start, end in one.spans)
    if one.opposed is None:
        return replace(one, spans=spans)
    (start, end), theirs = one.opposed
    return replace(one, spans=spans, opposed=((start + by, end + by), theirs))


_Judgement = tuple[tuple[float, Restated], ...]
_known: "WeakKeyDictionary[Candidates, dict[tuple[str, str], _Judgement]]" = WeakKeyDictionary()


def _judged(
    text: str,
    candidates: Candidates,
    read: Callable[[Sequence[str]], list[Position]],
    except_for: str,
) -> _Judgement:
    """What was found of a paragraph; while one is typed, the others stay as they are."""
    known = _known.setdefault(candidates, {})
    found = known.pop((text, except_for), None)
    if found is None:
        found = tuple(_judge(text, candidates, read, except_for))
    known[text, except_for] = found
    if len(known) > _REMEMBERED:
        del known[next(iter(known))]
    return found


def _judge(
    text: str,
    candidates: Candidates,
    read: Callable[[Sequence[str]], list[Position]],
    except_for: str,
) -> Iterator[tuple[float, Restated]]:
    """The positions that a paragraph comes near to, each with how near."""
    words = words_of(text)
    if len(stems_of(words)) < _FEWEST_STEMS:
        return
    near = candidates.near(text, _NEAREST, is_wanted=lambda id_: id_ != except_for)
    ids = [candidate.position_id for candidate in near]
    positions = {position.id: position for position in read(ids)}
    is_rare = rarity_in(candidates)
    for candidate, (of_mine, of_theirs) in zip(near, candidates.shares(words, ids), strict=True):
        position = positions.get(candidate.position_id)
        if position is None:
            continue
        shared = find_shared(text, position.text) if candidate.overlap else _NOTHING
        says_it = of_mine >= _SAID or shared.of_mine >= _COPIED
        holds_it = of_theirs >= _SAID or shared.of_theirs >= _COPIED
        opposed = _find_other_figure(text, position.text, is_rare)
        if opposed is None and max(of_mine, of_theirs) >= _WORTH_READING:
            opposed = find_contrary(text, position.text)
        if opposed is None and (says_it or holds_it):
            opposed = _find_altered(text, position.text)
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
        share = max(of_theirs, shared.of_theirs)
        yield candidate.score, Restated(position.id, stance, share, spans, held, opposed)


def _find_other_figure(text: str, other: str, is_rare: IsRare) -> tuple[Span, Span] | None:
    """Two sentences on one matter that give another figure or another date."""
    for mine, its in matching_sentences(text, other):
        # Sentence by sentence: what is read in those that stay as they are is kept.
        pairs = compare_statements(text[slice(*mine)], other[slice(*its)], is_rare)
        if any(pair.code in _FIGURES for pair in pairs):
            return mine, its
    return None


def _find_altered(text: str, other: str) -> tuple[Span, Span] | None:
    """Two sentences of much the same words of which one alters the other: no restatement."""
    for mine, its in matching_sentences(text, other, least=_SAME_SENTENCE):
        altered = compare_versions(other[slice(*its)], text[slice(*mine)])
        if any(map(_is_of_substance, altered)):
            return mine, its
    return None


def _is_of_substance(one: Alteration) -> bool:
    """Whether a figure, a date or a duty is another; "will" for "should" is the same wish."""
    if not (one.was and one.now) or one.fact is Fact.DIRECTION:
        return False
    if one.fact is not Fact.DUTY:
        return True
    duties = (
        look_up(side.plain.text[slice(*spans[0])]).duty
        for side, spans in ((one.base, one.was), (one.proposed, one.now))
    )
    return 1 in duties
