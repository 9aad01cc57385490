"""Everything that a report of responses tells, gathered from a round as it stands."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path

from policytui.checks.conditions import Conditions, conditions_for, document_of
from policytui.conference.amendments.amendment import Amendment
from policytui.conference.consultation.counting import tell_regions, tell_wordings
from policytui.conference.consultation.groups import Group, find_kept_groups
from policytui.conference.consultation.kept import Kept
from policytui.conference.consultation.quotes import Quote, tell_quotes
from policytui.conference.consultation.replies import (
    Question,
    Reply,
    Responses,
    gather_responses,
)
from policytui.conference.consultation.senders import told_by
from policytui.conference.consultation.themes import Coding, tell_coding
from policytui.conference.decisions.calling import Calling
from policytui.conference.inbox.ledger import tell_overrulings
from policytui.conference.inbox.submissions import Inbox, Submission
from policytui.conference.journal import Entry
from policytui.conference.report.naming import document_in, name_documents, tell_apart
from policytui.conference.round import Round
from policytui.corpus.model import Document
from policytui.progress import IsCancelled, Progress, ignore_progress, never_cancelled


@dataclass(frozen=True, slots=True)
class Window:
    """When something was open for submissions; both ends aware, either may be unknown."""

    title: str
    opens: datetime | None
    closes: datetime | None


@dataclass(frozen=True)
class Facts:
    """What a report tells.

    Attributes:
        windows: of all that was open.
        groups: by the id of the question.
        quotes: by the id of the answer.
        calling: None where the round has no amendments.
        titles: of the documents that are known, by id.
        has_names: whether people are told by name; organisations always are.
    """

    round: Round
    inbox: Inbox
    windows: tuple[Window, ...]
    responses: Responses
    groups: Mapping[str, tuple[Group, ...]]
    coding: Coding
    quotes: Mapping[str, tuple[Quote, ...]]
    calling: Calling | None = None
    titles: Mapping[str, str] = field(default_factory=dict)
    has_names: bool = True

    @property
    def at(self) -> datetime:
        """The last moment at which anything was done in the round; aware, UTC."""
        entries = self.inbox.entries
        return entries[-1].at if entries else datetime(1980, 1, 1, tzinfo=UTC)

    @cached_property
    def wordings(self) -> Mapping[str, str]:
        """What each submission says, by its words alone; by its id."""
        return tell_wordings(self.inbox.submissions.all)

    @cached_property
    def regions(self) -> Mapping[str, str]:
        """The regions that were told, as the whole report names them."""
        return tell_regions(self.inbox.submissions.all)

    @cached_property
    def sent_ids(self) -> Mapping[str, str]:
        """The ids of all submissions that can be read, by the digest of what was received."""
        return {item.digest: item.sent.id for item in self.inbox.ledger.items if item.sent}

    @cached_property
    def overrulings(self) -> Mapping[str, Sequence[Entry]]:
        """What staff overruled, by the digest of what was received; the last of each holds."""
        return tell_overrulings(self.inbox.entries)

    @cached_property
    def documents(self) -> Mapping[str, str]:
        """What each document is called, by its id."""
        listed = self.calling.listed if self.calling else ()
        named = [document_of_amendment(source) for one in listed for source in one.sources]
        named += [document_in(question.id) for question in self.responses.questions]
        return name_documents(filter(None, dict.fromkeys(named)), self.titles)

    @cached_property
    def _questions(self) -> Mapping[str, str]:
        titles = {question.id: question.title for question in self.responses.questions}
        return tell_apart(titles, self.documents)

    @cached_property
    def _positions(self) -> Mapping[str, str]:
        listed = self.calling.listed if self.calling else ()
        titles = {_place(one): one.title for each in listed for one in each.sources}
        return tell_apart(titles, self.documents)

    def name_question(self, question: Question) -> str:
        """What a question is called; no two are called alike."""
        return self._questions.get(question.id, question.title)

    def name_position(self, amendment: Amendment) -> str:
        """What the position of an amendment is called, or the new one that it proposes."""
        return self._positions.get(_place(amendment), amendment.title)

    def name_document(self, id_: str) -> str:
        """What a document is called."""
        return self.documents.get(id_, self.titles.get(id_, id_)) or "No document named"

    def told_by(self, submission: Submission) -> str:
        """Who sent a submission, on one line, as far as it is told in this report."""
        draft = submission.draft
        if not self.has_names:
            draft = replace(draft, submitter=replace(draft.submitter, mover=""))
        return told_by(draft, needs=submission.needs)

    def mover(self, name: str) -> str:
        """The name of a mover as far as it is told in this report."""
        return name if self.has_names else ""

    def passages(self, replies: Iterable[Reply]) -> list[tuple[Reply, str]]:
        """The passages of answers that are marked, each with its answer."""
        return [
            (reply, words)
            for reply in replies
            for quote in self.quotes.get(reply.id, ())
            if (words := quote.words(reply))
        ]


def document_of_amendment(amendment: Amendment) -> str:
    """The id of the document that an amendment is about; empty where none is named."""
    return document_in(amendment.position) or amendment.document


def _place(amendment: Amendment) -> str:
    """The id of the position, or for a new one the place at which its title would stand."""
    return amendment.position or f"{amendment.document}/{amendment.title}"


def gather_facts(
    round_: Round,
    inbox: Inbox,
    consultations: Iterable[Document],
    windows: Sequence[Window] = (),
    calling: Calling | None = None,
    progress: Progress = ignore_progress,
    is_cancelled: IsCancelled = never_cancelled,
    cache: Path | None = None,
    titles: Mapping[str, str] | None = None,
) -> Facts:
    """What a report tells of a round.

    Args:
        consultations: those that were answered, in the order in which they are reported.
        titles: of documents besides these, by id.
        cache: the folder for caches; None keeps nothing on disk.

    Raises:
        DataError: the journal holds what this program did not write.
        Cancelled: stopped.
    """
    consultations = tuple(consultations)
    asked = {document.id: document.header.title for document in consultations}
    responses = gather_responses(inbox.submissions, consultations)
    kept = Kept(round_, cache)
    return Facts(
        round_,
        inbox,
        tuple(windows),
        responses,
        {
            one.id: find_kept_groups(one, kept, progress, is_cancelled)
            for one in responses.questions
        },
        tell_coding(inbox.entries),
        tell_quotes(inbox.entries),
        calling,
        {**(titles or {}), **asked},
    )


def find_windows(
    round_: Round,
    submissions: Iterable[Submission],
    consultations: Iterable[Document],
    conditions: Iterable[Conditions],
) -> tuple[Window, ...]:
    """When what was sent in was open: as the conditions say, else the consultations themselves.

    Args:
        conditions: all that there are.
    """
    known = tuple(conditions)
    if round_.conditions:
        asked = [one for one in known if one.name == round_.conditions]
    else:
        drafts = {(one.draft.kind, document_of(one.draft)): one.draft for one in submissions}
        names = {each.name for draft in drafts.values() for each in conditions_for(draft, known)}
        asked = [one for one in known if one.name in names]
    found = [Window(one.title, one.opens, one.closes) for one in asked if one.opens or one.closes]
    if not found:
        headers = (document.header for document in consultations)
        found = [Window(header.title, header.opens, header.closes) for header in headers]
    return tuple(found)
