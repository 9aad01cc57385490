"""Running the app for tests: real components, a corpus on disk, everything else in tmp_path."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from corpora import write_corpus
from resting import play
from textual.pilot import Pilot

from policytui.tui.app import PolicyApp
from policytui.tui.screens.search import SearchScreen
from policytui.workspace.places import find_places
from policytui.workspace.workspace import Workspace

__all__ = [
    "LARGE",
    "PATIENCE",
    "SMALL",
    "find",
    "make_workspace",
    "opened",
    "play",
    "seen_before",
    "shown",
    "until",
]

SMALL, LARGE = (80, 24), (160, 45)
PATIENCE = 10.0
"""Seconds after which something that was waited for is given up."""


def make_workspace(folder: Path, corpus: Path | None = None, *, settings: str = "") -> Workspace:
    """A workspace that keeps everything in a folder, by default with the small corpus."""
    if settings:
        (folder / "config").mkdir(parents=True, exist_ok=True)
        (folder / "config" / "settings.toml").write_text(settings, encoding="utf-8")
    names = ("CACHE", "STATE", "CONFIG")
    environment = {f"POLICYTUI_{name}": str(folder / name.lower()) for name in names}
    corpus = corpus or write_corpus(folder / "corpus")
    return Workspace(find_places(str(corpus), str(folder / "drafts"), environment=environment))


def seen_before(workspace: Workspace) -> Workspace:
    """The workspace of somebody who has read the welcome."""
    workspace.state.set("welcomed", True)
    return workspace


@asynccontextmanager
async def opened(
    workspace: Workspace, size: tuple[int, int] = LARGE
) -> AsyncIterator[tuple[PolicyApp, SearchScreen, Pilot[int]]]:
    """The app with its corpus open; no unexpected error may have been logged when it closes."""
    app = PolicyApp(workspace)
    async with app.run_test(size=size, notifications=True) as pilot:
        screen = app.screen_stack[0]
        assert isinstance(screen, SearchScreen)
        await until(pilot, lambda: screen.found is not None and not screen.is_loading)
        await pilot.pause()
        yield app, screen, pilot
    log = workspace.places.state / "errors.log"
    assert not log.exists(), log.read_text("utf-8")


async def until(pilot: Pilot[int], is_so: Callable[[], bool]) -> None:
    """Wait for something."""
    for _ in range(int(PATIENCE / 0.005)):
        if is_so():
            await pilot.pause()
            return
        await asyncio.sleep(0.005)
    raise AssertionError(f"waited in vain; the screen shows:\n{shown(pilot.app)}")


async def find(screen: SearchScreen, pilot: Pilot[int], words: str) -> None:
    """Type words into the search line and wait for their answer."""
    screen.words.focus()
    screen.words.value = words
    await until(pilot, lambda: screen.found is not None and screen.found.wish.text == words.strip())


def shown(app: Any) -> str:
    """The characters on the screen."""
    return "\n".join(strip.text for strip in app.screen._compositor.render_strips())
