"""Fields for prose and for one line, into which nothing harmful can be pasted."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from rich.segment import Segment
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.document._history import EditHistory
from textual.events import Paste
from textual.geometry import Region
from textual.strip import Strip
from textual.widgets import TextArea

from policytui.text import clean_text
from policytui.tui.widgets.line_field import LineField


def _gentle(bindings: list[BindingType]) -> list[BindingType]:
    """A text field's keys without F6 and F7: they select, and the next letter replaces it all."""
    return [
        binding
        for binding in bindings
        if isinstance(binding, Binding) and binding.key not in ("f6", "f7")
    ]


@dataclass(frozen=True, slots=True)
class Remark:
    """Something said about a place in a text, told by a sign in the margin.

    Attributes:
        row, column: of the text, from 0.
        sign: one cell.
    """

    row: int
    column: int
    sign: str
    message: str


class ProseArea(TextArea, inherit_bindings=False):
    """A calm field for prose: soft wrapping, no line numbers, no frame."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *_gentle(TextArea.BINDINGS),
        Binding("ctrl+home", "text_start", "Beginning of the text", show=False),
        Binding("ctrl+end", "text_end", "End of the text", show=False),
        Binding("ctrl+shift+home", "text_start(True)", "Select to the beginning", show=False),
        Binding("ctrl+shift+end", "text_end(True)", "Select to the end", show=False),
    ]
    COMPONENT_CLASSES: ClassVar[set[str]] = {"prose--sign"}
    DEFAULT_CSS = """
    ProseArea {
        & .prose--sign { color: $text-warning; text-style: bold; }
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
        self._remarks: tuple[Remark, ...] = ()

    def _on_paste(self, event: Paste) -> None:  # type: ignore[override]
        event.text = clean_text(event.text)

    # --- remarks in the margin ---

    def show_remarks(self, remarks: Sequence[Remark]) -> None:
        """Show signs beside lines, and no others; where a line has several, the first counts."""
        if tuple(remarks) != self._remarks:
            self._remarks = tuple(remarks)
            self.refresh()

    @property
    def remark_here(self) -> Remark | None:
        """What is said about the line of the screen that the cursor is in."""
        return self._remarks_by_line().get(self._line_at(*self.cursor_location))

    def _remarks_by_line(self) -> dict[int, Remark]:
        """The remarks by the line of the wrapped text they stand at."""
        found: dict[int, Remark] = {}
        for remark in self._remarks:
            # While one types, a text may be shorter than when it was looked at.
            if remark.row < self.document.line_count:
                length = len(self.document.get_line(remark.row))
                line = self._line_at(remark.row, min(remark.column, length))
                found.setdefault(line, remark)
        return found

    def _line_at(self, row: int, column: int) -> int:
        return self.wrapped_document.location_to_offset((row, column)).y

    def render_lines(self, crop: Region) -> list[Strip]:
        """The lines as they are drawn, with signs in what is padding else."""
        strips = super().render_lines(crop)
        if not self._remarks or crop.x:
            return strips
        first = self.scroll_offset.y
        style = self.get_component_rich_style("prose--sign", partial=True)
        for line, remark in self._remarks_by_line().items():
            place = line - first - crop.y
            if first <= line and 0 <= place < len(strips):
                sign = Segment(remark.sign, self.rich_style + style)
                strips[place] = Strip.join([Strip([sign], 1), strips[place].crop(1)])
        return strips

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

    def turn_to(self, text: str, history: EditHistory | None = None) -> EditHistory:
        """Show another text, with what can be undone in it.

        Args:
            history: of that text, as it was given when another was turned to; None for none.

        Returns:
            The history of the text that was shown before, to come back to.
        """
        before = self.history
        before.checkpoint()
        self.history = EditHistory(
            before.max_checkpoints, before.checkpoint_timer, before.checkpoint_max_characters
        )
        self.load_text(text)  # which clears the history it finds
        self.history = history or self.history
        return before

    def rewrite(self, text: str) -> None:
        """Replace the whole text in a way that undo takes back."""
        if text != self.text:
            self.replace(text, (0, 0), self.document.end)


class LineInput(LineField):
    """A field for one line of a form."""

    DEFAULT_CSS = """
    LineInput {
        &.-textual-compact { background: $boost; padding: 0 1; }
        &.-textual-compact:focus { background: $surface-lighten-1; }
    }
    """

    def __init__(self, value: str = "", *, placeholder: str = "", id: str | None = None) -> None:
        super().__init__(value, placeholder=placeholder, id=id, compact=True, select_on_focus=False)
