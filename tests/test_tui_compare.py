"""The compare screen: views, moving, folding, copying, at every size."""

from pathlib import Path

import pytest
from desk import NARROW, WIDE, Desk, run, seen, settle, told

from policytui.tui.screens.compare import CompareScreen, View
from policytui.tui.widgets.diff_view import DiffView

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
            await settle(pilot, 0.08)
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
            await settle(pilot, 0.08)
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
            await settle(pilot, 0.08)
            views = [screen.view]
            shown = []
            for _ in range(4):
                await pilot.press("v")
                await settle(pilot)
                views.append(screen.view)
                shown.append(seen(pilot))
            assert views == [*View, View.SIDE]
            assert "Before" in shown[1]
            assert "Leave out “20,000” and insert “30,000”" in shown[2]

    run(test)


def test_two_columns_give_way_when_the_window_shrinks(desk: Desk) -> None:
    async def test() -> None:
        screen = compare()
        async with desk.open(screen, WIDE) as pilot:
            await settle(pilot, 0.08)
            await pilot.resize_terminal(*NARROW)
            await settle(pilot, 0.08)
            assert screen.view is View.INLINE
            assert max(map(len, seen(pilot).split("\n"))) <= 80
            await pilot.press("v", "v", "v")
            assert screen.view is View.INLINE

    run(test)


def test_space_unfolds_what_is_unchanged(desk: Desk) -> None:
    async def test() -> None:
        long = " ".join(f"word{number}" for number in range(150))
        async with desk.open(compare(long + " old.", long + " new.")) as pilot:
            await settle(pilot, 0.08)
            assert "words unchanged" in seen(pilot)
            await pilot.press("space")
            await settle(pilot)
            assert "words unchanged" not in seen(pilot)
            assert "change 1 of 1" in seen(pilot)

    run(test)


def test_y_copies_what_is_shown(desk: Desk) -> None:
    async def test() -> None:
        async with desk.open(compare("a cat sat", "a dog sat")) as pilot:
            await settle(pilot, 0.08)
            await pilot.press("y")
            assert pilot.app.clipboard == "a [-cat-]{+dog+} sat"
            await pilot.press("v", "v", "y")
            assert pilot.app.clipboard == "Leave out “cat” and insert “dog”"
            await pilot.press("v", "v", "y")
            assert "Before" in pilot.app.clipboard
            assert "Copied" in told(pilot)

    run(test)


@pytest.mark.parametrize(
    ("base", "proposed", "said"),
    [
        ("Same.", "Same.", "no difference"),
        ("", "", "no difference"),
        ("", "New.", "change 1 of 1"),
        ("Old.", "", "change 1 of 1"),
    ],
)
def test_texts_of_every_shape_are_compared(desk: Desk, base: str, proposed: str, said: str) -> None:
    async def test() -> None:
        for size in (NARROW, WIDE):
            async with desk.open(compare(base, proposed), size) as pilot:
                await settle(pilot, 0.08)
                assert said in seen(pilot)
                await pilot.press("n", "N", "v", "n", "v", "v", "space")
                await settle(pilot)

    run(test)


def test_hostile_text_is_shown_literally(desk: Desk) -> None:
    async def test() -> None:
        hostile = "[/x] [@click=app.quit]go[/] \x1b[31mred\x00"
        screen = CompareScreen("[/t]\x1b[1m", "Calm text.", "[b]", hostile)
        async with desk.open(screen) as pilot:
            await settle(pilot, 0.08)
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


def test_added_and_removed_differ_without_colour(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")

    async def test() -> None:
        async with desk.open(compare("a cat sat", "a dog sat")) as pilot:
            await settle(pilot, 0.08)
            lines = pilot.app.screen._compositor.render_strips(pilot.app.size)
            styles = {part.text: part.style for line in lines for part in line}
            removed = next(style for text, style in styles.items() if "cat" in text)
            added = next(style for text, style in styles.items() if "dog" in text)
            assert removed is not None
            assert removed.strike
            assert added is not None
            assert added.underline

    run(test)
