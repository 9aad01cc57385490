"""Comparing any two things in the app: choosing the sides, the outline of two documents."""

from pathlib import Path

import pytest
from corpora import HOSTILE, PLATFORM, write_corpus
from desk import NARROW, WIDE, Desk, run, seen, settle
from tui_support import find, make_workspace, opened, play, seen_before, shown, until

from policytui.corpus.markdown import parse_document
from policytui.corpus.model import Document, Header, Kind, Position
from policytui.tui.operands import Operand, Sort, load, suggest, whole_documents
from policytui.tui.screens import documents
from policytui.tui.screens.compare import CompareScreen
from policytui.tui.screens.documents import DocumentsScreen
from policytui.tui.screens.sides import SidesScreen, open_comparison
from policytui.tui.widgets.outline_view import OutlineView

SIZES = pytest.mark.parametrize("size", [NARROW, WIDE])
LATER = (
    PLATFORM.replace('id = "platform"', 'id = "platform-2021"')
    .replace('edition = "2016"', 'edition = "2021"')
    .replace("20,000", "30,000")
    .replace("### Empty shops {#empty-shops}", "### Trams {#trams}\n\nTrams run all night.\n\n")
    .replace("A shop that stands empty for a year should be offered to the people of the town.", "")
)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    desk = Desk(tmp_path)
    (desk.workspace.places.corpus.path / "platform-2021.md").write_text(LATER, "utf-8")
    desk.workspace.catalogue.refresh()
    return desk


def editions() -> tuple[Document, Document]:
    return parse_document(PLATFORM, Path("a.md")), parse_document(LATER, Path("b.md"))


def document(name: str, *texts: str) -> Document:
    positions = tuple(
        Position(f"{name}/p{number}", f"Title {number}", text) for number, text in enumerate(texts)
    )
    return Document(Header(name, name.title(), Kind.PLATFORM, "2016"), positions)


# --- the outline ---


@SIZES
def test_two_editions_are_told_position_by_position(desk: Desk, size: tuple[int, int]) -> None:
    async def test() -> None:
        screen = DocumentsScreen(*editions())
        async with desk.open(screen, size) as pilot:
            await until(pilot, lambda: screen.comparison is not None)
            text = seen(pilot)
            assert "Our platform 2016  ⇄  Our platform 2021" in text
            for part in ("= 1 kept", "~ 1 amended", "+ 1 new", "− 1 left out"):
                assert part in text
            for part in (
                "~  amended   Homes we share",
                "+  new       Trams",
                "−  left out  Empty shops",
            ):
                assert part in text

    run(test)


@SIZES
def test_f_leaves_out_what_did_not_change(desk: Desk, size: tuple[int, int]) -> None:
    async def test() -> None:
        screen = DocumentsScreen(*editions())
        async with desk.open(screen, size) as pilot:
            await until(pilot, lambda: screen.comparison is not None)
            assert "Land for homes" in seen(pilot)
            await pilot.press("f")
            await settle(pilot)
            assert "Land for homes" not in seen(pilot)
            assert "3 changes only" in seen(pilot)
            await pilot.press("f", "y")
            await settle(pilot)
            assert "Land for homes" in seen(pilot)
            assert "{+30,000+}" in pilot.app.clipboard

    run(test)


@SIZES
def test_enter_shows_the_words_and_esc_comes_back(desk: Desk, size: tuple[int, int]) -> None:
    async def test() -> None:
        screen = DocumentsScreen(*editions())
        async with desk.open(screen, size) as pilot:
            await until(pilot, lambda: screen.comparison is not None)
            await pilot.press("home", "enter")
            await settle(pilot)
            assert isinstance(pilot.app.screen, CompareScreen)
            assert "+30,000+" in seen(pilot)
            await pilot.press("escape")
            await settle(pilot)
            assert pilot.app.screen is screen

    run(test)


def test_n_goes_from_change_to_change_and_round(desk: Desk) -> None:
    async def test() -> None:
        screen = DocumentsScreen(*editions())
        async with desk.open(screen) as pilot:
            await until(pilot, lambda: screen.comparison is not None)
            outline = screen.query_one(OutlineView)
            places = []
            for key in ("n", "n", "n", "N"):
                await pilot.press(key)
                places.append(outline.current)
            assert len(set(places[:3])) == 3
            assert places[3] == places[1]

    run(test)


@SIZES
def test_moved_positions_carry_a_sign_and_a_word(desk: Desk, size: tuple[int, int]) -> None:
    old = document("old", "Homes for all.", "Trains that run on time.", "Clean rivers and seas.")
    screen = DocumentsScreen(old, Document(old.header, old.positions[1:] + old.positions[:1]))

    async def test() -> None:
        async with desk.open(screen, size) as pilot:
            await until(pilot, lambda: screen.comparison is not None)
            assert "→" in seen(pilot)
            assert "moved" in seen(pilot)

    run(test)


def test_equal_and_empty_documents_say_so(desk: Desk) -> None:
    async def test() -> None:
        same = DocumentsScreen(document("old", "Calm."), document("old", "Calm."))
        async with desk.open(same) as pilot:
            await until(pilot, lambda: same.comparison is not None)
            await pilot.press("f", "n", "enter")
            await settle(pilot)
            assert "Nothing changed in any position." in seen(pilot)
        empty = DocumentsScreen(document("old"), document("new"))
        async with desk.open(empty) as pilot:
            await until(pilot, lambda: empty.comparison is not None)
            await pilot.press("n", "enter", "f", "G", "space")
            assert "Neither holds a position." in seen(pilot)

    run(test)


def test_esc_stops_the_comparison(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    begun, asked = [], []

    def endless(base, proposed, *, progress, is_cancelled):  # type: ignore[no-untyped-def]
        begun.append(True)
        while not is_cancelled():
            progress(1, 2, "positions")
        asked.append(True)
        raise documents.Cancelled

    monkeypatch.setattr(documents, "compare_documents", endless)

    async def test() -> None:
        screen = DocumentsScreen(*editions())
        async with desk.open(screen) as pilot:
            await until(pilot, lambda: "1 of 2" in shown(pilot.app))
            assert "esc stops" in seen(pilot)
            await pilot.press("escape")
            await until(pilot, lambda: bool(asked))
            assert pilot.app.screen is not screen

    run(test)


@SIZES
def test_hostile_titles_are_shown_literally(desk: Desk, size: tuple[int, int]) -> None:
    old, new = document("old", "Calm."), document("new", HOSTILE)
    hostile = Position("new/p0", HOSTILE, HOSTILE, ("[/theme]",))
    screen = DocumentsScreen(old, Document(new.header, (hostile,)))

    async def test() -> None:
        async with desk.open(screen, size) as pilot:
            await until(pilot, lambda: screen.comparison is not None)
            assert "[@click=app.quit]go[/]" in seen(pilot)
            assert "[/theme]" in seen(pilot)
            assert "\x1b" not in seen(pilot)
            await pilot.press("end", "enter")
            await settle(pilot)
            assert "\x1b" not in seen(pilot)

    run(test)


# --- choosing the sides ---


def test_everything_that_can_be_compared_is_suggested(desk: Desk, tmp_path: Path) -> None:
    desk.workspace.refresh()
    desk.workspace.drafts.save(desk.amendment("Words."), None)
    file = tmp_path / "proposal.md"
    file.write_text("# A plan\n\nWords.\n", "utf-8")

    def sorts(typed: str) -> list[str]:
        return [f"{each.sort} {each.title}" for each in suggest(desk.workspace, typed)]

    assert "document Our platform" in sorts("")
    assert "draft Empty shops" in sorts("")
    assert "position Empty shops" in sorts("empty shop")
    assert sorts("platform/empty-shops") == ["position Empty shops"]
    assert sorts(str(tmp_path) + "/prop") == ["file proposal.md"]
    assert sorts(str(file)) == ["file proposal.md"]
    assert sorts("/no/such/folder/") == []
    assert sorts("\0") == sorts("~nobody-of-this-name/x") == []


def test_documents_are_compared_whole_and_texts_as_texts(desk: Desk, tmp_path: Path) -> None:
    several, one = tmp_path / "several.md", tmp_path / "one.txt"
    several.write_text(PLATFORM, "utf-8")
    one.write_text("Just a few words without any heading at all.\n", "utf-8")
    whole = load(desk.workspace, Operand(Sort.DOCUMENT, "platform", "Our platform"))
    long = load(desk.workspace, Operand(Sort.FILE, str(several), "several.md"))
    text = load(desk.workspace, Operand(Sort.FILE, str(one), "one.txt"))
    position = load(desk.workspace, Operand(Sort.POSITION, "platform/empty-shops", "x"))

    assert whole_documents(whole, long)
    assert whole_documents(long, long)
    assert not whole_documents(long, text)
    assert not whole_documents(position, whole)
    assert text.text == "Just a few words without any heading at all."


@SIZES
def test_a_position_is_compared_with_its_like_in_another_edition(
    desk: Desk, size: tuple[int, int]
) -> None:
    async def test() -> None:
        async with desk.open(DocumentsScreen(*editions()), size) as pilot:
            sides = (
                Operand(Sort.POSITION, "platform/homes-we-share", "Homes we share"),
                Operand(Sort.DOCUMENT, "platform-2021", "Our platform"),
            )
            await open_comparison(pilot.app, desk.workspace, sides)
            await settle(pilot)
            assert isinstance(pilot.app.screen, CompareScreen)
            assert "+30,000+" in seen(pilot)
            assert "Trams" not in seen(pilot)
            missing = (sides[0], Operand(Sort.FILE, "/no/such/file.txt", "file.txt"))
            await open_comparison(pilot.app, desk.workspace, missing)
            await settle(pilot)
            assert "there is no such file" in "\n".join(
                message.message for message in pilot.app._notifications
            )

    run(test)


@SIZES
def test_two_documents_are_chosen_by_their_names(tmp_path: Path, size: tuple[int, int]) -> None:
    async def scene() -> None:
        corpus = write_corpus(tmp_path / "corpus", platform=PLATFORM, later=LATER)
        workspace = seen_before(make_workspace(tmp_path, corpus))
        async with opened(workspace, size) as (app, screen, pilot):
            await find(screen, pilot, "homes we share")
            screen.hits.focus()
            await pilot.press("C")
            await until(pilot, lambda: isinstance(app.screen, SidesScreen))
            assert "Homes we share" in shown(app)
            await pilot.press("shift+tab")
            await pilot.press(*"platform 2016")
            await until(pilot, lambda: _suggested(app)[0] == "document Our platform (2016)")
            await pilot.press("enter")
            await until(pilot, lambda: app.focused is app.screen.query_one("#second"))
            await pilot.press(*"platform 2021")
            await until(pilot, lambda: _suggested(app)[0] == "document Our platform (2021)")
            await pilot.press("enter")
            await until(pilot, lambda: isinstance(app.screen, DocumentsScreen))
            await until(pilot, lambda: "1 amended" in shown(app))

    play(scene())


def test_what_nothing_is_called_is_said(tmp_path: Path) -> None:
    async def scene() -> None:
        async with opened(seen_before(make_workspace(tmp_path)), NARROW) as (app, screen, pilot):
            screen.hits.focus()
            await pilot.press("C")
            await until(pilot, lambda: isinstance(app.screen, SidesScreen))
            await pilot.press(*"zzzzqq")
            await until(pilot, lambda: "Nothing is called that." in shown(app))
            await pilot.press("enter", "down", "up", "escape")
            await until(pilot, lambda: app.screen is screen)

    play(scene())


def _suggested(app: object) -> list[str]:
    screen = app.screen  # type: ignore[attr-defined]
    return [f"{each.sort} {each.label}" for each in screen._suggested] or [""]
