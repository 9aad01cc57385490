"""Whether two statements of the same matter may say different things.

A hint for what is near: other figures, a "not" on one side alone, opposed verbs. The rules on
conflicts weigh them with care; here they only keep a text from being called a restatement.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeVar

from policytui.checks.nearness.passages import Span
from policytui.checks.nearness.words import stems_of, words_of
from policytui.checks.reading.alterations import compare_versions
from policytui.checks.reading.opposition import Opposition, find_opposition, may_oppose
from policytui.checks.reading.sentences import split_sentences
from policytui.checks.reading.sketches import sketch
from policytui.checks.reading.statements import Statement, read_statements

_T = TypeVar("_T")

_FEWEST_SHARED = 2
"""Content words that two sentences on one matter have in common."""
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_NEGATION = re.compile(
    r"\b(?:not|no|never|nor|neither|without|cannot|none|unless)\b|n['’]t\b", re.IGNORECASE
)


def matching_sentences(
    mine: str, theirs: str, *, least: float = 0.0
) -> Iterator[tuple[Span, Span]]:
    """The sentences of one text, each with the sentence of the other that it is nearest to.

    Args:
        least: share of the sentence's content words that the other has, from 0 to 1.

    Returns:
        Where both stand, each in its text.
    """
    others = [(span, _stems(theirs[slice(*span)])) for span in _split(theirs)]
    for span in _split(mine):
        own = _stems(mine[slice(*span)])
        shared, _, nearest = max(
            ((len(own & stems), -place[0], place) for place, stems in others),
            default=(0, 0, (0, 0)),
        )
        if shared >= max(_FEWEST_SHARED, least * len(own)):
            yield span, nearest


@dataclass(frozen=True, slots=True)
class Opposed:
    """Two sentences of two texts, of which one denies what the other says.

    Attributes:
        mine, other: their places in the texts.
        telling: how they do it, with places in the sentences.
    """

    mine: Span
    other: Span
    telling: Opposition


def find_opposed(mine: str, other: str) -> Opposed | None:
    """The first sentence of a text that denies, in much the same words, what another says."""
    if not any(may_oppose(one, counter) for one in sketch(mine) for counter in sketch(other)):
        return None
    for one in _proposals(mine):
        opposed = contrary_of_nearest(_hold_against(one, _proposals(other)))
        if opposed:
            return opposed
    return None


def contrary_of_nearest(compared: Iterable[tuple[int, _T | None]]) -> _T | None:
    """What is contrary in the sentence that is meant: the one with the most words in common.

    Args:
        compared: for each sentence the number of words in common, and what is contrary in it;
            None where it agrees.

    Returns:
        None where the sentence that is meant agrees. Of several with as many words the first
        that does not agree is taken.
    """
    start: tuple[int, _T | None] = (0, None)
    return max(compared, key=lambda one: (one[0], one[1] is not None), default=start)[1]


def _hold_against(
    one: Statement, others: Iterable[Statement]
) -> Iterator[tuple[int, Opposed | None]]:
    stems = _stems(_text_of(one))
    for other in others:
        is_one_normative = one.is_normative or other.is_normative
        telling = find_opposition(one, other) if is_one_normative else None
        shared = len(stems & _stems(_text_of(other)))
        yield shared, Opposed(one.place, other.place, telling) if telling else None


def _text_of(statement: Statement) -> str:
    return statement.plain.text[statement.start : statement.end]


@lru_cache(maxsize=1 << 12)
def _proposals(text: str) -> tuple[Statement, ...]:
    return tuple(one for one in read_statements(text) if one.is_normative or _states(one))


def _states(statement: Statement) -> bool:
    """Whether it is a sentence, not a question or a heading."""
    return bool(statement.tokens) and statement.plain.text[statement.end - 1] in ".!;"


@lru_cache(maxsize=1 << 12)
def differs(mine: str, other: str) -> bool:
    """Whether two sentences say a fact otherwise: a figure, a date, a duty, a direction."""
    numbers, others = _numbers(mine), _numbers(other)
    if numbers - others and others - numbers:
        return True
    if len(_NEGATION.findall(mine)) % 2 != len(_NEGATION.findall(other)) % 2:
        return True
    return any(one.was and one.now for one in compare_versions(other, mine))


def _numbers(text: str) -> set[str]:
    return {number.replace(",", "") for number in _NUMBER.findall(text)}


@lru_cache(maxsize=1 << 10)
def _split(text: str) -> tuple[Span, ...]:
    return tuple(split_sentences(text))


@lru_cache(maxsize=1 << 13)
def _stems(text: str) -> frozenset[str]:
    return stems_of(words_of(text))
