"""Writing the words that settle a conflict."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Static

from policytui.text import clean_prose
from policytui.tui.screens.leaving import ModalScreen
from policytui.tui.widgets.prose_area import ProseArea


class OwnWordsScreen(ModalScreen[str | None]):
    """A field for a passage; gives its words, None where the person goes back.

    Args:
        begun: the words to begin with.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", "Back", show=False),
        Binding("ctrl+s", "take", "Take", show=False, priority=True),
    ]
    DEFAULT_CSS = """
    OwnWordsScreen {
        align: center middle;
        & > Vertical {
            width: 84; max-width: 96%; height: 16; max-height: 96%;
            background: $surface; padding: 1 2; border: round $primary;
        }
        & #question { text-style: bold; margin-bottom: 1; }
        & ProseArea { height: 1fr; }
        & #keys { color: $text-muted; margin-top: 1; }
    }
    """

    def __init__(self, begun: str) -> None:
        super().__init__()
        self._begun = begun

    def compose(self) -> ComposeResult:
        """The field and its two keys."""
        with Vertical():
            yield Static("The words that are to stand here", id="question", markup=False)
            yield ProseArea(self._begun, placeholder="Empty: nothing stands here.")
            yield Static("ctrl+s take these words   esc back", id="keys", markup=False)

    def on_mount(self) -> None:
        """Ready to type at the end."""
        area = self.query_one(ProseArea)
        area.move_cursor(area.document.end)
        area.focus()

    def action_take(self) -> None:
        """These words."""
        self.dismiss(clean_prose(self.query_one(ProseArea).text))
