"""Formal instructions as exact values: what to leave out, what to insert, and where.

The closed grammar of amendments in UK assemblies (Style Manual for Amendments to Bills, UK
Parliament, 2024): leave out; leave out and insert; insert; at end insert. Each instruction refers
to the base text as it stands, so a list of them means the same in any order.

White space beside the words is implied as a reader expects it: an inserted sentence gets a space
before it, words left out take one of the spaces beside them away. `close` says that nothing is
implied, and so does white space at an edge of a text.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from policytui.compare.ground import Ground
from policytui.errors import PolicyError


@dataclass(frozen=True, slots=True)
class Words:
    """Words of the base text.

    Attributes:
        nth: which of the places where they stand, from 1; 0 where they stand but once.
    """

    text: str
    nth: int = 0


class Where(StrEnum):
    """Where something is inserted."""

    AFTER = "after"
    BEGINNING = "beginning"
    END = "end"


class Joining(StrEnum):
    """What stands between inserted words and those beside them."""

    SPACE = "space"
    LINE = "line"
    PARAGRAPH = "paragraph"
    CLOSE = "close"


@dataclass(frozen=True, slots=True)
class LeaveOut:
    """Leave out these words, and insert others in their place unless `insert` is None.

    Attributes:
        after: words that stand right before, where these alone would not be clear.
    """

    words: Words
    after: Words | None = None
    insert: str | None = None
    close: bool = False


@dataclass(frozen=True, slots=True)
class LeaveOutBetween:
    """Leave out all words from `start` to `end`, both of which are kept, and insert others.

    Attributes:
        start: None for the beginning of the text.
        end: None for its end.
    """

    start: Words | None
    end: Words | None
    insert: str | None = None
    close: bool = False


@dataclass(frozen=True, slots=True)
class Insert:
    """Insert words; `after` is given where `where` is `AFTER`."""

    text: str
    where: Where
    after: Words | None = None
    joining: Joining = Joining.SPACE


@dataclass(frozen=True, slots=True)
class Respace:
    """Make the white space after some words, or at the beginning, another."""

    space: str
    after: Words | None


@dataclass(frozen=True, slots=True)
class NewPosition:
    """A position that was not there.

    Attributes:
        after: title of the position that it follows; empty where that is left open.
    """

    title: str
    text: str
    after: str = ""


@dataclass(frozen=True, slots=True)
class LeaveOutPosition:
    """Leave out a whole position."""

    title: str


Instruction = LeaveOut | LeaveOutBetween | Insert | Respace | NewPosition | LeaveOutPosition


@dataclass(frozen=True, slots=True)
class Placed:
    """What an instruction does to the base: characters [start, end) become `text`."""

    start: int
    end: int
    text: str


class CannotPlace(PolicyError):
    """An instruction names words that the text does not hold, or holds more than once."""


def apply_instructions(base: str, instructions: Iterable[Instruction]) -> str:
    """The text as it would stand; the order of the instructions does not matter.

    Raises:
        CannotPlace: naming every instruction that cannot be placed, and why.
    """
    ground = Ground(base)
    placed: list[tuple[Placed, int]] = []
    problems: list[str] = []
    for number, instruction in enumerate(instructions, 1):
        try:
            placed.append((place_instruction(ground, instruction), number))
        except CannotPlace as error:
            problems.append(f"Instruction {number}: {error.message}")
    problems += collisions_of(placed)
    if problems:
        raise CannotPlace("\n".join(problems))
    return apply_placed(base, [each for each, _ in placed])


def apply_placed(base: str, placed: Iterable[Placed]) -> str:
    """The base with what was placed on it, which must not overlap."""
    parts, at = [], 0
    for each in sorted(placed, key=_order):
        parts += [base[at : each.start], each.text]
        at = each.end
    return "".join([*parts, base[at:]])


def collisions_of(placed: Sequence[tuple[Placed, int]]) -> list[str]:
    """For each two numbered instructions that touch the same words, a sentence that says so."""
    found = []
    inserted: dict[int, int] = {}
    end, last = 0, 0
    for each, number in sorted(placed, key=lambda pair: _order(pair[0])):
        if each.start == each.end and each.start in inserted:
            one = inserted[each.start]
            found.append(f"Instructions {one} and {number} both insert at the same place.")
        if last and each.start < end:
            found.append(f"Instructions {last} and {number} change the same words.")
        if each.start == each.end:
            inserted[each.start] = number
        if each.end >= end:
            end, last = each.end, number
    return found


def place_instruction(ground: Ground, instruction: Instruction) -> Placed:
    """Where an instruction falls on a text, and what it puts there.

    Raises:
        CannotPlace: its words are not found, or found more than once.
    """
    match instruction:
        case LeaveOut():
            return _leave_out(ground, instruction)
        case LeaveOutBetween():
            return _leave_out_between(ground, instruction)
        case Insert():
            return _insert(ground, instruction)
        case Respace():
            start = find_words(ground, instruction.after)[1] if instruction.after else 0
            return Placed(start, ground.after_space(start), instruction.space)
        case NewPosition():
            if ground.text.strip():
                raise CannotPlace(
                    f"the new position “{instruction.title}” cannot be inserted into the text of "
                    "another position."
                )
            return Placed(0, len(ground.text), instruction.text)
        case LeaveOutPosition():
            return Placed(0, len(ground.text), "")


def find_words(ground: Ground, quote: Words) -> tuple[int, int]:
    """Where words of the base begin and end.

    Raises:
        CannotPlace: they are not found, or found more than once.
    """
    # One more than is asked for shows whether the words stand alone.
    found = ground.occurrences(quote.text, most=max(quote.nth, 2))
    if not found:
        raise CannotPlace(f"“{shortened(quote.text)}” does not stand in the text.")
    if quote.nth:
        if len(found) < quote.nth:
            raise CannotPlace(
                f"“{shortened(quote.text)}” stands in the text {len(found)} times, not {quote.nth}."
            )
        start = found[quote.nth - 1]
    elif len(found) > 1:
        raise CannotPlace(f"“{shortened(quote.text)}” stands in the text more than once.")
    else:
        start = found[0]
    return start, start + len(quote.text)


def _leave_out(ground: Ground, instruction: LeaveOut) -> Placed:
    words = instruction.words.text
    if instruction.after:
        start = find_words(ground, instruction.after)[1]
        if not ground.text.startswith(words, start):
            start = ground.after_space(start)
        if not ground.text.startswith(words, start) or not words:
            raise CannotPlace(
                f"“{shortened(words)}” does not stand after “{shortened(instruction.after.text)}”."
            )
        end = start + len(words)
    else:
        start, end = find_words(ground, instruction.words)
    if instruction.insert is not None or instruction.close or has_edges(words):
        return Placed(start, end, instruction.insert or "")
    return Placed(*ground.without(start, end), "")


def _leave_out_between(ground: Ground, instruction: LeaveOutBetween) -> Placed:
    start = find_words(ground, instruction.start)[1] if instruction.start else 0
    end = find_words(ground, instruction.end)[0] if instruction.end else len(ground.text)
    if end < start:
        assert instruction.start
        assert instruction.end
        raise CannotPlace(
            f"“{shortened(instruction.end.text)}” does not stand after "
            f"“{shortened(instruction.start.text)}”."
        )
    insert = instruction.insert
    if instruction.close or (insert is not None and has_edges(insert)):
        return Placed(start, end, insert or "")
    first = min(ground.after_space(start), end)
    last = max(ground.before_space(end), first)
    if insert is not None:
        return Placed(first, last, insert)
    return Placed(*ground.without(first, last), "")


def _insert(ground: Ground, instruction: Insert) -> Placed:
    text, joining = instruction.text, instruction.joining
    at = {Where.BEGINNING: 0, Where.END: len(ground.text)}.get(instruction.where, 0)
    if instruction.where is Where.AFTER:
        assert instruction.after
        at = find_words(ground, instruction.after)[1]
    if joining is Joining.CLOSE or has_edges(text):
        return Placed(at, at, text)
    if joining is Joining.SPACE:
        return Placed(at, at, ground.spaced(at, text))
    between = "\n\n" if joining is Joining.PARAGRAPH else "\n"
    is_first = instruction.where is Where.BEGINNING
    return Placed(at, at, text + between if is_first else between + text)


def has_edges(text: str) -> bool:
    """Whether a text says itself what white space stands at its edges."""
    return not text or text[0].isspace() or text[-1].isspace()


def _order(placed: Placed) -> tuple[int, int]:
    return placed.start, placed.end


def shortened(text: str) -> str:
    """Words for a message, on one line and not too many."""
    words = " ".join(text.split()) or text.replace("\n", "¶")
    return words if len(words) <= 60 else words[:57] + "…"
