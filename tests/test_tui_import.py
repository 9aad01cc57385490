"""Bringing in a document in the app: the file, its outline mended, kept, saved, as an edition."""

from datetime import date
from pathlib import Path
from time import sleep

import pytest
from corpora import CONSULTATION, HOSTILE, PLATFORM, write_corpus
from desk import NARROW, WIDE, Desk, run, seen, settle
from hypothesis import given, settings
from hypothesis import strategies as st
from import_support import PLAN, entry_at, go, plan, press, read, use_of
from textual.events import Paste
from textual.screen import Screen
from textual.widgets import OptionList, Static
from tui_support import make_workspace, opened, play, seen_before, shown, until

from policytui.corpus.editions import list_editions
from policytui.corpus.markdown import read_document
from policytui.corpus.model import Kind, Nation
from policytui.errors import Cancelled
from policytui.importers.importing import Wanted
from policytui.importers.outlining.editing import Action, Edit
from policytui.importers.outlining.entries import Entry, Outline, Use
from policytui.tui.importing_files import Found, list_files
from policytui.tui.importing_rows import OutlineShown, Shown
from policytui.tui.importing_saving import why_elsewhere
from policytui.tui.screens import import_file, import_screen
from policytui.tui.screens.import_edition import EditionScreen
from policytui.tui.screens.import_file import FileScreen
from policytui.tui.screens.import_form import ImportFormScreen
from policytui.tui.screens.import_line import LineScreen
from policytui.tui.screens.import_save import SaveScreen
from policytui.tui.screens.import_screen import ImportScreen
from policytui.tui.screens.search import SearchScreen
from policytui.tui.widgets.prose_area import LineInput
from policytui.workspace.imports import KeptImport, KeptImports, Mended, SavedAs

SIZES = pytest.mark.parametrize("size", [NARROW, WIDE])


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


# --- the outline ---


@SIZES
def test_the_outline_shows_what_becomes_of_each_thing_without_colour(
    desk: Desk, size: tuple[int, int]
) -> None:
    async def test() -> None:
        screen = ImportScreen(plan(desk))
        async with desk.open(screen, size) as pilot:
            await read(pilot, screen)
            for part in (
                "Import › Plan for towns 2024 (2024)",
                "3 positions under 2 themes",
                "words read =",
                "1 ▸ Housing",
                "2 ■ Homes we share",
                "15     Towns should let people",
                "–",
                "a heading with no text",
            ):
                assert part in seen(pilot)
            go(screen, "A bench stands")
            await settle(pilot)
            assert ("Ends up in Streets › Benches" in seen(pilot)) == (size == WIDE)
            await press(pilot, "enter")
            assert "Ends up in Streets › Benches" in seen(pilot)
            await press(pilot, "v")
            assert "Old benches are mended." in seen(pilot)
            await press(pilot, "escape", "f")
            assert "headings only" in seen(pilot)
            assert "Every street has a tree" not in seen(pilot).partition("│")[0]

    run(test)


def test_what_is_done_shows_at_once_and_is_undone_and_done_again(desk: Desk) -> None:
    async def test() -> None:
        screen = ImportScreen(plan(desk))
        async with desk.open(screen, NARROW) as pilot:
            await read(pilot, screen)
            go(screen, "A bench stands")
            await press(pilot, "x")
            assert use_of(screen, "A bench stands") is Use.LEFT_OUT
            assert "Left out “A bench stands" in seen(pilot)
            await press(pilot, "x")
            assert use_of(screen, "A bench stands") is Use.TEXT
            await press(pilot, "u", "u")
            assert screen.mending
            assert screen.mending.outline == screen.mending.source.outline
            await press(pilot, "u")
            assert "nothing to take back" in seen(pilot)
            await press(pilot, "U")
            assert use_of(screen, "A bench stands") is Use.LEFT_OUT
            await press(pilot, "u")
            go(screen, "Old benches")
            await press(pilot, "h", "greater_than_sign")
            assert "3 ▸ Old benches are mended.  a heading with no text" in seen(pilot)
            await press(pilot, "left", "t", "U", "u", "u", "u", "J")
            assert use_of(screen, "like to talk. Old benches are mended.") is Use.TEXT

    run(test)


def test_several_rows_are_left_out_as_one(desk: Desk) -> None:
    async def test() -> None:
        screen = ImportScreen(plan(desk))
        async with desk.open(screen, NARROW) as pilot:
            await read(pilot, screen)
            go(screen, "A bench stands")
            await press(pilot, "m", "down", "M")
            assert len(screen.entries.marked) == 3
            assert "●" in seen(pilot)
            await press(pilot, "x")
            assert "Left out 3 rows." in seen(pilot)
            assert use_of(screen, "Trees") is Use.LEFT_OUT
            await press(pilot, "u")
            assert use_of(screen, "Trees") is Use.HEADING
            await press(pilot, "m", "escape")
            assert not screen.entries.marked
            assert pilot.app.screen is screen

    run(test)


def test_a_text_is_split_and_a_heading_renamed(desk: Desk) -> None:
    async def test() -> None:
        screen = ImportScreen(plan(desk))
        async with desk.open(screen, NARROW) as pilot:
            await read(pilot, screen)
            go(screen, "Towns should")
            await press(pilot, "s", "w", "b", "enter")
            assert use_of(screen, "A bank lends") is Use.TEXT
            assert screen.mending
            assert screen.mending.outline.entries[entry_at(screen, "A bank")].text.startswith("A b")
            await press(pilot, "r")
            assert "Only a heading can be renamed" in seen(pilot)
            go(screen, "Benches")
            await press(pilot, "r")
            pilot.app.screen.query_one(LineInput).value = "Seats [/x]"
            await press(pilot, "enter")
            assert "2 ■ Seats [/x]  was “Benches”" in seen(pilot)
            await press(pilot, "s", "enter")
            assert "nothing to split" in seen(pilot)

    run(test)


def test_n_goes_to_what_is_doubtful_and_mending_it_settles_it(desk: Desk) -> None:
    async def test() -> None:
        text = "Towns\n\nWe build a town that\n\nis good for all who live in it, and stays so.\n"
        screen = ImportScreen(plan(desk, f"{text}\nTrees\n\nA tree in each street.\n", "a.txt"))
        async with desk.open(screen, NARROW) as pilot:
            await read(pilot, screen)
            assert screen.shown
            doubtful = screen.shown.doubtful
            assert doubtful
            await press(pilot, "end", "f", "f")
            assert "doubtful only" in seen(pilot)
            await press(pilot, "n")
            assert screen.entries.current == doubtful[0]
            before = len(screen.mending.outline.doubts) if screen.mending else 0
            await press(pilot, "x")
            assert screen.mending
            assert len(screen.mending.outline.doubts) < before

    run(test)


def test_joining_names_its_target_and_is_refused_where_that_is_hidden(desk: Desk) -> None:
    async def test() -> None:
        screen = ImportScreen(plan(desk))
        async with desk.open(screen, WIDE) as pilot:
            await read(pilot, screen)
            go(screen, "Old benches")
            await press(pilot, "x", "f", "f", "f", "J")
            assert "left out only" in seen(pilot)
            assert "not in view; f shows everything first" in seen(pilot)
            await press(pilot, "f")
            go(screen, "Old benches")
            await press(pilot, "J")
            assert "Joined to “A bench stands" in seen(pilot)
            assert "Words left out are back." in seen(pilot)
            assert (
                "like to talk. Old benches"
                in screen.mending.outline.entries[  # type: ignore[union-attr]
                    screen.entries.current
                ].text
            )
            await press(pilot, "u")
            assert "Taken back: joined to “A bench" in seen(pilot)
            await press(pilot, "U")
            assert "Done again: joined to “A bench" in seen(pilot)

    run(test)


def test_the_bar_keeps_its_row_through_all_views_and_stays_in_view(desk: Desk) -> None:
    text = PLAN + "".join(f"\n## Place {n}\n\nA lamp stands at place {n}.\n" for n in range(60))

    async def test() -> None:
        screen = ImportScreen(plan(desk, text))
        async with desk.open(screen, WIDE) as pilot:
            await read(pilot, screen)
            go(screen, "at place 40.")
            await settle(pilot)
            for _ in Shown:
                await press(pilot, "f")
                await settle(pilot)
                assert "▌" in seen(pilot)
            row = next(row for row in seen(pilot).split("\n") if row.startswith("▌"))
            assert "A lamp stands at place 40." in row
            await pilot.resize_terminal(*NARROW)
            await settle(pilot)
            row = next(row for row in seen(pilot).split("\n") if row.startswith("▌"))
            assert "A lamp stands at place 40." in row

    run(test)


def test_what_was_said_of_a_row_goes_with_it_and_counts_agree(desk: Desk) -> None:
    async def test() -> None:
        screen = ImportScreen(plan(desk))
        async with desk.open(screen, WIDE) as pilot:
            await read(pilot, screen)
            assert "1 row doubtful" in seen(pilot)
            await press(pilot, "n")
            doubt = screen.shown.doubts[screen.shown.doubtful[0]][0].message  # type: ignore[union-attr]
            said = screen.query_one("#said", Static)
            assert doubt in str(said.render())
            await press(pilot, "g")
            assert not str(said.render())
            await press(pilot, "n", "f", "f")
            assert "doubtful only, 1 of 11" in seen(pilot)
            assert not str(said.render())
            await press(pilot, "o")
            assert "Doubtful no more: “" in seen(pilot)
            await press(pilot, "n")
            assert "No row is doubtful any more." in seen(pilot)
            assert "no doubts" in seen(pilot)

    run(test)


@given(
    st.lists(
        st.tuples(st.sampled_from(Use), st.integers(1, 4), st.booleans()), min_size=1, max_size=12
    )
)
def test_each_text_is_shown_in_the_position_that_holds_it(
    shapes: list[tuple[Use, int, bool]],
) -> None:
    entries = tuple(
        Entry(f"words {at} of it", at + 1, use, level=level if use is Use.HEADING else 0)
        for at, (use, level, _) in enumerate(shapes)
    )
    outline = Outline("A title", entries)
    told = OutlineShown(outline)

    for at, entry in enumerate(entries):
        section = told.section(at)
        if entry.use is Use.TEXT:
            assert section
            assert entry.text in section.text
        elif section:
            assert entry.use is Use.HEADING
            assert section.title == entry.heading
        assert str(told.about(at))
        assert str(told.preview(at))
    holding = {told.ranks.sections[at] for at in range(len(entries))} - {-1}
    assert holding == set(range(len(outline.sections)))
    assert set(told.places(Shown.LEFT_OUT)) >= outline.bare


def test_hostile_names_and_texts_are_shown_literally(desk: Desk) -> None:
    async def test() -> None:
        bad = HOSTILE.replace("\0", "")  # which no text file holds
        name = "[b]x [@click=app.quit] \x1b[31m.md"
        screen = ImportScreen(plan(desk, f"# {bad}\n\n{bad}\n\n## [/y]\n\n[b]x\n", name))
        async with desk.open(screen, WIDE) as pilot:
            await read(pilot, screen)
            for key in ("v", "x", "s", "escape", "e"):
                assert "[@click=app.quit]go[/]" in seen(pilot)
                await press(pilot, key)
                assert "\x1b" not in seen(pilot)

    run(test)


# --- nothing is lost ---


def test_leaving_keeps_what_was_done_until_it_is_begun_anew(desk: Desk) -> None:
    async def test() -> None:
        path = plan(desk)
        first = ImportScreen(path)
        async with desk.open(first, NARROW) as pilot:
            await read(pilot, first)
            go(first, "Every street")
            await press(pilot, "x", "escape")
        moved = path.rename(path.with_name("moved.md"))
        again = ImportScreen(moved)
        async with desk.open(again, NARROW) as pilot:
            await read(pilot, again)
            assert "Going on with 1 change of yours from before; A begins anew." in seen(pilot)
            assert use_of(again, "Every street") is Use.LEFT_OUT
            await press(pilot, "A")
            assert use_of(again, "Every street") is Use.TEXT
            await press(pilot, "U")
            assert use_of(again, "Every street") is Use.LEFT_OUT

    run(test)


words = st.text(st.characters(codec="utf-8"), max_size=8)
edits = st.builds(Edit, st.sampled_from(Action), st.integers(0, 99), st.integers(0, 99), words)
steps = st.lists(st.lists(edits, min_size=1, max_size=2).map(tuple), max_size=3).map(tuple)
wishes = st.builds(
    Wanted,
    st.none() | st.just("towns"),
    words,
    st.none() | st.sampled_from(Kind),
    words,
    st.none() | st.dates(date(1917, 1, 1)),
    words,
    st.lists(st.sampled_from(Nation), unique=True).map(tuple),
)
keepings = st.builds(
    KeptImport,
    wishes,
    st.dictionaries(words, st.builds(Mended, steps, steps)),
    words,
    st.none() | st.builds(SavedAs, words, words, words, words, st.dates(date(1917, 1, 1))),
    st.booleans(),
)


@settings(max_examples=20)
@given(kept=keepings)
def test_what_is_kept_is_found_again(kept: KeptImport, tmp_path_factory) -> None:  # type: ignore[no-untyped-def]
    imports = KeptImports(tmp_path_factory.getbasetemp() / "imports")
    (before,) = imports.find("abc")
    imports.keep(before, kept)
    (found,) = imports.find("abc")
    assert found.kept == kept
    assert imports.unfinished() == (kept if kept.is_unsaved else None)


@pytest.mark.parametrize("content", ["", "{", "[]", '{"schema": 1}', '{"schema": 9}', "\0"])
def test_a_damaged_file_of_kept_edits_counts_as_none(tmp_path: Path, content: str) -> None:
    (tmp_path / "abc.json").write_text(content)
    imports = KeptImports(tmp_path)
    (found,) = imports.find("abc")
    assert found.kept == KeptImport()
    imports.keep(found, KeptImport(Wanted("towns")))
    assert imports.find("abc")[0].kept.wanted == Wanted("towns")


def test_esc_stops_reading(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []

    def endless(path, workspace, progress, is_cancelled):  # type: ignore[no-untyped-def]
        while not is_cancelled():
            progress(1, 2, "pages")
            sleep(0.02)
        asked.append(True)
        raise Cancelled

    monkeypatch.setattr(import_screen, "open_mending", endless)

    async def test() -> None:
        screen = ImportScreen(plan(desk))
        async with desk.open(screen, NARROW) as pilot:
            await until(pilot, lambda: "1 of 2" in shown(pilot.app))
            for key in ("x", "ctrl+s", "n", "u", "e", "escape"):
                pilot.app.simulate_key(key)
            await until(pilot, lambda: bool(asked))
            assert pilot.app.screen is not screen

    run(test)


# --- the form ---


def test_the_form_says_what_follows_and_refuses_what_cannot_be(desk: Desk) -> None:
    async def test() -> None:
        screen = ImportScreen(plan(desk))
        async with desk.open(screen, NARROW) as pilot:
            await read(pilot, screen)
            await press(pilot, "e")
            form = pilot.app.screen
            assert isinstance(form, ImportFormScreen)
            assert "A new document, plan-for-towns-2024." in seen(pilot)
            for field, value, problem in (
                ("id", "No Id", "cannot be an id"),
                ("id", "towns", ""),
                ("adopted", "30 February 2024", "There is no 30 February"),
                ("adopted", "3 February 2024", ""),
            ):
                form.query_one(f"#{field}", LineInput).value = value
                await settle(pilot)
                await press(pilot, "ctrl+s")
                assert problem in seen(pilot)
                if field == "id" and not problem:
                    assert pilot.app.screen is screen
                    await press(pilot, "e")
                    form = pilot.app.screen
            assert pilot.app.screen is screen
            assert screen.mending
            assert screen.mending.wanted == Wanted("towns", adopted=date(2024, 2, 3))

    run(test)


def test_another_kind_outlines_the_file_anew_and_loses_nothing(desk: Desk) -> None:
    async def test() -> None:
        screen = ImportScreen(plan(desk))
        async with desk.open(screen, NARROW) as pilot:
            await read(pilot, screen)
            go(screen, "Every street")
            await press(pilot, "x")
            for kind in (Kind.CONSULTATION, Kind.MOTION):
                await press(pilot, "e")
                pilot.app.screen.query_one("#kind").value = kind
                await press(pilot, "ctrl+s")
                await read(pilot, screen)
                assert screen.mending
                assert screen.mending.source.is_consultation == (kind is Kind.CONSULTATION)
            assert use_of(screen, "Every street") is Use.LEFT_OUT

    run(test)


# --- choosing a file, saving ---


def test_files_are_found_by_name_and_by_path(tmp_path: Path) -> None:
    (tmp_path / "deep").mkdir()
    for name in ("deep/Plan.docx", "plan.txt", "picture.jpg", ".hidden.md", "~$plan.docx"):
        (tmp_path / name).touch()

    def labels(typed: str, folder: Path = tmp_path) -> list[str]:
        return [found.label for found in list_files(folder, typed)]

    assert labels("") == ["../", "deep/", "plan.txt"]
    assert labels("PLA") == ["plan.txt"]
    assert labels("deep/") == ["../", "Plan.docx"]
    assert labels("deep/pl") == ["Plan.docx"]
    assert labels(f"{tmp_path}/deep/") == ["../", "Plan.docx"]
    for quote in ("'", '"'):
        assert labels(f"{quote}{tmp_path}/deep/Plan.docx{quote}") == ["Plan.docx"]
        assert labels(f"{quote}{tmp_path}/deep{quote}") == ["../", "Plan.docx"]
    (tmp_path / "our plan.txt").touch()
    assert labels(f"{tmp_path}/our\\ plan.txt") == ["our plan.txt"]
    (tmp_path / "plan.txt and more").mkdir()
    assert labels("plan.txt")[0] == "plan.txt"
    assert labels("picture.jpg") == ["picture.jpg"]  # its reader says why it cannot be read
    assert labels("/no/such/folder/") == labels("~nobody-of-this-name/x") == labels("a\0/b") == []


def test_enter_waits_for_the_list_of_what_is_typed(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, _, last = (plan(desk, name=f"{name}.md") for name in ("a", "b", "c"))

    def slowly(folder: Path, typed: str) -> list[Found]:
        sleep(0.1)
        return list_files(folder, typed)

    monkeypatch.setattr(import_file, "list_files", slowly)
    given: list[Path | None] = []

    async def test() -> None:
        for typed, meant in (("", first), ("c.md", last), (f"'{last}'", last)):
            async with desk.open(Screen()) as pilot:
                pilot.app.push_screen(FileScreen(first.parent, at=first), given.append)
                await pilot.pause()
                pilot.app.post_message(Paste(typed))
                pilot.app.simulate_key("enter")
                await until(pilot, lambda: bool(given))
            assert given.pop() == meant

    run(test)


async def chosen(app, pilot, path: Path) -> None:  # type: ignore[no-untyped-def]
    """Press `i` and choose a file by its path."""
    if not isinstance(app.screen, FileScreen):
        app.screen.query_one("HitList").focus()
        await pilot.press("i")
        await until(pilot, lambda: isinstance(app.screen, FileScreen))
    app.screen.query_one(LineInput).value = str(path)
    files = app.screen.query_one(OptionList)
    await until(
        pilot, lambda: [f.path for f in app.screen._found] == [path] and bool(files.options)
    )
    await pilot.press("enter")


def test_a_file_is_brought_in_and_its_newer_text_becomes_an_edition(tmp_path: Path) -> None:
    corpus = write_corpus(tmp_path / "corpus", consultation=CONSULTATION)
    files = [tmp_path / name for name in ("broken.rtf", "plan-2024.md", "plan-2025.md")]
    files[0].write_bytes(b"{\\rtf1 no kind that is read}")
    files[1].write_text(PLAN.replace(" 2024", ""), "utf-8")
    files[2].write_text(PLAN.replace(" 2024", "").replace("a tree", "two trees"), "utf-8")
    saved = corpus / "plan-for-towns.md"

    async def scene() -> None:
        workspace = seen_before(make_workspace(tmp_path, corpus))
        async with opened(workspace, NARROW) as (app, screen, pilot):
            await chosen(app, pilot, files[0])
            await until(pilot, lambda: bool(app.screen.query("#problem.-shown")))
            assert "cannot be imported" in " ".join(shown(app).replace("│", "").split())
            await chosen(app, pilot, files[1])
            await until(pilot, lambda: getattr(app.screen, "_account", None) is not None)
            await pilot.press("ctrl+s")
            await until(pilot, lambda: isinstance(app.screen, SaveScreen))
            for part in ("Plan for towns", "2024", "3 positions under 2 themes", "words read ="):
                assert part in shown(app)
            assert not saved.exists()
            await pilot.press("enter")
            await until(pilot, lambda: "3 of 6 positions · Plan for towns" in shown(app))
            assert "Saved “Plan for towns” (2024), 3 positions" in shown(app)
            await chosen(app, pilot, files[2])
            await until(pilot, lambda: "an edition of Plan for towns" in shown(app))
            await pilot.press("ctrl+s")
            await until(pilot, lambda: isinstance(app.screen, EditionScreen))
            await until(pilot, lambda: "1 amended" in shown(app))
            await pilot.press("escape")
            await until(pilot, lambda: "Nothing was saved" in shown(app))
            await pilot.press("ctrl+s")
            await until(pilot, lambda: "1 amended" in shown(app))
            await pilot.press("enter")
            await until(pilot, lambda: isinstance(app.screen, SearchScreen))
            await until(pilot, lambda: not screen.is_loading)

    play(scene())
    assert [file.header.edition for file in list_editions(corpus, "plan-for-towns")] == [
        "2024",
        "2025",
    ]
    assert "two trees" in read_document(saved).positions[-1].text


def test_replacing_an_edition_is_asked_about(desk: Desk) -> None:
    async def test() -> None:
        screen = ImportScreen(plan(desk, PLAN.replace("# Plan for towns 2024", "# Our platform")))
        async with desk.open(screen, NARROW) as pilot:
            await read(pilot, screen)
            assert screen.mending
            screen.mending.want(Wanted("platform", edition="2016"))
            await pilot.press("ctrl+s")
            await until(pilot, lambda: isinstance(pilot.app.screen, EditionScreen))
            await until(pilot, lambda: "2 new" in seen(pilot))
            await pilot.press("enter")
            await until(pilot, lambda: "Saving replaces" in seen(pilot))
            await press(pilot, "n")
            assert pilot.app.screen is screen

    run(test)
    assert (desk.workspace.places.corpus.path / "platform.md").read_text("utf-8") == PLATFORM


def test_a_corpus_that_cannot_be_written_is_not_written_to(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    corpus = desk.workspace.places.corpus.path
    monkeypatch.setattr("os.access", lambda path, _: Path(path) != corpus)
    monkeypatch.chdir(tmp_path)
    other = tmp_path / "mine"

    async def test() -> None:
        screen = ImportScreen(plan(desk))
        async with desk.open(screen, NARROW) as pilot:
            await read(pilot, screen)
            await pilot.press("ctrl+s")
            await until(pilot, lambda: isinstance(pilot.app.screen, LineScreen))
            assert "cannot be written to" in seen(pilot)
            line = pilot.app.screen.query_one(LineInput)
            line.value = __file__
            await press(pilot, "enter")
            assert "This is a file" in seen(pilot)
            line.value = str(corpus)
            await press(pilot, "enter")
            assert "You cannot write to" in seen(pilot)
            line.value = str(other)
            await pilot.press("enter")
            await until(pilot, lambda: isinstance(pilot.app.screen, SaveScreen))
            other.touch()  # a file has taken the place of the folder meanwhile
            await pilot.press("enter")
            await until(pilot, lambda: bool(pilot.app.screen.query("#problem.-shown")))
            other.unlink()
            await pilot.press("enter")
            await until(pilot, lambda: pilot.app.screen is not screen and other.exists())

    run(test)
    assert why_elsewhere(desk.workspace.places)
    assert [path.name for path in other.iterdir()] == ["plan-for-towns-2024.md"]
