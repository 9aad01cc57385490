"""The report of a round: what it lacks, every part as it will stand, and writing it to files."""

from functools import partial
from pathlib import Path
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widgets import Static

from policytui.compare.layout import Layout
from policytui.conference.round import Round
from policytui.errors import PolicyError
from policytui.tui import clipboard, reporting, reporting_rows
from policytui.tui.access import report as report_error
from policytui.tui.access import workspace_of
from policytui.tui.bindings import bindings_for
from policytui.tui.commands import Place, footer_commands
from policytui.tui.plain import one_line, plain
from policytui.tui.reporting import EXTENTS, FORMS, Report
from policytui.tui.screens.confirm import ConfirmScreen
from policytui.tui.screens.import_line import LineScreen
from policytui.tui.screens.pick import PickScreen
from policytui.tui.screens.two_panes import TwoPanesScreen
from policytui.tui.telling import tell
from policytui.tui.widgets.entry_list import EntryList
from policytui.tui.widgets.key_bar import KeyBar
from policytui.tui.wording import number, short_path


class ReportScreen(TwoPanesScreen[None]):
    """The outline of the report, and beside it the part under the bar.

    Args:
        round: of which it tells.

    Attributes:
        report: what is shown; None before it was read.
    """

    BINDINGS: ClassVar[list[BindingType]] = [*bindings_for(Place.REPORT)]
    DEFAULT_CSS = """
    ReportScreen {
        & #title { height: 1; padding: 0 1; }
        & #told { height: auto; max-height: 3; padding: 0 1; }
        & #list { width: 2fr; }
        & #beside { width: 3fr; }
    }
    """

    def __init__(self, round: Round) -> None:
        super().__init__(EntryList())
        self._round = round
        self.report: Report | None = None

    def compose(self) -> ComposeResult:
        """Title, accounts, outline, the part under the bar, keys."""
        yield Static(plain(f"Report › {one_line(self._round.title)}"), id="title")
        yield Static("reading the round …", id="told", markup=False)
        yield from self.compose_panes()
        yield KeyBar(*footer_commands(Place.REPORT))

    def on_mount(self) -> None:
        """Read the round, beside the screen."""
        self._list.focus()
        self.action_read_again()

    # --- reading ---

    def action_read_again(self) -> None:
        """The report as the round stands now."""
        open_report = partial(reporting.open_report, self._round, workspace_of(self))
        self.begin_work("Reading", open_report, self._show)

    def show_failure(self, error: Exception) -> None:
        """Tell it; what was read before stays."""
        report_error(self, error)
        if self.report is None:
            why = str(error) if isinstance(error, PolicyError) else "The round could not be read."
            self.query_one("#told", Static).update(plain(f"{why} F5 tries again, esc goes back."))

    def _show(self, report: Report) -> None:
        item = 0
        if self.report:
            item = reporting_rows.item_again(self.report, self._list.current, report)
        self.report = report
        self.query_one("#told", Static).update(plain(report.facts.inbox.ledger.identity))
        self._list.show(reporting_rows.rows(report), item=item)
        self.show_beside()

    def lay_out_beside(self, width: int) -> Layout:
        """A part as it will stand, or what is missing."""
        if self.report is None:
            return Layout(())
        return reporting_rows.lay_out_beside(self.report, self._list.current, width)

    # --- moving ---

    def action_next_missing(self) -> None:
        """To the next thing that is missing, round at the end."""
        if self.report is None:
            return
        count = len(self.report.missing)
        if count:
            here = self._list.current
            self._list.go_to(here + 1 if here + 1 < count else 0)
        else:
            tell(self.app, "Nothing is missing.")

    def action_close(self) -> None:
        """Stop, close what is open, else go back."""
        if self.is_working:
            self.stop_working()
            tell(self.app, "Stopped.")
            if self.report is None:
                self.dismiss(None)
        elif not self.leave_reading():
            self.dismiss(None)

    # --- taking it elsewhere ---

    def action_copy(self) -> None:
        """The part under the bar."""
        report = self.report
        part = reporting_rows.part_at(report, self._list.current) if report else None
        if part:
            clipboard.copy(self.app, reporting.part_text(part), "this part")

    @work(group="flow", exclusive=True)
    async def action_export(self) -> None:
        """Ask as what, how much and where, and write it."""
        report = self.report
        if report is None or self.is_working:
            return tell(self.app, "One moment: it is still being worked on.")
        endings = list(FORMS)
        names = [plain(f"{ending or 'tables':<8}{tip}") for ending, tip in FORMS.items()]
        chosen: int | None = await self.app.push_screen_wait(
            PickScreen("Write the report as what?", names)
        )
        if chosen is None:
            return None
        ending = endings[chosen]
        extents = list(EXTENTS)
        tips = [plain(tip) for tip in EXTENTS.values()]
        how_much: int | None = await self.app.push_screen_wait(PickScreen("How much of it?", tips))
        if how_much is None:
            return None
        path = await self._ask_where(report, ending)
        if path is not None:
            do = partial(reporting.write, report, path, ending, extents[how_much])
            self.begin_work("Writing", do, partial(self._written, path))
        return None

    async def _ask_where(self, report: Report, ending: str) -> Path | None:
        suggested = reporting.default_path(report, ending)

        def named(typed: str) -> Path:
            return reporting.path_named(typed, suggested.parent, ending)

        typed: str | None = await self.app.push_screen_wait(
            LineScreen(
                "Write it to which file?" if ending else "Write the tables into which folder?",
                suggested.name,
                why=f"Without a folder it goes into {short_path(suggested.parent)}",
                check=named,
            )
        )
        if typed is None:
            return None
        path = named(typed)
        if not reporting.is_taken(path):
            return path
        question = f"{short_path(path)} exists already. Write over it?"
        if not ending:
            question = f"{short_path(path)} holds files already. Write over those of the same name?"
        if await self.app.push_screen_wait(ConfirmScreen(question, "Write over")):
            return path
        tell(self.app, "Nothing was written.")
        return None

    def _written(self, path: Path, files: int) -> None:
        what = number(files, "file") + " into " if files > 1 else ""
        tell(self.app, f"Written: {what}{short_path(path)}")
