"""A proposal beside the whole platform: a verdict for each paragraph, and what remains."""

from collections.abc import Iterator
from functools import partial
from typing import ClassVar

from rich.cells import cell_len
from textual import work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Static

from policytui.compare.layout import Layout, heading, paragraphs, stack
from policytui.proposals.match import Verdict
from policytui.tui import clipboard, matching
from policytui.tui.access import report, workspace_of
from policytui.tui.bindings import bindings_for
from policytui.tui.commands import Place, footer_commands
from policytui.tui.matching import CAUTION, SIGNS, Beside, percent
from policytui.tui.operands import Operand
from policytui.tui.plain import MUTED, one_line, plain
from policytui.tui.screens.compare import CompareScreen
from policytui.tui.screens.draft import open_draft
from policytui.tui.screens.two_panes import TwoPanesScreen
from policytui.tui.telling import attempt, tell
from policytui.tui.views import View, aside, lay_out
from policytui.tui.widgets.key_bar import KeyBar
from policytui.tui.widgets.outline_view import OutlineRow, OutlineView

_LONGEST_START, _LONGEST_TITLE = 300, 36
_NOTHING_DIFFERS = "Every paragraph is policy already."
_ACCENT = "bold $text-accent"
_STYLES = {Verdict.ALREADY: MUTED, Verdict.NEW: "bold $text-success"}


class MatchScreen(TwoPanesScreen[None]):
    """The paragraphs of a proposal in order, each with its verdict; then what remains.

    Args:
        operand: the file or draft that proposes.
    """

    BINDINGS: ClassVar[list[BindingType]] = [*bindings_for(Place.MATCH)]
    DEFAULT_CSS = """
    MatchScreen {
        & #caution { height: auto; padding: 0 1; color: $text-muted; }
    }
    """

    def __init__(self, operand: Operand) -> None:
        super().__init__(OutlineView())
        self._operand = operand
        self._differing_only = False
        self.found: Beside | None = None

    def compose(self) -> ComposeResult:
        """Title, counts, list, words, keys."""
        with Horizontal(id="head"):
            yield Static(plain(matching.title_of(self._operand.title)), id="title")
            yield Static(id="shown", markup=False)
        yield Static("comparing …", id="counts", markup=False)
        yield Static(CAUTION, id="caution", markup=False)
        yield from self.compose_panes()
        yield KeyBar(*footer_commands(Place.MATCH))

    def on_mount(self) -> None:
        """Read and match, beside the screen."""
        self._list.focus()
        match = partial(matching.match_operand, workspace_of(self), self._operand)
        self.begin_work("Reading", match, self._matched, _name_of_work)

    # --- matching ---

    def show_failure(self, error: Exception) -> None:
        """Say why, where the person came from."""
        report(self, error)
        self.dismiss(None)

    def _matched(self, found: Beside) -> None:
        self.found = found
        self.query_one("#counts", Static).update(plain(found.counts))
        self._show()

    # --- showing ---

    def _show(self) -> None:
        if self.found is None:
            return
        rows = list(_rows(self.found, self._differing_only))
        self._list.show(rows, item=self._list.current)
        said = "what differs only" if self._differing_only else "everything"
        self.query_one("#shown", Static).update(plain(said))
        self.show_beside()

    def lay_out_beside(self, width: int) -> Layout:
        """The words of a paragraph, and how they differ from the position that is nearest."""
        return _words(self.found, self._list.current, width) if self.found else Layout(())

    def action_differing_only(self) -> None:
        """Leave out what is policy already and what remains, or show it again."""
        self._differing_only = not self._differing_only
        self._show()

    # --- moving ---

    def action_next_change(self) -> None:
        """To the next paragraph that is not policy already, round at the end."""
        self._go(1)

    def action_previous_change(self) -> None:
        """To the one before, round at the beginning."""
        self._go(-1)

    def _go(self, step: int) -> None:
        if self.found is None:
            return
        if not self.found.differing:
            tell(self.app, _NOTHING_DIFFERS)
        self._list.go_to(self._list.next_of(self.found.differing, step))

    # --- opening and taking further ---

    def open_current(self) -> None:
        """Compare what is under the bar."""
        self.action_open()

    def action_open(self) -> None:
        """Compare what is under the bar, or read it where it stands alone."""
        found, item = self.found, self._list.current
        if found is None or item < 0:
            return
        sides = matching.sides_of(found, item)
        if sides is None:
            self.read(True)
        else:
            *texts, about = sides
            self.app.push_screen(CompareScreen(*texts, about=about))

    @work(exclusive=True, group="draft", exit_on_error=False)
    async def action_amend(self) -> None:
        """Begin an amendment with the paragraph's words; the editor saves what is changed."""
        found, item = self.found, self._list.current
        if found is None or item < 0:
            return
        position = found.position(item)
        if position is None:
            tell(self.app, "This is new: it has no position to amend. In Search, n begins one.")
            return
        workspace, paragraph = workspace_of(self), found.paragraph(item)
        draft = await attempt(self.app, lambda: matching.begin_from(workspace, position, paragraph))
        if draft is not None:
            open_draft(self.app, draft, None)
            tell(self.app, matching.said_of_beginning(found, item))

    def action_copy(self) -> None:
        """What is listed, as plain text."""
        if self.found is not None:
            text = matching.report_text(self.found, differing_only=self._differing_only)
            clipboard.copy(self.app, text, "the report")

    def action_close(self) -> None:
        """From the words to the list; else stop, and go back."""
        if self.leave_reading():
            return
        if self.found is None:
            self.stop_working()
            tell(self.app, "Stopped comparing.")
        self.dismiss(None)


def _name_of_work(what: str) -> str:
    """Reading, then what takes longer."""
    return {"": "Reading", "paragraphs": "Comparing"}.get(what, "Indexing")


def _rows(found: Beside, differing_only: bool) -> Iterator[OutlineRow]:
    groups = found.groups(differing_only=differing_only)
    for place, (name, items) in enumerate(groups):
        if place:
            yield OutlineRow(plain(""))
        if name:
            yield OutlineRow(plain(one_line(name), _ACCENT))
        yield from (OutlineRow(_row(found, item), item) for item in items)
    if differing_only:
        if not groups:
            yield OutlineRow(plain(_NOTHING_DIFFERS, f"italic {MUTED}"))
        return
    yield OutlineRow(plain(""))
    yield OutlineRow(plain(matching.remains_said(found), _ACCENT))
    for item, position in enumerate(found.remains, len(found.match.paragraphs)):
        where = plain(f"  {found.where(position)}", MUTED)
        yield OutlineRow(plain(one_line(position.title)) + where, item)


def _row(found: Beside, item: int) -> Content:
    paragraph, position = found.match.paragraphs[item], found.position(item)
    verdict = paragraph.verdict
    sign = plain(f"{SIGNS[verdict]} {verdict.value:<15}", _STYLES.get(verdict, _ACCENT))
    start = one_line(paragraph.text[:_LONGEST_START])
    if position is None:
        return sign + plain(start)
    style = "" if verdict is Verdict.ALREADY else "bold"
    title = plain(one_line(position.title), style).truncate(_LONGEST_TITLE, ellipsis=True)
    return sign + plain(f"{percent(paragraph):>5}  ", MUTED) + title + plain(f"  {start}", MUTED)


def _words(found: Beside, item: int, width: int) -> Layout:
    """What stands beside the list: the words under the bar."""
    if item < 0:
        return Layout(())
    paragraph, position = found.paragraph(item), found.position(item)
    title = one_line(position.title) if position else "New"
    text = paragraphs([found.text(item)], width, cell_len)
    if paragraph and position:
        shown = matching.compared(paragraph)
        text = lay_out(shown, View.INLINE, title, width, two=False, folded=False)
    said = aside(found.said(item), width)
    return stack([heading(title, width, cell_len), said, text])
