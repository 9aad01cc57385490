"""Answers put under themes, one after the other; themes renamed and merged."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from functools import partial
from typing import ClassVar, TypeVar

from textual import work
from textual.binding import Binding, BindingType
from textual.worker import get_current_worker

from policytui.conference.consultation.replies import Question
from policytui.conference.consultation.themes import Theme
from policytui.tui import coding, coding_rows
from policytui.tui.access import workspace_of
from policytui.tui.coding import Offered
from policytui.tui.plain import one_line
from policytui.tui.receiving import Letter, Level, Received, Undo
from policytui.tui.screens.inbox_asking import ask_other_theme, ask_themes, ask_title
from policytui.tui.screens.inbox_list import InboxList
from policytui.tui.telling import attempt, tell
from policytui.tui.wording import number
from policytui.workspace.rounds import who_works

_T = TypeVar("_T")
_ELSEWHERE = "Open a question with enter, then go to an answer."


@dataclass(frozen=True, slots=True)
class Done:
    """Something that can be taken back.

    Attributes:
        what: in a few words.
        at: the level and the place in its list to which taking it back returns; None where that
            does not matter.
        is_overruling: whether other submissions count since.
    """

    undo: Undo
    what: str
    at: tuple[Level, int] | None = None
    is_overruling: bool = False


class InboxCoding(InboxList):
    """What staff do with answers and themes; each can be taken back.

    Attributes:
        writing: held while something is done, so that of fast keys each finds what the one before
            it did.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        # The first has its command; these are the others of the same.
        Binding(str(n), f"theme_number({n})", show=False)
        for n in range(2, coding.MOST_NUMBERED + 1)
    ]

    def __init__(self) -> None:
        super().__init__()
        self.writing = asyncio.Lock()
        self._undo: list[Done] = []
        self._given: list[str] = []
        self._coded_at: list[int] = []

    @property
    def _by(self) -> str:
        return who_works(workspace_of(self))

    def _go(self, level: Level, at: int | None = None) -> None:
        super()._go(level, at)
        self._coded_at = []

    def _take(self, received: Received) -> None:
        before = self.received
        super()._take(received)
        if before and len(before.answers.entries) > len(received.answers.entries):
            self._follow()

    @work(group="follow")
    async def _follow(self) -> None:
        """Show what was done while the round was read."""
        async with self.writing:
            await self._reread()

    # --- moving ---

    def action_next_uncoded(self) -> None:
        """To the next answer that is under no theme."""
        if self.received is None or not self.listed:
            return tell(self.app, _ELSEWHERE)
        at = coding.find_uncoded(self.received, self.listed, self._list.current)
        if at is None:
            return tell(self.app, "Every answer here is under a theme.")
        self._list.go_to(at)
        return None

    def action_last_coded(self) -> None:
        """Back to the answer that was coded last, and then to the one before."""
        while self._coded_at and self._coded_at[-1] == self._list.current:
            self._coded_at.pop()
        if not self._coded_at or not self.listed:
            return tell(self.app, "No answer was coded here before.")
        self._list.go_to(self._coded_at.pop())
        return None

    def action_themes(self) -> None:
        """The themes of the question, with the answers under each."""
        letter = self.letter
        question = self._question or self.question_at
        if question is None and letter and self.received:
            question = self.received.responses.question(letter.replies[0].question)
        if question is None:
            return tell(self.app, "Go to a question first; v shows them.")
        self._question = question
        self._go(Level.THEMES, 0)
        return None

    # --- coding ---

    @work(group="flow")
    async def action_theme(self) -> None:
        """Put the answer, and all with the same words, under a theme."""
        async with self.writing:
            received, letter, question = self.received, self.letter, self._question
            if self.level is Level.THEMES and received and question:
                await self._add_theme(received, question)
            elif received is None or letter is None:
                tell(self.app, _ELSEWHERE)
            else:
                offered = coding.offered_themes(received, letter)
                titles = await self.ask(ask_themes(self.app, offered, letter))
                if titles is not None:
                    await self._code(letter, titles)

    @work(group="flow")
    async def action_theme_number(self, place: int = 1) -> None:
        """Put the answer under the theme with this number, or take it away from there."""
        async with self.writing:
            received, letter = self.received, self.letter
            if received is None or letter is None:
                return tell(self.app, _ELSEWHERE)
            offered = coding.offered_themes(received, letter)
            if place > len(offered):
                return tell(self.app, f"There is no theme {place}; t makes a new one.")
            await self._code(letter, coding.toggled(offered, place - 1))
            return None

    @work(group="flow")
    async def action_same_theme(self) -> None:
        """Put the answer under the themes that were given last."""
        async with self.writing:
            letter = self.letter
            if letter is None or self.received is None:
                return tell(self.app, _ELSEWHERE)
            known = {one.id for one in self.received.coding.themes_for(letter.replies[0].question)}
            if not self._given or not known.issuperset(self._given):
                return tell(self.app, "No theme was given to an answer of this question yet.")
            await self._code(letter, self._given)
            return None

    @work(group="flow")
    async def action_whole_group(self) -> None:
        """Give the themes of a text to all others of its campaign that have none."""
        async with self.writing:
            received, letter = self.received, self.letter
            group = []
            if received and letter and self.level is Level.ANSWERS:
                group = coding.group_of(self._letters, letter)
            if received is None or letter is None or len(group) < 2:
                return tell(self.app, "Go to a text around which several answers stand (3 × …).")
            themes = coding.themes_of_group(received, group, letter)
            if not themes:
                return tell(self.app, "Put one of these texts under a theme first.")
            whole = coding.around(received, group)
            if not whole.replies:
                return tell(self.app, "Every answer of this group is under a theme.")
            await self._code(whole, themes)
            return None

    async def _code(self, letter: Letter, themes: list[str]) -> None:
        received, coded_at = self.received, self._coded_at
        assert received is not None
        question, at, by = letter.replies[0].question, self._list.current, self._by
        was_coded = bool(received.coding.themes_of(letter.replies[0]))
        titles = [one.title for one in received.coding.themes_for(question) if one.id in themes]
        titles += [one for one in themes if one not in received.coding.themes]
        did = coding_rows.coded_as(titles, len(letter.replies))
        if not await self._note(lambda: coding.code(received, letter, themes, by), did, at):
            return
        given = self.received.coding.themes_of(letter.replies[0]) if self.received else ()
        self._given = [one.id for one in given] or self._given
        coded_at.append(at)
        told = "; ".join(one_line(one.title) for one in given) or "no theme"
        said = f"{number(len(letter.replies), 'answer')}: {told}."
        if self.received:
            replies = self.received.responses.question(question).replies
            done = coding.count_coded(self.received, replies)
            said += f" {coding_rows.coded_said(done, len(replies))}. u takes it back."
        tell(self.app, said)
        # One that had a theme is being mended: the bar stays with it, and where it was put since.
        is_there = self._coded_at is coded_at and self._list.current == at
        if given and not was_coded and is_there and self.received:
            following = coding.find_uncoded(self.received, self.listed, at)
            if following is not None:
                self._list.go_to(following)

    # --- themes ---

    @property
    def _theme_at(self) -> Offered | None:
        at = self._list.current
        is_one = self.level is Level.THEMES and 0 <= at < len(self._themes)
        return self._themes[at] if is_one else None

    async def _add_theme(self, received: Received, question: Question) -> None:
        title = await self.ask(ask_title(self.app, "The new theme"))
        by = self._by
        if title is None:
            return
        made = await attempt(self.app, lambda: coding.add_theme(received, question, title, by))
        if made is not None:
            tell(self.app, f"{one_line(title)} is a theme now; it stays, also without answers.")
            await self._reread()

    @work(group="flow")
    async def action_rename_theme(self) -> None:
        """Give the theme another title."""
        async with self.writing:
            received, one = self.received, self._theme_at
            if received is None or one is None:
                return tell(self.app, "Go to the themes of a question with T.")
            before = one.theme.title
            title = await self.ask(ask_title(self.app, "What is the theme called?", before))
            if title is not None:
                do = partial(coding.rename, received, one.theme, title, self._by)
                await self._change(do, f"“{before}” is called “{title}”")
            return None

    @work(group="flow")
    async def action_merge_theme(self) -> None:
        """Make the theme part of another."""
        async with self.writing:
            received, one = self.received, self._theme_at
            if received is None or one is None:
                return tell(self.app, "Go to the themes of a question with T.")
            others = [other for other in self._themes if other is not one]
            if not others:
                return tell(self.app, "There is no other theme to merge it with.")
            into = await self.ask(ask_other_theme(self.app, one, others))
            if into is not None:
                do = partial(coding.merge, received, one.theme, into, self._by)
                await self._change(do, f"“{one.theme.title}” is part of “{into.title}”")
            return None

    async def _change(self, do: Callable[[], Undo], said: str) -> None:
        if await self._note(do, one_line(said)):
            tell(self.app, f"{one_line(said)}. u takes it back.")

    def _open_theme(self, theme: Theme) -> None:
        received, question = self.received, self._question
        if received is None or question is None:
            return
        self._found = coding.find_under(received, question, theme)
        self._searched = f"theme {theme.title}"
        self._go(Level.FOUND, 0)

    # --- noting ---

    async def ask(self, answer: Awaitable[_T]) -> _T:
        """What a dialog gives; keys that came before it was open are dropped.

        They would be carried out once it is closed, on whatever is under the bar then.
        """
        given = await answer
        mine = get_current_worker()
        for worker in list(self.workers):
            if worker.node is self and worker.group == mine.group and worker is not mine:
                worker.cancel()
        return given

    async def _note(self, do: Callable[[], Undo], what: str, at: int | None = None) -> bool:
        """Do something that can be taken back; whether it was done.

        Args:
            what: in a few words.
            at: the place in the list to which taking it back returns.
        """
        place = None if at is None else (self.level, at)
        undo = await attempt(self.app, do)
        if undo is None:
            return False
        self._undo.append(Done(undo, what, place))
        await self._reread()
        return True

    async def _reread(self) -> None:
        """Themes and quotes as they stand now; the bar and the paragraph stay."""
        received, question = self.received, self._question
        if received is None:
            return
        reread = await attempt(self.app, lambda: received.reread(question))
        if self.received is not received:
            await self._reread()  # the round was read again meanwhile
            return
        self.received = reread or received
        self._places[self.level], paragraph = self._list.current, self._paragraph
        self._show()
        self._paragraph = paragraph
        self._view.show(self.lay_out_beside)
