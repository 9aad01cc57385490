"""An index of Whoosh's as it stood at one commit, read for ranking.

Everything read is kept until the next commit: the letters of a word being typed ask for the same
posting lists again and again.
"""

import weakref
from collections.abc import Callable, Iterable, Iterator, Sequence, Set
from typing import Any

from policytui.search.keys import form_key
from policytui.search.postings import Postings

MOST_POSTINGS = 1_000_000
"""Posting entries kept in memory for the next search."""


class IndexView:
    """The index as it stood at one commit, read for ranking (`postings.TermIndex`).

    Args:
        stamp: tells the commit from others; None for no index.
        readers: Whoosh's readers of its parts.
        close: closes the files beneath the readers, when the view is no longer wanted.
    """

    def __init__(self, stamp: object, readers: Sequence[Any], close: Callable[[], None]) -> None:
        self.stamp = stamp
        weakref.finalize(self, close)
        self._readers = list(_with_bases(readers))
        self._postings: dict[str, Postings] = {}
        self._kept = 0
        self._forms: dict[str, list[tuple[str, int]]] = {}
        self._norms: Sequence[float] | None = None
        self._every: Set[int] | None = None
        self._names: list[Any] = []
        self._count: int = sum(reader.doc_count() for reader in readers)

    def count(self) -> int:
        """How many positions there are."""
        return self._count

    def norms(self) -> Sequence[float]:
        """For each number of a position, the length of its text over the mean length."""
        if self._norms is None:
            lengths: list[int] = []
            for _, reader in self._readers:
                lengths.extend(_column(reader, "length"))
            mean = sum(lengths) / len(lengths) if lengths else 1.0
            self._norms = [length / mean for length in lengths] if mean else [1.0] * len(lengths)
        return self._norms

    def every(self) -> Set[int]:
        """All positions."""
        if self._every is None:
            self._every = frozenset(
                base + doc for base, reader in self._readers for doc in reader.all_doc_ids()
            )
        return self._every

    def postings(self, key: str) -> Postings:
        """Where a term stands; empty for an unknown one."""
        found = self._postings.get(key)
        if found is None:
            found = Postings()
            for base, reader in self._readers:
                part = _read_postings(reader, key)
                found.docs.extend(base + doc for doc in part.docs)
                found.weights.extend(part.weights)
                found.places.extend(part.places)
            if self._kept > MOST_POSTINGS:
                self._postings.clear()
                self._kept = 0
            self._postings[key] = found
            self._kept += len(found.docs)
        return found

    def members(self, facet: str) -> Set[int]:
        """Positions with a facet."""
        return frozenset(self.postings(facet).docs)

    def forms(self, beginning: str) -> Sequence[tuple[str, int]]:
        """Forms with this beginning, and in how many positions each stands, in order."""
        letter = beginning[:1]
        known = self._forms.get(letter)
        if known is None:
            counts: dict[str, int] = {}
            wanted = form_key(letter).encode()
            for _, reader in self._readers:
                for (field, key), info in reader.iter_from("keys", wanted):
                    if field != "keys" or not key.startswith(wanted):
                        break
                    form = key[1:].decode()
                    counts[form] = counts.get(form, 0) + info.doc_frequency()
            known = self._forms[letter] = sorted(counts.items())
        return [item for item in known if item[0].startswith(beginning)]

    def ids(self, docs: Sequence[int]) -> list[str]:
        """The ids of positions."""
        if not self._names:
            self._names = [(base, _column(reader, "id")) for base, reader in self._readers]
        found = []
        for doc in docs:
            base, names = next(pair for pair in reversed(self._names) if pair[0] <= doc)
            found.append(names[doc - base].decode())
            if not found[-1]:
                raise ValueError("a position in the index has no id")
        return found


def _with_bases(readers: Iterable[Any]) -> Iterator[tuple[int, Any]]:
    """Each reader with the number of its first position in the whole index."""
    base = 0
    for reader in readers:
        yield base, reader
        base += reader.doc_count_all()


def _read_postings(reader: Any, key: str) -> Postings:
    """Where a key stands in one part of the index."""
    found = Postings()
    if ("keys", key.encode()) in reader:
        matcher = reader.postings("keys", key.encode())
        while matcher.is_active():
            found.docs.append(matcher.id())
            found.weights.append(matcher.weight())
            found.places.append(matcher.value())
            matcher.next()
    return found


def _column(reader: Any, name: str) -> Any:
    if not reader.has_column(name):
        raise ValueError(f"the index lacks its column {name}")
    return reader.column_reader(name)
