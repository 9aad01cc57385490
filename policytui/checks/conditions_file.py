"""Reading conditions: one TOML file for each consultation or conference."""

from collections.abc import Collection
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from policytui.checks.conditions import Agreement, Conditions, LeavingOut, Limited, Required
from policytui.corpus.model import Nation
from policytui.drafts.model import Capacity, DraftKind
from policytui.errors import DataError, Problem, StorageError
from policytui.files import read_bytes
from policytui.tables import Source, Table, read_table
from policytui.text import clean_text

_LARGEST_FILE = 1_000_000
_ORGANISED = tuple(member for member in Capacity if member is not Capacity.INDIVIDUAL)


@cache
def london() -> ZoneInfo:
    """The clocks by which everything opens and closes.

    Raises:
        StorageError: this system does not know them.
    """
    try:
        return ZoneInfo("Europe/London")
    except ZoneInfoNotFoundError:
        raise StorageError(
            "This system does not know the clocks of London, so that closing times cannot be told.",
            hint="Install the time zones with: pip install tzdata",
        ) from None


def load_conditions(
    folder: Path, documents: Collection[str] | None = None
) -> tuple[Conditions, ...]:
    """The conditions in the `*.toml` files of a folder, by the names of the files.

    Args:
        folder: may be absent.
        documents: ids of all documents there are; None where ids are not to be looked at.

    Raises:
        DataError: with every problem of every file.
        StorageError: a file or the folder cannot be read.
    """
    found: list[Conditions] = []
    problems: list[Problem] = []
    for file in _files_in(folder):
        source = _open(file, problems)
        table = read_table(source) if source else None
        if table:
            found.append(_conditions_from(table, file.stem, documents))
        if source:
            problems += sorted(source.problems, key=lambda problem: problem.line)
    if problems:
        raise DataError(problems)
    return tuple(found)


def _files_in(folder: Path) -> list[Path]:
    try:
        return sorted(
            path
            for path in folder.iterdir()
            if path.suffix == ".toml" and not path.name.startswith(".")
        )
    except (FileNotFoundError, NotADirectoryError):
        return []
    except OSError as error:
        raise StorageError(
            f"{folder}: this folder of conditions cannot be read ({error.strerror}).",
            hint="Mend its permissions, or move it elsewhere.",
        ) from error


def _open(file: Path, problems: list[Problem]) -> Source | None:
    data = read_bytes(file, _LARGEST_FILE)
    try:
        return Source(clean_text(data.decode("utf-8-sig")), file)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        problems.append(Problem(file, line, "", "is not UTF-8 text; save it as UTF-8."))
        return None


def _conditions_from(table: Table, name: str, documents: Collection[str] | None) -> Conditions:
    opens = _moment_in_london(table, "opens")
    closes = _moment_in_london(table, "closes", is_end=True)
    if opens and closes and closes <= opens:
        table.report("closes", "lies before `opens`; exchange them, or correct the year.")
    words, agreed = table.table("words"), table.table("agreed_on")
    conditions = Conditions(
        name=name,
        title=table.line_text("title"),
        kinds=table.choices("kinds", DraftKind),
        documents=_documents_from(table, documents),
        words=_words_from(words) if words else (),
        opens=opens,
        closes=closes,
        seconders=_at_least(table, "seconders", 0),
        one_subject=table.boolean("one_subject"),
        leaving_out=table.choice("leaving_out", LeavingOut, required=False) or LeavingOut.ANYTHING,
        capacities=table.choices("capacities", Capacity),
        nations=table.choices("nations", Nation),
        agreement=_agreement_from(agreed) if agreed else None,
        redrafter=table.boolean("redrafter"),
        required=table.choices("required", Required),
    )
    table.finish()
    return conditions


def _documents_from(table: Table, documents: Collection[str] | None) -> tuple[str, ...]:
    named = table.lines("documents")
    for id_ in named if documents is not None else ():
        if id_ not in (documents or ()):
            near = table.suggest(id_, documents or ())
            table.report("documents", f'"{id_[:100]}" is no document of this corpus.{near}')
    return named


def _words_from(table: Table) -> tuple[tuple[Limited, int], ...]:
    is_limited = {part: table.has(part) for part in Limited}
    limits = [(part, _at_least(table, part, 1)) for part in Limited]
    table.finish()
    return tuple((part, most) for part, most in limits if is_limited[part])


def _agreement_from(table: Table) -> Agreement:
    earliest, latest = table.day("earliest"), table.day("latest")
    if earliest and latest and latest < earliest:
        table.report("latest", "lies before `earliest`; exchange them, or correct the year.")
    capacities = table.choices("capacities", Capacity) or _ORGANISED
    if Capacity.INDIVIDUAL in capacities:
        table.report("capacities", "names individual, but one person agrees with nobody.")
    table.finish()
    return Agreement(capacities, earliest, latest)


def _at_least(table: Table, key: str, least: int) -> int:
    value = table.integer(key, required=False, default=least)
    if value < least:
        table.report(key, f"is {value}; write {least} or more.")
    return value


def _moment_in_london(table: Table, key: str, *, is_end: bool = False) -> datetime | None:
    """A moment; of a day without a time its first, or with `is_end` its last.

    What has no offset is told by the clocks of London. Where a time comes twice in a night, the
    one that gives people longer is meant.
    """
    value = table.value(key)
    try:
        if isinstance(value, date) and not isinstance(value, datetime):
            return _edge_of(value, is_end)
        moment = table.moment(key)
        if moment is None or not isinstance(value, datetime) or value.tzinfo:
            return moment
        moment = value.replace(tzinfo=london(), fold=1 if is_end else 0).astimezone(UTC)
    except OverflowError:
        table.report(key, "is too far away; correct the year.")
        return None
    if moment.astimezone(london()).replace(tzinfo=None) != value:
        table.report(
            key,
            f"is {value:%H:%M} on {value.day} {value:%B %Y}, which the clocks in London leave "
            "out when they go forward; write another time.",
        )
    return moment


def _edge_of(day: date, is_end: bool) -> datetime:
    """The first moment of a day in London, or its last."""
    first = day + timedelta(days=1) if is_end else day
    moment = datetime.combine(first, time(), london()).astimezone(UTC)
    return moment - datetime.resolution if is_end else moment
