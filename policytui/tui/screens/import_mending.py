"""The outline of an import as it is mended: done, undone, kept, also beside another window."""

from collections.abc import Callable

from textual import work

from policytui.errors import StorageError, UsageError
from policytui.importers.outlining.editing import Action, Edit
from policytui.importers.outlining.entries import Outline, Use
from policytui.tui.importing import Mending
from policytui.tui.importing_steps import (
    brings_back,
    home_of,
    leave_out_step,
    place_after,
    said_of,
    step_for,
)
from policytui.tui.plain import one_line
from policytui.tui.screens.choice import Choice, ChoiceScreen
from policytui.tui.screens.import_line import LineScreen
from policytui.tui.screens.import_outline import OutlineScreen
from policytui.tui.screens.import_split import SplitScreen
from policytui.tui.wording import number
from policytui.workspace.imports import Found, ImportConflict, Step


class MendingScreen(OutlineScreen):
    """The outline and what can be done to it."""

    # --- mending ---

    def action_promote(self) -> None:
        """Up a rank."""
        self._mend(lambda places: step_for(Action.PROMOTE, places))

    def action_demote(self) -> None:
        """Down a rank."""
        self._mend(lambda places: step_for(Action.DEMOTE, places))

    def action_make_heading(self) -> None:
        """A heading."""
        self._mend(lambda places: step_for(Action.HEADING, places))

    def action_make_text(self) -> None:
        """Text."""
        self._mend(lambda places: step_for(Action.TEXT, places))

    def action_keep(self) -> None:
        """Right as it is."""
        self._mend(lambda places: step_for(Action.KEEP, places))

    def action_join(self) -> None:
        """To what stands before it, where that is in view."""
        if self.mending is None or self.shown is None:
            return
        outline, in_view = self.mending.outline, {-1, *self.shown.places(self.filter)}
        if all(home_of(outline, at) in in_view for at in self.entries.meant):
            self._mend(lambda places: step_for(Action.JOIN, places))
        else:
            hidden = "What this would be joined to is not in view; f shows everything first."
            self.say(hidden, is_error=True)

    def action_leave_out(self) -> None:
        """Out, or in again."""
        if self.mending:
            outline = self.mending.outline
            self._mend(lambda places: leave_out_step(outline, places))

    def _mend(self, plan: Callable[[list[int]], Step]) -> None:
        places = self.entries.meant
        if places:
            self.take(plan(places))

    def take(self, step: Step) -> None:
        """Make edits as one step; what does not fit is said, and nothing is changed."""
        mending = self.mending
        if mending is None or not step:
            return
        outline = mending.outline
        at = place_after(step, outline) if len(step) == 1 else self.entries.current
        try:
            mending.do(step)
        except UsageError as error:
            self.say(f"{error.message} {error.hint}", is_error=True)
        except StorageError as error:
            self._show_after(at, "")
            self.tell_unkept(error)
        else:
            back = " Words left out are back." if brings_back(step, outline) else ""
            self._show_after(at, f"{said_of(step, outline)}{back} u undoes it.")

    def _show_after(self, at: int, said: str) -> None:
        self.entries.marked.clear()
        self.show(at)
        self.say(said)

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
        self._back(1, "Taken back: {}. U does it again.")

    def action_begin_anew(self) -> None:
        """Back by all steps."""
        steps = self.mending.steps if self.mending else 0
        changes = number(steps, "change")
        self._back(steps, f"Begun anew: {changes} taken back; U does them again, one by one.")

    def _back(self, steps: int, said: str) -> None:
        if self.mending is None:
            return
        step = self._try(lambda mending: mending.undo(steps), "There is nothing to take back.")
        if step:
            self._show_after(step[-1].at, said.format(_inside(step, self.mending.outline)))

    def action_redo(self) -> None:
        """Forth by one step."""
        if self.mending is None:
            return
        outline = self.mending.outline
        step = self._try(lambda mending: mending.redo(), "There is nothing to do again.")
        if step:
            said = f"Done again: {_inside(step, outline)}. u takes it back."
            self._show_after(place_after(step, outline), said)

    def _try(self, go: Callable[[Mending], Step | None], nothing: str) -> Step | None:
        assert self.mending
        try:
            step = go(self.mending)
        except StorageError as error:
            self.show()
            self.tell_unkept(error)
            return None
        if step is None:
            self.say(nothing)
        return step

    # --- where it cannot be kept ---

    def tell_unkept(self, error: StorageError) -> None:
        """Say why what was done could not be kept; where another window was first, ask."""
        self.say(error.message, is_error=True)
        if isinstance(error, ImportConflict):
            self._ask_about(error.theirs)

    @work(group="flow", exclusive=True, exit_on_error=False)
    async def _ask_about(self, theirs: Found) -> None:
        mending = self.mending
        chosen = await self.app.push_screen_wait(
            ChoiceScreen(
                "This import was changed in another window",
                [
                    "Something else was kept of the same file since you opened it here. It was "
                    "not overwritten; what you do here is not kept until you choose."
                ],
                [
                    Choice(
                        "apart",
                        "Keep mine apart",
                        "both are kept; opening the file again asks which",
                    ),
                    Choice("load", "Load the other's", "what you did here since is given up"),
                ],
            )
        )
        if mending is None:
            return
        if chosen == "apart":
            try:
                mending.keep_apart()
            except StorageError as error:
                self.say(error.message, is_error=True)
            else:
                self.say("What you do here is kept apart from now on.")
        elif chosen == "load":
            self.go_on_from(theirs)

    def go_on_from(self, found: Found) -> None:
        """Show what is kept as it stands, instead of what was done here."""
        assert self.mending
        try:
            self.mending.go_on_from(found)
        except UsageError as error:
            self.say(error.message, is_error=True)
            return
        changes = number(self.mending.went_on, "change")
        self._show_after(self.entries.current, f"Going on with {changes} from the other window.")
        self.count()


def _inside(step: Step, outline: Outline) -> str:
    """What a step does, to be said inside a sentence."""
    said = said_of(step, outline).removesuffix(".")
    return said[:1].lower() + said[1:]
