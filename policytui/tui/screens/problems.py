"""The files of the corpus that could not be read: which, where in them, and what to do."""

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Static

from policytui.errors import Problem
from policytui.tui.plain import MUTED, plain
from policytui.tui.screens.leaving import ModalScreen
from policytui.tui.widgets.text_scroll import TextScroll
from policytui.tui.wording import number, short_path

_MOST = 200


class ProblemsScreen(ModalScreen[None]):
    """Every problem, file by file."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,enter", "dismiss", "Back", show=False),
    ]
    DEFAULT_CSS = """
    ProblemsScreen {
        align: center middle;
        & > TextScroll {
            width: 100; max-width: 96%; height: auto; max-height: 92%;
            background: $surface; padding: 1 2; border: round $panel-lighten-2;
            border-title-style: bold; border-title-color: $foreground;
            border-subtitle-color: $text-muted;
        }
    }
    """
    AUTO_FOCUS = "TextScroll"

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__()
        self._problems = problems

    def compose(self) -> ComposeResult:
        """The list."""
        with TextScroll() as page:
            page.border_subtitle = "esc closes"
            yield Static(self._content(), markup=False)

    def _content(self) -> Content:
        files: dict[str, list[Problem]] = {}
        for problem in self._problems[:_MOST]:
            name = short_path(problem.file) if problem.file else "text"
            files.setdefault(name, []).append(problem)
        parts = [
            plain(f"{number(len(files), 'file')} could not be read", "bold $text-error"),
            plain("Mend them in any editor, then press F5.", MUTED),
        ]
        for name, problems in files.items():
            parts += [Content(""), plain(name, "bold")]
            for problem in problems:
                line = f"line {problem.line}: " if problem.line else ""
                key = f"{problem.key}: " if problem.key else ""
                parts.append(plain(f"  {line}", "$text-accent") + plain(f"{key}{problem.message}"))
        left = len(self._problems) - _MOST
        if left > 0:
            parts += [Content(""), plain(f"… and {number(left, 'problem')} more", MUTED)]
        return Content("\n").join(parts)
