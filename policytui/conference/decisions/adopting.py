"""Adopting what was carried: the files of a new edition, all of them or none, and back again.

An adoption is a list of files that become others. Everything is kept first in the folder of the
round, each content under its digest; then the journal says what is to become of which file; then
the files are written; then the journal says that it is done. Killed in between, it is carried to
its end by the same steps again. Undoing is the same list backwards.
"""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from policytui.conference.decisions.adoption import (
    BEGUN,
    DONE,
    UNDOING,
    UNDONE,
    Adoption,
    FileChange,
    Stage,
    adoption_details,
    last_decision,
    tell_adoption,
)
from policytui.conference.journal import Act, Entry, Journal
from policytui.errors import PolicyError, StorageError, UsageError
from policytui.files import (
    flush_folder,
    locked,
    read_bytes,
    sweep_temporaries,
    write_atomically,
)
from policytui.progress import Progress, ignore_progress
from policytui.text import clean_line

LARGEST_FILE = 16_000_000
_STORE = "adopted"


@dataclass(frozen=True, slots=True)
class NewFile:
    """A file of the corpus as it is, and as it is to be.

    Attributes:
        before: its content; None where there is no such file.
    """

    path: str
    before: bytes | None
    after: bytes


class CorpusMoved(PolicyError):
    """Files of the corpus are not as the adoption left or found them; nothing was written."""


def adopt(
    journal: Journal,
    corpus: Path,
    edition: str,
    documents: Sequence[str],
    files: Sequence[NewFile],
    decided: int,
    by: str = "",
    progress: Progress = ignore_progress,
) -> Adoption:
    """Write the files of a new edition into the corpus: all or none.

    Args:
        corpus: the corpus folder.
        documents: ids of those that change.
        files: in the order in which they are written.
        decided: number of the last decision on which they rest (`last_decision`).
        by: who adopts.

    Raises:
        UsageError: decisions were recorded since, or an edition is adopted already.
        CorpusMoved: the corpus changed since the files were worked out.
        StorageError: a folder cannot be written; adopting again goes on from there.
    """
    changes = tuple(
        FileChange(file.path, _digest(file.before), _digest(file.after)) for file in files
    )
    adoption = Adoption(edition, tuple(documents), decided, changes, Stage.BEGUN)

    def begin(entries: tuple[Entry, ...]) -> list[Act]:
        _require_open(entries, decided)
        return [Act(BEGUN, edition, adoption_details(adoption), clean_line(by))]

    with locked(corpus):
        _require_open(journal.read(), decided)
        _require_unmoved(corpus, changes, "adopted")
        sweep_temporaries(journal.folder / _STORE, older_than=0)
        for done, file in enumerate(files):
            progress(done, len(files), "texts kept")
            _keep(journal.folder, file)
        progress(0, 1, "noted")
        journal.add(begin)
        return _go_on(journal, corpus, by, progress)


def _require_open(entries: Sequence[Entry], decided: int) -> None:
    standing = tell_adoption(entries)
    if standing and standing.stage is not Stage.UNDONE:
        raise UsageError(
            f"The edition {standing.edition} is adopted already.",
            hint="Undo it first with: policytui adopt --undo --yes",
        )
    if last_decision(entries) != decided:
        raise UsageError("Decisions were recorded meanwhile.", hint="Adopt again.")


def finish(
    journal: Journal, corpus: Path, by: str = "", progress: Progress = ignore_progress
) -> Adoption | None:
    """Carry to its end what was stopped, be it adopting or undoing; nothing else is changed.

    Returns:
        The last adoption of the round, None where there is none.

    Raises:
        CorpusMoved: a file was changed by somebody else meanwhile.
        StorageError: a folder cannot be written.
    """
    with locked(corpus):
        standing = tell_adoption(journal.read())
        if standing is None or not standing.stage.is_stopped:
            return standing
        _sweep(corpus, standing)
        return _go_on(journal, corpus, by, progress)


def undo(
    journal: Journal, corpus: Path, by: str = "", progress: Progress = ignore_progress
) -> Adoption:
    """Put the corpus back as it was before the last adoption of the round.

    The texts of the edition that is undone stay in the folder of the round.

    Raises:
        UsageError: nothing is adopted.
        CorpusMoved: the corpus changed since; nothing was written.
        StorageError: a folder cannot be written; undoing again goes on from there.
    """
    with locked(corpus):
        standing = tell_adoption(journal.read())
        if standing is None or standing.stage is Stage.UNDONE:
            raise UsageError("There is nothing to undo: this round has adopted no edition.")
        if standing.stage is Stage.DONE:
            backwards = [change.backwards() for change in reversed(standing.changes)]
            _require_unmoved(corpus, backwards, "put back")
        else:
            _sweep(corpus, standing)
        if standing.stage is not Stage.UNDOING:
            progress(0, 1, "noted")
            journal.add(lambda _: [Act(UNDOING, standing.edition, {}, clean_line(by))])
        return _go_on(journal, corpus, by, progress)


def read_former_texts(folder: Path, adoption: Adoption) -> Iterator[tuple[Path, bytes]]:
    """The present texts as they were before an adoption: what its amendments amend.

    Args:
        folder: of the round.

    Raises:
        StorageError: one of them was lost or altered.
    """
    for change in adoption.changes:
        path = Path(change.path)
        if change.before and path.suffix == ".md" and path.parent == Path():
            yield path, read_kept(folder, change.path, change.before)


def _go_on(journal: Journal, corpus: Path, by: str, progress: Progress) -> Adoption:
    """Write what is still to be written, and note that it is done."""
    standing = tell_adoption(journal.read())
    assert standing
    changes = standing.changes
    if standing.stage is Stage.UNDOING:
        changes = tuple(change.backwards() for change in reversed(changes))
    _require_unmoved(corpus, changes, "written", is_begun=True)
    for done, change in enumerate(changes):
        progress(done, len(changes), "files")
        _make(change, corpus, journal.folder)
    progress(0, 1, "noted")
    end = UNDONE if standing.stage is Stage.UNDOING else DONE
    journal.add(lambda _: [Act(end, standing.edition, {}, clean_line(by))])
    told = tell_adoption(journal.read())
    assert told
    return told


def _sweep(corpus: Path, adoption: Adoption) -> None:
    """Remove what was half-written when the program was killed; whoever holds the lock may."""
    for folder in {(corpus / change.path).parent for change in adoption.changes}:
        sweep_temporaries(folder, older_than=0)


def _require_unmoved(
    corpus: Path, changes: Sequence[FileChange], what: str, *, is_begun: bool = False
) -> None:
    moved = []
    for change in changes:
        found = _digest(_content(corpus / change.path))
        if found != change.before and not (is_begun and found == change.after):
            moved.append(str(corpus / change.path))
    if moved:
        raise CorpusMoved(
            f"Nothing was {what}: changed by somebody else meanwhile: {', '.join(moved)}.",
            hint="See what changed with: policytui history DOCUMENT. Put the file back as it was, "
            "or adopt again on the text of today.",
        )


def _make(change: FileChange, corpus: Path, folder: Path) -> None:
    path = corpus / change.path
    if _digest(_content(path)) == change.after:
        return
    if change.after:
        write_atomically(path, read_kept(folder, change.path, change.after))
        return
    try:
        # Its content stays in the folder of the round.
        path.unlink()
    except OSError as error:
        raise StorageError(f"{path}: cannot be moved away ({error.strerror}).") from error
    flush_folder(path.parent)


def read_kept(folder: Path, path: str, digest: str) -> bytes:
    """A content of a file of the corpus, from the folder of the round.

    Args:
        path: of the file within the corpus.
        digest: as a `FileChange` has it.

    Raises:
        StorageError: it was lost or altered.
    """
    kept = _kept(folder, path, digest)
    data = read_bytes(kept, LARGEST_FILE)
    if _digest(data) != digest:
        raise StorageError(
            f"{kept}: was altered, so it cannot be used.", hint="Put it back from a copy."
        )
    return data


def _keep(folder: Path, file: NewFile) -> None:
    for data in (file.before, file.after):
        if data is not None:
            kept = _kept(folder, file.path, _digest(data))
            if _content(kept) != data:
                write_atomically(kept, data)


def _kept(folder: Path, path: str, digest: str) -> Path:
    """Where a content of a file is kept in the folder of a round."""
    return folder / _STORE / f"{digest.removeprefix('sha256:')}{Path(path).suffix}"


def _content(path: Path) -> bytes | None:
    return read_bytes(path, LARGEST_FILE) if path.exists() else None


def _digest(data: bytes | None) -> str:
    return "" if data is None else "sha256:" + hashlib.sha256(data).hexdigest()
