"""What a recommendation can rest on, offered as one types: positions, or other amendments."""

from collections.abc import Collection, Iterator
from itertools import islice

from policytui.conference.decisions.listed import find_listed
from policytui.conference.marshalling.marshalled import Item
from policytui.conference.marshalling.written import who
from policytui.corpus.identity import is_position_id
from policytui.errors import PolicyError
from policytui.text import clean_line
from policytui.tui.marshalled_rows import tell_shortly
from policytui.tui.marshalling import Marshalled
from policytui.tui.offering import Offer
from policytui.tui.operands import operand_of
from policytui.tui.plain import MUTED, one_line, plain
from policytui.tui.wording import DOT
from policytui.workspace.workspace import Workspace

MOST = 8
"""How many are offered."""


def offer_positions(workspace: Workspace, text: str, typed: str) -> tuple[Offer[str], ...]:
    """The positions that are meant by some words or by an id, the likeliest first.

    Args:
        text: of the amendment: what comes near to it is offered before anything is typed.
    """
    catalogue, line = workspace.catalogue, clean_line(typed)
    ids = [line] if is_position_id(line) else []
    if line:
        ids += [hit.id for hit in workspace.search(line, limit=MOST, as_typed=True).hits]
    else:
        ids += [hit.id for hit in workspace.engine.similar(text, MOST)]
    found = (operand_of(one, workspace) for one in catalogue.positions(list(dict.fromkeys(ids))))
    offers = (_shown(one.name, one.title, f"{one.name}{DOT}{one.where}") for one in found)
    return tuple(islice(offers, MOST))


def offer_amendments(
    marshalled: Marshalled, not_these: Collection[str], target: str, typed: str
) -> tuple[Offer[str], ...]:
    """Those to the same text, with mover and first words; and any one whose number is typed.

    Args:
        not_these: ids of those that are withdrawn.
        target: what they amend.
    """
    line = clean_line(typed)
    return tuple(islice(_amendments(marshalled, not_these, target, line), MOST))


def _amendments(
    marshalled: Marshalled, not_these: Collection[str], target: str, line: str
) -> Iterator[Offer[str]]:
    numbered = _numbered(marshalled, line) if line else ""
    if numbered and numbered not in not_these:
        yield _offer(marshalled, numbered)
    words = line.casefold().split()
    for one in marshalled.amendments_to(target):
        offer = _offer(marshalled, one.id)
        held = offer.shown.plain.casefold()
        if one.id not in (*not_these, numbered) and all(word in held for word in words):
            yield offer


def _numbered(marshalled: Marshalled, line: str) -> str:
    try:
        return find_listed(marshalled.calling.listed, line).id
    except PolicyError:
        return ""


def _offer(marshalled: Marshalled, id_: str) -> Offer[str]:
    item: Item = marshalled.listing.items[marshalled.places[id_]]
    told = f"{one_line(who(item.amendment))}{DOT}{tell_shortly(item.amendment)}"
    return _shown(id_, item.number, f"{told}{DOT}{one_line(item.amendment.title)}")


def _shown(id_: str, label: str, told: str) -> Offer[str]:
    return Offer(id_, plain(label, "bold") + plain(f"  {told}", MUTED))
