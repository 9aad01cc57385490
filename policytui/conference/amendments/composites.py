"""Composites: one text made of several amendments to a position, with the consent of the movers.

A composite that every mover consents to takes the place of its members in the list; until then
the members stand. A consent is to the words as they are: another text must be asked for anew.
The members keep their words for the appendix, whatever becomes of the composite.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from policytui.conference.amendments.amendment import Amendment, Shape, edits_of
from policytui.conference.journal import Act, Entry
from policytui.conference.marshalling.standing import Standing
from policytui.errors import UnknownId, UsageError
from policytui.text import clean_line, clean_prose

Decide = Callable[[tuple[Entry, ...]], Sequence[Act]]

MADE, TEXT, CONSENT, DISSOLVED = (
    "composite.made",
    "composite.text",
    "composite.consent",
    "composite.dissolved",
)


class Answer(StrEnum):
    """What a mover says to a composite."""

    ASKED = "asked"
    GIVEN = "given"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Consent:
    """The consent of a mover.

    Attributes:
        at, by: when it was noted and who noted it.
    """

    mover: str
    answer: Answer
    at: datetime
    by: str


@dataclass(frozen=True, slots=True)
class Composite:
    """One text made of several amendments to a position.

    Attributes:
        id: C1, C2 …, never used again.
        members: ids of the amendments, in the order given.
        consents: one for each mover, in the order of the members.
        is_dissolved: it was given up; kept for the record.
    """

    id: str
    position: str
    text: str
    members: tuple[str, ...]
    consents: tuple[Consent, ...]
    is_dissolved: bool = False

    @property
    def is_agreed(self) -> bool:
        """Whether it takes the place of its members."""
        has_all = all(consent.answer is Answer.GIVEN for consent in self.consents)
        return has_all and not self.is_dissolved


def tell_composites(entries: Iterable[Entry]) -> tuple[Composite, ...]:
    """What the journal says of composites, in the order in which they were made."""
    found: dict[str, Composite] = {}
    for entry in entries:
        act, details = entry.act, entry.act.details
        if act.kind == MADE:
            asked = tuple(
                Consent(mover, Answer.ASKED, entry.at, act.by) for mover in details["movers"]
            )
            members = tuple(details["members"])
            found[act.subject] = Composite(
                act.subject, details["position"], details["text"], members, asked
            )
            continue
        composite = found.get(act.subject)
        if composite is None:
            continue
        if act.kind == TEXT:
            asked = tuple(
                Consent(one.mover, Answer.ASKED, entry.at, act.by) for one in composite.consents
            )
            found[act.subject] = replace(composite, text=details["text"], consents=asked)
        elif act.kind == CONSENT:
            consent = Consent(details["mover"], Answer(details["answer"]), entry.at, act.by)
            consents = tuple(
                consent if one.mover == consent.mover else one for one in composite.consents
            )
            found[act.subject] = replace(composite, consents=consents)
        elif act.kind == DISSOLVED:
            found[act.subject] = replace(composite, is_dissolved=True)
    return tuple(found.values())


def combine(members: Sequence[Amendment]) -> str:
    """A first text of a composite: each member's changes, save those of one that would fall."""
    standing = Standing(members[0].base)
    for member in members:
        if standing.hindrance(member.edits) is None:
            standing.carry(member.id, member.edits)
    return standing.text


def mover_of(amendment: Amendment) -> str:
    """The name under which the consent of an amendment's mover is kept."""
    return clean_line(amendment.mover) or f"the mover of {amendment.id}"


def as_amendment(composite: Composite, members: Sequence[Amendment]) -> Amendment:
    """A composite as it stands in the list in place of its members."""
    first = members[0]
    shape, edits = edits_of(first.base, composite.text)
    organisations = dict.fromkeys(one.organisation for one in members if one.organisation)
    return replace(
        first,
        id=composite.id,
        text=composite.text,
        shape=shape,
        edits=edits,
        mover=", ".join(dict.fromkeys(map(mover_of, members))),
        organisation=", ".join(organisations),
        members=composite.members,
        note="" if edits else "It changes nothing in the position as it stands now.",
    )


def decide_composite(members: Sequence[Amendment], text: str = "", by: str = "") -> Decide:
    """Make a composite of amendments to one position; those that are one already stay that one.

    Args:
        text: what it says; empty for what the members make together.

    Raises:
        UsageError: they are fewer than two, not amendments to one position, or (when noted) part
            of another composite.
    """
    ids = list(dict.fromkeys(member.id for member in members))
    if len(ids) < 2:
        raise UsageError("A composite is made of two amendments or more.")
    is_of_words = all(
        member.position and not member.amends and member.shape is not Shape.NEW_POSITION
        for member in members
    )
    if not is_of_words or len({member.target for member in members}) > 1:
        raise UsageError(
            "A composite is made of amendments to one position.",
            hint="Name amendments that stand under the same position in the list.",
        )
    if unready := [member for member in members if not member.can_be_put]:
        raise UsageError(f"{unready[0].id} cannot be part of a composite: {unready[0].note}")
    wording = clean_prose(text) or combine(members)
    details = {
        "position": members[0].position,
        "members": ids,
        "movers": list(dict.fromkeys(map(mover_of, members))),
        "text": wording,
    }

    def decide(entries: tuple[Entry, ...]) -> Sequence[Act]:
        composites = tell_composites(entries)
        for composite in composites:
            if composite.is_dissolved or not set(ids) & set(composite.members):
                continue
            if set(ids) == set(composite.members):
                return ()
            raise UsageError(
                f"Some of these are part of composite {composite.id} already.",
                hint=f"Dissolve it first: policytui marshal --dissolve {composite.id}",
            )
        return (Act(MADE, f"C{len(composites) + 1}", details, by),)

    return decide


def decide_text(id_: str, text: str, by: str = "") -> Decide:
    """Give a composite other words; every mover is asked anew.

    Raises:
        UsageError: the text is empty.
        UnknownId: (when noted) there is no such composite.
    """
    wording = clean_prose(text)
    if not wording:
        raise UsageError("The text of a composite cannot be empty.")

    def decide(entries: tuple[Entry, ...]) -> Sequence[Act]:
        if find_composite(tell_composites(entries), id_).text == wording:
            return ()
        return (Act(TEXT, id_, {"text": wording}, by),)

    return decide


def decide_consent(id_: str, mover: str, answer: Answer, by: str = "") -> Decide:
    """Note what a mover says to a composite.

    Raises:
        UnknownId: (when noted) there is no such composite, or it has no such mover.
    """
    wanted = clean_line(mover).casefold()

    def decide(entries: tuple[Entry, ...]) -> Sequence[Act]:
        composite = find_composite(tell_composites(entries), id_)
        found = [one for one in composite.consents if one.mover.casefold() == wanted]
        if not found:
            names = ", ".join(one.mover for one in composite.consents)
            raise UnknownId(
                f"{clean_line(mover)[:80]} moves none of the amendments in composite {id_}.",
                hint=f"Its movers: {names}",
            )
        if found[0].answer is answer:
            return ()
        return (Act(CONSENT, id_, {"mover": found[0].mover, "answer": answer.value}, by),)

    return decide


def decide_dissolution(id_: str, by: str = "") -> Decide:
    """Give a composite up; its members stand again.

    Raises:
        UnknownId: (when noted) there is no such composite.
    """

    def decide(entries: tuple[Entry, ...]) -> Sequence[Act]:
        is_done = find_composite(tell_composites(entries), id_, any_=True).is_dissolved
        return () if is_done else (Act(DISSOLVED, id_, {}, by),)

    return decide


def find_composite(composites: Iterable[Composite], id_: str, *, any_: bool = False) -> Composite:
    """The composite with an id.

    Args:
        any_: also one that was dissolved.

    Raises:
        UnknownId: there is none.
    """
    by_id: Mapping[str, Composite] = {one.id: one for one in composites}
    composite = by_id.get(id_)
    if composite is None or (composite.is_dissolved and not any_):
        is_there = composite is not None
        raise UnknownId(
            f"Composite {id_[:20]} was dissolved." if is_there else f"No composite {id_[:20]}.",
            hint="See all with: policytui marshal --json",
        )
    return composite
