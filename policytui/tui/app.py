"""The terminal app: what every screen shares."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, cast

from textual import events
from textual.app import App
from textual.binding import BindingType
from textual.message import Message
from textual.notifications import SeverityLevel
from textual.screen import Screen

from policytui.errors import PolicyError
from policytui.text import clean_text
from policytui.tui.access import Undoable
from policytui.tui.bindings import CommandProvider, bindings_for, place_of
from policytui.tui.commands import Place
from policytui.tui.screens.search import SearchScreen
from policytui.tui.screens.too_small import LEAST_HEIGHT, LEAST_WIDTH, TooSmallScreen

if TYPE_CHECKING:
    from policytui.workspace.workspace import Workspace


_LOG_LIMIT = 1_000_000


class PolicyApp(App[int]):
    """policytui in a terminal.

    Args:
        workspace: the corpus, drafts and everything else it works with.
    """

    TITLE = "policytui"
    BINDINGS: ClassVar[list[BindingType]] = bindings_for(Place.EVERYWHERE)
    COMMANDS = {CommandProvider}  # noqa: RUF012
    CSS = """
    Toast { max-width: 70; }
    """

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self.workspace = workspace
        self.undoable: list[Undoable] = []
        self._is_small = False
        self._use_remembered_theme()

    def get_default_screen(self) -> Screen[object]:
        """Searching is where everything begins."""
        return cast(Screen[object], SearchScreen())

    # --- theme ---

    def _use_remembered_theme(self) -> None:
        for name in (self.workspace.state.get("theme"), self.workspace.places.settings.theme):
            if name in self.available_themes:
                self.theme = name
                return

    def on_mount(self) -> None:
        """Remember the theme from now on."""
        self.theme_changed_signal.subscribe(
            self, lambda theme: self.workspace.state.set("theme", theme.name)
        )

    def search_themes(self) -> None:
        """Choose the colours."""
        from textual.theme import ThemeProvider

        from policytui.tui.screens.palette import Palette

        self.push_screen(Palette(providers=[ThemeProvider], placeholder="Search for themes…"))

    # --- what works everywhere ---

    def action_command_palette(self) -> None:
        """Find a command by its name."""
        from policytui.tui.screens.palette import Palette

        if not self._is_small and not Palette.is_open(cast(App[object], self)):
            self.push_screen(Palette(id="--command-palette"))

    @property
    def clipboard(self) -> str:
        """What was copied here, without anything harmful."""
        return clean_text(super().clipboard)

    async def on_event(self, event: events.Event) -> None:
        """Whatever is pasted, nothing harmful arrives in any field."""
        if isinstance(event, events.Paste):
            event.text = clean_text(event.text)
        await super().on_event(event)

    def action_help(self) -> None:
        """Show what the present screen is for and its keys."""
        from policytui.tui.screens.help import HelpScreen

        if not isinstance(self.screen, HelpScreen):
            self.push_screen(HelpScreen(place_of(self.screen)))

    def action_help_quit(self) -> None:
        """Ctrl+C, where nothing is selected that could be copied."""
        self.notify("ctrl+q leaves policytui; what you wrote is saved.", timeout=4)

    def on_resize(self, event: events.Resize) -> None:
        """Say so when the terminal is too small, on whichever screen."""
        is_small = event.size.width < LEAST_WIDTH or event.size.height < LEAST_HEIGHT
        if is_small == self._is_small:
            return
        self._is_small = is_small
        if is_small:
            self.push_screen(TooSmallScreen())
        elif isinstance(self.screen, TooSmallScreen):
            self.pop_screen()

    def notify(
        self,
        message: str,
        *,
        title: str = "",
        severity: SeverityLevel = "information",
        timeout: float | None = None,
        markup: bool = False,
    ) -> None:
        """Tell something in passing; always literally, never as markup."""
        super().notify(message, title=title, severity=severity, timeout=timeout, markup=False)

    # --- errors ---

    def report(self, error: Exception) -> None:
        """Tell a person about an error: what it is, or where the details are."""
        if isinstance(error, PolicyError):
            self.notify(str(error), severity="error", timeout=12)
            return
        file = self._log_error(error)
        where = f"Details are in {file}." if file else "The details could not be written."
        self.notify(
            f"Something went wrong that should not have ({type(error).__name__}). {where} "
            "You can go on; nothing saved was lost.",
            severity="error",
            timeout=12,
        )

    async def _dispatch_message(self, message: Message) -> None:
        # Actions of every screen run here: one that fails must not end the app.
        try:
            await super()._dispatch_message(message)
        except Exception as error:
            if not self.is_running or self.screen_stack == []:
                raise
            self.report(error)

    def _handle_exception(self, error: Exception) -> None:
        # A widget that cannot go on would leave the app half dead: end it, without a traceback.
        if self._exception is None:
            self._exception = error
            self._exception_event.set()
        file = self._log_error(error)
        where = f"Details are in {file}.\n" if file else ""
        self._return_code = 1
        self.exit(
            return_code=1,
            message=f"policytui had to stop ({type(error).__name__}). {where}"
            "Unsaved words are kept and offered when you start it again.",
        )

    def _log_error(self, error: Exception) -> Path | None:
        import traceback

        file = self.workspace.places.state / "errors.log"
        text = "".join(traceback.format_exception(error))
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
            if file.exists() and file.stat().st_size > _LOG_LIMIT:
                file.unlink()
            with file.open("a", encoding="utf-8", errors="backslashreplace") as log:
                log.write(f"{datetime.now().astimezone():%Y-%m-%d %H:%M:%S %z}\n{text}\n")
        except OSError:
            return None
        return file


def run_app(workspace: Workspace) -> int:
    """Run the app until the person leaves; the exit code."""
    app = PolicyApp(workspace)
    app.run()
    return app.return_code or 0
