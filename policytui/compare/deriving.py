"""Instructions derived from the changes between two texts, exactly.

For each change the wordings that read best are tried first; the first that has the very effect
of the change is taken. Up to five words are quoted; more are told by the words kept on either
side (Style Manual for Amendments to Bills, UK Parliament, 2024). Quotes are lengthened until
they stand once in the text.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from policytui.compare.ground import Ground
from policytui.compare.instruction import (
    CannotPlace,
    Insert,
    Instruction,
    Joining,
    LeaveOut,
    LeaveOutBetween,
    LeaveOutPosition,
    NewPosition,
    Placed,
    Respace,
    Where,
    Words,
    has_edges,
    place_instruction,
)
from policytui.compare.tokens import count_words, is_word, tokenise
from policytui.compare.words import Change, Op, compare_words

QUOTED_WORDS = 5
"""Most words that are quoted in full when they are left out."""

_LONGEST_STOP = 8
"""Most characters behind a change that can be no more than a full stop and quotation marks."""
_FEWEST_WORDS = 2
_MOST_WORDS = 12
"""Beyond so many words it is clearer to say which of several places is meant."""


def derive_instructions(base: str, proposed: str, title: str) -> tuple[Instruction, ...]:
    """The instructions that turn one text into another, in the order of the text.

    Args:
        base: the position as it stands; empty for a wholly new position.
        proposed: the position as it should read; empty to leave it out whole.
        title: the position's title.
    """
    if base == proposed:
        return ()
    if not base.strip():
        return (NewPosition(title, proposed),)
    if not proposed:
        return (LeaveOutPosition(title),)
    return tuple(instructions_for(compare_words(base, proposed)))


def instructions_for(changes: Sequence[Change]) -> list[Instruction]:
    """One instruction for each change of a comparison."""
    ground = Ground("".join(change.base for change in changes))
    edits: list[_Edit] = []
    at = 0
    for change in changes:
        end = at + len(change.base)
        if change.op is not Op.EQUAL:
            edits.append(_Edit(ground, at, end, change.proposed))
        at = end
    found: list[Instruction] = []
    last = Placed(0, 0, "")
    for number, edit in enumerate(edits, 1):
        limit = edits[number].start if number < len(edits) else at
        instruction, last = _first_exact(edit, last if found else None, limit)
        found.append(instruction)
    return found


@dataclass(frozen=True, slots=True)
class _Edit:
    """Characters [start, end) of a text become `new`."""

    ground: Ground
    start: int
    end: int
    new: str

    @property
    def old(self) -> str:
        return self.ground.text[self.start : self.end]

    def is_done_by(self, placed: Placed) -> bool:
        """Whether something placed on the text has the same effect."""
        text = self.ground.text
        low, high = min(self.start, placed.start), max(self.end, placed.end)
        return (
            text[low : self.start] + self.new + text[self.end : high]
            == text[low : placed.start] + placed.text + text[placed.end : high]
        )


def _first_exact(edit: _Edit, last: Placed | None, limit: int) -> tuple[Instruction, Placed]:
    """The first wording that does what the edit does and stays clear of its neighbours.

    Args:
        last: what the instruction before it does.
        limit: where the change behind it begins.
    """
    for instruction in chain(_natural(edit), _explicit(edit)):
        try:
            placed = place_instruction(edit.ground, instruction)
        except CannotPlace:
            continue
        is_clear = placed.end <= limit and (last is None or _is_behind(placed, last))
        if is_clear and edit.is_done_by(placed):
            return instruction, placed
    raise AssertionError(f"no wording for {edit}")


def _is_behind(placed: Placed, last: Placed) -> bool:
    # Of two insertions at one place nothing says which comes first.
    return last.end <= placed.start and not last.start == last.end == placed.start == placed.end


def _natural(edit: _Edit) -> Iterator[Instruction]:
    if edit.old.strip():
        yield from _leave_out(edit)
    elif edit.new.strip():
        yield from _insert(edit)
    else:
        yield _respace(edit)


def _leave_out(edit: _Edit) -> Iterator[Instruction]:
    ground = edit.ground
    start, end = ground.after_space(edit.start), ground.before_space(edit.end)
    words = ground.text[start:end]
    insert = edit.new.strip() or None
    if not ground.text[:start].strip() and not ground.text[end:].strip():
        yield LeaveOutBetween(None, None, insert)
    if count_words(tokenise(words)) > QUOTED_WORDS:
        is_near_end = len(ground.text) - end <= _LONGEST_STOP
        stop = ground.text[end:].strip() if is_near_end else ""
        if insert and stop and not count_words(tokenise(stop)):
            # "to end" reads better than "to the third “.”"; the full stop is said anew.
            yield LeaveOutBetween(_kept(ground, start, end)[0], None, insert + stop)
        yield LeaveOutBetween(*_kept(ground, start, end), insert)
        return
    if _stands_once(ground, words):
        yield LeaveOut(Words(words), None, insert)
        return
    before = words_before(ground, ground.before_space(start))
    if before is not None and not before.nth:
        yield LeaveOut(Words(words), before, insert)
    yield LeaveOut(numbered(ground, words, start), None, insert)


def _insert(edit: _Edit) -> Iterator[Instruction]:
    ground, text = edit.ground, edit.new.strip()
    at, end = ground.before_space(edit.start), ground.after_space(edit.end)
    places: list[tuple[Where, Words | None]] = []
    if at == 0:
        places.append((Where.BEGINNING, None))
    if end == len(ground.text):
        places.append((Where.END, None))
    if at:
        places.append((Where.AFTER, words_before(ground, at)))
    for place, after in places:
        for joining in Joining:
            yield Insert(text, place, after, joining)
    if edit.start == edit.end < len(ground.text) and not count_words(tokenise(text)):
        # A mark before a word, such as a bracket, is told with the word.
        word = ground.tokens[ground.token_at(edit.end)]
        yield LeaveOut(numbered(ground, word, edit.end), None, edit.new + word)


def _respace(edit: _Edit) -> Instruction:
    ground = edit.ground
    at, end = ground.before_space(edit.start), ground.after_space(edit.end)
    space = ground.text[at : edit.start] + edit.new + ground.text[edit.end : end]
    return Respace(space, words_before(ground, at))


def _explicit(edit: _Edit) -> Iterator[Instruction]:
    """Wordings in which no white space is implied; the last one always fits."""
    ground, text = edit.ground, edit.ground.text
    at, end = ground.before_space(edit.start), ground.after_space(edit.end)
    insert = text[at : edit.start] + edit.new + text[edit.end : end]
    yield LeaveOutBetween(*_kept(ground, at, end), insert or None, close=not has_edges(insert))
    if edit.old:
        words = numbered(ground, edit.old, edit.start)
        yield LeaveOut(words, None, edit.new or None, close=not edit.new)
    elif edit.start == 0:
        yield Insert(edit.new, Where.BEGINNING, None, Joining.CLOSE)
    else:
        before = words_before(ground, edit.start)
        yield Insert(edit.new, Where.AFTER, before, Joining.CLOSE)


# --- quotes ---


def _kept(ground: Ground, start: int, end: int) -> tuple[Words | None, Words | None]:
    """The words on either side of a span; None where the text begins or ends."""
    before, after = ground.before_space(start), ground.after_space(end)
    return words_before(ground, before), words_after(ground, after)


def words_before(ground: Ground, at: int) -> Words | None:
    """The fewest words ending at a place that stand once in the text; None at its beginning."""
    last = ground.token_at(at)
    return _shortest(
        ground,
        ((ground.tokens[first], ground.bounds[first], at) for first in range(last - 1, -1, -1)),
    )


def words_after(ground: Ground, at: int) -> Words | None:
    """The fewest words beginning at a place that stand once in the text; None at its end."""
    return _shortest(
        ground,
        (
            (ground.tokens[last], at, ground.bounds[last + 1])
            for last in range(ground.token_at(at), len(ground.tokens))
        ),
    )


def _shortest(ground: Ground, spans: Iterator[tuple[str, int, int]]) -> Words | None:
    """The shortest of ever longer spans that stands once, or one with the number of its place.

    Args:
        spans: the token added last, and where the span begins and ends with it.
    """
    words = 0
    fallback: tuple[int, int] | None = None
    for token, start, end in spans:
        if token.isspace():
            continue
        words += is_word(token)
        if fallback is None or words <= _FEWEST_WORDS:
            fallback = start, end
        if words < _FEWEST_WORDS or not is_word(token):
            continue
        if _stands_once(ground, ground.text[start:end]):
            return Words(ground.text[start:end])
        if words >= _MOST_WORDS:
            break
    if fallback is None:
        return None
    start, end = fallback
    text = ground.text[start:end]
    return Words(text) if _stands_once(ground, text) else numbered(ground, text, start)


def numbered(ground: Ground, text: str, start: int) -> Words:
    """Words with the number of the place where they stand."""
    if _stands_once(ground, text):
        return Words(text)
    places = ground.occurrences(text, most=len(ground.text))
    return Words(text, places.index(start) + 1)


def _stands_once(ground: Ground, text: str) -> bool:
    return len(ground.occurrences(text)) == 1
