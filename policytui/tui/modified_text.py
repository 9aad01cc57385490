"""Words that a person wrote for an amendment as modified and did not take yet, kept on disk.

They lie in the user's state folder, apart from the round: they are recommended by nobody yet.
"""

import hashlib
import os
from pathlib import Path

from policytui.conference.round import Round
from policytui.drafts.kept_file import KeptFile
from policytui.text import clean_prose


class KeptText:
    """The words for one amendment.

    Args:
        state: the user's state folder.
        id_: of the amendment.
    """

    def __init__(self, state: Path, round_: Round, id_: str) -> None:
        folder = round_.folder
        # Where a link leads to the round, words were once kept under the name of the link.
        name, other = (_name(each, id_) for each in (folder.resolve(), folder.absolute()))
        self._kept = KeptFile(state / "modified", name, ".md", (other,))

    def read(self) -> str | None:
        """The words kept last, None where none are; from now on they are this window's."""
        return self._kept.find(lambda data: clean_prose(data.decode()))

    def keep(self, text: str) -> None:
        """Keep these words.

        Raises:
            StorageError: the file cannot be written.
        """
        self._kept.keep(clean_prose(text).encode())

    def drop(self) -> None:
        """This window's words are what was there before; what another one keeps stays."""
        self._kept.forget()

    def forget(self) -> None:
        """The words kept last were taken."""
        self.read()
        self._kept.forget()


def _name(folder: Path, id_: str) -> str:
    return hashlib.sha256(os.fsencode(folder) + b"\0" + id_.encode()).hexdigest()[:24]
