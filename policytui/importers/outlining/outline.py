"""Blocks of a headed text into an outline: themes, positions, and an account of the rest.

The one builder for all kinds of sources: a reader marks the headings it knows; those that no
source marks are told from how they are set (`looks`), else from their words and place.
"""

import re
from dataclasses import dataclass, field

from policytui.importers.blocks import UNMARKED, Block, Reading
from policytui.importers.outlining.areas import tell_themes
from policytui.importers.outlining.contents import check_headings
from policytui.importers.outlining.entries import (
    Entry,
    Outline,
    Use,
    heading_entry,
    join_entries,
    text_entry,
    weave,
    with_dense_levels,
)
from policytui.importers.outlining.furniture import (
    is_back_heading,
    is_contact,
    is_front_heading,
    is_process_talk,
    is_summary_heading,
    speaks_of_itself,
)
from policytui.importers.outlining.looks import mark_headings
from policytui.importers.outlining.trimming import Account, trim
from policytui.importers.prose import is_numbered, looks_like_heading, words_of

_NOTE_MARK = re.compile(r"\[\^[^\]\s]+\]")
_NOTE = re.compile(r"^\s*(?P<mark>\[\^[^\]\s]+\]):")


def build_outline(reading: Reading, name: str) -> Outline:
    """The outline of a headed text.

    Args:
        name: the name of the file in words.
    """
    account = Account()
    reading = mark_headings(reading, account)
    trimmed = trim(reading, name, account)
    contents = trimmed.contents
    entries = set() if reading.knows_headings else set(map(_shape, contents.entries))
    parts = _parts(trimmed.blocks, reading.knows_headings, entries)
    _move_notes(parts)
    parts = _leave_out_matter(parts, account)
    headed = [(part.heading, part.level) for part in parts if part.heading]
    told = sum(block.level is None for block, _ in headed)
    if told:
        message = f"headings are not marked in the file: {told} were told from their looks."
        account.doubt(None, message)
    account.doubts += check_headings(contents, headed)
    content = [entry for part in parts for entry in _entries(part)]
    outline = Outline(reading.title or trimmed.title, tuple(content), (), name, reading.unit)
    if not reading.knows_headings and not any(section.themes for section in outline.sections):
        content = _with_told_themes(outline, account)
    _doubt_bare(outline, parts, account)
    return Outline(
        outline.title,
        with_dense_levels(weave(content, account.left_out)),
        tuple(sorted(account.doubts, key=lambda doubt: doubt.line)),
        name,
        reading.unit,
    )


def _entries(part: "_Part") -> list[Entry]:
    heading = [heading_entry(part.heading, part.level)] if part.heading else []
    return heading + [text_entry(block) for block in part.body]


def _with_told_themes(outline: Outline, account: Account) -> list[Entry]:
    """The entries with a heading before each run of positions on the same area of policy."""
    content = list(outline.entries)
    sections = outline.sections
    names = tell_themes([(section.title, section.text) for section in sections])
    if not names:
        return content
    themes = ", ".join(f"{name} ({names.count(name)})" for name in dict.fromkeys(names))
    account.doubt(None, f"the text names no themes; they were told from its words: {themes}.")
    opens = [
        at
        for at, entry in enumerate(content)
        if at not in outline.bare and (entry.use is Use.HEADING or at == 0)
    ]
    for at, name, before in reversed(list(zip(opens, names, ["", *names], strict=False))):
        line = content[at].line
        if content[at].use is not Use.HEADING:
            title = outline.title or outline.name
            content.insert(at, Entry(title, line, Use.HEADING, level=1, is_added=True))
        if name != before:
            content.insert(at, Entry(name, line, Use.HEADING, level=0, is_added=True))
    return content


def _doubt_bare(outline: Outline, parts: "list[_Part]", account: Account) -> None:
    for part in parts:
        if not part.heading and outline.sections:
            if len(parts) == 1:
                message = "no headings were found: the whole text is one position."
            else:
                message = "the text before the first heading is headed with the title."
            account.doubt(part.body[0], message)
    blocks = [block for part in parts for block in [part.heading, *part.body] if block]
    for at in outline.bare:
        heading = blocks[at]
        account.doubt(heading, f'"{heading.text}" has no text; was some lost?')


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
    text = join_entries(map(text_entry, part.body))
    if part.heading is None:
        return is_process_talk(text) or (speaks_of_itself(text) and len(words_of(text)) < 80)
    if is_numbered(part.heading):
        return False
    heading = part.heading.text
    about = speaks_of_itself(text) or is_process_talk(text)
    return is_front_heading(heading) or (is_summary_heading(heading) and about)


def _is_back(part: _Part) -> bool:
    heading = part.heading
    return heading is not None and not is_numbered(heading) and is_back_heading(heading.text)


def _leave_out_part(part: _Part, account: Account, why: str) -> None:
    for block in ([part.heading] if part.heading else []) + part.body:
        account.leave_out(block, why)
