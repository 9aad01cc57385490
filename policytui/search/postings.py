"""What ranking asks of an inverted index, whichever library keeps it."""

import math
from array import array
from collections.abc import Sequence, Set
from dataclasses import dataclass, field
from typing import Protocol


@dataclass(slots=True)
class Postings:
    """Where a term stands.

    Attributes:
        docs: numbers of positions, ascending.
        weights: for each, its places counted with the weights of their parts.
        places: for each, its places as the bytes of an `array("I")`, ascending.
    """

    docs: list[int] = field(default_factory=list)
    weights: list[float] = field(default_factory=list)
    places: list[bytes] = field(default_factory=list)
    _rows: dict[int, int] = field(default_factory=dict)

    def places_in(self, doc: int) -> Sequence[int]:
        """The places in one position, empty where the term is not in it."""
        if not self._rows and self.docs:
            self._rows = dict(zip(self.docs, range(len(self.docs)), strict=True))
        row = self._rows.get(doc)
        return array("I", self.places[row]) if row is not None else ()


class TermIndex(Protocol):
    """What ranking reads of an index. Stems are keys as they are, forms as `form_key` says."""

    def count(self) -> int:
        """How many positions there are."""

    def norms(self) -> Sequence[float]:
        """For each number of a position, the length of its text over the mean length."""

    def postings(self, key: str) -> Postings:
        """Where a term stands; empty for an unknown one."""

    def forms(self, beginning: str) -> Sequence[tuple[str, int]]:
        """Forms of words with this beginning, and in how many positions each stands."""

    def members(self, facet: str) -> Set[int]:
        """Positions with a facet such as `kind=motion`."""

    def every(self) -> Set[int]:
        """All positions."""

    def ids(self, docs: Sequence[int]) -> list[str]:
        """The ids of positions by their numbers."""


def idf(frequency: int, total: int) -> float:
    """Rarity of a term in `frequency` of `total` positions, never negative (as in Lucene)."""
    return math.log(1 + (total - frequency + 0.5) / (frequency + 0.5))
