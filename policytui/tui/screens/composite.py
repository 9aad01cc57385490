"""What is noted of a composite in the journal: made, agreed to, given up, taken back."""

from collections.abc import Callable
from dataclasses import replace
from typing import TypeVar

from textual import work

from policytui.conference.amendments.composites import Answer
from policytui.conference.amendments.recomposing import CompositeChanged
from policytui.tui.composing import Bench, read_again
from policytui.tui.composing_deeds import Deed, dissolve, note_consent, save, take_back
from policytui.tui.composing_views import tell_overtaken
from policytui.tui.plain import one_line
from policytui.tui.screens.choice import Choice, ChoiceScreen
from policytui.tui.screens.composite_bench import Written
from policytui.tui.screens.composite_text import TextScreen
from policytui.tui.screens.confirm import ConfirmScreen
from policytui.tui.screens.together import TogetherScreen
from policytui.tui.telling import attempt, tell

_T = TypeVar("_T")


class CompositeScreen(TextScreen):
    """What is done with the words of the workbench.

    Gives the round with what was noted, None where nothing was.
    """

    @work(group="flow")
    async def action_save(self) -> None:
        """Make the composite, or change it."""
        async with self.writing:
            bench = self.bench
            while bench is not None:
                bench = await self._save(bench)

    async def _save(self, bench: Bench) -> Bench | None:
        """Save the words; where they are to stand over others, the bench that has seen those."""
        text = self.area.text
        done = await attempt(self.app, lambda: _unless_changed(lambda: save(bench, text)))
        if isinstance(done, CompositeChanged):
            return await self._settle(bench, done)
        if done is None:
            return None
        made, deed = done
        self.take(made)
        if deed is None:
            tell(self.app, "Nothing changed since it was saved.")
            return None
        self.done(deed)
        members = made.gathered.named(deed.left.members)
        what = "is saved" if deed.before else f"is made of {members}"
        movers = ", ".join(one_line(one.mover) for one in deed.left.consents)
        tell(self.app, f"{deed.left.id} {what}. To be asked: {movers}. {self.TAKEN}")
        return None

    async def _settle(self, bench: Bench, error: CompositeChanged) -> Bench | None:
        """Somebody else changed the composite: whose words stand is for the person to say."""
        id_ = error.now.id
        made = await attempt(self.app, lambda: read_again(bench))
        if made is None:
            return None
        theirs = next((one for one in made.composites if one.id == id_), None)
        if theirs is None:
            self.take(made)
            told = f"{id_} was dissolved by somebody else."
            tell(self.app, f"{told} ctrl+s makes a new composite of your words.")
            return None
        changed = "was changed by somebody else" if made.seen else "may have been changed"
        question = f"{id_} {changed} since you began these words."
        if not made.chosen:
            # From now on these are words for the one that is there.
            made = replace(made, chosen=id_)
            question = f"Somebody else made {id_} of the same amendments."
        self.catch_up(made)
        if not made.is_changed(self.area.text):
            tell(self.app, f"{id_} was changed by somebody else; it is shown as it is now.")
            return None
        # No words are given up unless the person says so.
        of = made.gathered.named(theirs.members)
        answer = await self.app.push_screen_wait(
            ChoiceScreen(
                question,
                [f"Of {of} it reads now: {one_line(theirs.text)}"],
                [
                    Choice("look", "Look at it first", "yours stay as they are, not saved"),
                    Choice("theirs", "Take it as it is now", "yours go; u brings them back"),
                    Choice("mine", "Save yours over it", "what it says now stays in the journal"),
                ],
            )
        )
        if answer == "look":
            self.look_at_saved()
        elif answer == "theirs":
            before = self.area.text
            self.area.rewrite(theirs.text)
            self.take(made.turned_to(id_))
            self.remember(before)
        return made.having_seen(theirs) if answer == "mine" else None

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
            tell(self.app, " ".join((*told, *[self.TAKEN] * deed.can_be_taken_back)))

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
            if bench.is_changed(self.area.text) or not self.turn_to(made):
                # What was typed and never saved goes on as words of a new composite.
                self.take(replace(made, marked=bench.marked))
            if deed:
                self.done(deed)
            tell(self.app, f"{id_} is dissolved. {self.TAKEN}")

    @work(group="flow")
    async def action_undo(self) -> None:
        """Take back what was done last."""
        async with self.writing:
            if self.bench is None or not self.steps:
                tell(self.app, "There is nothing to take back here; ctrl+z undoes what was typed.")
                return
            step = self.steps[-1]
            if isinstance(step, Written):
                self.take_back_words(step)
            else:
                await self._take_back(self.bench, step)

    async def _take_back(self, bench: Bench, step: Deed) -> None:
        id_ = step.left.id
        is_new = not bench.chosen and bench.is_changed(self.area.text)
        there = bench.turned_to(id_)
        if there.chosen == id_ != bench.chosen:
            # What is typed here are the words of another composite, and are never to become its.
            if not self.turn_to(there):
                return
            bench = self.bench or there
        made = await attempt(self.app, lambda: _unless_changed(lambda: take_back(bench, step)))
        if made is None:
            return
        self.steps.pop()
        if isinstance(made, CompositeChanged):
            await self._read_again(bench)
            tell(self.app, f"{made.message} What you did before stays as it is.", is_error=True)
            return
        self.has_noted = True
        if step.left.is_dissolved:
            self.turn_to(made)
        else:
            self.catch_up(made)
        told = f"Taken back. {id_} is {_now(step)}."
        if is_new and step.before is None:
            told += " Those of the new one are kept: o finds them once these are saved."
        tell(self.app, told)

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
            if self.bench is not None and (told := await self._read_again(self.bench)):
                tell(self.app, told)

    async def _read_again(self, bench: Bench) -> str:
        """Read the journal; what is to be told of it, empty where it cannot be read."""
        made = await attempt(self.app, lambda: read_again(bench))
        if made is None:
            return ""
        self.catch_up(made)
        before, now = bench.composite, made.composite
        if before and now is None:
            told = f"{before.id} was dissolved by somebody else; the words here are not saved."
        elif self.bench and self.bench.is_overtaken:
            told = tell_overtaken(self.bench)
        elif before and now and not now.says_as(before):
            told = f"{now.id} was changed by somebody else; it is shown as it is now."
        else:
            told = "Read again."
        return told

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


def _unless_changed(do: Callable[[], _T]) -> _T | CompositeChanged:
    """What a deed gives; that somebody else changed the composite is an answer, no failure."""
    try:
        return do()
    except CompositeChanged as error:
        return error


def _now(step: Deed) -> str:
    if step.before is None:
        return "dissolved again; its words are still here, not saved"
    return "as it was before"
