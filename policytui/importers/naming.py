"""Ids of imported positions: new ones from the headings, known ones kept for good."""

from collections import defaultdict, deque
from collections.abc import Callable, Hashable, Iterable, Sequence

from policytui.compare.align import Bounds, align
from policytui.compare.documents import compare_documents
from policytui.compare.likeness import Lexicon, form, words_of
from policytui.corpus.identity import slug_from
from policytui.corpus.model import Document, Position
from policytui.importers.outlining.entries import Section
from policytui.importers.prose import without_number

_CAME_BACK = 0.8
"""Likeness from which a text that was left out once counts as the same."""


def assign_slugs(
    sections: Sequence[Section],
    known: Document | None = None,
    older: Sequence[Document] = (),
) -> list[str]:
    """The second half of the id of each section.

    Args:
        known: the text of the same document that they are held against. A position that goes
            on, amended, under another heading or at another place, keeps its id; of the parts
            of a split one that of the same heading, else the likest, keeps it; a joined one
            keeps the id of the part whose heading it bears, else of the first.
        older: other editions of the document, oldest first. A position that one of them holds
            and that comes back with nearly the same text gets its id back.

    Returns:
        Slugs, each different. One that any of these editions holds is never given to another
        position.
    """
    slugs: dict[int, str] = {}
    used: set[str] = set()
    if known:
        _keep_known(sections, known, slugs)
        for edition in (known, *reversed(older)):
            _bring_back(sections, edition, slugs)
            used.update(map(_slug, edition.positions))
    for index, section in enumerate(sections):
        if index not in slugs:
            slugs[index] = slug_from(section.slug or without_number(section.title), used)
            used.add(slugs[index])
    return [slugs[index] for index in range(len(sections))]


def _keep_known(sections: Sequence[Section], known: Document, slugs: dict[int, str]) -> None:
    """Give ids by what is the same, then by what the comparison of both texts tells."""
    certain = _pair_same(sections, known.positions)
    new = [
        # An id that no position can have keeps what is not paired apart.
        _as_position(section, certain[at].id if at in certain else f"{known.id}/{at} new")
        for at, section in enumerate(sections)
    ]
    places = {position.id: at for at, position in enumerate(new)}
    for one in compare_documents(known, Document(known.header, tuple(new))).positions:
        if one.base and one.proposed:
            base = _of_one_heading(one.base, one.proposed[0]) or one.base[0]
            part = _of_one_heading(one.proposed, base) or _likest(base, one.proposed)
            slugs[places[part.id]] = _slug(base)


def _pair_same(sections: Sequence[Section], positions: Sequence[Position]) -> dict[int, Position]:
    keys: tuple[Callable[[Section | Position], Hashable], ...] = (
        lambda one: (_shape(one.title), _shape(one.text)),
        # The text before the heading: a heading may pass to another position.
        lambda one: _shape(one.text),
        lambda one: (tuple(map(_shape, one.themes)), _shape(one.title)),
    )
    pairs: dict[int, Position] = {}
    left = {position.id: position for position in positions}
    for key in keys:
        same: dict[Hashable, deque[Position]] = defaultdict(deque)
        for position in left.values():
            same[key(position)].append(position)
        for index, section in enumerate(sections):
            if index not in pairs and (found := same.get(key(section))):
                pairs[index] = found.popleft()
                del left[pairs[index].id]
    return pairs


def _bring_back(sections: Sequence[Section], edition: Document, slugs: dict[int, str]) -> None:
    """Give ids of an edition that are not in use to new sections with nearly the same text."""
    used = set(slugs.values())
    gone = [position for position in edition.positions if _slug(position) not in used]
    new = [index for index in range(len(sections)) if index not in slugs]
    for pairing in align(
        [position.text for position in gone],
        [sections[index].text for index in new],
        bounds=Bounds(_CAME_BACK, _CAME_BACK, _CAME_BACK),
    ):
        if pairing.base and pairing.proposed and pairing.likeness >= _CAME_BACK:
            slugs[new[pairing.proposed[0]]] = _slug(gone[pairing.base[0]])


def _of_one_heading(several: Iterable[Position], other: Position) -> Position | None:
    return next((one for one in several if _shape(one.title) == _shape(other.title)), None)


def _likest(base: Position, parts: Sequence[Position]) -> Position:
    """The part that shares most with a position, the first of several."""
    texts = [words_of(form(f"{one.title}\n{one.text}")) for one in (base, *parts)]
    lexicon = Lexicon(texts[:1], texts[1:])
    whole = lexicon.bag(texts[0])
    likenesses = [lexicon.likeness(whole, lexicon.bag(words)) for words in texts[1:]]
    return parts[likenesses.index(max(likenesses))]


def _as_position(section: Section, id_: str) -> Position:
    return Position(id_, section.title, section.text, section.themes, role=section.role)


def _shape(text: str) -> str:
    return " ".join(words_of(text))


def _slug(position: Position) -> str:
    return position.id.partition("/")[2]
