"""What a corpus is made of: documents and their positions, as frozen values."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum


class Nation(StrEnum):
    """A nation of the United Kingdom; the order of the list is the order of display."""

    ENGLAND = "england"
    SCOTLAND = "scotland"
    WALES = "wales"
    NORTHERN_IRELAND = "northern-ireland"

    @property
    def label(self) -> str:
        """The name as people write it."""
        return self.value.replace("-", " ").title()


ALL_NATIONS: tuple[Nation, ...] = tuple(Nation)


class Kind(StrEnum):
    """What sort of text a document is."""

    PLATFORM = "platform"
    POLICY_PAPER = "policy-paper"
    CONSULTATION = "consultation"
    PROPOSAL = "proposal"
    MOTION = "motion"

    @property
    def label(self) -> str:
        """The word as people write it."""
        return self.value.replace("-", " ").capitalize()


class Role(StrEnum):
    """What a position does in its document."""

    STATEMENT = "statement"
    """States policy."""
    QUESTION = "question"
    """Asks those who take part in a consultation."""
    BACKGROUND = "background"
    """Explains a consultation's topic."""

    @property
    def label(self) -> str:
        """The word as people write it."""
        return self.value.capitalize()


@dataclass(frozen=True, slots=True)
class Position:
    """The smallest headed statement of a document: the unit that is found, shown and amended.

    Attributes:
        id: permanent id `document/position`.
        title: its heading, one line.
        text: paragraphs separated by blank lines, cleaned (`policytui.text.clean_prose`);
            light Markdown such as lists and emphasis may occur, headings do not.
        themes: headings above it, outermost first; for a consultation the topic.
        nations: where it applies, in the order of `Nation`.
        role: what it does in its document.
        line: line of its heading in the file, 0 where it has none; no part of its value.
    """

    id: str
    title: str
    text: str
    themes: tuple[str, ...] = ()
    nations: tuple[Nation, ...] = ALL_NATIONS
    role: Role = Role.STATEMENT
    line: int = field(default=0, compare=False)

    @property
    def document_id(self) -> str:
        """The id of the document that holds it."""
        return self.id.partition("/")[0]


@dataclass(frozen=True, slots=True)
class Header:
    """What is known of a document besides its positions: its front matter.

    Attributes:
        id: permanent id, a slug.
        edition: name of the text as it stood from one date, such as `2016`.
        adopted: the day on which conference adopted it, where one is known.
        adopted_by: who adopted this edition, such as `Annual Conference 2021`; may be empty.
        source: where the text comes from, one line.
        notice: something every reader of the document must be told, may be empty.
        opens, closes: the time in which a consultation takes answers, both aware.
    """

    id: str
    title: str
    kind: Kind
    edition: str
    adopted: date | None = None
    adopted_by: str = ""
    nations: tuple[Nation, ...] = ALL_NATIONS
    language: str = "en"
    source: str = ""
    notice: str = ""
    opens: datetime | None = None
    closes: datetime | None = None

    @property
    def year(self) -> int | None:
        """The year of the edition, else of adoption or closing; None where none is told."""
        found = re.search(r"\b(1[89]|20)\d\d\b", self.edition)
        if found:
            return int(found.group())
        dated = self.adopted or self.closes
        return dated.year if dated else None


@dataclass(frozen=True, slots=True)
class Document:
    """One published text: its header and its positions in their order."""

    header: Header
    positions: tuple[Position, ...]

    @property
    def id(self) -> str:
        """The permanent id of the document."""
        return self.header.id


def cite(position: Position, header: Header) -> str:
    """The citation of a position: title, document, edition and id, on one line."""
    edition = "" if header.edition in header.title else f" ({header.edition})"
    return f"“{position.title}”, {header.title}{edition} [{position.id}]"


def order_nations(nations: Iterable[Nation]) -> tuple[Nation, ...]:
    """The nations in the order of display, each once."""
    wanted = set(nations)
    return tuple(nation for nation in Nation if nation in wanted)
