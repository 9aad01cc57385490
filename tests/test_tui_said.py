"""We already say this, beside what is being written; signs in the margin of the text."""

import threading
import time
from pathlib import Path
from typing import Any

import pytest
from desk import NARROW, TARGET, WIDE, Desk, run, seen, settle, told, write
from textual.events import Key
from tui_support import until

from policytui.drafts.begin import begin_new_position, revise
from policytui.drafts.model import Draft, DraftKind, Submitter
from policytui.drafts.toml import read_draft
from policytui.tui.access import undoable_in
from policytui.tui.said import amendment_of, sides_of
from policytui.tui.screens import saying, writing
from policytui.tui.screens.compare import CompareScreen
from policytui.tui.screens.draft import DraftScreen
from policytui.tui.widgets.prose_area import ProseArea
from policytui.tui.widgets.said_list import SaidPane

SHOPS = "A shop that stands empty for a year should be offered to the people of the town."
SIZES = pytest.mark.parametrize("size", [NARROW, WIDE])


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    monkeypatch.setattr(writing, "LOOK_AFTER", 0.01)
    monkeypatch.setattr(saying, "SAID_AFTER", 0.01)
    return Desk(tmp_path)


def position(text: str) -> Draft:
    return revise(begin_new_position("Ours", Submitter(mover="A. Member")), text=text)


async def said(pilot: Any, count: int) -> None:
    pane = pilot.app.screen.query_one(SaidPane)
    await until(pilot, lambda: len(pane.said) == count)


def test_positions_come_and_go_as_one_types_and_never_for_no_text(desk: Desk):
    async def test() -> None:
        screen = DraftScreen(position(""), None)
        async with desk.open(screen, WIDE) as pilot:
            await settle(pilot, 0.1)
            assert "What we say already" not in seen(pilot)
            await write(pilot, SHOPS)
            await said(pilot, 1)
            for part in ("What we say already (1)", "= restates Empty shops", "100 % · A shop"):
                assert part in seen(pilot)
            screen.query_one("#text", ProseArea).rewrite("")
            await said(pilot, 0)
            assert "What we say already" not in seen(pilot)
            await pilot.press("ctrl+r")
            assert "No position says this already" in told(pilot)

    run(test)


@SIZES
def test_one_key_compares_and_one_makes_it_an_amendment_with_every_word(
    desk: Desk, size: tuple[int, int]
):
    mine = f"{SHOPS} Tell the town."
    draft = position(mine)

    async def test() -> None:
        async with desk.open(DraftScreen(draft, None), size) as pilot:
            await said(pilot, 1)
            await pilot.press("ctrl+r", "enter")
            await settle(pilot, 0.1)
            assert isinstance(pilot.app.screen, CompareScreen)
            assert "Empty shops  2016  ⇄  Ours" in seen(pilot) or "⇄" in seen(pilot)
            await pilot.press("escape", "a")
            await settle(pilot)
            assert "where do your words go?" in seen(pilot)
            await pilot.press("enter")
            await until(pilot, lambda: "Amend › Empty shops" in seen(pilot))
            amended = read_draft(desk.drafts / f"{draft.id}.toml")
            assert (amended.kind, amended.text) == (DraftKind.AMENDMENT, mine)
            assert amended.base is not None
            assert amended.base.position == TARGET
            assert "“Ours”" in amended.history[-1].what
            await settle(pilot, 0.1)
            assert "What we say already" not in seen(pilot)  # its own target is left out
            ((_, bring_back),) = undoable_in(pilot.app)
            bring_back()
            before = read_draft(desk.drafts / f"{draft.id}.toml")
            assert (before.kind, before.title, before.text) == (draft.kind, "Ours", mine)

    run(test)


def test_keys_pressed_while_it_becomes_an_amendment_are_neither_lost_nor_in_its_way(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
):
    draft = position(SHOPS)
    stamp = desk.workspace.drafts.save(draft, None).stamp
    save = desk.workspace.drafts.save
    may_go_on = threading.Event()

    def save_slowly(*arguments: Any) -> Any:
        may_go_on.wait(5)
        time.sleep(0.05)
        return save(*arguments)

    async def test() -> None:
        screen = DraftScreen(draft, stamp)
        async with desk.open(screen, NARROW) as pilot:
            await pilot.press("f2")  # the form of a position asks for a title
            await said(pilot, 1)
            screen.close_form()
            screen.action_already_said()
            await pilot.press("a")
            screen.typed({"reason": "It is time."})
            monkeypatch.setattr(desk.workspace.drafts, "save", save_slowly)
            pilot.app.post_message(Key("enter", None))
            await until(pilot, lambda: pilot.app.screen is screen and screen.writing.locked())
            for key in (*"LATE", "ctrl+s"):
                pilot.app.post_message(Key(key, key if len(key) == 1 else None))
            await until(pilot, lambda: screen.outside_text().startswith("LATE"))
            may_go_on.set()
            await until(pilot, lambda: "Amend › Empty shops" in seen(pilot))
            pilot.app.post_message(Key("ctrl+s", None))
            await write(pilot, "Z")
            await until(pilot, lambda: not screen.writing.locked())
            await screen.save_now().wait()
            amended = read_draft(desk.drafts / f"{draft.id}.toml")
            assert amended.kind is DraftKind.AMENDMENT
            assert sorted(amended.text) == sorted(f"LATEZ{SHOPS}")
            assert amended.reason == "It is time."
            assert not screen.editing.conflict
            assert not screen.query("#title")
            ((_, bring_back),) = undoable_in(pilot.app)
            bring_back()
            texts = {
                each.draft.kind: each.draft.text for each in desk.workspace.drafts.list().drafts
            }
            assert texts[DraftKind.NEW_POSITION] == f"LATE{SHOPS}"
            assert texts[DraftKind.AMENDMENT] == amended.text

    run(test)


@SIZES
@pytest.mark.parametrize(
    "keys", [["ctrl+r", "ctrl+r"], ["ctrl+r", "enter", "escape", "ctrl+r"], ["ctrl+r", "escape"]]
)
def test_what_is_typed_after_the_positions_lands_in_the_text(
    desk: Desk, size: tuple[int, int], keys: list[str]
):
    async def test() -> None:
        screen = DraftScreen(position(SHOPS), None)
        async with desk.open(screen, size) as pilot:
            await said(pilot, 1)
            for key in keys:
                await pilot.press(key)
                await settle(pilot, 0.1)
            await pilot.press(*"Now ")
            assert screen.query_one("#text", ProseArea).text == f"Now {SHOPS}"

    run(test)


def test_of_what_seems_to_oppose_only_the_two_sentences_are_compared(desk: Desk):
    theirs = "We will build 20,000 co-operative homes a year by 2030."
    mine = theirs.replace("20,000", "15,000")
    draft = position(f"Homes are dear. {mine}")

    (found,) = saying.Listener(desk.workspace).find_said(draft)

    assert sides_of(found, draft, draft.text)[1:4:2] == (theirs, mine)


def test_an_amendment_of_another_position_stays_as_it_is(desk: Desk):
    catalogue = desk.workspace.catalogue
    draft = desk.amendment(f"{SHOPS} We will build 20,000 co-operative homes a year by 2030.")
    found = saying.Listener(desk.workspace).find_said(draft)
    homes = next(each for each in found if each.position.id == "platform/homes-we-share")
    assert TARGET not in [each.position.id for each in found]

    amended = amendment_of(homes, draft, is_added=True, taken=frozenset({draft.id}))

    assert amended.id != draft.id
    assert amended.text == f"{catalogue.position('platform/homes-we-share').text}\n\n{draft.text}"
    assert amended.submitter == draft.submitter


def test_lines_with_findings_have_a_sign_and_the_line_below_says_what(desk: Desk):
    draft = desk.amendment(f"Look here.\n\n{SHOPS.replace('should', 'may')}", mover="A. Member")

    async def test() -> None:
        async with desk.open(DraftScreen(draft, None), NARROW) as pilot:
            await settle(pilot, 0.1)
            assert [line[:8] for line in seen(pilot).split("\n")[3:6]] == [
                "  Look h",
                "",
                "! A shop",
            ]
            assert "F2 Reason" in seen(pilot).split("\n")[-2]
            await pilot.press("down", "down")
            await settle(pilot)
            assert "! This binds more or less" in seen(pilot).split("\n")[-2]
            await pilot.press("up")
            await settle(pilot)
            assert "F2 Reason" in seen(pilot).split("\n")[-2]

    run(test)
