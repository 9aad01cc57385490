"""Drafts on disk: one TOML file each, saved so that no word is lost.

A save that would overwrite what somebody else wrote since the draft was opened is refused;
a deleted draft is moved aside and can be brought back.
"""

import hashlib
import os
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from policytui.corpus.identity import is_slug
from policytui.drafts.model import Draft
from policytui.drafts.toml import LARGEST_FILE, format_draft, parse_draft_bytes
from policytui.errors import DataError, PolicyError, Problem, StorageError, UnknownId
from policytui.files import flush_folder, locked, read_bytes, sweep_temporaries, write_atomically
from policytui.tables import suggest


@dataclass(frozen=True, slots=True)
class Saved:
    """A draft as it lies on disk.

    Attributes:
        stamp: digest of the file's bytes; given back on saving to tell whether it changed since.
    """

    draft: Draft
    path: Path
    stamp: str


@dataclass(frozen=True, slots=True)
class Listing:
    """All drafts of a folder, last changed first, and what could not be read."""

    drafts: tuple[Saved, ...]
    problems: tuple[Problem, ...]


class DraftConflict(PolicyError):
    """The file changed on disk since the draft was opened.

    Attributes:
        path: the file.
        theirs: what it holds now, None if it cannot be read as a draft or is gone.
    """

    def __init__(self, path: Path, theirs: Saved | None) -> None:
        super().__init__(
            f"{path}: changed on disk since you opened it; it was not overwritten.",
            hint="Compare the two, then save yours as a copy or load theirs.",
        )
        self.path = path
        self.theirs = theirs


class PlaceTaken(PolicyError):
    """A draft cannot be brought back, since another has its name."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"{path}: another draft has taken its place.",
            hint="Delete or rename that one first.",
        )


class DraftStore:
    """The drafts of one folder.

    Args:
        folder: made when the first draft is saved.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._trash = folder / ".trash"

    def list(self) -> Listing:
        """Every draft of the folder; files that cannot be read are named, not hidden."""
        sweep_temporaries(self.folder)
        found: list[Saved] = []
        problems: list[Problem] = []
        for path in self._files():
            try:
                found.append(self._load_file(path))
            except DataError as error:
                problems.extend(error.problems)
            except StorageError as error:
                problems.append(Problem(path, 0, "", error.message))
        found.sort(key=lambda saved: (saved.draft.updated, saved.draft.id), reverse=True)
        return Listing(tuple(found), tuple(problems))

    def load(self, draft_id: str) -> Saved:
        """The draft with an id.

        Raises:
            UnknownId: there is none.
            DataError: its file holds mistakes; all are named.
        """
        path = self.path_for(draft_id)
        if not path.is_file():
            raise UnknownId(
                f'There is no draft "{draft_id}" in {self.folder}.'
                + suggest(draft_id, [file.stem for file in self._files()]),
                hint="See them all with: policytui draft list",
            )
        return self._load_file(path)

    def path_for(self, draft_id: str) -> Path:
        """The file of a draft.

        Raises:
            UnknownId: the text cannot be the id of a draft.
        """
        if not is_slug(draft_id):
            raise UnknownId(
                f'"{draft_id[:100]}" is not the id of a draft.',
                hint="See them all with: policytui draft list",
            )
        return self.folder / f"{draft_id}.toml"

    def ids(self) -> set[str]:
        """Every id in use, readable or not, and of deleted drafts: ids are never reused.

        Raises:
            StorageError: the folder cannot be read.
        """
        return {path.stem for path in (*self._files(), *self.deleted())}

    def save(self, draft: Draft, stamp: str | None) -> Saved:
        """Save a draft whole.

        Args:
            stamp: of the file as it was when opened; None for a draft that has no file yet.

        Raises:
            DraftConflict: the file changed since; nothing was written.
            StorageError: the disk is full or the folder read-only; the old file stands.
        """
        path = self.path_for(draft.id)
        data = format_draft(draft).encode()
        if len(data) > LARGEST_FILE:
            raise StorageError(
                f"{path}: the draft holds {len(data) / 1e6:.1f} MB, more than the "
                f"{LARGEST_FILE / 1e6:.0f} MB that a draft may hold.",
                hint="Shorten it; nothing on disk was changed.",
            )
        with locked(self.folder):
            if self._stamp_of(path) != stamp:
                raise DraftConflict(path, self._read_or_none(path))
            write_atomically(path, data)
        return Saved(draft, path, _stamp(data))

    def delete(self, draft_id: str, stamp: str | None = None) -> Path:
        """Move a draft aside; the file it was moved to, for `restore`.

        Args:
            stamp: of the file as it must still be; None to delete it whatever it holds.

        Raises:
            UnknownId: there is no such draft.
            DraftConflict: the file changed since; it stays.
            StorageError: the folder cannot be written.
        """
        path = self.path_for(draft_id)
        if not path.is_file():
            raise UnknownId(f'There is no draft "{draft_id}" in {self.folder}.')
        with locked(self.folder):
            if stamp is not None and self._stamp_of(path) != stamp:
                raise DraftConflict(path, self._read_or_none(path))
            aside = self._place_aside(path)
            self._move(path, aside)
        return aside

    def put_aside(self, draft: Draft) -> Path:
        """Keep a version of a draft that has no file beside the deleted ones, for `restore`.

        Raises:
            StorageError: the folder cannot be written.
        """
        with locked(self.folder):
            aside = self._place_aside(self.path_for(draft.id))
            write_atomically(aside, format_draft(draft).encode())
        return aside

    def _place_aside(self, path: Path) -> Path:
        aside = self._trash / path.name
        number = 2
        while aside.exists():
            # What was deleted under this name before is somebody's words as well.
            aside = self._trash / f"{path.stem}-{number}.toml"
            number += 1
        return aside

    def restore(self, aside: Path) -> Path:
        """Bring back what `delete` moved aside, under the name it had.

        Raises:
            UnknownId: it is no longer there.
            PlaceTaken: another draft has its name.
            StorageError: the folder cannot be written.
        """
        if not aside.is_file():
            raise UnknownId(f"{aside}: this deleted draft is no longer there.")
        path = self.folder / self._name_before(aside)
        with locked(self.folder):
            if path.exists():
                raise PlaceTaken(path)
            self._move(aside, path)
        return path

    def _name_before(self, aside: Path) -> str:
        """The name of a file before it was moved aside, which may have put a number behind it."""
        with suppress(PolicyError):
            draft_id = parse_draft_bytes(read_bytes(aside, LARGEST_FILE), aside).id
            if aside.stem.rpartition("-")[0] == draft_id:
                return f"{draft_id}.toml"
        return aside.name

    def deleted(self) -> Sequence[Path]:
        """The files of deleted drafts, the one deleted last first."""
        with suppress(OSError):
            aside = [path for path in self._trash.glob("*.toml") if path.is_file()]
            return sorted(aside, key=lambda path: path.stat().st_ctime_ns, reverse=True)
        return ()

    def path_aside(self, draft_id: str) -> Path:
        """Where a deleted draft lies.

        Raises:
            UnknownId: no draft with this id was deleted.
        """
        aside = self._trash / self.path_for(draft_id).name
        if not aside.is_file():
            raise UnknownId(f'No draft "{draft_id}" was deleted from {self.folder}.')
        return aside

    def _move(self, source: Path, target: Path) -> None:
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            os.replace(source, target)
        except OSError as error:
            raise StorageError(
                f"{source}: cannot be moved ({error.strerror or error}).",
                hint="Nothing was changed; check that the folder can be written.",
            ) from error
        flush_folder(source.parent)
        flush_folder(target.parent)

    def _files(self) -> Sequence[Path]:
        try:
            if not self.folder.is_dir():
                return ()
            return sorted(
                path
                for path in self.folder.iterdir()
                if path.suffix == ".toml" and path.is_file() and not path.name.startswith(".")
            )
        except OSError as error:
            raise StorageError(
                f"{self.folder}: this folder of drafts cannot be read ({error.strerror}).",
                hint="Name another with --drafts.",
            ) from error

    def _load_file(self, path: Path) -> Saved:
        data = read_bytes(path, LARGEST_FILE)
        draft = parse_draft_bytes(data, path)
        if draft.id != path.stem:
            message = f'is "{draft.id}", but the file is named {path.name}; make the two agree.'
            raise DataError([Problem(path, 0, "id", message)])
        return Saved(draft, path, _stamp(data))

    def _read_or_none(self, path: Path) -> Saved | None:
        try:
            return self._load_file(path)
        except PolicyError:
            return None

    def _stamp_of(self, path: Path) -> str | None:
        if not path.exists():
            return None
        return _stamp(read_bytes(path, LARGEST_FILE))


def _stamp(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
