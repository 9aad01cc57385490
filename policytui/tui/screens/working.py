"""A screen that does its work beside itself, with progress, so that it can be left at any time."""

import asyncio
from collections.abc import Awaitable, Callable
from threading import Event
from time import monotonic
from typing import TypeVar

from textual import work
from textual.screen import ScreenResultType

from policytui.errors import Cancelled, PolicyError
from policytui.progress import IsCancelled, Progress
from policytui.tui.access import report
from policytui.tui.screens.leaving import Screen
from policytui.tui.telling import tell
from policytui.tui.widgets.key_bar import KeyBar

Done = TypeVar("Done")

_SECONDS_BETWEEN_FRAMES = 0.1


class WorkingScreen(Screen[ScreenResultType]):
    """Does one piece of work at a time in a thread and shows how far it is in its `KeyBar`.

    What a piece of work comes to once it was stopped, or another was begun, is dropped.
    """

    def __init__(self) -> None:
        super().__init__()
        self._stop: Event | None = None
        self._is_stepping = False
        self._last_frame = 0.0

    @property
    def is_working(self) -> bool:
        """Whether work is under way."""
        return self._stop is not None or self._is_stepping

    def show_failure(self, error: Exception) -> None:
        """Say why the work could not be done."""
        report(self, error)

    def begin_work(
        self,
        what: str,
        do: Callable[[Progress, IsCancelled], Done],
        show: Callable[[Done], None],
        name: Callable[[str], str] | None = None,
    ) -> None:
        """Do something in a thread, then show what it gave.

        Args:
            what: in one word, for the footer.
            do: called in the thread.
            show: called on the screen, where it is still there.
            name: another word for the footer from what the work says of itself.
        """
        self._work(do, show, self._claim(what), name or (lambda _: what))

    def begin_steps(self, steps: Callable[[], Awaitable[None]]) -> None:
        """Begin steps that wait for work `beside` the screen, unless work is under way."""
        if self.is_working:
            tell(self.app, "One moment: esc stops what is under way.")
        else:
            self._is_stepping = True
            self._claim("Beginning")
            self._step(steps)

    async def beside(self, what: str, do: Callable[[Progress, IsCancelled], Done]) -> Done | None:
        """Do one of several steps in a thread; None where it was stopped.

        Args:
            what: in one word, for the footer.

        Raises:
            PolicyError: it could not be done.
        """
        stop = self._claim(what)
        try:
            return await self._do(do, stop, lambda _: what)
        except Cancelled:
            tell(self.app, "Stopped.")
        except PolicyError:
            raise
        except Exception as error:
            report(self, error)
        finally:
            if self._stop is stop:
                self._rest()
        return None

    def stop_working(self) -> None:
        """Stop what is under way."""
        if self._stop:
            self._stop.set()
        self._rest()

    def on_unmount(self) -> None:
        """Leaving does not wait."""
        if self._stop:
            self._stop.set()

    # --- one piece of work ---

    def _claim(self, what: str) -> Event:
        if self._stop:
            self._stop.set()
        self._stop = Event()
        self._tell((0, 0, what))
        return self._stop

    def _rest(self) -> None:
        self._stop = None
        self._tell(None)

    def _tell(self, moved: tuple[int, int, str] | None) -> None:
        # A screen that is being left may have lost its footer.
        for bar in self.query(KeyBar):
            bar.work = moved

    # Undescribed, all that is worked on would be written out to describe the worker: seconds.
    @work(exit_on_error=False, description="long work")
    async def _work(
        self,
        do: Callable[[Progress, IsCancelled], Done],
        show: Callable[[Done], None],
        stop: Event,
        name: Callable[[str], str],
    ) -> None:
        try:
            done = await self._do(do, stop, name)
        except Cancelled:
            return
        except Exception as error:
            self.call_later(self._end, stop, self.show_failure, error)
        else:
            self.call_later(self._end, stop, show, done)

    def _end(self, stop: Event, tell: Callable[[Done], None], done: Done) -> None:
        if self.is_mounted and self._stop is stop:
            self._rest()
            tell(done)

    @work(exit_on_error=False, description="steps of long work")
    async def _step(self, steps: Callable[[], Awaitable[None]]) -> None:
        try:
            await steps()
        except Exception as error:
            report(self, error)
        finally:
            self._is_stepping = False
            self._rest()

    async def _do(
        self,
        do: Callable[[Progress, IsCancelled], Done],
        stop: Event,
        name: Callable[[str], str],
    ) -> Done:
        def progress(done: int, total: int, what: str) -> None:
            now = monotonic()
            if now - self._last_frame >= _SECONDS_BETWEEN_FRAMES:
                self._last_frame = now
                self.call_later(self._tell_progress, stop, (done, total, name(what)))

        made = await asyncio.to_thread(do, progress, stop.is_set)
        if stop.is_set():
            raise Cancelled
        return made

    def _tell_progress(self, stop: Event, moved: tuple[int, int, str]) -> None:
        if self._stop is stop:
            self._tell(moved)
