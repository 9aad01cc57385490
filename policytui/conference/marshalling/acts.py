"""What staff do with the list, as acts of the journal, and what these say of it."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from policytui.conference.amendments.amendment import Amendment
from policytui.conference.journal import Act, Entry
from policytui.errors import UsageError
from policytui.text import clean_line

Decide = Callable[[tuple[Entry, ...]], Sequence[Act]]

MOVED, GROUPED, PUBLISHED = "marshal.moved", "marshal.grouped", "marshal.published"


@dataclass(frozen=True, slots=True)
class Move:
    """An amendment that staff put before or after another by hand."""

    id: str
    beside: str
    is_before: bool


@dataclass(frozen=True, slots=True)
class Marshalling:
    """What staff set for the list.

    Attributes:
        moves: in the order in which they were made, the last for each amendment.
        numbers: those that were published, by the id of the amendment.
        published: when the list was last published, None before the first time.
        groups: title of the debate by the id of the amendment.
    """

    moves: tuple[Move, ...] = ()
    numbers: Mapping[str, str] = field(default_factory=dict)
    published: datetime | None = None
    groups: Mapping[str, str] = field(default_factory=dict)


def tell_marshalling(entries: Iterable[Entry]) -> Marshalling:
    """What the journal says of the list."""
    moves: dict[str, Move] = {}
    numbers: dict[str, str] = {}
    groups: dict[str, str] = {}
    published = None
    for entry in entries:
        act, details = entry.act, entry.act.details
        if act.kind == MOVED:
            moves.pop(act.subject, None)
            moves[act.subject] = Move(act.subject, details["beside"], details["before"])
        elif act.kind == GROUPED:
            groups = {id_: title for id_, title in groups.items() if title != act.subject}
            groups |= dict.fromkeys(details["members"], act.subject)
        elif act.kind == PUBLISHED:
            numbers |= details["numbers"]
            published = entry.at
    return Marshalling(tuple(moves.values()), numbers, published, groups)


def decide_move(
    amendment: Amendment, beside: Amendment, *, is_before: bool, by: str = ""
) -> Decide:
    """Put an amendment before or after another; that is kept whatever comes in later.

    Raises:
        UsageError: it would stand beside itself, or away from what it amends.
    """
    if amendment.id == beside.id:
        raise UsageError("An amendment cannot be put before or after itself.")
    if amendment.amends != beside.amends:
        raise UsageError(
            "An amendment to an amendment stays with what it amends.",
            hint="Move it among those to the same amendment, or move that one.",
        )
    move = Move(amendment.id, beside.id, is_before)

    def decide(entries: tuple[Entry, ...]) -> Sequence[Act]:
        moves = tell_marshalling(entries).moves
        if moves and moves[-1] == move:
            return ()
        return (Act(MOVED, move.id, {"beside": move.beside, "before": is_before}, by),)

    return decide


def decide_group(title: str, members: Sequence[str], by: str = "") -> Decide:
    """Debate some amendments together; without members the group is no more.

    Each is still decided at its own place (Companion, 8.70).

    Raises:
        UsageError: the title is empty.
    """
    title = clean_line(title)
    if not title:
        raise UsageError("A group needs a title.", hint='For example: --group "Homes: 3,4,7"')

    def decide(entries: tuple[Entry, ...]) -> Sequence[Act]:
        groups = tell_marshalling(entries).groups
        if {id_ for id_, held in groups.items() if held == title} == set(members):
            return ()
        return (Act(GROUPED, title, {"members": list(members)}, by),)

    return decide


def decide_publication(
    tell_numbers: Callable[[tuple[Entry, ...]], Mapping[str, str]], by: str = ""
) -> Decide:
    """Publish the list: from now on its numbers stand.

    Args:
        tell_numbers: the numbers of the list as the journal makes it.
    """

    def decide(entries: tuple[Entry, ...]) -> Sequence[Act]:
        published = tell_marshalling(entries).numbers
        numbers = tell_numbers(entries)
        new = {id_: made for id_, made in numbers.items() if id_ not in published}
        return (Act(PUBLISHED, "list", {"numbers": new}, by),) if new else ()

    return decide
