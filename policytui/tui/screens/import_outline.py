"""The outline of an import as it is seen: one row for each thing in the file."""

from abc import abstractmethod
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.widgets import Static

from policytui.errors import PolicyError
from policytui.tui.bindings import bindings_for
from policytui.tui.commands import Place, footer_commands
from policytui.tui.importing import Mending
from policytui.tui.importing_rows import OutlineShown, Shown, nearest
from policytui.tui.importing_saving import Saved
from policytui.tui.plain import MUTED, one_line, plain
from policytui.tui.screens.working import WorkingScreen
from policytui.tui.views import SIDE_FROM
from policytui.tui.widgets.entry_list import EntryList
from policytui.tui.widgets.key_bar import KeyBar
from policytui.tui.widgets.outline_view import OutlineRow
from policytui.tui.widgets.text_scroll import TextScroll

Outcome = Saved | PolicyError | None
"""What comes of an import: saved, not readable, or left for later."""

_NO_DOUBT = "No row is doubtful any more."
_NOTHING = {
    Shown.EVERYTHING: "This file is a document of a corpus already: it is taken as it is.",
    Shown.HEADINGS: "There is no heading.",
    Shown.DOUBTFUL: _NO_DOUBT,
    Shown.LEFT_OUT: "Nothing is left out.",
}


class OutlineScreen(WorkingScreen[Outcome]):
    """The outline, and the words of what is under its bar."""

    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (SIDE_FROM, "-wide")]  # noqa: RUF012
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_for(Place.IMPORT)]
    DEFAULT_CSS = """
    OutlineScreen {
        & #head { height: 1; padding: 0 1; }
        & #titles { width: 1fr; text-style: bold; text-wrap: nowrap; text-overflow: ellipsis; }
        & #filter { width: auto; padding-left: 2; color: $text-muted; }
        & #account { height: auto; padding: 0 1; }
        & #body { border-top: solid $foreground 20%; border-bottom: solid $foreground 20%; }
        & EntryList { width: 3fr; }
        & TextScroll { width: 2fr; border-left: solid $foreground 20%; padding: 0 1; }
        & TextScroll > Static { height: auto; }
        & #said { height: 1; padding: 0 1; text-wrap: nowrap; text-overflow: ellipsis; }
        &.-narrow #said { height: 2; text-wrap: wrap; }
        &.-narrow TextScroll { display: none; border-left: none; }
        &.-narrow.-reading TextScroll { display: block; width: 1fr; }
        &.-narrow.-reading EntryList { display: none; }
    }
    """

    def __init__(self) -> None:
        super().__init__()
        self.mending: Mending | None = None
        self.shown: OutlineShown | None = None
        self.filter = Shown.EVERYTHING
        self._is_preview = False
        self._said_at = -1
        self._stood, self._put = -1, -1
        self.entries = EntryList(id="entries")
        self._pane = TextScroll(id="pane")
        self._words = Static(id="words", markup=False)

    def compose(self) -> ComposeResult:
        """Title, account, outline, what is under the bar, what was done, keys."""
        with Horizontal(id="head"):
            yield Static(id="titles", markup=False)
            yield Static(id="filter", markup=False)
        yield Static(id="account", markup=False)
        with Horizontal(id="body"):
            yield self.entries
            with self._pane:
                yield self._words
        yield Static(id="said", markup=False)
        yield KeyBar(*footer_commands(Place.IMPORT))

    @abstractmethod
    def count(self) -> None:
        """Take account of the outline as it stands."""

    # --- showing ---

    def say(self, text: str, *, is_error: bool = False) -> None:
        """Say what came of a key."""
        self._said_at = self.entries.current
        style = "bold $text-error" if is_error else MUTED
        self.query_one("#said", Static).update(plain(one_line(text), style))

    def show(self, at: int | None = None) -> None:
        """Show the outline as it stands.

        Args:
            at: the entry on which to put the bar.
        """
        if self.mending is None:
            return
        at = self.entries.current if at is None else at
        if self.shown is None or self.shown.outline is not self.mending.outline:
            self.shown = OutlineShown(self.mending.outline)
            self.count()
        shown = self.shown
        places = shown.places(self.filter)
        self.entries.marked.intersection_update(places)
        rows = [OutlineRow(shown.row(place), place) for place in places]
        nothing = _NOTHING[self.filter if shown.outline.entries else Shown.EVERYTHING]
        rows = rows or [OutlineRow(plain(nothing, f"italic {MUTED}"))]
        self.entries.show(rows, item=nearest(places, at))
        said = str(self.filter)
        if self.filter is not Shown.EVERYTHING:
            said += f", {len(places):,} of {len(shown.outline.entries):,}"
        self.query_one("#filter", Static).update(plain(said))
        self._show_words()

    @on(EntryList.Moved)
    def _moved(self) -> None:
        if self.entries.current != self._said_at:
            self.tell_marks()  # what was said was about another row
        self._show_words()

    def _show_words(self) -> None:
        at = self.entries.current
        if self.shown is None:
            return
        if at < 0:
            self._words.update(plain(""))
        else:
            tell = self.shown.preview if self._is_preview else self.shown.about
            self._words.update(tell(at))
        self._pane.scroll_home(animate=False)

    def action_show_other(self) -> None:
        """Everything, headings, what is doubtful, what is left out."""
        self.filter = self.filter.next
        # Round through all views one comes back to the row one began at.
        if self.entries.current != self._put:
            self._stood = self.entries.current
        self.show(self._stood)
        self._put = self.entries.current
        self.tell_marks()

    # --- reading ---

    @on(EntryList.Opened)
    def action_read(self) -> None:
        """The whole of what is under the bar."""
        self._is_preview = False
        self._show_words()
        self.read(True)

    def action_preview(self) -> None:
        """The position as it will stand, or again what stands in the file."""
        is_seen = bool(self._pane.region.area)
        self._is_preview = not (is_seen and self._is_preview)
        self._show_words()
        if not is_seen:
            self.read(True)

    def action_next_pane(self) -> None:
        """From the outline to the words, and back."""
        self.read(not self.has_class("-reading"))

    def read(self, is_reading: bool) -> None:
        """To the words, which take the place of the outline where there is no room for both."""
        self.set_class(is_reading and self.entries.current >= 0, "-reading")
        (self._pane if self.has_class("-reading") else self.entries).focus()

    # --- moving and marking ---

    def action_next_doubt(self) -> None:
        """To the next entry that is doubted, round at the end."""
        self._go(1)

    def action_previous_doubt(self) -> None:
        """To the one before, round at the beginning."""
        self._go(-1)

    def _go(self, step: int) -> None:
        if self.shown is None:
            return
        doubtful = self.shown.doubtful
        if not doubtful:
            self.say(_NO_DOUBT)
            return
        at = self.entries.next_of(doubtful, step)
        if at not in self.shown.places(self.filter):
            self.filter = Shown.EVERYTHING
            self.show(at)
        self.entries.go_to(at)
        self.say(self.shown.doubts[at][0].message)

    def action_mark(self) -> None:
        """Mark this one too."""
        self.entries.mark()
        self.tell_marks()

    def action_mark_to_here(self) -> None:
        """Mark all from the one marked last to this one."""
        self.entries.mark_to_here()
        self.tell_marks()

    def tell_marks(self) -> None:
        """Say how many rows are marked; nothing where none is."""
        marked = len(self.entries.marked)
        self.say(f"{marked:,} marked; the next key is for all of them, esc unmarks." * bool(marked))
