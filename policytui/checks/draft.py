"""Checks of one draft: it is complete, it fits its base, it says something.

An error keeps a draft from being submitted; a warning does not.
"""

from collections.abc import Callable, Iterator

from policytui.checks.finding import Evidence, Finding, Severity
from policytui.compare.deriving import derive_instructions
from policytui.compare.wording import read_instruction
from policytui.corpus.catalogue import Catalogue
from policytui.drafts.begin import now, questions_for
from policytui.drafts.model import Capacity, Draft, DraftKind, State
from policytui.drafts.submission import is_intact
from policytui.errors import DataError, UnknownId
from policytui.text import digest_text

Rule = Callable[[Draft, Catalogue], Iterator[Finding]]

LONGEST_TITLE = 200
"""Longest title of a new position, in characters."""


def check_draft(draft: Draft, catalogue: Catalogue) -> tuple[Finding, ...]:
    """Everything the rules find in a draft, errors first, then by code."""
    found = [finding for rule in RULES for finding in rule(draft, catalogue)]
    order = list(Severity)
    found.sort(key=lambda finding: (order.index(finding.severity), finding.code))
    return tuple(found)


def is_ready(findings: tuple[Finding, ...]) -> bool:
    """Whether nothing found keeps a draft from being submitted."""
    return not any(finding.severity is Severity.ERROR for finding in findings)


def _check_target(draft: Draft, catalogue: Catalogue) -> Iterator[Finding]:
    base = draft.base
    if base is None:
        return
    try:
        position = catalogue.position(base.position)
    except UnknownId:
        yield _error(
            "TGT001",
            draft,
            f"The position {base.position} is not in this corpus. Choose the corpus it was "
            "written against, or begin the amendment anew from the position that took its place.",
            "target.position",
        )
        return
    if digest_text(position.text) != base.digest:
        yield Finding(
            "TGT002",
            Severity.ERROR,
            draft.id,
            f"“{base.title}” has changed since this amendment was begun. Compare your text with "
            "the position as it stands now and begin anew from it.",
            other=position.id,
            field="target.digest",
            evidence=(Evidence(base.text), Evidence(position.text)),
        )


def _check_text(draft: Draft, catalogue: Catalogue) -> Iterator[Finding]:
    if draft.kind is DraftKind.RESPONSE:
        return
    if draft.base and draft.text == draft.base.text:
        yield _error("TXT001", draft, "Nothing is changed yet. Edit the proposed text.", "text")
    if draft.kind is DraftKind.AMENDMENT and not draft.text:
        yield Finding(
            "TXT002",
            Severity.NOTE,
            draft.id,
            "The proposed text is empty: this leaves out the whole position.",
            field="text",
        )
    if draft.kind is not DraftKind.AMENDMENT and not draft.text:
        yield _error("TXT003", draft, "There is no text yet. Write what you propose.", "text")
    if len(draft.title) > LONGEST_TITLE:
        yield _error(
            "TXT004",
            draft,
            f"The title has {len(draft.title)} characters; {LONGEST_TITLE} are the most.",
            "title",
        )


def _check_instruction(draft: Draft, catalogue: Catalogue) -> Iterator[Finding]:
    if draft.base is None or not draft.instruction:
        return
    try:
        stated = read_instruction(draft.instruction)
    except DataError:
        stated = ()
    if stated != derive_instructions(draft.base.text, draft.text, draft.base.title):
        yield Finding(
            "INS001",
            Severity.WARNING,
            draft.id,
            "The formal instruction in the file does not say what the proposed text says; it is "
            "written anew when the draft is next saved.",
            field="proposal.instruction",
            evidence=tuple(Evidence(line) for line in draft.instruction),
        )


def _check_answers(draft: Draft, catalogue: Catalogue) -> Iterator[Finding]:
    if draft.kind is not DraftKind.RESPONSE:
        return
    if not any(answer.text.strip() for answer in draft.answers):
        yield _error(
            "ANS001", draft, "No question is answered yet. Answer at least one.", "answers"
        )
    try:
        document = catalogue.document(draft.document)
    except UnknownId:
        yield _error(
            "ANS002",
            draft,
            f"The consultation {draft.document or 'of this response'} is not in this corpus.",
            "document",
        )
        return
    closes = document.header.closes
    if draft.state is State.DRAFT and closes and closes < now():
        yield Finding(
            "ANS003",
            Severity.WARNING,
            draft.id,
            f"{document.header.title} closed on {closes:%-d %B %Y}; answers sent now are late.",
            other=document.id,
        )
    known = {question.id: question for question in questions_for(document.positions, None)}
    mine = {question.id for question in questions_for(document.positions, draft.submitter.nation)}
    for number, answer in enumerate(draft.answers, 1):
        if not answer.text.strip():
            continue
        question = known.get(answer.question)
        if question is None:
            yield _error(
                "ANS004",
                draft,
                f"Question {number} of these answers is not part of {document.header.title}.",
                "answers",
            )
        elif answer.question not in mine:
            nations = " and ".join(nation.label for nation in question.nations)
            yield _error(
                "ANS005",
                draft,
                f"“{question.title}” is put to members in {nations} only; clear its answer or "
                "change the nation.",
                "submitter.nation",
            )


def _check_submitter(draft: Draft, catalogue: Catalogue) -> Iterator[Finding]:
    submitter = draft.submitter
    if not submitter.mover:
        message = (
            "Your name is missing. Write who answers."
            if draft.kind is DraftKind.RESPONSE
            else "The mover is missing. Write who moves this."
        )
        yield _error("WHO001", draft, message, "submitter.mover")
    if submitter.capacity is not Capacity.INDIVIDUAL and not submitter.organisation:
        done = "answered" if draft.kind is DraftKind.RESPONSE else "moved"
        yield _error(
            "WHO002",
            draft,
            f"It is {done} for a {submitter.capacity.label.lower()}, but the organisation is not "
            "named. Write its name, or choose individual.",
            "submitter.organisation",
        )
    if submitter.capacity is not Capacity.INDIVIDUAL and not submitter.agreed_on:
        yield Finding(
            "WHO003",
            Severity.WARNING,
            draft.id,
            f"The day on which the {submitter.capacity.label.lower()} agreed to this is not given.",
            field="submitter.agreed_on",
        )
    if submitter.agreed_on and submitter.agreed_on > now().date():
        yield _error(
            "WHO004", draft, "The day of agreement lies in the future.", "submitter.agreed_on"
        )
    if draft.kind is DraftKind.RESPONSE and submitter.nation is None:
        yield _error(
            "WHO005",
            draft,
            "The nation is missing; it decides which questions are put to you.",
            "submitter.nation",
        )


def _check_reason(draft: Draft, catalogue: Catalogue) -> Iterator[Finding]:
    if draft.kind is not DraftKind.RESPONSE and not draft.reason:
        yield _error(
            "WHY001", draft, "The reason is missing. Say in a sentence or two why.", "reason"
        )


def _check_seal(draft: Draft, catalogue: Catalogue) -> Iterator[Finding]:
    if draft.seal and not is_intact(draft):
        yield _error(
            "SEA001",
            draft,
            "The seal is broken: the content was altered after it was sealed. Ask the mover for "
            "the original.",
            "seal.digest",
        )
    if draft.state is State.DRAFT and draft.seal:
        yield Finding(
            "SEA003",
            Severity.WARNING,
            draft.id,
            "It carries a seal but is not marked as submitted; the seal goes with the next save.",
            field="state",
        )
    if draft.state is State.SUBMITTED and draft.seal is None:
        yield _error("SEA002", draft, "It is marked as submitted but carries no seal.", "state")


def _error(code: str, draft: Draft, message: str, field: str) -> Finding:
    return Finding(code, Severity.ERROR, draft.id, message, field=field)


RULES: tuple[Rule, ...] = (
    _check_target,
    _check_text,
    _check_instruction,
    _check_answers,
    _check_reason,
    _check_submitter,
    _check_seal,
)
"""Every rule, in the order in which a draft is filled in."""
