"""Which words change between two texts, in operations that read as a person would tell them.

Tokens (`tokens`) give exact edits (`edits`), which are then made readable (`readable`).
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from policytui.compare.edits import Edit, find_edits
from policytui.compare.readable import make_readable
from policytui.compare.tokens import count_words, is_number, is_word, tokenise

__all__ = [
    "Change",
    "Nature",
    "Op",
    "compare_words",
    "count_words",
    "is_number",
    "is_word",
    "nature_of",
    "tokenise",
]


class Op(StrEnum):
    """What happens to a run of text."""

    EQUAL = "equal"
    INSERT = "insert"
    DELETE = "delete"
    REPLACE = "replace"


class Nature(StrEnum):
    """How much a change matters."""

    NONE = "none"
    LAYOUT = "layout"
    TYPOGRAPHY = "typography"
    SUBSTANCE = "substance"


@dataclass(frozen=True, slots=True)
class Change:
    """One operation of a comparison.

    The `base` strings of a comparison joined are the base text, the `proposed` strings joined
    the proposed text, byte for byte.
    """

    op: Op
    base: str
    proposed: str


def compare_words(base: str, proposed: str) -> tuple[Change, ...]:
    """The operations that turn one text into another, equal runs among them.

    Two equal runs never stand next to each other, and two changes do so only where one of them
    is the change of a number, which always stands alone.
    """
    old, new = tokenise(base), tokenise(proposed)
    return tuple(_changes(make_readable(find_edits(old, new), old, new), old, new))


def nature_of(change: Change) -> Nature:
    """Whether a change alters only white space, only quotes, dashes and the like, or words."""
    if change.base == change.proposed:
        return Nature.NONE
    if _spaced_plainly(change.base) == _spaced_plainly(change.proposed):
        return Nature.LAYOUT
    if _set_plainly(change.base) == _set_plainly(change.proposed):
        return Nature.TYPOGRAPHY
    return Nature.SUBSTANCE


_PLAIN = str.maketrans(
    {
        **dict.fromkeys("“”„‟«»″", '"'),
        **dict.fromkeys("‘’‚‛‹›′`", "'"),
        **dict.fromkeys("‐‑‒–—―−", "-"),
        "…": "...",
    }
)


def _spaced_plainly(text: str) -> str:
    return " ".join(text.split())


def _set_plainly(text: str) -> str:
    return _spaced_plainly(
        re.sub("-{2,}", "-", unicodedata.normalize("NFC", text.translate(_PLAIN)))
    )


def _changes(edits: Sequence[Edit], old: Sequence[str], new: Sequence[str]) -> Iterator[Change]:
    at = 0
    for edit in edits:
        if edit.start > at:
            equal = "".join(old[at : edit.start])
            yield Change(Op.EQUAL, equal, equal)
        before = "".join(old[edit.start : edit.end])
        after = "".join(new[edit.new_start : edit.new_end])
        op = Op.REPLACE if before and after else Op.DELETE if before else Op.INSERT
        yield Change(op, before, after)
        at = edit.end
    if at < len(old):
        rest = "".join(old[at:])
        yield Change(Op.EQUAL, rest, rest)
