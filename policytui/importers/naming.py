"""Ids of imported positions: new ones from the headings, known ones kept for good."""

from collections import defaultdict, deque
from collections.abc import Callable, Hashable, Sequence

from policytui.corpus.identity import slug_from
from policytui.corpus.model import Document, Position
from policytui.importers.outlining.outline import Section
from policytui.importers.prose import without_number, words_of


def assign_slugs(sections: Sequence[Section], known: Document | None = None) -> list[str]:
    """The second half of the id of each section.

    Args:
        known: an earlier text of the same document. A position whose heading stands there too
            keeps its id; one with a new heading but the same text keeps it as well. The ids
            of those that are gone are never given to others.
    """
    slugs: list[str | None] = [None] * len(sections)
    taken: set[str] = set()
    if known:
        _keep_known(sections, known, slugs)
        taken = {position.id.partition("/")[2] for position in known.positions}
    result = []
    for section, kept in zip(sections, slugs, strict=True):
        slug = kept or slug_from(section.slug or without_number(section.title), taken)
        taken.add(slug)
        result.append(slug)
    return result


def _keep_known(sections: Sequence[Section], known: Document, slugs: list[str | None]) -> None:
    keys: tuple[Callable[[Section | Position], Hashable], ...] = (
        lambda one: (_shape(one.title), _shape(one.text)),
        # The text before the heading: a heading may pass to another position.
        lambda one: _shape(one.text),
        lambda one: (_shapes(one.themes), _shape(one.title)),
        lambda one: _shape(one.title),
    )
    left = {position.id: position for position in known.positions}
    for key in keys:
        same: dict[Hashable, deque[Position]] = defaultdict(deque)
        for position in left.values():
            same[key(position)].append(position)
        for index, section in enumerate(sections):
            if slugs[index] is None and (found := same.get(key(section))):
                position = found.popleft()
                slugs[index] = position.id.partition("/")[2]
                del left[position.id]


def _shape(text: str) -> str:
    return " ".join(words_of(text))


def _shapes(texts: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(_shape(text) for text in texts)
