"""The documents as they stand with what was carried, worked out without touching a file."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from policytui.conference.amendments.amendment import Shape
from policytui.conference.decisions.deciding import (
    Decided,
    is_carried,
    simulate_decisions,
    tell_votes,
)
from policytui.conference.decisions.listed import Listed, told_in_a_row
from policytui.conference.decisions.obstacles import CannotAdopt, Obstacle
from policytui.conference.decisions.recommendations import Given
from policytui.conference.marshalling.simulation import Fate, Simulation, Status
from policytui.conference.marshalling.standing import Why
from policytui.conference.report.contact import leave_out_contact
from policytui.corpus.identity import slug_from
from policytui.corpus.model import Document, Position
from policytui.corpus.provenance import Origin, Provenance
from policytui.text import clean_line, clean_prose

_LONGEST_TITLE = 80
"""Characters of a title in a message; the form may hold many more."""


@dataclass(frozen=True, slots=True)
class Adopted:
    """What the documents are adopted as.

    Attributes:
        edition: name of the new edition.
        conference: who adopts it.
    """

    edition: str
    adopted: date
    conference: str


@dataclass(frozen=True, slots=True)
class NextEdition:
    """A document before and after.

    Attributes:
        merged: ids of positions that changed since their amendments were written, and in which
            both changes were brought together.
    """

    before: Document
    after: Document
    provenance: Provenance
    merged: tuple[str, ...] = ()


def work_out(
    documents: Mapping[str, Document],
    listed: Sequence[Listed],
    standing: Mapping[str, Decided],
    name: Adopted,
    *,
    taken: Collection[str] = (),
    merges: bool = False,
    given: Mapping[str, Given] | None = None,
) -> tuple[NextEdition, ...]:
    """The next edition of each document that what was carried changes.

    Args:
        documents: as they stand today, by id.
        listed: in the order in which they are called; by it new positions follow one another.
        taken: ids of positions that any edition ever held; they are never given again.
        merges: bring what was carried together with what changed in a position since.
        given: recommendations by the ids of amendments; they tell whose words are those with
            which something was carried as modified.

    Returns:
        In the order of the documents' ids; documents that stay as they are are left out.

    Raises:
        CannotAdopt: with everything that stands in the way.
    """
    simulation = simulate_decisions(listed, standing)
    effective = [one for one in listed if _has_effect(simulation.fates[one.id], one, standing)]
    obstacles = list(_find_hindered(listed, simulation))
    by_document: dict[str, list[Listed]] = defaultdict(list)
    for one in effective:
        if not one.amendment.amends:
            by_document[one.amendment.document].append(one)
    origins = _Origins(effective, standing, given or {})
    made = []
    for document_id, carried in sorted(by_document.items()):
        document = documents.get(document_id)
        if document is None:
            obstacles += _find_homeless(document_id, carried)
            continue
        work = _Work(document, simulation, origins, merges)
        made.append(work.finish(carried, taken, name))
        obstacles += work.obstacles
    if obstacles:
        raise CannotAdopt(obstacles)
    return tuple(one for one in made if one.after.positions != one.before.positions)


def _has_effect(fate: Fate, one: Listed, standing: Mapping[str, Decided]) -> bool:
    """Whether words of the next edition come of it; an identical one shares the effect."""
    if not is_carried(one.id, standing) or fate.overtaken_by:
        return False
    return fate.status is Status.CARRIED or fate.why is Why.SAME_CHANGE or _is_said(one)


def _is_said(one: Listed) -> bool:
    """Whether the text says already what the amendment makes of it."""
    return bool(one.amendment.base) and one.amendment.text == one.amendment.base


def _find_hindered(listed: Sequence[Listed], simulation: Simulation) -> Iterator[Obstacle]:
    """What was recorded as carried and cannot have been."""
    called = {one.id: one for one in listed}
    for one in listed:
        fate, amendment = simulation.fates[one.id], one.amendment
        if fate.outcome is None or fate.outcome.value != "carried":
            continue
        subject = amendment.position or amendment.document
        if fate.status is Status.CANNOT_BE_PUT and not _is_said(one):
            message = f"{one.called} was carried, but: {amendment.note}"
            yield Obstacle(subject, (one.number,), message)
        elif fate.status is Status.FALLS and fate.why is Why.WORDS_GONE:
            others = tuple(called[id_].number for id_ in fate.because)
            message = (
                f"{one.called} was carried, but its words are gone by "
                f"{told_in_a_row([called[id_] for id_ in fate.because])}, carried before; "
                "record what became of it."
            )
            yield Obstacle(subject, (one.number, *others), message)


def _find_homeless(document_id: str, carried: Sequence[Listed]) -> Iterator[Obstacle]:
    """Of what was carried to a document that is none, why it cannot be adopted."""
    new = [one for one in carried if one.amendment.shape is Shape.NEW_POSITION]
    alike: dict[str, list[Listed]] = defaultdict(list)
    for one in new:
        alike[one.amendment.target].append(one)
    why = "names it, but there is no such document" if document_id else "has no document"
    for same in alike.values():
        title = clean_line(same[0].amendment.title)[:_LONGEST_TITLE]
        message = f"the new position “{title}” of {told_in_a_row(same)} {why}; say where it goes."
        numbers = tuple(one.number for one in same)
        yield Obstacle(document_id, numbers, message, is_unplaced=True)
    others = [one for one in carried if one not in new]
    if others:
        verb = "amends" if len(others) == 1 else "amend"
        message = f"{told_in_a_row(others)} {verb} it, but there is no such document."
        yield Obstacle(document_id, tuple(one.number for one in others), message)


class _Origins:
    """Who brought what was carried."""

    def __init__(
        self,
        carried: Iterable[Listed],
        standing: Mapping[str, Decided],
        given: Mapping[str, Given],
    ) -> None:
        self._standing = standing
        self._given = given
        self._below: dict[str, list[Listed]] = defaultdict(list)
        for one in carried:
            if one.amendment.amends:
                self._below[one.amendment.amends].append(one)

    def of(self, one: Listed) -> Iterator[Origin]:
        """Who brought an amendment, and the amendments to it."""
        votes = tell_votes(self._standing[one.id].decision.votes)
        modified, composite = self._modified(one), one.id if one.members else ""
        for source in one.sources:
            # The corpus is read by everybody: how a mover is reached does not enter it.
            mover, organisation = map(leave_out_contact, (source.mover, source.organisation))
            yield Origin(
                source.id, one.number, mover, organisation, votes, modified, composite=composite
            )
        for lower in self._below[one.id]:
            yield from self.of(lower)

    def _modified(self, one: Listed) -> str:
        """By whom the words are with which it was carried; empty where they are the mover's."""
        text = self._standing[one.id].decision.text
        if not text or text == one.amendment.text:
            return ""
        given = self._given.get(one.id)
        is_advised = given is not None and given.recommendation.text == text
        return "by the committee" if is_advised else "at conference"


class _Work:
    """One document on its way to the next edition."""

    def __init__(
        self, document: Document, simulation: Simulation, origins: _Origins, merges: bool
    ) -> None:
        self.obstacles: list[Obstacle] = []
        self._document = document
        self._texts = simulation.texts
        self._origins = origins
        self._merges = merges
        self._positions = {position.id: position for position in document.positions}
        self._last_behind: dict[str, str] = {}

    def finish(
        self, carried: Sequence[Listed], taken: Collection[str], name: Adopted
    ) -> NextEdition:
        """The document with what was carried."""
        document = self._document
        told: dict[str, tuple[Origin, ...]] = {}
        merged: list[str] = []
        by_target: dict[str, list[Listed]] = defaultdict(list)
        for one in carried:
            by_target[one.amendment.target].append(one)
        for target, amendments in by_target.items():
            if amendments[0].amendment.shape is not Shape.NEW_POSITION:
                merged += [target] if self._amend(target, amendments) else []
                told[target] = self._told(amendments)
        positions = list(self._positions.values())
        for target, amendments in by_target.items():
            if amendments[0].amendment.shape is Shape.NEW_POSITION:
                first = next((one for one in amendments if one.after), amendments[0])
                id_ = self._insert(positions, first, self._texts[target], taken)
                told[id_] = self._told(amendments)
        if not positions:
            numbers = tuple(one.number for one in carried)
            message = "every position would be left out; a document holds one at least."
            self.obstacles.append(Obstacle(document.id, numbers, message))
        header = replace(
            document.header,
            edition=name.edition,
            adopted=name.adopted,
            adopted_by=name.conference,
            source=f"Edition {document.header.edition} as amended by {name.conference}",
        )
        after = Document(header, tuple(positions))
        provenance = Provenance(document.id, name.edition, name.conference, name.adopted, told)
        return NextEdition(document, after, provenance, tuple(merged))

    def _amend(self, position_id: str, amendments: Sequence[Listed]) -> bool:
        """Put the new text in place of the old; whether that had changed since."""
        position = self._positions.get(position_id)
        numbers = tuple(one.number for one in amendments)
        if position is None:
            message = f"is gone from the corpus; {told_in_a_row(amendments)} cannot be adopted."
            self.obstacles.append(Obstacle(position_id, numbers, message))
            return False
        today = clean_prose(position.text)
        if any(one.amendment.base != today for one in amendments):
            message = "changed while this was worked out; do it again."
            self.obstacles.append(Obstacle(position_id, numbers, message))
            return False
        moved = [one for one in amendments if any(base.text != today for base in one.began)]
        if moved and not self._merges:
            editions = sorted({base.edition for one in moved for base in one.began})
            message = (
                f"changed since the edition {', '.join(editions)}, for which "
                f"{told_in_a_row(moved)} {'was' if len(moved) == 1 else 'were'} written."
            )
            moved_numbers = tuple(one.number for one in moved)
            self.obstacles.append(Obstacle(position_id, moved_numbers, message, is_moved=True))
        text = clean_prose(self._texts[position_id])
        if text.strip():
            self._positions[position_id] = replace(position, text=text)
        else:
            del self._positions[position_id]
        return bool(moved)

    def _insert(
        self, positions: list[Position], one: Listed, text: str, taken: Collection[str]
    ) -> str:
        """Put a new position behind the others of its theme; the id that it gets."""
        title, text = clean_line(one.amendment.title), clean_prose(text)
        if not title or not text.strip():
            message = f"the new position of {one.called} has no heading or no text."
            self.obstacles.append(Obstacle(self._document.id, (one.number,), message))
        themes, place = self._place_of(one, positions)
        known = [position.id for position in (*self._document.positions, *positions)]
        prefix = f"{self._document.id}/"
        used = {id_.removeprefix(prefix) for id_ in (*taken, *known) if id_.startswith(prefix)}
        id_ = prefix + slug_from(title, used)
        nations = self._document.header.nations
        positions.insert(place, Position(id_, title, text, themes, nations))
        if one.after:
            self._last_behind[one.after] = id_
        return id_

    def _place_of(self, one: Listed, positions: Sequence[Position]) -> tuple[tuple[str, ...], int]:
        """The headings above a new position, and its place among the others."""
        if not one.after:
            return _place_for(clean_line(one.amendment.theme), positions)
        # Several that are put behind the same position follow one another.
        behind = self._last_behind.get(one.after, one.after)
        for place, position in enumerate(positions, 1):
            if position.id == behind:
                return position.themes, place
        message = f"is no longer there; {one.called} was to follow it. Say where else it goes."
        self.obstacles.append(Obstacle(one.after, (one.number,), message, is_unplaced=True))
        return (), len(positions)

    def _told(self, amendments: Iterable[Listed]) -> tuple[Origin, ...]:
        return tuple(origin for one in amendments for origin in self._origins.of(one))


def _place_for(theme: str, positions: Sequence[Position]) -> tuple[tuple[str, ...], int]:
    """The headings above a new position, and its place: behind the last position under them."""
    wanted = theme.casefold()
    for place in range(len(positions), 0, -1):
        themes = positions[place - 1].themes
        for depth, name in enumerate(themes, 1):
            if name.casefold() == wanted:
                return themes[:depth], place
    return ((theme,) if theme else ()), len(positions)
