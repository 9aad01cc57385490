"""`policytui report`: the report of responses, and every table of it for other programs."""

from pathlib import Path
from typing import Any

from policytui.cli.calling import read_calling
from policytui.cli.output import ProgressLine, say, write_json
from policytui.cli.responses import Desk, open_desk
from policytui.conference.report.facts import Facts, find_windows, gather_facts
from policytui.conference.report.report import compose_report, compose_tables
from policytui.drafts.model import DraftKind
from policytui.errors import Exit, UsageError
from policytui.export.tables import format_csv, format_json, table_value
from policytui.files import write_atomically

_KINDS = (".md", ".html", ".docx")
_CALLED = (DraftKind.AMENDMENT, DraftKind.NEW_POSITION)


def run(options: Any) -> int:
    """Write the report, its tables, or both; without either, print the report as Markdown.

    Raises:
        UsageError: a file exists, its ending is not known, or there is no such round.
        DataError, StorageError: the round cannot be read, or a file cannot be written.
    """
    output = Path(options.output) if options.output else None
    folder = Path(options.tables) if options.tables else None
    if output and output.suffix.lower() not in _KINDS:
        raise UsageError(f"{output}: only {', '.join(_KINDS)} can be written.")
    if output and output.exists() and not options.force:
        raise UsageError(f"{output} exists already; nothing was written.", hint="Or give --force.")
    if folder and folder.is_dir() and any(folder.iterdir()) and not options.force:
        raise UsageError(
            f"{folder} holds files already; nothing was written.",
            hint="Name an empty folder, or give --force.",
        )
    facts = _gather(open_desk(options))
    written: list[Path] = []
    if output:
        write_atomically(output, _format(facts, output.suffix.lower()))
        written.append(output)
    if folder:
        for table in compose_tables(facts):
            for ending, data in ((".csv", format_csv(table)), (".json", format_json(table))):
                path = folder / f"{table.name}{ending}"
                write_atomically(path, data)
                written.append(path)
    if options.json:
        tables = [] if written else [table_value(table) for table in compose_tables(facts)]
        write_json(
            {
                "round": facts.round.title,
                "identity": facts.inbox.ledger.identity,
                "files": [str(path) for path in written],
                **({} if written else {"tables": tables}),
            }
        )
    elif written:
        for path in written:
            say(str(path))
    else:
        say(_format(facts, ".md").decode().rstrip("\n"))
    return Exit.DONE


def _gather(desk: Desk) -> Facts:
    submissions = desk.inbox.submissions
    has_amendments = any(submissions.by_kind[kind] for kind in _CALLED)
    calling = read_calling(desk.workspace, desk.round) if has_amendments else None
    conditions = desk.workspace.basis.conditions
    windows = find_windows(desk.round, submissions.all, desk.consultations, conditions)
    progress = ProgressLine()
    try:
        return gather_facts(desk.round, desk.inbox, desk.consultations, windows, calling, progress)
    finally:
        progress.close()


def _format(facts: Facts, ending: str) -> bytes:
    paper = compose_report(facts)
    if ending == ".md":
        from policytui.export.paper_markdown import format_paper_markdown

        return format_paper_markdown(paper).encode()
    if ending == ".html":
        from policytui.export.paper_html import format_paper_html

        return format_paper_html(paper).encode()
    from policytui.export.paper_docx import write_paper_docx

    return write_paper_docx(paper, author="policytui", when=facts.at)
