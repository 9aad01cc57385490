"""What the next edition is called, when it was adopted, and by whom."""

from collections.abc import Iterator
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.widget import Widget
from textual.widgets import Input, Static

from policytui.conference.decisions.next_edition import Adopted
from policytui.text import clean_line
from policytui.tui.days import day_problem, read_day, write_day
from policytui.tui.plain import plain
from policytui.tui.screens.leaving import ModalScreen
from policytui.tui.widgets.prose_area import LineInput


class AdoptionFormScreen(ModalScreen[Adopted | None]):
    """A small form; gives what was filled in, None where it is left as it was."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", "Back", show=False),
        Binding("ctrl+s", "take", "Take", show=False),
        Binding("f1", "app.help", "Help", show=False),
    ]
    DEFAULT_CSS = """
    AdoptionFormScreen {
        align: center middle;
        & > Vertical {
            width: 76; max-width: 96%; height: auto;
            background: $surface; padding: 1 2; border: round $primary;
        }
        & #question { text-style: bold; margin-bottom: 1; }
        & .line { height: 1; }
        & .line > .label { width: 13; color: $text-muted; }
        & .line > LineInput { width: 1fr; }
        & #problem { height: auto; color: $text-error; text-style: bold; display: none; }
        & #problem.-shown { display: block; margin-top: 1; }
        & #keys { color: $text-muted; margin-top: 1; }
    }
    """

    def __init__(self, name: Adopted) -> None:
        super().__init__()
        self._begun = name

    def compose(self) -> ComposeResult:
        """The fields and the keys."""
        name = self._begun
        with Vertical():
            yield Static("The next edition", id="question", markup=False)
            edition = LineInput(name.edition, id="edition", placeholder="Such as: 2026")
            yield from _line("Edition", edition)
            day = LineInput(
                write_day(name.adopted), id="adopted", placeholder="Such as: 11 October 2026"
            )
            yield from _line("Adopted on", day)
            conference = LineInput(
                name.conference, id="conference", placeholder="Such as: Annual Conference 2026"
            )
            yield from _line("Adopted by", conference)
            yield Static(id="problem", markup=False)
            yield Static(
                "enter next field   ctrl+s take this   esc leave it as it was",
                id="keys",
                markup=False,
            )

    def on_mount(self) -> None:
        """At the name."""
        self.query_one("#edition", LineInput).focus()

    @on(Input.Changed)
    def _typed(self) -> None:
        self._complain("")

    @on(Input.Submitted)
    def _entered(self, event: Input.Submitted) -> None:
        event.stop()
        if event.input.id == "conference":
            self.action_take()
        else:
            self.focus_next()

    def action_take(self) -> None:
        """This, unless something in it is none."""
        edition, day = self._value("edition"), read_day(self._value("adopted"))
        conference = self._value("conference")
        if not any(map(str.isalnum, edition)):
            self._complain("Give the edition a name, such as 2026.")
        elif day is None:
            self._complain(day_problem(self._value("adopted")) or "On which day was it adopted?")
        elif not conference:
            self._complain("Which conference adopted it?")
        else:
            self.dismiss(Adopted(edition, day, conference))

    def _value(self, name: str) -> str:
        return clean_line(self.query_one(f"#{name}", LineInput).value)

    def _complain(self, text: str) -> None:
        problem = self.query_one("#problem", Static)
        problem.update(plain(text))
        problem.set_class(bool(text), "-shown")


def _line(label: str, field: Widget) -> Iterator[Widget]:
    yield Horizontal(Static(label, classes="label", markup=False), field, classes="line")
