"""What the composite workbench shows: amendments, the text being made, what is told beside it."""

import asyncio
from dataclasses import dataclass, replace
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container, Horizontal, Vertical
from textual.timer import Timer
from textual.widget import Widget
from textual.widgets import Static

from policytui.compare.layout import Layout
from policytui.conference.marshalling.marshalled import Item
from policytui.errors import UsageError
from policytui.tui.access import report, workspace_of
from policytui.tui.bindings import bindings_for
from policytui.tui.commands import Place, footer_commands
from policytui.tui.composing import Bench, Deed, on_round, open_bench
from policytui.tui.composing_kept import KeptWords, Words
from policytui.tui.composing_rows import BenchRows, Spot, bench_rows
from policytui.tui.composing_views import (
    Beside,
    Looked,
    beside_text,
    look_at,
    tell_notices,
    tell_state,
    views_of,
)
from policytui.tui.marshalling import Marshalled
from policytui.tui.plain import one_line, plain
from policytui.tui.screens.composite_list import AmendmentList
from policytui.tui.screens.confirm import ConfirmScreen
from policytui.tui.screens.leaving import Screen
from policytui.tui.screens.writing import LOOK_AFTER, NOTE_AFTER
from policytui.tui.telling import attempt, tell
from policytui.tui.views import SIDE_FROM
from policytui.tui.widgets.diff_view import DiffView
from policytui.tui.widgets.empty import Emptiness, Empty
from policytui.tui.widgets.finding_list import FindingList
from policytui.tui.widgets.key_bar import KeyBar
from policytui.tui.widgets.prose_area import ProseArea

_FULL_FROM = 140
"""Columns from which three panes stand beside each other."""


@dataclass(frozen=True, slots=True)
class Written:
    """The text before and after a key that changed it."""

    before: str
    after: str


class BenchScreen(Screen[Marshalled | None]):
    """The panes of the workbench, and the words that are kept.

    Args:
        marshalled: the round.
        item: an amendment to the position, or its composite.
        is_from_together: whether the list of all positions stands behind this screen.

    Attributes:
        bench: None until it is open, and where no composite can be made.
        looked: what was found in the text.
        unfolded: ids of the amendments whose sentences are shown.
        steps: what was done here and can be taken back, the last at the end.
        has_noted: whether something was added to the journal.
        writing: held while something is added to it.
    """

    HORIZONTAL_BREAKPOINTS = [  # noqa: RUF012
        (0, "-narrow"),
        (SIDE_FROM, "-wide"),
        (_FULL_FROM, "-full"),
    ]
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_for(Place.COMPOSITE)]
    DEFAULT_CSS = """
    BenchScreen {
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

    def __init__(
        self, marshalled: Marshalled, item: Item, *, is_from_together: bool = False
    ) -> None:
        super().__init__()
        self._marshalled = marshalled
        self._item = item
        self._rows = BenchRows((), ())
        self._beside = Beside.SOURCES
        self._note_timer: Timer | None = None
        self._is_kept = True
        self._is_left = False
        self.is_from_together = is_from_together
        self.bench: Bench | None = None
        self.looked: Looked | None = None
        self.unfolded: set[str] = set()
        self.steps: list[Written | Deed] = []
        self.has_noted = False
        self.writing = asyncio.Lock()
        self.kept: KeptWords
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

    def on_mount(self) -> None:
        """Open the bench, beside the screen."""
        self.query_one("#notice").display = False
        self.list.focus()
        self._open()

    @work(group="read", exclusive=True)
    async def _open(self) -> None:
        try:
            bench = await asyncio.to_thread(open_bench, self._marshalled, self._item)
        except UsageError as error:
            self.add_class("-empty")
            keys = [("esc", "goes back")]
            self.query_one(Empty).show(Emptiness(error.message, error.hint or "", keys))
        except Exception as error:
            report(self, error)
        else:
            self.turn_to(bench)
            amendment = self._item.amendment
            self._go_to((*amendment.members, amendment.id)[0])

    def _go_to(self, id_: str) -> None:
        spots = self._rows.spots
        self.list.go_to(next((n for n, one in enumerate(spots) if one.amendment == id_), 0))

    # --- turning to a composite, and taking what was noted ---

    def turn_to(self, bench: Bench) -> None:
        """Another composite of the position, with the words that were kept of it."""
        self._note_now()
        kept = KeptWords(workspace_of(self).places.state, bench)
        words = kept.find()
        text = bench.saved_text
        if words is not None:
            marked = tuple(one for one in words.marked if _is_there(bench, one))
            with_words = _marked(bench, marked)
            if with_words.is_changed(words.text):
                bench, text = with_words, words.text
                tell(self.app, "Words that were not saved are here again. ctrl+s saves them.")
        self.kept = kept
        self.bench = bench
        self.unfolded = set(bench.marked)
        self.area.turn_to(text)
        self.area.move_cursor(self.area.document.end)
        self._show()

    def take(self, bench: Bench, *, marked: tuple[str, ...] | None = None) -> None:
        """The same words after something was noted.

        Args:
            marked: the members, where others are marked than the bench says.
        """
        if marked is not None:
            bench = _marked(bench, marked)
        if self.bench is None or self.bench.chosen != bench.chosen:
            self.kept = KeptWords(workspace_of(self).places.state, bench)
        self.bench = bench
        self._show()

    def open(self, marshalled: Marshalled) -> None:
        """Go on over a round that went on elsewhere."""
        self._marshalled = marshalled
        if self.bench is not None:
            try:
                self.take(on_round(self.bench, marshalled))
            except UsageError as error:
                tell(self.app, str(error), is_error=True)

    def done(self, deed: Deed) -> None:
        """Something was noted that can be taken back."""
        self.has_noted = True
        self.steps.append(deed)

    def remember(self, before: str) -> None:
        """The text was changed by a key."""
        self.steps.append(Written(before, self.area.text))

    async def marshalled_now(self) -> Marshalled | None:
        """The round with what was noted here; None where it cannot be read."""
        marshalled = self._marshalled
        if not self.has_noted:
            return marshalled
        journal = marshalled.round.journal
        made = await attempt(self.app, lambda: marshalled.following(journal.read()))
        self._marshalled = made or marshalled
        return made

    async def leave(self) -> None:
        """Go back; what is not saved is kept, and where it cannot be, the person is asked."""
        is_changed = self.bench is not None and self.bench.is_changed(self.area.text)
        if is_changed and not self._note_now():
            question = "What you wrote could not be kept. Leave, and lose it?"
            if not await self.app.push_screen_wait(ConfirmScreen(question, "Leave")):
                return
        elif is_changed:
            tell(self.app, "What is not saved is kept; you find it here again.")
        self._is_left = True
        self.dismiss(await self.marshalled_now() if self.has_noted else None)

    def on_unmount(self) -> None:
        """The app ends, or the screen goes by another way than `close`."""
        if not self._is_left:
            self._note_now()

    # --- typing ---

    def typed(self) -> None:
        """Text or members changed: keep it shortly, and look at it again."""
        if self.bench is None:
            return
        if self._note_timer is None:
            self._note_timer = self.set_timer(NOTE_AFTER, self._note_now)
        self.look_again()

    def _note_now(self) -> bool:
        """Keep what is not saved; whether that succeeded."""
        if self._note_timer is not None:
            self._note_timer.stop()
            self._note_timer = None
        if self.bench is None:
            return True
        if self.bench.is_changed(self.area.text):
            self._is_kept = self.kept.note(Words(self.area.text, self.bench.marked))
        else:
            self.kept.forget()
            self._is_kept = True
        return self._is_kept

    @work(group="look", exclusive=True, exit_on_error=False)
    async def look_again(self) -> None:
        """Look where the words come from, once the typing pauses for a moment."""
        await asyncio.sleep(LOOK_AFTER)
        bench, text = self.bench, self.area.text
        if bench is None:
            return
        looked = await asyncio.to_thread(look_at, bench, text)
        if self.is_mounted and bench is self.bench and text == self.area.text:
            self.looked = looked
            self.show_rows()
            self._show_told()

    # --- showing ---

    @property
    def spot(self) -> Spot | None:
        """What is under the bar."""
        at = self.list.current
        return self._rows.spots[at] if 0 <= at < len(self._rows.spots) else None

    def _show(self) -> None:
        bench = self.bench
        assert bench is not None
        name = bench.chosen or "new"
        title = f"Composite {name} › {one_line(bench.gathered.title)}"
        self.query_one("#title", Static).update(plain(title))
        self.show_rows()
        self.typed()

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

    def _show_told(self) -> None:
        bench, looked = self.bench, self.looked
        if bench is None or looked is None:
            return
        state = tell_state(bench, looked, is_kept=self._is_kept)
        self.query_one("#state", Static).update(plain(state))
        told = list(tell_notices(bench, looked))
        notice = self.query_one("#notice", Static)
        notice.display = bool(told)
        notice.update(plain("\n".join(told)))
        self._show_view()

    def _show_view(self, *, keep_place: bool = True) -> None:
        if self.bench is not None and self._beside not in views_of(self.bench):
            self._beside = Beside.SOURCES
        name = str(self._beside)
        self.query_one("#view-name", Static).update(plain(f"{name[:1].upper()}{name[1:]}"))
        self.told.show(self._lay_out, keep_place=keep_place)

    def _lay_out(self, width: int) -> Layout:
        if self.bench is None or self.looked is None:
            return Layout(())
        at = self.spot.amendment if self.spot else ""
        return beside_text(self.bench, self.looked, at, self._beside, width)

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


def _marked(bench: Bench, marked: tuple[str, ...]) -> Bench:
    return replace(bench, marked=marked)


def _is_there(bench: Bench, id_: str) -> bool:
    amendment = bench.gathered.by_id.get(id_)
    return amendment is not None and not bench.part_of(id_)
