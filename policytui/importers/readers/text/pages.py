"""What printing put between the lines: page numbers and running heads."""

import re
from collections import Counter

from policytui.importers.prose import is_page_number
from policytui.importers.readers.text.encoding import Line

_LEAST_REPEATS = 3
_LONGEST_RUNNING_HEAD = 80
_DIGITS = re.compile(r"\d+")


def find_page_furniture(lines: list[Line]) -> dict[int, str]:
    """Index of each line that belongs to the page and not to the text, with the reason.

    A lone number is a page number. A short line that stands at least three times beside a page
    number or page break is a running head; its first occurrence at the very top is the title.
    """
    written = [index for index, line in enumerate(lines) if line.text.strip()]
    found = {
        index: "a page number"
        for index in written
        if is_page_number(lines[index].text) and _stands_alone(lines, index)
    }
    heads = _heads_at_edges(lines, written, found)
    counts = Counter(_shape(lines[index].text) for index in heads)
    for index in heads:
        if counts[_shape(lines[index].text)] >= _LEAST_REPEATS and index != written[0]:
            found[index] = "a running head, repeated on the pages"
    return found


def _heads_at_edges(lines: list[Line], written: list[int], numbers: dict[int, str]) -> list[int]:
    heads = []
    for place, index in enumerate(written):
        if index in numbers or not _may_be_head(lines[index].text):
            continue
        near = written[max(0, place - 1) : place + 2]
        first, last = near[0] + 1 if near[0] != index else index, near[-1] + 1
        breaks = any(lines[between].opens_page for between in range(first, min(last, len(lines))))
        if breaks or any(other in numbers for other in near):
            heads.append(index)
    return heads


def _may_be_head(text: str) -> bool:
    return len(text) <= _LONGEST_RUNNING_HEAD and not text.rstrip().endswith((".", "?", ":", ";"))


def _stands_alone(lines: list[Line], index: int) -> bool:
    """Whether a line is set off by a blank line, a page break or the end on one side at least."""
    before = index == 0 or not lines[index - 1].text.strip() or lines[index].opens_page
    behind = index + 1 == len(lines)
    after = behind or not lines[index + 1].text.strip() or lines[index + 1].opens_page
    return before or after


def _shape(text: str) -> str:
    return _DIGITS.sub("#", " ".join(text.casefold().split()))
