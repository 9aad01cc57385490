"""The app on a desk of its own: a small corpus, folders of its own, and eyes to read the screen."""

from collections.abc import Callable, Coroutine
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from corpora import CONSULTATION, PLATFORM
from resting import play
from textual.events import Key
from textual.pilot import Pilot
from textual.screen import Screen

from policytui.corpus.model import Nation
from policytui.drafts.begin import begin_amendment, begin_response, revise
from policytui.drafts.model import Draft, Submitter
from policytui.tui.app import PolicyApp
from policytui.tui.screens import writing
from policytui.workspace.places import Place, Places
from policytui.workspace.settings import Settings
from policytui.workspace.workspace import Workspace

NARROW, WIDE = (80, 24), (160, 45)
TARGET = "platform/empty-shops"


class BareApp(PolicyApp):
    """The app without its search screen, which these tests are not about."""

    def get_default_screen(self) -> Screen[object]:
        return Screen()


class Desk:
    """A workspace in a folder of its own."""

    def __init__(self, folder: Path, **settings: str) -> None:
        corpus = folder / "corpus"
        corpus.mkdir(parents=True, exist_ok=True)
        (corpus / "platform.md").write_text(PLATFORM, "utf-8")
        (corpus / "consultation-2021.md").write_text(CONSULTATION, "utf-8")
        self.drafts = folder / "drafts"
        self.state = folder / "state"
        self.workspace = Workspace(
            Places(
                corpus=Place(corpus, "test"),
                drafts=Place(self.drafts, "test"),
                cache=folder / "cache",
                state=self.state,
                settings_file=folder / "settings.toml",
                settings=Settings(**settings),
            )
        )
        self.workspace.catalogue.refresh()

    def amendment(self, text: str | None = None, **submitter: Any) -> Draft:
        """An amendment as pressing `a` begins it."""
        position = self.workspace.catalogue.position(TARGET)
        header = self.workspace.catalogue.header("platform")
        draft = begin_amendment(position, header, Submitter(**submitter))
        if text is None:
            return draft
        return revise(draft, text=text)

    def response(self, nation: Nation | None) -> Draft:
        """Answers as they are begun."""
        document = self.workspace.catalogue.document("consultation-2021")
        return begin_response(document.header, document.positions, Submitter(nation=nation))

    def files(self) -> list[str]:
        """The drafts that lie on disk."""
        return sorted(path.name for path in self.drafts.glob("*.toml"))

    @asynccontextmanager
    async def open(self, screen: Screen[Any], size: tuple[int, int] = NARROW):  # type: ignore[no-untyped-def]
        """The app with a screen pushed onto it."""
        app = BareApp(self.workspace)
        async with app.run_test(size=size) as pilot:
            await app.push_screen(screen)
            await settle(pilot)
            yield pilot


async def settle(pilot: Pilot[Any], seconds: float = 0.0) -> None:
    """Wait until what was begun is done."""
    await pilot.pause(seconds or None)
    short = {"look", "save", "note", "read"}
    working = [worker for worker in pilot.app.workers if worker.group in short]
    if working:  # an empty list would mean: all, also those that wait for an answer
        await pilot.app.workers.wait_for_complete(working)
    await pilot.pause()


async def saved(pilot: Pilot[Any]) -> None:
    """Wait until a pause in typing has saved."""
    await settle(pilot, writing.SAVE_AFTER + 0.1)


async def write(pilot: Pilot[Any], text: str) -> None:
    """Type a text, faster than `press` does, which waits after each key."""
    for character in text:
        pilot.app.post_message(Key(character, character))
    await pilot.pause()
    await settle(pilot)


def seen(pilot: Pilot[Any]) -> str:
    """The screen as text."""
    app = pilot.app
    lines = app.screen._compositor.render_strips(app.size)
    return "\n".join("".join(segment.text for segment in line).rstrip() for line in lines)


def told(pilot: Pilot[Any]) -> str:
    """Every message told in passing."""
    return "\n".join(message.message for message in pilot.app._notifications)


def run(test: Callable[[], Coroutine[Any, Any, None]]) -> None:
    """Run an asynchronous test."""
    play(test())
