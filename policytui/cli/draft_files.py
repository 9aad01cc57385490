"""The drafts that a command is about, read from files and folders, and what cannot be read."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from policytui.checks.finding import Finding
from policytui.checks.rules.form import findings_of_shared_id, findings_of_unreadable
from policytui.drafts.model import Draft
from policytui.drafts.submission import content_digest
from policytui.drafts.toml import LARGEST_FILE, parse_draft_bytes
from policytui.errors import DataError, Problem, StorageError
from policytui.files import read_bytes
from policytui.workspace.workspace import Workspace


@dataclass
class Gathered:
    """What lies in the files that were named.

    Attributes:
        files: where each draft lies, by its id, and each file that is no draft, by its name.
        unreadable: what is wrong with files that hold no draft.
        clashes: drafts whose id another file has.
    """

    drafts: list[Draft] = field(default_factory=list)
    files: dict[str, Path] = field(default_factory=dict)
    unreadable: list[Finding] = field(default_factory=list)
    clashes: list[Finding] = field(default_factory=list)


def gather_drafts(workspace: Workspace, names: Sequence[str]) -> Gathered:
    """The drafts in files and folders, or of ids; with no name those of the workspace.

    Raises:
        StorageError: a file named is not there.
        UnknownId: a draft named is not there.
    """
    gathered = Gathered()
    by_id: dict[str, Draft] = {}
    for path in dict.fromkeys(_paths(workspace, names)):
        try:
            data = read_bytes(path, LARGEST_FILE)
            draft = parse_draft_bytes(data, path)
        except DataError as error:
            text = data.decode("utf-8-sig", "replace").replace("\r\n", "\n")
            _note_unreadable(gathered, path, error.problems, text)
            continue
        except StorageError as error:
            _note_unreadable(gathered, path, (Problem(path, 0, "", error.message),), "")
            continue
        known = by_id.setdefault(draft.id, draft)
        if known is draft:
            gathered.drafts.append(draft)
            gathered.files[draft.id] = path
        elif content_digest(known) != content_digest(draft):
            # A draft and the copy of it in the outbox are one; anything else is a mistake.
            name = _name_in(gathered, path)
            gathered.clashes += findings_of_shared_id(draft, name, gathered.files[draft.id])
    return gathered


def _note_unreadable(
    gathered: Gathered, path: Path, problems: Sequence[Problem], text: str
) -> None:
    gathered.unreadable += findings_of_unreadable(problems, _name_in(gathered, path), text)


def _name_in(gathered: Gathered, path: Path) -> str:
    """What a file that is no draft is called; a draft's id never holds a dot."""
    name = path.name if path.name not in gathered.files else str(path)
    gathered.files[name] = path
    return name


def _paths(workspace: Workspace, names: Sequence[str]) -> Iterator[Path]:
    if not names:
        yield from _in_folder(workspace.drafts.folder)
    for name in names:
        path = Path(name)
        if path.is_dir():
            yield from _in_folder(path)
        elif path.is_file():
            yield path
        elif path.suffix:
            raise StorageError(f"{name}: there is no such file.")
        else:
            yield workspace.drafts.load(name).path


def _in_folder(folder: Path) -> Iterator[Path]:
    if folder.is_dir():
        yield from sorted(path for path in folder.glob("*.toml") if not path.name.startswith("."))
