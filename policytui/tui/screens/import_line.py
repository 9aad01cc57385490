"""Asking for one line: a name, a heading, a folder."""

from collections.abc import Callable
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Input, Static

from policytui.errors import UsageError
from policytui.tui.plain import plain
from policytui.tui.screens.leaving import ModalScreen
from policytui.tui.widgets.prose_area import LineInput


class LineScreen(ModalScreen[str | None]):
    """A line to type in; gives it, None where the person goes back.

    Args:
        question: one line.
        begun: what stands in the line.
        why: what must be known to answer, may be empty.
        problem: why what was typed before could not be used.
        placeholder: what an empty line means.
        check: called with the line; an error of it is told, and the line stays open.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", "Back", show=False),
    ]
    DEFAULT_CSS = """
    LineScreen {
        align: center middle;
        & > Vertical {
            width: 84; max-width: 96%; height: auto;
            background: $surface; padding: 1 2; border: round $primary;
        }
        & #question { text-style: bold; height: auto; }
        & #why { height: auto; color: $text-muted; margin-top: 1; display: none; }
        & #why.-shown { display: block; }
        & LineInput { margin-top: 1; }
        & #problem { height: auto; color: $text-error; text-style: bold; display: none; }
        & #problem.-shown { display: block; margin-top: 1; }
        & #keys { color: $text-muted; margin-top: 1; }
    }
    """

    def __init__(
        self,
        question: str,
        begun: str = "",
        *,
        why: str = "",
        problem: str = "",
        placeholder: str = "",
        check: Callable[[str], object] = str,
    ) -> None:
        super().__init__()
        self._question = question
        self._begun = begun
        self._why = why
        self._problem = problem
        self._placeholder = placeholder
        self._check = check

    def compose(self) -> ComposeResult:
        """Question, line, keys."""
        with Vertical():
            yield Static(plain(self._question), id="question")
            yield Static(plain(self._why), id="why", classes="-shown" if self._why else "")
            yield LineInput(self._begun, placeholder=self._placeholder)
            yield Static(id="problem", markup=False)
            yield Static("enter take it   esc back", id="keys", markup=False)

    def on_mount(self) -> None:
        """Ready to type at the end."""
        line = self.query_one(LineInput)
        line.focus()
        line.cursor_position = len(line.value)
        self._complain(self._problem)

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        if event.value != self._begun:
            self._complain("")

    @on(Input.Submitted)
    def _entered(self, event: Input.Submitted) -> None:
        event.stop()
        try:
            self._check(event.value)
        except UsageError as error:
            self._complain(error.message)
            return
        self.dismiss(event.value)

    def _complain(self, text: str) -> None:
        problem = self.query_one("#problem", Static)
        problem.update(plain(text))
        problem.set_class(bool(text), "-shown")
