"""What became of each amendment: what its movers said, what was advised, what was decided."""

from collections.abc import Iterator
from dataclasses import dataclass

from policytui.conference.amendments.amendment import Amendment
from policytui.conference.consultation.senders import told_by
from policytui.conference.decisions.adoption import Stage
from policytui.conference.decisions.calling import Calling
from policytui.conference.decisions.deciding import Decision
from policytui.conference.decisions.listed import Listed
from policytui.conference.decisions.recommendations import Advice, Recommendation
from policytui.conference.marshalling.outcome import Outcome
from policytui.conference.report.facts import Facts
from policytui.export.paper import Block, Heading, Points, Prose, Quotation
from policytui.export.tables import Table

_NOT_ADVISED = "No recommendation is recorded."
_NOT_DECIDED = "No decision is recorded."


@dataclass(frozen=True, slots=True)
class Answered:
    """An amendment with the answer to it.

    Attributes:
        number: on the list; of the composite for a member of one.
        composite: id of the composite that it is part of, else empty.
        advised, decided: in words, as sentences.
    """

    number: str
    amendment: Amendment
    composite: str
    advised: str
    decided: str


def answer_amendments(calling: Calling | None) -> Iterator[Answered]:
    """The answer to every amendment that was sent in, those in composites in their place."""
    listed = calling.listed if calling else ()
    numbers = {one.id: one.number for one in listed}
    for one in listed:
        assert calling
        advised = _advised(calling, one, numbers)
        decided = _decided(calling, one, numbers)
        through = one.id if one.members else ""
        for source in one.sources:
            yield Answered(one.number, source, through, advised, decided)


def tell_amendments(facts: Facts) -> Iterator[Block]:
    """The chapter on the amendments; nothing where there are none."""
    calling = facts.calling
    if calling is None or not calling.listed:
        return
    yield Heading(1, "You said, we did")
    adoption = calling.adoption
    if adoption and adoption.stage is Stage.DONE:
        yield Prose(f"What was carried stands in the edition “{adoption.edition}”.")
    composites = {one.id: one for one in calling.listed if one.members}
    last = ""
    for answer in answer_amendments(calling):
        if answer.composite and answer.composite != last:
            yield from _tell_composite(composites[answer.composite])
        last = answer.composite
        yield from _tell_amendment(facts, answer)


def _tell_composite(composite: Listed) -> Iterator[Block]:
    ids = ", ".join(member.id for member in composite.members)
    yield Heading(2, f"Composite {composite.number}: {composite.amendment.title}")
    yield Prose(f"The movers agreed to one text in place of: {ids}.", is_quiet=True)
    text = composite.amendment.text
    yield Quotation(text) if text else Prose("Leave out the whole position.")


def _tell_amendment(facts: Facts, answer: Answered) -> Iterator[Block]:
    amendment = answer.amendment
    draft = facts.inbox.submissions.get(amendment.id).draft
    level = 3 if answer.composite else 2
    number = "" if answer.composite else f"Amendment {answer.number}: "
    yield Heading(level, f"{number}{amendment.title}")
    by = told_by(draft)
    place = amendment.position or amendment.document or "new"
    yield Prose(" · ".join(filter(None, (by, place, amendment.id))), is_quiet=True)
    yield Prose("You said:", is_quiet=True)
    if draft.instruction:
        yield Points(draft.instruction)
    if draft.reason:
        yield Quotation(draft.reason)
    if amendment.note:
        yield Prose(amendment.note, is_quiet=True)
    yield Prose("We did:", is_quiet=True)
    yield Prose(f"{answer.advised}\n\n{answer.decided}")


def amendment_table(facts: Facts) -> Table:
    """Every amendment with its answer."""
    columns = (
        *("Number", "Id", "Position", "Title", "Mover", "Organisation", "Reason"),
        *("Composite", "Recommendation", "Decision"),
    )
    submissions = facts.inbox.submissions
    rows = tuple(
        (
            answer.number,
            answer.amendment.id,
            answer.amendment.position,
            answer.amendment.title,
            answer.amendment.mover,
            answer.amendment.organisation,
            submissions.get(answer.amendment.id).draft.reason,
            answer.composite,
            answer.advised,
            answer.decided,
        )
        for answer in answer_amendments(facts.calling)
    )
    return Table("amendments", "The answer to each amendment", columns, rows)


def _advised(calling: Calling, one: Listed, numbers: dict[str, str]) -> str:
    given = calling.recommendations.get(one.id)
    return _tell_advice(given.recommendation, numbers) if given else _NOT_ADVISED


def _tell_advice(given: Recommendation, numbers: dict[str, str]) -> str:
    told = given.advice.label
    if given.advice is Advice.IN_FAVOUR_OF:
        told += f" amendment {numbers.get(given.rests_on, given.rests_on)}"
    elif given.advice is Advice.ALREADY_POLICY:
        told += f", in {given.rests_on}"
    text = f"\n\nAs modified: {given.text}" if given.text else ""
    reason = f" {given.reason}" if given.reason else ""
    return f"Recommended: {told}.{reason}{text}"


def _decided(calling: Calling, one: Listed, numbers: dict[str, str]) -> str:
    decided = calling.decisions.get(one.id)
    return _tell_decision(decided.decision, numbers) if decided else _NOT_DECIDED


def _tell_decision(decision: Decision, numbers: dict[str, str]) -> str:
    told = decision.outcome.value
    if decision.outcome is Outcome.FELL and decision.cause:
        told += f" because of amendment {numbers.get(decision.cause, decision.cause)}"
    if decision.vote_told:
        told += f" ({decision.vote_told})"
    text = f"\n\nCarried as modified: {decision.text}" if decision.text else ""
    return f"Decided: {told}.{text}"
