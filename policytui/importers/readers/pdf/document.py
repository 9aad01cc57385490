"""PDF documents into blocks: their text, page by page, read like plain text."""

import io
import logging
from dataclasses import replace
from pathlib import Path

from policytui.errors import DataError, Problem
from policytui.importers.blocks import Reading
from policytui.importers.readers.plain_text import read_plain_text
from policytui.importers.report import Doubt

MOST_PAGES = 2_000
"""Most pages that are read of one file."""

_LIMITS = Doubt(
    0, "read from a PDF: headings and paragraphs are told from the text alone; look them through."
)


def read_pdf(data: bytes, path: Path) -> Reading:
    """The blocks of a PDF file.

    Raises:
        DataError: the content is no PDF, is locked, too long, or holds pictures of text only.
    """
    import pypdf
    from pypdf.errors import PyPdfError

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        reader = pypdf.PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise _unreadable(path, "is locked with a password; save a copy without one")
        if len(reader.pages) > MOST_PAGES:
            raise _unreadable(path, f"has more than {MOST_PAGES:,} pages; split it")
        pages = [page.extract_text() for page in reader.pages]
    except DataError:
        raise
    except (PyPdfError, ValueError, KeyError, TypeError, OSError, RecursionError) as error:
        message = "is no PDF, or is damaged; save it anew, or as plain text"
        raise _unreadable(path, message) from error
    if not any(page.strip() for page in pages):
        raise _unreadable(path, "holds no text, only pictures of it; bring it in as text or Word")
    reading = read_plain_text("\f".join(pages).encode("utf-8", "replace"), path)
    return replace(reading, doubts=(*reading.doubts, _LIMITS))


def _unreadable(path: Path, why: str) -> DataError:
    return DataError([Problem(path, 0, "", f"{why}.")])
