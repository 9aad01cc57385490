"""Reading of foreign files in a process of its own, with bounds on time and memory.

Whatever a file holds, it can neither hang the program nor fill its memory nor make it stop: the
process that reads it is ended instead, the file is refused, and the next one is read.
"""

import json
import os
import queue
import subprocess
import sys
import threading
import time
from contextlib import suppress
from pathlib import Path
from typing import Any, Self

from policytui.errors import Cancelled, DataError, PolicyError, Problem, StorageError
from policytui.files import read_bytes
from policytui.importers.blocks import Reading, View
from policytui.importers.readers.kinds import LARGEST_SOURCE, is_plain, read_source
from policytui.importers.readers.wire import LARGEST_ANSWER, error_from_json, reading_from_json
from policytui.progress import IsCancelled, Progress, ignore_progress, never_cancelled

LARGEST_TEXT = 16_000_000
"""Most bytes of a plain text or Markdown file."""

SECONDS = 120.0
"""How long a small file may take; one of `LARGEST_SOURCE` may take twice as long."""

MEMORY = 2_000_000_000
"""Most bytes of memory that reading may take, where the system can bound it."""

_GLANCE = 0.05
"""Seconds between two looks at whether the person stopped the work."""


class ConfinedReader:
    """Reads files of every kind; to be used in a `with` statement.

    The process is started for the first file that needs it, kept for the next ones, and started
    anew after it had to be ended.

    Args:
        seconds: how long a small file may take.
        memory: most bytes that reading may take, where the system can bound it.
    """

    def __init__(self, *, seconds: float = SECONDS, memory: int = MEMORY) -> None:
        self._seconds = seconds
        self._memory = memory
        self._child: _Child | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End the process, if one runs."""
        if self._child:
            self._child.end()
            self._child = None

    def read(
        self,
        path: Path,
        *,
        view: View = View.ACCEPTED,
        progress: Progress = ignore_progress,
        is_cancelled: IsCancelled = never_cancelled,
    ) -> Reading:
        """What a file holds.

        Raises:
            UsageError: files of its kind are not read.
            StorageError: it is missing, too large or unreadable.
            DataError: it is damaged, or takes more time or memory than it may.
            Cancelled: the person stopped the work.
        """
        if is_plain(path):
            return read_source(read_bytes(path, LARGEST_TEXT), path, view=view, progress=progress)
        seconds = self._seconds * (1 + _size(path) / LARGEST_SOURCE)
        request = {
            "path": str(path),
            "folder": None if path.is_absolute() else os.getcwd(),
            "view": view.value,
            "seconds": seconds,
        }
        answer: dict[str, Any] = {}
        # A process that has read much may be worn out, so a failure counts in a fresh one only.
        for is_fresh in (self._child is None, True):
            answer = self._ask(request, path, seconds, progress, is_cancelled)
            if "failed" not in answer:
                break
            self.close()
            if is_fresh:
                break
        if "reading" in answer:
            return reading_from_json(answer["reading"])
        if "error" in answer:
            raise error_from_json(answer["error"])
        raise self._failure(path, answer["failed"])

    def _ask(
        self,
        request: dict[str, Any],
        path: Path,
        seconds: float,
        progress: Progress,
        is_cancelled: IsCancelled,
    ) -> dict[str, Any]:
        if self._child is None:
            self._child = _Child(self._memory)
        deadline = time.monotonic() + seconds
        self._child.ask(request)
        try:
            while True:
                if is_cancelled():
                    raise Cancelled
                left = deadline - time.monotonic()
                if left <= 0:
                    message = f"took longer than {seconds:.4g} seconds to read, so it was stopped"
                    raise _refused(path, message)
                answer = self._child.answer(min(left, _GLANCE))
                if answer is None:
                    continue
                if "progress" not in answer:
                    return answer
                progress(*answer["progress"])
        except BaseException:
            # An answer that nobody waits for any more must not be taken for that of the next file.
            self.close()
            raise

    def _failure(self, path: Path, failed: str) -> PolicyError:
        if failed == "memory":
            return _refused(path, f"needs more memory than {_in_megabytes(self._memory)} to read")
        if failed == "size":
            return _refused(path, "holds more text than one document can; split it")
        message = "could not be read: the reader stopped in the midst of it; it may be damaged"
        return _refused(path, message)


class _Child:
    """The process that reads, and the thread that takes its answers."""

    def __init__(self, memory: int) -> None:
        environment = {
            **os.environ,
            # The same modules as here, and none from the folder that the person works in (-P).
            "PYTHONPATH": os.pathsep.join(filter(None, sys.path)),
            "PYTHONIOENCODING": "utf-8",
        }
        module = "policytui.importers.readers.reading_child"
        try:
            self._process = subprocess.Popen(
                [sys.executable, "-P", "-m", module, str(memory)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env=environment,
            )
        except OSError as error:
            message = f"The process that reads files cannot be started ({error.strerror or error})."
            raise StorageError(message, hint="Close other programs, then try again.") from error
        self._answers: queue.SimpleQueue[dict[str, Any]] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._take_answers, daemon=True)
        self._thread.start()

    def ask(self, request: dict[str, Any]) -> None:
        assert self._process.stdin
        # Where the process has ended already, the end of its answers tells so.
        with suppress(OSError):
            self._process.stdin.write(json.dumps(request).encode("ascii") + b"\n")
            self._process.stdin.flush()

    def answer(self, seconds: float) -> dict[str, Any] | None:
        """The next answer, None where none came in time."""
        try:
            return self._answers.get(timeout=seconds)
        except queue.Empty:
            return None

    def end(self) -> None:
        self._process.kill()
        self._process.wait()
        self._thread.join()
        for pipe in (self._process.stdin, self._process.stdout):
            # What could not be sent any more is no loss.
            with suppress(OSError):
                if pipe:
                    pipe.close()

    def _take_answers(self) -> None:
        assert self._process.stdout
        while line := self._process.stdout.readline(LARGEST_ANSWER):
            try:
                self._answers.put(json.loads(line))
            except ValueError:  # cut off: the process ended while it wrote, or it wrote too much
                break
        self._answers.put({"failed": "end"})


def _size(path: Path) -> int:
    try:
        return min(path.stat().st_size, LARGEST_SOURCE)
    except OSError:
        return 0


def _in_megabytes(size: int) -> str:
    return f"{size / 1e6:,.0f} MB"


def _refused(path: Path, why: str) -> DataError:
    hint = "Open it in the program it was made with, save it as plain text, and import that."
    return DataError([Problem(path, 0, "", f"{why}.")], hint=hint)
