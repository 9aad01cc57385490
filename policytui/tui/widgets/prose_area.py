"""Fields for prose and for one line, into which nothing harmful can be pasted."""

from textual.content import Content
from textual.events import Paste
from textual.widgets import Input, TextArea

from policytui.text import clean_line, clean_text


class ProseArea(TextArea):
    """A calm field for prose: soft wrapping, no line numbers, no frame."""

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
