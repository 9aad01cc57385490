"""A round open on the desk of somebody who works on its list."""

from dataclasses import replace
from typing import Any

from policytui.cli.output import talk
from policytui.cli.rounds import open_named_round, who_works
from policytui.conference.decisions.calling import find_former_documents
from policytui.conference.marshalling.acts import Decide
from policytui.conference.marshalling.marshalled import MarshalledList
from policytui.conference.marshalling.opening import Tabled, open_tabled
from policytui.workspace.workspace import Workspace


class Desk:
    """A round, its list, and who works on it.

    Args:
        options: those of the command line.

    Raises:
        UsageError: there is no such round.
        DataError, StorageError: the round cannot be read.
    """

    def __init__(self, options: Any, workspace: Workspace) -> None:
        self.options = options
        self.workspace = workspace
        self.round = open_named_round(options, workspace)
        self.by = who_works(options, workspace)
        self.tabled: Tabled = open_tabled(
            self.round,
            workspace.catalogue.document,
            workspace.places.cache_for_corpus,
            find_former_documents(self.round),
        )
        self.listing: MarshalledList = self.tabled.marshal()

    def add(self, decide: Decide) -> None:
        """Note an act, and read the list again."""
        if not self.round.journal.add(decide):
            talk("That is so already; nothing was noted.")
        self.tabled = replace(self.tabled, entries=self.round.journal.read())
        self.listing = self.tabled.marshal()
