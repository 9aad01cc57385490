"""What is meant by a key in an outline: the edits it makes, where they lead, how they are told."""

from collections.abc import Sequence

from policytui.importers.outlining.editing import Action, Edit
from policytui.importers.outlining.entries import Entry, Outline, Use
from policytui.tui.plain import one_line
from policytui.tui.wording import number
from policytui.workspace.imports import Step

_DONE = {
    Action.PROMOTE: "Raised",
    Action.DEMOTE: "Lowered",
    Action.HEADING: "Made a heading of",
    Action.TEXT: "Made text of",
    Action.LEAVE_OUT: "Left out",
    Action.JOIN: "Joined",
    Action.SPLIT: "Split",
    Action.RENAME: "Renamed",
    Action.KEEP: "Doubtful no more:",
}
_SHORT = 40


def step_for(action: Action, places: Sequence[int]) -> Step:
    """One step that does the same to several entries."""
    # From the end, so that joining entries moves none of those that are still to come.
    return tuple(Edit(action, at) for at in sorted(places, reverse=True))


def leave_out_step(outline: Outline, places: Sequence[int]) -> Step:
    """What leaves entries out, or brings them back where all of them are."""
    entries = outline.entries
    kept = [at for at in places if entries[at].use is not Use.LEFT_OUT]
    if kept:
        return step_for(Action.LEAVE_OUT, kept)
    back = sorted(places, reverse=True)
    return tuple(Edit(_way_back(entries[at]), at) for at in back)


def _way_back(entry: Entry) -> Action:
    return Action.HEADING if entry.is_added else Action.TEXT


def home_of(outline: Outline, at: int) -> int:
    """The place of what an entry would be joined to, -1 where there is none."""
    before = at - 1
    while before >= 0 and outline.entries[before].use is Use.LEFT_OUT:
        before -= 1
    return before


def place_after(step: Step, outline: Outline) -> int:
    """The entry to look at after a step.

    Args:
        outline: as it stood before the step.
    """
    first = step[-1]
    if first.action is Action.JOIN:
        return max(0, home_of(outline, first.at))
    return first.at


def brings_back(step: Step, outline: Outline) -> bool:
    """Whether joining brings words back that were left out.

    Args:
        outline: as it stood before the step.
    """
    entries = outline.entries
    return any(edit.action is Action.JOIN and entries[edit.at].use is Use.LEFT_OUT for edit in step)


def said_of(step: Step, outline: Outline) -> str:
    """What a step does, in one sentence.

    Args:
        outline: as it stood before the step.
    """
    edit = step[0]
    if len(step) > 1:
        return f"{_DONE[edit.action]} {number(len(step), 'row')}."
    entry = outline.entries[edit.at]
    if edit.action is Action.JOIN:
        home = outline.entries[max(0, home_of(outline, edit.at))]
        return f"Joined to {_name(home)}."
    return f"{_DONE[edit.action]} {_name(entry)}."


def _name(entry: Entry) -> str:
    name = entry.heading if entry.use is Use.HEADING else entry.text
    short = one_line(name[:200])
    return f"“{short}”" if len(short) <= _SHORT else f"“{short[: _SHORT - 1].rstrip()}…”"
