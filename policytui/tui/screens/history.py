"""The history of a position: what each edition did to it, and who brought which words."""

from functools import partial
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container, Horizontal
from textual.widgets import Static

from policytui.corpus.model import Position
from policytui.errors import PolicyError
from policytui.tui import clipboard
from policytui.tui.access import report, workspace_of
from policytui.tui.bindings import bindings_for
from policytui.tui.commands import Place, footer_commands
from policytui.tui.history_past import Past, compared_in, read_past, sides_of
from policytui.tui.history_rows import fitting, next_view, step_rows, words_of
from policytui.tui.history_said import said_of_editions, said_of_run
from policytui.tui.plain import one_line, plain
from policytui.tui.screens.compare import CompareScreen
from policytui.tui.screens.documents import DocumentsScreen
from policytui.tui.screens.working import WorkingScreen
from policytui.tui.telling import tell
from policytui.tui.views import View, aside
from policytui.tui.widgets.blame_view import BlameView
from policytui.tui.widgets.diff_view import DiffView
from policytui.tui.widgets.key_bar import KeyBar
from policytui.tui.widgets.step_list import StepList
from policytui.tui.wording import DOT, number

_MARK_TWO = "Mark an edition with space, then go to another and press {key} there."


class HistoryScreen(WorkingScreen[None]):
    """The editions of a position and the words of the chosen one; or the text with a margin.

    Args:
        position: one of the corpus.

    Attributes:
        past: what was read, None before that.
        marked: numbers of the steps that are to be compared, at most two.
    """

    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-wide")]  # noqa: RUF012
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_for(Place.HISTORY)]
    DEFAULT_CSS = """
    HistoryScreen {
        & #head { height: 1; padding: 0 1; }
        & #titles { width: 1fr; text-style: bold; text-wrap: nowrap; text-overflow: ellipsis; }
        & #place { width: auto; padding-left: 2; color: $text-muted; }
        & #said { height: auto; max-height: 4; padding: 0 1; color: $text-muted; }
        & #body {
            layout: horizontal; height: 1fr;
            border-top: solid $foreground 20%; border-bottom: solid $foreground 20%;
        }
        & StepList { width: 2fr; max-width: 66; }
        & DiffView { padding: 0 1; }
        & #words { width: 3fr; border-left: solid $foreground 20%; }
        & #blame { display: none; }
        &.-narrow #body { layout: vertical; }
        &.-narrow StepList { width: 1fr; max-width: 100%; height: 2fr; }
        &.-narrow #words {
            width: 1fr; height: 3fr; border-left: none; border-top: solid $foreground 20%;
        }
        &.-blame #blame { display: block; }
        &.-failed StepList { display: none; }
        &.-failed #words { border: none; }
        &.-blame StepList, &.-blame #words { display: none; }
    }
    """

    def __init__(self, position: Position) -> None:
        super().__init__()
        self._position = position
        self._view = View.SIDE
        self.past: Past | None = None
        self.marked: list[int] = []
        self._list = StepList(id="steps")
        self._words = DiffView(id="words")
        self._blame = BlameView(id="blame")

    def compose(self) -> ComposeResult:
        """Title, what is said, the editions, the words, keys."""
        with Horizontal(id="head"):
            yield Static(plain(f"History › {one_line(self._position.title)}"), id="titles")
            yield Static(id="place", markup=False)
        yield Static("reading …", id="said", markup=False)
        with Container(id="body"):
            yield self._list
            yield self._words
            yield self._blame
        yield KeyBar(*footer_commands(Place.HISTORY))

    def on_mount(self) -> None:
        """Read, beside the screen."""
        self._list.focus()
        folder, id_ = workspace_of(self).places.corpus.path, self._position.id
        self.begin_work("Reading", partial(read_past, folder, id_), self._show_past)

    # --- what was read ---

    def show_failure(self, error: Exception) -> None:
        """What cannot be read stays on the screen: there may be much to put right."""
        if not isinstance(error, PolicyError):
            report(self, error)
            self.dismiss(None)
            return
        self.add_class("-failed")
        self._say("The history cannot be shown:")
        self._words.show(lambda width: aside(str(error), width))
        self._words.focus()

    def _show_past(self, past: Past) -> None:
        self.past = past
        self._list.show(step_rows(past, self.marked))
        self._blame.show_past(past)
        self._show_words()

    # --- showing ---

    def on_resize(self) -> None:
        """A narrower window may have no room for two columns."""
        self.call_after_refresh(self._say_where)

    @on(StepList.Moved)
    def _show_words(self) -> None:
        past = self.past
        if past is None:
            return
        step = past.steps[self._list.current]
        self._words.show(
            lambda width: words_of(past, step, self._view, width, self._list.size.width),
            keep_place=False,
        )
        if self._words.total:
            self.call_after_refresh(self._go_to_first)
        self._say_where()

    def _go_to_first(self) -> None:
        self._words.go_to_change(max(0, self._words.current))

    @on(DiffView.Moved)
    def _say_where(self) -> None:
        """Where the person is, and what there is to do."""
        past = self.past
        if past is None:
            return
        if self.is_blaming:
            run = self._blame.run
            place = f"{run + 1} of {number(len(past.runs), 'run')} of words"
            said = said_of_run(past, run)
        else:
            place = self._place_in_words(past)
            said = said_of_editions(past, self.marked)
        self.query_one("#place", Static).update(plain(place))
        self._say(said)

    def _say(self, text: str) -> None:
        self.query_one("#said", Static).update(plain(text))

    def _place_in_words(self, past: Past) -> str:
        compared = compared_in(past.steps[self._list.current])
        if compared is None:
            return "no change of words"
        view = fitting(self._view, self._words.scrollable_content_region.width)
        current = self._words.current if self._words.total else -1
        return f"{compared.place(current)}{DOT}{view}"

    # --- moving and views ---

    @property
    def is_blaming(self) -> bool:
        """Whether the text with its margin is shown."""
        return self.has_class("-blame")

    def action_next_change(self) -> None:
        """To the next change, or run."""
        (self._blame if self.is_blaming else self._words).move(1)

    def action_previous_change(self) -> None:
        """To the one before."""
        (self._blame if self.is_blaming else self._words).move(-1)

    def action_next_view(self) -> None:
        """Show the words another way."""
        if self.past is None or self.is_blaming:
            return
        self._view = next_view(self._view, self._words.scrollable_content_region.width)
        self._show_words()

    def action_blame(self) -> None:
        """The text with who brought which words; or the editions again."""
        if self.past is None:
            return
        self.toggle_class("-blame")
        if self.is_blaming:
            self._blame.focus()
        else:
            self._list.focus()
        self._say_where()

    def action_next_pane(self) -> None:
        """From the editions to the words, and back."""
        if not self.is_blaming:
            (self._list if self._words.has_focus else self._words).focus()

    def action_close(self) -> None:
        """From the margin to the editions; else stop, and go back."""
        if self.is_blaming:
            self.action_blame()
            return
        if self.is_working:
            self.stop_working()
            tell(self.app, "Stopped reading.")
        self.dismiss(None)

    # --- opening and comparing ---

    @on(StepList.Opened)
    def action_open(self) -> None:
        """The words of the step on a screen of their own; from the margin, the step itself."""
        past = self.past
        if past is None:
            return
        if self.is_blaming:
            self._open_run(past)
            return
        at = self._list.current
        before = past.step_before(at)
        if before is None or compared_in(past.steps[at]) is None:
            self._words.focus()
        else:
            self._compare(past, before, at)

    def _open_run(self, past: Past) -> None:
        if not past.runs:
            return
        header = past.runs[self._blame.run].header
        at = past.step_of(header)
        if at is None:
            at = len(past.steps) - 1
            tell(self.app, f"These words are older: they stood elsewhere in {header.edition}.")
        self.action_blame()
        self._list.go_to(at)

    def action_mark(self) -> None:
        """Mark the edition for comparing, or let go of it; a third takes the place of the first."""
        if self.past is None or self.is_blaming:
            return
        at = self._list.current
        if at in self.marked:
            self.marked.remove(at)
        else:
            self.marked = [*self.marked[-1:], at]
        self._list.show(step_rows(self.past, self.marked), item=at)
        self._say_where()

    def _pair(self, key: str) -> tuple[int, int] | None:
        """The older and the newer of what is marked; the bar stands for the second mark.

        Of two editions no mark is needed.
        """
        if self.past and len(self.past.steps) == 2 and not self.is_blaming:
            return 1, 0
        chosen = {*self.marked} if len(self.marked) == 2 else {*self.marked, self._list.current}
        if not self.marked or len(chosen) < 2 or self.is_blaming:
            tell(self.app, _MARK_TWO.format(key=key))
            return None
        return max(chosen), min(chosen)

    def action_compare(self) -> None:
        """The position in two editions."""
        pair = self._pair("c") if self.past else None
        if self.past and pair:
            self._compare(self.past, *pair)

    def _compare(self, past: Past, older: int, newer: int) -> None:
        *texts, about = sides_of(past, older, newer)
        self.app.push_screen(CompareScreen(*texts, about=about))

    def action_compare_documents(self) -> None:
        """The two whole editions."""
        pair = self._pair("C") if self.past else None
        if self.past and pair:
            self.app.push_screen(DocumentsScreen(*self.past.documents(*pair)))

    def action_copy(self) -> None:
        """What is shown of the words, as plain text."""
        if self.past is not None:
            shown = self._blame if self.is_blaming else self._words
            clipboard.copy(self.app, shown.shown_text(), "what is shown")
