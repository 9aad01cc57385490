"""What conference decides, recorded on the marshalled list, or tried there without a record."""

import asyncio
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager

from textual import work

from policytui.conference.decisions.deciding import Decision
from policytui.conference.marshalling.marshalled import Item
from policytui.conference.marshalling.outcome import Outcome
from policytui.tui.marshalled_beside import Beside
from policytui.tui.marshalled_order import Arranged, rearrange
from policytui.tui.marshalled_rows import tell_standing
from policytui.tui.marshalled_steps import Matter, Step, Value, do, take_back
from policytui.tui.marshalling import MOST_NAMED, Marshalled
from policytui.tui.screens.marshalled_list import MarshalledListScreen
from policytui.tui.screens.round_questions import ask_in_place, ask_vote, ask_words
from policytui.tui.telling import attempt, tell
from policytui.tui.wording import number

_VOTED = (Outcome.CARRIED, Outcome.LOST, Outcome.REMITTED)
_MOST_TOLD = 3
"""Amendments of which each is told what became of it."""

Supposed = Mapping[str, Decision | None]


class DecidingScreen(MarshalledListScreen):
    """Records and takes back; while the person tries what if, all of it stays on the screen."""

    def __init__(self) -> None:
        super().__init__()
        self.steps: list[Step | Arranged] = []
        self._tried: list[Supposed] = [{}]

    @asynccontextmanager
    async def acting(self) -> AsyncIterator[Marshalled | None]:
        """One act after the other: gives the round, which nothing else changes until the end.

        Gives None where nothing can be recorded, since the round is not read yet or, which is
        told, the person tries what if.
        """
        async with self.writing:
            if self.is_trying:
                told = "Nothing is recorded while you try what if. s goes back to the round."
                tell(self.app, told)
            yield None if self.is_trying else self.marshalled

    # --- deciding ---

    def action_carried(self) -> None:
        """Carried, with the vote."""
        self._decide(self.chosen, Outcome.CARRIED)

    def action_lost(self) -> None:
        """Lost, with the vote."""
        self._decide(self.chosen, Outcome.LOST)

    def action_remitted(self) -> None:
        """Remitted, with the vote."""
        self._decide(self.chosen, Outcome.REMITTED)

    def action_withdrawn(self) -> None:
        """Withdrawn by its mover; all that are marked."""
        self._decide(self.chosen, Outcome.WITHDRAWN)

    def action_not_reached(self) -> None:
        """Conference did not come to it, or to all that are marked."""
        self._decide(self.chosen, Outcome.NOT_REACHED)

    # Undescribed, all that are marked would be written out to describe the worker.
    @work(group="flow", description="a decision")
    async def _decide(self, chosen: Sequence[Item], outcome: Outcome) -> None:
        async with self.writing:
            now = self.marshalled
            # What was read since the key was pressed may hold fewer.
            items = now.items_of(item.amendment.id for item in chosen) if now else ()
            if now is None or not items:
                return
            if self.is_trying:
                await self._suppose(now, items, outcome)
            elif len(items) > 1 and outcome in _VOTED:
                tell(self.app, "A vote is recorded one by one. esc takes the marks off.")
            else:
                await self._ask_and_record(now, items, outcome)

    async def _ask_and_record(
        self, now: Marshalled, items: Sequence[Item], outcome: Outcome
    ) -> None:
        items = await ask_in_place(self.app, now, items, outcome)
        if not items:
            return
        decision: Decision | None = Decision(outcome)
        if outcome in _VOTED:
            text = await ask_words(self.app, now, items[0], outcome)
            if text is None:
                return
            decision = await ask_vote(self.app, items[0], outcome, text)
        if decision is None:
            return
        values = {item.amendment.id: decision for item in items}
        if await self.record(Matter.DECISION, values) and self.is_decided_here:
            self.go_to_open(1)

    @work(group="flow")
    async def action_accept_fallen(self) -> None:
        """Record as fallen what falls by what was decided."""
        async with self.acting() as now:
            if now and now.proposed:
                await self.record(Matter.DECISION, now.proposed)
            elif now:
                tell(self.app, "By what was decided nothing falls that is not recorded.")

    async def record(self, matter: Matter, values: Mapping[str, Value | None]) -> bool:
        """Record something of amendments, show it, and say how it is taken back."""
        marshalled = self.marshalled
        assert marshalled is not None
        done = await attempt(self.app, lambda: do(marshalled, matter, values))
        if done is None:
            return False
        made, step = done
        self.steps.append(step)
        self.marked.clear()
        self.take(made)
        told = f"{matter.value} on {made.named(values, MOST_NAMED)}"
        if matter is Matter.DECISION:
            told = _tell_decided(made, made.items_of(values))
        tell(self.app, f"Recorded: {told}. u takes it back.")
        return True

    @work(group="flow")
    async def action_undo(self) -> None:
        """Take back what was done last; the journal keeps it."""
        async with self.writing:
            if self.is_trying:
                await self._try_less()
                return
            marshalled = self.marshalled
            if marshalled is None:
                return
            if not self.steps:
                tell(
                    self.app,
                    "Nothing was done since you opened this. To take back an earlier decision: "
                    "policytui decide NUMBER --clear",
                )
                return
            step = self.steps[-1]
            if isinstance(step, Arranged):
                arranged = await attempt(self.app, lambda: rearrange(marshalled, step))
                self.steps.pop()
                if arranged is not None:
                    self.take(arranged)
                    tell(self.app, f"Taken back: {step.what}.")
                return
            done = await attempt(self.app, lambda: take_back(marshalled, step))
            if done is None:
                return
            self.steps.pop()
            made, kept = done
            self.take(made)
            back = [id_ for id_ in step.done if id_ not in kept]
            names = made.named(back, MOST_NAMED)
            told = [f"Taken back: the {step.matter} on {names}."] * bool(back)
            if kept:
                names = made.named(kept, MOST_NAMED)
                told.append(f"Changed again since, by another: {names}; that stays.")
            self.go_to(back)
            tell(self.app, " ".join(told))

    # --- what if ---

    @property
    def is_trying(self) -> bool:
        """Whether decisions stand on the screen alone."""
        return self.marshalled is not None and self.marshalled.supposed is not None

    @work(group="flow")
    async def action_what_if(self) -> None:
        """Try decisions, or go back to what is recorded."""
        async with self.writing:
            if self.marshalled is None or not self.marshalled.listing.items:
                return
            if self.is_trying:
                await self._show_recorded()
                return
            tried = self._tried[-1]
            await self._show_supposed(tried)
            self.show_view(Beside.RESULT)
            told = "c, l, m, w and R try a decision, again: leave it open. s or esc goes back."
            more = f" {len(tried):,} stand from before; u takes them off." if tried else ""
            tell(self.app, f"{told}{more}")

    @work(group="flow")
    async def _leave_what_if(self) -> None:
        async with self.writing:
            # Pressed twice, the first has done it.
            if self.is_trying:
                await self._show_recorded()

    async def _show_recorded(self) -> None:
        tried = self._tried[-1]
        await self._show_supposed(None)
        self.show_view(Beside.CHANGE)
        more = f" s comes back to the {len(tried):,} that you tried." if tried else ""
        tell(self.app, f"What is recorded is shown again.{more}")

    async def _suppose(self, now: Marshalled, items: Sequence[Item], outcome: Outcome) -> None:
        shown = [now.decisions.get(item.amendment.id) for item in items]
        is_again = all(one and one.decision.outcome is outcome for one in shown)
        decision: Decision | None = None
        if not is_again:
            text: str | None = ""
            if len(items) == 1:
                text = await ask_words(self.app, now, items[0], outcome)
            if text is None:
                return
            decision = Decision(outcome, text=text)
        supposed = dict(now.supposed or {})
        for item in items:
            id_ = item.amendment.id
            if decision is None and id_ not in now.calling.decisions:
                supposed.pop(id_, None)
            else:
                supposed[id_] = decision
        self._tried.append(supposed)
        self.marked.clear()
        await self._show_supposed(supposed)

    async def _try_less(self) -> None:
        if len(self._tried) > 1:
            tried, before = self._tried.pop(), self._tried[-1]
            await self._show_supposed(before)
            assert self.marshalled is not None
            ids = {**tried, **before}
            back = [id_ for id_ in ids if tried.get(id_, self) != before.get(id_, self)]
            names = self.marshalled.named(back, MOST_NAMED)
            tell(self.app, f"Taken back: what you tried on {names}.")
        else:
            tell(self.app, "Nothing is tried. s goes back to the round.")

    async def _show_supposed(self, supposed: Supposed | None) -> None:
        marshalled = self.marshalled
        assert marshalled is not None
        self.take(await asyncio.to_thread(marshalled.supposing, supposed))

    def action_close(self) -> None:
        """Before leaving: back from what if to what is recorded."""
        is_more_open = self.is_working or self.has_class("-reading") or self.marked
        if self.is_trying and not is_more_open:
            self._leave_what_if()
        else:
            super().action_close()


def _tell_decided(made: Marshalled, items: Sequence[Item]) -> str:
    if len(items) <= _MOST_TOLD:
        return "; ".join(f"{item.number} {tell_standing(made, item)}" for item in items)
    outcomes = dict.fromkeys(made.decisions[one.amendment.id].decision.outcome for one in items)
    return f"{number(len(items), 'amendment')} {', '.join(outcomes)}"
