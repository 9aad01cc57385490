"""What is done in every editor of a draft, whatever its kind: keep, save, check, submit, leave."""

import asyncio

from textual import on, work
from textual.timer import Timer
from textual.worker import Worker

from policytui.drafts.begin import revise
from policytui.drafts.model import Draft
from policytui.errors import PolicyError
from policytui.tui.comparing import about_draft
from policytui.tui.draft_state import Examined, examine
from policytui.tui.editing import Outcome, content_of
from policytui.tui.outside import edit_outside
from policytui.tui.questions import tell_what_to_send
from policytui.tui.screens.compare import CompareScreen
from policytui.tui.screens.editor import EditorScreen
from policytui.tui.settling import (
    may_leave,
    may_leave_day,
    settle_conflict,
    settle_kept,
    settle_submission,
)
from policytui.tui.submitter import remember_submitter
from policytui.tui.telling import attempt, tell
from policytui.tui.widgets.details_form import DetailsForm
from policytui.tui.wording import short_path

NOTE_AFTER = 0.3
"""Seconds of typing after which the journal is written."""
SAVE_AFTER = 1.5
"""Seconds without a key after which the file is written."""
LOOK_AFTER = 0.12
"""Seconds without a key after which comparison and checks are made anew."""


class WritingScreen(EditorScreen):
    """An editor in which what is typed is kept, saved, checked, submitted.

    Attributes:
        writing: held by what is done with the whole draft, from the first question to the end.
    """

    def __init__(self, draft: Draft, stamp: str | None) -> None:
        super().__init__(draft, stamp)
        self.writing = asyncio.Lock()
        self._note_timer: Timer | None = None
        self._save_timer: Timer | None = None

    def on_mount(self) -> None:
        """Begin; offer words kept from before."""
        self._show_state()
        self.look_again()
        kept = self.editing.find_kept()
        if kept is not None:
            self._offer(kept)
        elif self.editing.stamp is None:
            self._save_soon()

    # --- typing ---

    def typed(self, fields: dict[str, object]) -> None:
        """Something was typed: note it shortly, save it in a pause, look at it again."""
        if not self.editing.write(fields):
            return
        self._is_typing = True
        if self._note_timer is None:
            self._note_timer = self.set_timer(NOTE_AFTER, self._note)
        self._save_soon()
        self.look_again()
        self._show_state()

    @on(DetailsForm.Edited)
    def _details_edited(self, event: DetailsForm.Edited) -> None:
        event.stop()
        has_day_changed = self.editing.day_problem != event.day_problem
        self.editing.day_problem = event.day_problem
        self.typed(event.fields)
        if has_day_changed:
            self.look_again()
            self._show_state()

    def _note(self) -> None:
        self._note_timer = None
        self.run_worker(self.editing.note, thread=True, group="note", exit_on_error=False)

    def _save_soon(self) -> None:
        if self._save_timer is not None:
            self._save_timer.stop()
        self._save_timer = self.set_timer(SAVE_AFTER, self.save_now)

    @work(group="look", exclusive=True, exit_on_error=False)
    async def look_again(self) -> None:
        """Compare and check anew, once the typing pauses for a moment."""
        await asyncio.sleep(LOOK_AFTER)
        self.examined = await asyncio.to_thread(self._examine)
        if self.is_mounted:
            self.show_examined(self.examined)
            self._show_state()

    def _examine(self) -> Examined:
        editing = self.editing
        return examine(editing.compose(), self.workspace, editing.day_problem)

    # --- saving ---

    def save_now(self) -> Worker[Outcome]:
        """Save without making the typing wait."""
        return self.run_worker(self._save(), group="save", exit_on_error=False)

    async def _save(self) -> Outcome:
        outcome = await asyncio.to_thread(self.editing.save)
        if outcome is Outcome.SAVED:
            remember_submitter(self.workspace.state, self.editing.draft.submitter)
        self._is_typing = self.editing.has_pending
        self._show_state()
        return outcome

    def on_descendant_blur(self) -> None:
        """A field was left."""
        if self._is_typing and not self._is_left:
            self.save_now()

    def on_unmount(self) -> None:
        """What was typed last may have come while it was left; or the app ends."""
        self.editing.save()

    def _is_busy(self) -> bool:
        """Whether something is done with the whole draft; says so."""
        if self.writing.locked():
            tell(self.app, "One moment: the draft is being written.")
        return self.writing.locked()

    @work(group="writing")
    async def action_save(self) -> None:
        """Save; where the file was changed by another, ask what to do."""
        if not self._is_busy():
            async with self.writing:
                await self._save_and_tell()

    async def _save_and_tell(self) -> None:
        if self.editing.is_read_only:
            tell(self.app, "It is submitted and stays as it is. F4 makes a copy to go on with.")
            return
        outcome = await self._save()
        if outcome is Outcome.CONFLICT:
            await self._settle_conflict()
        elif outcome is Outcome.FAILED:
            tell(self.app, self.editing.trouble, is_error=True)
        elif outcome is Outcome.SAVED:
            file = self.workspace.drafts.path_for(self.editing.draft.id)
            tell(self.app, f"Saved in {short_path(file)}")
        elif self.editing.stamp:
            tell(self.app, "Nothing changed since it was saved.")
        else:
            tell(self.app, "Nothing to save yet: nothing was changed.")

    async def _settle_conflict(self) -> bool:
        is_settled = await settle_conflict(self.app, self.editing)
        self._show_anew()
        return is_settled

    def _show_anew(self) -> None:
        """Fill every field after the draft became another."""
        draft = self.editing.draft
        self.show_draft(draft)
        self.query_one(DetailsForm).show(draft)
        self._is_typing = False
        self._show_state()
        self.look_again()

    # Exclusive, so that it is asked once: mounting is told to every class of a screen.
    @work(group="kept", description="words kept from before")
    async def _offer(self, kept: Draft) -> None:
        """Ask about words kept from before."""
        async with self.writing:
            if self.editing.is_read_only:
                # Another window submitted it; these words were not in it.
                apart = await attempt(self.app, lambda: self.editing.keep_apart(kept))
                if apart is not None:
                    tell(self.app, "It was submitted; your unsaved words are a draft of their own.")
            elif await settle_kept(self.app, self.editing, kept):
                self._show_anew()
                self.save_now()
            else:
                self._leave()

    # --- submitting ---

    @work(group="writing")
    async def action_submit(self) -> None:
        """Check; say what is missing, or ask and seal."""
        if self._is_busy():
            return
        async with self.writing:
            if self.editing.is_read_only:
                tell(self.app, "It is submitted already. F4 makes a copy to go on with.")
                return
            examined = await asyncio.to_thread(self._examine)
            answer = await settle_submission(self.app, examined, self.workspace.places.outbox)
            if answer == "go":
                await self.focus_field(examined.errors[0].field)
            elif answer == "submit":
                await self._submit(examined.draft)

    async def _submit(self, checked: Draft) -> None:
        """Seal the draft, where it is still the one that was checked."""
        editing = self.editing
        self._show_read_only(True)
        path = None
        try:
            # What was typed until now comes in.
            await self._save()
            if editing.conflict:
                if await self._settle_conflict():
                    tell(self.app, "Not submitted yet: look at it, then press ctrl+g again.")
                return
            if content_of(editing.compose()) != content_of(revise(checked)):
                tell(self.app, "It was changed since it was checked: press ctrl+g again.")
                return
            editing.is_sealing = True
            self._show_read_only(True)
            path = await attempt(self.app, editing.submit)
        finally:
            editing.is_sealing = False
            self._show_read_only(editing.is_read_only)
        self._show_state()
        if path is not None:
            self._show_anew()
            own_copy = self.workspace.drafts.path_for(path.stem)
            await self.app.push_screen_wait(tell_what_to_send(path, own_copy))

    # --- other commands ---

    def action_edit_outside(self) -> None:
        """Edit the text in the person's own program."""
        if self.editing.is_read_only:
            tell(self.app, "It is submitted and stays as it is.")
            return
        try:
            self.take_outside_text(edit_outside(self.app, self.outside_text()))
        except PolicyError as error:
            tell(self.app, str(error), is_error=True)
        self.refresh(layout=True)

    def action_next_question(self) -> None:
        """There is none, except in answers."""
        tell(self.app, "F7 and F8 go from question to question in answers; there are none here.")

    def action_previous_question(self) -> None:
        """There is none, except in answers."""
        self.action_next_question()

    def action_compare(self) -> None:
        """The change on a screen of its own."""
        about = about_draft(self.editing.draft)
        self.app.push_screen(CompareScreen(*self.texts_to_compare(), about=about))

    @work(group="writing")
    async def action_duplicate(self) -> None:
        """Go on with a copy of this draft."""
        if self._is_busy():
            return
        async with self.writing:
            await self._save()
            if await attempt(self.app, self.editing.save_copy) is not None:
                # A copy has the same words: the fields, and what is typed meanwhile, stay.
                self._show_read_only(self.editing.is_read_only)
                self._is_typing = self.editing.has_pending
                self._show_state()
                self.look_again()
                tell(self.app, "This is a copy; the other draft is as it was.")

    @work(group="writing")
    async def action_close(self) -> None:
        """Save and go back; with the form open, only close that."""
        if self.has_class("-form"):
            self.close_form()
        elif not self.editing.is_sealing or not self._is_busy():
            async with self.writing:
                await self._close()

    async def _close(self) -> None:
        if self._is_left:
            return
        if not await may_leave_day(self.app, self.editing):
            await self.focus_field("submitter.agreed_on")
            return
        outcome = await self._save()
        if outcome is Outcome.CONFLICT and await self._settle_conflict():
            outcome = Outcome.SAVED
        is_safe = outcome in (Outcome.SAVED, Outcome.UNCHANGED)
        if is_safe or await may_leave(self.app, self.editing):
            self._leave()

    def _leave(self) -> None:
        # With another screen above it, such as help, it stays and must go on saving.
        if self.is_active:
            self._is_left = True
            self.dismiss(None)
