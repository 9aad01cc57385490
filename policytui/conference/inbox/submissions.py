"""The submissions that count, for every view and table of a round."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from policytui.conference.inbox.ledger import Fate, Ledger, tell_ledger
from policytui.conference.inbox.shelf import Shelf
from policytui.conference.journal import Entry
from policytui.conference.round import Round
from policytui.drafts.model import Answer, Draft, DraftKind
from policytui.errors import UnknownId
from policytui.progress import Progress, ignore_progress
from policytui.search.building import without_collections


@dataclass(frozen=True, slots=True)
class Submission:
    """A submission that counts.

    Attributes:
        draft: without contact data; its id is that of no other submission that counts.
        digest: of the file that was received.
        needs: what a person must still find out, such as for whom it speaks; empty for nothing.
    """

    draft: Draft
    digest: str
    needs: str = ""

    @property
    def id(self) -> str:
        """The id of the draft."""
        return self.draft.id


@dataclass(frozen=True, slots=True)
class Answered:
    """One answer and the submission that it stands in."""

    submission: Submission
    answer: Answer


@dataclass(frozen=True)
class Submissions:
    """All submissions that count, those sealed first before the others."""

    all: tuple[Submission, ...]

    @cached_property
    def by_id(self) -> Mapping[str, Submission]:
        """Each by the id of its draft."""
        return {one.id: one for one in self.all}

    def get(self, id_: str) -> Submission:
        """The submission with an id.

        Raises:
            UnknownId: none that counts has it.
        """
        try:
            return self.by_id[id_]
        except KeyError:
            raise UnknownId(
                f'No submission that counts has the id "{id_[:100]}".',
                hint="See what was received with: policytui collate",
            ) from None

    @cached_property
    def by_kind(self) -> Mapping[DraftKind, tuple[Submission, ...]]:
        """Those of each kind; every kind is there."""
        return {
            kind: tuple(one for one in self.all if one.draft.kind is kind) for kind in DraftKind
        }

    @cached_property
    def by_question(self) -> Mapping[str, tuple[Answered, ...]]:
        """The answers to each question, by its id; empty ones left out."""
        found: dict[str, list[Answered]] = defaultdict(list)
        for one in self.all:
            for answer in one.draft.answers:
                if answer.text.strip():
                    found[answer.question].append(Answered(one, answer))
        return {question: tuple(those) for question, those in found.items()}


@dataclass(frozen=True, slots=True)
class Inbox:
    """What was received in a round, and what of it counts.

    Attributes:
        entries: the journal that it follows from.
    """

    entries: tuple[Entry, ...]
    ledger: Ledger
    submissions: Submissions


@without_collections()
def open_inbox(
    round_: Round,
    cache: Path | None = None,
    progress: Progress = ignore_progress,
    kinds: Collection[DraftKind] = tuple(DraftKind),
) -> Inbox:
    """The inbox of a round as it stands now.

    Args:
        cache: the folder for caches (`Places.cache_for_corpus`); None keeps nothing on disk.
        kinds: of submissions that are read; answers are most of a large round.

    Raises:
        DataError, StorageError: the journal or what was received cannot be read.
    """
    shelf = Shelf(round_, cache)
    entries = round_.journal.read()
    ledger = tell_ledger(entries, shelf.sent(entries, progress))
    counted = [item for item in ledger.of(Fate.COUNTED) if item.sent and item.sent.kind in kinds]
    drafts = shelf.drafts([item.draft for item in counted], progress)
    return Inbox(
        entries,
        ledger,
        Submissions(
            tuple(Submission(drafts[item.draft], item.digest, item.needs) for item in counted)
        ),
    )
