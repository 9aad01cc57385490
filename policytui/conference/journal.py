"""The journal of a round: every act of staff as one line, only ever added to.

All that is known of a round follows from its journal, so that nothing is ever deleted, every
act has a time and a name, and a program that was killed goes on from the last whole line.
"""

import json
import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from policytui.drafts.begin import now
from policytui.errors import DataError, Problem, StorageError
from policytui.files import flush_folder, locked

NAME = "journal.jsonl"
"""Name of the journal's file in the folder of a round."""
RECEIVED = "received"
"""Name of the folder beside it that holds what was sent in."""
TORN = "journal.torn"
"""Beside it, ends of lines that a kill cut off."""


@dataclass(frozen=True, slots=True)
class Act:
    """Something that was done in a round.

    Attributes:
        kind: area and deed, such as `inbox.received` or `decision.set`.
        subject: id of what it was done to, such as a submission.
        details: more of it, in values that JSON has.
        by: who did it.
    """

    kind: str
    subject: str
    details: Mapping[str, Any] = field(default_factory=dict)
    by: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """An act as it stands in the journal.

    Attributes:
        number: from 1, without gaps.
        at: aware, UTC.
    """

    number: int
    at: datetime
    act: Act


class Journal:
    """The journal in the folder of a round.

    Args:
        folder: is made with the first act.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.file = folder / NAME
        # What was read last: nothing but lines is ever added, so only those are read again.
        self._last: tuple[bytes, tuple[Entry, ...]] = b"", ()

    def read(self, *, may_be_new: bool = False) -> tuple[Entry, ...]:
        """Every entry, in order; a last line that a kill cut off counts as never written.

        Args:
            may_be_new: it may be that something was received and nothing noted yet.

        Raises:
            DataError: a line is none that this program wrote.
            StorageError: the file cannot be read, or is gone though something was received.
        """
        entries = self._read(self._data())
        if not (entries or may_be_new) and any((self.folder / RECEIVED).glob("[!.]*")):
            raise StorageError(
                f"{self.file}: is missing or empty, though {RECEIVED}{os.sep} holds what was sent.",
                hint="Put it back from a copy. If there is none, take the inbox in once more.",
            )
        return entries

    def add(self, decide: Callable[[tuple[Entry, ...]], Sequence[Act]]) -> tuple[Entry, ...]:
        """Add acts that follow from what the journal says now; other programs wait meanwhile.

        Args:
            decide: given every entry, tells what to add; nothing where it is there already, so
                that doing a thing twice is doing it once.

        Returns:
            The entries that were added; they are on the disk.

        Raises:
            DataError, StorageError: as for `read`, or the file cannot be written.
        """
        with locked(self.folder):
            data = self._data()
            before = self._read(data)
            acts = decide(before)
            if not acts:
                return ()
            at = now()
            added = tuple(
                Entry(number, at, act) for number, act in enumerate(acts, len(before) + 1)
            )
            self._append(_whole(data), map(_line, added))
        return added

    def _read(self, data: bytes) -> tuple[Entry, ...]:
        known, entries = self._last
        if not data.startswith(known):
            known, entries = b"", ()
        whole = _whole(data)
        if len(whole) > len(known):
            entries += tuple(_entries(whole[len(known) :], self.file, len(entries) + 1))
            self._last = whole, entries
        return entries

    def _data(self) -> bytes:
        try:
            if self.file.exists() and not self.file.is_file():
                raise StorageError(
                    f"{self.file}: is no ordinary file; put the journal in its place."
                )
            return self.file.read_bytes()
        except FileNotFoundError:
            return b""
        except OSError as error:
            raise StorageError(f"{self.file}: cannot be read ({error.strerror}).") from error

    def _append(self, whole: bytes, lines: Iterable[bytes]) -> None:
        """Write lines after the last whole one, and have them on the disk."""
        try:
            is_new = not self.file.exists()
            with self.file.open("a+b") as stream:
                stream.seek(0)
                there = stream.read()
                if len(there) > len(whole):
                    # What a kill cut off was never told as done; nothing is deleted all the same.
                    with (self.folder / TORN).open("ab") as torn:
                        torn.write(there[len(whole) :] + b"\n")
                    stream.truncate(len(whole))
                stream.write(whole[len(there) :] + b"".join(lines))
                stream.flush()
                os.fsync(stream.fileno())
            if is_new:
                flush_folder(self.folder)
        except OSError as error:
            raise StorageError(
                f"{self.file}: cannot be written ({error.strerror}).",
                hint="Make room or choose another folder; what was noted before stands.",
            ) from error


def _whole(data: bytes) -> bytes:
    """The whole lines; an editor may have taken the line break of the last one away."""
    end = data.rfind(b"\n") + 1
    last = data[end:].strip()
    if last.endswith(b"}"):
        with suppress(ValueError, RecursionError):
            json.loads(last)
            return data + b"\n"
    return data[:end]


def _line(entry: Entry) -> bytes:
    value = {
        "number": entry.number,
        "at": entry.at.isoformat(),
        "kind": entry.act.kind,
        "subject": entry.act.subject,
        "by": entry.act.by,
        "details": dict(entry.act.details),
    }
    return json.dumps(value, ensure_ascii=True, separators=(",", ":")).encode("ascii") + b"\n"


def _entries(lines: bytes, file: Path, first: int) -> Iterator[Entry]:
    """The entries in whole lines, of which the first has a number."""
    for number, line in enumerate(lines.splitlines(), first):
        try:
            value = json.loads(line)
            act = Act(value["kind"], value["subject"], value["details"], value["by"])
            at = datetime.fromisoformat(value["at"])
            if value["number"] != number or at.tzinfo is None:
                raise ValueError
        except (ValueError, KeyError, TypeError, RecursionError):
            message = "is no line of a journal; put the file back as it was from a copy."
            raise DataError([Problem(file, number, "", message)]) from None
        yield Entry(number, at.astimezone(UTC), act)
