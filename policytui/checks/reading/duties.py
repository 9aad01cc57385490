"""Duties: how strongly a sentence binds, from must by should to may."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from policytui.checks.reading.tokens import Token

_DETERMINERS = frozenset(
    [
        "the",
        "a",
        "an",
        "their",
        "his",
        "her",
        "its",
        "our",
        "my",
        "your",
        "free",
        "political",
        "good",
        "of",
        "no",
        "sheer",
        "own",
    ]
)
_REACH = 5


@dataclass(frozen=True, slots=True)
class Duty:
    """A word of duty.

    Attributes:
        start, end: its place in the plain text.
        first, last: its tokens.
        level: 3 must, shall, will; 2 should; 1 may. "May not" forbids and is 3.
        is_denied: "not" follows it.
        verb: the stem of the verb that it binds, empty where none was found.
    """

    start: int
    end: int
    first: int
    last: int
    level: int
    is_denied: bool
    verb: str


def read_duties(tokens: Sequence[Token]) -> Iterator[Duty]:
    """The words of duty of a sentence, in order."""
    for at, token in enumerate(tokens):
        entry = token.entry
        if entry.duty:
            # "The will of the people" binds nobody.
            if at and tokens[at - 1].written.lower() in _DETERMINERS:
                continue
            yield _duty(tokens, at, at + 1, entry.duty)
        elif entry.duty_to and at + 1 < len(tokens) and tokens[at + 1].written.lower() == "to":
            yield _duty(tokens, at, at + 2, entry.duty_to)


def _duty(tokens: Sequence[Token], first: int, last: int, level: int) -> Duty:
    is_denied = tokens[first].entry.negates
    verb = ""
    for token in tokens[last : last + _REACH]:
        if token.entry.negates:
            is_denied = True
        elif token.is_mark:
            continue
        elif token.entry.is_content and not token.entry.is_passing:
            verb = token.entry.stem
            break
    if is_denied and level == 1:
        level = 3
    return Duty(tokens[first].start, tokens[last - 1].end, first, last, level, is_denied, verb)
