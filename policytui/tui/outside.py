"""Editing a text in the program that the person has chosen for it."""

import os
import shlex
import shutil
import subprocess
import tempfile
from collections.abc import Mapping
from pathlib import Path

from textual.app import App, SuspendNotSupported

from policytui.errors import DataError, PolicyError, StorageError
from policytui.importers.readers.text.encoding import read_lines
from policytui.text import clean_prose
from policytui.tui.access import workspace_of
from policytui.tui.telling import tell
from policytui.tui.wording import short_path


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

    Its file lies among what the program keeps, and stays there unless its text is taken or
    nothing was written: so nothing is lost either where the terminal is closed meanwhile.

    Raises:
        PolicyError: there is no editor, or it did not do its work; the text is as it was, and
            what was written outside is kept in a file that the message names.
    """
    command = chosen_editor()
    handed = f"{text}\n".encode()
    file = _handed_over(handed, workspace_of(app).places.state)
    try:
        _run(app, [*command, str(file)])
        taken, doubts = _text_in(file, command[0])
    except PolicyError as error:
        if _is_written(file, handed):
            raise StorageError(
                f"{error.message} What was written there is kept in {short_path(file)}."
            ) from error
        shutil.rmtree(file.parent, ignore_errors=True)
        raise
    shutil.rmtree(file.parent, ignore_errors=True)
    for doubt in doubts:
        tell(app, doubt)
    return taken


def _handed_over(content: bytes, state: Path) -> Path:
    """A new file for the editor, in a new folder that only the person may look into."""
    try:
        state.mkdir(parents=True, exist_ok=True)
        file = Path(tempfile.mkdtemp(prefix="editor-", dir=state)) / "proposed-text.md"
        file.write_bytes(content)
    except OSError as error:
        raise StorageError(
            f"{short_path(state)}: the text cannot be put there for the editor "
            f"({error.strerror or error})."
        ) from error
    return file


def _run(app: App[object], command: list[str]) -> None:
    try:
        with app.suspend():
            code = subprocess.call(command)
    except SuspendNotSupported:
        raise PolicyError("This terminal cannot be handed to another program.") from None
    except OSError as error:
        raise PolicyError(
            f"{command[0]}: could not be started ({error.strerror or error}).",
            hint="Set EDITOR to a program that is installed, such as: nano",
        ) from error
    if code:
        raise PolicyError(f"{command[0]} ended with code {code}; the text here is as it was.")


def _text_in(file: Path, editor: str) -> tuple[str, list[str]]:
    """What the editor wrote, and what is doubtful about its encoding."""
    try:
        lines, doubts = read_lines(file.read_bytes(), file)
    except (OSError, DataError) as error:
        why = error.strerror or error if isinstance(error, OSError) else "it is no text"
        raise StorageError(
            f"What {editor} wrote cannot be read ({why}); the text here is as it was."
        ) from error
    text = clean_prose("\n".join(line.text for line in lines))
    return text, [f"{editor}: {doubt.message}" for doubt in doubts]


def _is_written(file: Path, handed: bytes) -> bool:
    """Whether there is anything in the file that is not in the app."""
    try:
        return file.read_bytes() not in {b"", handed}
    except FileNotFoundError:
        return False
    except OSError:
        return True
