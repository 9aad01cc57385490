"""A list, and beside it what is under its bar; where there is no room for both, one of them."""

from abc import abstractmethod

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.screen import ScreenResultType

from policytui.compare.layout import Layout
from policytui.tui.screens.working import WorkingScreen
from policytui.tui.views import SIDE_FROM
from policytui.tui.widgets.diff_view import DiffView
from policytui.tui.widgets.outline_view import OutlineView


class TwoPanesScreen(WorkingScreen[ScreenResultType]):
    """What stands beside the list follows its bar; `-reading` says that it has the keys.

    Args:
        rows: the list, empty as yet.
    """

    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (SIDE_FROM, "-wide")]  # noqa: RUF012
    DEFAULT_CSS = """
    TwoPanesScreen {
        & #head { height: 1; padding: 0 1; }
        & #title { width: 1fr; text-style: bold; text-wrap: nowrap; text-overflow: ellipsis; }
        & #shown { width: auto; padding-left: 2; color: $text-muted; }
        & #counts { height: auto; padding: 0 1; }
        & #body {
            height: 1fr; border-top: solid $foreground 20%; border-bottom: solid $foreground 20%;
        }
        & #list { width: 1fr; }
        & #beside { width: 1fr; border-left: solid $foreground 20%; padding: 0 1; }
        & Empty { display: none; }
        &.-empty Empty { display: block; }
        &.-empty #body { display: none; }
        &.-narrow #beside { display: none; border-left: none; }
        &.-narrow.-reading #beside { display: block; width: 1fr; }
        &.-narrow.-reading #list { display: none; }
    }
    """

    def __init__(self, rows: OutlineView) -> None:
        super().__init__()
        self._list = rows
        self._list.id = "list"
        self._view = DiffView(id="beside")

    def compose_panes(self) -> ComposeResult:
        """The list, and what is told beside it."""
        with Horizontal(id="body"):
            yield self._list
            yield self._view

    # --- what stands beside the list ---

    @abstractmethod
    def lay_out_beside(self, width: int) -> Layout:
        """What is told of the thing under the bar, to be seen in a number of cells."""

    def show_beside(self) -> None:
        """Show what is told of the thing under the bar, from its beginning."""
        self._view.show(self.lay_out_beside, keep_place=False)

    @on(OutlineView.Moved)
    def _bar_moved(self) -> None:
        self.bar_moved()

    def bar_moved(self) -> None:
        """The bar may stand on another thing."""
        self.show_beside()

    @on(OutlineView.Opened)
    def _bar_opened(self) -> None:
        self.open_current()

    def open_current(self) -> None:
        """The thing under the bar was clicked twice, or enter was pressed on it."""
        self.read(True)

    # --- from one pane to the other ---

    def action_read(self) -> None:
        """From the list to what is told beside it, and back."""
        self.read(not self._view.has_focus)

    def read(self, is_reading: bool) -> None:
        """To what is told, which takes the place of the list where there is no room for both."""
        self.set_class(is_reading and self._list.current >= 0, "-reading")
        (self._view if self.has_class("-reading") else self._list).focus()

    def leave_reading(self) -> bool:
        """Back to the list; whether something else had the keys."""
        was_reading = self.has_class("-reading")
        if was_reading:
            self.read(False)
        return was_reading
