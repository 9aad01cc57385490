"""What was changed in the text of a page, so that its words can still be counted."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Change:
    """Letters in the text of a page that became others, set apart from the word they stood at.

    Attributes:
        place: where they stand in the text of the page, in UTF-16 units.
    """

    place: int
    was: str
    now: str


def change_text(text: str, changes: Iterable[Change]) -> str:
    """The text of a page with its changes made."""
    units = text.encode("utf-16-le", "surrogatepass")
    parts, done = [], 0
    for change in sorted(changes, key=lambda change: change.place):
        start, end = 2 * change.place, 2 * (change.place + len(change.was))
        if start >= done and units[start:end].decode("utf-16-le", "replace") == change.was:
            parts += [units[done:start], f" {change.now} ".encode("utf-16-le")]
            done = end
    return b"".join([*parts, units[done:]]).decode("utf-16-le", "replace")
