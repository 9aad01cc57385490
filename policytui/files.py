"""Files written so that a crash leaves the old file or the new one, never half of either."""

import os
import tempfile
from contextlib import suppress
from pathlib import Path

from policytui.errors import StorageError


def write_atomically(path: Path, data: bytes) -> None:
    """Replace a file by new content that is on the disk before this returns.

    The content goes to a temporary file in the same folder, is flushed to the disk, takes
    the place of the old file in one step, and the folder entry is flushed too (POSIX rename).

    Raises:
        StorageError: the folder cannot be written or the disk is full; the old file stands.
    """
    temporary: Path | None = None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(
            prefix=f".{path.name[:80]}.", suffix=".tmp", dir=path.parent
        )
        temporary = Path(name)
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        os.chmod(temporary, _mode_for(path))
        os.replace(temporary, path)
        temporary = None
        flush_folder(path.parent)
    except OSError as error:
        raise StorageError(
            f"{path}: cannot be saved ({error.strerror or error}).",
            hint="Free some space or choose another folder, then save again; "
            "nothing on disk was changed.",
        ) from error
    finally:
        if temporary is not None:
            with suppress(OSError):
                temporary.unlink()


def flush_folder(folder: Path) -> None:
    """Make the entries of a folder durable, where the system can."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def read_bytes(path: Path, limit: int) -> bytes:
    """The content of a regular file of at most `limit` bytes.

    Raises:
        StorageError: missing, no regular file, too large or unreadable.
    """
    try:
        if not path.is_file():
            raise StorageError(f"{path}: there is no such file.", hint="Check the name.")
        size = path.stat().st_size
        if size > limit:
            raise StorageError(
                f"{path}: holds {size / 1e6:.0f} MB, more than the {limit / 1e6:.0f} MB "
                "that a file of this kind may hold.",
                hint="Split it into several files.",
            )
        return path.read_bytes()
    except OSError as error:
        raise StorageError(f"{path}: cannot be read ({error.strerror or error}).") from error


def _mode_for(path: Path) -> int:
    try:
        return path.stat().st_mode & 0o7777
    except OSError:
        mask = os.umask(0)
        os.umask(mask)
        return 0o666 & ~mask
