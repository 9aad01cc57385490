"""A question that is asked only where something is hard to undo."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from policytui.tui.plain import plain
from policytui.tui.screens.leaving import ModalScreen


class ConfirmScreen(ModalScreen[bool]):
    """Yes or no; esc means no.

    Args:
        question: one sentence that says what will happen.
        yes: what `y` does, in one or two words.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y", "answer(True)", "Yes", show=False),
        Binding("n,escape", "answer(False)", "No", show=False),
    ]
    DEFAULT_CSS = """
    ConfirmScreen {
        align: center middle;
        & > Vertical {
            width: 64; max-width: 96%; height: auto;
            background: $surface; padding: 1 2; border: round $warning;
        }
    }
    """

    def __init__(self, question: str, yes: str = "Yes") -> None:
        super().__init__()
        self._question = question
        self._yes = yes

    def compose(self) -> ComposeResult:
        """The question and its two keys."""
        with Vertical():
            yield Static(plain(self._question), markup=False)
            yield Static(
                Content.assemble(
                    "\n",
                    ("y", "bold $text-accent"),
                    " ",
                    plain(self._yes),
                    "    ",
                    ("n", "bold $text-accent"),
                    " No, go back",
                ),
                markup=False,
            )

    def action_answer(self, answer: bool) -> None:
        """Answered."""
        self.dismiss(answer)
