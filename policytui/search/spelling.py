"""Words that are nearly the same: for fuzzy search and for mending what was mistyped."""

from collections.abc import Iterable


def is_near(one: str, other: str, most: int) -> bool:
    """Whether at most `most` letters part two words."""
    return abs(len(one) - len(other)) <= most and distance(one, other, most) <= most


def distance(one: str, other: str, most: int) -> int:
    """Letters put in, left out, replaced or swapped with their neighbour to make one the other.

    The optimal string alignment distance; `most + 1` stands for everything above `most`.
    """
    if one == other:
        return 0
    if abs(len(one) - len(other)) > most:
        return most + 1
    # Equal ends cost nothing, and words that are nearly the same are mostly equal ends.
    while one and other and one[-1] == other[-1]:
        one, other = one[:-1], other[:-1]
    while one and other and one[0] == other[0]:
        one, other = one[1:], other[1:]
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        above, row = row, [i] + [0] * len(other)
        for j, against in enumerate(other, 1):
            cost = min(above[j] + 1, row[j - 1] + 1, above[j - 1] + (letter != against))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == against:
                cost = min(cost, before[j - 2] + 1)
            row[j] = cost
        if min(row) > most:
            return most + 1
        before = above
    return min(row[-1], most + 1)


def nearest(word: str, known: Iterable[tuple[str, int]]) -> str:
    """The known word that a mistyped one was meant to be, empty where none is near.

    Args:
        known: words, and in how many texts each stands: of equally near ones the commonest wins.
    """
    most = 1 if len(word) < 6 else 2
    found: tuple[int, int, str] | None = None
    for candidate, frequency in known:
        letters = distance(word, candidate, most)
        if 0 < letters <= most and (found is None or (letters, -frequency, candidate) < found):
            found = (letters, -frequency, candidate)
    return found[2] if found else ""
