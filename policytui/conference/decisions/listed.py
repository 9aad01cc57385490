"""Amendments as they are called at conference: on the marshalled list, by number."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from policytui.compare.merge import substance
from policytui.drafts.model import Draft
from policytui.errors import UnknownId, UsageError
from policytui.tables import suggest


@dataclass(frozen=True, slots=True)
class Listed:
    """An amendment that conference decides on.

    Attributes:
        number: on the marshalled list, such as `12` or `12A`; empty for a member of a composite.
        id: of the submission or composite; permanent, while the number may change.
        members: the submissions that a composite stands for; they are not called themselves.
        amends: id of the amendment that this one amends, its base being that one's text; empty
            for an amendment of the corpus.
    """

    number: str
    id: str
    draft: Draft
    members: tuple["Listed", ...] = ()
    amends: str = ""

    @property
    def sources(self) -> tuple["Listed", ...]:
        """The submissions whose movers brought it: itself, or the members of a composite."""
        return self.members or (self,)

    @property
    def called(self) -> str:
        """What people call it."""
        return self.number or self.id


def find_listed(listed: Sequence[Listed], name: str) -> Listed:
    """The amendment with a number or an id.

    Raises:
        UsageError: it is part of a composite.
        UnknownId: there is none.
    """
    wanted = name.strip().casefold()
    for amendment in listed:
        if wanted in (amendment.number.casefold(), amendment.id):
            return amendment
    for composite in listed:
        if any(member.id == wanted for member in composite.members):
            raise UsageError(
                f"{wanted} is part of the composite {composite.called}.",
                hint=f"What is said of {composite.called} holds for all its parts.",
            )
    known = [word for amendment in listed for word in (amendment.number, amendment.id)]
    raise UnknownId(
        f'No amendment "{name[:100]}" is on the list.{suggest(wanted[:100], known)}',
        hint="See them all with: policytui decide",
    )


def group_identical(listed: Iterable[Listed]) -> Iterator[tuple[Listed, ...]]:
    """Amendments that would make the same words of the same position, two or more together."""
    groups: dict[tuple[object, ...], list[Listed]] = {}
    for amendment in listed:
        draft = amendment.draft
        place = (draft.base.position, "") if draft.base else (draft.document, draft.title)
        key = (draft.kind, place, amendment.amends, substance(draft.text))
        groups.setdefault(key, []).append(amendment)
    return (tuple(group) for group in groups.values() if len(group) > 1)
