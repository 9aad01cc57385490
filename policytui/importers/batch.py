"""A whole archive brought into a corpus: each file accounted for, none stops the rest.

What was done with a file is noted beside the corpus by the digest of its content, so that the
work can be stopped at any moment and goes on where it was.
"""

import hashlib
import json
import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from pathlib import Path

from policytui.corpus.identity import slug_from
from policytui.corpus.model import Document
from policytui.errors import Cancelled, PolicyError, StorageError
from policytui.files import read_bytes
from policytui.importers.importing import Source, Wanted, make_import, open_source
from policytui.importers.outlining.dates import find_year
from policytui.importers.readers.confined import ConfinedReader
from policytui.importers.readers.kinds import LARGEST_SOURCE, SUFFIXES
from policytui.importers.report import Import
from policytui.importers.shelf import Shelf
from policytui.progress import IsCancelled, Progress, ignore_progress, never_cancelled
from policytui.text import clean_line, printable

NOTES = ".imported.jsonl"
"""Name of the file in the corpus folder that notes what was done with each file."""


class Outcome(StrEnum):
    """What became of a file of an archive."""

    MADE = "imported"
    EDITION = "imported as an edition"
    SAME = "the same text is there already"
    BEFORE = "imported before"
    UNDECIDED = "needs a decision"
    REFUSED = "could not be read"
    OTHER = "not a kind that is read"


@dataclass(frozen=True, slots=True)
class Filed:
    """What became of one file.

    Attributes:
        file: its path within the archive.
        document: id of the document that it became or belongs to, else empty.
        message: why it was refused or needs a decision; of which document it is an edition.
        read, left_out: words.
        lost: words that stand nowhere; any is a fault of the import.
    """

    file: str
    outcome: Outcome
    document: str = ""
    edition: str = ""
    message: str = ""
    positions: int = 0
    doubts: int = 0
    read: int = 0
    left_out: int = 0
    lost: int = 0


def import_archive(
    archive: Path,
    folder: Path,
    *,
    is_dry: bool = False,
    progress: Progress = ignore_progress,
    is_cancelled: IsCancelled = never_cancelled,
) -> Iterator[Filed]:
    """Bring in every file beneath a folder, oldest year first; what becomes of each, at once.

    A text that shares its title and half of its paragraphs or headings with a document of the
    corpus becomes an edition of it; under another title it waits for a person. Progress counts
    files.

    Args:
        is_dry: nothing is written.

    Raises:
        StorageError: the archive or the corpus folder cannot be used.
        Cancelled: stopped; what was brought in stays, and is passed over the next time.
    """
    files = sorted(files_of(archive), key=lambda path: _by_year(path, archive))
    notes = _read_notes(folder / NOTES)
    new: set[str] = set()
    shelf = Shelf(folder, is_dry=is_dry)
    with ConfinedReader() as reader:
        for done, path in enumerate(files):
            if is_cancelled():
                raise Cancelled
            name = printable(str(path.relative_to(archive)))
            progress(done, len(files), name)
            if path.suffix.casefold() not in SUFFIXES:
                yield Filed(name, Outcome.OTHER)
                continue
            try:
                digest = hashlib.sha256(read_bytes(path, LARGEST_SOURCE)).hexdigest()
                before = notes.get(digest)
                if before and before.document in shelf.documents:
                    yield _again(before, name, digest in new)
                    continue
                source = open_source(path, reader=reader, is_cancelled=is_cancelled)
                filed = _file(source, name, shelf)
            except Cancelled:
                raise
            except PolicyError as error:
                message = clean_line(error.message)
                yield Filed(name, Outcome.REFUSED, message=message)
                continue
            if filed.outcome is not Outcome.UNDECIDED:
                if not is_dry:
                    _note(folder / NOTES, digest, filed)
                notes[digest] = filed
                new.add(digest)
            yield filed
        progress(len(files), len(files), "")


def files_of(archive: Path) -> Iterator[Path]:
    """The files beneath a folder, without hidden ones and the lock files of word processors.

    Links to folders are not followed.

    Raises:
        StorageError: it is no folder, or cannot be read.
    """
    if not archive.is_dir():
        raise StorageError(f"{archive}: there is no such folder.", hint="Check the name.")
    for place, folders, names in os.walk(archive, onerror=_unreadable):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in names:
            path = Path(place, name)
            if not name.startswith((".", "~$")) and path.is_file():
                yield path


def _unreadable(error: OSError) -> None:
    raise StorageError(f"{error.filename}: cannot be read ({error.strerror}).") from error


def _by_year(path: Path, archive: Path) -> tuple[int, str]:
    # Without a year last: by then a dated text that says the same is there.
    return find_year(path.stem) or 9999, str(path.relative_to(archive))


def _again(before: Filed, name: str, in_this_run: bool) -> Filed:
    if in_this_run:
        message = f"the same file as {before.file}"
        return replace(before, file=name, outcome=Outcome.SAME, message=message)
    return replace(before, file=name, outcome=Outcome.BEFORE)


# --- where a text belongs ---


def _file(source: Source, name: str, shelf: Shelf) -> Filed:
    result = make_import(source, source.outline, Wanted())
    found = shelf.find(result.document)
    if not found.document:
        id_ = slug_from(result.document.id, shelf.documents)
        if id_ != result.document.id:
            result = make_import(source, source.outline, Wanted(id=id_))
        shelf.save(result)
        return _filed(name, Outcome.MADE, result)
    known, older = shelf.editions(found.document)
    # A file in the corpus's own form says itself which document it is.
    again = make_import(source, source.outline, Wanted(id=known.id), known=known, older=older)
    if any(_says_the_same(edition, again.document) for edition in (known, *older)):
        return _filed(name, Outcome.SAME, again)
    message = f"another text of {known.header.title}: {found.why}"
    if not found.is_sure or again.document.header.year is None:
        missing = "" if again.document.header.year else "; it has no year"
        message += (
            f"{missing}. Import it with --edition-of {known.id} --edition NAME, or with --id for a "
            "document of its own"
        )
        return _filed(name, Outcome.UNDECIDED, again, message)
    try:
        shelf.save_edition(again)
    except PolicyError as error:
        return _filed(name, Outcome.UNDECIDED, again, clean_line(error.message))
    return _filed(name, Outcome.EDITION, again, message)


def _says_the_same(one: Document, other: Document) -> bool:
    return [(p.title, p.text) for p in one.positions] == [
        (p.title, p.text) for p in other.positions
    ]


def _filed(name: str, outcome: Outcome, result: Import, message: str = "") -> Filed:
    header = result.document.header
    return Filed(
        name,
        outcome,
        header.id,
        header.edition,
        message,
        len(result.document.positions),
        len(result.doubts),
        result.words.read,
        result.words.left_out,
        len(result.words.lost),
    )


# --- notes ---


def _read_notes(path: Path) -> dict[str, Filed]:
    notes: dict[str, Filed] = {}
    try:
        lines = path.read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        return notes
    for line in lines:
        # A line cut off by a kill is done again; so is one of another version.
        with suppress(ValueError, TypeError, KeyError):
            digest, filed = json.loads(line)
            notes[digest] = Filed(**{**filed, "outcome": Outcome(filed["outcome"])})
    return notes


def _note(path: Path, digest: str, filed: Filed) -> None:
    line = json.dumps([digest, asdict(filed)], ensure_ascii=True)
    try:
        with path.open("a", encoding="utf-8") as file:
            file.write(f"{line}\n")
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        message = f"{path}: cannot be written ({error.strerror or error})."
        raise StorageError(message) from error


def count_outcomes(filed: Iterable[Filed]) -> Mapping[Outcome, int]:
    """How many files had each outcome, in the order of outcomes; those that none had are absent."""
    outcomes = [one.outcome for one in filed]
    return {outcome: outcomes.count(outcome) for outcome in Outcome if outcome in outcomes}
