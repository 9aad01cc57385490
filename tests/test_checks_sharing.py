"""A large check is shared out between two processes, and says the same as one."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import PROJECT
from corpora import write_corpus
from hypothesis import given
from hypothesis import strategies as st

from policytui.checks.sharing import _Ends

_SCRIPT = """
import multiprocessing, sys, threading
from datetime import UTC, datetime
from pathlib import Path
from policytui.checks.basis import Basis
from policytui.checks.checking import check_drafts
from policytui.checks.sharing import WORTH_SHARING
from policytui.corpus.catalogue import Catalogue
from policytui.drafts.model import Draft, DraftKind

at = datetime(2026, 5, 1, tzinfo=UTC)
drafts = [
    Draft(id=f"d{n}", kind=DraftKind.NEW_POSITION, title=f"Idea {n}", created=at, updated=at,
          text=f"DFID should let {n} shops that stand empty for a year to the town.")
    for n in range(WORTH_SHARING)
]
catalogue = Catalogue(Path(sys.argv[1]), Path(sys.argv[2]))
catalogue.refresh()
begun = []
process = multiprocessing.get_context("fork").Process
start = process.start
process.start = lambda self: (begun.append(1), start(self))
shared = check_drafts(drafts, Basis(catalogue, at))
assert begun == [1]
waiting = threading.Event()
threading.Thread(target=waiting.wait, daemon=True).start()  # a thread forbids to fork
alone = check_drafts(drafts, Basis(catalogue, at))
assert begun == [1]
assert shared == alone

def fail(self):
    begun.append(2)
    self._target = lambda *_: None  # it ends without a word
    start(self)

threading.active_count = lambda: 1
process.start = fail
assert check_drafts(drafts, Basis(catalogue, at)) == alone
assert begun == [1, 2]
print(len(alone))
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system has no fork")
def test_two_processes_find_what_one_finds_even_where_one_of_them_fails(tmp_path: Path) -> None:
    write_corpus(tmp_path / "corpus")
    command = [sys.executable, "-c", _SCRIPT, str(tmp_path / "corpus"), str(tmp_path / "c.sqlite")]
    environment = {**os.environ, "PYTHONPATH": str(PROJECT)}
    done = subprocess.run(command, capture_output=True, text=True, env=environment, check=False)
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) >= 400


@given(st.integers(0, 30), st.lists(st.booleans()))
def test_tasks_taken_from_both_ends_are_each_taken_once(tasks: int, turns: list[bool]) -> None:
    ends = _Ends(tasks)
    taken = [ends.take_first() if turn else ends.take_last() for turn in turns]
    while (number := ends.take_first()) is not None:
        taken.append(number)
    assert sorted(number for number in taken if number is not None) == list(range(tasks))
    assert ends.taken == tasks
