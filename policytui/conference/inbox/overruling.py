"""Staff overrule what was found of a submission, with a reason that stays in the journal."""

from collections.abc import Sequence

from policytui.conference.inbox.ledger import (
    ADMITTED,
    RESTORED,
    SET_ASIDE,
    Fate,
    Item,
    tell_ledger,
    tell_overrulings,
)
from policytui.conference.inbox.shelf import Shelf
from policytui.conference.journal import Act, Entry
from policytui.conference.round import Round
from policytui.errors import UsageError
from policytui.text import clean_line


def admit(round_: Round, shelf: Shelf, id_: str, reason: str, by: str = "") -> Item:
    """Count what was refused, late, blank, a duplicate or superseded.

    Args:
        id_: as for `Ledger.find`.

    Returns:
        What has become of it.

    Raises:
        UnknownId: there is none.
        UsageError: no reason is given, it cannot be read, or another with its id was admitted.
    """
    return _overrule(round_, shelf, id_, ADMITTED, reason, by)


def set_aside(round_: Round, shelf: Shelf, id_: str, reason: str, by: str = "") -> Item:
    """Refuse what was counted.

    Returns:
        What has become of it.

    Raises:
        UnknownId: there is none.
        UsageError: no reason is given.
    """
    return _overrule(round_, shelf, id_, SET_ASIDE, reason, by)


def restore(round_: Round, shelf: Shelf, id_: str, by: str = "") -> Item:
    """Take the last overruling of a submission back; the journal keeps both.

    Returns:
        What has become of it: what was found of it, or what was overruled before.

    Raises:
        UnknownId: there is none.
        UsageError: staff overruled nothing of it, or another with its id was admitted since.
    """
    digest = ""

    def decide(entries: tuple[Entry, ...]) -> Sequence[Act]:
        nonlocal digest
        ledger = tell_ledger(entries, shelf.sent(entries))
        item = ledger.find(id_, _is_overruled)
        digest = item.digest
        standing = tell_overrulings(entries).get(digest)
        if not standing:
            raise UsageError(
                f"{item.name}: was neither admitted nor set aside, so nothing is taken back.",
                hint="See what was received with: policytui collate",
            )
        *before, last = standing
        if before and before[-1].act.kind == ADMITTED:
            _refuse_admitting(item, ledger.items)
        return (Act(RESTORED, digest, {"took_back": last.act.kind}, clean_line(by)),)

    round_.journal.add(decide)
    return _became(round_, shelf, digest)


def _became(round_: Round, shelf: Shelf, digest: str) -> Item:
    entries = round_.journal.read()
    ledger = tell_ledger(entries, shelf.sent(entries))
    return next(item for item in ledger.items if item.digest == digest)


def _overrule(round_: Round, shelf: Shelf, id_: str, kind: str, reason: str, by: str) -> Item:
    why = clean_line(reason)
    if not why:
        raise UsageError("Say why, with --reason; it is kept in the journal for the report.")
    digest = ""

    def decide(entries: tuple[Entry, ...]) -> Sequence[Act]:
        nonlocal digest
        ledger = tell_ledger(entries, shelf.sent(entries))
        item = ledger.find(id_, _is_overruled if kind == ADMITTED else _is_to_go)
        digest = item.digest
        standing = tell_overrulings(entries).get(digest)
        if standing and standing[-1].act.kind == kind:
            return ()
        if kind == ADMITTED:
            if item.fate is Fate.COUNTED:
                return ()
            _refuse_admitting(item, ledger.items)
        return (Act(kind, digest, {"reason": why}, clean_line(by)),)

    round_.journal.add(decide)
    return _became(round_, shelf, digest)


def _is_overruled(item: Item) -> bool:
    return item.is_admitted or item.is_set_aside


def _is_to_go(item: Item) -> bool:
    return item.fate is Fate.COUNTED or item.is_set_aside


def _refuse_admitting(item: Item, others: Sequence[Item]) -> None:
    if item.sent is None:
        raise UsageError(
            f"{item.name}: cannot be read as a submission ({item.reason}), so it cannot count.",
            hint="Ask its sender for it once more.",
        )
    for other in others:
        if other.sent and other.is_admitted and other.id == item.id and other.digest != item.digest:
            raise UsageError(
                f"{item.name}: carries the id of {other.name}, which was admitted.",
                hint=f"Set that aside first: policytui collate --set-aside {other.digest[:12]}",
            )
