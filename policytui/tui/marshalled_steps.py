"""What is done on a marshalled list at one press of a key, and taking it back.

Decisions and recommendations go to the journal of the round, which keeps also what is taken back;
notes go to the delegate's own file.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from policytui.conference.decisions.deciding import (
    Decision,
    clear_decision,
    decide,
    tell_decisions,
)
from policytui.conference.decisions.recommendations import (
    Recommendation,
    recommend,
    tell_recommendations,
    withdraw_recommendation,
)
from policytui.conference.marshalling.delegate import Note, revise_note
from policytui.tui.marshalling import Marshalled
from policytui.tui.own_notes import read_own

Value = Decision | Recommendation | Note


class Matter(StrEnum):
    """What is done to amendments."""

    DECISION = "decision"
    ADVICE = "recommendation"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Step:
    """What was done to one or several amendments at once.

    Attributes:
        before: what stood before, by the id of the amendment; None for nothing.
        done: what stands since.
    """

    matter: Matter
    before: Mapping[str, Value | None]
    done: Mapping[str, Value | None]


def do(
    marshalled: Marshalled, matter: Matter, values: Mapping[str, Value | None]
) -> tuple[Marshalled, Step]:
    """Record decisions or recommendations, or keep notes.

    Args:
        values: by the ids of amendments; None takes away what stands.

    Raises:
        UsageError: the parts of a value do not go together.
        DataError, StorageError: the file cannot be read or written.
    """
    before = _standing(marshalled, matter, values)
    # What is done to several in one go is one line of the journal.
    together: list[tuple[Value | None, list[str]]] = []
    for id_, value in values.items():
        if together and together[-1][0] == value:
            together[-1][1].append(id_)
        else:
            together.append((value, [id_]))
    for value, ids in together:
        _write(marshalled, matter, ids, value)
    return _read_on(marshalled, matter), Step(matter, before, _standing(marshalled, matter, values))


def take_back(marshalled: Marshalled, step: Step) -> tuple[Marshalled, tuple[str, ...]]:
    """Put back what stood before a step.

    Returns:
        The round, and the ids of those to which somebody did something since, which stay so.

    Raises:
        DataError, StorageError: the file cannot be read or written.
    """
    now = _standing(marshalled, step.matter, step.done)
    kept = tuple(id_ for id_, value in step.done.items() if now[id_] != value)
    for id_, value in step.before.items():
        if id_ not in kept:
            _write(marshalled, step.matter, [id_], value)
    return _read_on(marshalled, step.matter), kept


def _standing(
    marshalled: Marshalled, matter: Matter, ids: Mapping[str, Value | None]
) -> dict[str, Value | None]:
    standing: Mapping[str, Value]
    if matter is Matter.NOTE:
        assert marshalled.own is not None
        standing = read_own(marshalled.own.file).notes
    else:
        entries = marshalled.round.journal.read()
        if matter is Matter.DECISION:
            standing = {id_: one.decision for id_, one in tell_decisions(entries).items()}
        else:
            given = tell_recommendations(entries)
            standing = {id_: one.recommendation for id_, one in given.items()}
    return {id_: standing.get(id_) for id_ in ids}


def _write(marshalled: Marshalled, matter: Matter, ids: Sequence[str], value: Value | None) -> None:
    journal, by = marshalled.round.journal, marshalled.by
    if isinstance(value, Decision):
        decide(journal, ids, value, by)
    elif isinstance(value, Recommendation):
        recommend(journal, ids, value, by)
    elif matter is Matter.DECISION:
        clear_decision(journal, ids, by)
    elif matter is Matter.ADVICE:
        withdraw_recommendation(journal, ids, by)
    else:
        assert marshalled.own is not None
        for id_ in ids:
            revise_note(marshalled.own.file, marshalled.round, id_, lambda _: value or Note())


def _read_on(marshalled: Marshalled, matter: Matter) -> Marshalled:
    if matter is Matter.NOTE:
        assert marshalled.own is not None
        return marshalled.with_own(read_own(marshalled.own.file))
    return marshalled.following(marshalled.round.journal.read())
