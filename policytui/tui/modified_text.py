"""Words that a person wrote for an amendment as modified and did not take yet, kept on disk.

They lie in the user's state folder, apart from the round: they are recommended by nobody yet.
"""

import hashlib
import os
from contextlib import suppress
from pathlib import Path

from policytui.conference.round import Round
from policytui.errors import StorageError
from policytui.files import read_bytes, write_atomically
from policytui.text import clean_prose

_LARGEST = 4_000_000


class KeptText:
    """The words for one amendment.

    Args:
        state: the user's state folder.
        id_: of the amendment.
    """

    def __init__(self, state: Path, round_: Round, id_: str) -> None:
        key = os.fsencode(round_.folder.absolute()) + b"\0" + id_.encode()
        self._file = state / "modified" / f"{hashlib.sha256(key).hexdigest()[:24]}.md"

    def read(self) -> str | None:
        """The words, None where none are kept."""
        if not self._file.is_file():
            return None
        try:
            return clean_prose(read_bytes(self._file, _LARGEST).decode())
        except (StorageError, UnicodeDecodeError):
            return None

    def keep(self, text: str) -> None:
        """Keep these words.

        Raises:
            StorageError: the file cannot be written.
        """
        write_atomically(self._file, clean_prose(text).encode())

    def forget(self) -> None:
        """They were taken, or are what was there before."""
        with suppress(OSError):
            self._file.unlink()
