"""The text of a composite: members marked, sentences taken, words without a source found."""

from collections.abc import Callable
from typing import ClassVar

from textual import on, work
from textual.widgets import TextArea

from policytui.conference.amendments.resting import Rest, rest_on
from policytui.errors import UsageError
from policytui.text import clean_prose
from policytui.tui import clipboard
from policytui.tui.composing import Bench
from policytui.tui.composing_text import Beginning, beginnings, cursor_at, place_of, put_sentence
from policytui.tui.composing_views import copied_text
from policytui.tui.screens.choice import Choice, ChoiceScreen
from policytui.tui.screens.composite_bench import BenchScreen, Written
from policytui.tui.telling import tell
from policytui.tui.widgets.finding_list import FindingList


class TextScreen(BenchScreen):
    """What makes the text, and nothing of it is noted in the journal."""

    TAKEN: ClassVar[str] = "u takes it back."

    # --- members ---

    def action_mark(self) -> None:
        """The amendment at the bar becomes a member, or is one no more."""
        if self.told.has_focus:
            self.told.action_page_down()
            return
        self._mark(lambda bench, id_: bench.with_marked(id_))

    def action_mark_group(self) -> None:
        """All that say the same become members, or are no more."""
        self._mark(lambda bench, id_: bench.with_group(id_))

    def _mark(self, change: Callable[[Bench, str], Bench]) -> None:
        if self.bench is None or self.spot is None or self.is_list_hidden():
            return
        try:
            bench = change(self.bench, self.spot.amendment)
        except UsageError as error:
            tell(self.app, str(error), is_error=True)
            return
        self.unfolded |= set(bench.marked) - set(self.bench.marked)
        self.bench = bench
        self.typed()

    # --- the text ---

    @on(FindingList.Opened)
    def action_take(self) -> None:
        """Take the sentence at the bar into the text; of an amendment, show or hide them."""
        if self.bench is None or self.spot is None:
            return
        if not self.list.has_focus:
            self.show_pane(self.list)
            return
        spot = self.spot
        if not spot.sentence:
            self.unfolded ^= {spot.amendment}
            self.show_rows()
            return
        before, area = self.area.text, self.area
        at = place_of(before, *area.cursor_location)
        place, words = put_sentence(before, at, spot.sentence)
        where = cursor_at(before, place)
        result = area.insert(words, where, maintain_selection_offset=False)
        area.move_cursor(result.end_location)
        self.remember(before)
        name = self.bench.gathered.named([spot.amendment])
        not_marked = "" if spot.amendment in self.bench.marked else ", which is not marked"
        tell(self.app, f"Taken from {name}{not_marked}. {self.TAKEN}")

    @work(group="flow")
    async def action_begin(self) -> None:
        """Begin the text from all members, from one, or from the position."""
        async with self.writing:
            if self.bench is not None:
                await self._ask_beginning(self.bench)

    async def _ask_beginning(self, bench: Bench) -> None:
        offered = list(beginnings(bench))
        choices = [Choice(str(n), one.label, one.tip) for n, one in enumerate(offered)]
        has_text = bool(self.area.text.strip())
        details = ["The text there is goes; u brings it back."] if has_text else []
        if len(bench.marked) < 2:
            details.append("Mark two amendments or more with space to begin from all of them.")
        answer = await self.app.push_screen_wait(
            ChoiceScreen("What shall the text begin from?", details, choices)
        )
        if answer is not None:
            self._begin_from(offered[int(answer)])

    def action_bring_up(self) -> None:
        """The words as they stand on the text of today."""
        bench = self.bench
        began = bench and (bench.seen or bench.composite)
        if bench is None or not began or not began.rest_on(bench.gathered.today).has_moved:
            tell(self.app, "The position stands as it did when the text was settled.")
            return
        words = clean_prose(self.area.text)
        resting = rest_on(began.base, words, bench.gathered.today)
        if resting.rest is Rest.CONFLICT:
            tell(self.app, resting.message, is_error=True)
        else:
            told = "On the text of today: look at it, then save it with ctrl+s."
            self._begin_from(Beginning("carried", "", "", resting.text, told))

    def _begin_from(self, beginning: Beginning) -> None:
        before = self.area.text
        self.area.rewrite(beginning.text)
        self.remember(before)
        bench = self.bench
        if bench and bench.is_overtaken and not bench.is_changed(self.area.text):
            self.take(bench.turned_to(bench.chosen))
        tell(self.app, f"{beginning.told} {self.TAKEN}")
        if self.has_class("-narrow"):
            self.show_pane(self.area)

    def action_next_unsourced(self) -> None:
        """Select the next words in the text that come from no source."""
        area, looked = self.area, self.looked
        place = None
        if looked and looked.text == area.text:
            place = looked.next_unsourced(place_of(area.text, *min(area.selection)))
        if place is None:
            tell(self.app, "Every word has a source.")
            return
        start, end = (cursor_at(area.text, each) for each in place)
        self.show_pane(area)
        area.move_cursor(start)
        area.move_cursor(end, select=True)

    @on(TextArea.Changed)
    def _text_changed(self) -> None:
        self.typed()

    def action_copy(self) -> None:
        """The text with the sources of its words."""
        if self.bench and self.looked:
            clipboard.copy(self.app, copied_text(self.bench, self.looked), "the text with sources")

    def take_back_words(self, step: Written) -> None:
        """The text as it was before a key changed it, where nothing was typed since."""
        bench = self.bench
        if bench is None:
            return
        if step.chosen != bench.chosen and not self.turn_to(bench.turned_to(step.chosen)):
            return
        self.steps.pop()
        if self.area.text == step.after:
            self.area.rewrite(step.before)
            tell(self.app, "The text is as it was before.")
        else:
            tell(self.app, "You typed since: ctrl+z in the text goes back step by step.")
