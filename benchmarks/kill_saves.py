"""Kill a program that saves a draft in a loop, again and again, and look for lost words.

    python benchmarks/kill_saves.py [KILLS]

Every save is reported by the program once it has returned; after each kill the draft on disk
must be whole and at least as new as the last save reported, and no other file may lie there.
"""

import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from policytui.drafts.begin import begin_campaign_idea, revise
from policytui.drafts.model import Submitter
from policytui.drafts.store import DraftStore

SAVE_FOREVER = """
import sys
from dataclasses import replace
from pathlib import Path
from policytui.drafts.store import DraftStore
store = DraftStore(Path(sys.argv[1]))
saved = store.load(sys.argv[2])
number = int(saved.draft.reason)
while True:
    number += 1
    saved = store.save(replace(saved.draft, reason=str(number)), saved.stamp)
    print(number, flush=True)
"""


def main() -> int:
    kills = int(sys.argv[1]) if len(sys.argv) > 1 else 100
    lost = half = saves = 0
    with tempfile.TemporaryDirectory() as folder:
        store = DraftStore(Path(folder))
        draft = revise(
            begin_campaign_idea("Kill me", Submitter()), text="words " * 20_000, reason="0"
        )
        store.save(draft, None)
        for _ in range(kills):
            with subprocess.Popen(
                [sys.executable, "-c", SAVE_FOREVER, folder, draft.id],
                stdout=subprocess.PIPE,
                text=True,
            ) as run:
                assert run.stdout is not None
                run.stdout.readline()
                time.sleep(random.uniform(0, 0.05))
                run.kill()
                reported = [int(line) for line in run.stdout.read().split()]
            listing = store.list()
            number = int(listing.drafts[0].draft.reason) if listing.drafts else -1
            lost += number < max(reported, default=1)
            half += len(list(Path(folder).iterdir())) != 1 or bool(listing.problems)
            saves = max(saves, number)
    print(f"kills {kills}  saves {saves}  lost drafts {lost}  half files {half}")
    return 1 if lost or half else 0


if __name__ == "__main__":
    sys.exit(main())
