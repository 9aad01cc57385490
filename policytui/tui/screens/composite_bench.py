"""The words on the composite workbench: kept while they are not saved, and looked at."""

import asyncio
from dataclasses import dataclass, replace

from textual import work
from textual.timer import Timer

from policytui.conference.marshalling.marshalled import Item
from policytui.errors import UsageError
from policytui.tui.access import report, workspace_of
from policytui.tui.composing import Bench, on_round, open_bench
from policytui.tui.composing_deeds import Deed
from policytui.tui.composing_kept import KeptWords, Words
from policytui.tui.composing_views import look_at
from policytui.tui.marshalling import Marshalled
from policytui.tui.screens.composite_panes import PanesScreen
from policytui.tui.screens.confirm import ConfirmScreen
from policytui.tui.screens.writing import LOOK_AFTER, NOTE_AFTER
from policytui.tui.telling import attempt, tell
from policytui.tui.widgets.empty import Emptiness, Empty


@dataclass(frozen=True, slots=True)
class Written:
    """The text before and after a key that changed it.

    Attributes:
        chosen: id of the composite that it is the text of; empty for a new one.
    """

    before: str
    after: str
    chosen: str


class BenchScreen(PanesScreen):
    """The words of one composite of a position or another, of which none is lost.

    Args:
        marshalled: the round.
        item: an amendment to the position, or its composite.
        is_from_together: whether the list of all positions stands behind this screen.

    Attributes:
        steps: what was done here and can be taken back, the last at the end.
        has_noted: whether something was added to the journal.
        writing: held while something is added to it.
    """

    def __init__(
        self, marshalled: Marshalled, item: Item, *, is_from_together: bool = False
    ) -> None:
        super().__init__()
        self._marshalled = marshalled
        self._item = item
        self._kept: KeptWords
        self._note_timer: Timer | None = None
        self._is_left = False
        self.is_from_together = is_from_together
        self.steps: list[Written | Deed] = []
        self.has_noted = False
        self.writing = asyncio.Lock()

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
            self.go_to((*amendment.members, amendment.id)[0])

    # --- turning to a composite, and taking what was noted ---

    def turn_to(self, bench: Bench) -> bool:
        """Another composite of the position, with the words that were kept of it.

        Returns:
            Whether it is shown; it is not where the words that are shown cannot be kept.
        """
        if not self._note_now():
            told = "What you wrote here cannot be kept: save it, or copy it, before you go on."
            tell(self.app, told, is_error=True)
            return False
        kept = KeptWords(workspace_of(self).places.state, bench)
        words = kept.find()
        text = bench.saved_text
        if words is not None:
            marked = tuple(one for one in words.marked if _is_there(bench, one))
            with_words = replace(bench, marked=marked, seen=words.seen)
            if with_words.is_changed(words.text):
                bench, text = with_words, words.text
                saves = "" if bench.is_overtaken else " ctrl+s saves them."
                tell(self.app, f"Words that were not saved are here again.{saves}")
        self._kept = kept
        self.unfolded = set(bench.marked)
        self.area.turn_to(text)
        self.area.move_cursor(self.area.document.end)
        self.show_bench(bench)
        self.typed()
        return True

    def take(self, bench: Bench) -> None:
        """The same words after something was noted; of a new composite, or of one no more."""
        kept, before = None, self.bench
        if before is None or before.chosen != bench.chosen:
            kept = self._kept
            self._kept = KeptWords(workspace_of(self).places.state, bench)
        if before is not None:
            self.steps = [_moved(step, before.chosen, bench.chosen) for step in self.steps]
        self.show_bench(bench)
        if self._note_now() and kept is not None:
            kept.forget()
        self.look_again()

    def catch_up(self, bench: Bench) -> None:
        """What others noted: a text that was saved becomes theirs, words that were not stay."""
        before, text = self.bench, self.area.text
        is_saved = before is None or not (before.is_changed(text) and bench.is_changed(text))
        if bench.composite is None or not is_saved:
            self.take(bench)
            return
        self.area.rewrite(bench.saved_text)
        self.take(bench.turned_to(bench.chosen))

    def open(self, marshalled: Marshalled) -> None:
        """Go on over a round that went on elsewhere."""
        self._marshalled = marshalled
        if self.bench is not None:
            try:
                self.catch_up(on_round(self.bench, marshalled))
            except UsageError as error:
                tell(self.app, str(error), is_error=True)

    def done(self, deed: Deed) -> None:
        """Something was noted that can be taken back."""
        self.has_noted = True
        self.steps.append(deed)

    def remember(self, before: str) -> None:
        """The text was changed by a key."""
        chosen = self.bench.chosen if self.bench else ""
        self.steps.append(Written(before, self.area.text, chosen))

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
        self._is_left = self.is_active
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
            words = Words(self.area.text, self.bench.marked, self.bench.seen)
            self.is_kept = self._kept.note(words)
        else:
            self._kept.forget()
            self.is_kept = True
        return self.is_kept

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
            self.show_told()


def _moved(step: Written | Deed, before: str, now: str) -> Written | Deed:
    """A step in a text that became that of another composite."""
    if isinstance(step, Written) and step.chosen == before:
        return replace(step, chosen=now)
    return step


def _is_there(bench: Bench, id_: str) -> bool:
    amendment = bench.gathered.by_id.get(id_)
    return amendment is not None and not bench.part_of(id_)
