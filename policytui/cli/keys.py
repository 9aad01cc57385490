"""`policytui keys`: every key of the app, from the same list that the app uses."""

from typing import Any

from policytui.cli.output import say, write_json
from policytui.errors import Exit
from policytui.tui.commands import COMMANDS, Place, commands_for


def run(options: Any) -> int:
    """Print the keys, place by place."""
    if options.json:
        write_json(
            {
                "keys": [
                    {
                        "where": command.place.value,
                        "key": command.shown_key,
                        "label": command.label,
                        "tip": command.tip,
                    }
                    for command in COMMANDS
                ]
            }
        )
        return Exit.DONE
    for place in Place:
        say(place.value)
        for command in commands_for(place):
            say(f"  {command.shown_key:<10} {command.label:<16} {command.tip}")
        say()
    return Exit.DONE
