"""What was mended by hand in imports: kept at once, found again by content, also once it is saved.

One small JSON file for each source, named by the digest of its content, so that a file that was
moved or renamed is gone on with where it was left. Windows that went separate ways over the same
source have a file each.
"""

import json
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, datetime
from hashlib import sha256
from itertools import count
from pathlib import Path
from typing import Any

from policytui.corpus.model import Kind, Nation
from policytui.errors import StorageError
from policytui.files import locked, write_atomically
from policytui.importers.importing import Wanted
from policytui.importers.outlining.editing import Action, Edit
from policytui.workspace.places import Places

_SCHEMA = 1

Step = tuple[Edit, ...]
"""Edits that were made, and are undone, as one."""


@dataclass(frozen=True, slots=True)
class Mended:
    """What was done to one outline.

    Attributes:
        done: in their order.
        undone: the one undone last at the end.
    """

    done: tuple[Step, ...] = ()
    undone: tuple[Step, ...] = ()


@dataclass(frozen=True, slots=True)
class SavedAs:
    """The document that an import was saved as.

    Attributes:
        folder: the corpus folder it was saved into.
        day: on which it was saved.
    """

    id: str
    title: str
    edition: str
    folder: str
    day: date


@dataclass(frozen=True, slots=True)
class KeptImport:
    """All that was done to a source.

    Attributes:
        wanted: what the document is to be called.
        mended: by the name of the outline that the edits belong to: a source is outlined in
            another way as a consultation, and perhaps by another version of the program.
        source: path of the file, as it was opened last.
        saved: what it was saved as last; None where it never was.
        is_unsaved: something was done since.
    """

    wanted: Wanted = field(default_factory=Wanted)
    mended: Mapping[str, Mended] = field(default_factory=dict)
    source: str = ""
    saved: SavedAs | None = None
    is_unsaved: bool = False

    @property
    def changes(self) -> int:
        """How many steps were done, of the outline of which most were."""
        return max((len(mended.done) for mended in self.mended.values()), default=0)


@dataclass(frozen=True, slots=True)
class Found:
    """What is kept of a source, as it was read.

    Attributes:
        name: of its file.
        stamp: digest of the file's bytes, to tell whether it changed since; empty for no file.
        written: when it was kept; now, where there is no file yet.
    """

    kept: KeptImport
    name: str
    stamp: str = ""
    written: datetime = field(default_factory=lambda: datetime.now().astimezone())


class ImportConflict(StorageError):
    """What is kept of an import changed since it was read; it was not overwritten.

    Attributes:
        theirs: what is kept now.
    """

    def __init__(self, theirs: Found) -> None:
        super().__init__(
            "This import was changed in another window.",
            hint="Load what was done there, or keep what you did here apart.",
        )
        self.theirs = theirs


class KeptImports:
    """What was done to sources.

    Args:
        folder: where it is kept.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def find(self, digest: str) -> tuple[Found, ...]:
        """What was done to a source, the latest first: one, or one for each separate way.

        What cannot be read counts as nothing done.
        """
        files = self._files(f"{digest}*.json")
        return tuple(_read(file) for file in files) or (Found(KeptImport(), digest),)

    def keep(self, found: Found, kept: KeptImport) -> Found:
        """Keep what was done to a source.

        Args:
            found: what it goes on from.

        Raises:
            ImportConflict: something else was kept since; it stands.
            StorageError: the folder cannot be written; what was kept before stands.
        """
        with locked(self._folder):
            now = _read(self._path(found.name))
            if now.stamp not in {"", found.stamp}:
                raise ImportConflict(now)
            return self._write(found.name, kept)

    def keep_apart(self, digest: str, kept: KeptImport) -> Found:
        """Keep what was done to a source beside what else is kept of it.

        Raises:
            StorageError: the folder cannot be written.
        """
        with locked(self._folder):
            names = (f"{digest}-{number}" for number in count(2))
            return self._write(next(name for name in names if not self._path(name).exists()), kept)

    def unfinished(self) -> KeptImport | None:
        """What was worked on last of what is not saved."""
        found = (_read(file).kept for file in self._files("*.json"))
        return next((kept for kept in found if kept.is_unsaved), None)

    def _write(self, name: str, kept: KeptImport) -> Found:
        data = json.dumps(_kept_value(kept)).encode("ascii")
        write_atomically(self._path(name), data)
        return Found(kept, name, _stamp(data))

    def _files(self, pattern: str) -> list[Path]:
        with suppress(OSError):
            files = list(self._folder.glob(pattern))
            return sorted(files, key=lambda file: file.stat().st_mtime_ns, reverse=True)
        return []

    def _path(self, name: str) -> Path:
        return self._folder / f"{name}.json"


def kept_in(places: Places) -> KeptImports:
    """The imports that are kept among the places in use."""
    return KeptImports(places.state / "imports")


# --- as JSON ---


def _read(file: Path) -> Found:
    try:
        data = file.read_bytes()
        written = datetime.fromtimestamp(file.stat().st_mtime).astimezone()
    except OSError:
        return Found(KeptImport(), file.stem)
    kept = KeptImport()
    with suppress(ValueError, KeyError, TypeError):
        value = json.loads(data)
        if value["schema"] == _SCHEMA:
            kept = _kept_from(value)
    return Found(kept, file.stem, _stamp(data), written)


def _stamp(data: bytes) -> str:
    return sha256(data).hexdigest()


def _kept_value(kept: KeptImport) -> dict[str, Any]:
    saved = kept.saved
    return {
        "schema": _SCHEMA,
        "wanted": _wanted_value(kept.wanted),
        "mended": {name: _mended_value(each) for name, each in kept.mended.items()},
        "source": kept.source,
        "saved": [saved.id, saved.title, saved.edition, saved.folder, saved.day.isoformat()]
        if saved
        else [],
        "is_unsaved": kept.is_unsaved,
    }


def _kept_from(value: dict[str, Any]) -> KeptImport:
    saved = None
    if value.get("saved"):
        *names, day = map(str, value["saved"])
        id_, title, edition, folder = names
        saved = SavedAs(id_, title, edition, folder, date.fromisoformat(day))
    return KeptImport(
        _wanted_from(value["wanted"]),
        {name: _mended_from(each) for name, each in value["mended"].items()},
        str(value.get("source", "")),
        saved,
        bool(value.get("is_unsaved", True)),
    )


def _wanted_value(wanted: Wanted) -> dict[str, Any]:
    return {
        "id": wanted.id or "",
        "title": wanted.title,
        "kind": wanted.kind.value if wanted.kind else "",
        "edition": wanted.edition,
        "adopted": wanted.adopted.isoformat() if wanted.adopted else "",
        "adopted_by": wanted.adopted_by,
        "nations": [nation.value for nation in wanted.nations],
    }


def _wanted_from(value: dict[str, Any]) -> Wanted:
    return Wanted(
        id=str(value["id"]) or None,
        title=str(value["title"]),
        kind=Kind(value["kind"]) if value["kind"] else None,
        edition=str(value["edition"]),
        adopted=date.fromisoformat(value["adopted"]) if value["adopted"] else None,
        adopted_by=str(value["adopted_by"]),
        nations=tuple(map(Nation, value.get("nations", ()))),
    )


def _mended_value(mended: Mended) -> dict[str, Any]:
    return {
        "done": [[_edit_value(edit) for edit in step] for step in mended.done],
        "undone": [[_edit_value(edit) for edit in step] for step in mended.undone],
    }


def _mended_from(value: dict[str, Any]) -> Mended:
    done, undone = (
        tuple(tuple(_edit_from(edit) for edit in step) for step in value[name])
        for name in ("done", "undone")
    )
    return Mended(done, undone)


def _edit_value(edit: Edit) -> list[str | int]:
    return [edit.action.value, edit.at, edit.offset, edit.title]


def _edit_from(value: list[Any]) -> Edit:
    action, at, offset, title = value
    return Edit(Action(action), int(at), int(offset), str(title))
