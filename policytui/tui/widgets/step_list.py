"""The editions of a position: two rows each; space marks, so it does not turn the page."""

from typing import ClassVar

from textual.binding import BindingType

from policytui.tui.widgets.diff_view import DiffView
from policytui.tui.widgets.outline_view import OutlineView


class StepList(OutlineView, inherit_bindings=False):
    """An outline of editions that leaves space to the screen."""

    BINDINGS: ClassVar[list[BindingType]] = DiffView.BINDINGS

    ROWS_OF_A_THING = 2
