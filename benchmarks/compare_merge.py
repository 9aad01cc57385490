"""Three-way merges of real concurrent amendments, beside `git merge-file` on the same texts.

    python benchmarks/compare_merge.py

Pairs every two amendments that were made to one and the same text, merges them both ways and
prints how often a person is asked. Also counts merges whose result has lost a word that one of
the sides put in; there must be none.
"""

import gzip
import json
import subprocess
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

from policytui.compare.collisions import amendment_between, apply_together
from policytui.compare.merge import Agreed, Merge, edits_between, merge
from policytui.compare.words import is_word, tokenise

DATA = Path(__file__).resolve().parents[1] / "../shared/data"
GOAL = 2 / 3

Triple = tuple[str, str, str]
"""Base, mine, theirs."""


@dataclass
class Row:
    """Counts over the pairs of one data set."""

    pairs: int = 0
    our_pairs: int = 0
    our_conflicts: int = 0
    git_pairs: int = 0
    git_conflicts: int = 0
    only_ours: int = 0
    colliding_pairs: int = 0
    losing_words: int = 0


def main() -> int:
    sets = {
        "OpenPolitics, same base": openpolitics(),
        "D.C. Code, same base": dc_code(),
        "OpenPolitics, stale base": stale(),
    }
    print(
        f"{'':26}{'pairs':>6} | {'pairs with conflicts':^22} | {'conflicts':^22} |"
        f"{'only ours':>10}{'collide':>9}{'lost words':>12}"
    )
    print(
        f"{'':26}{'':6} | {'ours':>6}{'git':>6}{'ratio':>10} | {'ours':>6}{'git':>6}{'ratio':>10} |"
    )
    missed = False
    for name, triples in sets.items():
        row = measure(triples)
        if not row.pairs:
            print(f"{name:26}{'the data is not there, or holds no such pair':>40}")
            continue
        pairs, conflicts = (
            row.our_pairs / max(1, row.git_pairs),
            row.our_conflicts / max(1, row.git_conflicts),
        )
        print(
            f"{name:26}{row.pairs:6} | {row.our_pairs:6}{row.git_pairs:6}{pairs:10.3f} | "
            f"{row.our_conflicts:6}{row.git_conflicts:6}{conflicts:10.3f} |"
            f"{row.only_ours:10}{row.colliding_pairs:9}{row.losing_words:12}"
        )
        missed |= row.losing_words > 0
        missed |= name == "OpenPolitics, same base" and max(pairs, conflicts) > GOAL
    print(f"goal: ratio at most {GOAL:.3f} on the first row, no lost words on any")
    return int(missed)


def measure(triples: Iterator[Triple]) -> Row:
    row = Row()
    with tempfile.TemporaryDirectory() as folder:
        for base, mine, theirs in triples:
            merged, git = merge(base, mine, theirs), git_conflicts(Path(folder), base, mine, theirs)
            together = apply_together(
                base,
                [amendment_between("mine", base, mine), amendment_between("theirs", base, theirs)],
            )
            row.pairs += 1
            row.our_pairs += bool(merged.conflicts)
            row.our_conflicts += len(merged.conflicts)
            row.git_pairs += bool(git)
            row.git_conflicts += git
            row.only_ours += bool(merged.conflicts) and not git
            row.colliding_pairs += bool(together.collisions)
            row.losing_words += loses_words(merged, base, mine, theirs)
    return row


def git_conflicts(folder: Path, base: str, mine: str, theirs: str) -> int:
    paths = [folder / name for name in ("mine", "base", "theirs")]
    for path, text in zip(paths, (mine, base, theirs), strict=True):
        path.write_text(text, encoding="utf-8", newline="")
    done = subprocess.run(
        ["git", "merge-file", "-p", *map(str, paths)], capture_output=True, check=False
    )
    if done.returncode > 127:
        raise RuntimeError(done.stderr.decode())
    return done.returncode


def loses_words(merged: Merge, base: str, mine: str, theirs: str) -> bool:
    """Whether a word of a side is neither in the merged text nor in a conflict."""
    for side, text in (("mine", mine), ("theirs", theirs)):
        kept = words_in(
            " ".join(
                piece.text if isinstance(piece, Agreed) else getattr(piece, side)
                for piece in merged.pieces
            )
        )
        inserted = sum((words_in(edit.text) for edit in edits_between(base, text)), Counter())
        if not inserted <= kept:
            return True
    if merged.text is None:
        return False
    # A word of the base may be gone only where a side left it out.
    gone = words_in(base) - words_in(merged.text)
    return not gone <= (words_in(base) - words_in(mine)) + (words_in(base) - words_in(theirs))


def words_in(text: str) -> Counter[str]:
    return Counter(filter(is_word, tokenise(text)))


# --- pairs ---


def concurrent(proposals: dict[tuple[str, str], list[str]]) -> Iterator[Triple]:
    for (_, base), texts in proposals.items():
        for mine, theirs in combinations(texts, 2):
            if mine != theirs:
                yield base, mine, theirs


def openpolitics() -> Iterator[Triple]:
    """Every two amendments made to one file while it read the same."""
    proposals = defaultdict(list)
    for _, merged_in, file, before, after in openpolitics_changes():
        del merged_in
        proposals[file, before].append(after)
    return concurrent(proposals)


def stale() -> Iterator[Triple]:
    """Each amendment never merged, and its file as a later amendment found it: a carry-over."""
    changes = list(openpolitics_changes())
    for number, (_, merged_in, file, before, after) in enumerate(changes):
        if merged_in:
            continue
        later = [
            change[3]
            for change in changes[number + 1 :]
            if change[2] == file and change[3] != before
        ]
        if later:
            yield before, after, later[-1]


def openpolitics_changes() -> Iterator[tuple[str, bool, str, str, str]]:
    path = DATA / "openpolitics-amendments.jsonl"
    if not path.is_file():
        return
    rows = sorted(
        map(json.loads, path.read_text("utf-8").splitlines()), key=lambda row: row["date"]
    )
    for row in rows:
        for change in row["changes"]:
            if change["before"] and change["after"] is not None:
                yield row["date"], row["merged"], change["file"], change["before"], change["after"]


def dc_code() -> Iterator[Triple]:
    """Every two acts that amend one section of one text."""
    path = DATA / "dc-code-amendments-2021-2022.jsonl.gz"
    proposals = defaultdict(list)
    if path.is_file():
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            for row in map(json.loads, lines):
                before, after = section_text(row["before"]), section_text(row["after"])
                if before != after:
                    proposals[row["section"], before].append(after)
    return concurrent(proposals)


def section_text(section: dict) -> str:
    paragraphs = (f"{number} {text}".strip() for number, text in section["paras"])
    return "\n\n".join([section["heading"] or "", *paragraphs])


if __name__ == "__main__":
    sys.exit(main())
