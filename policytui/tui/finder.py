"""Finding as the person types: one search at a time, the last wish wins, late answers go."""

from collections.abc import Sequence
from dataclasses import dataclass

from textual.dom import DOMNode
from textual.message import Message
from textual.timer import Timer

from policytui.search.engine import Filters
from policytui.search.query import Query
from policytui.workspace.workspace import Workspace

PAUSE = 0.04
"""Seconds to wait for another letter."""

MOST = 500
"""Hits that are listed; the total is told however many there are."""

_CHUNK = 500
_EARLY = "The index is still being made; this is what simple reading finds."


@dataclass(frozen=True, slots=True)
class Wish:
    """What is to be found.

    Attributes:
        number: told anew for each wish, so that a late answer can be told from the present one.
        related_to: a position's id; its related positions are wished for instead of words.
        is_early: the index is still being made; what it does not know is looked for without it.
    """

    number: int
    text: str
    filters: Filters
    related_to: str | None = None
    is_early: bool = False


@dataclass
class Found(Message):
    """The answer to a wish.

    Attributes:
        query: the words as understood; None where there were none.
        total: how many positions there are, of which `ids` may be the first.
    """

    wish: Wish
    ids: Sequence[str]
    total: int
    query: Query | None = None
    notes: tuple[str, ...] = ()
    correction: str = ""
    error: Exception | None = None


class Finder:
    """Answers wishes in a thread.

    Args:
        node: gets a `Found` for the last wish.
    """

    def __init__(self, node: DOMNode, workspace: Workspace) -> None:
        self._node = node
        self._workspace = workspace
        self._last = Wish(0, "", Filters())
        self._timer: Timer | None = None
        self._is_busy = False

    def wish(
        self,
        text: str,
        filters: Filters,
        *,
        related_to: str | None = None,
        is_typing: bool = False,
        is_early: bool = False,
    ) -> None:
        """Ask; whatever was asked before is of no more interest.

        Args:
            is_typing: another letter may follow at once, and is waited for.
            is_early: the index is still being made.
        """
        self._last = Wish(self._last.number + 1, text.strip(), filters, related_to, is_early)
        if self._timer:
            self._timer.stop()
            self._timer = None
        if is_typing:
            self._timer = self._node.set_timer(PAUSE, self._begin)
        else:
            self._begin()

    def is_late(self, found: Found) -> bool:
        """Whether something else has been asked for since.

        To be called once for each `Found`, since it also sends the waiting wish on its way.
        """
        self._is_busy = False
        if found.wish is self._last:
            return False
        if self._timer is None:
            self._begin()
        return True

    def _begin(self) -> None:
        self._timer = None
        if self._is_busy:  # goes out when the running one has come back
            return
        self._is_busy = True
        wish = self._last
        self._node.run_worker(
            lambda: self._work(wish), thread=True, group="finding", exit_on_error=False
        )

    def _work(self, wish: Wish) -> None:
        try:
            found = self._answer(wish)
        except Exception as error:
            found = Found(wish, (), 0, error=error)
        self._node.post_message(found)

    def _answer(self, wish: Wish) -> Found:
        if wish.related_to is not None:
            position = self._workspace.catalogue.position(wish.related_to)
            words = f"{position.title}\n{position.text}"
            hits = self._workspace.engine.similar(words, 30, leave_out=position.id)
            return Found(wish, [hit.id for hit in hits], len(hits))
        if not wish.text:
            ids = self._all_ids(wish.filters)
            return Found(wish, ids, len(ids))
        answer = self._workspace.search(wish.text, wish.filters, limit=MOST, as_typed=True)
        if wish.is_early and not answer.total:
            ids = self._read_through(wish)
            return Found(wish, ids, len(ids), answer.query, (_EARLY,))
        ids = [hit.id for hit in answer.hits]
        return Found(wish, ids, answer.total, answer.query, answer.notes, answer.correction)

    def _all_ids(self, filters: Filters) -> list[str]:
        return self._workspace.catalogue.position_ids(
            document=filters.document,
            theme=filters.theme,
            nation=filters.nation,
            kind=filters.kind,
        )

    def _read_through(self, wish: Wish) -> list[str]:
        """The positions that hold every word as it was typed, in the order of the documents."""
        words = wish.text.casefold().replace('"', " ").split()
        ids = self._all_ids(wish.filters)
        found: list[str] = []
        for start in range(0, len(ids), _CHUNK):
            if wish is not self._last or len(found) >= MOST:
                break
            for position in self._workspace.catalogue.positions(ids[start : start + _CHUNK]):
                text = f"{position.title}\n{position.text}".casefold()
                if all(word in text for word in words):
                    found.append(position.id)
        return found[:MOST]
