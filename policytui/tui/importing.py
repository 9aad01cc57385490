"""An import being mended: the file read, and what was done to its outline."""

from bisect import bisect_right
from collections.abc import Callable
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from threading import Lock

from policytui.corpus.model import Kind
from policytui.errors import UsageError
from policytui.files import read_bytes
from policytui.importers.importing import Source, Wanted, open_source
from policytui.importers.outlining.editing import apply_edits
from policytui.importers.outlining.entries import Outline
from policytui.importers.readers.kinds import LARGEST_SOURCE
from policytui.importers.report import Doubt
from policytui.progress import IsCancelled, Progress
from policytui.workspace.imports import (
    Found,
    KeptImport,
    KeptImports,
    Mended,
    SavedAs,
    Step,
    kept_in,
)
from policytui.workspace.workspace import Workspace


class Mending:
    """The outline of a source as a person mends it; everything done is kept at once.

    Args:
        source: with all doubts in its outline, see `open_mending`.
        digest: of the file.
        found: what was done to it before.
        imports: where what is done is kept.

    Attributes:
        outline: as it stands now.
        wanted: what the document is to be called.
        found: what is kept of it, as it was read or written last.
        is_kept: everything that was done is in `found`.
        went_on: how many earlier steps it began with.
        is_outlined_anew: earlier steps were kept, but belong to another outline.
        saved: what it was saved as last, None where it never was.
        others: what else is kept of the same file and not saved, done in other windows.
    """

    def __init__(self, source: Source, digest: str, found: Found, imports: KeptImports) -> None:
        self.source = source
        self._digest = digest
        self._imports = imports
        self._name = _name_of(source.outline)
        self._keeping = Lock()
        self.others: tuple[Found, ...] = ()
        self.go_on_from(found)

    def go_on_from(self, found: Found) -> None:
        """Take what is kept as it stands; what was done here is given up.

        Raises:
            UsageError: it does not fit the outline; nothing is changed.
        """
        kept = found.kept
        mended = kept.mended.get(self._name, Mended())
        outline = self.source.outline
        for step in mended.done:
            outline = apply_edits(outline, step)
        self.outline = outline
        self.wanted = kept.wanted
        self.saved = kept.saved
        self.found = found
        self.is_kept = True
        self._apart = {name: each for name, each in kept.mended.items() if name != self._name}
        self._done = list(mended.done)
        self._undone = list(mended.undone)
        self.went_on = len(self._done)
        self.is_outlined_anew = not self._done and any(each.done for each in self._apart.values())

    @property
    def steps(self) -> int:
        """How many steps were done."""
        return len(self._done)

    # --- doing ---

    def do(self, step: Step) -> None:
        """Make edits as one step.

        Raises:
            UsageError: one of them does not fit; nothing is changed.
            StorageError: it is done, but could not be kept.
        """
        self.outline = apply_edits(self.outline, step)
        self._done.append(step)
        self._undone.clear()
        self._keep()

    def undo(self, steps: int = 1) -> Step | None:
        """Take back what was done last; gives the step at which one is, None for none.

        Raises:
            StorageError: it is done, but could not be kept.
        """
        taken = None
        for _ in range(min(steps, len(self._done))):
            taken = self._done.pop()
            self._undone.append(taken)
        if taken is not None:
            self.outline = self.source.outline
            for step in self._done:
                self.outline = apply_edits(self.outline, step)
            self._keep()
        return taken

    def redo(self) -> Step | None:
        """Do again what was taken back last; gives it, None where nothing was.

        Raises:
            StorageError: it is done, but could not be kept.
        """
        if not self._undone:
            return None
        step = self._undone.pop()
        self.outline = apply_edits(self.outline, step)
        self._done.append(step)
        self._keep()
        return step

    def want(self, wanted: Wanted) -> None:
        """Call the document something else.

        Raises:
            StorageError: it is done, but could not be kept.
        """
        self.wanted = wanted
        self._keep()

    def mark_saved(self, saved: SavedAs, outline: Outline, wanted: Wanted) -> None:
        """It is saved; what was done to it is kept, to go on from.

        Args:
            outline: that was saved; what was done since is not saved.
            wanted: what it was called then.

        Raises:
            StorageError: that could not be kept.
        """
        self.saved = saved
        self._keep(lambda: (self.outline, self.wanted) != (outline, wanted))

    def keep(self) -> None:
        """Keep what could not be kept before.

        Raises:
            StorageError: it still cannot be kept.
        """
        if not self.is_kept:
            self._keep()

    def keep_apart(self) -> None:
        """Keep what was done here beside what was done in another window.

        Raises:
            StorageError: it could not be kept.
        """
        self.found = self._imports.keep_apart(self._digest, self._kept())
        self.is_kept = True

    def _keep(self, is_unsaved: Callable[[], bool] = lambda: True) -> None:
        # Saving is away from the screen, where the next edit may come meanwhile.
        with self._keeping:
            self.is_kept = False
            self.found = self._imports.keep(self.found, self._kept(is_unsaved=is_unsaved()))
            self.is_kept = True

    def _kept(self, *, is_unsaved: bool = True) -> KeptImport:
        return KeptImport(
            self.wanted,
            {**self._apart, self._name: Mended(tuple(self._done), tuple(self._undone))},
            str(self.source.path.absolute()),
            self.saved,
            is_unsaved,
        )

    @property
    def needs_other_outline(self) -> bool:
        """Whether what it is to be is outlined in another way than it was."""
        kind = self.wanted.kind
        if kind is None or self.source.document:
            return False
        return (kind is Kind.CONSULTATION) != self.source.is_consultation


def open_mending(
    path: Path, workspace: Workspace, progress: Progress, is_cancelled: IsCancelled
) -> Mending:
    """Read a file and go on with what was done to it before.

    Raises:
        PolicyError: it cannot be read.
        Cancelled: stopped.
    """
    digest = sha256(read_bytes(path, LARGEST_SOURCE)).hexdigest()
    imports = kept_in(workspace.places)
    found, *others = imports.find(digest)
    source = open_source(path, found.kept.wanted.kind, progress=progress, is_cancelled=is_cancelled)
    source = _with_doubts_at_entries(source)
    try:
        mending = Mending(source, digest, found, imports)
    except UsageError:
        # A file of another version of the program: what it tells does not fit.
        bare = replace(found, kept=replace(found.kept, mended={}))
        return Mending(source, digest, bare, imports)
    mending.others = tuple(each for each in others if each.kept.is_unsaved)
    return mending


def _with_doubts_at_entries(source: Source) -> Source:
    """All doubts in the outline, each at the place where an entry begins.

    So the doubt about a part of an entry is settled with the entry, whoever had it.
    """
    lines = sorted({entry.line for entry in source.outline.entries})

    def at_entry(doubt: Doubt) -> Doubt:
        place = bisect_right(lines, doubt.line)
        return replace(doubt, line=lines[place - 1]) if doubt.line and place else doubt

    doubts = (*source.reading.doubts, *source.outline.doubts)
    return replace(
        source,
        reading=replace(source.reading, doubts=()),
        outline=replace(source.outline, doubts=tuple(map(at_entry, doubts))),
    )


def _name_of(outline: Outline) -> str:
    """A name that only outlines with the same entries have."""
    digest = sha256()
    for entry in outline.entries:
        digest.update(f"{entry.use} {entry.level} {len(entry.text)}\n{entry.text}\n".encode())
    return digest.hexdigest()[:16]
