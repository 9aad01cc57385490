"""`policytui check`: what the rules find in drafts, or in the corpus itself."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from policytui.checks.checking import check_corpus, check_drafts
from policytui.checks.decisions import Decision, in_force, read_decisions
from policytui.checks.finding import Finding, Severity, sort_findings
from policytui.checks.places import Places
from policytui.checks.report import Report, report_on, told_once
from policytui.checks.rules.suppressions import Extent, check_decisions
from policytui.checks.selection import Selection, prefixes_from, what_is_wrong_with
from policytui.cli.draft_files import Gathered, gather_drafts
from policytui.cli.findings_text import say_findings, say_lines
from policytui.cli.findings_values import finding_values
from policytui.cli.output import ProgressLine, talk
from policytui.cli.session import open_current_workspace
from policytui.errors import Exit, StorageError, UsageError
from policytui.workspace.workspace import Workspace


def run(options: Any) -> int:
    """Check and print.

    Returns:
        3 when a file cannot be read, 1 when there is an error, or with --strict a warning.

    Raises:
        UsageError: no rule can be chosen so, or drafts are named for a check of the corpus.
        DataError: the file of decisions has mistakes.
    """
    selection = _selection(options)
    if options.corpus_only and options.paths:
        raise UsageError(
            "--corpus-only checks the corpus, and drafts are named too.",
            hint="Leave out one of them.",
        )
    workspace = open_current_workspace(options)
    selection = selection or workspace.selection
    if options.ignore:
        ignore = (*selection.ignore, *prefixes_from(options.ignore))
        selection = Selection(selection.select, ignore, selection.severity)
    checked = _check(workspace, options, selection)
    form = "json" if options.json else options.format
    if form == "text":
        checked = replace(checked, report=told_once(checked.report))
    _print(checked, form, options)
    _sum_up(checked, options)
    return _exit_code(checked, is_strict=options.strict)


@dataclass(frozen=True)
class Checked:
    """What came of a check, with what is needed to tell it.

    Attributes:
        findings: all of them, also those that the report holds back or that were dismissed.
        unreadable_documents: names of files of the corpus that cannot be read.
    """

    findings: tuple[Finding, ...]
    report: Report
    places: Places
    gathered: Gathered
    is_corpus: bool
    unreadable_documents: tuple[str, ...] = ()

    @property
    def unreadable(self) -> int:
        """How many of the files that were to be checked cannot be read."""
        if self.is_corpus:
            return len(self.unreadable_documents)
        return len({finding.subject for finding in self.gathered.unreadable})


def _check(workspace: Workspace, options: Any, selection: Selection) -> Checked:
    file, decisions = _decisions(workspace, options.decisions)
    gathered = Gathered() if options.corpus_only else gather_drafts(workspace, options.paths)
    basis = workspace.basis
    progress = ProgressLine()
    try:
        if options.corpus_only:
            found = check_corpus(basis, selection, progress)
        else:
            found = check_drafts(gathered.drafts, basis, selection, progress)
    finally:
        progress.close()
    findings = [*found]
    if selection.wants("FMT001"):
        findings += gathered.unreadable + gathered.clashes
    else:
        for finding in gathered.unreadable:
            talk(f"{finding.subject}: {finding.message}")
    extent = Extent(
        subjects={draft.id for draft in gathered.drafts},
        is_corpus=options.corpus_only,
        is_whole=not options.paths,
        selection=selection,
    )
    if selection.wants("SUP001"):
        today = basis.at.date()
        unsound = list(check_decisions(decisions, findings, extent, today, file.name))
        findings += [selection.graded(finding) for finding in unsound]
    sorted_ = sort_findings(findings)
    report = report_on(sorted_, in_force(decisions, basis.at.date()), is_long=options.all)
    broken = [problem.file for problem in workspace.catalogue.problems() if problem.file]
    documents = {path.name: path for path in broken} if options.corpus_only else {}
    places = Places({**documents, **gathered.files, file.name: file}, workspace.catalogue)
    unreadable = tuple(dict.fromkeys(path.name for path in broken))
    return Checked(sorted_, report, places, gathered, options.corpus_only, unreadable)


def _decisions(workspace: Workspace, named: str | None) -> tuple[Path, tuple[Decision, ...]]:
    file = Path(named) if named else workspace.decisions_file
    if named and not file.is_file():
        raise StorageError(f"{named}: there is no such file.", hint="Check the name.")
    return file, read_decisions(file)


def _selection(options: Any) -> Selection | None:
    """The rules chosen with --select, which stands instead of the settings; None without it."""
    for text in (options.select, options.ignore):
        for prefix in prefixes_from(text or ""):
            if wrong := what_is_wrong_with(prefix):
                raise UsageError(
                    wrong[:1].upper() + wrong[1:], hint="See all rules with: policytui rules"
                )
    return Selection(select=prefixes_from(options.select)) if options.select else None


def _print(checked: Checked, form: str, options: Any) -> None:
    report, places = checked.report, checked.places
    if form == "sarif":
        from policytui.cli.sarif import sarif_log

        log = sarif_log(report, places, reviews_as_notes=options.sarif_review_as_note)
        print(json.dumps(log, ensure_ascii=False, indent=2))
    elif form == "json":
        for value in finding_values(report, places, with_dismissed=options.all):
            print(json.dumps(value, ensure_ascii=False))
    elif form == "lines":
        say_lines(report, places)
    else:
        say_findings(report, places, with_dismissed=options.all)


def _sum_up(checked: Checked, options: Any) -> None:
    unreadable = checked.unreadable
    drafts = len(checked.gathered.drafts)
    if not (checked.is_corpus or drafts or unreadable):
        talk("There is no draft to check. Begin one with: policytui draft new --target ID")
        return
    told = "The corpus" if checked.is_corpus else _count(drafts, "draft")
    parts = _counts(checked.report.findings)
    held_back = sum(checked.report.more.values())
    if held_back:
        parts.append(f"{held_back} more of the same (see them with --all)")
    if checked.report.dismissed:
        parts.append(f"{len(checked.report.dismissed)} dismissed")
    if checked.report.accepted:
        parts.append(f"{len(checked.report.accepted)} decided on, which stay until they are mended")
    if unreadable:
        parts.append(f"{_count(unreadable, 'file')} cannot be read")
    talk(f"{told} checked: {', '.join(parts) or 'nothing found'}.")
    is_nowhere = any(finding.code == "BAS001" for finding in checked.findings)
    if is_nowhere and checked.unreadable_documents:
        names = ", ".join(checked.unreadable_documents)
        talk(
            f"BAS001 may come from this: {names} of the corpus cannot be read, so its positions "
            "are not known. See what is wrong with: policytui check --corpus-only"
        )


def _counts(findings: Sequence[Finding]) -> list[str]:
    parts = []
    for severity in Severity:
        number = sum(finding.severity is severity for finding in findings)
        if number and severity is Severity.REVIEW:
            parts.append(f"{number} to review")
        elif number:
            parts.append(_count(number, severity.value))
    return parts


def _count(number: int, word: str) -> str:
    return f"{number} {word}" if number == 1 else f"{number} {word}s"


def _exit_code(checked: Checked, *, is_strict: bool) -> Exit:
    if checked.unreadable:
        return Exit.BAD_DATA
    grave = {Severity.ERROR, Severity.WARNING} if is_strict else {Severity.ERROR}
    dismissed = {id(finding) for finding, _ in checked.report.dismissed}
    is_grave = any(
        finding.severity in grave and id(finding) not in dismissed for finding in checked.findings
    )
    return Exit.FINDINGS if is_grave else Exit.DONE
