"""A response made of collated answers, and what their file seems to say of who answers."""

import re
from collections.abc import Container
from dataclasses import dataclass, replace
from datetime import date

from policytui.corpus.model import Document, Header, Role
from policytui.drafts.begin import begin_response, questions_for, revise
from policytui.drafts.model import Answer, Capacity, Draft, Submitter
from policytui.importers.outlining.dates import find_date, find_year
from policytui.proposals.answers import CollatedAnswers

_ORGANISATION = re.compile(
    r"(?<![\w-])(?:[A-Z][\w'’&-]*(?:[ ](?:[A-Z&][\w'’&-]*|of|and|the|upon|in|on))*[ ])"
    r"(?:Party|Branch|Society|Group|Constituency|CLP|Council|Committee|Forum|Network)\b"
    r"(?:[ ](?:Party|Branch|Group|Council|Committee)\b)?"
)
_AGREED = re.compile(
    r"\b(?:agreed|adopted|approved|meeting|endorsed|met|discussed)\b", re.IGNORECASE
)
_CAPACITIES = (
    (Capacity.SOCIETY, ("society",)),
    (Capacity.LOCAL_PARTY, ("party", "branch", "constituency", "clp")),
    (Capacity.GROUP, ("group", "committee", "forum", "network", "council")),
)
_LEAD = re.compile(
    r"^(?:(?:The|Our)\s+)?(?:Responses?|Answers?|Submission|Contribution|Reply)\s+"
    r"(?:of|from|by)\s+(?:the\s+)?"
)
_FRONT = 30
"""Lines in which an organisation names itself."""
_OWN_PARTY = re.compile(r"^(?:The )?Co-?operative Party$")


@dataclass(frozen=True, slots=True)
class Suggested:
    """What a file seems to say of who answers; for a person to confirm.

    Attributes:
        capacity: None where nothing tells it.
    """

    organisation: str = ""
    agreed_on: date | None = None
    capacity: Capacity | None = None

    def filled_into(self, submitter: Submitter) -> Submitter:
        """The submitter with what is suggested; the rest stays."""
        return replace(
            submitter,
            organisation=self.organisation or submitter.organisation,
            agreed_on=self.agreed_on or submitter.agreed_on,
            capacity=self.capacity or submitter.capacity,
        )


def response_from(
    found: CollatedAnswers,
    consultation: Document,
    submitter: Submitter,
    taken: Container[str] = (),
) -> Draft:
    """A response with the answers found; what fits no question becomes its remarks.

    Questions that are not put to the submitter's nation stand in it only where they are answered.
    """
    draft = begin_response(consultation.header, consultation.positions, submitter, taken)
    put = {question.id for question in questions_for(consultation.positions, submitter.nation)}
    texts = {
        position.id: "\n\n".join(each.text for each in found.answers_to(position.id))
        for position in consultation.positions
        if position.role is Role.QUESTION
    }
    answers = tuple(
        Answer(position.id, position.text, texts[position.id])
        for position in consultation.positions
        if position.id in put or texts.get(position.id)
    )
    return revise(draft, answers=answers, remarks=found.remarks)


def suggest_submitter(remarks: str, header: Header) -> Suggested:
    """Who seems to answer and when it was agreed.

    Args:
        remarks: what fits no question, as `CollatedAnswers.remarks` and a draft have it.
        header: of the consultation, whose year is meant where a day is given without one.
    """
    year = header.closes.year if header.closes else find_year(header.edition)
    lines = [line[:300] for line in remarks.split("\n")]
    name = next(filter(None, map(_organisation_in, lines[:_FRONT])), "")
    agreed = (line for line in lines if _AGREED.search(line))
    days = (day for line in agreed if (day := find_date(line, year)))
    words = set(name.casefold().split())
    capacity = next((its for its, marks in _CAPACITIES if words & set(marks)), None)
    return Suggested(name, next(days, None), capacity)


def suggest_missing(draft: Draft, header: Header) -> Suggested:
    """What the remarks of a response suggest, as far as its form does not say it already."""
    found, submitter = suggest_submitter(draft.remarks, header), draft.submitter
    if submitter.organisation or not found.organisation:
        found = replace(found, organisation="", capacity=None)
    return replace(found, agreed_on=None) if submitter.agreed_on else found


def _organisation_in(line: str) -> str:
    """The organisation that a line names, with capitals for names in capitals throughout."""
    if line.isupper():
        small = {"AND", "OF", "THE", "UPON", "IN", "ON"}
        words = (word.lower() if word in small else word.capitalize() for word in line.split())
        line = " ".join(words)
    for match in _ORGANISATION.finditer(line):
        name = _LEAD.sub("", match.group())
        if not _OWN_PARTY.match(name):
            return name
    return ""
