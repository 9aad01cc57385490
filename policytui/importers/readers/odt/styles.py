"""Styles and numbering of an OpenDocument text."""

from collections.abc import Iterable
from dataclasses import dataclass

from policytui.importers.readers.office.numerals import written_number
from policytui.importers.readers.office.package import Node
from policytui.importers.readers.office.written import Face
from policytui.importers.readers.word.styles import points, whole
from policytui.text import clean_line

OFFICE, TEXT, TABLE, STYLE, DRAW = (
    f"{{urn:oasis:names:tc:opendocument:xmlns:{name}:1.0}}"
    for name in ("office", "text", "table", "style", "drawing")
)
_FO = "{urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0}"
_FORMATS = {
    "1": "decimal",
    "a": "lowerLetter",
    "A": "upperLetter",
    "i": "lowerRoman",
    "I": "upperRoman",
}
_DEEPEST = 10
_LONGEST_CHAIN = 100


class Styles:
    """The styles of paragraphs and letters.

    Args:
        roots: of the parts that hold styles, the most general first.
    """

    def __init__(self, roots: Iterable[Node]) -> None:
        self._nodes: dict[tuple[str, str], Node] = {}
        self._known: dict[tuple[str, str], dict[str, str]] = {}
        self._defaults: dict[str, dict[str, str]] = {}
        for root in roots:
            for node in root.iter(STYLE + "style"):
                family = node.get(STYLE + "family", "")
                self._nodes[family, node.get(STYLE + "name", "")] = node
            for node in root.iter(STYLE + "default-style"):
                self._defaults[node.get(STYLE + "family", "")] = _told(node)

    def of(self, family: str, name: str | None) -> dict[str, str]:
        """What a style says, with all that it inherits.

        Args:
            family: "paragraph" or "text".
        """
        chain: list[tuple[str, str]] = []
        at = (family, name or "")
        while at in self._nodes and at not in self._known and at not in chain:
            chain.append(at)
            if len(chain) > _LONGEST_CHAIN:
                break
            at = (family, self._nodes[at].get(STYLE + "parent-style-name", ""))
        told = self._known.get(at, self._defaults.get(family, {}))
        for at in reversed(chain):
            own = _told(self._nodes[at])
            told = {**told, **own, "size": _scaled(own.get("size"), told.get("size", ""))}
            self._known[at] = told
        return told

    def name(self, name: str | None) -> str:
        """The name of a paragraph style as a person sees it; of the one it changes a little."""
        for _ in range(_LONGEST_CHAIN):
            node = self._nodes.get(("paragraph", name or ""))
            if node is None:
                break
            parent = node.get(STYLE + "parent-style-name")
            if node.getparent().tag != OFFICE + "automatic-styles" or parent is None:
                return clean_line(node.get(STYLE + "display-name") or name or "")
            name = parent
        return clean_line(name or "")


def face_of(paragraph: dict[str, str], letters: dict[str, str]) -> tuple[Face, bool]:
    """How letters are set, and whether they are hidden.

    Args:
        paragraph: what the style of their paragraph says.
        letters: what their own style says; it comes first.
    """
    told = {**paragraph, **letters}
    size = _scaled(letters.get("size"), paragraph.get("size", ""))
    weight = told.get("weight", "normal")
    face = Face(
        size=points(size) or 0.0,
        is_bold=weight == "bold" or (weight.isdigit() and int(weight[:4]) >= 600),
        is_italic=told.get("slant", "normal") in ("italic", "oblique"),
        is_underlined=told.get("underline", "none") != "none",
    )
    return face, told.get("display") == "none"


def _told(node: Node) -> dict[str, str]:
    found: dict[str, str | None] = {}
    letters = node.find(STYLE + "text-properties")
    if letters is not None:
        found["size"] = letters.get(_FO + "font-size")
        found["weight"] = letters.get(_FO + "font-weight")
        found["slant"] = letters.get(_FO + "font-style")
        found["underline"] = letters.get(STYLE + "text-underline-style")
        found["display"] = letters.get(TEXT + "display")
    paragraph = node.find(STYLE + "paragraph-properties")
    if paragraph is not None:
        found["align"] = paragraph.get(_FO + "text-align")
        found["left"] = paragraph.get(_FO + "margin-left")
        found["first"] = paragraph.get(_FO + "text-indent")
    found["list"] = node.get(STYLE + "list-style-name")
    return {key: value for key, value in found.items() if value is not None}


def _scaled(size: str | None, base: str) -> str:
    """A size of letters; one in percent is a share of the size it stands upon."""
    if size is None or not size.endswith("%"):
        return size or base
    share, whole_size = points(size[:-1], unit=0.01), points(base)
    return f"{share * whole_size:.1f}pt" if share and whole_size else base


@dataclass(frozen=True, slots=True)
class _Level:
    """A level of a list; without a format it shows nothing, or a bullet."""

    is_bullet: bool
    format: str
    prefix: str
    suffix: str
    shown: int
    start: int


class Count:
    """Numbers counted so far in one list, level by level."""

    def __init__(self) -> None:
        self._counts: dict[int, int] = {}

    def next(self, levels: dict[int, _Level], at: int, start: int | None) -> str:
        """The number of the next paragraph on a level, as it is shown.

        Args:
            levels: of the list, from 1.
            start: the number it begins anew with, None where it goes on.
        """
        for above in range(1, at):
            self._counts.setdefault(above, levels[above].start if above in levels else 1)
        level = levels[at]
        if start is not None or at not in self._counts:
            self._counts[at] = level.start if start is None else start
        else:
            self._counts[at] += 1
        for deeper in [other for other in self._counts if other > at]:
            del self._counts[deeper]
        if not level.format:
            return clean_line(level.prefix + level.suffix)
        shown = range(max(1, at - level.shown + 1), at + 1)
        numbers = (
            written_number(self._counts[other], levels[other].format)
            for other in shown
            if other in levels and levels[other].format
        )
        return clean_line(f"{level.prefix}{'.'.join(numbers)}{level.suffix}")


def read_levels(root: Node | None) -> dict[str, dict[int, _Level]]:
    """The levels of each list style by its name; those of headings under an empty name."""
    found: dict[str, dict[int, _Level]] = {}
    for node in () if root is None else root.iter(TEXT + "list-style", TEXT + "outline-style"):
        is_outline = node.tag == TEXT + "outline-style"
        levels: dict[int, _Level] = {}
        for child in node:
            at = whole(child.get(TEXT + "level"))
            if at and at <= _DEEPEST:
                levels[at] = _read_level(child)
        found["" if is_outline else node.get(STYLE + "name", "")] = levels
    return found


def _read_level(node: Node) -> _Level:
    start = whole(node.get(TEXT + "start-value"))
    format = node.get(STYLE + "num-format", "")
    return _Level(
        is_bullet=node.tag.endswith(("style-bullet", "style-image")),
        format=_FORMATS.get(format, "decimal") if format else "",
        prefix=node.get(STYLE + "num-prefix", ""),
        suffix=node.get(STYLE + "num-suffix", ""),
        shown=whole(node.get(TEXT + "display-levels")) or 1,
        start=1 if start is None else start,
    )
