"""What a delegate keeps for themselves on a round, as it is shown."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from policytui.conference.marshalling.delegate import Note, read_notes
from policytui.errors import PolicyError


@dataclass(frozen=True)
class Own:
    """What a delegate keeps for themselves on a round.

    Attributes:
        file: where it is kept.
        notes: by the id of the amendment.
        problem: why they could not be read, else empty.
    """

    file: Path
    notes: Mapping[str, Note] = field(default_factory=dict)
    problem: str = ""


def read_own(file: Path) -> Own:
    """A delegate's own notes; where they cannot be read, the round is opened without them."""
    try:
        return Own(file, read_notes(file))
    except PolicyError as error:
        return Own(file, problem=str(error))
