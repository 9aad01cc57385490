"""What a composite rests on: the text of its position, which may have been changed since.

The change of the position and that of the composite are merged word by word, as for drafts. A
composite never undoes silently what was changed after its words were settled.
"""

from dataclasses import dataclass
from enum import StrEnum

from policytui.compare.merge import merge
from policytui.conference.amendments.amendment import CARRIED


class Rest(StrEnum):
    """How the position stands to the text on which a composite was made."""

    SAME = "same"
    NOT_RECORDED = "not recorded"
    """Made before the text was noted with it; its words are taken as they are."""
    MOVED = "moved"
    """Changed, in other words than the composite changes."""
    CONFLICT = "conflict"
    """Changed in words that the composite changes too."""
    GONE = "gone"


_MESSAGES = {
    Rest.MOVED: CARRIED,
    Rest.CONFLICT: (
        "The position was changed since in words that this changes too; settle its text anew."
    ),
    Rest.GONE: "The corpus holds no such position any more.",
}


@dataclass(frozen=True, slots=True)
class Resting:
    """A composite on the text of today.

    Attributes:
        text: what it makes of the position as it stands now; its own words where that cannot
            be told.
    """

    rest: Rest
    text: str

    @property
    def message(self) -> str:
        """What a person must know of it; empty where the position stands as it did."""
        return _MESSAGES.get(self.rest, "")

    @property
    def has_moved(self) -> bool:
        """Whether the position is another text by now."""
        return self.rest in _MESSAGES


def rest_on(base: str | None, text: str, today: str | None) -> Resting:
    """What words that were settled on one text of a position make of it today.

    Args:
        base: the position when the words were settled; None where that is not known.
        text: the words; blank ones leave the position out, whatever it says.
        today: the position as it stands now; None where there is none.
    """
    if today is None:
        return Resting(Rest.GONE, text)
    if base is None:
        return Resting(Rest.NOT_RECORDED, text)
    if base == today:
        return Resting(Rest.SAME, text)
    if not text.strip():
        return Resting(Rest.MOVED, text)
    merged = merge(base, text, today).text
    if merged is None:
        return Resting(Rest.CONFLICT, text)
    return Resting(Rest.MOVED, merged)
