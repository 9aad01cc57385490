"""Answers to a consultation: they answer its questions, those put to the member, in time."""

from collections.abc import Iterator

from policytui.checks.basis import Basis
from policytui.checks.finding import Evidence, Finding, Severity, Tier
from policytui.checks.rule import Rule
from policytui.corpus.model import Document
from policytui.drafts.begin import questions_for
from policytui.drafts.model import Draft, DraftKind, State
from policytui.errors import UnknownId


def _check_any(draft: Draft, basis: Basis) -> Iterator[Finding]:
    if draft.kind is DraftKind.RESPONSE and not any(
        answer.text.strip() for answer in draft.answers
    ):
        yield _error("ANS001", draft, "No question is answered yet. Answer at least one.")


def _check_consultation(draft: Draft, basis: Basis) -> Iterator[Finding]:
    if draft.kind is DraftKind.RESPONSE and _consultation(draft, basis) is None:
        yield _error(
            "ANS002",
            draft,
            f"The consultation {draft.document or 'of this response'} is not in this corpus.",
            "document",
        )


def _check_closing(draft: Draft, basis: Basis) -> Iterator[Finding]:
    document = _consultation(draft, basis)
    if document is None or draft.state is not State.DRAFT:
        return
    closes = document.header.closes
    if closes and closes < basis.at:
        yield Finding(
            "ANS003",
            Severity.WARNING,
            draft.id,
            f"{document.header.title} closed on {closes:%-d %B %Y}; answers sent now are late.",
            other=document.id,
        )


def _check_questions(draft: Draft, basis: Basis) -> Iterator[Finding]:
    document = _consultation(draft, basis)
    if document is None:
        return
    known = {question.id for question in questions_for(document.positions, None)}
    for number, answer in enumerate(draft.answers, 1):
        if answer.text.strip() and answer.question not in known:
            yield _error(
                "ANS004",
                draft,
                f"Question {number} of these answers is not part of {document.header.title}.",
                evidence=(
                    Evidence(answer.question, source=draft.id, field=f"answers[{number}].question"),
                ),
            )


def _check_nation(draft: Draft, basis: Basis) -> Iterator[Finding]:
    document = _consultation(draft, basis)
    if document is None:
        return
    known = {question.id: question for question in questions_for(document.positions, None)}
    mine = {question.id for question in questions_for(document.positions, draft.submitter.nation)}
    for number, answer in enumerate(draft.answers, 1):
        question = known.get(answer.question)
        if question is None or question.id in mine or not answer.text.strip():
            continue
        nations = " and ".join(nation.label for nation in question.nations)
        yield _error(
            "ANS005",
            draft,
            f"“{question.title}” is put to members in {nations} only; clear its answer or "
            "change the nation.",
            "submitter.nation",
            other=question.id,
            evidence=(
                Evidence(answer.text, source=draft.id, field=f"answers[{number}].text"),
                Evidence(question.text, source=question.id),
            ),
        )


def _consultation(draft: Draft, basis: Basis) -> Document | None:
    if draft.kind is not DraftKind.RESPONSE:
        return None
    try:
        return basis.catalogue.document(draft.document)
    except UnknownId:
        return None


def _error(
    code: str,
    draft: Draft,
    message: str,
    field: str = "answers",
    *,
    other: str = "",
    evidence: tuple[Evidence, ...] = (),
) -> Finding:
    return Finding(
        code, Severity.ERROR, draft.id, message, other=other, field=field, evidence=evidence
    )


RULES = (
    Rule(
        "ANS001",
        "no-answer",
        Tier.FACT,
        Severity.ERROR,
        "A response answers no question.",
        "There is nothing to count.",
        'Every text under [[answers]] is "".',
        "Answer at least one question.",
        on_draft=_check_any,
    ),
    Rule(
        "ANS002",
        "unknown-consultation",
        Tier.FACT,
        Severity.ERROR,
        "A response is to a consultation that is not in the corpus.",
        "Without its questions nobody can tell what the answers answer.",
        'document = "consultation-2012", where the corpus holds "consultation-2021".',
        "Choose the corpus that holds it with --corpus, or import the consultation.",
        on_draft=_check_consultation,
    ),
    Rule(
        "ANS003",
        "consultation-closed",
        Tier.FACT,
        Severity.WARNING,
        "A response is not submitted yet, and the consultation has closed.",
        "Late answers may not be counted.",
        "A consultation that closed on 11 June, and a draft that is still open on 12 June.",
        "Ask whether late answers are taken.",
        on_draft=_check_closing,
    ),
    Rule(
        "ANS004",
        "unknown-question",
        Tier.FACT,
        Severity.ERROR,
        "An answer is to a question that the consultation does not ask.",
        "It would be counted nowhere.",
        'question = "consultation-2021/question-99"',
        "Move the answer to the question it belongs to.",
        on_draft=_check_questions,
    ),
    Rule(
        "ANS005",
        "question-of-another-nation",
        Tier.FACT,
        Severity.ERROR,
        "An answer is to a question put to members in other nations only.",
        "Some questions are about devolved matters and are put only where they are decided.",
        "A member in Scotland answers a question put to members in Wales.",
        "Clear the answer, or correct the nation.",
        on_draft=_check_nation,
    ),
)
"""The rules of this family."""
