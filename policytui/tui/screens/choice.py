"""A question with a few answers, each saying what it does; asked only where words are at stake."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from policytui.tui.plain import plain
from policytui.tui.screens.leaving import ModalScreen
from policytui.tui.widgets.choices import Choices


@dataclass(frozen=True, slots=True)
class Choice:
    """An answer.

    Attributes:
        id: what the question returns.
        tip: what will happen.
    """

    id: str
    label: str
    tip: str = ""


class ChoiceScreen(ModalScreen[str | None]):
    """Asks; gives the id of the answer, None where the person wants none of them.

    Args:
        question: one line.
        details: what must be known to answer.
        choices: the harmless one first: enter takes it.
    """

    DEFAULT_CSS = """
    ChoiceScreen {
        align: center middle;
        & > Vertical {
            width: 72;
            max-width: 92%;
            height: auto;
            max-height: 92%;
            padding: 1 2;
            background: $surface;
            border: round $primary;
        }
        & #question { text-style: bold; width: 1fr; height: auto; }
        & #details { height: auto; max-height: 14; margin: 1 0 0 0; scrollbar-size-vertical: 1; }
        & #details > Static { width: 1fr; height: auto; }
        & OptionList, & OptionList:focus {
            height: auto; margin-top: 1; border: none; padding: 0; background: transparent;
        }
        & #keys { color: $text-muted; margin-top: 1; }
    }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", "Back", show=False),
        Binding("left", "app.simulate_key('up')", "Up", show=False),
        Binding("right", "app.simulate_key('down')", "Down", show=False),
        Binding("j", "app.simulate_key('down')", "Down", show=False),
        Binding("k", "app.simulate_key('up')", "Up", show=False),
    ]

    def __init__(self, question: str, details: Sequence[str], choices: Sequence[Choice]) -> None:
        super().__init__()
        self._question = question
        self._details = details
        self._choices = choices

    def compose(self) -> ComposeResult:
        """Question, details, answers."""
        with Vertical():
            yield Static(plain(self._question), id="question")
            if self._details:
                with VerticalScroll(id="details", can_focus=False):
                    yield Static(Content("\n").join(map(plain, self._details)))
            options = [
                Option(
                    Content("\n").join(
                        [plain(choice.label, "bold"), plain("  " + choice.tip, "$text-muted")]
                        if choice.tip
                        else [plain(choice.label, "bold")]
                    ),
                    id=choice.id,
                )
                for choice in self._choices
            ]
            yield Choices(*options)
            yield Static("enter choose   ↑ ↓ move   esc none of these", id="keys", markup=False)

    def on_mount(self) -> None:
        """The first answer is under the bar."""
        options = self.query_one(OptionList)
        options.highlighted = 0
        options.focus()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """The person chose."""
        self.dismiss(event.option_id)
