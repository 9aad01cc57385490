"""Taking in an inbox: every file looked at, stored as it came, and noted with what was found.

Files are stored before the journal speaks of them, some hundreds at a time. Killed at any moment
and done again, it ends in the same state; a file that was taken in before is passed over.
"""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from policytui.checks.basis import Basis
from policytui.conference.inbox.admission import Admission, Verdict, admission_of
from policytui.conference.inbox.answers import NEEDS_A_PERSON, consultation_of, read_answers
from policytui.conference.inbox.folder import InboxFile, files_in
from policytui.conference.inbox.ledger import DUPLICATE, TAKEN_IN
from policytui.conference.inbox.reading import read_submission, reason_of
from policytui.conference.inbox.reconsidering import reconsider
from policytui.conference.inbox.shelf import Shelf
from policytui.conference.inbox.store import Content, digest_of
from policytui.conference.journal import Act, Entry
from policytui.conference.round import Round
from policytui.corpus.model import Document
from policytui.drafts.begin import now
from policytui.drafts.model import Draft
from policytui.drafts.submission import content_digest
from policytui.drafts.toml import LARGEST_FILE, format_draft
from policytui.errors import Cancelled, PolicyError
from policytui.files import read_bytes, sweep_temporaries
from policytui.importers.readers.confined import ConfinedReader
from policytui.importers.readers.kinds import LARGEST_SOURCE, SUFFIXES
from policytui.progress import IsCancelled, Progress, ignore_progress, never_cancelled
from policytui.text import clean_line

_FILES_AT_ONCE = 500
_BYTES_AT_ONCE = 50_000_000


@dataclass(frozen=True, slots=True)
class Taken:
    """What taking in did.

    Attributes:
        files: how many lay in the inbox.
        new: digests of those that were not received before.
        reconsidered: digests of those received before that other conditions kept out, and those
            of now do not.
    """

    files: int
    new: tuple[str, ...]
    reconsidered: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Looked:
    """A file that was looked at.

    Attributes:
        kind: of the act that speaks of it.
        contents: what is to be stored.
        draft: digest of the file that holds the submission, the submission, its content digest.
    """

    digest: str
    name: str
    kind: str
    details: dict[str, Any] = field(default_factory=dict)
    contents: tuple[Content, ...] = ()
    draft: tuple[str, Draft, str] | None = None


def take_in(
    round_: Round,
    inbox: Path,
    basis: Basis,
    *,
    by: str = "",
    progress: Progress = ignore_progress,
    is_cancelled: IsCancelled = never_cancelled,
) -> Taken:
    """Take in every file beneath a folder; none stops the rest.

    What was kept out before by other conditions than those of now is looked at again. What was
    received and is missing from the round is put back from the inbox.

    Args:
        inbox: the folder, or one file.
        by: who does it, noted in the journal.

    Raises:
        StorageError: the inbox cannot be read or the round cannot be written.
        UsageError: the round names conditions that there are not.
        Cancelled: stopped; what was taken in stays.
    """
    files = list(files_in(inbox, without=round_.folder))
    shelf = Shelf(round_, basis.cache)
    shelf.store.sweep()
    sweep_temporaries(round_.folder)
    new: list[str] = []
    with ConfinedReader() as reader:
        desk = _Desk(round_, shelf, basis, reader)
        batch: list[_Looked] = []
        size = 0
        for number, file in enumerate(files):
            progress(number, len(files), file.name)
            if is_cancelled():
                new += desk.note(batch, by)
                raise Cancelled
            looked = desk.look_at(file)
            batch += [looked] if looked else []
            size += sum(len(one.data) for one in looked.contents) if looked else 0
            if len(batch) >= _FILES_AT_ONCE or size >= _BYTES_AT_ONCE:
                new += desk.note(batch, by)
                batch, size = [], 0
        new += desk.note(batch, by)
    again = reconsider(round_, basis, by=by)
    progress(len(files), len(files), "")
    return Taken(len(files), tuple(new), again)


class _Desk:
    """Where files are looked at, one after the other."""

    def __init__(self, round_: Round, shelf: Shelf, basis: Basis, reader: ConfinedReader) -> None:
        self._round, self._shelf, self._reader = round_, shelf, reader
        self._admission: Admission = admission_of(round_, basis)
        self._consultation: Document | None = consultation_of(round_, basis.catalogue)
        self._known = set(_received(round_.journal.read(may_be_new=True)))
        self._digests = {digest for digest, _ in self._known}

    def look_at(self, file: InboxFile) -> _Looked | None:
        """What a file is; None where it was taken in before."""
        suffix = file.path.suffix.casefold()
        try:
            if trouble := file.trouble or self._why_unopened(file, suffix):
                return self._unopened(file, trouble)
            data = read_bytes(file.path, _largest(suffix))
        except PolicyError as error:
            return self._unopened(file, clean_line(error.message))
        digest = digest_of(data)
        if (digest, file.name) in self._known:
            self._shelf.store.put([Content(suffix, digest, data)])
            return None
        details: dict[str, Any] = {"name": file.name, "size": len(data)}
        if digest in self._digests:
            # What its content is was found when it came under its other name.
            return _Looked(digest, file.name, DUPLICATE, details)
        self._digests.add(digest)
        if suffix == ".toml":
            return self._submission(file, data, digest, details)
        return self._answers(file, data, digest, suffix, details)

    def note(self, batch: Sequence[_Looked], by: str) -> list[str]:
        """Store files and note them, those that somebody else noted meanwhile left out."""
        self._shelf.store.put(content for looked in batch for content in looked.contents)
        self._shelf.keep(looked.draft for looked in batch if looked.draft)

        def decide(entries: tuple[Entry, ...]) -> Sequence[Act]:
            known = set(_received(entries))
            digests = {digest for digest, _ in known}
            acts = []
            for one in batch:
                if (one.digest, one.name) in known:
                    continue
                kind, details = one.kind, one.details
                if one.digest in digests and kind != DUPLICATE:
                    kind, details = DUPLICATE, {key: details[key] for key in ("name", "size")}
                acts.append(Act(kind, one.digest, details, clean_line(by)))
                known.add((one.digest, one.name))
                digests.add(one.digest)
            return acts

        added = self._round.journal.add(decide) if batch else ()
        self._known |= set(_received(added))
        return [entry.act.subject for entry in added]

    def _why_unopened(self, file: InboxFile, suffix: str) -> str:
        """Why a file is refused before a byte of it is read."""
        if suffix != ".toml" and suffix not in SUFFIXES:
            return "is neither a sealed submission (.toml) nor a file of answers (Word, PDF, …)"
        if suffix != ".toml" and self._consultation is None:
            return (
                "is no sealed submission (.toml); files of answers are taken only where the round "
                "is about one consultation"
            )
        if file.size > _largest(suffix):
            return (
                f"holds {file.size / 1e6:,.0f} MB; a file of this kind may hold "
                f"{_largest(suffix) / 1e6:,.0f} MB"
            )
        return ""

    def _unopened(self, file: InboxFile, trouble: str) -> _Looked | None:
        # Its content is not known, so that it is told from others by name and size.
        told = f"unopened {file.size} {file.name}".encode("utf-8", "backslashreplace")
        digest = hashlib.sha256(told).hexdigest()
        if (digest, file.name) in self._known:
            return None
        self._known.add((digest, file.name))
        details = {"name": file.name, "size": file.size, "reason": trouble}
        return _Looked(digest, file.name, _act(Verdict.REFUSED), details)

    def _submission(
        self, file: InboxFile, data: bytes, digest: str, details: dict[str, Any]
    ) -> _Looked:
        contents = (Content(".toml", digest, data),)
        if not data.strip():
            details["reason"] = "is an empty file"
            return _Looked(digest, file.name, _act(Verdict.BLANK), details, contents)
        try:
            draft = read_submission(data, file.name)
        except PolicyError as error:
            details["reason"] = reason_of(error)
            return _Looked(digest, file.name, _act(Verdict.REFUSED), details, contents)
        content = content_digest(draft)
        is_intact = draft.seal is not None and draft.seal.digest == content
        found = self._admission.judge(draft, is_intact, now())
        details["id"] = draft.id
        if found.reason:
            details["reason"] = found.reason
        kept = (digest, draft, content)
        return _Looked(digest, file.name, _act(found.verdict), details, contents, kept)

    def _answers(
        self, file: InboxFile, data: bytes, digest: str, suffix: str, details: dict[str, Any]
    ) -> _Looked:
        assert self._consultation
        store = self._shelf.store
        store.put([Content(suffix, digest, data)])
        try:
            draft = read_answers(
                store.path(digest, suffix), file, digest, self._consultation, self._reader
            )
        except PolicyError as error:
            details["reason"] = reason_of(error)
            return _Looked(digest, file.name, _act(Verdict.REFUSED), details)
        response = format_draft(draft).encode()
        made = digest_of(response)
        details |= {"id": draft.id, "response": made, "needs": NEEDS_A_PERSON}
        kept = (made, draft, content_digest(draft))
        contents = (Content(".toml", made, response),)
        return _Looked(digest, file.name, _act(Verdict.RECEIVED), details, contents, kept)


def _largest(suffix: str) -> int:
    return LARGEST_FILE if suffix == ".toml" else LARGEST_SOURCE


def _act(verdict: Verdict) -> str:
    return f"inbox.{verdict.value}"


def _received(entries: Sequence[Entry]) -> Iterator[tuple[str, str]]:
    """Digest and name of each file that the journal speaks of."""
    for entry in entries:
        if entry.act.kind in TAKEN_IN:
            yield entry.act.subject, str(entry.act.details["name"])
