"""What conference decided on each amendment, with the vote; and that each has one end."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from policytui.conference.amendments.amendment import Amendment, amends_text
from policytui.conference.decisions.acts import (
    DECIDED,
    TAKEN_BACK,
    describe,
    ids_in,
    read_member,
    subject_of,
    unreadable,
)
from policytui.conference.decisions.listed import Listed
from policytui.conference.journal import Act, Entry, Journal
from policytui.conference.marshalling.outcome import Outcome
from policytui.conference.marshalling.simulation import Fate, Simulation, Status, simulate
from policytui.errors import UsageError
from policytui.text import clean_line, clean_prose

SET, CLEARED = DECIDED, TAKEN_BACK

HANDS = "hands"
"""How a vote on a show of hands, without figures, is written."""

_VOTES = re.compile(r"(\d{1,9}):(\d{1,9})(?::(\d{1,9}))?")
_BETWEEN = re.compile(r"\s*:\s*|\s+")


@dataclass(frozen=True, slots=True)
class Decision:
    """What was decided on an amendment.

    Attributes:
        votes: `for:against:abstentions` in figures, `for:against` where abstentions were not
            counted, `hands` for a show of hands, empty where none was taken or told.
        cause: for one that fell the id of the amendment that took its words, for one that was
            lost without a vote of its own that with the same words; else empty.
        text: for one that was carried as modified the text that was carried; else empty.
    """

    outcome: Outcome
    votes: str = ""
    cause: str = ""
    text: str = ""

    @property
    def vote_told(self) -> str:
        """The vote in words: `120 for, 80 against, 3 abstentions`; empty where none is told."""
        return tell_votes(self.votes)


@dataclass(frozen=True, slots=True)
class Decided:
    """A decision that stands, by whom and when it was recorded."""

    decision: Decision
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class End:
    """The end of one submission or composite.

    Attributes:
        outcome: None while nothing is decided.
        through: id of the composite whose end it shares; empty for one that was called itself.
    """

    id: str
    outcome: Outcome | None
    through: str = ""


def tell_decisions(entries: Sequence[Entry]) -> dict[str, Decided]:
    """The decision that stands for each amendment, by its id.

    Raises:
        DataError: an entry is none that this program wrote.
    """
    standing: dict[str, Decided] = {}
    for entry in entries:
        if entry.act.kind == SET:
            decided = Decided(_decision_from(entry), entry.act.by, entry.at)
            standing.update(dict.fromkeys(ids_in(entry), decided))
        elif entry.act.kind == CLEARED:
            for id_ in ids_in(entry):
                standing.pop(id_, None)
    return standing


def decide(
    journal: Journal,
    ids: Sequence[str],
    decision: Decision,
    by: str = "",
    *,
    only_open: bool = False,
) -> tuple[Entry, ...]:
    """Record a decision on one or several amendments, in place of one recorded before.

    Args:
        ids: of amendments; those of which this is recorded already are passed over.
        only_open: pass over all of which anything is recorded, also by somebody else meanwhile.

    Raises:
        UsageError: the parts of the decision do not go together.
        StorageError: the journal cannot be written.
    """
    return decide_each(journal, dict.fromkeys(ids, decision), by, only_open=only_open)


def decide_each(
    journal: Journal, decisions: Mapping[str, Decision], by: str = "", *, only_open: bool = False
) -> tuple[Entry, ...]:
    """Record decisions at once, in place of those recorded before.

    Args:
        decisions: by the ids of amendments; those recorded already are passed over.
        only_open: pass over all of which anything is recorded, also by somebody else meanwhile.

    Raises:
        UsageError: the parts of a decision do not go together.
        StorageError: the journal cannot be written.
    """
    whole = {id_: _require_whole(decision, id_) for id_, decision in decisions.items()}

    def acts(entries: tuple[Entry, ...]) -> list[Act]:
        standing = tell_decisions(entries)
        open_: dict[Decision, list[str]] = defaultdict(list)
        for id_, decision in whole.items():
            if id_ not in standing or (not only_open and standing[id_].decision != decision):
                open_[decision].append(id_)
        return [
            Act(SET, subject_of(ids), describe(decision), clean_line(by))
            for decision, ids in open_.items()
        ]

    return journal.add(acts)


def clear_decision(journal: Journal, ids: Sequence[str], by: str = "") -> tuple[Entry, ...]:
    """Take back what was recorded of one or several amendments; the journal keeps it.

    Raises:
        StorageError: the journal cannot be written.
    """

    def acts(entries: tuple[Entry, ...]) -> list[Act]:
        standing = tell_decisions(entries)
        recorded = [id_ for id_ in ids if id_ in standing]
        return [Act(CLEARED, subject_of(recorded), {}, clean_line(by))] if recorded else []

    return journal.add(acts)


def simulate_decisions(listed: Sequence[Listed], standing: Mapping[str, Decided]) -> Simulation:
    """What the decisions make of every amendment and every text.

    Args:
        listed: in the order in which they are called.
    """
    listing = [_as_carried(one.amendment, standing) for one in listed]
    outcomes = {id_: decided.decision.outcome for id_, decided in standing.items()}
    made = simulate(listing, outcomes)
    fates = dict(made.fates)
    for id_, decided in standing.items():
        if decided.decision.text and id_ in fates:
            fates[id_] = replace(fates[id_], is_modified=True)
    return replace(made, fates=fates)


def _as_carried(amendment: Amendment, standing: Mapping[str, Decided]) -> Amendment:
    decided = standing.get(amendment.id)
    if decided is None or not decided.decision.text:
        return amendment
    return amends_text(amendment, amendment.base, decided.decision.text)


def propose_fallen(simulation: Simulation) -> dict[str, Decision]:
    """Decisions to put before a person: what falls by those recorded and is still open.

    Returns:
        By the id of the amendment that falls; the first of several causes is named.
    """
    return {
        id_: Decision(Outcome.FELL, cause=next(iter(fate.because), ""))
        for id_, fate in simulation.fates.items()
        if fate.status is Status.FALLS and fate.outcome is None
    }


def find_doubtful(standing: Mapping[str, Decided], simulation: Simulation) -> tuple[str, ...]:
    """Ids of amendments recorded as settled because of another, though by that they are not."""
    return tuple(
        id_
        for id_, decided in standing.items()
        if decided.decision.cause
        and id_ in simulation.fates
        and not _is_settled(decided.decision, simulation.fates[id_], standing)
    )


def _is_settled(decision: Decision, fate: Fate, standing: Mapping[str, Decided]) -> bool:
    if decision.outcome is Outcome.LOST:
        cause = standing.get(decision.cause)
        return cause is not None and cause.decision.outcome is Outcome.LOST
    return fate.status is Status.FALLS


def is_carried(id_: str, standing: Mapping[str, Decided]) -> bool:
    """Whether an amendment was carried."""
    return id_ in standing and standing[id_].decision.outcome is Outcome.CARRIED


def account(listed: Sequence[Listed], standing: Mapping[str, Decided]) -> tuple[End, ...]:
    """The one end of each amendment on the list and of each member of a composite.

    A member shares the end of its composite, whatever was recorded of it before.
    """
    ends: dict[str, End] = {}
    for end in _ends(listed, standing):
        # The member of a composite that is listed itself as well ends with the composite.
        if end.through or end.id not in ends:
            ends[end.id] = end
    return tuple(ends.values())


def _ends(listed: Sequence[Listed], standing: Mapping[str, Decided]) -> Iterator[End]:
    for one in listed:
        decided = standing.get(one.id)
        outcome = decided.decision.outcome if decided else None
        yield End(one.id, outcome)
        for member in one.members:
            yield End(member.id, outcome, one.id)


def votes_from(text: str) -> str:
    """Votes as `Decision.votes` holds them, from `120:80`, `120 80`, `120:80:3` or `hands`.

    Raises:
        UsageError: it is neither.
    """
    word = clean_line(text).casefold()
    if word in (HANDS, "show of hands", "show"):
        return HANDS
    found = _VOTES.fullmatch(_BETWEEN.sub(":", word))
    if not found:
        raise UsageError(
            f'"{clean_line(text)[:100]}" is no vote.',
            hint="Write it for:against:abstentions, like 120:80:3, or for:against where "
            "abstentions were not counted, or: hands",
        )
    return ":".join(str(int(part)) for part in found.groups() if part)


def tell_votes(votes: str) -> str:
    """Votes in words; empty where none are told."""
    if not votes:
        return ""
    if votes == HANDS:
        return "on a show of hands"
    in_favour, against, *abstained = votes.split(":")
    told = [f"{in_favour} for", f"{against} against"]
    told += [f"{n} abstention" + ("" if n == "1" else "s") for n in abstained]
    return ", ".join(told)


def _require_whole(decision: Decision, id_: str) -> Decision:
    outcome, votes = decision.outcome, decision.votes
    text, cause = clean_prose(decision.text), clean_line(decision.cause)
    if votes and outcome in (Outcome.FELL, Outcome.WITHDRAWN, Outcome.NOT_REACHED):
        raise UsageError(f"On what {_TOLD[outcome]} no vote is taken; leave --votes out.")
    if text and outcome is not Outcome.CARRIED:
        raise UsageError("Only what is carried has a text as modified.")
    if cause and (outcome not in (Outcome.FELL, Outcome.LOST) or cause == id_):
        raise UsageError(
            "Only what fell, or was lost with the same words, has a cause: another amendment."
        )
    if votes and outcome is Outcome.CARRIED and votes != HANDS:
        in_favour, against = map(int, votes.split(":")[:2])
        if in_favour < against:
            raise UsageError(
                f"{tell_votes(votes)}: that is not carried.",
                hint="Give the votes for, then those against, then the abstentions.",
            )
    return Decision(outcome, votes, cause, text)


_TOLD = {
    Outcome.FELL: "fell",
    Outcome.WITHDRAWN: "was withdrawn",
    Outcome.NOT_REACHED: "was not reached",
}


def _decision_from(entry: Entry) -> Decision:
    details = entry.act.details
    votes = str(details.get("votes", ""))
    if votes and votes != HANDS and not _VOTES.fullmatch(votes):
        raise unreadable(entry, f'votes are "{votes[:100]}"')
    return Decision(
        read_member(entry, "outcome", Outcome),
        votes,
        str(details.get("cause", "")),
        str(details.get("text", "")),
    )
