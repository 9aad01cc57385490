"""What was sent in, as it came: each file under the digest of its content, written once."""

import hashlib
import os
import secrets
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from policytui.errors import DataError, Problem, StorageError
from policytui.files import flush_folder, read_bytes, sweep_temporaries

_NAMED_AT_ONCE = 200
_FLUSHED_AT_ONCE = 16


def digest_of(data: bytes) -> str:
    """The hexadecimal SHA-256 that content is stored under."""
    return hashlib.sha256(data).hexdigest()


@dataclass(frozen=True, slots=True)
class Content:
    """The content of a file that is to be stored.

    Attributes:
        suffix: of the file, with its dot.
        digest: of the data, `digest_of`.
    """

    suffix: str
    digest: str
    data: bytes


class Store:
    """The folder `received/` of a round.

    Args:
        folder: is made with the first file.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def path(self, digest: str, suffix: str = ".toml") -> Path:
        """Where content lies."""
        return self.folder / f"{digest}{suffix}"

    def put(self, contents: Iterable[Content]) -> None:
        """Store several files; all are whole and on the disk before this returns.

        Raises:
            StorageError: the disk is full or the folder read-only.
        """
        wanted = {str(self.path(one.digest, one.suffix)): one.data for one in contents}
        missing = [(path, data) for path, data in wanted.items() if not os.path.exists(path)]
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            for start in range(0, len(missing), _NAMED_AT_ONCE):
                self._put_some(missing[start : start + _NAMED_AT_ONCE])
        except OSError as error:
            raise StorageError(
                f"{self.folder}: what was sent in cannot be stored ({error.strerror or error}).",
                hint="Make room or choose another folder, then take the inbox in again.",
            ) from error

    def get(self, digest: str) -> bytes:
        """The content of a submission.

        Raises:
            StorageError: it is missing.
            DataError: it is not what was received.
        """
        path = self.path(digest)
        if not path.is_file():
            raise StorageError(
                f"{path}: is missing, though it was received.",
                hint="Take the inbox in once more, or put it back from a copy.",
            )
        data = read_bytes(path, 2**31)
        if digest_of(data) != digest:
            message = "is not what was received; put it back from a copy."
            raise DataError([Problem(path, 0, "", message)])
        return data

    def sweep(self) -> None:
        """Remove what a program that was killed left half-written."""
        sweep_temporaries(self.folder)

    def _put_some(self, files: list[tuple[str, bytes]]) -> None:
        # Written all before the first is flushed, and flushed side by side: a disk that is asked
        # for many at once writes them in one go.
        handles: list[int] = []
        unnamed: dict[str, str] = {}
        try:
            for path, data in files:
                folder, name = os.path.split(path)
                beside = os.path.join(folder, f".{name}.{secrets.token_hex(6)}.tmp")
                handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666)
                handles.append(handle)
                unnamed[beside] = path
                view = memoryview(data)
                while view:
                    view = view[os.write(handle, view) :]
            with ThreadPoolExecutor(_FLUSHED_AT_ONCE) as flushing:
                list(flushing.map(os.fsync, handles))
            for beside, path in list(unnamed.items()):
                os.replace(beside, path)
                del unnamed[beside]
            flush_folder(self.folder)
        finally:
            for handle in handles:
                os.close(handle)
            for beside in unnamed:
                with suppress(OSError):
                    os.unlink(beside)
