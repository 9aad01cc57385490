"""Amendments as a conference takes them: each with its edits of the text that stands now.

An amendment to an amendment is one that was begun on the text which another proposes, or that
declares to narrow or supersede it. Either way it turns the other's proposed text into its own.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from policytui.compare.collisions import amendment_between
from policytui.compare.likeness import form
from policytui.compare.merge import Edit, apply_edits, merge
from policytui.compare.tokens import is_word
from policytui.corpus.model import Document
from policytui.drafts.model import Base, Draft, DraftKind, Relation
from policytui.text import clean_prose

DEEPEST = 2
"""Degrees of amendments to amendments; more no conference can follow (Robert's Rules allow one)."""

CARRIED = "The position was changed since this was written; it stands on the text of today."
"""The remark on what was carried over to a newer text of its position."""

_AMENDING = (Relation.NARROWS, Relation.SUPERSEDES)


FindEdits = Callable[[str, str], tuple["Shape", tuple[Edit, ...]]]


class Shape(StrEnum):
    """What an amendment does to its position."""

    WORDS = "words"
    REPLACEMENT = "replacement"
    """Leaves out every word and inserts others."""
    LEAVE_OUT = "leave out"
    """Leaves out the whole position."""
    NEW_POSITION = "new position"


@dataclass(frozen=True, slots=True)
class Amendment:
    """An amendment before a conference.

    Attributes:
        id: of the submission, or of the composite.
        target: the text that it amends: the id of a position, of an amendment, or of its own
            for a new position; new positions with the same words have one target.
        position: id of the position; empty for a new one.
        document, theme: where a new position belongs, either may be empty.
        base: the text that it amends, as that stands now.
        text: what it makes of it; empty to leave the whole position out.
        edits: from the one to the other; empty where it changes nothing or cannot be placed.
        amends: id of the amendment that it amends, else empty.
        note: why it cannot be put as it stands, in words for staff, else empty.
        members: ids of the amendments that a composite is made of.
        today: the position as it stands now, also where `base` is an older text of it; None
            where there is none.
        remark: what must be known of it though it can be put, else empty.
    """

    id: str
    target: str
    position: str
    document: str
    theme: str
    title: str
    base: str
    text: str
    shape: Shape
    edits: tuple[Edit, ...]
    mover: str = ""
    organisation: str = ""
    amends: str = ""
    note: str = ""
    members: tuple[str, ...] = ()
    today: str | None = None
    remark: str = ""

    @property
    def can_be_put(self) -> bool:
        """Whether there is something to vote on."""
        return not self.note


def read_amendments(
    drafts: Sequence[Draft], documents: Iterable[Document], find_edits: FindEdits | None = None
) -> tuple[Amendment, ...]:
    """The amendments and new positions among drafts, in their order.

    One whose position was changed since it was begun is carried over where no words are in
    conflict; otherwise it stays in the list with a note.

    Args:
        documents: those that are amended, as they stand now.
        find_edits: stands for `edits_of` where that was asked before (`kept.KeptEdits`).
    """
    texts = {
        position.id: clean_prose(position.text)
        for document in documents
        for position in document.positions
    }
    wanted = [one for one in drafts if one.kind in (DraftKind.AMENDMENT, DraftKind.NEW_POSITION)]
    parents = _parents(wanted, texts)
    by_id = {draft.id: draft for draft in wanted}
    first: dict[tuple[str, str, str], str] = {}
    read = []
    for draft in wanted:
        parent = parents.get(draft.id)
        if parent is not None:
            made = _to_amendment(draft, by_id[parent], _degree(draft.id, parents))
        elif draft.base is None:
            key = (draft.document, form(draft.title).casefold(), form(draft.text))
            made = _made(draft, f"new:{first.setdefault(key, draft.id)}", "", draft.text)
        else:
            made = _to_position(draft, draft.base, texts.get(draft.base.position))
        if made.can_be_put and made.text == made.base:
            made = replace(made, note="It changes nothing in what it amends.")
        if made.can_be_put:
            shape, edits = (find_edits or edits_of)(made.base, made.text)
            made = replace(made, shape=shape, edits=edits)
        read.append(made)
    return tuple(read)


def edits_of(base: str, text: str) -> tuple[Shape, tuple[Edit, ...]]:
    """What an amendment does to a text; one that keeps no word of it replaces it as a whole."""
    if not base.strip():
        return Shape.NEW_POSITION, (Edit(0, len(base), text),) if text != base else ()
    edits = amendment_between("", base, text).edits
    if not text.strip():
        return Shape.LEAVE_OUT, edits
    kept = apply_edits(base, (replace(edit, text="") for edit in edits)) if edits else base
    if not is_word(kept):
        return Shape.REPLACEMENT, (Edit(0, len(base), text),)
    return Shape.WORDS, edits


def amends_text(amendment: Amendment, base: str, text: str) -> Amendment:
    """The amendment with another text that it amends, or another text that it makes of it."""
    shape, edits = edits_of(base, text)
    return replace(amendment, base=base, text=text, shape=shape, edits=edits)


# --- which amendment amends which ---


def _parents(drafts: Sequence[Draft], texts: Mapping[str, str]) -> dict[str, str]:
    """For each amendment to an amendment the id of the one that it amends."""
    by_id = {draft.id: draft for draft in drafts}
    by_text: dict[str, list[Draft]] = defaultdict(list)
    for draft in drafts:
        if draft.text:
            by_text[draft.text].append(draft)
    found = {}
    for draft in drafts:
        if draft.base is None:
            continue
        began, current = draft.base.text, texts.get(draft.base.position)
        others = [by_id[id_] for id_ in _declared(draft) if id_ in by_id]
        others += by_text.get(began, []) if began != current else []
        parent = next((one for one in others if _can_be_amended(one, draft)), None)
        if parent is not None:
            found[draft.id] = parent.id
    return found


def _declared(draft: Draft) -> Iterator[str]:
    return (item.position for item in draft.relates if item.relation in _AMENDING)


def _can_be_amended(parent: Draft, draft: Draft) -> bool:
    """Whether one draft can be an amendment to another: of one position, or of a new one."""
    assert draft.base is not None
    is_here = parent.base is None or parent.base.position == draft.base.position
    return is_here and parent.id != draft.id


def _degree(id_: str, parents: Mapping[str, str]) -> int:
    degree = 0
    while id_ in parents and degree <= DEEPEST:
        id_ = parents[id_]
        degree += 1
    return degree


# --- one draft each, without its edits ---


def _to_amendment(draft: Draft, parent: Draft, degree: int) -> Amendment:
    if degree <= DEEPEST:
        return _made(draft, parent.id, parent.text, draft.text, amends=parent.id)
    note = "It amends an amendment to an amendment to an amendment; that cannot be put to a vote."
    return _made(draft, draft.id, parent.text, draft.text, note=note)


def _to_position(draft: Draft, base: Base, current: str | None) -> Amendment:
    if current is None:
        note = f"The corpus holds no position {base.position}."
        return _made(draft, base.position, base.text, draft.text, note=note)
    text: str | None = draft.text
    if base.text != current and draft.text.strip():
        text = merge(base.text, current, draft.text).text
    if text is None:
        note = "The words that it changes were changed since; carry it over with its mover first."
        return _made(draft, base.position, base.text, draft.text, note=note, today=current)
    remark = CARRIED if base.text != current else ""
    # Merging may leave what a text must not hold; the draft's own words were cleaned on reading.
    wording = text if text is draft.text else clean_prose(text)
    return _made(draft, base.position, current, wording, today=current, remark=remark)


def _made(
    draft: Draft,
    target: str,
    base: str,
    text: str,
    *,
    amends: str = "",
    note: str = "",
    today: str | None = None,
    remark: str = "",
) -> Amendment:
    position = draft.base.position if draft.base else ""
    shape = Shape.WORDS if draft.base else Shape.NEW_POSITION
    return Amendment(
        id=draft.id,
        target=target,
        position=position,
        document=position.partition("/")[0] or draft.document,
        theme=draft.theme,
        title=draft.base.title if draft.base else draft.title,
        base=base,
        text=text,
        shape=shape if text.strip() else Shape.LEAVE_OUT,
        edits=(),
        mover=draft.submitter.mover,
        organisation=draft.submitter.organisation,
        amends=amends,
        note=note,
        today=today,
        remark=remark,
    )
