"""Long work behind a screen, one piece at a time, with progress, so that it can be stopped."""

from abc import abstractmethod
from collections.abc import Callable
from functools import partial
from threading import Event
from time import monotonic
from typing import TypeVar

from textual import work
from textual.screen import Screen

from policytui.errors import Cancelled
from policytui.progress import IsCancelled, Progress
from policytui.tui.widgets.key_bar import KeyBar

_SECONDS_BETWEEN_FRAMES = 0.1
T = TypeVar("T")


class WorkingScreen(Screen[None]):
    """Runs one piece of work; what an earlier one comes to afterwards is dropped."""

    def __init__(self) -> None:
        super().__init__()
        self._stop = Event()
        self._last_frame = 0.0
        self.is_working = False

    @abstractmethod
    def work_failed(self, error: Exception) -> None:
        """Tell what went wrong."""

    def begin(
        self, what: str, do: Callable[[Progress, IsCancelled], T], then: Callable[[T], None]
    ) -> None:
        """Begin.

        Args:
            what: in one word, for the footer.
            do: the work, in a thread of its own.
            then: gets what came of it, in the app.
        """
        self._stop.set()
        self._stop = Event()
        self.is_working = True
        self.query_one(KeyBar).work = (0, 0, what)
        self._run(what, do, then, self._stop)

    def stop_work(self) -> None:
        """Stop what runs."""
        self._stop.set()
        self._rest()

    def on_unmount(self) -> None:
        """Leaving does not wait."""
        self._stop.set()

    # Undescribed, all of a round would be written out to describe the worker: seconds.
    @work(thread=True, exit_on_error=False, description="long work")
    def _run(
        self,
        what: str,
        do: Callable[[Progress, IsCancelled], T],
        then: Callable[[T], None],
        stop: Event,
    ) -> None:
        def progress(done: int, total: int, _: str) -> None:
            if monotonic() - self._last_frame >= _SECONDS_BETWEEN_FRAMES:
                self._last_frame = monotonic()
                self.call_later(self._tell_progress, stop, (done, total, what))

        try:
            made = do(progress, stop.is_set)
        except Cancelled:
            return
        except Exception as error:
            self.call_later(self._end, stop, partial(self.work_failed, error))
        else:
            self.call_later(self._end, stop, partial(then, made))

    def _tell_progress(self, stop: Event, moved: tuple[int, int, str]) -> None:
        if self.is_mounted and self.is_working and not stop.is_set():
            self.query_one(KeyBar).work = moved

    def _end(self, stop: Event, then: Callable[[], None]) -> None:
        if self.is_mounted and not stop.is_set():
            self._rest()
            then()

    def _rest(self) -> None:
        self.is_working = False
        self.query_one(KeyBar).work = None
