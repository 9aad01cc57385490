"""A text with a margin that names for each run of words the edition that brought it."""

from policytui.tui.history_past import Past
from policytui.tui.history_rows import blame_rows
from policytui.tui.widgets.diff_view import DiffView


class BlameView(DiffView):
    """Moves from run to run; a bar in the margin, not only bold words, shows at which one is."""

    @property
    def run(self) -> int:
        """Number of the run of words that the person is at."""
        return max(0, self.current)

    def show_past(self, past: Past) -> None:
        """Show who brought which words of a position, from its first run on."""
        self.current = 0
        self.show(lambda width: blame_rows(past, self.run, width))

    def go_to_change(self, number: int) -> None:
        """Go to a run of words; the bar is part of the rows."""
        super().go_to_change(number)
        self.show(self._lay_out)
