"""The amendments of a round as they are called: counted, marshalled, and what is decided on them.

Once the round is adopted, its amendments are read against the texts that they amended, not
against those that came of them.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from policytui.conference.decisions.adopting import read_former_texts
from policytui.conference.decisions.adoption import Adoption, Stage, tell_adoption
from policytui.conference.decisions.deciding import (
    Decided,
    Decision,
    propose_fallen,
    simulate_decisions,
    tell_decisions,
)
from policytui.conference.decisions.listed import Listed, list_for_decision
from policytui.conference.decisions.placing import put_in_place, tell_places
from policytui.conference.decisions.recommendations import Given, tell_recommendations
from policytui.conference.decisions.same_words import propose_lost
from policytui.conference.inbox.submissions import Inbox
from policytui.conference.journal import Entry
from policytui.conference.marshalling.opening import open_tabled
from policytui.conference.marshalling.simulation import Simulation
from policytui.conference.round import Round
from policytui.corpus.markdown import parse_document_bytes
from policytui.corpus.model import Document
from policytui.progress import Progress, ignore_progress


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
    def placed(self) -> tuple[Listed, ...]:
        """What is called, with new positions where staff placed them; what adopting goes by."""
        return put_in_place(self.listed, tell_places(self.entries))

    @cached_property
    def settled(self) -> Mapping[str, Decision]:
        """What follows from what was decided and is not recorded yet, to put before a person."""
        lost = propose_lost(self.listed, self.decisions, self.simulation)
        return propose_fallen(self.simulation) | lost

    def following(self, entries: tuple[Entry, ...]) -> "Calling":
        """The same with a journal to which decisions or recommendations were added."""
        return replace(self, entries=entries)

    @cached_property
    def adoption(self) -> Adoption | None:
        """The last adoption of the round, None where there is none."""
        return tell_adoption(self.entries)


def open_calling(
    round_: Round,
    find_document: Callable[[str], Document],
    cache: Path | None,
    progress: Progress = ignore_progress,
    inbox: Inbox | None = None,
) -> Calling:
    """The amendments of a round as they are called.

    Args:
        find_document: gives the present text of a document by its id; raises `UnknownId`.
        cache: the folder for caches; None keeps nothing.
        inbox: of the round, where it is open already.

    Raises:
        DataError, StorageError: the journal or what was received cannot be read.
    """
    former = find_former_documents(round_)
    tabled = open_tabled(round_, find_document, cache, former, progress, inbox)
    listed = list_for_decision(tabled.marshal(), tabled.amendments, list(tabled.drafts.values()))
    return Calling(round_, tabled.entries, listed)


def find_former_documents(round_: Round) -> dict[str, Document]:
    """The documents as the round amended them, by id; none where it was not adopted since.

    Raises:
        DataError, StorageError: the journal or what was kept cannot be read.
    """
    adoption = tell_adoption(round_.journal.read())
    if adoption is None or adoption.stage is Stage.UNDONE:
        return {}
    texts = read_former_texts(round_.folder, adoption)
    documents = [parse_document_bytes(data, path) for path, data in texts]
    return {document.id: document for document in documents}
