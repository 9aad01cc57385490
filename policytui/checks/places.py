"""Where evidence stands: file, line and column, for a person's editor and for other programs."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from policytui.corpus.catalogue import Catalogue
from policytui.errors import PolicyError
from policytui.tables import Key, Source
from policytui.text import clean_prose

_KEYS: dict[str, Key] = {
    "text": ("proposal", "text"),
    "base": ("target", "text"),
}
"""Keys of parts that rules call by a shorter name."""
_QUOTES = ('"""', "'''", '"', "'")


@dataclass(frozen=True, slots=True)
class Spot:
    """A place in a file.

    Attributes:
        line, column: from 1; 0 where the place is the whole file.
    """

    file: Path
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        return ":".join(str(part) for part in (self.file, self.line, self.column) if part)


class Places:
    """Finds places in drafts, other TOML files, and documents of the corpus.

    Args:
        files: the TOML files, by the id or name that findings call them by.
    """

    def __init__(self, files: Mapping[str, Path], catalogue: Catalogue) -> None:
        self._files = files
        self._catalogue = catalogue
        self._tables: dict[Path, tuple[Source, dict[str, Any]]] = {}
        self._lines: dict[Path, list[str]] = {}

    def spot(self, source: str, field: str = "", start: int = 0) -> Spot | None:
        """Where a part of a draft or of a position begins.

        Args:
            source: id of the draft or position.
            field: the part of a draft, such as `text` or `answers[2].text`; empty for the text
                of a position, and for the whole file of a draft.
            start: characters into that part.
        """
        file = self._files.get(source)
        if file is not None:
            return self._in_toml(file, field, start)
        if "/" in source:
            return self._in_document(source, field, start)
        try:
            return Spot(self._catalogue.path(source)) if source else None
        except PolicyError:
            return None

    # --- TOML ---

    def _in_toml(self, file: Path, field: str, start: int) -> Spot:
        source, values = self._table(file)
        if not field:
            before = source.text[:start]
            if not start:
                return Spot(file, 1, 1)
            return Spot(file, before.count("\n") + 1, len(before) - before.rfind("\n"))
        key = _KEYS.get(field) or key_of(field)
        line = source.line_of(key)
        lines = source.text.split("\n")
        value = _value_at(values, key)
        if not isinstance(value, str):
            return Spot(file, line, 1)
        opening, rest = _opened(lines[line - 1])
        content = [" " * opening + rest, *lines[line:]]
        return _spot_in(file, line, content, clean_prose(value), start) or Spot(file, line, 1)

    def _table(self, file: Path) -> tuple[Source, dict[str, Any]]:
        if file not in self._tables:
            text = "\n".join(self._lines_of(file))
            try:
                values = tomllib.loads(text)
            except (ValueError, RecursionError):
                values = {}
            self._tables[file] = Source(text, file), values
        return self._tables[file]

    # --- Markdown ---

    def _in_document(self, position_id: str, field: str, start: int) -> Spot | None:
        found = self._catalogue.positions([position_id])
        if not found:
            return None
        position = found[0]
        file = self._catalogue.path(position.document_id)
        heading = Spot(file, position.line, 1)
        if field or not position.line:
            return heading
        content = self._lines_of(file)[position.line :]
        return _spot_in(file, position.line + 1, content, position.text, start) or heading

    def _lines_of(self, file: Path) -> list[str]:
        if file not in self._lines:
            try:
                text = file.read_bytes().decode("utf-8-sig", "replace")
            except OSError:
                text = ""
            self._lines[file] = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
        return self._lines[file]


def key_of(field: str) -> Key:
    """The key of a part as people write it: `answers[2].text` is entry 1, from 0, of answers."""
    parts = re.findall(r"[^.\[\]]+|\[\d+\]", field)
    return tuple(int(part[1:-1]) - 1 if part[0] == "[" else part for part in parts)


def _value_at(values: Any, key: Key) -> Any:
    for part in key:
        try:
            values = values[part]
        except (LookupError, TypeError):
            return None
    return values


def _opened(line: str) -> tuple[int, str]:
    """Where in a line such as `text = \"\"\"Words` the words begin, and the words."""
    at = line.find("=") + 1
    at += len(line[at:]) - len(line[at:].lstrip())
    for quote in _QUOTES:
        if line.startswith(quote, at):
            return at + len(quote), line[at + len(quote) :]
    return at, line[at:]


def _spot_in(file: Path, first: int, content: list[str], text: str, start: int) -> Spot | None:
    """The place of a character of a cleaned text, by the lines of the file it was read from.

    Cleaning takes blank lines away at the ends and spaces behind the words, and reading takes
    escapes away; so lines are told by their number among those with words.
    """
    before = text[:start]
    written = text.split("\n")[before.count("\n")]
    column = len(before) - (before.rfind("\n") + 1)
    number = sum(1 for line in before.split("\n")[:-1] if line.strip())
    if not written.strip():
        return None
    for at, line in _with_words(content):
        if number == 0:
            indent = max(line.find(written.strip()[:8]) - (len(written) - len(written.lstrip())), 0)
            return Spot(file, first + at, indent + column + 1)
        number -= 1
    return None


def _with_words(content: list[str]) -> Iterator[tuple[int, str]]:
    for at, line in enumerate(content):
        if line.strip():
            yield at, line
