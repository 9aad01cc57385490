"""Everything that a report of responses tells, gathered from a round as it stands."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path

from policytui.checks.conditions import Conditions, conditions_for, document_of
from policytui.conference.consultation.counting import tell_regions, tell_wordings
from policytui.conference.consultation.groups import Group, find_kept_groups
from policytui.conference.consultation.kept import Kept
from policytui.conference.consultation.quotes import Quote, tell_quotes
from policytui.conference.consultation.replies import Reply, Responses, gather_responses
from policytui.conference.consultation.themes import Coding, tell_coding
from policytui.conference.decisions.calling import Calling
from policytui.conference.inbox.submissions import Inbox, Submission
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
    """

    round: Round
    inbox: Inbox
    windows: tuple[Window, ...]
    responses: Responses
    groups: Mapping[str, tuple[Group, ...]]
    coding: Coding
    quotes: Mapping[str, tuple[Quote, ...]]
    calling: Calling | None = None

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

    def passages(self, replies: Iterable[Reply]) -> list[tuple[Reply, str]]:
        """The passages of answers that are marked, each with its answer."""
        return [
            (reply, words)
            for reply in replies
            for quote in self.quotes.get(reply.id, ())
            if (words := quote.words(reply))
        ]


def gather_facts(
    round_: Round,
    inbox: Inbox,
    consultations: Iterable[Document],
    windows: Sequence[Window] = (),
    calling: Calling | None = None,
    progress: Progress = ignore_progress,
    is_cancelled: IsCancelled = never_cancelled,
    cache: Path | None = None,
) -> Facts:
    """What a report tells of a round.

    Args:
        consultations: those that were answered, in the order in which they are reported.
        cache: the folder for caches; None keeps nothing on disk.

    Raises:
        DataError: the journal holds what this program did not write.
        Cancelled: stopped.
    """
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
