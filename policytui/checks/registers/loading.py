"""Reading the registers: the files that are shipped, then those of staff, which go before.

Each file may hold tables of any kind: `[[body]]`, `[[act]]`, `[[term]]`, `[[topic]]` and
`[[acronym]]`. An entry takes the place of an earlier one of its kind and name.
"""

from collections.abc import Callable, Iterable
from datetime import date
from functools import cache, partial
from importlib import resources
from pathlib import Path
from typing import TypeVar

from policytui.checks.registers.model import Entry, EntryKind, KnownTo, Registers, Topic
from policytui.corpus.model import ALL_NATIONS, Nation
from policytui.errors import DataError, Problem, StorageError
from policytui.files import read_bytes
from policytui.tables import Source, Table, read_table
from policytui.text import clean_text

T = TypeVar("T")

_SHIPPED = ("bodies", "acts", "terms", "topics")
_LARGEST_FILE = 5_000_000


def load_registers(folder: Path | None = None) -> Registers:
    """The shipped registers, and the `*.toml` files of a folder over them.

    Args:
        folder: of staff's own files; may be absent.

    Raises:
        DataError: with every problem of every file.
    """
    files = _own_files(folder) if folder else []
    if not files:
        return _shipped()
    read = _Reading(_shipped())
    for file in files:
        read.read(*_open(file))
    return read.finish()


@cache
def _shipped() -> Registers:
    read = _Reading(Registers())
    for name in _SHIPPED:
        text = resources.files(__package__).joinpath(f"{name}.toml").read_text("utf-8")
        read.read(Source(text, Path(f"{name}.toml")), [])
    return read.finish()


class _Reading:
    """The entries read so far, by kind and name, and the problems met."""

    def __init__(self, before: Registers) -> None:
        self._entries = {(entry.kind, entry.name): entry for entry in before.entries}
        self._topics = {topic.name: topic for topic in before.topics}
        self._acronyms = dict(before.acronyms)
        self._problems: list[Problem] = []

    def read(self, source: Source, problems: list[Problem]) -> None:
        """Add what a file says, or note what is wrong with it."""
        self._problems += problems
        root = None if problems else read_table(source)
        if root:
            for kind in EntryKind:
                for entry in _each(root, kind.value, partial(_entry, kind)):
                    self._entries[entry.kind, entry.name] = entry
            for topic in _each(root, "topic", _topic):
                self._topics[topic.name] = topic
            self._acronyms.update(_each(root, "acronym", _acronym))
            root.finish()
        self._problems += source.problems

    def finish(self) -> Registers:
        """Everything together.

        Raises:
            DataError: a file had problems.
        """
        if self._problems:
            raise DataError(self._problems)
        return Registers(
            tuple(self._entries[key] for key in sorted(self._entries)),
            tuple(self._topics[name] for name in sorted(self._topics)),
            dict(sorted(self._acronyms.items())),
        )


def _each(root: Table, key: str, read: Callable[[Table], T]) -> Iterable[T]:
    seen: dict[str, int] = {}
    for table in root.tables(key):
        name = table.line_text("name", required=False)
        if name in seen:
            table.report("name", f"“{name}” stands in line {seen[name]} of this file already.")
        elif name:
            seen[name] = table.line("name")
        yield read(table)
        table.finish()


def _entry(kind: EntryKind, table: Table) -> Entry:
    is_act = kind is EntryKind.ACT
    as_of, changed = _as_of(table), table.day("changed")
    became = table.lines("became")
    if changed and changed > as_of and table.has("as_of"):
        table.report("as_of", "lies before `changed`; give the day on which you checked it.")
    if kind is EntryKind.TERM and not changed and not became:
        table.report("changed", "is missing; give the day of the change, or `became`.")
    if table.has("now") and not became:
        table.report("now", "stands without `became`; write what took its place as `became`.")
    return Entry(
        kind=kind,
        name=table.line_text("name"),
        source=table.line_text("source"),
        as_of=as_of,
        aliases=table.lines("aliases"),
        common_word=table.boolean("common_word"),
        near=table.lines("near"),
        nations=table.choices("nations", Nation) or ALL_NATIONS,
        remains_in=table.choices("remains_in", Nation),
        changed=changed,
        known_to=table.choice("known_to", KnownTo, required=False) or KnownTo.DAY,
        became=became,
        now=table.lines("now"),
        note=table.line_text("note", required=False),
        other_years=table.lines("other_years") if is_act else (),
        many_years=table.boolean("many_years") if is_act else False,
    )


def _topic(table: Table) -> Topic:
    return Topic(
        name=table.line_text("name"),
        words=table.lines("words", required=True),
        source=table.line_text("source"),
        as_of=_as_of(table),
        but_not=table.lines("but_not"),
        devolved=table.choices("devolved", Nation),
        partly=table.choices("partly", Nation),
        note=table.line_text("note", required=False),
    )


def _acronym(table: Table) -> tuple[str, str]:
    return table.line_text("name"), table.line_text("means")


def _as_of(table: Table) -> date:
    return table.day("as_of", required=True) or date.min


def _own_files(folder: Path) -> list[Path]:
    try:
        return sorted(
            path
            for path in folder.iterdir()
            if path.suffix == ".toml" and not path.name.startswith(".")
        )
    except FileNotFoundError:
        return []
    except OSError as error:
        raise StorageError(
            f"{folder}: this folder of registers cannot be read ({error.strerror}).",
            hint="Mend its permissions, or move it elsewhere.",
        ) from error


def _open(file: Path) -> tuple[Source, list[Problem]]:
    try:
        return Source(clean_text(read_bytes(file, _LARGEST_FILE).decode("utf-8-sig")), file), []
    except UnicodeDecodeError:
        return Source("", file), [Problem(file, 0, "", "is not UTF-8 text; save it as UTF-8.")]
