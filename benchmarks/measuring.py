"""What measuring scripts have in common: work in a process of its own, its memory, its growth."""

import math
import multiprocessing
import resource
from collections.abc import Callable
from typing import Any


def apart(work: Callable[..., Any], *arguments: Any) -> Any:
    """What some work gives, done in a process of its own so that its memory is its own."""
    # No pool: its processes may have no children, and a check begins one.
    context = multiprocessing.get_context("spawn")
    receiver, sender = context.Pipe(duplex=False)
    process = context.Process(target=_send, args=(sender, work, arguments))
    process.start()
    sender.close()
    try:
        return receiver.recv()
    finally:
        process.join()


def _send(sender: Any, work: Callable[..., Any], arguments: tuple[Any, ...]) -> None:
    sender.send(work(*arguments))


def memory() -> float:
    """The most memory this process has held, in GB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6


def memory_of_children() -> float:
    """The most memory that one process begun by this one has held, in GB."""
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1e6


def growth(small: tuple[int, float], large: tuple[int, float]) -> float:
    """The exponent with which a cost grows between two sizes, each given as size and cost."""
    return math.log(large[1] / small[1]) / math.log(large[0] / small[0])
