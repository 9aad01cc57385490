"""Which movers were asked for their consent: those of whom a person noted it.

A composite is made before anybody can be asked, so that its first words ask nobody yet.
"""

from collections.abc import Iterable, Sequence

from policytui.conference.amendments.composites import (
    CONSENT,
    MADE,
    REMADE,
    TEXT,
    Answer,
    Decide,
    find_composite,
    tell_composites,
)
from policytui.conference.journal import Act, Entry

Asked = frozenset[tuple[str, str]]
"""Ids of composites with movers of whom something was noted since the words were settled."""


def tell_asked(entries: Iterable[Entry]) -> Asked:
    """Of whom a person noted what they say to the words as they stand, or that they were asked."""
    asked: set[tuple[str, str]] = set()
    for entry in entries:
        act = entry.act
        if act.kind in (MADE, REMADE, TEXT):
            asked = {one for one in asked if one[0] != act.subject}
        elif act.kind == CONSENT:
            asked.add((act.subject, act.details["mover"]))
    return frozenset(asked)


def decide_asked(id_: str, mover: str, by: str = "") -> Decide:
    """Note that a mover was asked.

    Args:
        mover: as the composite names them.

    Raises:
        UnknownId: (when noted) there is no such composite.
    """

    def decide(entries: tuple[Entry, ...]) -> Sequence[Act]:
        composite = find_composite(tell_composites(entries), id_)
        waits = any(one.mover == mover and one.answer is Answer.ASKED for one in composite.consents)
        if waits and (id_, mover) in tell_asked(entries):
            return ()
        return (Act(CONSENT, id_, {"mover": mover, "answer": Answer.ASKED.value}, by),)

    return decide
