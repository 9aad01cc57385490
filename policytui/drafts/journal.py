"""What was typed but not yet saved, kept where a crash, a full disk or a lost terminal leaves it.

The journal lies in the user's state folder, apart from the drafts, so that words survive also
when the drafts folder cannot be written. Windows that write at one draft have a file each.
"""

import hashlib
import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from policytui.corpus.identity import is_slug
from policytui.drafts.kept_file import KeptFile
from policytui.drafts.model import Draft
from policytui.drafts.toml import format_draft, parse_draft_bytes, read_draft
from policytui.errors import PolicyError, StorageError, UnknownId

_SUFFIX = ".toml"


class Journal:
    """Unsaved versions of the drafts of one folder, as one window keeps them.

    Args:
        folder: where all journals are kept.
        drafts: the drafts folder this journal belongs to.
    """

    def __init__(self, folder: Path, drafts: Path) -> None:
        name = hashlib.sha256(os.fsencode(drafts.absolute())).hexdigest()[:16]
        self._folder = folder / name
        self._files: dict[str, KeptFile] = {}

    def note(self, draft: Draft) -> bool:
        """Keep a version of a draft; whether that succeeded."""
        try:
            self._file(draft.id).keep(format_draft(draft).encode())
        except StorageError:
            return False
        return True

    def forget(self, draft_id: str) -> None:
        """The draft was saved: what this window noted or recovered of it is of no more use.

        What another window noted since stays.
        """
        self._file(draft_id).forget()

    def recover(self, draft_id: str) -> Draft | None:
        """The version noted last of a draft, None where there is none.

        From now on it is this window's: written over by what is noted, forgotten with it.
        """
        return self._file(draft_id).find(_reader(lambda draft: draft.id == draft_id))

    def look(self, draft_id: str) -> Draft | None:
        """The version noted last of a draft; until it is claimed nothing here touches it."""
        self._files.pop(draft_id, None)
        return self._new_file(draft_id).find(_reader(lambda draft: draft.id == draft_id))

    def claim(self, kept: Draft) -> None:
        """Make a version that was looked at this window's, where it is still noted."""
        self._file(kept.id).find(_reader(lambda draft: draft == kept))

    def pending(self) -> tuple[Draft, ...]:
        """Of every draft the version noted last and not forgotten."""
        newest: dict[str, tuple[int, Draft]] = {}
        paths: list[Path] = []
        with suppress(OSError):
            paths = sorted(self._folder.glob(f"*{_SUFFIX}"))
        for path in paths:
            with suppress(OSError, PolicyError):
                written, draft = path.stat().st_mtime_ns, read_draft(path)
                if draft.id not in newest or newest[draft.id][0] < written:
                    newest[draft.id] = written, draft
        return tuple(draft for _, draft in newest.values())

    def _file(self, draft_id: str) -> KeptFile:
        return self._files.setdefault(draft_id, self._new_file(draft_id))

    def _new_file(self, draft_id: str) -> KeptFile:
        if not is_slug(draft_id):
            raise UnknownId(f'"{draft_id[:100]}" is not the id of a draft.')
        return KeptFile(self._folder, draft_id, _SUFFIX)


def _reader(is_wanted: Callable[[Draft], bool]) -> Callable[[bytes], Draft]:
    """What makes a draft of the bytes of a kept file; raises ValueError for any other."""

    def read(data: bytes) -> Draft:
        try:
            draft = parse_draft_bytes(data, Path())
        except PolicyError as error:
            raise ValueError(str(error)) from error
        # The id of another draft may begin with this one.
        if not is_wanted(draft):
            raise ValueError(draft.id)
        return draft

    return read
