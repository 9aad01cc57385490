"""The screen of the next edition: it shows before it writes, refuses in plain words, and undoes."""

import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from conference_round import files_of
from corpora import HOSTILE, PLATFORM
from desk import NARROW, TARGET, WIDE, Desk, run, seen, settle, told, write
from textual.events import Key
from textual.screen import Screen
from tui_support import until

from policytui.checks.basis import Basis
from policytui.conference.decisions.deciding import Decision, decide
from policytui.conference.decisions.next_edition import Adopted
from policytui.conference.inbox.taking_in import take_in
from policytui.conference.marshalling.outcome import Outcome
from policytui.conference.round import begin_round, open_round
from policytui.drafts.begin import begin_amendment, begin_new_position, revise
from policytui.drafts.model import Contact, Submitter
from policytui.drafts.submission import seal
from policytui.drafts.toml import format_draft
from policytui.errors import Cancelled
from policytui.progress import ignore_progress, never_cancelled
from policytui.tui.adopting import (
    Named,
    Outlook,
    Standing,
    look_ahead,
    put_back,
    write_edition,
)
from policytui.tui.adopting_rows import said_of, text_of
from policytui.tui.commands import Place, commands_for
from policytui.tui.marshalling import Marshalled, read_marshalled
from policytui.tui.screens.adoption import AdoptionScreen
from policytui.workspace import places

CHANGES = {"anna": ("a year", "a month"), "cora": ("town", "village")}
SECRET = "secret@example.org"
DAY = date(2026, 10, 11)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A round with two amendments to the same position."""
    desk = Desk(tmp_path_factory.mktemp("round"))
    folder = desk.drafts.parent
    (folder / "inbox").mkdir()
    catalogue = desk.workspace.catalogue
    position, header = catalogue.position(TARGET), catalogue.header("platform")
    for mover, (old, new) in CHANGES.items():
        who = Submitter(f"{mover.title()} [red] {SECRET}", organisation="Hill")
        draft = revise(
            begin_amendment(position, header, who),
            id=f"2026-{mover}",
            text=position.text.replace(old, new),
            reason=HOSTILE,
            contact=Contact(email=SECRET),
        )
        (folder / "inbox" / f"{mover}.toml").write_text(format_draft(seal(draft)), "utf-8")
    round_ = begin_round(folder / "round", "Conference 2026")
    take_in(round_, folder / "inbox", Basis(catalogue))
    return folder / "round"


class Hall(Desk):
    """A desk with that round beside its corpus."""

    @property
    def corpus(self) -> Path:
        return self.drafts.parent / "corpus"

    def decide(self, outcome: Outcome = Outcome.CARRIED, *names: str) -> None:
        ids = [f"2026-{name}" for name in names or CHANGES]
        votes = "120:80:3" if outcome is Outcome.CARRIED else ""
        journal = open_round(self.drafts.parent / "round").journal
        decide(journal, ids, Decision(outcome, votes))

    def read(self) -> Marshalled:
        return read_marshalled(self.workspace, ignore_progress, never_cancelled)

    def look(self, name: Adopted | None = None, *, merges: bool = False) -> Outlook:
        return look_ahead(self.read(), self.workspace.places, name, merges=merges)


@pytest.fixture
def hall(tmp_path: Path, made: Path, monkeypatch: pytest.MonkeyPatch) -> Hall:
    monkeypatch.delenv("POLICYTUI_ROUND", raising=False)
    shutil.copytree(made, tmp_path / "round")
    return Hall(tmp_path, mover="A. Clerk")


async def rested(screen: AdoptionScreen, pilot: Any) -> None:
    await until(pilot, lambda: screen.outlook is not None and not screen.is_working)
    await settle(pilot)


async def press(screen: AdoptionScreen, pilot: Any, *keys: str) -> None:
    await pilot.press(*keys)
    await rested(screen, pilot)


def words(pilot: Any) -> str:
    return " ".join(seen(pilot).split())


# --- the screen ---


def test_first_what_is_in_the_way_then_the_comparison_then_it_is_written_and_undone(
    hall: Hall,
) -> None:
    results: list[bool | None] = []
    before = files_of(hall.corpus)

    async def test() -> None:
        screen = AdoptionScreen(hall.read())
        async with hall.open(Screen(), NARROW) as pilot:
            await pilot.app.push_screen(screen, results.append)
            await rested(screen, pilot)
            assert "! 2 amendments are still to be decided: 1, 2." in words(pilot)
            await press(screen, pilot, "ctrl+s", "enter")
            assert "What was not reached at all is recorded in one go" in words(pilot)
            assert files_of(hall.corpus) == before
            hall.decide()
            await press(screen, pilot, "escape", "f5")
            assert "Our platform: 2016 ⇄ " in seen(pilot)
            assert "~ amended Empty shops" in words(pilot)
            assert "nothing is written yet: ctrl+s adopts it" in words(pilot)
            await press(screen, pilot, "enter")
            for part in (
                "• Amendment 1, Anna [red] [e-mail address left out] for Hill, 120 for",
                "−year− +month+",
                "−town− +village+",
            ):
                assert part in words(pilot), part
            await press(screen, pilot, "escape", "e", *["delete"] * 9)
            await pilot.press("home", *["delete"] * 9)
            await pilot.press("ctrl+s")
            assert "Give the edition a name" in seen(pilot)
            await write(pilot, "2026")
            await pilot.press("tab", "home", *["delete"] * 20)
            await write(pilot, "11 October 2026")
            await press(screen, pilot, "enter", "enter")
            assert "The edition 2026, adopted on 11 October 2026 by Conference" in words(pilot)
            assert files_of(hall.corpus) == before
            await press(screen, pilot, "ctrl+s")
            assert "The edition 2026 was adopted on 11 October 2026" in words(pilot)
            assert "for a month should be offered" in (hall.corpus / "platform.md").read_text()
            await press(screen, pilot, "ctrl+s", "u")
            assert files_of(hall.corpus) == before
            assert "nothing is written yet" in seen(pilot)
            assert "Next edition 2026, 11 October 2026 ›" in seen(pilot)
            assert "Undone: the corpus is as it was." in told(pilot)
            await pilot.press("escape")
            await until(pilot, lambda: results == [True])

    run(test)
    again = hall.look()
    assert (again.named, again.name.edition, again.name.adopted) == (Named.BEFORE, "2026", DAY)


def test_a_new_position_without_a_document_is_placed_by_a_key(hall: Hall) -> None:
    new = begin_new_position("Warm [red] homes", Submitter("Dora"))
    new = replace(revise(new, text="Every home is warm."), id="2026-dora")
    inbox = hall.drafts.parent / "inbox"
    inbox.mkdir()
    (inbox / "dora.toml").write_text(format_draft(seal(new)), "utf-8")
    round_ = open_round(hall.drafts.parent / "round")
    take_in(round_, inbox, Basis(hall.workspace.catalogue))
    hall.decide(Outcome.CARRIED, "anna", "cora", "dora")
    before = hall.look()
    assert (before.standing, before.named) == (Standing.BLOCKED, Named.PROPOSED)
    assert [hurdle.is_unplaced for hurdle in before.hurdles] == [True]

    async def test() -> None:
        screen = AdoptionScreen(hall.read())
        async with hall.open(screen, NARROW) as pilot:
            await rested(screen, pilot)
            assert "The new position “Warm [red] homes” of amendment 3 has no" in words(pilot)
            assert "p places it" in words(pilot)
            await press(screen, pilot, "p")
            assert "Into which document goes 3, “Warm [red] homes”?" in words(pilot)
            await press(screen, pilot, "enter")
            assert "After “Homes we share”" in words(pilot)
            await press(screen, pilot, "down", "enter")
            assert "nothing is written yet: ctrl+s adopts it" in words(pilot)
            assert "Name and day are only proposed" in words(pilot)
            await press(screen, pilot, "p", "enter", "escape")
            # A name given now would be dropped, and what stands be adopted under the old one.
            for key in ("f5", "e"):
                pilot.app.post_message(Key(key, None))
            await until(pilot, lambda: screen.is_working)
            await rested(screen, pilot)
            assert pilot.app.screen is screen

    run(test)
    outlook = hall.look()
    titles = [position.title for position in outlook.editions[0].after.positions]
    assert titles[:2] == ["Homes we share", "Warm [red] homes"]


def test_a_corpus_that_moved_is_refused_in_plain_words_and_both_changes_are_merged(
    hall: Hall,
) -> None:
    hall.decide()
    file = hall.corpus / "platform.md"
    moved = PLATFORM.replace("A shop that", "Any shop that").replace('"2016"', '"2017"')

    async def test() -> None:
        screen = AdoptionScreen(hall.read())
        async with hall.open(screen, WIDE) as pilot:
            await rested(screen, pilot)
            file.write_text(moved, "utf-8")
            await press(screen, pilot, "ctrl+s")
            assert "changed by somebody else meanwhile" in words(pilot)
            assert "F5 reads round and corpus again" in words(pilot)
            assert file.read_text("utf-8") == moved
            await press(screen, pilot, "f5")
            assert "changed since the edition 2016" in words(pilot)
            assert "m brings both changes together" in words(pilot)
            await press(screen, pilot, "m")
            assert "In 1 position two changes are brought together." in words(pilot)
            assert "! What was carried and what changed here since" in words(pilot)
            await press(screen, pilot, "ctrl+s")
            text = file.read_text("utf-8")
            assert "Any shop that stands empty for a month should be offered" in text
            assert SECRET not in "".join(map(str, files_of(hall.corpus).values()))
        again = AdoptionScreen(hall.read())
        async with hall.open(again, WIDE) as pilot:
            await rested(again, pilot)
            assert "was adopted on" in words(pilot)
            assert "~ amended Empty shops" in words(pilot)
            hall.decide(Outcome.LOST, "cora")
            await press(again, pilot, "f5")
            assert "Decisions were recorded since: u, then adopt again." in words(pilot)
            await press(again, pilot, "u")
            assert file.read_text("utf-8") == moved

    run(test)


def test_every_command_can_be_carried_out(hall: Hall) -> None:
    screen = AdoptionScreen(hall.read())
    for command in commands_for(Place.ADOPTION):
        assert hasattr(screen, f"action_{command.action}"), command


# --- what is worked out ---


@pytest.mark.parametrize(
    ("name", "what", "todo"),
    [
        (Adopted("2016", DAY, "Conference"), "is there already", "e gives it another name"),
        (Adopted("…", DAY, "Conference"), "needs a name", "e gives it another name"),
        (None, "Nothing that was carried changes a word", "goes back to the list"),
    ],
)
def test_each_thing_in_the_way_says_what_to_do(
    hall: Hall, name: Adopted | None, what: str, todo: str
) -> None:
    hall.decide(Outcome.CARRIED if name else Outcome.LOST)
    outlook = hall.look(name)
    assert outlook.standing is Standing.BLOCKED
    (hurdle,) = outlook.hurdles
    assert what in hurdle.what
    assert todo in hurdle.todo
    assert hurdle.todo in text_of(outlook, changed_only=True)


def test_the_corpus_that_comes_with_the_program_is_not_changed(hall: Hall) -> None:
    hall.decide()
    here = hall.workspace.places
    bundled = replace(here, corpus=places.Place(here.corpus.path, places.BUNDLED))
    (hurdle,) = look_ahead(hall.read(), bundled).hurdles
    assert "is not changed" in hurdle.what


def test_what_was_stopped_is_told_and_finished_or_put_back(hall: Hall) -> None:
    hall.decide()
    before = files_of(hall.corpus)
    for does_finish in (False, True):
        calls = 0

        def stop() -> bool:
            nonlocal calls
            calls += 1
            return calls == 7

        with pytest.raises(Cancelled):
            write_edition(hall.look(), hall.corpus, ignore_progress, stop)
        outlook = hall.look()
        assert outlook.standing is Standing.STOPPED
        assert files_of(hall.corpus) != before
        assert said_of(outlook).endswith("was stopped half-way.")
        does = write_edition if does_finish else put_back
        does(outlook, hall.corpus, ignore_progress, never_cancelled)
        standing = hall.look().standing
        assert standing is (Standing.ADOPTED if does_finish else Standing.READY)
        assert (files_of(hall.corpus) == before) is not does_finish
