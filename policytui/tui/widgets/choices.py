"""A short list of things to choose from in a box, where tab moves the bar as the arrows do."""

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.widgets import OptionList


class Choices(OptionList):
    """There is no other field that tab could go to."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("tab", "cursor_down", "Next", show=False),
        Binding("shift+tab", "cursor_up", "Before", show=False),
    ]
