"""Where things are and what lies in them: corpus, catalogue, index, drafts, journal, settings.

Each is imported and opened when first asked for, so that a command pays only for what it uses
and the app shows its first frame before any of it is loaded.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from policytui.progress import IsCancelled, Progress, ignore_progress, never_cancelled
from policytui.workspace.places import Places

if TYPE_CHECKING:
    from pathlib import Path

    from policytui.checks.basis import Basis
    from policytui.checks.selection import Selection
    from policytui.corpus.catalogue import Catalogue, Refresh
    from policytui.drafts.journal import Journal
    from policytui.drafts.store import DraftStore
    from policytui.search.engine import Answer, Filters, SearchEngine
    from policytui.workspace.state import StateFile


@dataclass(frozen=True)
class Workspace:
    """Everything a face of the program works with.

    Attributes:
        places: the folders in use and how each was found.
    """

    places: Places

    @cached_property
    def catalogue(self) -> Catalogue:
        """The parsed corpus; may be out of date until `refresh`."""
        from policytui.corpus.catalogue import Catalogue

        return Catalogue(self.places.corpus.path, self.places.cache_for_corpus / "catalogue.sqlite")

    @cached_property
    def engine(self) -> SearchEngine:
        """The full-text index; may be out of date until `refresh`."""
        from policytui.search.whoosh import WhooshEngine

        return WhooshEngine(self.places.cache_for_corpus / "whoosh")

    @property
    def basis(self) -> Basis:
        """What the rules hold drafts against, at this moment.

        What was loaded for it is kept until a refresh finds changes.
        """
        from policytui.checks.basis import Basis

        kept: Basis | None = self.__dict__.get("_basis")
        basis = kept.at_now() if kept else Basis(self.catalogue, cache=self.places.cache_for_corpus)
        self.__dict__["_basis"] = basis
        return basis

    @cached_property
    def selection(self) -> Selection:
        """The rules that the settings want."""
        from policytui.checks.selection import Selection

        return self.places.settings.check or Selection()

    @property
    def decisions_file(self) -> Path:
        """Where decisions on findings are kept: beside the corpus, which they are about.

        The bundled corpus lies where nobody writes; decisions on it lie beside the drafts.
        """
        beside = self.places.drafts if self.places.is_bundled else self.places.corpus
        return beside.path.parent / "decisions.toml"

    @cached_property
    def drafts(self) -> DraftStore:
        """The drafts on disk."""
        from policytui.drafts.store import DraftStore

        return DraftStore(self.places.drafts.path)

    @cached_property
    def journal(self) -> Journal:
        """What was typed but not yet saved."""
        from policytui.drafts.journal import Journal

        return Journal(self.places.state / "journal", self.places.drafts.path)

    @cached_property
    def state(self) -> StateFile:
        """What the app remembers between two runs."""
        from policytui.workspace.state import StateFile

        return StateFile(self.places.state / "state.toml")

    def is_current(self) -> bool:
        """Whether catalogue and index show the corpus folder as it is now."""
        from policytui.corpus.cache_file import CacheDamaged

        try:
            return self.catalogue.is_current() and self.engine.is_current(self.catalogue)
        except CacheDamaged:
            return False

    def refresh(
        self, progress: Progress = ignore_progress, is_cancelled: IsCancelled = never_cancelled
    ) -> Refresh:
        """Bring catalogue and index up to date with the corpus folder.

        Raises:
            Cancelled: stopped; what is finished is kept.
        """
        from policytui.corpus.cache_file import CacheDamaged

        try:
            refreshed = self.catalogue.refresh(progress, is_cancelled)
        except CacheDamaged:
            # It is empty now, and can be filled.
            refreshed = self.catalogue.refresh(progress, is_cancelled)
        if refreshed.changed or refreshed.removed:
            self.__dict__.pop("_basis", None)
        if not self.engine.is_current(self.catalogue):
            self.engine.update(self.catalogue, progress, is_cancelled)
        return refreshed

    def search(
        self, text: str, filters: Filters | None = None, *, limit: int = 200, as_typed: bool = False
    ) -> Answer:
        """Positions for what a person typed; never raises for the words themselves.

        Args:
            as_typed: the last word may still be unfinished.
        """
        from policytui.search.engine import Filters
        from policytui.search.query import parse_query

        query = parse_query(text, as_typed=as_typed)
        return self.engine.search(query, filters or Filters(), limit)
