"""Knowing when an app has come to rest: by what it still has to do, not by the clock.

Textual's own `wait_for_idle` watches the processor in steps of a fiftieth of a second, at least
two steps a key. Here the event loop itself is asked, which is faster, and holds on a busy machine.
Style sheets, a tenth of what opening an app costs, are read once for all apps of a process.
"""

import asyncio
from collections.abc import Coroutine, Hashable
from concurrent.futures import Future, ThreadPoolExecutor
from time import monotonic, process_time
from typing import Any

import textual.app
import textual.pilot
from textual.css.model import RuleSet
from textual.css.stylesheet import Stylesheet

SOON = 0.02
"""Seconds: a timer due within them, such as that of the next frame, is waited for."""
_STEP = 0.004
_QUIET_STEPS = 5
"""Steps in seconds after which threads that do nothing are taken to wait for what comes next."""


class CountingPool(ThreadPoolExecutor):
    """Threads that know how much of their work is under way."""

    def __init__(self) -> None:
        super().__init__()
        self._under_way: set[Future[Any]] = set()

    def submit(self, *work: Any, **named: Any) -> Future[Any]:
        future = super().submit(*work, **named)
        self._under_way.add(future)
        return future

    def is_busy(self) -> bool:
        """Whether any of it is."""
        self._under_way = {future for future in self._under_way if not future.done()}
        return bool(self._under_way)


def play(scene: Coroutine[Any, Any, Any]) -> None:
    """Run a scene to its end, in a loop that can be asked whether it rests."""

    async def on_counted_threads() -> None:
        asyncio.get_running_loop().set_default_executor(CountingPool())
        await scene

    asyncio.run(on_counted_threads())


async def rest(_: float = 0.0, longest: float = 3.0) -> None:
    """Wait until nothing is under way and nothing is due, or for the longest time in seconds."""
    loop: Any = asyncio.get_running_loop()
    pool = loop._default_executor
    end = monotonic() + longest
    quiet = 0
    while monotonic() < end:
        await asyncio.sleep(0)
        if loop._ready:
            continue
        due = min((timer.when() for timer in loop._scheduled if not timer.cancelled()), default=end)
        if due < loop.time() + SOON:
            await asyncio.sleep(max(0.0, due - loop.time()))
        elif isinstance(pool, CountingPool) and pool.is_busy() and quiet < _QUIET_STEPS:
            before = process_time()
            await asyncio.sleep(_STEP)
            quiet = quiet + 1 if process_time() - before < _STEP / 20 else 0
        else:
            return


async def have_all_answered(_: textual.pilot.Pilot[Any], timeout: float = 30.0) -> bool:
    """Wait until every widget has done what it was sent; whether that came in time, in seconds.

    Textual sends a message of its own to each widget of the screen, at every key, and waits for
    the last answer. A loop with nothing to run says the same: no widget has a message left.
    """
    loop: Any = asyncio.get_running_loop()
    end = monotonic() + timeout
    while monotonic() < end:
        await asyncio.sleep(0)
        if not loop._ready:
            return True
    return False


_parse_sheet = Stylesheet._parse_rules
_parsed: dict[Hashable, list[RuleSet]] = {}


def parse_once(sheet: Stylesheet, *source: Hashable, **named: Hashable) -> list[RuleSet]:
    """The rules of a style sheet, which every app that is opened would read anew."""
    key = (source, tuple(named.items()), tuple(sheet._variables.items()))
    if key not in _parsed:
        _parsed[key] = _parse_sheet(sheet, *source, **named)  # type: ignore[arg-type]
    return _parsed[key]


for module in (textual.app, textual.pilot):
    module.wait_for_idle = rest  # type: ignore[attr-defined]
textual.pilot.Pilot._wait_for_screen = have_all_answered  # type: ignore[assignment]
Stylesheet._parse_rules = parse_once  # type: ignore[method-assign,assignment]
