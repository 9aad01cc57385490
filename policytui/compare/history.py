"""The history of a position through the editions of its document, and of the document itself.

Ids are permanent, so the same id is the same position. Whole editions are compared only to tell
where the text of a position came from or went to.
"""

import re
from collections import Counter, deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import compress

from policytui.compare.align import Relation
from policytui.compare.documents import PositionComparison, compare_documents
from policytui.compare.likeness import form
from policytui.compare.order import in_place
from policytui.compare.words import Change, Nature, Op, compare_words, nature_of
from policytui.corpus.model import Document, Header, Position
from policytui.errors import UnknownId
from policytui.progress import IsCancelled, Progress, ignore_progress, never_cancelled
from policytui.tables import suggest


class Event(StrEnum):
    """What happened to a position in an edition; several may happen at once."""

    OLDEST = "in the oldest edition"
    """It stands in the oldest edition that is kept: whether it was new there is not known."""
    NEW = "new"
    CAME_BACK = "came back"
    LEFT_OUT = "left out"
    KEPT = "kept"
    LAYOUT = "layout only"
    """Its text differs in white space or the style of quotes alone."""
    AMENDED = "amended"
    SPLIT = "split"
    JOINED = "joined"
    RENAMED = "renamed"
    MOVED = "moved"
    """It stands under another theme, or at another place in the order."""
    NATIONS = "nations changed"


_STOPS = re.compile(r"[^\w\s]+(?!\S)")


@dataclass(frozen=True, slots=True)
class Step:
    """What an edition did to a position.

    Attributes:
        header: of the edition.
        base: the position as it last stood before, None where it never did.
        position: the position in this edition, None where it is left out.
        changes: the words from `base` to `position`; empty where there are not both, or where
            they are the same.
        came_from: ids of other positions from which some of its text came.
        went_to: ids of other positions to which some of its text went.
    """

    header: Header
    events: tuple[Event, ...]
    base: Position | None
    position: Position | None
    changes: tuple[Change, ...] = ()
    came_from: tuple[str, ...] = ()
    went_to: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class History:
    """What became of a position.

    Attributes:
        steps: newest first; editions in which there was no such position are passed over.
    """

    position_id: str
    steps: tuple[Step, ...]

    @property
    def position(self) -> Position:
        """The position as it stands, or as it stood last."""
        newest = self.steps[0]
        found = newest.position or newest.base
        assert found is not None
        return found


@dataclass(frozen=True, slots=True)
class EditionStep:
    """What an edition did to the document.

    Attributes:
        positions: how many it holds.
        counts: how many were kept, amended and so on (`DocumentComparison.counts`); empty for
            the oldest.
    """

    header: Header
    positions: int
    counts: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Blamed:
    """A run of a text and the edition that brought these words."""

    text: str
    header: Header


def tell_history(editions: Sequence[Document], position_id: str) -> History:
    """What each edition did to a position, newest first.

    Args:
        editions: of one document, oldest first.

    Raises:
        UnknownId: no edition holds the position.
    """
    steps: list[Step] = []
    base: Position | None = None
    before: Document | None = None
    was_there = False
    for edition in editions:
        position = _find(edition, position_id)
        if position or was_there:
            steps.append(_step(before, edition, base, position, was_there))
        base, before, was_there = position or base, edition, position is not None
    if not steps:
        known = {position.id for edition in editions for position in edition.positions}
        raise UnknownId(
            f'No edition holds a position "{position_id[:100]}".'
            + suggest(position_id[:100], known),
            hint='Find one with: policytui search "your words"',
        )
    return History(position_id, tuple(reversed(steps)))


def tell_editions(
    editions: Sequence[Document],
    *,
    progress: Progress = ignore_progress,
    is_cancelled: IsCancelled = never_cancelled,
) -> tuple[EditionStep, ...]:
    """How many positions each edition amended, left out and so on, newest first.

    Args:
        editions: of one document, oldest first.

    Raises:
        Cancelled: stopped.
    """
    steps: list[EditionStep] = []
    for number, edition in enumerate(editions):
        progress(number, len(editions), "editions")
        counts: Mapping[str, int] = {}
        if number:
            before = editions[number - 1]
            counts = compare_documents(before, edition, is_cancelled=is_cancelled).counts
        steps.append(EditionStep(edition.header, len(edition.positions), counts))
    return tuple(reversed(steps))


def blame(editions: Sequence[Document], position_id: str) -> tuple[Blamed, ...]:
    """Which edition brought which words of a position.

    Args:
        editions: of one document, oldest first.

    Returns:
        Runs that joined are exactly the text in the newest edition that holds the position;
        none where no edition does. What changes spacing or quotation marks alone brings no
        words, nor does a new position those that it takes over from another; blank space and
        stops belong to the words before them.
    """
    text, runs = "", list[Blamed]()
    for number, edition in enumerate(editions):
        position = _find(edition, position_id)
        if position and position.text != text:
            if number and not runs:
                # What it took over from other positions when it was new is older than that.
                sources = _ways(editions[number - 1], edition, position_id).came_from
                runs = [run for one in sorted(sources) for run in blame(editions[:number], one)]
                text = "".join(run.text for run in runs)
            changes = compare_words(text, position.text)
            runs = _join(_carry(runs, changes, edition.header))
            text = position.text
    return tuple(_with_stops(runs))


# --- one step ---


def _find(edition: Document, position_id: str) -> Position | None:
    return next((one for one in edition.positions if one.id == position_id), None)


def _step(
    before: Document | None,
    edition: Document,
    base: Position | None,
    position: Position | None,
    was_there: bool,
) -> Step:
    if before is None:
        return Step(edition.header, (Event.OLDEST,), None, position)
    one = position or base
    assert one is not None
    same_text = base is not None and position is not None and base.text == position.text
    # Whole editions are compared only where text may have gone from position to position.
    ways = _Ways() if was_there and same_text else _ways(before, edition, one.id)
    changes: tuple[Change, ...] = ()
    if base and position and not same_text:
        changes = compare_words(base.text, position.text)
    events = [*_presence(base, position, was_there), *ways.relations]
    if base and position:
        events += _differences(base, position)
        if was_there and _is_moved(before, edition, base, position):
            events.append(Event.MOVED)
    return Step(
        edition.header,
        tuple(event for event in Event if event in events) or (Event.KEPT,),
        base,
        position,
        changes,
        tuple(sorted(ways.came_from)),
        tuple(sorted(ways.went_to)),
    )


def _presence(base: Position | None, position: Position | None, was_there: bool) -> Iterator[Event]:
    if position is None:
        yield Event.LEFT_OUT
    elif base is None:
        yield Event.NEW
    elif not was_there:
        yield Event.CAME_BACK


def _differences(base: Position, position: Position) -> Iterator[Event]:
    if base.text != position.text:
        is_layout = form(base.text) == form(position.text)
        yield Event.LAYOUT if is_layout else Event.AMENDED
    if base.title != position.title:
        yield Event.RENAMED
    if base.nations != position.nations:
        yield Event.NATIONS


# --- where text came from and went to ---


class _Ways:
    """The ways of a position's text from one edition to the next."""

    def __init__(self) -> None:
        self.relations: set[Event] = set()
        self.came_from: set[str] = set()
        self.went_to: set[str] = set()

    def add(self, one: PositionComparison, position_id: str) -> None:
        """Take in what a comparison tells of the position."""
        base = {position.id for position in one.base}
        proposed = {position.id for position in one.proposed}
        if position_id not in base | proposed:
            return
        if one.relation is Relation.SPLIT:
            self.relations.add(Event.SPLIT)
        elif one.relation is Relation.JOINED:
            self.relations.add(Event.JOINED)
        if position_id in proposed:
            self.came_from |= base - {position_id}
        if position_id in base:
            self.went_to |= proposed - {position_id}
        if one.first.id != position_id:
            return
        for paragraph in one.paragraphs:
            if paragraph.elsewhere and paragraph.relation is Relation.LEFT_OUT:
                self.went_to.add(paragraph.elsewhere)
            elif paragraph.elsewhere:
                self.came_from.add(paragraph.elsewhere)


def _ways(before: Document, after: Document, position_id: str) -> _Ways:
    ways = _Ways()
    for one in compare_documents(*_changed(before, after)).positions:
        ways.add(one, position_id)
    return ways


def _changed(*pair: Document) -> Iterator[Document]:
    """Two editions without what is the same in both, for it can tell nothing and takes time.

    Neighbours of what changed stay: a comparison goes by them.
    """
    said = [{one.id: one.text for one in document.positions} for document in pair]
    for document in pair:
        same = [said[0].get(one.id) == said[1].get(one.id) for one in document.positions]
        beside = zip([True, *same], same, [*same[1:], True], strict=False)
        kept = [not all(three) for three in beside]
        yield replace(document, positions=tuple(compress(document.positions, kept)))


# --- moved ---


def _is_moved(before: Document, after: Document, base: Position, position: Position) -> bool:
    places = {one.id: place for place, one in enumerate(after.positions)}
    pairs = [
        (place, places[one.id]) for place, one in enumerate(before.positions) if one.id in places
    ]
    if base.themes != position.themes:
        ways = Counter(
            (before.positions[place].themes, after.positions[other].themes)
            for place, other in pairs
        )
        if not _is_renamed_theme(ways, base.themes, position.themes):
            return True
    kept = in_place(pairs, [len(before.positions[place].text) + 1 for place, _ in pairs])
    moved = {pair for number, pair in enumerate(pairs) if number not in kept}
    return any(before.positions[place].id == base.id for place, _ in moved)


def _is_renamed_theme(
    ways: Mapping[tuple[tuple[str, ...], tuple[str, ...]], int],
    source: tuple[str, ...],
    target: tuple[str, ...],
) -> bool:
    """Whether most positions of a theme went on together under another that holds few others."""
    together = ways[source, target]
    left = sum(count for (one, _), count in ways.items() if one == source)
    came = sum(count for (_, one), count in ways.items() if one == target)
    return 2 * together > left and 2 * together > came


# --- who brought which words ---


def _carry(runs: Iterable[Blamed], changes: Iterable[Change], header: Header) -> Iterator[Blamed]:
    """The runs of the new text: those that stay, and what the edition brought."""
    left = deque(runs)
    for change in changes:
        old = list(_take(left, len(change.base)))
        if change.op is Op.EQUAL:
            yield from old
        elif change.proposed:
            is_new = not old or nature_of(change) is Nature.SUBSTANCE
            yield Blamed(change.proposed, header if is_new else old[0].header)


def _take(left: deque[Blamed], length: int) -> Iterator[Blamed]:
    """Take so many characters from the front of the runs."""
    while length:
        run = left.popleft()
        if len(run.text) > length:
            left.appendleft(Blamed(run.text[length:], run.header))
            run = Blamed(run.text[:length], run.header)
        length -= len(run.text)
        yield run


def _join(runs: Iterable[Blamed]) -> list[Blamed]:
    joined: list[Blamed] = []
    for run in runs:
        if joined and (joined[-1].header == run.header or not any(map(str.isalnum, run.text))):
            joined[-1] = Blamed(joined[-1].text + run.text, joined[-1].header)
        else:
            joined.append(run)
    return joined


def _with_stops(runs: Iterable[Blamed]) -> list[Blamed]:
    """The runs with stops that stand at the beginning of one at the end of the one before."""
    settled: list[Blamed] = []
    for run in runs:
        stops = _STOPS.match(run.text)
        if stops and settled and settled[-1].text[-1:].strip():
            settled[-1] = Blamed(settled[-1].text + stops.group(), settled[-1].header)
            run = Blamed(run.text[stops.end() :], run.header)
        if run.text:
            settled.append(run)
    return settled
