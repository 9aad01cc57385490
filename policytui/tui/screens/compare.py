"""Two texts beside each other: what was added, what was left out, and how that is worded."""

from datetime import UTC, datetime
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.widgets import Static

from policytui.compare.layout import Layout
from policytui.text import clean_prose
from policytui.tui import clipboard
from policytui.tui.access import workspace_of
from policytui.tui.bindings import bindings_for
from policytui.tui.commands import Place, footer_commands
from policytui.tui.comparing import About, Compared, compare_texts
from policytui.tui.exporting import default_file, export
from policytui.tui.plain import one_line, plain
from policytui.tui.screens.confirm import ConfirmScreen
from policytui.tui.screens.export import ExportScreen
from policytui.tui.screens.leaving import Screen
from policytui.tui.screens.pick import PickScreen
from policytui.tui.telling import attempt, tell
from policytui.tui.views import COPIES, SIDE_FROM, View, aside, lay_out, shown_text, views_for
from policytui.tui.widgets.diff_view import DiffView
from policytui.tui.widgets.key_bar import KeyBar
from policytui.tui.wording import short_path

__all__ = ["CompareScreen", "View"]

LONG = 200_000
"""Characters from which on rows are laid out beside the screen, which must not stand still."""

_Wanted = tuple[View, int, bool, bool]
"""View, width, whether in two columns, whether folded."""


class CompareScreen(Screen[None]):
    """A comparison on a screen of its own.

    Args:
        about: what it is about, for the view of it as carried and for export.
    """

    BINDINGS: ClassVar[list[BindingType]] = [*bindings_for(Place.COMPARE)]
    DEFAULT_CSS = """
    CompareScreen {
        & #head { height: 1; padding: 0 1; }
        & #titles {
            width: 1fr; height: 1; text-style: bold;
            text-wrap: nowrap; text-overflow: ellipsis;
        }
        & #place { width: auto; height: 1; padding-left: 2; color: $text-muted; }
        & DiffView {
            border-top: solid $foreground 20%;
            border-bottom: solid $foreground 20%;
            padding: 1 1 0 1;
        }
    }
    """

    def __init__(
        self,
        base_title: str,
        base_text: str,
        proposed_title: str,
        proposed_text: str,
        *,
        about: About | None = None,
    ) -> None:
        super().__init__()
        self._titles = (one_line(base_title), one_line(proposed_title))
        self._compared = Compared(clean_prose(base_text), clean_prose(proposed_text))
        self._about = about or About()
        self._is_folded = True
        self._is_compared = False
        self._current = 0
        self._wanted: _Wanted | None = None
        self._laid_out: tuple[_Wanted, Layout] | None = None
        self.view: View | None = None

    def compose(self) -> ComposeResult:
        """Titles, comparison, keys."""
        with Horizontal(id="head"):
            before, after = self._titles
            titles = before if before == after else f"{before}  ⇄  {after}"
            yield Static(plain(titles), id="titles")
            yield Static(id="place", markup=False)
        yield DiffView(id="comparison")
        yield KeyBar(*footer_commands(Place.COMPARE))

    def on_mount(self) -> None:
        """Compare, away from the screen: long texts take a moment."""
        self.query_one(DiffView).focus()
        self._tell("comparing …")
        self._compare()

    @work(thread=True, exit_on_error=False)
    def _compare(self) -> None:
        texts = self._compared
        compared = compare_texts(texts.base, texts.proposed, self._about.title or self._titles[0])
        self.app.call_from_thread(self._show_first, compared)

    def _show_first(self, compared: Compared) -> None:
        self._compared = compared
        self._is_compared = True
        if self.view is None:
            self.view = views_for(self.size.width)[0]
        self._show(from_top=True)

    # --- showing ---

    def on_resize(self) -> None:
        """A narrower window may have no room for two columns."""
        if self._is_compared and self.view not in views_for(self.size.width):
            self.view = View.INLINE
            self._show()

    def _show(self, *, from_top: bool = False) -> None:
        comparison = self.query_one(DiffView)
        comparison.show(self._lay_out, keep_place=not from_top)
        if from_top and comparison.total:
            self.call_after_refresh(comparison.go_to_change, 0)
        self._tell_place(comparison)

    def _lay_out(self, width: int) -> Layout:
        assert self.view is not None
        wanted = (self.view, width, self.size.width >= SIDE_FROM, self._is_folded)
        if len(self._compared.base) + len(self._compared.proposed) < LONG:
            return self._laid_out_as(wanted)
        if self._laid_out and self._laid_out[0] == wanted:
            return self._laid_out[1]
        if self._wanted != wanted:
            self._wanted = wanted
            self._lay_out_beside(wanted)
        return aside("laying out …", width)

    def _laid_out_as(self, wanted: _Wanted) -> Layout:
        view, width, two, folded = wanted
        title = self._about.title or self._titles[1]
        return lay_out(self._compared, view, title, width, two=two, folded=folded)

    @work(thread=True, exit_on_error=False)
    def _lay_out_beside(self, wanted: _Wanted) -> None:
        layout = self._laid_out_as(wanted)
        self.call_later(self._show_laid_out, wanted, layout)

    def _show_laid_out(self, wanted: _Wanted, layout: Layout) -> None:
        if wanted != self._wanted or not self.is_mounted:
            return  # another view is wanted by now
        self._laid_out, self._wanted = (wanted, layout), None
        comparison = self.query_one(DiffView)
        comparison.show(self._lay_out)
        comparison.go_to_change(self._current)
        self._tell_place(comparison)

    @on(DiffView.Moved)
    def _moved(self, event: DiffView.Moved) -> None:
        self._current = event.current
        self._tell_place(event.view)

    def _tell_place(self, comparison: DiffView) -> None:
        current = comparison.current if comparison.total else -1
        self._tell(f"{self._compared.place(current)} · {self.view}")

    def _tell(self, text: str) -> None:
        self.query_one("#place", Static).update(plain(text))

    # --- moving and views ---

    def action_next_change(self) -> None:
        """Go to the next change."""
        self.query_one(DiffView).move(1)

    def action_previous_change(self) -> None:
        """Go to the change before."""
        self.query_one(DiffView).move(-1)

    def action_next_view(self) -> None:
        """Show it another way."""
        if self.view is None:
            return
        views = views_for(self.size.width)
        self.view = views[(views.index(self.view) + 1) % len(views)]
        comparison = self.query_one(DiffView)
        self._show()
        if comparison.total:
            comparison.go_to_change(self._current)
        else:
            comparison.scroll_to(y=0, animate=False)

    def action_fold(self) -> None:
        """Fold or unfold what is unchanged."""
        if not self._is_compared:
            return
        self._is_folded = not self._is_folded
        comparison = self.query_one(DiffView)
        current = comparison.current
        self._show()
        if current >= 0:
            comparison.go_to_change(current)

    # --- taking it elsewhere ---

    def action_copy(self) -> None:
        """Copy what is shown."""
        text = shown_text(self._compared, self.view, self.query_one(DiffView).shown)
        what = "the instruction" if self.view is View.INSTRUCTION else "the comparison"
        clipboard.copy(self.app, text, what)

    @work(group="flow", exclusive=True)
    async def action_copy_as(self) -> None:
        """Choose what to copy it as."""
        if not self._is_compared:
            return
        names = [plain(name) for name, _ in COPIES]
        index = await self.app.push_screen_wait(PickScreen("Copy the comparison as", names))
        if index is not None:
            name, write = COPIES[index]
            clipboard.copy(self.app, write(self._compared), name[0].lower() + name[1:])

    @work(group="flow", exclusive=True)
    async def action_export(self) -> None:
        """Ask for a file and write it."""
        if not self._is_compared:
            return
        folder = workspace_of(self).places.drafts.path
        suggested = default_file(folder, self._about.title or self._titles[1])
        path = await self.app.push_screen_wait(ExportScreen(suggested, folder))
        if path is None:
            return
        if path.exists():
            question = f"{short_path(path)} exists already. Write over it?"
            if not await self.app.push_screen_wait(ConfirmScreen(question, "Write over it")):
                tell(self.app, "Not exported; the file is as it was.")
                return
        now = datetime.now(UTC)
        compared, titles, about = self._compared, self._titles, self._about
        written = await attempt(self.app, lambda: export(path, compared, titles, about, now))
        if written is not None:
            tell(self.app, f"Exported to {short_path(written)}")

    def action_close(self) -> None:
        """Go back."""
        self.dismiss(None)
