"""The composite workbench: what lies on it while one text is made of several amendments.

What is done with it is noted in the round's journal (`composing_deeds`); what is written here and
not saved is kept apart (`composing_kept`).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from policytui.conference.amendments.amendment import Amendment
from policytui.conference.amendments.combining import mover_of
from policytui.conference.amendments.composites import (
    Answer,
    Composite,
    Consent,
    tell_composites,
)
from policytui.conference.amendments.resting import Resting, rest_on
from policytui.conference.journal import Entry
from policytui.conference.marshalling.marshalled import Item
from policytui.errors import UsageError
from policytui.text import clean_prose
from policytui.tui.composing_gathered import Gathered, gather
from policytui.tui.marshalling import Marshalled


@dataclass(frozen=True, slots=True)
class Bench:
    """What lies on the workbench.

    Attributes:
        composites: those of the position that stand.
        chosen: id of the one that is worked on; empty for a new one.
        marked: ids of the amendments that are to be its members.
        seen: the composite as it was saved when the words on the bench began from it; None for a
            new one, and where that is not known.
    """

    gathered: Gathered
    composites: tuple[Composite, ...]
    chosen: str
    marked: tuple[str, ...]
    seen: Composite | None = None

    @property
    def composite(self) -> Composite | None:
        """The composite that is worked on, as it was saved; None for a new one."""
        return next((one for one in self.composites if one.id == self.chosen), None)

    @property
    def members(self) -> tuple[Amendment, ...]:
        """The amendments that are marked, in the order of the list."""
        return tuple(one for one in self.gathered.amendments if one.id in self.marked)

    @property
    def saved_text(self) -> str:
        """The text as it was saved."""
        return self.composite.text if self.composite else ""

    @property
    def resting(self) -> Resting:
        """What the text as it was saved makes of the position as it stands now."""
        if self.composite:
            return self.composite.rest_on(self.gathered.today)
        return rest_on(self.gathered.today, "", self.gathered.today)

    @property
    def answered(self) -> tuple[Consent, ...]:
        """The movers who gave or refused their consent to the words as they were saved."""
        consents = self.composite.consents if self.composite else ()
        told = (Answer.GIVEN, Answer.REFUSED)
        return tuple(one for one in consents if one.answer in told)

    @property
    def is_overtaken(self) -> bool:
        """Whether the composite says, or may say, what was not seen when these words began."""
        if self.composite is None:
            return False
        return self.seen is None or not self.composite.says_as(self.seen)

    def is_changed(self, text: str) -> bool:
        """Whether something is not saved."""
        if self.composite is None:
            return bool(text.strip())
        has_others = set(self.marked) != set(self.composite.members)
        return has_others or clean_prose(text) != self.composite.text

    def consent_of(self, id_: str) -> Consent | None:
        """What the mover of an amendment says to the composite, where it is a member."""
        if self.composite is None or id_ not in self.composite.members:
            return None
        amendment = self.gathered.by_id.get(id_)
        mover = mover_of(amendment) if amendment else ""
        return next((one for one in self.composite.consents if one.mover == mover), None)

    def part_of(self, id_: str) -> str:
        """The id of another composite that an amendment is part of, else empty."""
        return next(
            (one.id for one in self.composites if id_ in one.members and one.id != self.chosen), ""
        )

    def refusal(self, ids: Iterable[str]) -> UsageError:
        """Why amendments that conference decided on cannot be part of a composite."""
        told = ", ".join(f"{self.gathered.named([id_])} is {self.decided_on(id_)}" for id_ in ids)
        return UsageError(
            f"{told}: what is decided cannot be part of a composite.",
            hint="Leave it out, or take the decision back first: policytui decide NUMBER --clear",
        )

    def decided_on(self, id_: str) -> str:
        """What conference decided on an amendment, else empty."""
        decided = self.gathered.marshalled.calling.decisions.get(id_)
        return decided.decision.outcome.value if decided else ""

    def is_able(self, id_: str) -> bool:
        """Whether an amendment can become part of the composite."""
        can_be_put = self.gathered.by_id[id_].can_be_put
        return can_be_put and not self.part_of(id_) and not self.decided_on(id_)

    def with_marked(self, id_: str) -> "Bench":
        """An amendment marked as a member, or no more.

        Raises:
            UsageError: it cannot be one.
        """
        if id_ in self.marked:
            return replace(self, marked=tuple(one for one in self.marked if one != id_))
        if other := self.part_of(id_):
            raise UsageError(
                f"It is part of composite {other}.", hint="o goes there; D dissolves that one."
            )
        amendment = self.gathered.by_id[id_]
        if self.decided_on(id_):
            raise self.refusal([id_])
        if not amendment.can_be_put:
            raise UsageError(f"It cannot be part of a composite: {amendment.note}")
        return replace(self, marked=(*self.marked, id_))

    def with_group(self, id_: str) -> "Bench":
        """All that say the same as an amendment, or nearly, marked; where they are, no more."""
        group = self.gathered.near(id_)
        able = [one for one in group if self.is_able(one)]
        if set(able) <= set(self.marked):
            return replace(self, marked=tuple(one for one in self.marked if one not in able))
        return replace(self, marked=tuple(dict.fromkeys([*self.marked, *able])))

    def turned_to(self, id_: str) -> "Bench":
        """Another composite of the position; where none that stands has the id, a new one."""
        composite = next((one for one in self.composites if one.id == id_), None)
        members = composite.members if composite else ()
        return replace(self, chosen=id_ if composite else "", marked=members, seen=composite)

    def having_seen(self, composite: Composite) -> "Bench":
        """The words on the bench as words for a composite that is known as it is."""
        return replace(self, chosen=composite.id, seen=composite)

    def with_entries(self, entries: Sequence[Entry]) -> "Bench":
        """The bench with what the journal says by now; what lies on it stays."""
        standing = self.gathered.composites(tell_composites(entries))
        made = replace(self, composites=standing)
        return made if made.composite else replace(made, chosen="", seen=None)

    @property
    def next_one(self) -> "Bench":
        """The composite of the position behind this one; a new one behind the last."""
        ids = [*(one.id for one in self.composites), ""]
        return self.turned_to(ids[(ids.index(self.chosen) + 1) % len(ids)])


def open_bench(marshalled: Marshalled, item: Item) -> Bench:
    """The workbench for an amendment: its composite, else a new one that begins with it.

    Raises:
        UsageError: no composite can be made of it.
    """
    gathered = gather(marshalled, item)
    composites = gathered.composites(marshalled.listing.composites)
    id_ = item.amendment.id
    chosen = next((one.id for one in composites if id_ == one.id or id_ in one.members), "")
    bench = Bench(gathered, composites, "", ()).turned_to(chosen)
    if chosen or not bench.is_able(id_):
        return bench
    return bench.with_marked(id_)


def on_round(bench: Bench, marshalled: Marshalled) -> Bench:
    """The bench with what is marked on it, over a round that went on.

    Raises:
        UsageError: the position is amended no more.
    """
    item = find_item(marshalled, bench.gathered.position)
    if item is None:
        raise UsageError("No amendment to this position is left.")
    gathered = gather(marshalled, item)
    return replace(bench, gathered=gathered).with_entries(marshalled.calling.entries)


def read_again(bench: Bench) -> Bench:
    """The bench with what others noted meanwhile; what lies on it stays.

    Raises:
        StorageError: the journal cannot be read.
    """
    return bench.with_entries(bench.gathered.marshalled.round.journal.read())


def find_item(marshalled: Marshalled, position: str) -> Item | None:
    """The first amendment of the list to a position."""
    items = marshalled.listing.items
    return next((one for one in items if one.amendment.target == position), None)
