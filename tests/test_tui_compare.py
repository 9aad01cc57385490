"""The compare screen: views, moving, folding, copying, exporting, at every size."""

import threading
import zipfile
from pathlib import Path
from typing import Any

import pytest
from corpora import PLATFORM
from desk import NARROW, WIDE, Desk, run, seen, settle, told, write
from textual.widgets import OptionList
from tui_support import make_workspace, opened, seen_before, until

from policytui.compare.layout import Cell, Layout, Row
from policytui.compare.wrap import Segment
from policytui.tui.comparing import About, compare_texts, markdown_text
from policytui.tui.exporting import file_named
from policytui.tui.screens import compare as compare_screen
from policytui.tui.screens import sides as sides_screen
from policytui.tui.screens.compare import CompareScreen, View
from policytui.tui.screens.confirm import ConfirmScreen
from policytui.tui.screens.export import ExportScreen
from policytui.tui.screens.filters import FiltersScreen
from policytui.tui.screens.sides import SidesScreen
from policytui.tui.widgets.diff_view import DiffView
from policytui.tui.widgets.prose_area import LineInput
from policytui.workspace.workspace import Workspace

BASE = "We will build 20,000 homes a year.\n\nTenants should run them.\n\nRents stay fair."
PROPOSED = (
    "We will build 30,000 homes a year.\n\nTenants must run them.\n\nRents stay fair. Always."
)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def compare(base: str = BASE, proposed: str = PROPOSED) -> CompareScreen:
    return CompareScreen("Homes 2016", base, "Homes 2021", proposed)


@pytest.mark.parametrize(("size", "view"), [(NARROW, "inline"), (WIDE, "side by side")])
def test_the_first_view_fits_the_screen(desk: Desk, size: tuple[int, int], view: str) -> None:
    async def test() -> None:
        async with desk.open(compare(), size) as pilot:
            await settle(pilot)
            lines = seen(pilot).split("\n")
            assert "Homes 2016  ⇄  Homes 2021" in lines[0]
            assert lines[0].endswith(f"change 1 of 3 · {view}")
            assert "+30,000+" in seen(pilot)
            assert "−20,000−" in seen(pilot)
            assert "esc back" in lines[-1]

    run(test)


def test_n_walks_through_the_changes_and_round(desk: Desk) -> None:
    async def test() -> None:
        async with desk.open(compare()) as pilot:
            await settle(pilot)
            places = []
            for key in ("n", "n", "n", "N"):
                await pilot.press(key)
                await settle(pilot)
                places.append(seen(pilot).split("\n")[0].split("change ")[1][0])
            assert places == ["2", "3", "1", "3"]

    run(test)


def test_v_walks_through_every_view(desk: Desk) -> None:
    async def test() -> None:
        screen = compare()
        async with desk.open(screen, WIDE) as pilot:
            await settle(pilot)
            views = [screen.view]
            shown = []
            for _ in View:
                await pilot.press("v")
                await settle(pilot)
                views.append(screen.view)
                shown.append(seen(pilot))
            assert views == [*View, View.SIDE]
            assert "Before" in shown[1]
            assert "eave out “20,000” and insert “30,000”" in shown[2]
            assert "As it stands if this is carried" in shown[3]
            assert "We will build 30,000 homes a year." in shown[3]
            assert "20,000" not in shown[3]

    run(test)


def test_two_columns_give_way_when_the_window_shrinks(desk: Desk) -> None:
    async def test() -> None:
        screen = compare()
        async with desk.open(screen, WIDE) as pilot:
            await settle(pilot)
            await pilot.resize_terminal(*NARROW)
            await settle(pilot)
            assert screen.view is View.INLINE
            assert max(map(len, seen(pilot).split("\n"))) <= 80
            await pilot.press("v", "v", "v", "v")
            assert screen.view is View.INLINE

    run(test)


def test_space_unfolds_what_is_unchanged(desk: Desk) -> None:
    async def test() -> None:
        long = " ".join(f"word{number}" for number in range(150))
        async with desk.open(compare(long + " old.", long + " new.")) as pilot:
            await settle(pilot)
            assert "words unchanged" in seen(pilot)
            await pilot.press("space")
            await settle(pilot)
            assert "words unchanged" not in seen(pilot)
            assert "change 1 of 1" in seen(pilot)

    run(test)


def test_y_copies_what_is_shown(desk: Desk) -> None:
    async def test() -> None:
        async with desk.open(compare("a cat sat", "a dog sat")) as pilot:
            await settle(pilot)
            await pilot.press("y")
            assert pilot.app.clipboard == "a [-cat-]{+dog+} sat"
            await pilot.press("v", "v", "y")
            assert pilot.app.clipboard == "Leave out “cat” and insert “dog”"
            await pilot.press("v", "y")
            assert pilot.app.clipboard == "a dog sat"
            await pilot.press("v", "v", "y")
            assert "Before" in pilot.app.clipboard
            assert "Copied" in told(pilot)

    run(test)


@pytest.mark.parametrize(
    ("base", "proposed", "said"),
    [
        ("Same.", "Same.", "The two texts are the same."),
        ("", "", "Both texts are empty."),
        ("", "New.", "change 1 of 1"),
        ("Old.", "", "change 1 of 1"),
    ],
)
def test_texts_of_every_shape_are_compared(desk: Desk, base: str, proposed: str, said: str) -> None:
    async def test() -> None:
        for size in (NARROW, WIDE):
            async with desk.open(compare(base, proposed), size) as pilot:
                await settle(pilot)
                assert said in seen(pilot)
                await pilot.press("n", "N", "v", "n", "v", "v", "space")
                await settle(pilot)

    run(test)


def test_hostile_text_is_shown_literally(desk: Desk) -> None:
    async def test() -> None:
        hostile = "[/x] [@click=app.quit]go[/] \x1b[31mred\x00"
        screen = CompareScreen("[/t]\x1b[1m", "Calm text.", "[b]", hostile)
        async with desk.open(screen) as pilot:
            await settle(pilot)
            assert "[@click=app.quit]go[/]" in seen(pilot)
            assert "[/t]" in seen(pilot)
            assert "\x1b" not in seen(pilot)

    run(test)


def test_a_long_text_is_shown_without_delay(desk: Desk) -> None:
    async def test() -> None:
        base = "\n\n".join(f"Paragraph {number} of the long text." for number in range(2000))
        screen = compare(base, base.replace("Paragraph 1999", "Section 1999"))
        async with desk.open(screen) as pilot:
            await settle(pilot, 1.0)
            await pilot.press("space", "n")
            await settle(pilot)
            assert "+Section+" in seen(pilot)
            assert screen.query_one(DiffView).scroll_offset.y > 3000

    run(test)


def test_rows_of_a_very_long_text_are_laid_out_beside_the_screen(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(compare_screen, "LONG", 100)

    async def test() -> None:
        screen = compare()
        async with desk.open(screen, WIDE) as pilot:
            for key in ("v", "v", "v", "v", "v", "space", "n"):
                await pilot.press(key)
            await until(pilot, lambda: "change 2 of 3 · side by side" in seen(pilot))
            assert "+must+" in seen(pilot)
            await pilot.resize_terminal(*NARROW)
            await until(pilot, lambda: "change 2 of 3 · inline" in seen(pilot))
            assert "laying out" not in seen(pilot)

    run(test)


def test_added_and_removed_differ_without_colour(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")

    async def test() -> None:
        async with desk.open(compare("a cat sat", "a dog sat")) as pilot:
            await settle(pilot)
            lines = pilot.app.screen._compositor.render_strips(pilot.app.size)
            styles = {part.text: part.style for line in lines for part in line}
            removed = next(style for text, style in styles.items() if "cat" in text)
            added = next(style for text, style in styles.items() if "dog" in text)
            assert removed is not None
            assert removed.strike
            assert added is not None
            assert added.underline

    run(test)


# --- changes that touch no word ---


@pytest.mark.parametrize(
    ("proposed", "said"),
    [
        ("A  calm day. “So it is.”", "only spacing"),
        ('A calm day. "So it is."', "only quotation marks or dashes"),
    ],
)
def test_changes_that_touch_no_word_are_told_apart(desk: Desk, proposed: str, said: str) -> None:
    async def test() -> None:
        for size in (NARROW, WIDE):
            screen = compare("A calm day. “So it is.”", proposed)
            async with desk.open(screen, size) as pilot:
                await settle(pilot)
                assert f"No word changes: {said}." in seen(pilot)
                assert f"{said}, 1 of" in seen(pilot)
                assert "no change of words" in seen(pilot)
                assert "≈" in seen(pilot)

    run(test)


def test_changes_of_words_are_counted_apart_from_spacing() -> None:
    compared = compare_texts(
        "One two  three four five six. A cat sat on it.",
        "One two three four five six. A dog sat on it.",
        "",
    )
    assert compared.place(-1) == "1 change · 1 only spacing"
    assert compared.place(0) == "only spacing, 1 of 1 · 1 change"
    assert compared.place(1) == "change 1 of 1 · 1 only spacing"
    assert compared.remark == ""


# --- copying and exporting ---


@pytest.mark.parametrize(
    ("moves", "copied"),
    [
        (0, "a dog sat"),
        (1, "a [-cat-]{+dog+} sat"),
        (2, "a ~~cat~~ **dog** sat"),
        (3, "Leave out “cat” and insert “dog”"),
    ],
)
def test_it_can_be_copied_in_every_form(desk: Desk, moves: int, copied: str) -> None:
    async def test() -> None:
        async with desk.open(compare("a cat sat", "a dog sat")) as pilot:
            await settle(pilot)
            await pilot.press("Y")
            await settle(pilot)
            pilot.app.screen.query_one(OptionList).focus()
            await pilot.press("home", *["down"] * moves, "enter")
            await settle(pilot)
            assert pilot.app.clipboard == copied

    run(test)


def test_markdown_marks_touch_words_and_are_never_broken_by_text() -> None:
    changes = compare_texts("Keep.", "Keep.\n\n**New** one.\n\nAnd ~~two~~.", "").changes
    assert markdown_text(changes).endswith(
        "\n\n**\\*\\*New\\*\\* one.**\n\n**And \\~\\~two\\~\\~.**"
    )


@pytest.mark.parametrize("size", [NARROW, WIDE])
def test_e_exports_a_page_and_asks_before_it_writes_over_one(
    desk: Desk, size: tuple[int, int]
) -> None:
    async def test() -> None:
        about = About(title="Homes", reason="They are needed.", mover="A Member")
        screen = CompareScreen("2016", BASE, "2021", PROPOSED, about=about)
        async with desk.open(screen, size) as pilot:
            await settle(pilot)
            await pilot.press("e")
            await settle(pilot)
            assert isinstance(pilot.app.screen, ExportScreen)
            assert "compare-homes.html" in seen(pilot)
            await pilot.press("enter")
            await settle(pilot)
            page = desk.drafts / "compare-homes.html"
            assert "30,000" in page.read_text("utf-8")
            assert str(page.name) in told(pilot)
            page.write_text("mine")
            await pilot.press("e")
            await settle(pilot)
            await pilot.press("enter")
            await settle(pilot)
            assert isinstance(pilot.app.screen, ConfirmScreen)
            await pilot.press("n")
            await settle(pilot)
            assert page.read_text() == "mine"
            assert "the file is as it was" in told(pilot)

    run(test)


def test_word_carries_the_reason_as_a_comment(desk: Desk) -> None:
    async def test() -> None:
        about = About(title="Homes", reason="They are needed.", mover="A Member")
        screen = CompareScreen("2016", BASE, "2021", PROPOSED, about=about)
        async with desk.open(screen) as pilot:
            await settle(pilot)
            await pilot.press("e", "down")
            await settle(pilot)
            assert pilot.app.screen.query_one(LineInput).value == "compare-homes.docx"
            await pilot.press("enter")
            await settle(pilot, 0.5)
        with zipfile.ZipFile(desk.drafts / "compare-homes.docx") as archive:
            assert "They are needed." in archive.read("word/comments.xml").decode()
            assert "w:ins " in archive.read("word/document.xml").decode()

    run(test)


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("", "Give the file a name."),
        ("\0.html", "Give the file a name."),
        ("a" * 300 + ".html", "Give the file a name."),
        ("plan.exe", "must end in .html or .docx"),
        ("folder.html", "This is a folder"),
    ],
)
def test_names_that_no_file_can_have_are_refused(tmp_path: Path, name: str, said: str) -> None:
    (tmp_path / "folder.html").mkdir()
    with pytest.raises(Exception, match=said):
        file_named(name, tmp_path)


def test_an_export_that_fails_says_why(desk: Desk) -> None:
    async def test() -> None:
        desk.drafts.write_text("no folder")
        async with desk.open(compare()) as pilot:
            await settle(pilot)
            await pilot.press("e")
            await settle(pilot)
            await pilot.press("enter")
            await settle(pilot)
            assert "cannot be saved" in told(pilot)

    run(test)


# --- length ---


def test_a_hundred_thousand_lines_are_drawn_wherever_one_looks(desk: Desk) -> None:
    async def test() -> None:
        rows = tuple(Row((Cell((Segment(f"line {n}"),)),)) for n in range(100_000))
        screen = compare("a", "b")
        async with desk.open(screen) as pilot:
            await settle(pilot)
            view = screen.query_one(DiffView)
            view.show(lambda width: Layout(rows), keep_place=False)
            await settle(pilot)
            assert "line 0" in seen(pilot)
            view.scroll_to(y=50_000, animate=False)
            await settle(pilot)
            assert "line 50000" in seen(pilot)
            await pilot.press("G")
            await settle(pilot)
            assert "line 99999" in seen(pilot)
            await pilot.press("g")
            await settle(pilot)
            assert "line 0" in seen(pilot)
            assert not view.children

    run(test)


# --- long work, beside what the person does ---


def test_a_comparison_that_took_long_waits_for_who_went_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    may_go_on = threading.Event()
    make = sides_screen._screen_for

    def wait_and_make(*arguments: Any) -> Any:
        may_go_on.wait(5)
        return make(*arguments)

    monkeypatch.setattr(sides_screen, "_screen_for", wait_and_make)

    async def test() -> None:
        workspace = seen_before(make_workspace(tmp_path))
        async with opened(workspace, NARROW) as (app, search, pilot):
            search.hits.focus()
            await pilot.press("C")
            await until(pilot, lambda: isinstance(app.screen, SidesScreen))
            await until(pilot, lambda: app.screen.query_one(OptionList).option_count > 1)
            await pilot.press("down", "enter")
            await until(pilot, lambda: app.screen is search)
            await pilot.press("f")
            await until(pilot, lambda: isinstance(app.screen, FiltersScreen))
            await write(pilot, "hou")
            may_go_on.set()
            await until(pilot, lambda: "The comparison is ready" in told(pilot))
            await write(pilot, "sing")
            assert isinstance(app.screen, FiltersScreen)
            assert "housing" in seen(pilot)
            await pilot.press("escape")
            await until(pilot, lambda: app.screen is search)
            await pilot.press("C")
            await until(pilot, lambda: isinstance(app.screen, CompareScreen))

    run(test)


def test_a_document_that_comes_while_the_corpus_is_read_is_read_after_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    may_go_on = threading.Event()
    refresh = Workspace.refresh

    def refresh_and_wait(*arguments: Any) -> Any:
        refresh(*arguments)
        may_go_on.wait(5)

    async def test() -> None:
        workspace = seen_before(make_workspace(tmp_path))
        async with opened(workspace, NARROW) as (_, search, pilot):
            assert search.corpus
            total = search.corpus.total
            monkeypatch.setattr(Workspace, "refresh", refresh_and_wait)
            search.start_loading(again=True)
            await pilot.pause(0.1)
            late = PLATFORM.replace('id = "platform"', 'id = "late"')
            (workspace.places.corpus.path / "late.md").write_text(late, "utf-8")
            search.start_loading(again=True)
            may_go_on.set()
            await until(pilot, lambda: search.corpus.total > total)
            await until(pilot, lambda: not search.is_loading)

    run(test)
