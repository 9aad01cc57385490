"""What was typed but not yet saved, kept where a crash, a full disk or a lost terminal leaves it.

The journal lies in the user's state folder, apart from the drafts, so that words survive also
when the drafts folder cannot be written.
"""

import hashlib
import os
from contextlib import suppress
from pathlib import Path

from policytui.corpus.identity import is_slug
from policytui.drafts.model import Draft
from policytui.drafts.toml import format_draft, read_draft
from policytui.errors import PolicyError, StorageError, UnknownId
from policytui.files import write_atomically


class Journal:
    """Unsaved versions of the drafts of one folder.

    Args:
        folder: where all journals are kept.
        drafts: the drafts folder this journal belongs to.
    """

    def __init__(self, folder: Path, drafts: Path) -> None:
        name = hashlib.sha256(os.fsencode(drafts.absolute())).hexdigest()[:16]
        self._folder = folder / name

    def note(self, draft: Draft) -> bool:
        """Keep a version of a draft; whether that succeeded."""
        try:
            write_atomically(self._path(draft.id), format_draft(draft).encode())
        except StorageError:
            return False
        return True

    def forget(self, draft_id: str) -> None:
        """The draft was saved: what is noted of it is of no more use."""
        with suppress(OSError):
            self._path(draft_id).unlink()

    def recover(self, draft_id: str) -> Draft | None:
        """The version noted of a draft, None where there is none."""
        path = self._path(draft_id)
        if not path.is_file():
            return None
        try:
            return read_draft(path)
        except PolicyError:
            return None

    def pending(self) -> tuple[Draft, ...]:
        """Every version noted and not forgotten."""
        with suppress(OSError):
            names = sorted(path.stem for path in self._folder.glob("*.toml"))
            return tuple(draft for name in names if (draft := self.recover(name)))
        return ()

    def _path(self, draft_id: str) -> Path:
        if not is_slug(draft_id):
            raise UnknownId(f'"{draft_id[:100]}" is not the id of a draft.')
        return self._folder / f"{draft_id}.toml"
