"""A list of options in which a bar, not only a colour, marks the one that is chosen."""

from typing import ClassVar

from rich.segment import Segment
from textual.binding import BindingType
from textual.strip import Strip
from textual.widgets import OptionList

from policytui.tui.bindings import bindings_for
from policytui.tui.commands import Place

BAR = "▌"


class BarList(OptionList):
    """Draws the bar into the first cell of the option; options need a cell of padding there."""

    BINDINGS: ClassVar[list[BindingType]] = bindings_for(Place.MOVING)
    DEFAULT_CSS = """
    BarList, BarList:focus {
        border: none; padding: 0; background: transparent;
        text-wrap: nowrap; text-overflow: ellipsis;
        scrollbar-size-vertical: 1;
        & > .option-list--option { padding: 0 1; }
        & > .option-list--option-highlighted {
            background: $primary 25%; color: $foreground; text-style: none;
        }
    }
    """

    def on_resize(self) -> None:
        """The option chosen stays in view."""
        self.call_after_refresh(self.scroll_to_highlight)

    def render_line(self, y: int) -> Strip:
        """A line of the list, with the bar where it belongs to the option chosen."""
        strip = super().render_line(y)
        if not self._is_chosen(self.scroll_offset.y + y) or not strip.cell_length:
            return strip
        # The style carries which option it is, for the mouse.
        style = next(iter(strip)).style
        return Strip.join([Strip([Segment(BAR, style)], 1), strip.crop(1)])

    def _is_chosen(self, line: int) -> bool:
        lines = self._lines
        return line < len(lines) and lines[line][0] == self.highlighted
