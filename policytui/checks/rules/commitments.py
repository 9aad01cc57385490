"""Declared commitments: the figures of drafts on one subject, held against each other."""

from collections.abc import Iterator, Sequence

from policytui.checks.basis import Basis
from policytui.checks.commitments import Stated, find_differing
from policytui.checks.finding import Evidence, Finding, Severity, Tier
from policytui.checks.rule import Rule
from policytui.drafts.declared import format_commitment
from policytui.drafts.model import Draft


def _check_commitments(drafts: Sequence[Draft], basis: Basis) -> Iterator[Finding]:
    for one, other in find_differing(drafts):
        subject = f"“{one.commitment.subject}”"
        is_one_draft = one.draft.id == other.draft.id
        who = (
            f"{_who(one)} says two things of {subject}"
            if is_one_draft
            else f"On {subject} {_who(one)} differs from {_who(other)}"
        )
        is_figure = one.high < other.low or other.high < one.low
        what = (
            "no figure fits both. Settle on one, or say that the subjects differ."
            if is_figure
            else "the figure is the same, the date is another. Settle on one."
        )
        yield Finding(
            "CON005",
            Severity.WARNING,
            one.draft.id,
            f"{who}: {what}",
            other="" if is_one_draft else other.draft.id,
            field=f"commitment[{one.number}].value",
            evidence=(_evidence(one), _evidence(other)),
            why=f"{_values(one)} against {_values(other)}" if is_figure else "",
        )


def _evidence(stated: Stated) -> Evidence:
    text = format_commitment(stated.commitment)
    start = len(stated.commitment.subject) + 2
    field = f"commitment[{stated.number}].value"
    return Evidence(text, ((start, len(text)),), stated.draft.id, field)


def _values(stated: Stated) -> str:
    """The values that fit, in the unit that both are brought to."""
    if not stated.high.is_finite():
        return f"at least {stated.low:,.10g}"
    if not stated.low.is_finite():
        return f"at most {stated.high:,.10g}"
    if stated.low == stated.high:
        return f"{stated.low:,.10g}"
    return f"{stated.low:,.6g} to {stated.high:,.6g}"


def _who(stated: Stated) -> str:
    return f"{stated.draft.submitter.mover or 'an unnamed mover'} ({stated.draft.id})"


RULES = (
    Rule(
        "CON005",
        "commitment-differs",
        Tier.FACT,
        Severity.WARNING,
        "Two declared commitments on one subject cannot both be kept, or name different dates.",
        "Declared commitments are compared by arithmetic: units and periods are brought to one, "
        "and at least 20,000 and at least 30,000 can both be kept. Commitments for different years "
        "may give different figures.",
        "At least 20,000 homes a year, and at most 1,000 homes a month.",
        "Settle on one figure, or name the subjects apart where they are not the same.",
        on_drafts=_check_commitments,
    ),
)
"""The rules of this family."""
