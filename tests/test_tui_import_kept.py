"""What is kept of an import: to go on from once it is saved, after a restart, in two windows."""

from dataclasses import replace
from pathlib import Path

import pytest
from desk import NARROW, WIDE, Desk, run, seen, settle, told
from import_support import PLAN, go, plan, press, read, use_of
from textual.widgets import Input
from tui_support import make_workspace, opened, play, seen_before, shown, until

from policytui.corpus.markdown import read_document
from policytui.corpus.model import Nation
from policytui.importers.importing import Wanted
from policytui.importers.outlining.editing import Action, Edit
from policytui.importers.outlining.entries import Use
from policytui.progress import ignore_progress, never_cancelled
from policytui.tui.importing import Mending, open_mending
from policytui.tui.importing_saving import plan_saving, save
from policytui.tui.nations import nations_problem, read_nations, write_nations
from policytui.tui.screens.choice import ChoiceScreen
from policytui.tui.screens.confirm import ConfirmScreen
from policytui.tui.screens.import_edition import EditionScreen
from policytui.tui.screens.import_file import FileScreen
from policytui.tui.screens.import_form import ImportFormScreen
from policytui.tui.screens.import_save import SaveScreen
from policytui.tui.screens.import_screen import ImportScreen
from policytui.tui.widgets.bar_list import BarList


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def other_window(desk: Desk, path: Path) -> Mending:
    return open_mending(path, desk.workspace, ignore_progress, never_cancelled)


def test_a_saved_import_is_gone_on_with_and_replaces_its_edition(desk: Desk) -> None:
    path = plan(desk)

    async def test() -> None:
        first = ImportScreen(path)
        async with desk.open(first, NARROW) as pilot:
            await read(pilot, first)
            go(first, "Old benches")
            await press(pilot, "x")
            await pilot.press("ctrl+s")
            await until(pilot, lambda: isinstance(pilot.app.screen, SaveScreen))
            await pilot.press("enter")
            await until(pilot, lambda: pilot.app.screen is not first and not first.is_attached)
        again = ImportScreen(path)
        async with desk.open(again, NARROW) as pilot:
            await read(pilot, again)
            assert "Saved as “Plan for towns 2024” (2024) on " in seen(pilot)
            assert "replaces that edition" in " ".join(seen(pilot).split())
            assert use_of(again, "Old benches") is Use.LEFT_OUT
            go(again, "Every street")
            await press(pilot, "h")
            await pilot.press("ctrl+s")
            await until(pilot, lambda: isinstance(pilot.app.screen, EditionScreen))
            await until(pilot, lambda: pilot.app.screen.comparison is not None)
            await pilot.press("enter")
            await until(pilot, lambda: isinstance(pilot.app.screen, ConfirmScreen))
            await press(pilot, "n", "A")
            assert use_of(again, "Old benches") is Use.TEXT

    run(test)
    saved = read_document(desk.workspace.places.corpus.path / "plan-for-towns-2024.md")
    assert "Old benches" not in "".join(position.text for position in saved.positions)


@pytest.mark.parametrize("choice", ["apart", "load"])
def test_the_second_window_is_told_and_chooses(desk: Desk, choice: str) -> None:
    path = plan(desk)

    async def test() -> None:
        screen = ImportScreen(path)
        async with desk.open(screen, NARROW) as pilot:
            await read(pilot, screen)
            other = other_window(desk, path)
            other.do((Edit(Action.LEAVE_OUT, len(other.outline.entries) - 2),))  # the tree
            go(screen, "Old benches")
            await press(pilot, "x")
            await until(pilot, lambda: isinstance(pilot.app.screen, ChoiceScreen))
            assert "changed in another window" in seen(pilot)
            await press(pilot, "escape", "escape")
            assert isinstance(pilot.app.screen, ConfirmScreen)
            await press(pilot, "n")
            await until(pilot, lambda: isinstance(pilot.app.screen, ChoiceScreen))
            await press(pilot, *["down"] * (choice == "load"), "enter")
            await until(pilot, lambda: pilot.app.screen is screen)
            await settle(pilot)
            kept_mine = choice == "apart"
            assert use_of(screen, "Every street") is (Use.TEXT if kept_mine else Use.LEFT_OUT)
            assert use_of(screen, "Old benches") is (Use.LEFT_OUT if kept_mine else Use.TEXT)
            go(screen, "A bench stands")
            await press(pilot, "x")
            assert pilot.app.screen is screen

    run(test)
    ways = [found.kept.changes for found in other_window(desk, path)._imports.find(_digest(desk))]
    assert ways == ([2, 1] if choice == "apart" else [2])
    if choice == "apart":
        run(lambda: _choose_the_other_way(desk, path))


def _digest(desk: Desk) -> str:
    return min(path.stem for path in (desk.state / "imports").iterdir())


async def _choose_the_other_way(desk: Desk, path: Path) -> None:
    screen = ImportScreen(path)
    async with desk.open(screen, NARROW) as pilot:
        await read(pilot, screen)
        await until(pilot, lambda: isinstance(pilot.app.screen, ChoiceScreen))
        assert use_of(screen, "Every street") is Use.TEXT
        await press(pilot, "down", "enter")
        await until(pilot, lambda: pilot.app.screen is screen)
        assert use_of(screen, "Every street") is Use.LEFT_OUT


@pytest.mark.parametrize("is_mended", [True, False])
def test_leaving_asks_where_not_all_is_kept(desk: Desk, is_mended: bool) -> None:
    path, imports, away = plan(desk), desk.state / "imports", desk.state / "away"

    async def test() -> None:
        screen = ImportScreen(path)
        async with desk.open(screen, WIDE) as pilot:
            await read(pilot, screen)
            go(screen, "Every street")
            await press(pilot, "x")
            imports.rename(away)
            imports.touch()  # nothing can be kept in a file
            go(screen, "Old benches")
            await press(pilot, "x", "escape")
            assert isinstance(pilot.app.screen, ConfirmScreen)
            await until(pilot, lambda: "loses what you did here" in seen(pilot))
            await press(pilot, "n")
            assert pilot.app.screen is screen
            assert "cannot be used" in seen(pilot)
            imports.unlink()
            if is_mended:
                away.rename(imports)
                await press(pilot, "escape")
            else:
                imports.touch()
                await press(pilot, "escape", "y")
            assert not screen.is_attached
            assert ("2 changes kept" in told(pilot)) == is_mended

    run(test)
    if not is_mended:
        imports.unlink()
        away.rename(imports)
    assert other_window(desk, path).steps == (2 if is_mended else 1)


def test_what_is_done_while_it_is_saved_is_not_taken_for_saved(desk: Desk) -> None:
    path, folder = plan(desk), desk.workspace.places.corpus.path
    mending = other_window(desk, path)
    for later in (lambda: None, lambda: mending.do((Edit(Action.LEAVE_OUT, 4),))):
        planned = plan_saving(mending, folder)
        later()
        saved = save(replace(planned, replaces=planned.known is not None), mending)
        assert saved.document == planned.made.document
    assert "not in it: open the same file to go on" in saved.said
    kept = other_window(desk, path).found.kept
    assert kept.is_unsaved
    assert kept.saved
    assert kept.changes == 1


def test_after_a_restart_an_import_that_is_not_saved_is_named_and_gone_on_with(
    tmp_path: Path,
) -> None:
    workspace = seen_before(make_workspace(tmp_path))
    for name in ("another.md", "plan.md"):
        (tmp_path / name).write_text(PLAN, "utf-8")
    mending = open_mending(tmp_path / "plan.md", workspace, ignore_progress, never_cancelled)

    async def scene() -> None:
        async with opened(workspace) as (app, screen, pilot):
            assert "is not saved yet" not in shown(app)
        mending.want(Wanted("towns"))
        async with opened(workspace, NARROW) as (app, screen, pilot):
            assert "The import of plan.md is not saved yet: i goes on" in shown(app)
            assert "enter results, commands   esc clear   ctrl+o import" in shown(app)
            await pilot.press("ctrl+o")
            await until(pilot, lambda: isinstance(app.screen, FileScreen))
            await until(pilot, lambda: "▌plan.md" in shown(app))
            await pilot.press("escape")
            await until(pilot, lambda: app.screen is screen)

    play(scene())


# --- the form ---


@pytest.mark.parametrize(
    ("text", "nations"),
    [
        ("", ()),
        ("Wales", (Nation.WALES,)),
        ("wales and Scotland", (Nation.SCOTLAND, Nation.WALES)),
        ("northern-ireland; England", (Nation.ENGLAND, Nation.NORTHERN_IRELAND)),
        ("Northern Ireland, England, Wales, Scotland", ()),
    ],
)
def test_nations_are_read_as_people_write_them(text: str, nations: tuple[Nation, ...]) -> None:
    assert read_nations(text) == nations
    assert read_nations(write_nations(nations)) == nations
    assert not nations_problem(text)


def test_the_form_takes_nations_and_answers_what_was_doubted(desk: Desk) -> None:
    async def test() -> None:
        text = PLAN.replace(" 2024", "").replace("# Plan for towns\n\n", "")
        screen = ImportScreen(plan(desk, text))
        async with desk.open(screen, WIDE) as pilot:
            await read(pilot, screen)
            assert "2 doubts about the whole file: e" in seen(pilot)
            await press(pilot, "e")
            await until(pilot, lambda: isinstance(pilot.app.screen, ImportFormScreen))
            form = pilot.app.screen
            await press(pilot, "f1")
            assert "Help: What the document is called" in seen(pilot)
            await press(pilot, "escape")
            assert "no year was found" in seen(pilot)
            form.query_one("#edition", Input).value = "2024"
            form.query_one("#nations", Input).value = "Wales, France"
            await settle(pilot)
            assert "no year was found" not in seen(pilot)
            assert "made from the file name" in seen(pilot)
            await press(pilot, "ctrl+s")
            assert "“France” is no nation" in seen(pilot)
            form.query_one("#nations", Input).value = "Wales"
            await press(pilot, "ctrl+s")
            await until(pilot, lambda: "1 row doubtful" in seen(pilot))
            assert "about the whole file" not in seen(pilot)
            assert screen.mending
            assert screen.mending.wanted == Wanted(
                title="Plan", edition="2024", nations=(Nation.WALES,)
            )

    run(test)


# --- lists ---


def test_the_bar_of_a_list_moves_by_letters_and_stays_in_view(desk: Desk) -> None:
    from textual.screen import Screen

    class ListScreen(Screen[None]):
        CSS = "BarList { height: 1fr; }"

        def compose(self):  # type: ignore[no-untyped-def]
            yield BarList(*(f"row {n}." for n in range(60)))

    async def test() -> None:
        screen = ListScreen()
        async with desk.open(screen, WIDE) as pilot:
            rows = screen.query_one(BarList)
            rows.highlighted = 0
            await press(pilot, "G")
            assert rows.highlighted == 59
            await press(pilot, "g", "j", "j", "k")
            assert rows.highlighted == 1
            rows.highlighted = 40
            await pilot.resize_terminal(*NARROW)
            await settle(pilot)
            assert "▌row 40." in seen(pilot)

    run(test)
