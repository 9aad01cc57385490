"""What most commands begin with: the workspace, brought up to date."""

from typing import Any

from policytui.cli.output import ProgressLine, talk, warn_of
from policytui.workspace.places import find_places
from policytui.workspace.workspace import Workspace


def open_workspace(options: Any) -> Workspace:
    """The workspace that the options name.

    Raises:
        UsageError: a folder named does not exist.
        SettingsError: the settings cannot be used.
    """
    return Workspace(find_places(options.corpus, options.drafts))


def open_current_workspace(options: Any) -> Workspace:
    """The workspace with catalogue and index up to date, warning of files that cannot be read."""
    workspace = open_workspace(options)
    refresh(workspace)
    problems = workspace.catalogue.problems()
    warn_of(problems)
    if not problems and not workspace.catalogue.count():
        talk(
            f"policytui: {workspace.places.corpus.path} holds no documents; bring some in with: "
            "policytui import FILE --into DIR"
        )
    return workspace


def refresh(workspace: Workspace) -> None:
    """Bring catalogue and index up to date, with a bar where a person watches."""
    if workspace.is_current():
        return
    progress = ProgressLine()
    try:
        workspace.refresh(progress)
    finally:
        progress.close()
