"""Files written so that a crash leaves the old file or the new one, never half of either."""

import errno
import os
import secrets
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from policytui.errors import StorageError

_TEMPORARY = ".tmp"


def write_atomically(path: Path, data: bytes) -> None:
    """Replace a file by new content that is on the disk before this returns.

    The content is written and flushed beside the old file, takes its place in one step, and
    the folder entry is flushed too (POSIX rename). Where the system knows files without a name
    (Linux, O_TMPFILE), a kill at any moment leaves nothing half-written behind; at worst a whole
    file under a temporary name, which `sweep_temporaries` takes away.

    Raises:
        StorageError: the folder cannot be written or the disk is full; the old file stands.
    """
    temporary = path.with_name(f".{path.name[:80]}.{secrets.token_hex(6)}{_TEMPORARY}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            _write_nameless(temporary, data, _mode_for(path))
        except _NamelessUnknown:
            _write_named(temporary, data, _mode_for(path))
        os.replace(temporary, path)
        flush_folder(path.parent)
    except OSError as error:
        with suppress(OSError):
            temporary.unlink()
        raise StorageError(
            f"{path}: cannot be saved ({error.strerror or error}).",
            hint=f"{_advice(error)} Then save again; nothing on disk was changed.",
        ) from error


def _advice(error: OSError) -> str:
    if error.errno in {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}:
        return "Free some space on the disk."
    if error.errno in {errno.EACCES, errno.EPERM, errno.EROFS}:
        return "Choose a folder that you may write to."
    return "Choose another folder."


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Hold a folder for oneself, so that looking at a file and replacing it are one step.

    Other programs that ask for the same folder wait. The lock is on the folder itself and ends
    with the program; where the system has no such locks, nobody waits.

    Raises:
        StorageError: the folder cannot be made.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handle = os.open(folder, os.O_RDONLY)
    except OSError as error:
        message = f"{folder}: cannot be used ({error.strerror or error})."
        raise StorageError(message, hint=_advice(error)) from error
    try:
        with suppress(ImportError, OSError):
            import fcntl

            fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def sweep_temporaries(folder: Path, *, older_than: float = 3600.0) -> None:
    """Remove what writers that were killed left behind.

    Args:
        older_than: age in seconds from which no writer can still be at work on a file.
    """
    with suppress(OSError):
        for path in folder.glob(f".*{_TEMPORARY}"):
            if time.time() - path.stat().st_mtime > older_than:
                path.unlink()


class _NamelessUnknown(Exception):
    """The system or the file system has no files without a name."""


def _write_nameless(path: Path, data: bytes, mode: int) -> None:
    """Write a whole file before it gets its name."""
    try:
        handle = os.open(path.parent, os.O_TMPFILE | os.O_WRONLY, mode)
    except (AttributeError, OSError) as error:
        raise _NamelessUnknown from error
    try:
        _write_all(handle, data)
        os.fchmod(handle, mode)
        try:
            # With a folder handle Python calls linkat(2), which alone follows the link in /proc.
            os.link(f"/proc/self/fd/{handle}", path, src_dir_fd=handle, follow_symlinks=True)
        except (OSError, NotImplementedError) as error:
            raise _NamelessUnknown from error
    finally:
        os.close(handle)


def _write_named(path: Path, data: bytes, mode: int) -> None:
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
    try:
        _write_all(handle, data)
    finally:
        os.close(handle)


def _write_all(handle: int, data: bytes) -> None:
    view = memoryview(data)
    while view:
        view = view[os.write(handle, view) :]
    os.fsync(handle)


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
