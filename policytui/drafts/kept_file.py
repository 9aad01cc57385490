"""What is being written and not saved yet, kept where a crash leaves it.

One small file for each thing that is written at; windows that write at the same one have a file
each, and none is written over.
"""

from collections.abc import Callable
from contextlib import suppress
from itertools import chain, count
from pathlib import Path
from typing import TypeVar

from policytui.errors import StorageError
from policytui.files import locked, read_bytes, write_atomically

_LARGEST = 4_000_000
"""Bytes; a file that is larger was not written by this program."""

Kept = TypeVar("Kept")


class KeptFile:
    """The file of one window for one thing.

    Args:
        folder: where such files lie.
        name: what the thing is called, without an ending.
        suffix: with its dot.
        other_names: what it may have been called when it was kept; nothing new is called so.
    """

    def __init__(
        self, folder: Path, name: str, suffix: str, other_names: tuple[str, ...] = ()
    ) -> None:
        self._folder = folder
        self._names = dict.fromkeys((name, *other_names))
        self._name = name
        self._suffix = suffix
        self._file: Path | None = None
        self._last = b""

    def find(self, read: Callable[[bytes], Kept]) -> Kept | None:
        """What was kept last; from now on it is this that is written over or forgotten.

        Args:
            read: makes something of the bytes; where it raises ValueError, KeyError, TypeError or
                AttributeError, the file is passed over.
        """
        files: list[Path] = []
        with suppress(OSError):
            for name in self._names:
                files += self._folder.glob(f"{name}*{self._suffix}")
            files.sort(key=_written, reverse=True)
        for file in files:
            data = _read(file)
            if data is not None:
                with suppress(ValueError, KeyError, TypeError, AttributeError):
                    found = read(data)
                    self._file, self._last = file, data
                    return found
        return None

    def keep(self, data: bytes) -> None:
        """Keep this.

        Raises:
            StorageError: the file cannot be written.
        """
        if len(data) > _LARGEST:
            raise StorageError(f"{self._folder}: the text is too long to be kept there.")
        if self._file and _read(self._file) == data:
            self._last = data
            return
        with locked(self._folder):
            file = self._own_file()
            write_atomically(file, data)
        self._file, self._last = file, data

    def forget(self) -> None:
        """It was saved, or is no more wanted; what another window keeps stays."""
        if self._file and _read(self._file) == self._last:
            with suppress(OSError):
                self._file.unlink()
        self._file, self._last = None, b""

    def _own_file(self) -> Path:
        """The file that nobody else wrote since."""
        if self._file and _read(self._file) in (None, self._last):
            return self._file
        endings = chain([""], (f"-{number}" for number in count(2)))
        files = (self._folder / f"{self._name}{ending}{self._suffix}" for ending in endings)
        return next(file for file in files if not file.exists())


def _read(file: Path) -> bytes | None:
    try:
        return read_bytes(file, _LARGEST)
    except StorageError:
        return None


def _written(file: Path) -> int:
    return file.stat().st_mtime_ns
