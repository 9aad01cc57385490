"""Findings as SARIF 2.1.0 (OASIS, 2020), which editors and code hosts show at their places."""

from pathlib import Path
from typing import Any
from urllib.parse import quote

from policytui import __version__
from policytui.checks.decisions import Decision
from policytui.checks.finding import Evidence, Finding, Severity, sort_findings
from policytui.checks.places import Places
from policytui.checks.registry import all_rules
from policytui.checks.report import Report
from policytui.checks.rule import Rule
from policytui.cli.findings_values import evidence_of, shown_path, spot_of

SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)

_LEVELS = {
    Severity.ERROR: "error",
    Severity.WARNING: "warning",
    Severity.NOTE: "note",
    # What is for review fails nothing: the standard asks for the level none.
    Severity.REVIEW: "none",
}


def sarif_log(report: Report, places: Places, *, reviews_as_notes: bool = False) -> dict[str, Any]:
    """A report as a log of one run; dismissed findings are in it, marked as suppressed.

    Args:
        reviews_as_notes: for viewers that leave out results whose kind is review.
    """
    numbers = {rule.code: number for number, rule in enumerate(all_rules())}
    decided = {id(finding): decision for finding, decision in report.dismissed}
    findings = sort_findings([*report.findings, *(finding for finding, _ in report.dismissed)])
    results = []
    for finding in findings:
        result = _result(finding, places, reviews_as_notes=reviews_as_notes)
        result["ruleIndex"] = numbers[finding.code]
        # Where one result has suppressions, the standard asks for the key on all of them.
        decision = decided.get(id(finding))
        if decided:
            result["suppressions"] = [_suppression(decision)] if decision else []
        results.append(result)
    run: dict[str, Any] = {
        "tool": {
            "driver": {
                "name": "policytui",
                "version": __version__,
                "rules": [_descriptor(rule, as_note=reviews_as_notes) for rule in all_rules()],
            }
        },
        "columnKind": "unicodeCodePoints",
        "results": results,
    }
    if report.more:
        run["properties"] = {"more": dict(report.more)}
    return {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}


def _descriptor(rule: Rule, *, as_note: bool) -> dict[str, Any]:
    level = _LEVELS[rule.severity]
    properties: dict[str, Any] = {"tier": rule.tier.value, "tags": [f"tier-{rule.tier.value}"]}
    if rule.precision:
        properties["measuredPrecision"] = rule.precision.share
        properties["measuredOn"] = rule.precision.basis
        properties["measuredBy"] = rule.precision.command
    return {
        "id": rule.code,
        "name": rule.name,
        "shortDescription": {"text": rule.summary},
        "fullDescription": {"text": rule.reason},
        "help": {"text": f"{rule.advice} Trust: {rule.trust}."},
        "defaultConfiguration": {"level": "note" if as_note and level == "none" else level},
        "properties": properties,
    }


def _result(finding: Finding, places: Places, *, reviews_as_notes: bool) -> dict[str, Any]:
    is_review = finding.severity is Severity.REVIEW and not reviews_as_notes
    level = _LEVELS[finding.severity]
    first, *others = evidence_of(finding)
    message = f"{finding.message} ({finding.why})" if finding.why else finding.message
    result: dict[str, Any] = {
        "ruleId": finding.code,
        "kind": "review" if is_review else "fail",
        "level": "note" if level == "none" and not is_review else level,
        "message": {"text": message},
        "locations": [_location(first, places, finding.subject)],
        "partialFingerprints": {"policytui/v1": finding.fingerprint},
    }
    if others:
        result["relatedLocations"] = [
            {
                "id": number,
                **_location(item, places, finding.other),
                "message": {"text": item.text or item.source},
            }
            for number, item in enumerate(others, 1)
        ]
    if finding.score is not None:
        result["rank"] = round(finding.score * 100, 2)
    properties = {"subject": finding.subject, "other": finding.other, "field": finding.field}
    result["properties"] = {key: value for key, value in properties.items() if value}
    return result


def _location(evidence: Evidence, places: Places, named: str) -> dict[str, Any]:
    location: dict[str, Any] = {}
    spot = spot_of(evidence, places)
    if spot:
        physical: dict[str, Any] = {"artifactLocation": {"uri": _uri(spot.file)}}
        if spot.line:
            physical["region"] = {"startLine": spot.line, "startColumn": max(spot.column, 1)}
            if evidence.text:
                physical["region"]["snippet"] = {"text": evidence.text}
        location["physicalLocation"] = physical
    name = evidence.source or named
    if name:
        location["logicalLocations"] = [{"fullyQualifiedName": name}]
    return location


def _uri(file: Path) -> str:
    shown = Path(shown_path(file))
    return shown.as_uri() if shown.is_absolute() else quote(shown.as_posix())


def _suppression(decision: Decision) -> dict[str, Any]:
    said = ": ".join(filter(None, (decision.verdict.value, decision.reason)))
    by = f" ({decision.by})" if decision.by else ""
    return {"kind": "external", "justification": said + by}
