"""`policytui report`: the report of responses, and every table of it for other programs."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from policytui.cli.output import ProgressLine, say, talk, write_json
from policytui.cli.rounds import open_named_round
from policytui.cli.session import open_current_workspace
from policytui.conference.report.facts import Facts
from policytui.conference.report.missing import Lack, find_missing
from policytui.conference.report.opening import open_facts
from policytui.conference.report.report import Extent, compose_report, compose_tables
from policytui.errors import Exit, UsageError
from policytui.export.paper_files import FORMS, MARKDOWN, format_paper
from policytui.export.table_files import write_tables
from policytui.export.tables import table_value
from policytui.files import write_atomically

_COMMANDS = {
    Lack.SENDER: "collate",
    Lack.THEME: "responses --uncoded",
    Lack.QUOTE: "responses --quote ANSWER WORDS",
    Lack.ADVICE: "recommend",
    Lack.DECISION: "decide",
    Lack.EDITION: "adopt",
}
"""By which command it is mended."""


def run(options: Any) -> int:
    """Write the report, its tables, or both; without either, print the report as Markdown.

    Raises:
        UsageError: a file exists, its ending is not known, or there is no such round.
        DataError, StorageError: the round cannot be read, or a file cannot be written.
    """
    output = Path(options.output) if options.output else None
    folder = Path(options.tables) if options.tables else None
    if output and output.suffix.lower() not in FORMS:
        raise UsageError(f"{output}: only {', '.join(FORMS)} can be written.")
    if output and output.exists() and not options.force:
        raise UsageError(f"{output} exists already; nothing was written.", hint="Or give --force.")
    if folder and folder.is_dir() and any(folder.iterdir()) and not options.force:
        raise UsageError(
            f"{folder} holds files already; nothing was written.",
            hint="Name an empty folder, or give --force.",
        )
    extent = Extent(
        has_originals=not options.without_originals,
        has_names=not options.without_names,
    )
    facts = _open(options, [path for path in (output, folder) if path])
    written: list[Path] = []
    if output:
        ending = output.suffix.lower()
        write_atomically(output, format_paper(compose_report(facts, extent), ending, facts.at))
        written.append(output)
    if folder:
        written += write_tables(compose_tables(facts, extent), folder)
    missing = find_missing(facts)
    if options.json:
        tables = [] if written else [table_value(table) for table in compose_tables(facts, extent)]
        write_json(
            {
                "round": facts.round.title,
                "identity": facts.inbox.ledger.identity,
                "missing": [
                    {"what": one.lack.value, "told": one.told, "where": list(one.where)}
                    for one in missing
                ],
                "files": [str(path) for path in written],
                **({} if written else {"tables": tables}),
            }
        )
        return Exit.DONE
    if written:
        for path in written:
            say(str(path))
    else:
        paper = compose_report(facts, extent)
        say(format_paper(paper, MARKDOWN, facts.at).decode().rstrip("\n"))
    for one in missing:
        talk(f"Missing: {one.told} See: policytui {_COMMANDS[one.lack]}")
    return Exit.DONE


def _open(options: Any, outputs: Sequence[Path]) -> Facts:
    workspace = open_current_workspace(options)
    round_ = open_named_round(options, workspace)
    places = workspace.places
    for folder in (places.corpus.path, places.drafts.path, round_.folder):
        for output in outputs:
            if output.resolve().is_relative_to(folder.resolve()):
                raise UsageError(
                    f"{output}: lies in {folder}, which holds what the report is made of.",
                    hint="Write the report somewhere else.",
                )
    cache = workspace.places.cache_for_corpus
    progress = ProgressLine()
    try:
        return open_facts(round_, workspace.catalogue, workspace.basis.conditions, cache, progress)
    finally:
        progress.close()
