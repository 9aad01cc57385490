"""The form of a draft: what is typed there stays there, and a day that is none is never lost."""

from dataclasses import replace
from pathlib import Path

import pytest
from desk import NARROW, WIDE, Desk, run, saved, seen, settle, write
from textual.widgets import Select

from policytui.corpus.model import Nation
from policytui.drafts.model import Capacity, Contact, Draft, Submitter
from policytui.drafts.toml import read_draft
from policytui.tui.days import day_problem
from policytui.tui.screens import writing
from policytui.tui.screens.choice import ChoiceScreen
from policytui.tui.screens.draft import DraftScreen, screen_for
from policytui.tui.screens.help import HelpScreen
from policytui.tui.submitter import remember_submitter, submitter_from
from policytui.tui.widgets.details_form import DetailsForm
from policytui.tui.widgets.prose_area import LineInput, ProseArea
from policytui.workspace.settings import Settings


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    monkeypatch.setattr(writing, "SAVE_AFTER", 0.4)
    monkeypatch.setattr(writing, "LOOK_AFTER", 0.01)
    return Desk(tmp_path)


def complete(desk: Desk) -> Draft:
    return replace(desk.amendment("Changed.", mover="Ann"), reason="It is better.")


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", ""),
        ("14 March 2026", ""),
        ("29 February 2024", ""),
        ("31 February 2026", "There is no 31 February."),
        ("31st feb 2026", "There is no 31 February."),
        ("2026-02-31", "There is no 31 February."),
        ("31/4/2026", "There is no 31 April."),
        ("0 May 2026", "There is no 0 May."),
        ("29 February 2025", "There is no 29 February in 2025."),
        ("soon", "“soon” is not understood as a day. Write the day as 14 March 2026 or"),
        ("14 March", "“14 March” is not understood as a day."),
        ("3/14/2026", "“3/14/2026” is not understood as a day."),
    ],
)
def test_what_is_wrong_with_a_day_is_said(text: str, problem: str) -> None:
    assert day_problem(text).startswith(problem)
    assert bool(day_problem(text)) == bool(problem)


def test_a_day_that_is_none_stays_and_keeps_the_draft_from_being_submitted(desk: Desk) -> None:
    async def test() -> None:
        screen = DraftScreen(complete(desk), None)
        async with desk.open(screen) as pilot:
            assert "ready to submit" in seen(pilot)
            await pilot.press("f2")
            day = screen.query_one("#agreed-on", LineInput)
            day.value = "31 February 2026"
            await saved(pilot)
            assert "There is no 31 February." in seen(pilot)
            assert "the day is not understood" in seen(pilot).split("\n")[0]
            await pilot.press("escape", "ctrl+g")
            await settle(pilot)
            assert isinstance(pilot.app.screen, ChoiceScreen)
            assert "There is no 31 February." in seen(pilot)
            await pilot.press("enter")
            await settle(pilot)
            assert pilot.app.focused is day
            assert day.value == "31 February 2026"
            day.value = "28 February 2026"
            await settle(pilot)
            assert "ready to submit" in seen(pilot)

    run(test)


def test_leaving_warns_of_a_day_that_is_none(desk: Desk) -> None:
    async def test() -> None:
        screen = DraftScreen(complete(desk), None)
        async with desk.open(screen) as pilot:
            await screen.query_one(DetailsForm).lay_out()
            screen.query_one("#agreed-on", LineInput).value = "soon"
            await settle(pilot)
            await pilot.press("escape")
            await settle(pilot)
            assert "The day of agreement is not understood" in seen(pilot)
            await pilot.press("enter")
            await settle(pilot)
            assert pilot.app.focused is screen.query_one("#agreed-on")
            await pilot.press("escape", "escape")
            await settle(pilot)
            await pilot.press("down", "enter")
            await settle(pilot)
            assert pilot.app.screen is not screen

    run(test)


def test_going_on_with_a_copy_keeps_the_day_that_is_none(desk: Desk) -> None:
    async def test() -> None:
        screen = DraftScreen(complete(desk), None)
        async with desk.open(screen) as pilot:
            await screen.query_one(DetailsForm).lay_out()
            screen.query_one("#agreed-on", LineInput).value = "soon"
            await settle(pilot)
            await pilot.press("f4")
            await settle(pilot)
            assert screen.query_one("#agreed-on", LineInput).value == "soon"
            assert "the day is not understood" in seen(pilot)

    run(test)


@pytest.mark.parametrize("size", [NARROW, WIDE])
def test_what_is_typed_after_f2_lands_in_the_form(desk: Desk, size: tuple[int, int]) -> None:
    async def test() -> None:
        draft = desk.amendment("As it is.")
        screen = DraftScreen(draft, None)
        async with desk.open(screen, size) as pilot:
            await pilot.press("f2", "B", "f2", "e", "tab", "A", "f2", "n")
            assert screen.query_one("#reason", ProseArea).text == "Be"
            assert screen.query_one("#mover", LineInput).value == "An"
            assert screen.query_one("#text", ProseArea).text == "As it is."
            await pilot.press("escape", "X")
            assert screen.query_one("#text", ProseArea).text == "XAs it is."

    run(test)


def test_keys_that_come_in_one_burst_with_f2_land_in_the_form(desk: Desk) -> None:
    async def test() -> None:
        from textual.events import Key

        screen = DraftScreen(desk.amendment("As it is."), None)
        async with desk.open(screen) as pilot:
            pilot.app.post_message(Key("f2", None))
            await write(pilot, "Because")
            await settle(pilot)
            assert screen.query_one("#reason", ProseArea).text == "Because"
            assert screen.query_one("#text", ProseArea).text == "As it is."

    run(test)


def test_a_redrafter_can_be_named(desk: Desk) -> None:
    async def test() -> None:
        screen = DraftScreen(desk.amendment(), None)
        async with desk.open(screen) as pilot:
            await screen.focus_field("submitter.redrafter")
            await write(pilot, "R. Writer")
            await settle(pilot)
            assert screen.editing.compose().submitter.redrafter == "R. Writer"

    run(test)


def test_after_help_the_field_is_the_same(desk: Desk) -> None:
    async def test() -> None:
        screen = DraftScreen(desk.amendment(), None)
        async with desk.open(screen) as pilot:
            await pilot.press("f2", "tab", "tab", "f1")
            await settle(pilot)
            assert isinstance(pilot.app.screen, HelpScreen)
            await pilot.press("escape")
            await settle(pilot)
            assert pilot.app.focused is screen.query_one("#seconders")
            await pilot.press("escape", "f2")
            await settle(pilot)
            assert pilot.app.focused is screen.query_one("#seconders")

    run(test)


def test_the_nation_is_missing_only_where_questions_depend_on_it(desk: Desk) -> None:
    async def test() -> None:
        async with desk.open(DraftScreen(complete(desk), None)) as pilot:
            assert "ready to submit" in seen(pilot)
            assert "missing" not in seen(pilot)
        async with desk.open(screen_for(desk.response(None), None)) as pilot:
            assert "Nation missing" in seen(pilot)

    run(test)


def test_an_organisation_that_is_missing_is_named_in_the_bar(desk: Desk) -> None:
    async def test() -> None:
        draft = desk.amendment("Changed.", mover="Ann", capacity=Capacity.SOCIETY)
        async with desk.open(DraftScreen(replace(draft, reason="Why."), None)) as pilot:
            assert "1 still missing" in seen(pilot)
            assert "For Society › name missing" in seen(pilot)

    run(test)


def test_nobody_moves_an_answer(desk: Desk) -> None:
    async def test() -> None:
        async with desk.open(screen_for(desk.response(Nation.WALES), None)) as pilot:
            await pilot.press("f2")
            await settle(pilot)
            assert "Your name" in seen(pilot)
            assert "Mover" not in seen(pilot)
            await pilot.press("ctrl+g")
            await settle(pilot)
            assert "Your name is missing" in seen(pilot)

    run(test)


def test_the_form_says_who_sees_how_to_reach_you(desk: Desk) -> None:
    async def test() -> None:
        async with desk.open(DraftScreen(desk.amendment(), None)) as pilot:
            await pilot.press("f2")
            await settle(pilot)
            assert "In the file you send, for staff; never printed in a report." in seen(pilot)

    run(test)


def test_the_next_draft_begins_with_who_moved_the_last(desk: Desk) -> None:
    async def test() -> None:
        draft = replace(desk.amendment(), contact=Contact(email="ann@example.org"))
        screen = DraftScreen(draft, None)
        async with desk.open(screen) as pilot:
            await pilot.press("f2")
            screen.query_one("#mover", LineInput).value = "Ann Shaw"
            screen.query_one("#capacity", Select).value = Capacity.LOCAL_PARTY
            screen.query_one("#organisation", LineInput).value = "Leeds"
            screen.query_one("#nation", Select).value = Nation.WALES
            screen.query_one("#region", LineInput).value = " Mid  [red]Wales"
            await saved(pilot)
        assert read_draft(desk.drafts / desk.files()[0]).contact.email == "ann@example.org"
        assert "example.org" not in (desk.state / "state.toml").read_text("utf-8")

    run(test)
    state = Desk(desk.state.parent).workspace.state
    last = Submitter("Ann Shaw", (), Capacity.LOCAL_PARTY, "Leeds", None, Nation.WALES)
    last = replace(last, region="Mid [red]Wales")
    assert submitter_from(Settings(), state) == last
    assert submitter_from(Settings(region="Fife"), state).region == "Fife"
    assert submitter_from(Settings(mover="Bo"), state) == replace(last, mover="Bo")
    alone = submitter_from(Settings(capacity="individual"), state)
    assert (alone.capacity, alone.organisation) == (Capacity.INDIVIDUAL, "")


def test_a_form_that_nobody_filled_in_is_not_remembered(desk: Desk) -> None:
    state = desk.workspace.state
    remember_submitter(state, Submitter("Ann", (), Capacity.GROUP, "Shed"))
    remember_submitter(state, Submitter())
    assert submitter_from(Settings(), state) == Submitter("Ann", (), Capacity.GROUP, "Shed")
    state.set("last_capacity", "no such thing")
    assert submitter_from(Settings(), state).capacity is Capacity.INDIVIDUAL
