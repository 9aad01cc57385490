"""Scrolling with the keys that move everywhere else, at once and without gliding."""

from typing import TYPE_CHECKING, ClassVar

from textual.binding import BindingType
from textual.containers import VerticalScroll

from policytui.tui.bindings import bindings_for
from policytui.tui.commands import Place

if TYPE_CHECKING:
    from textual.widget import Widget as Scroller
else:
    # Not a widget itself, so that a widget keeps the styles of the one it extends.
    Scroller = object


class Scrolling(Scroller):
    """The actions of `Place.MOVING`, for widgets whose text has no bar to move."""

    def action_cursor_up(self) -> None:
        """One line up."""
        self.scroll_up(animate=False)

    def action_cursor_down(self) -> None:
        """One line down."""
        self.scroll_down(animate=False)

    def action_page_up(self) -> None:
        """One screen up."""
        self.scroll_page_up(animate=False)

    def action_page_down(self) -> None:
        """One screen down."""
        self.scroll_page_down(animate=False)

    def action_first(self) -> None:
        """To the beginning."""
        self.scroll_home(animate=False)

    def action_last(self) -> None:
        """To the end."""
        self.scroll_end(animate=False)


class TextScroll(Scrolling, VerticalScroll, can_focus=True):
    """A text that is scrolled."""

    BINDINGS: ClassVar[list[BindingType]] = bindings_for(Place.MOVING)
    DEFAULT_CSS = "TextScroll { scrollbar-size-vertical: 1; }"
