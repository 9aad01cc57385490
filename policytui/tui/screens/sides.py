"""Choosing any two things to compare, and opening the comparison that fits them."""

import asyncio
from typing import ClassVar

from textual import on, work
from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from policytui.tui.access import workspace_of
from policytui.tui.operands import (
    BESIDE_PLATFORM,
    WHOLE_PLATFORM,
    Loaded,
    Operand,
    Sort,
    counterpart,
    load,
    suggest,
    whole_documents,
)
from policytui.tui.plain import MUTED, plain
from policytui.tui.screens.compare import CompareScreen
from policytui.tui.screens.leaving import ModalScreen, Screen
from policytui.tui.telling import attempt, tell
from policytui.tui.widgets.prose_area import LineInput
from policytui.workspace.workspace import Workspace

Sides = tuple[Operand, Operand]

_ANYTHING = "Words or id of a position, document (document@2021) or draft; or ./a-file"
_BESIDE = "A file such as ./proposal.docx, or words of a draft"
_NOTHING = "Nothing is called that."
_PATH_WANTED = "Type where the proposal is: ./proposal.docx, ~/a-file.pdf, /a/folder/…"
_PAUSE = 0.06
"""Seconds to wait for another letter."""


class SidesScreen(ModalScreen[Sides | None]):
    """Two lines and what may be meant by the one that is typed in; gives both sides.

    Args:
        hand: the position that the person comes from; it is the first side.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", "Back", show=False),
        Binding("up", "choose(-1)", "Up", show=False, priority=True),
        Binding("down", "choose(1)", "Down", show=False, priority=True),
    ]
    DEFAULT_CSS = """
    SidesScreen {
        align: center middle;
        & > Vertical {
            width: 84; max-width: 96%; height: auto; max-height: 96%;
            background: $surface; padding: 1 2; border: round $primary;
        }
        & #question { text-style: bold; }
        & .line { height: 1; margin-top: 1; }
        & .line > .label { width: 7; color: $text-muted; }
        & .line > LineInput { width: 1fr; }
        & OptionList {
            height: 8; margin-top: 1; border: none; padding: 0; background: transparent;
            text-wrap: nowrap; text-overflow: ellipsis; scrollbar-size-vertical: 1;
        }
        & OptionList > .option-list--option-highlighted {
            background: $primary 25%; color: $foreground; text-style: none;
        }
        & #none { height: auto; color: $text-muted; margin-top: 1; display: none; }
        & #keys { color: $text-muted; margin-top: 1; }
    }
    """

    def __init__(self, hand: Operand | None) -> None:
        super().__init__()
        self._hand = hand
        self._chosen: dict[str, Operand] = {"first": hand} if hand else {}
        self._suggested: tuple[Operand, ...] = ()
        self._suggested_for: tuple[str | None, str] | None = None
        self._is_entered = False

    def compose(self) -> ComposeResult:
        """Two lines, suggestions, keys."""
        with Vertical():
            yield Static("Compare any two", id="question", markup=False)
            for side, label in (("first", "This"), ("second", "with")):
                with Horizontal(classes="line"):
                    yield Static(label, classes="label", markup=False)
                    chosen = self._chosen.get(side)
                    yield LineInput(
                        chosen.label if chosen else "",
                        id=side,
                        placeholder=_ANYTHING,
                    )
            options = OptionList(id="suggested", markup=False)
            options.can_focus = False
            yield options
            yield Static(_NOTHING, id="none", markup=False)
            yield Static(
                "enter choose   ↑ ↓ move   tab other side   esc back", id="keys", markup=False
            )

    def on_mount(self) -> None:
        """The side that is still open is typed in; typing in one that is chosen chooses anew."""
        for side in self.query(LineInput):
            side.select_on_focus = True
        self.query_one("#second" if self._hand else "#first", LineInput).focus()

    def _side(self) -> LineInput:
        focused = self.focused
        return focused if isinstance(focused, LineInput) else self.query_one("#first", LineInput)

    # --- suggesting ---

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        chosen = self._chosen.get(event.input.id or "")
        if chosen and event.value != chosen.label:
            del self._chosen[event.input.id or ""]
        self._is_entered = False
        if event.input.has_focus:
            self._suggest()

    def on_descendant_focus(self) -> None:
        """The suggestions are for the side that has the focus."""
        self._suggest()

    @work(group="suggest", exclusive=True, exit_on_error=False)
    async def _suggest(self) -> None:
        side = self._side()
        await asyncio.sleep(_PAUSE)
        workspace = workspace_of(self)
        # A side that is chosen offers everything, to be chosen anew.
        asked = side.id, side.value
        typed = "" if side.id in self._chosen else side.value
        sorts = self._sorts(side)
        found = await attempt(self.app, lambda: suggest(workspace, typed, self._hand, sorts=sorts))
        # Nothing is compared with itself.
        other = self._chosen.get("second" if side.id == "first" else "first")
        self._suggested = tuple(each for each in found or () if each != other)
        options = self.query_one(OptionList)
        options.set_options(Option(_label(operand)) for operand in self._suggested)
        options.display = bool(self._suggested)
        none = self.query_one("#none", Static)
        none.update(_PATH_WANTED if sorts == BESIDE_PLATFORM and not typed else _NOTHING)
        none.display = not self._suggested
        self._suggested_for = asked
        # The bar is on what is chosen; where that is not among them, enter keeps it.
        chosen = self._chosen.get(side.id or "")
        if chosen in self._suggested:
            options.highlighted = self._suggested.index(chosen)
        elif self._suggested and chosen is None:
            options.highlighted = 0
        if self._is_entered:
            self._is_entered = False
            self._take(side)

    def _sorts(self, side: LineInput) -> tuple[Sort, ...]:
        """What a side may be: beside the whole platform, which is the first, stands a proposal."""
        other = self._chosen.get("second" if side.id == "first" else "first")
        if side.id == "second" and other == WHOLE_PLATFORM:
            return BESIDE_PLATFORM
        if side.id == "first" and (other is None or other.sort in BESIDE_PLATFORM):
            return tuple(Sort)
        return tuple(sort for sort in Sort if sort is not Sort.PLATFORM)

    def action_choose(self, step: int) -> None:
        """Move the bar among the suggestions."""
        options = self.query_one(OptionList)
        if self._suggested:
            at = options.highlighted
            begun = -1 if step > 0 else 0
            options.highlighted = ((begun if at is None else at) + step) % len(self._suggested)

    # --- choosing ---

    @on(Input.Submitted)
    def _entered(self, event: Input.Submitted) -> None:
        event.stop()
        if isinstance(event.input, LineInput):
            self._take(event.input)

    def _take(self, side: LineInput) -> None:
        """Choose what is under the bar, once it is for what is typed now."""
        if self._suggested_for != (side.id, side.value):
            # The suggestions on the screen are older than the last letter.
            self._is_entered = True
            self._suggest()
            return
        at = self.query_one(OptionList).highlighted
        if at is not None and at < len(self._suggested):
            self._choose(self._suggested[at])
        elif side.id in self._chosen:
            self._go_on()

    @on(OptionList.OptionSelected)
    def _clicked(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self._choose(self._suggested[event.option_index])

    def _choose(self, operand: Operand) -> None:
        side = self._side()
        self._chosen[str(side.id)] = operand
        side.value = operand.label
        side.cursor_position = len(side.value)
        self._go_on()

    def _go_on(self) -> None:
        """To the side that is still open; when none is, the comparison."""
        first, second = self._chosen.get("first"), self._chosen.get("second")
        is_beside = first == WHOLE_PLATFORM
        self.query_one("#second", LineInput).placeholder = _BESIDE if is_beside else _ANYTHING
        if first and second:
            self.dismiss((first, second))
        else:
            # At once: what is typed right after the key must not land where the focus was.
            self.set_focus(self.query_one("#second" if first else "#first", LineInput))


def _label(operand: Operand) -> Content:
    where = plain(f"  {operand.where}", MUTED) if operand.where else plain("")
    return plain(f"{operand.sort:<9} ", MUTED) + plain(operand.title, "bold") + where


async def open_comparison(
    app: App[object], workspace: Workspace, sides: Sides
) -> Screen[None] | None:
    """Read both sides and show what differs.

    Returns:
        The comparison, where the person went on to another screen while it was made: it would
        take the keys from what is done there. None where it is shown, or there is none.
    """
    begun = app.screen
    screen = await attempt(app, lambda: _screen_for(workspace, *sides))
    if screen is None:
        return None
    if app.screen is not begun:
        tell(app, "The comparison is ready: press C again where you began it.")
        return screen
    app.push_screen(screen)
    if isinstance(screen, CompareScreen) and sides[0] == sides[1]:
        tell(app, "Both sides are the same thing.")
    return None


def _screen_for(workspace: Workspace, first: Operand, second: Operand) -> Screen[None]:
    if first.sort is Sort.PLATFORM:
        from policytui.tui.screens.match import MatchScreen

        return MatchScreen(second)
    base, proposed = load(workspace, first), load(workspace, second)
    documents = whole_documents(base, proposed)
    if documents:
        from policytui.tui.screens.documents import DocumentsScreen

        return DocumentsScreen(*documents)
    base, proposed = _narrowed(base, proposed), _narrowed(proposed, base)
    about = proposed.about if second.sort is Sort.DRAFT else base.about
    return CompareScreen(base.title, base.text, proposed.title, proposed.text, about=about)


def _narrowed(side: Loaded, other: Loaded) -> Loaded:
    """A document beside a position: only the position in it that corresponds, if one does."""
    if side.operand.sort is not Sort.DOCUMENT or not side.document or not other.position:
        return side
    found = counterpart(other.position, side.document)
    if found is None:
        return side
    title = f"{found.title}  {side.document.header.edition}"
    return Loaded(side.operand, title, found.text, side.about, position=found)
