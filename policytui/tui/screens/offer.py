"""Choosing by typing: a line, and beneath it what can be meant."""

import asyncio
from collections.abc import Callable, Sequence
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from policytui.tui.offering import Chosen, Offer
from policytui.tui.plain import plain
from policytui.tui.screens.leaving import ModalScreen
from policytui.tui.telling import attempt
from policytui.tui.widgets.prose_area import LineInput

_PAUSE = 0.06
"""Seconds to wait for another letter."""


class OfferScreen(ModalScreen[Chosen | None]):
    """Gives what was chosen, None where the person goes back.

    Args:
        question: one line.
        placeholder: what can be typed.
        find: what is offered for what is typed; runs beside the screen.
        nothing: what is said where there is nothing to offer.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", "Back", show=False),
        Binding("up", "choose(-1)", "Up", show=False, priority=True),
        Binding("down", "choose(1)", "Down", show=False, priority=True),
    ]
    DEFAULT_CSS = """
    OfferScreen {
        align: center middle;
        & > Vertical {
            width: 110; max-width: 96%; height: auto; max-height: 96%;
            background: $surface; padding: 1 2; border: round $primary;
        }
        & #question { text-style: bold; height: auto; }
        & LineInput { margin-top: 1; }
        & OptionList {
            height: auto; max-height: 8; margin-top: 1; border: none; padding: 0;
            background: transparent; text-wrap: nowrap; text-overflow: ellipsis;
            scrollbar-size-vertical: 1;
        }
        & OptionList > .option-list--option-highlighted {
            background: $primary 25%; color: $foreground; text-style: none;
        }
        & #none { height: auto; color: $text-muted; margin-top: 1; }
        & #keys { color: $text-muted; margin-top: 1; }
    }
    """

    def __init__(
        self,
        question: str,
        placeholder: str,
        find: Callable[[str], Sequence[Offer[Chosen]]],
        *,
        nothing: str = "Nothing is called that.",
    ) -> None:
        super().__init__()
        self._question = question
        self._placeholder = placeholder
        self._find = find
        self._nothing = nothing
        self._offers: Sequence[Offer[Chosen]] = ()
        self._offered_for: str | None = None
        self._is_entered = False

    def compose(self) -> ComposeResult:
        """Question, line, what is offered, keys."""
        with Vertical():
            yield Static(plain(self._question), id="question")
            yield LineInput(placeholder=self._placeholder)
            options = OptionList(markup=False)
            options.can_focus = False
            yield options
            yield Static(id="none", markup=False)
            yield Static("enter choose   ↑ ↓ move   esc back", id="keys", markup=False)

    def on_mount(self) -> None:
        """Ready to type, with what is offered before that."""
        self.query_one(LineInput).focus()
        self._offer()

    # --- offering ---

    @on(Input.Changed)
    def _typed(self) -> None:
        self._is_entered = False
        self._offer()

    @work(group="look", exclusive=True, exit_on_error=False)
    async def _offer(self) -> None:
        typed = self.query_one(LineInput).value
        if self._offered_for is not None:
            await asyncio.sleep(_PAUSE)
        self._offers = await attempt(self.app, lambda: self._find(typed)) or ()
        options = self.query_one(OptionList)
        options.set_options(Option(one.shown) for one in self._offers)
        options.display = bool(self._offers)
        options.highlighted = 0 if self._offers else None
        none = self.query_one("#none", Static)
        none.update(plain(self._nothing))
        none.display = bool(typed.strip()) and not self._offers
        self._offered_for = typed
        if self._is_entered:
            self._take()

    def action_choose(self, step: int) -> None:
        """Move the bar among what is offered."""
        options = self.query_one(OptionList)
        if self._offers and options.highlighted is not None:
            options.highlighted = (options.highlighted + step) % len(self._offers)

    # --- choosing ---

    @on(Input.Submitted)
    def _entered(self, event: Input.Submitted) -> None:
        event.stop()
        self._take()

    def _take(self) -> None:
        """Choose what is under the bar, once it is for what is typed now."""
        if self._offered_for != self.query_one(LineInput).value:
            self._is_entered = True
            return
        self._is_entered = False
        at = self.query_one(OptionList).highlighted
        if at is not None and at < len(self._offers):
            self.dismiss(self._offers[at].chosen)

    @on(OptionList.OptionSelected)
    def _clicked(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.dismiss(self._offers[event.option_index].chosen)
