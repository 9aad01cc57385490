"""What deciding, recommending and adopting begin with: the amendments of a round, as called."""

from collections.abc import Iterable, Sequence
from typing import Any

from policytui.cli.output import ProgressLine, talk
from policytui.cli.rounds import open_named_round
from policytui.cli.session import open_current_workspace
from policytui.conference.decisions.calling import Calling, open_calling
from policytui.conference.decisions.listed import Listed, find_listed
from policytui.errors import UsageError
from policytui.workspace.workspace import Workspace

_MOST_TITLES = 10


def open_round_and_calling(options: Any) -> tuple[Workspace, Calling]:
    """The workspace, brought up to date, and what is called in the round that the options name.

    Raises:
        UsageError: there is no such round.
        DataError, StorageError: it cannot be read.
    """
    workspace = open_current_workspace(options)
    round_ = open_named_round(options, workspace)
    progress = ProgressLine()
    try:
        cache = workspace.places.cache_for_corpus
        return workspace, open_calling(round_, workspace.catalogue.document, cache, progress)
    finally:
        progress.close()


def name_listed(calling: Calling, names: Iterable[str]) -> list[Listed]:
    """The amendments that numbers or ids name, each once.

    Raises:
        UsageError: none is named, or one is part of a composite.
        UnknownId: one is not on the list.
    """
    found = {one.id: one for one in (find_listed(calling.listed, name) for name in names)}
    if not found:
        raise UsageError("Name the amendments by their numbers, like: 3 7 12A")
    return list(found.values())


def tell_title(one: Listed) -> str:
    """An amendment on one line: number, what it amends, who moves it."""
    amendment = one.amendment
    who = " for ".join(part for part in (amendment.mover, amendment.organisation) if part)
    return f"{one.number}  {amendment.title}" + (f" ({who})" if who else "")


def talk_of(named: Sequence[Listed]) -> None:
    """Say which amendments were meant, so that a wrong number is noticed at once."""
    for one in named[:_MOST_TITLES]:
        talk(f"  {tell_title(one)}")
    if len(named) > _MOST_TITLES:
        talk(f"  and {len(named) - _MOST_TITLES:,} more")


def listed_value(one: Listed) -> dict[str, Any]:
    """An amendment for JSON."""
    amendment = one.amendment
    return {
        "number": one.number,
        "id": one.id,
        "title": amendment.title,
        "position": amendment.position or None,
        "document": amendment.document,
        "shape": amendment.shape.value.replace(" ", "-"),
        "mover": amendment.mover,
        "organisation": amendment.organisation,
        "members": [member.id for member in one.members],
        "amends": amendment.amends or None,
    }


def numbers_of(calling: Calling) -> dict[str, str]:
    """The numbers of amendments by their ids."""
    return {one.id: one.number for one in calling.listed}


def warn_of_nothing(listed: Sequence[Listed]) -> None:
    """Say so where a round has no amendments."""
    if not listed:
        talk("No amendments were taken in; take them in with: policytui collate INBOX")
