"""What can be chosen, offered as one types."""

from dataclasses import dataclass
from typing import Generic, TypeVar

from textual.content import Content

Chosen = TypeVar("Chosen")


@dataclass(frozen=True, slots=True)
class Offer(Generic[Chosen]):
    """Something that can be chosen.

    Attributes:
        chosen: what choosing it gives.
        shown: it on one line.
    """

    chosen: Chosen
    shown: Content
