"""Which words change between two texts, in operations that read as a person would tell them.

Tokens are words, numbers, runs of white space and single marks. The longest common
subsequence gives exact operations; a clean-up then merges fragments, because a rewritten
sentence that shares only "the" and "to" with the old one reads better as one replacement
(the idea of diff-match-patch's semantic clean-up, at the level of words).
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from rapidfuzz.distance import Indel

_TOKEN = re.compile(
    r"[£$€]?\d+(?:[.,]\d+)*%?"  # a number with its sign: never split
    r"|[^\W\d_]\w*(?:[-‐‑'’]\w+)*"  # a word, hyphens and apostrophes inside
    r"|\n\s*\n\s*|\s+"  # a paragraph break, other white space
    r"|\w|[^\w\s]"
)
_REWRITTEN = 0.6
"""Share of a paragraph's words that must change for it to read as one replacement."""


class Op(StrEnum):
    """What happens to a run of text."""

    EQUAL = "equal"
    INSERT = "insert"
    DELETE = "delete"
    REPLACE = "replace"


@dataclass(frozen=True, slots=True)
class Change:
    """One operation of a comparison.

    The `base` strings of a comparison joined are the base text, the `proposed` strings joined
    the proposed text, byte for byte.
    """

    op: Op
    base: str
    proposed: str


def compare_words(base: str, proposed: str) -> tuple[Change, ...]:
    """The operations that turn one text into another, equal runs among them.

    Runs of the same operation never stand next to each other.
    """
    old, new = tokenise(base), tokenise(proposed)
    edits = _slide(_absorb(_edits(old, new), old, new), old, new)
    edits = _absorb(edits, old, new)
    return tuple(_changes(edits, old, new))


def tokenise(text: str) -> list[str]:
    """The tokens of a text; joined they are the text."""
    return _TOKEN.findall(text)


def is_word(token: str) -> bool:
    """Whether a token is a word or a number, not space or a mark."""
    return any(character.isalnum() for character in token)


def is_number(token: str) -> bool:
    """Whether a token is a number, with or without a currency or percent sign."""
    return token.strip("£$€%")[:1].isdigit()


def count_words(tokens: Iterable[str]) -> int:
    """How many of the tokens are words or numbers."""
    return sum(map(is_word, tokens))


@dataclass(frozen=True, slots=True)
class _Edit:
    """Base tokens [start, end) become proposed tokens [new_start, new_end)."""

    start: int
    end: int
    new_start: int
    new_end: int


def _edits(old: Sequence[str], new: Sequence[str]) -> list[_Edit]:
    joined: list[_Edit] = []
    for code in Indel.opcodes(old, new):
        if code.tag == "equal":
            continue
        edit = _Edit(code.src_start, code.src_end, code.dest_start, code.dest_end)
        if joined and joined[-1].end == edit.start and joined[-1].new_end == edit.new_start:
            edit = _Edit(joined[-1].start, edit.end, joined[-1].new_start, edit.new_end)
            joined.pop()
        joined.append(edit)
    return joined


def _absorb(edits: list[_Edit], old: Sequence[str], new: Sequence[str]) -> list[_Edit]:
    """Merge neighbouring edits whose common words between them are fewer than what changes."""
    merged: list[_Edit] = []
    for edit in edits:
        merged.append(edit)
        while len(merged) > 1 and _reads_as_one(merged[-2], merged[-1], old, new):
            last = merged.pop()
            first = merged.pop()
            merged.append(_Edit(first.start, last.end, first.new_start, last.new_end))
    return _join_rewritten(merged, old, new)


def _reads_as_one(left: _Edit, right: _Edit, old: Sequence[str], new: Sequence[str]) -> bool:
    between = old[left.end : right.start]
    if any(token.count("\n") > 1 for token in between):
        return False
    if _is_number_change(left, old, new) or _is_number_change(right, old, new):
        return False
    shared = count_words(between)
    if shared == 0:
        return True
    return shared < 3 and shared <= _weight(left, old, new) and shared <= _weight(right, old, new)


def _weight(edit: _Edit, old: Sequence[str], new: Sequence[str]) -> int:
    return max(
        count_words(old[edit.start : edit.end]), count_words(new[edit.new_start : edit.new_end])
    )


def _is_number_change(edit: _Edit, old: Sequence[str], new: Sequence[str]) -> bool:
    before, after = old[edit.start : edit.end], new[edit.new_start : edit.new_end]
    return len(before) == len(after) == 1 and is_number(before[0]) and is_number(after[0])


def _join_rewritten(edits: list[_Edit], old: Sequence[str], new: Sequence[str]) -> list[_Edit]:
    """Make one edit of those of a paragraph where most words from first to last change."""
    joined: list[_Edit] = []
    group: list[_Edit] = []
    for edit in edits:
        if group and any(token.count("\n") > 1 for token in old[group[-1].end : edit.start]):
            joined.extend(_one_or_all(group, old, new))
            group = []
        group.append(edit)
    return joined + _one_or_all(group, old, new)


def _one_or_all(group: list[_Edit], old: Sequence[str], new: Sequence[str]) -> list[_Edit]:
    if len(group) < 3:
        return group
    whole = _Edit(group[0].start, group[-1].end, group[0].new_start, group[-1].new_end)
    changed = sum(_weight(edit, old, new) for edit in group)
    return [whole] if changed > _REWRITTEN * _weight(whole, old, new) else group


def _slide(edits: list[_Edit], old: Sequence[str], new: Sequence[str]) -> list[_Edit]:
    """Move pure insertions and deletions to where they begin a word, best a sentence."""
    moved: list[_Edit] = []
    for number, edit in enumerate(edits):
        low = moved[-1].end if moved else 0
        high = edits[number + 1].start if number + 1 < len(edits) else len(old)
        moved.append(_best_place(edit, low, high, old, new))
    return moved


def _best_place(edit: _Edit, low: int, high: int, old: Sequence[str], new: Sequence[str]) -> _Edit:
    if (edit.start == edit.end) == (edit.new_start == edit.new_end):
        return edit
    tokens, first, last = (
        (new, edit.new_start, edit.new_end)
        if edit.start == edit.end
        else (old, edit.start, edit.end)
    )
    best, best_score = 0, _boundary(tokens, first, last)
    for step in (-1, 1):
        shift = 0
        while True:
            shift += step
            start, end = first + shift, last + shift
            # The token that leaves one side must equal the one that enters the other.
            leaves, enters = (end, start) if step < 0 else (start - 1, end - 1)
            if not low <= edit.start + shift <= edit.end + shift <= high:
                break
            if min(leaves, enters) < 0 or max(leaves, enters) >= len(tokens):
                break
            if tokens[leaves] != tokens[enters]:
                break
            score = _boundary(tokens, start, end)
            if score > best_score:
                best, best_score = shift, score
    return _Edit(edit.start + best, edit.end + best, edit.new_start + best, edit.new_end + best)


def _boundary(tokens: Sequence[str], start: int, end: int) -> int:
    """How well a run of tokens stands alone: a sentence 3, from word to space 2, else 0 or 1."""
    if start == end:
        return 0
    before = "".join(tokens[max(0, start - 2) : start]).rstrip()
    if tokens[start].isspace():
        # At the end of a text only a space can lead.
        return 1 if end == len(tokens) and not tokens[end - 1].isspace() else 0
    if not before or before[-1] in ".?!:" or (start and "\n" in tokens[start - 1]):
        return 3
    return 2 if tokens[end - 1].isspace() or end == len(tokens) else 1


def _changes(edits: Iterable[_Edit], old: Sequence[str], new: Sequence[str]) -> Iterable[Change]:
    at = 0
    for edit in edits:
        if edit.start > at:
            equal = "".join(old[at : edit.start])
            yield Change(Op.EQUAL, equal, equal)
        before = "".join(old[edit.start : edit.end])
        after = "".join(new[edit.new_start : edit.new_end])
        op = Op.REPLACE if before and after else Op.DELETE if before else Op.INSERT
        yield Change(op, before, after)
        at = edit.end
    if at < len(old):
        rest = "".join(old[at:])
        yield Change(Op.EQUAL, rest, rest)
