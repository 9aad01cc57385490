"""An editor that tells, as one types, which positions say this already."""

import asyncio

from textual import on, work
from textual.widget import Widget

from policytui.drafts.model import Draft
from policytui.drafts.store import Saved
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

    @work(group="writing")
    async def _amend(self, said: Said) -> None:
        if not self.is_active or self._is_busy():
            return
        if self.editing.is_read_only:
            tell(self.app, "It is submitted and stays as it is. F4 makes a copy to go on with.")
            return
        where = await self.app.push_screen_wait(_ask_where(said, self.editing.draft))
        if where is not None:
            self._leave_said()  # what is typed from here on are words again
            async with self.writing:
                await self._amend_there(said, is_added=where == "behind")

    async def _amend_there(self, said: Said, *, is_added: bool) -> None:
        outcome = await self._save()
        if outcome not in (Outcome.SAVED, Outcome.UNCHANGED):
            tell(self.app, "It must be saved first: press ctrl+s.", is_error=True)
            return
        draft = self.newest()
        if draft.base is not None:
            await self._amend_too(said, draft, is_added=is_added)
            return
        amended = amendment_of(said, draft, is_added=is_added, taken=frozenset())
        if await self.go_on_with(amended, "it became an amendment"):
            self._tell_amended(amended)

    async def _amend_too(self, said: Said, draft: Draft, *, is_added: bool) -> None:
        """Begin an amendment of its own beside the one that is being written."""
        drafts = self.workspace.drafts

        def begin() -> Saved:
            taken = frozenset(drafts.ids())
            return drafts.save(amendment_of(said, draft, is_added=is_added, taken=taken), None)

        saved = await attempt(self.app, begin)
        if saved is None:
            return
        begun = saved.draft
        gone = f"the amendment of “{begun.title}” is gone"
        undoable_in(self).append((gone, lambda: drafts.delete(begun.id, saved.stamp)))
        if not self.is_active:
            tell(self.app, f"The amendment of “{one_line(begun.title)}” is among your drafts.")
            return
        from policytui.tui.screens.draft import open_draft

        open_draft(self.app, begun, saved.stamp)
        self._tell_amended(begun)

    def _tell_amended(self, draft: Draft) -> None:
        title = one_line(draft.title)
        tell(self.app, f"This amends “{title}” now. In the list of drafts, u takes it back.")

    def newest(self) -> Draft:
        """The draft with every letter that is in the text, also those not heard of yet."""
        self.editing.write({"text": self.outside_text()})
        return self.editing.compose()

    async def go_on_with(self, draft: Draft, what: str) -> bool:
        """Write on in other words, which are saved; the list of drafts can take it back.

        For while `writing` is held.

        Args:
            what: was done to the draft, for who takes it back.

        Returns:
            Whether it is saved.
        """
        before = self.newest()
        self.editing.take(draft)
        # Before anything is waited for: a key must not write the old text over the new one.
        self._show_anew()
        outcome = await self._save()
        if outcome is Outcome.CONFLICT:
            await self._settle_conflict()
        if outcome not in (Outcome.SAVED, Outcome.UNCHANGED):
            return False
        back = way_back(self.workspace, before, self.editing.stamp, what)
        undoable_in(self).append((f"“{before.title}”", back))
        return True


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
