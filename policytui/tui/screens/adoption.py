"""The next edition: what stands in the way, what it changes, adopting it, and undoing that."""

from functools import partial
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.widgets import Static

from policytui.compare.layout import Layout
from policytui.conference.decisions.next_edition import Adopted
from policytui.errors import PolicyError
from policytui.progress import IsCancelled, Progress
from policytui.tui import adopting_rows, clipboard
from policytui.tui.access import report, workspace_of
from policytui.tui.adopting import (
    Named,
    Outlook,
    Standing,
    look_ahead,
    put_back,
    write_edition,
)
from policytui.tui.bindings import bindings_for
from policytui.tui.commands import Place, footer_commands
from policytui.tui.marshalling import Marshalled, read_marshalled
from policytui.tui.plain import one_line, plain
from policytui.tui.screens.adoption_form import AdoptionFormScreen
from policytui.tui.screens.adoption_place import ask_place
from policytui.tui.screens.compare import CompareScreen
from policytui.tui.screens.two_panes import TwoPanesScreen
from policytui.tui.telling import tell
from policytui.tui.widgets.entry_list import EntryList
from policytui.tui.widgets.key_bar import KeyBar
from policytui.tui.widgets.outline_view import OutlineRow
from policytui.workspace.places import Places


class AdoptionScreen(TwoPanesScreen[bool]):
    """What stands in the way, or what becomes of each position; beside it words and movers.

    Gives whether something was written into the corpus.

    Args:
        marshalled: the round.

    Attributes:
        outlook: what is shown; None before it is worked out.
    """

    BINDINGS: ClassVar[list[BindingType]] = [*bindings_for(Place.ADOPTION)]
    DEFAULT_CSS = """
    AdoptionScreen {
        & #standing { width: auto; color: $text-muted; padding-left: 2; }
        & #told { height: auto; max-height: 4; padding: 0 1; }
    }
    """

    def __init__(self, marshalled: Marshalled) -> None:
        super().__init__(EntryList())
        self._marshalled = marshalled
        self._called: Adopted | None = None
        self._merges = False
        self._changed_only = True
        self._has_written = False
        self.outlook: Outlook | None = None

    def compose(self) -> ComposeResult:
        """Title, how it stands, list, what is told beside it, keys."""
        with Horizontal(id="head"):
            title = f"Next edition › {one_line(self._marshalled.round.title)}"
            yield Static(plain(title), id="title")
            yield Static(id="standing", markup=False)
        yield Static("working out what adopting would change …", id="told", markup=False)
        yield from self.compose_panes()
        yield KeyBar(*footer_commands(Place.ADOPTION))

    def on_mount(self) -> None:
        """Work it out, beside the screen."""
        self._list.focus()
        self.begin_steps(self._look)

    # --- working it out ---

    async def _look(self, *, anew: bool = False) -> None:
        workspace, places = workspace_of(self), workspace_of(self).places
        try:
            if anew:
                read = await self.beside("Reading", partial(read_marshalled, workspace))
                self._marshalled = read or self._marshalled
            await self._work_out(places)
        except PolicyError as error:
            report(self, error)
            if self.outlook is None:
                why = f"{error} F5 tries again, esc goes back."
                self.query_one("#told", Static).update(plain(why))

    async def _work_out(self, places: Places) -> None:
        marshalled, name, merges = self._marshalled, self._called, self._merges

        def work_out(progress: Progress, is_cancelled: IsCancelled) -> Outlook:
            return look_ahead(
                marshalled,
                places,
                name,
                merges=merges,
                progress=progress,
                is_cancelled=is_cancelled,
            )

        outlook = await self.beside("Comparing", work_out)
        if outlook and self.is_mounted:
            self._marshalled = outlook.marshalled
            self._take(outlook)

    def action_read_again(self) -> None:
        """Round and corpus as they are now."""
        self.begin_steps(partial(self._look, anew=True))

    # --- showing ---

    def _take(self, outlook: Outlook) -> None:
        is_same = self.outlook is not None and self.outlook.standing is outlook.standing
        self.outlook = outlook
        self.query_one(KeyBar).commands = adopting_rows.useful_commands(outlook.standing)
        self.query_one("#title", Static).update(plain(adopting_rows.title_of(outlook)))
        self.query_one("#standing", Static).update(plain(outlook.standing.value))
        self.query_one("#told", Static).update(plain(adopting_rows.said_of(outlook)))
        self._show(self._list.current if is_same else 0)

    def _show(self, item: int) -> None:
        if self.outlook:
            rows = adopting_rows.rows(self.outlook, changed_only=self._changed_only)
            self._list.show(rows or [OutlineRow(plain("Nothing changes."))], item=item)
            self.show_beside()

    def lay_out_beside(self, width: int) -> Layout:
        """What becomes of a position, who moved it and by which vote; or what is in the way."""
        if self.outlook is None:
            return Layout(())
        return adopting_rows.lay_out_beside(self.outlook, self._list.current, width)

    def action_all_positions(self) -> None:
        """Show also what does not change, or leave it out again."""
        self._changed_only = not self._changed_only
        self._show(self._list.current)

    def action_copy(self) -> None:
        """What is listed, as plain text."""
        if self.outlook:
            text = adopting_rows.text_of(self.outlook, changed_only=self._changed_only)
            clipboard.copy(self.app, text, "the next edition")

    # --- moving ---

    def action_next_change(self) -> None:
        """To the next that changes, round at the end."""
        self._go(1)

    def action_previous_change(self) -> None:
        """To the one before that changes, round at the beginning."""
        self._go(-1)

    def _go(self, step: int) -> None:
        if self.outlook:
            items = adopting_rows.changed_items(self.outlook)
            self._list.go_to(self._list.next_of(items, step))

    def action_words(self) -> None:
        """The words of the position on a screen of their own."""
        words = adopting_rows.words_of(self.outlook, self._list.current) if self.outlook else None
        if words:
            *texts, about = words
            self.app.push_screen(CompareScreen(*texts, about=about))

    def action_close(self) -> None:
        """Stop, close what is open, else go back."""
        if self.is_working:
            self.stop_working()
            if self.outlook is None:
                self.dismiss(False)
        elif not self.leave_reading():
            self.dismiss(self._has_written)

    # --- what it is called ---

    @work(group="flow", exclusive=True)
    async def action_form(self) -> None:
        """Name, day and conference."""
        outlook = self.outlook
        if outlook is None or self.is_working:
            return None
        if outlook.adoption:
            return tell(self.app, "It is adopted under this name; u undoes that first.")
        name: Adopted | None = await self.app.push_screen_wait(AdoptionFormScreen(outlook.name))
        if name and (name != outlook.name or outlook.named is not Named.BY_PERSON):
            self._called = name
            self.begin_steps(self._look)
        return None

    @work(group="flow", exclusive=True)
    async def action_place(self) -> None:
        """Say where a new position goes."""
        outlook = self.outlook
        if outlook is None or self.is_working:
            return None
        if outlook.adoption and not outlook.plan:
            return tell(self.app, "It is adopted already; u undoes that first.")
        try:
            is_noted = await ask_place(self.app, workspace_of(self), outlook, self._list.current)
        except PolicyError as error:
            return tell(self.app, str(error), is_error=True)
        if is_noted:
            self.begin_steps(self._look)
        return None

    def action_merge(self) -> None:
        """Bring together what was carried and what changed since; again: do not."""
        outlook = self.outlook
        if outlook is None or self.is_working:
            return
        if self._merges or any(hurdle.can_merge for hurdle in outlook.hurdles):
            self._merges = not self._merges
            self.begin_steps(self._look)
        else:
            tell(self.app, "There is nothing to bring together: no text changed meanwhile.")

    # --- adopting, and undoing it ---

    def action_adopt(self) -> None:
        """Write it, once it was seen; what was stopped is carried to its end."""
        outlook = self.outlook
        if outlook is None:
            tell(self.app, "Not yet: it is still being worked out.")
        elif outlook.standing is Standing.ADOPTED:
            tell(self.app, "It is adopted already; u undoes that.")
        elif outlook.standing is Standing.BLOCKED:
            tell(self.app, f"{outlook.hurdles[0].what} {outlook.hurdles[0].todo}", is_error=True)
        elif outlook.is_undoing:
            tell(self.app, outlook.hurdles[0].what + " u finishes it.", is_error=True)
        else:
            self.begin_steps(partial(self._write, outlook))

    async def _write(self, outlook: Outlook) -> None:
        places = workspace_of(self).places
        corpus = places.corpus.path
        self._has_written = True
        try:
            await self.beside("Writing", partial(write_edition, outlook, corpus))
        except PolicyError as error:
            tell(self.app, str(error), is_error=True)
            self._take(outlook.refused(error))
            return
        standing = await self._standing_now(places)
        if standing is Standing.ADOPTED:
            tell(self.app, "Adopted. u undoes it.")

    def action_undo(self) -> None:
        """Put the corpus back as it was."""
        if self.outlook is None or self.outlook.adoption is None:
            tell(self.app, "Nothing is adopted; there is nothing to undo.")
        else:
            self.begin_steps(partial(self._put_back, self.outlook))

    async def _put_back(self, outlook: Outlook) -> None:
        places = workspace_of(self).places
        corpus = places.corpus.path
        self._has_written = True
        try:
            await self.beside("Putting back", partial(put_back, outlook, corpus))
        except PolicyError as error:
            tell(self.app, str(error), is_error=True)
            return
        standing = await self._standing_now(places)
        if standing in (Standing.READY, Standing.BLOCKED):
            kept = "Its texts are kept in the folder of the round; ctrl+s adopts again."
            tell(self.app, f"Undone: the corpus is as it was. {kept}")

    async def _standing_now(self, places: Places) -> Standing | None:
        try:
            await self._work_out(places)
        except PolicyError as error:
            report(self, error)
        return self.outlook.standing if self.outlook else None
