"""An outline mended by hand: each edit is a value, so edits can be undone, kept and done again.

No edit adds a word to the text of a source or takes one away.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from policytui.errors import UsageError
from policytui.importers.outlining.entries import Entry, Outline, Use
from policytui.text import clean_line

DEEPEST = 6
"""Lowest rank of a heading: Markdown has no lower one."""

MOST_WORDS = 40
"""Most words of a heading; more is a paragraph, and renaming it would lose its words."""

BY_HAND = "left out by hand"


class Action(StrEnum):
    """What can be done to an entry of an outline."""

    PROMOTE = "promote"
    DEMOTE = "demote"
    HEADING = "heading"
    TEXT = "text"
    LEAVE_OUT = "leave out"
    JOIN = "join"
    SPLIT = "split"
    RENAME = "rename"
    KEEP = "keep"
    """It is right as it is: only the doubt about it goes."""


@dataclass(frozen=True, slots=True)
class Edit:
    """One edit of an outline.

    Attributes:
        at: the place of the entry, from 0.
        offset: where a text is split, in characters of it.
        title: what a heading is renamed to; empty brings back its own words.
    """

    action: Action
    at: int
    offset: int = 0
    title: str = ""


def apply_edit(outline: Outline, edit: Edit) -> Outline:
    """The outline after an edit; doubts about the entry it touches are settled by it.

    Raises:
        UsageError: the entry does not allow this edit; the message says why.
    """
    entries = outline.entries
    if not 0 <= edit.at < len(entries):
        raise UsageError("There is no such place in the outline.")
    entry = entries[edit.at]
    changed: tuple[Entry, ...]
    match edit.action:
        case Action.PROMOTE | Action.DEMOTE:
            changed = (_shifted(entry, -1 if edit.action is Action.PROMOTE else 1),)
        case Action.HEADING:
            changed = (_as_heading(outline, edit.at),)
        case Action.TEXT:
            changed = (_as_text(entry),)
        case Action.LEAVE_OUT:
            changed = (_as_left_out(entry),)
        case Action.RENAME:
            changed = (_renamed(entry, edit.title),)
        case Action.KEEP:
            changed = (entry,)
        case Action.SPLIT:
            changed = _split(entry, edit.offset)
        case Action.JOIN:
            return _joined(outline, edit.at)
    return _with(outline, edit.at, edit.at + 1, changed)


def apply_edits(outline: Outline, edits: Sequence[Edit]) -> Outline:
    """The outline after several edits, each applied to what the ones before made.

    Raises:
        UsageError: one of them does not fit.
    """
    for edit in edits:
        outline = apply_edit(outline, edit)
    return outline


def _shifted(entry: Entry, by: int) -> Entry:
    if entry.use is not Use.HEADING:
        raise UsageError("Only a heading has a rank.", hint="Make it a heading first.")
    level = entry.level + by
    if level < 1:
        raise UsageError("This heading stands at the top already.")
    if level > DEEPEST:
        raise UsageError(
            "Headings go no deeper.", hint="Make it text, or leave out a rank above it."
        )
    return replace(entry, level=level)


def _as_heading(outline: Outline, at: int) -> Entry:
    entry = outline.entries[at]
    if entry.use is Use.HEADING:
        raise UsageError("This is a heading already.")
    if "\n" in entry.text.strip() or len(entry.text.split()) > MOST_WORDS:
        raise UsageError("A heading is one short line.", hint="Split this text first.")
    above = (other for other in reversed(outline.entries[:at]) if other.use is Use.HEADING)
    level = next(above, None)
    return replace(
        entry, use=Use.HEADING, level=level.level if level else 1, why="", is_tight=False
    )


def _as_text(entry: Entry) -> Entry:
    if entry.use is Use.TEXT:
        raise UsageError("This is text already.")
    if entry.is_added:
        raise UsageError(
            "This heading stands nowhere in the source, so it cannot become text.",
            hint="Leave it out instead.",
        )
    return replace(entry, use=Use.TEXT, level=0, why="", title="")


def _as_left_out(entry: Entry) -> Entry:
    if entry.use is Use.LEFT_OUT:
        raise UsageError("This is left out already.", hint="Make it text or a heading instead.")
    return replace(entry, use=Use.LEFT_OUT, level=0, why=BY_HAND, title="")


def _renamed(entry: Entry, title: str) -> Entry:
    if entry.use is not Use.HEADING:
        raise UsageError("Only a heading can be renamed.", hint="Make it a heading first.")
    wanted = clean_line(title)
    return replace(entry, title="" if wanted == entry.text else wanted)


def _split(entry: Entry, offset: int) -> tuple[Entry, ...]:
    cut = _between_words(entry.text, offset)
    before, after = entry.text[:cut].rstrip(), entry.text[cut:].lstrip()
    if not before or not after or entry.is_added:
        raise UsageError("There is nothing to split here.", hint="Choose a place inside the text.")
    rest = replace(entry, text=after, title="", is_tight=False, slug="")
    return replace(entry, text=before), rest


def _between_words(text: str, offset: int) -> int:
    """The end of the word that an offset falls into; the offset itself between words."""
    while 0 < offset < len(text) and not (text[offset].isspace() or text[offset - 1].isspace()):
        offset += 1
    return offset


def _joined(outline: Outline, at: int) -> Outline:
    entry = outline.entries[at]
    before = at - 1
    while before >= 0 and outline.entries[before].use is Use.LEFT_OUT:
        before -= 1
    if before < 0:
        raise UsageError("There is nothing before this that it could be joined to.")
    home = outline.entries[before]
    if home.is_added or entry.is_added:
        raise UsageError("A heading that stands nowhere in the source cannot be joined.")
    if home.use is Use.HEADING and "\n" in entry.text:
        raise UsageError("A heading is one line, so this cannot be joined to it.")
    joined = replace(home, text=f"{home.text} {entry.text.strip()}", title="")
    between = outline.entries[before + 1 : at]
    return _with(outline, before, at + 1, (joined, *between))


def _with(outline: Outline, start: int, stop: int, changed: tuple[Entry, ...]) -> Outline:
    touched = {entry.line for entry in (outline.entries[start], outline.entries[stop - 1])}
    return replace(
        outline,
        entries=outline.entries[:start] + changed + outline.entries[stop:],
        doubts=tuple(doubt for doubt in outline.doubts if doubt.line not in touched),
    )
