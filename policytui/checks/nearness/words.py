"""The words of a text as nearness counts them, their stems, and the shingles that they make.

A shingle is a run of three words (Broder, 1997). It is held as a number made of the words alone,
so that the same words give the same number in every run, on every machine.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import blake2b

from policytui.search.analysis import STOP_WORDS, analyse

WIDTH = 3
"""Words in a shingle: enough to tell texts apart, few enough to outlive an edit."""

BITS = 44
"""Size of a shingle's number: two of ten million different ones meet once in a few million."""

_MASK = (1 << BITS) - 1
# Co-operative and cooperative are one word; other compounds are met by their parts.
# A number with commas is one word, and the same word without them.
_WORD = re.compile(
    r"(?<![\w,])\d{1,3}(?:,\d{3})+(?![\w,]\d|\w)|\w+(?:[-‐‑](?<=\b[cC][oO].)[oO][pP]\w*)?"
)
_INNER = str.maketrans("", "", "-‐‑,")


@dataclass(frozen=True, slots=True)
class Placed:
    """The words of a text and where each stands in it."""

    words: list[str]
    spans: list[tuple[int, int]]


def words_of(text: str) -> list[str]:
    """The words of a text in order, without regard to case, punctuation and layout."""
    found = _WORD.findall(text)
    # Folding them all at once is several times as fast as each by itself.
    return "\n".join(found).casefold().translate(_INNER).split("\n") if found else []


def place_words(text: str) -> Placed:
    """The same words with their places."""
    return Placed(words_of(text), [match.span() for match in _WORD.finditer(text)])


def stems_of(words: Iterable[str]) -> frozenset[str]:
    """The stems of words, without those of common ones such as `the`."""
    return frozenset(analyse(word).stem for word in words if word not in STOP_WORDS)


class _Numbers(dict[str, int]):
    """The number of each word, worked out when first met."""

    def __missing__(self, word: str) -> int:
        digest = blake2b(word.encode("utf-8", "replace"), digest_size=8).digest()
        number = self[word] = int.from_bytes(digest, "big") & _MASK
        return number


_numbers = _Numbers()


def shingles_of(words: Sequence[str]) -> list[int]:
    """The shingle that begins at each word but the last two, as numbers of `BITS` bits."""
    numbers = [_numbers[word] for word in words]
    return [
        (a + 3 * b + 5 * c) & _MASK
        for a, b, c in zip(numbers, numbers[1:], numbers[2:], strict=False)
    ]
