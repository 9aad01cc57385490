"""Styles of a Word file: what a paragraph and its letters inherit, down to the file's defaults."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from policytui.importers.readers.office.package import Node
from policytui.importers.readers.office.written import Face
from policytui.importers.readers.word.package import W, value_of
from policytui.text import clean_line

BODY_TEXT = 9
"""Outline level that says: no heading."""

_HEADING = re.compile(r"heading ?([1-9])", re.IGNORECASE)
_OFF = ("0", "false", "off")
_USUAL_SIZE = 10.0
"""Size of letters in points where a file with styles names none."""

_MEASURE = re.compile(r"(-?\d+(?:\.\d+)?)(pt|in|cm|mm|pc|pi)?")
_POINTS = {"pt": 1.0, "in": 72.0, "cm": 72 / 2.54, "mm": 7.2 / 2.54, "pc": 12.0, "pi": 12.0}
_Value = TypeVar("_Value")


@dataclass(frozen=True, slots=True)
class Setting:
    """What formatting says of a paragraph; None where it says nothing.

    Attributes:
        left: indent in points; `first` is added to it for the first line.
        outline: from 0, the highest; 9 is body text.
        number: id of its automatic numbering; "0" switches it off.
        number_level: from 0.
    """

    alignment: str | None = None
    left: float | None = None
    first: float | None = None
    outline: int | None = None
    number: str | None = None
    number_level: int | None = None

    def over(self, base: "Setting") -> "Setting":
        """These settings, and those of a base where these say nothing."""
        return Setting(
            _either(self.alignment, base.alignment),
            _either(self.left, base.left),
            _either(self.first, base.first),
            _either(self.outline, base.outline),
            _either(self.number, base.number),
            _either(self.number_level, base.number_level),
        )


@dataclass(frozen=True, slots=True)
class Style:
    """A style with all that it inherits.

    Attributes:
        names: its own name and those of the styles it is based on.
        ids: likewise.
        letters: size in points, and whether bold ("b"), italic ("i"), underlined ("u") or
            hidden ("vanish"), as far as it says.
    """

    names: tuple[str, ...] = ("",)
    ids: tuple[str, ...] = ()
    setting: Setting = Setting()
    letters: Mapping[str, float] = field(default_factory=dict)

    @property
    def is_title(self) -> bool:
        """Whether it is the style of the document's title, or based on it."""
        return self.setting.outline is None and any(
            name.casefold() == "title" for name in self.names
        )


class Styles:
    """The styles of a file by their ids.

    Args:
        root: of the part that holds them, None where the file has none.
    """

    def __init__(self, root: Node | None) -> None:
        self._nodes: dict[str, Node] = {}
        self._known: dict[str, Style] = {}
        self._faces: dict[tuple[object, ...], tuple[Face, bool]] = {}
        self._usual = ""
        self._letters: dict[str, float] = {}
        self._setting = Setting()
        if root is None:
            return
        for node in root.findall(W + "style"):
            name = node.get(W + "styleId", "")
            self._nodes[name] = node
            if node.get(W + "type") == "paragraph" and node.get(W + "default") in ("1", "true"):
                self._usual = name
        self._letters = {"sz": _USUAL_SIZE} | letters_of(
            root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr")
        )
        self._setting = setting_of(root.find(f"{W}docDefaults/{W}pPrDefault/{W}pPr"))

    def paragraph(self, name: str | None) -> Style:
        """The style of a paragraph by its id; the usual one where it has none or an unknown one."""
        if name is not None and name not in self._nodes:
            return self._unlisted(name)
        return self._style(self._usual if name is None else name)

    def face(self, style: Style, run: Node | None) -> tuple[Face, bool]:
        """How the letters of a run are set, and whether they are hidden.

        Args:
            style: of its paragraph.
            run: its properties, None where it has none.
        """
        own = letters_of(run)
        named = value_of(run, "rStyle") if run is not None else None
        key = (style.ids, named, tuple(own.items()))
        if key not in self._faces:
            self._faces[key] = self._face(style, named, own)
        return self._faces[key]

    def number_of(self, name: str) -> str | None:
        """The id of the automatic numbering that a style of lists stands for."""
        return self._style(name).setting.number

    def _style(self, name: str) -> Style:
        chain: list[str] = []
        at: str | None = name
        while at is not None and at in self._nodes and at not in self._known and at not in chain:
            chain.append(at)
            # Far more than any file has; the search of the chain must stay short.
            if len(chain) > 200:
                break
            at = value_of(self._nodes[at], "basedOn")
        base = self._known.get(at) if at is not None else None
        style = base or Style(names=(), setting=self._setting)
        for at in reversed(chain):
            style = self._over(self._nodes[at], at, style)
            self._known[at] = style
        return style if style.names else Style(setting=self._setting)

    def _over(self, node: Node, name: str, base: Style) -> Style:
        called = clean_line(value_of(node, "name") or name)
        setting = setting_of(node.find(W + "pPr"))
        if setting.outline is None and (rank := _HEADING.fullmatch(called)):
            setting = Setting(outline=int(rank[1]) - 1).over(setting)
        return Style(
            names=(called, *base.names[:20]),
            ids=(name, *base.ids[:20]),
            setting=setting.over(base.setting),
            letters={**base.letters, **letters_of(node.find(W + "rPr"))},
        )

    def _face(self, style: Style, named: str | None, own: Mapping[str, float]) -> tuple[Face, bool]:
        of_letters = self._style(named).letters if named else {}

        def has(key: str) -> bool:
            if key in own:
                return bool(own[key])
            if key == "u":
                found = (part[key] for part in (of_letters, style.letters) if key in part)
                return bool(next(found, self._letters.get(key, 0)))
            # Set in the style of the paragraph and in that of the letters, it is off again.
            either = bool(style.letters.get(key)) != bool(of_letters.get(key))
            return either or bool(self._letters.get(key))

        sizes = (part.get("sz") for part in (own, of_letters, style.letters, self._letters))
        size = next((size for size in sizes if size), 0.0)
        return Face(size, has("b"), has("i"), has("u")), has("vanish")

    def _unlisted(self, name: str) -> Style:
        """A style that is used and not told of, as in files without styles: its name tells."""
        rank = _HEADING.fullmatch(name)
        outline = int(rank[1]) - 1 if rank else None
        return Style((clean_line(name),), (name,), Setting(outline=outline).over(self._setting))


def setting_of(node: Node | None) -> Setting:
    """What the properties of a paragraph or of a level of a list say themselves."""
    if node is None:
        return Setting()
    indent = node.find(W + "ind")
    left = first = None
    if indent is not None:
        left = points(indent.get(W + "left") or indent.get(W + "start"))
        first = points(indent.get(W + "firstLine"))
        hanging = points(indent.get(W + "hanging"))
        first = -hanging if hanging is not None else first
    numbering = node.find(W + "numPr")
    return Setting(
        alignment=value_of(node, "jc"),
        left=left,
        first=first,
        outline=whole(value_of(node, "outlineLvl")),
        number=value_of(numbering, "numId") if numbering is not None else None,
        number_level=whole(value_of(numbering, "ilvl")) if numbering is not None else None,
    )


def letters_of(node: Node | None) -> dict[str, float]:
    """What the properties of letters say themselves: size in points, and on (1) or off (0)."""
    found: dict[str, float] = {}
    for child in () if node is None else node:
        name = child.tag[len(W) :] if child.tag.startswith(W) else ""
        value = child.get(W + "val")
        if name in ("b", "i", "vanish"):
            found[name] = value not in _OFF
        elif name == "u":
            found[name] = value not in ("none", *_OFF)
        elif name == "sz" and (size := points(value, unit=0.5)):
            found[name] = size
    return found


def points(value: str | None, *, unit: float = 0.05) -> float | None:
    """A measure in points; one without a unit counts twentieths of a point, or `unit`."""
    match = _MEASURE.fullmatch(value[:20]) if value else None
    return float(match[1]) * _POINTS.get(match[2] or "", unit) if match else None


def whole(value: str | None) -> int | None:
    """A whole number of at most six digits, None for anything else."""
    return int(value) if value and value.isascii() and value.isdigit() and len(value) < 7 else None


def _either(one: _Value | None, other: _Value | None) -> _Value | None:
    return other if one is None else one
