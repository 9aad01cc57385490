"""What staff do with the list as a whole: numbers, order, debates, and all that is still open."""

from collections.abc import Callable

from textual import work

from policytui.tui.marshalled_order import (
    Arranged,
    debate_together,
    move,
    move_from,
    publish,
    tell_publishing,
)
from policytui.tui.marshalling import MOST_NAMED, Marshalled
from policytui.tui.plain import one_line
from policytui.tui.screens.confirm import ConfirmScreen
from policytui.tui.screens.import_line import LineScreen
from policytui.tui.screens.marshalled_deciding import DecidingScreen
from policytui.tui.telling import attempt, tell
from policytui.tui.wording import number


class ArrangingScreen(DecidingScreen):
    """Publishes, moves, brings together; a move and a debate are taken back with the rest."""

    def action_mark_open(self) -> None:
        """Mark all that are shown and not decided; where they are, take the marks off."""
        marshalled = self.marshalled
        if marshalled is None:
            return
        items = [marshalled.listing.items[place] for place in self.shown]
        open_ = {one.amendment.id for one in items if not marshalled.is_decided(one)}
        if not open_:
            tell(self.app, "Everything is decided.")
            return
        if open_ == self.marked:
            self.unmark()
            return
        self.marked.clear()
        self.marked |= open_
        self.show_marks()
        told = f"{number(len(open_), 'amendment')} not decided: marked."
        tell(self.app, f"{told} R records them as not reached, esc takes the marks off.")

    @work(group="flow")
    async def action_publish(self) -> None:
        """From now on the numbers stand."""
        async with self.acting() as now:
            if now is None or not now.listing.items:
                return
            if self.is_working:
                # That cannot be taken back, so nothing may come in behind the question.
                tell(self.app, "The round is being read: press p once it is shown.")
                return
            question = tell_publishing(now)
            if not question:
                tell(self.app, "Every number was published already.")
                return
            if not await self.app.push_screen_wait(ConfirmScreen(question, "Publish the numbers")):
                return
            made = await attempt(self.app, lambda: publish(now))
            if made is not None:
                self.take(made)
                tell(self.app, "The numbers are published and stand from now on.")

    @work(group="flow")
    async def action_move(self) -> None:
        """Put the amendment under the bar before or after another."""
        async with self.acting() as now:
            item = self.current
            if now is None or item is None:
                return
            if self.marked:
                tell(self.app, "Amendments are moved one by one. esc takes the marks off.")
                return
            line = await self.app.push_screen_wait(
                LineScreen(
                    f"Where shall {item.number}  {one_line(item.amendment.title)} stand?",
                    why="Before or after which number, like: before 7. It stays there whatever "
                    "comes in; numbers that were not published follow the order.",
                    placeholder="before 7, or after 7",
                    check=lambda line: move_from(now, item, line),
                )
            )
            if line is not None:
                to = move_from(now, item, line)
                if await self._arrange(lambda: move(now, to)):
                    self.go_to([to.id])

    @work(group="flow")
    async def action_debate(self) -> None:
        """Debate together what is marked; or change the debate of the one under the bar."""
        async with self.acting() as now:
            items = self.chosen
            if now is None or not items:
                return
            held = next((one.group for one in items if one.group), "")
            if len(items) < 2 and not held:
                tell(self.app, "Mark what is debated together with space, then press D.")
                return
            ids = [one.amendment.id for one in items]
            title = await self.app.push_screen_wait(
                LineScreen(
                    f"Debate {now.named(ids, MOST_NAMED)} together: under which title?",
                    one_line(held),
                    why="Each is still decided on at its own place. Those that have the title "
                    "already stay in the debate. Empty: each on its own again.",
                )
            )
            if title is not None:
                await self._arrange(lambda: debate_together(now, ids, title))

    async def _arrange(self, do: Callable[[], tuple[Marshalled, Arranged]]) -> bool:
        done = await attempt(self.app, do)
        if done is None:
            return False
        made, arranged = done
        self.steps.append(arranged)
        self.marked.clear()
        self.take(made)
        tell(self.app, f"{arranged.told} u takes it back.")
        return True
