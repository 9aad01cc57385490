"""A list of positions that holds 100,000 rows without delay.

Only ids are kept; the rows on the screen are asked for when they are drawn (Textual's Line API).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import BindingType
from textual.cache import LRUCache
from textual.content import Content
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip

from policytui.tui.bindings import bindings_for
from policytui.tui.commands import Place
from policytui.tui.widgets.empty import LOADING, Emptiness

TALL = 30
"""From this many lines on, rows are set apart by a blank line."""

_EDGES = 4
"""Cells for the bar on the left and for air on the right."""


@dataclass(frozen=True, slots=True)
class Row:
    """What the list shows of one position: three lines of literal content."""

    title: Content
    where: Content
    snippet: Content


RowSource = Callable[[Sequence[str], int], Sequence[Row]]
"""Gives the rows of ids, in their order, for a width in cells."""


class HitList(ScrollView, can_focus=True):
    """Positions that were found, best first, with a bar on one of them."""

    BINDINGS: ClassVar[list[BindingType]] = bindings_for(Place.MOVING)
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "hit-list--row",
        "hit-list--bar",
        "hit-list--under-bar",
    }
    DEFAULT_CSS = """
    HitList {
        overflow-x: hidden; overflow-y: auto; scrollbar-size-vertical: 1;
        & > .hit-list--row { color: $foreground; }
        & > .hit-list--bar { color: $text-accent; }
        & > .hit-list--under-bar { background: $boost; }
        &:focus > .hit-list--under-bar { background: $primary-muted; }
    }
    """

    cursor: reactive[int] = reactive(0)

    @dataclass
    class Moved(Message):
        """The bar stands on another position."""

        position_id: str

    @dataclass
    class Opened(Message):
        """A position was chosen for reading."""

        position_id: str

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._ids: Sequence[str] = ()
        self._source: RowSource = lambda ids, width: ()
        self._rows: LRUCache[str, Row] = LRUCache(400)
        self._strips: LRUCache[tuple[int, int, bool, bool], list[Strip]] = LRUCache(200)
        self._emptiness = LOADING

    # --- what it shows ---

    @property
    def ids(self) -> Sequence[str]:
        """The ids shown, in order."""
        return self._ids

    @property
    def current(self) -> str | None:
        """The id under the bar."""
        return self._ids[self.cursor] if self.cursor < len(self._ids) else None

    @property
    def row_height(self) -> int:
        """Lines of one row."""
        return 4 if self.size.height >= TALL else 3

    def show(
        self, ids: Sequence[str], source: RowSource, emptiness: Emptiness, *, at: str | None = None
    ) -> None:
        """Show other positions.

        Args:
            emptiness: what to say when there are none.
            at: the id on which to put the bar, where it is among them; else the first.
        """
        self._ids = ids
        self._source = source
        self._emptiness = emptiness
        self._rows.clear()
        self._fit()
        target = ids.index(at) if at is not None and at in ids else 0
        with self.prevent(self.Moved):
            self.cursor = target
        self._strips.clear()
        if target:
            self._keep_in_view()
        else:
            self.scroll_to(y=0, animate=False, immediate=True)
        self.refresh()
        self._tell()

    def say(self, emptiness: Emptiness) -> None:
        """Say something else while the list is empty."""
        self._emptiness = emptiness
        self._strips.clear()
        self.refresh()

    # --- moving ---

    def validate_cursor(self, cursor: int) -> int:
        """The bar stays on a row."""
        return max(0, min(cursor, len(self._ids) - 1))

    def watch_cursor(self, before: int, now: int) -> None:
        """Bring the bar into view."""
        if before != now:
            self._keep_in_view()
            self.refresh()
            self._tell()

    def action_cursor_up(self) -> None:
        """One row up."""
        self.cursor -= 1

    def action_cursor_down(self) -> None:
        """One row down."""
        self.cursor += 1

    def action_page_up(self) -> None:
        """One screen up."""
        self.cursor -= self._rows_of_a_page()

    def action_page_down(self) -> None:
        """One screen down."""
        self.cursor += self._rows_of_a_page()

    def action_first(self) -> None:
        """To the first row."""
        self.cursor = 0

    def action_last(self) -> None:
        """To the last row."""
        self.cursor = len(self._ids) - 1

    def _rows_of_a_page(self) -> int:
        return max(1, self.size.height // self.row_height)

    def _keep_in_view(self) -> None:
        height = self.row_height
        self.scroll_to_region(
            Region(0, self.cursor * height, 1, height), animate=False, immediate=True
        )

    def _tell(self) -> None:
        if self.current is not None:
            self.post_message(self.Moved(self.current))

    # --- mouse and size ---

    def on_click(self, event: events.Click) -> None:
        """A click puts the bar there, a second one opens."""
        row = (event.y + self.scroll_offset.y) // self.row_height
        if row < len(self._ids):
            self.cursor = row
            if event.chain > 1:
                self.post_message(self.Opened(self._ids[row]))

    def on_resize(self) -> None:
        """Snippets depend on the width, the height of rows on the height."""
        self._rows.clear()
        self._strips.clear()
        self._fit()
        self._keep_in_view()

    def notify_style_update(self) -> None:
        """Another theme: draw anew."""
        super().notify_style_update()
        self._strips.clear()

    def _fit(self) -> None:
        self.virtual_size = Size(0, len(self._ids) * self.row_height)

    # --- drawing ---

    def render_line(self, y: int) -> Strip:
        """One line of the screen."""
        width = self.size.width
        style = self.rich_style
        if not self._ids:
            return self._empty_line(y, width, style)
        index, line = divmod(y + self.scroll_offset.y, self.row_height)
        if index >= len(self._ids):
            return Strip.blank(width, style)
        key = (index, width, index == self.cursor, self.has_focus)
        strips = self._strips.get(key)
        if strips is None:
            strips = self._strips[key] = self._draw(index, width)
        return strips[line]

    def _empty_line(self, y: int, width: int, style: Style) -> Strip:
        key = (-1, width, False, False)
        strips = self._strips.get(key)
        if strips is None:
            content = self._emptiness.content()
            inner = max(1, width - 4)
            strips = self._strips[key] = [
                self._strip(line, "hit-list--row", "  ", width) for line in content.wrap(inner)
            ]
        return strips[y - 1] if 0 <= y - 1 < len(strips) else Strip.blank(width, style)

    def _draw(self, index: int, width: int) -> list[Strip]:
        row = self._row(index, width)
        is_under_bar = index == self.cursor
        bar = ("▌ " if self.has_focus else "▏ ") if is_under_bar else "  "
        name = "hit-list--under-bar" if is_under_bar else "hit-list--row"
        contents = (row.title, row.where, row.snippet)
        lines = [self._strip(line, name, bar, width) for line in contents]
        return [*lines, Strip.blank(width, self.rich_style)]

    def _strip(self, content: Content, name: str, bar: str, width: int) -> Strip:
        base = self.get_visual_style(name)
        room = max(1, width - _EDGES)
        line = content.truncate(room, ellipsis=True)
        segments = [
            Segment(text, part.rich_style)
            for text, part in line.render(base, "", self.app.stylesheet.parse_style)
        ]
        edge = self.get_component_rich_style("hit-list--bar", partial=True)
        strip = Strip([Segment(bar, base.rich_style + edge), *segments])
        return strip.adjust_cell_length(width, base.rich_style)

    def _row(self, index: int, width: int) -> Row:
        id_ = self._ids[index]
        row = self._rows.get(id_)
        if row is None:
            # All rows of the page at once: one question to the catalogue, not one a row.
            page = self._rows_of_a_page() + 1
            first = max(0, min(index, self.scroll_offset.y // self.row_height))
            ids = [id_ for id_ in self._ids[first : first + page] if id_ not in self._rows]
            ids = ids if id_ in ids else [id_]
            for each, made in zip(ids, self._source(ids, max(10, width - _EDGES)), strict=True):
                self._rows[each] = made
            row = self._rows[id_]
        return row
