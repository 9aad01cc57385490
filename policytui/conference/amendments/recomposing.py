"""Composites changed: other members, or back to what they were; never over others unseen."""

from collections.abc import Iterator, Sequence

from policytui.conference.amendments.amendment import Amendment
from policytui.conference.amendments.combining import base_details, describe
from policytui.conference.amendments.composites import (
    CONSENT,
    DISSOLVED,
    REMADE,
    Answer,
    Composite,
    Decide,
    find_composite,
    require_free,
    require_undecided,
    tell_composites,
)
from policytui.conference.journal import Act, Entry
from policytui.errors import UsageError


class CompositeChanged(UsageError):
    """Somebody else changed a composite since it was looked at; nothing was noted.

    Attributes:
        now: as it stands.
    """

    def __init__(self, now: Composite) -> None:
        super().__init__(
            f"Composite {now.id} was {'dissolved' if now.is_dissolved else 'changed'} by somebody "
            "else meanwhile.",
            hint="Look at it again before you change it.",
        )
        self.now = now


def unless_changed(decide: Decide, seen: Composite) -> Decide:
    """An act on a composite, refused where it says something else than what was looked at.

    Raises:
        CompositeChanged: (when noted) it does.
        UnknownId: (when noted) there is no such composite.
    """

    def decide_if_seen(entries: tuple[Entry, ...]) -> Sequence[Act]:
        now = find_composite(tell_composites(entries), seen.id, any_=True)
        if not now.says_as(seen):
            raise CompositeChanged(now)
        return decide(entries)

    return decide_if_seen


def decide_members(id_: str, members: Sequence[Amendment], text: str, by: str = "") -> Decide:
    """Give a composite other members and words; every mover is asked anew.

    Raises:
        UsageError: they cannot be one composite, or (when noted) are part of another or decided
            already.
        UnknownId: (when noted) there is no such composite.
    """
    details = describe(members, text)

    def decide(entries: tuple[Entry, ...]) -> Sequence[Act]:
        composites = tell_composites(entries)
        now = find_composite(composites, id_)
        require_free(details["members"], composites, but=id_)
        require_undecided(details["members"], entries)
        return () if now.is_noted_by(details) else (Act(REMADE, id_, details, by),)

    return decide


def decide_return(left: Composite, before: Composite | None, by: str = "") -> Decide:
    """Bring a composite back to what it was, with the consents that were given to it.

    Args:
        left: as it was left, to be told from what somebody else made of it since.
        before: what it was; None where it was not there.

    Raises:
        CompositeChanged: (when noted) somebody else changed it.
        UsageError: (when noted) its members are part of another composite by now.
    """

    def decide(entries: tuple[Entry, ...]) -> Sequence[Act]:
        composites = tell_composites(entries)
        now = find_composite(composites, left.id, any_=True)
        if not now.says_as(left) or _answers(now) != _answers(left):
            raise CompositeChanged(now)
        if before is None or before.is_dissolved:
            return () if now.is_dissolved else (Act(DISSOLVED, left.id, {}, by),)
        require_free(before.members, composites, but=before.id)
        return tuple(_back_to(before, now, by))

    return decide


def _back_to(before: Composite, now: Composite, by: str) -> Iterator[Act]:
    answers = _answers(now)
    if not before.says_as(now):
        details = {
            "position": before.position,
            "members": list(before.members),
            "movers": [one.mover for one in before.consents],
            "text": before.text,
            **base_details(before.base),
        }
        yield Act(REMADE, before.id, details, by)
        answers = dict.fromkeys(answers, Answer.TO_ASK)
    for mover, answer in _answers(before).items():
        if answers.get(mover, Answer.TO_ASK) is not answer:
            yield Act(CONSENT, before.id, {"mover": mover, "answer": answer.value}, by)


def _answers(composite: Composite) -> dict[str, Answer]:
    return {one.mover: one.answer for one in composite.consents}
