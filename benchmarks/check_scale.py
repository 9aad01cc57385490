"""Near-duplicates and candidates at scale: what is found, how fast, and against plain peers.

    python benchmarks/check_scale.py [--positions N] [--submissions N] [--repeat N]
                                      [--rules]

All rules together are measured by `check_whole.py`; the texts are made in `check_scale_texts.py`.
"""

import argparse
import statistics
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from time import perf_counter, process_time
from typing import Any

from check_scale_peers import measure_peers, print_peers
from check_scale_rules import measure_rules, print_rules
from check_scale_texts import COPIED, DATA, OPPOSED, Submission, make_texts, read_texts
from measuring import apart, growth, memory

from policytui.checks.nearness.alike import (
    ALIKE,
    FEWEST_SHARED,
    Pair,
    find_clusters,
    find_pairs,
    tell_apart,
)
from policytui.checks.nearness.candidates import Candidate, Candidates
from policytui.checks.nearness.restating import find_restated
from policytui.checks.nearness.store import keep_candidates, read_candidates
from policytui.checks.nearness.words import words_of
from policytui.corpus.model import Position

FLAGGED = 0.3


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--positions", type=int, default=100_000)
    parser.add_argument("--submissions", type=int, default=10_000)
    parser.add_argument("--repeat", type=int, default=1, help="runs, of which the best counts")
    parser.add_argument("--rules", action="store_true", help="also the rules, on a real corpus")
    args = parser.parse_args()
    if not DATA.is_dir():
        print(f"{DATA} is not there; nothing was measured.", file=sys.stderr)
        return 0
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "texts.json"
        apart(make_texts, file, args.positions, args.submissions)
        sizes = [round(args.positions / 10**step) for step in (1, 0.5, 0)]
        runs = [
            min(
                (apart(measure, file, size, args.positions) for _ in range(args.repeat)),
                key=lambda run: float(run["wall"]),
            )
            for size in sizes
        ]
        print_scale(runs)
        print_found(runs[-1])
        if args.rules:
            print_rules(apart(measure_rules, file, args.positions, args.positions))
        print_typing(apart(measure_typing, file, min(10_000, args.positions)))
        print_peers(apart(measure_peers, file), runs[-1])
    return 0


# --- measuring ---


def measure(file: Path, size: int, largest: int) -> dict[str, Any]:
    """Candidates and near-duplicates of all submissions, at a part of the full size."""
    positions, submissions = read_texts(file)
    part = len(submissions) * size // largest
    kept = set(range(size))
    # The positions that submissions come from stay, whatever the size.
    wanted = [one for one in submissions if one.source < size][:part]
    positions, submissions = positions[:size], wanted
    assert all(one.source in kept or one.source < 0 for one in submissions)
    before = memory()
    wall, cpu = perf_counter(), process_time()
    candidates = Candidates.build((str(n), "", text) for n, text in enumerate(positions))
    built = perf_counter()
    near = [candidates.near(one.text) for one in submissions]
    looked = perf_counter()
    texts = [one.text for one in submissions]
    pairs = find_pairs(texts)
    clusters = {
        member.number: (cluster, member)
        for cluster in find_clusters(pairs)
        for member in tell_apart(texts, cluster)
    }
    joined = perf_counter()
    figures: dict[str, Any] = {
        "positions": size,
        "submissions": len(submissions),
        "build": built - wall,
        "near": looked - built,
        "join": joined - looked,
        "wall": joined - wall,
        "cpu": process_time() - cpu,
        "memory": memory(),
        "before": before,
        "found": {},
    }
    figures["right"] = _measure_right(submissions, near, pairs)
    tally: dict[str, list[tuple[bool, bool]]] = {}
    for one, found in zip(submissions, near, strict=True):
        is_first_ten = any(item.position_id == str(one.source) for item in found)
        alike = [
            item.position_id
            for item in found
            if item.overlap and item.overlap.containment >= FLAGGED
        ]
        if one.source >= 0:
            tally.setdefault(one.made, []).append((is_first_ten, str(one.source) in alike))
    for made, hits in tally.items():
        figures["found"][made] = (
            len(hits),
            sum(hit[0] for hit in hits) / len(hits),
            sum(hit[1] for hit in hits) / len(hits),
        )
    figures["clusters"] = _measure_clusters(submissions, clusters)
    file_ = file.with_name("candidates.bin")
    start = perf_counter()
    keep_candidates(file_, "key", candidates)
    written = perf_counter()
    assert read_candidates(file_, "key")
    figures["cache"] = (written - start, perf_counter() - written, file_.stat().st_size / 1e6)
    return figures


def _measure_right(
    submissions: Sequence[Submission],
    near: Sequence[tuple[Candidate, ...]],
    pairs: Sequence[Pair],
) -> dict[str, tuple[int, float]]:
    """How many of the pairs called alike come from one text, as it is known from their making."""
    held = [
        item.position_id == str(one.source)
        for one, found in zip(submissions, near, strict=True)
        for item in found
        if item.overlap
        and item.overlap.containment >= ALIKE
        and item.overlap.shared >= FEWEST_SHARED
    ]
    sources = [one.source for one in submissions]
    sent = [
        sources[pair.later] == sources[pair.earlier] >= 0
        for pair in pairs
        if pair.overlap.containment >= ALIKE
    ]
    return {
        "submission and position (DUP003)": (len(held), sum(held) / max(1, len(held))),
        "two submissions (DUP002)": (len(sent), sum(sent) / max(1, len(sent))),
    }


def _measure_clusters(
    submissions: Sequence[Submission], clusters: dict[int, Any]
) -> tuple[int, float, float, float]:
    """Form letters: how many, the share gathered, own words shown, and others shown as own."""
    letters = [(n, one) for n, one in enumerate(submissions) if one.made == "form letter"]
    gathered, kept, strange = 0, [], []
    for number, one in letters:
        if number not in clusters:
            continue
        cluster, member = clusters[number]
        same = sum(submissions[other].source == one.source for other in cluster)
        gathered += same == sum(other.source == one.source for _, other in letters)
        shown, own = words_of(" ".join(member.own)), words_of(one.own)
        kept.append(sum(word in shown for word in own) / len(own))
        strange.append(sum(word not in own for word in shown) / max(1, len(shown)))
    total = max(1, len(letters))
    return len(letters), gathered / total, sum(kept) / total, statistics.mean(strange or [0])


def measure_typing(file: Path, size: int) -> dict[str, float]:
    """A draft of three sentences typed word by word, asked after each word."""
    positions, submissions = read_texts(file)
    held = [Position(f"platform/p{n}", "", text) for n, text in enumerate(positions[:size])]
    by_id = {position.id: position for position in held}
    candidates = Candidates.build((one.id, one.title, one.text) for one in held)

    def read(ids: Sequence[str]) -> list[Position]:
        return [by_id[id_] for id_ in ids]

    chosen = [one.text for one in submissions if one.source >= 0][:40]
    find_restated(chosen[0], candidates, read)
    times = []
    for text in chosen:
        words = text.split()[:90]
        for end in range(5, len(words), 5):
            start = perf_counter()
            find_restated(" ".join(words[:end]), candidates, read)
            times.append((perf_counter() - start) * 1000)
    times.sort()
    return {
        "positions": size,
        "questions": len(times),
        "median": times[len(times) // 2],
        "p95": times[len(times) * 95 // 100],
        "longest": times[-1],
    }


# --- telling ---


def print_scale(runs: Sequence[dict[str, Any]]) -> None:
    print("| positions | submissions | index | candidates | near-duplicates | in all | memory |")
    print("|---|---|---|---|---|---|---|")
    for run in runs:
        print(
            f"| {run['positions']:,} | {run['submissions']:,} | {run['build']:.1f} s "
            f"| {run['near']:.1f} s | {run['join']:.1f} s | {run['wall']:.1f} s "
            f"(CPU {run['cpu']:.1f} s) | {run['memory']:.2f} GB |"
        )
    first, last = runs[0], runs[-1]
    exponent = growth((first["positions"], first["cpu"]), (last["positions"], last["cpu"]))
    print(f"growth: n^{exponent:.2f} (goal: at most 1.2); goals at full size: 60 s and 1 GB")
    write, read, size = last["cache"]
    print(f"index on disk: {size:.0f} MB, written in {write:.1f} s, read in {read:.1f} s\n")


def print_found(run: dict[str, Any]) -> None:
    print(f"| made from a position | cases | in the first 10 | containment >= {FLAGGED} |")
    print("|---|---|---|---|")
    for made in (*COPIED, *OPPOSED):
        if made in run["found"]:
            cases, ten, flagged = run["found"][made]
            print(f"| {made} | {cases} | {ten:.3f} | {flagged:.3f} |")
    worded = [run["found"][made] for made in OPPOSED if made in run["found"]]
    cases = sum(cases for cases, _, _ in worded)
    ten = sum(cases * ten for cases, ten, _ in worded) / max(1, cases)
    print(f"the last four together: {ten:.3f} of {cases} in the first 10 (goal: 0.99)")
    for what, (pairs, share) in run["right"].items():
        print(
            f"{what}: {pairs} pairs of containment >= {ALIKE}, {share:.3f} of known common origin"
        )
    letters, gathered, kept, strange = run["clusters"]
    print(
        f"{letters} form letters: {gathered:.3f} in one cluster with all of their kind; own words "
        f"shown {kept:.3f}; words shown as own that are not {strange:.3f}\n"
    )


def print_typing(run: dict[str, float]) -> None:
    print(
        f"typing against {run['positions']:,} positions, {run['questions']} questions: median "
        f"{run['median']:.1f} ms, 95 % within {run['p95']:.1f} ms, longest {run['longest']:.1f} ms "
        "(goal: 50 ms)\n"
    )


if __name__ == "__main__":
    sys.exit(main())
