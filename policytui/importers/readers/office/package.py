"""Zipped files of office programs (Word, OpenDocument), opened with nothing in them trusted.

Parts are found by name and read into memory; nothing is unpacked to a disk, nothing that a file
points to is fetched, and no more is read than a text can hold.
"""

import io
import re
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeAlias

from policytui.errors import DataError, Problem
from policytui.importers.readers.content import Content, tell_content

Node: TypeAlias = Any
"""An element of an XML tree (lxml has no types)."""

LARGEST_PART = 60_000_000
"""Most bytes that one part may unpack to; the text of a thousand pages has some 20 million."""

LARGEST_WHOLE = 120_000_000
"""Most bytes that all parts that are read may unpack to together."""

MOST_PARTS = 10_000
MOST_TAGS = 8_000_000
_DIRECTORY_ENTRY = b"PK\x01\x02"
_LOCKED_FLAG = 0x1
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_NAMES = {Content.WORD: "Word file (.docx)", Content.ODT: "OpenDocument text (.odt)"}
# What a package may be taken for whose list of parts is damaged, missing or unusual.
_UNSURE = (Content.TEXT, Content.ARCHIVE, Content.WORD_MACROS)
_DAMAGED = (zipfile.BadZipFile, zlib.error, OSError, EOFError, ValueError, NotImplementedError)


class Package:
    """The parts of one zipped file.

    Args:
        path: the file, named in errors.
        mend: changes the bytes of each XML part before it is parsed.
    """

    def __init__(
        self, archive: zipfile.ZipFile, path: Path, mend: Callable[[bytes], bytes] | None = None
    ) -> None:
        self._archive = archive
        self._path = path
        self._mend = mend
        self._left = LARGEST_WHOLE
        # Names of parts are told apart without regard to capitals; some writers use backslashes.
        self._parts = {_plain(part.filename): part for part in archive.infolist()}

    def __contains__(self, name: str) -> bool:
        return _plain(name) in self._parts

    def read(self, name: str) -> bytes | None:
        """The bytes of a part, None where there is no such part.

        Raises:
            DataError: the part is locked, damaged or unpacks to more than a text can hold.
        """
        part = self._parts.get(_plain(name))
        if part is None:
            return None
        if part.flag_bits & _LOCKED_FLAG:
            raise locked(self._path)
        if part.compress_type not in _METHODS:
            raise damaged(self._path)
        most = min(LARGEST_PART, self._left)
        if part.file_size > most:
            raise too_large(self._path)
        try:
            with self._archive.open(part) as file:
                data = file.read(most + 1)
        except _DAMAGED as error:
            raise damaged(self._path) from error
        if len(data) > most:
            raise too_large(self._path)
        self._left -= len(data)
        return data

    def parse(self, name: str) -> Node | None:
        """The root element of an XML part, None where there is no such part.

        Raises:
            DataError: as `read`; or the part is no XML, defines entities, or is nested too deeply.
        """
        data = self.read(name)
        return None if data is None else self._parsed(data)

    def _parsed(self, data: bytes) -> Node:
        from lxml import etree

        if self._mend:
            data = self._mend(data)
        if data.count(b"<") > MOST_TAGS:
            raise too_large(self._path)
        _refuse_definitions(data, self._path)
        parser = etree.XMLParser(
            resolve_entities=False,
            load_dtd=False,
            no_network=True,
            huge_tree=False,
            remove_comments=True,
            remove_pis=True,
        )
        try:
            return etree.fromstring(data, parser)
        except etree.XMLSyntaxError as error:
            raise damaged(self._path) from error


def open_package(
    data: bytes, path: Path, wanted: Content, mend: Callable[[bytes], bytes] | None = None
) -> Package:
    """A zipped file of an office program.

    Args:
        path: the file, named in errors.
        wanted: what it should be.
        mend: as in `Package`.

    Raises:
        DataError: it is empty, damaged, locked, or something else; the message says what.
    """
    if not data:
        raise refused(path, "is empty; there is nothing to import.")
    if data.count(_DIRECTORY_ENTRY) > MOST_PARTS:
        raise too_large(path)
    content = tell_content(data)
    if content is not wanted and not (content in _UNSURE and data.startswith(b"PK")):
        raise something_else(path, wanted, content)
    try:
        return Package(zipfile.ZipFile(io.BytesIO(data)), path, mend)
    except (*_DAMAGED, RuntimeError) as error:
        raise damaged(path) from error


def something_else(path: Path, wanted: Content, content: Content) -> DataError:
    """The error for a file that is not of the kind that its name says."""
    if content is Content.LOCKED:
        return locked(path)
    is_told = content not in (wanted, *_UNSURE)
    told = f": it is {content.value}" if is_told else ", though its name says so"
    message = f"is no {_NAMES[wanted]}{told}. Save its text as .docx or .odt and import that."
    return refused(path, message)


def refused(path: Path, message: str) -> DataError:
    """The error for a file that cannot be read."""
    return DataError([Problem(path, 0, "", message)])


def damaged(path: Path) -> DataError:
    """The error for a file that is cut off or broken inside."""
    return refused(path, "is damaged or cut short. Open it in a word processor and save it anew.")


def too_large(path: Path) -> DataError:
    """The error for a file that would fill the memory."""
    return refused(
        path,
        "unpacks to more than a text can hold. Save its text alone as .docx, .odt or plain text.",
    )


def locked(path: Path) -> DataError:
    """The error for a file that asks for a password."""
    return refused(path, "is locked with a password; save a copy without one.")


def _plain(name: str) -> str:
    return re.sub(r"[\\/]+", "/", name).strip("/").casefold()


class _AtRoot(Exception):
    """The first element is reached: no definitions stand before it."""


class _Defines(Exception):
    """The part has a document type definition."""


def _refuse_definitions(data: bytes, path: Path) -> None:
    """Refuse a part that defines entities: a few lines of them may grow to fill any memory."""
    from xml.parsers import expat

    def stop(*_: object) -> None:
        raise _AtRoot

    def refuse(*_: object) -> None:
        raise _Defines

    parser = expat.ParserCreate()
    parser.StartElementHandler = stop
    parser.StartDoctypeDeclHandler = refuse
    try:
        parser.Parse(data, True)
    except _AtRoot:
        return
    except _Defines:
        message = "holds definitions that no office program writes; it may do harm. Save it anew."
        raise refused(path, message) from None
    except (expat.ExpatError, ValueError, LookupError) as error:
        raise damaged(path) from error
