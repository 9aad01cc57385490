"""The marshalled list of a round: what is moved, advised and decided, and what falls by it."""

import asyncio
from collections.abc import Mapping
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.widgets import Static

from policytui.compare.layout import Layout
from policytui.conference.decisions.adoption import Stage, last_decision
from policytui.conference.decisions.deciding import Decision
from policytui.conference.decisions.recommendations import recommend, withdraw_recommendation
from policytui.conference.marshalling.marshalled import Item
from policytui.conference.marshalling.outcome import Outcome
from policytui.errors import PolicyError, UsageError
from policytui.tui import clipboard
from policytui.tui.access import report
from policytui.tui.bindings import bindings_for
from policytui.tui.commands import Place, footer_commands
from policytui.tui.marshalled_rows import (
    Beside,
    beside_rows,
    list_text,
    marshalled_rows,
    tell_counts,
    tell_standing,
)
from policytui.tui.marshalling import Marshalled, Step, record, take_back
from policytui.tui.plain import one_line, plain
from policytui.tui.screens.round_questions import WITHDRAW, ask_advice, ask_decision
from policytui.tui.screens.round_reading import RoundReadingScreen
from policytui.tui.telling import attempt, tell
from policytui.tui.views import SIDE_FROM
from policytui.tui.widgets.diff_view import DiffView
from policytui.tui.widgets.empty import Emptiness, Empty
from policytui.tui.widgets.finding_list import FindingList
from policytui.tui.widgets.key_bar import KeyBar
from policytui.tui.wording import DOT

_BEGIN = 'Begin one with: policytui collate INBOX --round FOLDER --title "…"'
_FIND = "It is found as the folder round beside the corpus, or by POLICYTUI_ROUND."


class MarshalledScreen(RoundReadingScreen):
    """The list; beside it the change, the text as decided so far, or what collides.

    Attributes:
        marshalled: what was read, None before that.
    """

    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (SIDE_FROM, "-wide")]  # noqa: RUF012
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_for(Place.ROUND)]
    DEFAULT_CSS = """
    MarshalledScreen {
        & #head { height: 1; padding: 0 1; }
        & #title { width: 1fr; text-style: bold; text-wrap: nowrap; text-overflow: ellipsis; }
        & #shown { width: auto; color: $text-muted; padding-left: 2; }
        & #counts { height: auto; padding: 0 1; }
        & #notice { height: auto; max-height: 3; padding: 0 1; color: $text-warning; }
        & #body {
            height: 1fr; border-top: solid $foreground 20%; border-bottom: solid $foreground 20%;
        }
        & FindingList { width: 2fr; }
        & DiffView { width: 3fr; border-left: solid $foreground 20%; padding: 0 1; }
        & Empty { display: none; }
        &.-empty Empty { display: block; }
        &.-empty #body { display: none; }
        &.-narrow DiffView { display: none; border-left: none; }
        &.-narrow.-reading DiffView { display: block; }
        &.-narrow.-reading FindingList { display: none; }
    }
    """

    def __init__(self) -> None:
        super().__init__()
        self._writing = asyncio.Lock()
        self._done: list[Step] = []
        self._beside = Beside.CHANGE
        self._remaining_only = False
        self.marshalled: Marshalled | None = None
        self._list = FindingList(id="list")
        self._view = DiffView(id="beside")

    def compose(self) -> ComposeResult:
        """Title, counts, what needs a look, list, what is told beside it, keys."""
        with Horizontal(id="head"):
            yield Static("Round", id="title", markup=False)
            yield Static(id="shown", markup=False)
        yield Static("reading …", id="counts", markup=False)
        yield Static(id="notice", markup=False)
        yield Empty()
        with Horizontal(id="body"):
            yield self._list
            yield self._view
        yield KeyBar(*footer_commands(Place.ROUND))

    def on_mount(self) -> None:
        """Read, beside the screen."""
        self._list.focus()
        self.query_one("#notice").display = False
        self.action_read_again()

    # --- reading ---

    def show_read(self, marshalled: Marshalled) -> None:
        """What was decided here while it was read is in it too."""
        before = self.marshalled
        if before and len(before.calling.entries) > len(marshalled.calling.entries):
            marshalled = marshalled.following(before.calling.entries)
        self._take(marshalled)

    def show_failure(self, error: Exception) -> None:
        """No round, or one that cannot be read: what to do."""
        is_told = isinstance(error, PolicyError)
        if not is_told:
            report(self, error)
        if self.marshalled is not None:
            told = f"{error}\n" if is_told else ""
            tell(self.app, f"{told}What was read before is shown.", is_error=True)
            return
        why = str(error) if is_told else "The round could not be read."
        if isinstance(error, UsageError):
            why = error.message
        keys = [("F5", "reads again"), ("esc", "goes back")]
        more = f"{_BEGIN}\n{_FIND}" if isinstance(error, UsageError) else ""
        self._show_empty(Emptiness(why, more, keys), "no round is open")

    # --- showing ---

    @property
    def current(self) -> Item | None:
        """The amendment under the bar."""
        place = self._list.current
        return self.marshalled.listing.items[place] if self.marshalled and place >= 0 else None

    def _take(self, marshalled: Marshalled) -> None:
        self.marshalled = marshalled
        self._show()

    def _show(self) -> None:
        marshalled = self.marshalled
        if marshalled is None:
            return
        self.query_one("#title", Static).update(
            plain(f"Round › {one_line(marshalled.round.title)}")
        )
        rows = list(marshalled_rows(marshalled, remaining_only=self._remaining_only))
        self._list.show(rows, item=self._list.current)
        self._notice(marshalled)
        counts = tell_counts(marshalled)
        if rows:
            self.remove_class("-empty")
            self.query_one("#counts", Static).update(plain(counts))
        elif marshalled.listing.items:
            keys = [("f", "shows the whole list again"), ("u", "takes the last decision back")]
            self._show_empty(Emptiness("Everything is decided.", keys=keys), counts)
        else:
            more = "Take them in with: policytui collate INBOX"
            keys = [("F5", "reads again")]
            self._show_empty(Emptiness("No amendments were taken in.", more, keys), "no amendments")
        self._show_beside()

    def _show_empty(self, emptiness: Emptiness, counts: str) -> None:
        self._read(False)
        self.add_class("-empty")
        self.query_one("#counts", Static).update(plain(counts))
        self.query_one(Empty).show(emptiness)

    def _notice(self, marshalled: Marshalled) -> None:
        """What a person should look at or do next."""
        told = []
        if marshalled.proposed:
            fallen = marshalled.named(marshalled.proposed)
            told.append(f"By what was decided these fall: {fallen}. F records it.")
        if marshalled.doubtful:
            doubtful = marshalled.named(marshalled.doubtful)
            told.append(f"Recorded as fallen, though by what is decided now not: {doubtful}.")
        adoption = marshalled.calling.adoption
        if adoption and adoption.stage is Stage.DONE:
            is_behind = last_decision(marshalled.calling.entries) > adoption.decided
            later = " before the last decision; undo it with: policytui adopt --undo"
            told.append(f"The edition {adoption.edition} was adopted{later if is_behind else '.'}")
        elif marshalled.listing.items and all(map(marshalled.is_decided, marshalled.listing.items)):
            told.append(
                "All is decided. Make the next edition on the command line: policytui adopt"
            )
        notice = self.query_one("#notice", Static)
        notice.display = bool(told)
        notice.update(plain(" ".join(told)))

    @on(FindingList.Moved)
    def _show_beside(self) -> None:
        extent = "only what remains" if self._remaining_only else "the whole list"
        self.query_one("#shown", Static).update(plain(f"{extent}{DOT}{self._beside}"))
        self._view.show(self._lay_out, keep_place=False)

    def _lay_out(self, width: int) -> Layout:
        marshalled, item = self.marshalled, self.current
        if marshalled is None or item is None:
            return Layout(())
        return beside_rows(marshalled, item, self._beside, width)

    def action_next_view(self) -> None:
        """The change, the text as decided so far, what collides."""
        views = list(Beside)
        self._beside = views[(views.index(self._beside) + 1) % len(views)]
        self._show_beside()
        if self.has_class("-narrow"):
            self._read(True)

    def action_remaining_only(self) -> None:
        """Leave out what is decided, or show it again."""
        self._remaining_only = not self._remaining_only
        self._show()

    def action_copy(self) -> None:
        """The list as plain text; where only what remains is shown, the votes that remain."""
        if self.marshalled:
            text = list_text(self.marshalled, remaining_only=self._remaining_only)
            what = "the votes that remain" if self._remaining_only else "the list"
            clipboard.copy(self.app, text, what)

    # --- moving ---

    def action_next_open(self) -> None:
        """To the next that is not decided, round at the end."""
        self._go(1)

    def action_previous_open(self) -> None:
        """To the one before that is not decided, round at the beginning."""
        self._go(-1)

    def _go(self, step: int) -> None:
        marshalled, here = self.marshalled, self._list.current
        if marshalled is None:
            return
        count = len(marshalled.listing.items)
        for far in range(1, count + 1):
            place = (here + step * far) % count
            if not marshalled.is_decided(marshalled.listing.items[place]):
                self._list.go_to(place)
                return
        tell(self.app, "Everything is decided.")

    def action_read(self) -> None:
        """From the list to what is told beside it, and back."""
        self._read(not self._view.has_focus)

    def _read(self, is_reading: bool) -> None:
        self.set_class(is_reading and self.current is not None, "-reading")
        (self._view if self.has_class("-reading") else self._list).focus()

    @on(FindingList.Opened)
    def _opened(self) -> None:
        self._read(True)

    def action_close(self) -> None:
        """Stop, close what is open, else go back."""
        if self.is_reading and self.marshalled is not None:
            self.stop_reading()
            tell(self.app, "Stopped; what was read before is shown.")
        elif self.has_class("-reading"):
            self._read(False)
        else:
            if self.is_reading:
                tell(self.app, "Stopped reading.")
            self.dismiss(None)

    # --- deciding ---

    def action_carried(self) -> None:
        """Carried, with the vote."""
        self._decide(Outcome.CARRIED)

    def action_lost(self) -> None:
        """Lost, with the vote."""
        self._decide(Outcome.LOST)

    def action_remitted(self) -> None:
        """Remitted, with the vote."""
        self._decide(Outcome.REMITTED)

    def action_withdrawn(self) -> None:
        """Withdrawn by its mover."""
        self._decide(Outcome.WITHDRAWN)

    def action_not_reached(self) -> None:
        """Conference did not come to it."""
        self._decide(Outcome.NOT_REACHED)

    def _decide(self, outcome: Outcome) -> None:
        if self.current is not None:
            self._ask_and_record(self.current, outcome)

    @work(group="flow")
    async def _ask_and_record(self, item: Item, outcome: Outcome) -> None:
        async with self._writing:
            if self.marshalled is None:
                return
            decision = await ask_decision(self.app, self.marshalled, item, outcome)
            if decision is not None:
                await self._record({item.amendment.id: decision})

    @work(group="flow")
    async def action_accept_fallen(self) -> None:
        """Record as fallen what falls by what was decided."""
        async with self._writing:
            if self.marshalled and self.marshalled.proposed:
                await self._record(self.marshalled.proposed)
            else:
                tell(self.app, "By what was decided nothing falls that is not recorded.")

    async def _record(self, decisions: Mapping[str, Decision]) -> None:
        marshalled = self.marshalled
        assert marshalled is not None
        done = await attempt(self.app, lambda: record(marshalled, decisions))
        if done is None:
            return
        made, step = done
        self._done.append(step)
        self._take(made)
        told = [
            f"{item.number}: {tell_standing(made, item)}"
            for item in made.listing.items
            if item.amendment.id in decisions
        ]
        tell(self.app, f"{'; '.join(told)}. u takes it back.")

    @work(group="flow")
    async def action_undo(self) -> None:
        """Take back what was decided last; the journal keeps it."""
        async with self._writing:
            marshalled = self.marshalled
            if marshalled is None:
                return
            if not self._done:
                tell(
                    self.app,
                    "Nothing was decided since you opened this. To take back an earlier decision: "
                    "policytui decide NUMBER --clear",
                )
                return
            step = self._done[-1]
            done = await attempt(self.app, lambda: take_back(marshalled, step))
            if done is None:
                return
            self._done.pop()
            made, kept = done
            self._take(made)
            back = [id_ for id_ in step.recorded if id_ not in kept]
            told = [f"Taken back: {made.named(back)}."] if back else []
            if kept:
                told.append(f"Somebody decided anew on {made.named(kept)} since; that stays.")
            tell(self.app, " ".join(told))

    # --- recommending ---

    @work(group="flow")
    async def action_advise(self) -> None:
        """Recommend something to conference, with the reason."""
        async with self._writing:
            marshalled, item = self.marshalled, self.current
            if marshalled is None or item is None:
                return
            told = await ask_advice(self.app, marshalled, item)
            if told is None:
                return
            journal, ids, by = marshalled.round.journal, [item.amendment.id], marshalled.by

            def write() -> Marshalled:
                if isinstance(told, str):
                    assert told == WITHDRAW
                    withdraw_recommendation(journal, ids, by)
                else:
                    recommend(journal, ids, told, by)
                return marshalled.following(journal.read())

            made = await attempt(self.app, write)
            if made is not None:
                self._take(made)
