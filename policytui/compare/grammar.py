"""Instructions written as sentences and read back, by templates.

A wording is a file in `wordings/`: one sentence for each form of instruction, with slots. What is
quoted in a line is unambiguous (`quoting`), so that a line without its quotations is one of
finitely many sentences, and reading is looking it up: every sentence that is written is read
back as the very same instruction.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from policytui.compare.instruction import (
    Insert,
    Instruction,
    Joining,
    LeaveOut,
    LeaveOutBetween,
    LeaveOutPosition,
    NewPosition,
    Respace,
    Where,
    Words,
)
from policytui.compare.quoting import quote, read_quoted
from policytui.errors import DataError
from policytui.tables import Source, Table, read_table

WORDINGS = ("commons", "libdem", "plain")
"""Names of the wordings, the one that is used unless another is chosen first."""

_SECTIONS = {
    "where": ("after", "beginning", "end"),
    "leave_out": ("words", "words_after", "between", "from", "to", "all"),
    "replace": ("words", "words_after", "between", "from", "to", "all"),
    "insert": ("words", "paragraph", "paragraphs", "line", "lines"),
    "space": ("paragraph", "line", "run_on", "none", "other"),
    "position": ("new", "new_after", "leave_out"),
    "suffix": ("close",),
}
_SPACES = {"paragraph": "\n\n", "line": "\n", "run_on": " ", "none": ""}
_SLOT = re.compile(r"\{(\w+)\}")
_BLANK = "\0"

_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth")
_NUMBERED = re.compile(rf"\bthe ({'|'.join(_ORDINALS)}|\d{{2,9}}(?:st|nd|rd|th)) $")

Key = tuple[str, ...]
"""Which sentence: section, name and, for insertions and spaces, the place."""
Values = Mapping[str, Words]


@dataclass(frozen=True, slots=True)
class _Wording:
    sentences: Mapping[Key, str]
    close: str


def write(instruction: Instruction, wording: str = WORDINGS[0]) -> str:
    """An instruction as a sentence on one line, without a full stop."""
    key, values = _parts(instruction)
    chosen = _wording(wording)
    sentence = _SLOT.sub(lambda slot: _written(values[slot[1]]), chosen.sentences[key])
    return sentence + chosen.close if _is_close(instruction) else sentence


def read(line: str) -> Instruction | None:
    """The instruction that a line of any wording says; None where it is in no wording exactly."""
    skeleton, quotes = _skeleton(line.strip())
    for wording in WORDINGS:
        close = _wording(wording).close
        is_close = skeleton.endswith(close)
        found = _by_skeleton(wording).get(skeleton.removesuffix(close) if is_close else skeleton)
        if found is None:
            continue
        key, slots = found
        instruction = _built(key, dict(zip(slots, quotes, strict=True)), is_close)
        if instruction is not None:
            return instruction
    return None


# --- which sentence, with what in its slots ---


def _parts(instruction: Instruction) -> tuple[Key, dict[str, Words]]:
    match instruction:
        case LeaveOut(words, after, insert):
            section = "leave_out" if insert is None else "replace"
            name = "words_after" if after else "words"
            return (section, name), _present(words=words, after=after, text=insert)
        case LeaveOutBetween(start, end, insert):
            section = "leave_out" if insert is None else "replace"
            name = ("between" if end else "from") if start else ("to" if end else "all")
            return (section, name), _present(start=start, end=end, text=insert)
        case Insert(text, where, after, joining):
            name = {Joining.LINE: "line", Joining.PARAGRAPH: "paragraph"}.get(joining, "words")
            if name != "words" and ("\n\n" if name == "paragraph" else "\n") in text:
                name += "s"
            return ("insert", name, where.value), _present(text=text, after=after)
        case Respace(space, after):
            name = next((name for name, each in _SPACES.items() if each == space), "other")
            where = Where.AFTER if after else Where.BEGINNING
            return ("space", name, where.value), _present(text=space, after=after)
        case NewPosition(title, text, previous):
            name = "new_after" if previous else "new"
            return ("position", name), _present(title=title, text=text, previous=previous)
        case LeaveOutPosition(title):
            return ("position", "leave_out"), _present(title=title)


def _present(**values: Words | str | None) -> dict[str, Words]:
    return {
        slot: value if isinstance(value, Words) else Words(value)
        for slot, value in values.items()
        if value is not None
    }


def _is_close(instruction: Instruction) -> bool:
    match instruction:
        case LeaveOut() | LeaveOutBetween():
            return instruction.close
        case Insert():
            return instruction.joining is Joining.CLOSE
        case _:
            return False


def _built(key: Key, values: Values, is_close: bool) -> Instruction | None:
    """The instruction of a sentence; None where a quotation is numbered that cannot be."""
    if any(values[slot].nth for slot in ("text", "title", "previous") if slot in values):
        return None
    text = values["text"].text if "text" in values else None
    after = values.get("after")
    match key:
        case (("leave_out" | "replace"), ("words" | "words_after")):
            return LeaveOut(values["words"], after, text, is_close)
        case (("leave_out" | "replace"), _):
            return LeaveOutBetween(values.get("start"), values.get("end"), text, is_close)
        case ("insert", name, where) if not (is_close and name != "words"):
            joining = Joining.CLOSE if is_close else _JOININGS[name]
            return Insert(text or "", Where(where), after, joining)
        case ("space", name, _) if not is_close:
            return Respace(_SPACES.get(name, text or ""), after)
        case ("position", "leave_out") if not is_close:
            return LeaveOutPosition(values["title"].text)
        case ("position", _) if not is_close:
            previous = values["previous"].text if "previous" in values else ""
            return NewPosition(values["title"].text, text or "", previous)
    return None


_JOININGS = {
    "words": Joining.SPACE,
    "line": Joining.LINE,
    "lines": Joining.LINE,
    "paragraph": Joining.PARAGRAPH,
    "paragraphs": Joining.PARAGRAPH,
}


# --- quotations ---


def _written(value: Words) -> str:
    quoted = quote(value.text)
    return f"the {_ordinal(value.nth)} {quoted}" if value.nth else quoted


def _ordinal(number: int) -> str:
    if number <= len(_ORDINALS):
        return _ORDINALS[number - 1]
    is_teen = number // 10 % 10 == 1
    ending = "th" if is_teen else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def _skeleton(line: str) -> tuple[str, list[Words]]:
    """A line with a blank for each quotation, and the quotations."""
    parts: list[str] = []
    quotes: list[Words] = []
    at = 0
    while at < len(line):
        found = read_quoted(line, at) if line[at] in "“[" else None
        if found is None:
            parts.append(line[at])
            at += 1
            continue
        text, at = found
        before = "".join(parts[-20:])
        numbered = _NUMBERED.search(before)
        if numbered:
            del parts[len(parts) - len(numbered.group()) :]
        quotes.append(Words(text, _number(numbered[1]) if numbered else 0))
        parts.append(_BLANK)
    return "".join(parts), quotes


def _number(ordinal: str) -> int:
    return _ORDINALS.index(ordinal) + 1 if ordinal in _ORDINALS else int(ordinal[:-2])


# --- wordings ---


@cache
def _wording(name: str) -> _Wording:
    if name not in WORDINGS:
        raise ValueError(f"there is no wording {name!r}; choose one of {', '.join(WORDINGS)}")
    source = Source((files(__package__) / "wordings" / f"{name}.toml").read_text("utf-8"), None)
    root = read_table(source) or Table({}, (), source)
    found: dict[Key, str] = {}
    for section, names in _SECTIONS.items():
        part = root.table(section, required=True) or Table({}, (), source)
        found |= {(section, each): part.line_text(each) for each in names}
    if source.problems:
        raise DataError(source.problems)
    return _Wording(dict(_with_places(found)), " " + found["suffix", "close"])


def _with_places(found: Mapping[Key, str]) -> Iterator[tuple[Key, str]]:
    """The sentences, those with a slot for the place once for each place."""
    for (section, name), sentence in found.items():
        if section in ("insert", "space"):
            for where in Where:
                slot = found["where", where.value]
                yield (section, name, where.value), sentence.replace("{where}", slot)
        elif section not in ("where", "suffix"):
            yield (section, name), sentence


@cache
def _by_skeleton(name: str) -> Mapping[str, tuple[Key, tuple[str, ...]]]:
    return {
        _SLOT.sub(_BLANK, sentence): (key, tuple(_SLOT.findall(sentence)))
        for key, sentence in _wording(name).sentences.items()
    }
