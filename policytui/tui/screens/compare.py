"""Two texts beside each other: what was added, what was left out, and how that is worded."""

from enum import StrEnum
from typing import ClassVar

from rich.cells import cell_len
from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.screen import Screen
from textual.widgets import Static

from policytui.compare.layout import (
    Layout,
    before_and_after,
    count_changes,
    inline,
    inline_text,
    paragraphs,
    side_by_side,
)
from policytui.compare.wording import word_instruction
from policytui.compare.words import Change, compare_words
from policytui.compare.wrap import Mark
from policytui.text import clean_prose
from policytui.tui import clipboard
from policytui.tui.bindings import bindings_for
from policytui.tui.commands import Place, footer_commands
from policytui.tui.plain import one_line, plain
from policytui.tui.widgets.diff_view import DiffView
from policytui.tui.widgets.key_bar import KeyBar

SIDE_FROM = 100
"""Columns from which two texts fit side by side."""


class View(StrEnum):
    """How a comparison is shown."""

    SIDE = "side by side"
    INLINE = "inline"
    CLEAN = "clean"
    INSTRUCTION = "instruction"


class CompareScreen(Screen[None]):
    """A comparison on a screen of its own."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings_for(Place.COMPARE)]
    DEFAULT_CSS = """
    CompareScreen {
        & #head { height: 1; padding: 0 1; }
        & #titles {
            width: 1fr; height: 1; text-style: bold;
            text-wrap: nowrap; text-overflow: ellipsis;
        }
        & #place { width: auto; height: 1; padding-left: 2; color: $text-muted; }
        & DiffView {
            border-top: solid $foreground 20%;
            border-bottom: solid $foreground 20%;
            padding: 1 1 0 1;
        }
    }
    """

    def __init__(
        self, base_title: str, base_text: str, proposed_title: str, proposed_text: str
    ) -> None:
        super().__init__()
        self._titles = (one_line(base_title), one_line(proposed_title))
        self._base = clean_prose(base_text)
        self._proposed = clean_prose(proposed_text)
        self._changes: tuple[Change, ...] = ()
        self._instruction: tuple[str, ...] = ()
        self._is_folded = True
        self._is_compared = False
        self.view: View | None = None

    def compose(self) -> ComposeResult:
        """Titles, comparison, keys."""
        with Horizontal(id="head"):
            before, after = self._titles
            titles = before if before == after else f"{before}  ⇄  {after}"
            yield Static(plain(titles), id="titles")
            yield Static(id="place", markup=False)
        yield DiffView(id="comparison")
        yield KeyBar(*footer_commands(Place.COMPARE))

    def on_mount(self) -> None:
        """Compare, away from the screen: long texts take a moment."""
        self.query_one(DiffView).focus()
        self._tell("comparing …")
        self._compare()

    @work(thread=True, exit_on_error=False)
    def _compare(self) -> None:
        changes = compare_words(self._base, self._proposed)
        instruction = word_instruction(self._base, self._proposed, self._titles[0])
        self.app.call_from_thread(self._compared, changes, instruction)

    def _compared(self, changes: tuple[Change, ...], instruction: tuple[str, ...]) -> None:
        self._changes, self._instruction = changes, instruction
        self._is_compared = True
        if self.view is None:
            self.view = View.SIDE if self.size.width >= SIDE_FROM else View.INLINE
        self._show(from_top=True)

    # --- showing ---

    def _views(self) -> list[View]:
        """The views there is room for."""
        return [view for view in View if view is not View.SIDE or self.size.width >= SIDE_FROM]

    def on_resize(self) -> None:
        """A narrower window may have no room for two columns."""
        if self._is_compared and self.view not in self._views():
            self.view = View.INLINE
            self._show()

    def _show(self, *, from_top: bool = False) -> None:
        comparison = self.query_one(DiffView)
        comparison.show(self._lay_out, keep_place=not from_top)
        if from_top and comparison.total:
            self.call_after_refresh(comparison.go_to_change, 0)
        self._tell_place(comparison)

    def _lay_out(self, width: int) -> Layout:
        if self.view is View.INSTRUCTION:
            if not self._instruction:
                return _aside("The two texts are the same: there is nothing to word.", width)
            numbered = len(self._instruction) > 1
            return paragraphs(self._instruction, width, cell_len, numbered=numbered)
        if self.view is View.CLEAN:
            two = self.size.width >= SIDE_FROM
            return before_and_after(self._base, self._proposed, width, cell_len, two_columns=two)
        if not self._base and not self._proposed:
            return _aside("Both texts are empty.", width)
        draw = side_by_side if self.view is View.SIDE else inline
        return draw(self._changes, width, cell_len, folded=self._is_folded)

    @on(DiffView.Moved)
    def _moved(self, event: DiffView.Moved) -> None:
        self._tell_place(event.view)

    def _tell_place(self, comparison: DiffView) -> None:
        total = count_changes(self._changes)
        if not total:
            place = "no difference"
        elif comparison.total and comparison.current >= 0:
            place = f"change {comparison.current + 1} of {total}"
        else:
            place = "1 change" if total == 1 else f"{total} changes"
        self._tell(f"{place} · {self.view}")

    def _tell(self, text: str) -> None:
        self.query_one("#place", Static).update(plain(text))

    # --- commands ---

    def action_next_change(self) -> None:
        """Go to the next change."""
        self.query_one(DiffView).move(1)

    def action_previous_change(self) -> None:
        """Go to the change before."""
        self.query_one(DiffView).move(-1)

    def action_next_view(self) -> None:
        """Show it another way."""
        views = self._views()
        if self.view is None:
            return
        self.view = views[(views.index(self.view) + 1) % len(views)]
        comparison = self.query_one(DiffView)
        current = comparison.current
        self._show()
        if comparison.total:
            comparison.go_to_change(max(current, 0))
        else:
            comparison.scroll_to(y=0, animate=False)

    def action_fold(self) -> None:
        """Fold or unfold what is unchanged."""
        self._is_folded = not self._is_folded
        comparison = self.query_one(DiffView)
        current = comparison.current
        self._show()
        if current >= 0:
            comparison.go_to_change(current)

    def action_copy(self) -> None:
        """Copy what is shown."""
        if self.view is View.INLINE:
            clipboard.copy(self.app, inline_text(self._changes), "the comparison")
        elif self.view is View.INSTRUCTION:
            clipboard.copy(self.app, "\n".join(self._instruction), "the instruction")
        else:
            clipboard.copy(self.app, self.query_one(DiffView).shown_text(), "the comparison")

    def action_close(self) -> None:
        """Go back."""
        self.dismiss(None)


def _aside(text: str, width: int) -> Layout:
    return paragraphs([text], width, cell_len, mark=Mark.ASIDE)
