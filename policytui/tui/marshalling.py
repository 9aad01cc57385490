"""A round open before a person: its list, what is advised, decided, noted and supposed on it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from policytui.compare.wording import WORDINGS
from policytui.conference.amendments.amendment import Amendment
from policytui.conference.amendments.together import Together, bring_together
from policytui.conference.decisions import deciding, recommendations
from policytui.conference.decisions.calling import Calling, find_former_documents
from policytui.conference.decisions.deciding import (
    Decided,
    Decision,
    find_doubtful,
    propose_fallen,
    simulate_decisions,
)
from policytui.conference.decisions.listed import Listed, group_identical, list_for_decision
from policytui.conference.decisions.recommendations import (
    Unanswered,
    find_identical,
    find_unanswered,
    find_unequal,
)
from policytui.conference.decisions.same_words import propose_lost
from policytui.conference.journal import Entry
from policytui.conference.marshalling.delegate import Note, Vote, notes_file, remaining_votes
from policytui.conference.marshalling.marshalled import Item, MarshalledList
from policytui.conference.marshalling.opening import Tabled, open_tabled
from policytui.conference.marshalling.simulation import Fate, Simulation
from policytui.conference.round import Round, open_round
from policytui.drafts.begin import now
from policytui.progress import IsCancelled, Progress, stoppable
from policytui.search.building import without_collections
from policytui.tui.own_notes import Own, read_own
from policytui.workspace.rounds import find_round_folder, who_works
from policytui.workspace.workspace import Workspace

_KEEP_THE_LIST = (
    *(deciding.SET, deciding.CLEARED),
    *(recommendations.SET, recommendations.WITHDRAWN),
)
"""Acts that change nothing in the order and numbers of the list."""

MOST_NAMED = 12
"""Amendments, or groups of them, that a sentence names."""


class _List:
    """What follows from the list alone, worked out once for it."""

    def __init__(self, listing: MarshalledList, listed: Sequence[Listed]) -> None:
        self.numbers = listing.numbers
        self.by_id = {one.id: one for one in listing.amendments}
        self.places = {item.amendment.id: place for place, item in enumerate(listing.items)}
        self.to: dict[str, list[Amendment]] = defaultdict(list)
        for amendment in listing.amendments:
            self.to[amendment.target].append(amendment)
        self._listed: dict[str, list[Listed]] = defaultdict(list)
        for one in listed:
            self._listed[one.amendment.target].append(one)
        self._identical: dict[str, tuple[tuple[Listed, ...], ...]] = {}
        self.together: dict[str, Together] = {}

    def identical_among(self, ids: Iterable[str]) -> Iterator[tuple[Listed, ...]]:
        """Groups of identical amendments to the texts that some amend, in the order of those."""
        for target in dict.fromkeys(self.by_id[id_].target for id_ in ids if id_ in self.by_id):
            if target not in self._identical:
                self._identical[target] = tuple(group_identical(self._listed[target]))
            yield from self._identical[target]


@dataclass(frozen=True)
class Marshalled:
    """The marshalled list of a round at one moment of its journal.

    Attributes:
        by: who works here, for the journal.
        wording: how instructions are worded.
        own: a delegate's own notes; None where none are kept.
        supposed: decisions that stand on the screen alone, by the id of the amendment, None for
            "not decided"; None as a whole while what was recorded is shown.
    """

    tabled: Tabled
    listing: MarshalledList
    calling: Calling
    by: str
    wording: str = WORDINGS[0]
    own: Own | None = None
    supposed: Mapping[str, Decision | None] | None = None
    _made_list: _List | None = None

    # --- the list ---

    @property
    def round(self) -> Round:
        """The round."""
        return self.calling.round

    @property
    def _list(self) -> _List:
        assert self._made_list is not None
        return self._made_list

    def __post_init__(self) -> None:
        """Work out what follows from the list, where no other of the same list did."""
        if self._made_list is None:
            object.__setattr__(self, "_made_list", _List(self.listing, self.calling.listed))

    @property
    def numbers(self) -> Mapping[str, str]:
        """The numbers of amendments by their ids."""
        return self._list.numbers

    @property
    def by_id(self) -> Mapping[str, Amendment]:
        """The amendments of the list by their ids."""
        return self._list.by_id

    @property
    def places(self) -> Mapping[str, int]:
        """The place of each amendment in the list, from 0, by its id."""
        return self._list.places

    def items_of(self, ids: Iterable[str]) -> Sequence[Item]:
        """Of some amendments those that the list holds."""
        return [self.listing.items[self.places[id_]] for id_ in ids if id_ in self.places]

    def amendments_to(self, target: str) -> Sequence[Amendment]:
        """The amendments to one text, in the order of the list."""
        return self._list.to[target]

    def together_with(self, amendment: Amendment) -> Together:
        """All amendments to the same text: where they collide and which say the same."""
        target, known = amendment.target, self._list.together
        if target not in known:
            known[target] = bring_together(self.amendments_to(target))[0]
        return known[target]

    def identical_to(self, ids: Iterable[str]) -> tuple[Listed, ...]:
        """The amendments that say the same as some, without those themselves."""
        wanted = set(ids)
        return find_identical(self._list.identical_among(wanted), wanted)

    def named(self, ids: Iterable[str], most: int | None = None) -> str:
        """The numbers of some amendments in a row.

        Args:
            most: how many are named; of others only how many there are is told.
        """
        every = [self.numbers.get(id_, id_) for id_ in ids]
        told, more = ", ".join(every[:most]), len(every[most:]) if most else 0
        return f"{told} and {more:,} more" if more else told

    def reasons_of(self, amendment: Amendment) -> tuple[str, ...]:
        """The reasons that movers gave; of a composite those of all its members."""
        ids = amendment.members or (amendment.id,)
        drafts = [self.tabled.drafts[id_] for id_ in ids if id_ in self.tabled.drafts]
        return tuple(draft.reason for draft in drafts if draft.reason)

    # --- decided, or supposed ---

    @cached_property
    def decisions(self) -> Mapping[str, Decided]:
        """The decisions that are shown: those recorded, with those supposed over them."""
        if self.supposed is None:
            return self.calling.decisions
        shown = dict(self.calling.decisions)
        at = now()
        for id_, decision in self.supposed.items():
            if decision is None:
                shown.pop(id_, None)
            else:
                shown[id_] = Decided(decision, "", at)
        return shown

    @cached_property
    def simulation(self) -> Simulation:
        """What the decisions that are shown make of every amendment and every text."""
        if not self.supposed:
            return self.calling.simulation
        return simulate_decisions(self.calling.listed, self.decisions)

    @cached_property
    def proposed(self) -> Mapping[str, Decision]:
        """What falls by the decisions or says what was lost, and is not recorded as such yet."""
        lost = propose_lost(self.calling.listed, self.decisions, self.simulation)
        return propose_fallen(self.simulation) | lost

    @cached_property
    def doubtful(self) -> tuple[str, ...]:
        """What is recorded as fallen because of another, though by that it does not fall."""
        return find_doubtful(self.decisions, self.simulation)

    @cached_property
    def unequal(self) -> tuple[tuple[Listed, ...], ...]:
        """Groups of identical amendments that were not all answered alike."""
        return find_unequal(self._alike_and_advised(), self.calling.recommendations)

    @cached_property
    def unanswered(self) -> tuple[Unanswered, ...]:
        """Groups of identical amendments of which some are not answered yet."""
        return tuple(find_unanswered(self._alike_and_advised(), self.calling.recommendations))

    def _alike_and_advised(self) -> Iterator[tuple[Listed, ...]]:
        given = self.calling.recommendations
        advised = sorted(given.keys() & self.places.keys(), key=self.places.__getitem__)
        return self._list.identical_among(advised)

    @cached_property
    def votes(self) -> tuple[Vote, ...]:
        """The votes that remain, in the order in which they are put, with what is noted."""
        advised = {
            id_: given.recommendation.told(self.numbers)
            for id_, given in self.calling.recommendations.items()
        }
        return remaining_votes(self.listing, self.simulation, self.notes, advised)

    @property
    def notes(self) -> Mapping[str, Note]:
        """A delegate's own notes by the id of the amendment."""
        return self.own.notes if self.own else {}

    def fate_of(self, item: Item) -> Fate:
        """How an amendment stands by the decisions."""
        return self.simulation.fates[item.amendment.id]

    def is_decided(self, item: Item) -> bool:
        """Whether a decision on it stands."""
        return item.amendment.id in self.decisions

    def is_supposed(self, item: Item) -> bool:
        """Whether how it stands is only supposed."""
        return self.supposed is not None and item.amendment.id in self.supposed

    # --- going on ---

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
            made = replace(self, listing=listing, calling=calling, _made_list=None)
        return made.worked_out()

    def supposing(self, supposed: Mapping[str, Decision | None] | None) -> "Marshalled":
        """The same round with decisions that stand on the screen alone; None for none."""
        return replace(self, supposed=supposed).worked_out()

    def with_own(self, own: Own) -> "Marshalled":
        """The same round with other notes of one's own."""
        return replace(self, own=own).worked_out()

    def going_on_from(self, before: "Marshalled") -> "Marshalled":
        """The same round, read while work on it went on, with what was done and is supposed."""
        own = read_own(self.own.file) if self.own else None
        made = replace(self, own=own, supposed=before.supposed)
        return made.following(max(self.calling.entries, before.calling.entries, key=len))

    def worked_out(self) -> "Marshalled":
        """Itself, once what every row needs was worked out, away from the screen."""
        _ = self.proposed, self.doubtful, self.unequal, self.unanswered
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
    step = stoppable(progress, is_cancelled)
    with without_collections():
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
        own = read_own(notes_file(workspace.places.drafts.path, round_))
        made = Marshalled(tabled, listing, calling, who_works(workspace), wording, own)
        return made.worked_out()


def _list(tabled: Tabled, listing: MarshalledList) -> tuple[Listed, ...]:
    return list_for_decision(listing, tabled.amendments, list(tabled.drafts.values()))
