"""The editors: what is typed is compared, kept, saved, checked and submitted."""

import threading
import tomllib
from dataclasses import replace
from pathlib import Path

import jsonschema
import pytest
from desk import NARROW, TARGET, WIDE, Desk, run, saved, seen, settle, told, write
from textual.events import Key
from textual.pilot import Pilot
from textual.widgets import OptionList, Select
from tui_support import until

from policytui.corpus.model import Nation
from policytui.drafts.begin import begin_campaign_idea, begin_new_position, revise
from policytui.drafts.model import Draft, State, Submitter
from policytui.drafts.submission import is_intact
from policytui.drafts.toml import load_schema, read_draft, toml_as_json
from policytui.errors import PolicyError, StorageError
from policytui.files import locked
from policytui.tui import editing
from policytui.tui.days import read_day
from policytui.tui.editing import Editing, Outcome
from policytui.tui.outside import chosen_editor
from policytui.tui.screens import writing
from policytui.tui.screens.choice import ChoiceScreen
from policytui.tui.screens.compare import CompareScreen
from policytui.tui.screens.draft import DraftScreen, screen_for
from policytui.tui.screens.help import HelpScreen
from policytui.tui.widgets.details_form import DetailsForm
from policytui.tui.widgets.diff_view import DiffView
from policytui.tui.widgets.prose_area import LineInput, ProseArea
from policytui.workspace.workspace import Workspace

HOSTILE = "[/x] [@click=app.quit]press[/] \x1b[31mred\x1b[0m \u202eback\x00 [b]bold"


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    monkeypatch.setattr(writing, "SAVE_AFTER", 0.4)
    monkeypatch.setattr(writing, "LOOK_AFTER", 0.01)
    return Desk(tmp_path)


@pytest.fixture
def read_only_drafts(desk: Desk) -> Desk:
    # A file where the folder should be stops root as well, who may write into any folder.
    desk.drafts.parent.mkdir(exist_ok=True)
    desk.drafts.write_text("no folder")
    return desk


def test_typing_shows_the_difference_and_the_instruction(desk: Desk) -> None:
    async def test() -> None:
        async with desk.open(DraftScreen(desk.amendment(), None), WIDE) as pilot:
            assert "Nothing yet." in seen(pilot)
            await write(pilot, "Quickly ")
            shown = seen(pilot)
            assert "+Quickly+" in shown
            assert "Instruction" in shown
            assert "insert “Quickly”" in shown
            assert "The reason is missing." in shown

    run(test)


@pytest.mark.parametrize("size", [NARROW, WIDE])
def test_text_and_comparison_are_both_seen(desk: Desk, size: tuple[int, int]) -> None:
    async def test() -> None:
        screen = DraftScreen(desk.amendment(), None)
        async with desk.open(screen, size) as pilot:
            text = screen.query_one("#text").region
            changes = screen.query_one("#changes").region
            assert text.area
            assert changes.area
            assert (text.right <= changes.x) == (size == WIDE)
            lines = seen(pilot).split("\n")
            assert lines[0].startswith(" Amend › Empty shops")
            assert "submit" in lines[-1]
            assert "esc back" in lines[-1]

    run(test)


def test_a_pause_saves_valid_toml(desk: Desk) -> None:
    async def test() -> None:
        draft = desk.amendment()
        async with desk.open(DraftScreen(draft, None)) as pilot:
            await write(pilot, "New ")
            assert desk.workspace.journal.recover(draft.id) is None or not desk.files()
            await saved(pilot)
            assert desk.files() == [f"{draft.id}.toml"]
            text = (desk.drafts / desk.files()[0]).read_text("utf-8")
            jsonschema.validate(toml_as_json(text), load_schema())
            table = tomllib.loads(text)
            assert table["proposal"]["text"].startswith("New A shop")
            assert table["target"]["position"] == TARGET
            assert "saved" in seen(pilot).split("\n")[0]
            assert desk.workspace.journal.recover(draft.id) is None

    run(test)


def test_an_unchanged_amendment_leaves_no_file(desk: Desk) -> None:
    async def test() -> None:
        async with desk.open(DraftScreen(desk.amendment(), None)) as pilot:
            await saved(pilot)
            await pilot.press("ctrl+s")
            await settle(pilot)
            assert "Nothing to save yet" in told(pilot)
            await pilot.press("escape")
            await settle(pilot)
            assert not isinstance(pilot.app.screen, DraftScreen)
        assert desk.files() == []
        assert desk.workspace.journal.pending() == ()

    run(test)


@pytest.mark.parametrize("leave", ["escape", "ctrl+q"])
def test_leaving_saves_without_a_pause(desk: Desk, leave: str) -> None:
    async def test() -> None:
        async with desk.open(DraftScreen(desk.amendment(), None)) as pilot:
            await pilot.press("X")
            await pilot.press(leave)
            await pilot.pause(0.12)
        assert len(desk.files()) == 1
        assert read_draft(desk.drafts / desk.files()[0]).text.startswith("XA shop")

    run(test)


def test_while_typing_the_journal_holds_the_words(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writing, "SAVE_AFTER", 60)

    async def test() -> None:
        draft = desk.amendment()
        async with desk.open(DraftScreen(draft, None)) as pilot:
            await pilot.press("X")
            await settle(pilot, 0.5)
            kept = desk.workspace.journal.recover(draft.id)
            assert kept is not None
            assert kept.text.startswith("XA shop")
            assert desk.files() == []

    run(test)


def test_words_kept_after_a_kill_are_offered(desk: Desk) -> None:
    async def test() -> None:
        draft = desk.amendment("As saved.")
        stamp = desk.workspace.drafts.save(draft, None).stamp
        desk.workspace.journal.note(revise(draft, text="Typed before the power went."))
        async with desk.open(DraftScreen(draft, stamp)) as pilot:
            await pilot.pause(0.08)
            assert "Words typed after the last save were kept" in seen(pilot)
            await pilot.press("down", "enter")
            await settle(pilot)
            assert isinstance(pilot.app.screen, CompareScreen)
            await pilot.press("escape")
            await settle(pilot)
            await pilot.press("enter")
            await settle(pilot)
            text = pilot.app.screen.query_one("#text", ProseArea).text
            assert text == "Typed before the power went."
        assert read_draft(desk.drafts / f"{draft.id}.toml").text == "Typed before the power went."
        assert desk.workspace.journal.pending() == ()

    run(test)


def test_kept_words_stay_while_the_question_is_open(desk: Desk) -> None:
    async def test() -> None:
        draft = desk.amendment("As saved.")
        stamp = desk.workspace.drafts.save(draft, None).stamp
        desk.workspace.journal.note(revise(draft, text="Kept."))
        async with desk.open(DraftScreen(draft, stamp)) as pilot:
            await pilot.pause(0.08)
            await pilot.press("escape")
            await settle(pilot)
            assert not isinstance(pilot.app.screen, DraftScreen)
        kept = desk.workspace.journal.recover(draft.id)
        assert kept is not None
        assert kept.text == "Kept."

    run(test)


def test_kept_words_survive_quitting_at_the_question(desk: Desk) -> None:
    async def test() -> None:
        draft = desk.amendment("As saved.")
        stamp = desk.workspace.drafts.save(draft, None).stamp
        desk.workspace.journal.note(revise(draft, text="Kept."))
        async with desk.open(DraftScreen(draft, stamp)) as pilot:
            await pilot.pause(0.08)
            await pilot.press("ctrl+q")
        assert desk.workspace.journal.recover(draft.id) is not None

    run(test)


@pytest.mark.parametrize("answer", ["copy", "load", "compare"])
def test_a_conflict_is_refused_and_ways_out_are_offered(desk: Desk, answer: str) -> None:
    async def test() -> None:
        draft = desk.amendment("As opened.")
        opened = desk.workspace.drafts.save(draft, None)
        async with desk.open(DraftScreen(draft, opened.stamp)) as pilot:
            theirs = revise(draft, text="What they wrote.")
            desk.workspace.drafts.save(theirs, opened.stamp)
            await write(pilot, "Mine. ")
            await saved(pilot)
            assert "NOT SAVED" in seen(pilot)
            assert read_draft(opened.path).text == "What they wrote."
            kept = desk.workspace.journal.recover(draft.id)
            assert kept is not None
            assert kept.text.startswith("Mine.")
            await pilot.press("ctrl+s")
            await settle(pilot)
            question = pilot.app.screen
            assert isinstance(question, ChoiceScreen)
            options = question.query_one(OptionList)
            options.highlighted = options.get_option_index(answer)
            await pilot.press("enter")
            await settle(pilot)
            if answer == "compare":
                assert isinstance(pilot.app.screen, CompareScreen)
                return
            shown = pilot.app.screen.query_one("#text", ProseArea).text
            assert "NOT SAVED" not in seen(pilot)
            if answer == "load":
                assert shown == "What they wrote."
            else:
                assert shown == "Mine. As opened."
                assert len(desk.files()) == 2
        assert read_draft(opened.path).text == "What they wrote."

    run(test)


def test_a_folder_that_cannot_be_written_keeps_the_words_and_the_app(
    read_only_drafts: Desk,
) -> None:
    desk = read_only_drafts

    async def test() -> None:
        draft = desk.amendment()
        async with desk.open(DraftScreen(draft, None)) as pilot:
            await write(pilot, "Kept ")
            await saved(pilot)
            assert "NOT SAVED" in seen(pilot)
            kept = desk.workspace.journal.recover(draft.id)
            assert kept is not None
            assert kept.text.startswith("Kept A shop")
            desk.drafts.unlink()
            await pilot.press("ctrl+s")
            await settle(pilot)
            assert "NOT SAVED" not in seen(pilot)
            assert desk.files() == [f"{draft.id}.toml"]

    run(test)


def test_leaving_unsaved_words_says_that_they_are_kept(read_only_drafts: Desk) -> None:
    desk = read_only_drafts

    async def test() -> None:
        draft = desk.amendment()
        async with desk.open(DraftScreen(draft, None)) as pilot:
            await pilot.press("X", "escape")
            await settle(pilot)
            assert not isinstance(pilot.app.screen, DraftScreen)
            assert "Your words are kept" in told(pilot)
        assert desk.workspace.journal.recover(draft.id) is not None

    run(test)


def test_no_window_takes_away_what_another_keeps(desk: Desk) -> None:
    opened = desk.workspace.drafts.save(desk.amendment("As opened."), None)
    elsewhere = Workspace(desk.workspace.places)
    other = Editing(elsewhere, opened.draft, opened.stamp)

    async def test() -> None:
        async with desk.open(DraftScreen(opened.draft, opened.stamp)) as pilot:
            other.write({"text": "Theirs."})
            assert other.save() is Outcome.SAVED
            await write(pilot, "Mine. ")
            await saved(pilot)
            for text in ("Theirs, and on.", "Theirs again."):
                other.write({"text": text})
                other.note()
                assert other.save() is Outcome.SAVED
                kept = elsewhere.journal.look(opened.draft.id)
                assert kept is not None
                assert kept.text == "Mine. As opened."
            # Even where they are discarded elsewhere, leaving keeps them anew.
            Editing(elsewhere, opened.draft, opened.stamp).discard_kept(kept)
            assert elsewhere.journal.pending() == ()
            await pilot.press("escape", "escape")
            await settle(pilot, 0.1)
            assert "Your words are kept" in told(pilot)
        assert [each.text for each in elsewhere.journal.pending()] == ["Mine. As opened."]

    run(test)


def test_a_key_taken_back_while_it_is_composed_is_taken_back(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, may_go_on = threading.Event(), threading.Event()

    def held(draft: Draft, **changes: object) -> Draft:
        begun.set()
        assert may_go_on.wait(5)
        return revise(draft, **changes)

    monkeypatch.setattr(editing, "revise", held)
    may_go_on.set()
    one = Editing(desk.workspace, desk.amendment("Begun."), None)
    begun.clear()
    may_go_on.clear()
    assert one.write({"text": "QBegun."})
    composing = threading.Thread(target=one.compose)
    composing.start()
    assert begun.wait(5)
    assert not one.write({"text": "QBegun."})
    assert one.write({"text": "Begun."})
    may_go_on.set()
    composing.join()
    assert one.compose().text == "Begun."


async def _type(pilot: Pilot[object], *keys: str) -> None:
    """Press keys without waiting for what they begin."""
    for key in keys:
        pilot.app.post_message(Key(key, key if len(key) == 1 else None))
    await pilot.pause(0.05)


@pytest.mark.parametrize("above", ["", "f1", "small"])
def test_what_is_typed_while_the_screen_is_left_is_saved(desk: Desk, above: str) -> None:
    opened = desk.workspace.drafts.save(desk.amendment("As opened."), None)
    screen = DraftScreen(opened.draft, opened.stamp)

    async def test() -> None:
        async with desk.open(screen) as pilot:
            with locked(desk.drafts):  # so that saving takes its time
                await _type(pilot, "A", "escape")
                await _type(pilot, "B")
                if above == "small":
                    await pilot.resize_terminal(50, 12)
                elif above:
                    await _type(pilot, above)
                    assert isinstance(pilot.app.screen, HelpScreen)
            await until(pilot, lambda: not screen.writing.locked())
            if above == "small":
                await pilot.resize_terminal(*NARROW)
            elif above:
                await _type(pilot, "escape")
            if above:
                # It was not left: what comes now is saved as ever.
                await until(pilot, lambda: pilot.app.screen is screen)
                await _type(pilot, "C")
            else:
                await until(pilot, lambda: not screen.is_running)
        text = read_draft(opened.path).text
        assert text == ("ABCAs opened." if above else "ABAs opened.")

    run(test)


def _complete(desk: Desk) -> Draft:
    return replace(desk.amendment("Changed.", mover="Ann"), reason="It is better.")


def test_a_draft_that_is_being_sealed_takes_no_key(desk: Desk) -> None:
    opened = desk.workspace.drafts.save(_complete(desk), None)
    screen = DraftScreen(opened.draft, opened.stamp)

    async def test() -> None:
        async with desk.open(screen) as pilot:
            await pilot.press("ctrl+g")
            await until(pilot, lambda: isinstance(pilot.app.screen, ChoiceScreen))
            with locked(desk.drafts):
                await _type(pilot, "enter")
                await until(pilot, lambda: screen.editing.is_sealing)
                await _type(pilot, "X", "ctrl+s", "f4", "escape", "Y")
                assert "One moment" in told(pilot)
            await until(pilot, lambda: isinstance(pilot.app.screen, ChoiceScreen))
            assert "Submitted" in seen(pilot)
            assert screen.query_one("#text", ProseArea).text == "Changed."
            await pilot.press("enter", "Z")
            await settle(pilot)
        sealed = read_draft(opened.path)
        assert desk.files() == [opened.path.name]
        assert is_intact(sealed)
        assert read_draft(desk.drafts / "outbox" / opened.path.name) == sealed

    run(test)


def test_only_what_was_looked_at_is_sealed(desk: Desk) -> None:
    opened = desk.workspace.drafts.save(_complete(desk), None)
    screen = DraftScreen(opened.draft, opened.stamp)

    async def test() -> None:
        async with desk.open(screen) as pilot:
            desk.workspace.drafts.save(revise(opened.draft, text="Theirs."), opened.stamp)
            await write(pilot, "My ")
            for key in ("ctrl+g", "enter"):
                await pilot.press(key)
                await settle(pilot, 0.1)
            assert "changed by somebody else" in seen(pilot)
            await pilot.press("down", "down", "enter")
            await settle(pilot, 0.1)
            assert "press ctrl+g again" in told(pilot)
            assert screen.query_one("#text", ProseArea).text == "Theirs."
            await pilot.press("X")
            assert "X" in screen.query_one("#text", ProseArea).text
        assert not (desk.drafts / "outbox").exists()

    run(test)


def test_what_is_typed_while_it_is_copied_is_in_the_one_copy(desk: Desk) -> None:
    opened = desk.workspace.drafts.save(desk.amendment("As opened."), None)
    screen = DraftScreen(opened.draft, opened.stamp)

    async def test() -> None:
        async with desk.open(screen) as pilot:
            with locked(desk.drafts):
                await _type(pilot, "f4")
                await _type(pilot, "f4", "X")
            await until(pilot, lambda: "This is a copy" in told(pilot))
            await _type(pilot, "Y")
        (copy,) = set(desk.files()) - {opened.path.name}
        assert read_draft(desk.drafts / copy).text == "XYAs opened."
        assert read_draft(opened.path).text == "As opened."

    run(test)


def test_a_folder_that_cannot_be_read_keeps_from_copying_and_is_told(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unreadable() -> set[str]:
        raise StorageError("The folder cannot be read.")

    monkeypatch.setattr(desk.workspace.drafts, "ids", unreadable)

    async def test() -> None:
        async with desk.open(screen_for(desk.amendment("X"), None)) as pilot:
            await pilot.press("f4")
            await until(pilot, lambda: "The folder cannot be read." in told(pilot))
            assert isinstance(pilot.app.screen, DraftScreen)

    run(test)


def test_submitting_says_what_is_missing_and_goes_there(desk: Desk) -> None:
    async def test() -> None:
        async with desk.open(DraftScreen(desk.amendment("Changed."), None)) as pilot:
            await pilot.press("ctrl+g")
            await settle(pilot)
            shown = seen(pilot)
            assert "2 things are to be done before it can be submitted" in shown
            assert "The mover is missing. Write who moves this." in shown
            await pilot.press("enter")
            await settle(pilot)
            assert pilot.app.focused is not None
            assert pilot.app.focused.id == "mover"
        assert not (desk.drafts / "outbox").exists()

    run(test)


def test_a_complete_draft_is_sealed_and_then_stays_as_it_is(desk: Desk) -> None:
    async def test() -> None:
        draft = replace(desk.amendment("Changed.", mover="Ann"), reason="It is better.")
        async with desk.open(DraftScreen(draft, None)) as pilot:
            assert "ready to submit" in seen(pilot)
            await pilot.press("ctrl+g")
            await settle(pilot)
            assert f"{draft.id}.toml" in "".join(seen(pilot).replace("│", "").split())
            await pilot.press("enter")
            await settle(pilot)
            path = desk.drafts / "outbox" / f"{draft.id}.toml"
            submission = read_draft(path)
            assert submission.state is State.SUBMITTED
            assert is_intact(submission)
            jsonschema.validate(toml_as_json(path.read_text("utf-8")), load_schema())
            assert read_draft(desk.drafts / f"{draft.id}.toml") == submission
            assert isinstance(pilot.app.screen, ChoiceScreen)
            assert "Send this file as your party asks" in " ".join(seen(pilot).split())
            assert "your own copy" in seen(pilot)
            await pilot.press("enter")
            await settle(pilot)
            await pilot.press("X")
            assert pilot.app.screen.query_one("#text", ProseArea).text == "Changed."
            assert "can no longer be changed" in seen(pilot)
            await pilot.press("f4")
            await settle(pilot)
            await pilot.press("X")
            await saved(pilot)
            assert len(desk.files()) == 2
        assert read_draft(path) == submission

    run(test)


def test_the_form_is_saved_with_the_draft(desk: Desk) -> None:
    async def test() -> None:
        draft = desk.amendment()
        screen = DraftScreen(draft, None)
        async with desk.open(screen) as pilot:
            await pilot.press("f2")
            await settle(pilot)
            assert pilot.app.focused is not None
            assert pilot.app.focused.id == "reason"
            await write(pilot, "Because")
            form = screen.query_one(DetailsForm)
            form.query_one("#mover", LineInput).value = "Ann\x1b[31m Shaw"
            form.query_one("#seconders", LineInput).value = "Bo, Cy"
            form.query_one("#agreed-on", LineInput).value = "soon"
            await settle(pilot)
            assert form.query_one("#day-problem").display
            form.query_one("#agreed-on", LineInput).value = "14th March 2026"
            form.query_one("#nation", Select).value = Nation.WALES
            form.query_one("#email", LineInput).value = "ann@example.org"
            await saved(pilot)
            assert "Ann Shaw" in seen(pilot).split("\n")[-2]
            await pilot.press("escape")
            await settle(pilot)
            assert pilot.app.focused is not None
            assert pilot.app.focused.id == "text"
        found = read_draft(desk.drafts / f"{draft.id}.toml")
        assert found.reason == "Because"
        assert found.submitter.seconders == ("Bo", "Cy")
        assert found.submitter.mover == "Ann Shaw"
        assert str(found.submitter.agreed_on) == "2026-03-14"
        assert found.submitter.nation is Nation.WALES
        assert found.contact.email == "ann@example.org"

    run(test)


@pytest.mark.parametrize("size", [NARROW, WIDE])
def test_the_whole_form_is_seen_at_once(desk: Desk, size: tuple[int, int]) -> None:
    async def test() -> None:
        async with desk.open(DraftScreen(desk.amendment(), None), size) as pilot:
            await pilot.press("f2")
            await settle(pilot)
            shown = seen(pilot)
            for label in ("Reason", "Mover", "Seconders", "Organisation", "Nation", "Membership"):
                assert label in shown

    run(test)


def test_f6_walks_round_the_panes(desk: Desk) -> None:
    async def test() -> None:
        async with desk.open(DraftScreen(desk.amendment(), None)) as pilot:
            ids = []
            for _ in range(3):
                await pilot.press("f6")
                await settle(pilot)
                assert pilot.app.focused is not None
                ids.append(pilot.app.focused.id)
            assert ids == ["changes", "text", "changes"]

    run(test)


def test_days_are_read_as_people_write_them() -> None:
    for text in ("2026-03-14", "14 March 2026", "14/03/2026", "14th mar 2026", "14.3.2026"):
        assert str(read_day(text)) == "2026-03-14"
    assert read_day("next week") is None


def test_hostile_text_is_shown_literally_everywhere(desk: Desk) -> None:
    async def test() -> None:
        draft = desk.amendment(HOSTILE, mover="[/x] mover", organisation="[@click=app.quit]org[/]")
        draft = replace(draft, title="[/x] title", reason="[/r] why")
        for size in (NARROW, WIDE):
            async with desk.open(DraftScreen(draft, None), size) as pilot:
                shown = seen(pilot)
                assert "[/x] title" in shown
                assert "[@click=app.quit]press[/]" in shown
                assert "[/x] mover" in shown
                assert "\x1b[31m" not in shown
                assert "\u202e" not in shown
                await pilot.press("ctrl+g")
                await settle(pilot)
                assert "[/x] title" in seen(pilot)
                await pilot.press("escape", "f3")
                await settle(pilot)
                assert "[b]bold" in seen(pilot)

    run(test)


def test_words_kept_of_a_draft_that_was_submitted_become_one_of_their_own(desk: Desk) -> None:
    async def test() -> None:
        draft = desk.amendment("As it was sealed.")
        desk.workspace.journal.note(revise(draft, text="Typed in another window."))
        saved = desk.workspace.drafts.save(replace(draft, state=State.SUBMITTED), None)
        async with desk.open(DraftScreen(saved.draft, saved.stamp)) as pilot:
            await settle(pilot)
            assert "your unsaved words are a draft of their own" in told(pilot)
        texts = {each.draft.text: each.draft.state for each in desk.workspace.drafts.list().drafts}
        assert texts == {
            "As it was sealed.": State.SUBMITTED,
            "Typed in another window.": State.DRAFT,
        }
        assert desk.workspace.journal.pending() == ()

    run(test)


def test_pasted_control_characters_never_arrive(desk: Desk) -> None:
    async def test() -> None:
        from textual.events import Paste

        screen = DraftScreen(desk.amendment(), None)
        async with desk.open(screen) as pilot:
            area = screen.query_one("#text", ProseArea)
            pilot.app.post_message(Paste("\x1b[2Jwiped\x00\u202e"))
            await settle(pilot)
            assert area.text.startswith("wipedA shop")

    run(test)


def test_a_new_position_has_a_title_that_can_be_changed(desk: Desk) -> None:
    async def test() -> None:
        draft = begin_new_position("Repair cafes", Submitter(mover="Ann"), document="platform")
        screen = screen_for(draft, None)
        async with desk.open(screen, WIDE) as pilot:
            assert "New position › Repair cafes" in seen(pilot)
            await write(pilot, "Every town.")
            assert "Insert the following new position" in seen(pilot)
            await pilot.press("f2")
            screen.query_one("#title", LineInput).value = "Repair for all"
            await saved(pilot)
            assert "New position › Repair for all" in seen(pilot)
        assert read_draft(desk.drafts / f"{draft.id}.toml").title == "Repair for all"

    run(test)


def test_a_campaign_idea_is_only_text(desk: Desk) -> None:
    async def test() -> None:
        draft = begin_campaign_idea("Open the shops", Submitter())
        async with desk.open(screen_for(draft, None)) as pilot:
            assert "What should we campaign on" in seen(pilot)
            await write(pilot, "Knock.")
            assert "Instruction" not in seen(pilot)
            await saved(pilot)
        assert read_draft(desk.drafts / f"{draft.id}.toml").text == "Knock."

    run(test)


def test_without_an_editor_the_person_is_told(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.delenv("EDITOR", raising=False)

    async def test() -> None:
        async with desk.open(DraftScreen(desk.amendment(), None)) as pilot:
            await pilot.press("ctrl+e")
            await settle(pilot)
            assert "neither VISUAL nor EDITOR is set" in told(pilot)

    run(test)


def test_visual_comes_before_editor() -> None:
    assert chosen_editor({"VISUAL": "code -w", "EDITOR": "nano"}) == ["code", "-w"]
    with pytest.raises(PolicyError, match="cannot be read as a command"):
        chosen_editor({"EDITOR": "'"})


def test_the_comparison_follows_the_cursor(desk: Desk) -> None:
    async def test() -> None:
        text = "\n\n".join(f"Paragraph {number} stands here for good." for number in range(30))
        draft = desk.amendment()
        assert draft.base is not None
        draft = replace(draft, base=replace(draft.base, text=text), text=text + "\n\nEnd.")
        screen = DraftScreen(draft, None)
        async with desk.open(screen) as pilot:
            screen.query_one("#text", ProseArea).move_cursor((999, 0))
            await write(pilot, "X")
            view = screen.query_one("#changes", DiffView)
            row = view.shown.starts[-1]
            top = view.scroll_offset.y
            assert top <= row < top + view.scrollable_content_region.height

    run(test)


@pytest.mark.parametrize("key", ["f7", "f8"])
def test_the_keys_of_questions_do_nothing_where_there_are_none(desk: Desk, key: str) -> None:
    async def test() -> None:
        screen = DraftScreen(desk.amendment("As it is."), None)
        async with desk.open(screen) as pilot:
            await pilot.press(key, "X")
            await settle(pilot)
            assert screen.query_one("#text", ProseArea).text == "XAs it is."
            assert "there are none here" in told(pilot)

    run(test)


def test_ctrl_x_cuts_what_is_selected_and_never_a_line(desk: Desk) -> None:
    async def test() -> None:
        screen = DraftScreen(desk.amendment("First.\n\nLast."), None)
        async with desk.open(screen) as pilot:
            area = screen.query_one("#text", ProseArea)
            await pilot.press("ctrl+x")
            assert area.text == "First.\n\nLast."
            await pilot.press("shift+right", "ctrl+x")
            assert area.text == "irst.\n\nLast."

    run(test)


def test_ctrl_home_and_ctrl_end_go_to_the_ends_of_the_text(desk: Desk) -> None:
    async def test() -> None:
        screen = DraftScreen(desk.amendment("First.\n\nLast."), None)
        async with desk.open(screen) as pilot:
            await pilot.press("ctrl+end", "Z", "ctrl+home", "A")
            assert screen.query_one("#text", ProseArea).text == "AFirst.\n\nLast.Z"

    run(test)


@pytest.mark.parametrize("size", [NARROW, WIDE])
def test_no_word_stands_under_the_scroll_bar(desk: Desk, size: tuple[int, int]) -> None:
    async def test() -> None:
        base = "\n\n".join("word " * 90 + str(number) for number in range(30))
        draft = desk.amendment()
        assert draft.base is not None
        draft = replace(
            draft, base=replace(draft.base, text=base), text=base.replace("word", "words")
        )
        screen = DraftScreen(draft, None)
        async with desk.open(screen, size):
            view = screen.query_one("#changes", DiffView)
            assert view.show_vertical_scrollbar
            width = view.scrollable_content_region.width
            assert max(map(len, view.shown_text().split("\n"))) <= width

    run(test)


def test_an_instruction_about_a_list_is_shown_as_a_list(desk: Desk) -> None:
    async def test() -> None:
        draft = begin_new_position("Repair", Submitter())
        draft = revise(draft, text="We will:\n\n- mend shoes\n- mend clocks\n\nSoon.")
        async with desk.open(screen_for(draft, None), WIDE) as pilot:
            shown = seen(pilot)
            for line in ("“- mend shoes” [new line]", "“- mend clocks” [new paragraph]"):
                assert any(row.rstrip().endswith(line) for row in shown.split("\n"))

    run(test)


@pytest.mark.parametrize("leave", ["escape", "ctrl+q"])
def test_a_title_alone_is_kept(desk: Desk, leave: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writing, "SAVE_AFTER", 60)

    async def test() -> None:
        draft = begin_campaign_idea("Open the shops", Submitter())
        async with desk.open(screen_for(draft, None)) as pilot:
            assert "nothing written yet" in seen(pilot)
            await pilot.press(leave)
            await pilot.pause(0.12)
        assert read_draft(desk.drafts / f"{draft.id}.toml").title == "Open the shops"

    run(test)


# --- answers ---


def answers_shown(screen: object) -> list[str]:
    return [answer.question for answer in screen.editing.compose().answers]  # type: ignore[attr-defined]


@pytest.mark.parametrize("size", [NARROW, WIDE])
def test_only_the_questions_of_the_nation_are_asked(desk: Desk, size: tuple[int, int]) -> None:
    async def test() -> None:
        for nation, count in ((Nation.ENGLAND, 1), (Nation.WALES, 2), (None, 2)):
            screen = screen_for(desk.response(nation), None)
            async with desk.open(screen, size) as pilot:
                assert len(answers_shown(screen)) == count
                assert f"0 of {count} answered" in seen(pilot)
                assert ("Wales has learned" in seen(pilot)) == (count == 2)

    run(test)


def test_changing_the_nation_keeps_every_answer(desk: Desk) -> None:
    async def test() -> None:
        draft = desk.response(Nation.WALES)
        screen = screen_for(draft, None)
        async with desk.open(screen) as pilot:
            await pilot.press("f8")
            await write(pilot, "Much.")
            assert "1 of 2 answered" in seen(pilot)
            await pilot.press("f2")
            screen.query_one("#nation", Select).value = Nation.ENGLAND
            await settle(pilot)
            assert len(answers_shown(screen)) == 2
            await pilot.press("escape")
            await settle(pilot)
            assert "put to members in Wales only" in " ".join(seen(pilot).split())
            await pilot.press("f2")
            screen.query_one("#nation", Select).value = Nation.WALES
            await saved(pilot)
        found = read_draft(desk.drafts / f"{draft.id}.toml")
        assert [answer.text for answer in found.answers] == ["", "Much."]

    run(test)


def test_unanswered_questions_of_another_nation_go(desk: Desk) -> None:
    async def test() -> None:
        screen = screen_for(desk.response(Nation.WALES), None)
        async with desk.open(screen) as pilot:
            await pilot.press("f2")
            screen.query_one("#nation", Select).value = Nation.SCOTLAND
            await settle(pilot)
            assert answers_shown(screen) == ["consultation-2021/question-1"]

    run(test)


def test_answers_are_submitted_late_only_after_a_warning(desk: Desk) -> None:
    async def test() -> None:
        draft = desk.response(Nation.ENGLAND)
        screen = screen_for(
            replace(draft, submitter=Submitter(mover="Ann", nation=Nation.ENGLAND)), None
        )
        async with desk.open(screen) as pilot:
            await pilot.press("ctrl+g")
            await settle(pilot)
            assert "No question is answered yet" in seen(pilot)
            await pilot.press("enter")
            await settle(pilot)
            await write(pilot, "Yes.")
            await pilot.press("ctrl+g")
            await settle(pilot)
            assert "closed on 11 June 2021" in " ".join(seen(pilot).split())
            await pilot.press("enter")
            await settle(pilot)
            assert (desk.drafts / "outbox" / f"{draft.id}.toml").is_file()
            await pilot.press("enter")
            await settle(pilot)
            await write(pilot, "X")
            assert screen.query_one("#answer", ProseArea).text == "Yes."

    run(test)
