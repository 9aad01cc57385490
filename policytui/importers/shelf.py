"""The documents of a corpus, known again by what stands in them."""

from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from policytui.corpus.markdown import read_document
from policytui.corpus.model import Document
from policytui.errors import PolicyError, UsageError
from policytui.importers.editions import known_editions, save_edition
from policytui.importers.importing import save_import
from policytui.importers.prose import words_of
from policytui.importers.report import Import
from policytui.text import split_paragraphs

_EDITION = 0.5
"""Share of paragraphs or headings from which two texts of one title are one document."""


@dataclass(frozen=True, slots=True)
class Found:
    """The document that a text belongs to; empty where it is a new one.

    Attributes:
        why: how that is told, in words.
        is_sure: it needs no person to say so.
    """

    document: str = ""
    why: str = ""
    is_sure: bool = False


@dataclass(frozen=True, slots=True)
class _Content:
    """What a document is known again by: digests of its paragraphs and of its headings."""

    paragraphs: frozenset[int]
    titles: frozenset[int]


class Shelf:
    """The documents of a corpus folder, and those that are added to it.

    Args:
        is_dry: nothing is written; what would be there is known here alone.
    """

    def __init__(self, folder: Path, *, is_dry: bool = False) -> None:
        self.folder = folder
        self._contents: dict[str, _Content] = {}
        self._dry: dict[str, tuple[Document, ...]] | None = {} if is_dry else None
        for path in sorted(folder.glob("[!.]*.md")):
            # A damaged document is named by everything that reads the corpus.
            with suppress(PolicyError):
                self._put(read_document(path))

    @property
    def documents(self) -> frozenset[str]:
        """The ids of the documents."""
        return frozenset(self._contents)

    def find(self, document: Document) -> Found:
        """The document that one is a text of."""
        mine = _content(document)
        shares = {
            id_: _share(mine.paragraphs, other.paragraphs) for id_, other in self._contents.items()
        }
        namesake = self._contents.get(document.id)
        if namesake and shares[document.id] >= _EDITION:
            return Found(
                document.id, f"{shares[document.id]:.0%} of its paragraphs stand there", True
            )
        if namesake and _share(mine.titles, namesake.titles) >= _EDITION:
            return Found(document.id, "its title and most of its headings stand there", True)
        best = max(sorted(shares), key=lambda id_: shares[id_], default="")
        if best and shares[best] >= _EDITION:
            why = f"{shares[best]:.0%} of its paragraphs stand there, under another title"
            return Found(best, why)
        return Found()

    def editions(self, document_id: str) -> tuple[Document, tuple[Document, ...]]:
        """The present text of a document, and its other ones.

        Raises:
            DataError: a file holds mistakes.
            StorageError: a file cannot be read.
        """
        if self._dry is not None and document_id in self._dry:
            present, *others = self._dry[document_id]
            return present, tuple(others)
        return known_editions(self.folder, document_id)

    def save(self, result: Import) -> None:
        """Write a new document.

        Raises:
            UsageError, DataError, StorageError: as for `save_import`.
        """
        if self._dry is None:
            save_import(result, self.folder)
        else:
            self._dry[result.document.id] = (result.document,)
        self._put(result.document)

    def save_edition(self, result: Import) -> None:
        """Write another text of a document, and keep the one that stood there.

        Raises:
            UsageError: there is an edition of that name.
            DataError, StorageError: as for `importers.editions.save_edition`.
        """
        document = result.document
        if self._dry is None:
            save_edition(result, self.folder)
            self._put(read_document(self.folder / f"{document.id}.md"))
            return
        known, older = self.editions(document.id)
        if any(one.header.edition == document.header.edition for one in (known, *older)):
            raise UsageError(f'the edition "{document.header.edition}" is there already.')
        self._dry[document.id] = (document, known, *older)
        self._put(document)

    def _put(self, document: Document) -> None:
        self._contents[document.id] = _content(document)


def _share(one: frozenset[int], other: frozenset[int]) -> float:
    return len(one & other) / max(len(one), len(other), 1)


def _content(document: Document) -> _Content:
    texts = (text for position in document.positions for text in split_paragraphs(position.text))
    return _Content(
        frozenset(hash(" ".join(words_of(text))) for text in texts),
        frozenset(hash(" ".join(words_of(position.title))) for position in document.positions),
    )
