"""Where a new position goes that was carried: which are meant, and the places that are offered."""

from collections.abc import Sequence

from textual.content import Content

from policytui.conference.decisions.deciding import is_carried
from policytui.conference.decisions.listed import Listed
from policytui.conference.decisions.placing import is_new_position, place, tell_place
from policytui.corpus.model import Document, Header, Kind
from policytui.tui.adopting import Outlook
from policytui.tui.adopting_rows import numbers_at
from policytui.tui.offering import Offer
from policytui.tui.plain import MUTED, one_line, plain
from policytui.workspace.workspace import Workspace

AT_THE_END = "At the end of the document"


def find_new_positions(outlook: Outlook, item: int) -> tuple[Listed, ...]:
    """The new positions that were carried; the one at the bar alone, where it is one.

    Args:
        item: the row at the bar, as `adopting_rows` numbers them.
    """
    calling = outlook.marshalled.calling
    found = tuple(
        one
        for one in calling.listed
        if is_new_position(one) and is_carried(one.id, calling.decisions)
    )
    here = set(numbers_at(outlook, item))
    at_bar = tuple(one for one in found if one.number in here)
    return at_bar[:1] or found


def tell_new_position(one: Listed) -> Content:
    """A new position on one line."""
    amendment = one.amendment
    where = one_line(amendment.document) or "no document"
    return plain(f"{one.number}  {one_line(amendment.title)}") + plain(f"  {where}", MUTED)


def offer_documents(workspace: Workspace) -> tuple[Header, ...]:
    """The documents into which a position can be adopted."""
    headers = (card.header for card in workspace.catalogue.documents())
    return tuple(header for header in headers if header.kind is not Kind.CONSULTATION)


def offer_places(document: Document) -> tuple[Offer[str], ...]:
    """The end of a document, then behind each of its positions; each gives the id of that one."""
    found = [Offer("", plain(AT_THE_END))]
    for position in document.positions:
        theme = " › ".join(map(one_line, position.themes))
        title = plain(f"After “{one_line(position.title)}”")
        found.append(Offer(position.id, title + plain(f"  {theme}" if theme else "", MUTED)))
    return tuple(found)


def put(outlook: Outlook, one: Listed, document: Document, after: str) -> str:
    """Note where a new position goes; what was noted, in words.

    Raises:
        UsageError: an edition was adopted meanwhile.
        StorageError: the journal cannot be written.
    """
    marshalled = outlook.marshalled
    place(marshalled.round.journal, one, document, after, by=marshalled.by)
    return f"{one.number} goes into {one_line(tell_place(document, after))}. p places it again."


def shown_documents(headers: Sequence[Header]) -> list[Content]:
    """Documents as they are offered."""
    return [
        plain(one_line(header.title)) + plain(f"  {one_line(header.edition)}", MUTED)
        for header in headers
    ]
