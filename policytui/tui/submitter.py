"""Who brings drafts forward, as the settings tell."""

from policytui.corpus.model import Nation
from policytui.drafts.model import Capacity, Submitter
from policytui.workspace.settings import Settings


def submitter_from(settings: Settings) -> Submitter:
    """The submitter to fill into a new draft."""
    return Submitter(
        mover=settings.mover,
        capacity=Capacity(settings.capacity) if settings.capacity else Capacity.INDIVIDUAL,
        organisation=settings.organisation,
        nation=Nation(settings.nation) if settings.nation else None,
    )
