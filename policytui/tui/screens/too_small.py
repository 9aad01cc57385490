"""What is shown when the terminal is too small for anything else."""

from textual.app import ComposeResult
from textual.widgets import Static

from policytui.tui.screens.leaving import Screen


class TooSmallScreen(Screen[None]):
    """One plain line; it goes away by itself when there is room."""

    DEFAULT_CSS = (
        "TooSmallScreen { align: center middle; & > Static { width: auto; max-width: 100%; } }"
    )

    def compose(self) -> ComposeResult:
        """The line."""
        yield Static("This terminal is too small: policytui needs 60 x 16.", markup=False)
