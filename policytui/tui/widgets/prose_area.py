"""Fields for prose and for one line, into which nothing harmful can be pasted."""

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.events import Paste
from textual.widgets import Input, TextArea

from policytui.text import clean_line, clean_text


def _gentle(bindings: list[BindingType]) -> list[BindingType]:
    """A text field's keys without F6 and F7: they select, and the next letter replaces it all."""
    return [
        binding
        for binding in bindings
        if isinstance(binding, Binding) and binding.key not in ("f6", "f7")
    ]


class ProseArea(TextArea, inherit_bindings=False):
    """A calm field for prose: soft wrapping, no line numbers, no frame."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *_gentle(TextArea.BINDINGS),
        Binding("ctrl+home", "text_start", "Beginning of the text", show=False),
        Binding("ctrl+end", "text_end", "End of the text", show=False),
        Binding("ctrl+shift+home", "text_start(True)", "Select to the beginning", show=False),
        Binding("ctrl+shift+end", "text_end(True)", "Select to the end", show=False),
    ]
    DEFAULT_CSS = """
    ProseArea {
        background: transparent;
        padding: 0 1 0 2;
        scrollbar-size-vertical: 1;
        &.-read-only { color: $text-muted; }
    }
    """

    def __init__(self, text: str = "", *, id: str | None = None, placeholder: str = "") -> None:
        super().__init__(
            text,
            soft_wrap=True,
            tab_behavior="focus",
            compact=True,
            highlight_cursor_line=False,
            placeholder=Content(placeholder),
            id=id,
        )

    def _on_paste(self, event: Paste) -> None:  # type: ignore[override]
        event.text = clean_text(event.text)

    def action_text_start(self, select: bool = False) -> None:
        """Go to the beginning of the text."""
        self.move_cursor((0, 0), select=select)

    def action_text_end(self, select: bool = False) -> None:
        """Go to the end of the text."""
        self.move_cursor(self.document.end, select=select)

    def action_cut(self) -> None:
        """Cut what is selected; where nothing is, no line disappears."""
        if not self.selection.is_empty:
            super().action_cut()

    def rewrite(self, text: str) -> None:
        """Replace the whole text in a way that undo takes back."""
        if text != self.text:
            self.replace(text, (0, 0), self.document.end)


class LineInput(Input):
    """A field for one line."""

    DEFAULT_CSS = """
    LineInput {
        &.-textual-compact { background: $boost; padding: 0 1; }
        &.-textual-compact:focus { background: $surface-lighten-1; }
    }
    """

    def __init__(self, value: str = "", *, placeholder: str = "", id: str | None = None) -> None:
        super().__init__(value, placeholder=placeholder, id=id, compact=True, select_on_focus=False)

    def _on_paste(self, event: Paste) -> None:
        event.text = clean_line(event.text)

    def action_cut(self) -> None:
        """Cut what is selected; where nothing is, what was copied before is still there."""
        if not self.selection.is_empty:
            super().action_cut()
