"""What does not count and why, and what counts because staff admitted it by hand."""

import re
from collections.abc import Iterator

from policytui.conference.inbox.ledger import DUPLICATE, TAKEN_IN, Fate, Item
from policytui.conference.report.facts import Facts
from policytui.export.paper import Block, Heading, Prose
from policytui.export.tables import Table

_UNREADABLE = "is not in the form in which this program writes submissions, so it cannot be read"
_UNOPENED = "A file that cannot be read"
_CANNOT_COUNT_TWICE = "stood beside another of the same words or of the same person"
# What is told to people begins so; whatever else is found of a file that cannot be read, such as
# a line and a key, is for those who look into it.
_PLAIN = re.compile(r"is |this folder |cannot be looked at|holds (?:[\d,]+ MB|a time)")


def tell_exclusions(facts: Facts) -> Iterator[Block]:
    """What was not counted, and what was admitted, each with the reason."""
    yield Heading(2, "What was not counted, and why")
    rows = tuple(
        (_name(facts, item), item.fate.value.capitalize(), tell_plainly(facts, item))
        for item in _excluded(facts)
    )
    if rows:
        yield Table("", "What was not counted", ("Submission", "Fate", "Reason"), rows)
    else:
        yield Prose("Everything that was received is counted.")
    admitted = admission_table(facts)
    if admitted.rows:
        yield Heading(2, "What staff admitted, and why")
        # The first column, of files, is for staff.
        told = tuple(row[1:] for row in admitted.rows)
        yield Table("", admitted.title, admitted.columns[1:], told)


def tell_plainly(facts: Facts, item: Item) -> str:
    """Why a file does not count, as people say it who never saw the file."""
    if item.is_set_aside:
        return _by_staff(facts, item, "set aside")
    other = facts.sent_ids.get(item.other, "")
    if item.fate is Fate.DUPLICATE:
        is_copy = other in ("", _id(facts, item))
        return "was sent more than once" if is_copy else f"holds the same as {other}"
    if item.fate is Fate.SUPERSEDED:
        return f"the same person sent {other or 'another'} in its place"
    if item.other:
        return "carries the id of a submission by somebody else"
    is_unreadable = item.fate is Fate.REFUSED and item.sent is None
    is_submission = item.name.casefold().endswith(".toml")
    if is_unreadable and is_submission and not _PLAIN.match(item.reason):
        return _UNREADABLE
    return item.reason


def exclusion_table(facts: Facts) -> Table:
    """Every file that does not count, with the reason as it was found."""
    items = facts.inbox.ledger.items
    names = {item.digest: _file(facts, item) for item in items if item.fate is not Fate.DUPLICATE}
    rows = tuple(
        (
            _file(facts, item),
            item.id,
            item.fate.value,
            # What was found may quote the names of files.
            item.reason if facts.has_names else tell_plainly(facts, item),
            names.get(item.other, ""),
        )
        for item in _excluded(facts)
    )
    columns = ("File", "Id", "Fate", "Reason", "Counted in its place")
    return Table("not-counted", "What was not counted", columns, rows)


def admission_table(facts: Facts) -> Table:
    """Every submission that counts because staff admitted it, and what was found of it before."""
    found = {
        entry.act.subject: (entry.act.kind, str(entry.act.details.get("reason", "")))
        for entry in reversed(facts.inbox.entries)
        if entry.act.kind in TAKEN_IN and entry.act.kind != DUPLICATE
    }
    rows = []
    for item in facts.inbox.ledger.of(Fate.COUNTED):
        if item.is_admitted:
            submission = facts.inbox.submissions.get(item.id)
            kind, reason = found.get(item.digest, ("", ""))
            before = f"{kind.rpartition('.')[2]}: {reason}" if reason else _CANNOT_COUNT_TWICE
            sender = f"{submission.draft.kind.label}, {facts.told_by(submission)}"
            why = _by_staff(facts, item, "admitted")
            rows.append((_file(facts, item), item.id, sender, before, why))
    columns = ("File", "Submission", "From", "What was found", "Why it counts")
    return Table("admitted", "What staff admitted", columns, tuple(rows))


def _excluded(facts: Facts) -> Iterator[Item]:
    for fate in Fate:
        if fate is not Fate.COUNTED:
            yield from facts.inbox.ledger.of(fate)


def _by_staff(facts: Facts, item: Item, verb: str) -> str:
    """What staff gave as their reason, with who gave it where people are named."""
    standing = facts.overrulings.get(item.digest)
    if facts.has_names or not standing:
        return item.reason
    return f"{verb}: {standing[-1].act.details['reason']}"


def _name(facts: Facts, item: Item) -> str:
    """The id of a submission; the name of its file only where nothing else names it."""
    return _id(facts, item) or _file(facts, item) or _UNOPENED


def _id(facts: Facts, item: Item) -> str:
    return item.sent.id if item.sent else facts.sent_ids.get(item.digest, "")


def _file(facts: Facts, item: Item) -> str:
    # People name files after themselves.
    return item.name if facts.has_names else ""
