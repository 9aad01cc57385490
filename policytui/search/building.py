"""One update of an index: what is gone is dropped, what is new is added, in safe batches."""

import gc
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Protocol

from policytui.corpus.catalogue import Catalogue
from policytui.errors import Cancelled, UnknownId
from policytui.progress import IsCancelled, Progress
from policytui.search.keys import Entry, entry_of

BATCH = 4_000
"""Positions after which a build is made safe against the death of the program; more in a large
one, so that a search does not have to look into many small parts."""


class Files(Protocol):
    """Where an index is kept and what is noted of it."""

    def writer(self) -> Any:
        """A writer of Whoosh's."""

    def commit(self, writer: Any) -> None:
        """Make what was written safe, and close the writer."""

    def cancel(self, writer: Any) -> None:
        """Give up what was written, and close the writer."""

    def write_digests(self, digests: dict[str, str]) -> None:
        """Note which documents are in the index whole, and what its files are."""


class Build:
    """One update: commits in batches, and notes what is whole only after it is on the disk.

    Args:
        kept: digests of the documents in the index that stay as they are.
        wanted: digests of all documents there should be.
    """

    def __init__(self, files: Files, kept: dict[str, str], wanted: dict[str, str]) -> None:
        self._files = files
        self._kept = kept
        self._wanted = wanted
        # Before anything changes: a document that is being replaced is not in the index.
        files.write_digests(kept)
        self._writer = files.writer()

    def run(
        self,
        doomed: Iterable[int],
        documents: Sequence[str],
        catalogue: Catalogue,
        progress: Progress,
        is_cancelled: IsCancelled,
    ) -> None:
        """Remove positions by their numbers, then index documents one after the other.

        Raises:
            Cancelled: with what was indexed until then safe.
        """
        try:
            for doc in doomed:
                self._writer.delete_document(doc)
            self._add_documents(documents, catalogue, progress, is_cancelled)
        except Cancelled:
            self._commit()
            raise
        except BaseException:
            self._files.cancel(self._writer)
            raise

    def _add_documents(
        self,
        documents: Sequence[str],
        catalogue: Catalogue,
        progress: Progress,
        is_cancelled: IsCancelled,
    ) -> None:
        sizes = {card.header.id: card.positions for card in catalogue.documents()}
        total = sum(sizes.get(document, 0) for document in documents)
        done = unsafe = 0
        for id_ in documents:
            progress(done, total, id_)
            try:
                document = catalogue.document(id_)
            except UnknownId:
                continue  # Gone since; the next update sees it.
            for number, position in enumerate(document.positions):
                if is_cancelled():
                    raise Cancelled
                if number % 100 == 99:
                    progress(done + number, total, id_)
                self._add(entry_of(position, document.header))
            done += len(document.positions)
            unsafe += len(document.positions)
            self._kept[id_] = self._wanted[id_]
            if unsafe >= max(BATCH, done // 4):
                self._commit()
                self._writer = self._files.writer()
                unsafe = 0
        self._commit()
        progress(total, total, "")

    def _add(self, entry: Entry) -> None:
        self._writer.add_document(keys=entry.keys, id=entry.id.encode(), length=entry.length)

    def _commit(self) -> None:
        self._files.commit(self._writer)
        self._files.write_digests(self._kept)


@contextmanager
def without_collections() -> Iterator[None]:
    """Spare a build a quarter of its time: it makes millions of tuples and no cycles of them."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()
