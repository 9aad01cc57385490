"""Decisions that cannot be relied on: without a reason, out of date, of no rule, or of nothing."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from policytui.checks.decisions import Decision
from policytui.checks.finding import Evidence, Finding, Severity, Tier
from policytui.checks.registry import rules_by_code
from policytui.checks.rule import Rule
from policytui.checks.selection import Selection
from policytui.tables import suggest


@dataclass(frozen=True, slots=True)
class Extent:
    """How much was looked at, so that one can tell what was looked for and not found.

    Attributes:
        subjects: ids of the drafts that were checked; empty for a check of the corpus.
        is_corpus: whether the corpus itself was checked.
        is_whole: whether all of the folder, or of the corpus, was.
        selection: the rules that were asked.
    """

    subjects: Collection[str]
    is_corpus: bool
    is_whole: bool
    selection: Selection


def check_decisions(
    decisions: Sequence[Decision],
    findings: Sequence[Finding],
    extent: Extent,
    today: date,
    subject: str,
) -> Iterator[Finding]:
    """What is the matter with decisions, held against the findings of a run.

    Args:
        subject: what the file of decisions is called in the report.
    """
    latest = {decision.key: decision for decision in decisions}
    found = {(finding.code, finding.fingerprint) for finding in findings} if latest else set()
    for decision in latest.values():
        message = _what_is_wrong(decision, found, extent, today)
        if message:
            text = f"{decision.code} {decision.fingerprint} {decision.verdict.value}"
            if decision.reason:
                text += f": {decision.reason}"
            field = f"decision[{decision.number}]"
            evidence = Evidence(text, ((0, len(decision.code)),), subject, field)
            # The text goes with the rule's own code, so that two decisions never look alike.
            yield Finding(
                "SUP001",
                Severity.WARNING,
                subject,
                message,
                other=decision.fingerprint,
                field=field,
                evidence=(evidence,),
            )


def _what_is_wrong(
    decision: Decision, found: Collection[tuple[str, str]], extent: Extent, today: date
) -> str:
    if decision.code not in rules_by_code():
        near = suggest(decision.code, rules_by_code())
        return f"This decision is on a rule that does not exist.{near} Correct or remove it."
    if decision.until and decision.until < today:
        until = f"{decision.until:%-d %B %Y}"
        return f"This decision held until {until}. Renew it, or remove it."
    if decision.key not in found and _was_looked_for(decision, extent):
        return "This decision is on something that is no longer found. Remove it."
    if not decision.reason:
        return "This decision has no reason, so it hides nothing. Write why, so others can follow."
    return ""


def _was_looked_for(decision: Decision, extent: Extent) -> bool:
    rule = rules_by_code()[decision.code]
    if not extent.selection.wants(rule.code):
        return False
    if decision.subject:
        is_position = "/" in decision.subject
        return decision.subject in extent.subjects or (
            extent.is_whole and is_position is extent.is_corpus
        )
    # Without a subject only a rule that looks at nothing else tells where it was looked for.
    of_corpus, of_drafts = rule.on_corpus is not None, bool(rule.on_draft or rule.on_drafts)
    return extent.is_whole and (of_corpus, of_drafts) == (extent.is_corpus, not extent.is_corpus)


RULES = (
    Rule(
        "SUP001",
        "unsound-decision",
        Tier.FACT,
        Severity.WARNING,
        "A decision in decisions.toml has no reason, has expired, names no rule, or is on "
        "something that is no longer found.",
        "A decision hides a finding from everyone. It must say why, and it must not outlive what "
        "it was about.",
        "until = 2024-12-31, where the year is 2026 by now.",
        "Write the reason, renew the decision, or remove it.",
    ),
)
"""The rules of this family."""
