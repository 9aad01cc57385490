"""Telling a person what came of something, literally and in passing."""

import asyncio
from collections.abc import Callable
from typing import TypeVar

from textual.app import App

from policytui.errors import PolicyError

_T = TypeVar("_T")


def tell(app: App[object], text: str, *, is_error: bool = False) -> None:
    """Say something in place of what was said before; the last thing that went wrong stays."""
    errors = [one for one in app._notifications if one.severity == "error"]
    for message in list(app._notifications):
        if message not in errors[-1:] or message.message == text:
            app._unnotify(message, refresh=False)
    app.notify(
        text,
        severity="error" if is_error else "information",
        timeout=10 if is_error else 4,
        markup=False,
    )


async def attempt(app: App[object], do: Callable[[], _T]) -> _T | None:
    """Do something with files away from the screen; where it fails, say why and give None."""
    try:
        return await asyncio.to_thread(do)
    except PolicyError as error:
        tell(app, str(error), is_error=True)
        return None
