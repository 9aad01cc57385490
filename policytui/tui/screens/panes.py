"""A screen of panes: the text, what stands beside it, and the form that can take its place."""

from abc import abstractmethod
from collections.abc import Sequence

from textual.widget import Widget

from policytui.tui.screens.leaving import Screen
from policytui.tui.widgets.details_form import DetailsForm


class PanedScreen(Screen[None]):
    """Moves the focus between its panes; opens and closes the form."""

    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-wide")]  # noqa: RUF012
    DEFAULT_CSS = """
    PanedScreen {
        & #body {
            height: 1fr;
            border-top: solid $foreground 20%;
            border-bottom: solid $foreground 20%;
        }
        & DetailsForm { display: none; width: 1fr; height: 1fr; }
        &.-form DetailsForm { display: block; }
    }
    """

    @abstractmethod
    def panes(self) -> Sequence[Widget]:
        """What F6 moves through, in order."""

    async def action_details(self) -> None:
        """Show the form; who is in it stays in it."""
        if not self.has_class("-form") or not self._is_in_form():
            await self.open_form()

    def _is_in_form(self) -> bool:
        return bool(self.focused and self.query_one(DetailsForm) in self.focused.ancestors)

    def action_next_pane(self) -> None:
        """Move the focus on to the next pane."""
        panes = [pane for pane in self.panes() if pane.display and pane.region.area]
        if all(isinstance(pane, DetailsForm) for pane in panes):
            # On a narrow screen the form stands alone: the next pane is beneath it.
            self.close_form()
            return
        focused = self.focused
        here = next(
            (n for n, pane in enumerate(panes) if focused and pane in focused.ancestors_with_self),
            -1,
        )
        pane = panes[(here + 1) % len(panes)]
        if isinstance(pane, DetailsForm):
            pane.focus_field("")
        elif pane.can_focus:
            self.set_focus(pane)

    async def focus_field(self, field: str) -> None:
        """Go to the part of the draft that a finding names."""
        if field in DetailsForm.FIELDS:
            await self.open_form(field)
        else:
            self.close_form()

    async def open_form(self, field: str = "") -> None:
        """Open the form at a field; where none is named, where one was last."""
        form = self.query_one(DetailsForm)
        await form.lay_out()
        self.add_class("-form")
        form.focus_field(field)

    def close_form(self) -> None:
        """Close the form and go to the text."""
        self.remove_class("-form")
        # Where there is no question to answer, the text takes no focus.
        self.set_focus(next((pane for pane in self.panes() if pane.focusable), None))
