"""Whether two statements of the same matter may say different things.

A hint for what is near: other figures, a "not" on one side alone, opposed verbs. The rules on
conflicts weigh them with care; here they only keep a text from being called a restatement.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from policytui.checks.nearness.passages import Span
from policytui.checks.nearness.words import words_of
from policytui.checks.reading.alterations import compare_versions
from policytui.checks.reading.sentences import split_sentences
from policytui.search.analysis import STOP_WORDS, analyse

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


@lru_cache(maxsize=1 << 12)
def differs(mine: str, other: str) -> bool:
    """Whether two sentences say a fact otherwise: a figure, a date, a duty, a direction."""
    numbers, others = _numbers(mine), _numbers(other)
    if numbers - others and others - numbers:
        return True
    if len(_NEGATION.findall(mine)) % 2 != len(_NEGATION.findall(other)) % 2:
        return True
    return bool(compare_versions(other, mine))


def _numbers(text: str) -> set[str]:
    return {number.replace(",", "") for number in _NUMBER.findall(text)}


@lru_cache(maxsize=1 << 10)
def _split(text: str) -> tuple[Span, ...]:
    return tuple(split_sentences(text))


@lru_cache(maxsize=1 << 13)
def _stems(text: str) -> frozenset[str]:
    return frozenset(analyse(word).stem for word in words_of(text) if word not in STOP_WORDS)
