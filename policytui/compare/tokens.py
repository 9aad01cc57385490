"""The units that texts are compared in: words, numbers, runs of white space, single marks.

What a reader takes for one character is never split: letters with their accents, emoji with
skin tone or joined to a family, flags (Unicode Standard Annex 29, extended grapheme clusters).
A number is one token with its currency, its percent sign and its unit, and so are ranges, dates,
times and references such as 1.2.3.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from enum import StrEnum
from functools import lru_cache

_NUMBER = r"(?:(?<![^\s(\[“‘\"'])[+−-])?[£$€]?\d+(?:[.,:/–-]\d+)*(?:%|‰|[^\W_]+)?"
_TOKEN = re.compile(
    rf"{_NUMBER}"
    r"|(?:[^\W\d_]\.){2,}"  # a.m., U.K.
    r"|[^\W\d_]\w*(?:[.,]\d+)*(?:[-‐‑'’]\w+)*"  # a word; hyphens, apostrophes, Annex 2.1 inside
    r"|\s+"
    r"|[\U0001f1e6-\U0001f1ff]{2}"  # a flag is a pair of letters
    r"|#+|\*+|=+|-+|~+|`+|\.{2,}"  # the marks of headings, lists and rules stay whole
    r"|\w|[^\w\s]"
)
_HAS_CLUSTERS = re.compile("[\u0300-\u036f\u0483-\u1fff\u200c\u200d\u20d0-\u20ff\u2c00-\U0010ffff]")
_JOINER = "\u200d"
_SKIN_TONES = range(0x1F3FB, 0x1F400)


class NumberKind(StrEnum):
    """What sort of number a token is; numbers of one kind can take each other's place."""

    MONEY = "money"
    PERCENT = "percent"
    YEAR = "year"
    SPAN = "span"
    PLAIN = "plain"


def tokenise(text: str) -> list[str]:
    """The tokens of a text; joined they are the text."""
    tokens: list[str] = _TOKEN.findall(text)
    return _join_clusters(tokens) if _HAS_CLUSTERS.search(text) else tokens


def is_word(token: str) -> bool:
    """Whether a token is a word or a number, not space or a mark."""
    return token.isalnum() or any(map(str.isalnum, token))


def is_number(token: str) -> bool:
    """Whether a token is a number, with or without a currency or percent sign."""
    return token.lstrip("+−-£$€")[:1].isdigit()


def number_kind(token: str) -> NumberKind:
    """The sort of a number."""
    digits = token.lstrip("+−-£$€")
    if digits != token.lstrip("+−-"):
        return NumberKind.MONEY
    if token[-1] in "%‰":
        return NumberKind.PERCENT
    if re.fullmatch(r"(?:1[5-9]|20|21)\d\d", digits):
        return NumberKind.YEAR
    return NumberKind.SPAN if re.search(r"[:/–-]", digits) else NumberKind.PLAIN


def breaks_paragraph(token: str) -> bool:
    """Whether a token is white space with a blank line in it."""
    return token.count("\n") > 1 and token.isspace()


def ends_sentence(token: str) -> bool:
    """Whether a sentence, or a clause as long as one, ends with a token."""
    return token in ".?!;:" or "\n" in token


def count_words(tokens: Iterable[str]) -> int:
    """How many of the tokens are words or numbers."""
    return sum(map(is_word, tokens))


def _join_clusters(tokens: Sequence[str]) -> list[str]:
    """The tokens with marks that belong to the character before them joined to it."""
    joined: list[str] = []
    # After an accent inside a word the rest of the word follows as a token of its own.
    is_open = False
    for token in tokens:
        if joined and (_extends(token[0]) or (is_open and _continues(joined[-1], token))):
            joined[-1] += token
            is_open = True
        else:
            joined.append(token)
            is_open = False
    return joined


def _continues(before: str, token: str) -> bool:
    if before[-1] == _JOINER:
        return not token.isspace()
    return is_word(before) and is_word(token)


@lru_cache(maxsize=4096)
def _extends(character: str) -> bool:
    return (
        unicodedata.category(character)[0] == "M"
        or character in "\u200c\u200d"
        or ord(character) in _SKIN_TONES
        or 0xE0020 <= ord(character) <= 0xE007F
    )
