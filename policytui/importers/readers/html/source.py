"""Bytes of a web page into a tree of its elements; what is no web page is refused."""

import codecs
import re
from contextlib import suppress
from pathlib import Path
from typing import Any

from policytui.errors import DataError, Problem
from policytui.importers.report import Doubt
from policytui.text import clean_text

Element = Any
"""An element of lxml, which has no types of its own."""

LARGEST_PAGE = 50_000_000
"""Most bytes of a web page."""

_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_HEAD = 4096
_DECLARED = re.compile(
    rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w-]{3,20})|<\?xml[^>]{0,100}?encoding=["']([\w-]+)""",
    re.IGNORECASE,
)
# Only sets of letters: Python also knows "encodings" that unpack or compute.
_KNOWN = re.compile(
    r"windows-125\d|iso-8859-\d{1,2}|latin-?\d|(?:us-)?ascii|macintosh|koi8-[ru]"
    r"|shift[_-]jis|euc-(?:jp|kr)|gb2312|gbk|gb18030|big5",
    re.IGNORECASE,
)
# Browsers read these as Windows-1252, and offices wrote that where they said these.
_REALLY_WINDOWS = {"iso-8859-1", "latin1", "latin-1", "ascii", "us-ascii"}
_GUESSED = Doubt(
    0, "the page is not UTF-8; it was read as Windows-1252. Look at accents and quotes."
)
_INSIDE_ARCHIVE = re.compile(r"\A\s*(?:From:|MIME-Version:|Snapshot-Content-Location:)", re.I)


def read_tree(data: bytes, path: Path) -> tuple[Element, list[Doubt]]:
    """The root element of a page without comments, scripts and styles, and doubts about it.

    Nothing that the page refers to is fetched, and no entities are defined by it.

    Raises:
        DataError: the page is too large, nests too deep, or is no page at all.
    """
    from lxml import etree

    if len(data) > LARGEST_PAGE:
        raise unreadable(path, f"is larger than the {LARGEST_PAGE / 1e6:.0f} MB of a web page")
    text, doubts = _decode(data)
    if "\0" in text:
        raise unreadable(path, "is no web page: it holds NUL characters")
    if _INSIDE_ARCHIVE.match(text):
        raise unreadable(path, "is a web archive, in which the page is packed")
    # The defaults of the parser bound how deep a page may nest and how long one text may be.
    parser = etree.HTMLParser(encoding="utf-8", remove_comments=True)
    try:
        root = etree.fromstring(clean_text(text).encode("utf-8"), parser)
    except etree.XMLSyntaxError:
        root = None
    if any(entry.type_name == "ERR_NO_MEMORY" for entry in parser.error_log):
        raise MemoryError
    if root is None:
        raise unreadable(path, "is empty; there is nothing to import")
    # The parser stops in the midst of what it takes for an attack, and gives what it has.
    if any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log):
        raise unreadable(path, "nests its parts too deep, or holds too long a text in one piece")
    etree.strip_elements(root, "script", "style", etree.PI, etree.Comment, with_tail=False)
    return root, doubts


def _decode(data: bytes) -> tuple[str, list[Doubt]]:
    for mark, encoding in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, "replace"), []
    # What reads as UTF-8 is UTF-8: pages are saved anew without a change of what they declare.
    with suppress(UnicodeDecodeError):
        return data.decode("utf-8"), []
    found = _DECLARED.search(data[:_HEAD])
    declared = (found[1] or found[2]).decode("ascii", "replace").lower() if found else ""
    if _KNOWN.fullmatch(declared):
        encoding = "cp1252" if declared in _REALLY_WINDOWS else declared
        with suppress(UnicodeDecodeError, LookupError):
            return data.decode(encoding), []
    return data.decode("cp1252", "replace"), [_GUESSED]


def unreadable(path: Path, why: str) -> DataError:
    """The refusal of a page."""
    hint = "Open it in a browser, copy its text into a plain text file, and import that."
    return DataError([Problem(path, 0, "", f"{why}.")], hint=hint)
