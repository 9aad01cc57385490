"""How long work tells where it is and is stopped: two callables that both faces can give."""

from collections.abc import Callable

from policytui.errors import Cancelled

Progress = Callable[[int, int, str], None]
"""Called with steps done, steps in all, and what is being worked on."""

IsCancelled = Callable[[], bool]
"""Asked between steps; True stops the work, keeping what is finished."""


def ignore_progress(done: int, total: int, what: str) -> None:
    """Progress that nobody watches."""


def never_cancelled() -> bool:
    """Work that nobody stops."""
    return False


def stoppable(progress: Progress, is_cancelled: IsCancelled) -> Progress:
    """Progress for work that asks nobody whether to stop: its next step raises `Cancelled`."""

    def step(done: int, total: int, what: str) -> None:
        if is_cancelled():
            raise Cancelled("Stopped.")
        progress(done, total, what)

    return step
