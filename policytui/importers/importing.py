"""Import of one file: the reader for its kind, the outline, a document with ids, saved safely."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from policytui.corpus.identity import LONGEST_SLUG, is_slug, slug_from
from policytui.corpus.markdown import (
    LARGEST_FILE,
    format_document,
    parse_document,
    parse_document_bytes,
)
from policytui.corpus.model import Document, Header, Kind, Position
from policytui.errors import DataError, Problem, UsageError
from policytui.files import read_bytes, write_atomically
from policytui.importers.accounts import words_lost
from policytui.importers.blocks import Reading
from policytui.importers.naming import assign_slugs
from policytui.importers.outlining.consultation import build_consultation, is_consultation
from policytui.importers.outlining.dates import end_of_day, find_closing_date, find_year
from policytui.importers.outlining.outline import Outline, build_outline
from policytui.importers.prose import words_of
from policytui.importers.readers.pdf import read_pdf
from policytui.importers.readers.plain_text import read_markdown, read_plain_text
from policytui.importers.readers.word import read_word
from policytui.importers.report import Doubt, Import
from policytui.text import clean_line, clean_prose, printable

_READERS: dict[str, Callable[[bytes, Path], Reading]] = {
    ".txt": read_plain_text,
    ".text": read_plain_text,
    ".md": read_markdown,
    ".markdown": read_markdown,
    ".docx": read_word,
    ".pdf": read_pdf,
}
_OWN_FORM = re.compile(rb"^(?:\xef\xbb\xbf)?\+\+\+[ \t]*\r?\n")
_UNDATED = "undated"


def import_file(
    path: Path,
    *,
    id: str | None = None,
    title: str | None = None,
    kind: Kind | None = None,
    edition: str | None = None,
    known: Document | None = None,
) -> Import:
    """The document that a file holds, with an account of every line of it.

    Args:
        id: id of the document; made from the title when absent.
        title: its title; found in the text, else made from the file name.
        kind: what it is; a consultation is told from its questions, all else is a platform.
        edition: its edition; a year found in the file name, the title or the text.
        known: an earlier text of the same document, whose positions keep their ids.

    Raises:
        UsageError: the file is of a kind that is not read, or the id is none.
        StorageError: the file is missing, too large or unreadable.
        DataError: it is no text, is empty, or holds no position.
    """
    if id is not None and not is_slug(id):
        raise UsageError(
            f'"{printable(id[:100])}" cannot be the id of a document.',
            hint=f"Use small letters, digits and single hyphens, at most {LONGEST_SLUG}, "
            f"such as {slug_from(id)}.",
        )
    read = _READERS.get(path.suffix.casefold())
    if read is None and path.exists():
        raise UsageError(
            f"{printable(str(path))}: files of this kind cannot be imported.",
            hint=f"Text, Markdown, Word and PDF are read ({', '.join(_READERS)}). "
            "Save it as one of these.",
        )
    data = read_bytes(path, LARGEST_FILE)
    if read in (read_markdown, None) and _OWN_FORM.match(data):
        return _own_form(parse_document_bytes(data, path), id, title, kind, edition)
    reading = (read or read_plain_text)(data, path)
    return _import(reading, path, id=id, title=title, kind=kind, edition=edition, known=known)


def save_import(result: Import, folder: Path, *, force: bool = False) -> Path:
    """Write the document of an import into a corpus folder as `<id>.md`.

    Args:
        force: replace a document that stands there.

    Returns:
        The file that was written.

    Raises:
        UsageError: the file exists and `force` is not given; nothing is written.
        DataError: the document cannot be written so that it reads back the same.
        StorageError: the folder cannot be written.
    """
    path = folder / f"{result.document.id}.md"
    if path.exists() and not force:
        raise UsageError(
            f"{printable(str(path))} exists already; nothing was written.",
            hint="Give --force to replace it, or --id for another name.",
        )
    text = format_document(result.document)
    if parse_document(text, path) != result.document:
        message = "would not read back as it was written; nothing was written. Please report this."
        raise DataError([Problem(path, 0, "", message)])
    write_atomically(path, text.encode("utf-8"))
    return path


def _import(
    reading: Reading,
    path: Path,
    *,
    id: str | None,
    title: str | None,
    kind: Kind | None,
    edition: str | None,
    known: Document | None,
) -> Import:
    if not reading.text.strip():
        raise DataError([Problem(path, 0, "", "is empty; there is nothing to import.")])
    name = _name_from(path)
    consults = kind is Kind.CONSULTATION or (kind is None and is_consultation(reading))
    outline = (build_consultation if consults else build_outline)(reading, name)
    if not outline.sections:
        raise _no_position(outline, path)
    doubts = [*reading.doubts, *outline.doubts]
    found = clean_line(title or "") or clean_line(outline.title) or name
    if not title and not outline.title:
        doubts.append(Doubt(0, f'the title "{found}" was made from the file name.'))
    # What a policy text names are mostly years that it is about, so only the parts about the
    # document itself tell its edition.
    about = "\n".join(left.text for left in outline.left_out)
    year = find_year(path.stem, found, about)
    header = Header(
        id=id or (known.id if known else slug_from(found)),
        title=found,
        kind=kind or (Kind.CONSULTATION if consults else Kind.PLATFORM),
        edition=clean_line(edition or "") or _edition(year, path.stem + found, doubts),
        source=f"Imported from {clean_line(printable(path.name))}",
        closes=_closes(reading, year or find_year(reading.text), doubts) if consults else None,
    )
    slugs = assign_slugs(outline.sections, known)
    positions = tuple(
        Position(
            id=f"{header.id}/{slug}",
            title=clean_line(section.title),
            text=clean_prose(section.text),
            themes=tuple(clean_line(theme) for theme in section.themes),
            nations=header.nations,
            role=section.role,
            line=section.line,
        )
        for section, slug in zip(outline.sections, slugs, strict=True)
    )
    doubts += _doubt_losses(reading, outline, positions)
    return Import(
        Document(header, positions),
        outline.left_out,
        tuple(sorted(doubts, key=lambda doubt: doubt.line)),
        outline.headings,
        len(words_of(reading.text)),
    )


def _own_form(
    document: Document, id: str | None, title: str | None, kind: Kind | None, edition: str | None
) -> Import:
    header = replace(
        document.header,
        id=id or document.id,
        title=clean_line(title or "") or document.header.title,
        kind=kind or document.header.kind,
        edition=clean_line(edition or "") or document.header.edition,
    )
    positions = tuple(
        replace(position, id=f"{header.id}/{position.id.partition('/')[2]}")
        for position in document.positions
    )
    return Import(Document(header, positions), (), ())


def _name_from(path: Path) -> str:
    name = clean_line(re.sub(r"[-_\s]+", " ", printable(path.stem)))
    return name[:1].upper() + name[1:] if name else "Untitled"


def _edition(year: int | None, named: str, doubts: list[Doubt]) -> str:
    if year is None:
        doubts.append(Doubt(0, "no year was found; the edition is called undated. Give --edition."))
        return _UNDATED
    if str(year) not in named:
        doubts.append(
            Doubt(0, f"the edition {year} is the year that its front and back matter name most.")
        )
    return str(year)


def _closes(reading: Reading, year: int | None, doubts: list[Doubt]) -> datetime | None:
    day = find_closing_date(reading.text, year)
    if day is None:
        doubts.append(Doubt(0, "no closing date was found; add closes to the front matter."))
        return None
    doubts.append(Doubt(0, f"answers are taken until the end of {day.isoformat()}, London time."))
    return end_of_day(day)


def _doubt_losses(
    reading: Reading, outline: Outline, positions: tuple[Position, ...]
) -> list[Doubt]:
    kept = [position.text for position in positions]
    kept += [*outline.headings, *(left.text for left in outline.left_out)]
    lost = words_lost(reading.text, kept)
    if not lost:
        return []
    some = ", ".join(lost[:10])
    return [Doubt(0, f"{len(lost)} words are accounted for nowhere ({some}). Please report this.")]


def _no_position(outline: Outline, path: Path) -> DataError:
    reasons = ", ".join(dict.fromkeys(left.why for left in outline.left_out))
    message = "holds no position"
    message += f"; all that was found in it is: {reasons}." if reasons else "."
    return DataError(
        [Problem(path, 0, "", message)],
        hint="Import the file that holds the text itself, with headings and paragraphs.",
    )
