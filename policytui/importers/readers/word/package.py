"""The parts of a Word file: opened safely, found by their relations, of either form of the format.

The strict form of the format differs from the usual one in the names of its namespaces alone as
far as text goes; they are changed to the usual ones before anything is parsed.
"""

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from policytui.importers.readers.content import Content, tell_content
from policytui.importers.readers.office.package import (
    Node,
    Package,
    damaged,
    open_package,
    something_else,
)

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_STRICT = re.compile(
    rb"((?:xmlns(?::[\w.-]+)?|Type)\s*=\s*[\"'])http://purl\.oclc\.org/ooxml/(\w+)/"
)
_USUAL = rb"\1http://schemas.openxmlformats.org/\2/2006/"
_WRAPPERS = {
    W + name
    for name in ("sdt", "sdtContent", "customXml", "smartTag", "ins", "del", "moveFrom", "moveTo")
}


@dataclass(frozen=True, slots=True)
class WordParts:
    """What of a Word file is read.

    Attributes:
        body: the element that holds paragraphs and tables.
        notes: footnotes and endnotes by kind ("footnote", "endnote") and id.
        comments: by id.
        headers: each that says something else than those before it; likewise footers.
    """

    body: Node
    styles: Node | None
    numbering: Node | None
    notes: dict[tuple[str, str], Node]
    comments: dict[str, Node]
    headers: tuple[Node, ...]
    footers: tuple[Node, ...]


def open_word(data: bytes, path: Path) -> WordParts:
    """The parts of a Word file.

    Raises:
        DataError: it is no Word file, or is locked, damaged, harmful or too large.
    """
    package = open_package(data, path, Content.WORD, lambda part: _STRICT.sub(_USUAL, part))
    main = next((name for kind, name in _relations(package, "") if kind == "officeDocument"), None)
    if main is None or main not in package:
        main = "word/document.xml"
    root = None
    if main not in package or (root := package.parse(main)) is None or root.tag != W + "document":
        raise something_else(path, Content.WORD, tell_content(data))
    body = root.find(W + "body")
    if body is None:
        raise damaged(path)
    names: dict[str, list[str]] = {}
    for kind, name in _relations(package, main):
        if name not in names.setdefault(kind, []):
            names[kind].append(name)

    def first(kind: str) -> Node | None:
        found = (package.parse(name) for name in names.get(kind, ()))
        return next((root for root in found if root is not None), None)

    return WordParts(
        body=body,
        styles=first("styles"),
        numbering=first("numbering"),
        notes={
            (kind, note.get(W + "id", "")): note
            for kind in ("footnote", "endnote")
            for note in _children(first(f"{kind}s"), kind)
            if note.get(W + "type", "normal") == "normal"
        },
        comments={note.get(W + "id", ""): note for note in _children(first("comments"), "comment")},
        headers=_distinct(package, names.get("header", [])),
        footers=_distinct(package, names.get("footer", [])),
    )


def children_of(node: Node, *tags: str) -> Iterator[Node]:
    """The children with one of these tags, also those in content controls and other wrappers.

    Of two forms of the same content for newer and older programs, only the first is read.
    """
    for child in node:
        if child.tag in tags:
            yield child
        elif child.tag == MC + "AlternateContent":
            yield from children_of(chosen_form(child), *tags)
        elif child.tag in _WRAPPERS:
            yield from children_of(child, *tags)


def chosen_form(alternates: Node) -> Node:
    """The form of alternate content that is read: the newest, else what older programs show."""
    choice = alternates.find(MC + "Choice")
    if choice is None:
        choice = alternates.find(MC + "Fallback")
    return () if choice is None else choice


def value_of(node: Node | None, tag: str = "") -> str | None:
    """The value of an element, or of its child with this tag; None where there is none."""
    if node is not None and tag:
        node = node.find(W + tag)
    value: str | None = None if node is None else node.get(W + "val")
    return value


def _relations(package: Package, part: str) -> list[tuple[str, str]]:
    """The kind and the name of each part that a part refers to inside the file."""
    folder, name = posixpath.split(part)
    root = package.parse(posixpath.join(folder, "_rels", f"{name}.rels"))
    found = []
    for relation in () if root is None else root.iter(_RELATION):
        kind = relation.get("Type", "")
        if kind.startswith(_OFFICE) and relation.get("TargetMode") != "External":
            target = posixpath.join("/", folder, relation.get("Target", ""))
            found.append((kind[len(_OFFICE) :], posixpath.normpath(target).lstrip("/")))
    return found


def _children(root: Node | None, tag: str) -> list[Node]:
    return [] if root is None else root.findall(W + tag)


def _distinct(package: Package, names: list[str]) -> tuple[Node, ...]:
    found: dict[str, Node] = {}
    for name in names:
        root = package.parse(name)
        if root is not None:
            found.setdefault("".join(text.text or "" for text in root.iter(W + "t")), root)
    return tuple(found.values())
