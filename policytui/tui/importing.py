"""An import being mended: the file read, what was done to its outline, and what it comes to."""

from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path

from policytui.corpus.model import Header, Kind
from policytui.errors import UnknownId, UsageError
from policytui.files import read_bytes
from policytui.importers.importing import Source, Wanted, make_import, open_source
from policytui.importers.outlining.editing import Action, Edit, apply_edits
from policytui.importers.outlining.entries import Entry, Outline, Use
from policytui.importers.readers.kinds import LARGEST_SOURCE
from policytui.importers.report import Doubt, Import
from policytui.progress import IsCancelled, Progress
from policytui.workspace.imports import KeptImport, KeptImports, Mended, Step
from policytui.workspace.workspace import Workspace


class Mending:
    """The outline of a source as a person mends it; everything done is kept at once.

    Args:
        source: with all doubts in its outline, see `open_mending`.
        digest: of the file.
        kept: what was done to it before.
        imports: where what is done is kept.

    Attributes:
        outline: as it stands now.
        wanted: what the document is to be called.
        went_on: how many earlier steps it began with.
        is_outlined_anew: earlier steps were kept, but belong to another outline.
    """

    def __init__(self, source: Source, digest: str, kept: KeptImport, imports: KeptImports) -> None:
        self.source = source
        self.wanted = kept.wanted
        self._digest = digest
        self._imports = imports
        self._name = _name_of(source.outline)
        self._others = {name: each for name, each in kept.mended.items() if name != self._name}
        mended = kept.mended.get(self._name, Mended())
        self.outline = source.outline
        self._done: list[Step] = []
        for step in mended.done:
            self.outline = apply_edits(self.outline, step)
            self._done.append(step)
        self._undone = list(mended.undone)
        self.went_on = len(self._done)
        self.is_outlined_anew = not self._done and any(each.done for each in self._others.values())

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

    def forget(self) -> None:
        """It is saved: nothing has to be kept of it."""
        self._imports.forget(self._digest)

    def _keep(self) -> None:
        mended = Mended(tuple(self._done), tuple(self._undone))
        kept = KeptImport(self.wanted, {**self._others, self._name: mended})
        self._imports.keep(self._digest, kept)

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
    imports = KeptImports(workspace.places.state / "imports")
    kept = imports.find(digest)
    source = open_source(path, kept.wanted.kind, progress=progress, is_cancelled=is_cancelled)
    source = _with_doubts_at_entries(source)
    try:
        return Mending(source, digest, kept, imports)
    except UsageError:
        # A file of another version of the program: what it tells does not fit.
        return Mending(source, digest, KeptImport(kept.wanted), imports)


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


# --- what is meant by a key ---


def step_for(action: Action, places: Sequence[int]) -> Step:
    """One step that does the same to several entries."""
    # From the end, so that joining entries moves none of those that are still to come.
    return tuple(Edit(action, at) for at in sorted(places, reverse=True))


def leave_out_step(outline: Outline, places: Sequence[int]) -> Step:
    """What leaves entries out, or brings them back where all of them are."""
    entries = outline.entries
    kept = [at for at in places if entries[at].use is not Use.LEFT_OUT]
    if kept:
        return step_for(Action.LEAVE_OUT, kept)
    back = sorted(places, reverse=True)
    return tuple(Edit(_way_back(entries[at]), at) for at in back)


def _way_back(entry: Entry) -> Action:
    return Action.HEADING if entry.is_added else Action.TEXT


def place_after(step: Step, outline: Outline) -> int:
    """The entry to look at after a step."""
    first = step[-1]
    at = first.at
    if first.action is Action.JOIN:
        at -= 1
    return max(0, min(at, len(outline.entries) - 1))


# --- what it comes to ---


@dataclass(frozen=True, slots=True)
class Account:
    """What an import comes to as it stands.

    Attributes:
        known: the header of the document that the corpus has under its id.
    """

    made: Import
    known: Header | None = None

    @property
    def themes(self) -> int:
        """How many themes have positions."""
        positions = self.made.document.positions
        return len({position.themes for position in positions if position.themes})


def take_account(mending: Mending, workspace: Workspace) -> Callable[[], Account]:
    """What counts an import as it stands now, to be called away from the screen.

    Raises (when called):
        PolicyError: it makes no document.
    """
    source, outline, wanted = mending.source, mending.outline, mending.wanted

    def count() -> Account:
        made = make_import(source, outline, wanted)
        try:
            return Account(made, workspace.catalogue.header(made.document.id))
        except UnknownId:
            return Account(made)

    return count
