"""Import of one file: the reader for its kind, the outline, a document with ids, saved safely."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path

from policytui.corpus.editions import write_document
from policytui.corpus.identity import LONGEST_SLUG, is_slug, slug_from
from policytui.corpus.markdown import parse_document_bytes
from policytui.corpus.model import (
    ALL_NATIONS,
    Document,
    Header,
    Kind,
    Nation,
    Position,
    order_nations,
)
from policytui.errors import DataError, Problem, UsageError
from policytui.files import read_bytes
from policytui.importers.accounts import count_words
from policytui.importers.blocks import Reading, View
from policytui.importers.naming import assign_slugs
from policytui.importers.outlining.consultation import build_consultation, is_consultation
from policytui.importers.outlining.dates import end_of_day, find_closing_date, find_year
from policytui.importers.outlining.entries import Outline
from policytui.importers.outlining.outline import build_outline
from policytui.importers.readers.confined import ConfinedReader
from policytui.importers.readers.kinds import LARGEST_SOURCE
from policytui.importers.report import Doubt, Import, WordCount
from policytui.progress import IsCancelled, Progress, ignore_progress, never_cancelled
from policytui.text import clean_line, clean_prose, printable

_OWN_FORM = re.compile(rb"^(?:\xef\xbb\xbf)?\+\+\+[ \t]*\r?\n")
_MARKDOWN = {".md", ".markdown"}
_UNDATED = "undated"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a person says about the document that a file is made into; the rest is told from it.

    Attributes:
        id: id of the document; made from the title when absent.
        title: its title; found in the text, else made from the file name.
        kind: what it is; a consultation is told from its questions, all else is a platform.
        edition: its edition; a year found in the file name, the title or the text.
        adopted: the day on which this edition was adopted.
        adopted_by: who adopted it.
        nations: where it applies; empty for all, or where it is known already.
    """

    id: str | None = None
    title: str = ""
    kind: Kind | None = None
    edition: str = ""
    adopted: date | None = None
    adopted_by: str = ""
    nations: tuple[Nation, ...] = ()


@dataclass(frozen=True, slots=True)
class Source:
    """A file that was read, and the outline that its builder made of it.

    Attributes:
        is_consultation: whether its outline has topics and questions.
        document: the document that a file in the corpus's own form holds as it is.
    """

    path: Path
    reading: Reading
    outline: Outline
    is_consultation: bool
    document: Document | None = None


def import_file(
    path: Path,
    wanted: Wanted | None = None,
    *,
    known: Document | None = None,
    older: Sequence[Document] = (),
    view: View = View.ACCEPTED,
) -> Import:
    """The document that a file holds, with an account of every line of it.

    Args:
        known: an earlier text of the same document, whose positions keep their ids.
        older: its other editions, whose ids are never given to other positions.
        view: which text of a file with tracked changes is read.

    Raises:
        UsageError: the file is of a kind that is not read, or the id is none.
        StorageError: the file is missing, too large or unreadable.
        DataError: it is damaged, is no text, is empty, or holds no position.
    """
    wanted = wanted or Wanted()
    source = open_source(path, wanted.kind, view=view)
    return make_import(source, source.outline, wanted, known=known, older=older)


def open_source(
    path: Path,
    kind: Kind | None = None,
    *,
    view: View = View.ACCEPTED,
    reader: ConfinedReader | None = None,
    progress: Progress = ignore_progress,
    is_cancelled: IsCancelled = never_cancelled,
) -> Source:
    """A file read, with the outline that would be made of it.

    Args:
        kind: a consultation or not, where that is known.
        reader: the child that reads foreign files, where several are read; else one is started.

    Raises:
        UsageError: the file is of a kind that is not read.
        StorageError: the file is missing, too large or unreadable.
        DataError: it is damaged, is no text, or is empty.
        Cancelled: stopped.
    """
    if path.suffix.casefold() in _MARKDOWN:
        data = read_bytes(path, LARGEST_SOURCE)
        if _OWN_FORM.match(data):
            document = parse_document_bytes(data, path)
            return Source(path, Reading((), ""), Outline("", ()), False, document)
    if reader:
        reading = reader.read(path, view=view, progress=progress, is_cancelled=is_cancelled)
    else:
        with ConfinedReader() as own:
            reading = own.read(path, view=view, progress=progress, is_cancelled=is_cancelled)
    if not reading.text.strip():
        raise DataError([Problem(path, 0, "", "is empty; there is nothing to import.")])
    consults = kind is Kind.CONSULTATION or (kind is None and is_consultation(reading))
    build = build_consultation if consults else build_outline
    return Source(path, reading, build(reading, name_from(path)), consults)


def make_import(
    source: Source,
    outline: Outline,
    wanted: Wanted,
    *,
    known: Document | None = None,
    older: Sequence[Document] = (),
) -> Import:
    """The document that an outline makes, with an account of every line of its source.

    Args:
        outline: that of the source, or one mended by hand.
        known, older: as for `import_file`.

    Raises:
        UsageError: the wanted id is none.
        DataError: the outline holds no position.
    """
    if wanted.id is not None and not is_slug(wanted.id):
        raise UsageError(
            f'"{printable(wanted.id[:100])}" cannot be the id of a document.',
            hint=f"Use small letters, digits and single hyphens, at most {LONGEST_SLUG}, "
            f"such as {slug_from(wanted.id)}.",
        )
    if source.document:
        return _own_form(source.document, wanted)
    if not outline.sections:
        raise _no_position(outline, source.path)
    doubts = [*source.reading.doubts, *outline.doubts]
    header = _header(source, outline, wanted, known, doubts)
    slugs = assign_slugs(outline.sections, known, older=older)
    # A text seldom says for which nations it speaks; what was known of a position stays.
    nations = {}
    if known and not wanted.nations:
        nations = {position.id: position.nations for position in known.positions}
    positions = tuple(
        Position(
            id=f"{header.id}/{slug}",
            title=clean_line(section.title),
            text=clean_prose(section.text),
            themes=tuple(clean_line(theme) for theme in section.themes),
            nations=nations.get(f"{header.id}/{slug}", header.nations),
            role=section.role,
            line=section.line,
        )
        for section, slug in zip(outline.sections, slugs, strict=True)
    )
    count = _count(source, outline, positions)
    if not count.balances:
        some = ", ".join(count.lost[:10])
        message = f"{len(count.lost)} words are accounted for nowhere ({some}). Please report this."
        doubts.append(Doubt(0, message))
    return Import(
        Document(header, positions),
        outline.left_out,
        tuple(sorted(doubts, key=lambda doubt: doubt.line)),
        outline.headings,
        count,
        outline.unit,
        tuple(section.page for section in outline.sections),
    )


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
    write_document(path, result.document)
    return path


def _header(
    source: Source,
    outline: Outline,
    wanted: Wanted,
    known: Document | None,
    doubts: list[Doubt],
) -> Header:
    path, reading = source.path, source.reading
    found = clean_line(wanted.title) or clean_line(outline.title) or outline.name
    if not wanted.title and not outline.title:
        doubts.append(Doubt(0, f'the title "{found}" was made from the file name.'))
    # What a policy text names are mostly years that it is about, so only the parts about the
    # document itself tell its edition.
    about = "\n".join(left.text for left in outline.left_out)
    year = find_year(path.stem, found, about)
    kind = Kind.CONSULTATION if source.is_consultation else Kind.PLATFORM
    closes = None
    if source.is_consultation:
        closes = _closes(reading, year or find_year(reading.text), doubts)
    return Header(
        id=wanted.id or (known.id if known else slug_from(found)),
        title=found,
        kind=wanted.kind or (known.header.kind if known else kind),
        edition=clean_line(wanted.edition) or _edition(year, path.stem + found, doubts),
        adopted=wanted.adopted,
        adopted_by=clean_line(wanted.adopted_by),
        nations=order_nations(wanted.nations) or (known.header.nations if known else ALL_NATIONS),
        source=f"Imported from {clean_line(printable(path.name))}",
        closes=closes,
    )


def _own_form(document: Document, wanted: Wanted) -> Import:
    header = replace(
        document.header,
        id=wanted.id or document.id,
        title=clean_line(wanted.title) or document.header.title,
        kind=wanted.kind or document.header.kind,
        edition=clean_line(wanted.edition) or document.header.edition,
        adopted=wanted.adopted or document.header.adopted,
        adopted_by=clean_line(wanted.adopted_by) or document.header.adopted_by,
        nations=order_nations(wanted.nations) or document.header.nations,
    )
    positions = tuple(
        replace(position, id=f"{header.id}/{position.id.partition('/')[2]}")
        for position in document.positions
    )
    return Import(Document(header, positions), (), ())


def name_from(path: Path) -> str:
    """The name of a file in words."""
    name = clean_line(re.sub(r"[-_\s]+", " ", printable(path.stem)))
    return name[:1].upper() + name[1:] if name else "Untitled"


def _edition(year: int | None, named: str, doubts: list[Doubt]) -> str:
    if year is None:
        doubts.append(Doubt(0, "no year was found; the edition is called undated: give it a name."))
        return _UNDATED
    if str(year) not in named:
        doubts.append(
            Doubt(0, f"the edition {year} is the year that its front and back matter name most.")
        )
    return str(year)


def _closes(reading: Reading, year: int | None, doubts: list[Doubt]) -> datetime | None:
    day = find_closing_date(reading.text, year)
    if day is None:
        doubts.append(Doubt(0, "no closing date was found; write it into the document as closes."))
        return None
    doubts.append(Doubt(0, f"answers are taken until the end of {day.isoformat()}, London time."))
    return end_of_day(day)


def _count(source: Source, outline: Outline, positions: tuple[Position, ...]) -> WordCount:
    kept = [*(position.text for position in positions), *outline.headings]
    return count_words(source.reading.text, kept, (left.text for left in outline.left_out))


def _no_position(outline: Outline, path: Path) -> DataError:
    reasons = ", ".join(dict.fromkeys(left.why for left in outline.left_out))
    message = "holds no position"
    message += f"; all that was found in it is: {reasons}." if reasons else "."
    return DataError(
        [Problem(path, 0, "", message)],
        hint="Import the file that holds the text itself, with headings and paragraphs.",
    )
