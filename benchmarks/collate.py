"""Takes in a generated round, measures it, and holds what was found against what was planted.

    python benchmarks/collate.py [FOLDER] [--submissions N] [--again]

FOLDER is kept, so that the parts that come behind can be measured on the same round; without it
a temporary one is used. --again opens a round that was taken in before.
"""

import argparse
import json
import resource
import sys
import tempfile
import time
from collections import defaultdict
from pathlib import Path
from typing import Any

from make_round import is_available, make_round

from policytui.checks.basis import Basis
from policytui.conference.inbox.ledger import Fate
from policytui.conference.inbox.submissions import Inbox, open_inbox
from policytui.conference.inbox.taking_in import take_in
from policytui.conference.round import begin_round
from policytui.corpus.catalogue import Catalogue

FATES = {
    "duplicate": Fate.DUPLICATE,
    "superseded": Fate.SUPERSEDED,
    "late": Fate.LATE,
    "closed consultation": Fate.LATE,
    "blank": Fate.BLANK,
    "broken seal": Fate.REFUSED,
    "forged id": Fate.REFUSED,
    "future": Fate.REFUSED,
    "unsealed": Fate.REFUSED,
    "schema": Fate.REFUSED,
    "hostile": Fate.REFUSED,
}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, nargs="?")
    parser.add_argument("--submissions", type=int, default=10_000)
    parser.add_argument("--again", action="store_true")
    args = parser.parse_args()
    if not is_available():
        print("the texts are not there; nothing was measured.", file=sys.stderr)
        return 0
    if args.folder:
        return measure(args.folder, args.submissions, args.again)
    with tempfile.TemporaryDirectory() as folder:
        return measure(Path(folder), args.submissions, False)


def measure(folder: Path, submissions: int, again: bool) -> int:
    if not again:
        make_round(folder, submissions)
    cache = folder / "cache"
    catalogue = Catalogue(folder / "corpus", cache / "catalogue.sqlite")
    catalogue.refresh()
    round_ = begin_round(folder / "round", "Measured")
    start = time.perf_counter()
    taken = take_in(round_, folder / "inbox", Basis(catalogue, cache=cache), by="benchmark")
    seconds = time.perf_counter() - start
    print(f"taken in: {taken.files:,} files, {len(taken.new):,} new, in {seconds:.1f} s")
    print(f"  {taken.files / seconds:,.0f} a second")
    start = time.perf_counter()
    inbox = open_inbox(round_, cache)
    by = inbox.submissions
    print(
        f"opened in {time.perf_counter() - start:.2f} s: {len(by.all):,} submissions on "
        f"{len(by.by_position):,} positions and {len(by.by_question):,} questions, "
        f"{sum(map(bool, by.by_nation.values()))} nations, "
        f"{sum(map(bool, by.by_capacity.values()))} capacities"
    )
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"most memory: {memory:,.0f} MB")
    print(inbox.ledger.identity)
    wrong = verify(inbox, json.loads((folder / "truth.json").read_text(encoding="utf-8")))
    for line in wrong[:20]:
        print("WRONG", line)
    print("every planted case found, nothing else reported" if not wrong else f"{len(wrong)} wrong")
    return 1 if wrong else 0


def verify(inbox: Inbox, truth: dict[str, list[Any]]) -> list[str]:
    """What was not found, or found where nothing was planted."""
    wrong = []
    ledger = inbox.ledger
    if ledger.received != sum(ledger.counts.values()):
        wrong.append("the accounts do not add up")
    fates: dict[Fate, int] = defaultdict(int)
    for case, fate in FATES.items():
        found = {item.name for item in ledger.of(fate)}
        fates[fate] += len(truth[case])
        # Names that are no use on a screen are noted in another form.
        missing = {name for name in truth[case] if name not in found and name.isprintable()}
        wrong += [f"{case}: {name} is not {fate.value}" for name in sorted(missing)]
    for fate, number in fates.items():
        if ledger.counts[fate] != number:
            wrong.append(f"{fate.value}: {ledger.counts[fate]} where {number} were planted")
    counted = inbox.submissions.by_id
    wrong += [f"counted: {id_} is not" for id_ in truth["counted"] if id_ not in counted]
    same: dict[tuple[str, str], set[str]] = defaultdict(set)
    for one in inbox.submissions.all:
        if one.draft.base:
            same[one.draft.base.position, one.draft.text].add(one.id)
    exact = sorted(sorted(ids) for ids in same.values() if len(ids) > 1)
    if exact != sorted(sorted(ids) for ids in truth["identical"]):
        wrong.append("identical amendments are not those planted")
    return wrong


if __name__ == "__main__":
    sys.exit(main())
