"""The documents as they stand with what was carried, worked out without touching a file.

Within a position amendments are taken as a chair takes them: first all that change some of its
words, then one that replaces the whole of it, last one that leaves it out.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from policytui.compare.collisions import Amendment, amendment_between, apply_together
from policytui.compare.merge import Edit, merge, substance
from policytui.conference.decisions.deciding import Decided, is_carried, tell_votes
from policytui.conference.decisions.listed import Listed
from policytui.corpus.identity import slug_from
from policytui.corpus.model import Document, Position
from policytui.corpus.provenance import Origin, Provenance
from policytui.drafts.model import DraftKind
from policytui.errors import PolicyError
from policytui.text import clean_line, clean_prose, digest_text


@dataclass(frozen=True, slots=True)
class Obstacle:
    """Why what was carried cannot be adopted as it stands.

    Attributes:
        subject: id of the position, or of the document.
        amendments: what the amendments concerned are called.
        is_moved: the position changed since they were written, and they fit beside that.
    """

    subject: str
    amendments: tuple[str, ...]
    message: str
    is_moved: bool = False

    def __str__(self) -> str:
        return f"{self.subject}: {self.message}"


class CannotAdopt(PolicyError):
    """What was carried cannot be adopted; nothing was written.

    Attributes:
        obstacles: all of them.
    """

    def __init__(self, obstacles: Iterable[Obstacle]) -> None:
        self.obstacles = tuple(obstacles)
        moved = "" if not all(one.is_moved for one in self.obstacles) else (
            "To bring both changes together, look at them with --merge and adopt with it too."
        )  # fmt: skip
        super().__init__("\n".join(map(str, self.obstacles)), hint=moved)


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
    taken: Mapping[str, Collection[str]] | None = None,
    merges: bool = False,
) -> tuple[NextEdition, ...]:
    """The next edition of each document that what was carried changes.

    Args:
        documents: those that may be changed as they stand today, by id.
        listed: in the order in which they are called; by it new positions follow one another.
        taken: ids of positions that any edition of each document ever held.
        merges: bring together changes of a position since, where they touch other words.

    Returns:
        In the order of the documents' ids; documents that stay as they are are left out.

    Raises:
        CannotAdopt: with everything that stands in the way.
    """
    obstacles: list[Obstacle] = []
    by_document: dict[str, list[Listed]] = defaultdict(list)
    for amendment in listed:
        if is_carried(amendment.id, standing) and not amendment.amends:
            by_document[_document_of(amendment)].append(amendment)
    texts = _Texts(listed, standing, obstacles)
    made = []
    for document_id, carried in sorted(by_document.items()):
        if document_id in documents:
            known = (taken or {}).get(document_id, ())
            work = _Work(documents[document_id], texts, obstacles, merges)
            made.append(work.finish(carried, known, name))
        else:
            missing = "there is no such document in the corpus."
            obstacles.append(Obstacle(document_id or "(no document)", _called(carried), missing))
    if obstacles:
        raise CannotAdopt(obstacles)
    return tuple(one for one in made if one.after.positions != one.before.positions)


class _Texts:
    """The text of each carried amendment, with the carried amendments to itself."""

    def __init__(
        self,
        listed: Sequence[Listed],
        standing: Mapping[str, Decided],
        obstacles: list[Obstacle],
    ) -> None:
        self.standing = standing
        self._obstacles = obstacles
        self._below: dict[str, list[Listed]] = defaultdict(list)
        for amendment in listed:
            if amendment.amends and is_carried(amendment.id, standing):
                self._below[amendment.amends].append(amendment)

    def text_of(self, amendment: Listed) -> str:
        """The text that was carried."""
        text = self.standing[amendment.id].decision.text or amendment.draft.text
        below = self._below[amendment.id]
        if not below:
            return text
        made = _settle_together(text, [(one, self.text_of(one)) for one in below])
        if isinstance(made, Obstacle):
            self._obstacles.append(replace(made, subject=f"amendment {amendment.called}"))
            return text
        return made

    def origins_of(self, amendment: Listed) -> Iterator[Origin]:
        """Who brought it, and the amendments to it."""
        votes = tell_votes(self.standing[amendment.id].decision.votes)
        for source in amendment.sources:
            who = source.draft.submitter
            yield Origin(source.id, amendment.number, who.mover, who.organisation, votes)
        for below in self._below[amendment.id]:
            yield from self.origins_of(below)


class _Work:
    """One document on its way to the next edition."""

    def __init__(
        self, document: Document, texts: _Texts, obstacles: list[Obstacle], merges: bool
    ) -> None:
        self._document = document
        self._texts = texts
        self._obstacles = obstacles
        self._merges = merges
        self._merged: list[str] = []
        self._origins: dict[str, tuple[Origin, ...]] = {}
        self._positions = {position.id: position for position in document.positions}

    def finish(
        self, carried: Sequence[Listed], taken: Collection[str], name: Adopted
    ) -> NextEdition:
        """The document with what was carried."""
        document = self._document
        by_position: dict[str, list[Listed]] = defaultdict(list)
        for amendment in carried:
            if amendment.draft.base:
                by_position[amendment.draft.base.position].append(amendment)
        for position_id, amendments in by_position.items():
            self._amend(position_id, amendments)
        positions = list(self._positions.values())
        for amendment in carried:
            if amendment.draft.kind is DraftKind.NEW_POSITION:
                self._insert(positions, amendment, taken)
        if not positions:
            emptied = "every position would be left out; a document holds one at least."
            self._obstacles.append(Obstacle(document.id, _called(carried), emptied))
        header = replace(
            document.header,
            edition=name.edition,
            adopted=name.adopted,
            adopted_by=name.conference,
            source=f"Edition {document.header.edition} as amended by {name.conference}",
        )
        provenance = Provenance(
            document.id, name.edition, name.conference, name.adopted, self._origins
        )
        after = Document(header, tuple(positions))
        return NextEdition(document, after, provenance, tuple(self._merged))

    def _amend(self, position_id: str, amendments: Sequence[Listed]) -> None:
        position = self._positions.get(position_id)
        if position is None:
            gone = f"is gone since {_joined(amendments)} {_was(amendments)} written."
            self._obstacles.append(Obstacle(position_id, _called(amendments), gone))
            return
        texts: list[tuple[Listed, str]] = []
        for amendment in amendments:
            text = self._on_today(position, amendment)
            if text is None:
                return
            texts.append((amendment, text))
        made = _settle_together(clean_prose(position.text), texts)
        if isinstance(made, Obstacle):
            self._obstacles.append(replace(made, subject=position_id))
            return
        self._note_origins(position_id, amendments)
        if made.strip():
            self._positions[position_id] = replace(position, text=clean_prose(made))
        else:
            del self._positions[position_id]

    def _on_today(self, position: Position, amendment: Listed) -> str | None:
        """The carried text as a change of the position as it stands; None for an obstacle."""
        base = amendment.draft.base
        assert base
        text, today = self._texts.text_of(amendment), clean_prose(position.text)
        if base.digest == digest_text(today):
            return text
        merged = merge(base.text, text, today).text
        if merged is not None and self._merges:
            if position.id not in self._merged:
                self._merged.append(position.id)
            return merged
        moved = (
            f"changed since amendment {amendment.called} was written, which is to the edition "
            f"{base.edition}"
        )
        moved += "." if merged is not None else ", in words that the amendment changes too."
        obstacle = Obstacle(position.id, (amendment.called,), moved, merged is not None)
        self._obstacles.append(obstacle)
        return None

    def _insert(
        self, positions: list[Position], amendment: Listed, taken: Collection[str]
    ) -> None:
        draft, document = amendment.draft, self._document
        title, text = clean_line(draft.title), clean_prose(self._texts.text_of(amendment))
        if not title or not text:
            empty = f"the new position of amendment {amendment.called} has no heading or no text."
            self._obstacles.append(Obstacle(document.id, (amendment.called,), empty))
            return
        themes, place = _place_for(clean_line(draft.theme), positions)
        used = {id_.partition("/")[2] for id_ in taken}
        used |= {one.id.partition("/")[2] for one in (*document.positions, *positions)}
        id_ = f"{document.id}/{slug_from(title, used)}"
        positions.insert(place, Position(id_, title, text, themes, document.header.nations))
        self._note_origins(id_, [amendment])

    def _note_origins(self, position_id: str, amendments: Iterable[Listed]) -> None:
        self._origins[position_id] = tuple(
            origin for amendment in amendments for origin in self._texts.origins_of(amendment)
        )


def _place_for(theme: str, positions: Sequence[Position]) -> tuple[tuple[str, ...], int]:
    """The headings above a new position, and its place: behind the last position under them."""
    wanted = theme.casefold()
    for place in range(len(positions), 0, -1):
        for depth, name in enumerate(positions[place - 1].themes, 1):
            if name.casefold() == wanted:
                return positions[place - 1].themes[:depth], place
    return ((theme,) if theme else ()), len(positions)


def _settle_together(base: str, texts: Sequence[tuple[Listed, str]]) -> str | Obstacle:
    """What several carried texts make of one base, or why they do not go together."""
    if any(not text.strip() for _, text in texts):
        return ""
    amendments = {one.id: amendment_between(one.id, base, text) for one, text in texts}
    whole = [pair for pair in texts if _is_replacement(base, amendments[pair[0].id])]
    if whole:
        if len({substance(text) for _, text in whole}) > 1:
            return _collide([one for one, _ in whole], "replace the whole text, each by its own")
        return whole[0][1]
    together = apply_together(base, _line_up(amendments.values()))
    if together.text is not None:
        return together.text
    collision = together.collisions[0]
    names = {*collision.first.names, *collision.second.names}
    return _collide([one for one, _ in texts if one.id in names], "change the same words")


def _is_replacement(base: str, amendment: Amendment) -> bool:
    return any(edit.start == 0 and edit.end == len(base) for edit in amendment.edits) and bool(base)


def _line_up(amendments: Iterable[Amendment]) -> list[Amendment]:
    """Amendments whose insertions at one and the same point follow one another, as called."""
    amendments = list(amendments)
    inserted: dict[int, dict[tuple[str, ...], str]] = defaultdict(dict)
    for amendment in amendments:
        for edit in amendment.edits:
            if edit.is_insertion:
                inserted[edit.start].setdefault(substance(edit.text), edit.text)

    def lined_up(edit: Edit) -> Edit:
        if not edit.is_insertion:
            return edit
        return replace(edit, text="".join(inserted[edit.start].values()))

    return [replace(one, edits=tuple(map(lined_up, one.edits))) for one in amendments]


def _collide(amendments: Sequence[Listed], what: str) -> Obstacle:
    message = f"{_joined(amendments)} were carried, but {what}; record what became of one of them."
    return Obstacle("", _called(amendments), message)


def _document_of(amendment: Listed) -> str:
    base = amendment.draft.base
    return base.position.partition("/")[0] if base else amendment.draft.document


def _called(amendments: Iterable[Listed]) -> tuple[str, ...]:
    return tuple(amendment.called for amendment in amendments)


def _joined(amendments: Sequence[Listed]) -> str:
    *most, last = _called(amendments)
    if not most:
        return f"amendment {last}"
    return f"amendments {', '.join(most)} and {last}"


def _was(amendments: Sequence[Listed]) -> str:
    return "was" if len(amendments) == 1 else "were"
