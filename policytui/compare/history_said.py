"""What an edition did to a position, in words."""

from collections.abc import Callable, Iterator, Sequence

from policytui.compare.history import Event, Step
from policytui.corpus.model import Nation

Nations = Callable[[tuple[Nation, ...]], str]
"""How nations are named to the reader."""


def say_step(
    step: Step,
    nations: Nations,
    *,
    name_of: Callable[[str], str] = str,
    amended: str = Event.AMENDED.value,
) -> str:
    """What an edition did to a position, in one sentence without a full stop.

    Args:
        name_of: how another position is named, by its id.
        amended: said of words that changed.
    """
    return "; ".join(_said(step, nations, name_of, amended))


def _said(
    step: Step, nations: Nations, name_of: Callable[[str], str], amended: str
) -> Iterator[str]:
    for event in step.events:
        yield amended if event is Event.AMENDED else _said_event(event, step, nations)
    for way, ids in (("from", step.came_from), ("to", step.went_to)):
        if ids:
            yield f"text {way} {', '.join(map(name_of, ids))}"


def _said_event(event: Event, step: Step, nations: Nations) -> str:
    base, position = step.base, step.position
    if base is None or position is None:
        return event.value
    match event:
        case Event.RENAMED:
            return f"renamed from “{base.title}” to “{position.title}”"
        case Event.MOVED if base.themes != position.themes:
            return f"moved from {_path(base.themes)} to {_path(position.themes)}"
        case Event.MOVED:
            return "moved to another place under its theme"
        case Event.NATIONS:
            return f"applied to {nations(base.nations)}, now to {nations(position.nations)}"
    return event.value


def _path(themes: Sequence[str]) -> str:
    return " › ".join(themes) or "no theme"
