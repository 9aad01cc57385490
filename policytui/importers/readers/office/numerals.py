"""Whole numbers as the automatic numbering of word processors writes them."""

from policytui.number_words import CARDINALS, ORDINALS

_ROMAN = (
    *((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l")),
    *((40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
)
_CARDINALS = [*CARDINALS, "twenty"]
_ORDINALS = ["zeroth", *ORDINALS][: len(_CARDINALS)]
_MOST_ROMAN = 3999
_MOST_LETTERS = 780
"""Thirty times the alphabet: `z` is followed by `aa`, that by `bb`."""


def written_number(number: int, format: str) -> str:
    """A number in one of the formats of Word.

    Args:
        number: from 0.
        format: "decimal", "lowerLetter", "upperRoman", "ordinal", …; an unknown one is
            written in digits, "none" and "bullet" as nothing.
    """
    if format in ("none", "bullet"):
        return ""
    if format in ("lowerRoman", "upperRoman") and 0 < number <= _MOST_ROMAN:
        text = _roman(number)
    elif format in ("lowerLetter", "upperLetter") and 0 < number <= _MOST_LETTERS:
        text = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)
    elif format == "decimalZero":
        text = f"{number:02d}"
    elif format == "ordinal":
        text = f"{number}{_ordinal_ending(number)}"
    elif format in ("cardinalText", "ordinalText"):
        words = _CARDINALS if format == "cardinalText" else _ORDINALS
        text = words[number].capitalize() if number < len(words) else str(number)
    else:
        text = str(number)
    return text.upper() if format.startswith("upper") else text


def _roman(number: int) -> str:
    text = ""
    for value, sign in _ROMAN:
        text += sign * (number // value)
        number %= value
    return text


def _ordinal_ending(number: int) -> str:
    if number % 100 in (11, 12, 13):
        return "th"
    return {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
