"""From the registry of commands to Textual's bindings and palette: nothing is written twice."""

from collections.abc import Awaitable, Callable
from functools import partial

from textual.binding import Binding, BindingType
from textual.command import DiscoveryHit, Hit, Hits, Provider
from textual.screen import Screen

from policytui.tui.commands import COMMANDS, Command, Place, commands_for


def binding_id(command: Command) -> str:
    """The lasting name of a command's binding, such as `search.amend`."""
    return f"{command.place.name.lower()}.{command.action}"


def bindings_for(*places: Place) -> list[BindingType]:
    """The bindings of places, for a screen's or widget's `BINDINGS`."""
    return [
        Binding(
            command.key,
            command.action,
            command.label,
            show=command.in_footer,
            key_display=command.shown_key,
            id=binding_id(command),
            tooltip=command.tip,
        )
        for place in places
        for command in commands_for(place)
    ]


def place_of(screen: Screen[object]) -> Place | None:
    """The place a screen is, told by the bindings it took from the registry."""
    ids = {
        binding.id for bindings in screen._bindings.key_to_bindings.values() for binding in bindings
    }
    for command in COMMANDS:
        if command.place not in (Place.EVERYWHERE, Place.MOVING) and binding_id(command) in ids:
            return command.place
    return None


class CommandProvider(Provider):
    """The palette entries of the screen in use and of the whole app."""

    def _commands(self) -> list[Command]:
        place = place_of(self.screen)
        here = commands_for(place) if place else ()
        return [
            command
            for command in (*here, *commands_for(Place.EVERYWHERE))
            if command.action != "command_palette"
        ]

    async def _run(self, command: Command) -> None:
        app = self.app
        await app.run_action(
            command.action, app if command.place is Place.EVERYWHERE else self.screen
        )

    async def discover(self) -> Hits:
        """Every command, before anything is typed."""
        for command in self._commands():
            yield DiscoveryHit(
                command.palette_name, self._callback(command), help=self._help(command)
            )

    async def search(self, query: str) -> Hits:
        """The commands whose name or tip fits what was typed."""
        matcher = self.matcher(query)
        for command in self._commands():
            score = max(matcher.match(command.palette_name), matcher.match(command.tip) * 0.8)
            if score > 0:
                yield Hit(
                    score,
                    matcher.highlight(command.palette_name),
                    self._callback(command),
                    help=self._help(command),
                )

    def _callback(self, command: Command) -> Callable[[], Awaitable[None]]:
        return partial(self._run, command)

    @staticmethod
    def _help(command: Command) -> str:
        return f"{command.tip}  ({command.shown_key})"
