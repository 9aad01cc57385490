"""What is done with a composite: made, changed, agreed to, given up, taken back.

Every deed is an act of the round's journal, and none changes what was not seen.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from policytui.conference.amendments.composites import (
    Answer,
    Composite,
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
from policytui.conference.journal import Act, Entry
from policytui.errors import UsageError
from policytui.text import clean_prose
from policytui.tui.composing import Bench


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


def save(bench: Bench, text: str) -> tuple[Bench, Deed | None]:
    """Make the composite, or change it where it says what was seen when the words began.

    Returns:
        The bench, and None where nothing was to be changed.

    Raises:
        CompositeChanged: somebody else changed it, or may have; nothing was noted.
        UsageError: there is no text, or the members cannot be one composite.
        StorageError: the journal cannot be written.
    """
    wording = clean_prose(text)
    if not wording.strip():
        raise UsageError("There is no text yet.", hint="b begins it with what the members say.")
    if decided := [id_ for id_ in bench.marked if bench.decided_on(id_)]:
        raise bench.refusal(decided)
    by, today, before = bench.gathered.marshalled.by, bench.gathered.today, bench.composite
    if before is None:
        done, deed = _note(bench, "", decide_composite(bench.members, wording, by))
        if deed is None:
            there = next(one for one in done.composites if set(one.members) == set(bench.marked))
            if there.text != wording:
                raise CompositeChanged(there)
            return save(done.having_seen(there), text)
    else:
        if bench.seen is None:
            raise CompositeChanged(before)
        if set(bench.marked) == set(before.members):
            decide = decide_text(before.id, wording, by, today)
        else:
            decide = decide_members(before.id, bench.members, wording, by)
        done, deed = _note(bench, before.id, unless_changed(decide, bench.seen))
    return done.having_seen(deed.left) if deed else done, deed


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

    Args:
        bench: at the composite; for one that was dissolved it turns there.

    Returns:
        The bench with what lies on it; where the making is taken back, that is a new composite.

    Raises:
        CompositeChanged: somebody else changed it since.
        StorageError: the journal cannot be written.
    """
    decide = decide_return(deed.left, deed.before, bench.gathered.marshalled.by)
    done, _ = _note(bench, deed.left.id, decide)
    if deed.left.is_dissolved:
        return done.turned_to(deed.left.id)
    if done.composite and bench.seen and bench.seen.says_as(deed.left):
        return done.having_seen(done.composite)
    return done


def _note(bench: Bench, id_: str, decide: Decide) -> tuple[Bench, Deed | None]:
    """Add an act to the journal; for a composite that is made by it no id is known before."""
    seen: tuple[Entry, ...] = ()

    def decide_here(entries: tuple[Entry, ...]) -> Sequence[Act]:
        nonlocal seen
        seen = entries
        return decide(entries)

    added = bench.gathered.marshalled.round.journal.add(decide_here)
    before, now = tell_composites(seen), tell_composites((*seen, *added))
    done = bench.with_entries((*seen, *added))
    if not added:
        return done, None
    wanted = id_ or added[0].act.subject
    left = next(one for one in now if one.id == wanted)
    done = replace(done, chosen="" if left.is_dissolved else wanted)
    return done, Deed(left, next((one for one in before if one.id == wanted), None))
