"""The round: what was received and what became of it; the answers, put under themes and quoted."""

import asyncio
from functools import partial

from textual import on, work
from textual.widgets import Input

from policytui.conference.consultation.quotes import paragraphs_of
from policytui.conference.consultation.searching import Found
from policytui.conference.inbox.ledger import Fate
from policytui.conference.inbox.taking_in import Taken
from policytui.errors import PolicyError, UnknownId, UsageError
from policytui.text import clean_line
from policytui.tui import receiving
from policytui.tui.access import workspace_of
from policytui.tui.plain import one_line
from policytui.tui.receiving import Letter, Level, Received
from policytui.tui.screens.inbox_asking import ask_inbox, ask_reason
from policytui.tui.screens.inbox_coding import Done, InboxCoding
from policytui.tui.telling import attempt, tell
from policytui.tui.widgets.prose_area import LineInput
from policytui.tui.wording import number

_ASK_ANSWERS = 'Search the answers: words, "a phrase", theme:homes, nation:wales, capacity:group'
_ASK_FILES = "Only files with these words in sender, title or file name; none shows all"


class InboxScreen(InboxCoding):
    """What staff do with what was received: look, admit, set aside, code, quote."""

    def __init__(self) -> None:
        super().__init__()
        self._asked = ""

    # --- taking in ---

    @work(group="flow")
    async def action_take_in(self) -> None:
        """Take in a folder of what was sent; begin a round where there is none."""
        async with self.writing:
            if self.is_working:
                return tell(self.app, "One moment: esc stops what is under way.")
            asked = await self.ask(ask_inbox(self.app, is_new=self.received is None))
            if asked:
                folder, title = asked
                do = partial(receiving.take_in_inbox, workspace_of(self), folder, title)
                self.begin_work("Taking in", do, self._taken_in)
            return None

    def _taken_in(self, done: tuple[Received, Taken]) -> None:
        received, taken = done
        self._take(received)
        tell(
            self.app,
            f"{number(taken.files, 'file')} looked at, {len(taken.new):,} of them new. Each is "
            "accounted for in the list.",
        )

    # --- moving ---

    def action_next_view(self) -> None:
        """Submissions, or answers by question."""
        is_inbox = self.level is Level.SUBMISSIONS
        self._go(Level.QUESTIONS if is_inbox else Level.SUBMISSIONS)

    def action_next_fate(self) -> None:
        """Those of one fate, of the next, and at last all again."""
        self._go_fate(1)

    def action_previous_fate(self) -> None:
        """The same backwards: from all to those of the last fate."""
        self._go_fate(-1)

    def _go_fate(self, by: int) -> None:
        if self.received is None or self.level is not Level.SUBMISSIONS:
            return tell(self.app, "f is for submissions; v goes there.")
        counts = self.received.ledger.counts
        order = [None, *(fate for fate, count in counts.items() if count)]
        at = order.index(self._fate) if self._fate in order else 0
        self._fate = order[(at + by) % len(order)]
        self._places[self.level] = 0
        self._show()
        return None

    def open_current(self) -> None:
        """As enter does."""
        self.action_open()

    def action_open(self) -> None:
        """The answers to a question; of anything else, the whole text."""
        at = self._list.current
        if self.level is Level.THEMES and at >= 0:
            return self._open_theme(self._themes[at].theme)
        received, question = self.received, self.question_at
        if self.level is not Level.QUESTIONS or received is None or at < 0:
            return self.read(True)
        if question is None:
            return tell(self.app, "Go down to one question; / searches the answers to all.")

        def show(letters: tuple[Letter, ...]) -> None:
            if self.level is Level.QUESTIONS:  # the person may have gone on
                self._question, self._letters = question, letters
                self._go(Level.ANSWERS, 0)

        return self.begin_work("Grouping", partial(receiving.letters_of, received, question), show)

    def action_next_paragraph(self) -> None:
        """To the next paragraph, round at the end."""
        if self.letter:
            total = len(paragraphs_of(self.letter.text))
            self._paragraph = (self._paragraph + 1) % max(1, total)
            self._view.show(self.lay_out_beside)
            self._view.reveal(self._paragraph)

    def action_close(self) -> None:
        """Stop, close what is open, else go back."""
        if self.is_working:
            self.stop_working()
            tell(self.app, "Stopped.")
            if self.received is None:
                self.dismiss(None)
        elif self.query_one(LineInput).has_focus or self.has_class("-reading"):
            self._close_line()
            self.read(False)
        elif self.level is Level.SUBMISSIONS and self._wanted:
            self._narrow("")
        elif self.level in (Level.FOUND, Level.THEMES) and self._question and self._letters:
            self._go(Level.ANSWERS)
        elif self.level in (Level.FOUND, Level.ANSWERS, Level.THEMES):
            self._go(Level.QUESTIONS)
        else:
            self.dismiss(None)

    # --- searching ---

    def action_search(self) -> None:
        """Type words to be found in the answers; among files, words that they must have."""
        if self.received:
            line = self.query_one(LineInput)
            is_files = self.level is Level.SUBMISSIONS
            line.placeholder = _ASK_FILES if is_files else _ASK_ANSWERS
            line.value = self._wanted if is_files else self._asked
            line.add_class("-shown")
            line.focus()
            # Typing replaces what was looked for before; the arrows keep it.
            line.select_all()

    def _close_line(self) -> None:
        self.query_one(LineInput).remove_class("-shown")

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        if self.level is Level.SUBMISSIONS and event.input.has_focus:
            self._narrow(event.value)

    def _narrow(self, words: str) -> None:
        """Only the files that have these words."""
        if clean_line(words) != self._wanted:
            self._wanted = clean_line(words)
            self._places[Level.SUBMISSIONS] = 0
            self._show()

    @on(Input.Submitted)
    def _search(self, event: Input.Submitted) -> None:
        received, question, level = self.received, self._question, self.level
        self._close_line()
        self._list.focus()
        if self.level is Level.SUBMISSIONS:
            return self._narrow(event.value)
        if received is None or not event.value.strip():
            return None

        def show(found: Found) -> None:
            if self.level is not level:
                return  # the person went on
            self._found = found
            self._asked = event.value
            self._searched = f"“{clean_line(event.value)}”"
            self._go(Level.FOUND, 0)
            said = [*found.notes, f"Did you mean: {found.correction}" if found.correction else ""]
            if any(said):
                tell(self.app, " ".join(filter(None, said)))

        look = partial(receiving.search_answers, received, question, event.value)
        return self.begin_work("Searching", lambda *_: look(), show)

    # --- what is done ---

    def action_admit(self) -> None:
        """Count what was not counted."""
        self._overrule(is_admitting=True)

    def action_set_aside(self) -> None:
        """Refuse what was counted."""
        self._overrule(is_admitting=False)

    @work(group="flow")
    async def _overrule(self, *, is_admitting: bool) -> None:
        async with self.writing:
            received, item = self.received, self.item
            if received is None or item is None:
                return tell(self.app, "This is done in the list of submissions; v goes there.")
            if is_admitting == (item.fate is Fate.COUNTED):
                return tell(
                    self.app, "It counts already." if is_admitting else "It does not count."
                )
            if item.sent is None:
                return tell(self.app, f"It cannot be admitted: it {item.reason}.")
            reason = await self.ask(ask_reason(self.app, item))
            if reason is None:
                return None
            by = self._by
            done = await attempt(self.app, lambda: receiving.overrule(received, item, reason, by))
            if done is not None:
                became, undo = done
                did = "admitting" if is_admitting else "setting aside"
                self._undo.append(Done(undo, f"{did} {one_line(item.name)}", is_overruling=True))
                tell(self.app, f"{one_line(became.name)}: {became.fate.value}. u takes it back.")
                self.action_reload()
            return None

    @work(group="flow")
    async def action_quote(self) -> None:
        """Mark the paragraph for the report, or take the mark away."""
        async with self.writing:
            received, letter = self.received, self.letter
            if received is None or letter is None:
                return tell(self.app, "Open a question with enter, then go to an answer.")
            reply = letter.replies[0]
            span = paragraphs_of(reply.text)[self._paragraph]
            is_there = receiving.is_quoted(received, reply, span)
            said = "No quote any more." if is_there else "Marked as a quote for the report."
            by = self._by
            did = "taking a quote away" if is_there else "marking a quote"
            note = partial(receiving.quote, received, reply, span, by)
            if await self._note(note, did, self._list.current):
                tell(self.app, f"{said} u takes it back.")
            return None

    @work(group="flow")
    async def action_undo(self) -> None:
        """Take back what was done last, as far as nobody changed it since."""
        async with self.writing:
            if not self._undo:
                return tell(self.app, "Nothing was done since you opened this.")
            done = self._undo[-1]
            try:
                kept = await asyncio.to_thread(done.undo)
            except (UsageError, UnknownId) as error:
                # It never can be; what was done before it may.
                tell(self.app, f"Not taken back: {done.what}. {error}", is_error=True)
            except PolicyError as error:
                return tell(self.app, str(error), is_error=True)
            else:
                tell(self.app, f"Taken back: {done.what}. {kept or 'The journal keeps both.'}")
            self._undo.pop()
            if done.is_overruling:
                self.action_reload()
                return None
            await self._reread()
            if done.at is not None and done.at[0] is self.level:
                self._list.go_to(done.at[1])
            return None
