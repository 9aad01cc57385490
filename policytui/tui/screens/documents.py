"""Two whole documents, or two editions of one: what became of each position."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.widgets import Static

from policytui.compare.documents import DocumentComparison, compare_documents, format_outline
from policytui.corpus.model import Document
from policytui.progress import IsCancelled, Progress
from policytui.tui import clipboard
from policytui.tui.access import report
from policytui.tui.bindings import bindings_for
from policytui.tui.commands import Place, footer_commands
from policytui.tui.outline import changed_numbers, counts_said, outline_rows, texts_of
from policytui.tui.plain import MUTED, one_line, plain
from policytui.tui.screens.compare import CompareScreen
from policytui.tui.screens.working import WorkingScreen
from policytui.tui.telling import tell
from policytui.tui.widgets.key_bar import KeyBar
from policytui.tui.widgets.outline_view import OutlineRow, OutlineView
from policytui.tui.wording import number


class DocumentsScreen(WorkingScreen[None]):
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
        self.begin_work("Comparing", self._compare, self._compared)

    # --- comparing ---

    def _compare(self, progress: Progress, is_cancelled: IsCancelled) -> DocumentComparison:
        return compare_documents(
            self._base, self._proposed, progress=progress, is_cancelled=is_cancelled
        )

    def show_failure(self, error: Exception) -> None:
        """Say why, where the person came from."""
        report(self, error)
        self.dismiss(None)

    def _compared(self, comparison: DocumentComparison) -> None:
        self.comparison = comparison
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
        outline.go_to(outline.next_of(changed, step))

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
            self.stop_working()
            tell(self.app, "Stopped comparing.")
        self.dismiss(None)


def _name(document: Document) -> str:
    header = document.header
    edition = "" if header.edition in header.title else f" {header.edition}"
    return one_line(header.title + edition)
