"""A delegate's own note on an amendment: how they are bound to vote, and a line to remember."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, Static

from policytui.conference.marshalling.delegate import Mandate, Note
from policytui.conference.marshalling.marshalled import Item
from policytui.text import clean_line
from policytui.tui.plain import MUTED, one_line, plain
from policytui.tui.screens.leaving import ModalScreen
from policytui.tui.widgets.prose_area import LineInput

_MANDATES: tuple[Mandate | None, ...] = (None, *Mandate)


class NoteScreen(ModalScreen[Note | None]):
    """Mandate and line together; gives the note, None where the person goes back.

    Args:
        note: what is noted so far.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", "Back", show=False),
        Binding("down,tab", "turn(1)", "Next mandate", show=False, priority=True),
        Binding("up,shift+tab", "turn(-1)", "Mandate before", show=False, priority=True),
    ]
    DEFAULT_CSS = """
    NoteScreen {
        align: center middle;
        & > Vertical {
            width: 84; max-width: 96%; height: auto;
            background: $surface; padding: 1 2; border: round $primary;
        }
        & #question { text-style: bold; height: auto; }
        & #why { height: auto; color: $text-muted; margin-top: 1; }
        & #mandate { height: auto; margin-top: 1; }
        & LineInput { margin-top: 1; }
        & #keys { color: $text-muted; margin-top: 1; }
    }
    """

    def __init__(self, item: Item, note: Note) -> None:
        super().__init__()
        self._item = item
        self._note = note
        self._mandate = note.mandate

    def compose(self) -> ComposeResult:
        """Question, mandate, line, keys."""
        with Vertical():
            title = one_line(self._item.amendment.title)
            yield Static(plain(f"Your own on {self._item.number}  {title}"), id="question")
            why = "Kept with your drafts; neither in the round nor seen by others."
            yield Static(why, id="why", markup=False)
            yield Static(id="mandate", markup=False)
            yield LineInput(self._note.text, placeholder="what you want to remember")
            keys = "enter keep it   ↑ ↓ mandate   esc back"
            yield Static(keys, id="keys", markup=False)

    def on_mount(self) -> None:
        """Ready to type at the end."""
        line = self.query_one(LineInput)
        line.focus()
        line.cursor_position = len(line.value)
        self._show_mandate()

    def action_turn(self, step: int) -> None:
        """Another mandate."""
        at = _MANDATES.index(self._mandate) + step
        self._mandate = _MANDATES[at % len(_MANDATES)]
        self._show_mandate()

    def _show_mandate(self) -> None:
        parts = [plain("Mandate")]
        for mandate in _MANDATES:
            word = mandate.value if mandate else "none"
            is_it = mandate is self._mandate
            parts.append(plain(f"{'▌' if is_it else ' '} {word}", "bold" if is_it else MUTED))
        self.query_one("#mandate", Static).update(Content("\n").join(parts))

    @on(Input.Submitted)
    def _entered(self, event: Input.Submitted) -> None:
        event.stop()
        self.dismiss(Note(clean_line(event.value), self._mandate))
