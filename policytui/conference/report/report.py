"""The report of responses as a paper, and every table of it for other programs.

Whatever is told, contact data is left out here, in one place, of every word that leaves.
"""

from policytui.conference.consultation.counting import By
from policytui.conference.report.amendments import amendment_table, tell_amendments
from policytui.conference.report.contact import leave_out_contact
from policytui.conference.report.facts import Facts
from policytui.conference.report.method import tell_method
from policytui.conference.report.numbers import (
    account_table,
    counted_by,
    exclusion_table,
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
from policytui.export.paper import Paper, change_table
from policytui.export.tables import Table


def compose_report(facts: Facts) -> Paper:
    """The report of responses."""
    blocks = (
        *tell_method(facts),
        *tell_numbers(facts),
        *tell_questions(facts),
        *tell_amendments(facts),
        *tell_originals(facts),
    )
    paper = Paper(f"{facts.round.title}: report of responses", blocks)
    return paper.changed(leave_out_contact)


def compose_tables(facts: Facts) -> tuple[Table, ...]:
    """Every table of the report, whole, and the submissions and answers that it rests on."""
    tables = (
        account_table(facts),
        kind_table(facts),
        *(sender_table(facts, by) for by in counted_by(facts)),
        exclusion_table(facts),
        question_table(facts),
        *(breakdown_table(facts, by) for by in (*counted_by(facts), By.THEME)),
        group_table(facts),
        quote_table(facts),
        amendment_table(facts),
        submission_table(facts),
        answer_table(facts),
    )
    return tuple(change_table(table, leave_out_contact) for table in tables)
