"""What became of each amendment: what its movers said, what was advised, what was decided."""

from collections.abc import Iterator

from policytui.conference.amendments.amendment import Amendment, Shape
from policytui.conference.decisions.adoption import Stage
from policytui.conference.decisions.listed import Listed
from policytui.conference.report.answers import (
    Answered,
    answer_amendments,
    answer_to,
    is_passed_over,
    numbers_of,
)
from policytui.conference.report.facts import Facts, document_of_amendment
from policytui.export.paper import Block, Heading, Points, Prose, Quotation
from policytui.export.tables import Table


def tell_amendments(facts: Facts) -> Iterator[Block]:
    """The chapter on the amendments; nothing where there are none."""
    calling = facts.calling
    if calling is None or not calling.listed:
        return
    yield Heading(1, "You said, we did")
    adoption = calling.adoption
    if adoption and adoption.stage is Stage.DONE:
        yield Prose(f"What was carried stands in the edition “{adoption.edition}”.")
    passed_over: list[Listed] = []
    numbers = numbers_of(calling)
    for one in calling.listed:
        if is_passed_over(calling, one):
            passed_over.append(one)
            continue
        yield Heading(2, name_listed(facts, one))
        answer = answer_to(calling, one, numbers)
        tell = _tell_composite if one.members else _tell_amendment
        yield from tell(facts, one, answer)
    if passed_over:
        yield from _tell_passed_over(facts, passed_over)


def name_listed(facts: Facts, one: Listed) -> str:
    """The heading of one on the list: `Amendment 21: Empty shops`."""
    is_new = one.amendment.shape is Shape.NEW_POSITION
    kind = "Composite" if one.members else "New position" if is_new else "Amendment"
    return f"{kind} {one.number}: {facts.name_position(one.sources[0])}"


def _tell_composite(facts: Facts, one: Listed, answer: Answered) -> Iterator[Block]:
    agreed = f"The movers of {len(one.members):,} amendments agreed to one text in their place."
    yield Prose(agreed, is_quiet=True)
    text = one.amendment.text
    yield Quotation(text) if text else Prose("Leave out the whole position.")
    yield from _tell_answer(answer)
    yield Heading(3, "What it was made of")
    for member in one.members:
        yield from _tell_said(facts, member)


def _tell_amendment(facts: Facts, one: Listed, answer: Answered) -> Iterator[Block]:
    yield from _tell_said(facts, one.amendment)
    yield from _tell_answer(answer)


def _tell_said(facts: Facts, amendment: Amendment) -> Iterator[Block]:
    submission = facts.inbox.submissions.get(amendment.id)
    draft = submission.draft
    place = amendment.position or amendment.document or "new"
    told = filter(None, (facts.told_by(submission), place, amendment.id))
    yield Prose(" · ".join(told), is_quiet=True)
    yield Prose("You said:", is_quiet=True)
    if draft.instruction:
        yield Points(draft.instruction)
    if draft.reason:
        yield Quotation(draft.reason)
    if amendment.note:
        yield Prose(amendment.note, is_quiet=True)


def _tell_answer(answer: Answered) -> Iterator[Block]:
    yield Prose("We did:", is_quiet=True)
    yield Prose(f"{answer.advised}\n\n{answer.decided}")
    if answer.carried:
        yield Prose("The words that were carried:", is_quiet=True)
        yield Quotation(answer.carried)


def _tell_passed_over(facts: Facts, listed: list[Listed]) -> Iterator[Block]:
    yield Heading(2, "Not reached")
    yield Prose("No vote was taken on these, and no recommendation is recorded on them.")
    by_document: dict[str, list[str]] = {}
    for one in listed:
        document = document_of_amendment(one.sources[0])
        by_document.setdefault(document, []).append(name_listed(facts, one))
    for document, names in by_document.items():
        yield Heading(3, facts.name_document(document))
        yield Points(tuple(names))


def amendment_table(facts: Facts) -> Table:
    """Every amendment with its answer."""
    columns = (
        *("Number", "Id", "Position", "Title", "Mover", "Organisation", "Reason"),
        *("Composite", "Recommendation", "Decision", "Words carried"),
    )
    submissions = facts.inbox.submissions
    rows = tuple(
        (
            answer.number,
            answer.amendment.id,
            answer.amendment.position,
            answer.amendment.title,
            facts.mover(answer.amendment.mover),
            answer.amendment.organisation,
            submissions.get(answer.amendment.id).draft.reason,
            answer.composite,
            answer.advised,
            answer.decided,
            answer.carried,
        )
        for answer in answer_amendments(facts.calling)
    )
    return Table("amendments", "The answer to each amendment", columns, rows)
