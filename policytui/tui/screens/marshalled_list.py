"""The marshalled list of a round on the screen: read, shown, moved in, marked, copied."""

import asyncio
from collections.abc import Sequence
from functools import partial
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.widgets import Static

from policytui.compare.layout import Layout
from policytui.conference.marshalling.marshalled import Item
from policytui.errors import PolicyError, UsageError
from policytui.tui import clipboard
from policytui.tui.access import report, workspace_of
from policytui.tui.bindings import bindings_for
from policytui.tui.commands import Place, footer_commands
from policytui.tui.marshalled_beside import Beside, beside_rows
from policytui.tui.marshalled_keys import footer_keys
from policytui.tui.marshalled_rows import (
    MarshalledRows,
    list_text,
    shown_places,
    tell_counts,
    tell_notices,
    tell_title,
)
from policytui.tui.marshalling import Marshalled, read_marshalled
from policytui.tui.plain import plain
from policytui.tui.screens.two_panes import TwoPanesScreen
from policytui.tui.telling import tell
from policytui.tui.widgets.amendment_list import AmendmentList
from policytui.tui.widgets.empty import Emptiness, Empty
from policytui.tui.widgets.key_bar import KeyBar
from policytui.tui.wording import DOT

_BEGIN = 'Begin one with: policytui collate INBOX --round FOLDER --title "…"'
_FIND = "It is found as the folder round beside the corpus, or by POLICYTUI_ROUND."
_MANY = 500
"""Amendments that cannot be written out at once."""


class MarshalledListScreen(TwoPanesScreen[None]):
    """The list; beside it the change, the text as decided so far, or what collides.

    Attributes:
        marshalled: what was read, None before that; changes only under `writing`.
        marked: ids of the amendments that bear a mark.
        writing: held by what is done with the round, from the first question to the end.
    """

    BINDINGS: ClassVar[list[BindingType]] = [*bindings_for(Place.ROUND)]
    DEFAULT_CSS = """
    MarshalledListScreen {
        &.-trying #title, &.-trying #counts { color: $text-warning; }
        & #notice { height: auto; max-height: 3; padding: 0 1; color: $text-warning; }
    }
    """

    def __init__(self) -> None:
        super().__init__(AmendmentList())
        self.marshalled: Marshalled | None = None
        self.marked: set[str] = set()
        self.writing = asyncio.Lock()
        self._beside = Beside.CHANGE
        self._remaining_only = False

    def compose(self) -> ComposeResult:
        """Title, counts, what needs a look, list, what is told beside it, keys."""
        with Horizontal(id="head"):
            yield Static("Round", id="title", markup=False)
            yield Static(id="shown", markup=False)
        yield Static("reading …", id="counts", markup=False)
        yield Static(id="notice", markup=False)
        yield Empty()
        yield from self.compose_panes()
        yield KeyBar(*footer_commands(Place.ROUND))

    def on_mount(self) -> None:
        """Read, beside the screen."""
        self._list.focus()
        self.query_one("#notice").display = False
        self.action_read_again()

    # --- reading ---

    def action_read_again(self) -> None:
        """The round as it stands now, with what others added to it."""
        self.begin_work("Reading", partial(read_marshalled, workspace_of(self)), self.show_read)

    def show_read(self, marshalled: Marshalled) -> None:
        """What was read is shown once nothing is under way that rests on what stood before."""
        self._take_read(marshalled)

    # Undescribed, all of it would be written out to describe the worker: seconds.
    @work(group="flow", description="what was read")
    async def _take_read(self, marshalled: Marshalled) -> None:
        async with self.writing:
            if self.marshalled is not None:
                marshalled = await asyncio.to_thread(marshalled.going_on_from, self.marshalled)
            self.take(marshalled)

    def show_failure(self, error: Exception) -> None:
        """No round, or one that cannot be read: what to do."""
        is_told = isinstance(error, PolicyError)
        if not is_told:
            report(self, error)
        if self.marshalled is not None:
            told = f"{error}\n" if is_told else ""
            tell(self.app, f"{told}What was read before is shown.", is_error=True)
            return
        why = str(error) if is_told else "The round could not be read."
        if isinstance(error, UsageError):
            why = error.message
        keys = [("F5", "reads again"), ("esc", "goes back")]
        more = f"{_BEGIN}\n{_FIND}" if isinstance(error, UsageError) else ""
        self._show_empty(Emptiness(why, more, keys), "no round is open")

    # --- showing ---

    @property
    def current(self) -> Item | None:
        """The amendment under the bar."""
        place = self._list.current
        return self.marshalled.listing.items[place] if self.marshalled and place >= 0 else None

    @property
    def shown(self) -> Sequence[int]:
        """The places in the list of what is shown."""
        return shown_places(self.marshalled, self._remaining_only) if self.marshalled else ()

    def take(self, marshalled: Marshalled) -> None:
        """Show the round as it is now."""
        self.marshalled = marshalled
        self.marked &= set(marshalled.by_id)
        self._show()

    def _show(self) -> None:
        marshalled = self.marshalled
        if marshalled is None:
            return
        self.set_class(marshalled.supposed is not None, "-trying")
        self.query_one("#title", Static).update(plain(tell_title(marshalled)))
        remaining_only = self._remaining_only
        rows = MarshalledRows(marshalled, remaining_only=remaining_only, marked=self.marked)
        self._list.show(rows, item=self._list.current)
        notice, told = self.query_one("#notice", Static), " ".join(tell_notices(marshalled))
        notice.display = bool(told)
        notice.update(plain(told))
        counts = tell_counts(marshalled)
        if rows:
            self.remove_class("-empty")
            self._show_counts()
        elif marshalled.listing.items:
            keys = [("f", "shows the whole list again"), ("u", "takes the last step back")]
            self._show_empty(Emptiness("No vote remains.", keys=keys), counts)
        else:
            more = "Take them in with: policytui collate INBOX"
            keys = [("F5", "reads again")]
            self._show_empty(Emptiness("No amendments were taken in.", more, keys), "no amendments")
        self.show_beside()

    def _show_counts(self) -> None:
        assert self.marshalled is not None
        parts = [tell_counts(self.marshalled)]
        parts += [f"{len(self.marked):,} marked"] if self.marked else []
        self.query_one("#counts", Static).update(plain(DOT.join(parts)))

    def _show_empty(self, emptiness: Emptiness, counts: str) -> None:
        self.read(False)
        self.add_class("-empty")
        self.query_one("#counts", Static).update(plain(counts))
        self.query_one(Empty).show(emptiness)

    def show_beside(self) -> None:
        """What is told of the amendment under the bar, and the keys that hold for it."""
        extent = "the votes that remain" if self._remaining_only else "the whole list"
        self.query_one("#shown", Static).update(plain(f"{extent}{DOT}{self._beside}"))
        super().show_beside()
        self._show_keys()

    def _show_keys(self) -> None:
        if self.marshalled is not None:
            keys = footer_keys(self.marshalled, self.current, has_marks=bool(self.marked))
            self.query_one(KeyBar).commands = keys

    def lay_out_beside(self, width: int) -> Layout:
        """The change, the text as decided so far, or what collides."""
        marshalled, item = self.marshalled, self.current
        if marshalled is None or item is None:
            return Layout(())
        return beside_rows(marshalled, item, self._beside, width)

    def show_view(self, beside: Beside) -> None:
        """Show something else beside the list."""
        self._beside = beside
        self.show_beside()

    def action_next_view(self) -> None:
        """The change, the text as decided so far, what collides."""
        views = list(Beside)
        self.show_view(views[(views.index(self._beside) + 1) % len(views)])
        if self.has_class("-narrow"):
            self.read(True)

    def action_remaining_only(self) -> None:
        """Only the votes that remain, or the whole list again."""
        self.show_remaining(not self._remaining_only)

    def show_remaining(self, remaining_only: bool) -> None:
        """Only the votes that remain, or the whole list."""
        if remaining_only != self._remaining_only:
            self._remaining_only = remaining_only
            self._show()

    @work(group="copy", exclusive=True)
    async def action_copy(self) -> None:
        """The list as plain text; where only what remains is shown, the votes that remain."""
        marshalled, remaining_only = self.marshalled, self._remaining_only
        if marshalled is None:
            return
        # The wording of thousands takes seconds.
        if len(marshalled.listing.items) > _MANY:
            tell(self.app, "Writing the list out …")
        text = await asyncio.to_thread(list_text, marshalled, remaining_only=remaining_only)
        clipboard.copy(self.app, text, "the votes that remain" if remaining_only else "the list")

    # --- moving ---

    def action_next_open(self) -> None:
        """To the next that is not decided, round at the end."""
        if self.marshalled and not self.go_to_open(1):
            tell(self.app, "Everything is decided.")

    def action_previous_open(self) -> None:
        """To the one before that is not decided, round at the beginning."""
        if self.marshalled and not self.go_to_open(-1):
            tell(self.app, "Everything is decided.")

    def go_to_open(self, step: int) -> bool:
        """To the next that is not decided, or the one before; whether there is one."""
        marshalled, here = self.marshalled, self._list.current
        if marshalled is None:
            return False
        shown = self.shown
        at = shown.index(here) if here in shown else 0
        for far in range(1, len(shown) + 1):
            place = shown[(at + step * far) % len(shown)]
            if not marshalled.is_decided(marshalled.listing.items[place]):
                self._list.go_to(place)
                return True
        return False

    def go_to(self, ids: Sequence[str]) -> None:
        """To the first of some amendments, where it is on the list."""
        places = self.marshalled.places if self.marshalled else {}
        if ids and ids[0] in places:
            self._list.go_to(places[ids[0]])

    @property
    def is_decided_here(self) -> bool:
        """Whether a decision on the amendment under the bar stands."""
        item = self.current
        return item is not None and self.marshalled is not None and self.marshalled.is_decided(item)

    # --- marking ---

    def action_mark(self) -> None:
        """Mark the amendment under the bar, or take the mark off, and go on to the next."""
        if self.current is None:
            return
        if self._view.has_focus:
            self._view.action_page_down()
            return
        self.marked ^= {self.current.amendment.id}
        self._list.action_cursor_down()
        self.show_marks()

    def show_marks(self) -> None:
        """Show anew what is marked."""
        self._list.refresh()
        if self.marshalled and not self.has_class("-empty"):
            self._show_counts()
        self._show_keys()

    def unmark(self) -> None:
        """Take every mark off."""
        self.marked.clear()
        self.show_marks()

    @property
    def chosen(self) -> Sequence[Item]:
        """The amendments that are marked; where none is, the one under the bar."""
        if self.marshalled is None:
            return ()
        if not self.marked:
            return [self.current] if self.current else []
        return [item for item in self.marshalled.listing.items if item.amendment.id in self.marked]

    # --- leaving ---

    def action_close(self) -> None:
        """Stop, close what is open, take marks off, else go back."""
        if self.is_working and self.marshalled is not None:
            self.stop_working()
            tell(self.app, "Stopped; what was read before is shown.")
        elif self.leave_reading():
            return
        elif self.marked:
            self.unmark()
        else:
            if self.is_working:
                tell(self.app, "Stopped reading.")
            self.dismiss(None)
