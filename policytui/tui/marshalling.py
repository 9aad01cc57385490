"""A round open before a person: its list, what is advised and decided on it, and what is done."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from policytui.compare.wording import WORDINGS
from policytui.conference.amendments.amendment import Amendment
from policytui.conference.amendments.together import Together, bring_together
from policytui.conference.decisions import deciding, recommendations
from policytui.conference.decisions.calling import Calling, find_former_documents
from policytui.conference.decisions.deciding import (
    Decision,
    clear_decision,
    decide,
    find_doubtful,
    propose_fallen,
    tell_decisions,
)
from policytui.conference.decisions.listed import Listed, list_for_decision
from policytui.conference.journal import Entry
from policytui.conference.marshalling.marshalled import Item, MarshalledList
from policytui.conference.marshalling.opening import Tabled, open_tabled
from policytui.conference.marshalling.simulation import Fate
from policytui.conference.round import Round, open_round
from policytui.errors import Cancelled
from policytui.progress import IsCancelled, Progress
from policytui.workspace.rounds import find_round_folder, who_works
from policytui.workspace.workspace import Workspace

_KEEP_THE_LIST = (
    *(deciding.SET, deciding.CLEARED),
    *(recommendations.SET, recommendations.WITHDRAWN),
)
"""Acts that change nothing in the order and numbers of the list."""


@dataclass(frozen=True)
class Marshalled:
    """The marshalled list of a round at one moment of its journal.

    Attributes:
        by: who works here, for the journal.
        wording: how instructions are worded.
    """

    tabled: Tabled
    listing: MarshalledList
    calling: Calling
    by: str
    wording: str = WORDINGS[0]
    _together: dict[str, Together] = field(default_factory=dict)

    @property
    def round(self) -> Round:
        """The round."""
        return self.calling.round

    @cached_property
    def numbers(self) -> Mapping[str, str]:
        """The numbers of amendments by their ids."""
        return self.listing.numbers

    @cached_property
    def by_id(self) -> Mapping[str, Amendment]:
        """The amendments of the list by their ids."""
        return {one.id: one for one in self.listing.amendments}

    @cached_property
    def proposed(self) -> Mapping[str, Decision]:
        """What falls by what was decided and is not recorded as fallen yet."""
        return propose_fallen(self.calling.simulation)

    @cached_property
    def doubtful(self) -> tuple[str, ...]:
        """What is recorded as fallen because of another, though by that it does not fall."""
        return find_doubtful(self.calling.decisions, self.calling.simulation)

    def named(self, ids: Iterable[str]) -> str:
        """The numbers of some amendments in a row."""
        return ", ".join(self.numbers.get(id_, id_) for id_ in ids)

    def fate_of(self, item: Item) -> Fate:
        """How an amendment stands by what was decided."""
        return self.calling.simulation.fates[item.amendment.id]

    def is_decided(self, item: Item) -> bool:
        """Whether a decision on it was recorded."""
        return item.amendment.id in self.calling.decisions

    def reasons_of(self, amendment: Amendment) -> tuple[str, ...]:
        """The reasons that movers gave; of a composite those of all its members."""
        ids = amendment.members or (amendment.id,)
        drafts = [self.tabled.drafts[id_] for id_ in ids if id_ in self.tabled.drafts]
        return tuple(draft.reason for draft in drafts if draft.reason)

    def together_with(self, amendment: Amendment) -> Together:
        """All amendments to the same text: where they collide and which say the same."""
        target = amendment.target
        if target not in self._together:
            same = [one for one in self.listing.amendments if one.target == target]
            self._together[target] = bring_together(same)[0]
        return self._together[target]

    def following(self, entries: tuple[Entry, ...]) -> "Marshalled":
        """The same round with a journal that has gone on.

        What was received meanwhile is not among it: that is read by `read_marshalled`.
        """
        new = entries[len(self.calling.entries) :]
        calling = replace(self.calling, entries=entries)
        if all(entry.act.kind in _KEEP_THE_LIST for entry in new):
            made = replace(self, calling=calling)
        else:
            listing = self.tabled.marshal(entries)
            calling = replace(calling, listed=_list(self.tabled, listing))
            made = replace(self, listing=listing, calling=calling, _together={})
        return made._worked_out()

    def _worked_out(self) -> "Marshalled":
        """Itself, once what every row needs was worked out, away from the screen."""
        _ = self.proposed, self.doubtful, self.calling.recommendations, self.numbers
        return self


def read_marshalled(
    workspace: Workspace, progress: Progress, is_cancelled: IsCancelled
) -> Marshalled:
    """Open the round and work out its list.

    Raises:
        UsageError: there is no round.
        DataError, StorageError: it cannot be read.
        Cancelled: stopped.
    """

    def step(done: int, total: int, what: str) -> None:
        if is_cancelled():
            raise Cancelled("Stopped.")
        progress(done, total, what)

    round_ = open_round(find_round_folder(workspace))
    if not workspace.is_current():
        workspace.refresh(step, is_cancelled)
    former = find_former_documents(round_)
    find, cache = workspace.catalogue.document, workspace.places.cache_for_corpus
    tabled = open_tabled(round_, find, cache, former, step)
    step(0, 0, "")
    listing = tabled.marshal()
    calling = Calling(round_, tabled.entries, _list(tabled, listing))
    wording = workspace.places.settings.wording or WORDINGS[0]
    return Marshalled(tabled, listing, calling, who_works(workspace), wording)._worked_out()


def _list(tabled: Tabled, listing: MarshalledList) -> tuple[Listed, ...]:
    return list_for_decision(listing, tabled.amendments, list(tabled.drafts.values()))


# --- deciding, and taking it back ---


@dataclass(frozen=True, slots=True)
class Step:
    """Decisions that were recorded at one press of a key.

    Attributes:
        before: what was decided before, by the id of the amendment; None for nothing.
        recorded: what is decided since.
    """

    before: Mapping[str, Decision | None]
    recorded: Mapping[str, Decision]


def record(marshalled: Marshalled, decisions: Mapping[str, Decision]) -> tuple[Marshalled, Step]:
    """Record decisions, by the ids of amendments.

    Raises:
        UsageError: the parts of a decision do not go together.
        StorageError: the journal cannot be written.
    """
    journal = marshalled.round.journal
    before = _decisions_now(journal.read(), decisions)
    for id_, decision in decisions.items():
        decide(journal, [id_], decision, marshalled.by)
    entries = journal.read()
    now = _decisions_now(entries, decisions)
    recorded = {id_: decision for id_, decision in now.items() if decision}
    return marshalled.following(entries), Step(before, recorded)


def take_back(marshalled: Marshalled, step: Step) -> tuple[Marshalled, tuple[str, ...]]:
    """Decide again what was decided before a step; the journal keeps both.

    Returns:
        The round, and the ids of those on which somebody decided anew since, which stay so.

    Raises:
        StorageError: the journal cannot be written.
    """
    journal = marshalled.round.journal
    now = _decisions_now(journal.read(), step.recorded)
    kept = tuple(id_ for id_, decision in step.recorded.items() if now[id_] != decision)
    for id_ in step.recorded:
        decision = step.before[id_]
        if id_ in kept:
            continue
        if decision is None:
            clear_decision(journal, [id_], marshalled.by)
        else:
            decide(journal, [id_], decision, marshalled.by)
    return marshalled.following(journal.read()), kept


def _decisions_now(
    entries: Sequence[Entry], ids: Mapping[str, Decision]
) -> dict[str, Decision | None]:
    standing = tell_decisions(entries)
    return {id_: standing[id_].decision if id_ in standing else None for id_ in ids}
