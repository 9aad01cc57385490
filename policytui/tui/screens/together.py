"""The amendments together: position by position what collides, what says the same."""

from threading import Event
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.widgets import Static

from policytui.compare.layout import Layout
from policytui.errors import Cancelled
from policytui.tui import clipboard
from policytui.tui.access import report
from policytui.tui.bindings import bindings_for
from policytui.tui.commands import Place as At
from policytui.tui.commands import footer_commands
from policytui.tui.composing import find_item
from policytui.tui.composing_together import (
    Place,
    bring_places,
    place_rows,
    place_told,
    places_text,
    tell_all,
)
from policytui.tui.marshalling import Marshalled
from policytui.tui.plain import one_line, plain
from policytui.tui.screens.leaving import Screen
from policytui.tui.telling import tell
from policytui.tui.views import SIDE_FROM
from policytui.tui.widgets.diff_view import DiffView
from policytui.tui.widgets.empty import Emptiness, Empty
from policytui.tui.widgets.finding_list import FindingList
from policytui.tui.widgets.key_bar import KeyBar


class TogetherScreen(Screen[Marshalled | None]):
    """Every text that is amended; gives the round with what was noted, None where nothing was."""

    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (SIDE_FROM, "-wide")]  # noqa: RUF012
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_for(At.TOGETHER)]
    DEFAULT_CSS = """
    TogetherScreen {
        & #head { height: 1; padding: 0 1; }
        & #title { width: 1fr; text-style: bold; text-wrap: nowrap; text-overflow: ellipsis; }
        & #shown { width: auto; color: $text-muted; padding-left: 2; }
        & #counts { height: auto; padding: 0 1; }
        & #body {
            height: 1fr; border-top: solid $foreground 20%; border-bottom: solid $foreground 20%;
        }
        & FindingList { width: 2fr; }
        & DiffView { width: 3fr; border-left: solid $foreground 20%; padding: 0 1; }
        & Empty { display: none; }
        &.-empty Empty { display: block; }
        &.-empty #body { display: none; }
        &.-narrow DiffView { display: none; border-left: none; }
        &.-narrow.-reading DiffView { display: block; }
        &.-narrow.-reading FindingList { display: none; }
    }
    """

    def __init__(self, marshalled: Marshalled) -> None:
        super().__init__()
        self._marshalled = marshalled
        self._has_noted = False
        self._stop = Event()
        self._meeting_only = True
        self.places: tuple[Place, ...] | None = None
        self._list = FindingList(id="list")
        self._view = DiffView(id="told")

    def compose(self) -> ComposeResult:
        """Title, counts, list, what is told beside it, keys."""
        with Horizontal(id="head"):
            title = f"Together › {one_line(self._marshalled.round.title)}"
            yield Static(plain(title), id="title", markup=False)
            yield Static(id="shown", markup=False)
        yield Static("comparing …", id="counts", markup=False)
        yield Empty()
        with Horizontal(id="body"):
            yield self._list
            yield self._view
        yield KeyBar(*footer_commands(At.TOGETHER))

    def on_mount(self) -> None:
        """Compare, beside the screen."""
        self._list.focus()
        self._begin()

    # --- comparing ---

    def _begin(self) -> None:
        self._stop.set()
        self._stop = Event()
        self.query_one(KeyBar).work = (0, 0, "Comparing")
        self._compare(self._marshalled, self._stop)

    @work(thread=True, exit_on_error=False, group="read")
    def _compare(self, marshalled: Marshalled, stop: Event) -> None:
        def progress(done: int, total: int, what: str) -> None:
            if done % 64 == 0:
                self.call_later(self._tell_progress, stop, done, total)

        try:
            places = bring_places(marshalled, progress, stop.is_set)
        except Cancelled:
            return
        except Exception as error:
            self.call_later(self._failed, stop, error)
        else:
            self.call_later(self._found, stop, places)

    def _tell_progress(self, stop: Event, done: int, total: int) -> None:
        if self.is_mounted and not stop.is_set():
            self.query_one(KeyBar).work = (done, total, "Comparing")

    def _failed(self, stop: Event, error: Exception) -> None:
        if self.is_mounted and not stop.is_set():
            self.query_one(KeyBar).work = None
            report(self, error)

    def _found(self, stop: Event, places: tuple[Place, ...]) -> None:
        if self.is_mounted and not stop.is_set():
            stop.set()
            self.query_one(KeyBar).work = None
            self.places = places
            self._show()

    def on_unmount(self) -> None:
        """Leaving does not wait."""
        self._stop.set()

    # --- showing ---

    @property
    def current(self) -> Place | None:
        """The text under the bar."""
        at = self._list.current
        return self.places[at] if self.places and at >= 0 else None

    def _show(self) -> None:
        places = self.places
        assert places is not None
        rows = list(place_rows(self._marshalled, places, meeting_only=self._meeting_only))
        self._list.show(rows, item=self._list.current)
        extent = "only where amendments meet" if self._meeting_only else "every amended text"
        self.query_one("#shown", Static).update(plain(extent))
        self.query_one("#counts", Static).update(plain(tell_all(places)))
        self.set_class(not rows, "-empty")
        if not rows:
            why = "No two amendments meet." if places else "There are no amendments."
            keys = [("f", "shows every amended text")] if places else []
            self.query_one(Empty).show(Emptiness(why, keys=[*keys, ("esc", "goes back")]))
        self._show_told()

    @on(FindingList.Moved)
    def _show_told(self) -> None:
        self._view.show(self._lay_out, keep_place=False)

    def _lay_out(self, width: int) -> Layout:
        place = self.current
        return place_told(self._marshalled, place, width) if place else Layout(())

    def action_meeting_only(self) -> None:
        """Only where amendments meet, or all."""
        self._meeting_only = not self._meeting_only
        if self.places is not None:
            self._show()

    def action_next_meeting(self) -> None:
        """To the next text where amendments collide, round at the end."""
        places, here = self.places or (), self._list.current
        for far in range(1, len(places) + 1):
            at = (here + far) % len(places)
            if places[at].together.collisions:
                self._list.go_to(at)
                return
        tell(self.app, "No two amendments collide.")

    def action_read(self) -> None:
        """From the list to what is told beside it, and back."""
        self._read(not self._view.has_focus)

    def _read(self, is_reading: bool) -> None:
        self.set_class(is_reading and self.current is not None, "-reading")
        (self._view if self.has_class("-reading") else self._list).focus()

    def action_copy(self) -> None:
        """The list as plain text."""
        if self.places is not None:
            text = places_text(self._marshalled, self.places, meeting_only=self._meeting_only)
            clipboard.copy(self.app, text, "the list")

    # --- going on ---

    @on(FindingList.Opened)
    @work(group="flow", exclusive=True)
    async def action_open(self) -> None:
        """Make one text of the amendments to this position."""
        # Each of the two screens opens the other.
        from policytui.tui.screens.composite import CompositeScreen

        place = self.current
        if place is None:
            return
        item = find_item(self._marshalled, place.together.target)
        if item is None or not place.is_position:
            tell(self.app, "Composites are made of amendments to a position of the policy.")
            return
        screen = CompositeScreen(self._marshalled, item, is_from_together=True)
        made = await self.app.push_screen_wait(screen)
        if made is not None:
            self._marshalled = made
            self._has_noted = True
            self._begin()

    def action_close(self) -> None:
        """Close what is open, else go back."""
        if self.has_class("-reading"):
            self._read(False)
            return
        if not self._stop.is_set():
            self._stop.set()
            tell(self.app, "Stopped comparing.")
        self.dismiss(self._marshalled if self._has_noted else None)
