"""Screens that are left once, however often the key is pressed that leaves them."""

from textual import screen
from textual.await_complete import AwaitComplete
from textual.screen import ScreenResultType


class Screen(screen.Screen[ScreenResultType]):
    """A screen of the app."""

    def dismiss(self, result: ScreenResultType | None = None) -> AwaitComplete:
        """Leave it; once it is left, or another stands above it, nothing more happens."""
        return super().dismiss(result) if self.is_active else _nothing()


class ModalScreen(screen.ModalScreen[ScreenResultType]):
    """A dialog of the app."""

    def dismiss(self, result: ScreenResultType | None = None) -> AwaitComplete:
        """Leave it; once it is left, or another stands above it, nothing more happens."""
        return super().dismiss(result) if self.is_active else _nothing()


def _nothing() -> AwaitComplete:
    # Textual would take away whatever screen stands on top.
    return AwaitComplete.nothing()  # type: ignore[no-untyped-call, no-any-return]
