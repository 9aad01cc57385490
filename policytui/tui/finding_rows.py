"""A finding laid out: the words it rests on side by side, why, how far to trust it, what to do."""

from collections.abc import Iterator, Sequence

from rich.cells import cell_len

from policytui.checks.decisions import Decision
from policytui.checks.finding import Evidence, Finding, Severity
from policytui.checks.registry import rules_by_code
from policytui.checks.rule import Rule
from policytui.compare.layout import BETWEEN, SIGN_WIDTH, Cell, Layout, Row, paragraphs, stack
from policytui.compare.wrap import Line, Mark, Wrapper
from policytui.tui.findings import SIGNS, Checked
from policytui.tui.plain import one_line
from policytui.tui.views import aside, prose, titled

TWO_FROM = 72
"""Columns from which two texts stand side by side."""

_SEVERITIES = {
    Severity.ERROR: "error; it keeps a draft from being submitted",
    Severity.WARNING: "warning; worth a look before it is submitted",
    Severity.NOTE: "note",
    Severity.REVIEW: "for review; a hint to look, never a verdict",
}
Span = tuple[int, int]


def finding_rows(checked: Checked, finding: Finding, width: int) -> Layout:
    """All that is told of a finding."""
    rule = rules_by_code()[finding.code]
    decision = checked.decision_on(finding)
    told = [finding.message, *([f"Why: {finding.why}"] if finding.why else [])]
    parts = [
        titled(f"{rule.code} {rule.name}", aside(checked.about(finding), width), width),
        prose(told, width),
        *([_decided(decision, width)] if decision else []),
        *_evidence_rows(checked, finding.evidence, width),
        paragraphs(
            [
                f"Severity: {_SEVERITIES[finding.severity]}.",
                f"Trust: {rule.trust}.",
                f"What to do: {rule.advice}",
            ],
            width,
            cell_len,
        ),
    ]
    return Layout(stack(parts).rows, _column(width))


def whole_rows(checked: Checked, finding: Finding, width: int) -> Layout:
    """The whole text of the positions that a finding is about, with the telling words marked."""
    parts = []
    for id_ in dict.fromkeys((finding.subject, finding.other)):
        position = checked.positions.get(id_)
        if position is None:
            continue
        spans = [
            (evidence.start + start, evidence.start + end)
            for evidence in finding.evidence
            if evidence.source == id_
            for start, end in evidence.spans
        ]
        lines = marked_lines(position.text, spans, width - SIGN_WIDTH)
        rows = Layout(tuple(Row((Cell(line),)) for line in lines))
        label = checked.label(Evidence("", source=id_))
        parts.append(titled(label, rows, width))
    return stack(parts)


def rule_rows(rule: Rule, width: int) -> Layout:
    """All that is known of a rule."""
    precision = rule.precision
    told = [
        ("Finds", rule.summary),
        ("Why", rule.reason),
        ("Example", rule.example),
        ("What to do", rule.advice),
        ("How far to trust it", f"{rule.trust}."),
        ("Measured with", precision.command if precision else ""),
    ]
    head = titled(f"{rule.code} {rule.name}", Layout(()), width)
    texts = [titled(title, prose([text], width), width) for title, text in told if text]
    return stack([head, *texts])


def finding_text(checked: Checked, finding: Finding) -> str:
    """A finding as plain text, the telling words in brackets."""
    rule = rules_by_code()[finding.code]
    decision = checked.decision_on(finding)
    lines = [
        f"{SIGNS[finding.severity]} {rule.code} {rule.name} ({finding.severity.value}) "
        f"{checked.about(finding)} #{finding.fingerprint}",
        finding.message,
    ]
    for evidence in finding.evidence:
        lines.append(f"{checked.label(evidence)}: {one_line(_bracketed(evidence))}")
    lines += [f"Why: {finding.why}"] if finding.why else []
    lines += [f"Trust: {rule.trust}.", f"What to do: {rule.advice}"]
    lines += [decided_said(decision)] if decision else []
    return "\n".join(lines) + "\n"


def decided_said(decision: Decision) -> str:
    """What was decided on a finding, by whom, why, until when."""
    by = f" by {decision.by}" if decision.by else ""
    on = f" on {decision.day:%-d %B %Y}" if decision.day else ""
    until = f", until {decision.until:%-d %B %Y}" if decision.until else ""
    verdict = decision.verdict.value.replace("-", " ")
    return one_line(f"Decided{by}{on}{until} as {verdict}: {decision.reason or 'no reason given'}")


def marked_lines(text: str, spans: Sequence[Span], width: int) -> list[Line]:
    """A text in lines, with some of its words bold and in brackets."""
    wrapper = Wrapper(width, cell_len)
    at = 0
    for start, end in merged(spans, len(text)):
        _add(wrapper, text[at:start], Mark.SAME)
        _add(wrapper, f"[{text[start:end]}]", Mark.HEADING)
        at = end
    _add(wrapper, text[at:], Mark.SAME)
    return wrapper.finish()


def merged(spans: Sequence[Span], length: int) -> list[Span]:
    """Places in order, those that touch made one, and none beyond the end."""
    found: list[Span] = []
    for start, end in sorted(spans):
        start, end = max(0, start), min(end, length)
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        elif start < end:
            found.append((start, end))
    return found


def _add(wrapper: Wrapper, text: str, mark: Mark) -> None:
    lines = text.split("\n")
    for number, line in enumerate(lines):
        if number:
            is_blank = not line.strip() and number < len(lines) - 1
            (wrapper.break_paragraph if is_blank else wrapper.break_line)()
        wrapper.add(line, mark)


def _bracketed(evidence: Evidence) -> str:
    parts, at = [], 0
    for start, end in merged(evidence.spans, len(evidence.text)):
        parts += [evidence.text[at:start], "[", evidence.text[start:end], "]"]
        at = end
    return "".join([*parts, evidence.text[at:]])


def _decided(decision: Decision, width: int) -> Layout:
    return aside(f"{decided_said(decision)} x takes it back.", width)


def _evidence_rows(checked: Checked, evidence: Sequence[Evidence], width: int) -> Iterator[Layout]:
    """The texts, two beside each other where there is room, each under what it is."""
    told = [each for each in evidence if each.text]
    step = 2 if width >= TWO_FROM and len(told) > 1 else 1
    inner = _column(width) if step == 2 else width - SIGN_WIDTH
    for place in range(0, len(told), step):
        pair = told[place : place + step]
        labels = [_label_lines(checked.label(each), inner) for each in pair]
        level = max(map(len, labels))
        columns = [
            [*label, *[()] * (level - len(label)), *marked_lines(each.text, each.spans, inner)]
            for label, each in zip(labels, pair, strict=True)
        ]
        columns += [[] for _ in range(step - len(columns))]
        height = max(map(len, columns))
        yield Layout(
            tuple(
                Row(tuple(Cell(lines[n] if n < len(lines) else ()) for lines in columns))
                for n in range(height)
            ),
            inner,
        )


def _label_lines(label: str, width: int) -> list[Line]:
    wrapper = Wrapper(width, cell_len)
    wrapper.add(label, Mark.ASIDE)
    return wrapper.finish()


def _column(width: int) -> int:
    """Cells for the text of a column where two stand beside each other."""
    return (width - BETWEEN) // 2 - SIGN_WIDTH
