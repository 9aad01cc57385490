"""What every editor of a draft shows, whatever its kind: head, fields, form, keys.

The screens for amendments and for answers add the fields in which the words are typed.
"""

from abc import abstractmethod
from collections.abc import Sequence
from dataclasses import replace
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Static

from policytui.drafts.model import Draft
from policytui.tui.access import workspace_of
from policytui.tui.bindings import bindings_for
from policytui.tui.commands import Command, Place, footer_commands
from policytui.tui.draft_state import Examined, form_in_short, sealed, status, trouble
from policytui.tui.editing import Editing
from policytui.tui.plain import one_line, plain
from policytui.tui.screens.panes import PanedScreen
from policytui.tui.widgets.details_form import DetailsForm
from policytui.tui.widgets.key_bar import KeyBar
from policytui.tui.widgets.prose_area import ProseArea
from policytui.workspace.workspace import Workspace


class EditorScreen(PanedScreen):
    """The editor of one draft as it is seen, without the fields for its text.

    Args:
        stamp: of the draft's file; None for a draft that has none yet.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        # Before the keys of text fields, which use some of these for other things; escape
        # stays behind them, since it closes an open list first.
        replace(binding, priority=binding.action != "close")
        for binding in bindings_for(Place.DRAFT)
        if isinstance(binding, Binding)
    ]
    DEFAULT_CSS = """
    EditorScreen {
        & #head { height: 1; padding: 0 1; }
        & #where {
            width: 1fr; height: 1; text-style: bold;
            text-wrap: nowrap; text-overflow: ellipsis;
        }
        & #status { width: auto; height: 1; padding-left: 2; color: $text-muted; }
        & #trouble {
            display: none; height: auto; padding: 0 1; text-style: bold;
            color: $text-error; background: $error-muted;
        }
        & #trouble.-shown { display: block; }
        & #sealed { display: none; height: auto; padding: 0 1; color: $text-warning; }
        & #sealed.-shown { display: block; }
        & #summary {
            height: 1; padding: 0 1; border-top: none; color: $text-muted;
            text-wrap: nowrap; text-overflow: ellipsis;
            link-style: none; link-color: $text-muted; link-style-hover: underline;
            link-background-hover: transparent;
        }
        & .caption { height: 1; padding: 0 2; color: $text-accent; text-style: bold; }
    }
    """

    def __init__(self, draft: Draft, stamp: str | None) -> None:
        super().__init__()
        self._opened = draft
        self._stamp = stamp
        self._is_typing = False
        self._is_left = False
        self.examined = Examined(draft)
        self.editing: Editing

    # --- what the screens of each kind add ---

    @abstractmethod
    def compose_body(self) -> ComposeResult:
        """The fields for the text; the form is among them."""

    @abstractmethod
    def show_draft(self, draft: Draft) -> None:
        """Fill the fields with another version of the draft."""

    def show_examined(self, examined: Examined) -> None:
        """Show what was found in the draft."""

    @abstractmethod
    def outside_text(self) -> str:
        """The text that is edited in another program."""

    @abstractmethod
    def take_outside_text(self, text: str) -> None:
        """Take what the other program made of it."""

    @abstractmethod
    def where(self) -> str:
        """What is being written, for the head of the screen."""

    @abstractmethod
    def texts_to_compare(self) -> tuple[str, str, str, str]:
        """Titles and texts of before and after, for the compare screen."""

    def summary(self) -> Content:
        """The line beneath the body."""
        return form_in_short(self.editing.draft)

    def keys(self) -> Sequence[Command]:
        """What the footer shows."""
        return footer_commands(Place.DRAFT)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """What only drafts of one kind have: a base, a text of its own, a file they came from."""
        if action in ("carry_over", "already_said", "take_suggested"):
            return hasattr(self, f"action_{action}")
        return super().check_action(action, parameters)

    # --- building ---

    @property
    def workspace(self) -> Workspace:
        """What the app works with."""
        return workspace_of(self)

    def compose(self) -> ComposeResult:
        """Head, trouble, body, summary, keys."""
        self.editing = Editing(self.workspace, self._opened, self._stamp)
        with Horizontal(id="head"):
            yield Static(id="where", markup=False)
            yield Static(id="status", markup=False)
        yield Static(id="trouble", markup=False)
        yield Static(id="sealed", markup=False)
        yield from self.compose_body()
        yield Static(id="summary", markup=False)
        yield KeyBar(*self.keys())

    # --- showing ---

    def _show_state(self) -> None:
        """The lines above and beneath the body, and whether the form can be changed."""
        editing = self.editing
        if not self.is_mounted or self._is_left or editing.is_sealing:
            return
        lines = {
            "where": plain(one_line(self.where())),
            "status": plain(status(editing, self.examined, is_typing=self._is_typing)),
            "trouble": plain(trouble(editing)),
            "sealed": plain(sealed(editing)),
            "summary": self.summary(),
        }
        for name, content in lines.items():
            line = self.query_one(f"#{name}", Static)
            line.update(content)
            line.set_class(bool(content), "-shown")
        self.query_one(DetailsForm).set_read_only(editing.is_read_only)

    def _show_read_only(self, read_only: bool) -> None:
        """Whether any field takes what is typed."""
        for area in self.query(ProseArea):
            area.read_only = read_only
        for form in self.query(DetailsForm):
            form.set_read_only(read_only)
