"""Who brought what an edition changed: kept beside the editions of a document.

`<corpus>/editions/<document>/<edition>.provenance.toml` tells for each position that the edition
changed which submissions were carried, who moved them, where and by which vote. The Markdown of
the edition stays plain to read.

[[change]]
position = "platform/empty-shops"

[[change.by]]
submission = "2026-07-01-empty-shops-3fa2c1"
number = "12"
mover = "A. Member"
vote = "120 for, 80 against, 3 abstentions"
modified = "by the committee"
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import date
from pathlib import Path
from typing import Any

import tomli_w

from policytui.corpus.editions import edition_path
from policytui.corpus.identity import is_slug
from policytui.corpus.model import Header
from policytui.errors import DataError, Problem
from policytui.files import read_bytes
from policytui.tables import Source, Table, read_table
from policytui.text import clean_line

SCHEMA = 1
LARGEST_FILE = 16_000_000
"""Largest file of provenance, in bytes; some fifty thousand amendments."""

_SUFFIX = ".provenance.toml"


@dataclass(frozen=True, slots=True)
class Origin:
    """A submission that was carried and changed a position.

    Attributes:
        submission: its id.
        number: under which it was called.
        mover, organisation: who moved it, and for whom; either may be empty.
        vote: in words, empty where none was told.
        modified: where it was carried with other words than the mover's, whose these are:
            `by the committee` or `at conference`; else empty.
        composite: id of the composite of which it is part, else empty.
    """

    submission: str
    number: str = ""
    mover: str = ""
    organisation: str = ""
    vote: str = ""
    modified: str = ""
    composite: str = ""

    @property
    def told(self) -> str:
        """One line: `amendment 12, A. Member for the Anytown party, 120 for, 80 against`."""
        who = " for ".join(part for part in (self.mover, self.organisation) if part)
        called = f"{'composite' if self.composite else 'amendment'} {self.number}"
        modified = f"as modified {self.modified}" if self.modified else ""
        parts = (called if self.number else "", who, modified, self.vote)
        return ", ".join(part for part in parts if part) or self.submission


@dataclass(frozen=True, slots=True)
class Provenance:
    """Who brought what an edition changed.

    Attributes:
        document, edition: which.
        conference: that adopted it.
        adopted: the day.
        origins: by the id of each position that was amended, added or left out.
    """

    document: str
    edition: str
    conference: str
    adopted: date | None
    origins: Mapping[str, tuple[Origin, ...]]


def provenance_path(folder: Path, header: Header) -> Path:
    """Where the provenance of an edition is kept in a corpus folder."""
    return edition_path(folder, header).with_suffix(_SUFFIX)


def read_provenance(folder: Path, document_id: str) -> dict[str, Provenance]:
    """The provenance of the editions of a document, by the name of the edition.

    Args:
        folder: the corpus folder.

    Raises:
        DataError: with every mistake of every file.
        StorageError: a file cannot be read.
    """
    if not is_slug(document_id):
        return {}
    beside = (folder / "editions" / document_id).glob(f"[!.]*{_SUFFIX}")
    found: dict[str, Provenance] = {}
    problems: list[Problem] = []
    for path in sorted(beside):
        try:
            told = parse_provenance(_text_of(path), path)
        except DataError as error:
            problems += error.problems
            continue
        found[told.edition] = told
    if problems:
        raise DataError(problems)
    return found


def format_provenance(provenance: Provenance) -> str:
    """The TOML of provenance; `parse_provenance` of it gives an equal value."""
    table: dict[str, Any] = {
        "schema": SCHEMA,
        "document": provenance.document,
        "edition": provenance.edition,
        "conference": provenance.conference,
        "adopted": provenance.adopted,
        "change": [
            {"position": position, "by": list(map(_origin_table, origins))}
            for position, origins in provenance.origins.items()
        ],
    }
    return tomli_w.dumps({key: value for key, value in table.items() if value not in ("", None)})


def parse_provenance(text: str, file: Path | None = None) -> Provenance:
    """The provenance in a TOML text; `file` is named in problems.

    Raises:
        DataError: with every mistake of the text.
    """
    source = Source(text, file)
    table = read_table(source)
    told = _provenance_from(table) if table else None
    if source.problems or told is None:
        raise DataError(source.problems)
    return told


def _provenance_from(table: Table) -> Provenance:
    if table.integer("schema") != SCHEMA:
        table.report("schema", f"is not {SCHEMA}, which this program reads.")
    origins: dict[str, tuple[Origin, ...]] = {}
    for change in table.tables("change"):
        position = change.line_text("position")
        origins[position] = tuple(map(_origin_from, change.tables("by")))
        change.finish()
    told = Provenance(
        table.line_text("document"),
        table.line_text("edition"),
        table.line_text("conference", required=False),
        table.day("adopted"),
        origins,
    )
    table.finish()
    return told


def _origin_table(origin: Origin) -> dict[str, str]:
    told = {name: clean_line(getattr(origin, name)) for name in _FIELDS}
    return {name: text for name, text in told.items() if text}


def _origin_from(table: Table) -> Origin:
    told = {name: table.line_text(name, required=name == "submission") for name in _FIELDS}
    table.finish()
    return Origin(**told)


_FIELDS: Iterable[str] = tuple(field.name for field in fields(Origin))


def _text_of(path: Path) -> str:
    try:
        return read_bytes(path, LARGEST_FILE).decode("utf-8-sig")
    except UnicodeDecodeError:
        raise DataError([Problem(path, 0, "", "is not UTF-8 text; save it as UTF-8.")]) from None
