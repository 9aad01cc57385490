"""Beginning drafts, and keeping what is derived in a draft true while it is edited."""

import secrets
from collections.abc import Container, Iterable
from dataclasses import replace
from datetime import UTC, datetime

from policytui.compare.wording import word_instruction
from policytui.corpus.identity import slug_from
from policytui.corpus.model import Header, Nation, Position, Role
from policytui.drafts.model import Answer, Draft, DraftKind, Event, State, Submitter, base_from
from policytui.text import clean_line, clean_prose


def now() -> datetime:
    """This moment in UTC, to the second, as drafts record time."""
    return datetime.now(UTC).replace(microsecond=0)


def begin_amendment(
    position: Position, header: Header, submitter: Submitter, taken: Container[str] = ()
) -> Draft:
    """An amendment to a position, with the position's own text to change."""
    base = base_from(position, header.title, header.edition)
    draft = _begin(DraftKind.AMENDMENT, position.title, submitter, taken)
    return replace(draft, base=base, text=base.text, document=header.id)


def begin_new_position(
    title: str,
    submitter: Submitter,
    taken: Container[str] = (),
    *,
    document: str = "",
    theme: str = "",
) -> Draft:
    """A wholly new position, for a document and theme where the writer knows them."""
    draft = _begin(DraftKind.NEW_POSITION, title, submitter, taken)
    return replace(draft, document=document, theme=theme)


def begin_campaign_idea(title: str, submitter: Submitter, taken: Container[str] = ()) -> Draft:
    """An idea for a campaign."""
    return _begin(DraftKind.CAMPAIGN_IDEA, title, submitter, taken)


def begin_response(
    header: Header,
    questions: Iterable[Position],
    submitter: Submitter,
    taken: Container[str] = (),
) -> Draft:
    """Answers to a consultation, with its questions for the submitter's nation.

    Args:
        questions: the consultation's positions, in order; only questions are taken.
    """
    draft = _begin(DraftKind.RESPONSE, f"Answers to {header.title}", submitter, taken)
    answers = tuple(
        Answer(question.id, question.text, "")
        for question in questions_for(questions, submitter.nation)
    )
    return replace(draft, document=header.id, answers=answers)


def questions_for(positions: Iterable[Position], nation: Nation | None) -> list[Position]:
    """The questions put to members in a nation; all of them where the nation is not known."""
    return [
        position
        for position in positions
        if position.role is Role.QUESTION and (nation is None or nation in position.nations)
    ]


def duplicate(draft: Draft, taken: Container[str]) -> Draft:
    """A new draft with the same content, as if just begun."""
    copy = _begin(draft.kind, draft.title, draft.submitter, taken)
    return replace(
        draft,
        id=copy.id,
        created=copy.created,
        updated=copy.updated,
        state=State.DRAFT,
        history=(Event(copy.created, f"copied from {draft.id}"),),
        seal=None,
    )


def revise(draft: Draft, **changes: object) -> Draft:
    """The draft with changed fields, its text cleaned, its instruction derived anew."""
    # A seal is for one content: what is revised is open again.
    seal = draft.seal if draft.state is State.SUBMITTED else None
    revised: Draft = replace(draft, **{"seal": seal, **changes})  # type: ignore[arg-type]
    text = clean_prose(revised.text)
    instruction: tuple[str, ...] = ()
    if revised.base:
        instruction = word_instruction(revised.base.text, text, revised.base.title)
    elif revised.kind is DraftKind.NEW_POSITION and text:
        instruction = word_instruction("", text, revised.title)
    revised = replace(
        revised,
        text=text,
        reason=clean_prose(revised.reason),
        remarks=clean_prose(revised.remarks),
        instruction=instruction,
        answers=tuple(replace(answer, text=clean_prose(answer.text)) for answer in revised.answers),
    )
    return draft if revised == draft else replace(revised, updated=now())


def _begin(kind: DraftKind, title: str, submitter: Submitter, taken: Container[str]) -> Draft:
    moment = now()
    title = clean_line(title) or kind.label
    # Random letters, so that drafts begun apart never share an id when staff collate them.
    slug = slug_from(f"{moment:%Y-%m-%d} {title[:40]} {secrets.token_hex(3)}", taken)
    return Draft(
        id=slug,
        kind=kind,
        title=title,
        created=moment,
        updated=moment,
        submitter=submitter,
        history=(Event(moment, "begun"),),
    )
