"""The list of a round, in four levels, and beside it what is under the bar, whole."""

from functools import partial
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.widgets import Static

from policytui.compare.layout import Layout
from policytui.conference.consultation.replies import Question, Reply
from policytui.conference.consultation.searching import Found
from policytui.conference.inbox.ledger import Fate, Item
from policytui.drafts.model import Draft
from policytui.errors import PolicyError
from policytui.tui import coding, coding_rows, inbox_rows, receiving
from policytui.tui.access import report, workspace_of
from policytui.tui.bindings import bindings_for
from policytui.tui.coding import Offered
from policytui.tui.commands import Command, Place, commands_for
from policytui.tui.plain import one_line, plain
from policytui.tui.receiving import Letter, Level, Received
from policytui.tui.screens.two_panes import TwoPanesScreen
from policytui.tui.telling import tell
from policytui.tui.views import aside
from policytui.tui.widgets.empty import Emptiness, Empty
from policytui.tui.widgets.entry_list import EntryList
from policytui.tui.widgets.key_bar import KeyBar
from policytui.tui.widgets.outline_view import OutlineRow
from policytui.tui.widgets.prose_area import LineInput
from policytui.tui.wording import number

_CODING = ("theme_number", "theme", "same_theme", "next_uncoded", "quote", "search", "close")
_USEFUL = {
    Level.SUBMISSIONS: (
        *("open", "next_view", "next_fate", "admit", "set_aside", "take_in", "close", "undo"),
    ),
    Level.QUESTIONS: ("open", "read", "next_view", "search", "themes", "close"),
    Level.THEMES: ("open", "theme", "rename_theme", "merge_theme", "close", "undo"),
    Level.ANSWERS: (*_CODING, "undo", "whole_group", "themes", "last_coded", "next_paragraph"),
    Level.FOUND: (*_CODING, "undo", "themes", "last_coded", "next_paragraph"),
}
"""The commands that the footer shows of each level, the most useful first."""


class InboxList(TwoPanesScreen[None]):
    """A list of submissions, questions or answers; beside it what is under the bar, whole.

    Attributes:
        received: the round; None before it is opened.
        level: what the list shows.
    """

    BINDINGS: ClassVar[list[BindingType]] = [*bindings_for(Place.INBOX)]
    DEFAULT_CSS = """
    InboxList {
        & #accounts { height: auto; max-height: 2; padding: 0 1; text-style: bold; }
        & #title { text-style: none; }
        & LineInput { display: none; }
        & LineInput.-shown { display: block; }
        &.-submissions #list { width: 3fr; }
        &.-submissions #beside { width: 2fr; }
        & #numbered { display: none; height: auto; max-height: 2; padding: 0 1; }
        &.-narrow.-coding #numbered { display: block; }
        &.-narrow.-reading #numbered { display: none; }
    }
    """

    def __init__(self) -> None:
        super().__init__(EntryList())
        self._fate: Fate | None = None
        self._items: tuple[Item, ...] = ()
        self._letters: tuple[Letter, ...] = ()
        self._question: Question | None = None
        self._themes: list[Offered] = []
        self._found: Found | None = None
        self._searched = ""
        self._wanted = ""
        self._draft: tuple[str, Draft | None] | None = None
        self._paragraph = 0
        self._places: dict[Level, int] = {Level.QUESTIONS: 1}
        self.received: Received | None = None
        self.level = Level.SUBMISSIONS

    def compose(self) -> ComposeResult:
        """Accounts, title, search line, list, what is read, keys."""
        yield Static("opening the round …", id="accounts", markup=False)
        with Horizontal(id="head"):
            yield Static(id="title", markup=False)
            yield Static(id="shown", markup=False)
        yield LineInput(id="words")
        yield Empty()
        yield from self.compose_panes()
        yield Static(id="numbered", markup=False)
        yield KeyBar(*_keys(self.level))

    def on_mount(self) -> None:
        """Open the round, beside the screen."""
        self._list.focus()
        self.action_reload()

    # --- opening ---

    def action_reload(self) -> None:
        """Read the round again."""
        workspace = workspace_of(self)
        self.begin_work("Opening", partial(receiving.open_received, workspace), self._take)

    def _take(self, received: Received) -> None:
        """The round as it stands now; what is shown stays."""
        self.received = received
        self._draft = None
        self.remove_class("-empty")
        self.query_one("#accounts", Static).update(plain(received.ledger.identity))
        if self.level not in (Level.SUBMISSIONS, Level.QUESTIONS):
            self._go(Level.QUESTIONS)  # answers may have come or gone
        else:
            self._show()

    def show_failure(self, error: Exception) -> None:
        """Tell it; where there is no round, say so in the place of the list."""
        if self.received is not None or not isinstance(error, PolicyError):
            report(self, error)
        if self.received is None:
            self.query_one("#accounts", Static).update("Round: inbox and answers")
            keys = [
                ("i", "begins one with a folder of what was sent in"),
                ("F5", "looks again, once there is one"),
                ("esc", "goes back"),
            ]
            self.query_one(Empty).show(Emptiness("No round is open.", str(error), keys))
            self.add_class("-empty")

    # --- showing ---

    def _go(self, level: Level, at: int | None = None) -> None:
        """Show a level.

        Args:
            at: where to put the bar; None for where it was there last.
        """
        self._places[self.level] = self._list.current
        if at is not None:
            self._places[level] = at
        self.level = level
        if level in (Level.SUBMISSIONS, Level.QUESTIONS):
            self._question, self._letters = None, ()
        self.read(False)
        self._show()

    def _show(self) -> None:
        """The rows of the level; the bar where it was there last."""
        received = self.received
        if received is None:
            return
        rows, shown = self._rows(received)
        self.set_class(self.level is Level.SUBMISSIONS, "-submissions")
        self.set_class(self.level in (Level.ANSWERS, Level.FOUND), "-coding")
        self.query_one(KeyBar).commands = _keys(self.level)
        self._list.show(rows or [OutlineRow(plain("  Nothing is here."))], item=self._at)
        title = f"{received.round.title}{' › ' + self._about if self._about else ''}"
        self.query_one("#title", Static).update(plain(one_line(title)))
        self.query_one("#shown", Static).update(plain(shown))
        self.show_beside()

    @property
    def _at(self) -> int:
        return self._places.get(self.level, 0)

    @property
    def _about(self) -> str:
        if self.level is Level.SUBMISSIONS:
            return ""
        about = "answers by question"
        if self._question and self.received:
            about = self.received.responses.title(self._question)
        if self.level is Level.FOUND:
            about = f"{about} › {self._searched}"
        return f"{about} › themes" if self.level is Level.THEMES else about

    def _rows(self, received: Received) -> tuple[list[OutlineRow], str]:
        if self.level is Level.SUBMISSIONS:
            self._items = received.listed(self._fate, self._wanted)
            total = received.ledger.received
            said = inbox_rows.place_said(self._fate, len(self._items), total, self._wanted)
            return inbox_rows.submission_rows(self._items), said
        if self.level is Level.QUESTIONS:
            questions = received.responses.questions
            return inbox_rows.question_rows(received), number(len(questions), "question")
        if self.level is Level.THEMES and self._question:
            self._themes = coding.listed_themes(received, self._question)
            return coding_rows.theme_rows(self._themes), number(len(self._themes), "theme")
        if self.level is Level.FOUND and self._found:
            return inbox_rows.found_rows(received, self._found), inbox_rows.found_said(self._found)
        replies = [reply for letter in self._letters for reply in letter.replies]
        coded = coding.count_coded(received, replies)
        said = coding_rows.answers_said(len(replies), len(self._letters), coded)
        return inbox_rows.letter_rows(received, self._letters), said

    def bar_moved(self) -> None:
        """Each level keeps its place."""
        self._places[self.level] = self._list.current
        self.show_beside()

    def show_beside(self) -> None:
        """The whole of what is under the bar, which may have to be read first."""
        self._paragraph = 0
        self._show_numbered()
        item = self.item
        if item and self.received and (self._draft is None or self._draft[0] != item.digest):
            one = self.received.counted.get(item.digest)
            if one or item.draft not in self.received.readable:
                self._draft = (item.digest, one.draft if one else None)
            else:
                self._draft = None
                self._read_draft(self.received, item)
        super().show_beside()

    def _show_numbered(self) -> None:
        """The themes with their keys, where there is no room for the answer beside the list."""
        received, letter = self.received, self.letter
        if received is None or letter is None or not self.has_class("-narrow"):
            return
        offered = coding.offered_themes(received, letter)
        room = max(20, self.size.width - 2)
        self.query_one("#numbered", Static).update(coding_rows.numbered(offered, room))

    def on_resize(self) -> None:
        """Where the room for both is gone, the themes are told above the keys."""
        self.call_after_refresh(self._show_numbered)

    @work(thread=True, exclusive=True, group="read", exit_on_error=False, description="reading")
    def _read_draft(self, received: Received, item: Item) -> None:
        try:
            draft = receiving.read_draft(received, item)
        except PolicyError as error:
            self.call_later(tell, self.app, str(error), is_error=True)
            return
        self.call_later(self._show_draft, item.digest, draft)

    def _show_draft(self, digest: str, draft: Draft | None) -> None:
        if self.is_mounted and self.item and self.item.digest == digest:
            self._draft = (digest, draft)
            super().show_beside()

    def lay_out_beside(self, width: int) -> Layout:
        """The submission, the answer, or the numbers of a question or theme."""
        received, at = self.received, self._list.current
        if received is None or at < 0:
            return Layout(())
        if item := self.item:
            if self._draft is None:
                return aside("reading …", width)
            return inbox_rows.submission_layout(received, item, self._draft[1], width)
        if letter := self.letter:
            return inbox_rows.letter_layout(received, letter, self._paragraph, width)
        if self.level is Level.THEMES:
            return inbox_rows.theme_layout(received, self._themes[at], width)
        return inbox_rows.question_layout(received, self.question_at, width)

    @property
    def question_at(self) -> Question | None:
        """The question under the bar; None for all of them together, and for no question."""
        at = self._list.current - 1
        if self.received is None or self.level is not Level.QUESTIONS or at < 0:
            return None
        return self.received.responses.questions[at]

    @property
    def item(self) -> Item | None:
        """The submission under the bar."""
        at = self._list.current
        is_one = self.level is Level.SUBMISSIONS and 0 <= at < len(self._items)
        return self._items[at] if is_one else None

    @property
    def listed(self) -> list[tuple[Reply, ...]]:
        """The answers at each place of the list."""
        if self.level is Level.ANSWERS:
            return [letter.replies for letter in self._letters]
        is_found = self.level is Level.FOUND and self._found is not None
        return [(reply,) for reply in self._found.replies] if is_found and self._found else []

    @property
    def letter(self) -> Letter | None:
        """The answer under the bar."""
        at = self._list.current
        if at < 0 or self.received is None or self.level not in (Level.ANSWERS, Level.FOUND):
            return None
        if self.level is Level.ANSWERS:
            return self._letters[at]
        return receiving.letter_of(self.received, self._found.replies[at]) if self._found else None


def _keys(level: Level) -> tuple[Command, ...]:
    commands = {command.action: command for command in commands_for(Place.INBOX)}
    return tuple(commands[action] for action in _USEFUL[level])
