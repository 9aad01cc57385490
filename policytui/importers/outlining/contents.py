"""Contents pages: found, left out, and used to check the headings."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from policytui.importers.blocks import Block
from policytui.importers.outlining.furniture import is_contents_heading
from policytui.importers.prose import (
    LONGEST_HEADING,
    LONGEST_LINE,
    begins_item,
    is_page_number,
    words_of,
)
from policytui.importers.report import Doubt

_ENTRY = re.compile(r"^\s*(?:[-*+]\s+)?(?P<title>\S.*?)(?:[\s.…·]{2,}|\t+|\s)(?P<page>\d{1,3})\s*$")
_LEADER = re.compile(r"(?:\.{3,}|…|\t|\s{2,})\s*\d{1,3}\s*$")
_ANCHOR = re.compile(r"^\s*(?:[-*+]|\d+\.)\s+\[[^\]]+\]\(#[^)]*\)\s*$")
_LEAST_ENTRIES = 3
_LEAST_LISTED = 5
_LONGEST_LISTED = 160
_SHORT = 8
_LISTED = re.compile(
    r"^\s*[-*+]\s+|^\s*(?:chapter|part|section|annex|appendix)\s+(?:\d+|[a-z])\b\W*(?=\w)",
    re.IGNORECASE,
)
_START = 0.2
"""Share of a document at whose beginning a contents page is looked for that nothing announces."""


@dataclass(frozen=True, slots=True)
class ContentsPage:
    """A contents page of a document.

    Attributes:
        indexes: which blocks it is made of.
        text: all of it, for checking headings.
        entries: titles that could be read from it with certainty; none where columns ran
            into each other.
    """

    indexes: frozenset[int]
    text: str = ""
    entries: tuple[str, ...] = ()


def find_contents(blocks: list[Block]) -> ContentsPage:
    """The contents page among blocks that stand in reading order; empty where there is none."""
    found: set[int] = set()
    later = _titles_by_place(blocks)
    index = 0
    while index < len(blocks):
        block = blocks[index]
        announced = is_contents_heading(block.text)
        start = index + 1 if announced else index
        end = start
        while end < len(blocks) and _is_entry(blocks[end], announced, later, end):
            end += 1
        lines = "\n".join(block.text for block in blocks[start:end]).split("\n")
        enough = announced or (
            len(lines) >= _LEAST_ENTRIES and _are_pages_of(lines, later, end, len(blocks))
        )
        if end > start and enough:
            found.update(range(index, end))
        elif announced and block.level is None:
            found.add(index)
        index = max(end, index + 1)
    found |= set(_find_unannounced(blocks))
    text = "\n".join(blocks[index].text for index in sorted(found))
    return ContentsPage(frozenset(found), text, tuple(_entries(text)))


def _find_unannounced(blocks: list[Block]) -> range:
    """A run of short lines near the start, most of which stand again below it as headings."""
    start = 0
    while start < len(blocks) * _START:
        end = start
        while end < len(blocks) and _may_be_listed(blocks[end]):
            end += 1
        end = _end_of_list(blocks, start, end)
        # Only a run long enough is held against all that stands below it.
        if end - start >= _LEAST_LISTED:
            again = _standing_again(blocks[start:end], blocks[end:])
            if len(again) >= _LEAST_LISTED and len(again) * 2 > again[-1] - again[0]:
                return range(start + again[0], start + again[-1] + 1)
        start = end + 1
    return range(0)


def _end_of_list(blocks: list[Block], start: int, end: int) -> int:
    """Where a list of titles ends: at the latest where its lines begin to stand again."""
    seen: dict[str, int] = {}
    for at in range(start, end):
        before = seen.setdefault(_shape(_unlisted(blocks[at].text)), at)
        if at - before >= _LEAST_LISTED and not blocks[at].is_item:
            return at
    return end


def _standing_again(listed: list[Block], below: list[Block]) -> list[int]:
    """Places of lines that stand again, alone or with the one next to them, further down."""
    shapes = [_shape(_unlisted(block.text)) for block in listed]
    titles = [_shape(block.text) for block in below if _may_be_listed(block)]
    heads = {*titles, *map(" ".join, pairwise(titles))}
    again = {at for at, shape in enumerate(shapes) if shape in heads}
    for at, pair in enumerate(pairwise(shapes)):
        if " ".join(pair) in heads:
            again |= {at, at + 1}
    return sorted(again)


def _may_be_listed(block: Block) -> bool:
    text = block.text.strip()
    if len(text) > _LONGEST_LISTED or block.is_table or text.endswith((";", ":")):
        return False
    return not text.endswith(".") or len(text.split()) <= _SHORT


def _unlisted(text: str) -> str:
    """An entry without its bullet, and without a number that its heading may not bear."""
    return _LISTED.sub("", text)


def _titles_by_place(blocks: list[Block]) -> dict[str, int]:
    """The last place of each short line; an entry stands again further down, as a heading."""
    short = [(n, block) for n, block in enumerate(blocks) if len(block.text) <= LONGEST_HEADING]
    return {_shape(block.text): index for index, block in short}


def _is_entry(block: Block, announced: bool, later: dict[str, int], index: int) -> bool:
    if block.level is not None and not _is_led(block.text):
        return False
    if _is_led(block.text) or _ANCHOR.match(block.text[:LONGEST_LINE]):
        return True
    if block.is_table:
        return announced or _ends_in_pages(block.text.split("\n"))
    if not announced:
        return _read_entry(block.text) is not None and len(block.text) <= LONGEST_HEADING
    if is_page_number(block.text) or _read_entry(block.text):
        return True
    title = re.sub(r"^\s*(?:[-*+]|\d+[.)])\s+", "", block.text)
    again = max(later.get(_shape(block.text), -1), later.get(_shape(title), -1))
    return again > index and not (block.is_item and not begins_item(block.text))


def _is_led(text: str) -> bool:
    return len(text) <= LONGEST_LINE and _LEADER.search(text) is not None


def _read_entry(line: str) -> re.Match[str] | None:
    return _ENTRY.match(line) if len(line) <= LONGEST_LINE else None


def _ends_in_pages(lines: list[str]) -> bool:
    numbered = sum(1 for line in lines if re.search(r"(?:^|\D)\d{1,3}\s*$", line[-20:]))
    return numbered * 5 >= len(lines) * 2


def _are_pages_of(lines: list[str], later: dict[str, int], end: int, total: int) -> bool:
    """Whether lines that end in numbers point at headings further down, at rising pages."""
    pages = [int(match["page"]) for line in lines if (match := _read_entry(line))]
    if len(pages) * 2 < len(lines) or pages != sorted(pages):
        return False
    again = sum(1 for title in _entries("\n".join(lines)) if later.get(_shape(title), -1) >= end)
    led = sum(1 for line in lines if _is_led(line))
    return again * 2 >= len(lines) or (led == len(lines) and (again > 0 or end == total))


def _entries(text: str) -> Iterable[str]:
    for line in text.split("\n"):
        match = _read_entry(line)
        title = match["title"].rstrip(" .…·") if match else line.strip()
        title = re.sub(r"^(?:[-*+]\s+)", "", title)
        if "\t" not in title and title and not is_contents_heading(line):
            yield title


def check_headings(page: ContentsPage, headings: Sequence[tuple[Block, int]]) -> list[Doubt]:
    """Doubts about headings that the contents page does not name, and names without a heading.

    A contents page whose columns ran into each other still holds most words of the headings;
    one that holds less than half of them is no help, and nothing is said. Nor is anything said
    of a rank of headings of which it names less than half: it does not go so deep.

    Args:
        page: what `find_contents` gave.
        headings: each with its rank.
    """
    words = set(words_of(page.text))
    together = "".join(words_of(page.text))
    missing = [
        place
        for place, (block, _) in enumerate(headings)
        if not _names(words, together, block.text)
    ]
    if not words or not headings or len(missing) * 2 > len(headings):
        return []
    ranks = Counter(rank for _, rank in headings)
    unnamed = Counter(headings[place][1] for place in missing)
    doubts = [
        Doubt(
            block.line,
            f'the contents page does not name "{block.text}"; is it a heading?',
            block.page,
        )
        for block, rank in (headings[place] for place in missing)
        if unnamed[rank] * 2 <= ranks[rank]
    ]
    if "\t" not in page.text:
        known = {_shape(block.text) for block, _ in headings}
        doubts += [
            Doubt(0, f'the contents page names "{entry}", but no heading says so.')
            for entry in page.entries
            if _shape(entry) not in known and not is_page_number(entry)
        ]
    return doubts


def _names(words: set[str], together: str, title: str) -> bool:
    """Whether a contents page has most words of a title, or its letters run together."""
    wanted = words_of(title)
    return 2 * sum(word in words for word in wanted) >= len(wanted) or "".join(wanted) in together


def _shape(text: str) -> str:
    return " ".join(words_of(text))
