"""Amendments as a conference takes them: each with its edits of the text that stands now.

An amendment to an amendment is one that was begun on the text which another proposes, or that
declares to narrow or supersede it. Either way it turns the other's proposed text into its own.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from policytui.compare.collisions import amendment_between
from policytui.compare.likeness import form
from policytui.compare.merge import Edit, apply_edits, merge
from policytui.compare.tokens import is_word
from policytui.corpus.model import Document
from policytui.drafts.model import Draft, DraftKind, Relation
from policytui.text import clean_prose

DEEPEST = 2
"""Degrees of amendments to amendments; a conference cannot follow more (Robert's Rules, 12:12)."""

_AMENDING = (Relation.NARROWS, Relation.SUPERSEDES)


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

    @property
    def can_be_put(self) -> bool:
        """Whether there is something to vote on."""
        return not self.note


def read_amendments(
    drafts: Sequence[Draft], documents: Iterable[Document]
) -> tuple[Amendment, ...]:
    """The amendments and new positions among drafts, in their order.

    One whose position was changed since it was begun is carried over where no words are in
    conflict; otherwise it stays in the list with a note.

    Args:
        documents: those that are amended, as they stand now.
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
            read.append(_to_amendment(draft, by_id[parent], _degree(draft.id, parents)))
        elif draft.base is None:
            key = (draft.document, form(draft.title).casefold(), form(draft.text))
            read.append(_new_position(draft, first.setdefault(key, draft.id)))
        else:
            read.append(_to_position(draft, texts.get(draft.base.position)))
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
    by_text: dict[str, str] = {}
    for draft in drafts:
        by_text.setdefault(draft.text, draft.id)
    ids = {draft.id for draft in drafts}
    found = {}
    for draft in drafts:
        if draft.base is None:
            continue
        parent = next(_declared(draft, ids), "")
        if not parent and draft.base.text != texts.get(draft.base.position):
            parent = by_text.get(draft.base.text, "") if draft.base.text else ""
        if parent and parent != draft.id:
            found[draft.id] = parent
    return found


def _declared(draft: Draft, ids: set[str]) -> Iterator[str]:
    return (
        item.position
        for item in draft.relates
        if item.relation in _AMENDING and item.position in ids and item.position != draft.id
    )


def _degree(id_: str, parents: Mapping[str, str]) -> int:
    degree = 0
    while id_ in parents and degree <= DEEPEST:
        id_ = parents[id_]
        degree += 1
    return degree


# --- one draft each ---


def _to_amendment(draft: Draft, parent: Draft, degree: int) -> Amendment:
    made = _made(draft, target=parent.id, base=parent.text, text=draft.text)
    if degree <= DEEPEST:
        return replace(made, amends=parent.id)
    note = "It amends an amendment to an amendment to an amendment; that cannot be put to a vote."
    return replace(made, target=draft.id, edits=(), note=note)


def _to_position(draft: Draft, current: str | None) -> Amendment:
    assert draft.base is not None
    began, position = draft.base.text, draft.base.position
    if current is None:
        made = _made(draft, target=position, base=began, text=draft.text)
        return replace(made, edits=(), note=f"The corpus holds no position {position}.")
    text: str | None = draft.text
    if began != current:
        text = merge(began, current, draft.text).text if draft.text.strip() else draft.text
    if text is None:
        made = _made(draft, target=position, base=began, text=draft.text)
        note = "The words that it changes were changed since; carry it over with its mover first."
        return replace(made, edits=(), note=note)
    made = _made(draft, target=position, base=current, text=clean_prose(text))
    if not made.edits:
        return replace(made, note="It changes nothing in the position as it stands now.")
    return made


def _new_position(draft: Draft, first: str) -> Amendment:
    return _made(draft, target=f"new:{first}", base="", text=draft.text)


def _made(draft: Draft, *, target: str, base: str, text: str) -> Amendment:
    shape, edits = edits_of(base, text)
    position = draft.base.position if draft.base else ""
    return Amendment(
        id=draft.id,
        target=target,
        position=position,
        document=position.partition("/")[0] or draft.document,
        theme=draft.theme,
        title=draft.base.title if draft.base else draft.title,
        base=base,
        text=text,
        shape=shape,
        edits=edits,
        mover=draft.submitter.mover,
        organisation=draft.submitter.organisation,
    )
