"""What is shown of the findings: those not decided on, and of many alike the first few."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from policytui.checks.decisions import Decision
from policytui.checks.finding import Finding, Severity

MOST_OF_A_RULE = 3
"""Most findings of one rule shown of one draft or position. Errors are never held back: each of
them must be mended."""
MOST_FOR_REVIEW = 10
"""Most findings for review shown of one draft or position."""
_PAIRED = "DUP"
"""Rules whose findings say the same of either text of a pair."""


@dataclass(frozen=True, slots=True)
class Report:
    """The findings of a check as they are told.

    Attributes:
        findings: those to show, in the order of every report.
        dismissed: those that a person has decided on, with what was decided.
        accepted: errors among `findings` that a person has decided on, with what was decided. An
            error stays an error until it is mended.
        more: how many further ones there are, by the id of the draft or position.
    """

    findings: tuple[Finding, ...]
    dismissed: tuple[tuple[Finding, Decision], ...] = ()
    more: Mapping[str, int] = field(default_factory=dict)
    accepted: tuple[tuple[Finding, Decision], ...] = ()


def report_on(
    findings: Sequence[Finding], decided: Mapping[tuple[str, str], Decision], *, is_long: bool
) -> Report:
    """A report on findings that are sorted.

    Args:
        decided: what was decided, as `decisions.in_force` gives it.
        is_long: hold none back.
    """
    open_: list[Finding] = []
    dismissed: list[tuple[Finding, Decision]] = []
    accepted: list[tuple[Finding, Decision]] = []
    for finding in findings:
        decision = decided.get((finding.code, finding.fingerprint)) if decided else None
        if decision and finding.severity is Severity.ERROR:
            accepted.append((finding, decision))
            open_.append(finding)
        elif decision:
            dismissed.append((finding, decision))
        else:
            open_.append(finding)
    shown = open_ if is_long else _first_few(open_)
    told = Counter(finding.subject for finding in shown)
    found = Counter(finding.subject for finding in open_)
    more = {subject: found[subject] - told[subject] for subject in sorted(found)}
    return Report(
        tuple(shown),
        tuple(dismissed),
        {subject: number for subject, number in more.items() if number},
        tuple(accepted),
    )


def told_once(report: Report) -> Report:
    """The same without the second telling of a pair: a duplicate is found from both sides."""
    told: set[tuple[str, str, str]] = set()
    findings = []
    for finding in report.findings:
        if finding.code.startswith(_PAIRED) and finding.other:
            if (finding.code, finding.other, finding.subject) in told:
                continue
            told.add((finding.code, finding.subject, finding.other))
        findings.append(finding)
    return replace(report, findings=tuple(findings))


def _first_few(findings: Sequence[Finding]) -> list[Finding]:
    """The likeliest findings of each rule, still in their order."""
    by_likelihood = sorted(
        range(len(findings)), key=lambda number: (-(findings[number].score or 0.0), number)
    )
    of_rule: Counter[tuple[str, str]] = Counter()
    for_review: Counter[str] = Counter()
    kept = set()
    for number in by_likelihood:
        finding = findings[number]
        is_review = finding.severity is Severity.REVIEW
        if finding.severity is not Severity.ERROR:
            if of_rule[finding.subject, finding.code] == MOST_OF_A_RULE:
                continue
            if is_review and for_review[finding.subject] == MOST_FOR_REVIEW:
                continue
        of_rule[finding.subject, finding.code] += 1
        for_review[finding.subject] += is_review
        kept.add(number)
    return [finding for number, finding in enumerate(findings) if number in kept]
