"""What stands before the items of lists on a web page: numbers, letters, bullets."""

import re

from policytui.importers.readers.html.source import Element

BULLET = "-"

_NUMBER = re.compile(r"\s*([+-]?\d{1,6})")
_LIST_STYLE = re.compile(r"list-style(?:-type)?\s*:\s*([a-z-]+)", re.IGNORECASE)
_TYPES = {
    "lower-alpha": "a",
    "lower-latin": "a",
    "upper-alpha": "A",
    "upper-latin": "A",
    "lower-roman": "i",
    "upper-roman": "I",
    "none": "none",
    "disc": "none",
}
_ROMAN = (
    *((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l")),
    *((40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
)
_LARGEST_ROMAN = 3999


class Numbering:
    """Counts the items of one list."""

    def __init__(self, element: Element) -> None:
        self.is_ordered = element.tag == "ol" and _type(element) != "none"
        self._type = _type(element)
        self._step = -1 if "reversed" in element.attrib else 1
        first = sum(1 for _ in element.iterchildren("li")) if self._step < 0 else 1
        self._next = _whole(element.get("start"), first)

    def take(self, item: Element) -> str:
        """What stands before the next item."""
        if not self.is_ordered:
            return BULLET
        number = _whole(item.get("value"), self._next)
        self._next = number + self._step
        return format_number(number, item.get("type") or self._type)


def format_number(number: int, type_: str) -> str:
    """A number as a list shows it: `1.`, `(a)`, `(iv)`."""
    if type_ in ("a", "A") and number > 0:
        letters = _letters(number)
    elif type_ in ("i", "I") and 0 < number <= _LARGEST_ROMAN:
        letters = _roman(number)
    else:
        return f"{number}."
    return f"({letters.upper() if type_.isupper() else letters})"


def _type(element: Element) -> str:
    styled = _LIST_STYLE.search(element.get("style", ""))
    if styled:
        return _TYPES.get(styled[1].lower(), "1")
    return str(element.get("type") or "1")


def _whole(text: str | None, otherwise: int) -> int:
    match = _NUMBER.match(text or "")
    return int(match[1]) if match else otherwise


def _letters(number: int) -> str:
    letters = ""
    while number > 0:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("a") + rest) + letters
    return letters


def _roman(number: int) -> str:
    text = ""
    for value, sign in _ROMAN:
        count, number = divmod(number, value)
        text += sign * count
    return text
