"""Choosing the file that is brought in, and the way from there to a saved document."""

from contextlib import suppress
from pathlib import Path
from typing import ClassVar

from textual import on, work
from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from policytui.errors import PolicyError
from policytui.tui.importing_files import Found, list_files, place_meant, unfinished_import
from policytui.tui.importing_saving import Saved
from policytui.tui.plain import MUTED, plain
from policytui.tui.screens.leaving import ModalScreen
from policytui.tui.telling import attempt
from policytui.tui.widgets.bar_list import BarList
from policytui.tui.widgets.prose_area import LineInput
from policytui.tui.wording import short_path
from policytui.workspace.workspace import Workspace

_REMEMBERED = "import_folder"
_Asked = tuple[Path, str]
"""The folder where one is, and what is typed."""
_KINDS = "Word (.docx), OpenDocument (.odt), PDF, web page, Markdown or plain text"


class FileScreen(ModalScreen[Path | None]):
    """A line and the files of a folder; gives a file, None where the person goes back.

    Args:
        folder: where to begin.
        problem: why the file chosen before could not be read.
        at: the file to begin with, where there is one.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", "Back", show=False),
        Binding("up", "choose(-1)", "Up", show=False, priority=True),
        Binding("down", "choose(1)", "Down", show=False, priority=True),
        Binding("pageup", "choose(-10)", "Page up", show=False, priority=True),
        Binding("pagedown", "choose(10)", "Page down", show=False, priority=True),
        Binding("tab", "take", "Take", show=False, priority=True),
    ]
    DEFAULT_CSS = """
    FileScreen {
        align: center middle;
        & > Vertical {
            width: 84; max-width: 96%; height: 32; max-height: 96%;
            background: $surface; padding: 1 2; border: round $primary;
        }
        & #question { text-style: bold; }
        & #kinds { height: auto; color: $text-muted; }
        & #problem { height: auto; max-height: 6; color: $text-error; display: none; }
        & #problem.-shown { display: block; margin-top: 1; }
        & LineInput { margin-top: 1; }
        & #folder {
            height: 1; color: $text-muted; margin-top: 1;
            text-wrap: nowrap; text-overflow: ellipsis;
        }
        & BarList { height: 1fr; }
        & #keys { color: $text-muted; margin-top: 1; }
    }
    """

    def __init__(self, folder: Path, problem: str = "", at: Path | None = None) -> None:
        super().__init__()
        self._folder = folder
        self._at = at
        self._problem = problem
        self._found: list[Found] = []
        self._listed_for: _Asked | None = None
        self._entered_for: _Asked | None = None

    def compose(self) -> ComposeResult:
        """Question, what went wrong, line, files, keys."""
        with Vertical():
            yield Static("Bring in a document", id="question", markup=False)
            yield Static(_KINDS, id="kinds", markup=False)
            shown = "-shown" if self._problem else ""
            yield Static(plain(self._problem), id="problem", classes=shown)
            yield LineInput(placeholder="A part of the name, or a path such as ~/Documents/")
            yield Static(id="folder", markup=False)
            files = BarList(id="files", markup=False)
            files.can_focus = False
            yield files
            yield Static("enter choose   ↑ ↓ move   esc back", id="keys", markup=False)

    def on_mount(self) -> None:
        """Ready to type."""
        self.query_one(LineInput).focus()
        self._list()

    @on(Input.Changed)
    @work(group="read", exclusive=True, exit_on_error=False)
    async def _list(self) -> None:
        asked = folder, typed = self._asked
        found = await attempt(self.app, lambda: list_files(folder, typed))
        self._found = found or []
        files = self.query_one(BarList)
        files.set_options(Option(_label(each)) for each in self._found)
        place, _ = place_meant(folder, typed)
        said = f"in {short_path(place or folder)}"
        if not any(not each.is_above for each in self._found):
            said += ": nothing here of that name that can be read"
        self.query_one("#folder", Static).update(plain(said))
        if self._found:
            # The way up is the last thing that is wanted.
            first = 1 if self._found[0].is_above and len(self._found) > 1 else 0
            wanted = (at for at, each in enumerate(self._found) if each.path == self._at)
            files.highlighted = next(wanted, first)
        self._listed_for = asked
        is_entered, self._entered_for = self._entered_for == asked, None
        if is_entered:
            self.action_take()

    @property
    def _asked(self) -> _Asked:
        return self._folder, self.query_one(LineInput).value

    def action_choose(self, step: int) -> None:
        """Move the bar."""
        files, last = self.query_one(BarList), len(self._found) - 1
        if last >= 0:
            at = (files.highlighted or 0) + step
            files.highlighted = at % (last + 1) if abs(step) == 1 else max(0, min(at, last))

    def action_take(self) -> None:
        """Take what is under the bar, once it is for what is typed now."""
        if self._listed_for != self._asked:
            # The list on the screen is older than the last letter.
            self._entered_for = self._asked
            return
        at = self.query_one(BarList).highlighted
        if at is not None and at < len(self._found):
            self._take(self._found[at])

    @on(Input.Submitted)
    def _entered(self, event: Input.Submitted) -> None:
        event.stop()
        self.action_take()

    @on(OptionList.OptionSelected)
    def _clicked(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self._take(self._found[event.option_index])

    def _take(self, found: Found) -> None:
        if not found.is_folder:
            self.dismiss(found.path)
            return
        self._folder = found.path
        line = self.query_one(LineInput)
        if line.value:
            line.value = ""  # which lists the folder
        else:
            self._list()


def _label(found: Found) -> Content:
    return plain(found.label, MUTED if found.is_above else "bold" if found.is_folder else "")


async def import_document(app: App[object], workspace: Workspace) -> Saved | None:
    """Choose a file, mend what is made of it, save it; None where the person leaves it."""
    from policytui.tui.screens.import_screen import ImportScreen

    problem, folder = "", last_folder(workspace, _REMEMBERED)
    at = await attempt(app, lambda: unfinished_import(workspace.places))
    if at is not None:
        folder = at.parent
    while True:
        path = await app.push_screen_wait(FileScreen(folder, problem, at))
        if path is None:
            return None
        folder, at = path.parent, path
        remember_folder(workspace, folder, _REMEMBERED)
        outcome = await app.push_screen_wait(ImportScreen(path))
        if not isinstance(outcome, PolicyError):
            return outcome
        problem = str(outcome)


def last_folder(workspace: Workspace, key: str) -> Path:
    """The folder from which a file was taken last; `key` names it among what is remembered."""
    with suppress(OSError):
        folder = Path(workspace.state.get(key) or ".").absolute()
        if folder.is_dir():
            return folder
    return Path.home()


def remember_folder(workspace: Workspace, folder: Path, key: str) -> None:
    """Begin there the next time."""
    with suppress(UnicodeEncodeError):  # a name that is no text cannot be remembered
        str(folder).encode("utf-8")
        workspace.state.set(key, str(folder))
