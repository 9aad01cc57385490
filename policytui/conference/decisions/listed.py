"""Amendments as they are called at conference: on the marshalled list, by number."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from policytui.compare.likeness import form
from policytui.conference.amendments.amendment import Amendment
from policytui.conference.marshalling.marshalled import MarshalledList
from policytui.drafts.model import Base, Draft
from policytui.errors import UnknownId, UsageError
from policytui.tables import suggest
from policytui.text import digest_text


@dataclass(frozen=True, slots=True)
class Listed:
    """An amendment that conference decides on.

    Attributes:
        number: on the marshalled list, such as `12` or `12A`; it may change, the id never does.
        began: the texts that its sources were written against; none for a new position.
        members: the amendments that a composite stands for; they are not called themselves.
        after: id of the position behind which staff put a new one; else empty.
    """

    number: str
    amendment: Amendment
    began: tuple[Base, ...] = ()
    members: tuple[Amendment, ...] = ()
    after: str = ""

    @property
    def called(self) -> str:
        """What it is called in a sentence: `amendment 12`, `composite 12`."""
        return f"{_kind(self)} {self.number}"

    @property
    def id(self) -> str:
        """The id of the submission or composite."""
        return self.amendment.id

    @property
    def sources(self) -> tuple[Amendment, ...]:
        """What its movers sent in: itself, or the members of a composite."""
        return self.members or (self.amendment,)


def list_for_decision(
    marshalled: MarshalledList, amendments: Iterable[Amendment], drafts: Iterable[Draft]
) -> tuple[Listed, ...]:
    """The marshalled list with what deciding and adopting need to know of each amendment.

    Args:
        amendments: all that were sent in, the members of composites among them.
        drafts: those that they were read from.
    """
    sent = {amendment.id: amendment for amendment in amendments}
    bases = {draft.id: draft.base for draft in drafts}
    composites = {composite.id: composite for composite in marshalled.composites}
    listed = []
    for item in marshalled.items:
        members = tuple(sent[id_] for id_ in item.amendment.members)
        sources = members or (item.amendment,)
        began = tuple(base for source in sources if (base := bases.get(source.id)))
        made = composites.get(item.amendment.id)
        if made and made.base is not None and began:
            on = replace(began[0], text=made.base, digest=digest_text(made.base))
            began = (*began, on)
        listed.append(Listed(item.number, item.amendment, began, members))
    return tuple(listed)


def find_listed(listed: Sequence[Listed], name: str) -> Listed:
    """The amendment with a number or an id.

    Raises:
        UsageError: it is part of a composite.
        UnknownId: there is none.
    """
    wanted = name.strip().casefold()
    for one in listed:
        if wanted in (one.number.casefold(), one.id.casefold()):
            return one
    for one in listed:
        if any(member.id.casefold() == wanted for member in one.members):
            raise UsageError(
                f"{wanted} is part of the composite {one.number}.",
                hint=f"What is said of {one.number} holds for all its parts.",
            )
    known = [word for one in listed for word in (one.number, one.id)]
    raise UnknownId(
        f'No amendment "{name[:100]}" is on the list.{suggest(wanted[:100], known)}',
        hint="See them all with: policytui decide",
    )


def group_identical(listed: Iterable[Listed]) -> Iterator[tuple[Listed, ...]]:
    """Amendments that would make the same words of the same text, two or more together."""
    groups: dict[tuple[str, str], list[Listed]] = {}
    for one in listed:
        key = (one.amendment.target, form(one.amendment.text))
        groups.setdefault(key, []).append(one)
    return (tuple(group) for group in groups.values() if len(group) > 1)


def told_in_a_row(listed: Sequence[Listed]) -> str:
    """Amendments in a sentence: `amendments 3, 4 and 7`, composites behind the others."""
    parts = []
    for kind in ("amendment", "composite"):
        numbers = [one.number for one in listed if _kind(one) == kind]
        if len(numbers) > 1:
            parts.append(f"{kind}s {', '.join(numbers[:-1])} and {numbers[-1]}")
        elif numbers:
            parts.append(f"{kind} {numbers[0]}")
    return " and ".join(parts)


def _kind(one: Listed) -> str:
    return "composite" if one.members else "amendment"
