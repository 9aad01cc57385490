"""What can be done with the position under the bar, apart from finding and reading it."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from textual import work
from textual.screen import Screen

from policytui.errors import PolicyError
from policytui.tui.access import workspace_of
from policytui.tui.clipboard import copy
from policytui.tui.plain import one_line, plain

if TYPE_CHECKING:
    from policytui.corpus.model import Position
    from policytui.drafts.model import Draft
    from policytui.drafts.store import Saved


class PositionCommands(Screen[None]):
    """Copy, amend, compare; and the ways to the screens of drafts."""

    compared: Position | None = None
    """The position that the next one is to be compared with."""

    def position_in_hand(self) -> Position | None:
        """The position that commands are about."""
        raise NotImplementedError

    def tell_status(self) -> None:
        """Say what the reader must know now."""
        raise NotImplementedError

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
        """Begin an amendment, with nothing asked."""
        from policytui.drafts.begin import begin_amendment
        from policytui.tui.submitter import submitter_from

        position = self._position()
        if position is None:
            return
        workspace = workspace_of(self)
        submitter = submitter_from(workspace.places.settings)
        header = workspace.catalogue.header(position.document_id)
        draft = await asyncio.to_thread(
            lambda: begin_amendment(position, header, submitter, workspace.drafts.ids())
        )
        self._open_draft(draft)

    @work(exclusive=True, group="draft", exit_on_error=False)
    async def action_new_draft(self) -> None:
        """Ask what is to be begun, then write it."""
        from policytui.tui.screens.begin import BeginScreen

        draft = await self.app.push_screen_wait(BeginScreen())
        if draft is not None:
            self._open_draft(draft)

    def action_drafts(self) -> None:
        """The list of drafts."""
        from policytui.tui.screens.drafts import DraftsScreen

        self.app.push_screen(DraftsScreen())

    def _open_draft(self, draft: Draft) -> None:
        from policytui.tui.screens.draft import DraftScreen

        self.app.push_screen(DraftScreen(draft, None))

    # --- comparing ---

    @work(exclusive=True, group="compare", exit_on_error=False)
    async def action_compare(self) -> None:
        """Mark this position, or compare it with the one that was marked."""
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
            self._open_comparison(marked.title, marked.text, position.title, position.text)
            return
        drafts = await asyncio.to_thread(self._drafts_of, position.id)
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
                self._open_comparison(position.title, base, _draft_title(draft), draft.text)
                return
        self.compared = position
        self.tell_status()

    def _drafts_of(self, position_id: str) -> list[Saved]:
        return [
            saved
            for saved in workspace_of(self).drafts.list().drafts
            if saved.draft.base and saved.draft.base.position == position_id
        ]

    def _open_comparison(
        self, base_title: str, base_text: str, proposed_title: str, proposed_text: str
    ) -> None:
        from policytui.tui.screens.compare import CompareScreen

        self.app.push_screen(CompareScreen(base_title, base_text, proposed_title, proposed_text))


def _draft_title(draft: Draft) -> str:
    moment = f"{draft.updated.astimezone():%d %b %Y %H:%M}"
    return f"{draft.kind.label} of {moment}: {one_line(draft.title)}"
