"""Where sentences begin and end: abbreviations, items of lists and headings told apart."""

import re
from collections.abc import Iterator

_END = re.compile(r"""[.?!]["')\]]*\s+(?=["'(\[]*[A-Z0-9£$€])|\n[ \t]*(?:\n[ \t]*)+""")
_ABBREVIATED = re.compile(
    r"(?:\b(?:[A-Za-z]|e\.g|i\.e|etc|cf|viz|vs|ca|approx|incl|"
    r"Mr|Mrs|Ms|Dr|Prof|Rev|Hon|Sir|St|Mt|Nos?|nos?|pp?|para|paras|ch|cl|sec|Sec|Art|art|"
    r"Fig|fig|Ltd|Inc|Co|Corp|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec))\.$"
)


def split_sentences(text: str) -> Iterator[tuple[int, int]]:
    """The places of the sentences of a plain text, without white space at either end."""
    start = 0
    for found in _END.finditer(text):
        if found.group()[0] == "." and _ABBREVIATED.search(
            text, max(start, found.start() - 8), found.start() + 1
        ):
            continue
        yield from _trimmed(text, start, found.end())
        start = found.end()
    yield from _trimmed(text, start, len(text))


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    piece = text[start:end]
    inner = piece.strip()
    if inner:
        begin = start + len(piece) - len(piece.lstrip())
        yield begin, begin + len(inner)
