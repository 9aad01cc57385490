"""What an index holds of a position: under which keys it is found, and at which places.

There are three kinds of keys, told apart by an equals sign: stems (`hous`), forms as written
(`=houses`) and facets (`nation=wales`). A place is the number of a word in its part, counted
from where the part begins, so that a place alone tells whether a word stands in the title.
"""

from array import array
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from policytui.corpus.model import Header, Position
from policytui.search.analysis import Term, analyse, terms_of, written_words
from policytui.search.query import Scope

TITLE, THEMES, DOCUMENT, TEXT = 0, 1 << 12, 1 << 13, 1 << 14
"""First place of each part of a position."""

WEIGHTS = {TITLE: 3.0, THEMES: 0.4, DOCUMENT: 0.2, TEXT: 1.0}
"""What a word counts in each part."""

_ROOM = 1 << 12
_GAP = 8  # Between two themes, so that no phrase runs from one into the next.
_RANGES = {
    Scope.TITLE: range(TITLE, THEMES),
    Scope.THEME: range(THEMES, DOCUMENT),
    Scope.DOCUMENT: range(DOCUMENT, TEXT),
}


@dataclass(frozen=True, slots=True)
class Entry:
    """One position as an index holds it.

    Attributes:
        length: words of title and text.
        keys: for each key in UTF-8 its weighted count and its places, ascending.
    """

    id: str
    length: int
    keys: dict[bytes, tuple[float, bytes]]


def entry_of(position: Position, header: Header) -> Entry:
    """What an index holds of a position of a document."""
    places: dict[bytes, array[int]] = {}
    weights: dict[bytes, float] = {}

    def add(start: int, text: str, most: int = _ROOM) -> int:
        weight = WEIGHTS[TEXT if start >= TEXT else _part(start)]
        words = written_words(text)[:most]
        for place, written in enumerate(words, start):
            for key in _keys_of(written):
                if key in places:
                    places[key].append(place)
                    weights[key] += weight
                else:
                    places[key] = array("I", (place,))
                    weights[key] = weight
        return len(words)

    length = add(TITLE, position.title)
    start = THEMES
    for theme in position.themes:
        start += add(start, theme, max(0, DOCUMENT - start - _GAP)) + _GAP
    add(DOCUMENT, f"{header.title} — {header.id}")
    length += add(TEXT, position.text, 1 << 30)
    keys = {key: (weights[key], found.tobytes()) for key, found in places.items()}
    here = (1.0, array("I", (TEXT,)).tobytes())
    for facet in _facets_of(position, header):
        keys[facet.encode()] = here
    return Entry(position.id, length, keys)


def form_key(form: str) -> str:
    """The key of a form, as against a stem."""
    return "=" + form


def document_facet(document_id: str) -> str:
    """The facet of the positions of a document."""
    return f"document={document_id}"


def theme_facet(theme: str) -> str:
    """The facet of the positions beneath a heading."""
    return "theme=" + " ".join(theme.casefold().split())[:200]


def member_facet(value: StrEnum) -> str:
    """The facet of a nation, a kind of document, or another choice (`query.Member`)."""
    return f"{type(value).__name__.lower()}={value.value}"


def year_facet(year: int) -> str:
    """The facet of the documents of a year."""
    return f"year={year}"


def heading_facet(terms: Iterable[Term]) -> str:
    """The facet of the positions whose whole title is these words."""
    return ("heading=" + " ".join(term.stem for term in terms))[:200]


def weigh_places(places: Iterable[int], scope: Scope | None) -> float:
    """The number of places, each with the weight of its part; in a scope, those within it."""
    if scope is not None:
        inside = _RANGES[scope]
        return float(sum(place in inside for place in places))
    return sum(1.0 if place >= TEXT else WEIGHTS[_part(place)] for place in places)


def _part(place: int) -> int:
    return DOCUMENT if place >= DOCUMENT else THEMES if place >= THEMES else TITLE


def _facets_of(position: Position, header: Header) -> Iterable[str]:
    yield document_facet(header.id)
    yield member_facet(header.kind)
    yield heading_facet(terms_of(position.title))
    yield from map(theme_facet, position.themes)
    yield from map(member_facet, position.nations)
    if header.year is not None:
        yield year_facet(header.year)


@lru_cache(maxsize=1 << 16)
def _keys_of(written: str) -> tuple[bytes, ...]:
    """Keys of a written word: stems and forms of itself and, for a compound, of its parts."""
    term = analyse(written)
    if not term.form:
        return ()
    keys = [key for each in (term, *term.parts) for key in (each.stem, form_key(each.form))]
    return tuple(dict.fromkeys(key.encode() for key in keys if key))
