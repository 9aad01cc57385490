"""The footer: the keys of the place that has the focus, and a bar while long work runs."""

from collections.abc import Sequence

from textual.content import Content
from textual.reactive import reactive
from textual.style import Style
from textual.widgets import Static

from policytui.tui.commands import Command, Place, footer_commands
from policytui.tui.plain import plain

_BAR = 16
_GAP = 3
_NAMESPACES = {Place.EVERYWHERE: "app", Place.SEARCH_LINE: "focused"}


class KeyBar(Static):
    """One line of keys, as many as there is room for; each can be clicked.

    Args:
        commands: shown besides those that work everywhere; see `footer_commands`.
    """

    DEFAULT_CSS = """
    KeyBar {
        height: 1; padding: 0 1; background: $panel;
        link-style: none; link-color: $foreground;
        link-background-hover: $primary; link-style-hover: none;
    }
    """

    commands: reactive[tuple[Command, ...]] = reactive(())
    work: reactive[tuple[int, int, str] | None] = reactive(None)
    """Steps done, steps in all and what is being worked on, while something is."""

    def __init__(self, *commands: Command, id: str | None = None) -> None:
        super().__init__(id=id)
        self.set_reactive(KeyBar.commands, commands)

    def render(self) -> Content:
        """The line, made for the present width."""
        width = max(10, self.content_size.width)
        ending = self._line(footer_commands(Place.EVERYWHERE), width)
        start = self._progress(width) if self.work else Content("")
        room = width - start.cell_length - ending.cell_length - _GAP
        keys = self._line(self.commands, room)
        gap = " " * max(_GAP, width - start.cell_length - keys.cell_length - ending.cell_length)
        return Content.assemble(start, keys, gap, ending)

    def _line(self, commands: Sequence[Command], room: int) -> Content:
        parts: list[Content] = []
        used = 0
        for command in commands:
            part = self._key(command)
            needed = part.cell_length + (_GAP if parts else 0)
            if used + needed > room:
                break
            used += needed
            parts.append(part)
        return Content(" " * _GAP).join(parts)

    @staticmethod
    def _key(command: Command) -> Content:
        namespace = _NAMESPACES.get(command.place, "screen")
        click = Style.from_meta({"@click": f"{namespace}.{command.action}"})
        key = plain(command.shown_key, "bold $text-accent")
        return (key + plain(f" {command.label.lower()}")).stylize(click)

    def _progress(self, width: int) -> Content:
        assert self.work is not None
        done, total, what = self.work
        filled = round(_BAR * done / total) if total else 0
        bar = "━" * filled + "─" * (_BAR - filled)
        count = f"  {done:,} of {total:,}   " if total else "   "
        line = Content.assemble(
            plain(f"{what} "), (bar, "$text-accent"), count, ("esc", "bold"), " stops   "
        )
        return line.truncate(max(20, width - 24))
