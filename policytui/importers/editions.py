"""A newer or older text of a document that is in the corpus: compared, and saved as an edition."""

from pathlib import Path

from policytui.compare.documents import DocumentComparison, compare_documents
from policytui.corpus.editions import (
    EditionFile,
    edition_path,
    is_earlier,
    keep_edition,
    list_editions,
    write_document,
)
from policytui.corpus.identity import slug_from
from policytui.corpus.markdown import read_document
from policytui.corpus.model import Document
from policytui.errors import UnknownId, UsageError
from policytui.files import locked
from policytui.importers.report import Import


def known_editions(folder: Path, document_id: str) -> tuple[Document, tuple[Document, ...]]:
    """The present text of a document, and its other editions, oldest first.

    Where no text is the present one, the newest edition stands for it.

    Raises:
        UnknownId: there is no such document.
        DataError: a file holds mistakes.
        StorageError: a file cannot be read.
    """
    files = list_editions(folder, document_id)
    present = next((file for file in files if file.is_current), files[-1])
    others = tuple(read_document(file.path) for file in files if file is not present)
    return read_document(present.path), others


def compare_edition(known: Document, result: Import) -> DocumentComparison:
    """What an import changes in a document.

    Args:
        known: the edition that it is held against.
    """
    return compare_documents(known, result.document)


def save_edition(result: Import, folder: Path, *, force: bool = False) -> Path:
    """Write an import into a corpus folder and keep the text that stood there as an edition.

    The present text is kept first, then replaced: stopped in between, nothing is lost, and
    saving again ends in the same state. A text that is older than the present one by day of
    adoption or year is kept among the older editions, and the present one stays.

    Args:
        force: replace the text of the edition of the same name, and save a text in which
            nothing differs.

    Returns:
        The file that was written.

    Raises:
        UsageError: there is an edition of that name, or nothing differs, and `force` is not
            given; or the file's place is taken by another document. Nothing is written.
        DataError: a file that stands there holds mistakes; nothing is written.
        StorageError: the folder cannot be written.
    """
    document = result.document
    with locked(folder):
        files = _editions(folder, document.id)
        present = next((file for file in files if file.is_current), None)
        same = _of_one_name(files, document)
        if same and not force:
            raise UsageError(
                f'{same.path}: the edition "{same.header.edition}" is there already; '
                "nothing was written.",
                hint="Give the new text a name with --edition NAME, or --force to replace the "
                "text of that edition.",
            )
        if same:
            path = same.path
        elif present is None:
            path = _free(folder / f"{document.id}.md")
        else:
            known = read_document(present.path)
            if known.positions == document.positions and not force:
                raise UsageError(
                    f"{present.path}: says the same already, word for word; nothing was written.",
                    hint="Give --force to save it as an edition nonetheless.",
                )
            if is_earlier(document.header, known.header):
                path = edition_path(folder, document.header)
            else:
                keep_edition(folder, known)
                path = present.path
        write_document(path, document)
        return path


def _editions(folder: Path, document_id: str) -> tuple[EditionFile, ...]:
    try:
        return list_editions(folder, document_id)
    except UnknownId:
        return ()


def _of_one_name(files: tuple[EditionFile, ...], document: Document) -> EditionFile | None:
    name = slug_from(document.header.edition)
    return next((file for file in files if slug_from(file.header.edition) == name), None)


def _free(path: Path) -> Path:
    if path.exists():
        raise UsageError(
            f"{path}: holds another document; nothing was written.",
            hint="Rename that file, or give the new document another --id.",
        )
    return path
