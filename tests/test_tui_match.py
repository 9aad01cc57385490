"""A proposal beside the whole platform in the app: verdicts, what remains, ways on."""

import time
from pathlib import Path

import pytest
from corpora import HOSTILE, PLATFORM
from desk import NARROW, WIDE, Desk, run, seen, settle, told
from docx import Document as WordFile
from textual.widgets import Input, OptionList
from tui_support import find, make_workspace, opened, play, seen_before, shown, until

from policytui.drafts.begin import begin_new_position
from policytui.drafts.model import Submitter
from policytui.proposals.match import ParagraphMatch, Verdict
from policytui.tui import matching
from policytui.tui.matching import amended_text
from policytui.tui.operands import WHOLE_PLATFORM, Operand, Sort, suggest
from policytui.tui.screens import writing
from policytui.tui.screens.compare import CompareScreen
from policytui.tui.screens.draft import DraftScreen
from policytui.tui.screens.match import MatchScreen
from policytui.tui.screens.sides import SidesScreen, open_comparison
from policytui.tui.widgets.prose_area import ProseArea

SIZES = pytest.mark.parametrize("size", [NARROW, WIDE])
KEPT = "A shop that stands empty for a year should be offered to the people of the town."
CHANGED = "We will build 30,000 co-operative homes a year by 2030. Tenants should run them."
LONGER = f"{KEPT} Councils pay for the key and the paint."
TRAMS = "Trams run all night on every line, and nobody pays a fare before noon."
LAND = "Unused land goes to those who will not build on it."


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    monkeypatch.setattr(writing, "SAVE_AFTER", 0.2)
    return Desk(tmp_path)


def file(desk: Desk, *texts: str, name: str = "proposal.md") -> Operand:
    path = desk.state.parent / name
    path.write_text("\n\n".join(texts), "utf-8")
    return Operand(Sort.FILE, str(path), name)


def proposal(desk: Desk) -> Operand:
    return file(desk, "# Our plan", "## Towns", KEPT, CHANGED, "## Streets", TRAMS)


async def matched(pilot, screen: MatchScreen) -> None:  # type: ignore[no-untyped-def]
    await until(pilot, lambda: screen.found is not None)
    await settle(pilot)


# --- verdicts and what remains ---


@SIZES
def test_each_paragraph_has_a_verdict_and_what_remains_is_listed(
    desk: Desk, size: tuple[int, int]
) -> None:
    async def test() -> None:
        screen = MatchScreen(proposal(desk))
        async with desk.open(screen, size) as pilot:
            await matched(pilot, screen)
            for part in (
                "proposal.md beside the whole platform",
                "1 already policy · 1 changes · 1 new",
                "These verdicts are about words; look at both texts.",
                "= already policy 100 %  Empty shops",
                "~ changes",
                "Homes we share",
                "+ new",
                "Trams run all night",
                "Remains as it is (1)",
                "Land for homes",
            ):
                assert part in seen(pilot)
            assert "Right to own" not in seen(pilot)
            assert (KEPT[:30] in seen(pilot).partition("│")[2]) == (size == WIDE)

    run(test)


def test_wide_screens_show_the_words_of_what_is_under_the_bar(desk: Desk) -> None:
    async def test() -> None:
        screen = MatchScreen(proposal(desk))
        async with desk.open(screen, WIDE) as pilot:
            await matched(pilot, screen)
            await pilot.press("n")
            await settle(pilot)
            assert "differs from “Homes we share”" in seen(pilot)
            assert "+30,000+" in seen(pilot)
            await pilot.press("G")
            await settle(pilot)
            assert "Unused land goes to those who will build on it." in seen(pilot)
            await pilot.press("tab", "escape")
            assert pilot.app.screen is screen

    run(test)


@SIZES
def test_enter_opens_both_texts_or_the_one_there_is(desk: Desk, size: tuple[int, int]) -> None:
    async def test() -> None:
        screen = MatchScreen(proposal(desk))
        async with desk.open(screen, size) as pilot:
            await matched(pilot, screen)
            await pilot.press("n", "enter")
            await settle(pilot)
            assert isinstance(pilot.app.screen, CompareScreen)
            assert "Homes we share 2016  ⇄  paragraph 2 of proposal.md" in seen(pilot)
            assert "+30,000+" in seen(pilot)
            await pilot.press("escape", "G", "enter")
            await settle(pilot)
            assert pilot.app.screen is screen
            assert "Councils must publish what land they own." in seen(pilot)
            assert ("Remains as it is (1)" in seen(pilot)) == (size == WIDE)
            await pilot.press("escape", "N", "enter")
            await settle(pilot)
            assert "No position has enough words in common" in seen(pilot)
            await pilot.press("escape", "escape")
            await settle(pilot)
            assert pilot.app.screen is not screen

    run(test)


@SIZES
def test_f_shows_only_what_differs_and_n_goes_round(desk: Desk, size: tuple[int, int]) -> None:
    async def test() -> None:
        screen = MatchScreen(proposal(desk))
        async with desk.open(screen, size) as pilot:
            await matched(pilot, screen)
            places = []
            for key in ("n", "n", "n", "N"):
                await pilot.press(key)
                places.append(screen._list.current)
            assert places == [1, 2, 1, 2]
            await pilot.press("f")
            await settle(pilot)
            assert "= already policy" not in seen(pilot)
            assert "Remains as it is (" not in seen(pilot)
            assert screen._list.current == 2
            await pilot.press("f")
            await settle(pilot)
            assert "= already policy" in seen(pilot)

    run(test)


def test_y_copies_a_report_of_what_is_listed(desk: Desk) -> None:
    async def test() -> None:
        screen = MatchScreen(proposal(desk))
        async with desk.open(screen) as pilot:
            await matched(pilot, screen)
            await pilot.press("y")
            report = pilot.app.clipboard
            assert report.startswith("proposal.md beside the whole platform\n1 already policy")
            assert "~ changes: Homes we share [platform/homes-we-share], " in report
            assert "[-20,000-]{+30,000+}" in report
            assert report.endswith(
                "Remains as it is (1)\nLand for homes [platform/land-for-homes]\n"
            )
            await pilot.press("f", "y")
            assert KEPT not in pilot.app.clipboard

    run(test)


# --- amending ---


@SIZES
def test_a_begins_an_amendment_that_is_saved_as_it_was_brought(
    desk: Desk, size: tuple[int, int]
) -> None:
    async def test() -> None:
        screen = MatchScreen(file(desk, LAND))
        async with desk.open(screen, size) as pilot:
            await matched(pilot, screen)
            await pilot.press("a")
            await until(pilot, lambda: isinstance(pilot.app.screen, DraftScreen))
            await settle(pilot, 0.6)
            text = pilot.app.screen.query_one("#text", ProseArea).text
            assert text == f"Councils must publish what land they own.\n\n{LAND}"
            assert "insert “not”" in seen(pilot) or size == NARROW
            assert "words stand in the text" in told(pilot)
            await pilot.press("ctrl+s")
            await until(pilot, lambda: len(desk.files()) == 1)

    run(test)


def test_amending_takes_the_words_of_policy_where_nothing_differs(desk: Desk) -> None:
    async def test() -> None:
        screen = MatchScreen(file(desk, "## Towns", KEPT, TRAMS))
        async with desk.open(screen) as pilot:
            await matched(pilot, screen)
            await pilot.press("n", "a")
            await until(pilot, lambda: "no position to amend" in told(pilot))
            assert pilot.app.screen is screen
            for key, text in (
                ("g", KEPT),
                ("G", "Unused land goes to those who will build on it."),
            ):
                await pilot.press(key, "a")
                await until(pilot, lambda: isinstance(pilot.app.screen, DraftScreen))
                await settle(pilot)
                assert text in pilot.app.screen.query_one("#text", ProseArea).text
                await pilot.press("escape")
                await until(pilot, lambda: pilot.app.screen is screen)
            assert desk.files() == []

    run(test)


def test_only_the_words_compared_are_replaced(desk: Desk) -> None:
    position = desk.workspace.catalogue.position("platform/land-for-homes")
    second = position.text.partition("\n\n")[2]

    def text(base: str, verdict: Verdict = Verdict.CHANGES) -> str:
        return amended_text(position, ParagraphMatch("", "New.", verdict, position.id, base))

    assert text(second) == "Councils must publish what land they own.\n\nNew."
    assert text(position.text) == "New."
    assert text(second, Verdict.ALREADY) == position.text


# --- files of every sort ---


@SIZES
def test_hostile_words_are_shown_literally(desk: Desk, size: tuple[int, int]) -> None:
    async def test() -> None:
        evil = HOSTILE.replace("\0", "")  # with it, a file is no text at all
        hostile = file(desk, f"## {evil}", f"{LONGER} {evil}", evil, name="[b]x[i].md")
        screen = MatchScreen(hostile)
        async with desk.open(screen, size) as pilot:
            await matched(pilot, screen)
            assert "[b]x[i].md beside" in seen(pilot)
            assert "[@click=app.quit]go[/]" in seen(pilot)
            for keys in (["n"], ["enter"], ["escape"], ["n", "enter"], ["escape", "y"], ["a"]):
                await pilot.press(*keys)
                await settle(pilot)
                assert "\x1b" not in seen(pilot)
                assert "\u202e" not in seen(pilot)

    run(test)


def test_a_word_file_is_read(desk: Desk) -> None:
    path = desk.state.parent / "proposal.docx"
    word = WordFile()
    word.add_heading("Towns", 1)
    word.add_paragraph(LONGER)
    word.save(str(path))

    async def test() -> None:
        screen = MatchScreen(Operand(Sort.FILE, str(path), path.name))
        async with desk.open(screen) as pilot:
            await matched(pilot, screen)
            assert "» extends" in seen(pilot)
            assert "1 extends" in seen(pilot)

    run(test)


@SIZES
@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("empty.md", b"", "is empty"),
        ("blank.txt", b" \n\n", "is empty"),
        ("broken.docx", b"PK\x03\x04 no", "broken.docx"),
        ("picture.png", b"\x89PNG\0\0", "cannot be imported"),
        ("missing.txt", None, "no such file"),
    ],
)
def test_what_cannot_be_read_is_told_and_leads_back(
    desk: Desk, size: tuple[int, int], name: str, content: bytes | None, reason: str
) -> None:
    path = desk.state.parent / name
    if content is not None:
        path.write_bytes(content)

    async def test() -> None:
        screen = MatchScreen(Operand(Sort.FILE, str(path), name))
        async with desk.open(screen, size) as pilot:
            await until(pilot, lambda: pilot.app.screen is not screen)
            assert reason in told(pilot)

    run(test)


@SIZES
def test_a_file_that_touches_nothing_says_so(desk: Desk, size: tuple[int, int]) -> None:
    async def test() -> None:
        screen = MatchScreen(file(desk, TRAMS, name="letter.txt"))
        async with desk.open(screen, size) as pilot:
            await matched(pilot, screen)
            assert "\n 1 new\n" in seen(pilot)
            assert "Remains as it is (3)" in seen(pilot)

    run(test)


def test_where_all_is_policy_already_f_and_n_say_so(desk: Desk) -> None:
    async def test() -> None:
        screen = MatchScreen(file(desk, PLATFORM))
        async with desk.open(screen) as pilot:
            await matched(pilot, screen)
            assert "Remains as it is (0)" in seen(pilot)
            await pilot.press("f", "n", "enter", "a", "tab", "tab")
            await settle(pilot)
            assert "Every paragraph is policy already." in seen(pilot)

    run(test)


def test_drafts_stand_beside_the_platform_as_files_do(desk: Desk) -> None:
    empty = begin_new_position("Trams", Submitter())
    desk.workspace.drafts.save(empty, None)
    desk.workspace.drafts.save(desk.amendment(LONGER), None)

    async def test() -> None:
        drafts = suggest(desk.workspace, "", sorts=(Sort.DRAFT,))
        long, none = sorted(drafts, key=lambda each: each.title)
        screen = MatchScreen(long)
        async with desk.open(screen) as pilot:
            await matched(pilot, screen)
            assert "1 extends" in seen(pilot)
            await open_comparison(pilot.app, desk.workspace, (WHOLE_PLATFORM, none))
            await until(pilot, lambda: "holds no words yet" in told(pilot))

    run(test)


def test_esc_stops_the_work(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []

    # Real matching of what fits into a test is over before a key can be pressed.
    def endless(*_, progress, is_cancelled, **__):  # type: ignore[no-untyped-def]
        while not is_cancelled():
            progress(1, 2, "paragraphs")
            time.sleep(0.01)
        asked.append(True)
        raise matching.Cancelled

    monkeypatch.setattr(matching, "match_proposal", endless)

    async def test() -> None:
        screen = MatchScreen(proposal(desk))
        async with desk.open(screen) as pilot:
            await until(pilot, lambda: "1 of 2" in shown(pilot.app))
            assert "esc stops" in seen(pilot)
            await pilot.press("f", "n", "y", "a", "enter", "tab", "escape")
            await until(pilot, lambda: bool(asked))
            assert pilot.app.screen is not screen

    run(test)


# --- choosing the sides ---


def test_the_whole_platform_is_offered_first_and_only_where_it_fits(desk: Desk) -> None:
    desk.workspace.refresh()
    assert suggest(desk.workspace, "")[0] == WHOLE_PLATFORM
    assert suggest(desk.workspace, "whole plat")[0] == WHOLE_PLATFORM
    assert WHOLE_PLATFORM not in suggest(desk.workspace, "shops")


@SIZES
def test_c_leads_from_a_position_to_the_whole_platform(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    path = tmp_path / "proposal.md"
    path.write_text(f"## Towns\n\n{LONGER}\n", "utf-8")

    async def scene() -> None:
        async with opened(seen_before(make_workspace(tmp_path)), size) as (app, screen, pilot):
            await find(screen, pilot, "homes we share")
            screen.hits.focus()
            await pilot.press("C")
            await until(pilot, lambda: isinstance(app.screen, SidesScreen))
            sides = app.screen
            assert isinstance(sides, SidesScreen)
            await pilot.press("shift+tab")
            await until(pilot, lambda: (sides._suggested_for or ("",))[0] == "first")
            # The bar is on what was chosen: enter alone changes nothing.
            assert sides._suggested[0] == WHOLE_PLATFORM
            assert sides.query_one(OptionList).highlighted == 1
            await pilot.press("up", "enter")
            await until(pilot, lambda: "Type where the proposal is" in shown(app))
            typed = app.focused
            assert isinstance(typed, Input)
            typed.value = str(path)
            await until(pilot, lambda: [each.title for each in sides._suggested] == [path.name])
            await pilot.press("enter")
            await until(pilot, lambda: isinstance(app.screen, MatchScreen))
            await until(pilot, lambda: "1 extends" in shown(app))
            await pilot.press("f1")
            await until(pilot, lambda: "look at both texts" in shown(app))
            await pilot.press("escape", "escape")
            await until(pilot, lambda: app.screen is screen)

    play(scene())
