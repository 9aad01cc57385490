"""Tracked changes of a Word file: what a view leaves out, and how many there are."""

from collections import Counter

from policytui.importers.blocks import View
from policytui.importers.readers.office.package import Node
from policytui.importers.readers.word.package import W
from policytui.importers.report import Doubt
from policytui.text import clean_line

_GONE = {
    View.ACCEPTED: {
        W + "del": "deleted in tracked changes",
        W + "moveFrom": "moved elsewhere in tracked changes",
    },
    View.ORIGINAL: {
        W + "ins": "inserted in tracked changes",
        W + "moveTo": "moved here in tracked changes",
    },
}
_KINDS = {"ins": "insertion", "del": "deletion", "moveTo": "move"}
_ABOUT_MARKS = {W + "rPr", W + "trPr"}
_MOST_NAMES = 5


def why_gone(node: Node, view: View) -> str:
    """Why a view leaves out what this element holds; empty where it does not.

    An insertion that was itself deleted again is in neither view.
    """
    why = _GONE[view].get(node.tag, "")
    if not why and view is View.ORIGINAL and node.tag == W + "del":
        parent = node.getparent()
        if parent is not None and parent.tag == W + "ins":
            why = _GONE[view][W + "ins"]
    return f"{why}{_by(node)}" if why else ""


def is_mark_gone(paragraph: Node, view: View) -> bool:
    """Whether the end of a paragraph is deleted, so that the next one goes on with its line."""
    properties = paragraph.find(W + "pPr")
    mark = None if properties is None else properties.find(W + "rPr")
    return mark is not None and any(child.tag in _GONE[view] for child in mark)


def why_row_gone(row: Node, view: View) -> str:
    """Why a view leaves out a row of a table; empty where it does not."""
    properties = row.find(W + "trPr")
    reasons = () if properties is None else (why_gone(child, view) for child in properties)
    return next(filter(None, reasons), "")


def doubt_changes(body: Node, view: View) -> Doubt | None:
    """What the person who imports is told of tracked changes; None where there are none."""
    counts: Counter[str] = Counter()
    names: dict[str, None] = {}
    marks: Counter[str] = Counter()
    for tag, kind in _KINDS.items():
        for node in body.iter(W + tag):
            parent = node.getparent()
            about_mark = parent is not None and parent.tag in _ABOUT_MARKS
            (marks if about_mark else counts)[kind] += 1
            names.setdefault(clean_line(node.get(W + "author", "")))
    for kind in marks:
        # The end of a paragraph goes with its words; it counts where nothing else was changed.
        counts[kind] = counts[kind] or marks[kind]
    if not counts:
        return None
    told = " and ".join(
        f"{count} {kind}{'s' if count != 1 else ''}"
        for kind in _KINDS.values()
        if (count := counts[kind])
    )
    known = [name for name in names if name]
    by = f" by {', '.join(known[:_MOST_NAMES])}" if known else ""
    by += " and others" if len(known) > _MOST_NAMES else ""
    read = "accepted" if view is View.ACCEPTED else "they were before the changes"
    return Doubt(0, f"the file holds tracked changes: {told}{by}; read as {read}.")


def _by(node: Node) -> str:
    name = clean_line(node.get(W + "author", ""))
    return f" by {name}" if name else ""
