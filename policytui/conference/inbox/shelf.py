"""The submissions of a round as values, opened quickly.

What was parsed once is kept in a cache by the digest of its content; deleted or damaged, it is
made anew from the files that were received.
"""

import hashlib
import os
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TypeVar

from policytui.conference.inbox.kept import (
    Sent,
    draft_as_text,
    draft_from_text,
    sent_as_text,
    sent_from,
    sent_from_text,
)
from policytui.conference.inbox.reading import read_submission
from policytui.conference.inbox.store import Store
from policytui.conference.journal import Entry
from policytui.conference.round import Round
from policytui.corpus.cache_file import CacheDamaged, CacheFile
from policytui.drafts.model import Draft
from policytui.drafts.submission import content_digest
from policytui.progress import Progress, ignore_progress

_FORMAT = 3
"""Raised whenever the table or the meaning of its columns changes."""
_TABLE = "CREATE TABLE sent (digest TEXT PRIMARY KEY, known TEXT, draft TEXT)"
_ASKED_AT_ONCE = 500
_READ_AT_ONCE = 200

T = TypeVar("T")


class Shelf:
    """The readable submissions of one round, by the digest of the file that holds each.

    Args:
        cache: the folder for caches; None keeps nothing on disk.
    """

    def __init__(self, round_: Round, cache: Path | None) -> None:
        self.store = Store(round_.received)
        name = hashlib.sha256(os.fsencode(round_.folder.resolve())).hexdigest()[:16]
        file = cache / f"round-{name}.sqlite" if cache else None
        self._cache = CacheFile(file, _TABLE, _FORMAT)

    def sent(
        self, entries: Iterable[Entry], progress: Progress = ignore_progress
    ) -> dict[str, Sent]:
        """What each submission that the journal speaks of is known by, by its digest.

        Raises:
            DataError, StorageError: a file that was received is missing or was changed.
        """
        return self._load(drafts_in(entries), "known", sent_from_text, progress)

    def drafts(
        self, digests: Sequence[str], progress: Progress = ignore_progress
    ) -> dict[str, Draft]:
        """Submissions by their digests, without contact data.

        Raises:
            DataError, StorageError: as for `sent`.
        """
        return self._load(digests, "draft", draft_from_text, progress)

    def keep(self, drafts: Iterable[tuple[str, Draft, str]]) -> None:
        """Keep what was parsed.

        Args:
            drafts: digest of the file, what it holds, and digest of its canonical content.
        """
        rows = [
            (digest, sent_as_text(sent_from(draft, content)), draft_as_text(draft))
            for digest, draft, content in drafts
        ]
        if not rows:
            return
        try:
            self._keep(rows)
        except CacheDamaged:
            self._keep(rows)

    def _keep(self, rows: list[tuple[str, str, str]]) -> None:
        with self._cache.write() as connection:
            connection.executemany("INSERT OR REPLACE INTO sent VALUES (?, ?, ?)", rows)

    def _load(
        self, digests: Sequence[str], column: str, make: Callable[[str], T], progress: Progress
    ) -> dict[str, T]:
        try:
            found = self._select(digests, column)
        except CacheDamaged:
            found = {}
        missing = [digest for digest in digests if digest not in found]
        for start in range(0, len(missing), _READ_AT_ONCE):
            progress(start, len(missing), "opening what was received")
            some = missing[start : start + _READ_AT_ONCE]
            self._read_again(some)
            found |= self._select(some, column)
        return {digest: make(text) for digest, text in found.items()}

    def _select(self, digests: Sequence[str], column: str) -> dict[str, str]:
        found: dict[str, str] = {}
        with self._cache.read() as connection:
            for start in range(0, len(digests), _ASKED_AT_ONCE):
                part = digests[start : start + _ASKED_AT_ONCE]
                marks = ",".join("?" * len(part))
                query = f"SELECT digest, {column} FROM sent WHERE digest IN ({marks})"
                found.update(connection.execute(query, tuple(part)))
        return found

    def _read_again(self, digests: Sequence[str]) -> None:
        read = []
        for digest in digests:
            draft = read_submission(self.store.get(digest), digest)
            read.append((digest, draft, content_digest(draft)))
        self.keep(read)


def drafts_in(entries: Iterable[Entry]) -> list[str]:
    """Digests of the submissions that the journal speaks of and that can be read."""
    return [
        str(entry.act.details.get("response", entry.act.subject))
        for entry in entries
        if entry.act.kind.startswith("inbox.") and "id" in entry.act.details
    ]
