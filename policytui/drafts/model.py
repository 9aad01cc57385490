"""Drafts: what a member writes, as frozen values.

An amendment carries the text it changes with it, so that it can be read, checked and carried
over without the corpus it was written against.
"""

from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from policytui.corpus.model import Nation, Position
from policytui.text import clean_prose, digest_text


class DraftKind(StrEnum):
    """What a draft is."""

    AMENDMENT = "amendment"
    NEW_POSITION = "new-position"
    CAMPAIGN_IDEA = "campaign-idea"
    RESPONSE = "response"

    @property
    def label(self) -> str:
        """The word as people write it."""
        return self.value.replace("-", " ").capitalize()


class State(StrEnum):
    """How far a draft has come."""

    DRAFT = "draft"
    SUBMITTED = "submitted"


class Capacity(StrEnum):
    """For whom the mover speaks."""

    INDIVIDUAL = "individual"
    LOCAL_PARTY = "local-party"
    SOCIETY = "society"
    GROUP = "group"

    @property
    def label(self) -> str:
        """The word as people write it."""
        return self.value.replace("-", " ").capitalize()


class Relation(StrEnum):
    """How a draft stands to another text, as its writer declares it."""

    SUPERSEDES = "supersedes"
    NARROWS = "narrows"
    CONFLICTS = "conflicts"
    SUPPORTS = "supports"

    @property
    def label(self) -> str:
        """The words as people write them before a title."""
        return "conflicts with" if self is Relation.CONFLICTS else self.value


class Op(StrEnum):
    """Whether a commitment is to at least, at most or exactly its value."""

    LEAST = ">="
    MOST = "<="
    EXACT = "="

    @property
    def label(self) -> str:
        """The words as people write them before a value."""
        return {Op.LEAST: "at least", Op.MOST: "at most", Op.EXACT: "exactly"}[self]


@dataclass(frozen=True, slots=True)
class Base:
    """The position as it stood when the amendment was begun.

    Attributes:
        position: the position's id.
        document: the title of its document.
        edition: the edition the text was taken from.
        digest: `policytui.text.digest_text` of `text`.
    """

    position: str
    document: str
    edition: str
    title: str
    text: str
    digest: str


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to one question of a consultation.

    Attributes:
        question: the question's position id.
        wording: the question as it was put.
        text: the answer; empty while unanswered.
    """

    question: str
    wording: str
    text: str


@dataclass(frozen=True, slots=True)
class Submitter:
    """Who brings the draft forward; all of it may be printed.

    Attributes:
        mover: name of the person who moves it.
        organisation: the local party, society or group, empty for an individual.
        agreed_on: the day on which the organisation agreed to it.
        nation: where the member lives or the organisation is based.
        redrafter: name of the person who edits the text on behalf of the mover, may be empty.
        region: what people call the part of the country they live or work in, may be empty.
    """

    mover: str = ""
    seconders: tuple[str, ...] = ()
    capacity: Capacity = Capacity.INDIVIDUAL
    organisation: str = ""
    agreed_on: date | None = None
    nation: Nation | None = None
    redrafter: str = ""
    region: str = ""


@dataclass(frozen=True, slots=True)
class Contact:
    """How staff reach the mover; no report ever prints it."""

    email: str = ""
    telephone: str = ""
    membership: str = ""


@dataclass(frozen=True, slots=True)
class Relates:
    """How a draft stands to another text.

    Attributes:
        position: id of a position, or of another draft.
        note: what the writer says of it, one line, may be empty.
    """

    position: str
    relation: Relation
    note: str = ""


@dataclass(frozen=True, slots=True)
class Commitment:
    """A figure that a draft commits the party to.

    Attributes:
        subject: what it is about; commitments of one subject are held against each other.
        value: in the unit.
        unit: such as `homes/year`, `%` or `£ million`; empty for a bare number.
        by: the day, or the year, by which it is to hold; None where it holds at once.
    """

    subject: str
    op: Op
    value: Decimal
    unit: str = ""
    by: date | int | None = None


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened to a draft."""

    at: datetime
    what: str


@dataclass(frozen=True, slots=True)
class Seal:
    """Proof that a submission is as it was sent.

    Attributes:
        digest: `sha256:` over the canonical content (see `policytui.drafts.submission`).
    """

    digest: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """An amendment, a new position, a campaign idea or a response being written.

    Attributes:
        id: a slug, also the name of its file; never reused.
        title: for an amendment the position's title, else what the writer calls it.
        base: what an amendment changes; None for the other kinds.
        document: id of the document a new position or a response belongs to, may be empty.
        theme: where in that document a new position belongs, may be empty.
        text: the proposed text; empty means: leave out the whole position. A response has none.
        instruction: the change in formal wording, one string each, derived from base and text.
        answers: those of a response, in the order of the questions.
        remarks: what else stood in the file of a response's answers and fits no question.
        relates: how it stands to other texts, as declared.
        commitments: the figures that it commits the party to, as declared.
        created, updated: aware, UTC.
    """

    id: str
    kind: DraftKind
    title: str
    created: datetime
    updated: datetime
    state: State = State.DRAFT
    base: Base | None = None
    document: str = ""
    theme: str = ""
    text: str = ""
    instruction: tuple[str, ...] = ()
    answers: tuple[Answer, ...] = ()
    remarks: str = ""
    reason: str = ""
    submitter: Submitter = field(default_factory=Submitter)
    contact: Contact = field(default_factory=Contact)
    relates: tuple[Relates, ...] = ()
    commitments: tuple[Commitment, ...] = ()
    history: tuple[Event, ...] = ()
    seal: Seal | None = None


def base_from(position: Position, document_title: str, edition: str) -> Base:
    """The base of an amendment to a position as it stands now."""
    text = clean_prose(position.text)
    return Base(
        position=position.id,
        document=document_title,
        edition=edition,
        title=position.title,
        text=text,
        digest=digest_text(text),
    )
