"""The marshalled list of a round: what is decided, advised and noted, and what comes of it."""

from textual import work

from policytui.conference.decisions.recommendations import Advice, Recommendation
from policytui.conference.marshalling.delegate import Note
from policytui.tui.access import workspace_of
from policytui.tui.marshalled_steps import Matter
from policytui.tui.marshalling import Marshalled
from policytui.tui.modified_text import KeptText
from policytui.tui.screens.corpus_screen import CorpusScreen
from policytui.tui.screens.marshalled_arranging import ArrangingScreen
from policytui.tui.screens.marshalled_note import NoteScreen
from policytui.tui.screens.round_questions import ask_advice
from policytui.tui.telling import tell


class MarshalledScreen(ArrangingScreen):
    """The round from its list to the next edition and the report."""

    def __init__(self) -> None:
        super().__init__()
        self._has_new_corpus = False

    # --- recommending ---

    @work(group="flow")
    async def action_advise(self) -> None:
        """Recommend something to conference, with the reason, for all that are marked."""
        async with self.acting() as now:
            items = self.chosen
            if now is None or not items:
                return
            values = await ask_advice(self.app, now, items)
            if values is None or not await self.record(Matter.ADVICE, values):
                return
            for id_, told in values.items():
                if isinstance(told, Recommendation) and told.advice is Advice.AS_MODIFIED:
                    KeptText(workspace_of(self).places.state, now.round, id_).forget()

    def action_next_unequal(self) -> None:
        """To the next that says the same as another but is recommended otherwise."""
        marshalled, here = self.marshalled, self._list.current
        if marshalled is None:
            return
        # Those of one group come one after the other.
        left = [group.left for group in marshalled.unanswered]
        groups = (*marshalled.unequal, *left)
        found = [marshalled.places[one.id] for group in groups for one in group]
        if not found:
            tell(self.app, "What says the same is recommended the same.")
            return
        self.show_remaining(False)
        self._list.go_to(found[(found.index(here) + 1) % len(found)] if here in found else found[0])

    # --- a delegate's own ---

    @work(group="flow")
    async def action_note(self) -> None:
        """Note the own mandate and what to remember, in the delegate's own file."""
        async with self.acting() as now:
            item = self.current
            if now is None or item is None or now.own is None:
                return
            if now.own.problem:
                tell(self.app, now.own.problem, is_error=True)
                return
            before = now.notes.get(item.amendment.id, Note())
            note = await self.app.push_screen_wait(NoteScreen(item, before))
            if note is not None and note != before:
                await self.record(Matter.NOTE, {item.amendment.id: note})

    # --- what comes of it ---

    @work(group="flow")
    async def action_composite(self) -> None:
        """Make one text of several amendments to one position."""
        async with self.acting() as now:
            item = self.current
            if now is None or item is None:
                return
            from policytui.tui.screens.composite import CompositeScreen

            made = await self.app.push_screen_wait(CompositeScreen(now, item))
            if made is not None:
                self.take(made)

    @work(group="flow")
    async def action_together(self) -> None:
        """The amendments to every position: what collides, what says the same."""
        async with self.acting() as now:
            if now is None or not now.listing.items:
                return
            from policytui.tui.screens.together import TogetherScreen

            made = await self.app.push_screen_wait(TogetherScreen(now))
            if made is not None:
                self.take(made)

    @work(group="flow")
    async def action_adopt(self) -> None:
        """Make the next edition, or undo it; then everything is read again."""
        async with self.acting() as now:
            if now is None:
                return
            if not now.listing.items:
                tell(self.app, "No amendments were taken in, so there is no edition to make.")
                return
            from policytui.tui.screens.adoption import AdoptionScreen

            if await self.app.push_screen_wait(AdoptionScreen(now)):
                self._has_new_corpus = True
                self.action_read_again()

    def show_read(self, marshalled: Marshalled) -> None:
        """After another edition was made, searching learns of it too, one after the other."""
        super().show_read(marshalled)
        self._refresh_search()

    def show_failure(self, error: Exception) -> None:
        """Also where the round cannot be read, the corpus is another."""
        super().show_failure(error)
        self._refresh_search()

    def stop_working(self) -> None:
        """Also where the round is not read to its end."""
        super().stop_working()
        self._refresh_search()

    def on_unmount(self) -> None:
        """Also where the screen is left before that."""
        self._refresh_search()

    def _refresh_search(self) -> None:
        if self._has_new_corpus:
            self._has_new_corpus = False
            for screen in self.app.screen_stack:
                if isinstance(screen, CorpusScreen):
                    screen.start_loading(again=True)

    @work(group="flow")
    async def action_report(self) -> None:
        """Make the report of the round."""
        async with self.acting() as now:
            if now is None:
                return
            from policytui.tui.screens.round_report import ReportScreen

            await self.app.push_screen_wait(ReportScreen(now.round))
