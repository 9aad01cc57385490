"""Comparing words and the formal wording: exactness, and how the marks read beside peers.

    python benchmarks/compare.py [--sample N] [--words-only]

Runs over the 242 amendments of the OpenPolitics manifesto and the 1,346 of the Code of the
District of Columbia. The peers see the same inputs in the same run: difflib on words,
`git diff --word-diff=porcelain`, and the package redlines (`pip install redlines`).
The scripts beside this one that are named in `SECTIONS` run after it, each with its defaults.
"""

import argparse
import difflib
import gzip
import json
import random
import re
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from time import perf_counter

from policytui.compare.deriving import derive_instructions
from policytui.compare.grammar import WORDINGS, write
from policytui.compare.instruction import CannotPlace, Instruction, apply_instructions
from policytui.compare.wording import read_instruction, word_instruction
from policytui.compare.words import Op, compare_words, count_words, tokenise

SECTIONS = ("compare_documents.py", "compare_merge.py")
"""Further sections of the table, scripts of their own."""

HERE = Path(__file__).resolve().parent
DATA = HERE.parents[1] / "shared/data"
TITLE = "The position"
MOST_MARKED = 1.1
_SENTENCES = re.compile(r"(?<=[.!?:;])\s+|\n+")

Runs = list[tuple[str, str]]
"""The changed runs of a comparison: words left out, words inserted."""


@dataclass(frozen=True)
class Pair:
    """A text before and after an amendment."""

    base: str
    proposed: str


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sample", type=int, help="only so many amendments of each data set")
    parser.add_argument("--words-only", action="store_true", help="no further sections")
    options = parser.parse_args()
    is_reached = report(options.sample)
    for section in () if options.words_only else SECTIONS:
        if (HERE / section).is_file():
            print(f"\n--- {section} ---", flush=True)
            is_reached &= subprocess.run([sys.executable, HERE / section]).returncode == 0
    return 0 if is_reached else 1


def report(sample: int | None) -> bool:
    """Print the tables of this section; whether every goal is reached."""
    is_reached = True
    for name, read in (("openpolitics", openpolitics), ("dc code", dc_code)):
        amendments = thinned(list(read()), sample)
        if not amendments:
            print(f"{name}: the data is not at {DATA}; not measured.")
            continue
        pairs = [pair for amendment in amendments for pair in amendment]
        size = sum(len(pair.base) for pair in pairs)
        print(f"\n{name}: {len(amendments)} amendments, {len(pairs)} texts, {size:,} characters")
        is_reached &= report_round_trips(pairs)
        is_reached &= report_fragments(pairs)
        report_long_paragraph(pairs)
    return is_reached


# --- the data ---


def openpolitics() -> Iterator[list[Pair]]:
    """The changed files of every amendment; one that is made or removed has an empty text."""
    path = DATA / "openpolitics-amendments.jsonl"
    if not path.is_file():
        return
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            changes = json.loads(line)["changes"]
            yield [Pair(each["before"] or "", each["after"] or "") for each in changes]


def dc_code() -> Iterator[list[Pair]]:
    """The section of every amendment: paragraphs with their labels, joined by blank lines."""
    path = DATA / "dc-code-amendments-2021-2022.jsonl.gz"
    if not path.is_file():
        return
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            case = json.loads(line)
            yield [Pair(_section(case["before"]), _section(case["after"]))]


def _section(section: dict[str, list[list[str]]]) -> str:
    return "\n\n".join(" ".join(filter(None, paragraph)) for paragraph in section["paras"])


def thinned(amendments: list[list[Pair]], sample: int | None) -> list[list[Pair]]:
    """Evenly chosen amendments, the same in each run."""
    if sample is None or sample >= len(amendments):
        return amendments
    return [amendments[number * len(amendments) // sample] for number in range(sample)]


# --- exactness ---


def report_round_trips(pairs: list[Pair]) -> bool:
    is_exact = True
    counts: Counter[str] = Counter()
    started = perf_counter()
    for pair in pairs:
        changes = compare_words(pair.base, pair.proposed)
        counts["words exact"] += (
            "".join(change.base for change in changes) == pair.base
            and "".join(change.proposed for change in changes) == pair.proposed
        )
    spent = perf_counter() - started
    is_exact &= counts["words exact"] == len(pairs)
    print(f"  {'words exact':<28}{counts['words exact']:>6} of {len(pairs)}   {spent:6.1f} s")
    for wording in WORDINGS:
        started = perf_counter()
        read = applied = lines = 0
        for pair in pairs:
            derived = derive_instructions(pair.base, pair.proposed, TITLE)
            written = [write(each, wording) for each in derived]
            found = read_instruction("\n".join(written))
            read += found == derived
            applied += applies_to(pair, found)
            lines += len(written)
        spent = perf_counter() - started
        print(f"  {wording + ': read(write())':<28}{read:>6} of {len(pairs)}   {lines:6} lines")
        print(f"  {wording + ': applied exactly':<28}{applied:>6} of {len(pairs)}   {spent:6.1f} s")
        is_exact &= read == applied == len(pairs)
    return is_exact


def applies_to(pair: Pair, instructions: tuple[Instruction, ...]) -> bool:
    """Whether instructions, in any order, turn the base into the proposed text."""
    try:
        return apply_instructions(pair.base, instructions[::-1]) == pair.proposed
    except CannotPlace:
        return False


# --- how it reads ---


def report_fragments(pairs: list[Pair]) -> bool:
    sentences = sum(map(amended_sentences, pairs))
    words = sum(count_words(tokenise(pair.base + " " + pair.proposed)) for pair in pairs)
    print(f"  {sentences} amended sentences")
    print(f"  {'':<28}{'fragments':>10}{'a sentence':>12}{'marked':>10}{'share':>8}{'s':>8}")
    totals: dict[str, tuple[int, int]] = {}
    for name, runs_of in PROGRAMS.items():
        started = perf_counter()
        try:
            runs = [run for pair in pairs for run in runs_of(pair)]
        except ModuleNotFoundError as error:
            print(f"  {name:<28} not measured: {error.name} is not installed")
            continue
        spent = perf_counter() - started
        marked = sum(count_words(tokenise(old)) + count_words(tokenise(new)) for old, new in runs)
        totals[name] = len(runs), marked
        print(
            f"  {name:<28}{len(runs):>10}{len(runs) / sentences:>12.2f}{marked:>10}"
            f"{marked / words:>8.2%}{spent:>8.1f}"
        )
    fragments, marked = totals.pop("policytui")
    fewest = min(count for count, _ in totals.values())
    tightest = min(count for _, count in totals.values())
    print(
        f"  fewer fragments than each: {'yes' if fragments < fewest else 'NO'} "
        f"({fragments / fewest:.2f} of the fewest); "
        f"marked words {marked / tightest:.3f} of the tightest (goal: at most {MOST_MARKED})"
    )
    return fragments < fewest and marked <= MOST_MARKED * tightest


def report_long_paragraph(pairs: list[Pair]) -> None:
    """All texts as one paragraph of up to 1 MB, with a few words changed, and rewritten."""
    words = " ".join(pair.base for pair in pairs)[:1_000_000].split()
    chance = random.Random(1)
    edited = list(words)
    for _ in range(len(words) // 200):
        edited[chance.randrange(len(words))] = "amended"
    for name, changed in (("edited", edited), ("shuffled", chance.sample(words, len(words)))):
        base, proposed = " ".join(words), " ".join(changed)
        started = perf_counter()
        changes = compare_words(base, proposed)
        compared = perf_counter()
        lines = word_instruction(base, proposed, TITLE)
        worded = perf_counter()
        is_exact = apply_instructions(base, read_instruction(lines)) == proposed
        print(
            f"  one paragraph of {len(base):,} characters, {name}: {len(changes)} runs in "
            f"{compared - started:.1f} s; worded in {worded - compared:.1f} s; "
            f"{'exact' if is_exact else 'NOT EXACT'}"
        )


def amended_sentences(pair: Pair) -> int:
    """How many sentences one text has that the other has not, on the side that has more."""
    old, new = (Counter(_SENTENCES.split(text)) for text in (pair.base, pair.proposed))
    return max((old - new).total(), (new - old).total())


def policytui_runs(pair: Pair) -> Runs:
    changes = compare_words(pair.base, pair.proposed)
    return [(change.base, change.proposed) for change in changes if change.op is not Op.EQUAL]


def difflib_runs(pair: Pair) -> Runs:
    old, new = pair.base.split(), pair.proposed.split()
    matcher = difflib.SequenceMatcher(None, old, new, autojunk=False)
    return [
        (" ".join(old[start:end]), " ".join(new[new_start:new_end]))
        for tag, start, end, new_start, new_end in matcher.get_opcodes()
        if tag != "equal"
    ]


def git_runs(pair: Pair) -> Runs:
    """What git marks; a line break between two marks does not part them."""
    with tempfile.TemporaryDirectory() as folder:
        for name, text in (("old", pair.base), ("new", pair.proposed)):
            (Path(folder) / name).write_text(text, encoding="utf-8", newline="")
        command = ["git", "diff", "--no-index", "--word-diff=porcelain", "old", "new"]
        said = subprocess.run(command, cwd=folder, capture_output=True).stdout.decode("utf-8")
    lines = said.split("\n@@", 1)[-1].split("\n")[1:]
    marked = [line for line in lines if line != "~"]
    runs = []
    for is_changed, group in groupby(marked, key=lambda line: line[:1] in ("-", "+")):
        if is_changed:
            found = list(group)
            runs.append(
                tuple(" ".join(line[1:] for line in found if line[0] == sign) for sign in "-+")
            )
    return [(old, new) for old, new in runs]


def redlines_runs(pair: Pair) -> Runs:
    from redlines import Redlines

    changes = Redlines(pair.base, pair.proposed).redlines
    return [(change.source_text or "", change.test_text or "") for change in changes]


PROGRAMS: dict[str, Callable[[Pair], Runs]] = {
    "policytui": policytui_runs,
    "difflib on words": difflib_runs,
    "git diff --word-diff": git_runs,
    "redlines": redlines_runs,
}


if __name__ == "__main__":
    sys.exit(main())
