"""Asking the rules behind a screen, with progress, so that it can be stopped."""

from abc import abstractmethod
from threading import Event
from time import monotonic

from textual import work
from textual.widgets import Static

from policytui.errors import Cancelled
from policytui.tui.access import report, workspace_of
from policytui.tui.findings import Checked, run_check
from policytui.tui.plain import plain
from policytui.tui.screens.leaving import Screen
from policytui.tui.widgets.key_bar import KeyBar

_SECONDS_BETWEEN_FRAMES = 0.1


class CheckingScreen(Screen[None]):
    """Runs one check at a time; what an earlier one finds afterwards is dropped."""

    def __init__(self) -> None:
        super().__init__()
        self._stop = Event()
        self._last_frame = 0.0
        self.is_checking = False

    @abstractmethod
    def show_checked(self, checked: Checked) -> None:
        """Show what came of it."""

    def check(self, *, is_corpus: bool) -> None:
        """Begin, with the drafts or with the corpus."""
        self.stop_checking()
        self._stop = Event()
        self.is_checking = True
        self.query_one(KeyBar).work = (0, 0, "Reading")
        self._ask(self._stop, is_corpus)

    def stop_checking(self) -> None:
        """Stop what runs."""
        self._stop.set()
        self._rest()

    def on_unmount(self) -> None:
        """Leaving does not wait."""
        self._stop.set()

    @work(thread=True, exit_on_error=False)
    def _ask(self, stop: Event, is_corpus: bool) -> None:
        def progress(done: int, total: int, what: str) -> None:
            if monotonic() - self._last_frame >= _SECONDS_BETWEEN_FRAMES:
                self._last_frame = monotonic()
                self.call_later(self._tell_progress, stop, done, total)

        try:
            workspace = workspace_of(self)
            checked = run_check(workspace, progress, stop.is_set, is_corpus=is_corpus)
        except Cancelled:
            return
        except Exception as error:
            self.call_later(self._failed, stop, error)
        else:
            self.call_later(self._found, stop, checked)

    def _tell_progress(self, stop: Event, done: int, total: int) -> None:
        if self.is_mounted and self.is_checking and not stop.is_set():
            self.query_one(KeyBar).work = (done, total, "Checking")

    def _failed(self, stop: Event, error: Exception) -> None:
        if self.is_mounted and not stop.is_set():
            self._rest()
            report(self, error)
            self.say_counts("It could not be checked; F5 tries again.")

    def _found(self, stop: Event, checked: Checked) -> None:
        if self.is_mounted and not stop.is_set():
            self._rest()
            self.show_checked(checked)

    def _rest(self) -> None:
        self.is_checking = False
        self.query_one(KeyBar).work = None

    def say_counts(self, text: str) -> None:
        """The line beneath the title."""
        self.query_one("#counts", Static).update(plain(text))
