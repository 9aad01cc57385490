"""How long from pressing a letter until its results stand on the screen, in the app itself.

    python benchmarks/keystrokes.py [--positions N]

Makes a corpus from ../shared/data, builds its index, opens the app without a terminal (160x45) and
types six queries letter by letter, waiting each time until the list shows the answer to what was
typed. The app waits a moment for the next letter before it searches; that is part of the time.
"""

import argparse
import asyncio
import statistics
import sys
import tempfile
import time
from pathlib import Path

import dc_corpus

from policytui.tui.app import PolicyApp
from policytui.tui.screens.search import SearchScreen
from policytui.workspace.places import find_places
from policytui.workspace.workspace import Workspace

QUERIES = ("housing", "right to own", "council tax", "public school", "licence fee", "notice")


async def measure(workspace: Workspace) -> list[float]:
    app = PolicyApp(workspace)
    times: list[float] = []
    async with app.run_test(size=(160, 45)) as pilot:
        screen = app.screen_stack[0]
        assert isinstance(screen, SearchScreen)
        while screen.found is None or screen.is_loading:
            await asyncio.sleep(0.01)
        await pilot.pause(0.5)
        for query in QUERIES:
            screen.words.value = ""
            await pilot.pause(0.5)
            for end in range(1, len(query) + 1):
                if query[end - 1] == " ":
                    screen.words.value = query[:end]
                    await pilot.pause(0.2)
                    continue
                started = time.perf_counter()
                screen.words.value = query[:end]
                while screen.found is None or screen.found.wish.text != query[:end].strip():
                    await asyncio.sleep(0.001)
                times.append(time.perf_counter() - started)
                await pilot.pause(0.1)
    return times


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--positions", type=int, default=10_000)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        made = dc_corpus.make_corpus(folder / "corpus", options.positions)
        environment = {f"POLICYTUI_{name}": str(folder / name) for name in ("CACHE", "STATE")}
        places = find_places(
            str(folder / "corpus"), str(folder / "drafts"), environment=environment
        )
        workspace = Workspace(places)
        workspace.refresh()
        workspace.state.set("welcomed", True)
        times = sorted(asyncio.run(measure(workspace)))
    median, late = statistics.median(times) * 1000, times[int(len(times) * 0.95)] * 1000
    print(
        f"{made:,} positions, {len(times)} letters: median {median:.0f} ms, 95th {late:.0f} ms, "
        f"worst {times[-1] * 1000:.0f} ms (goal: median at most 100)"
    )
    return 0 if statistics.median(times) <= 0.1 else 1


if __name__ == "__main__":
    sys.exit(main())
