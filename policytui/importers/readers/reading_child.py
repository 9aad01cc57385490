"""The process that reads files for `confined.ConfinedReader`, with bounds on its memory and time.

It takes one JSON line a file on its standard input and answers with JSON lines on its standard
output: any number of `progress`, then a `reading`, an `error`, or what it `failed` with. It ends
when its input ends, which is when the program that started it is gone.
"""

import json
import os
import queue
import signal
import sys
import threading
from contextlib import suppress
from pathlib import Path
from typing import IO, Any

from policytui.errors import PolicyError
from policytui.files import read_bytes
from policytui.importers.blocks import View
from policytui.importers.readers.kinds import LARGEST_SOURCE, read_source
from policytui.importers.readers.wire import LARGEST_ANSWER, error_to_json, reading_to_json

_SPARE_SECONDS = 30


def main() -> None:
    """Answer requests until the input ends; the only argument is the memory in bytes."""
    _bound_memory(int(sys.argv[1]))
    # The program decides what an interruption means.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    requests: queue.SimpleQueue[dict[str, Any]] = queue.SimpleQueue()
    threading.Thread(target=_take_requests, args=(requests,), daemon=True).start()
    answers = _take_over_output()
    while True:
        _answer(requests.get(), answers)


def _take_requests(requests: "queue.SimpleQueue[dict[str, Any]]") -> None:
    """Pass on requests; at the end of the input leave at once, even from the midst of reading."""
    for line in sys.stdin.buffer:
        requests.put(json.loads(line))
    os._exit(0)


def _take_over_output() -> IO[bytes]:
    """The standard output for answers alone: what a library prints goes nowhere."""
    answers = os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.close(nowhere)
    return answers


def _answer(request: dict[str, Any], answers: IO[bytes]) -> None:
    def say(**answer: Any) -> None:
        # ASCII alone: half characters in names of files pass through unharmed.
        line = json.dumps(answer).encode("ascii") + b"\n"
        answers.write(line if len(line) < LARGEST_ANSWER else b'{"failed": "size"}\n')
        answers.flush()

    def tell(done: int, total: int, what: str) -> None:
        say(progress=[done, total, what])

    _bound_time(request["seconds"])
    try:
        if request["folder"]:
            os.chdir(request["folder"])
        path = Path(request["path"])
        data = read_bytes(path, LARGEST_SOURCE)
        reading = read_source(data, path, view=View(request["view"]), progress=tell)
        say(reading=reading_to_json(reading))
    except PolicyError as error:
        say(failed="memory") if _is_for_memory(error) else say(error=error_to_json(error))
    except MemoryError:
        say(failed="memory")
    except Exception as error:  # whatever trips a library inside a hostile file
        say(failed="memory" if _is_for_memory(error) else type(error).__name__)


def _is_for_memory(error: BaseException | None) -> bool:
    """Whether an error goes back to a lack of memory, however readers have called it since."""
    while error is not None:
        if isinstance(error, MemoryError):
            return True
        error = error.__cause__ or error.__context__
    return False


def _bound_memory(limit: int) -> None:
    with suppress(ImportError, AttributeError, OSError, ValueError):
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_AS, (limit, limit))


def _bound_time(seconds: float) -> None:
    """Let the system end this process should the program be gone while it is deep in a file."""
    with suppress(ImportError, AttributeError, OSError, ValueError):
        import resource

        usage = resource.getrusage(resource.RUSAGE_SELF)
        used = usage.ru_utime + usage.ru_stime
        _, most = resource.getrlimit(resource.RLIMIT_CPU)
        resource.setrlimit(resource.RLIMIT_CPU, (int(used + seconds) + _SPARE_SECONDS, most))


if __name__ == "__main__":
    main()
