"""Where the words are typed, with the count of what was found beside it."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from policytui.tui.bindings import bindings_for
from policytui.tui.commands import Place
from policytui.tui.widgets.line_field import LineField

_EXAMPLES = ' Search: words, "a phrase", title:housing, NOT tax'


class WordsInput(LineField):
    """The input itself; keys that mean something to the search are told to the screen."""

    BINDINGS: ClassVar[list[BindingType]] = bindings_for(Place.SEARCH_LINE)

    class Left(Message):
        """The person is done typing and wants the results."""

    class Escaped(Message):
        """Escape was pressed; whether there were words to clear is the screen's to see."""

    class CorrectionWanted(Message):
        """The spelling that is offered is to be searched for."""

    def action_to_results(self) -> None:
        """Go to what was found."""
        self.post_message(self.Left())

    def action_clear(self) -> None:
        """Escape."""
        self.post_message(self.Escaped())

    async def action_import_file(self) -> None:
        """Bring in a document."""
        await self.run_action("screen.import_file")

    def action_correct(self) -> None:
        """Take the correction."""
        self.post_message(self.CorrectionWanted())


class SearchLine(Horizontal):
    """`/ right to own                          12 of 51 positions · Wales`."""

    DEFAULT_CSS = """
    SearchLine {
        height: 1; padding: 0 1;
        & > #slash { width: 2; color: $text-accent; text-style: bold; }
        & > WordsInput {
            width: 1fr; height: 1; border: none; padding: 0; background: transparent;
            &:focus { border: none; background-tint: transparent; }
        }
        & > #count { width: auto; max-width: 60%; padding-left: 2; text-align: right; }
    }
    """

    def compose(self) -> ComposeResult:
        """Slash, input, count."""
        yield Static("/", id="slash", markup=False)
        yield WordsInput(placeholder=_EXAMPLES, id="words")
        yield Static("", id="count", markup=False)

    @property
    def words(self) -> WordsInput:
        """The input."""
        return self.query_one(WordsInput)

    def tell_count(self, content: Content) -> None:
        """Say how many were found."""
        self.query_one("#count", Static).update(content)
