"""A draft while it is being written: what is typed, kept, saved, in conflict, submitted.

Free of Textual and safe to call from a thread: typing never waits for the disk. Every word is
first noted in the journal, then saved in its file; whichever of the two fails, the other holds.
"""

import threading
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path

from policytui.drafts.begin import duplicate, revise
from policytui.drafts.model import Draft, DraftKind, State
from policytui.drafts.store import DraftConflict, Saved
from policytui.drafts.submission import seal, write_submission
from policytui.errors import PolicyError, StorageError, UsageError
from policytui.workspace.workspace import Workspace

_TITLED = (DraftKind.NEW_POSITION, DraftKind.CAMPAIGN_IDEA)
"""Kinds that the person gives a title of their own."""
_NEVER = datetime(1970, 1, 1, tzinfo=UTC)


class Outcome(StrEnum):
    """What came of an attempt to save."""

    SAVED = "saved"
    UNCHANGED = "unchanged"
    CONFLICT = "conflict"
    FAILED = "failed"


def content_of(draft: Draft) -> Draft:
    """The draft without what is derived or only counts time: equal when the words are."""
    return replace(draft, updated=_NEVER, instruction=())


class Editing:
    """One draft being written.

    Args:
        stamp: of its file when it was opened; None while it has no file.

    Attributes:
        draft: as last composed; `compose` brings it up to what was typed.
        saved_at: when its file was last written, None while it has none.
        trouble: why the last save failed, empty when it did not.
        conflict: set while the file is not the one that was opened.
        is_kept: whether the journal holds the newest words.
        is_only_kept: whether the journal alone holds it, and no file yet.
        is_sealing: while it is being sealed; nothing more can be written then.
        day_problem: what is wrong with the day of agreement as it is written; a draft can only
            hold a day that there is.
    """

    def __init__(self, workspace: Workspace, draft: Draft, stamp: str | None) -> None:
        self.draft = draft
        self.stamp = stamp
        self.saved_at: datetime | None = draft.updated if stamp else None
        self.trouble = ""
        self.conflict: DraftConflict | None = None
        self.is_kept = True
        self.is_only_kept = False
        self.is_sealing = False
        self.day_problem = ""
        self._workspace = workspace
        # A title typed is a word of theirs, and so is a text brought along to amend with, and so
        # are answers found in a file.
        is_titled = draft.kind in _TITLED
        is_brought = draft.base is not None and draft.text != draft.base.text
        is_brought |= any(answer.text for answer in draft.answers)
        has_words = stamp is None and (is_titled or is_brought)
        self._on_disk: Draft | None = None if has_words else content_of(revise(draft))
        self._pending: dict[str, object] = {}
        self._composing: dict[str, object] = {}
        self._pending_lock = threading.Lock()
        self._has_noted = False
        self._lock = threading.RLock()

    @property
    def is_read_only(self) -> bool:
        """Whether it was submitted and must stay as it is, or is being sealed."""
        return self.is_sealing or self._is_submitted

    @property
    def _is_submitted(self) -> bool:
        return self.draft.state is State.SUBMITTED

    @property
    def has_pending(self) -> bool:
        """Whether something was typed since it was last composed."""
        return bool(self._pending or self._composing)

    def write(self, fields: Mapping[str, object]) -> bool:
        """Take what was typed; cheap, so that it can be called for every key.

        Whether it was anything new: fields also report what the program itself put into them.
        """
        if self.is_read_only:
            return False
        with self._pending_lock:
            typed = {**self._composing, **self._pending}
            new = {
                name: value
                for name, value in fields.items()
                if typed.get(name, getattr(self.draft, name)) != value
            }
            self._pending.update(new)
        return bool(new)

    def compose(self) -> Draft:
        """The draft with all that was typed, cleaned, its instruction derived."""
        with self._lock:
            with self._pending_lock:
                self._composing, self._pending = self._pending, {}
            draft = self.draft
            try:
                if self._composing:
                    draft = revise(draft, **self._composing)
            except BaseException:
                with self._pending_lock:
                    self._pending = {**self._composing, **self._pending}
                raise
            finally:
                with self._pending_lock:
                    self.draft, self._composing = draft, {}
            return draft

    def note(self) -> None:
        """Keep what is typed in the journal."""
        with self._lock:
            draft = self.compose()
            if content_of(draft) != self._on_disk:
                self._keep(draft)

    def _keep(self, draft: Draft) -> None:
        self.is_kept = self._workspace.journal.note(draft)
        self._has_noted = True

    def save(self, *, even_unchanged: bool = False) -> Outcome:
        """Save in its file; what cannot be saved is kept in the journal."""
        with self._lock:
            draft = self.compose()
            if self._is_submitted:
                return Outcome.UNCHANGED
            if content_of(draft) == self._on_disk and not even_unchanged:
                if self._has_noted:
                    # Typed and taken back: nothing is left to recover. What lies there from an
                    # earlier time is not ours to forget.
                    self._workspace.journal.forget(draft.id)
                    self._has_noted = False
                self.trouble = ""
                return Outcome.UNCHANGED
            try:
                saved = self._workspace.drafts.save(revise(draft), self.stamp)
            except DraftConflict as conflict:
                self.conflict = conflict
                self._keep(draft)
                return Outcome.CONFLICT
            except PolicyError as error:
                self.trouble = f"{error.message} {error.hint}".strip()
                self._keep(draft)
                return Outcome.FAILED
            self._settle(saved)
            return Outcome.SAVED

    def _settle(self, saved: Saved) -> None:
        """The file holds the draft: from now on that is what is compared with."""
        self.draft, self.stamp = saved.draft, saved.stamp
        self._on_disk = content_of(saved.draft)
        self.saved_at = datetime.now(UTC)
        self.trouble, self.conflict, self.is_kept = "", None, True
        self.is_only_kept = False
        self._workspace.journal.forget(saved.draft.id)
        self._has_noted = False

    # --- words kept from before ---

    def find_kept(self) -> Draft | None:
        """What the journal holds of this draft and its file does not."""
        journal = self._workspace.journal
        kept = journal.look(self.draft.id)
        while kept and content_of(kept) == content_of(self.draft):
            journal.claim(kept)
            if self.stamp is None:
                # Opened from the journal itself: it has yet to get a file.
                self._on_disk = None
                self.is_only_kept = True
                return None
            # Saved already; what another window kept before may not be.
            journal.forget(kept.id)
            before, kept = kept, journal.look(self.draft.id)
            if kept == before:
                return None
        return kept

    def take(self, draft: Draft) -> None:
        """Go on with another version of the words; the file is as it was."""
        with self._lock, self._pending_lock:
            self._pending.clear()
            self.draft = draft

    def take_kept(self, kept: Draft) -> None:
        """Go on with what the journal holds; once it is saved it is held no more."""
        self._workspace.journal.claim(kept)
        self.take(kept)

    def keep_apart(self, kept: Draft) -> Draft:
        """Save what the journal holds as a draft of its own.

        Raises:
            StorageError: it could not be written; the journal still holds it.
        """
        drafts = self._workspace.drafts
        apart = drafts.save(duplicate(kept, drafts.ids()), None).draft
        self.discard_kept(kept)
        return apart

    def discard_kept(self, kept: Draft) -> None:
        """Forget what the journal holds."""
        self._workspace.journal.claim(kept)
        self._workspace.journal.forget(kept.id)

    # --- ways out of a conflict ---

    def load(self, theirs: Saved) -> None:
        """Go on with what the file holds now; what was typed is given up."""
        with self._lock:
            self.take(theirs.draft)
            self._settle(theirs)
            self.saved_at = theirs.draft.updated

    def save_copy(self) -> Draft:
        """Save what was typed as another draft and go on with that; what is typed meanwhile stays.

        Raises:
            StorageError: it could not be written.
        """
        with self._lock:
            mine = self.compose()
            copy = duplicate(mine, self._workspace.drafts.ids())
            saved = self._workspace.drafts.save(copy, None)
            self._settle(saved)
            self._workspace.journal.forget(mine.id)
            return copy

    def save_anew(self) -> Outcome:
        """Save although the file is gone."""
        with self._lock:
            self.stamp = None
            return self.save(even_unchanged=True)

    # --- submitting ---

    def submit(self) -> Path:
        """Seal the saved draft and put it into the outbox; the file written.

        Raises:
            StorageError: outbox or draft could not be written.
            UsageError: it is submitted already.
        """
        with self._lock:
            if self._is_submitted:
                raise UsageError("It is submitted already.")
            outcome = self.save(even_unchanged=self.stamp is None)
            if outcome in (Outcome.CONFLICT, Outcome.FAILED):
                message = self.trouble or str(self.conflict)
                raise StorageError(f"Not submitted, because it could not be saved: {message}")
            submission = seal(self.compose())
            path = write_submission(submission, self._workspace.places.outbox)
            try:
                self._settle(self._workspace.drafts.save(submission, self.stamp))
            except PolicyError:
                # Half submitted would be worse than not: the draft could still be changed.
                with suppress(OSError):
                    path.unlink()
                raise
            return path
