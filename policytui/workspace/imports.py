"""What was mended by hand in imports that are not saved yet: kept at once, found again by content.

One small JSON file for each source, named by the digest of its content, so that a file that was
moved or renamed is gone on with where it was left.
"""

import json
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from policytui.corpus.model import Kind
from policytui.files import write_atomically
from policytui.importers.importing import Wanted
from policytui.importers.outlining.editing import Action, Edit

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
class KeptImport:
    """All that was done to a source.

    Attributes:
        wanted: what the document is to be called.
        mended: by the name of the outline that the edits belong to: a source is outlined in
            another way as a consultation, and perhaps by another version of the program.
    """

    wanted: Wanted = field(default_factory=Wanted)
    mended: Mapping[str, Mended] = field(default_factory=dict)


class KeptImports:
    """The imports that were begun and not saved.

    Args:
        folder: where they are kept.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def find(self, digest: str) -> KeptImport:
        """What was done to a source; nothing, where nothing is kept or it cannot be read."""
        with suppress(OSError, ValueError, KeyError, TypeError):
            value = json.loads(self._path(digest).read_bytes())
            if value["schema"] == _SCHEMA:
                mended = {name: _mended_from(each) for name, each in value["mended"].items()}
                return KeptImport(_wanted_from(value["wanted"]), mended)
        return KeptImport()

    def keep(self, digest: str, kept: KeptImport) -> None:
        """Keep what was done to a source.

        Raises:
            StorageError: the folder cannot be written; what was kept before stands.
        """
        value = {
            "schema": _SCHEMA,
            "wanted": _wanted_value(kept.wanted),
            "mended": {name: _mended_value(each) for name, each in kept.mended.items()},
        }
        write_atomically(self._path(digest), json.dumps(value).encode("ascii"))

    def forget(self, digest: str) -> None:
        """The document was saved: what was done to its source is of no more use."""
        with suppress(OSError):
            self._path(digest).unlink()

    def _path(self, digest: str) -> Path:
        return self._folder / f"{digest.removeprefix('sha256:')}.json"


def _wanted_value(wanted: Wanted) -> dict[str, str]:
    return {
        "id": wanted.id or "",
        "title": wanted.title,
        "kind": wanted.kind.value if wanted.kind else "",
        "edition": wanted.edition,
        "adopted": wanted.adopted.isoformat() if wanted.adopted else "",
        "adopted_by": wanted.adopted_by,
    }


def _wanted_from(value: dict[str, str]) -> Wanted:
    return Wanted(
        id=str(value["id"]) or None,
        title=str(value["title"]),
        kind=Kind(value["kind"]) if value["kind"] else None,
        edition=str(value["edition"]),
        adopted=date.fromisoformat(value["adopted"]) if value["adopted"] else None,
        adopted_by=str(value["adopted_by"]),
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
