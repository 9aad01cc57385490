"""Who brings drafts forward: as the settings tell, else as in the last draft."""

from enum import StrEnum
from typing import TypeVar

from policytui.corpus.model import Nation
from policytui.drafts.model import Capacity, Submitter
from policytui.workspace.settings import Settings
from policytui.workspace.state import StateFile

_Word = TypeVar("_Word", bound=StrEnum)


def submitter_from(settings: Settings, state: StateFile) -> Submitter:
    """The submitter to fill into a new draft; what the settings say wins."""
    capacity, organisation = settings.capacity, settings.organisation
    if not capacity and not organisation:
        # The two belong together: half of each would speak for nobody.
        capacity, organisation = state.get("last_capacity"), state.get("last_organisation")
    return Submitter(
        mover=settings.mover or state.get("last_mover"),
        capacity=_known(Capacity, capacity) or Capacity.INDIVIDUAL,
        organisation=organisation,
        nation=_known(Nation, settings.nation or state.get("last_nation")),
        region=settings.region or state.get("last_region"),
    )


def remember_submitter(state: StateFile, submitter: Submitter) -> None:
    """Keep who brought the last draft forward; how to reach them is never remembered."""
    if submitter.mover:
        # Without a name the form is not filled in yet, and says nothing about the rest.
        state.set("last_mover", submitter.mover)
        state.set("last_capacity", submitter.capacity.value)
        state.set("last_organisation", submitter.organisation)
        state.set("last_region", submitter.region)
    if submitter.nation:
        state.set("last_nation", submitter.nation.value)


def _known(kind: type[_Word], value: str) -> _Word | None:
    """What a word means, None where it means nothing: the state file may be of any age."""
    return next((member for member in kind if member.value == value), None)
