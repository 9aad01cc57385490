"""Takes in a made round, measures it, and holds all that was found against what was planted.

    python benchmarks/collate.py [FOLDER] [--submissions N] [--again]

FOLDER is kept, so that more can be measured on the same round; without it a temporary one is used.
--again opens a round that was taken in before. Each view is opened as its screen and its command
open it, one after the other in one process; the report is the command itself.
"""

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
import tomllib
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from collate_truth import (
    Amendments,
    verify_answers,
    verify_falls,
    verify_fates,
    verify_together,
)
from make_round import make_round
from make_round_drafts import is_available

from policytui.checks.basis import Basis
from policytui.conference.amendments.together import bring_together
from policytui.conference.consultation.opening import open_answers, prepare_views
from policytui.conference.decisions.calling import open_calling
from policytui.conference.inbox.ledger import Ledger, tell_ledger
from policytui.conference.inbox.shelf import Shelf
from policytui.conference.inbox.submissions import open_inbox
from policytui.conference.inbox.taking_in import take_in
from policytui.conference.marshalling.opening import open_tabled
from policytui.conference.round import Round, begin_round
from policytui.corpus.catalogue import Catalogue

T = TypeVar("T")
RUN = """
import sys, time
from policytui.cli.main import main
code = main(sys.argv[1:])
most = next(line for line in open("/proc/self/status") if line.startswith("VmHWM"))
print(time.process_time(), most.split()[1], file=sys.stderr)
sys.exit(code)
"""
"""Runs a command, and tells what it took of the processor (s) and of memory (KB)."""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, nargs="?")
    parser.add_argument("--submissions", type=int, default=10_000)
    parser.add_argument("--again", action="store_true")
    args = parser.parse_args()
    if not is_available():
        print("the texts are not there; nothing was measured.", file=sys.stderr)
        return 0
    with tempfile.TemporaryDirectory() as temporary:
        folder = args.folder or Path(temporary)
        if not args.again:
            make_round(folder, args.submissions)
        return _Measuring(folder).run()


@dataclass
class _Measuring:
    """A round in a folder, what was measured of it, and what is wrong with it."""

    folder: Path
    rows: list[tuple[str, str]] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)

    def run(self) -> int:
        truth = json.loads((self.folder / "truth.json").read_text(encoding="utf-8"))
        self.cache = self.folder / "cache"
        self.catalogue = Catalogue(self.folder / "corpus", self.cache / "catalogue.sqlite")
        self.catalogue.refresh()
        round_ = begin_round(self.folder / "round", "Measured")
        self.take_in(round_)
        find = self.catalogue.document
        self.time(
            "then the amendments read, as the command does",
            lambda: open_tabled(round_, find, self.cache),
        )
        answers = open_answers(round_, self.catalogue, self.cache)

        def prepare() -> bool:
            prepare_views(answers)
            return True

        self.time("and the answers prepared", prepare)
        self.time("inbox: what became of each file", lambda: self.ledger(round_))
        inbox = self.time("everything that counts opened", lambda: open_inbox(round_, self.cache))
        self.wrong += verify_fates(inbox, truth)
        told = [inbox.ledger.identity]

        tabled = self.time(
            "marshalled list opened",
            lambda: (tabled := open_tabled(round_, find, self.cache), tabled.marshal())[0],
        )
        calling = self.time("decisions opened", lambda: open_calling(round_, find, self.cache))
        together = self.time(
            "amendments brought together", lambda: bring_together(tabled.amendments)
        )
        known = Amendments(
            truth, (one.id for one in tabled.amendments if one.position and one.id in tabled.drafts)
        )
        self.wrong += verify_together(together, known, truth)
        self.wrong += verify_falls(calling, known, truth)

        answers = self.time(
            "answers opened", lambda: open_answers(round_, self.catalogue, self.cache)
        )
        responses = answers.responses
        largest = max(responses.questions, key=lambda question: len(question.replies))
        self.time(
            f"{len(largest.replies):,} answers to one question in groups",
            lambda: answers.groups(largest),
        )
        self.time(
            f"first search in {len(responses.replies):,} answers",
            lambda: answers.index.search("public schools", 200),
        )
        wrong, more = verify_answers(answers, truth)
        self.wrong += wrong
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        self.rows.append(("most memory, all of it in one process", f"{memory:,.0f} MB"))
        self.report()
        return self.tell([*told, *more])

    def time(self, what: str, do: Callable[[], T]) -> T:
        """Do something, and note how long it took and how long the processor worked on it."""
        wall, cpu = time.perf_counter(), time.process_time()
        done = do()
        wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
        self.rows.append((what, f"{wall:.2f} s ({cpu:.2f} s of processor)"))
        return done

    def take_in(self, round_: Round) -> None:
        wall, cpu = time.perf_counter(), time.process_time()
        basis = Basis(self.catalogue, cache=self.cache)
        taken = take_in(round_, self.folder / "inbox", basis, by="benchmark")
        wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
        self.rows.append(
            (f"{taken.files:,} files, {len(taken.new):,} of them new", f"{wall:.1f} s")
        )
        self.rows.append(("taken in", f"{taken.files / wall:,.0f} a second"))
        self.rows.append(("processor, for each file", f"{cpu / taken.files * 1000:.2f} ms"))
        alone = self.read_alone() * taken.files
        self.rows.append(("times what reading its TOML alone takes", f"{cpu / alone:.1f}"))

    def ledger(self, round_: Round) -> Ledger:
        entries = round_.journal.read()
        return tell_ledger(entries, Shelf(round_, self.cache).sent(entries))

    def read_alone(self) -> float:
        """Seconds of the processor that reading the TOML of one submission takes, and no more."""
        paths = sorted((self.folder / "inbox").rglob("20*.toml"))[::20]
        texts = [path.read_text("utf-8") for path in paths]
        start = time.process_time()
        for text in texts:
            tomllib.loads(text)
        return (time.process_time() - start) / len(texts)

    def report(self) -> None:
        """The report in Word with all tables, by the command in a process of its own."""
        folder = self.folder
        command = ["--corpus", folder / "corpus", "report", "--round", folder / "round", "--force"]
        command += ["--output", folder / "report.docx", "--tables", folder / "tables"]
        wall = time.perf_counter()
        done = subprocess.run(
            [sys.executable, "-c", RUN, *map(str, command)],
            env={**os.environ, "POLICYTUI_CACHE": str(self.cache)},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
        )
        wall = time.perf_counter() - wall
        if done.returncode:
            self.wrong.append(f"the report ended with {done.returncode}: {done.stderr[-300:]}")
            return
        cpu, memory = done.stderr.split()[-2:]
        told = f"{wall:.1f} s ({float(cpu):.1f} s of processor), {int(memory) / 1024:,.0f} MB"
        self.rows.append(("report in Word with all tables, the command", told))

    def tell(self, more: list[str]) -> int:
        """Print one table, and what is wrong."""
        width = max(len(what) for what, _ in self.rows)
        for what, figure in self.rows:
            print(f"{what:<{width}}  {figure}")
        for line in more:
            print(line)
        for line in self.wrong[:60]:
            print("WRONG", line)
        found = "every planted case found, nothing else reported"
        print(f"{len(self.wrong)} wrong" if self.wrong else found)
        return 1 if self.wrong else 0


if __name__ == "__main__":
    sys.exit(main())
