"""An editor that tells, as one types, which positions say this already."""

import asyncio

from textual import on, work
from textual.widget import Widget

from policytui.drafts.model import Draft
from policytui.errors import PolicyError
from policytui.tui.access import undoable_in
from policytui.tui.carrying import way_back
from policytui.tui.commands import Place, footer_commands
from policytui.tui.editing import Outcome
from policytui.tui.plain import one_line
from policytui.tui.said import Listener, Said, amendment_of, sides_of
from policytui.tui.screens.choice import Choice, ChoiceScreen
from policytui.tui.screens.compare import CompareScreen
from policytui.tui.screens.writing import WritingScreen
from policytui.tui.telling import attempt, tell
from policytui.tui.widgets.key_bar import KeyBar
from policytui.tui.widgets.said_list import SaidList, SaidPane

SAID_AFTER = 0.1
"""Seconds after the checks at which the corpus is asked; it is nothing one waits for."""
_MOSTLY = 0.6
"""Share of a position from which a text rather takes its place than follows it."""


class SayingScreen(WritingScreen):
    """Holds a `SaidPane`; one question at a time is asked in a thread, the newest text wins."""

    def __init__(self, draft: Draft, stamp: str | None) -> None:
        super().__init__(draft, stamp)
        self._listener: Listener | None = None
        self._to_ask: Draft | None = None
        self._is_asking = False

    def ask_what_is_said(self, draft: Draft) -> None:
        """Look for the positions near to a draft, soon; what was asked before is forgotten."""
        self._to_ask = draft
        if not self._is_asking:
            self._is_asking = True
            self._ask()

    @work(group="said", exit_on_error=False)
    async def _ask(self) -> None:
        try:
            while self._to_ask is not None:
                await asyncio.sleep(SAID_AFTER)
                draft, self._to_ask = self._to_ask, None
                said = await asyncio.to_thread(self._find_said, draft)
                if self._to_ask is None and self.is_mounted:
                    self._show_said(said)
        finally:
            self._is_asking = False

    def _find_said(self, draft: Draft) -> tuple[Said, ...]:
        if self._listener is None:
            self._listener = Listener(self.workspace)
        try:
            return self._listener.find_said(draft)
        except PolicyError:
            return ()  # the checks tell what is wrong with the corpus

    def _show_said(self, said: tuple[Said, ...]) -> None:
        pane = self.query_one(SaidPane)
        pane.show(said)
        if not said and (self.has_class("-said") or pane.positions.has_focus):
            self._leave_said()

    # --- in the list ---

    def action_already_said(self) -> None:
        """To the positions, or back; on a narrow screen they take the place of what changes."""
        pane = self.query_one(SaidPane)
        if pane.positions.has_focus:
            self._leave_said()
            return
        if not pane.said:
            tell(self.app, "No position says this already, as far as its words tell.")
            return
        self.close_form()
        self.add_class("-said")
        # At once: a key pressed right after this one must not be typed into the text.
        self.set_focus(pane.positions)

    def _leave_said(self) -> None:
        self.remove_class("-said")
        self.close_form()

    def on_descendant_focus(self) -> None:
        """The footer shows the keys of what has the focus."""
        # Not what the event names: the focus may have moved on before it is heard.
        is_said = isinstance(self.focused, SaidList)
        keys = footer_commands(Place.SAID) if is_said else self.keys()
        self.query_one(KeyBar).commands = tuple(keys)
        self.set_class(is_said, "-said")

    def said_panes(self) -> tuple[Widget, ...]:
        """The list, for F6, where there is one."""
        pane = self.query_one(SaidPane)
        return (pane.positions,) if pane.said else ()

    @on(SaidList.Wanted)
    def _do_wanted(self, event: SaidList.Wanted) -> None:
        event.stop()
        said = self.query_one(SaidPane).current
        if event.what == "leave":
            self._leave_said()
        elif said is not None and event.what == "compare":
            *texts, about = sides_of(said, self.editing.compose(), self.outside_text())
            self.app.push_screen(CompareScreen(*texts, about=about))
        elif said is not None:
            self._amend(said)

    # --- making it an amendment ---

    @work(group="flow", exclusive=True)
    async def _amend(self, said: Said) -> None:
        if self.editing.is_read_only:
            tell(self.app, "It is submitted and stays as it is. F4 makes a copy to go on with.")
            return
        where = await self.app.push_screen_wait(_ask_where(said, self.editing.draft))
        if where is None:
            return
        outcome = await self._save()
        if outcome not in (Outcome.SAVED, Outcome.UNCHANGED):
            tell(self.app, "It must be saved first: press ctrl+s.", is_error=True)
            return
        drafts, before = self.workspace.drafts, self.editing.draft
        is_new = before.base is not None
        taken = frozenset(drafts.ids())
        amended = amendment_of(said, before, is_added=where == "behind", taken=taken)
        stamp = None if is_new else self.editing.stamp
        saved = await attempt(self.app, lambda: drafts.save(amended, stamp))
        if saved is None:
            return
        from policytui.tui.screens.draft import screen_for

        screen = screen_for(saved.draft, saved.stamp)
        if is_new:
            gone = f"the amendment of “{amended.title}” is gone"
            undoable_in(self).append((gone, lambda: drafts.delete(amended.id)))
            self.app.push_screen(screen)
        else:
            back = way_back(self.workspace, before, saved.stamp, "it became an amendment")
            undoable_in(self).append((f"“{before.title}”", back))
            self._is_left = True
            self.app.switch_screen(screen)
        title = one_line(amended.title)
        tell(self.app, f"This amends “{title}” now. In the list of drafts, u takes it back.")


def _ask_where(said: Said, draft: Draft) -> ChoiceScreen:
    details = [f"It says: {one_line(said.position.text)}"]
    if draft.base:
        details += ["", f"Your amendment of “{one_line(draft.title)}” stays as it is."]
    choices = [
        Choice("behind", "Behind its text", "all of it stays; your words follow as a paragraph"),
        Choice("place", "In place of its text", "what you do not say is left out"),
    ]
    if said.restated.share >= _MOSTLY:
        choices.reverse()
    title = one_line(said.position.title)
    return ChoiceScreen(f"Amend “{title}”: where do your words go?", details, choices)
