"""What can be done with the position under the bar, apart from finding and reading it."""

from __future__ import annotations

import asyncio
from abc import abstractmethod
from typing import TYPE_CHECKING

from textual import work

from policytui.errors import PolicyError
from policytui.tui.access import workspace_of
from policytui.tui.clipboard import copy
from policytui.tui.plain import one_line, plain
from policytui.tui.screens.leaving import Screen

if TYPE_CHECKING:
    from policytui.corpus.model import Position
    from policytui.drafts.model import Draft
    from policytui.drafts.store import Saved
    from policytui.tui.comparing import About


class PositionCommands(Screen[None]):
    """Copy, amend, compare, look back; and the ways to the screens of drafts."""

    compared: Position | None = None
    """The position that the next one is to be compared with."""
    _ready: Screen[None] | None = None
    """A comparison that was made while the person was on another screen."""

    @abstractmethod
    def position_in_hand(self) -> Position | None:
        """The position that commands are about."""

    @abstractmethod
    def tell_status(self) -> None:
        """Say what the reader must know now."""

    def _position(self) -> Position | None:
        position = self.position_in_hand()
        if position is None:
            self.app.notify("There is no position under the bar.", severity="warning")
        return position

    # --- copying ---

    def action_copy_citation(self) -> None:
        """Title, document, edition and id on one line."""
        from policytui.corpus.model import cite

        position = self._position()
        if position:
            try:
                header = workspace_of(self).catalogue.header(position.document_id)
            except PolicyError as error:
                self.app.notify(str(error), severity="error")
                return
            citation = cite(position, header)
            copy(self.app, citation, f"the citation: {citation}")

    def action_copy_position(self) -> None:
        """The whole position."""
        position = self._position()
        if position:
            copy(
                self.app,
                f"{position.title}\n\n{position.text}\n",
                f"the text of “{position.title}”",
            )

    # --- drafts ---

    @work(exclusive=True, group="draft", exit_on_error=False)
    async def action_amend(self) -> None:
        """Begin an amendment, with nothing asked; a consultation's question is answered."""
        position = self._position()
        if position is not None:
            draft, stamp = await asyncio.to_thread(self._begin_with, position)
            if self.is_active:
                self._open_draft(draft, stamp, position.id)
            else:
                self.app.notify(f"“{one_line(position.title)}”: press a again to amend it.")

    def _begin_with(self, position: Position) -> tuple[Draft, str | None]:
        from policytui.corpus.model import Role
        from policytui.drafts.begin import begin_amendment, begin_response
        from policytui.tui.submitter import submitter_from

        workspace = workspace_of(self)
        submitter = submitter_from(workspace.places.settings, workspace.state)
        if position.role is not Role.QUESTION:
            header = workspace.catalogue.header(position.document_id)
            taken = workspace.drafts.ids()
            return begin_amendment(position, header, submitter, taken), None
        begun = self._response_to(position.document_id)
        if begun is not None:
            return begun.draft, begun.stamp
        consultation = workspace.catalogue.document(position.document_id)
        taken = workspace.drafts.ids()
        questions = consultation.positions
        return begin_response(consultation.header, questions, submitter, taken), None

    def _response_to(self, document_id: str) -> Saved | None:
        """The response to a consultation that is being written, the one changed last."""
        from policytui.drafts.model import DraftKind, State

        for saved in workspace_of(self).drafts.list().drafts:
            draft = saved.draft
            is_response = draft.kind is DraftKind.RESPONSE and draft.state is State.DRAFT
            if is_response and draft.document == document_id:
                return saved
        return None

    @work(exclusive=True, group="draft", exit_on_error=False)
    async def action_new_draft(self) -> None:
        """Ask what is to be begun, then write it."""
        from policytui.tui.screens.begin import BeginScreen

        draft = await self.app.push_screen_wait(BeginScreen())
        if draft is not None:
            self._open_draft(draft, None)

    def action_drafts(self) -> None:
        """The list of drafts."""
        from policytui.tui.screens.drafts import DraftsScreen

        self.app.push_screen(DraftsScreen())

    def action_check(self) -> None:
        """What the rules find in the drafts, or in the corpus."""
        from policytui.tui.screens.findings import FindingsScreen

        self.app.push_screen(FindingsScreen())

    def action_round(self) -> None:
        """The marshalled list of a conference."""
        from policytui.tui.screens.marshalled import MarshalledScreen

        self.app.push_screen(MarshalledScreen())

    def action_inbox(self) -> None:
        """What was received in the round in use, and the answers."""
        from policytui.tui.screens.inbox import InboxScreen

        self.app.push_screen(InboxScreen())

    def _open_draft(self, draft: Draft, stamp: str | None, asked: str = "") -> None:
        from policytui.tui.screens.draft import open_draft

        open_draft(self.app, draft, stamp, first_question=asked)

    # --- comparing ---

    @work(exclusive=True, group="compare", exit_on_error=False)
    async def action_compare(self) -> None:
        """Mark this position, or compare it with the one that was marked."""
        from policytui.tui.comparing import About, about_draft
        from policytui.tui.screens.pick import PickScreen

        position = self._position()
        if position is None:
            return
        marked = self.compared
        if marked is not None:
            if marked.id == position.id:
                self.app.notify("Go to another position and press c there; esc lets go.")
                return
            self.compared = None
            self.tell_status()
            self._open_comparison(
                marked.title,
                marked.text,
                position.title,
                position.text,
                About(title=position.title, source=(f"[{marked.id}]",)),
            )
            return
        drafts = await asyncio.to_thread(self._drafts_of, position.id)
        if not self.is_active:
            return
        if drafts:
            labels = [plain(_draft_title(saved.draft)) for saved in drafts]
            labels.append(plain("Another position …"))
            question = f"Compare “{one_line(position.title)}” with"
            index = await self.app.push_screen_wait(PickScreen(question, labels))
            if index is None:
                return
            if index < len(drafts):
                draft = drafts[index].draft
                base = draft.base.text if draft.base else position.text
                self._open_comparison(
                    position.title, base, _draft_title(draft), draft.text, about_draft(draft)
                )
                return
        self.compared = position
        self.tell_status()

    @work(exclusive=True, group="compare", exit_on_error=False)
    async def action_compare_any(self) -> None:
        """Choose two things of any sort and compare them."""
        from policytui.tui.operands import operand_of
        from policytui.tui.screens.sides import SidesScreen, open_comparison

        if self._ready is not None:
            ready, self._ready = self._ready, None
            self.app.push_screen(ready)
            return
        workspace = workspace_of(self)
        position = self.position_in_hand()
        hand = await asyncio.to_thread(operand_of, position, workspace) if position else None
        if not self.is_active:
            return
        sides = await self.app.push_screen_wait(SidesScreen(hand))
        if sides is not None:
            self._ready = await open_comparison(self.app, workspace, sides)

    def action_history(self) -> None:
        """What each edition did to this position."""
        position = self._position()
        if position is not None:
            from policytui.tui.screens.history import HistoryScreen

            self.app.push_screen(HistoryScreen(position))

    def _drafts_of(self, position_id: str) -> list[Saved]:
        return [
            saved
            for saved in workspace_of(self).drafts.list().drafts
            if saved.draft.base and saved.draft.base.position == position_id
        ]

    def _open_comparison(
        self,
        base_title: str,
        base_text: str,
        proposed_title: str,
        proposed_text: str,
        about: About,
    ) -> None:
        from policytui.tui.screens.compare import CompareScreen

        texts = (base_title, base_text, proposed_title, proposed_text)
        self.app.push_screen(CompareScreen(*texts, about=about))


def _draft_title(draft: Draft) -> str:
    moment = f"{draft.updated.astimezone():%d %b %Y %H:%M}"
    return f"{draft.kind.label} of {moment}: {one_line(draft.title)}"
