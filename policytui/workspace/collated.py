"""What was put right by hand among the answers found in a file: kept at once, found again.

One small JSON file for everything that was found in a file of answers, named by its digest, so
that a file that was moved or renamed is gone on with where it was left.
"""

import json
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from policytui.files import write_atomically
from policytui.workspace.places import Places

_SCHEMA = 1


class Act(StrEnum):
    """What can be done to something that was found."""

    MOVE = "move"
    SPLIT = "split"
    TAKE_OUT = "take-out"


@dataclass(frozen=True, slots=True)
class Change:
    """Something that was put right.

    Attributes:
        item: its place in the list, as the list was then.
        question_id: of the question that it was moved to, else empty.
        at: characters before the place at which it was split.
    """

    act: Act
    item: int
    question_id: str = ""
    at: int = 0


class KeptChanges:
    """What was put right among one set of answers.

    Args:
        name: digest of what was found.
    """

    def __init__(self, places: Places, name: str) -> None:
        self._path: Path = places.state / "answers" / f"{name}.json"

    def find(self) -> tuple[Change, ...]:
        """In the order in which it was done; what cannot be read counts as nothing done."""
        with suppress(OSError, ValueError, KeyError, TypeError):
            value = json.loads(self._path.read_bytes())
            if value["schema"] == _SCHEMA:
                return tuple(
                    Change(Act(act), int(item), str(question_id), int(at))
                    for act, item, question_id, at in value["changes"]
                )
        return ()

    def keep(self, changes: Sequence[Change]) -> None:
        """Keep what was put right, in place of what was kept before.

        Raises:
            StorageError: the folder cannot be written; what was kept before stands.
        """
        told = [[each.act.value, each.item, each.question_id, each.at] for each in changes]
        data = json.dumps({"schema": _SCHEMA, "changes": told}).encode("ascii")
        write_atomically(self._path, data)
