"""Who brings a draft forward, for whom, and why."""

from collections.abc import Iterator

from policytui.checks.basis import Basis
from policytui.checks.finding import Finding, Severity, Tier
from policytui.checks.rule import Rule
from policytui.drafts.model import Capacity, Draft, DraftKind


def _check_mover(draft: Draft, basis: Basis) -> Iterator[Finding]:
    if not draft.submitter.mover:
        message = (
            "Your name is missing. Write who answers."
            if draft.kind is DraftKind.RESPONSE
            else "The mover is missing. Write who moves this."
        )
        yield _error("WHO001", draft, message, "submitter.mover")


def _check_organisation(draft: Draft, basis: Basis) -> Iterator[Finding]:
    submitter = draft.submitter
    if submitter.capacity is not Capacity.INDIVIDUAL and not submitter.organisation:
        done = "answered" if draft.kind is DraftKind.RESPONSE else "moved"
        yield _error(
            "WHO002",
            draft,
            f"It is {done} for a {submitter.capacity.label.lower()}, but the organisation is not "
            "named. Write its name, or choose individual.",
            "submitter.organisation",
        )


def _check_agreement(draft: Draft, basis: Basis) -> Iterator[Finding]:
    submitter = draft.submitter
    if submitter.capacity is not Capacity.INDIVIDUAL and not submitter.agreed_on:
        yield Finding(
            "WHO003",
            Severity.WARNING,
            draft.id,
            f"The day on which the {submitter.capacity.label.lower()} agreed to this is not given.",
            field="submitter.agreed_on",
        )


def _check_day(draft: Draft, basis: Basis) -> Iterator[Finding]:
    agreed_on = draft.submitter.agreed_on
    if agreed_on and agreed_on > basis.at.date():
        yield _error(
            "WHO004", draft, "The day of agreement lies in the future.", "submitter.agreed_on"
        )


def _check_nation(draft: Draft, basis: Basis) -> Iterator[Finding]:
    if draft.kind is DraftKind.RESPONSE and draft.submitter.nation is None:
        yield _error(
            "WHO005",
            draft,
            "The nation is missing; it decides which questions are put to you.",
            "submitter.nation",
        )


def _check_reason(draft: Draft, basis: Basis) -> Iterator[Finding]:
    if draft.kind is not DraftKind.RESPONSE and not draft.reason:
        yield _error(
            "WHY001", draft, "The reason is missing. Say in a sentence or two why.", "reason"
        )


def _error(code: str, draft: Draft, message: str, field: str) -> Finding:
    return Finding(code, Severity.ERROR, draft.id, message, field=field)


RULES = (
    Rule(
        "WHO001",
        "missing-mover",
        Tier.FACT,
        Severity.ERROR,
        "Nobody is named who moves or answers.",
        "What is brought forward is brought forward by somebody.",
        'mover = "" under [submitter]',
        "Write the name; your settings can hold it for all drafts to come.",
        on_draft=_check_mover,
    ),
    Rule(
        "WHO002",
        "missing-organisation",
        Tier.FACT,
        Severity.ERROR,
        "It is brought forward for an organisation that is not named.",
        "Whether an organisation may move something cannot be told without its name.",
        'capacity = "local-party", and no organisation.',
        "Write its name, or choose individual.",
        on_draft=_check_organisation,
    ),
    Rule(
        "WHO003",
        "missing-agreement-day",
        Tier.FACT,
        Severity.WARNING,
        "The day on which an organisation agreed is not given.",
        "Most rule books ask for the meeting at which it was agreed.",
        'capacity = "society", and no agreed_on.',
        "Write the day of the meeting.",
        on_draft=_check_agreement,
    ),
    Rule(
        "WHO004",
        "agreement-in-future",
        Tier.FACT,
        Severity.ERROR,
        "The day of agreement lies in the future.",
        "Nothing was agreed on a day that has not come; most often the year is mistyped.",
        "agreed_on = 2062-07-15",
        "Correct the day.",
        on_draft=_check_day,
    ),
    Rule(
        "WHO005",
        "missing-nation",
        Tier.FACT,
        Severity.ERROR,
        "A response does not say in which nation the member lives.",
        "The nation decides which questions are put.",
        "No nation under [submitter] of a response.",
        "Choose the nation.",
        on_draft=_check_nation,
    ),
    Rule(
        "WHY001",
        "missing-reason",
        Tier.FACT,
        Severity.ERROR,
        "The reason is missing.",
        "Those who decide want to know why.",
        'reason = ""',
        "Say in a sentence or two why.",
        on_draft=_check_reason,
    ),
)
"""The rules of this family."""
