"""Carrying an amendment over to a newer text of its position.

What the draft changes and what has changed since are merged word by word. Nothing moves by
itself: a clean merge is a draft for the person to accept, a conflict is theirs to settle, and a
position that is gone is looked for by the words the draft changes, for the person to choose.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from policytui.compare.anchor import Method, Place, Quote, find_quote, quote_from
from policytui.compare.merge import Conflict, Merge, edits_between, merge
from policytui.corpus.model import Header, Position
from policytui.drafts.begin import now, revise
from policytui.drafts.model import Base, Draft, Event, State, base_from
from policytui.errors import UsageError


class Outcome(StrEnum):
    """How a draft stands to the text of today."""

    UNCHANGED = "unchanged"
    """The position reads as it did; there is nothing to do."""
    ALREADY_SAID = "already said"
    """The position says what the draft proposes."""
    CLEAN = "clean"
    """The position changed, in other words than the draft changes."""
    CONFLICTS = "conflicts"
    """The position changed in words that the draft changes too."""
    FOUND = "found elsewhere"
    """The position is gone; the words stand in others."""
    GONE = "gone"
    """The position is gone, and so are its words."""


@dataclass(frozen=True, slots=True)
class Target:
    """A position as it stands, and the header of its document."""

    position: Position
    header: Header


@dataclass(frozen=True, slots=True)
class Sighting:
    """A position that may be the one a draft amends, and where the words stand in it."""

    target: Target
    place: Place

    @property
    def method(self) -> Method:
        """How the words were found."""
        return self.place.method

    @property
    def score(self) -> float:
        """How like they are, from 0 to 100."""
        return self.place.score


@dataclass(frozen=True, slots=True)
class CarryOver:
    """What carrying a draft over comes to.

    Attributes:
        draft: as it was.
        target: the position it is carried to, None where it is gone.
        merge: both changes of the old text, for the outcomes clean and conflicts.
        proposed: the draft carried over, to be shown and accepted; None unless clean.
        sightings: positions that hold the words, the likeliest first. To take one, carry the
            draft over to its target.
        certain: the first sighting fits clearly better than every other.
    """

    outcome: Outcome
    draft: Draft
    target: Target | None = None
    merge: Merge | None = None
    proposed: Draft | None = None
    sightings: tuple[Sighting, ...] = ()
    certain: bool = False

    @property
    def conflicts(self) -> tuple[Conflict, ...]:
        """What a person must settle; `mine` is the draft, `theirs` the text of today."""
        return self.merge.conflicts if self.merge else ()


def carry_over(draft: Draft, today: Target | None, candidates: Sequence[Target] = ()) -> CarryOver:
    """What becomes of an amendment now that its position reads otherwise or is gone.

    Args:
        today: the position with the draft's id as it stands; None where there is none. Another
            position makes the draft an amendment to that one.
        candidates: positions among which a position that is gone is looked for, such as the
            first answers of a search.

    Raises:
        UsageError: the draft changes no position, or is submitted.
    """
    base = _require_base(draft)
    if today is None:
        return _look_for(draft, base, candidates)
    current = base_from(today.position, today.header.title, today.header.edition)
    if current.digest == base.digest and current.position == base.position:
        return CarryOver(Outcome.UNCHANGED, draft, today)
    proposes = draft.text != base.text
    if proposes and draft.text == current.text:
        return CarryOver(Outcome.ALREADY_SAID, draft, today)
    merged = merge(base.text, draft.text, current.text)
    if merged.text is None:
        return CarryOver(Outcome.CONFLICTS, draft, today, merged)
    if proposes and merged.text == current.text:
        return CarryOver(Outcome.ALREADY_SAID, draft, today)
    return CarryOver(
        Outcome.CLEAN, draft, today, merged, proposed=_rebase(draft, current, today, merged.text, 0)
    )


def settle(carry: CarryOver, choices: Sequence[str] = ()) -> Draft:
    """The draft carried over, with one text for each conflict: either side's, or other words.

    Raises:
        UsageError: there is nothing to settle, or not one choice for each conflict.
    """
    if carry.target is None or carry.merge is None:
        raise UsageError(f"The draft cannot be carried over: its position is {carry.outcome}.")
    if len(choices) != len(carry.conflicts):
        raise UsageError(
            f"{len(choices)} of {len(carry.conflicts)} conflicts are settled.",
            hint="Give one text for each conflict, in their order.",
        )
    target = carry.target
    current = base_from(target.position, target.header.title, target.header.edition)
    return _rebase(carry.draft, current, target, carry.merge.settled(choices), len(choices))


def _require_base(draft: Draft) -> Base:
    if draft.state is State.SUBMITTED:
        raise UsageError(
            f"{draft.id} is submitted and stays as it was sent.",
            hint="Duplicate it and carry the copy over.",
        )
    if draft.base is None:
        raise UsageError(f"{draft.id} changes no position, so there is nothing to carry over.")
    return draft.base


def _rebase(draft: Draft, current: Base, target: Target, text: str, settled: int) -> Draft:
    what = f"carried over to edition {current.edition}"
    if draft.base and draft.base.position != current.position:
        what += f", from {draft.base.position} to {current.position}"
    if settled:
        what += f", {settled} conflict{'s' if settled > 1 else ''} settled by hand"
    return revise(
        draft,
        base=current,
        title=target.position.title,
        document=target.header.id,
        text=text,
        history=(*draft.history, Event(now(), what)),
    )


def _look_for(draft: Draft, base: Base, candidates: Sequence[Target]) -> CarryOver:
    texts = [
        base_from(target.position, target.header.title, target.header.edition).text
        for target in candidates
    ]
    found = find_quote(_quote_of(draft, base), texts)
    if not found.places:
        found = find_quote(Quote(base.text), texts)
    if not found.places and not draft.text.strip() and base.text.strip():
        return CarryOver(Outcome.ALREADY_SAID, draft)
    sightings: dict[int, Sighting] = {}
    for place in found.places:
        sightings.setdefault(place.number, Sighting(candidates[place.number], place))
    return CarryOver(
        Outcome.FOUND if sightings else Outcome.GONE,
        draft,
        sightings=tuple(sightings.values()),
        certain=found.certain is not None,
    )


def _quote_of(draft: Draft, base: Base) -> Quote:
    """The paragraphs of the base that the draft changes, else all of it."""
    edits = edits_between(base.text, draft.text)
    if not edits:
        return Quote(base.text)
    start = base.text.rfind("\n\n", 0, edits[0].start) + 1
    end = base.text.find("\n\n", edits[-1].end)
    return quote_from(base.text, start, end if end >= 0 else len(base.text))
