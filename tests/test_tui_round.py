"""The screen of the marshalled list: what it tells, and that each key records what it says."""

import asyncio
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from desk import NARROW, TARGET, WIDE, Desk, run, seen, settle, told, write
from made_round import SECRET, make_round, round_of
from tui_support import PATIENCE, make_workspace, opened, play, seen_before, shown, until

from policytui.checks.basis import Basis
from policytui.conference.decisions.deciding import Decision, decide, tell_decisions
from policytui.conference.decisions.recommendations import Advice, tell_recommendations
from policytui.conference.inbox.taking_in import take_in
from policytui.conference.marshalling.acts import decide_move
from policytui.conference.marshalling.delegate import Note
from policytui.conference.marshalling.outcome import Outcome
from policytui.drafts.begin import begin_amendment, revise
from policytui.drafts.model import Submitter
from policytui.drafts.submission import seal
from policytui.drafts.toml import format_draft
from policytui.errors import UsageError
from policytui.tui.marshalled_beside import Beside, beside_rows
from policytui.tui.marshalled_keys import footer_keys
from policytui.tui.marshalled_offer import offer_amendments, offer_positions
from policytui.tui.marshalled_order import (
    debate_together,
    move,
    move_from,
    publish,
    rearrange,
    tell_publishing,
)
from policytui.tui.marshalled_steps import Matter, do
from policytui.tui.marshalling import Marshalled, read_marshalled
from policytui.tui.screens.marshalled import MarshalledScreen

SIZES = pytest.mark.parametrize("size", [NARROW, WIDE])


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a round in it."""
    return make_round(tmp_path_factory.mktemp("round"))


@pytest.fixture
def desk(tmp_path: Path, made: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    monkeypatch.delenv("POLICYTUI_ROUND", raising=False)
    shutil.copytree(made, tmp_path / "round")
    return Desk(tmp_path, mover="A. Clerk")


def outcomes(desk: Desk) -> dict[str, str]:
    decided = tell_decisions(round_of(desk).journal.read())
    return {id_[5:]: str(one.decision.outcome) for id_, one in decided.items()}


async def read(pilot, screen: MarshalledScreen) -> None:
    await until(pilot, lambda: screen.marshalled is not None and not screen.is_working)
    await settle(pilot)


async def asked(pilot, *keys: str) -> None:
    """Press keys, of which the last asks something."""
    before = pilot.app.screen
    await pilot.press(*keys)
    shown_before = (before, *(s for s in pilot.app.screen_stack if isinstance(s, MarshalledScreen)))
    await until(pilot, lambda: pilot.app.screen not in shown_before and pilot.app.focused)


def words(pilot) -> str:
    return " ".join(seen(pilot).split())


@SIZES
def test_the_list_tells_mover_change_and_standing_and_the_pane_the_rest(desk, size):
    async def test() -> None:
        screen = MarshalledScreen()
        async with desk.open(screen, size) as pilot:
            await read(pilot, screen)
            assert "3 amendments: 3 to decide" in seen(pilot)
            assert "· 2 Bert (Hill) · “year” to “week”" in words(pilot)
            await pilot.press("j", *["enter"] * (size == NARROW))
            for part in (
                "Falls if 1 is carried.",
                "Leave out “year” and insert “week”",
                "So says bert. [/x] [@click=app.quit]go[/]",
                "−year− +week+",
            ):
                assert part in words(pilot), part
            assert SECRET not in seen(pilot)

    run(test)


def test_a_decision_with_its_vote_tells_what_falls_and_each_step_is_taken_back(desk):
    async def test() -> None:
        screen = MarshalledScreen()
        async with desk.open(screen, NARROW) as pilot:
            await read(pilot, screen)
            await asked(pilot, "c")
            await write(pilot, "20:30")
            await pilot.press("enter")
            await until(pilot, lambda: "By that vote it is not carried." in seen(pilot))
            await pilot.press("home", *["delete"] * 5)
            await write(pilot, "120:80:3")
            await pilot.press("enter")
            await until(pilot, lambda: outcomes(desk) == {"anna": "carried"})
            assert "+ 1 Anna" in words(pilot)
            assert "carried, 120 for, 80 against, 3 abstentions" in seen(pilot)
            assert "Settled by what was decided: 2. F records it." in seen(pilot)
            await pilot.press("F")
            await until(pilot, lambda: outcomes(desk) == {"anna": "carried", "bert": "fell"})
            assert "fell, because of 1" in seen(pilot)
            await pilot.press("n", "w")
            await until(pilot, lambda: outcomes(desk).get("cora") == "withdrawn")
            await until(pilot, lambda: "All is decided. E makes the next edition." in seen(pilot))
            for left in ({"anna": "carried", "bert": "fell"}, {"anna": "carried"}, {}):
                await pilot.press("u")
                await until(pilot, lambda left=left: outcomes(desk) == left)
                await settle(pilot)
            assert "3 amendments: 3 to decide" in seen(pilot)
            kinds = [entry.act.kind for entry in round_of(desk).journal.read()]
            assert (kinds.count("decision.set"), kinds.count("decision.cleared")) == (3, 3)

    run(test)


def test_a_decision_is_told_and_not_replaced_unseen_and_the_rest_takes_two_keys(desk):
    async def test() -> None:
        screen = MarshalledScreen()
        async with desk.open(screen, NARROW) as pilot:
            await read(pilot, screen)
            await asked(pilot, "l")
            await pilot.press("enter")
            await until(pilot, lambda: outcomes(desk) == {"anna": "lost"})
            await settle(pilot)
            assert "Recorded: 1 lost, on a show of hands. u takes it back." in told(pilot)
            # The bar is on the next that is open; a decision is not replaced unseen.
            await asked(pilot, "k", "m")
            assert "1: lost, on a show of hands. Record “remitted” in its place?" in words(pilot)
            await pilot.press("enter")
            await until(pilot, lambda: pilot.app.screen is screen)
            await asked(pilot, "m")
            await asked(pilot, "right", "enter")
            await pilot.press("enter")
            await until(pilot, lambda: outcomes(desk) == {"anna": "remitted"})
            await settle(pilot)
            await pilot.press("u")
            await until(pilot, lambda: outcomes(desk) == {"anna": "lost"})
            await settle(pilot)
            assert "Taken back: the decision on 1." in told(pilot)
            assert "Recorded" not in told(pilot)
            decided = tell_decisions(round_of(desk).journal.read())["2026-anna"]
            assert decided.by == "A. Clerk"
            await pilot.press("A", "R")
            await until(pilot, lambda: len(outcomes(desk)) == 3)
            await until(pilot, lambda: "Recorded: 2 not reached; 3 not reached." in told(pilot))
            await asked(pilot, "end", "M")
            await write(pilot, "before 1")
            await pilot.press("enter")
            await until(pilot, lambda: "3 was put before 1" in told(pilot))
            await asked(pilot, "space", "space", "D")
            await write(pilot, "Shops")
            await pilot.press("enter")
            await until(pilot, lambda: "debated together as “Shops”" in told(pilot))
            for what in ("the debate of 1, 2", "the move of 1"):
                await pilot.press("u")
                await until(pilot, lambda what=what: f"Taken back: {what}." in told(pilot))
            await pilot.press("p")
            await until(pilot, lambda: "n No, go back" in seen(pilot))
            await pilot.press("y")
            await until(pilot, lambda: "The numbers are published" in told(pilot))

    run(test)


def test_what_another_decided_since_is_not_taken_back(desk):
    async def test() -> None:
        screen = MarshalledScreen()
        async with desk.open(screen, WIDE) as pilot:
            await read(pilot, screen)
            await pilot.press("R")
            await until(pilot, lambda: outcomes(desk) == {"anna": "not reached"})
            journal = round_of(desk).journal
            decide(journal, ["2026-anna"], Decision(Outcome.LOST), "B. Clerk")
            anna, _, cora = screen.marshalled.listing.amendments
            journal.add(decide_move(cora, anna, is_before=True, by="B. Clerk"))
            await pilot.press("u")
            await until(pilot, lambda: "that stays" in told(pilot))
            assert outcomes(desk) == {"anna": "lost"}
            decide(journal, ["2026-bert"], Decision(Outcome.REMITTED), "B. Clerk")
            await pilot.press("f5")
            await until(pilot, lambda: "→ 3 Bert" in words(pilot))
            # What the other did to the order is shown as well.
            assert "· 1 Cora" in words(pilot)
            assert "− 2 Anna" in words(pilot)

    run(test)


def test_a_recommendation_is_given_with_its_reason_and_taken_back(desk):
    async def test() -> None:
        screen = MarshalledScreen()
        async with desk.open(screen, WIDE) as pilot:
            await read(pilot, screen)
            await asked(pilot, "j", "a")
            await asked(pilot, *["down"] * 4, "enter")
            await until(pilot, lambda: "1 Anna (Hill) · “year” to “month”" in words(pilot))
            await write(pilot, "cora")
            await until(pilot, lambda: "Anna" not in words(pilot).partition("favour of")[2])
            await pilot.press("ctrl+u")
            await write(pilot, "1")
            await asked(pilot, "enter")
            await write(pilot, "Better.")
            await pilot.press("enter")
            await until(pilot, lambda: "advised: withdraw in favour of 1" in seen(pilot))
            await until(pilot, lambda: "Better." in seen(pilot))
            given = tell_recommendations(round_of(desk).journal.read())["2026-bert"]
            assert given.recommendation.advice is Advice.IN_FAVOUR_OF
            assert given.recommendation.rests_on == "2026-anna"
            await asked(pilot, "a")
            await pilot.press("end", "enter")
            await until(pilot, lambda: not tell_recommendations(round_of(desk).journal.read()))

    run(test)


def test_views_show_the_text_so_far_and_collisions_and_what_remains_is_copied(desk):
    decide(round_of(desk).journal, ["2026-anna"], Decision(Outcome.CARRIED))

    async def test() -> None:
        screen = MarshalledScreen()
        async with desk.open(screen, WIDE) as pilot:
            await read(pilot, screen)
            await pilot.press("v")
            assert "stands empty for a month should be" in words(pilot)
            await pilot.press("v")
            assert "1 against 2: same words" in words(pilot)
            await pilot.press("y")
            assert "-> Falls because of 1" in pilot.app.clipboard
            await pilot.press("f", "y")
            assert "Anna" not in seen(pilot)
            assert "Conference 2026: 1 vote remains" in pilot.app.clipboard

    run(test)


def test_what_if_shows_what_falls_and_the_text_and_records_nothing(desk):
    async def test() -> None:
        screen = MarshalledScreen()
        async with desk.open(screen, WIDE) as pilot:
            await read(pilot, screen)
            await pilot.press("s")
            await until(pilot, lambda: "What if: nothing is recorded › Conference" in seen(pilot))
            await pilot.press("c")
            await until(pilot, lambda: "1 carried, 1 would fall, 1 to decide" in seen(pilot))
            assert "What if: nothing is recorded. 3 amendments" in seen(pilot)
            assert "what if carried" in seen(pilot)
            assert "falls because of 1" in seen(pilot)
            assert "What if: as it would stand:" in seen(pilot)
            assert "A shop that stands empty for a month" in seen(pilot)
            await pilot.press("y")
            await until(pilot, lambda: "Empty shops would read" in pilot.app.clipboard)
            assert "(what if: nothing is recorded)" in pilot.app.clipboard
            await pilot.press("j", "space", "space", "l")
            await until(pilot, lambda: "1 carried, 2 lost" in seen(pilot))
            for key in "atFbETPMDp":
                await pilot.press(key)
            await settle(pilot)
            assert pilot.app.screen is screen
            await pilot.press("u")
            await until(pilot, lambda: "1 carried, 1 would fall" in seen(pilot))
            await pilot.press("escape")
            await until(pilot, lambda: "Round › Conference 2026" in seen(pilot))
            assert "3 amendments: 3 to decide" in seen(pilot)
            await pilot.press("s")
            await until(pilot, lambda: "1 carried, 1 would fall" in seen(pilot))
            await pilot.press("home", "c")
            await until(pilot, lambda: "recorded. 3 amendments: 3 to decide" in seen(pilot))
            assert not outcomes(desk)

    run(test)


def test_keys_pressed_faster_than_what_if_comes_up_record_nothing(desk):
    async def test() -> None:
        screen = MarshalledScreen()
        async with desk.open(screen, WIDE) as pilot:
            await read(pilot, screen)
            entries = round_of(desk).journal.read()
            await write(pilot, "sw")
            await until(pilot, lambda: "1 withdrawn, 2 to decide" in seen(pilot))
            await pilot.press("u")
            await until(pilot, lambda: "Taken back: what you tried on 1." in told(pilot))
            await pilot.press("c")
            await until(pilot, lambda: "1 carried, 1 would fall" in seen(pilot))
            for _ in range(2):  # pressed twice before it is done
                screen.action_close()
            await until(pilot, lambda: not screen.is_trying)
            await settle(pilot)
            assert not screen.is_trying
            for key in "FapE":
                # What falls now falls only by what is supposed.
                await write(pilot, f"s{key}")
                await until(pilot, lambda: "Nothing is recorded while you try" in told(pilot))
                assert pilot.app.screen is screen
                await pilot.press("s")
                await until(pilot, lambda: "What is recorded is shown again" in told(pilot))
            assert round_of(desk).journal.read() == entries

    run(test)


def test_what_was_read_meanwhile_waits_for_an_answer_and_then_holds_both(desk):
    async def test() -> None:
        screen = MarshalledScreen()
        async with desk.open(screen, WIDE) as pilot:
            await read(pilot, screen)
            add_late(desk)
            await asked(pilot, "M")
            screen.action_read_again()
            await until(pilot, lambda: not screen.is_working)
            assert len(screen.marshalled.listing.items) == 3
            await write(pilot, "after 3")
            await pilot.press("enter")
            await until(pilot, lambda: _order(screen.marshalled) == _MOVED)
            assert "1 was put after 3" in told(pilot)
            # Numbers that cannot be taken back are not given to a list that is read just now.
            screen.action_read_again()
            screen.action_publish()
            await until(pilot, lambda: "press p once it is shown" in told(pilot))
            await until(pilot, lambda: not screen.is_working)
            await pilot.press("p")
            await until(pilot, lambda: "the numbers of 4 amendments?" in words(pilot))
            await pilot.press("y")
            await until(pilot, lambda: "The numbers are published" in told(pilot))
            assert _order(screen.marshalled) == _MOVED

    run(test)


def test_after_adopting_search_learns_of_it_also_where_reading_again_is_stopped(desk):
    decide(round_of(desk).journal, ["2026-anna"], Decision(Outcome.CARRIED))
    decide(round_of(desk).journal, ["2026-bert", "2026-cora"], Decision(Outcome.LOST))

    async def test() -> None:
        async with opened(seen_before(desk.workspace)) as (app, search, pilot):
            screen = MarshalledScreen()
            app.push_screen(screen)
            await read(pilot, screen)
            await asked(pilot, "E")
            adoption = app.screen
            await until(pilot, lambda: adoption.outlook and not adoption.is_working)
            await pilot.press("ctrl+s")
            await until(pilot, lambda: "Adopted." in told(pilot) and not adoption.is_working)
            before = [card.header for card in search.corpus.cards]
            adoption.action_close()
            async with asyncio.timeout(PATIENCE):
                while not screen.is_working:
                    await asyncio.sleep(0)
            screen.action_close()
            await until(pilot, lambda: "what was read before is shown" in told(pilot))
            await until(pilot, lambda: [card.header for card in search.corpus.cards] != before)

    run(test)


def test_a_delegate_notes_a_mandate_and_copies_the_votes_that_remain(desk):
    async def test() -> None:
        screen = MarshalledScreen()
        async with desk.open(screen, WIDE) as pilot:
            await read(pilot, screen)
            entries = round_of(desk).journal.read()
            await asked(pilot, "j", "t")
            await pilot.press("down", "down")
            await write(pilot, "Ask Hill [red]")
            await pilot.press("enter")
            told_own = "mandate: against · note: Ask Hill [red]"
            await until(pilot, lambda: told_own in seen(pilot))
            assert "Mandate: against" in seen(pilot)
            assert round_of(desk).journal.read() == entries
            assert (desk.drafts / "votes" / "conference-2026.toml").exists()
            decide(round_of(desk).journal, ["2026-cora"], Decision(Outcome.LOST))
            await pilot.press("f5")
            await until(pilot, lambda: "1 lost" in seen(pilot))
            await pilot.press("f", "y")
            await until(pilot, lambda: "2 votes remain" in pilot.app.clipboard)
            assert "Cora" not in seen(pilot)
            assert "      Mandate: against\n      Note: Ask Hill [red]" in pilot.app.clipboard
            await pilot.press("u")
            await until(pilot, lambda: "mandate" not in seen(pilot))

    run(test)


def test_a_text_as_modified_is_kept_until_it_is_taken_with_ctrl_s(desk):
    async def test() -> None:
        screen = MarshalledScreen()
        async with desk.open(screen, NARROW) as pilot:
            await read(pilot, screen)

            async def open_text() -> None:
                await asked(pilot, "a")
                await asked(pilot, "down", "down", "enter")
                await until(pilot, lambda: "As modified › 1" in seen(pilot))

            await open_text()
            await pilot.press("ctrl+s")
            await until(pilot, lambda: "as it was tabled" in told(pilot))
            await write(pilot, "Every [b] ")
            await until(pilot, lambda: "+Every [b]+ A shop" in words(pilot))
            await pilot.press("escape")
            await until(pilot, lambda: pilot.app.screen is screen)
            assert not tell_recommendations(round_of(desk).journal.read())
            await open_text()
            await until(pilot, lambda: "the words that you wrote before" in seen(pilot))
            await asked(pilot, "ctrl+s")
            await pilot.press("enter")
            await until(pilot, lambda: "advised: as modified" in seen(pilot))
            given = tell_recommendations(round_of(desk).journal.read())["2026-anna"]
            assert given.recommendation.text.startswith("Every [b] A shop")
            assert not list(desk.state.glob("modified/*"))
            await asked(pilot, "c")
            await asked(pilot, "down", "enter")
            await pilot.press("enter")
            await until(pilot, lambda: "carried as modified" in seen(pilot))

    run(test)


def test_marked_ones_are_answered_together_and_identical_ones_alike(tmp_path, monkeypatch):
    monkeypatch.delenv("POLICYTUI_ROUND", raising=False)
    make_round(tmp_path, {"anna": "day", "bert": "week", "cora": "day", "dora": "month"})
    desk = Desk(tmp_path, mover="A. Clerk")

    def advised() -> dict[str, str]:
        given = tell_recommendations(round_of(desk).journal.read())
        return {id_[5:]: str(one.recommendation.advice) for id_, one in given.items()}

    async def test() -> None:
        screen = MarshalledScreen()
        async with desk.open(screen, WIDE) as pilot:
            await read(pilot, screen)
            await pilot.press("space", "space")
            await until(pilot, lambda: "2 marked" in seen(pilot))
            assert "*· 1" in seen(pilot)
            await pilot.press("c")
            await until(pilot, lambda: "one by one" in told(pilot))
            await asked(pilot, "a")
            await asked(pilot, "down", "enter")
            await asked(pilot, "enter")
            await until(pilot, lambda: "The same for the identical ones: 3" in seen(pilot))
            await pilot.press("down", "enter")
            await until(pilot, lambda: advised() == dict.fromkeys(("anna", "bert"), "against"))
            await until(pilot, lambda: "though the same words are: 3. i goes there" in words(pilot))
            assert "marked" not in seen(pilot)
            await pilot.press("i")
            assert screen.current is not None
            assert screen.current.number == "3"
            for key in ("a", "enter", "enter"):
                await asked(pilot, key)
            await pilot.press("enter")
            await until(
                pilot, lambda: advised() == {"anna": "for", "bert": "against", "cora": "for"}
            )
            await until(pilot, lambda: "i goes there" not in seen(pilot))
            await pilot.press("u")
            await until(pilot, lambda: advised() == dict.fromkeys(("anna", "bert"), "against"))
            await settle(pilot)
            await pilot.press("home", "space", "end", "space", "w")
            await until(
                pilot, lambda: outcomes(desk) == dict.fromkeys(("anna", "dora"), "withdrawn")
            )
            # Both are one line of the journal.
            assert round_of(desk).journal.read()[-1].act.subject == "2026-anna 2026-dora"

    run(test)


def test_more_are_answered_together_than_are_told_one_by_one(tmp_path, monkeypatch):
    monkeypatch.delenv("POLICYTUI_ROUND", raising=False)
    make_round(tmp_path, {name: f"{name} month" for name in ("anna", "bert", "cora", "dora")})
    desk = Desk(tmp_path, mover="A. Clerk")

    async def test() -> None:
        screen = MarshalledScreen()
        async with desk.open(screen, NARROW) as pilot:
            await read(pilot, screen)
            await asked(pilot, *["space"] * 4, "a")
            await asked(pilot, "enter")
            await pilot.press("enter")
            await until(pilot, lambda: "Recorded: recommendation on 1, 2, 3, 4." in told(pilot))
            assert len(tell_recommendations(round_of(desk).journal.read())) == 4
            await pilot.press("home", *["space"] * 4, "w")
            await until(pilot, lambda: "Recorded: 4 amendments withdrawn." in told(pilot))

    run(test)


def _empty(at: Path) -> None:
    shutil.rmtree(at / "received")
    (at / "journal.jsonl").unlink()


@pytest.mark.parametrize(
    ("spoil", "why"),
    [
        (shutil.rmtree, "there is no round here."),
        (lambda at: (at / "journal.jsonl").write_bytes(b"{}\n{}\n"), "is no line of a journal"),
        (_empty, "No amendments were taken in."),
    ],
    ids=["no round", "damaged", "no amendments"],
)
def test_where_nothing_can_be_listed_it_says_why_and_no_key_breaks(desk, spoil, why):
    spoil(desk.drafts.parent / "round")

    async def test() -> None:
        screen = MarshalledScreen()
        async with desk.open(screen, NARROW) as pilot:
            await until(pilot, lambda: why in words(pilot))
            await pilot.press(*"nNclmwRFavfyustibETAMDp", "space", "enter", "tab")
            await settle(pilot)
            assert why in words(pilot)

    run(test)


def test_o_opens_the_round_that_is_named_and_esc_goes_back(desk, tmp_path, monkeypatch):
    monkeypatch.setenv("POLICYTUI_ROUND", str(desk.drafts.parent / "round"))

    async def test() -> None:
        workspace = seen_before(
            make_workspace(tmp_path / "other", desk.workspace.places.corpus.path)
        )
        async with opened(workspace) as (app, screen, pilot):
            await pilot.press("enter", "o")
            await until(pilot, lambda: "3 to decide" in shown(app))
            await pilot.press("escape")
            await until(pilot, lambda: app.screen is screen)

    play(test())


def add_late(desk: Desk) -> None:
    """An amendment that comes in while the round is open."""
    catalogue, inbox = desk.workspace.catalogue, desk.drafts.parent / "late"
    position = catalogue.position(TARGET)
    draft = begin_amendment(position, catalogue.header("platform"), Submitter("Late"))
    text = position.text.replace("a year", "a decade")
    inbox.mkdir()
    sealed = seal(revise(draft, id="2026-late", text=text))
    (inbox / "late.toml").write_text(format_draft(sealed), "utf-8")
    take_in(round_of(desk), inbox, Basis(catalogue))


# --- what is done with the list as a whole, without a screen ---


def _marshalled(desk: Desk) -> Marshalled:
    return read_marshalled(desk.workspace, lambda *_: None, lambda: False)


_MOVED = "1:bert 2:late 3:cora 4:anna"


def _order(marshalled: Marshalled) -> str:
    return " ".join(f"{one.number}:{one.amendment.id[5:]}" for one in marshalled.listing.items)


def test_a_move_and_a_debate_are_taken_back_unless_another_changed_them_since(desk):
    before = _marshalled(desk)
    cora = before.listing.items[2]
    for line in ("1", "before", "before 9", "after 3"):
        with pytest.raises(UsageError):
            move_from(before, cora, line)
    made, moved = move(before, move_from(before, cora, "Before 1"))
    assert _order(made) == "1:cora 2:anna 3:bert"
    assert moved.told == "3 was put before 1; its number is 1 now."
    assert _order(rearrange(made, moved)) == _order(before)
    with pytest.raises(UsageError, match="by another"):
        rearrange(made, moved)
    made, moved = move(before, move_from(before, cora, "before 1"))
    items = tuple(one for one in made.listing.items if one.amendment.id != moved.deed.back.beside)
    fewer = replace(made, listing=replace(made.listing, items=items), _made_list=None)
    with pytest.raises(UsageError, match="no longer in the list"):
        rearrange(fewer, moved)
    rearrange(made, moved)

    ids = ["2026-anna", "2026-bert"]
    made, debated = debate_together(before, ids, "Shops [red]")
    made, left = debate_together(made, ["2026-bert", "2026-cora"], "Towns")
    assert [one.group for one in made.listing.items] == ["Shops [red]", "Towns", "Towns"]
    with pytest.raises(UsageError, match="by another"):
        rearrange(made, debated)
    made = rearrange(rearrange(made, left), debated)
    assert not any(one.group for one in made.listing.items)


def test_what_is_read_anew_holds_what_was_done_and_supposed_while_it_was_read(desk):
    before = _marshalled(desk)
    made, _ = do(before, Matter.DECISION, {"2026-anna": Decision(Outcome.LOST)})
    made, _ = do(made, Matter.NOTE, {"2026-bert": Note(text="Ask Hill")})
    made, _ = move(made, move_from(made, made.listing.items[2], "before 1"))
    found = before.going_on_from(made.supposing({"2026-bert": Decision(Outcome.CARRIED)}))
    assert {id_: str(one.decision.outcome) for id_, one in found.decisions.items()} == {
        "2026-anna": "lost",
        "2026-bert": "carried",
    }
    assert found.notes["2026-bert"].text == "Ask Hill"
    assert _order(found) == "1:cora 2:anna 3:bert"
    assert found.named(found.by_id, 2) == "1, 2 and 1 more"


def test_numbers_are_published_once_asked_and_stand_from_then_on(desk):
    before = _marshalled(desk)
    assert "numbers of 3 amendments? From then on each keeps" in tell_publishing(before)
    made = publish(before)
    assert tell_publishing(made) == ""
    made, _ = move(made, move_from(made, made.listing.items[2], "before 1"))
    assert _order(made) == "3:cora 1:anna 2:bert"


def test_a_recommendation_is_offered_what_it_can_rest_on(desk):
    made = _marshalled(desk)

    def offered(typed: str) -> list[str]:
        found = offer_amendments(made, ["2026-bert"], TARGET, typed)
        return [one.shown.plain.partition(" ")[0] for one in found]

    assert [offered(typed) for typed in ("", "cora hill", "3", "2", "x")] == [
        *(["1", "3"], ["3"], ["3"], [], []),
    ]
    text = desk.workspace.catalogue.position(TARGET).text
    for typed in ("", "empty shops", TARGET):
        assert offer_positions(desk.workspace, text, typed)[0].chosen == TARGET


@pytest.mark.parametrize(
    ("outcome", "has_marks", "supposed", "keys"),
    [
        (None, False, None, "clau"),
        (None, True, None, "awRD"),
        (Outcome.LOST, False, None, "nu"),
        (None, False, {}, "clsu"),
    ],
)
def test_the_footer_begins_with_what_can_be_done_now(desk, outcome, has_marks, supposed, keys):
    if outcome:
        decide(round_of(desk).journal, ["2026-anna"], Decision(outcome))
    made = _marshalled(desk).supposing(supposed)
    shown = footer_keys(made, made.listing.items[0], has_marks=has_marks)
    assert "".join(one.key for one in shown[: len(keys)]) == keys


def test_what_was_carried_as_modified_is_read_before_what_was_tabled(desk):
    words = "Each shop that stands empty goes to the town [red]."
    decide(round_of(desk).journal, ["2026-anna"], Decision(Outcome.CARRIED, text=words))
    made = _marshalled(desk)
    rows = beside_rows(made, made.listing.items[0], Beside.CHANGE, 80).rows
    text = " ".join(str(part) for row in rows for cell in row.cells for part in cell.segments)
    carried, tabled = text.index("Carried in these words, as modified"), text.index("As it was tab")
    assert carried < text.index(words) < tabled < text.index("month")
