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
    """The folder of the round: the one named, else POLICYTUI_ROUND, else `round/`.

    The last is looked for beside the corpus and then in each folder above it.
    """
    wanted = named or os.environ.get(VARIABLE)
    if wanted:
        return Path(wanted).expanduser().absolute()
    beside = workspace.places.corpus.path.absolute().parent
    for folder in (beside, *beside.parents):
        if (folder / "round" / SETTINGS).is_file():
            return folder / "round"
    return beside / "round"


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
