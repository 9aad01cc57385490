"""The embedded engine: an inverted index kept by Whoosh. No other module imports Whoosh.

Whoosh keeps posting lists on disk; what their keys mean is told in `keys`, how they rank in
`ranking`. Its files are pickles, so a folder is used only where it belongs to the user, and what
cannot be read in it, or is not what was written (see `manifest`), is thrown away and built anew.
Files are never mapped into memory: one that another program cuts short is then an error to recover
from, not the death of this one.
"""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import RLock
from time import monotonic, sleep
from typing import Any, TypeVar

from whoosh.codec.whoosh3 import W3Codec
from whoosh.columns import NumericColumn, VarBytesColumn
from whoosh.fields import COLUMN, FieldType, Schema
from whoosh.filedb.filestore import FileStorage, RamStorage
from whoosh.formats import Positions
from whoosh.index import TOC, FileIndex
from whoosh.reading import SegmentReader

from policytui.corpus.catalogue import Catalogue
from policytui.errors import PolicyError, StorageError
from policytui.progress import IsCancelled, Progress, ignore_progress, never_cancelled
from policytui.search import answers, snippets
from policytui.search.building import Build, without_collections
from policytui.search.engine import Answer, Filters, Hit, Snippet, Span
from policytui.search.keys import document_facet
from policytui.search.manifest import (
    Manifest,
    checksum_of,
    is_ours,
    read_manifest,
    verify_files,
    write_manifest,
)
from policytui.search.query import Query
from policytui.search.view import IndexView

MOST_SEGMENTS = 12
"""Parts of an index that a search looks into; beyond them the smaller ones are merged."""

LONGEST_WAIT = 10.0
"""Seconds to wait for another program to finish its update."""

_NAME = "policy"
_UNREADABLE = "The index is being built anew; search again shortly."

T = TypeVar("T")


class WhooshEngine:
    """An index in a folder of its own.

    Args:
        folder: the folder; None, or one that cannot be written or belongs to another user,
            keeps the index in memory.
    """

    def __init__(self, folder: Path | None) -> None:
        self._files = _Files(folder if folder is not None and is_ours(folder) else None)
        self._lock = RLock()
        self._view: IndexView | None = None
        self._catalogue: Catalogue | None = None

    def is_current(self, catalogue: Catalogue) -> bool:
        """Whether the index holds exactly the documents of the catalogue."""
        self._catalogue = catalogue
        if self._files.digests() != catalogue.digests():
            return False
        with self._lock:
            try:
                self._open()
                return self._files.is_noted()
            except Exception:
                # Whatever Whoosh trips over in a damaged file: the index must be built anew.
                return False

    def update(
        self,
        catalogue: Catalogue,
        progress: Progress = ignore_progress,
        is_cancelled: IsCancelled = never_cancelled,
    ) -> int:
        """Index what changed, remove what is gone; the number of documents indexed anew.

        While another program updates the same index this waits for it, at most `LONGEST_WAIT`,
        and then leaves the work to it.

        Raises:
            Cancelled: stopped; what was indexed is kept, the next call goes on from there.
        """
        self._catalogue = catalogue
        for is_last in (False, True):
            try:
                return self._update(catalogue, progress, is_cancelled)
            except (OSError, StorageError):
                # The disk is full or gone: an index in memory serves until the program ends.
                if is_last or self._files.folder is None:
                    raise
                self._files = _Files(None)
            except PolicyError:
                raise
            except Exception:
                # Damage that only merging came upon.
                if is_last:
                    raise
                self._clear(self._files.stamp())
        return 0

    def search(self, query: Query, filters: Filters, limit: int) -> Answer:
        """The best positions for a query. Never raises for what a person typed."""
        found = self._read(lambda view: answers.answer(view, query, filters, max(limit, 0)))
        return found or Answer(query, (), 0, (*query.notes, _UNREADABLE))

    def highlight(self, query: Query, text: str) -> tuple[Span, ...]:
        """Where the words of the query stand in any text."""
        return snippets.highlight(query, text)

    def snippet(self, query: Query, text: str, width: int) -> Snippet:
        """The part of a text, of about `width` characters, that shows the query best."""
        return snippets.snippet(query, text, width)

    def similar(self, text: str, limit: int, *, leave_out: str = "") -> tuple[Hit, ...]:
        """Positions that share the rarest words with a text, best first."""
        return self._read(lambda view: answers.similar(view, text, limit, leave_out)) or ()

    def _open(self) -> IndexView:
        stamp = self._files.stamp()
        if self._view is None or self._view.stamp != stamp:
            self._view = None
            self._view = self._files.view()
        return self._view

    def _read(self, ask: Callable[[IndexView], T]) -> T | None:
        """What is asked of the index, which is built anew where it turns out damaged."""
        with self._lock:
            for attempt in range(3):
                stamp = self._files.stamp()
                try:
                    return ask(self._open())
                except Exception:
                    # Whoosh raises all sorts of errors for a damaged file. First the files may
                    # merely have been replaced by another program; then they must be replaced.
                    self._view = None
                    if attempt == 2:
                        raise
                    if attempt == 1 and not self._rebuild(stamp):
                        return None
        return None

    def _rebuild(self, damaged: object) -> bool:
        if self._catalogue is None or not self._clear(damaged):
            return False
        self.update(self._catalogue)
        return True

    def _clear(self, damaged: object) -> bool:
        """Throw a damaged index away, unless another program has replaced it or is at it."""
        try:
            with self._files.alone() as is_alone:
                if is_alone and self._files.stamp() == damaged:
                    self._files.clear()
                return is_alone
        except (OSError, StorageError):
            self._files = _Files(None)
            return True

    def _update(self, catalogue: Catalogue, progress: Progress, is_cancelled: IsCancelled) -> int:
        with self._files.alone() as is_alone:
            if not is_alone:
                return 0
            wanted, held = catalogue.digests(), self._files.digests()
            gone = [id_ for id_ in held if id_ not in wanted]
            changed = [id_ for id_, digest in wanted.items() if held.get(id_) != digest]
            try:
                if not self._files.is_noted():
                    raise ValueError("the index is not the one that its manifest describes")
                view = self._files.view()
                # Also positions of a document that was indexed in part before a stop.
                facets = map(document_facet, [*changed, *gone])
                doomed = [doc for facet in facets for doc in view.members(facet)]
            except Exception:
                # Whoosh raises all sorts of errors for a damaged file, OSError among them.
                self._files.clear()
                held, doomed, changed = {}, [], list(wanted)
            if not changed and not gone:
                return 0
            kept = {id_: digest for id_, digest in held.items() if wanted.get(id_) == digest}
            with without_collections():
                build = Build(self._files, kept, wanted)
                build.run(doomed, changed, catalogue, progress, is_cancelled)
            return len(changed)


class _Folder(FileStorage):  # type: ignore[misc]
    """A folder whose open files can be closed at once; Whoosh leaves many of them open."""

    def __init__(self, folder: Path) -> None:
        super().__init__(str(folder), supports_mmap=False)
        self._opened: list[Any] = []

    def open_file(self, name: str, **options: Any) -> Any:
        self._opened.append(super().open_file(name, **options))
        return self._opened[-1]

    def create_file(self, name: str, **options: Any) -> Any:
        self._opened.append(super().create_file(name, **options))
        return self._opened[-1]

    def close_files(self) -> None:
        """Close every file opened here that is still open."""
        for file in self._opened:
            if not file.is_closed:
                file.close()
        self._opened.clear()


class _Memory(RamStorage):  # type: ignore[misc]
    """Files in memory, which need no closing."""

    def close_files(self) -> None:
        """Nothing is open."""


class _Files:
    """Where an index is kept: a folder, or memory for None."""

    def __init__(self, folder: Path | None) -> None:
        self.folder = folder
        self._memory = _Memory()
        self._digests: dict[str, str] = {}

    def stamp(self) -> object:
        """Something that changes with every commit; None while there is no index."""
        if self.folder is None:
            return tuple(name for name in self._memory.list() if name.endswith(".toc")) or None
        try:
            tables = sorted(self.folder.glob(f"_{_NAME}_*.toc"))
            found = [(path.name, path.stat()) for path in tables]
        except OSError:
            return object()  # It is changing right now.
        return tuple((name, stat.st_mtime_ns, stat.st_ino) for name, stat in found) or None

    def digests(self) -> dict[str, str]:
        """The digests of the documents that are in the index whole, by their ids."""
        return dict(self._digests) if self.folder is None else self._manifest().documents

    def write_digests(self, digests: dict[str, str]) -> None:
        """Note which documents are in the index whole, and what its files are."""
        if self.folder is None:
            self._digests = dict(digests)
            return
        # Whoosh never changes a file: what is noted already must not be believed anew.
        noted = self._manifest().files
        files = {name: noted.get(name) or checksum_of(self.folder / name) for name in self._names()}
        write_manifest(self.folder, Manifest(digests, files))

    def is_noted(self) -> bool:
        """Whether the manifest describes the last commit; between the two it does not.

        To be trusted only by who keeps other writers out; a reader may see it false for a moment.
        """
        table = self._table()
        return table is None or table in self._manifest().files

    def _table(self) -> str | None:
        """The file with the last commit's list of parts; None in memory and without an index."""
        if self.folder is None or self.stamp() is None:
            return None
        last = TOC._latest_generation(os.listdir(self.folder), _NAME)
        return str(TOC._filename(_NAME, last))

    def _names(self) -> list[str]:
        """The files of the last commit."""
        table = self._table()
        if table is None:
            return []
        storage = self._storage()
        try:
            segments = TOC.read(storage, _NAME, schema=_schema()).segments
            return [table, *(name for part in segments for name in part.list_files(storage))]
        finally:
            storage.close_files()

    def _manifest(self) -> Manifest:
        return Manifest() if self.folder is None else read_manifest(self.folder)

    def view(self) -> IndexView:
        """The index as it stands; empty where there is none.

        Raises:
            Exception: of any kind, where it is damaged or being replaced.
        """
        stamp = self.stamp()
        if stamp is None:
            if self.digests():
                raise ValueError("the index is gone and only its manifest is left")
            return IndexView(None, [], lambda: None)
        if self.folder is not None:
            noted = self._manifest()
            # Where another program has committed since, some that are noted may be gone.
            verify_files(self.folder, noted, may_miss=self._table() not in noted.files)
        storage = self._storage()
        try:
            reader = FileIndex(storage, schema=_schema(), indexname=_NAME).reader()
        except BaseException:
            storage.close_files()
            raise
        leaves = [leaf for leaf, _ in reader.leaf_readers() if isinstance(leaf, SegmentReader)]
        return IndexView(stamp, leaves, storage.close_files)

    def writer(self) -> Any:
        """A writer that continues the index, or begins one."""
        storage = self._storage()
        if self.stamp() is None:
            index = FileIndex.create(storage, _schema(), _NAME)
        else:
            index = FileIndex(storage, schema=_schema(), indexname=_NAME)
        codec = W3Codec(compression=1)
        # Ranking has lengths of its own; without this Whoosh asks for one at every posting.
        codec.length_stats = False
        return index.writer(timeout=LONGEST_WAIT, limitmb=256, compound=False, codec=codec)

    def commit(self, writer: Any) -> None:
        """Make what was written safe, and close the writer."""
        writer.commit(mergetype=_merge_small)
        writer.storage.close_files()

    def cancel(self, writer: Any) -> None:
        """Give up what was written, and close the writer, whatever state it is in."""
        with suppress(Exception):
            writer.cancel()
        writer.storage.close_files()

    def _storage(self) -> Any:
        return self._memory if self.folder is None else _Folder(self.folder)

    def clear(self) -> None:
        """Throw the index away. Locks stay: others may hold them."""
        self._digests = {}
        if self.folder is not None:
            write_manifest(self.folder, Manifest())
        storage = self._storage()
        for name in storage.list():
            is_part = name.startswith((f"{_NAME}_", f"_{_NAME}_")) and not name.endswith("LOCK")
            if is_part:
                with suppress(OSError, NameError):
                    storage.delete_file(name)

    @contextmanager
    def alone(self) -> Iterator[bool]:
        """Keep other writers out; False where one does not end within `LONGEST_WAIT`."""
        if self.folder is not None:
            self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        lock = self._storage().lock(f"{_NAME}_UPDATELOCK")
        until = monotonic() + LONGEST_WAIT
        is_held = lock.acquire(False)
        while not is_held and monotonic() < until:
            sleep(0.05)
            is_held = lock.acquire(False)
        try:
            yield is_held
        finally:
            if is_held:
                lock.release()


class _Keys(FieldType):  # type: ignore[misc]
    """A field whose keys come ready-made, so that no analyser of Whoosh's has a part in it."""

    def __init__(self) -> None:
        super().__init__(format=Positions(), analyzer=None, scorable=False)

    def index(
        self, value: dict[bytes, tuple[float, bytes]], **_: Any
    ) -> Iterator[tuple[bytes, int, float, bytes]]:
        return ((key, 1, weight, places) for key, (weight, places) in value.items())


def _schema() -> Schema:
    return Schema(keys=_Keys(), id=COLUMN(VarBytesColumn()), length=COLUMN(NumericColumn("I")))


def _merge_small(writer: Any, segments: list[Any]) -> list[Any]:
    """Whoosh's merge policy: drop what is empty, and merge the small ones once there are many."""
    alive = [segment for segment in segments if segment.doc_count() > 0]
    if len(alive) < MOST_SEGMENTS:
        return alive
    alive.sort(key=lambda segment: segment.doc_count(), reverse=True)
    kept, merged = alive[: MOST_SEGMENTS // 2], alive[MOST_SEGMENTS // 2 :]
    for segment in merged:
        reader = SegmentReader(writer.storage, writer.schema, segment)
        writer.add_reader(reader)
        reader.close()
    return kept
