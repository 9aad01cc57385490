"""The search screen: typing finds, enter reads, keys do what the footer says, at both sizes."""

import asyncio
import threading

import pytest
from corpora import CONSULTATION, HOSTILE, PLATFORM, write_corpus
from textual.command import CommandList
from textual.events import Paste
from textual.widgets import Input
from tui_support import LARGE, SMALL, find, make_workspace, opened, play, seen_before, shown, until

from policytui.corpus.model import Kind, Nation
from policytui.search.engine import Filters
from policytui.tui.finder import Finder, Found
from policytui.tui.screens.filters import FiltersScreen
from policytui.tui.screens.help import HelpScreen
from policytui.tui.screens.problems import ProblemsScreen
from policytui.tui.screens.too_small import TooSmallScreen
from policytui.tui.widgets.browse_tree import BrowseTree
from policytui.workspace.places import bundled_corpus


@pytest.fixture
def workspace(tmp_path):
    return seen_before(make_workspace(tmp_path))


# --- finding and reading ---


@pytest.mark.parametrize("size", [SMALL, LARGE])
def test_typing_finds_and_enter_reads(workspace, size):
    async def scene():
        async with opened(workspace, size) as (app, screen, pilot):
            await pilot.press(*"carers")
            await until(pilot, lambda: screen.found.wish.text == "carers")
            assert screen.hits.current == "consultation-2021/right-to-own"
            assert "1 of 6 positions" in shown(app)
            await pilot.press("enter")
            assert screen.hits.has_focus
            await pilot.press("enter")
            await until(pilot, lambda: screen.reading.has_focus)
            assert "Carers should have a right to own the service they work for." in shown(app)
            assert "Consultation 2021 › Care" in shown(app)

    play(scene())


def test_nothing_typed_lists_every_position_in_the_order_of_the_documents(workspace):
    async def scene():
        async with opened(workspace) as (app, screen, _):
            assert list(screen.hits.ids) == workspace.catalogue.position_ids()
            assert "6 positions" in shown(app)

    play(scene())


def test_words_found_are_marked_in_list_and_text(workspace):
    async def scene():
        async with opened(workspace) as (_, screen, pilot):
            await find(screen, pilot, "tenants")
            row = screen._reader.rows(screen.found.query, [screen.hits.current], 60)[0]
            marked = [row.snippet.plain[span.start : span.end] for span in row.snippet.spans]
            assert "Tenants" in marked
            text = screen.reading.reading
            assert [text.position.text[start:end] for start, end in text.text_spans] == ["Tenants"]

    play(scene())


def test_a_late_answer_is_dropped(workspace):
    async def scene():
        async with opened(workspace) as (_, screen, pilot):
            await find(screen, pilot, "shop")
            old = screen.found
            await find(screen, pilot, "land")
            screen.post_message(Found(old.wish, old.ids, old.total, old.query))
            await pilot.pause(0.1)
            assert screen.found.wish.text == "land"

    play(scene())


def test_while_one_search_runs_only_the_last_wish_waits():
    gate = threading.Event()
    asked = []

    class Node:
        def run_worker(self, work, **_):
            asked.append(finder._last.text)

    finder = Finder(Node(), None)
    for text in ("a", "ab", "abc"):
        finder.wish(text, Filters())
    first = finder._last
    assert asked == ["a"]
    assert finder.is_late(Found(type(first)(1, "a", Filters()), (), 0))
    assert asked == ["a", "abc"]
    assert not finder.is_late(Found(first, (), 0))
    gate.set()


def test_a_broken_query_is_answered_and_the_line_below_says_so(workspace):
    async def scene():
        async with opened(workspace) as (app, screen, pilot):
            await find(screen, pilot, 'title:(shops OR "')
            assert screen.found.error is None
            assert screen.found.notes
            assert screen.found.notes[0][:40] in shown(app)

    play(scene())


def test_a_misspelt_word_is_corrected_with_one_key(workspace):
    async def scene():
        async with opened(workspace) as (app, screen, pilot):
            await find(screen, pilot, "tennants")
            assert "Did you mean tenants" in shown(app)
            await pilot.press("ctrl+r")
            await until(pilot, lambda: screen.found.wish.text == "tenants")
            assert screen.hits.current == "platform/homes-we-share"

    play(scene())


def test_letters_go_to_the_words_or_to_the_commands_but_never_to_both(workspace):
    async def scene():
        async with opened(workspace) as (app, screen, pilot):
            await pilot.press(*"abcdfnrxy")
            assert screen.words.value == "abcdfnrxy"
            assert app.screen is screen
            await find(screen, pilot, "abcdfnrxy")
            await find(screen, pilot, "")
            await pilot.press("enter", "j", "j")
            assert screen.words.value == ""
            assert screen.hits.cursor == 2
            await pilot.press("slash")
            assert screen.words.has_focus
            assert screen.words.value == ""

    play(scene())


def test_escape_clears_the_words_then_goes_to_the_list_and_back(workspace):
    async def scene():
        async with opened(workspace) as (_, screen, pilot):
            await find(screen, pilot, "shop")
            await pilot.press("escape")
            assert screen.words.value == ""
            await pilot.press("escape")
            assert screen.hits.has_focus
            await pilot.press("escape")
            assert screen.words.has_focus

    play(scene())


def test_related_positions_become_the_list_and_escape_comes_back(workspace):
    async def scene():
        async with opened(workspace) as (app, screen, pilot):
            await pilot.press("enter", "down")
            before = screen.hits.current
            await pilot.press("r")
            await until(pilot, lambda: screen.found.wish.related_to == before)
            assert before not in screen.hits.ids
            assert "Related to “" in shown(app)
            await pilot.press("escape")
            await until(pilot, lambda: screen.found.wish.related_to is None)
            assert screen.hits.current == before

    play(scene())


# --- filters and browsing ---


def test_a_filter_is_set_by_typing_a_few_letters_and_cleared_with_x(workspace):
    async def scene():
        async with opened(workspace) as (app, screen, pilot):
            await pilot.press("enter", "f")
            assert isinstance(app.screen, FiltersScreen)
            await pilot.press(*"scot", "enter")
            await until(pilot, lambda: screen.found.wish.filters.nation is Nation.SCOTLAND)
            assert "4 of 6 positions · Scotland" in shown(app)
            await pilot.press("f", *"kind consu", "enter")
            await until(pilot, lambda: screen.found.wish.filters.kind is Kind.CONSULTATION)
            assert "2 of 6 positions · Scotland · Consultation" in shown(app)
            await pilot.press("x")
            await until(pilot, lambda: screen.found.wish.filters.is_empty)
            assert len(screen.hits.ids) == 6

    play(scene())


def test_a_filter_that_is_set_is_cleared_by_choosing_it_again(workspace):
    async def scene():
        async with opened(workspace) as (_, screen, pilot):
            for expected in ("Housing", None):
                await pilot.press("enter", "f", *"housing", "enter")
                await until(pilot, lambda theme=expected: screen.found.wish.filters.theme == theme)

    play(scene())


@pytest.mark.parametrize("size", [SMALL, LARGE])
def test_choosing_a_theme_in_the_tree_filters_the_list(workspace, size):
    async def scene():
        async with opened(workspace, size) as (_, screen, pilot):
            await pilot.press("enter", "b")
            await until(pilot, lambda: screen.browse.has_focus)
            labels = [str(node.label) for node in walk(screen.browse)]
            assert labels == [
                "Everything",
                "Consultation 2021",
                "Care",
                "Our platform",
                "Housing",
                "Shops",
            ]
            await pilot.press("end", "enter")
            await until(pilot, lambda: screen.found.wish.filters == Filters("platform", "Shops"))
            assert list(screen.hits.ids) == ["platform/empty-shops"]
            assert screen.hits.has_focus
            assert screen.browse.display == (size == LARGE)

    play(scene())


def walk(tree: BrowseTree):
    waiting = list(tree.root.children)
    while waiting:
        node = waiting.pop(0)
        yield node
        waiting = [*node.children, *waiting]


# --- what it looks like when there is little to show ---


def test_nothing_found_says_so_and_which_keys_help(workspace):
    async def scene():
        async with opened(workspace, SMALL) as (app, screen, pilot):
            screen.filters = Filters(nation=Nation.WALES)
            await find(screen, pilot, "zyzzyva")
            assert "Nothing found for “zyzzyva” in Wales." in shown(app)
            assert "enter x" in shown(app)

    play(scene())


def test_filtered_away_says_so(workspace):
    async def scene():
        async with opened(workspace) as (app, screen, pilot):
            screen._use_filters(Filters(kind=Kind.MOTION))
            await until(pilot, lambda: "No position is in Motion." in shown(app))

    play(scene())


def test_an_empty_corpus_says_how_to_fill_it_and_the_app_lives(tmp_path):
    (tmp_path / "corpus").mkdir()
    workspace = seen_before(make_workspace(tmp_path, tmp_path / "corpus"))

    async def scene():
        async with opened(workspace, SMALL) as (app, screen, pilot):
            assert "There is no policy in this corpus yet." in shown(app)
            assert "policytui import FILE --into" in shown(app)
            assert "ctrl+o  brings a document in" in shown(app)
            await pilot.press("enter", "enter", "a", "c", "y", "r")
            write_corpus(tmp_path / "corpus")
            await pilot.press("f5")
            await until(pilot, lambda: len(screen.hits.ids) == 6)

    play(scene())


def test_files_that_cannot_be_read_are_counted_and_listed(tmp_path):
    corpus = write_corpus(tmp_path / "corpus", good=PLATFORM, bad="no front matter", worse=HOSTILE)
    workspace = seen_before(make_workspace(tmp_path, corpus))

    async def scene():
        async with opened(workspace) as (app, _, pilot):
            assert "2 files could not be read: press !" in shown(app)
            await pilot.press("enter", "exclamation_mark")
            assert isinstance(app.screen, ProblemsScreen)
            assert "bad.md" in shown(app)
            assert "worse.md" in shown(app)

    play(scene())


def test_the_first_start_tells_what_this_is_and_never_again(tmp_path):
    workspace = make_workspace(tmp_path)

    async def first():
        async with opened(workspace, SMALL) as (app, screen, pilot):
            assert "Welcome to policytui" in shown(app)
            # How much of the folders' names there is room for depends on how long they are.
            assert "Corpus" in shown(app)
            assert "Drafts" in shown(app)
            assert "ctrl+o  bring in a document" in shown(app)
            await find(screen, pilot, "shop")
            assert "Welcome" not in shown(app)
            assert "Empty shops" in shown(app)

    async def second():
        async with opened(make_workspace(tmp_path), SMALL) as (app, _, __):
            assert "Welcome" not in shown(app)

    play(first())
    play(second())


def test_the_bundled_corpus_is_said_to_be_restated(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    from policytui.workspace.places import find_places
    from policytui.workspace.workspace import Workspace

    names = ("CACHE", "STATE", "CONFIG", "DRAFTS")
    places = find_places(environment={f"POLICYTUI_{name}": str(tmp_path / name) for name in names})
    assert places.corpus.path == bundled_corpus()

    async def scene():
        async with opened(Workspace(places)) as (app, screen, pilot):
            text = shown(app)
            assert "bundled corpus (restated)" in text
            assert "not the party's text" in text
            assert "policytui import FILE --into DIR" in text
            await find(screen, pilot, "right to own")
            assert screen.hits.current.endswith("/right-to-own-for-care-workers")

    play(scene())


def test_while_the_index_is_being_made_simple_reading_finds(workspace):
    from policytui.tui.finder import Wish

    workspace.catalogue.refresh()
    finder = Finder(None, workspace)
    finder._last = Wish(1, "SHOP town", Filters(), is_early=True)
    found = finder._answer(finder._last)
    assert found.ids == ["platform/empty-shops"]
    assert "still being made" in found.notes[0]


# --- sizes ---


def test_at_80_columns_the_text_opens_over_the_list(workspace):
    async def scene():
        async with opened(workspace, SMALL) as (_, screen, pilot):
            assert (screen.browse.display, screen.hits.display, screen.reading.display) == (
                False,
                True,
                False,
            )
            await pilot.press("enter", "enter")
            await until(pilot, lambda: screen.reading.has_focus)
            assert not screen.hits.display
            await pilot.press("escape")
            assert screen.hits.has_focus
            assert not screen.reading.display

    play(scene())


def test_panes_come_and_go_with_the_width(workspace):
    async def scene():
        async with opened(workspace, SMALL) as (app, screen, pilot):
            for width, panes in (
                (110, (False, True, True)),
                (160, (True, True, True)),
                (80, (False, True, False)),
            ):
                await pilot.resize_terminal(width, 40)
                await pilot.pause()
                assert (screen.browse.display, screen.hits.display, screen.reading.display) == panes
            await pilot.resize_terminal(50, 12)
            await pilot.pause()
            assert isinstance(app.screen, TooSmallScreen)
            assert "too small" in shown(app)
            await pilot.press("f1", "ctrl+p")
            await pilot.resize_terminal(60, 16)
            await pilot.pause()
            assert isinstance(app.screen, HelpScreen)
            await pilot.press("escape")
            assert app.screen is screen

    play(scene())


# --- commands ---


def test_help_lists_every_key_of_the_screen(workspace):
    async def scene():
        async with opened(workspace, (160, 80)) as (app, _, pilot):
            await pilot.press("f1")
            assert isinstance(app.screen, HelpScreen)
            text = shown(app)
            for label in ("Did you mean", "Copy citation", "Clear filters", "Page down", "All"):
                assert label in text
            await pilot.press("escape")
            assert not isinstance(app.screen, HelpScreen)

    play(scene())


def test_links_and_keys_can_be_clicked(workspace):
    async def scene():
        async with opened(workspace) as (app, screen, pilot):
            await find(screen, pilot, "empty shops")
            await pilot.press("enter", "enter")
            await until(pilot, lambda: screen.reading.reading.related is not None)
            first = screen.reading.reading.related[0]
            lines = shown(app).splitlines()
            row = next(row for row, line in enumerate(lines) if f"· {first.title}" in line)
            column = lines[row].index(f"· {first.title}") + 3
            await pilot.click(offset=(column, row))
            await until(pilot, lambda: screen.reading.position.id == first.position_id)
            await pilot.click(offset=(lines[-1].index("filters"), len(lines) - 1))
            await until(pilot, lambda: isinstance(app.screen, FiltersScreen))

    play(scene())


def test_ctrl_c_says_how_to_leave_and_does_not_leave(workspace):
    async def scene():
        async with opened(workspace) as (app, _, pilot):
            await pilot.press("enter", "ctrl+c")
            await until(pilot, lambda: "ctrl+q leaves policytui" in shown(app))
            assert app.clipboard == ""
            assert app.is_running

    play(scene())


def test_the_palette_holds_the_commands_of_the_screen(workspace):
    async def scene():
        async with opened(workspace) as (app, screen, pilot):
            await pilot.press("enter", "ctrl+p")
            await pilot.press(*"browse")
            await until(pilot, lambda: "Search: Browse" in shown(app))
            await pilot.press("enter")
            await until(pilot, lambda: screen.browse.has_focus)

    play(scene())


def test_the_citation_and_the_text_are_copied(workspace):
    async def scene():
        async with opened(workspace) as (app, screen, pilot):
            await find(screen, pilot, "empty shops")
            await pilot.press("enter", "y")
            assert app.clipboard == "“Empty shops”, Our platform (2016) [platform/empty-shops]"
            await pilot.press("Y")
            assert "offered to the people of the town" in app.clipboard

    play(scene())


def test_amend_opens_a_draft_of_the_position_with_nothing_asked(workspace):
    async def scene():
        async with opened(workspace) as (app, screen, pilot):
            await find(screen, pilot, "empty shops")
            await pilot.press("enter", "a")
            await until(pilot, lambda: app.screen is not screen and "Empty shops" in shown(app))

    play(scene())


def test_amend_on_a_question_opens_the_answers_at_that_question(workspace):
    async def scene():
        async with opened(workspace) as (app, screen, pilot):
            await find(screen, pilot, "learn from wales")
            await pilot.press("enter", "a")
            await until(pilot, lambda: type(app.screen).__name__ == "ResponseScreen")
            await until(pilot, lambda: "What can the rest of us learn from Wales?" in shown(app))
            await pilot.press("escape")
            await until(pilot, lambda: app.screen is screen)

    play(scene())


def test_two_positions_are_compared_by_marking_the_first(workspace):
    async def scene():
        async with opened(workspace) as (app, screen, pilot):
            await pilot.press("enter", "c")
            await until(pilot, lambda: screen.compared is not None)
            assert "Compare “Right to own for carers” with another" in shown(app)
            await pilot.press("down", "c")
            await until(pilot, lambda: app.screen is not screen)
            assert screen.compared is None

    play(scene())


def test_the_theme_is_remembered(tmp_path):
    async def first():
        async with opened(seen_before(make_workspace(tmp_path))) as (app, _, pilot):
            app.theme = "nord"
            await pilot.pause()

    async def second():
        async with opened(make_workspace(tmp_path)) as (app, _, __):
            assert app.theme == "nord"

    play(first())
    play(second())


def test_the_theme_of_the_settings_is_used(tmp_path):
    workspace = seen_before(make_workspace(tmp_path, settings='theme = "gruvbox"\n'))

    async def scene():
        async with opened(workspace) as (app, _, __):
            assert app.theme == "gruvbox"

    play(scene())


# --- long work and errors ---


def test_reading_the_corpus_can_be_stopped_and_goes_on_with_f5(tmp_path):
    documents = {
        f"d{number}": PLATFORM.replace('id = "platform"', f'id = "platform-{number}"')
        for number in range(250)
    }
    workspace = seen_before(
        make_workspace(tmp_path, write_corpus(tmp_path / "corpus", **documents))
    )

    async def scene():
        from policytui.tui.app import PolicyApp

        app = PolicyApp(workspace)
        async with app.run_test(size=LARGE, notifications=True) as pilot:
            screen = app.screen
            while not screen.is_loading:  # a pause of the pilot would last until it is done
                await asyncio.sleep(0.005)
            screen.on_words_input_escaped()
            await until(pilot, lambda: not screen.is_loading)
            assert screen.was_stopped
            await pilot.press("f5")
            await until(pilot, lambda: not screen.is_loading and not screen.was_stopped)
            await until(pilot, lambda: len(screen.hits.ids) == 750)

    play(scene())


def test_an_error_nobody_foresaw_is_logged_and_the_app_lives(workspace):
    async def scene():
        from policytui.tui.app import PolicyApp

        app = PolicyApp(workspace)
        async with app.run_test(size=LARGE, notifications=True) as pilot:
            screen = app.screen
            await until(pilot, lambda: screen.found is not None and not screen.is_loading)

            def fail():
                raise RuntimeError("[/x] nobody foresaw this")

            screen.action_browse = fail
            await pilot.press("enter", "b")
            await until(pilot, lambda: "RuntimeError" in shown(app))
            assert "errors.log" in shown(app)
            await find(screen, pilot, "shop")
            assert screen.hits.current == "platform/empty-shops"

    play(scene())
    assert "nobody foresaw this" in (workspace.places.state / "errors.log").read_text("utf-8")


def test_unsaved_words_are_announced(workspace):
    from policytui.drafts.begin import begin_campaign_idea
    from policytui.drafts.model import Submitter

    workspace.journal.note(begin_campaign_idea("Shops for all", Submitter()))

    async def scene():
        async with opened(workspace) as (app, _, pilot):
            await until(pilot, lambda: "Unsaved words of 1 draft were kept" in shown(app))

    play(scene())


# --- hostile text ---


def test_hostile_text_in_every_field_is_shown_literally_and_the_app_lives(tmp_path):
    visible = "[/x] [@click=app.quit]go[/] end"
    corpus = write_corpus(
        tmp_path / "corpus",
        hostile=PLATFORM.replace("Our platform", visible)
        .replace("2016", visible)
        .replace("Written for these tests", visible)
        .replace("## Housing", f"## {visible}")
        .replace("### Homes we share", f"### {visible}")
        .replace("We will build", f"{visible} We will build"),
        other=CONSULTATION,
    )
    workspace = seen_before(make_workspace(tmp_path, corpus))

    async def scene():
        for size in (SMALL, LARGE):
            async with opened(workspace, size) as (app, screen, pilot):
                screen.words.focus()
                await find(screen, pilot, "homes share")
                assert visible in shown(app)
                await find(screen, pilot, visible)
                await pilot.press("enter", "enter")
                await until(pilot, lambda screen=screen: screen.reading.has_focus)
                assert shown(app).count("[@click=app.quit]") >= 2
                await pilot.press("y", "Y", "c", "escape", "f")
                assert isinstance(app.screen, FiltersScreen)
                await pilot.press(*"click")
                assert visible in shown(app)
                await pilot.press("enter", "b", "f1", "escape", "escape")
                assert app.is_running

    play(scene())


HARMFUL = "\x1b[31mred\x00 \u202eline\nsecond"


def test_nothing_harmful_is_pasted_into_the_words_nor_copied_into_them(workspace):
    async def scene():
        async with opened(workspace) as (app, screen, pilot):
            app.post_message(Paste(HARMFUL))
            await until(pilot, lambda: screen.words.value)
            assert screen.words.value == "red line second"
            screen.words.value = ""
            app._clipboard = HARMFUL
            await pilot.press("ctrl+v")
            assert screen.words.value == "red line second"

    play(scene())


def test_the_palette_is_left_once_and_moving_in_it_while_it_is_empty_does_nothing(workspace):
    async def scene():
        async with opened(workspace) as (app, screen, pilot):
            await pilot.press("f9")
            palette = app.screen
            palette._action_command_list("page_up")
            await pilot.press("d", "a", "r", "k")
            await until(pilot, lambda: palette.query_one(CommandList).option_count)
            for _ in range(3):
                palette.post_message(Input.Submitted(palette.query_one(Input), "dark"))
            await until(pilot, lambda: app.screen is screen)
            await pilot.pause()
            assert app.screen_stack == [screen]

    play(scene())
