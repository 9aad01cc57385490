"""Footnotes: raised numbers in the text, and the notes in small letters at the foot of a page."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from policytui.importers.readers.pdf.changes import Change
from policytui.importers.readers.pdf.letters import Piece
from policytui.importers.readers.pdf.lines import Line, make_line

_DIGITS = re.compile(r"^\d{1,3}$")
_OPENING = re.compile(r"^(\d{1,3})(?:\s|(?=[^\W\d_]|[“‘\"(]))")
_RAISED = 0.12
_SMALL = 0.85


@dataclass(slots=True)
class PageNotes:
    """The raised numbers and the notes of one page.

    Attributes:
        marks: line and piece of each raised number, by their places.
        notes: number of each note that a raised number calls, by the place of its first line.
    """

    marks: list[tuple[int, int]] = field(default_factory=list)
    notes: dict[int, str] = field(default_factory=dict)


def find_notes(lines: Sequence[Line], body: float) -> PageNotes:
    """The raised numbers of a page, and the notes that they call.

    Args:
        body: size of most letters of the document.
    """
    marks = [
        (at, index)
        for at, line in enumerate(lines)
        for index, piece in enumerate(line.pieces)
        if _is_raised(piece, line)
    ]
    called = {lines[at].pieces[index].text: lines[at].base for at, index in marks if index}
    notes: dict[int, str] = {}
    for at, line in enumerate(lines):
        opening = _OPENING.match(line.text)
        number = opening[1] if opening else ""
        small = line.size <= body * 0.95
        below = number in called and line.base < called[number]
        if small and below and number not in notes.values():
            notes[at] = number
    return PageNotes(marks, notes)


def _is_raised(piece: Piece, line: Line) -> bool:
    small = piece.style.size < _SMALL * line.size
    raised = piece.base - line.base > _RAISED * line.size
    return small and raised and _DIGITS.match(piece.text) is not None


def name_notes(pages: Iterable[PageNotes]) -> list[dict[str, str]]:
    """For each page the names of its notes: their numbers, or new ones where these come again."""
    found = [list(page.notes.values()) for page in pages]
    counts = Counter(number for numbers in found for number in numbers)
    if all(count == 1 for count in counts.values()):
        return [{number: number for number in numbers} for numbers in found]
    names, last = [], 0
    for numbers in found:
        names.append({number: str(last + place) for place, number in enumerate(numbers, 1)})
        last += len(numbers)
    return names


def mark_notes(
    lines: Sequence[Line], notes: PageNotes, names: dict[str, str]
) -> tuple[list[Line], list[Change]]:
    """The lines of a page with marks of notes as `[^1]`, and what that did to its text.

    Raised numbers without a note keep their digits, parted from the word by a space.
    """
    pieces = {at: list(lines[at].pieces) for at, _ in notes.marks}
    pieces |= {at: list(lines[at].pieces) for at in notes.notes}
    changes: list[Change] = []
    for at, index in notes.marks:
        if at in notes.notes and index == 0:
            continue
        piece = pieces[at][index]
        name = names.get(piece.text)
        if name and index:
            pieces[at][index] = replace(piece, text=f"[^{name}]", glued=True)
        else:
            pieces[at][index] = replace(piece, glued=False)
        if index + 1 < len(pieces[at]):
            following = pieces[at][index + 1]
            apart = following.text[0].isalnum()
            pieces[at][index + 1] = replace(following, glued=following.glued and not apart)
        changes.append(Change(piece.place, piece.text, name or piece.text))
    for at, number in notes.notes.items():
        first, *rest = pieces[at]
        style = rest[0].style if rest else first.style
        marked = replace(first, text=f"[^{names[number]}]:", style=style)
        remainder = first.text.removeprefix(number)
        if remainder:
            rest.insert(0, replace(first, text=remainder))
        pieces[at] = [marked, replace(rest[0], glued=False), *rest[1:]]
        changes.append(Change(first.place, number, names[number]))
    result = list(lines)
    for at, changed in pieces.items():
        result[at] = make_line(changed)
    return result, changes
