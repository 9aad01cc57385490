"""Choosing the place at which a text is split in two."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Static

from policytui.tui.screens.leaving import ModalScreen
from policytui.tui.widgets.prose_area import ProseArea


class SplitScreen(ModalScreen[int | None]):
    """A text with a cursor; gives its place in characters, None where the person goes back.

    Args:
        text: what is to be split.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", "Back", show=False),
        Binding("enter", "split", "Split", show=False, priority=True),
        Binding("h", "move('left')", "Left", show=False),
        Binding("l", "move('right')", "Right", show=False),
        Binding("j", "move('down')", "Down", show=False),
        Binding("k", "move('up')", "Up", show=False),
        Binding("w", "move('word_right')", "Next word", show=False),
        Binding("b", "move('word_left')", "Word before", show=False),
    ]
    DEFAULT_CSS = """
    SplitScreen {
        align: center middle;
        & > Vertical {
            width: 92; max-width: 96%; height: 20; max-height: 96%;
            background: $surface; padding: 1 2; border: round $primary;
        }
        & #question { text-style: bold; margin-bottom: 1; }
        & ProseArea { height: 1fr; }
        & #keys { color: $text-muted; margin-top: 1; }
    }
    """

    def __init__(self, text: str) -> None:
        super().__init__()
        self._text = text

    def compose(self) -> ComposeResult:
        """The text and its keys."""
        with Vertical():
            yield Static("Where does the second part begin?", id="question", markup=False)
            area = ProseArea(self._text)
            area.read_only = True
            yield area
            yield Static(
                "enter split before the cursor   ← → ↑ ↓ move   w b by words   esc back",
                id="keys",
                markup=False,
            )

    def on_mount(self) -> None:
        """At the second sentence, where one is told by its full stop."""
        area = self.query_one(ProseArea)
        stop = self._text.find(". ")
        begin = self._text[: stop + 2] if stop >= 0 else ""
        area.move_cursor((begin.count("\n"), len(begin.rpartition("\n")[2])))
        area.focus()

    def action_move(self, where: str) -> None:
        """Move the cursor, with letters too."""
        getattr(self.query_one(ProseArea), f"action_cursor_{where}")()

    def action_split(self) -> None:
        """Here."""
        area = self.query_one(ProseArea)
        row, column = area.cursor_location
        above = self._text.split("\n")[:row]
        self.dismiss(sum(len(line) + 1 for line in above) + column)
