"""Words of a composite that were typed and not saved, kept where a crash leaves them.

One small file for each composite of a position, in the user's state folder; windows that write
at the same one have a file each, and none is written over.
"""

import hashlib
import json
import os
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from itertools import chain, count
from pathlib import Path
from typing import Any

from policytui.conference.amendments.composites import Composite
from policytui.errors import StorageError
from policytui.files import locked, write_atomically
from policytui.text import clean_text
from policytui.tui.composing import Bench

_SCHEMA = 1


@dataclass(frozen=True, slots=True)
class Words:
    """What was on the workbench.

    Attributes:
        marked: ids of the amendments that were to be members.
        seen: the composite as it was saved when the words began from it; None for a new one, and
            where that was not kept.
    """

    text: str
    marked: tuple[str, ...]
    seen: Composite | None = None


class KeptWords:
    """The words of one composite, or of a new one, that were not saved.

    Args:
        state: the user's state folder.
    """

    def __init__(self, state: Path, bench: Bench) -> None:
        round_ = os.fsencode(bench.gathered.marshalled.round.folder.resolve())
        named = round_ + b"\0" + bench.gathered.position.encode() + b"\0" + bench.chosen.encode()
        self._id, self._position = bench.chosen, bench.gathered.position
        self._folder = state / "composites"
        self._name = hashlib.sha256(named).hexdigest()[:24]
        self._file: Path | None = None
        self._last = b""

    def find(self) -> Words | None:
        """The words kept last; from now on they are these that are kept or forgotten."""
        files: list[Path] = []
        with suppress(OSError):
            files = sorted(self._folder.glob(f"{self._name}*.json"), key=_written, reverse=True)
        for file in files:
            with suppress(OSError, ValueError, KeyError, TypeError, AttributeError):
                data = file.read_bytes()
                value = json.loads(data)
                if value["schema"] == _SCHEMA:
                    self._file, self._last = file, data
                    marked = tuple(map(str, value["marked"]))
                    return Words(clean_text(value["text"]), marked, self._seen(value.get("seen")))
        return None

    def note(self, words: Words) -> bool:
        """Keep words; whether that succeeded."""
        seen = words.seen and {
            "text": words.seen.text,
            "members": list(words.seen.members),
            "base": words.seen.base,
        }
        value = {
            "schema": _SCHEMA,
            "text": words.text,
            "marked": list(words.marked),
            "seen": seen,
        }
        data = json.dumps(value).encode("ascii")
        if data == self._last:
            return True
        try:
            with locked(self._folder):
                file = self._own_file()
                write_atomically(file, data)
        except StorageError:
            return False
        self._file, self._last = file, data
        return True

    def forget(self) -> None:
        """They were saved, or are no more wanted; what another window keeps stays."""
        if self._file and _read(self._file) == self._last:
            with suppress(OSError):
                self._file.unlink()
        self._file, self._last = None, b""

    def _seen(self, value: Mapping[str, Any] | None) -> Composite | None:
        """What a file says of the composite; files of earlier versions say nothing of it."""
        if value is None:
            return None
        text, members, base = clean_text(value["text"]), value["members"], value["base"]
        base = None if base is None else clean_text(base)
        return Composite(self._id, self._position, text, tuple(map(str, members)), (), base)

    def _own_file(self) -> Path:
        """The file that nobody else wrote since."""
        if self._file and _read(self._file) in (b"", self._last):
            return self._file
        endings = chain([""], (f"-{number}" for number in count(2)))
        files = (self._folder / f"{self._name}{ending}.json" for ending in endings)
        return next(file for file in files if not file.exists())


def _read(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError:
        return b""


def _written(file: Path) -> int:
    return file.stat().st_mtime_ns
