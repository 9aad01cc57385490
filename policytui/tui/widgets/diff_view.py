"""A comparison on the screen: rows laid out for the width, drawn one by one as they are seen."""

from collections.abc import Callable
from dataclasses import replace
from typing import ClassVar

from rich.cells import cell_len
from rich.segment import Segment as Drawn
from rich.style import Style
from textual.binding import Binding, BindingType
from textual.geometry import Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from policytui.compare.layout import BETWEEN, SIGN_WIDTH, Cell, Layout, rows_text
from policytui.compare.wrap import Mark
from policytui.text import printable
from policytui.tui.bindings import bindings_for
from policytui.tui.commands import Place
from policytui.tui.widgets.text_scroll import Scrolling

LayOut = Callable[[int], Layout]
"""Gives the rows for a width."""

_STYLES = {
    Mark.SAME: "diff--same",
    Mark.ADDED: "diff--added",
    Mark.REMOVED: "diff--removed",
    Mark.ASIDE: "diff--aside",
    Mark.HEADING: "diff--heading",
}


class DiffView(Scrolling, ScrollView, can_focus=True):
    """Shows rows of marked text; knows where each change begins.

    What is added is underlined and stands between `+`, what is removed is struck and stands
    between `−`; the colours only repeat that.
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {*_STYLES.values(), "diff--current", "diff--between"}

    DEFAULT_CSS = """
    DiffView {
        width: 1fr;
        height: 1fr;
        overflow-x: hidden;
        scrollbar-size-vertical: 1;
        /* Room for the scrollbar is always kept: its coming must not move the text. */
        scrollbar-gutter: stable;
        & .diff--same { color: $foreground; }
        & .diff--added { color: $text-success; text-style: underline; }
        & .diff--removed { color: $text-error; text-style: strike; }
        & .diff--aside { color: $text-muted; text-style: italic; }
        & .diff--heading { color: $text-accent; text-style: bold; }
        & .diff--current { text-style: bold; }
        & .diff--between { color: $panel-lighten-1; }
    }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        # Space folds and unfolds where a comparison has a screen of its own.
        replace(binding, key=binding.key.removesuffix(",space"))
        for binding in bindings_for(Place.MOVING)
        if isinstance(binding, Binding)
    ]

    class Moved(Message):
        """The current change is another one."""

        def __init__(self, view: "DiffView", current: int, total: int) -> None:
            super().__init__()
            self.view = view
            self.current = current
            self.total = total

        @property
        def control(self) -> "DiffView":
            """The view it happened in."""
            return self.view

    def __init__(self, lay_out: LayOut | None = None, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._lay_out: LayOut = lay_out or (lambda width: Layout(()))
        self._layout_now = Layout(())
        self._width = 0
        self.current = -1

    # --- state down ---

    def show(self, lay_out: LayOut, *, keep_place: bool = True) -> None:
        """Show other rows.

        Args:
            keep_place: stay where the person scrolled to; else begin at the top.
        """
        self._lay_out = lay_out
        self._width = 0
        self._lay_out_again()
        if not keep_place:
            self.current = -1
            self.scroll_to(y=0, animate=False)

    @property
    def shown(self) -> Layout:
        """The rows as they are laid out now."""
        return self._layout_now

    @property
    def total(self) -> int:
        """How many changes the rows show."""
        return len(self._layout_now.starts)

    def shown_text(self) -> str:
        """What is shown, as plain text."""
        return rows_text(self._layout_now, cell_len)

    def reveal(self, number: int) -> None:
        """Bring a change into sight."""
        if not 0 <= number < self.total:
            return
        row = self._layout_now.starts[number]
        height = max(self.scrollable_content_region.height, 1)
        # Some of the text before it tells where one is.
        if not self.scroll_offset.y <= row < self.scroll_offset.y + height - 1:
            self.scroll_to(y=max(0, row - height // 4), animate=False)

    def go_to_change(self, number: int) -> None:
        """Make a change the current one and bring it into sight."""
        if not self.total:
            return
        self.current = max(0, min(number, self.total - 1))
        self.reveal(self.current)
        self.refresh()
        self.post_message(self.Moved(self, self.current, self.total))

    def move(self, step: int) -> None:
        """Go some changes on or back, round at the ends."""
        if not self.total:
            return
        if self.current < 0:
            self.go_to_change(0 if step > 0 else self.total - 1)
        else:
            self.go_to_change((self.current + step) % self.total)

    # --- drawing ---

    def on_resize(self) -> None:
        """Lay out for the new width."""
        self._lay_out_again()

    def notify_style_update(self) -> None:
        """The theme changed: everything is drawn anew."""
        super().notify_style_update()
        self.refresh()

    def _lay_out_again(self) -> None:
        # Not `size`: that counts the cells under the scroll bar as well.
        width = self.scrollable_content_region.width
        if width < 1 or width == self._width:
            return
        self._width = width
        self._layout_now = self._lay_out(width)
        self.current = min(self.current, self.total - 1)
        self.virtual_size = Size(width, len(self._layout_now.rows))
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """One row of the screen."""
        base = self.rich_style
        number = y + self.scroll_offset.y
        rows = self._layout_now.rows
        if not 0 <= number < len(rows):
            return Strip.blank(self.size.width, base)
        cells = rows[number].cells
        if len(cells) == 1:
            drawn = self._draw_cell(cells[0])
        else:
            column = self._layout_now.column_width + SIGN_WIDTH
            drawn = [
                *Strip(self._draw_cell(cells[0])).adjust_cell_length(column, base),
                Drawn(" │ ".center(BETWEEN), base + self._style("diff--between")),
                *self._draw_cell(cells[1]),
            ]
        return Strip(drawn).adjust_cell_length(self.size.width, base)

    def _draw_cell(self, cell: Cell) -> list[Drawn]:
        base = self.rich_style
        kinds = {segment.mark for segment in cell.segments} & {Mark.ADDED, Mark.REMOVED}
        sign_style = base
        if kinds:
            kind = Mark.REMOVED if Mark.REMOVED in kinds else Mark.ADDED
            sign_style += self._style(_STYLES[kind])
            # The sign itself stays plain: a struck minus is no minus.
            sign_style += Style(underline=False, strike=False, bold=True)
        drawn = [Drawn(f"{cell.sign} ", sign_style)]
        for segment in cell.segments:
            style = base + self._style(_STYLES[segment.mark])
            if segment.change >= 0 and segment.change == self.current:
                style += Style(bold=True, reverse=False)
                style += self._style("diff--current")
            drawn.append(Drawn(printable(segment.text), style))
        return drawn

    def _style(self, name: str) -> Style:
        return self.get_component_rich_style(name, partial=True)
