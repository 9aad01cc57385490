"""An outline: every block of a source with what becomes of it, in the order of the text.

An outline is made by a builder and may then be mended by hand (`editing`). Themes, positions and
what is left out all follow from its entries, so nothing of a source can get lost between them.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property
from itertools import pairwise

from policytui.corpus.model import Role
from policytui.importers.blocks import Block
from policytui.importers.prose import words_of
from policytui.importers.report import Doubt, LeftOut, Unit

_DEEPEST_THEMES = 4
"""A document has six ranks of headings: one for its title's place, one for positions."""

NO_TEXT = "a heading with no text beneath it"
REWORDED = "this heading now reads"


class Use(StrEnum):
    """What becomes of a block."""

    HEADING = "heading"
    TEXT = "text"
    LEFT_OUT = "left out"


@dataclass(frozen=True, slots=True)
class Entry:
    """A block of a source, and what becomes of it.

    Attributes:
        text: its words as the document will have them.
        line: its place in the source, from 1.
        page: its page, 0 where the source has none.
        level: rank of a heading, 1 the highest; only the order of ranks counts.
        why: why it is left out.
        title: the heading in other words, where a person renamed it.
        is_added: a heading that stands nowhere in the source.
        role: of the position that a heading opens.
        slug: second half of the id of that position where one is wished for.
        is_tight: stands right below the entry before it, without a blank line between.
    """

    text: str
    line: int
    use: Use
    page: int = 0
    level: int = 0
    why: str = ""
    title: str = ""
    is_added: bool = False
    role: Role = Role.STATEMENT
    slug: str = ""
    is_tight: bool = False

    @property
    def heading(self) -> str:
        """What a heading says in the document."""
        return self.title or self.text

    @property
    def is_reworded(self) -> bool:
        """Whether a heading says something else, so that words of the source stand nowhere."""
        return bool(self.title) and bool(
            Counter(words_of(self.text)) - Counter(words_of(self.title))
        )


@dataclass(frozen=True, slots=True)
class Section:
    """A position as the outline has it: it has no id yet.

    Attributes:
        slug: second half of its id where the builder wishes for one, else made from the title.
        line: line of its heading in the source.
        page: its page, 0 where the source has none.
    """

    title: str
    text: str
    line: int
    themes: tuple[str, ...] = ()
    role: Role = Role.STATEMENT
    slug: str = ""
    page: int = 0


@dataclass(frozen=True)
class Outline:
    """What a source is made into.

    Attributes:
        title: the title found in the text, else empty.
        entries: in the order of the document.
        doubts: what the builder was unsure of.
        name: heads the text before the first heading.
        unit: what the places of the entries count.
    """

    title: str
    entries: tuple[Entry, ...]
    doubts: tuple[Doubt, ...] = ()
    name: str = ""
    unit: Unit = Unit.LINE

    @cached_property
    def sections(self) -> tuple[Section, ...]:
        """The positions, in their order."""
        return tuple(
            Section(
                part.heading.heading if part.heading else self.title or self.name,
                part.text,
                part.heading.line if part.heading else part.line,
                _shorten(part.themes),
                part.heading.role if part.heading else Role.STATEMENT,
                part.heading.slug if part.heading else "",
                part.heading.page if part.heading else part.page,
            )
            for part in self._parts
            if part.text
        )

    @cached_property
    def headings(self) -> tuple[str, ...]:
        """The headings of the source that became titles and themes, in its own words."""
        return tuple(
            entry.text for at, entry in enumerate(self.entries) if self._is_kept_heading(at, entry)
        )

    @cached_property
    def left_out(self) -> tuple[LeftOut, ...]:
        """Each line of the source that stands in no position, by its place."""
        found: list[LeftOut] = []
        for at, entry in enumerate(self.entries):
            if entry.is_added or entry.use is Use.TEXT or self._is_kept_heading(at, entry):
                continue
            why = NO_TEXT if at in self.bare else f"{REWORDED} “{entry.title}”"
            found += _lines(entry, entry.why or why, self.unit)
        return tuple(sorted(found, key=lambda left: left.line))

    def _is_kept_heading(self, at: int, entry: Entry) -> bool:
        """Whether the words of an entry stand in the document as a heading."""
        is_heading = entry.use is Use.HEADING and not entry.is_added and at not in self.bare
        return is_heading and not entry.is_reworded

    @cached_property
    def bare(self) -> frozenset[int]:
        """The places of headings that have no text, neither beneath nor below their themes."""
        used = {place for part in self._parts if part.text for place in part.above}
        return frozenset(
            at
            for at, entry in enumerate(self.entries)
            if entry.use is Use.HEADING and at not in used
        )

    @cached_property
    def _parts(self) -> "tuple[_Part, ...]":
        return tuple(_split(self.entries))


@dataclass(frozen=True, slots=True)
class _Part:
    """A heading with the text right beneath it.

    Attributes:
        line, page: of the first entry.
        above: places of the headings that it stands under, and its own.
    """

    heading: Entry | None
    text: str
    line: int
    page: int
    themes: tuple[str, ...]
    above: tuple[int, ...]


def _split(entries: Sequence[Entry]) -> Iterable[_Part]:
    kept = [(at, entry) for at, entry in enumerate(entries) if entry.use is not Use.LEFT_OUT]
    starts = [n for n, (_, entry) in enumerate(kept) if entry.use is Use.HEADING]
    bounds = [*([0] if kept and 0 not in starts else []), *starts]
    themes: list[tuple[int, Entry]] = []
    for start, stop in pairwise([*bounds, len(kept)]):
        at, first = kept[start]
        is_headed = first.use is Use.HEADING
        text = join_entries(entry for _, entry in kept[start + is_headed : stop])
        if not is_headed:
            yield _Part(None, text, first.line, first.page, (), ())
            continue
        themes = [(place, theme) for place, theme in themes if theme.level < first.level]
        is_theme = stop < len(kept) and kept[stop][1].level > first.level
        if is_theme:
            themes.append((at, first))
        names = tuple(theme.heading for _, theme in themes)
        above = (*(place for place, _ in themes), at)
        yield _Part(first, text, first.line, first.page, names, above)


def join_entries(entries: Iterable[Entry]) -> str:
    """The text of entries: paragraphs parted by blank lines, items of a list by line ends."""
    text = ""
    for entry in entries:
        gap = "" if not text else "\n" if entry.is_tight else "\n\n"
        text += gap + entry.text
    return text.strip("\n")


def _shorten(themes: tuple[str, ...]) -> tuple[str, ...]:
    if len(themes) <= _DEEPEST_THEMES:
        return themes
    return (*themes[: _DEEPEST_THEMES - 1], " – ".join(themes[_DEEPEST_THEMES - 1 :]))


def _lines(entry: Entry, why: str, unit: Unit) -> Iterable[LeftOut]:
    for offset, text in enumerate(entry.text.split("\n")):
        if text.strip():
            line = entry.line + (offset if unit is Unit.LINE else 0)
            yield LeftOut(text, line, why, entry.page)


def text_entry(block: Block) -> Entry:
    """A block that is text of a position."""
    return Entry(block.text, block.line, Use.TEXT, block.page, is_tight=block.is_tight)


def heading_entry(block: Block, level: int) -> Entry:
    """A block that is a heading."""
    return Entry(block.text, block.line, Use.HEADING, block.page, level)


def left_out_entry(block: Block, why: str) -> Entry:
    """A block that stands in no position."""
    return Entry(block.text, block.line, Use.LEFT_OUT, block.page, why=why)


def weave(content: Sequence[Entry], left_out: Iterable[Entry]) -> tuple[Entry, ...]:
    """Content with what was left out at its place in the source between it."""
    waiting = sorted(left_out, key=lambda entry: entry.line)
    woven: list[Entry] = []
    at = 0
    for entry in content:
        while at < len(waiting) and waiting[at].line < entry.line:
            woven.append(waiting[at])
            at += 1
        woven.append(entry)
    return (*woven, *waiting[at:])


def with_dense_levels(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """The entries with the ranks of headings counted from 1 without gaps."""
    entries = tuple(entries)
    levels = sorted({entry.level for entry in entries if entry.use is Use.HEADING})
    ranks = {level: rank for rank, level in enumerate(levels, 1)}
    return tuple(
        replace(entry, level=ranks[entry.level]) if entry.use is Use.HEADING else entry
        for entry in entries
    )
