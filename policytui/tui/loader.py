"""Bringing catalogue and index up to date beside the running app, after its first frame."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from threading import Event
from time import monotonic

from textual.dom import DOMNode
from textual.message import Message

from policytui.corpus.catalogue import DocumentCard
from policytui.errors import Cancelled, PolicyError, Problem
from policytui.workspace.workspace import Workspace

_SECONDS_BETWEEN_FRAMES = 0.1


@dataclass(frozen=True, slots=True)
class Corpus:
    """What the screen must know of the corpus.

    Attributes:
        total: how many positions there are.
        problems: of the files that could not be read.
    """

    cards: Sequence[DocumentCard]
    total: int
    problems: Sequence[Problem]


@dataclass
class CorpusOpened(Message):
    """The corpus can be read; it may still be brought up to date."""

    corpus: Corpus


@dataclass
class LoadingMoved(Message):
    """Long work came a step further.

    Attributes:
        what: what is being done, in one word.
    """

    done: int
    total: int
    what: str


@dataclass
class LoadingEnded(Message):
    """Nothing more is being read.

    Attributes:
        was_stopped: the person stopped it; the index covers only part of the corpus.
        kept: drafts of which unsaved words were kept.
        unfinished: name of the file whose import is not saved yet, empty for none.
    """

    was_stopped: bool
    kept: int
    error: Exception | None = None
    unfinished: str = ""


class Loader:
    """Opens and refreshes the corpus in a thread of its own.

    Args:
        node: gets the messages.
    """

    def __init__(self, node: DOMNode, workspace: Workspace) -> None:
        self._node = node
        self._workspace = workspace
        self._stop = Event()
        self._last_frame = 0.0
        self._phase = ""
        self._is_asked_again = False
        self.is_running = False

    def start(self, *, again: bool = False) -> None:
        """Begin; where it is under way, begin again after it if that is asked for.

        Args:
            again: look at every file, even where nothing seems to have changed.
        """
        if self.is_running:
            # A file may have come after its folder was read.
            self._is_asked_again |= again
            return
        self.is_running = True
        self._phase = "Reading"
        self._stop.clear()
        self._node.run_worker(
            lambda: self._work(again), thread=True, group="loading", exit_on_error=False
        )

    def stop(self) -> None:
        """Stop at the next step; what is finished is kept."""
        self._is_asked_again = False
        self._stop.set()

    def _go_on(self) -> None:
        if self._is_asked_again:
            self._is_asked_again = False
            self.start(again=True)

    def _work(self, again: bool) -> None:
        was_stopped = False
        error: Exception | None = None
        try:
            if self._workspace.catalogue.count():
                self._tell_corpus()
            if again or not self._workspace.is_current():
                try:
                    self._workspace.refresh(self._progress, self._stop.is_set)
                finally:
                    self._tell_corpus()
            elif not self._workspace.catalogue.count():
                self._tell_corpus()
        except Cancelled:
            was_stopped = True
        except Exception as caught:
            error = caught
        kept, unfinished = 0, ""
        with suppress(OSError, PolicyError):
            kept = self._unsaved()
            unfinished = self._unfinished_import()
        self._node.post_message(LoadingEnded(was_stopped, kept, error, unfinished))
        self._node.call_later(self._go_on)  # once the node has heard that it ended

    def _progress(self, done: int, total: int, what: str) -> None:
        if done == total and not what:
            self._phase = "Indexing"  # all documents are read; the index is still to come
            self._tell_corpus()
        moment = monotonic()
        if moment - self._last_frame >= _SECONDS_BETWEEN_FRAMES:
            self._last_frame = moment
            self._node.post_message(LoadingMoved(done, total, self._phase))

    def _tell_corpus(self) -> None:
        catalogue = self._workspace.catalogue
        corpus = Corpus(catalogue.documents(), catalogue.count(), catalogue.problems())
        self._node.post_message(CorpusOpened(corpus))

    def _unsaved(self) -> int:
        kept = 0
        for draft in self._workspace.journal.pending():
            try:
                kept += self._workspace.drafts.load(draft.id).draft != draft
            except PolicyError:
                kept += 1
        return kept

    def _unfinished_import(self) -> str:
        places = self._workspace.places
        if not (places.state / "imports").is_dir():
            return ""  # so that nothing of imports has to be loaded
        from policytui.tui.importing_files import unfinished_import

        path = unfinished_import(places)
        return path.name if path else ""
