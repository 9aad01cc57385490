"""The ledger of a round: what became of every file that was sent in, and why.

It follows from the journal and from what was received alone, and not from the order in which
files came: taken in together or apart, by one or by two, they end in the same state.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property
from pathlib import Path

from policytui.conference.inbox.folder import harmless_name
from policytui.conference.inbox.kept import Sent
from policytui.conference.journal import Entry
from policytui.errors import UnknownId, UsageError
from policytui.text import clean_line

DUPLICATE = "inbox.duplicate"
"""The kind of act for the same content under another name."""
ADMITTED = "inbox.admitted"
SET_ASIDE = "inbox.set-aside"
RESTORED = "inbox.restored"
"""The kind of act by which the last overruling of a submission is taken back."""
RECONSIDERED = "inbox.reconsidered"
"""The kind of act by which a submission is judged again by conditions that were changed."""
TAKEN_IN = ("inbox.received", "inbox.refused", "inbox.late", "inbox.blank", DUPLICATE)
"""The kinds of acts of taking in."""
_SHORTEST = 6


class Fate(StrEnum):
    """What became of a file; each has exactly one."""

    COUNTED = "counted"
    REFUSED = "refused"
    LATE = "late"
    BLANK = "blank"
    DUPLICATE = "duplicate"
    SUPERSEDED = "superseded"

    @property
    def count_name(self) -> str:
        """The word in the accounts."""
        return "duplicates" if self is Fate.DUPLICATE else self.value


_BY_ITSELF = {
    "inbox.received": Fate.COUNTED,
    "inbox.refused": Fate.REFUSED,
    "inbox.late": Fate.LATE,
    "inbox.blank": Fate.BLANK,
    DUPLICATE: Fate.DUPLICATE,
}


@dataclass(frozen=True, slots=True)
class Item:
    """One file that was received.

    Attributes:
        digest: of its content; two files of the same content share it.
        name: of the file, harmless.
        reason: why it is not counted, or was admitted; in plain words.
        other: digest of the one that it duplicates or that supersedes it, else empty.
        needs: what a person must still find out; empty for nothing.
        sent: None where it cannot be read as a submission.
        is_admitted, is_set_aside: staff overruled what was found.
        draft: digest of the file that holds the submission; for a file of answers another one.
    """

    digest: str
    name: str
    fate: Fate
    reason: str = ""
    other: str = ""
    needs: str = ""
    sent: Sent | None = None
    is_admitted: bool = False
    is_set_aside: bool = False
    draft: str = ""

    @property
    def id(self) -> str:
        """What staff call it: the id of its submission, else the beginning of its digest."""
        return self.sent.id if self.sent else self.digest[:12]


@dataclass(frozen=True)
class Ledger:
    """Every file that was received, by time of sealing and name."""

    items: tuple[Item, ...]

    @property
    def received(self) -> int:
        """How many files were received; the sum of all fates."""
        return len(self.items)

    @cached_property
    def counts(self) -> Mapping[Fate, int]:
        """How many files had each fate; all fates are there."""
        counted = Counter(item.fate for item in self.items)
        return {fate: counted[fate] for fate in Fate}

    def of(self, fate: Fate) -> tuple[Item, ...]:
        """The files of one fate."""
        return tuple(item for item in self.items if item.fate is fate)

    @property
    def identity(self) -> str:
        """The accounts in one line: `received 5 = 3 counted + 1 refused + …`."""
        parts = " + ".join(f"{number:,} {fate.count_name}" for fate, number in self.counts.items())
        return f"received {self.received:,} = {parts}"

    def find(self, name: str, is_meant: Callable[[Item], bool]) -> Item:
        """The file that an id or a name means.

        Args:
            name: id of a submission, at least six characters of a file's digest, or the name of
                a file.
            is_meant: tells which is more likely to be meant where several have the id.

        Raises:
            UnknownId: there is none.
            UsageError: several have it, and not one of them is meant more than the others; or
                several files have that name.
        """
        wanted = clean_line(name)
        own = [item for item in self.items if item.fate is not Fate.DUPLICATE or item.sent]
        found = [item for item in own if item.sent and item.sent.id == wanted]
        if not found and len(wanted) >= _SHORTEST:
            found = [item for item in own if item.digest.startswith(wanted)]
        meant = list(filter(is_meant, found)) or found
        if not found:
            called = harmless_name(Path(name))
            named = {item.digest for item in self.items if item.name == called}
            meant = [item for item in own if item.digest in named]
        if not meant:
            raise UnknownId(
                f'Nothing with the id or file name "{wanted[:100]}" was received.',
                hint="See all of it with: policytui collate",
            )
        if len(meant) > 1:
            these = ", ".join(f"{one.digest[:12]} ({one.name}, {one.fate})" for one in meant[:5])
            raise UsageError(
                f'"{wanted[:100]}" was received more than once.', hint=f"Name one of: {these}"
            )
        return meant[0]


def tell_ledger(entries: Iterable[Entry], sent: Mapping[str, Sent]) -> Ledger:
    """What became of every file.

    Args:
        sent: what is known of each submission that can be read, by digest (`Shelf.sent`).
    """
    by_digest: dict[str, dict[str, Item]] = {}
    judged: dict[str, Item] = {}
    entries = tuple(entries)
    for entry in entries:
        act = entry.act
        if act.kind in TAKEN_IN:
            item = _item_from(entry, sent)
            by_digest.setdefault(act.subject, {}).setdefault(item.name, item)
            if act.kind != DUPLICATE:
                judged.setdefault(act.subject, item)
    again = tell_reconsidered(entries)
    overruled = tell_overrulings(entries)
    own: list[Item] = []
    copies: list[Item] = []
    for digest, named in by_digest.items():
        first, *others = sorted(named)
        if digest not in judged:
            continue
        item = _reconsider(judged[digest], again.get(digest))
        item = item if not others else replace(item, name=first)
        own.append(_overrule(item, overruled.get(digest, ())))
        reason = f"is the same file as {first}"
        copies += [
            Item(digest, name, Fate.DUPLICATE, reason, digest, draft=own[-1].draft)
            for name in others
        ]
    settled = _supersede(_settle_ids(_find_duplicates(sorted(own, key=_place))))
    return Ledger(tuple(sorted([*settled, *copies], key=_place)))


def tell_overrulings(entries: Iterable[Entry]) -> dict[str, list[Entry]]:
    """What staff overruled and did not take back, by digest; the last of each is what holds."""
    standing: dict[str, list[Entry]] = {}
    for entry in entries:
        if entry.act.kind in (ADMITTED, SET_ASIDE):
            standing.setdefault(entry.act.subject, []).append(entry)
        elif entry.act.kind == RESTORED and standing.get(entry.act.subject):
            standing[entry.act.subject].pop()
    return standing


def tell_reconsidered(entries: Iterable[Entry]) -> dict[str, Entry]:
    """The last act by which each was judged again by changed conditions, by digest."""
    return {entry.act.subject: entry for entry in entries if entry.act.kind == RECONSIDERED}


def _reconsider(item: Item, entry: Entry | None) -> Item:
    if entry is None:
        return item
    details = entry.act.details
    reason = str(details.get("found") or details["reason"])
    return replace(item, fate=_BY_ITSELF[f"inbox.{details['verdict']}"], reason=reason)


def _place(item: Item) -> tuple[str, str, str]:
    return (item.sent.sealed if item.sent else "~", item.name, item.digest)


def _item_from(entry: Entry, sent: Mapping[str, Sent]) -> Item:
    act, details = entry.act, entry.act.details
    draft = str(details.get("response", act.subject))
    return Item(
        act.subject,
        str(details["name"]),
        _BY_ITSELF[act.kind],
        str(details.get("reason", "")),
        needs=str(details.get("needs", "")),
        sent=sent.get(draft) if "id" in details else None,
        draft=draft,
    )


def _overrule(item: Item, standing: Sequence[Entry]) -> Item:
    if not standing:
        return item
    entry = standing[-1]
    who = f" by {entry.act.by}" if entry.act.by else ""
    why = str(entry.act.details["reason"])
    if entry.act.kind == SET_ASIDE:
        reason = f"set aside{who}: {why}"
        return replace(item, fate=Fate.REFUSED, reason=reason, is_set_aside=True)
    if item.sent is None:
        return item
    return replace(item, fate=Fate.COUNTED, reason=f"admitted{who}: {why}", is_admitted=True)


# --- what follows from several, of which those sealed first come first ---


def _groups(items: Iterable[Item], by: str) -> dict[str, list[Item]]:
    """The files that would count, by something of their submissions; the order stays."""
    groups: dict[str, list[Item]] = {}
    for item in items:
        if item.fate is Fate.COUNTED and item.sent:
            groups.setdefault(getattr(item.sent, by), []).append(item)
    return groups


def _decide(items: list[Item], decided: Iterable[Item]) -> list[Item]:
    changed = {item.digest: item for item in decided}
    return [changed.get(item.digest, item) for item in items]


def _find_duplicates(items: list[Item]) -> list[Item]:
    """Of several with the same content one counts: one admitted, else the one sealed first."""
    decided = []
    for group in _groups(items, "content").values():
        first = next((item for item in group if item.is_admitted), group[0])
        reason = f"holds the same as {first.name}"
        decided += [
            replace(item, fate=Fate.DUPLICATE, reason=reason, other=first.digest)
            for item in group
            if item is not first and not item.is_admitted
        ]
    return _decide(items, decided)


def _settle_ids(items: list[Item]) -> list[Item]:
    """Of several with one id one counts, so that the id means one thing everywhere.

    It belongs to the one admitted, else to whoever sealed it first, in their last wording.
    """
    decided = []
    for id_, group in _groups(items, "id").items():
        owner = next((item for item in group if item.is_admitted), None)
        if owner is None:
            owner = [item for item in group if _is_by(item, group[0])][-1]
        for item in group:
            if item is owner:
                continue
            if _is_by(item, owner):
                decided.append(_superseded(item, owner))
            else:
                reason = f"carries the id {id_}, which belongs to {owner.name} by somebody else"
                decided.append(replace(item, fate=Fate.REFUSED, reason=reason, other=owner.digest))
    return _decide(items, decided)


def _supersede(items: list[Item]) -> list[Item]:
    """Of several by one person on one thing the one sealed last counts, and those admitted."""
    decided = []
    for person, group in _groups(items, "person").items():
        for about in {item.sent.target for item in group if item.sent} if person else ():
            *before, last = [item for item in group if item.sent and item.sent.target == about]
            decided += [_superseded(item, last) for item in before if not item.is_admitted]
    return _decide(items, decided)


def _is_by(item: Item, other: Item) -> bool:
    mine, theirs = item.sent, other.sent
    return item is other or bool(mine and theirs and mine.person and mine.person == theirs.person)


def _superseded(item: Item, later: Item) -> Item:
    reason = f"the same person sent {later.name} in its place"
    return replace(item, fate=Fate.SUPERSEDED, reason=reason, other=later.digest)
