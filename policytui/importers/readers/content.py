"""What a file holds, told from its first bytes and, in a package, from what it names itself."""

import io
import re
import zipfile
from enum import Enum


class Content(Enum):
    """What the bytes of a file are; the value names it to a person."""

    TEXT = "plain text"
    WORD = "a Word document"
    WORD_MACROS = "a Word template or a Word document with macros"
    PDF = "a PDF file"
    HTML = "a web page"
    ODT = "an OpenDocument text"
    OLD_OFFICE = "an old Word or Office file"
    RTF = "an RTF file"
    PAGES = "a Pages document"
    SPREADSHEET = "a spreadsheet"
    SLIDES = "a set of slides"
    WEB_ARCHIVE = "a web archive"
    BOOK = "an electronic book"
    PICTURE = "a picture"
    ARCHIVE = "an archive of files"
    LOCKED = "a file locked with a password"


_MAGIC = (
    (b"%PDF-", Content.PDF),
    (b"{\\rtf", Content.RTF),
    (b"bplist00", Content.WEB_ARCHIVE),
    (b"\x89PNG", Content.PICTURE),
    (b"\xff\xd8\xff", Content.PICTURE),
    (b"GIF8", Content.PICTURE),
    (b"II*\0", Content.PICTURE),
    (b"MM\0*", Content.PICTURE),
    (b"\x1f\x8b", Content.ARCHIVE),
    (b"7z\xbc\xaf", Content.ARCHIVE),
    (b"Rar!\x1a", Content.ARCHIVE),
)
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_PACKAGE = b"PK\x03\x04"
_HEAD = 1024
_MOST_PARTS = 10_000
_LARGEST_LIST = 1_000_000
# Comments, declarations and white space may stand before the first tag of a page.
_HTML = re.compile(
    rb"(?:\xef\xbb\xbf)?(?>\s|<!--.*?-->|<\?xml[^>]*>)*+(?:<!doctype\s+html|<html[\s>])",
    re.IGNORECASE | re.DOTALL,
)
_WEB_ARCHIVE = re.compile(rb"^(?:mime-version:|content-type:\s*multipart/related)", re.I | re.M)
_OPEN_DOCUMENT = {
    b"application/vnd.oasis.opendocument.text": Content.ODT,
    b"application/vnd.oasis.opendocument.text-template": Content.ODT,
    b"application/vnd.oasis.opendocument.spreadsheet": Content.SPREADSHEET,
    b"application/vnd.oasis.opendocument.presentation": Content.SLIDES,
    b"application/epub+zip": Content.BOOK,
}
_OFFICE = (
    (b"wordprocessingml.document.main+xml", Content.WORD),
    (b"wordprocessingml.template.main+xml", Content.WORD_MACROS),
    (b"ms-word.document.macroenabled", Content.WORD_MACROS),
    (b"ms-word.template.macroenabled", Content.WORD_MACROS),
    (b"spreadsheetml.", Content.SPREADSHEET),
    (b"presentationml.", Content.SLIDES),
)


def tell_content(data: bytes) -> Content:
    """What the bytes of a file are; `TEXT` where they are nothing that is known.

    A damaged package counts as `TEXT` too: it may be of any kind.
    """
    for magic, content in _MAGIC:
        if data.startswith(magic):
            return content
    if data.startswith(_PACKAGE):
        return _tell_package(data)
    if data.startswith(_OLD_OFFICE):
        return Content.LOCKED if _ENCRYPTED in data else Content.OLD_OFFICE
    if data[8:12] == b"WEBP" or data[4:12] in (b"ftypheic", b"ftypmif1"):
        return Content.PICTURE
    head = data[:_HEAD]
    if _HTML.match(head):
        return Content.HTML
    if _WEB_ARCHIVE.search(head) and b"multipart/related" in head.lower():
        return Content.WEB_ARCHIVE
    return Content.TEXT


def _tell_package(data: bytes) -> Content:
    # Each part is listed with this sign; what lists very many is made to be slow.
    if data.count(b"PK\x01\x02") > _MOST_PARTS:
        return Content.ARCHIVE
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            names = set(package.namelist())
            if "mimetype" in names:
                told = _OPEN_DOCUMENT.get(_read_member(package, "mimetype").strip())
                return told or Content.ARCHIVE
            if "[Content_Types].xml" in names:
                types = _read_member(package, "[Content_Types].xml").lower()
                return next((told for sign, told in _OFFICE if sign in types), Content.ARCHIVE)
            if any(name.endswith(".iwa") or name == "Index.zip" for name in names):
                return Content.PAGES
            return Content.ARCHIVE
    except MemoryError:
        raise
    except Exception:  # a damaged archive trips its reader in many ways
        return Content.TEXT


def _read_member(package: zipfile.ZipFile, name: str) -> bytes:
    with package.open(name) as member:
        return member.read(_LARGEST_LIST)
