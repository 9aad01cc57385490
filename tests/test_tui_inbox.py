"""The inbox screen: every file accounted for, overruled, and answers coded, quoted and found."""

from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from corpora import HOSTILE
from desk import NARROW, WIDE, Desk, run, seen, settle, told, write
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from textual.events import Key
from tui_support import until

from policytui.checks.basis import Basis
from policytui.conference.consultation.quotes import (
    MARKED,
    UNMARKED,
    mark_quote,
    tell_quotes,
    unmark_quote,
)
from policytui.conference.consultation.replies import Reply
from policytui.conference.consultation.themes import (
    SET,
    Theme,
    code_replies,
    make_theme,
    merge_themes,
    part_theme,
    rename_theme,
    tell_coding,
)
from policytui.conference.inbox.ledger import RESTORED, Fate, Item
from policytui.conference.inbox.taking_in import take_in
from policytui.conference.round import Round, begin_round
from policytui.corpus.model import Nation
from policytui.drafts.model import Contact, Draft, Seal, State, Submitter
from policytui.drafts.submission import content_digest
from policytui.drafts.toml import format_draft
from policytui.errors import UsageError
from policytui.text import clean_prose
from policytui.tui import coding, receiving
from policytui.tui.coding import Offered, filter_themes
from policytui.tui.coding_rows import numbered
from policytui.tui.commands import Place, commands_for
from policytui.tui.inbox_rows import submission_rows
from policytui.tui.receiving import Letter, Level, Received, Undo
from policytui.tui.screens.inbox import InboxScreen

MAY = datetime(2021, 5, 3, 12, tzinfo=UTC)
CAMPAIGN = (
    "Every village deserves a nurse who knows its people by name, and the councils should be "
    "given the powers and the money to employ one for good."
)
QUESTION = "consultation-2021/question-1"
OWN = "My mother waited nine days for hers."


class InboxDesk(Desk):
    """A workspace with a small round beside its corpus."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder, mover="B. Staff")
        self.inbox = folder / "inbox"
        self.inbox.mkdir()
        self.round = folder / "round"

    def send(self, draft: Draft, name: str) -> None:
        """Put a sealed submission into the inbox."""
        contact = Contact(email="secret@example.org", telephone="07700 900123")
        draft = replace(draft, created=MAY, updated=MAY, contact=contact, state=State.SUBMITTED)
        sealed = replace(draft, id=name, seal=Seal(content_digest(draft), MAY))
        sealed = replace(sealed, seal=Seal(content_digest(replace(sealed, seal=None)), MAY))
        (self.inbox / f"{name}.toml").write_bytes(format_draft(sealed).encode())

    def answer(self, name: str, text: str) -> None:
        """Send an answer to the first question."""
        begun = self.response(Nation.WALES)
        first = replace(begun.answers[0], text=text)
        who = Submitter(mover=f"Sender of {name}", nation=Nation.WALES, region="[red]Powys")
        self.send(replace(begun, answers=(first, *begun.answers[1:]), submitter=who), name)

    def take_in(self) -> Round:
        """Begin the round with what lies in the inbox."""
        made = begin_round(self.round, "Conference 2021")
        take_in(made, self.inbox, Basis(self.workspace.catalogue))
        return made


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> InboxDesk:
    monkeypatch.delenv("POLICYTUI_ROUND", raising=False)
    desk = InboxDesk(tmp_path)
    desk.send(desk.amendment("A shop is given away.", mover="A. Member"), "shop")
    desk.answer("one", CAMPAIGN)
    desk.answer("two", CAMPAIGN)
    desk.answer("three", f"{CAMPAIGN}\n\n{OWN}")
    hostile = clean_prose(HOSTILE)
    desk.answer("four", f"Trams at night. {hostile} Write to me: jo@example.org\n\nMore parks.")
    (desk.inbox / "photo.jpg").write_bytes(b"\xff\xd8")
    return desk


def with_round(
    desk: InboxDesk, size: tuple[int, int], test: Callable[[InboxScreen, Any], Awaitable[None]]
) -> None:
    """The round open on the screen."""

    async def scene() -> None:
        screen = InboxScreen()
        async with desk.open(screen, size) as pilot:
            await rested(screen, pilot)
            await test(screen, pilot)

    run(scene)


async def rested(screen: InboxScreen, pilot: Any) -> None:
    await until(pilot, lambda: not screen.is_working)
    await settle(pilot)


async def press(screen: InboxScreen, pilot: Any, *keys: str) -> None:
    await pilot.press(*keys)
    await rested(screen, pilot)


@pytest.mark.parametrize("size", [NARROW, WIDE])
def test_every_file_is_accounted_for_and_no_way_to_reach_a_sender_is_shown(
    desk: InboxDesk, size: tuple[int, int]
) -> None:
    desk.take_in()

    async def test(screen: InboxScreen, pilot: Any) -> None:
        text = " ".join(seen(pilot).split())
        assert "received 6 = 5 counted + 1 refused + 0 late" in text
        assert "✗ refused" in text
        assert "✓ counted" in text
        shown = ""
        for _ in range(6):
            await press(screen, pilot, "enter")
            shown += seen(pilot)
            await press(screen, pilot, "escape", "j")
        for part in ("A shop is given away.", "Sender of one", "cannot be read", "[@click="):
            assert part in shown, part
        for secret in ("secret@", "07700", "jo@example"):
            assert secret not in shown
        await press(screen, pilot, "f", "f")
        assert "✗ refused · 1 of 6 files" in seen(pilot)
        await press(screen, pilot, "f")
        assert "all 6 files" in seen(pilot)
        await press(screen, pilot, "F", "F")
        assert "✓ counted · 5 of 6 files" in seen(pilot)
        await press(screen, pilot, "slash", *"sender one")
        assert "“sender one” · 1 of 6 files" in seen(pilot)
        await press(screen, pilot, "enter", "slash", *"SHOP", "enter", "f")
        assert "“SHOP” · 0 of 6 files" in seen(pilot)
        await press(screen, pilot, "escape", "f")
        assert "all 6 files" in seen(pilot)
        await press(screen, pilot, "end", "a")
        assert "It cannot be admitted" in told(pilot)

    with_round(desk, size, test)


def test_one_is_set_aside_with_a_reason_and_taken_back(desk: InboxDesk) -> None:
    desk_round = desk.take_in()

    async def test(screen: InboxScreen, pilot: Any) -> None:
        while screen.item is None or screen.item.id != "shop":
            await press(screen, pilot, "j")
        await press(screen, pilot, "x", "enter")
        assert "Write a few words" in seen(pilot)
        await pilot.press(*"Gone", "enter")
        await until(pilot, lambda: screen.item is not None and screen.item.is_set_aside)
        await rested(screen, pilot)
        assert "received 6 = 4 counted + 2 refused" in seen(pilot)
        assert "set aside by B. Staff: Gone" in " ".join(seen(pilot).split())
        await press(screen, pilot, "x")
        assert "It does not count." in told(pilot)
        await pilot.press("u")
        await until(pilot, lambda: screen.item is not None and screen.item.fate is Fate.COUNTED)
        await rested(screen, pilot)
        assert screen.item is not None
        assert not screen.item.reason
        assert desk_round.journal.read()[-1].act.kind == RESTORED

    with_round(desk, WIDE, test)


def test_a_campaign_is_listed_once_and_put_under_a_theme_with_all_its_letters(
    desk: InboxDesk,
) -> None:
    round_ = desk.take_in()

    def coded() -> list[str]:
        coding = tell_coding(round_.journal.read())
        return sorted(id_.partition("/")[0] for id_ in coding.coded)

    async def test(screen: InboxScreen, pilot: Any) -> None:
        await press(screen, pilot, "v")
        assert "What should stay" in seen(pilot)
        assert "█" in seen(pilot)
        assert "Wales" in seen(pilot)
        assert "[red]Powys  " in seen(pilot)
        await press(screen, pilot, "enter")
        assert "0 of 4 coded · 3 texts" in seen(pilot)
        assert "3 × Every village" in seen(pilot)
        assert f"+ {OWN}" in seen(pilot)
        await press(screen, pilot, "t", *"Nurses", "enter")
        await until(pilot, lambda: coded() == ["one", "two"])
        await until(pilot, lambda: "3 × [Nurses]" in seen(pilot))
        # On to the next one without a theme, where the words of this one speak for it.
        await until(pilot, lambda: screen.letter is not None and screen.letter.own == (OWN,))
        assert "1   Nurses" in seen(pilot)
        assert "◂" in seen(pilot)
        await press(screen, pilot, "t")
        assert "suggested by:" in seen(pilot)
        await press(screen, pilot, "escape", "1")
        await until(pilot, lambda: coded() == ["one", "three", "two"])
        await until(pilot, lambda: "3 of 4 coded" in seen(pilot))
        await press(screen, pilot, "u")
        await until(pilot, lambda: coded() == ["one", "two"])
        assert "Taken back: “Nurses” on 1 answer." in told(pilot)
        assert screen.letter is not None
        assert screen.letter.own == (OWN,)
        await press(screen, pilot, "w")
        await until(pilot, lambda: coded() == ["one", "three", "two"])
        await press(screen, pilot, "n", "s")
        await until(pilot, lambda: coded() == ["four", "one", "three", "two"])
        await press(screen, pilot, "n")
        assert "Every answer here is under a theme." in told(pilot)
        await press(screen, pilot, "t", *"parks")
        assert "new theme: parks" in seen(pilot)
        await press(screen, pilot, "escape", "N", "u", "u")
        await until(pilot, lambda: coded() == ["one", "two"])
        await press(screen, pilot, "slash", *"theme:nurses", "enter")
        await until(pilot, lambda: "2 answers found" in seen(pilot))
        assert "› “theme:nurses”" in seen(pilot)
        await press(screen, pilot, "slash", *"village zebra", "enter")
        await until(pilot, lambda: "none has all these words; 3 have some" in seen(pilot))
        await press(screen, pilot, "T")
        assert "1  Nurses" in seen(pilot)
        await press(screen, pilot, "t", *"Parks", "enter")
        await until(pilot, lambda: "2  Parks" in seen(pilot))
        await press(screen, pilot, "M", "enter")
        await until(pilot, lambda: "1 theme" in seen(pilot) and "1  Parks" in seen(pilot))
        await press(screen, pilot, "u")
        await until(pilot, lambda: "2  Parks" in seen(pilot))
        await press(screen, pilot, "r", *" at home", "enter")
        await until(pilot, lambda: "1  Nurses at home" in seen(pilot))
        await press(screen, pilot, "u", "enter")
        await until(pilot, lambda: "2 answers found" in seen(pilot))
        await press(screen, pilot, "escape", "escape", "escape")
        assert not isinstance(pilot.app.screen, InboxScreen)

    with_round(desk, WIDE, test)


def test_a_paragraph_is_quoted_and_the_mark_taken_away(desk: InboxDesk) -> None:
    round_ = desk.take_in()

    def quoted() -> list[str]:
        quotes = tell_quotes(round_.journal.read())
        replies = screens[0].received.responses.by_id
        return [one.words(replies[id_]) for id_, those in quotes.items() for one in those]

    screens: list[Any] = []

    async def test(screen: InboxScreen, pilot: Any) -> None:
        screens.append(screen)
        await press(screen, pilot, "v", "enter", "j", "enter", "p", "m")
        await until(pilot, lambda: quoted() == [OWN])
        await until(pilot, lambda: "❝ a quote for the report" in seen(pilot))
        assert f"▌ {OWN}" in seen(pilot)
        await press(screen, pilot, "m")
        await until(pilot, lambda: quoted() == [])
        await press(screen, pilot, "escape", "slash", *"zzz", "escape", "slash")
        await press(screen, pilot, *["backspace"] * 3, *"trams", "enter")
        await until(pilot, lambda: "1 answer found" in seen(pilot))
        assert "No themes yet: t makes the first." in seen(pilot)
        assert "jo@example" not in seen(pilot)

    with_round(desk, NARROW, test)


# --- keys faster than what they do; others who work in the round ---


@pytest.fixture
def round_(desk: InboxDesk) -> Round:
    """A round with answers of many words, to be put under two themes."""
    round_ = desk.take_in()
    for title in ("Alpha", "Beta"):
        make_theme(round_.journal, QUESTION, title)
    return round_


def coded_in(round_: Round) -> dict[str, str]:
    """The themes of each answer, by its sender."""
    coding = tell_coding(round_.journal.read())
    return {
        id_.partition("/")[0]: ", ".join(coding.themes[theme].title for theme in one.themes)
        for id_, one in coding.coded.items()
    }


def test_of_fast_keys_each_finds_what_the_one_before_it_did(desk: InboxDesk, round_: Round) -> None:
    done = [SET, SET, MARKED]
    taken_back = [*done, UNMARKED, SET, SET, SET]

    def acts(first: int) -> list[str]:
        return [entry.act.kind for entry in round_.journal.read()[first:]]

    async def test(screen: InboxScreen, pilot: Any) -> None:
        first = len(round_.journal.read())
        await press(screen, pilot, "v", "enter")
        for keys, noted in (("12m", done), ("uu1u", taken_back)):
            for key in keys:
                pilot.app.post_message(Key(key, key))
            await until(pilot, lambda noted=noted: acts(first) == noted)  # type: ignore[misc]
        assert coded_in(round_) == {"one": "Alpha", "two": "Alpha"}
        await press(screen, pilot, "u")
        await until(pilot, lambda: coded_in(round_) == {})
        await press(screen, pilot, "u")
        assert "Nothing was done since you opened this." in told(pilot)
        # Those that came before a dialog was open are not carried out behind it.
        for key in "t1t":
            pilot.app.post_message(Key(key, key))
        await rested(screen, pilot)
        await press(screen, pilot, *"Beta", "enter")
        await until(pilot, lambda: coded_in(round_) == {"one": "Beta", "two": "Beta"})
        await rested(screen, pilot)
        assert pilot.app.screen is screen
        assert len(coded_in(round_)) == 2

    with_round(desk, WIDE, test)


def test_what_is_done_while_the_round_is_read_again_stays(
    desk: InboxDesk, round_: Round, monkeypatch: pytest.MonkeyPatch
) -> None:
    has_read, may_end = Event(), Event()
    open_received = receiving.open_received

    def open_slowly(*given: Any) -> Received:
        received = open_received(*given)
        has_read.set()
        may_end.wait(5)
        return received

    async def test(screen: InboxScreen, pilot: Any) -> None:
        await press(screen, pilot, "v", "enter")
        monkeypatch.setattr(receiving, "open_received", open_slowly)
        await pilot.press("f5")
        await until(pilot, has_read.is_set)
        await pilot.press("1")
        await until(pilot, lambda: coded_in(round_) == {"one": "Alpha", "two": "Alpha"})
        may_end.set()
        await rested(screen, pilot)
        assert screen.level is Level.QUESTIONS
        await press(screen, pilot, "enter")
        assert "2 of 4 coded" in seen(pilot)
        await press(screen, pilot, "2")
        await until(pilot, lambda: coded_in(round_)["two"] == "Alpha, Beta")

    with_round(desk, WIDE, test)


def test_taking_back_leaves_what_somebody_else_coded_since(desk: InboxDesk, round_: Round) -> None:
    journal = round_.journal
    aside = journal.file.with_suffix(".away")

    async def test(screen: InboxScreen, pilot: Any) -> None:
        assert screen.received is not None
        by_id = screen.received.responses.by_id
        one, two = by_id["one/question-1"], by_id["two/question-1"]
        await press(screen, pilot, "v", "enter", "1", "k")
        await until(pilot, lambda: len(coded_in(round_)) == 2)
        # What cannot be written now can be taken back later.
        journal.file.rename(aside)
        journal.file.mkdir()
        await press(screen, pilot, "u")
        assert "no ordinary file" in told(pilot)
        journal.file.rmdir()
        aside.rename(journal.file)
        code_replies(journal, [two], ["Beta"], "A. Colleague")
        await press(screen, pilot, "u")
        said = "Taken back: “Alpha” on 2 answers. Coded again since: 1 answer; that stays."
        await until(pilot, lambda: said in told(pilot))
        assert coded_in(round_) == {"two": "Beta"}
        await press(screen, pilot, "1")
        await until(pilot, lambda: "one" in coded_in(round_))
        code_replies(journal, [one, two], ["Gamma"], "A. Colleague")
        await press(screen, pilot, "u")
        said = "Not taken back: “Alpha” on 2 answers. Coded again since: 2 answers; that stays."
        await until(pilot, lambda: said in told(pilot))
        assert "3 × [Gamma]" in seen(pilot)
        await press(screen, pilot, "u")
        assert "Nothing was done since you opened this." in told(pilot)

    with_round(desk, WIDE, test)


Deed = Callable[[Received], object]


def _reply(received: Received) -> Reply:
    return received.responses.replies[0]


def _theme(received: Received, id_: str) -> Theme:
    return received.coding.themes[id_]


def _mark(received: Received) -> Undo:
    return receiving.quote(received, _reply(received), (0, 5), "B. Staff")


def _mark_again(received: Received) -> None:
    reply, journal = _reply(received), received.round.journal
    unmark_quote(journal, reply, (0, 5))
    mark_quote(journal, reply, (0, 5), "A. Colleague")


def _rename(received: Received) -> Undo:
    return coding.rename(received, _theme(received, "T1"), "Homes", "B. Staff")


def _merge(received: Received) -> Undo:
    return coding.merge(received, _theme(received, "T1"), _theme(received, "T2"), "B. Staff")


def _merge_elsewhere(received: Received) -> None:
    journal = received.round.journal
    part_theme(journal, received.coding, "T1")
    make_theme(journal, QUESTION, "Gamma")
    merge_themes(journal, QUESTION, "Alpha", "Gamma")


@pytest.mark.parametrize(
    ("unseen", "mine", "since"),
    [
        (None, _mark, _mark_again),
        (_mark_again, _mark, None),
        (None, _rename, lambda it: rename_theme(it.round.journal, QUESTION, "T1", "Houses")),
        (None, _rename, lambda it: merge_themes(it.round.journal, QUESTION, "T1", "T2")),
        (None, _merge, _merge_elsewhere),
    ],
)
def test_what_somebody_else_did_is_not_taken_back(
    desk: InboxDesk,
    round_: Round,
    unseen: Deed | None,
    mine: Callable[[Received], Undo],
    since: Deed | None,
) -> None:
    received = receiving.open_received(desk.workspace)
    if unseen:
        unseen(received)
    undo = mine(received)
    if since:
        since(received)
    entries = round_.journal.read()
    with pytest.raises(UsageError, match="that stays"):
        undo()
    assert round_.journal.read() == entries


def test_taking_back_gives_what_stood_before_though_it_was_merged_since(
    desk: InboxDesk, round_: Round
) -> None:
    code_replies(round_.journal, [_reply(receiving.open_received(desk.workspace))], ["Alpha"])
    received = receiving.open_received(desk.workspace)
    undo = coding.code(received, Letter((_reply(received),)), ["Gamma"], "B. Staff")
    merge_themes(round_.journal, QUESTION, "Alpha", "Beta")
    assert undo() == ""
    assert list(coded_in(round_).values()) == ["Beta"]
    assert len(tell_coding(round_.journal.read()).themes_for(QUESTION)) == 2


_CODE = st.tuples(
    st.just("code"), st.integers(0, 1), st.sets(st.sampled_from(["T1", "T2", "Gamma"]), max_size=2)
)
_MERGE = st.tuples(st.just("merge"), st.integers(0, 1), st.integers(0, 2))
_RENAME = st.tuples(st.just("rename"), st.integers(0, 2), st.sampled_from(["Alpha", "Delta"]))


def _try(received: Received, deed: Any) -> Undo | None:
    what, first, second = deed
    now = received.reread()
    themes = now.coding.themes_for(QUESTION)
    if what == "code":
        letter = Letter((now.responses.question(QUESTION).replies[first],))
        return coding.code(now, letter, sorted(second), "B. Staff")
    if what == "merge":
        pair = themes[first : first + 1] + themes[second : second + 1]
        return coding.merge(now, *pair, "B. Staff") if len(set(pair)) == 2 else None
    named = themes[first : first + 1]
    is_free = second not in [one.title for one in themes]
    return coding.rename(now, *named, second, "B. Staff") if named and is_free else None


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.one_of(_CODE, _MERGE, _RENAME), max_size=6))
def test_any_chain_of_coding_merging_and_renaming_is_taken_back(
    desk: InboxDesk, round_: Round, deeds: list[Any]
) -> None:
    received, journal = receiving.open_received(desk.workspace), round_.journal.file
    begun = journal.read_bytes()
    undone = [undo for undo in (_try(received, deed) for deed in deeds) if undo]
    for undo in reversed(undone):
        with suppress(UsageError):
            undo()
    assert coded_in(round_) == {}
    journal.write_bytes(begun)


def test_the_list_goes_where_the_person_went(
    desk: InboxDesk, round_: Round, monkeypatch: pytest.MonkeyPatch
) -> None:
    may_end = Event()
    letters_of = receiving.letters_of

    def group_slowly(*given: Any) -> tuple[Letter, ...]:
        letters = letters_of(*given)
        may_end.wait(5)
        return letters

    monkeypatch.setattr(receiving, "letters_of", group_slowly)

    async def test(screen: InboxScreen, pilot: Any) -> None:
        await pilot.press("v", "enter", "v")
        assert screen.is_working
        may_end.set()
        await rested(screen, pilot)
        assert screen.level is Level.SUBMISSIONS
        await press(screen, pilot, "v", "enter", "slash", *"village", "enter", "j", "j")
        last = screen.letter
        await press(screen, pilot, "slash", *"nurse", "enter")
        assert "› “nurse”" in seen(pilot)
        best = screen.letter
        await press(screen, pilot, "k")
        assert screen.letter == best != last

    with_round(desk, WIDE, test)


def test_where_there_is_no_round_the_command_that_begins_one_is_said(desk: InboxDesk) -> None:
    async def test(screen: InboxScreen, pilot: Any) -> None:
        assert "there is no round here" in " ".join(seen(pilot).split())
        assert "policytui collate INBOX --round" in " ".join(seen(pilot).split())
        desk.take_in()
        keys = ("a", "t", "m", "f", "n", "p", "s", "1", "w", "T", "r", "M", "N")
        await press(screen, pilot, *keys, "enter", "slash", "u", "f5")
        await rested(screen, pilot)
        assert "received 6" in seen(pilot)

    with_round(desk, NARROW, test)


def test_every_command_can_be_carried_out() -> None:
    for command in commands_for(Place.INBOX):
        assert hasattr(InboxScreen(), f"action_{command.action}"), command


def test_ten_thousand_rows_are_made_without_drawing_them() -> None:
    items = [Item("d" * 64, f"{number}.toml", Fate.LATE) for number in range(10_000)]
    rows = submission_rows(items)
    assert all(callable(row.content) for row in rows)
    assert rows[9_999].drawn.plain.startswith("» late")


@pytest.mark.parametrize(
    ("typed", "places", "new"),
    [
        ("", [0, 1, 2], ""),
        ("rules", [0, 1], "rules"),
        ("RULES voting", [0], "RULES voting"),
        (" voting  rules ", [0], ""),
        ("Parks near homes", [], "Parks near homes"),
    ],
)
def test_what_is_typed_narrows_the_themes_or_names_a_new_one(
    typed: str, places: list[int], new: str
) -> None:
    assert filter_themes(["Voting rules", "Rules of debate", "Parks"], typed) == (places, new)


@pytest.mark.parametrize("width", [60, 78, 200])
def test_all_themes_with_a_key_are_told_in_two_lines(width: int) -> None:
    themes = [Theme(f"T{n}", "q", f"[red]Theme number {n} of many") for n in range(12)]
    lines = numbered([Offered(theme, n, n == 0) for n, theme in enumerate(themes)], width)
    told = lines.plain.split("\n")
    assert max(map(len, told)) <= width
    assert len(told) == 2
    assert lines.plain.startswith("1✓[red]")
    assert [key for key in "123456789" if f"{key} [" in lines.plain] == list("23456789")


def test_a_round_is_begun_and_an_inbox_taken_in_on_the_screen(desk: InboxDesk) -> None:
    async def test() -> None:
        screen = InboxScreen()
        async with desk.open(screen) as pilot:
            await until(pilot, lambda: "No round is open." in seen(pilot))
            await pilot.press("i")
            await settle(pilot)
            await write(pilot, "Conference 2022")
            await pilot.press("enter")
            await settle(pilot)
            await write(pilot, str(desk.inbox))
            await pilot.press("enter")
            await until(pilot, lambda: screen.received is not None and not screen.is_working)
            assert "Conference 2022" in seen(pilot)
            assert "received " in seen(pilot)
            count = screen.received.ledger.received if screen.received else 0
            assert count == len(list(desk.inbox.iterdir())) > 0

    run(test)
