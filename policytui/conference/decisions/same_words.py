"""What follows for the very same words, once they were lost."""

from collections.abc import Mapping, Sequence

from policytui.conference.decisions.deciding import Decided, Decision, is_carried
from policytui.conference.decisions.listed import Listed, group_identical
from policytui.conference.marshalling.outcome import Outcome
from policytui.conference.marshalling.simulation import Simulation


def propose_lost(
    listed: Sequence[Listed], standing: Mapping[str, Decided], simulation: Simulation
) -> dict[str, Decision]:
    """Decisions to put before a person: what is still open and says what was lost already.

    What was amended by another that was carried says something else by then, so nothing follows
    from it or for it.

    Args:
        listed: in the order in which they are called.
        simulation: what the decisions make of them.

    Returns:
        By the id of the amendment; its cause is the first of those that were lost.
    """
    lost = [one for one in listed if _is_lost(one.id, standing)]
    targets = {one.amendment.target for one in lost}
    amended = {one.amendment.amends for one in listed if is_carried(one.id, standing)}
    open_ = [
        one
        for one in listed
        if one.amendment.target in targets
        and one.id not in standing
        and simulation.fates[one.id].is_open
    ]
    found: dict[str, Decision] = {}
    # Only texts with something open are looked at word by word: at a large round that is few.
    targets = {one.amendment.target for one in open_}
    alike = [one for one in lost if one.amendment.target in targets] + open_
    for group in group_identical(one for one in alike if one.id not in amended):
        if _is_lost(group[0].id, standing):
            told = Decision(Outcome.LOST, cause=group[0].id)
            found.update((one.id, told) for one in group if one.id not in standing)
    return found


def _is_lost(id_: str, standing: Mapping[str, Decided]) -> bool:
    return id_ in standing and standing[id_].decision.outcome is Outcome.LOST
