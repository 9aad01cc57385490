"""`policytui history`: what each edition did to a position or a document, and who brought what."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, replace
from itertools import zip_longest
from textwrap import wrap
from typing import Any

from policytui.cli.compare import changes_value, inline
from policytui.cli.output import ProgressLine, cell_width, say, say_wrapped, write_json
from policytui.cli.session import open_workspace
from policytui.cli.show import describe_edition, describe_nations
from policytui.compare.history import (
    Blamed,
    Event,
    History,
    Step,
    blame,
    tell_editions,
    tell_history,
)
from policytui.compare.history_said import say_step
from policytui.compare.words import Change, Op
from policytui.corpus.editions import read_editions
from policytui.corpus.model import Document, Header
from policytui.corpus.provenance import Origin, read_provenance
from policytui.errors import Exit, UsageError

FindOrigins = Callable[[Header], tuple[Origin, ...]]
"""Who moved what an edition changed in a position."""

_CONTEXT = 12
"""Words shown on each side of a change; a longer run between two changes is cut."""
_MARGIN = 24
_TEXT = 72


def run(options: Any) -> int:
    """Print the history of a position or a document, newest edition first.

    Raises:
        UnknownId: there is neither a position nor a document with this id.
        UsageError: `--blame` is given for a document.
        DataError: an edition holds mistakes.
    """
    document_id, slash, _ = options.id.partition("/")
    if options.blame and not slash:
        raise UsageError(
            "--blame is for one position.",
            hint=f"Give the id of a position; see them with: policytui show {document_id}",
        )
    corpus = open_workspace(options).places.corpus.path
    editions = read_editions(corpus, document_id)
    if not slash:
        _tell_document(editions, as_json=options.json)
        return Exit.DONE
    history = tell_history(editions, options.id)
    told = read_provenance(corpus, document_id)

    def origins_of(header: Header) -> tuple[Origin, ...]:
        found = told.get(header.edition)
        return found.origins.get(history.position_id, ()) if found else ()

    if options.blame:
        _tell_blame(history, blame(editions, options.id), origins_of, as_json=options.json)
    elif options.json:
        steps = [
            _step_value(step) | {"moved_by": [asdict(each) for each in origins_of(step.header)]}
            for step in history.steps
        ]
        write_json({"id": history.position_id, "title": history.position.title, "steps": steps})
    else:
        _say_history(history, editions[-1].header, origins_of)
    return Exit.DONE


# --- a position ---


def _say_history(history: History, document: Header, origins_of: FindOrigins) -> None:
    _say_title(history.position.title)
    say(f"{document.title} [{history.position_id}]")
    for step in history.steps:
        say()
        say(describe_edition(step.header))
        say_wrapped(say_step(step, describe_nations), indent="  ")
        for origin in origins_of(step.header):
            say_wrapped(origin.told, indent="  ")
        if Event.AMENDED in step.events:
            say()
            say_wrapped(inline(tuple(_shortened(step.changes))), indent="    ")


def _shortened(changes: Sequence[Change]) -> Iterator[Change]:
    """The changes with the middle of long unchanged runs cut out."""
    last = len(changes) - 1
    for at, change in enumerate(changes):
        words = change.base.split(" ")
        if change.op is not Op.EQUAL or len(words) <= 2 * _CONTEXT + 1:
            yield change
            continue
        start = " ".join(words[:_CONTEXT]) if at > 0 else ""
        end = " ".join(words[-_CONTEXT:]) if at < last else ""
        text = " ".join(part for part in (start, "…", end) if part)
        yield replace(change, base=text, proposed=text)


def _step_value(step: Step) -> dict[str, Any]:
    position = step.position
    return {
        **_edition_value(step.header),
        "events": [_key(event) for event in step.events],
        "title": position.title if position else "",
        "themes": list(position.themes) if position else [],
        "nations": [nation.value for nation in position.nations] if position else [],
        "came_from": list(step.came_from),
        "went_to": list(step.went_to),
        "changes": changes_value(step.changes),
    }


# --- who brought what ---


def _tell_blame(
    history: History,
    runs: Sequence[Blamed],
    origins_of: FindOrigins,
    *,
    as_json: bool,
) -> None:
    if as_json:
        values = [
            {
                "text": run.text,
                **_edition_value(run.header),
                "moved_by": [asdict(origin) for origin in origins_of(run.header)],
            }
            for run in runs
        ]
        write_json({"id": history.position_id, "title": history.position.title, "runs": values})
        return
    _say_title(history.position.title)
    if history.steps[0].position is None:
        say(f"Left out of the edition {history.steps[0].header.edition}; this is its last text.")
    for run in runs:
        say()
        # The margin names an edition once for each run, with who adopted it and when.
        margin = wrap(describe_edition(run.header), _MARGIN)
        for left, right in zip_longest(margin, _folded(run.text), fillvalue=""):
            say(f"{left}{' ' * (_MARGIN - cell_width(left))} | {right}".rstrip())
    for header in dict.fromkeys(run.header for run in runs):
        for origin in origins_of(header):
            say()
            say_wrapped(f"{header.edition}: {origin.told} [{origin.submission}]")


def _folded(text: str) -> list[str]:
    lines = text.strip().split("\n")
    return [part for line in lines for part in wrap(line, _TEXT) or [""]]


# --- a document ---


def _tell_document(editions: Sequence[Document], *, as_json: bool) -> None:
    progress = ProgressLine()
    try:
        steps = tell_editions(editions, progress=progress)
    finally:
        progress.close()
    header = editions[-1].header
    if as_json:
        values = [
            {
                **_edition_value(step.header),
                "positions": step.positions,
                "counts": {_key(name): count for name, count in step.counts.items()},
            }
            for step in steps
        ]
        write_json({"id": header.id, "title": header.title, "editions": values})
        return
    _say_title(header.title)
    for step in steps:
        say()
        say(describe_edition(step.header))
        told = [f"{count} {name}" for name, count in step.counts.items() if count]
        number = "1 position" if step.positions == 1 else f"{step.positions} positions"
        say(f"  {number}: {', '.join(told) or Event.OLDEST.value}")


def _say_title(title: str) -> None:
    say(title)
    say("=" * min(cell_width(title), 80))


def _edition_value(header: Header) -> dict[str, Any]:
    return {
        "edition": header.edition,
        "adopted": header.adopted.isoformat() if header.adopted else None,
        "adopted_by": header.adopted_by,
    }


def _key(name: str) -> str:
    return name.replace(" ", "_")
