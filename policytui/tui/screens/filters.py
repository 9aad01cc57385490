"""Choosing what a position must be: type a few letters, enter sets or clears one filter."""

from collections.abc import Sequence
from dataclasses import replace
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, OptionList, Static

from policytui.corpus.catalogue import DocumentCard
from policytui.corpus.model import Kind, Nation
from policytui.search.engine import Filters
from policytui.tui.plain import MUTED, one_line, plain
from policytui.tui.screens.leaving import ModalScreen
from policytui.tui.wording import describe_filters, number

_MOST = 200


class _Choice:
    """One filter that can be set: in what, what it is called, and the filters with it set."""

    def __init__(
        self, kind: str, name: str, count: int | None, is_set: bool, then: Filters
    ) -> None:
        self.kind = kind
        self.name = one_line(name)
        self.count = count
        self.is_set = is_set
        self.then = then

    def fits(self, words: Sequence[str]) -> bool:
        """Whether every word typed occurs in it."""
        text = f"{self.kind} {self.name}".casefold()
        return all(word in text for word in words)

    def content(self) -> Content:
        """As the list shows it."""
        count = f"  {self.count:,}" if self.count is not None else ""
        mark = "● " if self.is_set else "○ "
        return Content.assemble(
            (mark, "$text-accent"),
            plain(f"{self.kind:<10}", MUTED),
            plain(self.name, "bold" if self.is_set else ""),
            plain(count, MUTED),
        )


class FiltersScreen(ModalScreen[Filters | None]):
    """The filters of a search; None when the person goes back without a change."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss", "Back", show=False),
        Binding("down", "move('cursor_down')", "Down", show=False),
        Binding("up", "move('cursor_up')", "Up", show=False),
        Binding("pagedown", "move('page_down')", "Page down", show=False),
        Binding("pageup", "move('page_up')", "Page up", show=False),
        Binding("ctrl+x", "clear", "Clear all", show=False, priority=True),
    ]
    DEFAULT_CSS = """
    FiltersScreen {
        align: center middle;
        & > Vertical {
            width: 76; max-width: 96%; height: auto; max-height: 90%;
            background: $surface; padding: 0 2; border: round $panel-lighten-2;
            border-title-style: bold; border-title-color: $foreground;
            border-subtitle-color: $text-muted;
        }
        Input { height: 1; border: none; padding: 0; margin: 1 0; background: transparent; }
        Input:focus { border: none; background-tint: transparent; }
        OptionList {
            height: auto; max-height: 60vh; border: none; padding: 0; background: transparent;
            scrollbar-size-vertical: 1;
        }
    }
    """

    def __init__(self, filters: Filters, cards: Sequence[DocumentCard]) -> None:
        super().__init__()
        self._filters = filters
        self._titles = {card.header.id: card.header.title for card in cards}
        self._all = _choices(filters, cards)
        self._shown: list[_Choice] = []

    def compose(self) -> ComposeResult:
        """What is set, a line to type in, the choices."""
        said = describe_filters(self._filters, self._titles)
        with Vertical() as box:
            box.border_title = "Filters"
            box.border_subtitle = "enter sets or clears one · ctrl+x clears all · esc back"
            if said:
                yield Static(plain(f"Now: {said}", MUTED), markup=False)
            yield Input(placeholder="Type to narrow: wales, housing, consultation …")
            yield OptionList(markup=False)

    def on_mount(self) -> None:
        """Everything, until something is typed."""
        self.query_one(OptionList).can_focus = False
        self._narrow("")

    def on_input_changed(self, event: Input.Changed) -> None:
        """Fewer choices."""
        event.stop()
        self._narrow(event.value)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter takes the choice under the bar."""
        event.stop()
        index = self.query_one(OptionList).highlighted
        if index is not None and index < len(self._shown):
            self._take(self._shown[index])

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """So does a click."""
        event.stop()
        if event.option_index < len(self._shown):
            self._take(self._shown[event.option_index])

    def action_move(self, how: str) -> None:
        """The bar moves while the words keep the focus."""
        getattr(self.query_one(OptionList), f"action_{how}")()

    def action_clear(self) -> None:
        """No filters."""
        self.dismiss(Filters())

    def _narrow(self, text: str) -> None:
        words = text.casefold().split()
        fitting = [choice for choice in self._all if choice.fits(words)]
        self._shown = fitting[:_MOST]
        lines = [choice.content() for choice in self._shown]
        if len(fitting) > _MOST:
            lines.append(plain(f"… {number(len(fitting) - _MOST, 'more')}; type to narrow", MUTED))
        if not lines:
            lines = [plain("No filter has these letters.", MUTED)]
        options = self.query_one(OptionList)
        options.set_options(lines)
        options.highlighted = 0

    def _take(self, choice: _Choice) -> None:
        if not choice.is_set:
            self.dismiss(choice.then)
            return
        cleared = {
            "Nation": replace(self._filters, nation=None),
            "Kind": replace(self._filters, kind=None),
            "Document": replace(self._filters, document=None),
            "Theme": replace(self._filters, theme=None),
        }
        self.dismiss(cleared[choice.kind])


def _choices(now: Filters, cards: Sequence[DocumentCard]) -> list[_Choice]:
    present = {card.header.kind for card in cards}
    counts: dict[Kind, int] = {}
    for card in cards:
        counts[card.header.kind] = counts.get(card.header.kind, 0) + card.positions
    choices = [
        _Choice("Nation", nation.label, None, now.nation is nation, replace(now, nation=nation))
        for nation in Nation
    ]
    choices += [
        _Choice("Kind", kind.label, counts[kind], now.kind is kind, replace(now, kind=kind))
        for kind in Kind
        if kind in present
    ]
    for card in cards:
        id_, title = card.header.id, card.header.title
        # A theme belongs to its document: another document, another theme.
        then = replace(now, document=id_, theme=None)
        choices.append(_Choice("Document", title, card.positions, now.document == id_, then))
    themes: dict[str, int] = {}
    for card in cards:
        if now.document in (None, card.header.id):
            for theme in card.themes:
                themes[theme.themes[-1]] = themes.get(theme.themes[-1], 0) + theme.positions
    wanted = (now.theme or "").casefold()
    choices += [
        _Choice("Theme", name, count, name.casefold() == wanted, replace(now, theme=name))
        for name, count in themes.items()
    ]
    return choices
