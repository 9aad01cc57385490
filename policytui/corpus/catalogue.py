"""The parsed corpus, kept beside the index so that opening does not parse it again.

A catalogue is a cache: one SQLite file that mirrors a folder of Markdown documents. `refresh`
parses only files whose content changed. Several programs may use one catalogue at once: each
refresh is one transaction per document.
"""

import hashlib
import json
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from policytui.corpus.cache_file import CacheFile
from policytui.corpus.model import Document, Header, Kind, Nation, Position
from policytui.corpus.rows import (
    COLUMNS,
    header_from_text,
    position_from_row,
    row_from_position,
    text_from_header,
)
from policytui.errors import Cancelled, DataError, PolicyError, Problem, StorageError, UnknownId
from policytui.files import read_bytes
from policytui.progress import IsCancelled, Progress, ignore_progress, never_cancelled
from policytui.tables import suggest
from policytui.text import clean_line

_FORMAT = 4
"""Raised whenever the tables or the meaning of their columns change."""

_TABLES = """
CREATE TABLE files (
    path TEXT PRIMARY KEY, size INTEGER, mtime INTEGER, digest TEXT, document TEXT, problems TEXT
);
CREATE TABLE documents (
    id TEXT PRIMARY KEY, path TEXT, digest TEXT, header TEXT, rank INTEGER
);
CREATE TABLE positions (
    id TEXT PRIMARY KEY, document TEXT, ordinal INTEGER, title TEXT, text TEXT, themes TEXT,
    nations TEXT, role TEXT, line INTEGER
);
CREATE INDEX positions_in_order ON positions (document, ordinal);
"""


@dataclass(frozen=True, slots=True)
class ThemeCount:
    """A theme path of a document and how many positions stand in it or below it."""

    themes: tuple[str, ...]
    positions: int


@dataclass(frozen=True, slots=True)
class DocumentCard:
    """What a list of documents shows of one."""

    header: Header
    path: Path
    positions: int
    themes: tuple[ThemeCount, ...]


@dataclass(frozen=True, slots=True)
class Refresh:
    """What a refresh found: ids of documents, and problems of files that could not be read."""

    changed: tuple[str, ...]
    removed: tuple[str, ...]
    problems: tuple[Problem, ...]


class Catalogue:
    """Documents and positions of one corpus folder, by id.

    Args:
        folder: the folder of `*.md` documents.
        cache: the SQLite file; None, or one that cannot be written, keeps all in memory.
    """

    def __init__(self, folder: Path, cache: Path | None) -> None:
        self.folder, self.cache = folder, cache
        self._cache = CacheFile(cache, _TABLES, _FORMAT)

    # --- reading ---

    def documents(self) -> tuple[DocumentCard, ...]:
        """A card for each document, newest edition first, then by title."""
        with self._cache.read() as connection:
            rows = connection.execute("SELECT path, header FROM documents ORDER BY id").fetchall()
            counted = connection.execute(
                "SELECT document, themes, COUNT(*), MIN(ordinal) FROM positions "
                "GROUP BY document, themes ORDER BY document, MIN(ordinal)"
            ).fetchall()
        counts: dict[str, dict[tuple[str, ...], int]] = {}
        totals: dict[str, int] = {}
        for document, themes, number, _ in counted:
            path = tuple(json.loads(themes))
            totals[document] = totals.get(document, 0) + number
            tally = counts.setdefault(document, {})
            for depth in range(1, len(path) + 1):
                tally[path[:depth]] = tally.get(path[:depth], 0) + number
        cards = []
        for path, header_text in rows:
            header = header_from_text(header_text)
            themes = tuple(ThemeCount(*item) for item in counts.get(header.id, {}).items())
            cards.append(DocumentCard(header, self.folder / path, totals.get(header.id, 0), themes))
        return tuple(sorted(cards, key=lambda card: (-(card.header.year or 0), card.header.title)))

    def header(self, document_id: str) -> Header:
        """The header of a document.

        Raises:
            UnknownId: no document has the id.
        """
        document_id = clean_line(document_id)
        with self._cache.read() as connection:
            row = connection.execute(
                "SELECT header FROM documents WHERE id = ?", (document_id,)
            ).fetchone()
        if row is None:
            raise self._unknown(document_id, "documents")
        return header_from_text(row[0])

    def document(self, document_id: str) -> Document:
        """A whole document.

        Raises:
            UnknownId: no document has the id.
        """
        header = self.header(document_id)
        with self._cache.read() as connection:
            rows = connection.execute(
                f"SELECT {COLUMNS} FROM positions WHERE document = ? ORDER BY ordinal",
                (document_id,),
            ).fetchall()
        return Document(header, tuple(map(position_from_row, rows)))

    def path(self, document_id: str) -> Path:
        """The file of a document.

        Raises:
            UnknownId: no document has the id.
        """
        with self._cache.read() as connection:
            row = connection.execute(
                "SELECT path FROM documents WHERE id = ?", (document_id,)
            ).fetchone()
        if row is None:
            raise self._unknown(document_id, "documents")
        return self.folder / str(row[0])

    def position(self, position_id: str) -> Position:
        """One position.

        Raises:
            UnknownId: no position has the id; near misses are named.
        """
        found = self.positions([clean_line(position_id)])
        if not found:
            raise self._unknown(position_id, "positions")
        return found[0]

    def positions(self, position_ids: Sequence[str]) -> list[Position]:
        """The positions with these ids, in the order asked for; unknown ids are left out."""
        found: dict[str, Position] = {}
        with self._cache.read() as connection:
            for start in range(0, len(position_ids), 500):
                part = position_ids[start : start + 500]
                marks = ",".join("?" * len(part))
                query = f"SELECT {COLUMNS} FROM positions WHERE id IN ({marks})"
                for row in connection.execute(query, tuple(part)):
                    found[row[0]] = position_from_row(row)
        return [found[id_] for id_ in position_ids if id_ in found]

    def position_ids(
        self,
        *,
        document: str | None = None,
        theme: str | None = None,
        nation: Nation | None = None,
        kind: Kind | None = None,
    ) -> list[str]:
        """Ids of all positions that pass the filters, in order of document and place.

        Args:
            theme: a heading anywhere above the position, without regard to case.
        """
        with self._cache.read() as connection:
            rows = connection.execute(
                "SELECT p.id, p.document, p.themes, p.nations, d.header FROM positions p "
                "JOIN documents d ON d.id = p.document WHERE (?1 IS NULL OR p.document = ?1) "
                "ORDER BY d.rank, p.document, p.ordinal",
                (document,),
            ).fetchall()
        wanted_theme = theme.casefold() if theme else None
        kinds: dict[str, str] = {}
        ids: list[str] = []
        for id_, document_id, themes, nations, header in rows:
            if nation and nation.value not in nations.split():
                continue
            if wanted_theme and wanted_theme not in themes.casefold():
                continue
            if wanted_theme and wanted_theme not in map(str.casefold, json.loads(themes)):
                continue
            if kind:
                if document_id not in kinds:
                    kinds[document_id] = json.loads(header)["kind"]
                if kinds[document_id] != kind.value:
                    continue
            ids.append(id_)
        return ids

    def count(self) -> int:
        """How many positions there are."""
        with self._cache.read() as connection:
            return int(connection.execute("SELECT COUNT(*) FROM positions").fetchone()[0])

    def digests(self) -> dict[str, str]:
        """The digest of each document's content, by document id: what an index is keyed by."""
        with self._cache.read() as connection:
            return dict(connection.execute("SELECT id, digest FROM documents").fetchall())

    def problems(self) -> tuple[Problem, ...]:
        """What is wrong with the files that could not be read at the last refresh."""
        with self._cache.read() as connection:
            rows = connection.execute(
                "SELECT problems FROM files WHERE problems != '[]' ORDER BY path"
            ).fetchall()
        return tuple(
            Problem(self.folder / file if file else None, line, key, message)
            for (text,) in rows
            for file, line, key, message in json.loads(text)
        )

    # --- refreshing ---

    def is_current(self) -> bool:
        """Whether size and time of every file are as at the last refresh (nothing is read)."""
        with self._cache.read() as connection:
            known = {
                path: (size, mtime)
                for path, size, mtime in connection.execute("SELECT path, size, mtime FROM files")
            }
        return known == {path.name: _stamp(path) for path in self._files()}

    def refresh(
        self, progress: Progress = ignore_progress, is_cancelled: IsCancelled = never_cancelled
    ) -> Refresh:
        """Bring the catalogue up to date with the folder.

        Raises:
            Cancelled: stopped between two files; what was read is kept.
        """
        before = self.digests()
        files = self._files()
        with self._cache.write() as connection:
            known = {
                row[0]: row[1:]
                for row in connection.execute(
                    "SELECT path, size, mtime, digest, problems FROM files"
                )
            }
            gone = known.keys() - {path.name for path in files}
            for name in gone:
                _forget(connection, name)
        for number, path in enumerate(files):
            if is_cancelled():
                raise Cancelled
            stamp = _stamp(path)
            size, mtime, digest, problems = known.get(path.name, (-1, -1, "", "[]"))
            # A file with problems is read again: another file's change may have solved them.
            is_sound = problems == "[]"
            if is_sound and (size, mtime) == stamp:
                continue
            progress(number, len(files), path.name)
            self._read_file(path, stamp, digest if is_sound else "")
        with self._cache.write() as connection:
            _rank(connection)
        progress(len(files), len(files), "")
        after = self.digests()
        changed = tuple(id_ for id_, digest in after.items() if before.get(id_) != digest)
        return Refresh(changed, tuple(before.keys() - after.keys()), self.problems())

    def _read_file(self, path: Path, stamp: tuple[int, int], known_digest: str) -> None:
        # Only here, so that a search in an unchanged corpus loads no Markdown parser.
        from policytui.corpus.markdown import LARGEST_FILE, parse_document_bytes

        document: Document | None = None
        problems: tuple[Problem, ...] = ()
        digest = ""
        try:
            data = read_bytes(path, LARGEST_FILE)
            digest = hashlib.sha256(data).hexdigest()
            if digest == known_digest:
                with self._cache.write() as connection:
                    connection.execute(
                        "UPDATE files SET size = ?, mtime = ? WHERE path = ?", (*stamp, path.name)
                    )
                return
            document = parse_document_bytes(data, path)
        except DataError as error:
            problems = error.problems
        except StorageError as error:
            problems = (Problem(path, 0, "", f"{error.message} {error.hint}"),)
        with self._cache.write() as connection:
            _forget(connection, path.name)
            if document:
                taken = connection.execute(
                    "SELECT path FROM documents WHERE id = ?", (document.id,)
                ).fetchone()
                if taken:
                    message = (
                        f"the id {document.id} belongs to {taken[0]} already; ids are never shared."
                    )
                    problems = (Problem(path, 0, "id", message),)
                    document = None
            if document:
                _store(connection, path.name, document, digest)
            kept = [(path.name, p.line, p.key, p.message) for p in problems]
            connection.execute(
                "INSERT OR REPLACE INTO files VALUES (?, ?, ?, ?, ?, ?)",
                (path.name, *stamp, digest, document.id if document else "", json.dumps(kept)),
            )

    def _files(self) -> list[Path]:
        try:
            return sorted(
                path
                for path in self.folder.iterdir()
                if path.suffix == ".md" and not path.name.startswith(".")
            )
        except OSError as error:
            raise StorageError(
                f"{self.folder}: this corpus folder cannot be read ({error.strerror}).",
                hint="Name another with --corpus.",
            ) from error

    def _unknown(self, id_: str, table: str) -> PolicyError:
        id_ = clean_line(id_)
        with self._cache.read() as connection:
            known: Iterable[str] = [row[0] for row in connection.execute(f"SELECT id FROM {table}")]
        what = "position" if table == "positions" else "document"
        near = suggest(id_[:100], known)
        if what == "document" and not near:
            # People copy the half of a position's id that tells them something.
            with self._cache.read() as connection:
                rows = connection.execute(
                    "SELECT id FROM positions WHERE id LIKE '%/' || ? LIMIT 1", (id_[:100],)
                ).fetchall()
            near = f' Did you mean the position "{rows[0][0]}"?' if rows else ""
        return UnknownId(
            f'There is no {what} "{id_[:100]}" in {self.folder}.{near}',
            hint='Find one with: policytui search "your words"',
        )


def _store(connection: sqlite3.Connection, name: str, document: Document, digest: str) -> None:
    connection.execute(
        "INSERT INTO documents VALUES (?, ?, ?, ?, 0)",
        (document.id, name, digest, text_from_header(document.header)),
    )
    connection.executemany(
        "INSERT INTO positions VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            row_from_position(position, ordinal)
            for ordinal, position in enumerate(document.positions)
        ),
    )


def _forget(connection: sqlite3.Connection, name: str) -> None:
    connection.execute(
        "DELETE FROM positions WHERE document IN (SELECT id FROM documents WHERE path = ?)", (name,)
    )
    connection.execute("DELETE FROM documents WHERE path = ?", (name,))
    connection.execute("DELETE FROM files WHERE path = ?", (name,))


def _rank(connection: sqlite3.Connection) -> None:
    rows = connection.execute("SELECT id, header FROM documents").fetchall()
    headers = sorted(
        ((id_, header_from_text(text)) for id_, text in rows),
        key=lambda pair: (-(pair[1].year or 0), pair[1].title),
    )
    connection.executemany(
        "UPDATE documents SET rank = ? WHERE id = ? AND rank != ?",
        ((rank, id_, rank) for rank, (id_, _) in enumerate(headers, 1)),
    )


def _stamp(path: Path) -> tuple[int, int]:
    try:
        status = path.stat()
    except OSError:
        return (-1, -1)
    return (status.st_size, status.st_mtime_ns)
