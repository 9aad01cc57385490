"""A text as the ground on which instructions are placed: words found, spaces told.

Words are found only where tokens begin and end, so that "per" does not stand in "co-operative".
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from functools import cached_property
from itertools import accumulate, islice

from policytui.compare.tokens import tokenise

_CLOSING = ".,;:!?)]}”’%…"
"""Marks that follow a word without a space."""
_OPENING = "([{“‘"


class Ground:
    """A text and its tokens."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.tokens = tokenise(text)
        self.bounds = [0, *accumulate(map(len, self.tokens))]
        self._bounds = frozenset(self.bounds)

    def token_at(self, place: int) -> int:
        """Number of the first token that begins at or after a place."""
        return bisect_left(self.bounds, place)

    @cached_property
    def _places_of(self) -> dict[str, list[int]]:
        """For each token the numbers of the tokens that equal it."""
        places: dict[str, list[int]] = {}
        for number, token in enumerate(self.tokens):
            places.setdefault(token, []).append(number)
        return places

    def occurrences(self, words: str, most: int = 2) -> list[int]:
        """The first places where words begin, whole tokens only."""
        return list(islice(self._occurrences(words), most))

    def _occurrences(self, words: str) -> Iterator[int]:
        if not words[:1].isalnum():
            # What a mark belongs to, such as a sign to a number, is told by what stands before.
            yield from self._found(words)
            return
        tokens = tokenise(words)
        rarest = min(
            range(len(tokens)), key=lambda each: len(self._places_of.get(tokens[each], ()))
        )
        for place in self._places_of.get(tokens[rarest], ()):
            first = place - rarest
            if first >= 0 and self.tokens[first : first + len(tokens)] == tokens:
                yield self.bounds[first]

    def _found(self, words: str) -> Iterator[int]:
        at = self.text.find(words) if words else -1
        while at >= 0:
            if at in self._bounds and at + len(words) in self._bounds:
                yield at
            at = self.text.find(words, at + 1)

    def widened(self, start: int, end: int) -> tuple[int, int]:
        """The whole tokens that a span lies in."""
        first = bisect_right(self.bounds, start) - 1
        return self.bounds[first], self.bounds[bisect_left(self.bounds, end)]

    def after_space(self, place: int) -> int:
        """The end of the white space that begins at a place."""
        start = place
        while place < len(self.text) and self.text[place].isspace():
            place += 1
        # An accent on a space makes it more than white space.
        return place if place in self._bounds else start

    def before_space(self, place: int) -> int:
        """The beginning of the white space that ends at a place."""
        while place > 0 and self.text[place - 1].isspace():
            place -= 1
        return place

    def without(self, start: int, end: int) -> tuple[int, int]:
        """The span to take away so that words are left out with one of the spaces beside them.

        Of two spaces the weaker goes: a paragraph break stays, a lone space before a full stop
        does not.
        """
        text = self.text
        before, after = self.before_space(start), self.after_space(end)
        if before == 0:
            return start, after
        if after == len(text):
            return before, end
        if after == end:
            return (before, end) if text[end] in _CLOSING else (start, end)
        if before == start:
            return (start, after) if text[start - 1] in _OPENING else (start, end)
        is_weaker = _strength(text[before:start]) < _strength(text[end:after])
        return (before, end) if is_weaker else (start, after)

    def spaced(self, place: int, words: str) -> str:
        """Words with the spaces they need at a place."""
        before, after = self.text[place - 1 : place], self.text[place : place + 1]
        if place == 0:
            before = ""
        lead = before and not before.isspace() and before not in _OPENING
        trail = after and not after.isspace() and after not in _CLOSING
        return (
            (" " if lead and words[0] not in _CLOSING else "")
            + words
            + (" " if trail and words[-1] not in _OPENING else "")
        )


def _strength(space: str) -> int:
    return min(space.count("\n"), 2)
