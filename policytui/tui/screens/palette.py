"""The list of all commands, or of the colours: left once, and calm where it lists nothing."""

from textual import on
from textual.await_complete import AwaitComplete
from textual.command import CommandList, CommandPalette
from textual.widgets import Input


class Palette(CommandPalette):
    """Textual's palette, for keys pressed faster than it answers."""

    def dismiss(self, result: object = None) -> AwaitComplete:
        """Leave it; once it is left, nothing more happens."""
        # Textual would take away whatever screen stands on top.
        is_there = self.is_active
        return super().dismiss(result) if is_there else AwaitComplete.nothing()  # type: ignore[arg-type, no-untyped-call]

    @on(Input.Submitted)
    def _choose_once(self, event: Input.Submitted) -> None:
        if not self.is_active:
            event.stop()
            event.prevent_default()

    def _action_command_list(self, action: str) -> None:
        commands = self.query_one(CommandList)
        # Before it is laid out, Textual knows no page of it.
        if commands.option_count and commands.scrollable_content_region:
            super()._action_command_list(action)
