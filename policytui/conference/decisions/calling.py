"""The amendments of a round as they are called: counted, marshalled, and what is decided on them.

Once the round is adopted, its amendments are read against the texts that they amended, not
against those that came of them.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property

from policytui.conference.amendments.amendment import read_amendments
from policytui.conference.decisions.adopting import read_former_texts
from policytui.conference.decisions.adoption import Adoption, Stage, tell_adoption
from policytui.conference.decisions.deciding import Decided, simulate_decisions, tell_decisions
from policytui.conference.decisions.listed import Listed, list_for_decision
from policytui.conference.decisions.recommendations import Given, tell_recommendations
from policytui.conference.inbox.ledger import Fate, tell_ledger
from policytui.conference.inbox.shelf import Shelf
from policytui.conference.journal import Entry
from policytui.conference.marshalling.marshalled import marshal
from policytui.conference.marshalling.simulation import Simulation
from policytui.conference.round import Round
from policytui.corpus.markdown import parse_document_bytes
from policytui.corpus.model import Document
from policytui.drafts.model import Draft, DraftKind
from policytui.errors import UnknownId

_CALLED = (DraftKind.AMENDMENT, DraftKind.NEW_POSITION)


@dataclass(frozen=True)
class Calling:
    """What is called at a conference, and what is advised and decided on it.

    Attributes:
        entries: of the journal from which all of it follows.
        listed: in the order in which they are called.
    """

    round: Round
    entries: tuple[Entry, ...]
    listed: tuple[Listed, ...]

    @cached_property
    def recommendations(self) -> Mapping[str, Given]:
        """The recommendations that stand, by the id of the amendment."""
        return tell_recommendations(self.entries)

    @cached_property
    def decisions(self) -> Mapping[str, Decided]:
        """The decisions that stand, by the id of the amendment."""
        return tell_decisions(self.entries)

    @cached_property
    def simulation(self) -> Simulation:
        """What the decisions make of every amendment and every text."""
        return simulate_decisions(self.listed, self.decisions)

    @cached_property
    def adoption(self) -> Adoption | None:
        """The last adoption of the round, None where there is none."""
        return tell_adoption(self.entries)


def open_calling(round_: Round, shelf: Shelf, find_document: Callable[[str], Document]) -> Calling:
    """The amendments of a round as they are called.

    Args:
        find_document: gives the present text of a document by its id; raises `UnknownId`.

    Raises:
        DataError, StorageError: the journal or what was received cannot be read.
    """
    entries = round_.journal.read()
    ledger = tell_ledger(entries, shelf.sent(entries))
    counted = [one for one in ledger.of(Fate.COUNTED) if one.sent and one.sent.kind in _CALLED]
    found = shelf.drafts([one.draft for one in counted])
    drafts = [found[one.draft] for one in counted]
    documents = _documents_for(round_, drafts, entries, find_document)
    amendments = read_amendments(drafts, documents)
    marshalled = marshal(amendments, documents, entries)
    return Calling(round_, entries, list_for_decision(marshalled, amendments, drafts))


def _documents_for(
    round_: Round,
    drafts: list[Draft],
    entries: tuple[Entry, ...],
    find_document: Callable[[str], Document],
) -> list[Document]:
    """The documents that drafts amend, those that the round names in its order, then by id."""
    wanted = {
        draft.base.position.partition("/")[0] if draft.base else draft.document for draft in drafts
    }
    former: dict[str, Document] = {}
    adoption = tell_adoption(entries)
    if adoption and adoption.stage is not Stage.UNDONE:
        for path, data in read_former_texts(round_.folder, adoption):
            document = parse_document_bytes(data, path)
            former[document.id] = document
    documents = []
    named = [id_ for id_ in round_.documents if id_ in wanted]
    for document_id in (*named, *sorted(wanted - set(named) - {""})):
        try:
            documents.append(former.get(document_id) or find_document(document_id))
        except UnknownId:
            # Its amendments stand in the list with a note that says so.
            continue
    return documents
