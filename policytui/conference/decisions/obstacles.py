"""What stands in the way of adopting what was carried."""

from collections.abc import Iterable
from dataclasses import dataclass

from policytui.errors import PolicyError, UsageError

_MOST_NAMED = 10
"""Of the amendments that are still to be decided."""


@dataclass(frozen=True, slots=True)
class Obstacle:
    """Why what was carried cannot be adopted as it stands.

    Attributes:
        subject: id of the position or document.
        numbers: of the amendments concerned.
        is_moved: the position changed since they were written, and both changes fit together.
        is_unplaced: it is a new position of which nobody said where it goes.
    """

    subject: str
    numbers: tuple[str, ...]
    message: str
    is_moved: bool = False
    is_unplaced: bool = False

    def __str__(self) -> str:
        return f"{self.subject}: {self.message}" if self.subject else self.message


class Undecided(UsageError):
    """Amendments are still to be decided.

    Attributes:
        numbers: theirs on the list.
    """

    def __init__(self, numbers: Iterable[str]) -> None:
        self.numbers = tuple(numbers)
        left = len(self.numbers)
        number = "1 amendment is" if left == 1 else f"{left:,} amendments are"
        more = ", …" if left > _MOST_NAMED else ""
        super().__init__(
            f"{number} still to be decided: {', '.join(self.numbers[:_MOST_NAMED])}{more}.",
            hint="Record what was not reached with: policytui decide --rest not-reached",
        )


class BadName(UsageError):
    """The new edition cannot be called so, or not follow the present one."""


class NothingCarried(UsageError):
    """Nothing that was carried changes a word of the corpus."""


class CannotAdopt(PolicyError):
    """What was carried cannot be adopted; nothing was written.

    Attributes:
        obstacles: all of them.
    """

    def __init__(self, obstacles: Iterable[Obstacle]) -> None:
        self.obstacles = tuple(obstacles)
        hint = "Nothing was written."
        if all(obstacle.is_moved for obstacle in self.obstacles):
            hint += " To bring both changes together, give --merge and look at what it makes."
        unplaced = next((each for each in self.obstacles if each.is_unplaced), None)
        if unplaced:
            number = unplaced.numbers[0]
            hint += f" Say where it goes with: policytui adopt --place {number} DOCUMENT[/POSITION]"
        super().__init__("\n".join(map(str, self.obstacles)), hint=hint)
