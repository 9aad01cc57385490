"""The parts of the app on their own: the long list, the footer, questions, plain text."""

from pathlib import Path

import pytest
from corpora import HOSTILE
from textual.app import App
from textual.content import Content
from tui_support import play, shown

from policytui.tui.bindings import binding_id, bindings_for, place_of
from policytui.tui.clipboard import copy, local_program
from policytui.tui.commands import COMMANDS, Place, commands_for, footer_commands
from policytui.tui.plain import highlighted, plain
from policytui.tui.screens.confirm import ConfirmScreen
from policytui.tui.screens.pick import PickScreen
from policytui.tui.screens.search import SearchScreen
from policytui.tui.telling import tell
from policytui.tui.widgets.empty import Emptiness
from policytui.tui.widgets.hit_list import HitList, Row
from policytui.tui.widgets.key_bar import KeyBar
from policytui.tui.wording import number, short_path

EMPTY = Emptiness("Nothing here.", "Because.", [("n", "begins something")])


class ListApp(App[None]):
    def __init__(self):
        super().__init__()
        self.asked: list[str] = []
        self.heard: list[object] = []

    def compose(self):
        yield HitList(id="hits")

    def rows(self, ids, width):
        self.asked += ids
        return [Row(plain(f"title {id_}", "bold"), plain("where"), plain("snippet")) for id_ in ids]

    def on_hit_list_moved(self, event):
        self.heard.append(event.position_id)

    def on_hit_list_opened(self, event):
        self.heard.append(("open", event.position_id))


def test_a_hundred_thousand_rows_are_scrolled_and_only_those_seen_are_fetched():
    async def scene():
        app = ListApp()
        async with app.run_test(size=(60, 20)) as pilot:
            hits = app.query_one(HitList)
            hits.focus()
            hits.show([str(number) for number in range(100_000)], app.rows, EMPTY)
            await pilot.pause()
            assert "title 0" in shown(app)
            for key in (
                "end",
                "home",
                "pagedown",
                "pagedown",
                "G",
                "g",
                "j",
                "k",
                "down",
                "up",
                "end",
            ):
                await pilot.press(key)
            assert hits.current == "99999"
            assert "title 99999" in shown(app)
            assert len(app.asked) < 200
            await pilot.resize_terminal(100, 40)
            await pilot.pause()
            assert "title 99999" in shown(app)

    play(scene())


def test_a_click_moves_the_bar_and_a_second_one_opens():
    async def scene():
        app = ListApp()
        async with app.run_test(size=(60, 20)) as pilot:
            app.query_one(HitList).show(["a", "b", "c"], app.rows, EMPTY)
            await pilot.pause()
            await pilot.click("#hits", offset=(5, 4))
            assert app.query_one(HitList).current == "b"
            await pilot.click("#hits", offset=(5, 7), times=2)
            await pilot.pause()
            assert app.heard == ["a", "b", "c", ("open", "c")]

    play(scene())


def test_an_empty_list_says_why_and_which_key_helps_and_bears_every_key():
    async def scene():
        app = ListApp()
        async with app.run_test(size=(60, 20)) as pilot:
            hits = app.query_one(HitList)
            assert "Opening the corpus" in shown(app)
            hits.show([], app.rows, EMPTY)
            hits.focus()
            await pilot.press("down", "up", "end", "home", "pagedown")
            await pilot.click("#hits")
            assert hits.current is None
            for words in ("Nothing here.", "Because.", "begins something"):
                assert words in shown(app)

    play(scene())


def test_the_bar_stays_on_the_same_position_when_the_list_changes():
    async def scene():
        app = ListApp()
        async with app.run_test(size=(60, 20)) as pilot:
            hits = app.query_one(HitList)
            hits.show(["a", "b", "c"], app.rows, EMPTY)
            hits.cursor = 2
            hits.show(["x", "c", "a"], app.rows, EMPTY, at="c")
            await pilot.pause()
            assert hits.current == "c"
            hits.show(["x", "y"], app.rows, EMPTY, at="c")
            assert hits.current == "x"

    play(scene())


def test_wide_characters_never_break_the_width_of_a_row():
    async def scene():
        app = ListApp()
        async with app.run_test(size=(30, 10)) as pilot:
            hits = app.query_one(HitList)
            row = Row(plain("住宅" * 40), plain("é̀" * 50), plain("👩‍👩‍👧" * 20))
            hits.show(["a"], lambda ids, width: [row for _ in ids], EMPTY)
            await pilot.pause()
            assert {hits.render_line(y).cell_length for y in range(4)} == {hits.size.width}

    play(scene())


def test_the_footer_shows_as_many_keys_as_there_is_room_for():
    async def scene():
        class BarApp(App[None]):
            def compose(self):
                yield KeyBar(*footer_commands(Place.SEARCH))

        app = BarApp()
        async with app.run_test(size=(60, 3)) as pilot:
            assert "enter read" in shown(app)
            assert "ctrl+p all" in shown(app)
            assert "copy citation" not in shown(app)
            await pilot.resize_terminal(180, 3)
            await pilot.pause()
            assert "y copy citation" in shown(app)
            app.query_one(KeyBar).work = (5, 10, HOSTILE)
            await pilot.pause()
            assert "━━━━━━━━────────" in shown(app)
            assert "esc stops" in shown(app)

    play(scene())


def test_what_is_said_takes_the_place_of_what_was_said_and_the_last_error_stays():
    async def scene():
        app = App[None]()
        async with app.run_test() as pilot:
            for text in ("one", "!first", "two", "!last", "three", HOSTILE):
                tell(app, text, is_error=text.startswith("!"))
                await pilot.pause()
            assert [one.message for one in app._notifications] == ["!last", HOSTILE]

    play(scene())


@pytest.mark.parametrize("place", list(Place))
def test_every_command_becomes_a_binding_with_a_lasting_name(place):
    assert [binding.id for binding in bindings_for(place)] == [
        binding_id(command) for command in commands_for(place)
    ]


def test_no_key_means_two_things_in_one_place():
    for place in Place:
        keys = [key for command in commands_for(place) for key in command.key.split(",")]
        assert len(keys) == len(set(keys)), place


def test_every_key_is_one_that_a_plain_terminal_can_send():
    keys = {key for command in COMMANDS for key in command.key.split(",")}
    assert not keys & {"ctrl+m", "ctrl+h", "ctrl+i", "ctrl+j"}
    assert not any("shift+" in key or "alt+" in key or "super+" in key for key in keys)


def test_every_command_of_the_search_screen_can_be_carried_out():
    screen = SearchScreen()
    assert place_of(screen) is Place.SEARCH
    for command in commands_for(Place.SEARCH):
        assert hasattr(screen, f"action_{command.action}"), command


def test_text_is_never_markup_and_control_characters_are_seen():
    content = plain(HOSTILE)
    assert "[/x] [@click=app.quit]go[/]" in content.plain
    assert not content.spans
    assert "\x1b" not in content.plain
    assert "\u202e" not in content.plain


def test_places_are_marked_only_where_they_are_certain():
    assert [(span.start, span.end) for span in highlighted("a right", [(2, 7)]).spans] == [(2, 7)]
    assert not highlighted("\x1b right", [(2, 7)]).spans
    assert not highlighted("short", [(3, 99)]).spans


def test_a_pick_returns_the_index_and_a_question_its_answer():
    answers: list[object] = []

    async def scene():
        app: App[None] = App()
        async with app.run_test(size=(60, 20)) as pilot:
            choices = [Content("[/x] one"), Content("two")]
            for keys in (("down", "enter"), ("escape",)):
                await app.push_screen(PickScreen("Which? [/x]", choices), answers.append)
                await pilot.pause()
                assert "[/x] one" in shown(app)
                await pilot.press(*keys)
            for key in ("y", "n", "escape"):
                await app.push_screen(ConfirmScreen("Really? [/x]", "Do it"), answers.append)
                await pilot.pause()
                assert "Really? [/x]" in shown(app)
                await pilot.press(key)

    play(scene())
    assert answers == [1, None, True, False, False]


def test_copying_uses_the_program_of_the_desktop_where_there_is_one(tmp_path, monkeypatch):
    program = tmp_path / "wl-copy"
    program.write_text(f'#!/bin/sh\ncat > "{tmp_path}/copied"\n')
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    monkeypatch.setenv("WAYLAND_DISPLAY", "wayland-0")
    assert local_program({"WAYLAND_DISPLAY": "wayland-0"}) == ["wl-copy"]
    assert local_program({}) is None

    async def scene():
        app: App[None] = App()
        async with app.run_test(size=(60, 20), notifications=True) as pilot:
            copy(app, "words [/x]", "some [/x] words")
            await app.workers.wait_for_complete()
            await pilot.pause()
            assert app.clipboard == "words [/x]"
            assert "Copied some [/x] words." in shown(app)

    play(scene())
    assert (tmp_path / "copied").read_text() == "words [/x]"


def test_counts_and_paths_are_put_into_words(monkeypatch, tmp_path):
    assert number(1, "position") == "1 position"
    assert number(12_345, "position") == "12,345 positions"
    monkeypatch.setenv("HOME", str(tmp_path))
    assert short_path(Path(tmp_path / "a" / "b")) == "~/a/b"
    assert short_path(Path("/srv/[x]\x1b")) == "/srv/[x]\\x1b"
