"""`policytui draft carry`: an amendment carried over to the position as it stands now."""

from typing import Any

from policytui.cli.compare import inline
from policytui.cli.operand import resolve_draft
from policytui.cli.output import say, say_wrapped, talk, write_json
from policytui.cli.session import open_current_workspace
from policytui.compare.words import compare_words
from policytui.drafts.carry import CarryOver, Outcome, Target, carry_over, settle
from policytui.drafts.model import Draft
from policytui.errors import Exit, UnknownId
from policytui.workspace.workspace import Workspace

_CANDIDATES = 20


def run(options: Any) -> int:
    """Show what carrying over comes to, and save it with `--yes`; exit 1 while something is open.

    Raises:
        UnknownId: there is no such draft, or no such position for `--to`.
        UsageError: the draft amends nothing, or is submitted.
    """
    workspace = open_current_workspace(options)
    saved = resolve_draft(workspace, options.draft)
    carry = find_carry_over(workspace, saved.draft, to=options.to)
    carried = _decide(carry, options.keep)
    if options.json:
        write_json(_value(carry, carried))
    else:
        _say(carry, carried)
    if carry.outcome is Outcome.UNCHANGED:
        return Exit.DONE
    if carried is None:
        return Exit.FINDINGS
    if not options.yes:
        talk("Nothing is changed yet. To accept this, give --yes.")
        return Exit.FINDINGS
    workspace.drafts.save(carried, saved.stamp)
    talk(f"Saved: {saved.path}")
    return Exit.DONE


def find_carry_over(workspace: Workspace, draft: Draft, *, to: str | None = None) -> CarryOver:
    """What becomes of a draft in this corpus.

    Args:
        to: the id of a position to carry it to instead of its own.

    Raises:
        UnknownId: there is no position `to`.
        UsageError: the draft amends nothing, or is submitted.
    """
    catalogue = workspace.catalogue

    def target(position_id: str) -> Target:
        position = catalogue.position(position_id)
        return Target(position, catalogue.header(position.document_id))

    if to:
        return carry_over(draft, target(to))
    try:
        return carry_over(draft, target(draft.base.position) if draft.base else None)
    except UnknownId:
        text = f"{draft.base.title}\n{draft.base.text}" if draft.base else ""
        hits = workspace.engine.similar(text, _CANDIDATES)
        return carry_over(draft, None, [target(hit.id) for hit in hits])


def _decide(carry: CarryOver, keep: str | None) -> Draft | None:
    if carry.outcome is Outcome.CONFLICTS and keep:
        return settle(carry, [getattr(conflict, keep) for conflict in carry.conflicts])
    return carry.proposed


_MEANINGS = {
    Outcome.UNCHANGED: "The position reads as it did when the amendment was begun.",
    Outcome.ALREADY_SAID: "The position says already what this amendment proposes.",
    Outcome.CLEAN: "The position has changed, in other words than this amendment changes.",
    Outcome.CONFLICTS: "The position has changed in words that this amendment changes too.",
    Outcome.FOUND: "The position is gone; its words stand in these. Carry it to one with --to ID.",
    Outcome.GONE: "The position is gone from this corpus, and its words are not found.",
}


def _say(carry: CarryOver, carried: Draft | None) -> None:
    say(_MEANINGS[carry.outcome])
    if carried is not None and carried.base is not None:
        say()
        say(f"Carried over to edition {carried.base.edition}, {carried.base.position}:")
        say_wrapped(inline(compare_words(carried.base.text, carried.text)), indent="  ")
    elif carry.outcome is Outcome.CONFLICTS:
        for number, conflict in enumerate(carry.conflicts, 1):
            say()
            say(f"Conflict {number} of {len(carry.conflicts)}")
            for name in ("base", "mine", "theirs"):
                say_wrapped(f"{_SIDES[name]}: {getattr(conflict, name).strip()}", indent="  ")
        say()
        say("Settle them in the app, or take one side for all with --keep mine or --keep theirs.")
    for sighting in carry.sightings:
        position = sighting.target.position
        say(f"  {sighting.score:3.0f}  {sighting.method}  {position.title}  [{position.id}]")


_SIDES = {"base": "it was", "mine": "this amendment", "theirs": "it reads now"}


def _value(carry: CarryOver, carried: Draft | None) -> dict[str, Any]:
    return {
        "outcome": carry.outcome.value,
        "text": carried.text if carried else None,
        "conflicts": [
            {name: getattr(conflict, name) for name in _SIDES} for conflict in carry.conflicts
        ],
        "found": [
            {
                "position": sighting.target.position.id,
                "method": str(sighting.method),
                "score": round(sighting.score, 2),
            }
            for sighting in carry.sightings
        ],
    }
