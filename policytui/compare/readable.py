"""Making edits read as a person would tell them: fewer of them, at the right places.

A rewritten sentence that shares only "the" and "to" with the old one reads better as one
replacement (the idea of diff-match-patch's semantic clean-up, at the level of words), an inserted
sentence begins where a sentence begins, and a number that changes always stands alone.
"""

from collections.abc import Callable, Iterator, Sequence
from itertools import accumulate

from policytui.compare.edits import Edit
from policytui.compare.tokens import (
    breaks_paragraph,
    ends_sentence,
    is_number,
    is_word,
    number_kind,
)

# The measures below were tuned on real amendments: fewer fragments than any peer, at no more
# than 1.1 times the marked words of the tightest (benchmarks/compare.py).

_FEW = 3
"""So many shared words between two edits keep them apart, unless most words change."""
_REWRITTEN = 0.5
"""Share of a sentence's or paragraph's words that must change for it to read as one edit."""
_LONG_SHARED = 8
"""A run of more shared words than this is never given up."""
_FURTHEST = 1_000
"""Most tokens that an insertion or deletion is moved by."""


def make_readable(edits: Sequence[Edit], old: Sequence[str], new: Sequence[str]) -> list[Edit]:
    """Edits with the same effect that are fewer and begin and end where words and sentences do.

    Two edits touch only where one of them is the change of a number.
    """
    texts = _Texts(old, new)
    edits = _isolate_numbers(edits, texts)
    for _ in range(2):
        # What was moved may stand beside another edit now, and what was merged may move.
        edits = _slide(_absorb(edits, texts), texts)
    return _isolate_numbers(edits, texts)


class _Texts:
    """Both texts as tokens, with words counted in any run of them at once."""

    def __init__(self, old: Sequence[str], new: Sequence[str]) -> None:
        self.old = old
        self.new = new
        self._old_words = [0, *accumulate(map(is_word, old))]
        self._new_words = [0, *accumulate(map(is_word, new))]

    def shared(self, left: Edit, right: Edit) -> int:
        """Words between two edits."""
        return self._old_words[right.start] - self._old_words[left.end]

    def weight(self, edit: Edit) -> int:
        """Words of the longer side of an edit."""
        return max(
            self._old_words[edit.end] - self._old_words[edit.start],
            self._new_words[edit.new_end] - self._new_words[edit.new_start],
        )

    def marked(self, edit: Edit) -> int:
        """Words of both sides of an edit."""
        return (
            self._old_words[edit.end]
            - self._old_words[edit.start]
            + self._new_words[edit.new_end]
            - self._new_words[edit.new_start]
        )

    def is_number_change(self, edit: Edit) -> bool:
        """Whether an edit is one number that becomes another."""
        return (
            edit.end - edit.start == edit.new_end - edit.new_start == 1
            and is_number(self.old[edit.start])
            and is_number(self.new[edit.new_start])
        )


# --- fewer ---


def _absorb(edits: Sequence[Edit], texts: _Texts) -> list[Edit]:
    """Merge neighbouring edits whose common words between them are fewer than what changes."""
    merged: list[Edit] = []
    for edit in edits:
        merged.append(edit)
        while len(merged) > 1 and _reads_as_one(merged[-2], merged[-1], texts):
            last = merged.pop()
            merged.append(_spanned(merged.pop(), last))
    merged = _join_rewritten(merged, texts, ends_sentence)
    return _join_rewritten(merged, texts, breaks_paragraph)


def _reads_as_one(left: Edit, right: Edit, texts: _Texts) -> bool:
    shared = texts.shared(left, right)
    if shared >= _FEW or texts.is_number_change(left) or texts.is_number_change(right):
        return False
    if any(map(breaks_paragraph, texts.old[left.end : right.start])):
        return False
    return shared <= min(texts.weight(left), texts.weight(right)) or not shared


def _join_rewritten(
    edits: Sequence[Edit], texts: _Texts, ends_passage: Callable[[str], bool]
) -> list[Edit]:
    """Make one edit of those of a passage where most words from first to last change."""
    joined: list[Edit] = []
    group: list[Edit] = []
    for edit in edits:
        if group and (
            texts.shared(group[-1], edit) > _LONG_SHARED
            or texts.is_number_change(edit)
            or texts.is_number_change(group[-1])
            or any(map(ends_passage, texts.old[group[-1].end : edit.start]))
        ):
            joined += _one_or_all(group, texts)
            group = []
        group.append(edit)
    return joined + _one_or_all(group, texts)


def _one_or_all(group: list[Edit], texts: _Texts) -> list[Edit]:
    if len(group) < 2:
        return group
    whole = _spanned(group[0], group[-1])
    changed = sum(map(texts.marked, group))
    return [whole] if changed > _REWRITTEN * texts.marked(whole) else group


def _spanned(first: Edit, last: Edit) -> Edit:
    return Edit(first.start, last.end, first.new_start, last.new_end)


# --- numbers alone ---


def _isolate_numbers(edits: Sequence[Edit], texts: _Texts) -> list[Edit]:
    return [part for edit in edits for part in _numbers_apart(edit, texts)]


def _numbers_apart(edit: Edit, texts: _Texts) -> Iterator[Edit]:
    """The edit cut at the numbers that take the place of each other in it."""
    at, new_at = edit.start, edit.new_start
    for place, new_place in _corresponding(edit, texts):
        yield from _trimmed(Edit(at, place, new_at, new_place), texts)
        yield Edit(place, place + 1, new_place, new_place + 1)
        at, new_at = place + 1, new_place + 1
    yield from _trimmed(Edit(at, edit.end, new_at, edit.new_end), texts)


def _corresponding(edit: Edit, texts: _Texts) -> list[tuple[int, int]]:
    """Places of the numbers that differ, where both sides hold numbers of the same kinds."""
    old, new = texts.old, texts.new
    before = [place for place in range(edit.start, edit.end) if is_number(old[place])]
    after = [place for place in range(edit.new_start, edit.new_end) if is_number(new[place])]
    if len(before) != len(after):
        return []
    pairs = list(zip(before, after, strict=True))
    if any(number_kind(old[one]) is not number_kind(new[two]) for one, two in pairs):
        return []
    return [(one, two) for one, two in pairs if old[one] != new[two]]


def _trimmed(edit: Edit, texts: _Texts) -> Iterator[Edit]:
    """The edit without what is the same at either end; nothing where it is all the same."""
    start, end, new_start, new_end = edit.start, edit.end, edit.new_start, edit.new_end
    old, new = texts.old, texts.new
    while start < end and new_start < new_end and old[start] == new[new_start]:
        start, new_start = start + 1, new_start + 1
    while start < end and new_start < new_end and old[end - 1] == new[new_end - 1]:
        end, new_end = end - 1, new_end - 1
    if start < end or new_start < new_end:
        yield Edit(start, end, new_start, new_end)


# --- at the right places ---


def _slide(edits: Sequence[Edit], texts: _Texts) -> list[Edit]:
    """Move pure insertions and deletions to where they begin a word, best a sentence."""
    moved: list[Edit] = []
    for number, edit in enumerate(edits):
        # An equal token stays between two edits, so that they remain two.
        low = moved[-1].end + 1 if moved else 0
        high = edits[number + 1].start - 1 if number + 1 < len(edits) else len(texts.old)
        is_pure = (edit.start == edit.end) != (edit.new_start == edit.new_end)
        moved.append(_best_place(edit, low, high, texts) if is_pure else edit)
    return moved


def _best_place(edit: Edit, low: int, high: int, texts: _Texts) -> Edit:
    tokens, first, last = (
        (texts.new, edit.new_start, edit.new_end)
        if edit.start == edit.end
        else (texts.old, edit.start, edit.end)
    )
    best, best_score = 0, _standing(tokens, first, last)
    back = min(edit.start - low, first, _FURTHEST)
    forth = min(high - edit.end, len(tokens) - last, _FURTHEST)
    for shifts in (range(-1, -back - 1, -1), range(1, forth + 1)):
        for shift in shifts:
            start, end = first + shift, last + shift
            # The token that leaves one side must equal the one that enters the other.
            leaves, enters = (end, start) if shift < 0 else (start - 1, end - 1)
            if tokens[leaves] != tokens[enters]:
                break
            score = _standing(tokens, start, end)
            if score > best_score:
                best, best_score = shift, score
    return Edit(edit.start + best, edit.end + best, edit.new_start + best, edit.new_end + best)


def _standing(tokens: Sequence[str], start: int, end: int) -> int:
    """How well a run of tokens stands alone: a paragraph 4, a sentence 3, a word 2, else 0 or 1."""
    if _is_paragraph(tokens, start, end):
        return 4
    if tokens[start] in ".,;:!?)]":
        return 0
    before = "".join(tokens[max(0, start - 2) : start]).rstrip()
    if tokens[start].isspace():
        # At the end of a text only a space can lead.
        return 1 if end == len(tokens) and not tokens[end - 1].isspace() else 0
    if not before or before[-1] in ".?!:" or "\n" in tokens[start - 1]:
        return 3
    return 2 if tokens[end - 1].isspace() or end == len(tokens) else 1


def _is_paragraph(tokens: Sequence[str], start: int, end: int) -> bool:
    """Whether a run is whole paragraphs with the break before them, or behind them."""
    if breaks_paragraph(tokens[start]):
        return end == len(tokens) or breaks_paragraph(tokens[end])
    is_first = start == 0 or breaks_paragraph(tokens[start - 1])
    return is_first and breaks_paragraph(tokens[end - 1])
