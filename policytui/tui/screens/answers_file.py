"""Choosing the file that holds the answers to a consultation."""

from pathlib import Path

from textual.widgets import Static

from policytui.tui.screens import import_file
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
    return import_file.last_folder(workspace, _REMEMBERED)


def remember_folder(workspace: Workspace, folder: Path) -> None:
    """Begin there the next time."""
    import_file.remember_folder(workspace, folder, _REMEMBERED)
