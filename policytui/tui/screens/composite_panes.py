"""The composite workbench as it is shown: amendments, the text, what is told beside it."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container, Horizontal, Vertical
from textual.widget import Widget
from textual.widgets import Static

from policytui.compare.layout import Layout
from policytui.tui.bindings import bindings_for
from policytui.tui.commands import Place, footer_commands
from policytui.tui.composing import Bench
from policytui.tui.composing_rows import BenchRows, Spot, bench_rows
from policytui.tui.composing_views import (
    Beside,
    Looked,
    beside_text,
    tell_notices,
    tell_state,
    views_of,
)
from policytui.tui.marshalling import Marshalled
from policytui.tui.plain import one_line, plain
from policytui.tui.screens.leaving import Screen
from policytui.tui.telling import tell
from policytui.tui.views import SIDE_FROM
from policytui.tui.widgets.amendment_list import AmendmentList
from policytui.tui.widgets.diff_view import DiffView
from policytui.tui.widgets.empty import Empty
from policytui.tui.widgets.finding_list import FindingList
from policytui.tui.widgets.key_bar import KeyBar
from policytui.tui.widgets.prose_area import ProseArea

_FULL_FROM = 140
"""Columns from which three panes stand beside each other."""


class PanesScreen(Screen[Marshalled | None]):
    """The panes of the workbench.

    Attributes:
        bench: None until it is open, and where no composite can be made.
        looked: what was found in the text.
        unfolded: ids of the amendments whose sentences are shown.
        is_kept: whether what is not saved is kept.
    """

    HORIZONTAL_BREAKPOINTS = [  # noqa: RUF012
        (0, "-narrow"),
        (SIDE_FROM, "-wide"),
        (_FULL_FROM, "-full"),
    ]
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_for(Place.COMPOSITE)]
    DEFAULT_CSS = """
    PanesScreen {
        & #head { height: 1; padding: 0 1; }
        & #title { width: 1fr; text-style: bold; text-wrap: nowrap; text-overflow: ellipsis; }
        & #state { width: auto; color: $text-muted; padding-left: 2; }
        & #notice { height: auto; max-height: 4; padding: 0 1; color: $text-warning; }
        & #body {
            height: 1fr; border-top: solid $foreground 20%; border-bottom: solid $foreground 20%;
        }
        & AmendmentList { width: 1fr; }
        & #desk { width: 1fr; border-left: solid $foreground 20%; }
        & #told { border-top: solid $foreground 20%; }
        & .caption { height: 1; padding: 0 2; color: $text-accent; text-style: bold; }
        & ProseArea { height: 1fr; }
        & DiffView { padding: 0 1; }
        & Empty { display: none; }
        &.-empty Empty { display: block; }
        &.-empty #body { display: none; }
        &.-full #desk { layout: horizontal; width: 2fr; }
        &.-full #told { border-top: none; border-left: solid $foreground 20%; }
        &.-narrow #desk { border-left: none; width: 1fr; }
        &.-narrow #told { border-top: none; }
        &.-narrow #desk, &.-narrow #told, &.-narrow #text { display: none; }
        &.-narrow.-at-text AmendmentList, &.-narrow.-at-told AmendmentList { display: none; }
        &.-narrow.-at-text #desk, &.-narrow.-at-told #desk { display: block; }
        &.-narrow.-at-text #text, &.-narrow.-at-told #told { display: block; }
    }
    """

    def __init__(self) -> None:
        super().__init__()
        self._rows = BenchRows((), ())
        self._beside = Beside.SOURCES
        self.bench: Bench | None = None
        self.looked: Looked | None = None
        self.unfolded: set[str] = set()
        self.is_kept = True
        self.list = AmendmentList(id="list")
        self.area = ProseArea(id="words", placeholder="b begins the text; or type it here.")
        self.told = DiffView(id="beside")

    def compose(self) -> ComposeResult:
        """Head, what must be known, amendments, text, what is told beside it, keys."""
        with Horizontal(id="head"):
            yield Static("Composite", id="title", markup=False)
            yield Static(id="state", markup=False)
        yield Static(id="notice", markup=False)
        yield Empty()
        with Horizontal(id="body"):
            yield self.list
            with Container(id="desk"):
                with Vertical(id="text"):
                    yield Static("The text", classes="caption", markup=False)
                    yield self.area
                with Vertical(id="told"):
                    yield Static(id="view-name", classes="caption", markup=False)
                    yield self.told
        yield KeyBar(*footer_commands(Place.COMPOSITE))

    # --- showing ---

    @property
    def spot(self) -> Spot | None:
        """What is under the bar."""
        at = self.list.current
        return self._rows.spots[at] if 0 <= at < len(self._rows.spots) else None

    def go_to(self, id_: str) -> None:
        """Put the bar on an amendment."""
        spots = self._rows.spots
        self.list.go_to(next((n for n, one in enumerate(spots) if one.amendment == id_), 0))

    def show_bench(self, bench: Bench) -> None:
        """Show what lies on the bench by now."""
        self.bench = bench
        if self._beside not in views_of(bench):
            self._beside = Beside.SOURCES
        name = bench.chosen or "new"
        title = f"Composite {name} › {one_line(bench.gathered.title)}"
        self.query_one("#title", Static).update(plain(title))
        self.show_rows()

    def show_rows(self) -> None:
        """Show the amendments anew; the bar stays where it is."""
        if self.bench is None:
            return
        spot = self.spot
        used = self.looked.used if self.looked else frozenset()
        self._rows = bench_rows(self.bench, self.unfolded, used)
        spots = self._rows.spots
        at = spots.index(spot) if spot in spots else self.list.current
        if spot and spot not in spots and Spot(spot.amendment) in spots:
            at = spots.index(Spot(spot.amendment))
        self.list.show(self._rows.rows, item=at)

    def show_told(self) -> None:
        """Show what was found in the text."""
        bench, looked = self.bench, self.looked
        if bench is None or looked is None:
            return
        state = tell_state(bench, looked, is_kept=self.is_kept)
        self.query_one("#state", Static).update(plain(state))
        told = list(tell_notices(bench, looked))
        notice = self.query_one("#notice", Static)
        notice.display = bool(told)
        notice.update(plain("\n".join(told)))
        self._show_view()

    def _show_view(self, *, keep_place: bool = True) -> None:
        name = str(self._beside)
        self.query_one("#view-name", Static).update(plain(f"{name[:1].upper()}{name[1:]}"))
        self.told.show(self._lay_out, keep_place=keep_place)

    def _lay_out(self, width: int) -> Layout:
        if self.bench is None or self.looked is None:
            return Layout(())
        at = self.spot.amendment if self.spot else ""
        return beside_text(self.bench, self.looked, at, self._beside, width)

    def look_at_saved(self) -> None:
        """Show what somebody else made of the composite."""
        self._beside = Beside.SAVED
        if self.has_class("-narrow"):
            self.show_pane(self.told)
        self._show_view(keep_place=False)

    @on(FindingList.Moved)
    def _bar_moved(self) -> None:
        if self._beside is Beside.AMENDMENT:
            self._show_view(keep_place=False)

    def action_next_view(self) -> None:
        """Where the words come from, what changes, the amendment, what changed since."""
        if self.bench is None:
            return
        if self.has_class("-narrow") and not self.has_class("-at-told"):
            self.show_pane(self.told)
            return
        views = views_of(self.bench)
        self._beside = views[(views.index(self._beside) + 1) % len(views)]
        self._show_view(keep_place=False)

    # --- panes ---

    def is_list_hidden(self) -> bool:
        """Whether the amendments are not on the screen, so that no key may change them; says so."""
        if not self.list.display:
            tell(self.app, "That is done among the amendments: tab goes there.")
        return not self.list.display

    def show_pane(self, pane: Widget) -> None:
        """Go to a pane."""
        self.set_class(pane is self.area, "-at-text")
        self.set_class(pane is self.told, "-at-told")
        pane.focus()

    def action_next_pane(self) -> None:
        """From the amendments to the text, to what is told beside it, and back."""
        panes: list[Widget] = [self.list, self.area, self.told]
        here = next((n for n, pane in enumerate(panes) if pane.has_focus), -1)
        self.show_pane(panes[(here + 1) % len(panes)])

    def on_descendant_focus(self) -> None:
        """In the text letters are typed: the footer shows the keys that are left."""
        commands = footer_commands(Place.COMPOSITE)
        if self.area.has_focus:
            wanted = ("save", "next_pane", "close")
            commands = tuple(one for one in commands if one.action in wanted)
        self.query_one(KeyBar).commands = commands
