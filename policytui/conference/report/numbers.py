"""The accounts of a round: what was received, what counts and from whom, what does not and why."""

from collections.abc import Iterator

from policytui.conference.consultation.counting import (
    By,
    Count,
    breakdowns,
    count_submissions,
)
from policytui.conference.report.exclusions import tell_exclusions
from policytui.conference.report.facts import Facts
from policytui.drafts.model import DraftKind
from policytui.export.paper import Block, Heading, Prose
from policytui.export.tables import Table

_MOST_SENDERS = 200
"""Rows of a table in the report; the files of tables hold all."""


def tell_numbers(facts: Facts) -> Iterator[Block]:
    """The chapter on the numbers."""
    yield Heading(1, "The numbers")
    identity = facts.inbox.ledger.identity
    yield Prose(f"{identity[:1].upper()}{identity[1:]}.")
    yield account_table(facts)
    yield kind_table(facts)
    yield Heading(2, "Who took part")
    for by in counted_by(facts):
        yield from shortened(sender_table(facts, by), _MOST_SENDERS)
    yield from tell_exclusions(facts)


def counted_by(facts: Facts) -> tuple[By, ...]:
    """What is told of those who took part."""
    return (*breakdowns(facts.regions), By.ORGANISATION)


def shortened(table: Table, most: int) -> Iterator[Block]:
    """The first rows of a table, and how many more there are."""
    yield Table(table.name, table.title, table.columns, table.rows[:most])
    if len(table.rows) > most:
        more = len(table.rows) - most
        yield Prose(f"And {more:,} more, in the files of tables.", is_quiet=True)


def account_table(facts: Facts) -> Table:
    """How many files had each fate, and all together."""
    ledger = facts.inbox.ledger
    rows = [(fate.value.capitalize(), number) for fate, number in ledger.counts.items()]
    total = ("Received", ledger.received)
    return Table("accounts", "What became of what was received", ("Fate", "Files"), (*rows, total))


def kind_table(facts: Facts) -> Table:
    """How many submissions of each kind count."""
    by_kind = facts.inbox.submissions.by_kind
    rows = tuple((kind.label, len(by_kind[kind])) for kind in DraftKind)
    return Table("kinds", "What was sent in", ("Kind", "Submissions"), rows)


def sender_table(facts: Facts, by: By) -> Table:
    """The submissions that count, by who sent them."""
    submissions = facts.inbox.submissions.all
    counts = count_submissions(submissions, by, facts.wordings, facts.regions)
    return count_table(f"submissions-by-{by.value}", f"Submissions by {by.value}", by, counts)


def count_table(name: str, title: str, by: By, counts: list[Count]) -> Table:
    """Counts as a table."""
    rows = tuple((count.label, count.submissions, count.texts) for count in counts)
    return Table(name, title, (by.label, "Submissions", "Different texts"), rows)
