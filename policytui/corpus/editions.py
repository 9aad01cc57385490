"""The editions of a document: its present text and the older ones, kept for good beside it.

The present text is `<corpus>/<document>.md`; each older one is
`<corpus>/editions/<document>/<edition>.md`, in the same form and with the same ids.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from policytui.corpus.identity import is_slug, slug_from
from policytui.corpus.markdown import format_document, parse_document, read_document, read_header
from policytui.corpus.model import Document, Header
from policytui.errors import (
    Cancelled,
    DataError,
    Problem,
    StorageError,
    UnknownId,
    UsageError,
)
from policytui.files import locked, write_atomically
from policytui.progress import IsCancelled, Progress, ignore_progress, never_cancelled
from policytui.tables import suggest
from policytui.text import clean_line

_FOLDER = "editions"
_NUMBER = re.compile(r"(\d+)")


@dataclass(frozen=True, slots=True)
class EditionFile:
    """An edition and the file that holds it.

    Attributes:
        is_current: it is the present text of the document.
    """

    path: Path
    header: Header
    is_current: bool = False


def list_editions(folder: Path, document_id: str) -> tuple[EditionFile, ...]:
    """The editions of a document, oldest first; their positions are not read.

    They stand in the order of the day of adoption, else of the year, else of the name. The
    present text is the last unless its date says otherwise. An older file under the present
    edition's name counts for nothing: it is a copy.

    Args:
        folder: the corpus folder.

    Raises:
        UnknownId: there is no such document.
        DataError: the front matter of one of the files holds mistakes.
        StorageError: a file cannot be read.
    """
    document_id = clean_line(document_id)
    present = _find_present(folder, document_id)
    files = [EditionFile(path, header) for path, header in _older(folder, document_id)]
    files.sort(key=lambda file: _order(file.header))
    if present is None:
        if not files:
            raise _unknown_document(folder, document_id)
        return tuple(files)
    name = slug_from(present.header.edition)
    files = [file for file in files if slug_from(file.header.edition) != name]
    at = len(files)
    while at and is_earlier(present.header, files[at - 1].header):
        at -= 1
    return (*files[:at], present, *files[at:])


def read_editions(
    folder: Path,
    document_id: str,
    progress: Progress = ignore_progress,
    is_cancelled: IsCancelled = never_cancelled,
) -> tuple[Document, ...]:
    """All editions of a document, oldest first, as `list_editions` orders them.

    Raises:
        UnknownId: there is no such document.
        DataError: with every problem of every file.
        StorageError: a file cannot be read.
        Cancelled: stopped.
    """
    documents: list[Document] = []
    problems: list[Problem] = []
    files = list_editions(folder, document_id)
    for done, file in enumerate(files):
        progress(done, len(files), "editions")
        if is_cancelled():
            raise Cancelled
        try:
            documents.append(read_document(file.path))
        except DataError as error:
            problems += error.problems
    if problems:
        raise DataError(problems)
    progress(len(files), len(files), "editions")
    return tuple(documents)


def find_edition(folder: Path, document_id: str, edition: str) -> Document:
    """One edition of a document, by its name or the slug of its name.

    Raises:
        UnknownId: there is no such document or edition; the editions there are are named.
        DataError: the file holds mistakes.
        StorageError: a file cannot be read.
    """
    wanted = clean_line(edition)
    files = list_editions(folder, document_id)
    exact = [file for file in files if file.header.edition == wanted]
    alike = [file for file in files if slug_from(file.header.edition) == wanted]
    for file in exact + alike:
        return read_document(file.path)
    names = [file.header.edition for file in files]
    raise UnknownId(
        f'{document_id} has no edition "{wanted[:100]}".{suggest(wanted[:100], names)}',
        hint=f"Its editions are: {', '.join(names)}.",
    )


def _find_present(folder: Path, document_id: str) -> EditionFile | None:
    if not is_slug(document_id):
        return None
    named = folder / f"{document_id}.md"
    if named.is_file():
        header = read_header(named)
        if header.id == document_id:
            return EditionFile(named, header, is_current=True)
    # A file may bear another name than the document in it.
    for path in sorted(folder.glob("[!.]*.md")):
        try:
            header = read_header(path)
        except (DataError, StorageError):
            continue
        if header.id == document_id:
            return EditionFile(path, header, is_current=True)
    return None


def keep_edition(folder: Path, document: Document) -> Path:
    """Write an edition among the older ones; an equal one that is there stays.

    Args:
        folder: the corpus folder.

    Returns:
        The file of the edition.

    Raises:
        UsageError: another text stands under the name of the edition; it stays.
        DataError: the file of that name holds mistakes, or the document cannot be written.
        StorageError: the folder cannot be written.
    """
    path = edition_path(folder, document.header)
    with locked(path.parent):
        if path.exists():
            if read_document(path) == document:
                return path
            raise UsageError(
                f'{path}: another text is kept as the edition "{document.header.edition}".',
                hint="Give one of the two another edition name; nothing was written.",
            )
        write_document(path, document)
    return path


def edition_path(folder: Path, header: Header) -> Path:
    """Where an edition is kept once it is no longer the present one."""
    return folder / _FOLDER / header.id / f"{slug_from(header.edition)}.md"


def write_document(path: Path, document: Document) -> None:
    """Write a document so that it is sure to read back the same.

    Raises:
        DataError: it would not; nothing is written.
        StorageError: the folder cannot be written.
    """
    text = format_document(document)
    if parse_document(text, path) != document:
        message = "would not read back as it was written; nothing was written. Please report this."
        raise DataError([Problem(path, 0, "", message)])
    write_atomically(path, text.encode("utf-8"))


def is_earlier(one: Header, other: Header) -> bool:
    """Whether day of adoption, or year where a day is missing, place one before the other."""
    if one.adopted and other.adopted:
        return one.adopted < other.adopted
    first, second = _year(one), _year(other)
    return first is not None and second is not None and first < second


def _year(header: Header) -> int | None:
    return header.adopted.year if header.adopted else header.year


def _order(header: Header) -> tuple[object, ...]:
    """Day of adoption, else year, else name: editions without a date come before all others."""
    day = header.adopted.timetuple()[1:3] if header.adopted else (0, 0)
    # Numbers in a name by their size: "draft 10" follows "draft 9".
    name = [
        int(part) if part.isdecimal() else part for part in _NUMBER.split(header.edition.casefold())
    ]
    return (_year(header) or 0, *day, name)


def _older(folder: Path, document_id: str) -> Iterable[tuple[Path, Header]]:
    if not is_slug(document_id):
        return []
    found: list[tuple[Path, Header]] = []
    problems: list[Problem] = []
    for path in sorted((folder / _FOLDER / document_id).glob("[!.]*.md")):
        try:
            header = read_header(path)
        except DataError as error:
            problems += error.problems
            continue
        if header.id == document_id:
            found.append((path, header))
        else:
            message = f"is {header.id}, but this folder keeps the editions of {document_id}."
            problems.append(Problem(path, 0, "id", message))
    if problems:
        raise DataError(problems)
    return found


def _unknown_document(folder: Path, document_id: str) -> UnknownId:
    known = [path.stem for path in folder.glob("[!.]*.md")]
    return UnknownId(
        f'There is no document "{document_id[:100]}" in {folder}.'
        + suggest(document_id[:100], known),
        hint='Find one with: policytui search "your words"',
    )
