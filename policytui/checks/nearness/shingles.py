"""Which texts share runs of words with another: shingles, each with the texts that hold it."""

from array import array
from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from policytui.checks.nearness.words import BITS
from policytui.errors import UsageError

MOST_HOLDERS = 50
"""Texts looked at for one shingle: what more of them hold is a common phrase."""

_TEXT_BITS = 64 - BITS
_TEXT_MASK = (1 << _TEXT_BITS) - 1
MOST_TEXTS = 1 << _TEXT_BITS
"""Texts that one index can hold."""


@dataclass(frozen=True, slots=True)
class Overlap:
    """What two texts share.

    Attributes:
        number: the other text, as its place in the index.
        shared: how many different shingles both hold.
        of_mine, of_theirs: the share of the one's and the other's shingles that both hold,
            from 0 to 1 (containment).
    """

    number: int
    shared: int
    of_mine: float
    of_theirs: float

    @property
    def containment(self) -> float:
        """How much of the shorter text stands in the longer one."""
        return max(self.of_mine, self.of_theirs)


class ShingleIndex:
    """The shingles of many texts.

    One sorted array of numbers, each a shingle and a text that holds it, so that a hundred
    thousand texts take some 50 MB and can be written to a file as they are.

    Args:
        entries: sorted; the shingle in the upper bits, the number of the text in the lower ones.
        sizes: how many different shingles each text has.
    """

    def __init__(self, entries: "array[int]", sizes: "array[int]") -> None:
        self.entries = entries
        self.sizes = sizes

    @classmethod
    def build(cls, texts: Iterable[Sequence[int]]) -> "ShingleIndex":
        """An index of texts given by their shingles, numbered from 0.

        Raises:
            UsageError: there are too many.
        """
        entries: list[int] = []
        sizes = array("I")
        for number, shingles in enumerate(texts):
            if number == MOST_TEXTS:
                raise UsageError(
                    f"More than {MOST_TEXTS:,} texts cannot be compared at once.",
                    hint="Check them in several parts.",
                )
            different = set(shingles)
            sizes.append(len(different))
            entries += [shingle << _TEXT_BITS | number for shingle in different]
        entries.sort()
        return cls(array("Q", entries), sizes)

    def overlaps(
        self,
        shingles: Sequence[int],
        *,
        fewest: int = 1,
        is_wanted: Callable[[int], bool] | None = None,
    ) -> list[Overlap]:
        """The texts that share shingles with one, those that share most first.

        Of a shingle that more than `MOST_HOLDERS` texts hold, the first of them alone are looked
        at: the work stays bounded, and the members of a large campaign still meet its first.

        Args:
            fewest: shared shingles from which a text is given.
            is_wanted: which texts to give, by number; None gives all.
        """
        different = set(shingles)
        counts: dict[int, int] = {}
        entries, end = self.entries, len(self.entries)
        for shingle in different:
            low = shingle << _TEXT_BITS
            start = bisect_left(entries, low)
            if start == end or entries[start] > low | _TEXT_MASK:
                continue
            for entry in entries[start : start + MOST_HOLDERS]:
                if entry > low | _TEXT_MASK:
                    break
                number = entry & _TEXT_MASK
                counts[number] = counts.get(number, 0) + 1
        found = [
            Overlap(number, shared, shared / len(different), shared / self.sizes[number])
            for number, shared in counts.items()
            if shared >= fewest and (is_wanted is None or is_wanted(number))
        ]
        found.sort(key=lambda one: (-one.shared * one.containment, one.number))
        return found
