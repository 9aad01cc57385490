"""A field for one line, into which nothing harmful can be pasted."""

from textual.events import Paste
from textual.widgets import Input

from policytui.text import clean_line


class LineField(Input):
    """What is pasted or copied into it becomes one line."""

    def _on_paste(self, event: Paste) -> None:
        event.text = clean_line(event.text)

    def action_paste(self) -> None:
        """Put in what was copied here."""
        self.replace(clean_line(self.app.clipboard), *self.selection)

    def action_cut(self) -> None:
        """Cut what is selected; where nothing is, what was copied before is still there."""
        if not self.selection.is_empty:
            super().action_cut()
