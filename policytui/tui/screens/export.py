"""Asking for the file that a comparison is exported to."""

from pathlib import Path
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from policytui.errors import UsageError
from policytui.tui.exporting import FORMATS, file_named
from policytui.tui.plain import plain
from policytui.tui.screens.leaving import ModalScreen
from policytui.tui.widgets.prose_area import LineInput
from policytui.tui.wording import short_path


class ExportScreen(ModalScreen[Path | None]):
    """A name and a format, which follow each other; gives the file, None for none.

    Args:
        suggested: the file that is offered.
        folder: where names without a folder lie.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", "Back", show=False),
        Binding("up", "format(-1)", "Format", show=False, priority=True),
        Binding("down", "format(1)", "Format", show=False, priority=True),
    ]
    DEFAULT_CSS = """
    ExportScreen {
        align: center middle;
        & > Vertical {
            width: 76; max-width: 96%; height: auto;
            background: $surface; padding: 1 2; border: round $primary;
        }
        & #question { text-style: bold; height: auto; }
        & #where { color: $text-muted; height: auto; }
        & LineInput { margin-top: 1; }
        & OptionList, & OptionList:focus {
            height: auto; margin-top: 1; border: none; padding: 0; background: transparent;
        }
        & #problem { height: auto; color: $text-error; text-style: bold; display: none; }
        & #problem.-shown { display: block; margin-top: 1; }
        & #keys { color: $text-muted; margin-top: 1; }
    }
    """

    def __init__(self, suggested: Path, folder: Path) -> None:
        super().__init__()
        self._suggested = suggested
        self._folder = folder

    def compose(self) -> ComposeResult:
        """Name, formats, keys."""
        with Vertical():
            yield Static("Export the comparison", id="question", markup=False)
            yield Static(plain(f"into {short_path(self._folder)}"), id="where")
            yield LineInput(self._suggested.name, id="name", placeholder="Name of the file")
            options = OptionList(
                *(Option(plain(f"{end:<6} {tip}"), id=end[1:]) for end, tip in FORMATS.items()),
                id="formats",
            )
            options.can_focus = False
            yield options
            yield Static(id="problem", markup=False)
            yield Static("enter write   ↑ ↓ format   esc back", id="keys", markup=False)

    def on_mount(self) -> None:
        """The name is ready to be changed."""
        self.query_one(LineInput).focus()
        self._show_format()

    def _show_format(self) -> None:
        suffix = Path(self.query_one(LineInput).value).suffix.casefold()
        if suffix in FORMATS:
            self.query_one(OptionList).highlighted = list(FORMATS).index(suffix)

    def action_format(self, step: int) -> None:
        """Take another format; the name ends accordingly."""
        options = self.query_one(OptionList)
        self._take((options.highlighted or 0) + step)

    @on(OptionList.OptionSelected)
    def _clicked(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self._take(event.option_index)

    def _take(self, index: int) -> None:
        suffixes = list(FORMATS)
        suffix = suffixes[index % len(suffixes)]
        name = self.query_one(LineInput)
        stem = name.value
        for known in suffixes:
            stem = stem.removesuffix(known)
        name.value = stem + suffix
        name.cursor_position = len(stem)

    @on(Input.Changed)
    def _typed(self) -> None:
        self._complain("")
        self._show_format()

    @on(Input.Submitted)
    def _named(self, event: Input.Submitted) -> None:
        event.stop()
        try:
            self.dismiss(file_named(event.value, self._folder))
        except UsageError as error:
            self._complain(error.message)

    def _complain(self, text: str) -> None:
        problem = self.query_one("#problem", Static)
        problem.update(plain(text))
        problem.set_class(bool(text), "-shown")
