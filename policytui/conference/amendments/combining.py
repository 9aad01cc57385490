"""How a composite begins: what its members make together, and what the journal notes of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from policytui.conference.amendments.amendment import Amendment, Shape
from policytui.conference.marshalling.standing import Standing, Why
from policytui.errors import UsageError
from policytui.text import clean_line, clean_prose, digest_text


@dataclass(frozen=True, slots=True)
class Combined:
    """Several amendments applied to one text.

    Attributes:
        left_out: ids of those that are not in it, since their words are gone by one before.
    """

    text: str
    left_out: tuple[str, ...] = ()


def combine(members: Sequence[Amendment]) -> Combined:
    """Each member's changes, save those of one that would fall.

    Args:
        members: one at least, of one target; of two that collide the first is taken.
    """
    standing = Standing(members[0].base)
    left_out = []
    for member in members:
        hindrance = standing.hindrance(member.edits)
        if hindrance is None:
            standing.carry(member.id, member.edits)
        elif hindrance[0] is Why.WORDS_GONE:
            left_out.append(member.id)
    return Combined(standing.text, tuple(left_out))


def mover_of(amendment: Amendment) -> str:
    """The name under which the consent of an amendment's mover is kept."""
    return clean_line(amendment.mover) or f"the mover of {amendment.id}"


def describe(members: Sequence[Amendment], text: str = "") -> dict[str, Any]:
    """A composite of amendments to one position, as an act of the journal notes it.

    Args:
        text: what it says; empty for what the members make together.

    Raises:
        UsageError: they are fewer than two, not amendments to one position, or cannot be put.
    """
    ids = list(dict.fromkeys(member.id for member in members))
    if len(ids) < 2:
        raise UsageError("A composite is made of two amendments or more.")
    is_of_words = all(
        member.position and not member.amends and member.shape is not Shape.NEW_POSITION
        for member in members
    )
    if not is_of_words or len({member.target for member in members}) > 1:
        raise UsageError(
            "A composite is made of amendments to one position.",
            hint="Name amendments that stand under the same position in the list.",
        )
    if unready := [member for member in members if not member.can_be_put]:
        raise UsageError(f"{unready[0].id} cannot be part of a composite: {unready[0].note}")
    return {
        "position": members[0].position,
        "members": ids,
        "movers": list(dict.fromkeys(map(mover_of, members))),
        "text": clean_prose(text) or combine(members).text,
        **base_details(members[0].base),
    }


def base_details(base: str | None) -> dict[str, Any]:
    """The text of the position as an act notes it."""
    return {} if base is None else {"base": {"digest": digest_text(base), "text": base}}
