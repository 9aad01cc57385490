"""The report in short: how much came in, and how many amendments had which end."""

from collections import Counter
from collections.abc import Iterator

from policytui.conference.decisions.calling import Calling
from policytui.conference.inbox.ledger import Fate
from policytui.conference.report.answers import ENDS, end_of
from policytui.conference.report.facts import Facts, document_of_amendment
from policytui.export.paper import Block, Heading, Points, Prose
from policytui.export.tables import Cell, Table


def tell_summary(facts: Facts) -> Iterator[Block]:
    """The chapter before all others."""
    yield Heading(1, "In short")
    yield Points(tuple(_points(facts)))
    if facts.calling and facts.calling.listed:
        yield outcome_table(facts)
        if len(_by_document(facts.calling)) > 1:
            yield document_table(facts)
        if any(one.members for one in facts.calling.listed):
            yield Prose("A composite counts once, for all that it was made of.", is_quiet=True)


def _points(facts: Facts) -> Iterator[str]:
    ledger = facts.inbox.ledger
    received = _number(ledger.received, "file was", "files were")
    counted = _number(ledger.counts[Fate.COUNTED], "submission counts", "submissions count")
    yield f"{received} received; {counted}."
    replies, questions = facts.responses.replies, facts.responses.questions
    if questions:
        asked = _number(len(questions), "question", "questions")
        yield f"{_number(len(replies), 'answer', 'answers')} to {asked} were sent in."
    if facts.calling and facts.calling.listed:
        called = len(facts.calling.listed)
        told = _number(called, "amendment or new position", "amendments and new positions")
        yield f"{told} stood on the list of the conference."


def outcome_table(facts: Facts) -> Table:
    """How many amendments had each end."""
    ends: Counter[str] = Counter()
    for counted in _by_document(facts.calling).values():
        ends += counted
    rows = tuple((end.capitalize(), ends[end]) for end in ENDS if ends[end])
    return Table("outcomes", "What became of the amendments", ("Outcome", "Amendments"), rows)


def document_table(facts: Facts) -> Table:
    """How many amendments to each document had each end; ends that none had are left out."""
    by_document = _by_document(facts.calling)
    ends = [end for end in ENDS if any(counted[end] for counted in by_document.values())]
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (facts.name_document(id_), *(counted[end] for end in ends), counted.total())
        for id_, counted in by_document.items()
    )
    columns = ("Document", *(end.capitalize() for end in ends), "All")
    return Table("outcomes-by-document", "By document", columns, rows)


def _by_document(calling: Calling | None) -> dict[str, Counter[str]]:
    found: dict[str, Counter[str]] = {}
    for one in calling.listed if calling else ():
        assert calling
        counted = found.setdefault(document_of_amendment(one.sources[0]), Counter())
        counted[end_of(calling, one)] += 1
    return found


def _number(number: int, one: str, several: str) -> str:
    return f"{number:,} {one if number == 1 else several}"
