"""Every command of the app, once: key, footer, palette, help page, `policytui keys` and docs.

Free of Textual, so that the command line can list the keys without loading the app.
"""

from policytui.tui.commands.command import Command, Place
from policytui.tui.commands.comparing import COMPARING
from policytui.tui.commands.composing import COMPOSING
from policytui.tui.commands.conference import CONFERENCE
from policytui.tui.commands.drafting import DRAFTING
from policytui.tui.commands.importing import IMPORTING
from policytui.tui.commands.publishing import PUBLISHING
from policytui.tui.commands.searching import SEARCHING

__all__ = ["COMMANDS", "Command", "Place", "commands_for", "footer_commands"]

COMMANDS: tuple[Command, ...] = (
    *(*SEARCHING, *COMPARING, *DRAFTING, *IMPORTING),
    *(*CONFERENCE, *COMPOSING, *PUBLISHING),
)


def commands_for(place: Place) -> tuple[Command, ...]:
    """The commands of one place, in the order of display."""
    return tuple(command for command in COMMANDS if command.place is place)


def footer_commands(place: Place) -> tuple[Command, ...]:
    """The commands of one place that the footer shows, the most useful first."""
    return tuple(command for command in commands_for(place) if command.in_footer)
