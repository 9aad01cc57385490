"""A file of collated answers, as a branch writes it in a word processor, made into a response."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from policytui.conference.inbox.folder import InboxFile
from policytui.conference.round import Round
from policytui.corpus.catalogue import Catalogue
from policytui.corpus.identity import slug_from
from policytui.corpus.model import Document, Kind
from policytui.drafts.model import Draft, Event, State, Submitter
from policytui.errors import DataError, PolicyError, Problem
from policytui.importers.readers.confined import ConfinedReader
from policytui.proposals.answer_draft import response_from, suggest_submitter
from policytui.proposals.answers import find_answers

NEEDS_A_PERSON = "a person must find out for whom it speaks, and whether it came in time"


def consultation_of(round_: Round, catalogue: Catalogue) -> Document | None:
    """The one consultation that a round is about; None where there is none, or several."""
    known = [
        card.header.id
        for card in catalogue.documents()
        if card.header.kind is Kind.CONSULTATION
        and (not round_.documents or card.header.id in round_.documents)
    ]
    return catalogue.document(known[0]) if len(known) == 1 else None


def read_answers(
    stored: Path, file: InboxFile, digest: str, consultation: Document, reader: ConfinedReader
) -> Draft:
    """The response in a file of answers; the same file always gives the same response.

    Args:
        stored: where its content lies.
        digest: of its content.

    Raises:
        PolicyError: it cannot be read, or answers no question.
    """
    try:
        found = find_answers(reader.read(stored), consultation, path=Path(file.name))
        suggested = suggest_submitter(found.remarks, consultation.header)
        who = Submitter(organisation=suggested.organisation, agreed_on=suggested.agreed_on)
        draft = response_from(found, consultation, who)
    except DataError as error:
        # It lies under its digest, but people know it by its name.
        named = Path(file.name)
        told = [
            replace(each, file=named, message=each.message.replace(digest, named.stem))
            for each in error.problems
        ]
        raise DataError(told, hint=error.hint) from None
    except PolicyError:
        raise
    except Exception as error:
        # Whatever a file holds, it must not stop those behind it.
        message = f"cannot be read ({type(error).__name__})"
        raise DataError([Problem(Path(file.name), 0, "", message)]) from None
    # Of its content alone, so that it does not matter when and under which name it came.
    header = consultation.header
    moment = header.closes or header.opens or datetime(2000, 1, 1, tzinfo=UTC)
    return replace(
        draft,
        id=slug_from(f"{consultation.id} answers {digest[:12]}", ()),
        created=moment,
        updated=moment,
        state=State.SUBMITTED,
        history=(Event(moment, "made of a file of answers"),),
    )
