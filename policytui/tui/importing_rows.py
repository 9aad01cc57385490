"""An outline on the screen: a row for each entry, and all that is to be known of one of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property, lru_cache

from textual.content import Content

from policytui.corpus.model import Role
from policytui.importers.outlining.entries import NO_TEXT, Entry, Outline, Section, Use
from policytui.importers.prose import words_of
from policytui.importers.report import Doubt, Unit
from policytui.text import clean_prose
from policytui.tui.plain import MUTED, one_line, plain
from policytui.tui.wording import DOT, STEP, number

THEME, POSITION = "▸", "■"
DOUBTFUL, OUT, ADDED = "?", "–", "+"

_FIRST_WORDS = 240
"""Characters of a text that a row can show."""
_ROWS_KEPT = 20_000
_WARNING = "bold $text-warning"


class Shown(StrEnum):
    """Which entries are listed."""

    EVERYTHING = "everything"
    HEADINGS = "headings only"
    DOUBTFUL = "doubtful only"
    LEFT_OUT = "left out only"

    @property
    def next(self) -> "Shown":
        """The one that follows, round at the end."""
        every = list(Shown)
        return every[(every.index(self) + 1) % len(every)]


@dataclass(frozen=True)
class Ranks:
    """How the entries of an outline stand to each other.

    Attributes:
        sections: for each entry the number of the position it ends up in, -1 for none.
        depths: for each entry how far it is indented.
        themes: places of the headings that have headings beneath them.
    """

    sections: tuple[int, ...]
    depths: tuple[int, ...]
    themes: frozenset[int]


def rank(outline: Outline) -> Ranks:
    """Tell for each entry where it ends up."""
    sections: list[int] = []
    depths: list[int] = []
    themes: set[int] = set()
    section, heading, is_counted = -1, -1, False
    for at, entry in enumerate(outline.entries):
        ends_up, depth = -1, 0
        if entry.use is Use.HEADING:
            if heading >= 0 and entry.level > outline.entries[heading].level:
                themes.add(heading)
            heading, is_counted, depth = at, False, entry.level - 1
        elif entry.use is Use.TEXT:
            if not is_counted:
                section, is_counted = section + 1, True
                if heading >= 0:
                    sections[heading] = section
            ends_up = section
            depth = outline.entries[heading].level if heading >= 0 else 0
        sections.append(ends_up)
        depths.append(depth)
    return Ranks(tuple(sections), tuple(depths), frozenset(themes))


class OutlineShown:
    """An outline with what its rows show.

    Attributes:
        doubts: by the place of the entry they are about; -1 for those about the whole file.
    """

    def __init__(self, outline: Outline) -> None:
        self.outline = outline
        self.doubts: dict[int, list[Doubt]] = {}
        wanted: dict[int, list[Doubt]] = {}
        for doubt in outline.doubts:
            wanted.setdefault(doubt.line, []).append(doubt)
        if about_all := wanted.pop(0, None):
            self.doubts[-1] = about_all
        for at, entry in enumerate(outline.entries):
            if wanted and entry.line in wanted:
                self.doubts[at] = wanted.pop(entry.line)
        if wanted:
            rest = [doubt for doubts in wanted.values() for doubt in doubts]
            self.doubts[-1] = [*self.doubts.get(-1, []), *rest]

    @cached_property
    def ranks(self) -> Ranks:
        """Where each entry ends up."""
        return rank(self.outline)

    @property
    def doubtful(self) -> list[int]:
        """Places of the entries that are doubted."""
        return sorted(at for at in self.doubts if at >= 0)

    def is_out(self, at: int) -> bool:
        """Whether an entry stands in no position, also because it heads none."""
        entry = self.outline.entries[at]
        return entry.use is Use.LEFT_OUT or at in self.outline.bare

    def places(self, shown: Shown) -> list[int]:
        """The places of the entries that are listed."""
        entries = self.outline.entries
        match shown:
            case Shown.HEADINGS:
                return [at for at, entry in enumerate(entries) if entry.use is Use.HEADING]
            case Shown.DOUBTFUL:
                return self.doubtful
            case Shown.LEFT_OUT:
                return [at for at in range(len(entries)) if self.is_out(at)]
        return list(range(len(entries)))

    def row(self, at: int) -> Content:
        """The row of an entry."""
        ranks, entry = self.ranks, self.outline.entries[at]
        return _row(
            entry.use,
            entry.heading if entry.use is Use.HEADING else entry.text[:_FIRST_WORDS],
            _count(entry.text) if entry.use is not Use.HEADING else 0,
            entry.level,
            ranks.depths[at],
            _why(entry) if self.is_out(at) else "",
            at in self.doubts,
            entry.is_added,
            at in ranks.themes,
            ranks.sections[at] >= 0,
            entry.text if entry.title else "",
        )

    # --- one of them ---

    def section(self, at: int) -> Section | None:
        """The position that an entry ends up in."""
        section = self.ranks.sections[at]
        return self.outline.sections[section] if section >= 0 else None

    def about(self, at: int) -> Content:
        """All that is to be known of an entry, with its whole text."""
        entry = self.outline.entries[at]
        parts = [
            plain(self._what(at), "bold $text-accent"),
            plain(_place(entry, self.outline.unit), MUTED),
        ]
        parts += [
            plain(f"{DOUBTFUL} {doubt.message}", _WARNING) for doubt in self.doubts.get(at, ())
        ]
        if entry.is_added:
            parts.append(plain(f"{ADDED} This heading stands nowhere in the source."))
        section = self.section(at)
        if section and not (entry.use is Use.HEADING and at not in self.ranks.themes):
            parts.append(plain("Ends up in ", MUTED) + plain(_path(section)))
        elif section and section.themes:
            parts.append(plain("Under ", MUTED) + plain(STEP.join(map(one_line, section.themes))))
        if entry.title:
            parts.append(plain("In the source ", MUTED) + plain(f"“{one_line(entry.text)}”"))
        style = "bold" if entry.use is Use.HEADING else ""
        text = entry.heading if entry.use is Use.HEADING else entry.text
        return Content("\n").join([*parts, Content(""), plain(text, style)])

    def preview(self, at: int) -> Content:
        """The position that an entry ends up in, as it will stand."""
        section = self.section(at)
        if section is None:
            return Content("\n").join(
                [
                    plain("It ends up in no position", "bold $text-accent"),
                    plain(self._what(at), MUTED),
                ]
            )
        lines = [plain(one_line(section.title), "bold")]
        if section.themes:
            lines.append(plain(STEP.join(map(one_line, section.themes)), MUTED))
        role = "" if section.role is Role.STATEMENT else f"{section.role.label}{DOT}"
        lines.append(plain(role + number(_count(section.text), "word"), MUTED))
        return Content("\n").join([*lines, Content(""), plain(clean_prose(section.text))])

    def _what(self, at: int) -> str:
        entry = self.outline.entries[at]
        if self.is_out(at):
            return f"Left out: {_why(entry)}"
        if entry.use is Use.TEXT:
            return f"Text{DOT}{number(_count(entry.text), 'word')}"
        parts = []
        is_theme = at in self.ranks.themes
        if is_theme:
            parts.append(f"theme over {number(self._beneath(at), 'position')}")
        section = self.section(at)
        if section:
            name = "position" if section.role is Role.STATEMENT else section.role.value
            words = number(_count(section.text), "word")
            parts.append(f"with {words} of its own" if is_theme else f"{name} of {words}")
        what = DOT.join([", ".join(parts), f"rank {entry.level}"])
        return what[:1].upper() + what[1:]

    def _beneath(self, at: int) -> int:
        entries, found = self.outline.entries, set()
        for place in range(at + 1, len(entries)):
            other = entries[place]
            if other.use is Use.HEADING and other.level <= entries[at].level:
                break
            found.add(self.ranks.sections[place])
        return len(found - {-1, self.ranks.sections[at]})


@lru_cache(_ROWS_KEPT)
def _count(text: str) -> int:
    return len(words_of(text))


def _why(entry: Entry) -> str:
    return entry.why or NO_TEXT


def _place(entry: Entry, unit: Unit) -> str:
    page = f"page {entry.page}, " if entry.page else ""
    place = f"{page}{unit} {entry.line}"
    return place[:1].upper() + place[1:]


def _path(section: Section) -> str:
    return STEP.join(map(one_line, (*section.themes, section.title)))


@lru_cache(_ROWS_KEPT)
def _row(
    use: Use,
    text: str,
    words: int,
    level: int,
    depth: int,
    why: str,
    is_doubtful: bool,
    is_added: bool,
    is_theme: bool,
    is_position: bool,
    was: str,
) -> Content:
    sign = OUT if why else ADDED if is_added else " "
    gutter = plain(DOUBTFUL if is_doubtful else " ", _WARNING) + plain(sign, "bold")
    indent = "  " * depth
    if use is Use.HEADING:
        kind = POSITION if is_position and not is_theme else THEME
        row = gutter + plain(f"       {indent}{level} {kind} ", "$text-accent")
        row += plain(one_line(text), MUTED if why else "bold")
        notes = [why] if why else []
        notes += ["a theme with text of its own"] if is_theme and is_position else []
        notes += [f"was “{one_line(was)}”"] if was else []
        return row + plain(f"  {DOT.join(notes)}" if notes else "", MUTED)
    count = plain(f"{words:>6,} ", MUTED)
    told = plain(f"{why}: ", f"italic {MUTED}") if why else plain("")
    return gutter + count + plain(indent) + told + plain(one_line(text), MUTED)


def nearest(places: Sequence[int], at: int) -> int:
    """Of the places listed the one nearest to another; -1 where none is listed."""
    return min(places, key=lambda place: abs(place - at), default=-1)
