"""The report of a round: its parts, what it lacks, and the files that it is written to."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from policytui.conference.report.facts import Facts
from policytui.conference.report.missing import Missing, find_missing
from policytui.conference.report.opening import open_facts
from policytui.conference.report.report import WHOLE, Extent, compose_report, compose_tables
from policytui.conference.round import Round
from policytui.corpus.identity import slug_from
from policytui.errors import Cancelled, UsageError
from policytui.export.paper import Block, Heading, Paper
from policytui.export.paper_files import MARKDOWN, WEB, WORD, format_paper
from policytui.export.table_files import write_tables
from policytui.files import write_atomically
from policytui.progress import IsCancelled, Progress
from policytui.tui.paths_typed import path_from
from policytui.workspace.workspace import Workspace

TABLES = ""
FORMS = {
    WEB: "A web page, for any browser",
    WORD: "A Word document",
    MARKDOWN: "Markdown, plain text with marks",
    TABLES: "All its tables, as CSV and JSON, into a folder",
}
"""What can be written, by the ending of the file's name; a folder has none."""

EXTENTS = {
    WHOLE: "Whole: with names, and all that was sent in",
    Extent(has_originals=False): "Without the originals: no appendix of all that was sent in",
    Extent(has_names=False): "Without names: people by capacity and nation, organisations stay",
    Extent(has_originals=False, has_names=False): "Without the originals and without names",
}
"""How much of it can be written."""

_IN_OUTLINE = 2
"""Headings of this level and above stand in the outline."""


@dataclass(frozen=True, slots=True)
class Part:
    """What stands under a heading of the outline, up to the next one.

    Attributes:
        level: 1 for a chapter.
        pieces: how many headings stand beneath it, such as the submissions of the appendix.
    """

    level: int
    title: str
    blocks: tuple[Block, ...]
    pieces: int = 0


@dataclass(frozen=True)
class Report:
    """A report as it would be written now."""

    facts: Facts
    paper: Paper
    parts: tuple[Part, ...]
    missing: tuple[Missing, ...]


def open_report(
    round_: Round, workspace: Workspace, progress: Progress, is_cancelled: IsCancelled
) -> Report:
    """The report of a round as it stands.

    Raises:
        DataError, StorageError: the round or the corpus cannot be read.
        Cancelled: stopped.
    """
    if not workspace.is_current():
        workspace.refresh(progress, is_cancelled)
    facts = open_facts(
        round_,
        workspace.catalogue,
        workspace.basis.conditions,
        workspace.places.cache_for_corpus,
        progress,
        is_cancelled,
    )
    paper = compose_report(facts).cleaned()
    if is_cancelled():
        raise Cancelled
    return Report(facts, paper, tuple(_parts(paper)), find_missing(facts))


def _parts(paper: Paper) -> Iterator[Part]:
    heading, blocks = Heading(1, paper.title), list[Block]()
    for block in paper.blocks:
        if isinstance(block, Heading) and block.level <= _IN_OUTLINE:
            if blocks or heading.text != paper.title:
                yield _part(heading, blocks)
            heading, blocks = block, []
        else:
            blocks.append(block)
    yield _part(heading, blocks)


def _part(heading: Heading, blocks: list[Block]) -> Part:
    pieces = sum(isinstance(block, Heading) for block in blocks)
    return Part(heading.level, heading.text, tuple(blocks), pieces)


def part_text(part: Part) -> str:
    """A part as plain text, with the marks of Markdown."""
    from policytui.export.paper_markdown import format_paper_markdown

    return format_paper_markdown(Paper(part.title, part.blocks))


# --- writing ---


def default_path(report: Report, ending: str) -> Path:
    """The file, or for tables the folder, that is offered: beside the folder of the round."""
    round_ = report.facts.round
    slug = slug_from(round_.title)
    name = f"tables-{slug}" if ending == TABLES else f"report-{slug}{ending}"
    return round_.folder.absolute().parent / name


def path_named(typed: str, folder: Path, ending: str) -> Path:
    """The file, or for tables the folder, that a person means.

    Args:
        folder: where names without a folder lie.

    Raises:
        UsageError: the name is none, or one of something else.
    """
    path = path_from(typed, folder)
    if ending == TABLES and path.exists() and not path.is_dir():
        raise UsageError("This is a file: give the name of a folder.")
    if ending == TABLES and path.exists() and not os.access(path, os.R_OK | os.W_OK | os.X_OK):
        raise UsageError("You may not write into this folder: give another one.")
    if ending != TABLES and path.suffix.casefold() != ending:
        raise UsageError(f"The name must end in {ending}.")
    if ending != TABLES and path.is_dir():
        raise UsageError("This is a folder: give the name of a file in it.")
    return path


def is_taken(path: Path) -> bool:
    """Whether something would be written over."""
    return any(path.iterdir()) if path.is_dir() else path.exists()


def write(
    report: Report,
    path: Path,
    ending: str,
    extent: Extent,
    progress: Progress,
    is_cancelled: IsCancelled,
) -> int:
    """Write the report, or its tables into a folder; how many files were written.

    Raises:
        StorageError: a file cannot be written; one that was there stands.
        Cancelled: stopped; tables that are written stay.
    """
    if ending == TABLES:
        tables = compose_tables(report.facts, extent)
        return len(write_tables(tables, path, progress, is_cancelled))
    paper = report.paper if extent == WHOLE else compose_report(report.facts, extent)
    data = format_paper(paper, ending, report.facts.at)
    if is_cancelled():
        raise Cancelled
    write_atomically(path, data)
    return 1
