"""The rows of an outline that is mended: a bar on one, and marks on those meant together."""

from typing import ClassVar

from rich.segment import Segment
from textual.binding import BindingType
from textual.strip import Strip

from policytui.tui.bindings import bindings_for
from policytui.tui.commands import Place
from policytui.tui.widgets.outline_view import OutlineView

MARK = "●"


class EntryList(OutlineView, inherit_bindings=False):
    """An outline whose rows can be marked; the arrows to the sides are left to the screen.

    Attributes:
        marked: the things that are marked.
    """

    BINDINGS: ClassVar[list[BindingType]] = bindings_for(Place.MOVING)

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.marked: set[int] = set()
        self._marked_last = -1

    @property
    def meant(self) -> list[int]:
        """What is marked; where nothing is, what is under the bar."""
        if self.marked:
            return sorted(self.marked)
        return [self.current] if self.current >= 0 else []

    def mark(self) -> None:
        """Mark what is under the bar, or take its mark away, and go on."""
        if self.current >= 0:
            self.marked ^= {self.current}
            self._marked_last = self.current
            self.action_cursor_down()

    def mark_to_here(self) -> None:
        """Mark all rows from the one marked last to the one under the bar."""
        if self.current >= 0:
            start = self._marked_last if self._marked_last in self.marked else self.current
            first, last = sorted((start, self.current))
            items = (self._rows[at].item for at in self._stops)
            self.marked.update(item for item in items if first <= item <= last)
            self.refresh()

    def unmark(self) -> bool:
        """Take all marks away; whether there were any."""
        had_marks = bool(self.marked)
        self.marked.clear()
        self.refresh()
        return had_marks

    def render_line(self, y: int) -> Strip:
        """A row, with its mark beside the bar."""
        strip = super().render_line(y)
        row = self.scroll_offset.y + y
        if not self.marked or row >= len(self._rows) or self._rows[row].item not in self.marked:
            return strip
        style = next(iter(strip)).style
        return Strip.join([strip.crop(0, 1), Strip([Segment(MARK, style)], 1), strip.crop(2)])
