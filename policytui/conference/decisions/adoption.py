"""The adoption of a round as its journal tells it: which files become which, and how far."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from policytui.conference.decisions.acts import DECIDED, TAKEN_BACK, unreadable
from policytui.conference.journal import Entry

BEGUN = "adoption.begun"
DONE = "adoption.done"
UNDOING = "adoption.undoing"
UNDONE = "adoption.undone"
PLACED = "adoption.placed"
"""Where staff say that a new position goes; `placing` reads it."""

_RESTED_ON = (DECIDED, TAKEN_BACK, PLACED)


class Stage(StrEnum):
    """How far an adoption has come."""

    BEGUN = "begun"
    """It was stopped before all files were written."""
    DONE = "done"
    UNDOING = "undoing"
    """Undoing it was stopped before all files were put back."""
    UNDONE = "undone"

    @property
    def is_stopped(self) -> bool:
        """Whether files are still to be written."""
        return self in (Stage.BEGUN, Stage.UNDOING)


_STAGES = {BEGUN: Stage.BEGUN, DONE: Stage.DONE, UNDOING: Stage.UNDOING, UNDONE: Stage.UNDONE}


@dataclass(frozen=True, slots=True)
class FileChange:
    """A file of the corpus and what becomes of it.

    Attributes:
        path: within the corpus folder, with slashes.
        before, after: digests of its content, empty where there is no such file.
    """

    path: str
    before: str
    after: str

    def backwards(self) -> "FileChange":
        """The change that undoes it."""
        return FileChange(self.path, self.after, self.before)


@dataclass(frozen=True, slots=True)
class Adoption:
    """An adoption, as the journal tells it.

    Attributes:
        edition: name of the edition.
        documents: ids of the documents that were changed.
        decided: number of the last entry about decisions on which it rests.
        changes: in the order in which they are made.
    """

    edition: str
    documents: tuple[str, ...]
    decided: int
    changes: tuple[FileChange, ...]
    stage: Stage


def tell_adoption(entries: Sequence[Entry]) -> Adoption | None:
    """The last adoption of the round, and how far it has come; None where there is none.

    Raises:
        DataError: an entry is none that this program wrote.
    """
    begun: Entry | None = None
    stage = Stage.BEGUN
    for entry in entries:
        if entry.act.kind in _STAGES:
            stage = _STAGES[entry.act.kind]
            begun = entry if stage is Stage.BEGUN else begun
    return _adoption_from(begun, stage) if begun else None


def last_decision(entries: Sequence[Entry]) -> int:
    """The number of the last entry on which a next edition rests; 0 where there is none.

    Such are decisions, taking one back, and saying where a new position goes.
    """
    numbers = (entry.number for entry in entries if entry.act.kind in _RESTED_ON)
    return max(numbers, default=0)


def adoption_details(adoption: Adoption) -> dict[str, Any]:
    """An adoption in values that JSON has; `tell_adoption` reads them."""
    return {
        "documents": list(adoption.documents),
        "decided": adoption.decided,
        "files": [[change.path, change.before, change.after] for change in adoption.changes],
    }


def _adoption_from(entry: Entry, stage: Stage) -> Adoption:
    details: Mapping[str, Any] = entry.act.details
    try:
        return Adoption(
            entry.act.subject,
            tuple(map(str, details["documents"])),
            int(details["decided"]),
            tuple(_changes_from(details["files"])),
            stage,
        )
    except (KeyError, TypeError, ValueError):
        raise unreadable(entry, "an adoption is not told as this program tells it") from None


def _changes_from(rows: Sequence[Sequence[str]]) -> Iterator[FileChange]:
    for path, before, after in rows:
        # What a journal names stays within the corpus.
        if Path(path).is_absolute() or ".." in Path(path).parts:
            raise ValueError(path)
        yield FileChange(path, before, after)
