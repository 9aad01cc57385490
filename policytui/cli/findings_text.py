"""Findings as text: where, what, both texts with the telling words in brackets, why, what to do."""

import textwrap
from collections.abc import Sequence

from policytui.checks.decisions import Decision
from policytui.checks.finding import Evidence, Finding, Severity, sort_findings
from policytui.checks.places import Places
from policytui.checks.registry import rules_by_code
from policytui.checks.report import Report
from policytui.cli.findings_values import evidence_of, shown_path, spot_of
from policytui.cli.output import say

_WIDTH = 88
_LETTERS = {
    Severity.ERROR: "E",
    Severity.WARNING: "W",
    Severity.NOTE: "N",
    Severity.REVIEW: "R",
}
_FIELDS = {"text": "proposed", "base": "base"}
_AROUND = 90
"""Characters shown on either side of the telling words."""
_LONGEST = 320
"""Characters shown of one text."""


def say_findings(report: Report, places: Places, *, with_dismissed: bool) -> None:
    """Print a report; what to do about findings of a rule is told at its first one."""
    decided = {id(finding): one for finding, one in (*report.dismissed, *report.accepted)}
    known: set[str] = set()
    findings = [*report.findings]
    if with_dismissed:
        findings += [finding for finding, _ in report.dismissed]
    ordered = sort_findings(findings)
    for number, finding in enumerate(ordered):
        _say_finding(finding, places, decided.get(id(finding)), is_new=finding.code not in known)
        known.add(finding.code)
        following = ordered[number + 1].subject if number + 1 < len(ordered) else None
        more = report.more.get(finding.subject, 0)
        if more and finding.subject != following:
            say(f"   and {more} more of {finding.subject}; see them with --all")
        if number + 1 < len(ordered):
            say()


def say_lines(report: Report, places: Places) -> None:
    """Print a row for each finding, as editors and other programs read them."""
    for finding in report.findings:
        spot = spot_of(evidence_of(finding)[0], places)
        file = shown_path(spot.file) if spot else finding.subject
        line, column = (spot.line or 1, spot.column or 1) if spot else (1, 1)
        message = " ".join(finding.message.split())
        say(
            f"{file}:{line}:{column} {finding.code} {finding.severity.value} "
            f"{finding.subject}: {message}"
        )


def _say_finding(
    finding: Finding, places: Places, decision: Decision | None, *, is_new: bool
) -> None:
    rule = rules_by_code()[finding.code]
    spot = spot_of(evidence_of(finding)[0], places)
    where = ""
    if spot:
        numbers = [str(number) for number in (spot.line, spot.column) if number]
        where = ":".join([shown_path(spot.file), *numbers]) + "  "
    about = f"{finding.subject} <> {finding.other}" if finding.other else finding.subject
    score = "" if finding.score is None else f"  score {finding.score:.2f}"
    letter = _LETTERS[finding.severity]
    say(f"{where}{letter} {finding.code} {rule.name}  {about}{score}  #{finding.fingerprint}")
    _say_part("", finding.message)
    for item in finding.evidence:
        _say_part(_label(item), in_brackets(item))
    _say_part("why", finding.why)
    if is_new:
        _say_part("help", rule.advice)
        _say_part("trust", rule.trust if finding.severity is Severity.REVIEW else "")
    if decision:
        by = f" by {decision.by}" if decision.by else ""
        told = "decided" if finding.severity is Severity.ERROR else "dismissed"
        _say_part(told, f"{decision.verdict.value}{by}: {decision.reason}")


def _label(evidence: Evidence) -> str:
    label = _FIELDS.get(evidence.field, evidence.field)
    if not label:
        label = evidence.source if "/" in evidence.source else "line"
    return label


def _say_part(label: str, text: str) -> None:
    if not text:
        return
    indent = f"   {label:<9}" if label else "   "
    flat = " ".join(text.split())
    lines = textwrap.wrap(flat, _WIDTH - 12, break_long_words=False, break_on_hyphens=False)
    if len(label) > 8:
        say(f"   {label}")
        indent = " " * 12
    for number, line in enumerate(lines):
        say((indent if number == 0 else " " * len(indent)) + line)


def in_brackets(evidence: Evidence) -> str:
    """The words around the telling ones, and those in [brackets]."""
    text, spans = evidence.text, evidence.spans
    first, last = 0, len(text)
    if len(text) > _LONGEST:
        if spans:
            first = max(0, spans[0][0] - _AROUND)
        last = min(len(text), max(spans[-1][1] + _AROUND if spans else 0, first + _LONGEST // 2))
        last = min(last, first + _LONGEST)
        first = text.find(" ", first) + 1 if first else 0
        last = text.rfind(" ", first, last) if last < len(text) else last
    parts, at = [], first
    for start, end in _within(spans, first, last):
        parts += [text[at:start], "[", text[start:end], "]"]
        at = end
    parts.append(text[at:last])
    return ("… " if first else "") + "".join(parts) + (" …" if last < len(text) else "")


def _within(spans: Sequence[tuple[int, int]], first: int, last: int) -> Sequence[tuple[int, int]]:
    return [
        (max(start, first), min(end, last))
        for start, end in sorted(spans)
        if start < last and end > first
    ]
