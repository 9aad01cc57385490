"""Two whole documents, or two editions of one: what became of each position."""

from threading import Event
from time import monotonic
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.screen import Screen
from textual.widgets import Static

from policytui.compare.documents import DocumentComparison, compare_documents, format_outline
from policytui.corpus.model import Document
from policytui.errors import Cancelled, PolicyError
from policytui.tui import clipboard
from policytui.tui.access import report
from policytui.tui.bindings import bindings_for
from policytui.tui.commands import Place, footer_commands
from policytui.tui.outline import changed_numbers, counts_said, outline_rows, texts_of
from policytui.tui.plain import MUTED, one_line, plain
from policytui.tui.screens.compare import CompareScreen
from policytui.tui.telling import tell
from policytui.tui.widgets.key_bar import KeyBar
from policytui.tui.widgets.outline_view import OutlineRow, OutlineView
from policytui.tui.wording import number

_SECONDS_BETWEEN_FRAMES = 0.1


class DocumentsScreen(Screen[None]):
    """An outline with what became of each position; enter shows the words."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings_for(Place.DOCUMENTS)]
    DEFAULT_CSS = """
    DocumentsScreen {
        & #head { height: 1; padding: 0 1; }
        & #titles {
            width: 1fr; height: 1; text-style: bold;
            text-wrap: nowrap; text-overflow: ellipsis;
        }
        & #filter { width: auto; height: 1; padding-left: 2; color: $text-muted; }
        & #counts { height: auto; padding: 0 1; }
        & OutlineView {
            border-top: solid $foreground 20%;
            border-bottom: solid $foreground 20%;
        }
    }
    """

    def __init__(self, base: Document, proposed: Document) -> None:
        super().__init__()
        self._base = base
        self._proposed = proposed
        self._stop = Event()
        self._last_frame = 0.0
        self._changed_only = False
        self.comparison: DocumentComparison | None = None

    def compose(self) -> ComposeResult:
        """Titles, counts, outline, keys."""
        with Horizontal(id="head"):
            yield Static(plain(f"{_name(self._base)}  ⇄  {_name(self._proposed)}"), id="titles")
            yield Static(id="filter", markup=False)
        yield Static("comparing …", id="counts", markup=False)
        yield OutlineView(id="outline")
        yield KeyBar(*footer_commands(Place.DOCUMENTS))

    def on_mount(self) -> None:
        """Compare, beside the screen."""
        self.query_one(OutlineView).focus()
        self.query_one(KeyBar).work = (0, 0, "Comparing")
        self._compare()

    def on_unmount(self) -> None:
        """Leaving does not wait."""
        self._stop.set()

    # --- comparing ---

    @work(thread=True, exit_on_error=False)
    def _compare(self) -> None:
        try:
            comparison = compare_documents(
                self._base, self._proposed, progress=self._progress, is_cancelled=self._stop.is_set
            )
        except Cancelled:
            return
        except PolicyError as error:
            self.call_later(report, self, error)
            return
        if not self._stop.is_set():
            self.call_later(self._compared, comparison)

    def _progress(self, done: int, total: int, what: str) -> None:
        now = monotonic()
        if now - self._last_frame >= _SECONDS_BETWEEN_FRAMES and not self._stop.is_set():
            self._last_frame = now
            self.call_later(self._tell_progress, done, total)

    def _tell_progress(self, done: int, total: int) -> None:
        if self.is_mounted and self.comparison is None:
            self.query_one(KeyBar).work = (done, total, "Comparing")

    def _compared(self, comparison: DocumentComparison) -> None:
        if not self.is_mounted:
            return
        self.comparison = comparison
        self.query_one(KeyBar).work = None
        self.query_one("#counts", Static).update(counts_said(comparison))
        self._show()

    # --- showing ---

    def _show(self) -> None:
        comparison = self.comparison
        if comparison is None:
            return
        outline = self.query_one(OutlineView)
        rows = outline_rows(comparison, changed_only=self._changed_only)
        if not rows:
            rows = [OutlineRow(plain("Nothing changed in any position.", f"italic {MUTED}"))]
        outline.show(rows, item=outline.current)
        changed = len(changed_numbers(comparison))
        said = f"{number(changed, 'change')} only" if changed else "no changes"
        if not self._changed_only:
            said = "all positions"
        self.query_one("#filter", Static).update(plain(said))

    def action_changes_only(self) -> None:
        """Leave out what did not change, or show it again."""
        self._changed_only = not self._changed_only
        self._show()

    # --- moving ---

    def action_next_change(self) -> None:
        """To the next position that changed, round at the end."""
        self._go(1)

    def action_previous_change(self) -> None:
        """To the one before that changed, round at the beginning."""
        self._go(-1)

    def _go(self, step: int) -> None:
        if self.comparison is None:
            return
        changed = changed_numbers(self.comparison)
        if not changed:
            tell(self.app, "Nothing changed in any position.")
            return
        outline = self.query_one(OutlineView)
        here = outline.current
        later = [n for n in changed if n > here] or changed
        earlier = [n for n in changed if n < here] or changed
        outline.go_to(later[0] if step > 0 else earlier[-1])

    # --- opening ---

    def action_open(self) -> None:
        """The words of the position under the bar."""
        item = self.query_one(OutlineView).current
        if self.comparison is None or item < 0:
            return
        *texts, about = texts_of(self.comparison, item)
        self.app.push_screen(CompareScreen(*texts, about=about))

    @on(OutlineView.Opened)
    def _opened(self) -> None:
        self.action_open()

    def action_copy(self) -> None:
        """The outline as plain text."""
        if self.comparison is None:
            return
        text = format_outline(self.comparison, changed_only=self._changed_only)
        clipboard.copy(self.app, text, "the outline")

    def action_close(self) -> None:
        """Stop, and go back."""
        if self.comparison is None:
            self._stop.set()
            tell(self.app, "Stopped comparing.")
        self.dismiss(None)


def _name(document: Document) -> str:
    header = document.header
    edition = "" if header.edition in header.title else f" {header.edition}"
    return one_line(header.title + edition)
