"""Saving an import into a corpus folder: where it goes, and what it changes there."""

import os
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from policytui.corpus.identity import slug_from
from policytui.corpus.model import Document
from policytui.errors import PolicyError, StorageError, UnknownId, UsageError
from policytui.importers.editions import known_editions, save_edition
from policytui.importers.importing import Wanted, make_import
from policytui.importers.outlining.entries import Outline
from policytui.importers.report import Import
from policytui.tui.importing import Mending
from policytui.tui.paths_typed import path_from
from policytui.tui.plain import one_line
from policytui.tui.wording import number, short_path
from policytui.workspace.imports import SavedAs
from policytui.workspace.places import Places, find_places

_LATER = " What you did while it was saved is not in it: open the same file to go on."


@dataclass(frozen=True, slots=True)
class Plan:
    """What saving an import would do.

    Attributes:
        folder: the corpus folder.
        outline: as it stands in the document; what is done to it later is not saved.
        wanted: what it was to be called then.
        known: the text in the folder that it is held against; None for a new document.
        replaces: that text is of the same edition, so it would not be kept.
    """

    made: Import
    folder: Path
    outline: Outline
    wanted: Wanted
    known: Document | None = None
    replaces: bool = False


@dataclass(frozen=True, slots=True)
class Saved:
    """A document that was saved.

    Attributes:
        folder: the corpus folder that it was saved into.
        beside: name of the edition that it was held against and that is kept, else empty.
        is_behind: something was done while it was saved, which is not in it.
    """

    document: Document
    path: Path
    folder: Path
    beside: str = ""
    is_behind: bool = False

    @property
    def said(self) -> str:
        """What was written where."""
        header = self.document.header
        positions = number(len(self.document.positions), "position")
        return (
            f"Saved “{one_line(header.title)}” ({one_line(header.edition)}), {positions}, "
            f"as {short_path(self.path)}."
            + (f" The edition {one_line(self.beside)} is kept." if self.beside else "")
            + _LATER * self.is_behind
        )

    @property
    def way_to_search(self) -> str:
        """How to search a document that is not in the corpus in use."""
        with suppress(PolicyError, OSError):
            if find_places().corpus.path == self.folder:
                return "To search it, leave with ctrl+q and start policytui again in this folder."
        return f"To search it, start policytui with --corpus {short_path(self.folder)}."


def why_elsewhere(places: Places) -> str:
    """Why nothing can be saved into the corpus in use; empty where it can."""
    if places.is_bundled:
        return (
            "The corpus in use is the one that comes with policytui: it is there to try the "
            "program with, and nothing is added to it. Your documents need a folder of their own."
        )
    if not os.access(places.corpus.path, os.W_OK):
        folder = short_path(places.corpus.path)
        return f"The corpus folder {folder} cannot be written to by you. Choose another one."
    return ""


def folder_named(typed: str) -> Path:
    """The folder that a person means.

    Raises:
        UsageError: it is none, or cannot be written to.
    """
    path = path_from(typed, Path(), "Give the name of a folder.").absolute()
    if os.path.exists(path) and not os.path.isdir(path):
        raise UsageError("This is a file: give the name of a folder.")
    there = next(folder for folder in (path, *path.parents) if os.path.exists(folder))
    if not os.access(there, os.W_OK):
        raise UsageError(f"You cannot write to {short_path(there)}. Give another folder.")
    return path


def plan_saving(mending: Mending, folder: Path) -> Plan:
    """What saving would do; nothing is written.

    Raises:
        PolicyError: there is no document to save, or the one in the folder cannot be read.
    """
    source, outline, wanted = mending.source, mending.outline, mending.wanted
    made, called = make_import(source, outline, wanted), wanted
    try:
        known, older = known_editions(folder, made.document.id)
    except UnknownId:
        return Plan(made, folder, outline, called)
    # Held against the text that is there, positions that go on keep their ids.
    wanted = replace(wanted, id=known.id)
    made = make_import(source, outline, wanted, known=known, older=older)
    name = slug_from(made.document.header.edition)
    same = next((one for one in (known, *older) if slug_from(one.header.edition) == name), None)
    return Plan(made, folder, outline, called, same or known, replaces=same is not None)


def save(plan: Plan, mending: Mending) -> Saved:
    """Write the document; what was done to its source is kept, to go on from.

    Raises:
        UsageError: the text says the same already; nothing is written.
        PolicyError: it cannot be written.
    """
    try:
        path = save_edition(plan.made, plan.folder, force=plan.replaces)
    except UsageError as error:
        raise UsageError(error.message, hint="Nothing you did is lost: esc leaves it.") from error
    except OSError as error:
        raise StorageError(f"It could not be saved ({error.strerror or error}).") from error
    header = plan.made.document.header
    saved = SavedAs(header.id, header.title, header.edition, str(plan.folder), date.today())
    with suppress(StorageError):  # the document is saved, which is what matters
        mending.mark_saved(saved, plan.outline, plan.wanted)
    beside = plan.known.header.edition if plan.known and not plan.replaces else ""
    is_behind = (mending.outline, mending.wanted) != (plan.outline, plan.wanted)
    return Saved(plan.made.document, path, plan.folder, beside, is_behind)
