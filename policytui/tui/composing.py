"""The composite workbench: one text made of several amendments, saved, agreed to, taken back.

Every deed is an act of the round's journal; what is written here and not saved is kept apart
(`composing_kept`).
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from policytui.conference.amendments.amendment import Amendment
from policytui.conference.amendments.combining import mover_of
from policytui.conference.amendments.composites import (
    Answer,
    Composite,
    Consent,
    Decide,
    decide_composite,
    decide_consent,
    decide_dissolution,
    decide_text,
    tell_composites,
)
from policytui.conference.amendments.recomposing import (
    CompositeChanged,
    decide_members,
    decide_return,
    unless_changed,
)
from policytui.conference.amendments.resting import Resting, rest_on
from policytui.conference.journal import Act, Entry
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
    """

    gathered: Gathered
    composites: tuple[Composite, ...]
    chosen: str
    marked: tuple[str, ...]

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
            raise _is_decided(self, [id_])
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
        """Another composite of the position, or with no id a new one."""
        made = replace(self, chosen=id_, marked=())
        return replace(made, marked=made.composite.members if made.composite else ())

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
    return _with(replace(bench, gathered=gathered), marshalled.calling.entries)


def find_item(marshalled: Marshalled, position: str) -> Item | None:
    """The first amendment of the list to a position."""
    items = marshalled.listing.items
    return next((one for one in items if one.amendment.target == position), None)


# --- deeds ---


@dataclass(frozen=True, slots=True)
class Deed:
    """What was noted of a composite at one press of a key.

    Attributes:
        left: as it was left.
        before: as it was before; None where it was not there.
    """

    left: Composite
    before: Composite | None

    @property
    def can_be_taken_back(self) -> bool:
        """Whether it did more than note that somebody was asked."""
        if self.before is None or not self.left.says_as(self.before):
            return True
        left, before = ([one.answer for one in c.consents] for c in (self.left, self.before))
        return left != before


def save(bench: Bench, text: str, *, over: bool = False) -> tuple[Bench, Deed | None]:
    """Make the composite, or change it.

    Args:
        over: also where somebody else changed it meanwhile.

    Returns:
        The bench, and None where nothing was to be changed.

    Raises:
        CompositeChanged: somebody else changed it; nothing was noted.
        UsageError: there is no text, or the members cannot be one composite.
        StorageError: the journal cannot be written.
    """
    wording = clean_prose(text)
    if not wording.strip():
        raise UsageError("There is no text yet.", hint="b begins it with what the members say.")
    if decided := [id_ for id_ in bench.marked if bench.decided_on(id_)]:
        raise _is_decided(bench, decided)
    by, today, before = bench.gathered.marshalled.by, bench.gathered.today, bench.composite
    if before is None:
        done, deed = _note(bench, "", decide_composite(bench.members, wording, by))
        if deed is not None:
            return done, deed
        there = next(one for one in done.composites if set(one.members) == set(bench.marked))
        if there.text != wording and not over:
            raise CompositeChanged(there)
        return _note(done, there.id, decide_text(there.id, wording, by, today))
    if set(bench.marked) == set(before.members):
        decide = decide_text(before.id, wording, by, today)
    else:
        decide = decide_members(before.id, bench.members, wording, by)
    return _note(bench, before.id, decide if over else unless_changed(decide, before))


def note_consent(bench: Bench, id_: str, answer: Answer) -> tuple[Bench, Deed | None]:
    """Note what the mover of a member says to the words as they were saved.

    Raises:
        UsageError: it is no member, or nothing was saved.
        CompositeChanged: somebody else changed the words meanwhile.
        StorageError: the journal cannot be written.
    """
    composite, consent = bench.composite, bench.consent_of(id_)
    if composite is None or consent is None:
        raise UsageError(
            "Only movers of what is in the composite, as it was saved, are asked.",
            hint="Mark it with space and save with ctrl+s.",
        )
    by, mover = bench.gathered.marshalled.by, consent.mover
    decide = decide_consent(composite.id, mover, answer, by)
    return _note(bench, composite.id, unless_changed(decide, composite))


def dissolve(bench: Bench) -> tuple[Bench, Deed | None]:
    """Give the composite up.

    Raises:
        CompositeChanged: somebody else changed it meanwhile.
        StorageError: the journal cannot be written.
    """
    composite = bench.composite
    if composite is None:
        return bench, None
    decide = decide_dissolution(composite.id, bench.gathered.marshalled.by)
    done, deed = _note(bench, composite.id, unless_changed(decide, composite))
    return done.turned_to(""), deed


def take_back(bench: Bench, deed: Deed) -> Bench:
    """Bring a composite back to what it was before a deed; the journal keeps both.

    Raises:
        CompositeChanged: somebody else changed it since.
        StorageError: the journal cannot be written.
    """
    decide = decide_return(deed.left, deed.before, bench.gathered.marshalled.by)
    done, _ = _note(bench, deed.left.id, decide)
    is_there = deed.before is not None and not deed.before.is_dissolved
    return done.turned_to(deed.left.id if is_there else "")


def read_again(bench: Bench) -> Bench:
    """The bench with what others noted meanwhile; what is marked here stays marked.

    Raises:
        StorageError: the journal cannot be read.
    """
    return _with(bench, bench.gathered.marshalled.round.journal.read())


def _is_decided(bench: Bench, ids: Sequence[str]) -> UsageError:
    named = bench.gathered.named
    told = ", ".join(f"{named([id_])} is {bench.decided_on(id_)}" for id_ in ids)
    return UsageError(
        f"{told}: what is decided cannot be part of a composite.",
        hint="Leave it out, or take the decision back first: policytui decide NUMBER --clear",
    )


def _note(bench: Bench, id_: str, decide: Decide) -> tuple[Bench, Deed | None]:
    """Add an act to the journal; for a composite that is made by it no id is known before."""
    seen: tuple[Entry, ...] = ()

    def decide_here(entries: tuple[Entry, ...]) -> Sequence[Act]:
        nonlocal seen
        seen = entries
        return decide(entries)

    added = bench.gathered.marshalled.round.journal.add(decide_here)
    before, now = tell_composites(seen), tell_composites((*seen, *added))
    done = _with(bench, (*seen, *added))
    if not added:
        return done, None
    wanted = id_ or added[0].act.subject
    left = next(one for one in now if one.id == wanted)
    done = replace(done, chosen="" if left.is_dissolved else wanted)
    return done, Deed(left, next((one for one in before if one.id == wanted), None))


def _with(bench: Bench, entries: Sequence[Entry]) -> Bench:
    standing = bench.gathered.composites(tell_composites(entries))
    is_there = any(one.id == bench.chosen for one in standing)
    return replace(bench, composites=standing, chosen=bench.chosen if is_there else "")
