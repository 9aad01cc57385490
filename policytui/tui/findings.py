"""What the rules find in all drafts, or in the corpus: asked for, told, decided on.

Free of Textual and safe to call from a thread.
"""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from itertools import groupby
from pathlib import Path

from policytui.checks.checking import check_corpus, check_drafts
from policytui.checks.decisions import Decision, Verdict, in_force, read_decisions
from policytui.checks.finding import Evidence, Finding, Severity, sort_findings
from policytui.checks.registry import all_rules, rules_by_code
from policytui.checks.report import Report, report_on
from policytui.checks.rules.form import findings_of_unreadable
from policytui.checks.rules.suppressions import Extent, check_decisions
from policytui.corpus.model import Header, Position
from policytui.drafts.begin import now
from policytui.drafts.model import Draft
from policytui.drafts.store import Listing, Saved
from policytui.errors import Problem
from policytui.progress import IsCancelled, Progress
from policytui.tui.comparing import About, about_draft
from policytui.tui.plain import one_line
from policytui.tui.submitter import submitter_from
from policytui.tui.wording import DOT, number
from policytui.workspace.workspace import Workspace

SIGNS = {Severity.ERROR: "•", Severity.WARNING: "!", Severity.NOTE: "·", Severity.REVIEW: "?"}
"""How much a finding matters, before it and in the margin of a text."""

_FIELDS = {"text": "as proposed", "base": "as it stood"}
"""Parts of drafts as they are called before their words."""
_ANSWER = re.compile(r"answers\[(\d+)\]")


class Grouping(StrEnum):
    """What findings stand under."""

    RULE = "by rule"
    SUBJECT = "by proposal"


@dataclass(frozen=True, slots=True)
class Checked:
    """What came of a check, with what is needed to tell it.

    Attributes:
        findings: all of them, also those decided on.
        rules: how many rules were asked.
        saved: the drafts by id; none where the corpus was checked.
        positions: by id, those that findings are about or rest on.
        headers: of the documents of those, by id.
        decided: what was decided, by code and fingerprint.
        file: where decisions are kept.
        alike: titles that several drafts have.
    """

    findings: tuple[Finding, ...]
    is_corpus: bool
    rules: int
    file: Path
    saved: Mapping[str, Saved] = field(default_factory=dict)
    positions: Mapping[str, Position] = field(default_factory=dict)
    headers: Mapping[str, Header] = field(default_factory=dict)
    decided: Mapping[tuple[str, str], Decision] = field(default_factory=dict)
    alike: frozenset[str] = frozenset()

    @property
    def extent(self) -> str:
        """What was looked at: `the corpus`, `3 drafts`."""
        return "the corpus" if self.is_corpus else number(len(self.saved), "draft")

    def report(self, *, is_long: bool) -> Report:
        """What is open, what is decided on, and of many alike the first few or all."""
        return report_on(self.findings, self.decided, is_long=is_long)

    def decision_on(self, finding: Finding) -> Decision | None:
        """What was decided on a finding."""
        # A fingerprint takes a moment, and mostly nothing is decided.
        return self.decided.get((finding.code, finding.fingerprint)) if self.decided else None

    def deciding(self, decision: Decision) -> "Checked":
        """The same with one more decision."""
        return replace(self, decided={**self.decided, decision.key: decision})

    def withdrawing(self, decision: Decision) -> "Checked":
        """The same with one decision less."""
        left = {key: each for key, each in self.decided.items() if key != decision.key}
        return replace(self, decided=left)

    def title(self, id_: str) -> str:
        """What a draft or position is called; of drafts alike, first whose it is."""
        position = self.positions.get(id_)
        if position or id_ not in self.saved:
            return one_line(position.title if position else id_)
        draft = self.saved[id_].draft
        whose = draft.submitter.mover or draft.id
        return one_line(f"{whose}: {draft.title}" if draft.title in self.alike else draft.title)

    def is_own_target(self, finding: Finding) -> bool:
        """Whether the other text is the one that the draft amends."""
        saved = self.saved.get(finding.subject)
        base = saved.draft.base if saved else None
        return base is not None and base.position == finding.other

    def about(self, finding: Finding) -> str:
        """The titles of the texts that a finding is about; an amendment has its target's."""
        is_known = finding.other in self.positions or finding.other in self.saved
        is_pair = is_known and not self.is_own_target(finding)
        other = f" ⇄ {self.title(finding.other)}" if is_pair else ""
        return self.title(finding.subject) + other

    def label(self, evidence: Evidence) -> str:
        """Where a text that a finding rests on stands."""
        position = self.positions.get(evidence.source)
        if position:
            header = self.headers.get(position.document_id)
            edition = f"{DOT}{one_line(header.title)}, {one_line(header.edition)}" if header else ""
            return one_line(position.title) + edition
        answer = _ANSWER.match(evidence.field)
        part = f"answer {answer[1]}" if answer else _FIELDS.get(evidence.field, evidence.field)
        return DOT.join(filter(None, (self.title(evidence.source), one_line(part))))


def count_said(report: Report) -> str:
    """How many findings there are of each severity, and what is not shown."""
    found = Counter(finding.severity for finding in report.findings)
    parts = [number(found[each], each.value) for each in list(Severity)[:3] if found[each]]
    if found[Severity.REVIEW]:
        parts.append(f"{found[Severity.REVIEW]:,} to review")
    if more := sum(report.more.values()):
        parts.append(f"{more:,} more of the same")
    if report.dismissed:
        parts.append(f"{len(report.dismissed):,} dismissed")
    if report.accepted:
        parts.append(f"{number(len(report.accepted), 'error')} decided on")
    return DOT.join(parts)


def listed_groups(
    checked: Checked, report: Report, grouping: Grouping, *, with_dismissed: bool
) -> list[tuple[str, list[Finding]]]:
    """The findings to list, each group under its heading."""
    ordered = report.findings
    if with_dismissed and report.dismissed:
        ordered = sort_findings([*ordered, *(finding for finding, _ in report.dismissed)])
    groups = []
    if grouping is Grouping.RULE:
        # What must be mended first comes first; a rule's findings may differ in severity.
        by_code: dict[str, list[Finding]] = {}
        for finding in ordered:
            by_code.setdefault(finding.code, []).append(finding)
        order = list(Severity)
        for code in sorted(
            by_code, key=lambda one: (min(order.index(f.severity) for f in by_code[one]), one)
        ):
            name = f"{code} {rules_by_code()[code].name}"
            groups.append((f"{name}{DOT}{len(by_code[code]):,}", by_code[code]))
        return groups
    for subject, found in groupby(ordered, key=lambda finding: finding.subject):
        under = list(found)
        more = report.more.get(subject, 0)
        and_more = f" and {more:,} more of the same" if more else ""
        groups.append((f"{checked.title(subject)}{DOT}{len(under):,}{and_more}", under))
    return groups


# --- checking ---


def run_check(
    workspace: Workspace, progress: Progress, is_cancelled: IsCancelled, *, is_corpus: bool
) -> Checked:
    """Ask every rule that is wanted.

    Raises:
        PolicyError: corpus or decisions cannot be read.
        Cancelled: stopped.
    """
    if not workspace.is_current():
        workspace.refresh(progress, is_cancelled)
    selection, basis = workspace.selection, workspace.basis
    file = workspace.decisions_file
    decisions = read_decisions(file)
    listing = Listing((), ()) if is_corpus else workspace.drafts.list()
    saved = {each.draft.id: each for each in listing.drafts}
    found: list[Finding] = []
    if is_corpus:
        found += check_corpus(basis, selection, progress, is_cancelled)
    else:
        drafts = [each.draft for each in saved.values()]
        found += check_drafts(drafts, basis, selection, progress, is_cancelled)
        if selection.wants("FMT001"):
            found += _unreadable(listing.problems)
    if selection.wants("SUP001"):
        extent = Extent(saved, is_corpus, is_whole=True, selection=selection)
        today = basis.at.date()
        unsound = list(check_decisions(decisions, found, extent, today, file.name))
        found += [selection.graded(finding) for finding in unsound]
    positions = _positions_in(found, workspace)
    titles = Counter(each.draft.title for each in saved.values())
    return Checked(
        findings=sort_findings(found),
        is_corpus=is_corpus,
        rules=sum(
            selection.wants(rule.code)
            and bool(rule.on_corpus if is_corpus else rule.on_draft or rule.on_drafts)
            for rule in all_rules()
        ),
        file=file,
        saved=saved,
        positions=positions,
        headers={
            document: workspace.catalogue.header(document)
            for document in {each.document_id for each in positions.values()}
        },
        decided=in_force(decisions, basis.at.date()),
        alike=frozenset(title for title, times in titles.items() if times > 1),
    )


def _unreadable(problems: Sequence[Problem]) -> list[Finding]:
    by_file: dict[str, list[Problem]] = {}
    for problem in problems:
        by_file.setdefault(problem.file.name if problem.file else "", []).append(problem)
    return [
        finding
        for name, told in by_file.items()
        for finding in findings_of_unreadable(told, name, "")
    ]


def _positions_in(findings: Sequence[Finding], workspace: Workspace) -> dict[str, Position]:
    ids: dict[str, None] = {}
    for finding in findings:
        sources = (evidence.source for evidence in finding.evidence)
        ids |= dict.fromkeys(id_ for id_ in (finding.subject, finding.other, *sources) if id_)
    positions = workspace.catalogue.positions([id_ for id_ in ids if "/" in id_])
    return {position.id: position for position in positions}


# --- deciding ---


def decide(
    workspace: Workspace,
    finding: Finding,
    verdict: Verdict,
    reason: str,
    until: date | None = None,
) -> Decision:
    """A decision of the person who uses the program, as of today; not written yet.

    Args:
        until: the last day on which it holds; None for ever.
    """
    by = submitter_from(workspace.places.settings, workspace.state).mover
    return Decision(
        code=finding.code,
        fingerprint=finding.fingerprint,
        verdict=verdict,
        reason=reason,
        by=by,
        day=now().date(),
        until=until,
        subject=finding.subject,
    )


# --- both texts ---


def sides_of(checked: Checked, finding: Finding) -> tuple[str, str, str, str, About] | None:
    """Titles and texts to compare; None where a finding is about one text alone."""
    saved = checked.saved.get(finding.subject)
    mine = _whole_text(checked, finding, finding.subject)
    theirs = _whole_text(checked, finding, finding.other) if finding.other else None
    about = about_draft(saved.draft) if saved else About(title=checked.title(finding.subject))
    if mine is not None and theirs is not None and not checked.is_own_target(finding):
        return checked.title(finding.other), theirs, checked.title(finding.subject), mine, about
    base = saved.draft.base if saved else None
    if mine is None or base is None:
        return None
    return f"{base.title} {base.edition}", base.text, "as proposed", mine, about


def _whole_text(checked: Checked, finding: Finding, id_: str) -> str | None:
    """All of a position, or of the part of a draft that a finding is about."""
    position = checked.positions.get(id_)
    if position:
        return position.text
    if id_ not in checked.saved:
        return None
    fields = [each.field for each in finding.evidence if each.source == id_]
    return _part_of(checked.saved[id_].draft, fields[0] if fields else finding.field)


def _part_of(draft: Draft, part: str) -> str:
    answer = _ANSWER.match(part)
    if answer and 0 < int(answer[1]) <= len(draft.answers):
        return draft.answers[int(answer[1]) - 1].text
    if draft.answers and not draft.text:
        return "\n\n".join(each.text for each in draft.answers if each.text)
    return draft.text
