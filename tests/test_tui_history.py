"""The history of a position: its editions, the words of each, who brought which, two compared."""

from pathlib import Path
from time import sleep

import pytest
from corpora import HOSTILE, PLATFORM, write_corpus
from desk import NARROW, WIDE, Desk, run, seen, settle, told, write
from tui_support import find, make_workspace, opened, play, seen_before, shown, until

from policytui.corpus.markdown import parse_document
from policytui.corpus.provenance import Origin, Provenance, format_provenance
from policytui.errors import Cancelled
from policytui.tui.operands import Operand, Sort, load, suggest, whole_documents
from policytui.tui.screens.compare import CompareScreen
from policytui.tui.screens.documents import DocumentsScreen
from policytui.tui.screens.history import HistoryScreen

SIZES = pytest.mark.parametrize("size", [NARROW, WIDE])
HOMES = "platform/homes-we-share"


def edition(name: str, by: str, *replacements: tuple[str, str]) -> str:
    text = PLATFORM
    for old, new in (('edition = "2016"', f'edition = "{name}"'), *replacements):
        assert old in text
        text = text.replace(old, new)
    return text.replace("source =", f'adopted = {name}-10-11\nadopted_by = "{by}"\nsource =', 1)


TAKEN_OVER = ("Tenants should run them.", "Tenants should run them, and choose who repairs them.")
FIRST = edition("2016", "Conference in Leeds")
SECOND = edition("2018", "Conference in Hull", ("20,000", "30,000"))
THIRD = edition(
    "2020",
    "Conference in Cardiff",
    ("20,000", "30,000"),
    TAKEN_OVER,
    ("### Homes we share", "### Homes for all"),
    ("### Empty shops {#empty-shops}", "### Trams {#trams}"),
)


def write_editions(corpus: Path, present: str, **older: str) -> None:
    (corpus / "platform.md").write_text(present, "utf-8")
    folder = corpus / "editions" / "platform"
    folder.mkdir(parents=True)
    for name, text in older.items():
        (folder / f"{name}.md").write_text(text, "utf-8")


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    desk = Desk(tmp_path)
    corpus = desk.workspace.places.corpus.path
    write_editions(corpus, THIRD, **{"2016": FIRST, "2018": SECOND})
    desk.workspace.catalogue.refresh()
    return desk


def history(text: str = THIRD, id_: str = HOMES) -> HistoryScreen:
    document = parse_document(text, Path("a.md"))
    return HistoryScreen(next(each for each in document.positions if each.id == id_))


@SIZES
def test_each_edition_says_when_who_and_what(desk: Desk, size: tuple[int, int]) -> None:
    async def test() -> None:
        screen = history()
        async with desk.open(screen, size) as pilot:
            await until(
                pilot, lambda: "+choose who+" in seen(pilot) or "who repairs" in seen(pilot)
            )
            text = seen(pilot)
            assert "Our platform · 3 editions, newest first" in text
            assert "~  2020  11 October 2020, Conference in Cardiff" in text
            assert "amended: 1 change, +5 −0 words; renamed from “Homes we share”" in text
            assert "~  2018  11 October 2018, Conference in Hull" in text
            assert text.index("2020  11") < text.index("2018  11") < text.index("2016  11")
            assert "in the oldest edition" in text
            await write(pilot, "j")
            assert "+30,000+" in seen(pilot)
            await write(pilot, "v")
            assert ("After" if size is NARROW else "−20,000− +30,000+") in seen(pilot)
            await pilot.press("enter")
            await settle(pilot)
            assert isinstance(pilot.app.screen, CompareScreen)
            assert "Homes we share 2016  ⇄  Homes we share 2018" in seen(pilot)

    run(test)


def test_the_margin_names_who_brought_each_run_and_enter_opens_that_step(desk: Desk) -> None:
    async def test() -> None:
        screen = history()
        async with desk.open(screen) as pilot:
            await until(pilot, lambda: screen.past is not None)
            await write(pilot, "b")
            assert "▌ 2016" in seen(pilot)
            await write(pilot, "n")
            assert "▌ 2018" in seen(pilot)
            assert "Brought by 2018 (11 October 2018, Conference in Hull)" in seen(pilot)
            assert "2 of 5 runs of words" in seen(pilot)
            await pilot.press("enter")
            await settle(pilot)
            assert not screen.is_blaming
            assert "+30,000+" in seen(pilot)

    run(test)


def test_who_moved_what_and_by_which_vote_is_told(desk: Desk) -> None:
    origin = Origin("x", "2", "Member [5]", "", "120 for, 80 against", "by the committee")
    told = Provenance("platform", "2018", "Hull", None, {HOMES: (origin,)})
    folder = desk.workspace.places.corpus.path / "editions" / "platform"
    (folder / "2018.provenance.toml").write_text(format_provenance(told), "utf-8")
    said = "mendment 2, Member [5], as modified by the committee, 120 for, 80 against"

    async def test() -> None:
        screen = history()
        async with desk.open(screen, NARROW) as pilot:
            await until(pilot, lambda: screen.past is not None)
            await write(pilot, "j")
            assert said in " ".join(seen(pilot).split())
            await write(pilot, "b")
            await write(pilot, "n")
            assert said in " ".join(seen(pilot).split())

    run(test)


def test_two_marked_editions_are_compared_by_position_and_as_wholes(desk: Desk) -> None:
    async def test() -> None:
        screen = history()
        async with desk.open(screen, WIDE) as pilot:
            await until(pilot, lambda: screen.past is not None)
            await write(pilot, "c")
            assert "Mark an edition with space" in told(pilot)
            await pilot.press("space", "end", "c")
            await settle(pilot)
            assert "Homes we share 2016  ⇄  Homes for all 2020" in seen(pilot)
            assert "change 1 of 2" in seen(pilot)
            await pilot.press("escape", "space", "C")
            await until(pilot, lambda: isinstance(pilot.app.screen, DocumentsScreen))
            await until(pilot, lambda: "~ 1 amended" in seen(pilot))
            assert "Our platform 2016  ⇄  Our platform 2020" in seen(pilot)
            await pilot.press("escape")
            await settle(pilot)
            assert "✓ ~  2020" in seen(pilot)
            assert "Marked 2020 and 2016" in seen(pilot)

    run(test)


@pytest.mark.parametrize(
    ("older", "said"),
    [
        ({}, "This document has one edition; import a newer text to see its history."),
        ({"2016": "+++\nschema = 1\n+++\n"}, "2016.md"),
    ],
)
def test_one_edition_and_a_damaged_one_are_said(
    tmp_path: Path, older: dict[str, str], said: str
) -> None:
    async def test() -> None:
        desk = Desk(tmp_path)
        write_editions(desk.workspace.places.corpus.path, THIRD, **older)
        screen = history()
        async with desk.open(screen) as pilot:
            await until(pilot, lambda: said in seen(pilot))
            await write(pilot, "nvcCby")

    run(test)


def test_two_editions_are_compared_without_a_mark(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    write_editions(desk.workspace.places.corpus.path, SECOND, **{"2016": FIRST})
    desk.workspace.catalogue.refresh()

    async def test() -> None:
        screen = history(SECOND)
        async with desk.open(screen) as pilot:
            await until(pilot, lambda: screen.past is not None)
            await pilot.press("C")
            await until(pilot, lambda: isinstance(pilot.app.screen, DocumentsScreen))

    run(test)


def test_esc_stops_the_reading(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    stopped = []

    def endless(folder, position_id, progress, is_cancelled):  # type: ignore[no-untyped-def]
        progress(1, 3, "editions")
        while not is_cancelled():
            sleep(0.01)
        stopped.append(True)
        raise Cancelled

    monkeypatch.setattr("policytui.tui.screens.history.read_past", endless)

    async def test() -> None:
        screen = history()
        async with desk.open(screen) as pilot:
            await until(pilot, lambda: "1 of 3" in shown(pilot.app))
            await pilot.press("escape")
            await until(pilot, lambda: bool(stopped))
            assert pilot.app.screen is not screen
            assert "Stopped reading." in told(pilot)

    run(test)


def test_hostile_words_are_shown_literally(tmp_path: Path) -> None:
    words = HOSTILE.split(" \x1b")[0]
    hostile = THIRD.replace("Conference in Cardiff", words).replace("Homes for all", words)

    async def test() -> None:
        desk = Desk(tmp_path)
        corpus = desk.workspace.places.corpus.path
        write_editions(corpus, hostile.replace("Tenants should", words), **{"2018": SECOND})
        screen = history(hostile)
        async with desk.open(screen) as pilot:
            await until(pilot, lambda: screen.past is not None)
            assert "[@click=app.quit]go[/]" in seen(pilot)
            await write(pilot, "b")
            assert "[@click=app.quit]go[/]" in seen(pilot)

    run(test)


def test_h_opens_the_history_of_the_position_in_hand(tmp_path: Path) -> None:
    async def scene() -> None:
        corpus = write_corpus(tmp_path / "corpus", platform=THIRD)
        workspace = seen_before(make_workspace(tmp_path, corpus))
        async with opened(workspace, NARROW) as (app, screen, pilot):
            await find(screen, pilot, "homes for all")
            screen.hits.focus()
            await pilot.press("h")
            await until(pilot, lambda: "History › Homes for all" in shown(app))
            await pilot.press("f1")
            await until(pilot, lambda: "Help: History" in shown(app))
            await pilot.press("escape", "escape")
            await until(pilot, lambda: app.screen is screen)

    play(scene())


def test_an_older_edition_can_be_chosen_for_comparing(desk: Desk) -> None:
    def names(typed: str) -> list[str]:
        return [each.name for each in suggest(desk.workspace, typed)]

    assert names("platform@2018") == ["platform@2018"]
    assert names("platform 2020") == ["platform"]
    older = load(desk.workspace, Operand(Sort.DOCUMENT, "platform@2016", "Our platform"))
    present = load(desk.workspace, Operand(Sort.DOCUMENT, "platform", "Our platform"))
    pair = whole_documents(older, present)
    assert pair
    assert [each.header.edition for each in pair] == ["2016", "2020"]
