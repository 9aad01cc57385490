"""What a draft may declare, proposed from its text; a person accepts it or does not."""

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from policytui.checks.basis import Basis
from policytui.checks.nearness.said import what_is_said
from policytui.checks.reading.dates import Moment
from policytui.checks.reading.quantities import Bound, Measure, Quantity
from policytui.checks.reading.statements import Statement, read_statements
from policytui.checks.rules.conflicts import compare_statements, rarity_in
from policytui.drafts.declared import YEARS
from policytui.drafts.model import Commitment, Draft, Op, Relates, Relation

_AROUND = 7
"""Tokens on each side of a figure that may tell what it is about."""
_LONGEST_SUBJECT = 5
_BOUND_WORDS = frozenset(
    ("least", "most", "more", "less", "fewer", "than", "over", "under", "about")
)
_BOUND_REACH = 4
"""Tokens before a figure that belong to its bound: a "no" among them is no denial."""
_CANDIDATES = 5
_MOSTLY = 0.5
"""The share of a position's words from which on a text takes it up."""
_OPS = {Bound.LEAST: Op.LEAST, Bound.MOST: Op.MOST}
_SAYS = {
    "CON001": "gives another figure",
    "CON002": "gives another deadline",
    "CON003": "points another way",
}


def propose_commitments(text: str) -> tuple[Commitment, ...]:
    """The figures that a text commits to, read from its sentences that say what should be."""
    found = [
        commitment
        for statement in read_statements(text)
        if statement.is_normative
        for quantity in statement.quantities
        for commitment in _commitments(statement, quantity)
    ]
    return tuple(dict.fromkeys(found))


def _commitments(statement: Statement, quantity: Quantity) -> Iterator[Commitment]:
    unit = _unit(statement, quantity)
    subject = _subject(statement, quantity)
    is_denied = any(
        token.entry.negates for token in statement.tokens[: max(0, quantity.first - _BOUND_REACH)]
    )
    if unit is None or not subject or is_denied:
        return
    if quantity.period:
        unit = f"{unit}/{quantity.period}"
    by = next((day for one in statement.moments if (day := _by(one))), None)
    factor = Decimal(100) if quantity.measure is Measure.SHARE else Decimal(1)
    value, top = quantity.value * factor, quantity.top * factor
    if value == top:
        yield Commitment(subject, _OPS.get(quantity.bound, Op.EXACT), _plain(value), unit, by)
    else:
        yield Commitment(subject, Op.LEAST, _plain(value), unit, by)
        yield Commitment(subject, Op.MOST, _plain(top), unit, by)


def _unit(statement: Statement, quantity: Quantity) -> str | None:
    """The unit as people write it; None for what is no commitment to a figure."""
    if quantity.measure is Measure.SHARE:
        return "%"
    if quantity.measure is Measure.MONEY:
        return quantity.unit
    if quantity.measure is not Measure.COUNT or not quantity.unit:
        return None
    written = re.findall(r"[^\W\d_]+", statement.plain.text[quantity.start : quantity.end])
    return written[-1].lower() if written else None


def _subject(statement: Statement, quantity: Quantity) -> str:
    """The words around a figure that tell what it is about, nearest first kept, in order."""
    tokens = statement.tokens
    taken = [(one.start, one.end) for one in statement.moments]
    if quantity.measure is not Measure.COUNT:
        taken.append((quantity.start, quantity.end))
    near = range(max(0, quantity.first - _AROUND), min(len(tokens), quantity.last + _AROUND))
    telling = [
        at
        for at in near
        if tokens[at].entry.is_content
        and not tokens[at].entry.duty
        and tokens[at].written.lower() not in _BOUND_WORDS
        and not any(start <= tokens[at].start < end for start, end in taken)
        and tokens[at].written.lower() != quantity.period
    ]
    telling.sort(key=lambda at: (min(abs(at - quantity.first), abs(at - quantity.last)), at))
    kept = sorted(telling[:_LONGEST_SUBJECT])
    return " ".join(tokens[at].written.lower() for at in kept)


def _by(moment: Moment) -> date | int | None:
    if moment.relation != "by" or moment.value[0] != "date":
        return None
    year, month, day = (int(part) for part in moment.value[1:4])
    if year not in YEARS:
        return None
    if not month:
        return year
    last = monthrange(year, month)[1]
    return date(year, month, day if 0 < day <= last else last) if 0 < month < 13 else year


def _plain(value: Decimal) -> Decimal:
    return value.quantize(Decimal(1)) if value == int(value) else value.normalize()


def propose_relations(draft: Draft, basis: Basis) -> tuple[Relates, ...]:
    """How a draft may stand to positions near it: conflicts and supports.

    What it supersedes or narrows is for its writer alone to say.
    """
    said = what_is_said(draft)
    if not said.text.strip():
        return ()
    near = basis.candidates
    declared = {item.position for item in draft.relates}
    declared |= {draft.base.position} if draft.base else set()
    is_rare = rarity_in(near)
    found = []
    for candidate in near.near(said.text, _CANDIDATES, is_wanted=lambda id_: id_ not in declared):
        position = basis.catalogue.position(candidate.position_id)
        differing = compare_statements(said.text, position.text, is_rare)
        overlap = candidate.overlap
        if differing:
            note = _SAYS.get(differing[0].code, "differs")
            found.append(Relates(position.id, Relation.CONFLICTS, f"“{position.title}” {note}"))
        elif overlap and overlap.of_theirs >= _MOSTLY:
            note = f"takes up {overlap.of_theirs:.0%} of “{position.title}”"
            found.append(Relates(position.id, Relation.SUPPORTS, note))
    return tuple(found)
