"""Which keys the footer of the marshalled list shows first, by what can be done now."""

from dataclasses import replace

from policytui.conference.marshalling.marshalled import Item
from policytui.tui.commands import Command, Place, commands_for, footer_commands
from policytui.tui.marshalling import Marshalled

_TRYING = ("carried", "lost", "what_if", "undo", "next_view", "remitted", "withdrawn")
_MARKED = ("advise", "withdrawn", "not_reached", "debate", "mark")
_OPEN = ("carried", "lost", "accept_fallen", "advise", "undo", "next_open", "read", "next_view")
_DECIDED = ("next_open", "undo", "accept_fallen", "read", "next_view", "remaining_only", "advise")


def footer_keys(
    marshalled: Marshalled, item: Item | None, *, has_marks: bool
) -> tuple[Command, ...]:
    """The keys for the footer, the most useful first, for it shows as many as there is room for.

    Args:
        item: the amendment under the bar.
    """
    by_action = {command.action: command for command in commands_for(Place.ROUND)}
    if marshalled.supposed is not None:
        first: tuple[str, ...] = _TRYING
        by_action["what_if"] = replace(by_action["what_if"], label="Leave what if")
    elif has_marks:
        first = _MARKED
    elif item is not None and marshalled.is_decided(item):
        first = _DECIDED
    else:
        first = _OPEN
    if not marshalled.proposed:
        first = tuple(action for action in first if action != "accept_fallen")
    others = [one.action for one in footer_commands(Place.ROUND) if one.action != "accept_fallen"]
    return tuple(by_action[action] for action in dict.fromkeys([*first, *others]))
