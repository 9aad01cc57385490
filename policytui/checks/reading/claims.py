"""Claims: what a normative sentence says that another text may say otherwise.

A claim keeps little, because the claims of very many positions are held at once.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import takewhile

from policytui.checks.reading.dates import Moment
from policytui.checks.reading.lexicon import Sense, is_verb
from policytui.checks.reading.quantities import Measure, Quantity
from policytui.checks.reading.statements import Statement, read_statements

_AROUND = 8
"""Tokens on each side of a figure or a date that tell what it is about."""
_OBJECT = 5
"""Tokens behind a verb, or before it in the passive, that it acts on."""
_PASSIVE = frozenset(["be", "been", "being", "is", "are", "was", "were", "get"])

Stems = frozenset[str]
Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Figure:
    """A quantity, where it stands in its sentence, and what it is about."""

    quantity: Quantity
    span: Span
    about: Stems


@dataclass(frozen=True, slots=True)
class Deadline:
    """A date, where it stands in its sentence, and what it is about."""

    moment: Moment
    span: Span
    about: Stems


@dataclass(frozen=True, slots=True)
class Direction:
    """A verb that points one way, where it stands in its sentence, and what it acts on.

    Attributes:
        sign: -1 where it is denied.
    """

    senses: tuple[Sense, ...]
    sign: int
    span: Span
    objects: Stems


@dataclass(frozen=True, slots=True)
class Claim:
    """A normative sentence.

    Attributes:
        start, end: its place in the text as it was written.
        stems: its words that carry a subject.
    """

    start: int
    end: int
    stems: Stems
    figures: tuple[Figure, ...]
    deadlines: tuple[Deadline, ...]
    directions: tuple[Direction, ...]


@lru_cache(maxsize=1 << 14)
def read_claims(text: str) -> tuple[Claim, ...]:
    """The normative sentences of a text that say something that can be said otherwise."""
    claims = (_claim(one) for one in read_statements(text) if one.is_normative)
    return tuple(one for one in claims if one.figures or one.deadlines or one.directions)


def _claim(statement: Statement) -> Claim:
    tokens = statement.tokens
    stems = frozenset(token.entry.stem for token in tokens if token.entry.is_content)
    return Claim(
        *statement.place, stems, tuple(_figures(statement)), tuple(_deadlines(statement)),
        tuple(_directions(statement)),
    )  # fmt: skip


def _figures(statement: Statement) -> Iterator[Figure]:
    for quantity in statement.quantities:
        if quantity.measure is Measure.ORDINAL:
            continue
        about = _about(statement, quantity.first, quantity.last) - {quantity.unit}
        yield Figure(quantity, statement.span(quantity.start, quantity.end), about)


def _deadlines(statement: Statement) -> Iterator[Deadline]:
    for moment in statement.moments:
        places = [
            at
            for at, token in enumerate(statement.tokens)
            if moment.start <= token.start < moment.end
        ]
        about = _about(statement, places[0], places[-1] + 1)
        yield Deadline(moment, statement.span(moment.start, moment.end), about)


def _about(statement: Statement, first: int, last: int) -> Stems:
    near = (
        *statement.tokens[max(0, first - _AROUND) : first],
        *statement.tokens[last : last + _AROUND],
    )
    return frozenset(token.entry.stem for token in near if token.entry.is_content)


def _directions(statement: Statement) -> Iterator[Direction]:
    tokens = statement.tokens
    for at, token in enumerate(tokens):
        senses = token.entry.senses
        if not senses or not is_verb(senses):
            continue
        is_passive = at > 0 and tokens[at - 1].written.lower() in _PASSIVE
        near = (
            tokens[max(0, at - _OBJECT - 2) : at][::-1]
            if is_passive
            else tokens[at + 1 : at + 1 + _OBJECT]
        )
        inside = takewhile(lambda one: not one.entry.joins, near)
        objects = frozenset(one.entry.stem for one in inside if one.entry.is_content)
        if objects:
            sign = statement.polarity.sign(at)
            yield Direction(senses, sign, statement.span(token.start, token.end), objects)
