"""Who sent an answer, as tables, screens and reports name them."""

from policytui.drafts.model import Draft
from policytui.text import clean_line


def told_by(draft: Draft, *, needs: str = "") -> str:
    """Who sent a submission, on one line; never how they are reached.

    Args:
        needs: what a person must still find out; then for whom it speaks is not told.
    """
    who = draft.submitter
    capacity = "" if needs else who.capacity.label.lower()
    nation = who.nation.label if who.nation else ""
    told = (who.mover, who.organisation, capacity, who.region, nation)
    return ", ".join(filter(None, map(clean_line, told)))
