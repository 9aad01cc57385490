"""What staff do with the list as a whole: its numbers, its order, what is debated together.

Each is an act of the journal. An order and a debate are taken back by another act; numbers that
were published stand.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from policytui.conference.decisions.listed import find_listed
from policytui.conference.journal import Entry
from policytui.conference.marshalling.acts import (
    Decide,
    Move,
    decide_group,
    decide_move,
    decide_publication,
    tell_marshalling,
)
from policytui.conference.marshalling.marshalled import Item
from policytui.errors import PolicyError, UsageError
from policytui.text import clean_line
from policytui.tui.marshalling import MOST_NAMED, Marshalled
from policytui.tui.wording import number

_WAYS = ("before", "after")

Debates = Mapping[str, tuple[str, ...]]
"""The ids of the amendments that are debated together, by the title of the debate."""


@dataclass(frozen=True, slots=True)
class Moved:
    """An amendment that was put elsewhere, and what puts it back."""

    done: Move
    back: Move


@dataclass(frozen=True, slots=True)
class Debated:
    """Debates that were changed: as they were, and as they are since."""

    before: Debates
    done: Debates


@dataclass(frozen=True, slots=True)
class Arranged:
    """Something that was done with the list.

    Attributes:
        told: what was done, in a sentence.
        what: what is taken back, in a few words.
    """

    told: str
    what: str
    deed: Moved | Debated


# --- numbers ---


def tell_publishing(marshalled: Marshalled) -> str:
    """What publishing means now; empty where every number stands already."""
    listing = marshalled.listing
    standing = tell_marshalling(marshalled.calling.entries).numbers
    new = [id_ for id_ in listing.numbers if id_ not in standing]
    if not new:
        return ""
    stand = f"{number(len(standing), 'number')} stand already. " if standing else ""
    return (
        f"Publish the numbers of {number(len(new), 'amendment')}? {stand}From then on each keeps "
        "its number, whatever comes in or is moved; what comes later gets a letter, such as 4A. "
        "That cannot be taken back."
    )


def publish(marshalled: Marshalled) -> Marshalled:
    """From now on the numbers stand.

    Raises:
        StorageError: the journal cannot be written.
    """

    def numbers(entries: tuple[Entry, ...]) -> Mapping[str, str]:
        return marshalled.tabled.marshal(entries).numbers

    return _added(marshalled, [decide_publication(numbers, marshalled.by)])


# --- order ---


def move_from(marshalled: Marshalled, item: Item, line: str) -> Move:
    """What a line such as `before 7` says of an amendment.

    Raises:
        UsageError: it names no place, or one where the amendment cannot stand.
    """
    way, _, name = clean_line(line).casefold().partition(" ")
    if way not in _WAYS or not name.strip():
        raise UsageError("Say where: before 7, or after 7.")
    try:
        beside = find_listed(marshalled.calling.listed, name.strip()).id
    except PolicyError as error:
        raise UsageError(error.message) from None
    to = Move(item.amendment.id, beside, way == "before")
    _moving(marshalled, to)  # Refuses what cannot stand there.
    return to


def move(marshalled: Marshalled, to: Move) -> tuple[Marshalled, Arranged]:
    """Put an amendment before or after another.

    Raises:
        StorageError: the journal cannot be written.
    """
    back = _where(marshalled, to.id)
    old, beside = marshalled.numbers[to.id], marshalled.numbers[to.beside]
    made = _added(marshalled, [_moving(marshalled, to)])
    new = made.numbers[to.id]
    now = f"; its number is {new} now" if new != old else ""
    told = f"{old} was put {_WAYS[not to.is_before]} {beside}{now}."
    return made, Arranged(told, f"the move of {new}", Moved(to, back))


def _where(marshalled: Marshalled, id_: str) -> Move:
    """The place of an amendment: behind the one before it, or before the one behind it."""
    amends = marshalled.by_id[id_].amends
    own = [one.id for one in marshalled.listing.amendments if one.amends == amends]
    at = own.index(id_)
    return Move(id_, own[at - 1], False) if at else Move(id_, own[1], True)


def _moving(marshalled: Marshalled, to: Move) -> Decide:
    by_id = marshalled.by_id
    if to.id not in by_id or to.beside not in by_id:
        raise UsageError("It cannot stand there: one of the two is no longer in the list.")
    amendment, beside = by_id[to.id], by_id[to.beside]
    return decide_move(amendment, beside, is_before=to.is_before, by=marshalled.by)


# --- debates ---


def debate_together(
    marshalled: Marshalled, ids: Sequence[str], title: str
) -> tuple[Marshalled, Arranged]:
    """Debate some amendments together; with an empty title, each on its own again.

    Raises:
        StorageError: the journal cannot be written.
    """
    title = clean_line(title)
    before = _debates(marshalled.calling.entries)
    after = {name: tuple(id_ for id_ in of if id_ not in ids) for name, of in before.items()}
    if title:
        after[title] = (*after.get(title, ()), *ids)
    names = [name for name in after if before.get(name, ()) != after[name]]
    deed = Debated({name: before.get(name, ()) for name in names}, {n: after[n] for n in names})
    made = _added(marshalled, _debating(marshalled, deed.done))
    named = made.named(ids, MOST_NAMED)
    told = f"{named}: debated together as “{title}”." if title else f"{named}: each on its own."
    return made, Arranged(told, f"the debate of {named}", deed)


def _debates(entries: Sequence[Entry]) -> dict[str, tuple[str, ...]]:
    held: dict[str, tuple[str, ...]] = {}
    for id_, title in tell_marshalling(entries).groups.items():
        held[title] = (*held.get(title, ()), id_)
    return held


def _debating(marshalled: Marshalled, debates: Debates) -> list[Decide]:
    # Those that are left by some before those that take them up.
    ordered = sorted(debates.items(), key=lambda one: len(one[1]))
    return [decide_group(title, ids, marshalled.by) for title, ids in ordered]


# --- taking back ---


def rearrange(marshalled: Marshalled, done: Arranged) -> Marshalled:
    """Take back a move or a debate.

    Raises:
        UsageError: somebody did something to it since, which stays; or what was moved can no
            longer stand where it stood.
        StorageError: the journal cannot be written.
    """
    entries, deed = marshalled.round.journal.read(), done.deed
    if isinstance(deed, Moved):
        is_there = deed.done in tell_marshalling(entries).moves
        acts = [_moving(marshalled, deed.back)]
    else:
        now = _debates(entries)
        is_there = all(set(now.get(name, ())) == set(ids) for name, ids in deed.done.items())
        acts = _debating(marshalled, deed.before)
    if not is_there:
        raise UsageError("It was changed again since, by another; that stays.")
    return _added(marshalled, acts)


def _added(marshalled: Marshalled, acts: Sequence[Decide]) -> Marshalled:
    for decide in acts:
        marshalled.round.journal.add(decide)
    return marshalled.following(marshalled.round.journal.read())
