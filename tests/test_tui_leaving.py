"""Leaving a dialog takes away that one and no other, however fast the key is pressed."""

from collections.abc import Callable
from pathlib import Path

import pytest
from desk import BareApp, Desk, run, settle
from textual.events import Key
from textual.screen import Screen

from policytui.tui.screens.choice import Choice, ChoiceScreen
from policytui.tui.screens.confirm import ConfirmScreen
from policytui.tui.screens.drafts import DraftsScreen
from policytui.tui.screens.import_line import LineScreen


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
