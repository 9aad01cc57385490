"""What a person names on the command line as a text: a position, a draft, a file, or `-`.

`position@edition` and `document@edition` name a text as it stood in an edition.
"""

import sys
from dataclasses import dataclass
from pathlib import Path

from policytui.corpus.identity import is_position_id, is_slug
from policytui.corpus.model import Document, Position
from policytui.drafts.model import Draft
from policytui.drafts.store import Saved
from policytui.drafts.toml import read_draft
from policytui.errors import DataError, Problem, StorageError, UnknownId, UsageError
from policytui.files import read_bytes
from policytui.tables import suggest
from policytui.text import clean_prose
from policytui.workspace.workspace import Workspace

LARGEST_TEXT = 16_000_000
"""Largest text that is read, in bytes."""


@dataclass(frozen=True, slots=True)
class Text:
    """A text and what it is called.

    Attributes:
        draft: the draft it is the proposed text of, where it is one.
    """

    title: str
    text: str
    draft: Draft | None = None


def read_text_file(name: str) -> str:
    """The cleaned text of a file, or of standard input for `-`.

    Raises:
        StorageError: there is no such file.
        DataError: it is not UTF-8 text.
    """
    path = Path(name)
    data = _read_input() if name == "-" else read_bytes(path, LARGEST_TEXT)
    try:
        return clean_prose(data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        message = "is not UTF-8 text; save it as plain text in UTF-8."
        raise DataError([Problem(path, line, "", message)]) from None


def read_words(name: str) -> str:
    """The cleaned text of a file that says something, or of standard input for `-`.

    Raises:
        StorageError: there is no such file.
        DataError: it is empty, or not UTF-8 text.
    """
    text = read_text_file(name)
    if not text:
        raise DataError([Problem(Path(name), 0, "", "is empty; write the text into it.")])
    return text


def _read_input() -> bytes:
    if sys.stdin is None:
        raise UsageError("there is no standard input to read from; name a file instead of -.")
    data = sys.stdin.buffer.read(LARGEST_TEXT + 1)
    if len(data) > LARGEST_TEXT:
        raise StorageError(
            f"standard input holds more than the {LARGEST_TEXT / 1e6:.0f} MB that a text may hold."
        )
    return data


def resolve_draft(workspace: Workspace, name: str) -> Saved:
    """The draft named by its id or by the path of its file in the drafts folder.

    Raises:
        UnknownId: there is none.
        DataError: its file holds mistakes.
    """
    return workspace.drafts.load(draft_id_from(workspace, name))


def draft_id_from(workspace: Workspace, name: str) -> str:
    """The id of a draft named by its id or by the path of its file in the drafts folder."""
    path = Path(name)
    if path.suffix == ".toml" and path.parent.absolute() == workspace.drafts.folder.absolute():
        return path.stem
    return name


def resolve_text(workspace: Workspace, name: str) -> Text:
    """The text that a name on the command line stands for.

    Raises:
        UnknownId: it is neither a position, a draft nor a file, or there is no such edition.
    """
    path = Path(name)
    if name == "-":
        return Text("standard input", read_text_file(name))
    if path.suffix == ".toml" and path.is_file():
        return _proposed(read_draft(path))
    if path.is_file():
        return Text(path.name, read_text_file(name))
    if is_position_id(name.partition("@")[0]) and "@" in name:
        document, position = resolve_edition(workspace, name)
        assert position is not None
        return Text(f"{position.title} ({document.header.edition})", position.text)
    if is_position_id(name):
        position = workspace.catalogue.position(name)
        return Text(position.title, position.text)
    if is_slug(name) and workspace.drafts.path_for(name).is_file():
        return _proposed(workspace.drafts.load(name).draft)
    raise UnknownId(
        f'"{name[:100]}" is neither a position, nor a draft, nor a file.',
        hint='Find positions with: policytui search "words"; drafts with: policytui draft list',
    )


def resolve_document(workspace: Workspace, name: str) -> Document | None:
    """The whole document that a name stands for; None where it names a single text.

    A document is an id of the corpus, of one edition where `@` and its name follow, or a Markdown
    file with front matter in our own form. Any other file is one text.

    Raises:
        UnknownId: there is no such edition.
        DataError: the file is a document with mistakes; all are named.
    """
    path = Path(name)
    if path.suffix == ".md" and path.is_file():
        with path.open("rb") as stream:
            if stream.read(8).lstrip(b"\xef\xbb\xbf").startswith(b"+++"):
                from policytui.corpus.markdown import read_document

                return read_document(path)
        return None
    if path.exists() or not is_slug(name.partition("@")[0]):
        return None
    if "@" in name:
        return resolve_edition(workspace, name)[0]
    try:
        return workspace.catalogue.document(name)
    except UnknownId:
        return None


def resolve_edition(workspace: Workspace, name: str) -> tuple[Document, Position | None]:
    """The edition that `document@edition` names, and the position of `document/position@edition`.

    Raises:
        UnknownId: there is no such document, edition, or position in it.
        DataError: the file of the edition holds mistakes.
    """
    # Only here, so that showing a position of the present text loads no Markdown parser.
    from policytui.corpus.editions import find_edition

    id_, _, edition = name.partition("@")
    document_id, slash, _ = id_.partition("/")
    document = find_edition(workspace.places.corpus.path, document_id, edition)
    if not slash:
        return document, None
    for position in document.positions:
        if position.id == id_:
            return document, position
    raise UnknownId(
        f'The edition "{document.header.edition}" of {document_id} has no position "{id_[:100]}".'
        + suggest(id_[:100], [position.id for position in document.positions]),
        hint=f"See the editions that have it with: policytui history {id_[:100]}",
    )


def _proposed(draft: Draft) -> Text:
    return Text(f"{draft.title} (proposed)", draft.text, draft)
