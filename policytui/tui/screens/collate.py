"""Answers found in a file: looked through, put right, and made a response."""

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import ClassVar

from rich.cells import cell_len
from textual import work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.widgets import Static

from policytui.compare.layout import Layout, heading, paragraphs, stack
from policytui.corpus.model import Document
from policytui.drafts.model import Draft
from policytui.errors import StorageError
from policytui.proposals.answer_draft import response_from
from policytui.tui.access import report, workspace_of
from policytui.tui.answers_found import Collating, Correcting, collate
from policytui.tui.bindings import bindings_for
from policytui.tui.commands import Place, footer_commands
from policytui.tui.plain import MUTED, one_line, plain
from policytui.tui.screens.confirm import ConfirmScreen
from policytui.tui.screens.import_split import SplitScreen
from policytui.tui.screens.pick import PickScreen
from policytui.tui.screens.two_panes import TwoPanesScreen
from policytui.tui.submitter import submitter_from
from policytui.tui.telling import tell
from policytui.tui.views import aside
from policytui.tui.widgets.key_bar import KeyBar
from policytui.tui.widgets.outline_view import OutlineRow, OutlineView
from policytui.tui.wording import number
from policytui.workspace.collated import Act, Change, KeptChanges

_LONGEST_START, _TITLE = 300, 30
_ACCENT, _WARNING = "bold $text-accent", "bold $text-warning"


class CollateScreen(TwoPanesScreen[Draft | None]):
    """Every question with the answer found and by what it was told; then what fits none.

    Gives the response, None where the person goes back.

    Args:
        path: the file of answers.
    """

    BINDINGS: ClassVar[list[BindingType]] = [*bindings_for(Place.ANSWERS)]
    DEFAULT_CSS = """
    CollateScreen {
        & #title { height: 1; padding: 0 1; }
        & #doubts { height: auto; max-height: 3; padding: 0 1; color: $text-warning; }
        & #list { width: 3fr; }
        & #beside { width: 2fr; }
    }
    """

    def __init__(self, path: Path, consultation: Document) -> None:
        super().__init__(OutlineView())
        self._path = path
        self._consultation = consultation
        self._correcting: Correcting | None = None

    def compose(self) -> ComposeResult:
        """Title, counts, doubts, list, words, keys."""
        title = f"{one_line(self._path.name)}  answers  {one_line(self._consultation.header.title)}"
        yield Static(plain(title), id="title")
        yield Static("reading …", id="counts", markup=False)
        yield Static(id="doubts", markup=False)
        yield from self.compose_panes()
        yield KeyBar(*footer_commands(Place.ANSWERS))

    def on_mount(self) -> None:
        """Read, beside the screen."""
        self._list.focus()
        self.query_one("#doubts").display = False
        self.begin_work("Reading", partial(collate, self._path, self._consultation), self._begin)

    def _begin(self, found: Collating) -> None:
        kept = KeptChanges(workspace_of(self).places, found.name)
        self._correcting = Correcting(found, kept)
        self._show()
        if self._correcting.went_on:
            changes = number(self._correcting.went_on, "change")
            tell(self.app, f"Going on with {changes} of yours from before; u takes back the last.")

    @property
    def collating(self) -> Collating | None:
        """The answers as they stand; None before they are read."""
        return self._correcting.collating if self._correcting else None

    def show_failure(self, error: Exception) -> None:
        """Say why, where the person came from."""
        report(self, error)
        self.dismiss(None)

    # --- showing ---

    def _show(self, item: int = 0) -> None:
        collating = self.collating
        assert collating
        self.query_one("#counts", Static).update(plain(collating.counts))
        doubts = self.query_one("#doubts", Static)
        doubts.update(plain(collating.doubts))
        doubts.display = bool(collating.doubts)
        self._list.show(list(_rows(collating)), item=min(item, len(collating.items) - 1))
        self.show_beside()

    def lay_out_beside(self, width: int) -> Layout:
        """The answer, and how its question was told."""
        collating = self.collating
        return _words(collating, self._list.current, width) if collating else Layout(())

    # --- moving ---

    def action_next_doubt(self) -> None:
        """To the next answer that is doubtful, round at the end."""
        if self.collating is None:
            return
        item = self.collating.next_doubt(self._list.current)
        if item is None:
            tell(self.app, "No answer is doubtful.")
        else:
            self._list.go_to(item)

    # --- putting right ---

    @work(exclusive=True, group="move", exit_on_error=False)
    async def action_move(self) -> None:
        """Put what is under the bar under a question that the person chooses."""
        collating, item = self.collating, self._list.current
        if collating is None or item < 0:
            return
        questions = collating.questions
        names = [
            plain(one_line(question.title)) + plain(f"  {one_line(question.themes[-1])}", MUTED)
            if question.themes
            else plain(one_line(question.title))
            for question in questions
        ]
        chosen = await self.app.push_screen_wait(
            PickScreen("Which question does this answer?", names)
        )
        if chosen is not None:
            self._change(collating, Change(Act.MOVE, item, questions[chosen].id), item)

    @work(exclusive=True, group="move", exit_on_error=False)
    async def action_split(self) -> None:
        """Split what is under the bar at a place that the person chooses; the bar on the second."""
        collating, item = self.collating, self._list.current
        if collating is None or item < 0:
            return
        at = await self.app.push_screen_wait(SplitScreen(collating.text(item)))
        if at is None:
            return
        change = Change(Act.SPLIT, item, at=at)
        if len(collating.changed(change).items) == len(collating.items):
            tell(self.app, "Nothing was split: both parts need words.")
            return
        self._change(collating, change, item + 1)

    def action_take_out(self) -> None:
        """Put the answer under the bar to what fits no question."""
        collating, item = self.collating, self._list.current
        if collating is None or item < 0:
            return
        if collating.answer(item) is None:
            tell(self.app, "This fits no question already; m puts it under one.")
            return
        self._change(collating, Change(Act.TAKE_OUT, item), item)

    def _change(self, before: Collating, change: Change, item: int) -> None:
        correcting = self._correcting
        if correcting and correcting.collating is before:
            self._try(lambda: correcting.do(change), item)

    def action_undo(self) -> None:
        """Take back what was done last."""
        if self._correcting and self._correcting.changes:
            self._try(self._correcting.undo, self._list.current)
        else:
            tell(self.app, "There is nothing to undo.")

    def _try(self, do: Callable[[], None], item: int) -> None:
        try:
            do()
        except StorageError as error:
            tell(self.app, str(error), is_error=True)
        self._show(item)

    # --- the end ---

    def action_accept(self) -> None:
        """A response with these answers."""
        if self.collating is None:
            return
        if not self.collating.found.answers:
            tell(self.app, "No question is answered; u takes back what you did.")
            return
        workspace = workspace_of(self)
        submitter = submitter_from(workspace.places.settings, workspace.state)
        try:
            taken = workspace.drafts.ids()
        except StorageError as error:
            tell(self.app, str(error), is_error=True)
            return
        draft = response_from(self.collating.found, self._consultation, submitter, taken)
        asked = f"F2 opens the form that asks who answers. {self.collating.suggested}"
        tell(self.app, asked.rstrip())
        self.dismiss(draft)

    def action_close(self) -> None:
        """From the words to the list; else stop, and go back."""
        if self.leave_reading():
            return
        self.stop_working()
        correcting = self._correcting
        if correcting and not correcting.is_kept:
            self._leave_unkept(correcting)
        else:
            self._leave(correcting)

    def _leave(self, correcting: Correcting | None) -> None:
        if correcting and correcting.changes:
            changes = number(correcting.changes, "change")
            tell(self.app, f"No response yet; {changes} kept. Open the same file to go on.")
        self.dismiss(None)

    @work(exclusive=True, group="leave", exit_on_error=False)
    async def _leave_unkept(self, correcting: Correcting) -> None:
        """Keep it now, where that can be done; else leave it only if the person wants that."""
        try:
            correcting.keep()
        except StorageError as error:
            question = f"{error.message} Leaving loses what you put right since it was kept last."
            if await self.app.push_screen_wait(ConfirmScreen(question, "Leave it")):
                self.dismiss(None)
        else:
            self._leave(correcting)


def _rows(collating: Collating) -> Iterator[OutlineRow]:
    items = list(enumerate(collating.items))
    topic = ""
    for question in collating.questions:
        theme = question.themes[-1] if question.themes else ""
        if theme != topic:
            topic = theme
            yield OutlineRow(plain(one_line(theme), _ACCENT))
        its = [item for item, listed in items if listed.question == question]
        yield from (OutlineRow(_answer_row(collating, item), item) for item in its)
        if not its:
            yield OutlineRow(plain("· ", MUTED) + _title(question.title) + plain("none", MUTED))
    rest = [item for item, listed in items if listed.question is None]
    if rest:
        yield OutlineRow(plain(""))
        yield OutlineRow(plain(f"Fits no question ({len(rest)})", _ACCENT))
    for item in rest:
        stray = collating.stray(item)
        yield OutlineRow(plain("  " + one_line(stray.text[:_LONGEST_START]) if stray else ""), item)


def _answer_row(collating: Collating, item: int) -> Content:
    answer, question = collating.answer(item), collating.items[item].question
    assert answer
    assert question
    sign = plain("? ", _WARNING) if answer.doubt else plain("✓ ", "$text-success")
    told = plain(f"{one_line(answer.evidence)}  ", MUTED)
    start = plain(one_line(answer.text[:_LONGEST_START]))
    return sign + _title(question.title) + told + start


def _title(title: str) -> Content:
    shown = plain(one_line(title), "bold").truncate(_TITLE, ellipsis=True)
    return shown + plain(" " * (_TITLE + 2 - shown.cell_length))


def _words(collating: Collating, item: int, width: int) -> Layout:
    """What stands beside the list: all of what is under the bar, and how it was told."""
    if item < 0:
        return Layout(())
    answer, stray = collating.answer(item), collating.stray(item)
    question = collating.items[item].question
    if stray is not None:
        head = heading("Fits no question", width, cell_len)
        said = aside(stray.why, width) if stray.why else Layout(())
        return stack([head, said, paragraphs([stray.text], width, cell_len)])
    assert answer
    assert question
    parts = [heading(one_line(question.title), width, cell_len), aside(question.text, width)]
    told = [f"Found here by: {answer.evidence}."]
    if answer.asked:
        told.insert(0, f"The file says: “{one_line(answer.asked)}”")
    if answer.doubt:
        told.append(f"? {answer.doubt}")
    parts.append(paragraphs(told, width, cell_len))
    head = heading("Answer", width, cell_len)
    return stack([*parts, head, paragraphs([answer.text], width, cell_len)])
