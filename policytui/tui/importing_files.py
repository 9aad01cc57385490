"""The files and folders that can be chosen for an import."""

from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from policytui.errors import UsageError
from policytui.importers.readers.kinds import SUFFIXES
from policytui.tui.paths_typed import path_from
from policytui.tui.plain import one_line
from policytui.workspace.imports import kept_in
from policytui.workspace.places import Places

MOST = 500
"""Files of a folder that are listed."""
_PATH_STARTS = ("/", "~", "./", "../")
_QUOTES = ("'", '"')


@dataclass(frozen=True, slots=True)
class Found:
    """A file or folder that can be chosen."""

    path: Path
    is_folder: bool = False
    is_above: bool = False

    @property
    def label(self) -> str:
        """The name; a folder's ends in a slash."""
        if self.is_above:
            return "../"
        return one_line(self.path.name) + ("/" if self.is_folder else "")


def list_files(folder: Path, typed: str) -> list[Found]:
    """Folders first, then the files that can be read.

    Args:
        folder: where one is.
        typed: a part of the name, or a path that leads somewhere else.
    """
    place, name = place_meant(folder, typed)
    if place is None:
        return []
    found: list[Found] = []
    try:
        for path in sorted(place.iterdir(), key=lambda path: path.name.casefold()):
            if _fits(path.name, name):
                if path.is_dir():
                    found.append(Found(path, is_folder=True))
                elif path.suffix.casefold() in SUFFIXES or path.name == name:
                    found.append(Found(path))
    except (OSError, ValueError):
        return []
    found.sort(key=lambda each: (each.path.name != name, not each.is_folder))
    if not name and place != place.parent:
        found.insert(0, Found(place.parent, is_folder=True, is_above=True))
    return found[:MOST]


def place_meant(folder: Path, typed: str) -> tuple[Path | None, str]:
    """The folder that is looked into, and the name that is looked for in it.

    Args:
        typed: a part of the name, or a path; also as a window drops it into a terminal.
    """
    with suppress(UsageError):
        whole = path_from(typed, folder)
        if whole.is_file():
            return whole.parent.resolve(), whole.name
        if whole.is_dir() and typed.rstrip().endswith(_QUOTES):
            return whole.resolve(), ""
    typed = typed.lstrip()
    if not typed.startswith(_PATH_STARTS) and "/" not in typed:
        return folder, typed.strip()
    head, _, name = typed.rpartition("/")
    try:
        return path_from(f"{head}/", folder).resolve(), name
    except UsageError:
        return None, ""


def unfinished_import(places: Places) -> Path | None:
    """The file whose import was worked on last and is not saved; None where there is none."""
    kept = kept_in(places).unfinished()
    path = Path(kept.source) if kept and kept.source else None
    try:
        return path if path and path.is_file() else None
    except (OSError, ValueError):
        return None


def _fits(name: str, wanted: str) -> bool:
    if name.startswith(".") and not wanted.startswith("."):
        return False
    if name.startswith("~$"):  # what a word processor leaves while it has a file open
        return False
    return wanted.casefold() in name.casefold()
