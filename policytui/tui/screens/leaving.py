"""What every screen is: left once, however often its key is pressed; what fails in it is told."""

from collections.abc import Callable

from textual import screen
from textual.await_complete import AwaitComplete
from textual.dom import DOMNode
from textual.screen import ScreenResultType
from textual.worker import ResultType, Worker, WorkerState, WorkType, active_worker

from policytui.tui.access import report

_ASKING = "flow"
"""The group of workers that ask something and then do it, one after the other."""


class _Surviving(DOMNode):
    """Work beside a screen that fails unexpectedly is told, and does not end the app.

    It stands behind Textual's own class: the style sheet of a widget follows the first base.
    """

    def run_worker(
        self,
        work: WorkType[ResultType],
        name: str | None = "",
        group: str = "default",
        description: str = "",
        exit_on_error: bool = False,
        start: bool = True,
        exclusive: bool = False,
        thread: bool = False,
    ) -> Worker[ResultType]:
        """Begin work beside the screen; none of it ends the app."""
        return super().run_worker(work, name, group, description, False, start, exclusive, thread)

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """Say what failed, while the screen is there."""
        error = event.worker.error
        is_there = self.is_attached and self in list[DOMNode](self.app.screen_stack)
        if event.state is WorkerState.ERROR and isinstance(error, Exception) and is_there:
            report(self, error)


class Screen(screen.Screen[ScreenResultType], _Surviving):
    """A screen of the app."""

    def dismiss(self, result: ScreenResultType | None = None) -> AwaitComplete:
        """Leave it; once it is left, or another stands above it, nothing more happens."""
        return _leave(self, super().dismiss, result)


class ModalScreen(screen.ModalScreen[ScreenResultType], _Surviving):
    """A dialog of the app."""

    def dismiss(self, result: ScreenResultType | None = None) -> AwaitComplete:
        """Leave it; once it is left, or another stands above it, nothing more happens."""
        return _leave(self, super().dismiss, result)


def _leave(
    left: screen.Screen[ScreenResultType],
    dismiss: Callable[[ScreenResultType | None], AwaitComplete],
    result: ScreenResultType | None,
) -> AwaitComplete:
    if not left.is_active:
        # Textual would take away whatever screen stands on top.
        return AwaitComplete.nothing()  # type: ignore[no-untyped-call, no-any-return]
    if not left.is_mounted:
        # Its key came before it was drawn, and Textual would still draw it.
        def dismiss_later() -> None:
            _leave(left, dismiss, result)

        left.call_later(dismiss_later)
        return AwaitComplete.nothing()  # type: ignore[no-untyped-call, no-any-return]
    # What waits for its turn on a screen would ask on one that is gone.
    mine = active_worker.get(None)
    for worker in list(left.workers):
        if worker.node is left and worker is not mine and worker.group == _ASKING:
            worker.cancel()
    return dismiss(result)
