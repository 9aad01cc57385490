"""Composites: one text made of several amendments to a position, with the consent of the movers.

A composite that every mover consents to takes the place of its members in the list; until then
the members stand. A consent is to the words as they are: another text must be asked for anew.
The members keep their words for the appendix, whatever becomes of the composite. With the words
stands the text of the position on which they rest, so that its change is never undone unseen.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Any

from policytui.conference.amendments.amendment import Amendment, edits_of
from policytui.conference.amendments.combining import base_details, describe, mover_of
from policytui.conference.amendments.resting import Rest, Resting, rest_on
from policytui.conference.decisions.acts import outcomes_told
from policytui.conference.journal import Act, Entry
from policytui.errors import UnknownId, UsageError
from policytui.text import clean_line, clean_prose

Decide = Callable[[tuple[Entry, ...]], Sequence[Act]]

MADE, REMADE, TEXT, CONSENT, DISSOLVED = (
    "composite.made",
    "composite.remade",
    "composite.text",
    "composite.consent",
    "composite.dissolved",
)


class Answer(StrEnum):
    """What a mover says to a composite."""

    TO_ASK = "to be asked"
    """Nothing was noted since the words were settled."""
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
        base: the position when its words were settled; None where the journal does not say.
        is_dissolved: it was given up; kept for the record.
    """

    id: str
    position: str
    text: str
    members: tuple[str, ...]
    consents: tuple[Consent, ...]
    base: str | None = None
    is_dissolved: bool = False

    @property
    def is_agreed(self) -> bool:
        """Whether it takes the place of its members."""
        has_all = all(consent.answer is Answer.GIVEN for consent in self.consents)
        return has_all and not self.is_dissolved

    def says_as(self, other: "Composite") -> bool:
        """Whether it has the members, the words and the ground of another."""
        mine = (set(self.members), self.text, self.base, self.is_dissolved)
        return mine == (set(other.members), other.text, other.base, other.is_dissolved)

    def is_noted_by(self, details: Mapping[str, Any]) -> bool:
        """Whether an act would say nothing new of it; one that names no ground leaves its own."""
        mine, base = (set(self.members), self.text), _base(details)
        is_same = mine == (set(details.get("members", self.members)), details["text"])
        return is_same and (self.base is None or base in (None, self.base))

    def rest_on(self, today: str | None) -> Resting:
        """What it makes of its position as that stands now; None where that is gone."""
        return rest_on(self.base, self.text, today)


def tell_composites(entries: Iterable[Entry]) -> tuple[Composite, ...]:
    """What the journal says of composites, in the order in which they were made."""
    found: dict[str, Composite] = {}
    for entry in entries:
        act, details = entry.act, entry.act.details
        if act.kind in (MADE, REMADE):
            asked = tuple(
                Consent(mover, Answer.TO_ASK, entry.at, act.by) for mover in details["movers"]
            )
            members = tuple(details["members"])
            found[act.subject] = Composite(
                act.subject, details["position"], details["text"], members, asked, _base(details)
            )
            continue
        composite = found.get(act.subject)
        if composite is None:
            continue
        if act.kind == TEXT:
            asked = tuple(
                Consent(one.mover, Answer.TO_ASK, entry.at, act.by) for one in composite.consents
            )
            found[act.subject] = replace(
                composite, text=details["text"], consents=asked, base=_base(details)
            )
        elif act.kind == CONSENT:
            consent = Consent(details["mover"], Answer(details["answer"]), entry.at, act.by)
            consents = tuple(
                consent if one.mover == consent.mover else one for one in composite.consents
            )
            found[act.subject] = replace(composite, consents=consents)
        elif act.kind == DISSOLVED:
            found[act.subject] = replace(composite, is_dissolved=True)
    return tuple(found.values())


def _base(details: Mapping[str, Any]) -> str | None:
    """The text of the position that an act notes; acts of earlier versions note none."""
    base = details.get("base")
    return base["text"] if base else None


def as_amendment(composite: Composite, members: Sequence[Amendment]) -> Amendment:
    """A composite as it stands in the list in place of its members, on the text of today."""
    first = members[0]
    resting = composite.rest_on(first.today)
    base = first.base if first.today is None else first.today
    shape, edits = edits_of(base, resting.text)
    note = "" if edits else "It changes nothing in the position as it stands now."
    if resting.rest in (Rest.CONFLICT, Rest.GONE):
        edits, note = (), resting.message
    organisations = dict.fromkeys(one.organisation for one in members if one.organisation)
    return replace(
        first,
        id=composite.id,
        base=base,
        text=resting.text,
        shape=shape,
        edits=edits,
        mover=", ".join(dict.fromkeys(map(mover_of, members))),
        organisation=", ".join(organisations),
        members=composite.members,
        note=note,
        remark="" if note else resting.message,
    )


def decide_composite(
    members: Sequence[Amendment],
    text: str = "",
    by: str = "",
    numbers: Mapping[str, str] | None = None,
) -> Decide:
    """Make a composite of amendments to one position; those that are one already stay that one.

    Args:
        text: what it says; empty for what the members make together.
        numbers: of amendments by their ids, to name them by.

    Raises:
        UsageError: they are fewer than two, not amendments to one position, or (when noted) part
            of another composite or decided already.
    """
    details = describe(members, text)
    ids = set(details["members"])

    def decide(entries: tuple[Entry, ...]) -> Sequence[Act]:
        composites = tell_composites(entries)
        for composite in composites:
            if not composite.is_dissolved and ids == set(composite.members):
                return ()
        require_free(ids, composites)
        require_undecided(details["members"], entries, numbers)
        return (Act(MADE, f"C{len(composites) + 1}", details, by),)

    return decide


def require_free(ids: Collection[str], composites: Iterable[Composite], but: str = "") -> None:
    """Complain where amendments are part of a composite already.

    Args:
        but: id of the composite that they may be part of.

    Raises:
        UsageError: some are part of another one.
    """
    for composite in composites:
        is_other = composite.id != but and not composite.is_dissolved
        if is_other and not set(ids).isdisjoint(composite.members):
            raise UsageError(
                f"Some of these are part of composite {composite.id} already.",
                hint=f"Dissolve it first: policytui marshal --dissolve {composite.id}",
            )


def require_undecided(
    ids: Iterable[str], entries: Iterable[Entry], numbers: Mapping[str, str] | None = None
) -> None:
    """Complain where conference has decided on amendments that are to be made into one.

    Args:
        ids: of the amendments.
        numbers: of amendments by their ids, to name them by.

    Raises:
        UsageError: some are decided.
    """
    outcomes = outcomes_told(entries)
    for id_ in ids:
        if id_ in outcomes:
            number = (numbers or {}).get(id_, id_)
            raise UsageError(
                f"Amendment {number} is decided already ({outcomes[id_]}); a composite is "
                "made of amendments that are still to be decided.",
                hint="If that decision is a mistake, take it back first with: "
                f"policytui decide {number} --clear",
            )


def decide_text(id_: str, text: str, by: str = "", base: str | None = None) -> Decide:
    """Give a composite other words, or the same on another text; every mover is asked anew.

    Args:
        base: the position as it stands now; None leaves unsaid what the words rest on.

    Raises:
        UsageError: the text is empty.
        UnknownId: (when noted) there is no such composite.
    """
    wording = clean_prose(text)
    if not wording:
        raise UsageError("The text of a composite cannot be empty.")

    def decide(entries: tuple[Entry, ...]) -> Sequence[Act]:
        details = {"text": wording, **base_details(base)}
        is_noted = find_composite(tell_composites(entries), id_).is_noted_by(details)
        return () if is_noted else (Act(TEXT, id_, details, by),)

    return decide


def decide_consent(id_: str, mover: str, answer: Answer, by: str = "") -> Decide:
    """Note what a mover says to a composite.

    Raises:
        UsageError: (when noted) a mover consents after a member was decided on by itself.
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
        if answer is Answer.GIVEN:
            require_undecided(composite.members, entries)
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
