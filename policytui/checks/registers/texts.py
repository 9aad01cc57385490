"""The texts in which names are looked for: the parts of a draft, the positions of the corpus."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from policytui.checks.basis import Basis
from policytui.corpus.model import ALL_NATIONS, Header, Kind, Nation
from policytui.drafts.model import Draft, DraftKind
from policytui.errors import UnknownId


@dataclass(frozen=True, slots=True)
class Written:
    """A text, where it stands, and when it was written.

    Attributes:
        source: id of the draft or position.
        field: the part of a draft, or `title` of a position; empty for a position's text.
        day: when it was written; None where nobody knows.
        is_adopted: it stands in the corpus, it is no draft.
        before: the words that an amendment changes; empty for everything else.
        context: all that a reader has read besides it: the whole draft or document.
        nations: to whom it applies; of a draft those of what it changes or answers.
    """

    text: str
    source: str
    field: str = ""
    day: date | None = None
    is_adopted: bool = False
    before: str = ""
    context: str = ""
    nations: tuple[Nation, ...] = ALL_NATIONS


def texts_of_draft(draft: Draft, basis: Basis) -> Iterator[Written]:
    """What the writer of a draft has written, part by part; a sealed draft is of its day."""
    day = (draft.seal.at if draft.seal else basis.at).date()
    answers = [
        (f"answers[{number}]", answer.text, answer.question)
        for number, answer in enumerate(draft.answers, 1)
    ]
    target = draft.base.position if draft.base else ""
    title = "" if draft.kind in {DraftKind.AMENDMENT, DraftKind.RESPONSE} else draft.title
    parts = [
        ("title", title, target),
        ("text", draft.text, target),
        ("reason", draft.reason, target),
        *answers,
    ]
    nations = {
        position: nations_of(position, draft.document, basis)
        for position in dict.fromkeys(place for _, text, place in parts if text.strip())
    }
    before = draft.base.text if draft.base else ""
    context = "\n\n".join([draft.title, before, *(text for _, text, _ in parts)])
    for field, text, position in parts:
        if text.strip():
            yield Written(
                text,
                draft.id,
                field,
                day,
                before=before if field == "text" else "",
                context=context,
                nations=nations[position],
            )


def texts_of_corpus(basis: Basis) -> Iterator[Written]:
    """Titles and texts of all positions; a consultation that has closed is left as it was."""
    for card in basis.catalogue.documents():
        header = card.header
        if header.kind is Kind.CONSULTATION and (not header.closes or header.closes < basis.at):
            continue
        positions = basis.catalogue.document(header.id).positions
        context = "\n\n".join(f"{one.title}\n\n{one.text}" for one in positions)
        day = day_of(header)
        for position in positions:
            for field, text in (("title", position.title), ("", position.text)):
                yield Written(text, position.id, field, day, True, "", context, position.nations)


def day_of(header: Header) -> date | None:
    """The day of a document: its adoption, else the first day of its year."""
    if header.adopted or header.year is None:
        return header.adopted
    return date(header.year, 1, 1)


def nations_of(position: str, document: str, basis: Basis) -> tuple[Nation, ...]:
    """Where a position applies, else its document; everywhere where neither is known."""
    found = basis.catalogue.positions([position]) if position else []
    if found:
        return found[0].nations
    try:
        return basis.catalogue.header(document).nations if document else ALL_NATIONS
    except UnknownId:
        return ALL_NATIONS
