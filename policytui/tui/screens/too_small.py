"""What is shown when the terminal is too small for anything else."""

from textual.app import ComposeResult
from textual.widgets import Static

from policytui.tui.screens.leaving import Screen

LEAST_WIDTH, LEAST_HEIGHT = 60, 16
"""Below this, a plain line says that the terminal is too small."""


class TooSmallScreen(Screen[None]):
    """One plain line; it goes away by itself when there is room."""

    DEFAULT_CSS = (
        "TooSmallScreen { align: center middle; & > Static { width: auto; max-width: 100%; } }"
    )

    def on_screen_resume(self) -> None:
        """There may be room again since something was put on top."""
        if self.app.size.width >= LEAST_WIDTH and self.app.size.height >= LEAST_HEIGHT:
            self.dismiss(None)

    def compose(self) -> ComposeResult:
        """The line."""
        needed = f"{LEAST_WIDTH} x {LEAST_HEIGHT}"
        yield Static(f"This terminal is too small: policytui needs {needed}.", markup=False)
