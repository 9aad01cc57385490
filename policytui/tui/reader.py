"""Fetching what the list and the reading pane show of positions."""

from collections.abc import Sequence
from dataclasses import dataclass

from textual.dom import DOMNode
from textual.message import Message

from policytui.corpus.model import Header, Position
from policytui.errors import PolicyError
from policytui.search.query import Query
from policytui.tui.plain import MUTED, highlighted, one_line, plain
from policytui.tui.reading import Reading, Related
from policytui.tui.widgets.hit_list import Row
from policytui.tui.wording import breadcrumb
from policytui.workspace.workspace import Workspace

RELATED = 5
"""How many related positions stand below a text."""


@dataclass
class RelatedFound(Message):
    """The positions related to one that is being read."""

    position_id: str
    related: Sequence[Related]


class Reader:
    """Makes rows and readings from ids."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._headers: dict[str, Header] = {}
        self._known_related: dict[str, Sequence[Related]] = {}

    def forget(self) -> None:
        """The corpus changed."""
        self._headers.clear()
        self._known_related.clear()

    def header(self, document_id: str) -> Header | None:
        """The header of a document, None where it is gone."""
        if document_id not in self._headers:
            try:
                self._headers[document_id] = self._workspace.catalogue.header(document_id)
            except PolicyError:
                return None
        return self._headers[document_id]

    def rows(self, query: Query | None, ids: Sequence[str], width: int) -> list[Row]:
        """The rows of positions, with the words of the query marked."""
        found = {each.id: each for each in self._workspace.catalogue.positions(ids)}
        return [self._row(found[id_], query, width) if id_ in found else _gone(id_) for id_ in ids]

    def _row(self, position: Position, query: Query | None, width: int) -> Row:
        title = one_line(position.title)
        where = plain(breadcrumb(position, self.header(position.document_id), width), MUTED)
        if query is None:
            start = one_line(position.text[: width * 2])
            return Row(plain(title, "bold"), where, plain(start, MUTED))
        engine = self._workspace.engine
        snippet = engine.snippet(query, position.text, width)
        return Row(
            highlighted(title, engine.highlight(query, title), "bold"),
            where,
            highlighted(snippet.text.replace("\n", " "), snippet.spans, MUTED),
        )

    def reading(self, position_id: str, query: Query | None) -> Reading | None:
        """A position laid out for reading, None where it is gone."""
        try:
            position = self._workspace.catalogue.position(position_id)
        except PolicyError:
            return None
        header = self.header(position.document_id)
        related = self._known_related.get(position_id)
        if query is None:
            return Reading(position, header, related=related)
        highlight = self._workspace.engine.highlight
        return Reading(
            position,
            header,
            highlight(query, position.title),
            highlight(query, position.text),
            related,
        )

    def ask_related(self, node: DOMNode, position_id: str) -> None:
        """Look for the positions related to one in a thread; the node gets a `RelatedFound`."""
        node.run_worker(
            lambda: self._find_related(node, position_id),
            thread=True,
            group="related",
            exit_on_error=False,
        )

    def _find_related(self, node: DOMNode, position_id: str) -> None:
        catalogue = self._workspace.catalogue
        try:
            position = catalogue.position(position_id)
        except PolicyError:
            return
        words = f"{position.title}\n{position.text}"
        hits = self._workspace.engine.similar(words, RELATED, leave_out=position_id)
        related = [
            Related(each.id, each.title, self._edition(each))
            for each in catalogue.positions([hit.id for hit in hits])
        ]
        self._known_related[position_id] = related
        node.post_message(RelatedFound(position_id, related))

    def _edition(self, position: Position) -> str:
        header = self.header(position.document_id)
        return header.edition if header else ""


def _gone(position_id: str) -> Row:
    return Row(plain(position_id, "bold"), plain("no longer in the corpus", MUTED), plain(""))
