"""`policytui check`: what the rules find in drafts."""

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from policytui.checks.draft import check_draft, is_ready
from policytui.checks.finding import Finding
from policytui.cli.output import say, talk
from policytui.cli.session import open_current_workspace
from policytui.drafts.model import Draft
from policytui.drafts.toml import read_draft
from policytui.errors import DataError, Exit, Problem, StorageError
from policytui.workspace.workspace import Workspace


def run(options: Any) -> int:
    """Check and print; exit 1 when an error is found, 3 when a file cannot be read."""
    workspace = open_current_workspace(options)
    as_json = options.json or options.format == "json"
    found: list[Finding] = []
    unreadable: list[Problem] = []
    checked = 0
    for path in _draft_files(workspace, options.paths):
        try:
            draft = read_draft(path)
        except DataError as error:
            unreadable.extend(error.problems)
            continue
        except StorageError as error:
            unreadable.append(Problem(path, 0, "", error.message))
            continue
        checked += 1
        findings = tuple(
            finding
            for finding in check_draft(draft, workspace.catalogue)
            if _is_wanted(finding.code, options.select, options.ignore)
        )
        found.extend(findings)
        if as_json:
            for finding in findings:
                print(json.dumps(finding_value(finding), ensure_ascii=False))
        else:
            _say_findings(draft, path, findings, is_whole=not (options.select or options.ignore))
    for problem in unreadable:
        talk(str(problem))
    if not checked and not unreadable:
        talk("There is no draft to check. Begin one with: policytui draft new --target ID")
    if unreadable:
        return Exit.BAD_DATA
    return Exit.DONE if is_ready(tuple(found)) else Exit.FINDINGS


def finding_value(finding: Finding) -> dict[str, Any]:
    """A finding for JSON."""
    key = json.dumps(
        [finding.code, finding.subject, finding.field, [item.text for item in finding.evidence]]
    )
    return {
        "code": finding.code,
        "tier": "A",
        "severity": finding.severity.value,
        "subject": finding.subject,
        "other": finding.other,
        "message": finding.message,
        "field": finding.field,
        "evidence": [
            {
                "text": item.text,
                "file": str(item.file) if item.file else "",
                "line": item.line,
                "column": item.column,
            }
            for item in finding.evidence
        ],
        "fingerprint": hashlib.sha256(key.encode()).hexdigest()[:16],
    }


def _say_findings(
    draft: Draft, path: Path, findings: tuple[Finding, ...], *, is_whole: bool
) -> None:
    say(f"{draft.title}  [{path.name}]")
    if not findings:
        whole = "complete, and true to its base"
        say(f"  {whole if is_whole else 'nothing found by the rules asked for'}")
    for finding in findings:
        say(f"  {finding.severity.value:<7} {finding.code}  {finding.message}")


def _draft_files(workspace: Workspace, names: list[str]) -> Iterator[Path]:
    if not names:
        yield from _in_folder(workspace.drafts.folder)
    for name in names:
        path = Path(name)
        if path.is_dir():
            yield from _in_folder(path)
        elif path.is_file():
            yield path
        elif path.suffix:
            raise StorageError(f"{name}: there is no such file.")
        else:
            found = workspace.drafts.load(name)
            yield found.path


def _in_folder(folder: Path) -> Iterator[Path]:
    if folder.is_dir():
        yield from sorted(path for path in folder.glob("*.toml") if not path.name.startswith("."))


def _is_wanted(code: str, select: str | None, ignore: str | None) -> bool:
    def matches(codes: str) -> bool:
        return any(code.startswith(prefix.strip().upper()) for prefix in codes.split(",") if prefix)

    return (not select or matches(select)) and not (ignore and matches(ignore))
