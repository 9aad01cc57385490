"""What was tabled in a round, opened from what was received and from the corpus."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from policytui.conference.amendments.amendment import Amendment, read_amendments
from policytui.conference.inbox.submissions import open_inbox
from policytui.conference.journal import Entry
from policytui.conference.marshalling.marshalled import MarshalledList, marshal
from policytui.conference.round import Round
from policytui.corpus.catalogue import Catalogue
from policytui.corpus.model import Document
from policytui.drafts.model import Draft, DraftKind
from policytui.progress import Progress, ignore_progress


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


def open_tabled(
    round_: Round,
    catalogue: Catalogue,
    cache: Path | None,
    progress: Progress = ignore_progress,
) -> Tabled:
    """What counts as tabled in a round.

    Args:
        cache: the folder for caches; None keeps nothing.

    Raises:
        DataError, StorageError: the journal or what was received cannot be read.
    """
    inbox = open_inbox(round_, cache, progress)
    kinds = (DraftKind.AMENDMENT, DraftKind.NEW_POSITION)
    drafts = [one.draft for one in inbox.submissions.all if one.draft.kind in kinds]
    documents = _documents(round_, drafts, catalogue)
    amendments = read_amendments(drafts, documents)
    return Tabled({draft.id: draft for draft in drafts}, amendments, documents, inbox.entries)


def _documents(
    round_: Round, drafts: Sequence[Draft], catalogue: Catalogue
) -> tuple[Document, ...]:
    """The documents that drafts amend: those of the round in its order, then by their ids."""
    wanted = {
        draft.base.position.partition("/")[0] if draft.base else draft.document for draft in drafts
    }
    held = {card.header.id for card in catalogue.documents()}
    order = dict.fromkeys([*round_.documents, *sorted(wanted)])
    return tuple(catalogue.document(id_) for id_ in order if id_ in wanted & held)
