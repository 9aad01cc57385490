"""Findings as JSON values; the keys are a contract with scripts."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from policytui.checks.decisions import Decision
from policytui.checks.finding import Evidence, Finding, sort_findings
from policytui.checks.places import Places, Spot
from policytui.checks.registry import rules_by_code
from policytui.checks.report import Report


def finding_values(
    report: Report, places: Places, *, with_dismissed: bool
) -> Iterator[dict[str, Any]]:
    """A value for each finding of a report, in the order of every report."""
    decided = {id(finding): one for finding, one in (*report.dismissed, *report.accepted)}
    findings = [*report.findings]
    if with_dismissed:
        findings += [finding for finding, _ in report.dismissed]
    ordered = sort_findings(findings)
    for number, finding in enumerate(ordered):
        following = ordered[number + 1].subject if number + 1 < len(ordered) else None
        is_last = finding.subject != following
        more = report.more.get(finding.subject, 0) if is_last else 0
        yield _value(finding, places, decided.get(id(finding)), more)


def _value(
    finding: Finding, places: Places, decision: Decision | None, more: int
) -> dict[str, Any]:
    rule = rules_by_code()[finding.code]
    return {
        "code": finding.code,
        "name": rule.name,
        "tier": rule.tier.value,
        "severity": finding.severity.value,
        "subject": finding.subject,
        "other": finding.other,
        "field": finding.field,
        "message": finding.message,
        "why": finding.why,
        "score": None if finding.score is None else round(finding.score, 4),
        "evidence": [
            {
                "text": item.text,
                "spans": [list(span) for span in item.spans],
                "source": item.source,
                **_spot_value(spot_of(item, places)),
            }
            for item in evidence_of(finding)
        ],
        "fingerprint": finding.fingerprint,
        "decision": _decision_value(decision),
        "more": more,
    }


def evidence_of(finding: Finding) -> tuple[Evidence, ...]:
    """The evidence of a finding; where words are missing, the place where they belong."""
    return finding.evidence or (Evidence("", source=finding.subject, field=finding.field),)


def spot_of(evidence: Evidence, places: Places) -> Spot | None:
    """Where the first telling word stands, else where the text begins."""
    start = evidence.start + (evidence.spans[0][0] if evidence.spans else 0)
    return places.spot(evidence.source, evidence.field, start)


def shown_path(file: Path) -> str:
    """A file as a person types it: from the folder they are in, where it lies there."""
    try:
        return file.absolute().relative_to(Path.cwd()).as_posix()
    except (ValueError, OSError):
        return str(file)


def _spot_value(spot: Spot | None) -> dict[str, Any]:
    if spot is None:
        return {"file": "", "line": 0, "column": 0}
    return {"file": shown_path(spot.file), "line": spot.line, "column": spot.column}


def _decision_value(decision: Decision | None) -> dict[str, str] | None:
    if decision is None:
        return None
    return {"verdict": decision.verdict.value, "reason": decision.reason, "by": decision.by}
