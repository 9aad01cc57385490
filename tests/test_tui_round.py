"""The screen of the marshalled list: what it tells, and that each key records what it says."""

import shutil
from pathlib import Path

import pytest
from corpora import HOSTILE
from desk import NARROW, TARGET, WIDE, Desk, run, seen, settle, told, write
from tui_support import make_workspace, opened, play, seen_before, shown, until

from policytui.checks.basis import Basis
from policytui.conference.decisions.deciding import Decision, decide, tell_decisions
from policytui.conference.decisions.recommendations import Advice, tell_recommendations
from policytui.conference.inbox.taking_in import take_in
from policytui.conference.marshalling.acts import decide_move
from policytui.conference.marshalling.outcome import Outcome
from policytui.conference.round import Round, begin_round, open_round
from policytui.drafts.begin import begin_amendment, revise
from policytui.drafts.model import Contact, Submitter
from policytui.drafts.submission import seal
from policytui.drafts.toml import format_draft
from policytui.tui.screens.marshalled import MarshalledScreen

SIZES = pytest.mark.parametrize("size", [NARROW, WIDE])
CHANGES = {"anna": ("a year", "a month"), "bert": ("a year", "a week"), "cora": ("town", "village")}
"""What each mover changes; in the list 1 to 3."""
SECRET = "secret@example.org"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a round in it."""
    desk = Desk(tmp_path_factory.mktemp("round"))
    folder = desk.drafts.parent
    inbox = folder / "inbox"
    inbox.mkdir()
    catalogue = desk.workspace.catalogue
    position, header = catalogue.position(TARGET), catalogue.header("platform")
    for mover, (old, new) in CHANGES.items():
        assert old in position.text
        draft = begin_amendment(position, header, Submitter(mover.title(), organisation="Hill"))
        draft = revise(
            draft,
            id=f"2026-{mover}",
            text=position.text.replace(old, new),
            reason=f"So says {mover}. {HOSTILE}",
            contact=Contact(email=SECRET),
        )
        (inbox / f"{mover}.toml").write_text(format_draft(seal(draft)), encoding="utf-8")
    take_in(begin_round(folder / "round", "Conference 2026"), inbox, Basis(catalogue))
    return folder / "round"


@pytest.fixture
def desk(tmp_path: Path, made: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    monkeypatch.delenv("POLICYTUI_ROUND", raising=False)
    shutil.copytree(made, tmp_path / "round")
    return Desk(tmp_path, mover="A. Clerk")


def round_of(desk: Desk) -> Round:
    return open_round(desk.drafts.parent / "round")


def outcomes(desk: Desk) -> dict[str, str]:
    decided = tell_decisions(round_of(desk).journal.read())
    return {id_[5:]: str(one.decision.outcome) for id_, one in decided.items()}


async def read(pilot, screen: MarshalledScreen) -> None:
    await until(pilot, lambda: screen.marshalled is not None and not screen.is_reading)
    await settle(pilot)


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
            await pilot.press("c")
            await write(pilot, "20:30")
            await pilot.press("enter")
            assert "By that vote it is not carried." in seen(pilot)
            await pilot.press("home", *["delete"] * 5)
            await write(pilot, "120:80:3")
            await pilot.press("enter")
            await until(pilot, lambda: outcomes(desk) == {"anna": "carried"})
            assert "+ 1 Anna" in words(pilot)
            assert "carried, 120 for, 80 against, 3 abstentions" in seen(pilot)
            assert "By what was decided these fall: 2. F records it." in seen(pilot)
            await pilot.press("F")
            await until(pilot, lambda: outcomes(desk) == {"anna": "carried", "bert": "fell"})
            assert "fell, because of 1" in seen(pilot)
            await pilot.press("n", "w")
            await until(pilot, lambda: outcomes(desk).get("cora") == "withdrawn")
            assert "policytui adopt" in seen(pilot)
            for left in ({"anna": "carried", "bert": "fell"}, {"anna": "carried"}, {}):
                await pilot.press("u")
                await until(pilot, lambda left=left: outcomes(desk) == left)
                await settle(pilot)
            assert "3 amendments: 3 to decide" in seen(pilot)
            kinds = [entry.act.kind for entry in round_of(desk).journal.read()]
            assert (kinds.count("decision.set"), kinds.count("decision.cleared")) == (3, 3)

    run(test)


def test_an_empty_line_is_a_show_of_hands(desk):
    async def test() -> None:
        screen = MarshalledScreen()
        async with desk.open(screen, NARROW) as pilot:
            await read(pilot, screen)
            for key, outcome in (("c", "carried"), ("l", "lost"), ("m", "remitted")):
                await pilot.press(key, "enter")
                await until(pilot, lambda outcome=outcome: outcomes(desk) == {"anna": outcome})
                await settle(pilot)
                assert f"{outcome}, on a show of hands" in seen(pilot)
            decided = tell_decisions(round_of(desk).journal.read())["2026-anna"]
            assert decided.by == "A. Clerk"

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
            journal.add(decide_move("2026-cora", "2026-anna", is_before=True, by="B. Clerk"))
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
            await pilot.press("j", "a", "down", "down", "down", "enter")
            await write(pilot, "2")
            await pilot.press("enter")
            assert "in favour of itself" in seen(pilot)
            await pilot.press("backspace", "1", "enter")
            await write(pilot, "Better.")
            await pilot.press("enter")
            await until(pilot, lambda: "recommended: withdraw in favour of 1" in seen(pilot))
            assert "Better." in seen(pilot)
            given = tell_recommendations(round_of(desk).journal.read())["2026-bert"]
            assert given.recommendation.advice is Advice.IN_FAVOUR_OF
            assert given.recommendation.rests_on == "2026-anna"
            await pilot.press("a", "end", "enter")
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


@pytest.mark.parametrize(
    ("spoil", "why"),
    [
        (shutil.rmtree, "there is no round here."),
        (lambda at: (at / "journal.jsonl").write_bytes(b"{}\n{}\n"), "is no line of a journal"),
        (lambda at: (at / "journal.jsonl").unlink(), "No amendments were taken in."),
    ],
    ids=["no round", "damaged", "no amendments"],
)
def test_where_nothing_can_be_listed_it_says_why_and_no_key_breaks(desk, spoil, why):
    spoil(desk.drafts.parent / "round")

    async def test() -> None:
        screen = MarshalledScreen()
        async with desk.open(screen, NARROW) as pilot:
            await until(pilot, lambda: why in words(pilot))
            await pilot.press(*"nNclmwRFavfyu", "enter", "tab")
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
