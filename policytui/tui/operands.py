"""What can be compared: positions, whole documents, drafts and files; found by what is typed."""

from collections.abc import Container, Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice
from pathlib import Path

from policytui.corpus.editions import find_edition, list_editions
from policytui.corpus.identity import is_position_id
from policytui.corpus.model import Document, Position
from policytui.errors import DataError, PolicyError, UsageError
from policytui.files import read_bytes
from policytui.importers.importing import import_file
from policytui.importers.readers.text.encoding import read_lines
from policytui.text import clean_prose
from policytui.tui.comparing import About, about_draft
from policytui.tui.draft_state import words_of
from policytui.tui.paths_typed import path_from
from policytui.tui.plain import one_line
from policytui.tui.wording import DOT, breadcrumb, short_path
from policytui.workspace.workspace import Workspace

MOST = 8
"""How many suggestions are made."""

_LARGEST_TEXT = 16_000_000
_PATH_STARTS = ("/", "~", ".")


class Sort(StrEnum):
    """What an operand is."""

    POSITION = "position"
    DOCUMENT = "document"
    DRAFT = "draft"
    FILE = "file"
    PLATFORM = "platform"
    """All platforms and policy papers together."""


@dataclass(frozen=True, slots=True)
class Operand:
    """Something that can be compared, by its name.

    Attributes:
        name: its id, with `@` and an edition for an older text of a document; or the path of
            the file.
        where: what tells it from others of the same title.
    """

    sort: Sort
    name: str
    title: str
    where: str = ""

    @property
    def label(self) -> str:
        """The title and what tells it from its like in another edition."""
        return f"{self.title} ({self.where.partition(DOT)[0]})" if self.where else self.title


WHOLE_PLATFORM = Operand(Sort.PLATFORM, "", "the whole platform")
BESIDE_PLATFORM = (Sort.FILE, Sort.DRAFT)
"""What can be compared with the whole platform."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """An operand with its words.

    Attributes:
        document: where it is one, or a file that can be read as one.
        position: where it is one.
    """

    operand: Operand
    title: str
    text: str
    about: About
    document: Document | None = None
    position: Position | None = None


# --- finding ---


def operand_of(position: Position, workspace: Workspace) -> Operand:
    """A position as an operand."""
    header = workspace.catalogue.header(position.document_id)
    where = f"{one_line(header.edition)}{DOT}{breadcrumb(position, header)}"
    return Operand(Sort.POSITION, position.id, one_line(position.title), where)


def suggest(
    workspace: Workspace,
    typed: str,
    hand: Operand | None = None,
    *,
    sorts: Container[Sort] = tuple(Sort),
) -> tuple[Operand, ...]:
    """What may be meant, the likeliest first.

    Args:
        hand: the position that the person comes from.
        sorts: what may be meant at all.
    """
    typed = typed.strip()
    if typed.startswith(_PATH_STARTS):
        return tuple(islice(_files(typed), MOST))
    found = (each for each in _matching(workspace, typed, hand) if each.sort in sorts)
    return tuple(islice(dict.fromkeys(found), MOST))


def _matching(workspace: Workspace, typed: str, hand: Operand | None) -> Iterator[Operand]:
    words = typed.casefold().split()
    if _holds(WHOLE_PLATFORM.title, words):
        yield WHOLE_PLATFORM
    if not typed and hand:
        yield hand
    if is_position_id(typed):
        for position in workspace.catalogue.positions([typed]):
            yield operand_of(position, workspace)
    yield from _documents(workspace, words)
    if typed:
        most = MOST if "@" in typed else MOST // 2
        yield from islice(_older_editions(workspace, typed), most)
    yield from _drafts(workspace, words)
    if typed:
        yield from islice(_files(typed), 2)
        hits = workspace.search(typed, limit=MOST, as_typed=True).hits
        for position in workspace.catalogue.positions([hit.id for hit in hits]):
            yield operand_of(position, workspace)


def _documents(workspace: Workspace, words: list[str]) -> Iterator[Operand]:
    for card in workspace.catalogue.documents():
        header = card.header
        if _holds(f"{header.id} {header.title} {header.edition}", words):
            yield Operand(Sort.DOCUMENT, header.id, one_line(header.title), header.edition)


def _older_editions(workspace: Workspace, typed: str) -> Iterator[Operand]:
    """The older texts of documents; `@` may stand between document and edition."""
    words = typed.casefold().replace("@", " ").split()
    for card in workspace.catalogue.documents():
        header = card.header
        if not any(_holds(f"{header.id} {header.title}", [word]) for word in words):
            continue
        try:
            editions = list_editions(workspace.places.corpus.path, header.id)
        except PolicyError:
            continue  # what is wrong with them is said where they are asked for
        for each in (file.header for file in reversed(editions) if not file.is_current):
            if _holds(f"{header.id} {each.title} {each.edition}", words):
                name = f"{header.id}@{each.edition}"
                yield Operand(Sort.DOCUMENT, name, one_line(each.title), one_line(each.edition))


def _drafts(workspace: Workspace, words: list[str]) -> Iterator[Operand]:
    for saved in workspace.drafts.list().drafts:
        draft = saved.draft
        if _holds(f"{draft.id} {draft.title}", words):
            when = f"{draft.updated.astimezone():%-d %b %Y %H:%M}"
            yield Operand(Sort.DRAFT, draft.id, one_line(draft.title), when)


def _holds(text: str, words: list[str]) -> bool:
    text = text.casefold()
    return all(word in text for word in words)


def _files(typed: str) -> Iterator[Operand]:
    """The file with this name, and the files and folders whose names begin with it."""
    try:
        path = path_from(typed, Path())
        folder, start = (path, "") if typed.endswith("/") else (path.parent, path.name)
        if path.is_file():
            yield _file(path)
        if not typed.startswith(_PATH_STARTS):
            return
        for each in sorted(folder.iterdir()):
            is_hidden = each.name.startswith(".") and not start.startswith(".")
            if each.name.startswith(start) and not is_hidden and each != path:
                yield _file(each)
    except (OSError, UsageError):
        return


def _file(path: Path) -> Operand:
    return Operand(Sort.FILE, str(path), one_line(path.name), short_path(path.parent))


# --- reading ---


def load(workspace: Workspace, operand: Operand) -> Loaded:
    """Read an operand.

    Raises:
        PolicyError: it is gone, or cannot be read.
    """
    match operand.sort:
        case Sort.POSITION:
            position = workspace.catalogue.position(operand.name)
            header = workspace.catalogue.header(position.document_id)
            edition = "" if header.edition in position.title else f"  {header.edition}"
            source = f"{header.title}, {header.edition} [{position.id}]"
            about = About(title=position.title, source=(source,))
            title = position.title + edition
            return Loaded(operand, title, position.text, about, position=position)
        case Sort.DOCUMENT:
            document_id, has_edition, edition = operand.name.partition("@")
            if has_edition:
                folder = workspace.places.corpus.path
                return _whole(operand, find_edition(folder, document_id, edition))
            return _whole(operand, workspace.catalogue.document(operand.name))
        case Sort.DRAFT:
            draft = workspace.drafts.load(operand.name).draft
            text = words_of(draft) if draft.answers else draft.text
            title = f"{draft.title}  as proposed"
            return Loaded(operand, title, text, about_draft(draft))
    return _read_file(operand)


def _whole(operand: Operand, document: Document) -> Loaded:
    header = document.header
    edition = "" if header.edition in header.title else f"  {header.edition}"
    text = "\n\n".join(f"{each.title}\n\n{each.text}" for each in document.positions)
    return Loaded(operand, header.title + edition, text, About(), document)


def _read_file(operand: Operand) -> Loaded:
    path = Path(operand.name)
    try:
        document: Document | None = import_file(path).document
    except DataError:
        document = None  # it holds no position; it may be a text all the same
    try:
        text = clean_prose(read_as_text(path))
    except DataError:
        if document is None:
            raise
        return _whole(operand, document)
    return Loaded(operand, operand.title, text, About(), document)


def read_as_text(path: Path) -> str:
    """The text of a file that need be no document.

    Raises:
        DataError: it is no text.
        StorageError: it cannot be read.
    """
    lines, _ = read_lines(read_bytes(path, _LARGEST_TEXT), path)
    return "\n".join(line.text for line in lines)


def whole_documents(first: Loaded, second: Loaded) -> tuple[Document, Document] | None:
    """Both as documents, where they are to be compared position by position."""
    if first.document is None or second.document is None:
        return None
    sorts = {first.operand.sort, second.operand.sort}
    # Two files are texts unless both have an outline.
    outlined = all(len(each.document.positions) > 1 for each in (first, second) if each.document)
    return (first.document, second.document) if Sort.DOCUMENT in sorts or outlined else None


def counterpart(position: Position, document: Document) -> Position | None:
    """The position of a document that stands for one of another document."""
    from policytui.compare.documents import compare_documents

    header = document.header
    try:
        compared = compare_documents(Document(header, (position,)), document)
    except PolicyError:
        return None
    return next(
        (each.proposed[0] for each in compared.positions if each.base and each.proposed), None
    )
