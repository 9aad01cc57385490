"""What an import made, what it left out, and what it was unsure of."""

from dataclasses import dataclass

from policytui.corpus.model import Document


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
class Import:
    """A document made from a source, with an account of every line of it.

    In = out + left out: each word of the source is in the document or in `left_out`.

    Attributes:
        headings: the headings of the source that became titles and themes, each as often as
            it stands there; titles that the import invented are not among them.
        words: how many words the source holds.
    """

    document: Document
    left_out: tuple[LeftOut, ...]
    doubts: tuple[Doubt, ...]
    headings: tuple[str, ...] = ()
    words: int = 0
