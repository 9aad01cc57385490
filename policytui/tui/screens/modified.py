"""Writing an amendment as modified, with what differs from it as tabled."""

import asyncio
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container, Vertical
from textual.timer import Timer
from textual.widgets import Static, TextArea

from policytui.compare.layout import Layout
from policytui.conference.marshalling.marshalled import Item
from policytui.errors import StorageError
from policytui.text import clean_prose
from policytui.tui.bindings import bindings_for
from policytui.tui.commands import Place, footer_commands
from policytui.tui.comparing import compare_texts
from policytui.tui.modified_text import KeptText
from policytui.tui.plain import one_line, plain
from policytui.tui.screens.leaving import Screen
from policytui.tui.screens.writing import LOOK_AFTER, NOTE_AFTER
from policytui.tui.telling import tell
from policytui.tui.views import SIDE_FROM, View, lay_out
from policytui.tui.widgets.diff_view import DiffView
from policytui.tui.widgets.key_bar import KeyBar
from policytui.tui.widgets.prose_area import ProseArea


class ModifiedScreen(Screen[str | None]):
    """The text at the left, what differs at the right; gives the text, None for none.

    Args:
        begun: the text to begin with: the amendment's, or that of the recommendation that stands.
        kept: where words are kept that are not taken.
    """

    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (SIDE_FROM, "-wide")]  # noqa: RUF012
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            binding.key,
            binding.action,
            binding.description,
            show=binding.show,
            key_display=binding.key_display,
            # Before the keys of the text field; escape stays behind them.
            priority=binding.action != "close",
            id=binding.id,
            tooltip=binding.tooltip,
        )
        for binding in bindings_for(Place.MODIFIED)
        if isinstance(binding, Binding)
    ]
    DEFAULT_CSS = """
    ModifiedScreen {
        & #title { height: 1; padding: 0 1; text-style: bold; }
        & #notice { height: auto; padding: 0 1; color: $text-muted; }
        & #body {
            height: 1fr; layout: horizontal;
            border-top: solid $foreground 20%; border-bottom: solid $foreground 20%;
        }
        & #writing, & #looking { width: 1fr; height: 1fr; }
        & #looking { border-left: solid $foreground 20%; padding: 0 1; }
        & .caption { height: 1; padding: 0 2; color: $text-accent; text-style: bold; }
        &.-narrow #body { layout: vertical; }
        &.-narrow #writing:focus-within { height: 2fr; }
        &.-narrow #looking { border-left: none; border-top: solid $foreground 20%; }
    }
    """

    def __init__(self, item: Item, begun: str, kept: KeptText) -> None:
        super().__init__()
        self._item = item
        self._begun = begun
        self._kept = kept
        self._found = kept.read()
        self._keep_timer: Timer | None = None
        self._is_warned = False
        self._is_left = False
        self._area = ProseArea(
            begun if self._found is None else self._found,
            placeholder="Write the text as it should be carried.",
        )
        self._view = DiffView()

    def compose(self) -> ComposeResult:
        """Title, what must be known, the text, what differs, keys."""
        title = f"As modified › {self._item.number}  {one_line(self._item.amendment.title)}"
        yield Static(plain(title), id="title")
        notice = "Recommended with the text below; the amendment itself stays as it was tabled."
        if self._found is not None:
            notice = "These are the words that you wrote before. ctrl+r: as it was tabled."
        yield Static(notice, id="notice", markup=False)
        with Container(id="body"):
            with Vertical(id="writing"):
                yield Static("Text as modified", classes="caption", markup=False)
                yield self._area
            with Vertical(id="looking"):
                caption = f"What differs from {self._item.number} as tabled"
                yield Static(plain(caption), classes="caption")
                yield self._view
        yield KeyBar(*footer_commands(Place.MODIFIED))

    def on_mount(self) -> None:
        """Ready to type at the beginning."""
        self._area.focus()
        self._look(0.0)

    def on_unmount(self) -> None:
        """The app ends, or the screen goes by another way than its keys."""
        if not self._is_left:
            self._keep()

    @property
    def text(self) -> str:
        """What is written."""
        return clean_prose(self._area.text)

    @property
    def _tabled(self) -> str:
        return self._item.amendment.text

    # --- while one writes ---

    @on(TextArea.Changed)
    def _typed(self) -> None:
        if self._keep_timer is None:
            self._keep_timer = self.set_timer(NOTE_AFTER, self._keep)
        self._look(LOOK_AFTER)

    @work(group="look", exclusive=True, exit_on_error=False)
    async def _look(self, after: float) -> None:
        """Look what differs, once the typing pauses for this many seconds."""
        await asyncio.sleep(after)
        text, title = self.text, self._item.amendment.title
        compared = await asyncio.to_thread(compare_texts, self._tabled, text, title)

        def draw(width: int) -> Layout:
            return lay_out(compared, View.INLINE, title, width, two=False, folded=True)

        if self.is_mounted and text == self.text:
            self._view.show(draw)

    def _keep(self) -> bool:
        """Keep the words where they are other than those begun with; whether none can be lost."""
        if self._keep_timer is not None:
            self._keep_timer.stop()
            self._keep_timer = None
        if self.text == clean_prose(self._begun):
            self._kept.drop()
            return True
        try:
            self._kept.keep(self.text)
        except StorageError as error:
            if not self._is_warned:
                tell(self.app, str(error), is_error=True)
            return False
        return True

    # --- commands ---

    def action_take(self) -> None:
        """Recommend it with these words."""
        if not self.text:
            tell(self.app, "There is no text. To leave the position out, recommend another one.")
        elif self.text == clean_prose(self._tabled):
            tell(self.app, "That is the amendment as it was tabled: go back, and recommend it.")
        else:
            # Until it is recorded: the reason is still asked for.
            self._keep()
            self._is_left = True
            self.dismiss(self.text)

    def action_begin_again(self) -> None:
        """The amendment as it was tabled, in a way that the text field takes back."""
        self._area.rewrite(self._tabled)

    def action_next_pane(self) -> None:
        """From the text to what differs, and back."""
        (self._area if self._view.has_focus else self._view).focus()

    def action_close(self) -> None:
        """Go back; words that were written are kept."""
        is_safe = self._keep()
        if not is_safe and not self._is_warned:
            self._is_warned = True
            tell(self.app, "These words could not be kept. esc again leaves them.", is_error=True)
            return
        if is_safe and self.text != clean_prose(self._begun):
            tell(self.app, "Your words are kept: “As modified” opens them again.")
        self._is_left = True
        self.dismiss(None)
