"""All rules on 10,000 submissions against 100,000 positions: time, memory and growth.

    python benchmarks/check_whole.py [--positions N] [--submissions N]

Submissions and positions grow together over three sizes. The index of positions is made once for
a corpus and kept; what it takes is told apart, and with it the time of a first check.
"""

import argparse
import os
import sys
import tempfile
from pathlib import Path
from time import perf_counter
from typing import Any

from check_scale_texts import DATA, MOMENT, drafts_of, make_texts, read_texts, write_corpus
from measuring import apart, growth, memory, memory_of_children

from policytui.checks.basis import Basis
from policytui.checks.checking import check_drafts

SIZES = (0.1, 0.3, 1)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--positions", type=int, default=100_000)
    parser.add_argument("--submissions", type=int, default=10_000)
    args = parser.parse_args()
    if not DATA.is_dir():
        print(f"{DATA} is not there; nothing was measured.", file=sys.stderr)
        return 0
    runs = []
    print(
        "| positions | submissions | index made | all rules | CPU of both | load | memory of both |"
    )
    print("|---|---|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "texts.json"
        apart(make_texts, file, args.positions, args.submissions)
        for share in SIZES:
            run = apart(measure, file, share)
            print_run(run)
            runs.append(run)
    sizes = [(run["positions"], sum(run["cpu"])) for run in (runs[0], runs[-1])]
    print(f"growth of CPU time: n^{growth(*sizes):.2f} (goal: at most 1.2)")
    print("goals at full size: 60 s, 1 GB")
    return 0


def measure(file: Path, share: float) -> dict[str, Any]:
    """All rules on a part of the texts; the corpus itself is there already."""
    positions, submissions = read_texts(file)
    positions = positions[: round(share * len(positions))]
    drafts = drafts_of(submissions[: round(share * len(submissions))])
    catalogue = write_corpus(file.with_name(f"corpus-{share}"), positions)
    count = len(positions)
    del positions, submissions
    start = perf_counter()
    assert Basis(catalogue, MOMENT, catalogue.folder).candidates
    made = perf_counter()
    before = os.times()
    # A new basis: what was made is read from the disk, as at any later check.
    findings = check_drafts(drafts, Basis(catalogue, MOMENT, catalogue.folder))
    end, after = perf_counter(), os.times()
    return {
        "positions": count,
        "submissions": len(drafts),
        "findings": len(findings),
        "index": made - start,
        "wall": end - made,
        "cpu": (
            after.user + after.system - before.user - before.system,
            after.children_user + after.children_system,
        ),
        "load": os.getloadavg()[0],
        "memory": (memory(), memory_of_children()),
    }


def print_run(run: dict[str, Any]) -> None:
    (mine, other), (held, held_apart) = run["cpu"], run["memory"]
    print(
        f"| {run['positions']:,} | {run['submissions']:,} | {run['index']:.1f} s "
        f"| {run['wall']:.1f} s, {run['findings']:,} findings | {mine:.1f} + {other:.1f} s "
        f"| {run['load']:.1f} | {held:.2f} + {held_apart:.2f} GB |",
        flush=True,
    )


if __name__ == "__main__":
    sys.exit(main())
