"""`policytui collate`: take in an inbox, and tell what became of everything that was sent in."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

from policytui.cli.collated import say_ledger
from policytui.cli.output import ProgressLine, say, say_wrapped, talk, write_json
from policytui.cli.rounds import open_named_round, round_folder, who_works
from policytui.cli.session import open_current_workspace
from policytui.conference.consultation.opening import open_answers, prepare_views
from policytui.conference.decisions.calling import find_former_documents
from policytui.conference.inbox.admission import admission_of
from policytui.conference.inbox.ledger import Item, Ledger, tell_ledger
from policytui.conference.inbox.overruling import admit, restore, set_aside
from policytui.conference.inbox.reconsidering import find_changed, reconsider
from policytui.conference.inbox.shelf import Shelf
from policytui.conference.inbox.taking_in import Taken, take_in
from policytui.conference.marshalling.opening import open_tabled
from policytui.conference.round import (
    SETTINGS,
    Round,
    begin_round,
    change_conditions,
    open_round,
)
from policytui.errors import Exit, PolicyError, UsageError
from policytui.export.tables import harmless
from policytui.text import clean_line
from policytui.workspace.workspace import Workspace


def run(options: Any) -> int:
    """Take in an inbox, overrule what was found of one submission, or print the ledger.

    Raises:
        UsageError: options that do not go together, or there is no such round.
        UnknownId: nothing with the id to be overruled was received.
        DataError, StorageError: the inbox or the round cannot be read or written.
    """
    overruled = [id_ for id_ in (options.admit, options.set_aside, options.restore) if id_]
    if overruled and (options.inbox or len(overruled) > 1):
        raise UsageError("--admit, --set-aside and --restore are given alone, one at a time.")
    if options.reason and not (options.admit or options.set_aside):
        raise UsageError("--reason goes with --admit or --set-aside.")
    if options.reconsider and overruled:
        raise UsageError("--reconsider is given without --admit, --set-aside and --restore.")
    workspace = open_current_workspace(options)
    round_ = _round(options, workspace)
    if overruled:
        return _overrule(options, workspace, round_)
    taken = _take_in(options, workspace, round_) if options.inbox else None
    again = taken.reconsidered if taken else ()
    if options.reconsider and not taken:
        by = who_works(options, workspace)
        again = reconsider(round_, workspace.basis, by=by)
    if again or (taken and taken.new):
        _prepare_views(workspace, round_)
    ledger = _ledger(round_, workspace)
    changed = _count_changed(round_, workspace) if not (taken or options.reconsider) else 0
    if options.json:
        write_json({**_value(round_, ledger, taken, again), "by_other_conditions": changed})
        return Exit.DONE
    say(round_.title)
    if taken:
        before = taken.files - len(taken.new)
        say(f"{taken.files:,} files in the inbox, {len(taken.new):,} of them new")
        if before:
            talk(f"{before:,} were received before; none is taken in twice.")
    if again:
        say(f"{len(again):,} that other conditions kept out are let in by those of now")
    elif options.reconsider:
        say("The conditions of now let in nothing else.")
    _say_changed(changed)
    say_ledger(ledger, is_whole=options.all)
    return Exit.DONE


def _round(options: Any, workspace: Workspace) -> Round:
    if not (options.title or options.document or options.conditions is not None):
        return open_named_round(options, workspace)
    documents = tuple(options.document or ())
    for document in documents:
        workspace.catalogue.header(document)
    folder = round_folder(options, workspace)
    if not (folder / SETTINGS).is_file():
        return begin_round(folder, options.title or "", documents, options.conditions or "")
    found = open_round(folder)
    title = clean_line(options.title or "")
    if (title and title != found.title) or (documents and documents != found.documents):
        raise UsageError(
            f"{folder}: the round “{found.title}” lies there already, with another title or "
            "other documents.",
            hint="Choose another folder, or change its round.toml by hand.",
        )
    return _with_conditions(options, workspace, found)


def _with_conditions(options: Any, workspace: Workspace, round_: Round) -> Round:
    """The round, with other conditions from now on where the options name some."""
    wanted = options.conditions
    if wanted is None or wanted == round_.conditions:
        return round_
    # That they are there and can be read is known before anything is changed.
    admission_of(replace(round_, conditions=wanted), workspace.basis)
    changed = change_conditions(round_, wanted, who_works(options, workspace))
    former = f" instead of “{round_.conditions}”" if round_.conditions else ""
    held = f"the conditions “{wanted}” hold" if wanted else "those hold that fit each submission"
    talk(f"From now on {held} in this round{former}.")
    return changed


def _take_in(options: Any, workspace: Workspace, round_: Round) -> Taken:
    progress = ProgressLine()
    try:
        by = who_works(options, workspace)
        return take_in(round_, Path(options.inbox), workspace.basis, by=by, progress=progress)
    except KeyboardInterrupt:
        progress.close()
        talk("policytui: give the same command again to go on where it was.")
        raise
    finally:
        progress.close()


def _prepare_views(workspace: Workspace, round_: Round) -> None:
    """Work out now what the views of a round need, so that each opens at once."""
    progress = ProgressLine()
    catalogue, cache = workspace.catalogue, workspace.places.cache_for_corpus
    try:
        # What cannot be prepared is told by the view that needs it.
        with suppress(PolicyError):
            former = find_former_documents(round_)
            open_tabled(round_, catalogue.document, cache, former, progress)
            prepare_views(open_answers(round_, catalogue, cache, progress), progress)
    finally:
        progress.close()


def _overrule(options: Any, workspace: Workspace, round_: Round) -> int:
    shelf = Shelf(round_, workspace.places.cache_for_corpus)
    by = who_works(options, workspace)
    if options.restore:
        item = restore(round_, shelf, options.restore, by)
    else:
        act, id_ = (admit, options.admit) if options.admit else (set_aside, options.set_aside)
        item = act(round_, shelf, id_, options.reason or "", by)
    ledger = _ledger(round_, workspace)
    if options.json:
        write_json({"item": _entry(item), **_accounts(ledger)})
    else:
        say_wrapped(f"{item.name}: {item.fate.value}" + (f", {item.reason}" if item.reason else ""))
        say(ledger.identity)
    return Exit.DONE


def _ledger(round_: Round, workspace: Workspace) -> Ledger:
    progress = ProgressLine()
    try:
        entries = round_.journal.read()
        shelf = Shelf(round_, workspace.places.cache_for_corpus)
        return tell_ledger(entries, shelf.sent(entries, progress))
    finally:
        progress.close()


def _count_changed(round_: Round, workspace: Workspace) -> int:
    """How many were kept out by other conditions than those of now."""
    with suppress(PolicyError):  # without conditions nothing can be said of them
        return len(find_changed(round_, workspace.basis))
    return 0


def _say_changed(changed: int) -> None:
    if changed:
        were = "was" if changed == 1 else "were"
        say_wrapped(
            f"{changed:,} {were} refused or late by other conditions than those of now; "
            "policytui collate --reconsider looks again."
        )


def _accounts(ledger: Ledger) -> dict[str, Any]:
    counts = {fate.count_name: number for fate, number in ledger.counts.items()}
    return {"received": ledger.received, **counts, "identity": ledger.identity}


def _value(
    round_: Round, ledger: Ledger, taken: Taken | None, again: Sequence[str]
) -> dict[str, Any]:
    return {
        "round": round_.title,
        "folder": str(round_.folder),
        **({"files": taken.files, "new": len(taken.new)} if taken else {}),
        "reconsidered": len(again),
        **_accounts(ledger),
        "submissions": [_entry(item) for item in ledger.items],
    }


def _entry(item: Item) -> dict[str, Any]:
    sent = item.sent
    return {
        "id": item.id,
        "digest": item.digest,
        "file": harmless(item.name),
        "fate": item.fate.value,
        "reason": harmless(item.reason),
        "other": item.other,
        "needs": item.needs,
        "admitted": item.is_admitted,
        "kind": sent.kind.value if sent else "",
        "title": harmless(sent.title) if sent else "",
        "by": harmless(sent.by) if sent else "",
    }
