"""Carrying a draft over in the app: told, looked at, settled, accepted, taken back."""

import threading
import time
from pathlib import Path
from typing import Any

import pytest
from corpora import HOSTILE, PLATFORM
from desk import NARROW, WIDE, Desk, run, seen, settle, told, write
from textual.events import Key
from textual.pilot import Pilot
from tui_support import until

from policytui.compare.merge import Conflict
from policytui.drafts.begin import begin_campaign_idea
from policytui.drafts.model import Draft, Submitter
from policytui.drafts.submission import seal
from policytui.tui.access import undoable_in
from policytui.tui.carrying import both_of, find_today, own_words
from policytui.tui.screens import draft as draft_screen
from policytui.tui.screens import writing
from policytui.tui.screens.carry import CarryScreen
from policytui.tui.screens.draft import DraftScreen
from policytui.tui.screens.drafts import DraftsScreen
from policytui.tui.widgets.prose_area import ProseArea

TEXT = "A shop that stands empty for a year should be offered to the people of the town."
MINE = TEXT.replace("a year", "six months")
SIZES = pytest.mark.parametrize("size", [NARROW, WIDE])


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    monkeypatch.setattr(writing, "SAVE_AFTER", 0.4)
    monkeypatch.setattr(writing, "LOOK_AFTER", 0.01)
    return Desk(tmp_path)


def begun(desk: Desk, text: str = MINE) -> tuple[Draft, str]:
    """A saved amendment to the position as it was."""
    saved = desk.workspace.drafts.save(desk.amendment(text), None)
    return saved.draft, saved.stamp


def becomes(desk: Desk, text: str, title: str = "Empty shops {#empty-shops}") -> None:
    """The party writes a new edition."""
    changed = PLATFORM.replace(TEXT, text).replace("Empty shops {#empty-shops}", title)
    changed = changed.replace('edition = "2016"', 'edition = "2025"')
    (desk.workspace.places.corpus.path / "platform.md").write_text(changed, "utf-8")
    desk.workspace.catalogue.refresh()


async def carry(pilot: Pilot[int]) -> CarryScreen:
    """Press F5 and wait for the screen."""
    await settle(pilot)
    await pilot.press("f5")
    await settle(pilot)
    assert isinstance(pilot.app.screen, CarryScreen), seen(pilot)
    return pilot.app.screen


CLEAN = TEXT.replace("the people of the town", "a co-operative")
CLASH = TEXT.replace("a year", "two years")


@SIZES
def test_a_clean_change_is_shown_and_taken_with_enter(desk: Desk, size: tuple[int, int]) -> None:
    async def test() -> None:
        draft, stamp = begun(desk)
        becomes(desk, CLEAN)
        screen = DraftScreen(draft, stamp)
        async with desk.open(screen, size) as pilot:
            await settle(pilot)
            assert "F5 carries your change over" in seen(pilot)
            await carry(pilot)
            assert "−a year−" in seen(pilot)
            assert "+six months+" in seen(pilot)
            assert "co-operative" in seen(pilot)
            assert "change 1 of 1 · text of today ⇄ carried over" in seen(pilot)
            assert "esc back" in seen(pilot)
            await pilot.press("v")
            await settle(pilot)
            assert "when you began ⇄ today" in seen(pilot)
            await pilot.press("v", "v", "enter")
            await settle(pilot, 0.2)
            saved = desk.workspace.drafts.load(draft.id).draft
            assert saved.text == CLEAN.replace("a year", "six months")
            assert saved.base
            assert saved.base.text == CLEAN
            assert saved.history[-1].what == "carried over to edition 2025"
            assert "Carried over to edition 2025" in told(pilot)
            assert screen.outside_text() == saved.text
            assert "F5 carries" not in seen(pilot).split("\n")[1]

    run(test)


@SIZES
def test_esc_leaves_the_draft_as_it_was(desk: Desk, size: tuple[int, int]) -> None:
    async def test() -> None:
        draft, stamp = begun(desk)
        becomes(desk, CLEAN)
        async with desk.open(DraftScreen(draft, stamp), size) as pilot:
            await carry(pilot)
            await pilot.press("escape")
            await settle(pilot)
            assert isinstance(pilot.app.screen, DraftScreen)
        assert desk.workspace.drafts.load(draft.id).draft == draft

    run(test)


def test_the_list_of_drafts_takes_it_back(desk: Desk) -> None:
    async def test() -> None:
        draft, _ = begun(desk)
        becomes(desk, CLEAN)
        async with desk.open(DraftsScreen()) as pilot:
            await pilot.press("enter")
            await carry(pilot)
            await pilot.press("enter")
            await settle(pilot, 0.2)
            await pilot.press("escape")
            await settle(pilot, 0.2)
            assert desk.workspace.drafts.load(draft.id).draft != draft
            await pilot.press("u")
            await settle(pilot)
            assert desk.workspace.drafts.load(draft.id).draft == draft
            assert "as it was before it was carried over" in seen(pilot)

    run(test)


def test_taking_it_back_keeps_what_was_written_since_as_well(desk: Desk) -> None:
    async def test() -> None:
        begun(desk)
        becomes(desk, CLEAN)
        async with desk.open(DraftsScreen()) as pilot:
            await pilot.press("enter")
            await carry(pilot)
            await pilot.press("enter")
            await settle(pilot, 0.2)
            await pilot.press("X", "escape")
            await settle(pilot, 0.2)
            await pilot.press("u")
            await settle(pilot)
        texts = {saved.draft.text for saved in desk.workspace.drafts.list().drafts}
        assert texts == {MINE, "X" + CLEAN.replace("a year", "six months")}

    run(test)


def test_what_is_typed_while_it_is_looked_up_is_carried_over_too(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writing, "SAVE_AFTER", 0.1)
    may_go_on = threading.Event()

    def wait_and_find(*arguments: Any) -> Any:
        may_go_on.wait(5)
        return find_today(*arguments)

    async def test() -> None:
        draft, stamp = begun(desk)
        becomes(desk, CLEAN)
        async with desk.open(DraftScreen(draft, stamp)) as pilot:
            monkeypatch.setattr(draft_screen, "find_today", wait_and_find)
            await pilot.press("f5")
            await write(pilot, "Now: ")
            await settle(pilot, writing.SAVE_AFTER)  # neither the journal nor the file hides it
            may_go_on.set()
            await until(pilot, lambda: isinstance(pilot.app.screen, CarryScreen))
            await pilot.press("enter")
            await settle(pilot, 0.2)
            text = desk.workspace.drafts.load(draft.id).draft.text
            assert text == "Now: " + CLEAN.replace("a year", "six months")
            ((_, bring_back),) = undoable_in(pilot.app)
            bring_back()
            assert desk.workspace.drafts.load(draft.id).draft.text == "Now: " + MINE

    run(test)


def test_keys_pressed_while_it_is_saved_change_the_text_carried_over(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def test() -> None:
        draft, stamp = begun(desk)
        becomes(desk, CLEAN)
        async with desk.open(DraftScreen(draft, stamp)) as pilot:
            await carry(pilot)
            save = desk.workspace.drafts.save

            def save_slowly(*arguments: Any) -> Any:
                time.sleep(0.1)
                return save(*arguments)

            monkeypatch.setattr(desk.workspace.drafts, "save", save_slowly)
            pilot.app.post_message(Key("enter", None))
            await until(pilot, lambda: isinstance(pilot.app.screen, DraftScreen))
            pilot.app.post_message(Key("ctrl+s", None))
            await write(pilot, "Z")
            await settle(pilot, writing.SAVE_AFTER + 0.3)
            saved = desk.workspace.drafts.load(draft.id).draft
            assert saved.text == "Z" + CLEAN.replace("a year", "six months")
            assert saved.base
            assert saved.base.text == CLEAN
            assert len(undoable_in(pilot.app)) == 1

    run(test)


@SIZES
@pytest.mark.parametrize(
    ("key", "words"), [("m", "six months"), ("t", "two years"), ("b", "two years six months")]
)
def test_a_conflict_is_settled_by_a_person(
    desk: Desk, size: tuple[int, int], key: str, words: str
) -> None:
    async def test() -> None:
        draft, stamp = begun(desk)
        becomes(desk, CLASH)
        async with desk.open(DraftScreen(draft, stamp), size) as pilot:
            await carry(pilot)
            shown = seen(pilot)
            assert "conflict 1 of 1 · 0 settled" in shown
            for part in ("When you began", "m  Yours", "t  The text of today", "two years"):
                assert part in shown
            await pilot.press("enter")
            await settle(pilot)
            assert isinstance(pilot.app.screen, CarryScreen)
            assert "Not yet" in told(pilot)
            await pilot.press(key)
            await settle(pilot)
            assert "All is settled" in seen(pilot)
            await pilot.press("enter")
            await settle(pilot, 0.2)
            saved = desk.workspace.drafts.load(draft.id).draft
            assert saved.text == TEXT.replace("a year", words)
            assert "1 conflict settled by hand" in saved.history[-1].what

    run(test)


def test_a_conflict_is_settled_in_other_words(desk: Desk) -> None:
    async def test() -> None:
        draft, stamp = begun(desk)
        becomes(desk, CLASH)
        async with desk.open(DraftScreen(draft, stamp)) as pilot:
            await carry(pilot)
            await pilot.press("e")
            await settle(pilot)
            pilot.app.screen.query_one(ProseArea).rewrite("soon")
            await pilot.press("ctrl+s")
            await settle(pilot)
            await pilot.press("enter")
            await settle(pilot, 0.2)
            saved = desk.workspace.drafts.load(draft.id).draft
            assert "soon should be offered" in saved.text
            assert "year" not in saved.text

    run(test)


def test_each_conflict_is_shown_in_turn_and_can_be_gone_back_to(desk: Desk) -> None:
    async def test() -> None:
        draft, stamp = begun(desk, MINE.replace("of the town", "who live there"))
        becomes(desk, CLASH.replace("of the town", "of the quarter"))
        async with desk.open(DraftScreen(draft, stamp)) as pilot:
            await carry(pilot)
            assert "conflict 1 of 2 · 0 settled" in seen(pilot)
            await pilot.press("m")
            await settle(pilot)
            assert "conflict 2 of 2 · 1 settled" in seen(pilot)
            await pilot.press("N")
            await settle(pilot)
            assert "Settled: your words" in seen(pilot)
            await pilot.press("n", "t")
            await settle(pilot)
            assert "All is settled" in seen(pilot)
            await pilot.press("N")
            await settle(pilot)
            assert "2 settled" in seen(pilot)
            await pilot.press("t", "enter")
            await settle(pilot, 0.2)
            text = desk.workspace.drafts.load(draft.id).draft.text
            assert ("six months" in text) != ("who live there" in text)

    run(test)


@SIZES
def test_a_position_under_another_name_is_proposed_not_assumed(
    desk: Desk, size: tuple[int, int]
) -> None:
    async def test() -> None:
        draft, stamp = begun(desk)
        becomes(desk, TEXT, "Unused shops {#unused-shops}")
        async with desk.open(DraftScreen(draft, stamp), size) as pilot:
            await settle(pilot)
            assert "its words were found" in seen(pilot)
            await carry(pilot)
            assert "Unused shops" in seen(pilot)
            assert "found word for word" in seen(pilot)
            await pilot.press("enter")
            await settle(pilot)
            assert "+six months+" in seen(pilot)
            await pilot.press("escape")
            await settle(pilot)
            assert "found word for word" in seen(pilot)
            await pilot.press("enter")
            await settle(pilot)
            await pilot.press("enter")
            await settle(pilot, 0.2)
            saved = desk.workspace.drafts.load(draft.id).draft
            assert saved.base
            assert saved.base.position == "platform/unused-shops"

    run(test)


@SIZES
def test_a_position_that_is_gone_with_its_words_is_told(desk: Desk, size: tuple[int, int]) -> None:
    async def test() -> None:
        draft, stamp = begun(desk)
        becomes(desk, "Trams run all night.", "Trams {#trams}")
        async with desk.open(DraftScreen(draft, stamp), size) as pilot:
            await carry(pilot)
            assert "The draft stays as it is" in seen(pilot)
            assert "The position as it was" in seen(pilot)
            await pilot.press("enter", "m", "v", "n", "N")
            await settle(pilot)
            assert isinstance(pilot.app.screen, CarryScreen)
        assert desk.workspace.drafts.load(draft.id).draft == draft

    run(test)


@SIZES
def test_a_position_that_says_it_already_is_told(desk: Desk, size: tuple[int, int]) -> None:
    async def test() -> None:
        draft, stamp = begun(desk)
        becomes(desk, MINE)
        async with desk.open(DraftScreen(draft, stamp), size) as pilot:
            await carry(pilot)
            assert "says already what you propose" in " ".join(seen(pilot).split())
            assert "+six months+" in seen(pilot)
            await pilot.press("v", "enter", "m")
            await settle(pilot)
            assert isinstance(pilot.app.screen, CarryScreen)
        assert desk.workspace.drafts.load(draft.id).draft == draft

    run(test)


def test_nothing_is_carried_where_nothing_changed(desk: Desk) -> None:
    async def test() -> None:
        draft, stamp = begun(desk)
        async with desk.open(DraftScreen(draft, stamp)) as pilot:
            await pilot.press("f5")
            await settle(pilot)
            assert "nothing to carry over" in told(pilot)
        idea = begin_campaign_idea("An idea", Submitter())
        async with desk.open(DraftScreen(idea, None)) as pilot:
            await pilot.press("f5")
            await settle(pilot)
            assert "changes no position" in told(pilot)
        sealed = desk.workspace.drafts.save(seal(draft), stamp)
        becomes(desk, CLEAN)
        assert find_today(desk.workspace, sealed.draft) is None

    run(test)


@SIZES
def test_hostile_text_on_both_sides_is_shown_literally(desk: Desk, size: tuple[int, int]) -> None:
    async def test() -> None:
        draft, stamp = begun(desk, TEXT.replace("a year", HOSTILE))
        becomes(desk, TEXT.replace("a year", "[/y] [@click=app.quit]stay[/]"))
        async with desk.open(DraftScreen(draft, stamp), size) as pilot:
            await carry(pilot)
            shown = seen(pilot)
            assert "[@click=app.quit]go[/]" in shown
            assert "[@click=app.quit]stay[/]" in shown
            assert "\x1b" not in shown
            await pilot.press("b")
            await settle(pilot)
            assert "\x1b" not in seen(pilot)

    run(test)


@pytest.mark.parametrize(
    ("mine", "theirs", "both"),
    [
        ("six", "two", "two six"),
        ("six ", "two ", "two six "),
        ("", "two", "two"),
        ("six", "", "six"),
        ("One.\n\nTwo.", "Three.", "Three.\n\nOne.\n\nTwo."),
    ],
)
def test_both_are_put_behind_each_other(mine: str, theirs: str, both: str) -> None:
    assert both_of(Conflict("base", mine, theirs)) == both


def test_own_words_keep_the_space_that_both_sides_have() -> None:
    assert own_words(Conflict("a ", " six ", " two "), "soon\n") == " soon "
    assert own_words(Conflict("a", "six", "two"), "  ") == ""
