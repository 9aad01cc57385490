"""What was tabled in a round, opened from what was received and from the corpus."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from policytui.conference.amendments.amendment import Amendment, read_amendments
from policytui.conference.amendments.kept import KeptEdits
from policytui.conference.inbox.submissions import Inbox, open_inbox
from policytui.conference.journal import Entry
from policytui.conference.marshalling.marshalled import MarshalledList, marshal
from policytui.conference.round import Round
from policytui.corpus.model import Document
from policytui.drafts.model import Draft, DraftKind
from policytui.errors import UnknownId
from policytui.progress import Progress, ignore_progress
from policytui.search.building import without_collections

TABLED = (DraftKind.AMENDMENT, DraftKind.NEW_POSITION)
"""What conference is asked to vote on."""


@dataclass(frozen=True, slots=True)
class Tabled:
    """What was tabled in a round, and the documents that it is about.

    Attributes:
        drafts: the counted amendments and new positions by their ids, in the order in which they
            were sealed, without contact data.
        amendments: the same as conference takes them.
        documents: in the order in which they are taken.
        entries: of the journal, as it was read.
    """

    drafts: Mapping[str, Draft]
    amendments: tuple[Amendment, ...]
    documents: tuple[Document, ...]
    entries: tuple[Entry, ...]

    def marshal(self, entries: Sequence[Entry] | None = None) -> MarshalledList:
        """The list as the journal makes it.

        Args:
            entries: of the journal as it stands by now.
        """
        given = self.entries if entries is None else entries
        return marshal(self.amendments, self.documents, given)


@without_collections()
def open_tabled(
    round_: Round,
    find_document: Callable[[str], Document],
    cache: Path | None,
    former: Mapping[str, Document] | None = None,
    progress: Progress = ignore_progress,
    inbox: Inbox | None = None,
) -> Tabled:
    """What counts as tabled in a round.

    Args:
        find_document: gives the present text of a document by its id; raises `UnknownId`.
        cache: the folder for caches; None keeps nothing.
        former: documents as they were amended, by their ids, where the round was adopted.
        inbox: of the round, where it is open already.

    Raises:
        DataError, StorageError: the journal or what was received cannot be read.
    """
    read = inbox or open_inbox(round_, cache, progress, TABLED)
    drafts = [one.draft for one in read.submissions.all if one.draft.kind in TABLED]
    documents = tuple(_documents(round_, drafts, find_document, former or {}))
    kept = KeptEdits(cache)
    amendments = read_amendments(drafts, documents, kept)
    kept.keep()
    return Tabled({draft.id: draft for draft in drafts}, amendments, documents, read.entries)


def _documents(
    round_: Round,
    drafts: Sequence[Draft],
    find_document: Callable[[str], Document],
    former: Mapping[str, Document],
) -> Iterator[Document]:
    """The documents that drafts amend: those of the round in its order, then by their ids."""
    wanted = {
        draft.base.position.partition("/")[0] if draft.base else draft.document for draft in drafts
    }
    for id_ in dict.fromkeys([*round_.documents, *sorted(wanted - {""})]):
        if id_ in wanted:
            # Amendments to a document that is not there stay in the list with a note.
            with suppress(UnknownId):
                yield former.get(id_) or find_document(id_)
