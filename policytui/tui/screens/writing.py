"""What every editor of a draft does, whatever its kind: keep, save, check, submit, leave.

The screens for amendments and for answers add the fields in which the words are typed.
"""

import asyncio
from abc import abstractmethod
from collections.abc import Sequence
from dataclasses import replace
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.timer import Timer
from textual.widgets import Static
from textual.worker import Worker

from policytui.drafts.begin import duplicate
from policytui.drafts.model import Draft
from policytui.errors import PolicyError
from policytui.tui.access import workspace_of
from policytui.tui.bindings import bindings_for
from policytui.tui.commands import Command, Place, footer_commands
from policytui.tui.comparing import about_draft
from policytui.tui.draft_state import (
    Examined,
    examine,
    form_in_short,
    sealed,
    status,
    trouble,
)
from policytui.tui.editing import Editing, Outcome
from policytui.tui.outside import edit_outside
from policytui.tui.plain import one_line, plain
from policytui.tui.questions import tell_what_to_send
from policytui.tui.screens.compare import CompareScreen
from policytui.tui.screens.panes import PanedScreen
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
from policytui.tui.widgets.key_bar import KeyBar
from policytui.tui.wording import short_path
from policytui.workspace.workspace import Workspace

NOTE_AFTER = 0.3
"""Seconds of typing after which the journal is written."""
SAVE_AFTER = 1.5
"""Seconds without a key after which the file is written."""
LOOK_AFTER = 0.12
"""Seconds without a key after which comparison and checks are made anew."""


class WritingScreen(PanedScreen):
    """The editor of one draft, without the fields for its text.

    Args:
        stamp: of the draft's file; None for a draft that has none yet.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        # Before the keys of text fields, which use some of these for other things; escape
        # stays behind them, since it closes an open list first.
        replace(binding, priority=binding.action != "close")
        for binding in bindings_for(Place.DRAFT)
        if isinstance(binding, Binding)
    ]
    DEFAULT_CSS = """
    WritingScreen {
        & #head { height: 1; padding: 0 1; }
        & #where {
            width: 1fr; height: 1; text-style: bold;
            text-wrap: nowrap; text-overflow: ellipsis;
        }
        & #status { width: auto; height: 1; padding-left: 2; color: $text-muted; }
        & #trouble {
            display: none; height: auto; padding: 0 1; text-style: bold;
            color: $text-error; background: $error-muted;
        }
        & #trouble.-shown { display: block; }
        & #sealed { display: none; height: auto; padding: 0 1; color: $text-warning; }
        & #sealed.-shown { display: block; }
        & #summary {
            height: 1; padding: 0 1; border-top: none; color: $text-muted;
            text-wrap: nowrap; text-overflow: ellipsis;
            link-style: none; link-color: $text-muted; link-style-hover: underline;
            link-background-hover: transparent;
        }
        & .caption { height: 1; padding: 0 2; color: $text-accent; text-style: bold; }
    }
    """

    def __init__(self, draft: Draft, stamp: str | None) -> None:
        super().__init__()
        self._opened = draft
        self._stamp = stamp
        self._note_timer: Timer | None = None
        self._save_timer: Timer | None = None
        self._is_typing = False
        self._is_left = False
        self.examined = Examined(draft)
        self.editing: Editing

    # --- what the screens of each kind add ---

    @abstractmethod
    def compose_body(self) -> ComposeResult:
        """The fields for the text; the form is among them."""

    @abstractmethod
    def show_draft(self, draft: Draft) -> None:
        """Fill the fields with another version of the draft."""

    def show_examined(self, examined: Examined) -> None:
        """Show what was found in the draft."""

    @abstractmethod
    def outside_text(self) -> str:
        """The text that is edited in another program."""

    @abstractmethod
    def take_outside_text(self, text: str) -> None:
        """Take what the other program made of it."""

    @abstractmethod
    def where(self) -> str:
        """What is being written, for the head of the screen."""

    @abstractmethod
    def texts_to_compare(self) -> tuple[str, str, str, str]:
        """Titles and texts of before and after, for the compare screen."""

    def summary(self) -> Content:
        """The line beneath the body."""
        return form_in_short(self.editing.draft)

    def keys(self) -> Sequence[Command]:
        """What the footer shows."""
        return footer_commands(Place.DRAFT)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """What only drafts of one kind have: a base, a text of its own, a file they came from."""
        if action in ("carry_over", "already_said", "take_suggested"):
            return hasattr(self, f"action_{action}")
        return super().check_action(action, parameters)

    # --- building ---

    @property
    def workspace(self) -> Workspace:
        """What the app works with."""
        return workspace_of(self)

    def compose(self) -> ComposeResult:
        """Head, trouble, body, summary, keys."""
        self.editing = Editing(self.workspace, self._opened, self._stamp)
        with Horizontal(id="head"):
            yield Static(id="where", markup=False)
            yield Static(id="status", markup=False)
        yield Static(id="trouble", markup=False)
        yield Static(id="sealed", markup=False)
        yield from self.compose_body()
        yield Static(id="summary", markup=False)
        yield KeyBar(*self.keys())

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
        """The app ends, or the screen goes by another way than `close`."""
        if not self._is_left:
            self.editing.save()

    @work(group="flow", exclusive=True)
    async def action_save(self) -> None:
        """Save; where the file was changed by another, ask what to do."""
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

    @work(group="flow", exclusive=True)
    async def _offer(self, kept: Draft) -> None:
        """Ask about words kept from before."""
        if await settle_kept(self.app, self.editing, kept):
            self._show_anew()
            self.save_now()
        else:
            # Undecided: typing now would write over what is kept.
            self._leave()

    # --- submitting ---

    @work(group="flow", exclusive=True)
    async def action_submit(self) -> None:
        """Check; say what is missing, or ask and seal."""
        if self.editing.is_read_only:
            tell(self.app, "It is submitted already. F4 makes a copy to go on with.")
            return
        examined = await asyncio.to_thread(self._examine)
        answer = await settle_submission(self.app, examined, self.workspace.places.outbox)
        if answer == "go":
            await self.focus_field(examined.errors[0].field)
        if answer != "submit":
            return
        await self._save()
        if self.editing.conflict and not await self._settle_conflict():
            return
        path = await attempt(self.app, self.editing.submit)
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

    @work(group="flow", exclusive=True)
    async def action_duplicate(self) -> None:
        """Go on with a copy of this draft."""
        await self._save()
        copy = duplicate(self.editing.draft, self.workspace.drafts.ids())
        saved = await attempt(self.app, lambda: self.workspace.drafts.save(copy, None))
        if saved is not None:
            self.editing.load(saved)
            self._show_anew()
            tell(self.app, "This is a copy; the other draft is as it was.")

    @work(group="flow", exclusive=True)
    async def action_close(self) -> None:
        """Save and go back; with the form open, only close that."""
        if self.has_class("-form"):
            self.close_form()
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
        self._is_left = True
        self.dismiss(None)

    # --- showing ---

    def _show_anew(self) -> None:
        """Fill every field after the draft became another."""
        draft = self.editing.draft
        self.show_draft(draft)
        self.query_one(DetailsForm).show(draft)
        self._is_typing = False
        self._show_state()
        self.look_again()

    def _show_state(self) -> None:
        if not self.is_mounted or self._is_left:
            return
        editing = self.editing
        lines = {
            "where": plain(one_line(self.where())),
            "status": plain(status(editing, self.examined, is_typing=self._is_typing)),
            "trouble": plain(trouble(editing)),
            "sealed": plain(sealed(editing)),
            "summary": self.summary(),
        }
        for name, content in lines.items():
            line = self.query_one(f"#{name}", Static)
            line.update(content)
            line.set_class(bool(content), "-shown")
        self.query_one(DetailsForm).set_read_only(editing.is_read_only)
