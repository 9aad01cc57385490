"""A SQLite file that is only a cache: made anew when damaged, foreign or of another format."""

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from policytui.errors import StorageError


class CacheDamaged(StorageError):
    """The cache was found damaged in use; it is empty now and can be filled again."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"{path}: was damaged and has been made anew.", hint="Try once more.")


class CacheFile:
    """Connections to one SQLite file, one for each thread; in memory where it cannot be written.

    Args:
        path: the file; None keeps all in memory.
        tables: SQL statements that make the tables, parted by semicolons.
        format_: number raised whenever the tables or their meaning change.
    """

    def __init__(self, path: Path | None, tables: str, format_: int) -> None:
        self._path = path
        self._tables = tables
        self._format = format_
        self._local = threading.local()
        self._generation = 0
        self._memory: sqlite3.Connection | None = None
        self._lock = threading.RLock()
        self._open_or_remake()

    @contextmanager
    def read(self) -> Iterator[sqlite3.Connection]:
        """A connection for queries.

        Raises:
            CacheDamaged: the file cannot be read; it has been made anew.
        """
        if self._memory is not None:
            with self._lock:
                yield self._memory
            return
        try:
            yield self._connection()
        except sqlite3.OperationalError as error:
            if _is_busy(error):
                raise StorageError(
                    f"{self._path}: another program is writing it.", hint="Try again shortly."
                ) from error
            self._remake(in_memory="full" in str(error) or "I/O" in str(error))
            raise CacheDamaged(self._path or Path()) from error
        except sqlite3.DatabaseError as error:
            self._remake()
            raise CacheDamaged(self._path or Path()) from error

    @contextmanager
    def write(self) -> Iterator[sqlite3.Connection]:
        """A connection inside one transaction: all of it is kept, or nothing."""
        with self.read() as connection:
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield connection
            except BaseException:
                with suppress(sqlite3.Error):
                    connection.execute("ROLLBACK")
                raise
            connection.execute("COMMIT")

    def _connection(self) -> sqlite3.Connection:
        if getattr(self._local, "generation", None) != self._generation:
            assert self._path is not None
            self._local.connection = _connect(self._path)
            self._local.generation = self._generation
        connection: sqlite3.Connection = self._local.connection
        return connection

    def _open_or_remake(self) -> None:
        if self._path is not None:
            try:
                self._path.parent.mkdir(parents=True, exist_ok=True)
                self._prepare(self._connection())
                return
            except sqlite3.OperationalError as error:
                if _is_busy(error):
                    raise StorageError(
                        f"{self._path}: another program holds it.", hint="Try again shortly."
                    ) from error
            except sqlite3.DatabaseError:
                if self._unlink():
                    with suppress(sqlite3.Error):
                        self._prepare(self._connection())
                        return
            except OSError:
                pass
        self._memory = sqlite3.connect(":memory:", check_same_thread=False, isolation_level=None)
        self._prepare(self._memory)

    def _remake(self, *, in_memory: bool = False) -> None:
        with self._lock:
            self._unlink()
            if in_memory:
                # The disk has no room for a cache: this run does without.
                self._path = None
            self._open_or_remake()

    def _unlink(self) -> bool:
        self._generation += 1
        assert self._path is not None
        try:
            for suffix in ("", "-wal", "-shm"):
                self._path.with_name(self._path.name + suffix).unlink(missing_ok=True)
        except OSError:
            return False
        return True

    def _prepare(self, connection: sqlite3.Connection) -> None:
        if connection.execute("PRAGMA user_version").fetchone()[0] == self._format:
            return
        connection.execute("BEGIN IMMEDIATE")
        if connection.execute("PRAGMA user_version").fetchone()[0] != self._format:
            names = connection.execute(
                "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
            ).fetchall()
            for (name,) in names:
                connection.execute(f'DROP TABLE "{name}"')
            for statement in self._tables.split(";"):
                connection.execute(statement)
            connection.execute(f"PRAGMA user_version = {self._format}")
        connection.execute("COMMIT")


def _connect(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, timeout=20, isolation_level=None, check_same_thread=False)
    connection.execute("PRAGMA journal_mode = WAL")
    # A cache that a power cut damages is made anew: no need to wait for the disk.
    connection.execute("PRAGMA synchronous = OFF")
    return connection


def _is_busy(error: sqlite3.OperationalError) -> bool:
    return "locked" in str(error) or "busy" in str(error)
