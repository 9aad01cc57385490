"""Blocks of a headed text into an outline: themes, positions, and an account of the rest.

The one builder for all kinds of sources: a reader marks the headings it knows, and headings
that no source marks are told from their looks.
"""

import re
from dataclasses import dataclass, field, replace

from policytui.corpus.model import Role
from policytui.importers.blocks import UNMARKED, Block, Reading
from policytui.importers.outlining.areas import tell_themes
from policytui.importers.outlining.contents import check_headings
from policytui.importers.outlining.furniture import (
    is_back_heading,
    is_contact,
    is_front_heading,
    is_process_talk,
    is_summary_heading,
    speaks_of_itself,
)
from policytui.importers.outlining.trimming import Account, trim
from policytui.importers.prose import looks_like_heading, words_of
from policytui.importers.report import Doubt, LeftOut

_NOTE_MARK = re.compile(r"\[\^[^\]\s]+\]")
_NOTE = re.compile(r"^\s*(?P<mark>\[\^[^\]\s]+\]):")
_DEEPEST_THEMES = 4
"""A document has six ranks of headings: one for its title's place, one for positions."""


@dataclass(frozen=True, slots=True)
class Section:
    """A position as the outline has it: it has no id yet.

    Attributes:
        slug: second half of its id where the builder wishes for one, else made from the title.
        line: line of its heading in the source.
    """

    title: str
    text: str
    line: int
    themes: tuple[str, ...] = ()
    role: Role = Role.STATEMENT
    slug: str = ""


@dataclass(frozen=True, slots=True)
class Outline:
    """What a source is made into.

    Attributes:
        title: the title found in the text, else empty.
        headings: headings of the source that became titles and themes.
    """

    title: str
    sections: tuple[Section, ...]
    headings: tuple[str, ...]
    left_out: tuple[LeftOut, ...]
    doubts: tuple[Doubt, ...]


def build_outline(reading: Reading, name: str) -> Outline:
    """The outline of a headed text.

    Args:
        name: the name of the file in words.
    """
    account = Account()
    trimmed = trim(reading, name, account)
    title = reading.title or trimmed.title
    entries = set() if reading.knows_headings else set(map(_shape, trimmed.contents.entries))
    parts = _parts(trimmed.blocks, reading.knows_headings, entries)
    _move_notes(parts)
    parts = _leave_out_matter(parts, account)
    headed = [part.heading for part in parts if part.heading]
    told = sum(block.level is None for block in headed)
    if told:
        account.doubt(0, f"headings are not marked in the file: {told} were told from their looks.")
    account.doubts += check_headings(
        trimmed.contents, [(block.text, block.line) for block in headed]
    )
    sections, headings = _sections(parts, title or name, account)
    if not reading.knows_headings and not any(section.themes for section in sections):
        sections = _with_told_themes(sections, account)
    return Outline(
        title,
        tuple(sections),
        tuple(headings),
        tuple(sorted(account.left_out, key=lambda left: left.line)),
        tuple(sorted(account.doubts, key=lambda doubt: doubt.line)),
    )


def _with_told_themes(sections: list[Section], account: Account) -> list[Section]:
    names = tell_themes([(section.title, section.text) for section in sections])
    if not names:
        return sections
    themes = ", ".join(f"{name} ({names.count(name)})" for name in dict.fromkeys(names))
    account.doubt(0, f"the text names no themes; they were told from its words: {themes}.")
    return [replace(section, themes=(name,)) for section, name in zip(sections, names, strict=True)]


def join_blocks(blocks: list[Block]) -> str:
    """The text of blocks: paragraphs parted by blank lines, items of a list by line ends."""
    text = ""
    for block in blocks:
        gap = "" if not text else "\n" if block.is_tight else "\n\n"
        text += gap + block.text
    return text.strip("\n")


# --- headings and what stands beneath them ---


@dataclass(slots=True)
class _Part:
    """A heading with the blocks beneath it; the first may have no heading."""

    heading: Block | None
    level: int
    body: list[Block] = field(default_factory=list)


def _parts(blocks: list[Block], knows_headings: bool, entries: set[str]) -> list[_Part]:
    levels = [block.level for block in blocks]
    if not knows_headings:
        levels = _with_unmarked(blocks, entries)
    parts = [_Part(None, 0)]
    for block, level in zip(blocks, levels, strict=True):
        if level is None:
            parts[-1].body.append(block)
        else:
            parts.append(_Part(block, level))
    return parts if parts[0].body else parts[1:]


def _with_unmarked(blocks: list[Block], entries: set[str]) -> list[int | None]:
    """The level of each block, with unmarked headings told by their looks and their place.

    A line that looks like a heading is one when text follows it. Of two in a row the first is a
    theme; of more only the last is a heading, the others are lines of the text before.
    """
    levels = [block.level for block in blocks]
    index = 0
    while index < len(blocks):
        end = index
        while end < len(blocks) and _may_head(blocks[end], entries):
            end += 1
        if end > index and end < len(blocks) and blocks[end].level is None:
            levels[end - 1] = UNMARKED
            after_list = index > 0 and blocks[index - 1].text.endswith(":")
            if end - index == 2 and not after_list:
                levels[index] = UNMARKED - 1
        index = max(end, index + 1)
    return levels


def _may_head(block: Block, entries: set[str]) -> bool:
    listed = block.level is None and not block.is_table and _shape(block.text) in entries
    return listed or (looks_like_heading(block) and not is_contact(block.text))


def _shape(text: str) -> str:
    return " ".join(words_of(text))


def _move_notes(parts: list[_Part]) -> None:
    """Put footnotes from the end of the file beneath the heading that first refers to them."""
    homes: dict[str, _Part] = {}
    for part in parts:
        for block in part.body:
            if not _NOTE.match(block.text):
                for mark in _NOTE_MARK.findall(block.text):
                    homes.setdefault(mark, part)
    notes: list[tuple[_Part, Block]] = []
    for part in parts:
        stay = []
        for block in part.body:
            note = _NOTE.match(block.text)
            home = homes.get(note["mark"], part) if note else part
            if home is part:
                stay.append(block)
            else:
                notes.append((home, block))
        part.body[:] = stay
    for home, block in notes:
        home.body.append(block)


# --- front and back matter ---


def _leave_out_matter(parts: list[_Part], account: Account) -> list[_Part]:
    """The parts without those at the start and the end that are about the document itself."""
    start, end = 0, len(parts)
    front_level: int | None = None
    while start < end:
        part = parts[start]
        if front_level is not None and part.level > front_level and part.heading:
            start += 1
        elif _is_front(part):
            front_level = part.level if part.heading else None
            start += 1
        else:
            break
    while end > start and _is_back(parts[end - 1]):
        end -= 1
    if start == end:
        return parts
    for part in parts[:start]:
        _leave_out_part(part, account, "front matter: about the document, not policy")
    for part in parts[end:]:
        _leave_out_part(part, account, "back matter: contact, imprint or how to take part")
    return parts[start:end]


def _is_front(part: _Part) -> bool:
    text = join_blocks(part.body)
    if part.heading is None:
        return is_process_talk(text) or (speaks_of_itself(text) and len(words_of(text)) < 80)
    heading = part.heading.text
    return is_front_heading(heading) or (is_summary_heading(heading) and speaks_of_itself(text))


def _is_back(part: _Part) -> bool:
    return part.heading is not None and is_back_heading(part.heading.text)


def _leave_out_part(part: _Part, account: Account, why: str) -> None:
    for block in ([part.heading] if part.heading else []) + part.body:
        account.leave_out(block, why)


# --- parts into sections ---


def _sections(parts: list[_Part], name: str, account: Account) -> tuple[list[Section], list[str]]:
    sections: list[Section] = []
    headings: list[str] = []
    above: list[_Part] = []
    used: set[int] = set()
    for index, part in enumerate(parts):
        above = [theme for theme in above if theme.level < part.level]
        is_theme = index + 1 < len(parts) and parts[index + 1].level > part.level > 0
        if is_theme:
            above.append(part)
        text = join_blocks(part.body)
        if text:
            themes = tuple(theme.heading.text for theme in above if theme.heading)
            used.update(id(theme) for theme in (*above, part))
            title, line = _title_of(part, parts, name, account)
            sections.append(Section(title, text, line, _shorten(themes)))
    for part in parts:
        if part.heading and id(part) in used:
            headings.append(part.heading.text)
        elif part.heading:
            account.leave_out(part.heading, "a heading with no text beneath it")
            account.doubt(part.heading.line, f'"{part.heading.text}" has no text; was some lost?')
    return sections, headings


def _title_of(part: _Part, parts: list[_Part], name: str, account: Account) -> tuple[str, int]:
    if part.heading:
        return part.heading.text, part.heading.line
    line = part.body[0].line
    if len(parts) == 1:
        account.doubt(line, "no headings were found: the whole text is one position.")
    else:
        account.doubt(line, "the text before the first heading is headed with the title.")
    return name, line


def _shorten(themes: tuple[str, ...]) -> tuple[str, ...]:
    if len(themes) <= _DEEPEST_THEMES:
        return themes
    return (*themes[: _DEEPEST_THEMES - 1], " – ".join(themes[_DEEPEST_THEMES - 1 :]))
