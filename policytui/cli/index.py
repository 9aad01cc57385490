"""`policytui index`: bring catalogue and index up to date."""

import shutil
from typing import Any

from policytui.cli.output import ProgressLine, say, talk, write_json
from policytui.cli.session import open_workspace
from policytui.errors import Exit


def run(options: Any) -> int:
    """Refresh and print what the corpus holds; exit 3 when a file cannot be read."""
    workspace = open_workspace(options)
    if options.rebuild:
        shutil.rmtree(workspace.places.cache_for_corpus, ignore_errors=True)
    progress = ProgressLine()
    try:
        refreshed = workspace.refresh(progress)
    finally:
        progress.close()
    documents = workspace.catalogue.documents()
    problems = refreshed.problems
    if options.json:
        write_json(
            {
                "engine": options.engine,
                "documents": len(documents),
                "positions": workspace.catalogue.count(),
                "changed": list(refreshed.changed),
                "removed": list(refreshed.removed),
                "problems": [
                    {"file": str(p.file), "line": p.line, "key": p.key, "message": p.message}
                    for p in problems
                ],
            }
        )
    else:
        say(f"{len(documents)} documents, {workspace.catalogue.count():,} positions")
        for problem in problems:
            talk(str(problem))
    return Exit.BAD_DATA if problems else Exit.DONE
