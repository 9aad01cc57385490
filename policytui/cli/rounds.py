"""Which round a command works in, and who works in it."""

import getpass
import os
from pathlib import Path
from typing import Any

from policytui.conference.round import SETTINGS, Round, open_round
from policytui.text import clean_line
from policytui.workspace.workspace import Workspace

VARIABLE = "POLICYTUI_ROUND"


def round_folder(options: Any, workspace: Workspace) -> Path:
    """The folder of the round: what --round names, else POLICYTUI_ROUND, else `round/`.

    The last is looked for beside the corpus and then in each folder above it.
    """
    named = options.round or os.environ.get(VARIABLE)
    if named:
        return Path(named).expanduser().absolute()
    beside = workspace.places.corpus.path.absolute().parent
    for folder in (beside, *beside.parents):
        if (folder / "round" / SETTINGS).is_file():
            return folder / "round"
    return beside / "round"


def open_named_round(options: Any, workspace: Workspace) -> Round:
    """The round that the options name.

    Raises:
        UsageError: there is none.
        DataError, StorageError: its settings cannot be used.
    """
    return open_round(round_folder(options, workspace))


def who_works(options: Any, workspace: Workspace) -> str:
    """The name for the journal: what --by names, else that of the settings, else of the login."""
    if options.by:
        return clean_line(options.by)
    if workspace.places.settings.mover:
        return workspace.places.settings.mover
    try:
        return clean_line(getpass.getuser())
    except (OSError, KeyError, ImportError):
        return ""
