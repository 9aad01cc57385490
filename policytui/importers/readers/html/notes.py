"""Footnotes of a web page: the links that call them, and the notes that they lead to."""

import re
from dataclasses import dataclass, field

from policytui.importers.readers.html.parts import HEADINGS, text_of
from policytui.importers.readers.html.source import Element

_LABEL = re.compile(r"\[?\(?(\d{1,3}|[a-z])\)?\]?")
_LONGEST_LABEL = 8


@dataclass(slots=True)
class Notes:
    """The footnotes of a page.

    Attributes:
        calls: the links to notes, with the labels of the notes.
        notes: the elements that notes begin with, with their labels.
        labels: the elements in which notes repeat their labels.
    """

    calls: dict[Element, str] = field(default_factory=dict)
    notes: dict[Element, str] = field(default_factory=dict)
    labels: set[Element] = field(default_factory=set)


def find_notes(root: Element) -> Notes:
    """The footnotes that are called by a raised or bracketed number and stand behind their calls.

    Notes link back to their calls in the same manner; what comes first is the call.
    """
    found = Notes()
    called: dict[str, list[Element]] = {}
    seen: set[str] = set()
    for element in root.iter():
        names = {element.get("id"), element.get("name")} - {None, ""}
        for name in names:
            calls = called.pop(name, [])
            if calls and element.tag not in HEADINGS:
                _take_note(found, element, calls)
        seen |= names
        target = element.get("href", "") if element.tag == "a" else ""
        if target.startswith("#") and target[1:] not in seen and _calls_a_note(element):
            called.setdefault(target[1:], []).append(element)
    return found


def _take_note(found: Notes, note: Element, calls: list[Element]) -> None:
    label = _label(calls[0])
    found.notes[note] = label
    found.calls |= dict.fromkeys(calls, label)
    inner = (part for part in note.iter("sup", "a") if _label(part) == label)
    found.labels.update(part for part in [next(inner, None)] if part is not None)


def _calls_a_note(link: Element) -> bool:
    if not _label(link):
        return False
    above = link.getparent()
    return (
        (above is not None and above.tag == "sup")
        or link.find(".//sup") is not None
        or link.get("role") == "doc-noteref"
        or text_of(link).startswith("[")
    )


def _label(element: Element) -> str:
    if len(element) > 2:
        return ""
    match = _LABEL.fullmatch(text_of(element)[: _LONGEST_LABEL + 1])
    return match[1] if match else ""
