"""What is exported: one position, how its text changes, and who asks for it and why."""

import re
from dataclasses import dataclass, replace
from datetime import date

from policytui.compare.words import Change, compare_words
from policytui.text import clean_line, clean_prose

NOTHING = "(nothing)"
"""Stands for a text that is empty."""
UNCHANGED = "The two texts are the same."

_NO_CHARACTERS = re.compile("[\ufffe\uffff]")
"""Code points that XML cannot hold and that `clean_text` lets pass."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """One comparison, as it stands in a file.

    Attributes:
        title: the position's title.
        changes: joined they are the two texts; empty where there is no text at all.
        base_title: what the first text is, such as an edition.
        proposed_title: what the second text is.
        instruction: the change in formal wording, one string each.
        mover: who moves it; tracked changes carry the name.
        when: the day on which it was moved.
        source: lines that say where the base was taken from.
    """

    title: str
    changes: tuple[Change, ...]
    base_title: str = ""
    proposed_title: str = ""
    instruction: tuple[str, ...] = ()
    reason: str = ""
    mover: str = ""
    when: date | None = None
    source: tuple[str, ...] = ()

    @property
    def base(self) -> str:
        """The text before."""
        return "".join(change.base for change in self.changes)

    @property
    def proposed(self) -> str:
        """The text after."""
        return "".join(change.proposed for change in self.changes)

    @property
    def byline(self) -> str:
        """Who moves it and when, as people write it."""
        moved = f"Moved by {self.mover}" if self.mover else ""
        day = f"{self.when.day} {self.when:%B %Y}" if self.when else ""
        return ", ".join(filter(None, (moved, day)))

    def cleaned(self) -> "Comparison":
        """The same with every string fit for a file.

        Texts that are not clean prose are cleaned and compared again, because a character or a
        line end may stand across two changes.
        """
        base, proposed = as_prose(self.base), as_prose(self.proposed)
        is_clean = (base, proposed) == (self.base, self.proposed)
        return replace(
            self,
            title=as_line(self.title),
            changes=self.changes if is_clean else compare_words(base, proposed),
            base_title=as_line(self.base_title),
            proposed_title=as_line(self.proposed_title),
            instruction=tuple(filter(None, map(as_prose, self.instruction))),
            reason=as_prose(self.reason),
            mover=as_line(self.mover),
            source=tuple(filter(None, map(as_line, self.source))),
        )


def as_prose(text: str) -> str:
    """Text of many lines that XML and HTML can hold."""
    return clean_prose(_NO_CHARACTERS.sub("", text))


def as_line(text: str) -> str:
    """One line that XML and HTML can hold."""
    return clean_line(_NO_CHARACTERS.sub("", text))
