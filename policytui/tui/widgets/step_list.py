"""The editions of a position: two rows each; space marks, so it does not turn the page."""

from typing import ClassVar

from textual.binding import BindingType
from textual.geometry import Region
from textual.message import Message

from policytui.tui.widgets.diff_view import DiffView
from policytui.tui.widgets.outline_view import OutlineView


class StepList(OutlineView, inherit_bindings=False):
    """An outline that tells where its bar is, and keeps the row below the bar in view."""

    BINDINGS: ClassVar[list[BindingType]] = DiffView.BINDINGS

    class Moved(Message):
        """The bar may stand on another thing."""

    def _move_to(self, at: int) -> None:
        super()._move_to(at)
        self.post_message(self.Moved())

    def _keep_in_view(self) -> None:
        if self._stops:
            region = Region(0, self._stops[self._at], 1, 2)
            self.scroll_to_region(region, animate=False, immediate=True)
