"""What follows from the answers of a round alone, kept so that its views open at once.

It is only a cache: told by what it follows from, checked when it is read, and made again where
it is missing, damaged or of other answers.
"""

import hashlib
import os
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path

from policytui.conference.round import Round
from policytui.corpus.cache_file import CacheDamaged, CacheFile

_FORMAT = 1
"""Raised whenever the table changes, or the form or meaning of what is kept."""
_TABLE = "CREATE TABLE kept (name TEXT PRIMARY KEY, basis TEXT, data BLOB, checksum TEXT)"


class Kept:
    """What is kept of one round.

    Args:
        cache: the folder for caches; None keeps nothing on disk.
    """

    def __init__(self, round_: Round, cache: Path | None) -> None:
        name = hashlib.sha256(os.fsencode(round_.folder.resolve())).hexdigest()[:16]
        self._file = CacheFile(cache / f"answers-{name}.sqlite" if cache else None, _TABLE, _FORMAT)

    def ask(self, name: str, basis: str, make: Callable[[], bytes]) -> bytes:
        """What is kept under a name; made now where it is not there or follows from other things.

        Args:
            basis: digest of all that it follows from (`basis_of`).
        """
        data = self._find(name, basis)
        if data is None:
            data = make()
            row = (name, basis, data, _checksum(name, basis, data))
            # What cannot be kept is made again the next time.
            with suppress(CacheDamaged), self._file.write() as connection:
                connection.execute("INSERT OR REPLACE INTO kept VALUES (?, ?, ?, ?)", row)
        return data

    def _find(self, name: str, basis: str) -> bytes | None:
        query = "SELECT data, checksum FROM kept WHERE name = ? AND basis = ?"
        with suppress(CacheDamaged), self._file.read() as connection:
            found = connection.execute(query, (name, basis)).fetchone()
            if found and found[1] == _checksum(name, basis, bytes(found[0])):
                return bytes(found[0])
        return None


def basis_of(parts: Iterable[str]) -> str:
    """A digest of several texts in their order."""
    digest = hashlib.blake2b(digest_size=16)
    for part in parts:
        digest.update(part.encode("utf-8", "surrogatepass"))
        digest.update(b"\0")
    return digest.hexdigest()


def _checksum(name: str, basis: str, data: bytes) -> str:
    digest = hashlib.blake2b(f"{name}\0{basis}\0".encode(), digest_size=16)
    digest.update(data)
    return digest.hexdigest()
