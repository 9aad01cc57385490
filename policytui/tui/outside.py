"""Editing a text in the program that the person has chosen for it."""

import os
import shlex
import subprocess
import tempfile
from collections.abc import Mapping
from pathlib import Path

from textual.app import App, SuspendNotSupported

from policytui.errors import PolicyError, StorageError
from policytui.text import clean_prose


def chosen_editor(environment: Mapping[str, str] = os.environ) -> list[str]:
    """The command of the person's editor.

    Raises:
        PolicyError: none is chosen.
    """
    named = environment.get("VISUAL") or environment.get("EDITOR") or ""
    try:
        command = shlex.split(named)
    except ValueError as error:
        raise PolicyError(
            f"VISUAL or EDITOR cannot be read as a command ({error}): {named}",
            hint="Set it to a command such as: nano",
        ) from None
    if not command:
        raise PolicyError(
            "No editor is chosen: neither VISUAL nor EDITOR is set.",
            hint="Quit, type: export EDITOR=nano, and start again. Or simply go on writing here.",
        )
    return command


def edit_outside(app: App[object], text: str) -> str:
    """The text after the person edited it in their own program; waits for that program to end.

    Raises:
        PolicyError: there is no editor, or it did not do its work; the text is as it was.
    """
    command = chosen_editor()
    with tempfile.TemporaryDirectory(prefix="policytui-") as folder:
        file = Path(folder) / "proposed-text.md"
        file.write_text(text + "\n", "utf-8")
        try:
            with app.suspend():
                code = subprocess.call([*command, str(file)])
        except SuspendNotSupported:
            raise PolicyError("This terminal cannot be handed to another program.") from None
        except OSError as error:
            raise PolicyError(
                f"{command[0]}: could not be started ({error.strerror or error}).",
                hint="Set EDITOR to a program that is installed, such as: nano",
            ) from error
        if code:
            raise PolicyError(
                f"{command[0]} ended with code {code}; the text here is as it was.",
            )
        try:
            return clean_prose(file.read_text("utf-8-sig"))
        except (OSError, UnicodeDecodeError) as error:
            raise StorageError(
                f"What {command[0]} wrote cannot be read ({error}); the text here is as it was."
            ) from error
