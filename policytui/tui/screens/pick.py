"""A short list to choose one thing from."""

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import OptionList, Static

from policytui.tui.plain import plain
from policytui.tui.screens.leaving import ModalScreen


class PickScreen(ModalScreen[int | None]):
    """Asks which of a few; the index of the choice, None when the person goes back.

    Args:
        question: one line.
        choices: what is shown of each.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss", "Back", show=False),
        Binding("j", "app.simulate_key('down')", "Down", show=False),
        Binding("k", "app.simulate_key('up')", "Up", show=False),
    ]
    DEFAULT_CSS = """
    PickScreen {
        align: center middle;
        & > Vertical {
            width: 76; max-width: 96%; height: auto; max-height: 80%;
            background: $surface; padding: 1 2; border: round $panel-lighten-2;
        }
        OptionList, OptionList:focus {
            height: auto; max-height: 20; border: none; margin-top: 1; background: transparent;
        }
    }
    """

    def __init__(self, question: str, choices: Sequence[Content]) -> None:
        super().__init__()
        self._question = question
        self._choices = choices

    def compose(self) -> ComposeResult:
        """The question and the choices."""
        with Vertical():
            yield Static(plain(self._question, "bold"), markup=False)
            yield OptionList(*self._choices, markup=False)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Chosen."""
        event.stop()
        self.dismiss(event.option_index)
