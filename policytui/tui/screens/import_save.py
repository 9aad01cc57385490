"""A new document at a glance before it is saved: enter saves it."""

import asyncio
from collections.abc import Callable
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from policytui.errors import PolicyError
from policytui.importers.describe import describe_words
from policytui.importers.outlining.entries import Outline
from policytui.tui.importing_account import Account
from policytui.tui.importing_saving import Plan, Saved
from policytui.tui.plain import MUTED, one_line, plain
from policytui.tui.screens.leaving import ModalScreen
from policytui.tui.wording import nation_names, short_path

_LABELS = 12
"""Cells of the names at the left."""


class SaveScreen(ModalScreen[Saved | None]):
    """What a new document will be; gives what was saved, None where the person goes back.

    Args:
        save: called away from the screen; where it fails, that is said and the box stays.
        outline: that the document is made of.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "close", "Back", show=False),
        Binding("enter,ctrl+s", "save", "Save", show=False),
    ]
    DEFAULT_CSS = """
    SaveScreen {
        align: center middle;
        & > Vertical {
            width: 84; max-width: 96%; height: auto;
            background: $surface; padding: 1 2; border: round $primary;
        }
        & Static { height: auto; }
        & #question { text-style: bold; margin-bottom: 1; }
        & #problem { color: $text-error; text-style: bold; display: none; margin-top: 1; }
        & #problem.-shown { display: block; }
        & #keys { color: $text-muted; margin-top: 1; }
    }
    """

    def __init__(self, plan: Plan, save: Callable[[], Saved], outline: Outline) -> None:
        super().__init__()
        self._plan = plan
        self._do = save
        self._account = Account(plan.made, frozenset(entry.line for entry in outline.entries))
        self._is_saving = False
        self._saved: Saved | None = None

    def on_screen_resume(self) -> None:
        """What was saved while something stood on top is done with."""
        if self._saved:
            self.dismiss(self._saved)

    def compose(self) -> ComposeResult:
        """What it is called, what it holds, where it goes."""
        header = self._plan.made.document.header
        words = self._plan.made.words
        rows = (
            ("Title", header.title),
            ("Id", header.id),
            ("Edition", header.edition),
            ("Kind", header.kind.label),
            ("Applies in", nation_names(header.nations)),
            ("Positions", self._account.outlined),
            ("Doubtful", self._account.doubts_said),
            ("Words", describe_words(words) if words.read else "taken as it is"),
            ("Folder", short_path(self._plan.folder)),
        )
        with Vertical():
            yield Static("Save this as a new document?", id="question", markup=False)
            yield Static(
                Content("\n").join(
                    plain(name.ljust(_LABELS), MUTED) + plain(one_line(told)) for name, told in rows
                )
            )
            yield Static(id="problem", markup=False)
            yield Static(
                "enter save it   esc go back; e there changes the title, id and edition",
                id="keys",
                markup=False,
            )

    def action_close(self) -> None:
        """Go back, unless it is being written."""
        if not self._is_saving:
            self.dismiss(None)

    @work(group="save-box", exit_on_error=False)
    async def action_save(self) -> None:
        """Write it."""
        if self._is_saving:
            return
        self._is_saving = True
        try:
            saved = await asyncio.to_thread(self._do)
        except PolicyError as error:
            problem = self.query_one("#problem", Static)
            problem.update(plain(str(error)))
            problem.add_class("-shown")
        else:
            self._saved = saved
            self.dismiss(saved)
        finally:
            self._is_saving = False
