"""Searching at scale: building, stopping, typing, asking, finding the like, and the command line.

    python benchmarks/search.py [--positions N]

Figures are of this machine; where there is a peer it runs in turn with the program and the ratio
is printed.
"""

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter

import dc_corpus

from policytui.corpus.catalogue import Catalogue
from policytui.errors import Cancelled
from policytui.search.engine import Filters
from policytui.search.query import parse_query
from policytui.search.whoosh import WhooshEngine

TYPED = (
    "right to own",
    "district employees",
    "public school funding",
    "the tenant shall",
    "board of education",
    '"health care" cost',
)
ASKED = (
    "housing",
    "right to own",
    "council of the district",
    '"board of education"',
    "tax OR fee OR charge",
    "theme:election AND voter NOT mayor",
    "educ*",
    "goverment~2 agency",
    "what must an applicant for a licence show before the mayor can grant the permit",
    "unheardof tenants",
)
ROOT = Path(__file__).resolve().parents[1]
LIMIT = 200


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--positions", type=int, default=10_000)
    args = parser.parse_args()
    measure_command_line()
    if not dc_corpus.is_available():
        print(f"{dc_corpus.DATA} is not there; search at scale was not measured.", file=sys.stderr)
        return 0
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        dc_corpus.make_corpus(folder / "corpus", args.positions)
        catalogue = Catalogue(folder / "corpus", folder / "catalogue.sqlite")
        catalogue.refresh()
        measure_stopping(catalogue, folder / "stopped")
        engine = measure_build(catalogue, folder / "index")
        measure_typing(engine)
        measure_asking(engine)
        measure_similar(engine, catalogue)
    return 0


def measure_build(catalogue: Catalogue, folder: Path) -> WhooshEngine:
    engine = WhooshEngine(folder)
    seconds = timed(lambda: engine.update(catalogue))
    count = catalogue.count()
    print(f"build          {count} positions in {seconds:.1f} s: {count / seconds:.0f} a second")
    engine = WhooshEngine(folder)
    seconds = timed(lambda: engine.is_current(catalogue))
    print(f"open           {seconds * 1e3:.0f} ms to see that the index is current")
    return engine


def measure_stopping(catalogue: Catalogue, folder: Path) -> None:
    engine = WhooshEngine(folder)
    asked = 0
    stopped_at = 0.0

    def is_cancelled() -> bool:
        nonlocal asked, stopped_at
        asked += 1
        stopped_at = perf_counter()
        return asked > catalogue.count() // 2

    try:
        engine.update(catalogue, is_cancelled=is_cancelled)
    except Cancelled:
        seconds = perf_counter() - stopped_at
        held = engine.search(parse_query(""), Filters(), 0).total
        left = engine.update(catalogue)
        total = engine.search(parse_query(""), Filters(), 0).total
        print(
            f"stop, resume   stopped {seconds:.2f} s after asking with {held} positions kept; "
            f"then {left} documents to {total}"
        )


def measure_typing(engine: WhooshEngine) -> None:
    times = []
    for text in TYPED:
        for end in range(1, len(text) + 1):
            query = parse_query(text[:end], as_typed=True)
            times.append(timed(lambda query=query: engine.search(query, Filters(), LIMIT)))
    report("typing", times)
    first = parse_query("r", as_typed=True)
    cold = WhooshEngine(engine._files.folder)
    print(f"first letter   {timed(lambda: cold.search(first, Filters(), LIMIT)) * 1e3:.0f} ms")


def measure_asking(engine: WhooshEngine) -> None:
    queries = [parse_query(text) for text in ASKED]
    times = [timed(lambda q=query: engine.search(q, Filters(), LIMIT)) for query in queries]
    report("asking", times)


def measure_similar(engine: WhooshEngine, catalogue: Catalogue) -> None:
    positions = catalogue.positions(catalogue.position_ids()[::97])
    times = [
        timed(lambda p=position: engine.similar(p.text, 10, leave_out=p.id))
        for position in positions
    ]
    report("similar", times)


def measure_command_line(rounds: int = 7) -> None:
    ours = [sys.executable, "-m", "policytui", "search", "right to own", "--json"]
    peer = [sys.executable, "-W", "ignore", "-c", "import whoosh.index, whoosh.qparser"]
    first = subprocess.run(ours, capture_output=True, check=False, cwd=ROOT)
    try:
        json.loads(first.stdout)
    except ValueError:
        print("command line   not available")
        return
    pairs = [(timed(lambda: _run(ours)), timed(lambda: _run(peer))) for _ in range(rounds)]
    one, other = median(pair[0] for pair in pairs), median(pair[1] for pair in pairs)
    print(
        f'command line   search "right to own": {one * 1e3:.0f} ms, importing Whoosh: '
        f"{other * 1e3:.0f} ms, ratio {one / other:.2f}"
    )


def _run(command: Sequence[str]) -> None:
    subprocess.run(command, capture_output=True, check=False, cwd=ROOT)


def timed(work: Callable[[], object]) -> float:
    """Seconds that some work takes."""
    start = perf_counter()
    work()
    return perf_counter() - start


def report(name: str, times: Sequence[float]) -> None:
    milliseconds = [time * 1e3 for time in times]
    print(
        f"{name:14} median {median(milliseconds):.1f} ms, "
        f"95th {quantiles(milliseconds, n=20)[-1]:.1f} ms, "
        f"worst {max(milliseconds):.1f} ms of {len(times)}"
    )


if __name__ == "__main__":
    sys.exit(main())
