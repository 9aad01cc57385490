"""The amendments of a round together: position by position, where they meet."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from textual.content import Content

from policytui.compare.layout import Layout, stack
from policytui.conference.amendments.amendment import Amendment
from policytui.conference.amendments.composites import Answer, Composite
from policytui.conference.amendments.together import Together
from policytui.errors import Cancelled
from policytui.progress import IsCancelled, Progress
from policytui.tui.marshalled_beside import tell_alike, tell_collisions
from policytui.tui.marshalling import MOST_NAMED, Marshalled
from policytui.tui.plain import MUTED, one_line, plain
from policytui.tui.views import prose, titled
from policytui.tui.widgets.outline_view import OutlineRow
from policytui.tui.wording import DOT, number


@dataclass(frozen=True, slots=True)
class Place:
    """The amendments to one text.

    Attributes:
        composites: of the position, those that stand.
        first: one of the amendments.
    """

    together: Together
    composites: tuple[Composite, ...]
    first: Amendment

    @property
    def meets(self) -> bool:
        """Whether amendments collide here, say the same, or are made into one."""
        together = self.together
        return bool(together.collisions or together.identical or together.near or self.composites)

    @property
    def is_position(self) -> bool:
        """Whether it is a position of the corpus, on which a composite can be made."""
        return bool(self.first.position) and not self.first.amends


def bring_places(
    marshalled: Marshalled, progress: Progress, is_cancelled: IsCancelled
) -> tuple[Place, ...]:
    """Every text that is amended, in the order of the list.

    Raises:
        Cancelled: stopped.
    """
    to: dict[str, list[Amendment]] = defaultdict(list)
    for amendment in marshalled.listing.amendments:
        to[amendment.target].append(amendment)
    of: dict[str, list[Composite]] = defaultdict(list)
    for composite in marshalled.listing.composites:
        if not composite.is_dissolved:
            of[composite.position].append(composite)
    places = []
    for done, (target, amendments) in enumerate(to.items()):
        if is_cancelled():
            raise Cancelled("Stopped.")
        progress(done, len(to), "Comparing")
        together = marshalled.together_with(amendments[0])
        places.append(Place(together, tuple(of.get(target, ())), amendments[0]))
    return tuple(places)


# --- the list ---


def place_rows(
    marshalled: Marshalled, places: Sequence[Place], *, meeting_only: bool
) -> Iterator[OutlineRow]:
    """Two rows for each text; items as in the places."""
    for at, place in enumerate(places):
        if place.meets or not meeting_only:
            yield OutlineRow(partial(_title_row, place), at)
            yield OutlineRow(partial(_told_row, marshalled, place))


def _title_row(place: Place) -> Content:
    sign = plain("≠ ", "bold $text-warning") if place.together.collisions else plain("  ")
    if not place.together.collisions and (place.together.identical or place.together.near):
        sign = plain("= ", "bold $text-accent")
    count = number(len(place.together.ids), "amendment")
    where = f"{DOT}{place.first.position}" if place.is_position else ""
    return sign + plain(_title(place), "bold") + plain(f"{DOT}{count}{where}", MUTED)


def _title(place: Place) -> str:
    title = one_line(place.together.title)
    if place.first.amends:
        return f"{title} (to an amendment)"
    return title if place.first.position else f"{title} (new position)"


def _told_row(marshalled: Marshalled, place: Place) -> Content:
    return plain(f"    {tell_meeting(marshalled, place)}", MUTED)


def tell_meeting(marshalled: Marshalled, place: Place) -> str:
    """Where the amendments to one text meet, in a row."""
    together = place.together
    parts = [_tell_composite(one) for one in place.composites]
    if together.collisions:
        parts.append(number(len(together.collisions), "collision"))
    parts += [f"identical: {marshalled.named(ids, MOST_NAMED)}" for ids in together.identical]
    parts += [f"nearly identical: {marshalled.named(ids, MOST_NAMED)}" for ids in together.near]
    return DOT.join(parts) or "nothing meets"


def _tell_composite(composite: Composite) -> str:
    if composite.is_agreed:
        return f"{composite.id}, agreed"
    given = sum(one.answer is Answer.GIVEN for one in composite.consents)
    return f"{composite.id}, {given} of {len(composite.consents)} consent"


def tell_all(places: Sequence[Place]) -> str:
    """How many there are."""
    amendments = sum(len(place.together.ids) for place in places)
    colliding = sum(bool(place.together.collisions) for place in places)
    same = sum(len(place.together.identical) for place in places)
    near = sum(len(place.together.near) for place in places)
    return (
        f"{number(amendments, 'amendment')} to {number(len(places), 'text')}: "
        f"{colliding:,} with collisions, {number(same, 'identical group')}, "
        f"{number(near, 'near group')}"
    )


def places_text(marshalled: Marshalled, places: Sequence[Place], *, meeting_only: bool) -> str:
    """The list as plain text."""
    shown = [place for place in places if place.meets or not meeting_only]
    lines = [f"{one_line(marshalled.round.title)}: {tell_all(places)}"]
    for place in shown:
        lines += ["", f"{_title(place)}: {marshalled.named(place.together.ids)}"]
        lines.append(f"  {tell_meeting(marshalled, place)}")
    return "\n".join(lines)


# --- what is told beside it ---


def place_told(marshalled: Marshalled, place: Place, width: int) -> Layout:
    """What collides and what says the same on one text."""
    together = place.together
    parts = [titled(_title(place), prose(tell_alike(marshalled, together), width), width)]
    parts += [_composite(marshalled, place, one, width) for one in place.composites]
    return stack([*parts, *tell_collisions(marshalled, together, width)])


def _composite(marshalled: Marshalled, place: Place, composite: Composite, width: int) -> Layout:
    resting = composite.rest_on(place.first.today)
    lines = [f"Of {marshalled.named(composite.members, MOST_NAMED)}."]
    lines += [f"! {resting.message}"] if resting.message else []
    lines += [f"{one_line(one.mover)}: consent {one.answer.value}" for one in composite.consents]
    return titled(_tell_composite(composite), prose(lines, width), width)
