"""The answers of a round opened, without what else was sent in, and what their views need."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from policytui.conference.consultation.groups import Group, find_kept_groups
from policytui.conference.consultation.indexing import index_words, words_as_bytes, words_from_bytes
from policytui.conference.consultation.kept import Kept, basis_of
from policytui.conference.consultation.quotes import Quote, tell_quotes
from policytui.conference.consultation.replies import (
    Fingerprint,
    Question,
    Responses,
    find_consultations,
    fingerprint,
    gather_responses,
    texts_of,
)
from policytui.conference.consultation.searching import ReplyIndex
from policytui.conference.consultation.themes import Coding, tell_coding
from policytui.conference.inbox.ledger import Fate, Ledger, tell_ledger
from policytui.conference.inbox.shelf import Shelf
from policytui.conference.inbox.submissions import Submission, Submissions
from policytui.conference.journal import Entry
from policytui.conference.round import Round
from policytui.corpus.catalogue import Catalogue
from policytui.corpus.model import Document
from policytui.drafts.model import DraftKind
from policytui.progress import IsCancelled, Progress, ignore_progress, never_cancelled
from policytui.search.building import without_collections


@dataclass(frozen=True)
class Answers:
    """The answers of a round.

    Attributes:
        entries: of the journal, as it was read.
        submissions: the responses that count, and nothing else.
        consultations: those that were answered, in their order.
        kept: what follows from the answers alone.
    """

    round: Round
    entries: tuple[Entry, ...]
    ledger: Ledger
    submissions: Submissions
    consultations: tuple[Document, ...]
    responses: Responses
    kept: Kept

    @cached_property
    def coding(self) -> Coding:
        """Themes and coding as the journal has them."""
        return tell_coding(self.entries)

    @cached_property
    def quotes(self) -> Mapping[str, tuple[Quote, ...]]:
        """The passages that are marked, by the id of the answer."""
        return tell_quotes(self.entries)

    @cached_property
    def index(self) -> ReplyIndex:
        """All answers to be searched."""
        return self._make_index()

    @without_collections()
    def _make_index(self) -> ReplyIndex:
        replies = self.responses.replies
        names = (reply.submission.digest for reply in replies)
        digests = (reply.digest for reply in replies)
        data = self.kept.ask(
            "words", basis_of((*names, *digests)), lambda: words_as_bytes(index_words(replies))
        )
        return ReplyIndex(replies, self.coding, words_from_bytes(data))

    def groups(
        self,
        question: Question,
        progress: Progress = ignore_progress,
        is_cancelled: IsCancelled = never_cancelled,
    ) -> tuple[Group, ...]:
        """The near-duplicate answers to a question; see `find_groups`.

        Raises:
            Cancelled: stopped.
        """
        return find_kept_groups(question, self.kept, progress, is_cancelled)

    def reread(self) -> "Answers":
        """With themes and quotes as they stand in the journal now."""
        return replace(self, entries=self.round.journal.read())


@without_collections()
def open_answers(
    round_: Round, catalogue: Catalogue, cache: Path | None, progress: Progress = ignore_progress
) -> Answers:
    """The answers of a round as it stands now.

    Args:
        cache: the folder for caches (`Places.cache_for_corpus`); None keeps nothing on disk.

    Raises:
        DataError, StorageError: the journal or what was received cannot be read.
    """
    shelf = Shelf(round_, cache)
    entries = round_.journal.read()
    ledger = tell_ledger(entries, shelf.sent(entries, progress))
    wanted = [
        item
        for item in ledger.of(Fate.COUNTED)
        if item.sent and item.sent.kind is DraftKind.RESPONSE
    ]
    digests = [item.draft for item in wanted]
    drafts = shelf.drafts(digests, progress)
    submissions = Submissions(
        tuple(Submission(drafts[item.draft], item.digest, item.needs) for item in wanted)
    )
    consultations = find_consultations(round_, submissions, catalogue)
    kept = Kept(round_, cache)
    known = _find_fingerprints(kept, digests, submissions)
    responses = gather_responses(submissions, consultations, known)
    return Answers(round_, entries, ledger, submissions, consultations, responses, kept)


def prepare_views(
    answers: Answers,
    progress: Progress = ignore_progress,
    is_cancelled: IsCancelled = never_cancelled,
) -> None:
    """Make all that the views of the answers need and keep it, so that each opens at once.

    Raises:
        Cancelled: stopped; what was made is kept.
    """
    for question in answers.responses.questions:
        answers.groups(question, progress, is_cancelled)
    if answers.responses.replies:
        progress(0, 0, "indexing answers")
        answers.index.count()


_SIZE = 16
"""Characters of a digest."""


def _find_fingerprints(
    kept: Kept, digests: Sequence[str], submissions: Submissions
) -> list[Fingerprint]:
    texts = texts_of(submissions)

    def make() -> bytes:
        return "".join(map("".join, map(fingerprint, texts))).encode()

    data = kept.ask("fingerprints", basis_of((str(len(texts)), *digests)), make).decode()
    return [
        (data[at : at + _SIZE], data[at + _SIZE : at + 2 * _SIZE])
        for at in range(0, len(data), 2 * _SIZE)
    ]
