"""Automatic numbering of a Word file: the number before a paragraph, counted as Word counts."""

import re
from dataclasses import dataclass

from policytui.importers.readers.office.numerals import written_number
from policytui.importers.readers.office.package import Node
from policytui.importers.readers.word.package import W, value_of
from policytui.importers.readers.word.styles import (
    Setting,
    Style,
    Styles,
    setting_of,
    whole,
)
from policytui.text import clean_line

BULLET = "bullet"
_LEVELS = 9
_PLACE = re.compile(r"%([1-9])")


@dataclass(frozen=True, slots=True)
class Label:
    """What automatic numbering puts before a paragraph.

    Attributes:
        text: the number as it is shown; empty for bullets and for levels that show nothing.
        level: from 0, the outermost.
        format: name of the kind of number ("decimal", "lowerLetter", "bullet", …).
        setting: how the level sets its paragraphs.
    """

    text: str
    level: int
    format: str
    setting: Setting

    @property
    def is_bullet(self) -> bool:
        """Whether it is a sign and no number."""
        return self.format == BULLET


@dataclass(frozen=True, slots=True)
class _Level:
    format: str
    pattern: str
    start: int
    restart: int | None
    is_legal: bool
    style: str | None
    setting: Setting


@dataclass(frozen=True, slots=True)
class _List:
    """A list: its levels, the counters it shares with other lists, and where it starts anew."""

    counters: str
    levels: dict[int, _Level]
    starts: dict[int, int]


class Numbering:
    """Counts the numbered paragraphs of a file in the order in which they are asked for.

    Args:
        root: of the part that defines lists, None where the file has none.
    """

    def __init__(self, root: Node | None, styles: Styles) -> None:
        self._styles = styles
        self._nums: dict[str, Node] = {}
        self._abstract: dict[str, Node] = {}
        self._linked: dict[str, str] = {}
        self._lists: dict[str, _List | None] = {}
        self._counts: dict[str, dict[int, int]] = {}
        self._begun: set[tuple[str, int]] = set()
        if root is None:
            return
        self._nums = {node.get(W + "numId", ""): node for node in root.findall(W + "num")}
        for node in root.findall(W + "abstractNum"):
            name = node.get(W + "abstractNumId", "")
            self._abstract[name] = node
            if (style := value_of(node, "styleLink")) is not None:
                self._linked.setdefault(style, name)

    def label(self, own: Setting, style: Style) -> Label | None:
        """The number of the next paragraph, None where it is not numbered.

        Args:
            own: what the paragraph itself says.
            style: its style.
        """
        number = own.number if own.number is not None else style.setting.number
        found = self._list(number) if number is not None else None
        if number is None or found is None:
            return None
        at = self._level_of(own, style, found)
        level = found.levels.get(at)
        if level is None:
            return None
        counts = self._count(number, found, at, level)
        text = "" if level.format == BULLET else _shown(level, at, found, counts)
        return Label(text, at, level.format, level.setting)

    def _level_of(self, own: Setting, style: Style, found: _List) -> int:
        if own.number_level is not None:
            return min(own.number_level, _LEVELS - 1)
        if own.number is None:
            # A level names the style of its paragraphs; the nearest style counts.
            levels = {level.style: at for at, level in found.levels.items() if level.style}
            at = next((levels[name] for name in style.ids if name in levels), None)
            if at is not None:
                return at
            return min(style.setting.number_level or 0, _LEVELS - 1)
        return 0

    def _count(self, number: str, found: _List, at: int, level: _Level) -> dict[int, int]:
        counts = self._counts.setdefault(found.counters, {})
        for above in range(at):
            # A level that is passed over counts as if it stood there.
            if above in found.levels and above not in counts:
                counts[above] = found.starts.get(above, found.levels[above].start)
        is_first = (number, at) not in self._begun
        self._begun.add((number, at))
        start = found.starts.get(at, level.start)
        if at not in counts or (is_first and at in found.starts):
            counts[at] = start
        else:
            counts[at] += 1
        for deeper in [other for other in counts if other > at]:
            restart = found.levels[deeper].restart if deeper in found.levels else None
            if restart is None or (restart and at < restart):
                del counts[deeper]
        return counts

    def _list(self, number: str) -> _List | None:
        if number not in self._lists:
            self._lists[number] = self._read_list(number)
        return self._lists[number]

    def _read_list(self, number: str) -> _List | None:
        num = self._nums.get(number)
        name = self._resolved(value_of(num, "abstractNumId")) if num is not None else None
        if num is None or name is None:
            return None
        levels = {
            at: _read_level(node)
            for node in self._abstract[name].findall(W + "lvl")
            if (at := whole(node.get(W + "ilvl"))) is not None and at < _LEVELS
        }
        starts = {}
        for override in num.findall(W + "lvlOverride"):
            at = whole(override.get(W + "ilvl"))
            if at is None or at >= _LEVELS:
                continue
            if (node := override.find(W + "lvl")) is not None:
                levels[at] = _read_level(node)
            if (start := whole(value_of(override, "startOverride"))) is not None:
                starts[at] = start
        return _List(name, levels, starts)

    def _resolved(self, name: str | None) -> str | None:
        """The definition that holds the levels: one may stand for a style, that for another."""
        for _ in range(_LEVELS):
            node = self._abstract.get(name or "")
            if node is None:
                return None
            link = value_of(node, "numStyleLink")
            if link is None:
                return name
            num = self._nums.get(self._styles.number_of(link) or "")
            after = value_of(num, "abstractNumId") if num is not None else None
            name = after if after not in (None, name) else self._linked.get(link)
        return None


def _read_level(node: Node) -> _Level:
    # A kind of number that older programs do not know is told twice, for them last.
    formats = [value_of(found) for found in node.iter(W + "numFmt")]
    legal = node.find(W + "isLgl")
    start = whole(value_of(node, "start"))
    return _Level(
        format=(formats[-1] if formats else None) or "decimal",
        pattern=value_of(node, "lvlText") or "",
        start=1 if start is None else start,
        restart=whole(value_of(node, "lvlRestart")),
        is_legal=legal is not None and value_of(legal) not in ("0", "false", "off"),
        style=value_of(node, "pStyle"),
        setting=setting_of(node.find(W + "pPr")),
    )


def _shown(level: _Level, at: int, found: _List, counts: dict[int, int]) -> str:
    def number_at(match: re.Match[str]) -> str:
        other = int(match[1]) - 1
        if other > at:
            return ""
        of = found.levels.get(other)
        format = of.format if of else "decimal"
        count = counts.get(other, found.starts.get(other, of.start if of else 1))
        is_plain = level.is_legal and format not in ("none", BULLET)
        return written_number(count, "decimal" if is_plain else format)

    return clean_line(_PLACE.sub(number_at, level.pattern))
