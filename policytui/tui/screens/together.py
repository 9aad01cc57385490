"""The amendments together: position by position what collides, what says the same."""

from functools import partial
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.widgets import Static

from policytui.compare.layout import Layout
from policytui.tui import clipboard
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
from policytui.tui.screens.two_panes import TwoPanesScreen
from policytui.tui.telling import tell
from policytui.tui.widgets.empty import Emptiness, Empty
from policytui.tui.widgets.finding_list import FindingList
from policytui.tui.widgets.key_bar import KeyBar


class TogetherScreen(TwoPanesScreen[Marshalled | None]):
    """Every text that is amended; gives the round with what was noted, None where nothing was."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings_for(At.TOGETHER)]
    DEFAULT_CSS = """
    TogetherScreen {
        & #list { width: 2fr; }
        & #beside { width: 3fr; }
    }
    """

    def __init__(self, marshalled: Marshalled) -> None:
        super().__init__(FindingList())
        self._marshalled = marshalled
        self._has_noted = False
        self._meeting_only = True
        self.places: tuple[Place, ...] | None = None

    def compose(self) -> ComposeResult:
        """Title, counts, list, what is told beside it, keys."""
        with Horizontal(id="head"):
            title = f"Together › {one_line(self._marshalled.round.title)}"
            yield Static(plain(title), id="title", markup=False)
            yield Static(id="shown", markup=False)
        yield Static("comparing …", id="counts", markup=False)
        yield Empty()
        yield from self.compose_panes()
        yield KeyBar(*footer_commands(At.TOGETHER))

    def on_mount(self) -> None:
        """Compare, beside the screen."""
        self._list.focus()
        self._begin()

    # --- comparing ---

    def _begin(self) -> None:
        bring = partial(bring_places, self._marshalled)
        self.begin_work("Comparing", bring, self._found)

    def _found(self, places: tuple[Place, ...]) -> None:
        self.places = places
        self._show()

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
        self.show_beside()

    def lay_out_beside(self, width: int) -> Layout:
        """The amendments to a text, and where they meet."""
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

    def action_copy(self) -> None:
        """The list as plain text."""
        if self.places is not None:
            text = places_text(self._marshalled, self.places, meeting_only=self._meeting_only)
            clipboard.copy(self.app, text, "the list")

    # --- going on ---

    def open_current(self) -> None:
        """Make one text of the amendments to this position."""
        self.action_open()

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
        if self.leave_reading():
            return
        if self.is_working:
            tell(self.app, "Stopped comparing.")
        self.dismiss(self._marshalled if self._has_noted else None)
