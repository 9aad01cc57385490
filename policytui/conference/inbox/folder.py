"""The files of an inbox as they lie there: none opened, no link followed, every name harmless."""

import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from policytui.errors import StorageError
from policytui.text import clean_line, printable

_LONGEST_NAME = 150


@dataclass(frozen=True, slots=True)
class InboxFile:
    """A file of an inbox.

    Attributes:
        name: its own name without folders, made harmless; only ever shown.
        size: in bytes.
        trouble: why it is not opened; empty where it can be.
    """

    path: Path
    name: str
    size: int
    trouble: str = ""


def files_in(inbox: Path, without: Path | None = None) -> Iterator[InboxFile]:
    """Every file beneath a folder, by name; what systems and word processors leave is left out.

    Args:
        inbox: a folder, or one file.
        without: a folder that is passed over, such as that of the round itself.

    Raises:
        StorageError: there is no such folder.
    """
    if inbox.is_file():
        yield _look_at(inbox)
        return
    if not inbox.is_dir():
        raise StorageError(f"{inbox}: there is no such folder.", hint="Check the name.")
    passed = without.resolve() if without else None
    unread: list[Path] = []
    for place, folders, names in os.walk(inbox, onerror=lambda e: unread.append(Path(e.filename))):
        at = Path(place)
        if passed and at.resolve() == passed:
            folders.clear()
            continue
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        linked = [name for name in folders if (at / name).is_symlink()]
        for name in sorted([*names, *linked]):
            if not _is_by_the_way(name):
                yield _look_at(at / name)
    for path in unread:
        yield _troubled(path, "this folder cannot be opened; mend its permissions")


def harmless_name(path: Path) -> str:
    """The name of a file as it may be shown and noted."""
    name = clean_line(printable(path.name))
    return name if len(name) <= _LONGEST_NAME else f"{name[: _LONGEST_NAME - 1]}…"


def _is_by_the_way(name: str) -> bool:
    """Whether a file is what a system or a word processor leaves beside others."""
    if name.startswith(("._", "~$")):
        return True
    return name.startswith(".") and not name.casefold().endswith(".toml")


def _look_at(path: Path) -> InboxFile:
    try:
        status = path.lstat()
    except OSError:
        return _troubled(path, "cannot be looked at")
    if stat.S_ISLNK(status.st_mode):
        return _troubled(path, "is a link to another place; put the file itself here")
    if not stat.S_ISREG(status.st_mode):
        return _troubled(path, "is no file that can be read")
    return InboxFile(path, harmless_name(path), status.st_size)


def _troubled(path: Path, trouble: str) -> InboxFile:
    return InboxFile(path, harmless_name(path), 0, trouble)
