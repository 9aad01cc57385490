"""What any set of decisions makes of the positions, and which votes remain.

Amendments are taken strictly in the order of the list and none is gone back to (the "rule of
progress", Scottish Parliament, Guidance on Public Bills, part 4). Amendments to an amendment are
disposed of before the amendment itself is put, as amended.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from policytui.compare.merge import Edit
from policytui.conference.amendments.amendment import Amendment, edits_of
from policytui.conference.marshalling.outcome import Outcome
from policytui.conference.marshalling.standing import Standing, Why


class Status(StrEnum):
    """How an amendment stands after some decisions."""

    UNAFFECTED = "unaffected"
    CALLED = "would be called"
    """Words beside or inside its own were changed; it is put to the text as amended."""
    FALLS = "falls"
    CARRIED = "carried"
    SETTLED = "settled"
    """Decided otherwise than by carrying it."""
    CANNOT_BE_PUT = "cannot be put"


@dataclass(frozen=True, slots=True)
class Fate:
    """What becomes of one amendment.

    Attributes:
        because: ids of the amendments because of which it falls.
        why: None unless it falls or cannot be put because of another.
        outcome: what was decided on it, also where it falls in spite of that; None if nothing.
        overtaken_by: id of an amendment carried later that takes words of it out again.
        is_modified: it was decided on with other words than it was tabled with.
    """

    id: str
    status: Status
    because: tuple[str, ...] = ()
    why: Why | None = None
    outcome: Outcome | None = None
    overtaken_by: str = ""
    is_modified: bool = False

    @property
    def is_open(self) -> bool:
        """Whether a vote on it remains."""
        return self.status in (Status.UNAFFECTED, Status.CALLED)


@dataclass(frozen=True, slots=True)
class Simulation:
    """What decisions make of the texts.

    Attributes:
        fates: by the id of the amendment, in the order of the list.
        texts: by `Amendment.target`, for positions and new positions; empty for a position that
            is left out and for a new one that was not carried.
    """

    fates: Mapping[str, Fate]
    texts: Mapping[str, str]


def simulate(listing: Sequence[Amendment], outcomes: Mapping[str, Outcome]) -> Simulation:
    """What becomes of every amendment and every text, given some decisions.

    Args:
        listing: in the order in which amendments are taken.
        outcomes: by the id of the amendment.
    """
    conference = _Conference(listing, outcomes)
    texts: dict[str, str] = {}
    for target, amendments in conference.by_target.items():
        if not amendments[0].amends:
            texts[target] = conference.take(amendments, base_of(amendments))
    return Simulation({one.id: conference.fates[one.id] for one in listing}, texts)


@dataclass(frozen=True, slots=True)
class Changed:
    """A text that decisions change.

    Attributes:
        amendment: the first of those to it, which tells its title and position.
        base: as it stands before.
        text: as it would stand; empty where the whole position is left out.
    """

    amendment: Amendment
    base: str
    text: str


def changed_texts(listing: Sequence[Amendment], simulation: Simulation) -> tuple[Changed, ...]:
    """The texts that decisions change, in the order of the list.

    Args:
        listing: as it was simulated.
    """
    by_target: dict[str, list[Amendment]] = defaultdict(list)
    for amendment in listing:
        by_target[amendment.target].append(amendment)
    found = (
        Changed(amendments[0], base_of(amendments), simulation.texts[target])
        for target, amendments in by_target.items()
        if target in simulation.texts
    )
    return tuple(one for one in found if one.text != one.base)


def base_of(amendments: Sequence[Amendment]) -> str:
    """The text that amendments to one text amend, as it stands now."""
    return next((one.base for one in amendments if one.can_be_put), amendments[0].base)


class _Conference:
    def __init__(self, listing: Sequence[Amendment], outcomes: Mapping[str, Outcome]) -> None:
        self.by_target: dict[str, list[Amendment]] = defaultdict(list)
        for amendment in listing:
            self.by_target[amendment.target].append(amendment)
        self._outcomes = outcomes
        self.fates: dict[str, Fate] = {}

    def take(self, amendments: Sequence[Amendment], base: str) -> str:
        """Take the amendments to one text in their order; what is made of it."""
        standing = Standing(base)
        for amendment in amendments:
            self._take_one(amendment, standing)
        return standing.text

    def _take_one(self, amendment: Amendment, standing: Standing) -> None:
        outcome = self._outcomes.get(amendment.id)
        if not amendment.can_be_put:
            self._settle(amendment, Fate(amendment.id, Status.CANNOT_BE_PUT, outcome=outcome))
            self._take_down(amendment, Status.CANNOT_BE_PUT)
            return
        hindrance = standing.hindrance(amendment.edits)
        edits = amendment.edits
        if hindrance is None:
            edits = self._as_amended(amendment)
            hindrance = standing.hindrance(edits)
        if hindrance is not None:
            why, because = hindrance
            fate = Fate(amendment.id, Status.FALLS, because, why, outcome)
        elif outcome is Outcome.CARRIED:
            for name in standing.carry(amendment.id, edits):
                self._overtake(name, amendment.id)
            fate = Fate(amendment.id, Status.CARRIED, outcome=outcome)
        elif outcome is not None:
            fate = Fate(amendment.id, Status.SETTLED, outcome=outcome)
        else:
            is_touched = standing.touches(amendment.edits)
            fate = Fate(amendment.id, Status.CALLED if is_touched else Status.UNAFFECTED)
        self._settle(amendment, fate)
        if fate.status in (Status.FALLS, Status.SETTLED):
            self._take_down(amendment, Status.FALLS)

    def _as_amended(self, amendment: Amendment) -> tuple[Edit, ...]:
        """The edits of an amendment once those to it were taken."""
        lower = self.by_target.get(amendment.id)
        if not lower:
            return amendment.edits
        text = self.take(lower, amendment.text)
        return amendment.edits if text == amendment.text else edits_of(amendment.base, text)[1]

    def _take_down(self, amendment: Amendment, status: Status) -> None:
        """What amends an amendment that is not carried has no effect any more."""
        for lower in self.by_target.get(amendment.id, ()):
            before = self.fates.get(lower.id)
            outcome = self._outcomes.get(lower.id)
            if before is None or before.is_open or before.status is Status.CARRIED:
                fate = Fate(lower.id, status, (amendment.id,), Why.ITS_AMENDMENT, outcome)
                self._settle(lower, fate)
            self._take_down(lower, status)

    def _overtake(self, name: str, by: str) -> None:
        fate = self.fates[name]
        self.fates[name] = Fate(
            fate.id, fate.status, fate.because, fate.why, fate.outcome, overtaken_by=by
        )

    def _settle(self, amendment: Amendment, fate: Fate) -> None:
        self.fates[amendment.id] = fate
