"""`policytui match`: a proposal beside the whole platform, paragraph by paragraph."""

from pathlib import Path
from typing import Any

from policytui.cli.compare import changes_value, inline
from policytui.cli.operand import read_text_file
from policytui.cli.output import ProgressLine, say, say_wrapped, write_json
from policytui.cli.session import open_current_workspace
from policytui.errors import DataError, Exit, UsageError
from policytui.importers.importing import import_file
from policytui.proposals.match import ParagraphMatch, ProposalMatch, Verdict, match_proposal
from policytui.proposals.parts import Part, parts_from_import, parts_from_text
from policytui.workspace.workspace import Workspace


def run(options: Any) -> int:
    """Match and print.

    Raises:
        UnknownId: a document named is not in the corpus.
        DataError: the proposal cannot be read.
    """
    workspace = open_current_workspace(options)
    progress = ProgressLine()
    try:
        match = match_proposal(
            _read_parts(options.proposal),
            workspace.engine,
            workspace.catalogue,
            documents=options.document,
            progress=progress,
        )
    finally:
        progress.close()
    if options.json:
        write_json(_match_value(match))
    else:
        _say_match(workspace, match)
    return Exit.DONE


def _read_parts(name: str) -> tuple[Part, ...]:
    if name != "-":
        try:
            return parts_from_import(import_file(Path(name)))
        except (DataError, UsageError):
            # A plain letter without headings is no document, but has paragraphs all the same.
            if Path(name).suffix.casefold() in {".docx", ".pdf"}:
                raise
    return parts_from_text(read_text_file(name))


def _match_value(match: ProposalMatch) -> dict[str, Any]:
    return {
        "paragraphs": [
            {
                "heading": paragraph.heading,
                "text": paragraph.text,
                "verdict": paragraph.verdict.value,
                "position": paragraph.position,
                "score": round(paragraph.score, 4),
                "shared": list(paragraph.shared),
                "changes": changes_value(paragraph.changes),
            }
            for paragraph in match.paragraphs
        ],
        "remains": list(match.remains),
    }


def _say_match(workspace: Workspace, match: ProposalMatch) -> None:
    for paragraph in match.paragraphs:
        _say_paragraph(workspace, paragraph)
    counts = [
        f"{sum(one.verdict is verdict for one in match.paragraphs)} {verdict.value}"
        for verdict in Verdict
    ]
    say("In all: " + ", ".join(counts))
    say()
    say(f"Remains as it is, touched by nothing ({len(match.remains)}):")
    for position in workspace.catalogue.positions(match.remains):
        say(f"  {position.title}  [{position.id}]")


def _say_paragraph(workspace: Workspace, paragraph: ParagraphMatch) -> None:
    about = ""
    if paragraph.position:
        title = workspace.catalogue.position(paragraph.position).title
        about = f": {title}  [{paragraph.position}]  {paragraph.score:.0%}"
    say(f"{paragraph.verdict.value}{about}")
    if paragraph.verdict in (Verdict.CHANGES, Verdict.EXTENDS):
        say_wrapped(inline(paragraph.changes), indent="  ")
    else:
        say_wrapped(paragraph.text, indent="  ")
    say()
