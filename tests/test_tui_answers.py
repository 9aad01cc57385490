"""Answers from a file in the app: found, looked through, put right, made a response."""

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from desk import NARROW, WIDE, Desk, run, seen, settle, told, write
from textual.events import Key
from textual.pilot import Pilot
from textual.widgets import OptionList, Select
from tui_support import until

from policytui.corpus.model import Nation
from policytui.drafts.begin import revise
from policytui.drafts.model import Capacity, Draft
from policytui.drafts.toml import read_draft
from policytui.tui.paths_typed import path_from
from policytui.tui.screens import writing
from policytui.tui.screens.answers_file import AnswersFileScreen
from policytui.tui.screens.begin import BeginScreen
from policytui.tui.screens.collate import CollateScreen
from policytui.tui.screens.drafts import DraftsScreen
from policytui.tui.screens.import_split import SplitScreen
from policytui.tui.screens.pick import PickScreen
from policytui.tui.screens.response import ResponseScreen
from policytui.tui.widgets.details_form import DetailsForm
from policytui.tui.widgets.prose_area import LineInput, ProseArea

SIZES = pytest.mark.parametrize("size", [NARROW, WIDE])
TEXT = """\
Hill Society, agreed on 3 May 2021

What of our care policy should stay as it is?

The right to own.

What can all of us learn from Wales?

Duties on councils.

Other comments

There was little time.
"""


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    monkeypatch.setattr(writing, "SAVE_AFTER", 0.1)
    return Desk(tmp_path)


@asynccontextmanager
async def collating(
    desk: Desk, text: str = TEXT, size: tuple[int, int] = WIDE
) -> AsyncIterator[tuple[Pilot[Any], CollateScreen, list[Draft | None]]]:
    path = desk.state.parent / "answers.txt"
    path.write_text(text, "utf-8")
    screen = CollateScreen(path, desk.workspace.catalogue.document("consultation-2021"))
    given: list[Draft | None] = []
    async with desk.open(DraftsScreen(), size) as pilot:
        pilot.app.push_screen(screen, given.append)
        await until(pilot, lambda: screen.collating is not None or bool(given))
        await settle(pilot)
        yield pilot, screen, given


@SIZES
def test_each_question_stands_with_its_answer_and_how_it_was_told(
    desk: Desk, size: tuple[int, int]
) -> None:
    async def test() -> None:
        async with collating(desk, size=size) as (pilot, _, _):
            for part in (
                "answers.txt  answers  Consultation 2021",
                "2 of 2 questions answered",
                "3 fit no question",
                "What should stay",
                "the same words",
                "Fits no question (3)",
                "Hill Society, agreed on 3 May 2021",
                "There was little time.",
            ):
                assert part in seen(pilot)

    run(test)


def test_enter_reads_the_whole_answer_with_what_the_file_says_above_it(desk: Desk) -> None:
    async def test() -> None:
        async with collating(desk, size=NARROW) as (pilot, screen, _):
            await pilot.press("j", "enter")
            await settle(pilot)
            assert "The file says: “What can all of us learn from Wales?”" in seen(pilot)
            assert "Duties on councils." in seen(pilot)
            await pilot.press("escape")
            assert pilot.app.screen is screen

    run(test)


def test_what_is_under_the_bar_is_taken_out_moved_and_both_are_undone(desk: Desk) -> None:
    async def test() -> None:
        async with collating(desk) as (pilot, screen, _):
            await pilot.press("x")
            await settle(pilot)
            assert "1 of 2 questions answered" in seen(pilot)
            assert "Fits no question (4)" in seen(pilot)
            await pilot.press("u", "m")
            await until(pilot, lambda: isinstance(pilot.app.screen, PickScreen))
            await pilot.press("down", "enter")
            await until(pilot, lambda: pilot.app.screen is screen)
            await settle(pilot)
            assert screen.collating is not None
            found = screen.collating.found
            assert [each.text for each in found.answers_to("consultation-2021/question-2")] == [
                "The right to own.",
                "Duties on councils.",
            ]
            await pilot.press("u", "u")
            await settle(pilot)
            assert "2 of 2 questions answered" in seen(pilot)
            assert "There is nothing to undo." in told(pilot)
            await pilot.press("G", "x", "m")
            await until(pilot, lambda: isinstance(pilot.app.screen, PickScreen))
            await pilot.press("enter")
            await until(pilot, lambda: pilot.app.screen is screen)
            assert "m puts it under one" in told(pilot)
            answers = screen.collating.found.answers_to("consultation-2021/question-1")
            assert [each.text for each in answers][-1] == "There was little time."

    run(test)


def test_n_goes_to_what_is_doubtful(desk: Desk) -> None:
    async def test() -> None:
        text = "What can all of us learn from Wales?\n\nDuties.\n\nQ1 and Q2\n\nBoth."
        async with collating(desk, text) as (pilot, screen, _):
            await pilot.press("n")
            assert screen.collating is not None
            answer = screen.collating.answer(screen._list.current)
            assert answer is not None
            assert "one answer to questions 1, 2" in answer.doubt
            assert "1 doubtful" in seen(pilot)

    run(test)


def test_accepting_gives_a_response_that_keeps_every_word(desk: Desk) -> None:
    async def test() -> None:
        async with collating(desk) as (pilot, _, given):
            await pilot.press("ctrl+s")
            await settle(pilot)
            draft = given[0]
            assert draft is not None
            assert [answer.text for answer in draft.answers] == [
                "The right to own.",
                "Duties on councils.",
            ]
            assert draft.remarks.endswith("There was little time.")
            assert draft.submitter.organisation == ""
            said = "The file may mean: Hill Society (society), agreed on 3 May 2021."
            assert said in told(pilot)

    run(test)


def test_s_splits_an_answer_so_that_its_second_part_can_be_moved(desk: Desk) -> None:
    async def test() -> None:
        text = "Q1\n\nThe right to own. Duties on councils.\n\nOther comments\n\nThanks."
        async with collating(desk, text, NARROW) as (pilot, screen, _):
            await pilot.press("s")
            await until(pilot, lambda: isinstance(pilot.app.screen, SplitScreen))
            await pilot.press("enter")
            await until(pilot, lambda: pilot.app.screen is screen)
            await settle(pilot)
            assert screen._list.current == 1
            await pilot.press("m")
            await until(pilot, lambda: isinstance(pilot.app.screen, PickScreen))
            await pilot.press("down", "enter")
            await until(pilot, lambda: pilot.app.screen is screen)
            assert screen.collating is not None
            found = screen.collating.found
            assert [each.text for each in found.answers] == [
                "The right to own.",
                "Duties on councils.",
            ]
            assert found.answers[1].question_id == "consultation-2021/question-2"
            await pilot.press("u", "u", "s")
            await until(pilot, lambda: isinstance(pilot.app.screen, SplitScreen))
            await pilot.press("ctrl+home", "enter")
            await until(pilot, lambda: pilot.app.screen is screen)
            assert "both parts need words" in told(pilot)

    run(test)


# --- the response that is made ---


def response(desk: Desk, remarks: str = "Hill Society, agreed on 3 May 2021.\n\nBye.") -> Draft:
    draft = desk.response(Nation.WALES)
    return revise(draft, remarks=remarks)


@SIZES
def test_further_remarks_are_read_and_edited_like_an_answer(
    desk: Desk, size: tuple[int, int]
) -> None:
    async def test() -> None:
        screen = ResponseScreen(response(desk), None)
        async with desk.open(screen, size) as pilot:
            await pilot.press("f7")
            await settle(pilot)
            assert "✓ Further remarks  8 words" in seen(pilot)
            assert "Nation Wales   Further remarks 8 words" in seen(pilot)
            assert "Hill Society, agreed on 3 May 2021." in seen(pilot)
            assert "It is submitted with the answers" in " ".join(seen(pilot).split())
            await pilot.press("ctrl+end", "!")
            await settle(pilot)
            assert screen.editing.compose().remarks.endswith("Bye.!")
            await pilot.press("f8")
            assert screen.query_one("#answer", ProseArea).text == ""
            await screen.query_one(DetailsForm).lay_out()
            screen.query_one("#nation", Select).value = Nation.ENGLAND
            await pilot.press("f7")
            await settle(pilot)
            assert screen.query_one("#answer", ProseArea).text.endswith("Bye.!")
            assert len(screen.editing.compose().answers) == 1

    run(test)


def test_remarks_can_be_written_where_there_were_none(desk: Desk) -> None:
    async def test() -> None:
        screen = ResponseScreen(response(desk, ""), None)
        async with desk.open(screen) as pilot:
            await pilot.press("f7", "X")
            await settle(pilot)
            assert screen.editing.compose().remarks == "X"
            assert "✓ Further remarks  1 word" in seen(pilot)

    run(test)


def test_keys_stay_with_the_question_they_were_typed_for(desk: Desk) -> None:
    typed = (*"one", "f8", *"two", "f8", *"rest", "f8", *"I, ")

    async def test() -> None:
        screen = ResponseScreen(response(desk, ""), None)
        async with desk.open(screen) as pilot:
            # Faster than the field takes them, as when the machine is busy.
            for key in typed:
                pilot.app.post_message(Key(key, key if len(key) == 1 else None))
            await settle(pilot, 0.2)
            draft = screen.editing.compose()
            assert [answer.text for answer in draft.answers] == ["I, one", "two"]
            assert draft.remarks == "rest"
            assert "✓ Further remarks  1 word" in seen(pilot)
            for key in (*"and ", "f2", "A"):
                pilot.app.post_message(Key(key, key if len(key) == 1 else None))
            screen.query_one("#questions", OptionList).highlighted = 2
            await settle(pilot, 0.2)
            draft = screen.editing.compose()
            assert [answer.text for answer in draft.answers] == ["I, and one", "two"]
            assert draft.submitter.mover == "A"

    run(test)


def test_undo_is_kept_while_one_goes_to_other_questions(desk: Desk) -> None:
    async def test() -> None:
        screen = ResponseScreen(response(desk), None)
        async with desk.open(screen) as pilot:
            area = screen.query_one("#answer", ProseArea)
            await write(pilot, "All of it.")
            await pilot.press("ctrl+shift+home", "ctrl+x", "f8", "B", "f7")
            await settle(pilot)
            assert area.text == ""
            await pilot.press("ctrl+z")
            assert area.text == "All of it."
            await pilot.press("f8", "ctrl+z")
            assert area.text == ""
            await pilot.press("ctrl+z")
            assert area.text == ""
            await pilot.press("f7", "ctrl+y")
            await settle(pilot)
            assert [answer.text for answer in screen.editing.compose().answers] == ["", ""]

    run(test)


def test_what_was_loaded_from_elsewhere_is_not_undone_by_old_steps(desk: Desk) -> None:
    async def test() -> None:
        draft = response(desk)
        screen = ResponseScreen(draft, None)
        async with desk.open(screen) as pilot:
            area = screen.query_one("#answer", ProseArea)
            await write(pilot, "Mine")
            await pilot.press("f8")
            first = replace(draft.answers[0], text="Theirs, which is longer")
            screen.show_draft(revise(draft, answers=(first, *draft.answers[1:])))
            await pilot.press("f7", "ctrl+z", "ctrl+z")
            assert area.text == "Theirs, which is longer"

    run(test)


@SIZES
def test_the_form_shows_what_the_file_may_mean_until_it_is_filled_in(
    desk: Desk, size: tuple[int, int]
) -> None:
    async def test() -> None:
        screen = ResponseScreen(response(desk), None)
        async with desk.open(screen, size) as pilot:
            said = "The file may mean: Hill Society (society), agreed on 3 May 2021. ctrl+t fills"
            assert said not in seen(pilot)
            await pilot.press("f2")
            await settle(pilot)
            assert said in " ".join(seen(pilot).split())
            assert screen.editing.compose().submitter.organisation == ""
            await pilot.press("ctrl+t")
            await settle(pilot)
            submitter = screen.editing.compose().submitter
            assert (submitter.organisation, submitter.capacity) == (
                "Hill Society",
                Capacity.SOCIETY,
            )
            assert submitter.agreed_on == date(2021, 5, 3)
            assert screen.query_one("#organisation", LineInput).value == "Hill Society"
            assert "The file may mean" not in seen(pilot)
            await pilot.press("ctrl+t")
            assert "nothing more of who answers" in told(pilot)

    run(test)


def test_the_submit_box_names_the_further_remarks(desk: Desk) -> None:
    async def test() -> None:
        draft = response(desk)
        answers = (replace(draft.answers[0], text="All."), *draft.answers[1:])
        draft = revise(draft, answers=answers, submitter=replace(draft.submitter, mover="Ann"))
        async with desk.open(ResponseScreen(draft, None)) as pilot:
            assert "nothing written yet" not in seen(pilot)
            await pilot.press("ctrl+g")
            await until(pilot, lambda: "Submit “" in seen(pilot))
            said = "1 of 2 questions answered, and further remarks, 8 words."
            assert said in " ".join(seen(pilot).replace("│", " ").split())

    run(test)


def test_what_is_filled_in_already_is_not_suggested(desk: Desk) -> None:
    async def test() -> None:
        draft = response(desk)
        submitter = replace(draft.submitter, organisation="Dale Society")
        screen = ResponseScreen(replace(draft, submitter=submitter), None)
        async with desk.open(screen) as pilot:
            await pilot.press("f2")
            await settle(pilot)
            assert "The file may mean: agreed on 3 May 2021." in seen(pilot)
            await pilot.press("ctrl+t")
            await settle(pilot)
            assert screen.editing.compose().submitter.organisation == "Dale Society"

    run(test)


@SIZES
@pytest.mark.parametrize("typed", ["", "{folder}"], ids=["an empty line", "a folder"])
def test_the_file_of_answers_is_chosen_from_a_list(
    desk: Desk, tmp_path: Path, size: tuple[int, int], typed: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "branch"
    folder.mkdir()
    (folder / "our answers.txt").write_text(TEXT, "utf-8")
    monkeypatch.chdir(folder)

    async def test() -> None:
        async with desk.open(BeginScreen(), size) as pilot:
            pilot.app.screen.query_one("#kinds", OptionList).highlighted = 3
            await pilot.press("enter")
            await settle(pilot)
            pilot.app.screen.query_one("#file", LineInput).value = typed.format(folder=folder)
            await pilot.press("enter")
            await until(pilot, lambda: isinstance(pilot.app.screen, AnswersFileScreen))
            await until(pilot, lambda: "our answers.txt" in seen(pilot))
            assert "In which file are the answers?" in seen(pilot)
            assert ("choose a file in it" in " ".join(seen(pilot).split())) == bool(typed)
            await pilot.press("enter")
            await until(pilot, lambda: isinstance(pilot.app.screen, CollateScreen))
            await pilot.press("escape")
            await settle(pilot)
            shown = pilot.app.screen.query_one("#file", LineInput).value
            assert Path(shown).name == "our answers.txt"

    run(test)


def test_going_back_makes_nothing_and_keeps_what_was_put_right(desk: Desk) -> None:
    text = TEXT.replace("to own.", "to own. The right to rent.")

    async def test() -> None:
        async with collating(desk, text) as (pilot, screen, given):
            await pilot.press("escape")
            await settle(pilot)
            assert "kept" not in told(pilot)
            assert given == [None]
        async with collating(desk, text) as (pilot, screen, given):
            await pilot.press("s")
            await until(pilot, lambda: isinstance(pilot.app.screen, SplitScreen))
            await pilot.press("enter")
            await until(pilot, lambda: pilot.app.screen is screen)
            await pilot.press("x", "G", "m")
            await until(pilot, lambda: isinstance(pilot.app.screen, PickScreen))
            await pilot.press("enter")
            await until(pilot, lambda: pilot.app.screen is screen)
            put_right = screen.collating
            await pilot.press("escape")
            await settle(pilot)
            assert "No response yet; 3 changes kept." in told(pilot)
            assert given == [None]
            assert desk.files() == []
        async with collating(desk, text) as (pilot, screen, _):
            assert "Going on with 3 changes of yours from before" in told(pilot)
            assert screen.collating == put_right
            await pilot.press("u", "u", "u", "u")
            assert "There is nothing to undo." in told(pilot)
            assert "2 of 2 questions answered" in seen(pilot)
        async with collating(desk, text) as (pilot, _, _):
            assert "Going on" not in told(pilot)

    run(test)


@pytest.mark.parametrize("changes", [[["take-out", 99, "", 0]], [["move", 0, "none", 0]], [7], 7])
def test_what_is_kept_and_does_not_fit_counts_as_nothing_done(desk: Desk, changes: object) -> None:
    async def test() -> None:
        async with collating(desk) as (pilot, screen, _):
            await pilot.press("x")
            assert screen.collating is not None
            (file,) = (desk.state / "answers").iterdir()
        file.write_text(json.dumps({"schema": 1, "changes": changes}), "utf-8")
        async with collating(desk) as (pilot, screen, _):
            assert "2 of 2 questions answered" in seen(pilot)

    run(test)


def test_leaving_asks_where_what_was_put_right_cannot_be_kept(desk: Desk) -> None:
    async def test() -> None:
        async with collating(desk) as (pilot, screen, given):
            desk.state.mkdir()
            (desk.state / "answers").touch()  # nothing can be kept in a file
            await pilot.press("x")
            await settle(pilot)
            assert "cannot be saved" in told(pilot)
            await pilot.press("escape")
            await until(pilot, lambda: "what you put right since" in seen(pilot))
            await pilot.press("n")
            assert pilot.app.screen is screen
            await pilot.press("escape", "y")
            await settle(pilot)
            assert given == [None]

    run(test)


def test_a_file_that_answers_nothing_is_refused_in_plain_words(desk: Desk) -> None:
    async def test() -> None:
        async with collating(desk, "Minutes\n\nWe met.") as (pilot, _, given):
            assert given == [None]
            assert "answers none of the 2 questions" in told(pilot)

    run(test)


def test_n_leads_from_the_file_to_the_response_and_its_form(desk: Desk, tmp_path: Path) -> None:
    async def test() -> None:
        (tmp_path / "our answers.txt").write_text(TEXT, "utf-8")
        async with desk.open(DraftsScreen()) as pilot:
            await pilot.press("n")
            await settle(pilot)
            assert "Answers from a file (Word, PDF …)" in seen(pilot)
            pilot.app.screen.query_one("#kinds", OptionList).highlighted = 3
            await pilot.press("enter")
            await settle(pilot)
            assert isinstance(pilot.app.screen, BeginScreen)
            typed = pilot.app.screen.query_one("#file", LineInput)
            typed.value = str(tmp_path / "nothing.txt")
            await pilot.press("enter")
            await settle(pilot)
            assert "There is no such file." in seen(pilot)
            assert not pilot.app.screen.query_one("#nation", Select).region.area
            typed.value = f"'{tmp_path / 'our answers.txt'}'"
            await pilot.press("enter")
            await until(pilot, lambda: isinstance(pilot.app.screen, CollateScreen))
            await until(pilot, lambda: pilot.app.screen.collating is not None)
            await pilot.press("ctrl+s")
            await until(pilot, lambda: isinstance(pilot.app.screen, ResponseScreen))
            await settle(pilot)
            assert "2 of 2 answered" in seen(pilot)
            await pilot.press("f2")
            await settle(pilot)
            assert pilot.app.screen.query_one(DetailsForm).region.area
            await until(pilot, lambda: bool(desk.files()))
        draft = read_draft(desk.drafts / desk.files()[0])
        assert draft.remarks.startswith("Hill Society")

    run(test)


@pytest.mark.parametrize("typed", ["{path}", " {path} ", "'{path}'", '"{path}"', "{escaped}"])
def test_a_path_is_understood_as_terminals_drop_it(tmp_path: Path, typed: str) -> None:
    path = tmp_path / "our answers.txt"
    path.touch()
    text = typed.format(path=path, escaped=str(path).replace(" ", "\\ "))

    assert path_from(text, Path()) == path
