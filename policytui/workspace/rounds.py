"""Which round is worked in, and who works in it; the same for both faces."""

import getpass
import os
from pathlib import Path

from policytui.conference.round import SETTINGS
from policytui.text import clean_line
from policytui.workspace.workspace import Workspace

VARIABLE = "POLICYTUI_ROUND"
"""The variable of the environment that names the folder of the round."""


def find_round_folder(workspace: Workspace, named: str | None = None) -> Path:
    """The folder of the round: the one named, else POLICYTUI_ROUND, else `round/` by the corpus."""
    wanted = named or os.environ.get(VARIABLE)
    if wanted:
        return Path(wanted).expanduser().absolute()
    # Another round, found anywhere else, would get what is meant for this one.
    return workspace.places.corpus.path.absolute().parent / "round"


def round_in_use(workspace: Workspace) -> tuple[Path, str] | None:
    """The folder of the round in use and why it is that; None where no round lies there."""
    folder = find_round_folder(workspace)
    if not (folder / SETTINGS).is_file():
        return None
    named = os.environ.get(VARIABLE)
    return folder, VARIABLE if named else "beside the corpus"


def who_works(workspace: Workspace, named: str | None = None) -> str:
    """The name for the journal: the one given, else that of the settings, else of the login."""
    if named:
        return clean_line(named)
    if workspace.places.settings.mover:
        return workspace.places.settings.mover
    try:
        return clean_line(getpass.getuser())
    except (OSError, KeyError, ImportError):
        return ""
