"""Which words of one sentence stand for which of another, inflections and spellings aside."""

from dataclasses import dataclass

from policytui.checks.reading.tokens import Token
from policytui.compare.edits import Edit, find_edits


@dataclass(frozen=True, slots=True)
class Correspondence:
    """The words of two sentences held against each other.

    Attributes:
        edits: the runs of tokens that differ.
        kept: for each token of the base that is kept, its token in the proposed sentence.
        equal, words: how many words are equal, and how many the longer sentence has.
        share: of the words that carry a subject in the shorter sentence, the share that is kept.
    """

    base: tuple[Token, ...]
    proposed: tuple[Token, ...]
    edits: tuple[Edit, ...]
    kept: dict[int, int]
    equal: int
    words: int
    share: float

    def in_place(self, old: tuple[int, int], new: tuple[int, int]) -> bool:
        """Whether two runs of tokens took each other's place, in whole or in part."""
        return any(
            edit.start < old[1]
            and old[0] < edit.end
            and edit.new_start < new[1]
            and new[0] < edit.new_end
            for edit in self.edits
        ) or any(new[0] <= self.kept.get(at, -1) < new[1] for at in range(*old))

    @property
    def left_out(self) -> tuple[int, ...]:
        """The tokens of the base that are not kept."""
        return tuple(at for edit in self.edits for at in range(edit.start, edit.end))

    @property
    def new(self) -> tuple[int, ...]:
        """The tokens of the proposed sentence that were not there."""
        return tuple(at for edit in self.edits for at in range(edit.new_start, edit.new_end))


def correspond(base: tuple[Token, ...], proposed: tuple[Token, ...]) -> Correspondence:
    """Hold the words of two sentences against each other."""
    edits = tuple(find_edits([token.key for token in base], [token.key for token in proposed]))
    kept: dict[int, int] = {}
    at = other = 0
    for edit in (*edits, Edit(len(base), len(base), len(proposed), len(proposed))):
        kept.update(zip(range(at, edit.start), range(other, edit.new_start), strict=True))
        at, other = edit.end, edit.new_end
    said = [[token.entry.is_content for token in tokens] for tokens in (base, proposed)]
    shared = sum(said[0][place] for place in kept)
    return Correspondence(
        base,
        proposed,
        edits,
        kept,
        equal=sum(not base[place].is_mark for place in kept),
        words=max(sum(not token.is_mark for token in tokens) for tokens in (base, proposed)),
        share=shared / max(1, min(map(sum, said))),
    )
