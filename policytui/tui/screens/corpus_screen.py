"""Keeping the corpus that is shown up to date, in sight of the person."""

from __future__ import annotations

from abc import abstractmethod
from typing import TYPE_CHECKING

from textual import work

from policytui.tui.access import report, workspace_of
from policytui.tui.plain import one_line
from policytui.tui.screens.position_commands import PositionCommands
from policytui.tui.widgets.key_bar import KeyBar
from policytui.tui.wording import number

if TYPE_CHECKING:
    from policytui.tui.loader import Corpus, CorpusOpened, Loader, LoadingEnded, LoadingMoved


_NEEDS_NO_CORPUS = {
    *("focus_search", "next_pane", "back", "drafts", "refresh", "new_draft", "import_file")
}


class CorpusScreen(PositionCommands):
    """Opens the corpus behind the first frame, shows the progress, tells what went wrong."""

    def __init__(self) -> None:
        super().__init__()
        self.corpus: Corpus | None = None
        self.was_stopped = False
        self._loader: Loader | None = None
        self._is_asked = False
        self._has_told_import = False

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """What needs the corpus works when it is open."""
        return self.corpus is not None or action in _NEEDS_NO_CORPUS

    @abstractmethod
    def corpus_changed(self, corpus: Corpus) -> None:
        """The corpus was opened or is not what it was."""

    @abstractmethod
    def show_document(self, document_id: str) -> None:
        """Show the positions of a document."""

    @property
    def is_loading(self) -> bool:
        """Whether long work is under way."""
        return self._loader is not None and self._loader.is_running

    def start_loading(self, *, again: bool = False) -> None:
        """Open the corpus; look at every file anew where asked to."""
        from policytui.tui.loader import Loader

        if self._loader is None:
            self._loader = Loader(self, workspace_of(self))
        self._loader.start(again=again)

    def stop_loading(self) -> None:
        """Stop; what is finished is kept."""
        if self._loader:
            self._loader.stop()

    def on_unmount(self) -> None:
        """Leaving does not wait for long work; what is finished is kept."""
        self.stop_loading()

    def on_corpus_opened(self, event: CorpusOpened) -> None:
        """Documents and positions are there, or have changed."""
        self.corpus = event.corpus
        self.corpus_changed(event.corpus)
        self.tell_status()

    def on_loading_moved(self, event: LoadingMoved) -> None:
        """A step further."""
        if self.is_loading:
            self.query_one(KeyBar).work = (event.done, event.total, event.what)

    def on_loading_ended(self, event: LoadingEnded) -> None:
        """Done, stopped or failed."""
        if self._loader:
            self._loader.is_running = False
        self.query_one(KeyBar).work = None
        self.was_stopped = event.was_stopped
        if event.error:
            report(self, event.error)
        elif event.was_stopped:
            self.app.notify("Stopped. What was read is kept; F5 goes on.")
        elif self._is_asked and self.corpus:
            self.app.notify(f"Up to date: {number(self.corpus.total, 'position')}.", timeout=3)
        if event.kept:
            self.app.notify(
                f"Unsaved words of {number(event.kept, 'draft')} were kept: "
                "press esc, then d for your drafts.",
                timeout=10,
            )
        if event.unfinished and not self._has_told_import:
            self.app.notify(
                f"The import of {one_line(event.unfinished)} is not saved yet: i goes on with it "
                "(ctrl+o while you type).",
                timeout=10,
            )
        self._has_told_import = True
        self._is_asked = False
        self.tell_status()

    def action_refresh(self) -> None:
        """Read the folder again."""
        self._is_asked = True
        self.start_loading(again=True)

    @work(exclusive=True, group="import", exit_on_error=False)
    async def action_import_file(self) -> None:
        """Bring in a document, then show it."""
        from policytui.tui.screens.import_file import import_document

        workspace = workspace_of(self)
        saved = await import_document(self.app, workspace)
        if saved is None:
            return
        self.app.notify(saved.said, timeout=10)
        if saved.folder != workspace.places.corpus.path:
            self.app.notify(saved.way_to_search, timeout=20)
            return
        self.show_document(saved.document.id)
        self.start_loading(again=True)

    def action_problems(self) -> None:
        """The files that could not be read."""
        from policytui.tui.screens.problems import ProblemsScreen

        if self.corpus and self.corpus.problems:
            self.app.push_screen(ProblemsScreen(self.corpus.problems))
        else:
            self.app.notify("Every file of the corpus could be read.", timeout=3)
