"""The answer to each amendment in sentences: what was advised, decided, and came of it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from policytui.conference.amendments.amendment import Amendment
from policytui.conference.decisions.calling import Calling
from policytui.conference.decisions.deciding import Decision
from policytui.conference.decisions.listed import Listed
from policytui.conference.decisions.recommendations import Advice, Recommendation
from policytui.conference.marshalling.outcome import Outcome
from policytui.conference.marshalling.simulation import Fate, Status

NOT_DECIDED = "not decided yet"
AS_MODIFIED = "carried as modified"
ENDS = (
    Outcome.CARRIED.value,
    AS_MODIFIED,
    Outcome.LOST.value,
    Outcome.FELL.value,
    Outcome.REMITTED.value,
    Outcome.WITHDRAWN.value,
    Outcome.NOT_REACHED.value,
    NOT_DECIDED,
)
"""Everything that may have become of an amendment, as it is counted."""

_NO_ADVICE = "No recommendation is recorded."
_NO_DECISION = "No decision is recorded."


@dataclass(frozen=True, slots=True)
class Answered:
    """An amendment with the answer to it.

    Attributes:
        number: on the list; of the composite for a member of one.
        composite: id of the composite that it is part of, else empty.
        advised, decided: in words, as sentences.
        carried: the words that were carried in place of its own, else empty.
    """

    number: str
    amendment: Amendment
    composite: str
    advised: str
    decided: str
    carried: str


def answer_amendments(calling: Calling | None) -> Iterator[Answered]:
    """The answer to every amendment that was sent in, those in composites in their place."""
    if calling is None:
        return
    numbers = numbers_of(calling)
    for one in calling.listed:
        answer = answer_to(calling, one, numbers)
        for source in one.sources:
            through = one.id if one.members else ""
            yield Answered(
                one.number, source, through, answer.advised, answer.decided, answer.carried
            )


def numbers_of(calling: Calling) -> Mapping[str, str]:
    """The number of everything on the list, by id."""
    return {one.id: one.number for one in calling.listed}


def answer_to(calling: Calling, one: Listed, numbers: Mapping[str, str]) -> Answered:
    """The answer to one on the list.

    Args:
        numbers: `numbers_of` the same.
    """
    given, decided = calling.recommendations.get(one.id), calling.decisions.get(one.id)
    fate = calling.simulation.fates.get(one.id)
    return Answered(
        one.number,
        one.amendment,
        "",
        _tell_advice(given.recommendation, numbers) if given else _NO_ADVICE,
        _tell_decision(decided.decision, fate, numbers) if decided else _NO_DECISION,
        decided.decision.text if decided else "",
    )


def end_of(calling: Calling, one: Listed) -> str:
    """What became of one on the list: one of `ENDS`."""
    decided = calling.decisions.get(one.id)
    return _end(decided.decision) if decided else NOT_DECIDED


def is_passed_over(calling: Calling, one: Listed) -> bool:
    """Whether there is nothing to tell of it but that it was not reached."""
    is_unreached = end_of(calling, one) == Outcome.NOT_REACHED.value
    return is_unreached and one.id not in calling.recommendations


def _end(decision: Decision) -> str:
    return AS_MODIFIED if decision.text else decision.outcome.value


def _tell_advice(given: Recommendation, numbers: Mapping[str, str]) -> str:
    told = given.advice.label
    if given.advice is Advice.IN_FAVOUR_OF:
        told += f" amendment {numbers.get(given.rests_on, given.rests_on)}"
    elif given.advice is Advice.ALREADY_POLICY:
        told += f", in {given.rests_on}"
    text = f"\n\nAs modified: {given.text}" if given.text else ""
    reason = f" {given.reason}" if given.reason else ""
    return f"Recommended: {told}.{reason}{text}"


def _tell_decision(decision: Decision, fate: Fate | None, numbers: Mapping[str, str]) -> str:
    told = _end(decision)
    if decision.outcome is Outcome.FELL and decision.cause:
        told += f" because of amendment {numbers.get(decision.cause, decision.cause)}"
    if decision.vote_told:
        told += f" ({decision.vote_told})"
    if decision.outcome is Outcome.CARRIED and fate:
        told += _tell_effect(fate, numbers)
    return f"Decided: {told}."


def _tell_effect(fate: Fate, numbers: Mapping[str, str]) -> str:
    """What other amendments left of one that was carried; empty where all of it stands."""
    if fate.overtaken_by:
        return f", then taken out again by {numbers[fate.overtaken_by]}"
    if fate.status is Status.FALLS:
        because = " and ".join(numbers[id_] for id_ in fate.because)
        return f", but its words had gone because of {because}"
    return ""
