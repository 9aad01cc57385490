"""Writing an amendment, a new position or a campaign idea, with what it changes beside it."""

import asyncio
from collections.abc import Sequence
from functools import partial

from rich.cells import cell_len
from textual import on, work
from textual.app import App, ComposeResult
from textual.containers import Container, Vertical
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static, TextArea

from policytui.checks.finding import Severity
from policytui.compare.layout import Layout, heading, inline, paragraphs, stack
from policytui.compare.words import Change, compare_words
from policytui.compare.wrap import Mark
from policytui.drafts.carry import CarryOver, Outcome
from policytui.drafts.model import Draft, DraftKind
from policytui.errors import PolicyError
from policytui.tui.carrying import carried_said, find_today, notice
from policytui.tui.draft_state import Examined, instruction_lines, remarks_on
from policytui.tui.editing import content_of
from policytui.tui.plain import one_line, plain
from policytui.tui.screens.carry import CarryScreen
from policytui.tui.screens.saying import SayingScreen
from policytui.tui.screens.writing import WritingScreen
from policytui.tui.telling import attempt, tell
from policytui.tui.widgets.details_form import DetailsForm
from policytui.tui.widgets.diff_view import DiffView
from policytui.tui.widgets.prose_area import ProseArea
from policytui.tui.widgets.said_list import SaidPane

_VERBS = {
    DraftKind.AMENDMENT: "Amend",
    DraftKind.NEW_POSITION: "New position",
    DraftKind.CAMPAIGN_IDEA: "Campaign idea",
}
_WAYS_ON = {
    "BAS001": " F5 looks for its words.",
    "BAS002": " F5 carries it over.",
    "BAS003": " F5 carries it over.",
}
"""Said behind a finding that this screen can help with."""
_ASKS = {
    DraftKind.AMENDMENT: "Empty: the whole position is left out.",
    DraftKind.NEW_POSITION: "Write the position as it should stand.",
    DraftKind.CAMPAIGN_IDEA: "What should we campaign on, and how?",
}


def open_draft(
    app: App[object], draft: Draft, stamp: str | None, *, first_question: str = ""
) -> None:
    """Open the editor that fits the kind of a draft.

    Args:
        stamp: of its file; None for a draft that has none yet.
        first_question: id of the question of a response to begin with.
    """
    app.push_screen(screen_for(draft, stamp, first_question=first_question))


def screen_for(draft: Draft, stamp: str | None, *, first_question: str = "") -> WritingScreen:
    """The editor that fits the kind of a draft."""
    if draft.kind is DraftKind.RESPONSE:
        from policytui.tui.screens.response import ResponseScreen

        screen = ResponseScreen(draft, stamp)
        screen.first_question = first_question
        return screen
    return DraftScreen(draft, stamp)


class DraftScreen(SayingScreen):
    """The text at the left; what changes, its instruction and what is missing at the right."""

    DEFAULT_CSS = """
    DraftScreen {
        & #body { layout: horizontal; }
        & #writing { width: 1fr; height: 1fr; }
        & #looking { width: 1fr; height: 1fr; border-left: solid $foreground 20%; }
        &.-form #looking { display: none; }
        &.-form DetailsForm { border-left: solid $foreground 20%; }
        & #changes { padding: 0 1 0 1; }
        & #since { display: none; height: auto; padding: 0 1; color: $text-warning; }
        & #since.-shown { display: block; }

        &.-narrow {
            & #body { layout: vertical; }
            & #looking { border-left: none; border-top: solid $foreground 20%; }
            & DetailsForm { border-left: none; }
            & #writing:focus-within { height: 3fr; }
            & #looking { height: 2fr; }
            & #looking:focus-within { height: 4fr; }
        }
        &.-narrow.-form #writing { display: none; }
        &.-narrow SaidList { display: none; }
        &.-narrow.-said #changes { display: none; }
        &.-narrow.-said SaidPane { max-height: 100%; border-top: none; }
        &.-narrow.-said SaidList { display: block; }
    }
    """

    def compose_body(self) -> ComposeResult:
        """Text, comparison, form."""
        draft = self.editing.draft
        yield Static(id="since", markup=False)
        with Container(id="body"):
            with Vertical(id="writing"):
                yield Static("Proposed text", classes="caption", markup=False)
                yield ProseArea(draft.text, id="text", placeholder=_ASKS[draft.kind])
            with Vertical(id="looking"):
                yield DiffView(id="changes")
                yield SaidPane(id="said")
            yield DetailsForm(draft, id="form")

    def on_mount(self) -> None:
        """The cursor is in the text."""
        text = self.query_one("#text", ProseArea)
        text.read_only = self.editing.is_read_only
        text.focus()
        self._look_at_base()

    def where(self) -> str:
        """What is amended, or the title given."""
        draft = self.editing.draft
        return f"{_VERBS[draft.kind]} › {draft.title}"

    def panes(self) -> Sequence[Widget]:
        """Text, comparison or form."""
        return (
            self.query_one("#text", ProseArea),
            self.query_one("#changes", DiffView),
            *self.said_panes(),
            self.query_one(DetailsForm),
        )

    def show_draft(self, draft: Draft) -> None:
        """Fill in another version of the text."""
        text = self.query_one("#text", ProseArea)
        with self.prevent(TextArea.Changed):
            text.rewrite(draft.text)
        text.read_only = self.editing.is_read_only
        text.placeholder = _ASKS[draft.kind]
        if draft.kind is DraftKind.AMENDMENT:
            # It is called as its position is: where it was something else, the line goes.
            for line in self.query("DetailsForm > .line"):
                if line.query(DetailsForm.FIELDS["title"]):
                    line.remove()
        self._look_at_base()

    def outside_text(self) -> str:
        """The text as it is in the field."""
        return self.query_one("#text", ProseArea).text

    def take_outside_text(self, text: str) -> None:
        """The text comes back as if it had been typed."""
        self.query_one("#text", ProseArea).rewrite(text)

    def texts_to_compare(self) -> tuple[str, str, str, str]:
        """The position as it stands, and as it would."""
        draft = self.editing.draft
        if draft.base:
            edition = f"{draft.base.title} {draft.base.edition}"
            return edition, draft.base.text, "as you propose", self.outside_text()
        return "nothing", "", draft.title, self.outside_text()

    # --- the position as it stands today ---

    @work(group="since", exclusive=True, exit_on_error=False)
    async def _look_at_base(self) -> None:
        """Say so where the position was changed since the draft was begun."""
        draft = self.editing.draft
        try:
            carry = await asyncio.to_thread(find_today, self.workspace, draft)
        except PolicyError:
            return  # the checks tell what is wrong with the corpus
        line = self.query_one("#since", Static)
        said = notice(carry)
        line.update(plain(f"! {said}" if said else ""))
        line.set_class(bool(said), "-shown")

    @work(group="carry")
    async def action_carry_over(self) -> None:
        """Show what the draft comes to in the text of today; take it if the person does."""
        if self.editing.is_read_only:
            tell(self.app, "It is submitted and stays as it is. F4 makes a copy to go on with.")
            return
        if self.editing.draft.base is None:
            tell(self.app, "This draft changes no position: there is nothing to carry over.")
            return
        while (carry := await self._find_carried()) is not None:
            if not self.is_active or self._is_busy():
                return
            if carry.outcome is Outcome.UNCHANGED:
                tell(self.app, "The position reads as when you began: nothing to carry over.")
                return
            accepted = await self.app.push_screen_wait(CarryScreen(carry))
            if accepted is None:
                return
            async with self.writing:
                if self._is_still(carry.draft):
                    if await self.go_on_with(accepted, "it was carried over"):
                        tell(self.app, carried_said(accepted, len(carry.conflicts)))
                    return
            tell(self.app, "Words were typed after F5: here they are carried over too.")

    async def _find_carried(self) -> CarryOver | None:
        """What the newest words come to, also those typed while it is looked up."""
        while True:
            draft = self.newest()
            carry = await attempt(self.app, partial(find_today, self.workspace, draft))
            if carry is None or self._is_still(draft):
                return carry

    def _is_still(self, draft: Draft) -> bool:
        return content_of(self.newest()) == content_of(draft)

    @on(TextArea.Changed, "#text")
    def _text_changed(self, event: TextArea.Changed) -> None:
        event.stop()
        self.typed({"text": event.text_area.text})

    def show_examined(self, examined: Examined) -> None:
        """What changes, how it is worded, what is missing."""
        changes: tuple[Change, ...] = ()
        if examined.draft.base:
            changes = compare_words(examined.draft.base.text, examined.draft.text)
        view = self.query_one("#changes", DiffView)
        view.show(lambda width: _lay_out(examined, changes, width))
        number = _change_at(changes, self._cursor_offset())
        if number >= 0:
            view.reveal(number)
        area = self.query_one("#text", ProseArea)
        area.show_remarks(remarks_on(examined, area.text))
        self.ask_what_is_said(examined.draft)

    def summary(self) -> Content:
        """What was found in the line of the cursor, else the form in short."""
        area = self.query_one("#text", ProseArea)
        remark = area.remark_here if area.has_focus else None
        if remark is None:
            return super().summary()
        return plain(f"{remark.sign} {one_line(remark.message)}", "$text-warning")

    @on(TextArea.SelectionChanged, "#text")
    def _cursor_moved(self) -> None:
        self.query_one("#summary", Static).update(self.summary())

    def _cursor_offset(self) -> int:
        area = self.query_one("#text", ProseArea)
        row, column = area.cursor_location
        lines = area.document.lines[:row]
        return sum(len(line) + 1 for line in lines) + column


def _change_at(changes: Sequence[Change], offset: int) -> int:
    """The number of the change at or last before a place in the proposed text; -1 for none."""
    at, number = 0, -1
    for change in changes:
        if at > offset:
            break
        number += change.base != change.proposed
        at += len(change.proposed)
    return number


def _lay_out(examined: Examined, changes: Sequence[Change], width: int) -> Layout:
    draft = examined.draft
    parts: list[Layout] = []
    if draft.base:
        parts.append(_titled("What changes", _what_changes(draft, changes, width), width))
    if draft.instruction:
        lines = instruction_lines(draft)
        worded = paragraphs(lines, width, cell_len, numbered=len(lines) > 1)
        parts.append(_titled("Instruction", worded, width))
    parts.append(_findings(examined, width))
    return stack(parts)


def _what_changes(draft: Draft, changes: Sequence[Change], width: int) -> Layout:
    assert draft.base is not None
    if draft.text == draft.base.text:
        return paragraphs(
            ["Nothing yet. Change the proposed text: what you add and what you leave out "
             "shows here, and is put into formal words."],
            width,
            cell_len,
            mark=Mark.ASIDE,
        )  # fmt: skip
    return inline(changes, width, cell_len, folded=True)


def _findings(examined: Examined, width: int) -> Layout:
    groups = (
        ("Still missing", "•", Severity.ERROR),
        ("Worth a look", "!", Severity.WARNING),
        ("Note", "·", Severity.NOTE),
    )
    parts = []
    if examined.findings is not None and not examined.errors:
        ready = paragraphs(["ctrl+g seals it and puts it into the outbox."], width, cell_len)
        parts.append(_titled("Ready to submit", ready, width))
    for title, sign, severity in groups:
        messages = [
            finding.message + _WAYS_ON.get(finding.code, "") for finding in examined.of(severity)
        ]
        if messages:
            told = paragraphs(messages, width, cell_len, sign=sign)
            parts.append(_titled(title, told, width))
    return stack(parts)


def _titled(title: str, layout: Layout, width: int) -> Layout:
    return Layout((*heading(title, width, cell_len).rows, *layout.rows))
