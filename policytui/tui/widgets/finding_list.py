"""The list of findings, two rows each, under the rule or the proposal they belong to."""

from collections.abc import Iterator, Sequence
from functools import partial

from textual.content import Content

from policytui.checks.finding import Finding, Severity
from policytui.checks.registry import rules_by_code
from policytui.tui.findings import SIGNS, Checked, Grouping
from policytui.tui.plain import MUTED, one_line, plain
from policytui.tui.widgets.outline_view import OutlineRow, OutlineView
from policytui.tui.wording import DOT

_ACCENT = "bold $text-accent"
_STYLES = {Severity.ERROR: "bold $text-error", Severity.WARNING: "bold $text-warning"}
_DISMISSED = "–"


class FindingList(OutlineView):
    """Findings, or other things of two rows: what it is about, beneath it what is told of it."""

    ROWS_OF_A_THING = 2


def rows_of(
    checked: Checked, groups: Sequence[tuple[str, Sequence[Finding]]], grouping: Grouping
) -> Iterator[OutlineRow]:
    """The rows of groups of findings, numbered through."""
    item = 0
    for place, (title, findings) in enumerate(groups):
        if place:
            yield OutlineRow(plain(""))
        yield OutlineRow(plain(one_line(title), _ACCENT))
        for finding in findings:
            yield OutlineRow(partial(_row, checked, finding, grouping), item)
            yield OutlineRow(partial(_message, finding))
            item += 1


def _row(checked: Checked, finding: Finding, grouping: Grouping) -> Content:
    sign, style = SIGNS[finding.severity], _STYLES.get(finding.severity, "bold")
    is_dismissed = checked.decision_on(finding) is not None
    if is_dismissed and finding.severity is not Severity.ERROR:
        sign, style = _DISMISSED, MUTED
    said = checked.about(finding)
    if grouping is Grouping.SUBJECT:
        rule = rules_by_code()[finding.code]
        other = said.partition(" ⇄ ")[2]
        said = f"{rule.code} {rule.name}" + (f" ⇄ {other}" if other else "")
    return plain(f"{sign} ", style) + plain(said, MUTED if is_dismissed else "")


def _message(finding: Finding) -> Content:
    """What tells it from others of its rule comes first, for the row may be cut off."""
    parts = finding.why.split("; ") if finding.why else []
    why = "; ".join(sorted(parts, key=lambda part: "→" not in part))
    told = DOT.join(filter(None, (why, finding.message)))
    return plain(f"  {one_line(told)}", MUTED)
