"""The order in which amendments are taken, by the place of what they change.

Positions follow the order of their document. Within one:

1. Amendments to its words, by the first words touched; one that takes a passage comes after
   those inside that passage, so that the question on less is put before the question on more
   and no mover loses the words to a larger amendment unheard (else it would not be called:
   Companion to the Standing Orders of the House of Lords, 8.69).
2. Leaving out every word and inserting others, then plainly leaving the position out
   (Scottish Parliament, rules on marshalling: leave out and insert comes after all amendments
   to the section and before leave out).
3. New positions that follow it; one for a theme comes at the end of that theme.

An amendment to an amendment stands right after it (23, 23A). Of what is alike in all this, the
one that was received first comes first.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from policytui.conference.amendments.amendment import Amendment, Shape
from policytui.corpus.model import Document

Key = tuple[int, int, int, int, int]

_CLASSES = {
    Shape.WORDS: 0,
    Shape.REPLACEMENT: 1,
    Shape.LEAVE_OUT: 2,
    Shape.NEW_POSITION: 3,
}


def put_in_order(
    amendments: Sequence[Amendment], documents: Sequence[Document]
) -> tuple[Amendment, ...]:
    """The amendments in the order in which they are taken.

    Args:
        amendments: in the order in which they were received.
        documents: in the order in which they are taken.
    """
    places = _Places(documents)
    # Sorting keeps the order of what is alike: the order of receipt.
    in_order = sorted(amendments, key=places.key)
    return after_their_own(in_order)


def after_their_own(amendments: Iterable[Amendment]) -> tuple[Amendment, ...]:
    """The amendments with each amendment to an amendment right after that."""
    below: Mapping[str, list[Amendment]] = defaultdict(list)
    top = []
    amendments = list(amendments)
    ids = {amendment.id for amendment in amendments}
    for amendment in amendments:
        if amendment.amends in ids:
            below[amendment.amends].append(amendment)
        else:
            top.append(amendment)
    found: list[Amendment] = []
    left = top[::-1]
    while left:
        amendment = left.pop()
        found.append(amendment)
        left += below.get(amendment.id, [])[::-1]
    return tuple(found)


class _Places:
    """Where each position and theme stands among the documents."""

    def __init__(self, documents: Sequence[Document]) -> None:
        self._documents = {document.id: rank for rank, document in enumerate(documents)}
        self._positions: dict[str, int] = {}
        self._theme_ends: dict[tuple[str, str], int] = {}
        for document in documents:
            for rank, position in enumerate(document.positions):
                self._positions[position.id] = rank
                for theme in position.themes:
                    self._theme_ends[document.id, theme.casefold()] = rank
                self._theme_ends[document.id, ""] = rank

    def key(self, amendment: Amendment) -> Key:
        """What amendments are sorted by; what cannot be placed comes last."""
        document = self._documents.get(amendment.document, len(self._documents))
        whole = self._theme_ends.get((amendment.document, ""), 0) + 1
        theme = self._theme_ends.get((amendment.document, amendment.theme.casefold()), whole)
        position = self._positions.get(amendment.position, whole) if amendment.position else theme
        first = amendment.edits[0] if amendment.edits else None
        # Of nested passages the inner ends earlier, or begins later.
        end, start = (first.end, first.start) if first else (len(amendment.base), 0)
        return document, position, _CLASSES[amendment.shape], end, -start
