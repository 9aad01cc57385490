"""Which words a sentence denies, and which way its verbs point.

A negator is taken to deny the words up to the first that carries a subject: in "will not further
increase taxes" that is "increase". Two negators of one word undo each other.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from policytui.checks.reading.lexicon import words
from policytui.checks.reading.tokens import Token

_REACH = 7
"""How many tokens behind a negator what it denies may stand."""
_ARTICLES = frozenset(["the", "an", "this"])


@dataclass(frozen=True, slots=True)
class Polarity:
    """What is denied in a sentence.

    Attributes:
        negators: for each token that is denied, the tokens that deny it.
    """

    negators: dict[int, tuple[int, ...]]

    def sign(self, at: int) -> int:
        """1 where a token stands affirmed, -1 where it is denied."""
        return -1 if len(self.negators.get(at, ())) % 2 else 1

    @property
    def last_denied(self) -> dict[int, int]:
        """For each token that denies, in order, the last of those that it denies."""
        pairs = sorted((by, at) for at, causes in self.negators.items() for by in causes)
        return dict(pairs)  # which keeps the last of each


def read_polarity(text: str, tokens: Sequence[Token]) -> Polarity:
    """What is denied in a sentence of a plain text."""
    found: dict[int, tuple[int, ...]] = {}
    exempt: list[tuple[int, int]] | None = None
    for at, token in enumerate(tokens):
        entry = token.entry
        if not (entry.negates or entry.turns):
            continue
        if exempt is None:
            end = tokens[-1].end
            exempt = [hit.span() for hit in _no_negation().finditer(text, tokens[0].start, end)]
        if any(start <= token.start < stop for start, stop in exempt):
            continue
        if stands_as_noun(tokens, at):
            continue
        for denied in _denied(tokens, at):
            found[denied] = (*found.get(denied, ()), at)
    return Polarity(found)


def stands_as_noun(tokens: Sequence[Token], at: int) -> bool:
    """Whether a word that may be a verb or a noun stands behind an article: "by the end of"."""
    return tokens[at].entry.is_noun_too and at > 0 and tokens[at - 1].written.lower() in _ARTICLES


def clause_around(tokens: Sequence[Token], at: int) -> range:
    """The tokens of the clause that a token stands in."""
    first, last = at, at + 1
    while first > 0 and not tokens[first - 1].entry.joins:
        first -= 1
    while last < len(tokens) and not tokens[last].entry.joins:
        last += 1
    return range(first, last)


def _denied(tokens: Sequence[Token], at: int) -> list[int]:
    is_verb = tokens[at].entry.turns
    passed = []
    for place in range(at + 1, min(len(tokens), at + 1 + _REACH)):
        token = tokens[place]
        entry = token.entry
        if place == at + 1 and token.written.lower() == "longer":  # "no longer"
            continue
        if token.number is not None or (entry.joins and not token.is_mark):
            break
        if is_verb and token.written in ("or", "and"):  # "fails or refuses to allow"
            break
        if entry.turns and not is_verb:
            passed.append(place)
        elif entry.is_content and not entry.is_passing:
            return [*passed, place]
    if passed or at + 1 == len(tokens):
        return passed
    # "It should not be:" denies the word beside it, for want of a better.
    return [at - 1 if tokens[at + 1].is_mark and at else at + 1]


@cache
def _no_negation() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{words().no_negation})\b", re.IGNORECASE)
