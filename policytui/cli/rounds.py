"""Which round a command works in, and who works in it."""

from pathlib import Path
from typing import Any

from policytui.conference.round import Round, open_round
from policytui.workspace import rounds
from policytui.workspace.workspace import Workspace


def round_folder(options: Any, workspace: Workspace) -> Path:
    """The folder of the round that the options name, else the one that is found."""
    return rounds.find_round_folder(workspace, options.round)


def open_named_round(options: Any, workspace: Workspace) -> Round:
    """The round that the options name.

    Raises:
        UsageError: there is none.
        DataError, StorageError: its settings cannot be used.
    """
    return open_round(round_folder(options, workspace))


def who_works(options: Any, workspace: Workspace) -> str:
    """The name for the journal: what --by names, else that of the settings, else of the login."""
    return rounds.who_works(workspace, options.by)
