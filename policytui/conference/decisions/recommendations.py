"""What the sub-committee advises on each amendment, and whether it answered alike what is alike."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from policytui.conference.decisions.acts import describe, ids_in, read_member, subject_of
from policytui.conference.decisions.listed import Listed
from policytui.conference.journal import Act, Entry, Journal
from policytui.corpus.identity import is_position_id
from policytui.errors import UsageError
from policytui.text import clean_line, clean_prose

SET = "recommendation.set"
WITHDRAWN = "recommendation.withdrawn"


class Advice(StrEnum):
    """What conference, or the mover, is advised to do."""

    FOR = "for"
    AGAINST = "against"
    AS_MODIFIED = "as-modified"
    """For, with the text that the recommendation gives."""
    REMIT = "remit"
    IN_FAVOUR_OF = "in-favour-of"
    """Withdraw it in favour of another amendment."""
    ALREADY_POLICY = "already-policy"
    """A position of the corpus says it already."""

    @property
    def label(self) -> str:
        """The words as people write them."""
        if self is Advice.IN_FAVOUR_OF:
            return "withdraw in favour of"
        return self.value.replace("-", " ")


@dataclass(frozen=True, slots=True)
class Recommendation:
    """What is advised on an amendment.

    Attributes:
        reason: told to the movers.
        text: as the amendment should read, for `AS_MODIFIED`; else empty.
        rests_on: id of the amendment or position that it names, for `IN_FAVOUR_OF` and
            `ALREADY_POLICY`; else empty.
    """

    advice: Advice
    reason: str = ""
    text: str = ""
    rests_on: str = ""

    def told(self, numbers: Mapping[str, str]) -> str:
        """What is advised, in a few words: `withdraw in favour of 7`.

        Args:
            numbers: of amendments, by their ids.
        """
        return f"{self.advice.label} {numbers.get(self.rests_on, self.rests_on)}".strip()


@dataclass(frozen=True, slots=True)
class Given:
    """A recommendation that stands, by whom and when it was given."""

    recommendation: Recommendation
    by: str
    at: datetime


def tell_recommendations(entries: Sequence[Entry]) -> dict[str, Given]:
    """The recommendation that stands for each amendment, by its id.

    Raises:
        DataError: an entry is none that this program wrote.
    """
    standing: dict[str, Given] = {}
    for entry in entries:
        if entry.act.kind == SET:
            given = Given(_recommendation_from(entry), entry.act.by, entry.at)
            standing.update(dict.fromkeys(ids_in(entry), given))
        elif entry.act.kind == WITHDRAWN:
            for id_ in ids_in(entry):
                standing.pop(id_, None)
    return standing


def recommend(
    journal: Journal, ids: Sequence[str], recommendation: Recommendation, by: str = ""
) -> tuple[Entry, ...]:
    """Give one or several amendments the same recommendation, in place of one given before.

    Args:
        ids: of amendments; those that have this recommendation already are passed over.

    Raises:
        UsageError: the recommendation lacks what its advice needs, or names the amendment itself.
        StorageError: the journal cannot be written.
    """
    recommendation = _require_whole(recommendation, ids)

    def decide(entries: tuple[Entry, ...]) -> list[Act]:
        standing = tell_recommendations(entries)
        open_ = [
            id_
            for id_ in ids
            if id_ not in standing or standing[id_].recommendation != recommendation
        ]
        details = describe(recommendation)
        return [Act(SET, subject_of(open_), details, clean_line(by))] if open_ else []

    return journal.add(decide)


def withdraw_recommendation(
    journal: Journal, ids: Sequence[str], by: str = ""
) -> tuple[Entry, ...]:
    """Take back what was advised on one or several amendments; the journal keeps it.

    Raises:
        StorageError: the journal cannot be written.
    """

    def decide(entries: tuple[Entry, ...]) -> list[Act]:
        standing = tell_recommendations(entries)
        given = [id_ for id_ in ids if id_ in standing]
        return [Act(WITHDRAWN, subject_of(given), {}, clean_line(by))] if given else []

    return journal.add(decide)


def find_identical(
    groups: Iterable[tuple[Listed, ...]], ids: Collection[str]
) -> tuple[Listed, ...]:
    """The amendments that say the same as some others, without those themselves.

    Args:
        groups: of identical amendments.
        ids: of the others.
    """
    alike = (group for group in groups if any(one.id in ids for one in group))
    return tuple(one for group in alike for one in group if one.id not in ids)


def find_unequal(
    groups: Iterable[tuple[Listed, ...]], standing: Mapping[str, Given]
) -> tuple[tuple[Listed, ...], ...]:
    """Groups of identical amendments of which some were answered otherwise than others.

    To be withdrawn in favour of one of its group is to share that one's answer. What is not
    answered yet is told by `find_unanswered`.
    """
    return tuple(
        group
        for group in groups
        if len({_answer(one, group, standing) for one in group} - {_NOT_YET}) > 1
    )


@dataclass(frozen=True, slots=True)
class Unanswered:
    """Identical amendments of which some are answered and others are not yet."""

    answered: tuple[Listed, ...]
    left: tuple[Listed, ...]

    def __str__(self) -> str:
        verb = "is" if len(self.answered) == 1 else "are"
        more = "is" if len(self.left) == 1 else "are"
        return (
            f"{_in_a_row(self.answered)} {verb} answered; the same words in "
            f"{_in_a_row(self.left)} {more} not yet"
        )


def find_unanswered(
    groups: Iterable[tuple[Listed, ...]], standing: Mapping[str, Given]
) -> tuple[Unanswered, ...]:
    """Where some of the same words are answered and others are not yet.

    Args:
        groups: of identical amendments.
    """
    found = []
    for group in groups:
        answered = tuple(one for one in group if one.id in standing)
        left = tuple(one for one in group if one.id not in standing)
        if answered and left:
            found.append(Unanswered(answered, left))
    return tuple(found)


def _in_a_row(listed: Sequence[Listed]) -> str:
    *most, last = [one.number for one in listed]
    return f"{', '.join(most)} and {last}" if most else last


_NOT_YET = "not answered yet"


def _answer(
    amendment: Listed, group: Sequence[Listed], standing: Mapping[str, Given]
) -> Recommendation | str | None:
    """The answer without its reason, followed to the member of the group that it names."""
    ids = {one.id for one in group}
    id_, seen = amendment.id, set[str]()
    while id_ not in seen:
        seen.add(id_)
        given = standing.get(id_)
        if given is None:
            return _NOT_YET
        told = given.recommendation
        if told.advice is not Advice.IN_FAVOUR_OF or told.rests_on not in ids:
            return Recommendation(told.advice, "", told.text, told.rests_on)
        id_ = told.rests_on
    # Each to be withdrawn in favour of the other: that is no answer to any.
    return None


def _require_whole(recommendation: Recommendation, ids: Sequence[str]) -> Recommendation:
    advice = recommendation.advice
    text, rests_on = clean_prose(recommendation.text), clean_line(recommendation.rests_on)
    if (advice is Advice.AS_MODIFIED) != bool(text):
        raise UsageError(
            f"“{advice.label}” comes "
            + ("with the text as modified." if not text else "without a text of its own."),
            hint="Give the text with --text-file, for “as modified” alone.",
        )
    names_other = advice in (Advice.IN_FAVOUR_OF, Advice.ALREADY_POLICY)
    if names_other != bool(rests_on):
        raise UsageError(
            f"“{advice.label}” "
            + ("must name what it rests on." if names_other else "names nothing else."),
            hint="Name the amendment with --amendment NUMBER, or the position with --position ID.",
        )
    if advice is Advice.IN_FAVOUR_OF and rests_on in ids:
        raise UsageError(f"{rests_on} cannot be withdrawn in favour of itself.")
    if advice is Advice.ALREADY_POLICY and not is_position_id(rests_on):
        raise UsageError(f'"{rests_on[:100]}" is not the id of a position.')
    return Recommendation(advice, clean_prose(recommendation.reason), text, rests_on)


def _recommendation_from(entry: Entry) -> Recommendation:
    details: dict[str, Any] = dict(entry.act.details)
    return Recommendation(
        read_member(entry, "advice", Advice),
        details.get("reason", ""),
        details.get("text", ""),
        details.get("rests_on", ""),
    )
