"""The drafts of a large check shared out between two processes.

The other process is a copy of this one (POSIX fork), so what was read for the check is there
without being read again. Where the system has no fork, where threads run, or where the other
process fails, this one does all of the work.
"""

import multiprocessing
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from multiprocessing.connection import Connection

from policytui.checks.basis import Basis, Loaded
from policytui.checks.finding import Finding
from policytui.corpus.catalogue import Catalogue
from policytui.drafts.model import Draft
from policytui.errors import Cancelled
from policytui.progress import IsCancelled, Progress

Look = Callable[[Draft, Basis], list[Finding]]
"""What the rules find in one draft."""

WORTH_SHARING = 400
"""Drafts; fewer are looked at before another process has begun."""

_READ_ONCE = ("candidates", "registers", "conditions")
"""What both processes need of a basis: read before there are two, for it is copied with them."""


def look_at_all(
    drafts: Sequence[Draft],
    basis: Basis,
    look: Look,
    progress: Progress,
    is_cancelled: IsCancelled,
) -> list[Finding]:
    """What is found in each draft; in which order depends on how they were shared out.

    Raises:
        Cancelled: stopped between two drafts.
    """
    if not _can_share(len(drafts)):
        return _look(drafts, basis, look, progress, is_cancelled)
    for name in _READ_ONCE:
        getattr(basis, name)
    mine, others = drafts[::2], drafts[1::2]
    receiver, sender = multiprocessing.Pipe(duplex=False)
    context = multiprocessing.get_context("fork")
    process = context.Process(target=_look_apart, args=(sender, others, basis, look), daemon=True)
    process.start()
    sender.close()
    try:

        def progress_of_both(done: int, total: int, what: str) -> None:
            progress(2 * done, 2 * total, what)

        found = _look(mine, basis, look, progress_of_both, is_cancelled)
        theirs = _receive(receiver, is_cancelled)
    finally:
        process.terminate()
        process.join()
        receiver.close()
    if theirs is None:
        theirs = _look(others, basis, look, progress, is_cancelled)
    return found + theirs


def _can_share(drafts: int) -> bool:
    return (
        drafts >= WORTH_SHARING
        and "fork" in multiprocessing.get_all_start_methods()
        and threading.active_count() == 1
    )


def _look(
    drafts: Sequence[Draft],
    basis: Basis,
    look: Look,
    progress: Progress,
    is_cancelled: IsCancelled,
) -> list[Finding]:
    found: list[Finding] = []
    for number, draft in enumerate(drafts):
        if is_cancelled():
            raise Cancelled("The check was stopped. Nothing was changed.")
        progress(number, len(drafts), draft.title)
        found += look(draft, basis)
    return found


def _look_apart(sender: Connection, drafts: Sequence[Draft], basis: Basis, look: Look) -> None:
    """The work of the other process; an open database must not be used by two."""
    catalogue = Catalogue(basis.catalogue.folder, basis.catalogue.cache)
    # What was read is shared as it is; the lock may not be, for nobody here would give it back.
    own = replace(basis, catalogue=catalogue, loaded=Loaded(catalogue, basis.cache))
    for name in _READ_ONCE:
        own.loaded.__dict__[name] = getattr(basis.loaded, name)
    with suppress(Exception):  # silence tells the first process to do this part itself
        sender.send([finding for draft in drafts for finding in look(draft, own)])
    sender.close()


def _receive(receiver: Connection, is_cancelled: IsCancelled) -> list[Finding] | None:
    """What the other process found; None where it failed."""
    try:
        while not receiver.poll(0.1):
            if is_cancelled():
                raise Cancelled("The check was stopped. Nothing was changed.")
        found: list[Finding] = receiver.recv()
    except (EOFError, OSError):
        return None
    return found
