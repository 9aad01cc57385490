"""Acts of the journal that are done to one or several amendments at once.

The subject of such an act is the ids of the amendments with spaces between, so that what was
done to several in one go is one line, which a kill cannot cut in two.
"""

from collections.abc import Iterable
from dataclasses import fields
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from policytui.conference.journal import NAME, Entry
from policytui.errors import DataError, Problem

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

E = TypeVar("E", bound=StrEnum)

DECIDED, TAKEN_BACK = "decision.set", "decision.cleared"
"""A decision on amendments, and taking it back; `deciding` reads them whole."""


def subject_of(ids: Iterable[str]) -> str:
    """The subject of an act that is done to amendments, each named once."""
    return " ".join(dict.fromkeys(ids))


def ids_in(entry: Entry) -> list[str]:
    """The ids of the amendments to which an act was done."""
    return entry.act.subject.split()


def outcomes_told(entries: Iterable[Entry]) -> dict[str, str]:
    """The outcome that stands for each amendment that is decided, by its id."""
    standing: dict[str, str] = {}
    for entry in entries:
        if entry.act.kind == DECIDED:
            standing.update(dict.fromkeys(ids_in(entry), str(entry.act.details.get("outcome"))))
        elif entry.act.kind == TAKEN_BACK:
            for id_ in ids_in(entry):
                standing.pop(id_, None)
    return standing


def describe(value: "DataclassInstance") -> dict[str, Any]:
    """The fields of a value that are not empty, in values that JSON has."""
    told = {field.name: getattr(value, field.name) for field in fields(value)}
    return {name: _plain(one) for name, one in told.items() if one not in ("", None, ())}


def _plain(value: Any) -> Any:
    if isinstance(value, StrEnum):
        return value.value
    return list(value) if isinstance(value, tuple) else value


def read_member(entry: Entry, key: str, kind: type[E]) -> E:
    """One of a closed list of words in the details of an act.

    Raises:
        DataError: the details hold none.
    """
    value = entry.act.details.get(key)
    try:
        return kind(str(value))
    except ValueError:
        raise unreadable(entry, f'{key} is "{value}", which this program does not know') from None


def unreadable(entry: Entry, what: str) -> DataError:
    """The error for an entry that this program did not write."""
    message = f"{what}; it may be of a newer policytui: bring yours up to date."
    return DataError([Problem(Path(NAME), entry.number, "", message)])
