"""Two texts compared: the changes, what sort each is, and how it is told and copied."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from policytui.compare.wording import word_instruction
from policytui.compare.words import Change, Nature, Op, compare_words, nature_of
from policytui.drafts.model import Draft
from policytui.tui.wording import number

SLIGHT = {
    Nature.LAYOUT: "only spacing",
    Nature.TYPOGRAPHY: "only quotation marks or dashes",
}
"""Changes that touch no word, as they are called."""


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What a comparison is about, as far as it is known.

    Attributes:
        title: of the position; empty where the texts are none.
        mover: who moves the change.
        source: lines that say where the first text comes from.
    """

    title: str = ""
    reason: str = ""
    mover: str = ""
    source: tuple[str, ...] = ()


def about_draft(draft: Draft) -> About:
    """What a draft's comparison is about."""
    source: tuple[str, ...] = ()
    if draft.base:
        source = (f"{draft.base.document}, {draft.base.edition} [{draft.base.position}]",)
    return About(title=draft.title, reason=draft.reason, mover=draft.submitter.mover, source=source)


@dataclass(frozen=True, slots=True)
class Compared:
    """Two texts and what changes between them.

    Attributes:
        natures: of each change, in order; equal runs have none.
        instruction: the change in formal wording.
    """

    base: str
    proposed: str
    changes: tuple[Change, ...] = ()
    natures: tuple[Nature, ...] = ()
    instruction: tuple[str, ...] = field(default=())

    @property
    def slight(self) -> frozenset[int]:
        """The numbers of the changes that touch no word."""
        return frozenset(n for n, nature in enumerate(self.natures) if nature in SLIGHT)

    def place(self, current: int) -> str:
        """Where one is: `change 2 of 7`, or how many changes there are.

        Args:
            current: number of the change one is at, -1 for none.
        """
        of_substance = self.natures.count(Nature.SUBSTANCE)
        if not self.natures:
            return "no difference"
        if not 0 <= current < len(self.natures):
            return _joined(_changes(of_substance), *self._slight_counts())
        nature = self.natures[current]
        at = self.natures[: current + 1].count(nature)
        if nature in SLIGHT:
            total = self.natures.count(nature)
            return _joined(f"{SLIGHT[nature]}, {at} of {total}", _changes(of_substance))
        return _joined(f"change {at} of {of_substance}", *self._slight_counts())

    def _slight_counts(self) -> Iterator[str]:
        for nature, name in SLIGHT.items():
            count = self.natures.count(nature)
            if count:
                yield f"{count} {name}"

    @property
    def remark(self) -> str:
        """What must be said of the two texts as a whole; mostly nothing."""
        if not self.base and not self.proposed:
            return "Both texts are empty."
        if self.base == self.proposed:
            return "The two texts are the same."
        if Nature.SUBSTANCE in self.natures:
            return ""
        names = [name for nature, name in SLIGHT.items() if nature in self.natures]
        return f"No word changes: {' and '.join(names)}."


def compare_texts(base: str, proposed: str, title: str) -> Compared:
    """Compare; long texts take a moment.

    Args:
        title: of the position, for the instruction.
    """
    changes = compare_words(base, proposed)
    natures = tuple(nature_of(change) for change in changes if change.op is not Op.EQUAL)
    return Compared(base, proposed, changes, natures, word_instruction(base, proposed, title))


@lru_cache(maxsize=64)
def compare_again(base: str, proposed: str, title: str) -> Compared:
    """What `compare_texts` gives, kept for texts that are looked at again and again."""
    return compare_texts(base, proposed, title)


def markdown_text(changes: tuple[Change, ...]) -> str:
    """The comparison in Markdown: `~~old~~ **new**`."""
    return "".join(
        change.base
        if change.op is Op.EQUAL
        else _emphasised(change.base, "~~")
        + (" " if _needs_gap(change) else "")
        + _emphasised(change.proposed, "**")
        for change in changes
    )


_EMPHASIS = re.compile(r"[*~]")


def _emphasised(text: str, mark: str) -> str:
    """Each line of a text between marks, which must touch words to be read as marks."""
    lines = []
    for line in text.split("\n"):
        words = line.strip()
        if words:
            escaped = _EMPHASIS.sub(r"\\\g<0>", words)
            line = line.replace(words, f"{mark}{escaped}{mark}", 1)
        lines.append(line)
    return "\n".join(lines)


def _needs_gap(change: Change) -> bool:
    both = change.base.strip() and change.proposed.strip()
    return bool(both) and not (change.base[-1].isspace() or change.proposed[0].isspace())


def _changes(count: int) -> str:
    return number(count, "change") if count else "no change of words"


def _joined(*parts: str) -> str:
    return " · ".join(parts)
