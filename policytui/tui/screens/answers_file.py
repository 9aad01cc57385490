"""Choosing the file that holds the answers to a consultation."""

from contextlib import suppress
from pathlib import Path

from textual.widgets import Static

from policytui.tui.screens.import_file import FileScreen
from policytui.workspace.workspace import Workspace

_REMEMBERED = "answers_folder"


class AnswersFileScreen(FileScreen):
    """The files of a folder, of which one holds the answers."""

    def on_mount(self) -> None:
        """Ask for the answers."""
        self.query_one("#question", Static).update("In which file are the answers?")


def last_folder(workspace: Workspace) -> Path:
    """The folder from which a file of answers was taken last."""
    with suppress(OSError):
        folder = Path(workspace.state.get(_REMEMBERED) or ".").absolute()
        if folder.is_dir():
            return folder
    return Path.home()


def remember_folder(workspace: Workspace, folder: Path) -> None:
    """Begin there the next time."""
    with suppress(UnicodeEncodeError):  # a name that is no text cannot be remembered
        str(folder).encode("utf-8")
        workspace.state.set(_REMEMBERED, str(folder))
