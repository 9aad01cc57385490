"""Conditions: what a consultation or a conference asks of what is sent to it.

They stand in `conditions/<name>.toml` beside the corpus folder; docs/conditions.md tells the keys.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from policytui.corpus.model import Nation
from policytui.drafts.model import Capacity, Draft, DraftKind

_RUN = re.compile(r"\S+")
_HEADING = re.compile(r" {0,3}#{1,6}[ \t]")
_UNDERLINE = re.compile(r" {0,3}(?:=+|-{2,})[ \t]*")
_BOLD = re.compile(r"[ \t]*(?P<marks>\*\*|__)(?P<title>[^*_]*[^*_.?!:;,\s])(?P=marks)[ \t]*")
_FENCE = re.compile(r" {0,3}(?:```|~~~)")
_NO_PARAGRAPH = re.compile(r"[ \t]*(?:[-+*>|#]|\d+[.)])")


class LeavingOut(StrEnum):
    """What an amendment may leave out."""

    ANYTHING = "anything"
    NOT_ALL = "not-all"
    """Not a whole position: to be rid of one, it is voted down."""
    NOT_ONLY = "not-only"
    """Words, but only where it puts others in."""


class Limited(StrEnum):
    """A part of a draft whose words are limited."""

    TITLE = "title"
    TEXT = "text"
    REASON = "reason"
    ANSWER = "answer"
    """Each answer by itself."""
    ANSWERS = "answers"
    """All answers together."""


class Required(StrEnum):
    """A part of a draft that must be filled in, besides those that always must."""

    DOCUMENT = "document"
    THEME = "theme"
    ORGANISATION = "organisation"
    NATION = "nation"
    EMAIL = "email"
    TELEPHONE = "telephone"
    MEMBERSHIP = "membership"
    ANSWERS = "answers"
    """Every question must be answered."""
    COMMITMENT = "commitment"


@dataclass(frozen=True, slots=True)
class Agreement:
    """When an organisation must have agreed.

    Attributes:
        capacities: of whom the day is asked.
        earliest, latest: the first and the last day that count; None where any does.
    """

    capacities: tuple[Capacity, ...]
    earliest: date | None = None
    latest: date | None = None


@dataclass(frozen=True, slots=True)
class Conditions:
    """What one consultation or conference asks.

    Attributes:
        name: of its file, without the ending.
        title: what people call it.
        kinds: of drafts that it is for; empty for all.
        documents: ids of the documents that it is about; empty for all.
        words: the most words of each part that is limited.
        opens, closes: the first and the last moment at which it takes anything; aware.
        seconders: the fewest.
        one_subject: a draft has one heading, its title.
        capacities, nations: from whom it takes anything; empty for all.
        agreement: None where the day is not asked for.
        redrafter: one must be named.
    """

    name: str
    title: str
    kinds: tuple[DraftKind, ...] = ()
    documents: tuple[str, ...] = ()
    words: tuple[tuple[Limited, int], ...] = ()
    opens: datetime | None = None
    closes: datetime | None = None
    seconders: int = 0
    one_subject: bool = False
    leaving_out: LeavingOut = LeavingOut.ANYTHING
    capacities: tuple[Capacity, ...] = ()
    nations: tuple[Nation, ...] = ()
    agreement: Agreement | None = None
    redrafter: bool = False
    required: tuple[Required, ...] = ()

    def are_for(self, draft: Draft) -> bool:
        """Whether they are asked of a draft.

        A draft that names no document is asked about a document only where its kind is named.
        """
        if self.kinds and draft.kind not in self.kinds:
            return False
        document = document_of(draft)
        if not document and self.documents:
            return bool(self.kinds)
        return not self.documents or document in self.documents


def document_of(draft: Draft) -> str:
    """The id of the document that a draft is about, empty where it names none."""
    return draft.base.position.partition("/")[0] if draft.base else draft.document


def conditions_for(draft: Draft, known: Sequence[Conditions]) -> Iterator[Conditions]:
    """Those of the conditions that are asked of a draft."""
    return (conditions for conditions in known if conditions.are_for(draft))


def find_words(text: str) -> tuple[tuple[int, int], ...]:
    """The places of the words of a text, by the one rule for limits.

    A word is what stands between white space and holds a letter or a digit: `co-operative`,
    `20,000`, `and/or` and `£5m` are one word each, `£5 million` two, a dash by itself or the
    point of a list none.
    """
    return tuple(
        found.span()
        for found in _RUN.finditer(text)
        if any(character.isalnum() for character in found.group())
    )


def find_headings(text: str) -> tuple[tuple[str, tuple[int, int]], ...]:
    """The headings in a text with their places.

    A heading begins with `#`, is underlined, or is a paragraph of one line all in bold that does
    not end as a sentence does.
    """
    lines = text.split("\n")
    found: list[tuple[str, tuple[int, int]]] = []
    at = 0
    is_fenced = False
    for number, line in enumerate(lines):
        if _FENCE.match(line):
            is_fenced = not is_fenced
        elif not is_fenced and (title := _title_in(lines, number)):
            found.append((title, (at, at + len(line))))
        at += len(line) + 1
    return tuple(found)


def _title_in(lines: Sequence[str], number: int) -> str:
    """The title that a line holds, empty where it is no heading."""
    line = lines[number]
    before = lines[number - 1] if number else ""
    behind = lines[number + 1] if number + 1 < len(lines) else ""
    if _HEADING.match(line):
        return line.strip("# \t")
    if line.strip() and _UNDERLINE.fullmatch(behind) and not _NO_PARAGRAPH.match(line):
        return line.strip()
    is_alone = not before.strip() and not behind.strip()
    bold = _BOLD.fullmatch(line) if is_alone else None
    return bold["title"].strip() if bold else ""
