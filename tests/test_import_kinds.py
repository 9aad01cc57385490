"""Files are read by the kind that their content is, and refused with what to do otherwise."""

import io
import zipfile
from contextlib import suppress
from pathlib import Path

import docx
import pytest

from policytui.errors import DataError, PolicyError, UsageError
from policytui.importers.readers.content import Content, tell_content
from policytui.importers.readers.kinds import SUFFIXES, is_plain, read_source


def package(**members: str) -> bytes:
    """A ZIP file with the members named; `__` stands for a full stop, `_` for a space."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as target:
        for name, text in members.items():
            target.writestr(name.replace("__", "."), text)
    return stream.getvalue()


def office(kind: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as target:
        target.writestr("[Content_Types].xml", f'<Override ContentType="application/{kind}"/>')
    return stream.getvalue()


def word(text: str = "Homes") -> bytes:
    stream = io.BytesIO()
    document = docx.Document()
    document.add_paragraph(text)
    document.save(stream)
    return stream.getvalue()


_OPEN_DOCUMENT = "application/vnd.oasis.opendocument."
_OOXML = "vnd.openxmlformats-officedocument."
_OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HTML = b"\xef\xbb\xbf <?xml version='1.0'?> <!-- x -->\n<!DOCTYPE HTML><p>Homes</p>"


@pytest.mark.parametrize(
    ("data", "content"),
    [
        (b"Homes for all", Content.TEXT),
        (b"", Content.TEXT),
        (b"%PDF-1.7", Content.PDF),
        (b"{\\rtf1 x}", Content.RTF),
        (_OLD, Content.OLD_OFFICE),
        (_OLD + "EncryptedPackage".encode("utf-16-le"), Content.LOCKED),
        (_HTML, Content.HTML),
        (b"<html><p>x", Content.HTML),
        (b"<htmlish> and other words", Content.TEXT),
        (b" " * 900 + b"x", Content.TEXT),
        (b"<!-- -->" * 100, Content.TEXT),
        (b"From: <Saved by>\nMIME-Version: 1.0\nContent-Type: multipart/related;", "WEB_ARCHIVE"),
        (b"\x89PNG\r\n", Content.PICTURE),
        (b"\xff\xd8\xff\xe0", Content.PICTURE),
        (b"RIFF\0\0\0\0WEBPVP8 ", Content.PICTURE),
        (word(), Content.WORD),
        (office(_OOXML + "wordprocessingml.template.main+xml"), Content.WORD_MACROS),
        (office("vnd.ms-word.document.macroEnabled.main+xml"), Content.WORD_MACROS),
        (office(_OOXML + "spreadsheetml.sheet.main+xml"), Content.SPREADSHEET),
        (office(_OOXML + "presentationml.presentation.main+xml"), Content.SLIDES),
        (office("x"), Content.ARCHIVE),
        (package(mimetype=_OPEN_DOCUMENT + "text"), Content.ODT),
        (package(mimetype=_OPEN_DOCUMENT + "spreadsheet"), Content.SPREADSHEET),
        (package(mimetype="application/epub+zip"), Content.BOOK),
        (package(Document__iwa="x"), Content.PAGES),
        (package(letter__txt="x"), Content.ARCHIVE),
        (word()[:200], Content.TEXT),
    ],
)
def test_what_a_file_holds_is_told_from_its_bytes(data: bytes, content: Content | str) -> None:
    assert tell_content(data) is (Content[content] if isinstance(content, str) else content)


def test_a_package_whose_list_is_huge_is_not_unpacked_as_a_whole() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as target:
        target.writestr("[Content_Types].xml", b" " * 50_000_000)

    assert tell_content(stream.getvalue()) is Content.ARCHIVE


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("plan.pdf", word(), "is named .pdf but is a Word document; rename it to plan.docx and"),
        ("plan.docx", b"%PDF-1.7", "is named .docx but is a PDF file; rename it to plan.pdf and"),
        ("plan.doc", _HTML, "is named .doc but is a web page; rename it to plan.html"),
        ("plan.txt", _HTML, "is named .txt but is a web page"),
        ("plan", word(), "is a Word document; rename it to plan.docx"),
        ("plan.zip", package(mimetype=_OPEN_DOCUMENT + "text"), "rename it to plan.odt"),
        ("plan.docx", _OLD, "is an old Word or Office file. Open it in a word processor"),
        ("plan.docx", b"{\\rtf1", "is an RTF file. Open it"),
        ("plan.pdf", b"\x89PNG\r\n", "is a picture. Type its text"),
        ("plan.md", package(letter__txt="x"), "is an archive of files. Unpack it"),
        ("plan.html", b"MIME-Version: 1\ncontent-type: multipart/related", "is a web archive"),
        (
            "plan.docx",
            _OLD + "EncryptedPackage".encode("utf-16-le"),
            "is locked with a password. Save a copy without",
        ),
        ("pl\x1b[31man.\u202etxt", word(), "rename it to"),
    ],
)
def test_a_file_that_is_not_what_its_name_says_is_refused(
    name: str, data: bytes, message: str
) -> None:
    with pytest.raises(DataError) as caught:
        read_source(data, Path(name))

    (problem,) = caught.value.problems
    assert message in problem.message
    assert "\x1b" not in problem.message
    assert "\u202e" not in problem.message


@pytest.mark.parametrize(
    ("name", "data", "message", "hint"),
    [
        ("plan.doc", _OLD, "is an old Word or Office file", "save it as .docx"),
        ("plan.rtf", b"{\\rtf1", "is an RTF file", "save it as .docx"),
        ("plan.pages", package(Document__iwa="x"), "is a Pages document", "export it to Word"),
        ("plan.xlsx", office("x"), "is a spreadsheet", "word processor"),
        ("plan.pptx", office("x"), "is a set of slides", "word processor"),
        ("plan.mhtml", b"x", "is a web archive", "HTML only"),
        ("plan.docm", office("x"), "macros", "save it as .docx"),
        ("plan.jpg", b"\xff\xd8\xff\xe0", "is a picture", "recognised"),
        ("plan.xyz", b"Words.", "files of this kind cannot be imported", ".docx, .pdf"),
        ("plan", b"Words.", "files of this kind cannot be imported", ".txt"),
    ],
)
def test_a_kind_that_is_not_read_is_refused_with_what_to_do(
    name: str, data: bytes, message: str, hint: str
) -> None:
    with pytest.raises(UsageError) as caught:
        read_source(data, Path(name))

    assert message in caught.value.message
    assert hint in caught.value.hint


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("plan.TXT", b"Homes"),
        ("plan.md", b"Homes"),
        ("plan.docx", word()),
        ("plan.html", _HTML),
        ("plan.htm", b"Homes"),
        ("plan.xhtml", b"<html><body><p>Homes</p></body></html>"),
    ],
)
def test_each_kind_is_read_by_its_reader(name: str, data: bytes) -> None:
    assert [block.text for block in read_source(data, Path(name)).blocks] == ["Homes"]


@pytest.mark.parametrize(
    "suffix", [suffix for suffix in SUFFIXES if not is_plain(Path(f"x{suffix}"))]
)
@pytest.mark.parametrize("data", [b"", b"Words.", b"PK\x03\x04 cut off", b"\0\1\2"])
def test_a_damaged_file_of_any_kind_is_read_or_refused_clearly(suffix: str, data: bytes) -> None:
    # Anything but an error that a person is told about fails the test.
    with suppress(PolicyError):
        read_source(data, Path(f"plan{suffix}"))
