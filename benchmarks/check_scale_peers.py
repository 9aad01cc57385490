"""SQLite's full-text search and rapidfuzz on the texts that our candidates are measured on."""

import random
import sqlite3
from pathlib import Path
from time import perf_counter
from typing import Any

from check_scale_texts import read_texts

from policytui.checks.nearness.words import words_of
from policytui.search.analysis import STOP_WORDS


def measure_peers(file: Path) -> dict[str, Any]:
    """SQLite's full-text search and rapidfuzz on the same texts, on a sample of submissions."""
    from rapidfuzz import fuzz, process

    positions, submissions = read_texts(file)
    known = [one for one in submissions if one.source >= 0]
    sample = random.Random(3).sample(known, min(100, len(known)))
    start = perf_counter()
    base = sqlite3.connect(":memory:")
    base.execute("CREATE VIRTUAL TABLE held USING fts5(text, tokenize = 'porter')")
    base.executemany("INSERT INTO held(rowid, text) VALUES (?, ?)", enumerate(positions))
    built = perf_counter()
    found = 0
    for one in sample:
        words = dict.fromkeys(word for word in words_of(one.text) if word not in STOP_WORDS)
        asked = " OR ".join(f'"{word}"' for word in words)
        rows = base.execute(
            "SELECT rowid FROM held WHERE held MATCH ? ORDER BY rank LIMIT 10", (asked,)
        ).fetchall()
        found += (one.source,) in rows
    each = (perf_counter() - built) / len(sample)
    full_text = (built - start, each, found / len(sample), len(sample))
    start = perf_counter()
    found = 0
    few = sample[:4]
    for one in few:
        best = process.extract(one.text, positions, scorer=fuzz.token_set_ratio, limit=10)
        found += any(place == one.source for _, _, place in best)
    fuzzy = ((perf_counter() - start) / len(few), found / len(few), len(few))
    return {"full text": full_text, "token set": fuzzy, "submissions": len(submissions)}


def print_peers(peers: dict[str, Any], run: dict[str, Any]) -> None:
    ours = run["near"] / run["submissions"]
    build, each, found, sampled = peers["full text"]
    print("| | index | one submission | as long as ours | source in the first 10 |")
    print("|---|---|---|---|---|")
    cases = sum(cases for cases, _, _ in run["found"].values())
    ten = sum(cases * ten for cases, ten, _ in run["found"].values()) / cases
    print(f"| ours | {run['build']:.1f} s | {ours * 1000:.1f} ms | 1 | {ten:.3f} |")
    print(
        f"| SQLite FTS5, all words | {build:.1f} s | {each * 1000:.1f} ms | {each / ours:.0f} "
        f"| {found:.2f} (n={sampled}) |"
    )
    each, found, cases = peers["token set"]
    print(
        f"| rapidfuzz token_set_ratio | - | {each * 1000:.0f} ms | {each / ours:.0f} "
        f"| {found:.2f} (n={cases}) |"
    )
