"""The parts of an OpenDocument text, opened safely."""

from dataclasses import dataclass
from pathlib import Path

from policytui.importers.readers.content import Content, tell_content
from policytui.importers.readers.odt.styles import OFFICE
from policytui.importers.readers.office.package import (
    Node,
    damaged,
    locked,
    open_package,
    something_else,
)


@dataclass(frozen=True, slots=True)
class OdtParts:
    """What of an OpenDocument text is read.

    Attributes:
        body: the element that holds paragraphs, lists and tables.
        content: root of the part that holds the body.
        styles: root of the part that holds styles, headers and footers.
    """

    body: Node
    content: Node
    styles: Node | None


def open_odt(data: bytes, path: Path) -> OdtParts:
    """The parts of an OpenDocument text.

    Raises:
        DataError: it is none, or is locked, damaged, harmful or too large.
    """
    package = open_package(data, path, Content.ODT)
    if b"encryption-data" in (package.read("META-INF/manifest.xml") or b""):
        raise locked(path)
    content = package.parse("content.xml")
    if content is None:
        raise something_else(path, Content.ODT, tell_content(data))
    body = content.find(f"{OFFICE}body/{OFFICE}text")
    if body is None:
        raise damaged(path)
    return OdtParts(body, content, package.parse("styles.xml"))
