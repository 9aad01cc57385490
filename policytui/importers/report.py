"""What an import made, what it left out, and what it was unsure of."""

from dataclasses import dataclass
from enum import StrEnum

from policytui.corpus.model import Document


class Unit(StrEnum):
    """What the places of a source are counted in."""

    LINE = "line"
    PARAGRAPH = "paragraph"


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A line or block of the source that stands in no position.

    Attributes:
        line: its place in the source, from 1.
        why: the reason in words for the person who imports.
        page: its page, 0 where the source has none.
    """

    text: str
    line: int
    why: str
    page: int = 0


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something the import decided without being sure.

    Attributes:
        line: where in the source, from 1; 0 where it concerns the whole file.
        message: what was decided and why it may be wrong.
        page: its page, 0 where the source has none.
    """

    line: int
    message: str
    page: int = 0


@dataclass(frozen=True, slots=True)
class WordCount:
    """The words of a source: read = kept + left out + mended + lost.

    Attributes:
        read: words that the source holds.
        kept: of them in positions, titles and themes.
        left_out: of them listed as left out.
        mended: halves of words, parted at line ends, that were made whole.
        lost: words that stand nowhere; any is a fault of the import.
    """

    read: int = 0
    kept: int = 0
    left_out: int = 0
    mended: int = 0
    lost: tuple[str, ...] = ()

    @property
    def balances(self) -> bool:
        """Whether every word is accounted for."""
        whole = self.kept + self.left_out + self.mended
        return not self.lost and self.read == whole


@dataclass(frozen=True, slots=True)
class Import:
    """A document made from a source, with an account of every line of it.

    In = out + left out: each word of the source is in the document or in `left_out`.

    Attributes:
        headings: the headings of the source that became titles and themes, each as often as
            it stands there; titles that the import invented are not among them.
        words: the account of its words.
        unit: what the places of the source count.
        pages: the page of each position in their order, 0 where the source has none; empty
            for a file in the corpus's own form.
    """

    document: Document
    left_out: tuple[LeftOut, ...]
    doubts: tuple[Doubt, ...]
    headings: tuple[str, ...] = ()
    words: WordCount = WordCount()
    unit: Unit = Unit.LINE
    pages: tuple[int, ...] = ()
