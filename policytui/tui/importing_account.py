"""What an import comes to as it stands: its document, and what is doubtful in it."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from policytui.corpus.model import Header
from policytui.errors import PolicyError, UnknownId
from policytui.importers.importing import Wanted, make_import
from policytui.importers.report import Import
from policytui.tui.importing import Mending
from policytui.tui.wording import number
from policytui.workspace.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Account:
    """What an import comes to as it stands.

    Attributes:
        lines: the places of the source at which rows of the outline stand.
        known: the header of the document that the corpus has under its id.
    """

    made: Import
    lines: frozenset[int]
    known: Header | None = None

    @property
    def outlined(self) -> str:
        """How many positions there are, and how many themes they stand under."""
        positions = self.made.document.positions
        themes = {position.themes for position in positions if position.themes}
        return f"{number(len(positions), 'position')} under {number(len(themes), 'theme')}"

    @property
    def doubtful_rows(self) -> int:
        """How many rows of the outline are doubted, however often each is."""
        return len({doubt.line for doubt in self.made.doubts} & self.lines)

    @property
    def about_file(self) -> int:
        """How many doubts are about the file as a whole."""
        return sum(doubt.line not in self.lines for doubt in self.made.doubts)

    @property
    def doubts_said(self) -> str:
        """What is doubtful, in words."""
        parts = [f"{number(self.doubtful_rows, 'row')} doubtful"] if self.doubtful_rows else []
        if self.about_file:
            parts.append(f"{number(self.about_file, 'doubt')} about the whole file")
        return ", ".join(parts) or "no doubts"


def take_account(mending: Mending, workspace: Workspace) -> Callable[[], Account]:
    """What counts an import as it stands now, to be called away from the screen.

    Raises (when called):
        PolicyError: it makes no document.
    """
    source, outline, wanted = mending.source, mending.outline, mending.wanted

    def count() -> Account:
        made = make_import(source, outline, wanted)
        lines = frozenset(entry.line for entry in outline.entries)
        try:
            return Account(made, lines, workspace.catalogue.header(made.document.id))
        except UnknownId:
            return Account(made, lines)

    return count


def notes_by_field(mending: Mending) -> dict[str, list[str]]:
    """The doubts about the whole file, by the field of the form that answers them.

    Those that no field answers stand under an empty name. Nothing, where no document is made.
    """
    source, outline, wanted = mending.source, mending.outline, mending.wanted

    def about_file(wanted: Wanted) -> tuple[Header, list[str]]:
        made = make_import(source, outline, wanted)
        return made.document.header, [each.message for each in made.doubts if not each.line]

    try:
        header, rest = about_file(wanted)
        notes: dict[str, list[str]] = {}
        for name in ("title", "edition"):
            # What is doubted no more once the field is filled in is what the field answers.
            _, still = about_file(replace(wanted, **{name: getattr(header, name)}))
            notes[name] = [note for note in rest if note not in still]
            rest = [note for note in rest if note in still]
    except PolicyError:
        return {}
    return {**notes, "": rest}
