"""Kills a program that collates, decides, adopts and undoes, again and again, at random moments.

    python benchmarks/kill_round.py [KILLS] [--submissions N] [--seed S]

A made round is led from the inbox to the next edition and back by the commands that staff give.
Each command is killed (SIGKILL) at random moments and given again until it comes to its end; then
ledger, journal without times, decisions, every file of the corpus and every file kept in the round
must be those of a round that nobody killed. Rounds are led until there were KILLS kills. Before
that two programs collate one inbox at the same time.
"""

import argparse
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from make_round import make_round
from make_round_drafts import is_available

from policytui.conference.inbox.submissions import open_inbox
from policytui.conference.journal import NAME
from policytui.conference.round import open_round

STEPS: Mapping[str, Sequence[str]] = {
    "collate": ("collate INBOX --title Killed",),
    "decide": (
        "marshal --publish",
        "decide CARRIED carried --votes 120:80:3",
        "decide --fallen",
        "decide --rest lost",
    ),
    "adopt": ("adopt --edition 2021 --adopted 2021-10-10 --yes",),
    "undo": ("adopt --undo --yes",),
}
"""What staff do, one after the other; after the last all is as before the adoption."""
ENDED = {"undo": "There is nothing to undo"}
"""What a command says that had come to its end before it was killed."""

RUN = """
import sys
from policytui.cli.main import main
from policytui.conference.inbox import taking_in
taking_in._FILES_AT_ONCE = 20
print(flush=True)
for command in sys.argv[1:]:
    if code := main(command.split()):
        sys.exit(code)
"""
"""Gives some commands one after the other, taking files in by few at once; says when it begins."""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("kills", type=int, nargs="?", default=100)
    parser.add_argument("--submissions", type=int, default=300)
    parser.add_argument("--seed", type=int)
    args = parser.parse_args()
    if not is_available():
        print("the texts are not there; nothing was measured.", file=sys.stderr)
        return 0
    chance = random.Random(args.seed)
    with tempfile.TemporaryDirectory() as temporary:
        made = Path(temporary) / "made"
        truth = make_round(made, args.submissions)
        # One of each collision, and the leave-outs, so that others fall with them.
        carried = [one for one, _ in (*truth["collision"], *truth["leave-out"])]
        carried += [id_ for id_ in truth["counted"] if id_ in truth["places"]][:40]
        led = _Led(Path(temporary) / "led", made, carried)
        expected, took = led.lead()
        for step, seconds in took.items():
            print(f"{step}: {seconds:.2f} s left alone")
        rounds = wrong = 0
        shared = _Led(Path(temporary) / "killed", made, carried)
        for what in _differences(_without_acts(expected["collate"]), shared.collate_by_two()):
            wrong += 1
            print(f"WRONG after two collated at once: {what}")
        kills: Counter[str] = Counter()
        while kills.total() < args.kills:
            again = _Led(Path(temporary) / "killed", made, carried)
            found, killed = again.lead_killed(took, chance)
            kills += killed
            rounds += 1
            print(f"{kills.total()} kills", file=sys.stderr, flush=True)
            for step, state in found.items():
                for what in _differences(expected[step], state):
                    wrong += 1
                    print(f"WRONG after {step}: {what}")
    told = ", ".join(f"{number} in {step}" for step, number in kills.items())
    print(f"kills {kills.total()} ({told})  rounds {rounds}  other states {wrong}")
    return 1 if wrong else 0


State = dict[str, object]


@dataclass
class _Led:
    """A round that is led in a folder of its own.

    Attributes:
        made: folder of the made round, which is copied.
        carried: ids of amendments that are carried.
    """

    folder: Path
    made: Path
    carried: Sequence[str]

    def __post_init__(self) -> None:
        shutil.rmtree(self.folder, ignore_errors=True)
        shutil.copytree(self.made, self.folder, symlinks=True)

    def lead(self) -> tuple[dict[str, State], dict[str, float]]:
        """Lead it to its end; what it was after each step, and the seconds that each took."""
        states, took = {}, {}
        for step in STEPS:
            with self._begin(step) as program:
                start = time.perf_counter()
                self._await(program, step)
                took[step] = time.perf_counter() - start
            states[step] = self.state()
        return states, took

    def collate_by_two(self) -> State:
        """Give the first command twice at one moment; what comes of it, but for the journal."""
        step = next(iter(STEPS))
        with self._begin(step) as one, self._begin(step) as other:
            self._await(one, step)
            self._await(other, step)
        return _without_acts(self.state())

    def lead_killed(
        self, took: Mapping[str, float], chance: random.Random
    ) -> tuple[dict[str, State], Counter[str]]:
        """Lead it to its end with kills in every step; what it was after each, and the kills."""
        states = {}
        kills: Counter[str] = Counter()
        for step in STEPS:
            for _ in range(chance.randint(1, 4)):
                with self._begin(step) as program:
                    with suppress(subprocess.TimeoutExpired):
                        program.wait(chance.uniform(0, took[step]))
                    kills[step] += program.poll() is None
                    program.send_signal(signal.SIGKILL)
            with self._begin(step) as program:
                self._await(program, step)
            states[step] = self.state()
        return states, kills

    def _begin(self, step: str) -> subprocess.Popen[str]:
        """A program that gives the commands of a step, its modules loaded."""
        places = {"INBOX": str(self.folder / "inbox"), "CARRIED": " ".join(self.carried)}
        commands = []
        for command in STEPS[step]:
            words = " ".join(places.get(word, word) for word in command.split())
            folder = f"--round {self.folder / 'round'} --by Staff"
            commands.append(f"--corpus {self.folder / 'corpus'} {words} {folder}")
        program = subprocess.Popen(
            [sys.executable, "-c", RUN, *commands],
            env={**os.environ, "POLICYTUI_CACHE": str(self.folder / "cache")},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        assert program.stdout
        program.stdout.readline()
        return program

    def _await(self, program: subprocess.Popen[str], step: str) -> None:
        _, said = program.communicate()
        if program.returncode and ENDED.get(step, "\0") not in said:
            raise SystemExit(f"{step} ended with {program.returncode}: {said[-500:]}")

    def state(self) -> State:
        """All that must not depend on kills: ledger, acts without times, every file."""
        round_ = open_round(self.folder / "round")
        state: State = {
            f"act {entry.number}": (entry.number, entry.act) for entry in round_.journal.read()
        }
        items = open_inbox(round_, None).ledger.items
        state |= {f"ledger: {item.name} {item.digest[:12]}": item for item in items}
        for folder in (self.folder / "corpus", self.folder / "round"):
            for path in sorted(folder.rglob("*")):
                # What a killed program left half-written beside what was sent in is swept later.
                is_left = path.suffix == ".tmp" and path.is_relative_to(round_.folder)
                if path.is_file() and path.name != NAME and not is_left:
                    state[path.relative_to(self.folder).as_posix()] = path.read_bytes()
        return state


def _without_acts(state: State) -> State:
    """A state without the acts, which two who work at once note in any order, but each once."""
    acts = [value for name, value in state.items() if name.startswith("act ")]
    return {name: value for name, value in state.items() if not name.startswith("act ")} | {
        "number of acts": len(acts)
    }


def _differences(expected: State, found: State) -> list[str]:
    """The first of what is in one state and not, or otherwise, in the other."""
    names = [name for name in {**expected, **found} if expected.get(name) != found.get(name)]
    return [f"{name}: {str(found.get(name))[:200]}" for name in sorted(names)[:3]]


if __name__ == "__main__":
    sys.exit(main())
