"""Reading a round behind a screen, with progress, so that it can be stopped."""

from abc import abstractmethod
from threading import Event

from textual import work
from textual.screen import Screen

from policytui.errors import Cancelled
from policytui.tui.access import workspace_of
from policytui.tui.marshalling import Marshalled, read_marshalled
from policytui.tui.widgets.key_bar import KeyBar


class RoundReadingScreen(Screen[None]):
    """Reads one round at a time; what an earlier reading gives afterwards is dropped."""

    def __init__(self) -> None:
        super().__init__()
        self._stop = Event()

    @abstractmethod
    def show_read(self, marshalled: Marshalled) -> None:
        """Show what was read."""

    @abstractmethod
    def show_failure(self, error: Exception) -> None:
        """Say why it could not be read."""

    @property
    def is_reading(self) -> bool:
        """Whether the round is being read."""
        return self.query_one(KeyBar).work is not None

    def action_read_again(self) -> None:
        """Read the round, with what others added to it."""
        self.stop_reading()
        self._stop = Event()
        self.query_one(KeyBar).work = (0, 0, "Reading")
        self._read_round(self._stop)

    def stop_reading(self) -> None:
        """Stop what runs."""
        self._stop.set()
        self.query_one(KeyBar).work = None

    def on_unmount(self) -> None:
        """Leaving does not wait."""
        self._stop.set()

    @work(thread=True, exit_on_error=False)
    def _read_round(self, stop: Event) -> None:
        def progress(done: int, total: int, what: str) -> None:
            self.call_later(self._tell_progress, stop, done, total)

        try:
            marshalled = read_marshalled(workspace_of(self), progress, stop.is_set)
        except Cancelled:
            return
        except Exception as error:
            self.call_later(self._failed, stop, error)
        else:
            self.call_later(self._found, stop, marshalled)

    def _tell_progress(self, stop: Event, done: int, total: int) -> None:
        if self.is_mounted and self.is_reading and not stop.is_set():
            self.query_one(KeyBar).work = (done, total, "Reading")

    def _failed(self, stop: Event, error: Exception) -> None:
        if self.is_mounted and not stop.is_set():
            self.query_one(KeyBar).work = None
            self.show_failure(error)

    def _found(self, stop: Event, marshalled: Marshalled) -> None:
        if self.is_mounted and not stop.is_set():
            self.query_one(KeyBar).work = None
            self.show_read(marshalled)
