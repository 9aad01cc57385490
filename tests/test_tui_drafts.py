"""The list of drafts and the beginning of new ones."""

from collections.abc import Iterator
from dataclasses import fields, replace
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from desk import NARROW, WIDE, Desk, run, seen, settle, told, write
from textual.events import Key
from textual.widgets import OptionList, Select

from policytui.corpus.model import Nation
from policytui.drafts.begin import revise
from policytui.drafts.model import (
    Answer,
    Base,
    Capacity,
    Commitment,
    Contact,
    Draft,
    DraftKind,
    Op,
    Relates,
    Relation,
    Submitter,
)
from policytui.drafts.toml import read_draft
from policytui.tui.draft_state import flat_text, words_of
from policytui.tui.screens.begin import BeginScreen
from policytui.tui.screens.choice import ChoiceScreen
from policytui.tui.screens.compare import CompareScreen
from policytui.tui.screens.draft import DraftScreen
from policytui.tui.screens.drafts import DraftsScreen
from policytui.tui.screens.response import ResponseScreen


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def test_an_empty_list_says_what_to_do(desk: Desk) -> None:
    async def test() -> None:
        async with desk.open(DraftsScreen()) as pilot:
            shown = seen(pilot)
            assert "Nothing is begun yet." in shown
            assert "press a" in shown
            await pilot.press("x", "u", "c", "v", "enter")
            await settle(pilot)
            assert isinstance(pilot.app.screen, DraftsScreen)

    run(test)


@pytest.mark.parametrize("size", [NARROW, WIDE])
def test_the_list_tells_of_each_draft(desk: Desk, size: tuple[int, int]) -> None:
    async def test() -> None:
        desk.workspace.drafts.save(desk.amendment("Shops are for all."), None)
        async with desk.open(DraftsScreen(), size) as pilot:
            shown = seen(pilot)
            assert "Drafts · 1 draft" in shown
            assert "Empty shops" in shown
            assert "draft · Amendment · Our platform 2016" in shown
            assert "insert “Shops are for all.”" in " ".join(shown.split())
            assert ("What changes" in shown) == (size == WIDE)

    run(test)


def test_enter_opens_and_coming_back_shows_the_change(desk: Desk) -> None:
    async def test() -> None:
        desk.workspace.drafts.save(desk.amendment("As saved."), None)
        async with desk.open(DraftsScreen()) as pilot:
            await pilot.press("enter")
            await settle(pilot)
            assert isinstance(pilot.app.screen, DraftScreen)
            await write(pilot, "Now ")
            await pilot.press("escape")
            await settle(pilot)
            assert desk.workspace.drafts.list().drafts[0].draft.text == "Now As saved."
            assert "Now" in seen(pilot)

    run(test)


def test_delete_is_undone_by_u(desk: Desk) -> None:
    async def test() -> None:
        first = desk.amendment("First.")
        desk.workspace.drafts.save(first, None)
        desk.workspace.journal.note(revise(first, text="Kept."))
        async with desk.open(DraftsScreen()) as pilot:
            await pilot.press("x")
            await settle(pilot)
            assert desk.files() == []
            assert "u brings it back" in seen(pilot)
            assert "Nothing is begun yet." in seen(pilot)
            # Also where the app ends now.
            aside = [read_draft(path).text for path in desk.workspace.drafts.deleted()]
            assert sorted(aside) == ["First.", "Kept."]
            await pilot.press("u")
            await settle(pilot)
            assert desk.files() == [f"{first.id}.toml"]
            assert "is back" in seen(pilot)
            assert "unsaved words kept" in seen(pilot)
            assert desk.workspace.drafts.deleted() == []

    run(test)


def test_u_brings_back_what_was_deleted_before_the_app_was_started(desk: Desk) -> None:
    async def test() -> None:
        first = desk.amendment("First.")
        desk.workspace.drafts.save(first, None)
        desk.workspace.drafts.delete(first.id)
        async with desk.open(DraftsScreen()) as pilot:
            await pilot.press("u")
            await settle(pilot)
            assert desk.files() == [f"{first.id}.toml"]
            await pilot.press("u")
            assert "nothing to undo" in seen(pilot)

    run(test)


@pytest.mark.parametrize("is_gone", [True, False], ids=["deleted", "written on"])
def test_a_copy_that_became_another_since_keeps_nothing_from_being_undone(
    desk: Desk, is_gone: bool
) -> None:
    async def test() -> None:
        drafts = desk.workspace.drafts
        for title in ("First", "Second"):
            drafts.save(replace(desk.amendment("Text."), title=title), None)
        before = desk.files()
        async with desk.open(DraftsScreen()) as pilot:
            await pilot.press("x")
            await settle(pilot)
            await pilot.press("c")
            await settle(pilot)
            (copy,) = (desk.drafts / name for name in set(desk.files()) - set(before))
            # In another window:
            saved = drafts.load(copy.stem)
            if is_gone:
                drafts.delete(copy.stem)
            else:
                drafts.save(revise(saved.draft, text="An hour of work."), saved.stamp)
            await pilot.press("u")
            await settle(pilot)
            said = "its file is gone already" if is_gone else "changed since. x deletes it"
            assert f"Not undone: it{'s' if is_gone else ''} " in seen(pilot)
            assert said in seen(pilot)
            assert copy.exists() != is_gone
            await pilot.press("u")
            await settle(pilot)
            assert "is back" in seen(pilot)
            assert set(desk.files()) >= set(before)

    run(test)


def test_a_deleted_draft_whose_place_is_taken_keeps_no_earlier_one_from_coming_back(
    desk: Desk,
) -> None:
    async def test() -> None:
        drafts = desk.workspace.drafts
        first, second = desk.amendment("First."), desk.amendment("Second.")
        for draft in (first, second):
            drafts.save(draft, None)
            drafts.delete(draft.id)
        drafts.save(second, None)
        async with desk.open(DraftsScreen()) as pilot:
            await pilot.press("u")
            await settle(pilot)
            assert desk.files() == sorted(f"{draft.id}.toml" for draft in (first, second))
            await pilot.press("u")
            assert "another draft has the name of the deleted one" in seen(pilot)

    run(test)


def test_enter_pressed_twice_opens_one_editor(desk: Desk) -> None:
    async def test() -> None:
        desk.workspace.drafts.save(desk.amendment("Text."), None)
        async with desk.open(DraftsScreen()) as pilot:
            for _ in range(2):
                pilot.app.post_message(Key("enter", "\r"))
            await settle(pilot)
            assert isinstance(pilot.app.screen, DraftScreen)
            await pilot.press("escape")
            await settle(pilot)
            assert isinstance(pilot.app.screen, DraftsScreen)

    run(test)


def test_a_folder_that_cannot_be_read_is_told_until_it_can(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    listed, is_refused = Path.iterdir, True

    def refusing(folder: Path) -> Iterator[Path]:
        if is_refused and folder == desk.drafts:
            raise PermissionError(13, "Permission denied")
        return listed(folder)

    monkeypatch.setattr(Path, "iterdir", refusing)

    async def test() -> None:
        nonlocal is_refused
        desk.workspace.drafts.save(desk.amendment("Text."), None)
        async with desk.open(DraftsScreen()) as pilot:
            assert "The drafts cannot be listed." in seen(pilot)
            assert "cannot be read (Permission denied)" in " ".join(seen(pilot).split())
            assert "F5   try again" in seen(pilot)
            await pilot.press("n")
            await settle(pilot)
            await pilot.press("enter", "H", "i", "enter")
            await settle(pilot)
            assert isinstance(pilot.app.screen, BeginScreen)
            assert "cannot be read (Permission denied)" in " ".join(seen(pilot).split())
            await pilot.press("escape", "down", "down", "enter")
            pilot.app.screen.query_one("#nation", Select).value = Nation.WALES
            await settle(pilot)
            await pilot.press("enter")
            await settle(pilot)
            assert isinstance(pilot.app.screen, BeginScreen)
            assert "cannot be read (Permission denied)" in " ".join(seen(pilot).split())
            await pilot.press("escape", "escape")
            await settle(pilot)
            is_refused = False
            await pilot.press("f5")
            await settle(pilot)
            assert "Drafts · 1 draft" in seen(pilot)
            is_refused = True
            await pilot.press("c")
            assert "cannot be read (Permission denied)" in told(pilot)

    run(test)


_FILLED_IN: dict[str, object] = {
    "title": "Another",
    "base": Base("p/q", "Our platform", "2031", "Another", "Text.", ""),
    "document": "another",
    "theme": "Another",
    "text": "Another.",
    "answers": (Answer("c/q", "Why?", "Because."),),
    "remarks": "Another.",
    "reason": "Another.",
    "relates": (Relates("p/q", Relation.NARROWS, "somewhat"),),
    "commitments": (Commitment("homes", Op.LEAST, Decimal(3)),),
    "mover": "Another",
    "seconders": ("Ann", "Bob"),
    "capacity": Capacity.GROUP,
    "organisation": "Shed",
    "agreed_on": date(2021, 5, 3),
    "nation": Nation.WALES,
    "redrafter": "Another",
    "region": "North West",
    "email": "a@example.org",
    "telephone": "123",
    "membership": "456",
}
_NOT_FILLED_IN = {"id", "kind", "created", "updated", "state", "instruction", "history", "seal"}


def _parts_to_fill_in() -> Iterator[str]:
    yield from (each.name for each in fields(Draft) if each.name not in ("submitter", "contact"))
    yield from (each.name for part in (Submitter, Contact) for each in fields(part))


@pytest.mark.parametrize("name", [n for n in _parts_to_fill_in() if n not in _NOT_FILLED_IN])
def test_the_difference_of_two_versions_tells_every_field(name: str) -> None:
    day = datetime(2021, 5, 3, tzinfo=UTC)
    draft = Draft(id="x", kind=DraftKind.AMENDMENT, title="Shops", created=day, updated=day)
    value = _FILLED_IN[name]
    if hasattr(draft, name):
        other = replace(draft, **{name: value})
    elif hasattr(draft.submitter, name):
        other = replace(draft, submitter=replace(draft.submitter, **{name: value}))
    else:
        other = replace(draft, contact=replace(draft.contact, **{name: value}))

    assert flat_text(other) != flat_text(draft)
    assert (words_of(other) != words_of(draft)) == (name in ("text", "answers", "remarks"))


def test_c_copies_and_goes_to_the_copy(desk: Desk) -> None:
    async def test() -> None:
        draft = desk.amendment("Text.")
        desk.workspace.drafts.save(draft, None)
        async with desk.open(DraftsScreen()) as pilot:
            await pilot.press("c")
            await settle(pilot)
            assert len(desk.files()) == 2
            await pilot.press("u")
            await settle(pilot)
            assert desk.files() == [f"{draft.id}.toml"]

    run(test)


def test_v_shows_what_a_draft_changes(desk: Desk) -> None:
    async def test() -> None:
        desk.workspace.drafts.save(desk.amendment("Text."), None)
        async with desk.open(DraftsScreen()) as pilot:
            await pilot.press("v")
            await settle(pilot)
            assert isinstance(pilot.app.screen, CompareScreen)

    run(test)


@pytest.mark.parametrize("size", [NARROW, WIDE])
def test_broken_files_are_named_with_every_mistake(desk: Desk, size: tuple[int, int]) -> None:
    async def test() -> None:
        desk.drafts.mkdir()
        (desk.drafts / "mine.toml").write_text("schema = 1\nid = 3\n[/x] = bad\n", "utf-8")
        (desk.drafts / "other.toml").write_bytes(b"\x00\xff\x1b[31m")
        async with desk.open(DraftsScreen(), size) as pilot:
            shown = seen(pilot)
            assert "2 files cannot be read" in shown
            assert "✗ mine.toml" in shown
            assert "line 3" in shown
            await pilot.press("x", "c", "v")
            assert "mend it in a text editor first" in seen(pilot)
            await pilot.press("enter")
            await settle(pilot)
            assert isinstance(pilot.app.screen, ChoiceScreen)
            assert "mine.toml cannot be read" in seen(pilot)

    run(test)


def test_words_that_never_reached_a_file_are_listed_and_saved(desk: Desk) -> None:
    async def test() -> None:
        draft = desk.amendment("Typed, then the power went.")
        desk.workspace.journal.note(draft)
        async with desk.open(DraftsScreen()) as pilot:
            assert "typed but never saved" in seen(pilot)
            await pilot.press("enter")
            await settle(pilot)
            await pilot.press("escape")
            await settle(pilot)
            assert "typed but never saved" not in seen(pilot)
        assert desk.files() == [f"{draft.id}.toml"]
        assert desk.workspace.journal.pending() == ()

    run(test)


def test_hostile_drafts_are_shown_literally(desk: Desk) -> None:
    async def test() -> None:
        draft = replace(desk.amendment("[/x] [@click=app.quit]go[/]"), title="[/t] [b]title")
        desk.workspace.drafts.save(draft, None)
        for size in (NARROW, WIDE):
            async with desk.open(DraftsScreen(), size) as pilot:
                assert "[/t] [b]title" in seen(pilot)
                assert "[/x] [@click=app.quit]go[/]" in seen(pilot)
                await pilot.press("x")
                await settle(pilot)
                assert "Deleted “[/t] [b]title”" in seen(pilot)
                await pilot.press("u")
                await settle(pilot)

    run(test)


def test_a_bar_marks_the_draft_chosen_without_colour(desk: Desk) -> None:
    async def test() -> None:
        first, second = desk.amendment("First."), desk.amendment("Second.")
        desk.workspace.drafts.save(first, None)
        desk.workspace.drafts.save(second, None)
        async with desk.open(DraftsScreen()) as pilot:
            for _ in range(2):
                rows = [row for row in seen(pilot).split("\n") if row.startswith("▌")]
                assert "Empty shops" in rows[0]
                assert len(rows) == 4
                assert seen(pilot).count("Empty shops") == 2
                await pilot.press("down")

    run(test)


def test_a_copy_is_told_from_its_original(desk: Desk) -> None:
    async def test() -> None:
        desk.workspace.drafts.save(desk.amendment("Text."), None)
        async with desk.open(DraftsScreen()) as pilot:
            await pilot.press("c")
            await settle(pilot)
            assert seen(pilot).count("Empty shops (copy made ") == 1

    run(test)


def test_answers_are_listed_with_the_title_of_their_consultation(desk: Desk) -> None:
    async def test() -> None:
        desk.workspace.drafts.save(desk.response(Nation.WALES), None)
        async with desk.open(DraftsScreen()) as pilot:
            assert "Response · Consultation 2021" in seen(pilot)

    run(test)


def test_coming_back_from_a_new_draft_the_bar_stands_on_it(desk: Desk) -> None:
    async def test() -> None:
        older = replace(desk.amendment("Older."), title="Older")
        desk.workspace.drafts.save(older, None)
        async with desk.open(DraftsScreen()) as pilot:
            await pilot.press("n")
            await settle(pilot)
            await pilot.press("down", "enter", "N", "e", "w", "enter")
            await settle(pilot)
            assert isinstance(pilot.app.screen, DraftScreen)
            await pilot.press("escape")
            await settle(pilot)
            row = next(row for row in seen(pilot).split("\n") if row.startswith("▌"))
            assert "New" in row

    run(test)


# --- beginning ---


async def begun(desk: Desk, keys: list[str], size: tuple[int, int] = NARROW) -> Draft | None:
    result: list[Draft | None] = []
    async with desk.open(DraftsScreen(), size) as pilot:
        pilot.app.push_screen(BeginScreen(), result.append)
        await settle(pilot)
        for key in keys:
            await pilot.press(key)
            await settle(pilot)
    return result[0] if result else None


def test_a_new_position_is_begun_with_a_title(desk: Desk) -> None:
    async def test() -> None:
        assert await begun(desk, ["enter", "enter"]) is None  # no title, no draft
        draft = await begun(desk, ["enter", "H", "i", "enter"])
        assert draft is not None
        assert (draft.kind, draft.title) == (DraftKind.NEW_POSITION, "Hi")

    run(test)


def test_document_and_theme_are_picked_from_the_corpus(desk: Desk) -> None:
    async def test() -> None:
        result: list[Draft | None] = []
        async with desk.open(DraftsScreen()) as pilot:
            pilot.app.push_screen(BeginScreen(), result.append)
            await settle(pilot)
            await pilot.press("enter", "H")
            pilot.app.screen.query_one("#document", Select).value = "platform"
            await settle(pilot)
            pilot.app.screen.query_one("#theme", Select).value = "Housing"
            await pilot.click("#begin-title")
            await settle(pilot)
        assert result[0] is not None
        assert (result[0].document, result[0].theme) == ("platform", "Housing")

    run(test)


def test_a_campaign_idea_asks_for_no_document(desk: Desk) -> None:
    async def test() -> None:
        draft = await begun(desk, ["down", "enter", "H", "i", "enter"])
        assert draft is not None
        assert draft.kind is DraftKind.CAMPAIGN_IDEA

    run(test)


@pytest.mark.parametrize("size", [NARROW, WIDE])
def test_answers_ask_for_the_nation_and_tell_the_closing_day(
    desk: Desk, size: tuple[int, int]
) -> None:
    async def test() -> None:
        async with desk.open(DraftsScreen(), size) as pilot:
            await pilot.press("n")
            await settle(pilot)
            await pilot.press("down", "down", "enter")
            await settle(pilot)
            assert "closed on 11 June 2021" in " ".join(seen(pilot).split())
            await pilot.click("#begin-response")
            await settle(pilot, 0.25)  # a button takes no second press within a fifth of a second
            assert "Choose your nation first" in seen(pilot)
            pilot.app.screen.query_one("#nation", Select).value = Nation.WALES
            await settle(pilot)
            await pilot.press("enter")
            await settle(pilot)
            assert isinstance(pilot.app.screen, ResponseScreen)
            assert pilot.app.screen.query_one("#questions", OptionList).option_count > 1

    run(test)


def test_the_picker_does_not_deny_the_consultation_beside_it(desk: Desk) -> None:
    async def test() -> None:
        async with desk.open(DraftsScreen()) as pilot:
            await pilot.press("n")
            await settle(pilot)
            await pilot.press("down", "down", "enter")
            await settle(pilot)
            pilot.app.screen.query_one("#consultation").focus()
            await pilot.press("enter")
            await settle(pilot)
            assert "There is no consultation" not in seen(pilot)

    run(test)


def test_escape_goes_one_step_back_then_away(desk: Desk) -> None:
    async def test() -> None:
        async with desk.open(DraftsScreen()) as pilot:
            await pilot.press("n")
            await settle(pilot)
            await pilot.press("enter", "escape")
            assert isinstance(pilot.app.screen, BeginScreen)
            await pilot.press("escape")
            await settle(pilot)
            assert isinstance(pilot.app.screen, DraftsScreen)

    run(test)


def test_tab_moves_on_among_the_things_to_begin(desk: Desk) -> None:
    async def test() -> None:
        draft = await begun(desk, ["tab", "enter", "H", "i", "enter"])
        assert draft is not None
        assert draft.kind is DraftKind.CAMPAIGN_IDEA

    run(test)


def test_settings_are_filled_in(tmp_path: Path) -> None:
    desk = Desk(tmp_path, mover="Ann Shaw", nation="wales", capacity="group", organisation="Shed")

    async def test() -> None:
        draft = await begun(desk, ["down", "enter", "H", "enter"])
        assert draft is not None
        assert draft.submitter.mover == "Ann Shaw"
        assert draft.submitter.organisation == "Shed"

    run(test)
