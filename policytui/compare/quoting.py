"""Texts within instructions: quoted so that they read back exactly and still read naturally.

A text stands between curly quotation marks on one line; quotations within it stay as they are as
long as they open and close. What a line cannot hold stands between quoted pieces as a note in
square brackets: “First paragraph.” [new paragraph] “Second paragraph.”
"""

import re
from collections.abc import Iterator

_SPECIAL = re.compile(r"\n+| {2,9999}|[^\S \n]|[\x00-\x1f\x7f-\x9f]")
_OPENING, _CLOSING = "[opening quotation mark]", "[closing quotation mark]"
_NOTE = re.compile(
    r"\[(?:(?P<named>new paragraph|new line|tab|opening quotation mark|closing quotation mark)"
    r"|(?P<spaces>\d{1,4}) spaces|U\+(?P<code>[0-9A-F]{4,6}))\]"
)
_NAMED = {
    "new paragraph": "\n\n",
    "new line": "\n",
    "tab": "\t",
    "opening quotation mark": "“",
    "closing quotation mark": "”",
}


def quote(text: str) -> str:
    """A text as it is written in an instruction: one line that cleaning leaves alone."""
    return " ".join(_pieces(text)) or "“”"


def read_quoted(line: str, at: int) -> tuple[str, int] | None:
    """The text quoted at a place of a line and where it ends; None where nothing is quoted."""
    parts: list[str] = []
    end = at
    while True:
        if line.startswith("“", at):
            closing = _closing(line, at)
            if closing < 0:
                return None
            parts.append(line[at + 1 : closing])
            end = closing + 1
        elif (note := _NOTE.match(line, at)) and (character := _noted(note)) is not None:
            parts.append(character)
            end = note.end()
        else:
            break
        if not line.startswith(" ", end):
            break
        at = end + 1
    return ("".join(parts), end) if parts else None


def _pieces(text: str) -> Iterator[str]:
    at = 0
    for special in _SPECIAL.finditer(text):
        yield from _quoted(text[at : special.start()])
        yield from _notes(special.group())
        at = special.end()
    yield from _quoted(text[at:])


def _notes(special: str) -> Iterator[str]:
    if special[0] == "\n":
        yield from ["[new paragraph]"] * (len(special) // 2)
        yield from ["[new line]"] * (len(special) % 2)
    elif special[0] == " ":
        yield f"[{len(special)} spaces]"
    elif special == "\t":
        yield "[tab]"
    else:
        yield f"[U+{ord(special):04X}]"


def _quoted(text: str) -> Iterator[str]:
    """The text between quotation marks, cut where one of its own opens or closes alone."""
    at = 0
    for place in _alone(text):
        if place > at:
            yield f"“{text[at:place]}”"
        yield _OPENING if text[place] == "“" else _CLOSING
        at = place + 1
    if at < len(text):
        yield f"“{text[at:]}”"


def _alone(text: str) -> list[int]:
    """Places of quotation marks that have no partner."""
    opened: list[int] = []
    alone: list[int] = []
    for found in re.finditer("[“”]", text):
        if found.group() == "“":
            opened.append(found.start())
        elif opened:
            opened.pop()
        else:
            alone.append(found.start())
    return sorted(alone + opened)


def _closing(line: str, at: int) -> int:
    """Where the quotation closes that opens at a place; -1 where it does not."""
    depth = 0
    for found in re.compile("[“”]").finditer(line, at):
        depth += 1 if found.group() == "“" else -1
        if depth == 0:
            return found.start()
    return -1


def _noted(note: re.Match[str]) -> str | None:
    if note["named"]:
        return _NAMED[note["named"]]
    if note["spaces"]:
        return " " * int(note["spaces"])
    code = int(note["code"], 16)
    return chr(code) if code < 0x110000 else None
