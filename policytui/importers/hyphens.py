"""Words that a line end parted: made whole where the text writes them whole elsewhere."""

import re
from collections.abc import Iterable, Sequence

_PARTED = re.compile(r"([^\W\d_]{1,40})-$")
_WORD_START = re.compile(r"[^\W\d_]+")
_WRITTEN = re.compile(r"[\w-]+")


def vocabulary_of(lines: Iterable[str]) -> set[str]:
    """Every word of a text in small letters, with the hyphens inside it."""
    return {word for line in lines for word in _WRITTEN.findall(line.casefold())}


def join_lines(lines: Sequence[str], vocabulary: set[str]) -> str:
    """The lines of one paragraph as one; words that were parted by a hyphen are made whole.

    The hyphen goes where the text writes the word without one elsewhere; else it stays, for
    "co-operative" must not become another word.
    """
    pieces: list[str] = []
    for line, below in zip(lines, [*lines[1:], ""], strict=False):
        parted = _PARTED.search(line[-60:])
        rest = _WORD_START.match(below)
        if not (parted and rest and below[0].islower()):
            pieces.append(f"{line} ")
            continue
        first, second = parted[1].casefold(), rest[0].casefold()
        known = first + second in vocabulary and f"{first}-{second}" not in vocabulary
        pieces.append(line[:-1] if known else line)
    return "".join(pieces).rstrip(" ")
