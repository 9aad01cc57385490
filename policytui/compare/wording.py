"""The formal wording of a change, in the manner of amendments in UK assemblies.

The closed grammar: *leave out*, *leave out and insert*, *insert*, *at end insert*. Up to five
words are quoted; more are told by the words kept on either side: leave out from "x" to "y"
(Style Manual for Amendments to Bills, UK Parliament, 2024). Anchors are lengthened until they
stand once in the text.
"""

import re
from collections.abc import Sequence

from policytui.compare.words import Change, Op, compare_words, count_words, is_word, tokenise

QUOTED_WORDS = 5
"""Most words that are quoted in full when they are left out."""

_SHORTEST_ANCHOR = 2


def word_instruction(base: str, proposed: str, title: str) -> tuple[str, ...]:
    """The change from one text to another as formal instructions, one a change, in order.

    Args:
        base: the position as it stands; empty for a wholly new position.
        proposed: the position as it should read; empty to leave it out whole.
        title: the position's title.
    """
    if base == proposed:
        return ()
    if not base.strip():
        return (f"Insert the following new position, {_quote(title)}: {_quote(proposed)}",)
    if not proposed.strip():
        return (f"Leave out the whole position {_quote(title)}",)
    return word_changes(compare_words(base, proposed))


def word_changes(changes: Sequence[Change]) -> tuple[str, ...]:
    """Each change of a comparison as a formal instruction, in order."""
    base = "".join(change.base for change in changes)
    if len(changes) == 1 and changes[0].op is Op.REPLACE:
        return (f"Leave out all words and insert {_quote(changes[0].proposed)}",)
    worded = []
    at = 0
    for change in changes:
        if change.op is not Op.EQUAL:
            worded.append(_word_change(change, base, at))
        at += len(change.base)
    return tuple(worded)


def _word_change(change: Change, base: str, at: int) -> str:
    if not change.base.strip() and not change.proposed.strip():
        return _word_layout_change(change, base, at)
    if change.op is Op.INSERT:
        return _word_insertion(change.proposed, base, at)
    left_out = _word_left_out(base, at, at + len(change.base))
    if change.op is Op.DELETE or not change.proposed.strip():
        return left_out
    return f"{left_out} and insert {_quote(change.proposed)}"


def _word_left_out(base: str, start: int, end: int) -> str:
    words = base[start:end]
    if count_words(tokenise(words)) > QUOTED_WORDS:
        before = _anchor_before(base, start)
        after = _anchor_after(base, end)
        from_ = f"from {_quote(before)}" if before else "from the beginning"
        to = f"to {_quote(after)}" if after else "to the end"
        return f"Leave out {from_} {to}"
    if _is_unique(base, words):
        return f"Leave out {_quote(words)}"
    before = _anchor_before(base, start)
    if before:
        return f"After {_quote(before)}, leave out {_quote(words)}"
    return f"At the beginning, leave out {_quote(words)}"


def _word_insertion(words: str, base: str, at: int) -> str:
    what = "insert"
    if words.strip("\n") != words and "\n\n" in (words[:2], words[-2:]):
        several = "\n\n" in words.strip("\n")
        what += f" the following new paragraph{'s' if several else ''}:"
    if not base[at:].strip():
        return f"At end {what} {_quote(words)}"
    before = _anchor_before(base, at)
    if before:
        return f"After {_quote(before)}, {what} {_quote(words)}"
    return f"At the beginning, {what} {_quote(words)}"


def _word_layout_change(change: Change, base: str, at: int) -> str:
    before = _anchor_before(base, at)
    where = f"After {_quote(before)}" if before else "At the beginning"
    if "\n\n" in change.proposed and "\n\n" not in change.base:
        return f"{where}, begin a new paragraph"
    if "\n\n" in change.base and "\n\n" not in change.proposed:
        return f"{where}, run on without a new paragraph"
    return f"{where}, change the spacing"


def _anchor_before(base: str, at: int) -> str:
    """The fewest words ending at a place that stand once in the text; empty at its beginning."""
    tokens = tokenise(base[:at])
    words = 0
    for number in range(len(tokens) - 1, -1, -1):
        words += is_word(tokens[number])
        anchor = "".join(tokens[number:]).strip()
        if words >= _SHORTEST_ANCHOR and is_word(tokens[number]) and _is_unique(base, anchor):
            return anchor
    return base[:at].strip()


def _anchor_after(base: str, at: int) -> str:
    """The fewest words beginning at a place that stand once in the text; empty at its end."""
    tokens = tokenise(base[at:])
    words = 0
    for number, token in enumerate(tokens, 1):
        words += is_word(token)
        anchor = "".join(tokens[:number]).strip()
        if words >= _SHORTEST_ANCHOR and is_word(token) and _is_unique(base, anchor):
            return anchor
    return base[at:].strip()


def _is_unique(text: str, part: str) -> bool:
    part = part.strip()
    if not part:
        return False
    # Within words it does not count: "per" stands once beside "co-operative".
    left = r"(?<!\w)" if is_word(part[0]) else ""
    right = r"(?!\w)" if is_word(part[-1]) else ""
    found = re.finditer(f"(?={left}{re.escape(part)}{right})", text)
    return next(found, None) is not None and next(found, None) is None


def _quote(words: str) -> str:
    return f"“{words.strip()}”"
