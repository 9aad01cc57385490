"""Telling a person what came of something, literally and in passing."""

import asyncio
from collections.abc import Callable
from typing import TypeVar

from textual.app import App

from policytui.errors import PolicyError

_T = TypeVar("_T")


def tell(app: App[object], text: str, *, is_error: bool = False) -> None:
    """Say something; what went wrong stays longer."""
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
