"""The edits of amendments, kept by the digests of both texts, so that a list opens at once."""

import hashlib
import json
from contextlib import suppress
from pathlib import Path

from policytui.compare.merge import Edit
from policytui.conference.amendments.amendment import Shape, edits_of
from policytui.corpus.cache_file import CacheDamaged, CacheFile

_FORMAT = 1
"""Raised whenever the table changes, or what `edits_of` finds."""
_TABLE = "CREATE TABLE edits (key TEXT PRIMARY KEY, shape TEXT, edits TEXT)"
_FILE = "edits.sqlite"


class KeptEdits:
    """`edits_of`, asked once for any two texts.

    Args:
        cache: the folder for caches; None keeps nothing on disk.
    """

    def __init__(self, cache: Path | None) -> None:
        self._file = CacheFile(cache / _FILE if cache else None, _TABLE, _FORMAT)
        self._known: dict[str, tuple[str, str]] = {}
        with suppress(CacheDamaged), self._file.read() as connection:
            rows = connection.execute("SELECT key, shape, edits FROM edits")
            self._known = {key: (shape, edits) for key, shape, edits in rows}
        self._new: dict[str, tuple[str, str]] = {}

    def __call__(self, base: str, text: str) -> tuple[Shape, tuple[Edit, ...]]:
        """What an amendment does to a text; see `edits_of`."""
        key = hashlib.sha256(f"{len(base)}:{base}{text}".encode()).hexdigest()
        known = self._known.get(key)
        if known is not None:
            return Shape(known[0]), tuple(Edit(*each) for each in json.loads(known[1]))
        shape, edits = edits_of(base, text)
        told = json.dumps([(edit.start, edit.end, edit.text) for edit in edits])
        self._known[key] = self._new[key] = (shape.value, told)
        return shape, edits

    def keep(self) -> None:
        """Write down what was asked for the first time."""
        if not self._new:
            return
        rows = [(key, *told) for key, told in self._new.items()]
        # What is not kept is found again the next time.
        with suppress(CacheDamaged), self._file.write() as connection:
            connection.executemany("INSERT OR REPLACE INTO edits VALUES (?, ?, ?)", rows)
        self._new = {}
