"""Running heads, running feet and page numbers: what stands at one height on many pages."""

import re
from collections import defaultdict
from collections.abc import Sequence

from policytui.importers.prose import is_page_number
from policytui.importers.readers.pdf.lines import Line, rows_of

_LEAST_PAGES = 3
_NEAREST_PAGES = 5
"""A heading that comes again once in a chapter is no running head."""

_DEEPEST_ROWS = 5
"""How many rows from the upper or lower edge may belong to the page and not to the text."""

_SAME_HEIGHT = 4.0
_LONGEST = 160
_DIGITS = re.compile(r"[0-9]+")
_ROMAN = re.compile(r"^[ivxlc]{1,6}$")

RUNNING_HEAD = "a running head, repeated on the pages"
PAGE_NUMBER = "a page number"

_Key = tuple[str, float]


def find_furniture(pages: Sequence[Sequence[Line]]) -> list[dict[int, str]]:
    """For each page the lines that are no text, by their place in the list, with the reason.

    The same text, digits aside, of the same size at the same height on three pages near each
    other is a running head; in a shorter file two pages are enough where they hold a page number.
    """
    edges = [_edges(lines) for lines in pages]
    places: dict[_Key, dict[int, list[float]]] = defaultdict(lambda: defaultdict(list))
    for page, edge in enumerate(edges):
        for line in edge:
            places[_key(line, page)][page].append(line.base)
    numbered = sum(any(_is_number(line) for line in lines) for lines in edges)
    least = 2 if len(pages) == 2 and numbered == 2 else _LEAST_PAGES
    heights = {
        (round(line.size), round(line.base))
        for page, edge in enumerate(edges)
        for line in edge
        if _is_number(line) and _repeats(line, page, places[_key(line, page)], least)
    }
    found = []
    for page, (lines, edge) in enumerate(zip(pages, edges, strict=True)):
        reasons: dict[int, str] = {}
        indexes = {id(line): index for index, line in enumerate(lines)}
        for line in edge:
            if _is_number(line):
                # Where numbers rise with the pages on some, others (i, ii) are of pages too.
                if any(_is_near(line, *height) for height in heights):
                    reasons[indexes[id(line)]] = PAGE_NUMBER
            elif _repeats(line, page, places[_key(line, page)], least):
                reasons[indexes[id(line)]] = RUNNING_HEAD
        found.append(reasons)
    return found


def _edges(lines: Sequence[Line]) -> list[Line]:
    rows = rows_of(line for line in lines if len(line.text) <= _LONGEST)
    if len(rows) > 2 * _DEEPEST_ROWS:
        rows = rows[:_DEEPEST_ROWS] + rows[-_DEEPEST_ROWS:]
    return [line for row in rows for line in row]


def _repeats(line: Line, page: int, pages: dict[int, list[float]], least: int) -> bool:
    """Whether a line stands at one height on pages nearby, be it on the left ones alone."""
    around = range(page - _NEAREST_PAGES, page + _NEAREST_PAGES + 1)
    near = sum(
        any(abs(base - line.base) <= _SAME_HEIGHT for base in pages.get(other, ()))
        for other in around
    )
    return near >= least


def _is_near(line: Line, size: float, base: float) -> bool:
    return round(line.size) == size and abs(line.base - base) <= _SAME_HEIGHT


def _key(line: Line, page: int) -> _Key:
    """What a line has in common with those of other pages; numbers rise with the pages."""
    text = " ".join(line.text.casefold().split())
    if _ROMAN.match(text):
        return "i", round(line.size)
    first = _DIGITS.search(text)
    rises = f" {int(first.group()[:6]) - page}" if first and _is_number(line) else ""
    return _DIGITS.sub("#", text) + rises, round(line.size)


def _is_number(line: Line) -> bool:
    text = line.text.strip()
    return is_page_number(text) or _ROMAN.match(text) is not None
