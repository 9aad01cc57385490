"""The tasks of a large check shared out between two processes.

One begins at the first task and the other at the last, until they meet: so both are done at the
same time, however long the single tasks take. The other process is a copy of this one (POSIX
fork), so what was read for the check is there without being read again. Where the system has no
fork, where threads run, or where the other process fails, this one does all of the work.
"""

import gc
import multiprocessing
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from mmap import mmap
from multiprocessing.connection import Connection

from policytui.checks.basis import Basis, Loaded
from policytui.checks.finding import Finding
from policytui.corpus.catalogue import Catalogue
from policytui.errors import Cancelled
from policytui.progress import IsCancelled, Progress

WORTH_SHARING = 400
"""Tasks; fewer are done before another process has begun."""

_READ_ONCE = ("candidates", "registers", "conditions")
"""What both processes need of a basis: read before there are two, for it is copied with them."""


@dataclass(frozen=True, slots=True)
class Task:
    """A part of a check that rests on no other part.

    Attributes:
        name: what is looked at, as progress tells it.
        look: what is found.
    """

    name: str
    look: Callable[[Basis], list[Finding]]


def do_all(
    tasks: Sequence[Task], basis: Basis, progress: Progress, is_cancelled: IsCancelled
) -> list[Finding]:
    """What all tasks find, in their order.

    Raises:
        Cancelled: stopped between two tasks.
    """
    ends = _Ends(len(tasks))
    if _can_share(len(tasks)):
        found = _do_in_two(tasks, basis, ends, progress, is_cancelled)
    else:
        found = _do_from_first(tasks, basis, ends, progress, is_cancelled)
    for number, task in enumerate(tasks):
        if number not in found:  # the other process failed
            _go_on(is_cancelled)
            found[number] = task.look(basis)
    progress(len(tasks), len(tasks), "")
    return [finding for number in range(len(tasks)) for finding in found[number]]


def _can_share(tasks: int) -> bool:
    return (
        tasks >= WORTH_SHARING
        and "fork" in multiprocessing.get_all_start_methods()
        and threading.active_count() == 1
    )


class _Ends:
    """How far tasks are taken from either end, in memory that both processes see.

    There is no lock that a process could leave closed as it dies. Both may take the task where
    they meet; it is then done twice and counts once.
    """

    def __init__(self, tasks: int) -> None:
        self._places = memoryview(mmap(-1, 16)).cast("q")
        self._places[1] = self._tasks = tasks

    @property
    def taken(self) -> int:
        """How many tasks are done or being done."""
        first, last = self._places
        return min(self._tasks, first + self._tasks - last)

    def take_first(self) -> int | None:
        """The number of the next task from the beginning; None where all are taken."""
        first, last = self._places
        if first >= last:
            return None
        self._places[0] = first + 1
        return first

    def take_last(self) -> int | None:
        """The number of the next task from the end; None where all are taken."""
        first, last = self._places
        if first >= last:
            return None
        self._places[1] = last - 1
        return last - 1


def _do_in_two(
    tasks: Sequence[Task],
    basis: Basis,
    ends: _Ends,
    progress: Progress,
    is_cancelled: IsCancelled,
) -> dict[int, list[Finding]]:
    for name in _READ_ONCE:
        getattr(basis, name)
    basis.candidates.prepare()
    receiver, sender = multiprocessing.Pipe(duplex=False)
    context = multiprocessing.get_context("fork")
    process = context.Process(target=_do_apart, args=(sender, tasks, basis, ends), daemon=True)
    # A check makes hardly any garbage in circles, and looking for it would copy page by page
    # what both processes share.
    was_collecting = gc.isenabled()
    gc.disable()
    try:
        process.start()
        sender.close()
        found = _do_from_first(tasks, basis, ends, progress, is_cancelled)
        return found | _receive(receiver, is_cancelled)
    finally:
        if was_collecting:
            gc.enable()
        if process.pid:
            process.terminate()
            process.join()
        receiver.close()


def _do_from_first(
    tasks: Sequence[Task],
    basis: Basis,
    ends: _Ends,
    progress: Progress,
    is_cancelled: IsCancelled,
) -> dict[int, list[Finding]]:
    found: dict[int, list[Finding]] = {}
    while True:
        _go_on(is_cancelled)
        done = ends.taken
        number = ends.take_first()
        if number is None:
            return found
        progress(done, len(tasks), tasks[number].name)
        found[number] = tasks[number].look(basis)


def _do_apart(sender: Connection, tasks: Sequence[Task], basis: Basis, ends: _Ends) -> None:
    """The work of the other process; an open database must not be used by two."""
    catalogue = Catalogue(basis.catalogue.folder, basis.catalogue.cache)
    # What was read is shared as it is; the lock may not be, for nobody here would give it back.
    own = replace(basis, catalogue=catalogue, loaded=Loaded(catalogue, basis.cache))
    for name in _READ_ONCE:
        own.loaded.__dict__[name] = getattr(basis.loaded, name)
    with suppress(Exception):  # silence tells the first process to do this part itself
        found = {}
        while (number := ends.take_last()) is not None:
            found[number] = tasks[number].look(own)
        sender.send(found)
    sender.close()


def _receive(receiver: Connection, is_cancelled: IsCancelled) -> dict[int, list[Finding]]:
    """What the other process found; nothing where it failed."""
    try:
        while not receiver.poll(0.1):
            _go_on(is_cancelled)
        found: dict[int, list[Finding]] = receiver.recv()
    except (EOFError, OSError):
        return {}
    return found


def _go_on(is_cancelled: IsCancelled) -> None:
    if is_cancelled():
        raise Cancelled("The check was stopped. Nothing was changed.")
