"""Two changes of one text brought together: three-way merge at the level of words.

The scheme is that of diff3 (Khanna, Kunal and Pierce, "A Formal Investigation of Diff3", 2007)
on words instead of lines: both changes are told as edits of the base, edits that touch one
another form a region, and a region that both sides make differently is a conflict for a person
to settle. Everything else is agreed, and no word of either side is lost.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum

from policytui.compare.words import Change, Op, compare_words, count_words, tokenise

_FEWEST_MOVED_WORDS = 5
"""Fewer words that go here and come there are no passage that was moved."""
_LONG_WORD = 40


@dataclass(frozen=True, slots=True, order=True)
class Edit:
    """The characters [start, end) of the base become `text`; an insertion has start == end."""

    start: int
    end: int
    text: str

    @property
    def is_insertion(self) -> bool:
        """Whether the edit leaves nothing out."""
        return self.start == self.end


class Side(Enum):
    """Who changed a piece of the text."""

    NEITHER = "neither"
    MINE = "mine"
    THEIRS = "theirs"
    BOTH = "both"
    """Both made the same change, or one moved the passage and the other edited it."""


@dataclass(frozen=True, slots=True)
class Agreed:
    """A piece of the text that is settled: `base` becomes `text`."""

    base: str
    text: str
    by: Side


@dataclass(frozen=True, slots=True)
class Conflict:
    """A piece of the base that both sides change, each in its own way."""

    base: str
    mine: str
    theirs: str


@dataclass(frozen=True, slots=True)
class Merge:
    """Both changes together.

    Attributes:
        pieces: in their order; their `base` joined is the base text.
    """

    pieces: tuple[Agreed | Conflict, ...]

    @property
    def conflicts(self) -> tuple[Conflict, ...]:
        """What a person must settle."""
        return tuple(piece for piece in self.pieces if isinstance(piece, Conflict))

    @property
    def text(self) -> str | None:
        """The merged text; None while there are conflicts."""
        return None if self.conflicts else self.settled(())

    def settled(self, choices: Sequence[str]) -> str:
        """The merged text with one chosen text for each conflict, in their order.

        Raises:
            ValueError: there are not as many choices as conflicts.
        """
        if len(choices) != len(self.conflicts):
            raise ValueError(f"{len(choices)} choices for {len(self.conflicts)} conflicts")
        chosen = iter(choices)
        return "".join(
            piece.text if isinstance(piece, Agreed) else next(chosen) for piece in self.pieces
        )


def merge(base: str, mine: str, theirs: str) -> Merge:
    """Both changes of a base together.

    A side that changes nothing gives way to the other; so does one that only sets the same
    words with other white space. Edits follow a passage that the other side moved unchanged.
    """
    my_edits, their_edits = set(edits_between(base, mine)), set(edits_between(base, theirs))
    pieces: list[Agreed | Conflict] = []
    at = 0
    for region in touching(base, my_edits | their_edits):
        start, end = region[0].start, max(edit.end for edit in region)
        _agree(pieces, base[at:start], base[at:start], Side.NEITHER)
        my_text = apply_edits(base, [edit for edit in region if edit in my_edits], start, end)
        their_text = apply_edits(base, [edit for edit in region if edit in their_edits], start, end)
        _settle(pieces, base[start:end], my_text, their_text)
        at = end
    _agree(pieces, base[at:], base[at:], Side.NEITHER)
    _follow_moves(pieces)
    return Merge(tuple(pieces))


def _settle(pieces: list[Agreed | Conflict], base: str, mine: str, theirs: str) -> None:
    if mine == theirs:
        _agree(pieces, base, mine, Side.BOTH)
    elif theirs == base:
        _agree(pieces, base, mine, Side.MINE)
    elif mine == base:
        _agree(pieces, base, theirs, Side.THEIRS)
    elif substance(theirs) == substance(base):
        _agree(pieces, base, mine, Side.MINE)
    elif substance(mine) == substance(base):
        _agree(pieces, base, theirs, Side.THEIRS)
    elif substance(mine) == substance(theirs):
        _agree(pieces, base, min(mine, theirs), Side.BOTH)
    else:
        pieces.append(Conflict(base, mine, theirs))


def _agree(pieces: list[Agreed | Conflict], base: str, text: str, by: Side) -> None:
    if base or text:
        pieces.append(Agreed(base, text, by))


def _follow_moves(pieces: list[Agreed | Conflict]) -> None:
    """Put the edits of one side where the other side moved the passage to."""
    for number, conflict in enumerate(pieces):
        if not isinstance(conflict, Conflict):
            continue
        passage = conflict.base.strip()
        for side, left, edited in (
            (Side.MINE, conflict.mine, conflict.theirs),
            (Side.THEIRS, conflict.theirs, conflict.mine),
        ):
            if left.strip() or count_words(tokenise(passage)) < _FEWEST_MOVED_WORDS:
                continue
            places = [
                (place, piece)
                for place, piece in enumerate(pieces)
                if isinstance(piece, Agreed) and piece.by is side and passage in piece.text
            ]
            if len(places) == 1 and places[0][1].text.count(passage) == 1:
                place, piece = places[0]
                text = piece.text.replace(passage, edited.strip())
                pieces[place] = Agreed(piece.base, text, Side.BOTH)
                pieces[number] = Agreed(conflict.base, left, side)


def substance(text: str) -> tuple[str, ...]:
    """The words and marks of a text and the breaks between its paragraphs, without other space."""
    return tuple(
        "\n\n" if token.isspace() else token
        for token in tokenise(text)
        if not token.isspace() or token.count("\n") > 1
    )


# --- edits: a change told as intervals of the base ---


def edits_between(base: str, proposed: str) -> tuple[Edit, ...]:
    """The edits that turn one text into another, in their order, each told in one way only.

    "a[ b] c" and "a [b ]c" are one change: both are told as the second, so that edits of
    several amendments can be compared.
    """
    changes = compare_words(base, proposed)
    edits: list[Edit] = []
    at = 0
    for number, change in enumerate(changes):
        end = at + len(change.base)
        if change.op is not Op.EQUAL:
            edits.append(
                _slide(Edit(at, end, change.proposed), change.base, _kept_behind(changes, number))
            )
        at = end
    return tuple(edits)


def _kept_behind(changes: Sequence[Change], number: int) -> str:
    behind = changes[number + 1 : number + 2]
    return behind[0].base if behind and behind[0].op is Op.EQUAL else ""


def _slide(edit: Edit, left_out: str, following: str) -> Edit:
    """The edit moved behind the white space that it could as well begin behind."""
    passage = left_out + edit.text
    space = _leading_space(passage)
    is_replacement = left_out and edit.text
    if is_replacement or not space or space in (passage, following):
        return edit
    if space != _leading_space(following):
        return edit
    shift = len(space)
    text = edit.text[shift:] + space if edit.text else ""
    return Edit(edit.start + shift, edit.end + shift, text)


def _leading_space(text: str) -> str:
    return text[: len(text) - len(text.lstrip())]


def apply_edits(base: str, edits: Iterable[Edit], start: int = 0, end: int | None = None) -> str:
    """The part [start, end) of the base with edits applied that stand in order in it."""
    parts: list[str] = []
    at = start
    for edit in edits:
        parts += (base[at : edit.start], edit.text)
        at = edit.end
    parts.append(base[at:end])
    return "".join(parts)


def touching(base: str, edits: Iterable[Edit]) -> list[list[Edit]]:
    """The edits in groups, in the order of the base; an edit touches only edits of its group."""
    groups: list[list[Edit]] = []
    for edit in sorted(set(edits)):
        group = [edit]
        while groups and any(touch(base, other, edit) for other in groups[-1]):
            group = groups.pop() + group
        groups.append(group)
    return groups


def touch(base: str, first: Edit, second: Edit) -> bool:
    """Whether two edits of a base cannot be applied independently of each other.

    Words inserted beside a changed passage do not touch it, unless they would run together
    with other words, or the passage is all of their paragraph, so that they would be left
    standing alone, or all of the text.
    """
    if first.is_insertion and second.is_insertion:
        return first.start == second.start
    if first.start < second.end and second.start < first.end:
        return True
    left, right = sorted((first, second))
    if left.end != right.start:
        return False
    if _run_together(left.text or base[: left.start], right.text or base[right.end :]):
        return True
    passage, inserted = (right, left) if left.is_insertion else (left, right)
    if not inserted.is_insertion:
        return False
    if passage.end - passage.start == len(base):
        return True
    return "\n\n" not in inserted.text and _takes_paragraph(base, passage, inserted.start)


def _run_together(left: str, right: str) -> bool:
    """Whether the last word or mark of one text and the first of another would become one."""
    end, beginning = left[-_LONG_WORD:], right[:_LONG_WORD]
    if not end or end[-1].isspace():
        return False
    return len(tokenise(end + beginning)) < len(tokenise(end)) + len(tokenise(beginning))


def _takes_paragraph(base: str, passage: Edit, point: int) -> bool:
    """Whether a passage holds every word of the paragraph in which a point at its edge lies."""
    start = base.rfind("\n\n", 0, point) + 1
    end = base.find("\n\n", point)
    end = len(base) if end < 0 else end
    words_outside = base[start : passage.start] + base[passage.end : end]
    return bool(base[start:end].strip()) and not words_outside.strip()
