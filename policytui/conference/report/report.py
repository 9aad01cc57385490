"""The report of responses as a paper, and every table of it for other programs.

Whatever is told, contact data is left out here, in one place, of every word that leaves; so are
names, where they are not wanted.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

from policytui.conference.consultation.counting import By
from policytui.conference.report.amendments import amendment_table, tell_amendments
from policytui.conference.report.contact import leave_out_contact
from policytui.conference.report.exclusions import admission_table, exclusion_table
from policytui.conference.report.facts import Facts
from policytui.conference.report.method import tell_method
from policytui.conference.report.names import leave_out_names, names_of
from policytui.conference.report.numbers import (
    account_table,
    counted_by,
    kind_table,
    sender_table,
    tell_numbers,
)
from policytui.conference.report.originals import submission_table, tell_originals
from policytui.conference.report.questions import (
    answer_table,
    breakdown_table,
    group_table,
    question_table,
    quote_table,
    tell_questions,
)
from policytui.conference.report.summary import document_table, outcome_table, tell_summary
from policytui.export.paper import Block, Paper, change_table
from policytui.export.tables import Table


@dataclass(frozen=True, slots=True)
class Extent:
    """How much a report tells.

    Attributes:
        has_originals: whether all that was sent in stands in it in full.
        has_names: whether people are named; organisations always are.
    """

    has_originals: bool = True
    has_names: bool = True


WHOLE = Extent()


def compose_report(facts: Facts, extent: Extent = WHOLE) -> Paper:
    """The report of responses."""
    facts = replace(facts, has_names=extent.has_names)
    blocks: tuple[Block, ...] = (
        *tell_summary(facts),
        *tell_method(facts),
        *tell_numbers(facts),
        *tell_questions(facts),
        *tell_amendments(facts),
        *(tell_originals(facts) if extent.has_originals else ()),
    )
    paper = Paper(f"{facts.round.title}: report of responses", blocks)
    return paper.changed(_leave_out(facts))


def compose_tables(facts: Facts, extent: Extent = WHOLE) -> tuple[Table, ...]:
    """Every table of the report, whole, and the submissions and answers that it rests on."""
    facts = replace(facts, has_names=extent.has_names)
    tables = (
        account_table(facts),
        kind_table(facts),
        outcome_table(facts),
        document_table(facts),
        *(sender_table(facts, by) for by in counted_by(facts)),
        exclusion_table(facts),
        admission_table(facts),
        question_table(facts),
        *(breakdown_table(facts, by) for by in (*counted_by(facts), By.THEME)),
        group_table(facts),
        quote_table(facts),
        amendment_table(facts),
        submission_table(facts),
        *((answer_table(facts),) if extent.has_originals else ()),
    )
    leave_out = _leave_out(facts)
    return tuple(change_table(table, leave_out) for table in tables)


def _leave_out(facts: Facts) -> Callable[[str], str]:
    if facts.has_names:
        return leave_out_contact
    leave_out = leave_out_names(names_of(facts.inbox.submissions.all))
    return lambda text: leave_out(leave_out_contact(text))
