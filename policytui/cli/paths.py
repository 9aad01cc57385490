"""`policytui paths`: which folders are in use, and why these."""

from typing import Any

from policytui.cli.output import say, write_json
from policytui.cli.session import open_workspace
from policytui.errors import Exit
from policytui.workspace.rounds import round_in_use


def run(options: Any) -> int:
    """Print every folder and file the program uses."""
    workspace = open_workspace(options)
    places = workspace.places
    rows = {
        "corpus": (places.corpus.path, places.corpus.found_by),
        "drafts": (places.drafts.path, places.drafts.found_by),
        "outbox": (places.outbox, "inside drafts"),
        "index": (places.cache_for_corpus, "a cache; may be deleted"),
        "state": (places.state, "unsaved words and the last view"),
        "settings": (places.settings_file, "yours to write; may be absent"),
    }
    if round_ := round_in_use(workspace):
        rows["round"] = round_
    if options.json:
        write_json({name: str(path) for name, (path, _) in rows.items()})
        return Exit.DONE
    for name, (path, why) in rows.items():
        say(f"{name:<9} {path}")
        say(f"{'':<9} ({why})")
    return Exit.DONE
