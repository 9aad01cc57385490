"""What the positions near to a text say already: the same, more, or the opposite."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from policytui.tui.bindings import bindings_for
from policytui.tui.commands import Place
from policytui.tui.plain import MUTED, one_line, plain
from policytui.tui.said import SIGNS, Said
from policytui.tui.widgets.bar_list import BarList
from policytui.tui.wording import DOT

TITLE = "What we say already"


class SaidList(BarList):
    """Positions; enter compares, `a` amends the one under the bar."""

    BINDINGS: ClassVar[list[BindingType]] = bindings_for(Place.SAID)

    @dataclass
    class Wanted(Message):
        """Something is to be done with a position: `compare`, `amend` or `leave` the list."""

        what: str

    def action_compare_said(self) -> None:
        """Compare it with the text."""
        self.post_message(self.Wanted("compare"))

    def action_select(self) -> None:
        """The same: enter, as every list knows it."""
        self.action_compare_said()

    def action_amend_said(self) -> None:
        """Make the text an amendment of it."""
        self.post_message(self.Wanted("amend"))

    def action_leave_said(self) -> None:
        """Back to the text."""
        self.post_message(self.Wanted("leave"))

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """A click compares too."""
        event.stop()
        self.action_compare_said()


class SaidPane(Vertical):
    """The list under its title; nothing at all where nothing comes near."""

    DEFAULT_CSS = """
    SaidPane {
        display: none; height: auto; max-height: 50%; border-top: solid $foreground 10%;
        &.-shown { display: block; }
        & #said-title { height: 1; padding: 0 2; }
        & SaidList, & SaidList:focus { height: auto; max-height: 10; padding: 0 0 0 1; }
    }
    """

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.said: tuple[Said, ...] = ()

    def compose(self) -> ComposeResult:
        """Title and list."""
        yield Static(id="said-title", markup=False)
        yield SaidList(id="said-list", markup=False)

    @property
    def positions(self) -> SaidList:
        """The list itself."""
        return self.query_one(SaidList)

    @property
    def current(self) -> Said | None:
        """The position under the bar."""
        at = self.positions.highlighted
        return self.said[at] if at is not None and at < len(self.said) else None

    def show(self, said: Sequence[Said]) -> None:
        """Show other positions; the bar stays on the one it is on."""
        if tuple(said) == self.said:
            return
        here = self.current
        self.said = tuple(said)
        ids = [each.position.id for each in self.said]
        positions = self.positions
        positions.set_options(Option(_row(each)) for each in self.said)
        if ids:
            at = here.position.id if here else ""
            positions.highlighted = ids.index(at) if at in ids else 0
        self.set_class(bool(ids), "-shown")
        title = plain(f"{TITLE} ({len(ids)})", "bold $text-accent")
        self.query_one("#said-title", Static).update(title + plain("  ctrl+r", MUTED))


def _row(said: Said) -> Content:
    restated = said.restated
    sign = plain(f"{SIGNS[restated.stance]} ", "bold $text-accent")
    stance = plain(f"{restated.stance.value} ", MUTED)
    title = plain(f"{one_line(said.position.title)}  ", "bold")
    edition = plain(one_line(said.header.edition), MUTED)
    words = plain(f"  {said.share}{DOT}{one_line(said.words)}", MUTED)
    return Content("\n").join([sign + stance + title + edition, words])
