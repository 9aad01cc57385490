"""The composite workbench: one text made of several amendments, every sentence with its source."""

from collections.abc import Callable
from typing import ClassVar

from textual import on, work
from textual.widgets import TextArea

from policytui.conference.amendments.composites import Answer
from policytui.conference.amendments.recomposing import CompositeChanged
from policytui.conference.amendments.resting import Rest, rest_on
from policytui.errors import UsageError
from policytui.text import clean_prose
from policytui.tui import clipboard
from policytui.tui.composing import (
    Bench,
    Deed,
    dissolve,
    note_consent,
    read_again,
    save,
    take_back,
)
from policytui.tui.composing_text import Beginning, beginnings, cursor_at, place_of, put_sentence
from policytui.tui.composing_views import copied_text
from policytui.tui.plain import one_line
from policytui.tui.screens.choice import Choice, ChoiceScreen
from policytui.tui.screens.composite_bench import BenchScreen
from policytui.tui.screens.confirm import ConfirmScreen
from policytui.tui.screens.together import TogetherScreen
from policytui.tui.telling import attempt, tell
from policytui.tui.widgets.finding_list import FindingList


class CompositeScreen(BenchScreen):
    """What is done on the workbench; see `BenchScreen` for what is shown.

    Gives the round with what was noted, None where nothing was.
    """

    _TAKEN: ClassVar[str] = "u takes it back."

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
        tell(self.app, f"Taken from {name}{not_marked}. {self._TAKEN}")

    @work(group="flow")
    async def action_begin(self) -> None:
        """Begin the text from all members, from one, or from the position."""
        if self.bench is None:
            return
        offered = list(beginnings(self.bench))
        choices = [Choice(str(n), one.label, one.tip) for n, one in enumerate(offered)]
        has_text = bool(self.area.text.strip())
        details = ["The text there is goes; u brings it back."] if has_text else []
        if len(self.bench.marked) < 2:
            details.append("Mark two amendments or more with space to begin from all of them.")
        answer = await self.app.push_screen_wait(
            ChoiceScreen("What shall the text begin from?", details, choices)
        )
        if answer is not None:
            self._begin_from(offered[int(answer)])

    def action_bring_up(self) -> None:
        """The words as they stand on the text of today."""
        bench = self.bench
        if bench is None or bench.composite is None or not bench.resting.has_moved:
            tell(self.app, "The position stands as it did when the text was settled.")
            return
        words = clean_prose(self.area.text)
        resting = rest_on(bench.composite.base, words, bench.gathered.today)
        if resting.rest is Rest.CONFLICT:
            tell(self.app, resting.message, is_error=True)
        else:
            told = "On the text of today: look at it, then save it with ctrl+s."
            self._begin_from(Beginning("carried", "", "", resting.text, told))

    def _begin_from(self, beginning: Beginning) -> None:
        before = self.area.text
        self.area.rewrite(beginning.text)
        self.remember(before)
        tell(self.app, f"{beginning.told} {self._TAKEN}")
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

    # --- what is noted in the journal ---

    @work(group="flow")
    async def action_save(self) -> None:
        """Make the composite, or change it."""
        async with self.writing:
            if self.bench is None:
                return
            text = self.area.text
            try:
                await self._save(self.bench, text, over=False)
            except CompositeChanged as error:
                await self._settle(self.bench, error)

    async def _save(self, bench: Bench, text: str, *, over: bool) -> None:
        done = await attempt(
            self.app, lambda: _unless_changed(lambda: save(bench, text, over=over))
        )
        if isinstance(done, CompositeChanged):
            raise done
        if done is None:
            return
        made, deed = done
        self.kept.forget()
        self.take(made)
        if deed is None:
            tell(self.app, "Nothing changed since it was saved.")
            return
        self.done(deed)
        members = made.gathered.named(deed.left.members)
        what = "is saved" if deed.before else f"is made of {members}"
        movers = ", ".join(one_line(one.mover) for one in deed.left.consents)
        tell(self.app, f"{deed.left.id} {what}. To be asked: {movers}. {self._TAKEN}")

    async def _settle(self, bench: Bench, error: CompositeChanged) -> None:
        """Somebody else changed the composite: whose words stand is for the person to say."""
        theirs = error.now
        if theirs.is_dissolved:
            made = await attempt(self.app, lambda: read_again(bench))
            if made is not None:
                self.take(made)
                tell(self.app, f"{error} ctrl+s makes a new composite of your words.")
            return
        answer = await self.app.push_screen_wait(
            ChoiceScreen(
                error.message,
                [f"There it reads: {one_line(theirs.text)}"],
                [
                    Choice("theirs", "Show theirs", "yours come back with ctrl+z in the text"),
                    Choice("mine", "Save mine over it", "theirs stay in the journal"),
                ],
            )
        )
        if answer == "mine":
            await self._save(bench, self.area.text, over=True)
        elif answer == "theirs":
            made = await attempt(self.app, lambda: read_again(bench))
            if made is not None:
                self.take(made.turned_to(theirs.id))
                self.area.rewrite(theirs.text)

    def action_consent_given(self) -> None:
        """The mover of the member at the bar consents."""
        self._note_consent(Answer.GIVEN)

    def action_consent_refused(self) -> None:
        """The mover of the member at the bar refuses."""
        self._note_consent(Answer.REFUSED)

    def action_consent_asked(self) -> None:
        """The mover of the member at the bar is asked."""
        self._note_consent(Answer.ASKED)

    @work(group="flow")
    async def _note_consent(self, answer: Answer) -> None:
        async with self.writing:
            if self.bench is None or self.spot is None or self.is_list_hidden():
                return
            bench, id_ = self.bench, self.spot.amendment
            is_changed = bench.is_changed(self.area.text)
            done = await attempt(self.app, lambda: note_consent(bench, id_, answer))
            if done is None:
                return
            made, deed = done
            self.take(made)
            if deed is None:
                tell(self.app, "That is noted already.")
                return
            if deed.can_be_taken_back:
                self.done(deed)
            self.has_noted = True
            told = [f"{deed.left.id}: consent {answer.value}."]
            if is_changed:
                told.append("It is to the words as they were saved, not to those shown.")
            if deed.left.is_agreed:
                members = made.gathered.named(deed.left.members)
                told.append(f"All consent: it takes the place of {members} in the list.")
            tell(self.app, " ".join((*told, *[self._TAKEN] * deed.can_be_taken_back)))

    @work(group="flow")
    async def action_dissolve(self) -> None:
        """Give the composite up, after a question."""
        async with self.writing:
            bench = self.bench
            if bench is None or bench.composite is None:
                tell(self.app, "There is no composite yet; nothing was saved.")
                return
            id_ = bench.composite.id
            question = (
                f"Dissolve {id_}? Its members stand again in the list, and each is decided on its "
                "own. Its words and the consents stay in the journal."
            )
            if not await self.app.push_screen_wait(ConfirmScreen(question, f"Dissolve {id_}")):
                return
            done = await attempt(self.app, lambda: dissolve(bench))
            if done is None:
                return
            made, deed = done
            if bench.is_changed(self.area.text):
                # What was typed and never saved goes on as words of a new composite.
                self.take(made, marked=bench.marked)
            else:
                self.turn_to(made)
            if deed:
                self.done(deed)
            tell(self.app, f"{id_} is dissolved. {self._TAKEN}")

    @work(group="flow")
    async def action_undo(self) -> None:
        """Take back what was done last."""
        async with self.writing:
            bench = self.bench
            if bench is None or not self.steps:
                tell(self.app, "There is nothing to take back here; ctrl+z undoes what was typed.")
                return
            step = self.steps[-1]
            if not isinstance(step, Deed):
                self.steps.pop()
                if self.area.text == step.after:
                    self.area.rewrite(step.before)
                    tell(self.app, "The text is as it was before.")
                else:
                    tell(self.app, "You typed since: ctrl+z in the text goes back step by step.")
                return
            is_changed = bench.is_changed(self.area.text)
            made = await attempt(self.app, lambda: take_back(bench, step))
            if made is None:
                return
            self.steps.pop()
            self.has_noted = True
            if step.before is None:
                # The words go on as those of a new composite.
                self.take(made, marked=bench.marked)
            elif step.left.is_dissolved:
                self.turn_to(made)
            else:
                self.take(made)
                if not is_changed:
                    self.area.rewrite(step.before.text)
            tell(self.app, f"Taken back. {step.left.id} is {_now(step)}.")

    # --- elsewhere ---

    @work(group="flow")
    async def action_next_composite(self) -> None:
        """Another composite of the position, or a new one."""
        async with self.writing:
            if self.bench is None:
                return
            if not self.bench.composites:
                tell(self.app, "This position has no composite yet.")
                return
            self.turn_to(self.bench.next_one)

    @work(group="flow")
    async def action_read_again(self) -> None:
        """What others noted meanwhile."""
        async with self.writing:
            bench = self.bench
            if bench is None:
                return
            is_changed = bench.is_changed(self.area.text)
            made = await attempt(self.app, lambda: read_again(bench))
            if made is None:
                return
            self.take(made)
            if not is_changed and made.composite:
                self.take(made.turned_to(made.chosen))
                self.area.rewrite(made.composite.text)
            tell(self.app, "Read again.")

    @work(group="flow")
    async def action_together(self) -> None:
        """The amendments to every position."""
        async with self.writing:
            if self.is_from_together:
                await self.leave()
                return
            marshalled = await self.marshalled_now()
            if marshalled is None:
                return
            found = await self.app.push_screen_wait(TogetherScreen(marshalled))
            if found is not None:
                self.has_noted = True
                self.open(found)

    @work(group="flow")
    async def action_close(self) -> None:
        """From the text to the amendments; from there away, and what is not saved is kept."""
        if self.bench is not None and not self.list.has_focus:
            self.show_pane(self.list)
            return
        async with self.writing:
            await self.leave()


def _unless_changed(
    do: Callable[[], tuple[Bench, Deed | None]],
) -> tuple[Bench, Deed | None] | CompositeChanged:
    """What a deed gives; that somebody else changed the composite is an answer, no failure."""
    try:
        return do()
    except CompositeChanged as error:
        return error


def _now(step: Deed) -> str:
    if step.before is None:
        return "dissolved again; its words are still here, not saved"
    return "as it was before"
