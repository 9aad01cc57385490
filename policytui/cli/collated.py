"""The ledger of a round as people read it: equal reasons together, and long lists shortened."""

from collections.abc import Iterator, Sequence

from policytui.cli.output import say, say_wrapped
from policytui.conference.inbox.ledger import Fate, Item, Ledger

_TOLD = {
    Fate.REFUSED: "Refused",
    Fate.LATE: "Late",
    Fate.BLANK: "Blank",
    Fate.DUPLICATE: "Duplicates",
    Fate.SUPERSEDED: "Superseded by a later one of the same person",
}
_MOST_REASONS, _MOST_FILES = 12, 3


def say_ledger(ledger: Ledger, *, is_whole: bool = False) -> None:
    """The accounts, and what is not counted with the reasons.

    Args:
        is_whole: whether every file is named, however many share a reason.
    """
    say(ledger.identity)
    for fate, heading in _TOLD.items():
        _say_items(heading, [(item, item.reason) for item in ledger.of(fate)], is_whole)
    counted = ledger.of(Fate.COUNTED)
    needing = [(item, item.needs) for item in counted if item.needs]
    _say_items("Needs a person", needing, is_whole)
    admitted = [(item, item.reason) for item in counted if item.is_admitted]
    _say_items("Admitted by staff", admitted, is_whole)
    again = [(item, item.reason) for item in counted if item.reason and not item.is_admitted]
    _say_items("Counted after all", again, is_whole)


def _say_items(heading: str, told: Sequence[tuple[Item, str]], is_whole: bool) -> None:
    if not told:
        return
    say(f"\n{heading} ({len(told):,})")
    groups: dict[str, list[tuple[Item, str]]] = {}
    for item, reason in told:
        groups.setdefault(_shared(reason), []).append((item, reason))
    ordered = sorted(groups.items(), key=lambda group: -len(group[1]))
    for reason, group in ordered if is_whole else ordered[:_MOST_REASONS]:
        for line, indent in _lines(reason, group, is_whole):
            say_wrapped(line, indent=indent)
    left = sum(len(group) for _, group in ordered[_MOST_REASONS:])
    if left and not is_whole:
        say(f"  and {left:,} more, for other reasons (--all shows them)")


def _lines(
    reason: str, group: Sequence[tuple[Item, str]], is_whole: bool
) -> Iterator[tuple[str, str]]:
    """Lines and how far each is indented."""
    if len(group) == 1:
        item, own = group[0]
        yield f"{_named(item)}: {own}", "  "
        return
    yield f"{len(group):,}: {reason}", "  "
    for item, own in group if is_whole else group[:_MOST_FILES]:
        # What is the file's own stands before what it shares.
        lead = own.removesuffix(reason).rstrip("; ")
        yield _named(item) + (f": {lead}" if lead else ""), "      "
    if not is_whole and len(group) > _MOST_FILES:
        yield f"and {len(group) - _MOST_FILES:,} more (--all shows them)", "      "


def _named(item: Item) -> str:
    """A file with the id of what it holds, where its name does not tell that."""
    return item.name if item.name == f"{item.id}.toml" else f"{item.name} [{item.id}]"


def _shared(reason: str) -> str:
    """The part of a reason that others may have too: when a thing was sealed is its own."""
    lead, _, rest = reason.partition("; ")
    return rest if rest and lead.startswith("was sealed at ") else reason
