"""An outline of many rows with a bar on one of them; only the rows that are seen are drawn."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import ClassVar

from rich.segment import Segment
from textual import events
from textual.binding import BindingType
from textual.content import Content
from textual.geometry import Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from policytui.tui.bindings import bindings_for
from policytui.tui.commands import Place


@dataclass(frozen=True, slots=True)
class OutlineRow:
    """One line of an outline.

    Attributes:
        content: what is drawn; of long outlines, what makes it when it is seen.
        item: number of the thing it stands for; -1 for a heading, on which the bar never stands.
    """

    content: Content | Callable[[], Content]
    item: int = -1

    @property
    def drawn(self) -> Content:
        """What is drawn."""
        return self.content if isinstance(self.content, Content) else self.content()


class OutlineView(ScrollView, can_focus=True):
    """Rows, of which some can be chosen."""

    ROWS_OF_A_THING: ClassVar[int] = 1
    """Its own and those beneath it, which are kept in view together."""
    BINDINGS: ClassVar[list[BindingType]] = bindings_for(Place.MOVING)
    COMPONENT_CLASSES: ClassVar[set[str]] = {"outline--row", "outline--bar", "outline--under-bar"}
    DEFAULT_CSS = """
    OutlineView {
        height: 1fr; overflow-x: hidden; overflow-y: auto; scrollbar-size-vertical: 1;
        & > .outline--row { color: $foreground; }
        & > .outline--bar { color: $text-accent; }
        & > .outline--under-bar { background: $primary-muted; }
    }
    """

    class Moved(Message):
        """The bar may stand on another thing."""

    @dataclass
    class Opened(Message):
        """A thing was clicked twice."""

        item: int

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._rows: Sequence[OutlineRow] = ()
        self._stops: list[int] = []
        self._at = 0

    def show(self, rows: Sequence[OutlineRow], *, item: int = -1) -> None:
        """Show other rows.

        Args:
            item: the thing on which to put the bar; the first one at or behind it is taken.
        """
        self._rows = rows
        self._stops = [place for place, row in enumerate(rows) if row.item >= 0]
        self._at = next((n for n, at in enumerate(self._stops) if rows[at].item >= item), 0)
        self.virtual_size = Size(0, len(rows))
        if self._at == 0:
            self.scroll_to(y=0, animate=False, immediate=True)
        self._keep_in_view()
        # With more rows than before it can be scrolled only once it has a scrollbar.
        self.call_after_refresh(self._keep_in_view)
        self.refresh()

    @property
    def current(self) -> int:
        """The thing under the bar, -1 for none."""
        return self._rows[self._stops[self._at]].item if self._stops else -1

    def go_to(self, item: int) -> None:
        """Put the bar on a thing."""
        places = [n for n, at in enumerate(self._stops) if self._rows[at].item == item]
        if places:
            self._move_to(places[0])

    def next_of(self, items: Sequence[int], step: int) -> int:
        """The next of some things, or the one before, round at the end; -1 where there are none.

        Args:
            items: in the order of the rows.
            step: 1 for the next, -1 for the one before.
        """
        beyond = [item for item in items if (item - self.current) * step > 0] or items
        return beyond[0 if step > 0 else -1] if beyond else -1

    # --- moving ---

    def action_cursor_up(self) -> None:
        """One up."""
        self._move_to(self._at - 1)

    def action_cursor_down(self) -> None:
        """One down."""
        self._move_to(self._at + 1)

    def action_page_up(self) -> None:
        """One screen up."""
        self._move_to(self._at - max(1, self.size.height - 1))

    def action_page_down(self) -> None:
        """One screen down."""
        self._move_to(self._at + max(1, self.size.height - 1))

    def action_first(self) -> None:
        """To the first."""
        self._move_to(0)

    def action_last(self) -> None:
        """To the last."""
        self._move_to(len(self._stops) - 1)

    def _move_to(self, at: int) -> None:
        self._at = max(0, min(at, len(self._stops) - 1))
        self._keep_in_view()
        self.refresh()
        self.post_message(self.Moved())

    def _keep_in_view(self) -> None:
        if self._stops:
            row = self._stops[self._at]
            # The heading above the first one is part of it.
            first = 0 if self._at == 0 else row
            region = Region(0, first, 1, row - first + self.ROWS_OF_A_THING)
            self.scroll_to_region(region, animate=False, immediate=True)

    def on_click(self, event: events.Click) -> None:
        """A click puts the bar there, a second one opens."""
        row = event.y + self.scroll_offset.y
        if row in self._stops:
            self._move_to(self._stops.index(row))
            if event.chain > 1:
                self.post_message(self.Opened(self.current))

    def on_resize(self) -> None:
        """The bar stays in view, also once there is a scrollbar."""
        self._keep_in_view()
        self.call_after_refresh(self._keep_in_view)

    # --- drawing ---

    def render_line(self, y: int) -> Strip:
        """One line of the screen."""
        width = self.scrollable_content_region.width
        number = y + self.scroll_offset.y
        if not 0 <= number < len(self._rows):
            return Strip.blank(width, self.rich_style)
        is_under_bar = bool(self._stops) and self._stops[self._at] == number
        base = self.get_visual_style("outline--under-bar" if is_under_bar else "outline--row")
        line = self._rows[number].drawn.truncate(max(1, width - 4), ellipsis=True)
        edge = self.get_component_rich_style("outline--bar", partial=True)
        drawn = [
            Segment(text, style.rich_style)
            for text, style in line.render(base, "", self.app.stylesheet.parse_style)
        ]
        bar = Segment("▌ " if is_under_bar else "  ", base.rich_style + edge)
        return Strip([bar, *drawn]).adjust_cell_length(width, base.rich_style)
