"""The composite workbench: what it tells, what each key does, and that no typed word is lost."""

import json
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from corpora import HOSTILE
from desk import NARROW, TARGET, WIDE, Desk, run, seen, settle, told, write
from hypothesis import given
from hypothesis import strategies as st
from tui_support import until

from policytui.checks.basis import Basis
from policytui.conference.amendments.composites import (
    Answer,
    Composite,
    decide_text,
    tell_composites,
)
from policytui.conference.amendments.recomposing import CompositeChanged
from policytui.conference.decisions.deciding import Decision, decide
from policytui.conference.inbox.taking_in import take_in
from policytui.conference.marshalling.outcome import Outcome
from policytui.conference.round import Round, begin_round, open_round
from policytui.drafts.begin import begin_amendment, begin_new_position, revise
from policytui.drafts.model import Submitter
from policytui.drafts.submission import seal
from policytui.drafts.toml import format_draft
from policytui.errors import UsageError
from policytui.tui.commands import Place, commands_for
from policytui.tui.composing import Bench, on_round, open_bench, read_again
from policytui.tui.composing_deeds import dissolve, note_consent, save, take_back
from policytui.tui.composing_kept import KeptWords, Words
from policytui.tui.composing_rows import bench_rows
from policytui.tui.composing_text import beginnings, cursor_at, place_of, put_sentence
from policytui.tui.composing_together import bring_places, places_text
from policytui.tui.composing_views import copied_text, look_at, tell_notices
from policytui.tui.marshalling import Marshalled, read_marshalled
from policytui.tui.screens.choice import ChoiceScreen
from policytui.tui.screens.composite import CompositeScreen
from policytui.tui.screens.together import TogetherScreen

PASSAGE = (
    "Each town will say once a year which of its shops stand empty, for how long, and what the "
    "people who live near would like to see in them"
)
CHANGES = {
    "anna": ("a year", "a month"),
    "bert": ("a year", "a week"),
    "cora": ("town", "village"),
    "dora": ("a year", "a month"),
    "emil": (".", f". {PASSAGE}."),
    "fred": (".", f". {PASSAGE} soon [/x]."),
}
"""What each mover changes."""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a round in it."""
    desk = Desk(tmp_path_factory.mktemp("round"))
    folder = desk.drafts.parent
    inbox = folder / "inbox"
    inbox.mkdir()
    catalogue = desk.workspace.catalogue
    position, header = catalogue.position(TARGET), catalogue.header("platform")
    assert position.text.count(".") == 1
    for mover, (old, new) in CHANGES.items():
        draft = begin_amendment(position, header, Submitter(mover.title(), organisation="Hill"))
        draft = revise(
            draft,
            id=f"2026-{mover}",
            text=position.text.replace(old, new),
            reason=f"So says {mover}. {HOSTILE}",
        )
        (inbox / f"{mover}.toml").write_text(format_draft(seal(draft)), encoding="utf-8")
    new = begin_new_position("Baths", Submitter("Zoe", organisation="Hill"), document="platform")
    new = revise(new, id="2026-zoe", text="Every town keeps its baths open.", reason="So.")
    (inbox / "zoe.toml").write_text(format_draft(seal(new)), encoding="utf-8")
    take_in(begin_round(folder / "round", "Conference 2026"), inbox, Basis(catalogue))
    return folder / "round"


@pytest.fixture
def desk(tmp_path: Path, made: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    monkeypatch.delenv("POLICYTUI_ROUND", raising=False)
    shutil.copytree(made, tmp_path / "round")
    return Desk(tmp_path, mover="A. Clerk")


def read(desk: Desk) -> Marshalled:
    return read_marshalled(desk.workspace, lambda *_: None, lambda: False)


def bench_for(marshalled: Marshalled, mover: str) -> Bench:
    items = marshalled.listing.items
    item = next(one for one in items if one.amendment.id == f"2026-{mover}")
    return open_bench(marshalled, item)


def round_of(desk: Desk) -> Round:
    return open_round(desk.drafts.parent / "round")


def composites(desk: Desk) -> tuple[Composite, ...]:
    return tell_composites(round_of(desk).journal.read())


def names(ids) -> list[str]:
    return [id_.removeprefix("2026-") for id_ in ids]


def words(pilot) -> str:
    return " ".join(seen(pilot).replace("│", " ").split())


# --- what lies on the bench ---


def test_every_amendment_to_the_position_stands_in_one_group(desk: Desk) -> None:
    gathered = bench_for(read(desk), "cora").gathered
    groups = {group.title: names(group.ids) for group in gathered.groups}
    assert groups == {
        "Identical": ["anna", "dora"],
        "Nearly identical": ["emil", "fred"],
        "Colliding": ["bert"],
        "Others": ["cora"],
    }
    for id_ in ("2026-anna", "2026-dora"):
        (meeting,) = gathered.meetings[id_]
        assert (names(meeting.others), meeting.words) == (["bert"], "year")
    assert names(gathered.near("2026-dora")) == ["anna", "dora"]


def test_what_is_no_amendment_to_a_position_is_refused(desk: Desk) -> None:
    with pytest.raises(UsageError, match="new position"):
        bench_for(read(desk), "zoe")


def test_members_applied_together_leave_out_those_that_collide_and_say_so(desk: Desk) -> None:
    bench = bench_for(read(desk), "bert")
    for mover in ("anna", "cora"):
        bench = bench.with_marked(f"2026-{mover}")
    first, *others = beginnings(bench)
    assert "for a month" in first.text
    assert "village" in first.text
    assert "without 2" in first.tip
    assert [one.id for one in others] == ["2026-anna", "2026-bert", "2026-cora", "position"]


@pytest.mark.parametrize(
    ("text", "at", "made"),
    [
        ("", 0, "New."),
        ("One. Two.", 9, "One. Two. New."),
        ("One. Two.", 4, "One. New. Two."),
        ("One. Two.", 5, "One. New. Two."),
        ("One. Two.", 6, "One. Two. New."),
        ("One.\n\nTwo.", 6, "One.\n\nNew. Two."),
    ],
)
def test_a_sentence_goes_in_between_words(text: str, at: int, made: str) -> None:
    place, put = put_sentence(text, at, " New.\n")
    assert text[:place] + put + text[place:] == made


@given(st.text("ab \n", max_size=12), st.data())
def test_a_place_in_a_text_and_its_row_and_column_are_one(text: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(text)))
    assert place_of(text, *cursor_at(text, at)) == at


# --- deeds ---


def test_each_deed_is_noted_and_taken_back(desk: Desk) -> None:
    marshalled = read(desk)
    bench = bench_for(marshalled, "anna").with_marked("2026-cora")
    with pytest.raises(UsageError, match="no text"):
        save(bench, " ")
    text = "A shop that stands empty for a month goes to the village."
    bench, made = save(bench, text)
    assert made
    assert (bench.chosen, bench.is_changed(text), made.before) == ("C1", False, None)
    assert save(bench, text)[1] is None
    with pytest.raises(UsageError, match="Only movers"):
        note_consent(bench, "2026-bert", Answer.GIVEN)
    for mover in ("anna", "cora"):
        bench, agreed = note_consent(bench, f"2026-{mover}", Answer.GIVEN)
    now = marshalled.following(round_of(desk).journal.read())
    assert {"C1", "2026-bert"} < set(now.numbers)
    assert "2026-anna" not in now.numbers
    # Its members stand on the bench, though not in the list.
    again = on_round(bench, now)
    assert {"2026-anna", "2026-cora"} <= set(again.gathered.by_id)
    bench, changed = save(again.with_marked("2026-emil"), f"{text} {PASSAGE}.")
    assert changed
    assert not composites(desk)[0].is_agreed
    bench = take_back(bench, changed)
    assert composites(desk)[0].is_agreed
    assert names(composites(desk)[0].members) == ["anna", "cora"]
    assert agreed
    bench = take_back(bench, agreed)
    bench, gone = dissolve(bench)
    assert (bench.chosen, bench.composites) == ("", ())
    assert gone
    bench = take_back(bench, gone)
    assert [one.answer for one in composites(desk)[0].consents] == [Answer.GIVEN, Answer.TO_ASK]


def test_only_whom_a_person_noted_is_told_as_asked(desk: Desk) -> None:
    bench, _ = save(bench_for(read(desk), "anna").with_marked("2026-cora"), "A text.")
    for mover, answer in (("anna", Answer.ASKED), ("cora", Answer.GIVEN)):
        assert "to be asked" in _row_beneath(bench, mover)
        bench, deed = note_consent(bench, f"2026-{mover}", answer)
        assert deed
        assert deed.can_be_taken_back
        assert f"consent {answer.value} · " in _row_beneath(bench, mover)
        assert note_consent(bench, f"2026-{mover}", answer)[1] is None
    bench, _ = save(read_again(bench), "Another text.")
    assert "to be asked" in _row_beneath(bench, "cora")


def _row_beneath(bench: Bench, mover: str) -> str:
    rows = [row.drawn.plain for row in bench_rows(bench, (), frozenset()).rows]
    return next(rows[n + 1] for n, row in enumerate(rows) if mover.title() in row)


def test_what_is_decided_is_told_and_no_part_of_a_composite(desk: Desk) -> None:
    decide(round_of(desk).journal, ["2026-bert", "2026-dora"], Decision(Outcome.LOST))
    bench = bench_for(read(desk), "bert")
    assert bench.marked == ()
    assert "decided: lost" in _row_beneath(bench, "bert")
    with pytest.raises(UsageError, match="2 is lost: what is decided"):
        bench.with_marked("2026-bert")
    bench = bench.with_group("2026-anna")
    assert names(bench.marked) == ["anna"]
    with pytest.raises(UsageError, match="3 is lost"):
        save(replace(bench, marked=(*bench.marked, "2026-dora")), "A text.")


def test_nobody_saves_over_another_unseen(desk: Desk) -> None:
    marshalled = read(desk)
    bench = bench_for(marshalled, "anna").with_marked("2026-cora")
    mine, _ = save(bench, "Mine.")
    round_of(desk).journal.add(decide_text("C1", "Theirs."))
    for before in (mine, bench):
        with pytest.raises(CompositeChanged) as error:
            save(before, "Mine again.")
        assert error.value.now.text == "Theirs."
    with pytest.raises(UsageError, match="part of composite C1"):
        read_again(bench).with_marked("2026-bert").with_marked("2026-anna").with_marked("2026-anna")
    # To have read the journal is not to have seen what is there.
    again = read_again(mine)
    assert again.is_overtaken
    with pytest.raises(CompositeChanged):
        save(again, "Mine again.")
    save(again.having_seen(composites(desk)[0]), "Mine again.")
    assert composites(desk)[0].text == "Mine again."


def test_words_that_were_not_saved_are_kept_and_two_windows_lose_none(desk: Desk) -> None:
    bench = bench_for(read(desk), "anna")
    one, other = (KeptWords(desk.state, bench) for _ in range(2))
    assert one.find() is None
    assert one.note(Words("Mine. [red]", bench.marked))
    assert other.find() == Words("Mine. [red]", bench.marked)
    assert other.note(Words("Other.", ()))
    assert one.note(Words("Mine, longer.", bench.marked))
    other.forget()
    fresh = KeptWords(desk.state, bench)
    assert fresh.find() == Words("Mine, longer.", bench.marked)
    fresh.forget()
    assert KeptWords(desk.state, bench).find() is None


def test_kept_words_know_what_they_began_from_and_older_ones_are_asked_about(desk: Desk) -> None:
    bench, _ = save(bench_for(read(desk), "anna").with_marked("2026-cora"), "First.")
    KeptWords(desk.state, bench).note(Words("Mine.", bench.marked, bench.seen))
    found = KeptWords(desk.state, bench).find()
    assert found
    assert found.seen
    assert bench.composite
    assert found.seen.says_as(bench.composite)
    (file,) = (desk.state / "composites").glob("*.json")
    older = json.loads(file.read_text("utf-8"))
    del older["seen"]
    file.write_text(json.dumps(older), "utf-8")
    found = KeptWords(desk.state, bench).find()
    assert found == Words("Mine.", bench.marked)
    bench = replace(bench, seen=found.seen)
    assert "C1 may have been changed" in next(tell_notices(bench, look_at(bench, found.text)))
    with pytest.raises(CompositeChanged):
        save(bench, found.text)


def test_every_word_from_no_source_is_flagged(desk: Desk) -> None:
    bench = bench_for(read(desk), "anna").with_marked("2026-emil")
    text = f"{bench.gathered.today} {PASSAGE}. Nobody asked for elephants."
    looked = look_at(bench, text)
    assert looked.unsourced == ("Nobody asked for elephants.",)
    start, end = looked.next_unsourced(0) or (0, 0)
    assert text[start:end] == "Nobody asked for elephants."
    copied = copied_text(bench, looked)
    assert "the position: " in copied
    assert f"5: {PASSAGE}." in copied
    assert "NO SOURCE: Nobody asked for elephants." in copied


def test_the_whole_round_together_tells_where_amendments_meet(desk: Desk) -> None:
    marshalled = read(desk)
    places = bring_places(marshalled, lambda *_: None, lambda: False)
    text = places_text(marshalled, places, meeting_only=True)
    assert "7 amendments to 2 texts: 1 with collisions, 1 identical group, 1 near group" in text
    assert "identical: 1, 3" in text
    assert "Baths" not in text
    assert "Baths (new position): " in places_text(marshalled, places, meeting_only=False)


# --- the screens ---


@pytest.mark.parametrize(
    ("screen", "place"), [(CompositeScreen, Place.COMPOSITE), (TogetherScreen, Place.TOGETHER)]
)
def test_every_key_does_something(screen: type, place: Place) -> None:
    for command in commands_for(place):
        assert hasattr(screen, f"action_{command.action}"), command


def _screen(desk: Desk, mover: str) -> CompositeScreen:
    marshalled = read(desk)
    items = marshalled.listing.items
    item = next(one for one in items if one.amendment.id == f"2026-{mover}")
    return CompositeScreen(marshalled, item)


async def looked(pilot, screen: CompositeScreen) -> None:
    await until(pilot, lambda: bool(screen.looked and screen.looked.text == screen.area.text))
    await settle(pilot)


def test_one_text_is_made_of_several_agreed_to_and_taken_back(desk: Desk) -> None:
    async def test() -> None:
        screen = _screen(desk, "anna")
        async with desk.open(screen, WIDE) as pilot:
            await looked(pilot, screen)
            assert "[x] 1 Anna (Hill)" in words(pilot)
            assert "collides with 2 on “year”" in words(pilot)
            await pilot.press("G", "space", "b", "enter")
            await looked(pilot, screen)
            assert "for a month" in screen.area.text
            assert "village" in screen.area.text
            await pilot.press("tab")
            await write(pilot, " [red] elephants")
            await looked(pilot, screen)
            assert "! Words from no source: “[red] elephants”." in words(pilot)
            assert "[[red]" in words(pilot)
            await pilot.press("ctrl+s")
            await until(pilot, lambda: bool(composites(desk)))
            await pilot.press("escape", "c", "g", "c")
            await until(pilot, lambda: composites(desk)[0].is_agreed)
            await settle(pilot)
            assert "it takes the place of" in told(pilot)
            await pilot.press("tab", "ctrl+end")
            await write(pilot, " more")
            await looked(pilot, screen)
            assert "Saving asks every mover anew" in words(pilot)
            await pilot.press("escape", "u")
            await until(pilot, lambda: not composites(desk)[0].is_agreed)
            await settle(pilot)
            assert screen.area.text.endswith("elephants more")
            await pilot.press("D", "y")
            await until(pilot, lambda: composites(desk)[0].is_dissolved)
            await settle(pilot)
            assert screen.area.text.endswith("elephants more")
            await pilot.press("escape")
            await until(pilot, lambda: pilot.app.screen is not screen)

    run(test)


def test_typed_words_outlive_the_screen_and_sentences_are_taken(desk: Desk) -> None:
    async def test() -> None:
        for _ in range(2):
            screen = _screen(desk, "emil")
            async with desk.open(screen, NARROW) as pilot:
                await looked(pilot, screen)
                if screen.area.text:
                    assert screen.area.text == f"{PASSAGE}. kept"
                    assert "Words that were not saved are here again" in told(pilot)
                    await pilot.press("tab", "tab", "v", "v")
                    assert "5 Emil (Hill)" in words(pilot)
                    # No key changes a list that is not shown.
                    assert screen.bench is not None
                    marked = screen.bench.marked
                    await pilot.press("space", "M", "c")
                    await until(pilot, lambda: "tab goes there" in told(pilot))
                    assert screen.bench.marked == marked
                    assert "So says emil. [/x] [@click=app.quit]go[/]" in words(pilot)
                    continue
                await pilot.press("j", "enter", "tab")
                await write(pilot, " kept")
                assert f"{PASSAGE[:30]}" in words(pilot)

    run(test)


def test_taking_back_goes_where_it_belongs_and_words_stay_with_their_composite(desk: Desk) -> None:
    new = "Words of a new one."

    async def test() -> None:
        screen = _screen(desk, "anna")
        async with desk.open(screen, WIDE) as pilot:
            await pilot.press("G", "space")
            for text in ("First.", "Second."):
                await _save(pilot, screen, text)
            await pilot.press("o")
            screen.area.rewrite(new)
            await pilot.press("u")
            await until(pilot, lambda: composites(desk)[0].text == "First.")
            await until(pilot, lambda: screen.area.text == "First.")
            await pilot.press("ctrl+s")
            await until(pilot, lambda: "Nothing changed" in told(pilot))
            await pilot.press("o")
            assert _shown(screen) == ("", new)
            # The making is taken back: its words are there, and those of the other are kept.
            await pilot.press("u")
            await until(pilot, lambda: composites(desk)[0].is_dissolved)
            await until(pilot, lambda: _shown(screen) == ("", "First."))
            assert screen.bench is not None
            assert names(screen.bench.marked) == ["anna", "cora"]
            await pilot.press("ctrl+s")
            await until(pilot, lambda: _shown(screen) == ("C2", "First."))
            await pilot.press("o")
            assert _shown(screen) == ("", new)
            # What somebody else changed since is not taken back, and is shown.
            round_of(desk).journal.add(decide_text("C2", "Theirs."))
            await pilot.press("u")
            await until(pilot, lambda: _shown(screen) == ("C2", "Theirs."))
            assert screen.steps == []
            assert "What you did before stays as it is" in told(pilot)

    run(test)


def test_what_another_saved_is_shown_and_asked_about_before_it_is_saved_over(desk: Desk) -> None:
    async def asked(pilot) -> None:
        await pilot.press("ctrl+s")
        await until(pilot, lambda: isinstance(pilot.app.screen, ChoiceScreen))
        assert "it reads now: Theirs." in words(pilot)
        assert composites(desk)[0].text == "Theirs."

    async def test() -> None:
        screen = first = _screen(desk, "anna")
        async with desk.open(screen, WIDE) as pilot:
            await pilot.press("G", "space")
            await _save(pilot, screen, "First.")
            screen.area.rewrite("Mine.")
            round_of(desk).journal.add(decide_text("C1", "Theirs."))
            await pilot.press("f5")
            await until(pilot, lambda: "C1 was changed by somebody else" in told(pilot))
            await pilot.press("v")
            await until(pilot, lambda: "C1, of 1, 4" in words(pilot))
            assert "Theirs." in words(pilot)
            await asked(pilot)
            await pilot.press("enter")
            assert _shown(screen) == ("C1", "Mine.")
            await pilot.press("escape")
            await until(pilot, lambda: pilot.app.screen is not first)
            screen = _screen(desk, "anna")
            await pilot.app.push_screen(screen)
            await until(pilot, lambda: _shown(screen) == ("C1", "Mine."))
            await asked(pilot)
            await pilot.press("j", "enter")
            assert _shown(screen) == ("C1", "Theirs.")
            await pilot.press("u")
            assert _shown(screen) == ("C1", "Mine.")
            await pilot.press("ctrl+s")
            await until(pilot, lambda: composites(desk)[0].text == "Mine.")

    run(test)


def _shown(screen: CompositeScreen) -> tuple[str | None, str]:
    return screen.bench and screen.bench.chosen, screen.area.text


async def _save(pilot, screen: CompositeScreen, text: str) -> None:
    screen.area.rewrite(text)
    await pilot.press("ctrl+s")
    await until(pilot, lambda: screen.bench is not None and not screen.bench.is_changed(text))


def test_the_list_of_all_opens_the_workbench_and_takes_what_came_of_it(desk: Desk) -> None:
    async def test() -> None:
        screen = TogetherScreen(read(desk))
        async with desk.open(screen, NARROW) as pilot:
            await until(pilot, lambda: screen.places is not None)
            assert "≠ Empty shops · 6 amendments" in words(pilot)
            await pilot.press("enter")
            await until(pilot, lambda: isinstance(pilot.app.screen, CompositeScreen))
            bench = pilot.app.screen
            assert isinstance(bench, CompositeScreen)
            await looked(pilot, bench)
            await pilot.press("M", "b", "enter")
            await looked(pilot, bench)
            await pilot.press("ctrl+s")
            await until(pilot, lambda: bool(composites(desk)))
            await pilot.press("escape", "T")
            await until(pilot, lambda: pilot.app.screen is screen)
            await until(pilot, lambda: "C1, 0 of 2 consent" in words(pilot))

    run(test)
