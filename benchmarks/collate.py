"""Takes in a generated round, measures it, and holds what was found against what was planted.

    python benchmarks/collate.py [FOLDER] [--submissions N] [--again] [--kills N]

FOLDER is kept, so that the parts that come behind can be measured on the same round; without it
a temporary one is used. --again opens a round that was taken in before. --kills ends the program
in the middle of its work so many times, and compares what it comes to with a run left alone.
"""

import argparse
import json
import random
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from contextlib import suppress
from pathlib import Path
from typing import Any

from make_round import is_available, make_round

from policytui.checks.basis import Basis
from policytui.conference.inbox.ledger import Fate
from policytui.conference.inbox.submissions import Inbox, open_inbox
from policytui.conference.inbox.taking_in import take_in
from policytui.conference.round import begin_round, open_round
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
    parser.add_argument("--kills", type=int, default=0)
    args = parser.parse_args()
    if not is_available():
        print("the texts are not there; nothing was measured.", file=sys.stderr)
        return 0
    with tempfile.TemporaryDirectory() as temporary:
        folder = args.folder or Path(temporary)
        code = measure(folder, args.submissions, args.again)
        return kill(folder, args.kills) or code if args.kills else code


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


TAKE_IN = """
import sys
from pathlib import Path
from policytui.checks.basis import Basis
from policytui.conference.inbox import taking_in
from policytui.conference.round import open_round
from policytui.corpus.catalogue import Catalogue
taking_in._FILES_AT_ONCE = int(sys.argv[3])
folder = Path(sys.argv[1])
catalogue = Catalogue(folder / "corpus", folder / "cache" / "catalogue.sqlite")
print(flush=True)
basis = Basis(catalogue, cache=folder / "cache")
taking_in.take_in(open_round(Path(sys.argv[2])), folder / "inbox", basis)
"""


def kill(folder: Path, kills: int) -> int:
    """Kill the program at random moments, many times over one round and at last let it end."""
    expected = state_of(folder / "round", folder)
    shutil.rmtree(folder / "killed", ignore_errors=True)
    begin_round(folder / "killed", "Measured")
    done = wrong = rounds = 0
    while done < kills:
        at_once = random.choice((10, 50, 200))
        command = [sys.executable, "-c", TAKE_IN, str(folder), str(folder / "killed"), str(at_once)]
        with subprocess.Popen(command, stdout=subprocess.PIPE) as program:
            assert program.stdout is not None
            program.stdout.readline()
            with suppress(subprocess.TimeoutExpired):
                program.wait(random.uniform(0.01, 1.0))
            ended = program.poll() is not None
            program.send_signal(signal.SIGKILL)
        if ended:
            # It came to its end: compared, and begun again.
            wrong += state_of(folder / "killed", folder) != expected
            rounds += 1
            shutil.rmtree(folder / "killed")
            begin_round(folder / "killed", "Measured")
        else:
            done += 1
    subprocess.run([*command[:-1], "100"], check=True, stdout=subprocess.DEVNULL)
    wrong += state_of(folder / "killed", folder) != expected
    print(f"kills {done}  rounds ended {rounds + 1}  of them in another state {wrong}")
    return 1 if wrong else 0


def state_of(round_folder: Path, folder: Path) -> tuple[object, object]:
    round_ = open_round(round_folder)
    stored = sorted(path.name for path in round_.received.glob("[!.]*"))
    return open_inbox(round_, folder / "cache").ledger.items, stored


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
