"""Seals: what was submitted is what was sent."""

from collections.abc import Iterator

from policytui.checks.basis import Basis
from policytui.checks.finding import Finding, Severity, Tier
from policytui.checks.rule import Rule
from policytui.drafts.model import Draft, State
from policytui.drafts.submission import is_intact


def _check_seal(draft: Draft, basis: Basis) -> Iterator[Finding]:
    if draft.seal and not is_intact(draft):
        yield Finding(
            "SEA001",
            Severity.ERROR,
            draft.id,
            "The seal is broken: the content was altered after it was sealed. Ask the mover for "
            "the original.",
            field="seal.digest",
        )


def _check_missing(draft: Draft, basis: Basis) -> Iterator[Finding]:
    if draft.state is State.SUBMITTED and draft.seal is None:
        yield Finding(
            "SEA002",
            Severity.ERROR,
            draft.id,
            "It is marked as submitted but carries no seal.",
            field="state",
        )


def _check_left_over(draft: Draft, basis: Basis) -> Iterator[Finding]:
    if draft.state is State.DRAFT and draft.seal:
        yield Finding(
            "SEA003",
            Severity.WARNING,
            draft.id,
            "It carries a seal but is not marked as submitted; the seal goes with the next save.",
            field="state",
        )


RULES = (
    Rule(
        "SEA001",
        "broken-seal",
        Tier.FACT,
        Severity.ERROR,
        "The content of a submission was altered after it was sealed.",
        "The seal is a digest of the content; any altered letter shows.",
        "A word of the reason was corrected in the file that was sent.",
        "Ask the mover for the original.",
        on_draft=_check_seal,
    ),
    Rule(
        "SEA002",
        "missing-seal",
        Tier.FACT,
        Severity.ERROR,
        "A draft is marked as submitted but carries no seal.",
        "Without a seal nobody can tell whether it is as it was sent.",
        'state = "submitted", and no [seal].',
        "Submit it with policytui, which seals it.",
        on_draft=_check_missing,
    ),
    Rule(
        "SEA003",
        "left-over-seal",
        Tier.FACT,
        Severity.WARNING,
        "A draft carries a seal but is not marked as submitted.",
        "A seal is for one content; a draft that is open again has none.",
        'state = "draft", with a [seal].',
        "Save the draft, which takes the seal away, or submit it.",
        on_draft=_check_left_over,
    ),
)
"""The rules of this family."""
