"""What stands around the content is taken away: title, contents page, imprint, broken paragraphs.

Both builders, of headed texts and of consultations, begin here.
"""

import re
from dataclasses import dataclass, field, replace

from policytui.importers.blocks import Block, Reading
from policytui.importers.outlining.contents import ContentsPage, find_contents
from policytui.importers.outlining.entries import Entry, left_out_entry
from policytui.importers.outlining.furniture import (
    is_back_heading,
    is_contact,
    is_front_heading,
    is_process_talk,
)
from policytui.importers.prose import (
    MOST_HEADING_WORDS,
    begins_lower,
    ends_sentence,
    is_numbered,
    is_unfinished,
    looks_like_heading,
    numbering_depth,
    words_of,
)
from policytui.importers.report import Doubt

TITLE = "the title of the document"
"""Why the title is left out: it stands in the header of the document."""

_SHORT_LINE = 8
_MOST_TOLD = 10
"""Sentences made whole that are doubted one by one; more of them are told together."""
_MOST_SUBTITLES = 4
_SUBTITLE = re.compile(
    r"^(?:by|for|adopted|agreed|approved|published|draft|version|edition|revised|updated)\b"
    r"|^(?:a )?(?:policy|manifesto|report|paper|summary|document|statement)\b.*"
    r" (?:of|by|from|for)\b"
    r"|\b(?:january|february|march|april|may|june|july|august|september|october|november|december"
    r"|spring|summer|autumn|winter|conference|edition|since|in|,) (?:19|20)\d\d$|^(?:19|20)\d\d$",
    re.IGNORECASE,
)


@dataclass(slots=True)
class Account:
    """What a builder leaves out and doubts, gathered while it works."""

    left_out: list[Entry] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)

    def leave_out(self, block: Block, why: str) -> None:
        """Note a block as left out."""
        self.left_out.append(left_out_entry(block, why))

    def doubt(self, block: Block | None, message: str) -> None:
        """Note a decision that may be wrong: on a block, or on the whole."""
        place = (block.line, block.page) if block else (0, 0)
        self.doubts.append(Doubt(place[0], message, place[1]))


@dataclass(frozen=True, slots=True)
class Trimmed:
    """The content of a source, and what was learnt from what stood around it.

    Attributes:
        title: the title found in the text, else empty.
    """

    blocks: list[Block]
    title: str
    contents: ContentsPage


def trim(reading: Reading, name: str, account: Account) -> Trimmed:
    """The blocks of the content alone; the rest goes to the account with a reason.

    Args:
        name: the name of the file in words, which helps to tell its title.
    """
    blocks = []
    for block in reading.blocks:
        if block.left_out:
            account.leave_out(block, block.left_out)
        else:
            blocks.append(block)
    contents = find_contents(blocks)
    for index in sorted(contents.indexes):
        account.leave_out(blocks[index], "contents page")
    is_told = any(block.left_out == TITLE for block in reading.blocks)
    title_at = None if is_told else _find_title(reading, blocks, contents, name)
    gone = set(contents.indexes)
    title = ""
    if title_at is not None:
        account.leave_out(blocks[title_at], TITLE)
        title = _best_spelling(blocks, blocks[title_at].text)
        below = _subtitles(blocks, title_at)
        for block in below:
            account.leave_out(block, "stands below the title")
        gone.update(range(title_at, title_at + 1 + len(below)))
    elif is_told:
        for index, block in enumerate(_subtitles(blocks, -1)):
            if index not in gone:
                account.leave_out(block, "stands below the title")
                gone.add(index)
    blocks = [block for index, block in enumerate(blocks) if index not in gone]
    blocks = _trim_back(blocks, account)
    return Trimmed(_heal(blocks, account), title, contents)


# --- title ---


def _find_title(
    reading: Reading, blocks: list[Block], contents: ContentsPage, name: str
) -> int | None:
    first = next((index for index in range(len(blocks)) if index not in contents.indexes), None)
    if first is None or not _may_be_title(blocks[first]):
        return None
    block = blocks[first]
    following = blocks[first + 1] if first + 1 < len(blocks) else None
    levels = [other.level for other in blocks if other.level is not None]
    if block.level is not None:
        alone = levels.count(block.level) == 1 and block.level == min(levels) and len(levels) > 1
        bare = not reading.knows_headings and _has_no_text(blocks, first)
        return first if alone or bare else None
    named = set(words_of(block.text)) <= set(words_of(name))
    again = any(_same(block.text, other.text) for other in blocks[first + 1 :])
    above_front = following is not None and (
        is_front_heading(following.text) or is_process_talk(following.text)
    )
    above_contents = first + 1 in contents.indexes or 0 in contents.indexes
    above_heading = following is not None and (
        following.level is not None
        or (looks_like_heading(following) and not _has_other_pairs(blocks, first))
    )
    return first if named or again or above_front or above_contents or above_heading else None


def _may_be_title(block: Block) -> bool:
    return (
        not block.is_table
        and not block.is_item
        and "\t" not in block.text
        and not numbering_depth(block.text)
        and len(block.text.split()) <= MOST_HEADING_WORDS
        and not ends_sentence(block.text)
    )


def _has_no_text(blocks: list[Block], first: int) -> bool:
    """Whether a marked first line has nothing beneath it but a few short lines."""
    level = blocks[first].level or 0
    after = first + 1 + len(_subtitles(blocks, first))
    return after < len(blocks) and 0 < (blocks[after].level or 0) <= level


def _subtitles(blocks: list[Block], first: int) -> list[Block]:
    """The short lines below a title: who agreed it, when, which edition."""
    below: list[Block] = []
    for block in blocks[first + 1 : first + 1 + _MOST_SUBTITLES]:
        if block.level is not None or not _may_be_title(block) or not _SUBTITLE.search(block.text):
            break
        below.append(block)
    return below


def _has_other_pairs(blocks: list[Block], first: int) -> bool:
    """Whether two headings in a row come again: then the first line is a theme, no title."""
    return any(
        looks_like_heading(blocks[index]) and looks_like_heading(blocks[index + 1])
        for index in range(first + 2, len(blocks) - 1)
    )


def _best_spelling(blocks: list[Block], title: str) -> str:
    """The title as another line spells it where it stands here in small letters or capitals."""
    if not (title.islower() or title.isupper()):
        return title
    others = (other.text for other in blocks if _same(title, other.text))
    return next((text for text in others if not (text.islower() or text.isupper())), title)


def _same(one: str, other: str) -> bool:
    return words_of(one) == words_of(other)


# --- back matter ---


def _trim_back(blocks: list[Block], account: Account) -> list[Block]:
    """The blocks without addresses, imprint and calls to submit at the end.

    Short lines without a stop between such blocks (a slogan, a name) go with them. What stands
    beneath a numbered heading is part of the text.
    """
    start = end = len(blocks)
    last = next((block for block in reversed(blocks) if block.level is not None), None)
    if last and is_numbered(last):
        return blocks
    while start > 0 and (is_contact(blocks[start - 1].text) or _is_stray(blocks[start - 1])):
        start -= 1
    while start < end and not (is_contact(blocks[start].text) or _opens_back(blocks[start])):
        start += 1
    for block in blocks[start:]:
        account.leave_out(block, "contact, imprint or call to submit at the end")
    return blocks[:start]


def _is_stray(block: Block) -> bool:
    short = len(words_of(block.text)) <= _SHORT_LINE and not ends_sentence(block.text)
    return short and not block.is_table and not block.is_item


def _opens_back(block: Block) -> bool:
    return is_back_heading(block.text) or is_front_heading(block.text)


# --- sentences broken by paragraph breaks ---


def _heal(blocks: list[Block], account: Account) -> list[Block]:
    runs: list[list[Block]] = []
    sure = 0
    for block in blocks:
        if not runs or not _is_rest_of(runs[-1][-1], block, len(runs[-1]) > 1):
            runs.append([block])
            continue
        if sure < _MOST_TOLD or not _is_surely_rest_of(runs[-1][-1], block):
            account.doubt(
                block,
                f'"{_start(block.text)}" was joined to the paragraph before it, which looked '
                "like a sentence broken in the middle.",
            )
        sure += _is_surely_rest_of(runs[-1][-1], block)
        runs[-1].append(block)
    if sure > _MOST_TOLD:
        message = f"{sure} sentences were broken over two paragraphs and made whole."
        account.doubt(None, message)
    return [
        run[0] if len(run) == 1 else replace(run[0], text=" ".join(b.text.strip() for b in run))
        for run in runs
    ]


def _is_surely_rest_of(before: Block, block: Block) -> bool:
    """Whether small letters go on where no sentence ended."""
    return begins_lower(block.text) and not ends_sentence(before.text)


def _is_rest_of(before: Block, block: Block, healed: bool) -> bool:
    """Whether a block is the rest of the one before, which may itself be a rest (`healed`)."""
    plain = before.level is None and block.level is None and not block.is_item
    if not plain or before.is_table or block.is_table:
        return False
    if looks_like_heading(before) and not healed:
        return False
    if before.text.rstrip().endswith((":", ";")):
        return False
    if begins_lower(block.text):
        return not (before.is_item and ends_sentence(before.text))
    return is_unfinished(before.text) and not looks_like_heading(block)


def _start(text: str) -> str:
    return text if len(text) <= 40 else text[:40].rsplit(" ", 1)[0] + "…"
