"""Copying: through the terminal (OSC 52, works over ssh) and through a local program.

Where there is such a program, both are tried, since neither can tell whether it succeeded.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from contextlib import suppress

from textual.app import App

_SECONDS = 2


def local_program(environment: Mapping[str, str] = os.environ) -> list[str] | None:
    """The command of this machine that takes the clipboard's text on its standard input."""
    candidates: list[list[str]] = []
    if sys.platform == "darwin":
        candidates.append(["pbcopy"])
    elif sys.platform == "win32":
        candidates.append(["clip.exe"])
    else:
        if environment.get("WAYLAND_DISPLAY"):
            candidates.append(["wl-copy"])
        if environment.get("DISPLAY"):
            candidates += [["xclip", "-selection", "clipboard"], ["xsel", "--clipboard", "--input"]]
        if "microsoft" in os.uname().release.lower():
            candidates.append(["clip.exe"])
    return next((command for command in candidates if shutil.which(command[0])), None)


def copy(app: App[object], text: str, what: str) -> None:
    """Put text on the clipboard and say so.

    Args:
        what: what was copied, as the toast names it.
    """
    app.copy_to_clipboard(text)
    command = local_program()
    if command:
        app.run_worker(
            lambda: _feed(command, text), thread=True, group="clipboard", exit_on_error=False
        )
    app.notify(f"Copied {what}.", markup=False, timeout=3)


def _feed(command: list[str], text: str) -> None:
    # xclip stays in the background to serve the clipboard: its output must not be waited for.
    with suppress(OSError, subprocess.SubprocessError):
        subprocess.run(
            command,
            input=text.encode(),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=_SECONDS,
            check=False,
        )
