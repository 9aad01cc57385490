"""The outline of an import: seen, mended, undone; one row for each thing in the file."""

from abc import abstractmethod
from collections.abc import Callable
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.screen import Screen
from textual.widgets import Static

from policytui.errors import PolicyError, StorageError, UsageError
from policytui.importers.outlining.editing import Action, Edit
from policytui.importers.outlining.entries import Use
from policytui.tui.bindings import bindings_for
from policytui.tui.commands import Place, footer_commands
from policytui.tui.importing import Mending, leave_out_step, place_after, step_for
from policytui.tui.importing_rows import OutlineShown, Shown, first_at
from policytui.tui.importing_saving import Saved
from policytui.tui.plain import MUTED, one_line, plain
from policytui.tui.screens.import_line import LineScreen
from policytui.tui.screens.import_split import SplitScreen
from policytui.tui.views import SIDE_FROM
from policytui.tui.widgets.entry_list import EntryList
from policytui.tui.widgets.key_bar import KeyBar
from policytui.tui.widgets.outline_view import OutlineRow
from policytui.tui.widgets.text_scroll import TextScroll
from policytui.tui.wording import number
from policytui.workspace.imports import Step

Outcome = Saved | PolicyError | None
"""What comes of an import: saved, not readable, or left for later."""

_DONE = {
    Action.PROMOTE: "Raised",
    Action.DEMOTE: "Lowered",
    Action.HEADING: "Made a heading of",
    Action.TEXT: "Made text of",
    Action.LEAVE_OUT: "Left out",
    Action.JOIN: "Joined",
    Action.SPLIT: "Split",
    Action.RENAME: "Renamed",
    Action.KEEP: "Taken as right",
}
_NOTHING = {
    Shown.EVERYTHING: "This file is a document of a corpus already: it is taken as it is.",
    Shown.HEADINGS: "There is no heading.",
    Shown.DOUBTFUL: "Nothing is doubtful any more.",
    Shown.LEFT_OUT: "Nothing is left out.",
}


class OutlineMending(Screen[Outcome]):
    """The outline and what can be done to it."""

    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (SIDE_FROM, "-wide")]  # noqa: RUF012
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_for(Place.IMPORT)]
    DEFAULT_CSS = """
    OutlineMending {
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
        self._filter = Shown.EVERYTHING
        self._is_preview = False
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
        places = shown.places(self._filter)
        self.entries.marked.intersection_update(places)
        rows = [OutlineRow(shown.row(place), place) for place in places]
        nothing = _NOTHING[self._filter if shown.outline.entries else Shown.EVERYTHING]
        rows = rows or [OutlineRow(plain(nothing, f"italic {MUTED}"))]
        self.entries.show(rows, item=first_at(places, at))
        said = str(self._filter)
        if self._filter is not Shown.EVERYTHING:
            said += f", {len(places):,} of {len(shown.outline.entries):,}"
        self.query_one("#filter", Static).update(plain(said))
        self._show_words()

    @on(EntryList.Moved)
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
        self._filter = self._filter.next
        self.show()

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
        doubtful, here = self.shown.doubtful, self.entries.current
        if not doubtful:
            self.say("Nothing is doubtful any more.")
            return
        later = [at for at in doubtful if at > here] or doubtful
        earlier = [at for at in doubtful if at < here] or doubtful
        at = later[0] if step > 0 else earlier[-1]
        if at not in self.shown.places(self._filter):
            self._filter = Shown.EVERYTHING
            self.show(at)
        self.entries.go_to(at)
        self.say(self.shown.doubts[at][0].message)

    def action_mark(self) -> None:
        """Mark this one too."""
        self.entries.mark()
        self._tell_marks()

    def action_mark_to_here(self) -> None:
        """Mark all from the one marked last to this one."""
        self.entries.mark_to_here()
        self._tell_marks()

    def _tell_marks(self) -> None:
        marked = len(self.entries.marked)
        self.say(f"{marked:,} marked; the next key is for all of them, esc unmarks." * bool(marked))

    # --- mending ---

    def action_promote(self) -> None:
        """Up a rank."""
        self._do(lambda places: step_for(Action.PROMOTE, places))

    def action_demote(self) -> None:
        """Down a rank."""
        self._do(lambda places: step_for(Action.DEMOTE, places))

    def action_make_heading(self) -> None:
        """A heading."""
        self._do(lambda places: step_for(Action.HEADING, places))

    def action_make_text(self) -> None:
        """Text."""
        self._do(lambda places: step_for(Action.TEXT, places))

    def action_keep(self) -> None:
        """Right as it is."""
        self._do(lambda places: step_for(Action.KEEP, places))

    def action_join(self) -> None:
        """To what stands before it."""
        self._do(lambda places: step_for(Action.JOIN, places))

    def action_leave_out(self) -> None:
        """Out, or in again."""
        if self.mending:
            outline = self.mending.outline
            self._do(lambda places: leave_out_step(outline, places))

    def _do(self, plan: Callable[[list[int]], Step]) -> None:
        places = self.entries.meant
        if places:
            self.take(plan(places))

    def take(self, step: Step) -> None:
        """Make edits as one step; what does not fit is said, and nothing is changed."""
        mending = self.mending
        if mending is None or not step:
            return
        here = self.entries.current
        said = f"{self._said(step)} u undoes it."
        try:
            mending.do(step)
        except UsageError as error:
            self.say(f"{error.message} {error.hint}", is_error=True)
            return
        except StorageError as error:
            self._show_after(step, here, str(error), is_error=True)
            return
        self._show_after(step, here, said)

    def _show_after(self, step: Step, here: int, said: str, *, is_error: bool = False) -> None:
        assert self.mending
        is_one = len(step) == 1
        self.entries.marked.clear()
        self.show(place_after(step, self.mending.outline) if is_one else here)
        self.say(said, is_error=is_error)

    def _said(self, step: Step) -> str:
        assert self.mending
        edit = step[0]
        entry = self.mending.outline.entries[edit.at]
        name = entry.heading if entry.use is Use.HEADING else entry.text
        short = one_line(name[:200])
        short = short if len(short) <= 40 else f"{short[:39].rstrip()}…"
        what = f"“{short}”" if len(step) == 1 else number(len(step), "row")
        return f"{_DONE[edit.action]} {what}."

    @work(group="flow", exclusive=True, exit_on_error=False)
    async def action_split(self) -> None:
        """In two, at a place that is chosen."""
        at, mending = self.entries.current, self.mending
        if mending is None or at < 0:
            return
        offset = await self.app.push_screen_wait(SplitScreen(mending.outline.entries[at].text))
        if offset is not None:
            self.take((Edit(Action.SPLIT, at, offset=offset),))

    @work(group="flow", exclusive=True, exit_on_error=False)
    async def action_rename(self) -> None:
        """In other words."""
        at, mending = self.entries.current, self.mending
        if mending is None or at < 0:
            return
        entry = mending.outline.entries[at]
        if entry.use is not Use.HEADING:
            self.say("Only a heading can be renamed; h makes one of it.", is_error=True)
            return
        typed = await self.app.push_screen_wait(
            LineScreen("The heading", entry.heading, placeholder=one_line(entry.text))
        )
        if typed is not None:
            self.take((Edit(Action.RENAME, at, title=typed),))

    # --- undoing ---

    def action_undo(self) -> None:
        """Back by one step."""
        self._back(1, "Taken back; U does it again.")

    def action_begin_anew(self) -> None:
        """Back by all steps."""
        steps = self.mending.steps if self.mending else 0
        changes = number(steps, "change")
        self._back(steps, f"Begun anew: {changes} taken back; U does them again, one by one.")

    def _back(self, steps: int, said: str) -> None:
        self._retrace(lambda mending: mending.undo(steps), said, "There is nothing to take back.")

    def action_redo(self) -> None:
        """Forth by one step."""
        said, nothing = "Done again; u takes it back.", "There is nothing to do again."
        self._retrace(lambda mending: mending.redo(), said, nothing)

    def _retrace(self, go: Callable[[Mending], Step | None], said: str, nothing: str) -> None:
        if self.mending is None:
            return
        try:
            step = go(self.mending)
        except StorageError as error:
            self.show()
            self.say(str(error), is_error=True)
            return
        if step is None:
            self.say(nothing)
        else:
            self._show_after(step, self.entries.current, said)
