"""Every screen: its key leaves that one and no other, and what fails in it is told."""

import asyncio
from collections.abc import Callable
from pathlib import Path

import pytest
from desk import BareApp, Desk, run, settle, told
from textual import work
from textual.events import Key
from textual.screen import Screen

from policytui.tui.screens.choice import Choice, ChoiceScreen
from policytui.tui.screens.confirm import ConfirmScreen
from policytui.tui.screens.drafts import DraftsScreen
from policytui.tui.screens.import_line import LineScreen
from policytui.tui.screens.leaving import ModalScreen


@pytest.mark.parametrize(
    ("make", "key"),
    [
        (lambda: ChoiceScreen("Which?", [], [Choice("a", "A"), Choice("b", "B")]), "enter"),
        (lambda: LineScreen("What?", check=lambda line: line), "enter"),
        (lambda: ConfirmScreen("Delete it?"), "y"),
    ],
)
def test_a_key_pressed_three_times_leaves_one_dialog(
    tmp_path: Path, make: Callable[[], Screen[object]], key: str
) -> None:
    async def test() -> None:
        beneath = DraftsScreen()
        async with Desk(tmp_path).open(beneath) as pilot:
            app = pilot.app
            assert isinstance(app, BareApp)
            await app.push_screen(make())
            await settle(pilot)
            for _ in range(3):
                app.post_message(Key(key, None))
            await settle(pilot)
            assert app.screen is beneath

    run(test)


class FailingScreen(ModalScreen[None]):
    """A dialog in which work fails that nobody foresaw."""

    @work
    async def on_key(self) -> None:
        raise RuntimeError


def test_work_that_fails_unexpectedly_is_told_and_the_app_goes_on(tmp_path: Path) -> None:
    async def test() -> None:
        desk = Desk(tmp_path)
        async with desk.open(FailingScreen()) as pilot:
            await pilot.press("x")
            await settle(pilot)
            assert "Something went wrong" in told(pilot)
            assert isinstance(pilot.app.screen, FailingScreen)
        assert "RuntimeError" in (desk.state / "errors.log").read_text("utf-8")

    run(test)


@pytest.mark.parametrize("turns", [0, 1, 3])
@pytest.mark.parametrize("is_key", [True, False])
def test_a_dialog_is_left_by_a_key_that_comes_before_it_is_drawn(
    tmp_path: Path, turns: int, is_key: bool
) -> None:
    async def test() -> None:
        beneath, dialog = DraftsScreen(), LineScreen("What?", check=lambda line: line)
        async with Desk(tmp_path).open(beneath) as pilot:
            pilot.app.push_screen(dialog)
            for _ in range(turns):
                await asyncio.sleep(0)
            if is_key:
                pilot.app.post_message(Key("escape", None))
            else:
                for _ in range(2):
                    dialog.dismiss(None)
            await settle(pilot)
            assert pilot.app.screen is beneath

    run(test)


class AskingScreen(ModalScreen[None]):
    """Asks one thing after the other, as the screens of a round do."""

    def __init__(self) -> None:
        super().__init__()
        self.writing = asyncio.Lock()

    @work(group="flow")
    async def ask(self) -> None:
        async with self.writing:
            await self.app.push_screen_wait(ConfirmScreen("Delete it?"))

    @work(group="flow")
    async def leave(self) -> None:
        async with self.writing:
            await asyncio.sleep(0)
            self.dismiss(None)


def test_what_waits_for_its_turn_asks_nothing_on_a_screen_that_is_left(tmp_path: Path) -> None:
    async def test() -> None:
        beneath, asking = DraftsScreen(), AskingScreen()
        async with Desk(tmp_path).open(beneath) as pilot:
            await pilot.app.push_screen(asking)
            await settle(pilot)
            asking.leave()
            for _ in range(2):
                asking.ask()
            await settle(pilot)
            assert pilot.app.screen is beneath
            await pilot.press("f1")
            assert pilot.app.screen is not beneath

    run(test)
