"""What a search engine must be able to do, and the values it answers with.

The application knows engines only through `SearchEngine`; Whoosh is the embedded default.
An engine holds an index that is a cache of a `Catalogue`: it may be deleted at any time.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from policytui.corpus.catalogue import Catalogue
from policytui.corpus.model import Kind, Nation
from policytui.progress import IsCancelled, Progress
from policytui.search.query import Query

Span = tuple[int, int]
"""First character and the one after the last of a matched word."""


@dataclass(frozen=True, slots=True)
class Filters:
    """What a position must be, whatever the words; None means any.

    Attributes:
        document: a document's id.
        theme: a heading above the position, compared without regard to case.
    """

    document: str | None = None
    theme: str | None = None
    nation: Nation | None = None
    kind: Kind | None = None

    @property
    def is_empty(self) -> bool:
        """Whether nothing is filtered."""
        return self == Filters()


@dataclass(frozen=True, slots=True)
class Hit:
    """One position that was found.

    Attributes:
        id: the position's id.
        score: higher is better; comparable within one answer only.
    """

    id: str
    score: float


@dataclass(frozen=True, slots=True)
class Answer:
    """What a search found.

    Attributes:
        query: the query answered, so that a late answer can be told from the present one.
        hits: the best first, at most as many as were asked for.
        total: how many positions match in all.
        notes: what the reader must know, such as that a broken query was searched as words.
        correction: a query with misspelt words mended, empty where there is none to offer.
    """

    query: Query
    hits: tuple[Hit, ...]
    total: int
    notes: tuple[str, ...] = ()
    correction: str = ""


@dataclass(frozen=True, slots=True)
class Snippet:
    """Part of a text with the words that matched.

    Attributes:
        spans: places in `text`, in order, not overlapping.
    """

    text: str
    spans: tuple[Span, ...]


class SearchEngine(Protocol):
    """A full-text index of a catalogue."""

    def is_current(self, catalogue: Catalogue) -> bool:
        """Whether the index holds exactly the documents of the catalogue."""

    def update(self, catalogue: Catalogue, progress: Progress, is_cancelled: IsCancelled) -> int:
        """Index what changed, remove what is gone; the number of documents indexed anew.

        Progress counts positions. A damaged or foreign index is built anew.

        Raises:
            Cancelled: stopped; what was indexed is kept, the next call goes on from there.
        """

    def search(self, query: Query, filters: Filters, limit: int) -> Answer:
        """The best positions for a query. Never raises for what a person typed."""

    def highlight(self, query: Query, text: str) -> tuple[Span, ...]:
        """Where the words of the query stand in any text."""

    def snippet(self, query: Query, text: str, width: int) -> Snippet:
        """The part of a text, of about `width` characters, that shows the query best."""

    def similar(self, text: str, limit: int, *, leave_out: str = "") -> tuple[Hit, ...]:
        """Positions that share the rarest words with a text, best first.

        Args:
            leave_out: the id of a position that is not to be among them.
        """


class EngineFactory(Protocol):
    """Opens an engine on a cache folder of its own."""

    def __call__(self, folder: Path | None) -> SearchEngine:
        """The engine; None for the folder keeps the index in memory."""
