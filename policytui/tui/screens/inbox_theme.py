"""Choosing a theme for an answer: what is typed narrows the themes, or names a new one."""

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from policytui.tui.coding import filter_themes
from policytui.tui.plain import one_line, plain
from policytui.tui.screens.leaving import ModalScreen
from policytui.tui.widgets.prose_area import LineInput

NO_THEME = -1
"""Chosen where the answer is to be under no theme any more."""


class ThemeScreen(ModalScreen[int | str | None]):
    """Gives the place of a theme, the title of a new one, NO_THEME, or None to go back.

    Args:
        question: one line.
        titles: those of the themes, in the order in which they are shown.
        shown: how each is shown.
        can_clear: whether the answer may be taken from all themes.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", "Back", show=False),
        Binding("down", "move(1)", "Down", show=False),
        Binding("up", "move(-1)", "Up", show=False),
    ]
    DEFAULT_CSS = """
    ThemeScreen {
        align: center middle;
        & > Vertical {
            width: 76; max-width: 96%; height: auto; max-height: 90%;
            background: $surface; padding: 1 2; border: round $primary;
        }
        & #question { text-style: bold; height: auto; }
        & LineInput { margin-top: 1; }
        OptionList, OptionList:focus {
            height: auto; max-height: 14; border: none; margin-top: 1; background: transparent;
        }
        & #keys { color: $text-muted; margin-top: 1; }
    }
    """

    def __init__(
        self, question: str, titles: Sequence[str], shown: Sequence[Content], *, can_clear: bool
    ) -> None:
        super().__init__()
        self._question = question
        self._titles = titles
        self._shown = shown
        self._can_clear = can_clear
        self._choices: list[int | str] = []

    def compose(self) -> ComposeResult:
        """The question, a line to type in, the themes, the keys."""
        with Vertical():
            yield Static(plain(self._question), id="question")
            yield LineInput(placeholder="type to narrow the themes, or to name a new one")
            yield OptionList(markup=False)
            yield Static("enter take it   up and down choose   esc back", id="keys", markup=False)

    def on_mount(self) -> None:
        """Ready to type, with all themes below."""
        self.query_one(OptionList).can_focus = False
        self.query_one(LineInput).focus()
        self._narrow("")

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        self._narrow(event.value)

    def _narrow(self, typed: str) -> None:
        places, new = filter_themes(self._titles, typed)
        self._choices = [*places]
        rows = [self._shown[place] for place in places]
        if new:
            self._choices.append(new)
            rows.append(plain(f"  new theme: {one_line(new)}"))
        elif self._can_clear and not typed.strip():
            self._choices.append(NO_THEME)
            rows.append(plain("  No theme any more"))
        options = self.query_one(OptionList)
        options.clear_options()
        options.add_options([Option(row) for row in rows])
        options.highlighted = 0 if rows else None

    def action_move(self, by: int) -> None:
        """To the next choice, or the one before."""
        options = self.query_one(OptionList)
        if by > 0:
            options.action_cursor_down()
        else:
            options.action_cursor_up()

    @on(Input.Submitted)
    def _entered(self, event: Input.Submitted) -> None:
        event.stop()
        at = self.query_one(OptionList).highlighted
        if at is not None:
            self.dismiss(self._choices[at])

    @on(OptionList.OptionSelected)
    def _clicked(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.dismiss(self._choices[event.option_index])
