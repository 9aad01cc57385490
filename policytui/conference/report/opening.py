"""Everything that a report tells, read from the folder of a round: its inbox once."""

from collections.abc import Iterable
from pathlib import Path

from policytui.checks.conditions import Conditions
from policytui.conference.consultation.replies import find_consultations
from policytui.conference.decisions.calling import open_calling
from policytui.conference.inbox.submissions import open_inbox
from policytui.conference.marshalling.opening import TABLED
from policytui.conference.report.facts import Facts, find_windows, gather_facts
from policytui.conference.round import Round
from policytui.corpus.catalogue import Catalogue
from policytui.progress import IsCancelled, Progress, ignore_progress, never_cancelled, stoppable


def open_facts(
    round_: Round,
    catalogue: Catalogue,
    conditions: Iterable[Conditions],
    cache: Path | None,
    progress: Progress = ignore_progress,
    is_cancelled: IsCancelled = never_cancelled,
) -> Facts:
    """What a report tells of a round as it stands now.

    Args:
        conditions: all that there are.
        cache: the folder for caches (`Places.cache_for_corpus`); None keeps nothing on disk.

    Raises:
        DataError, StorageError: the round cannot be read.
        Cancelled: stopped.
    """
    step = stoppable(progress, is_cancelled)
    inbox = open_inbox(round_, cache, step)
    submissions = inbox.submissions
    step(0, 0, "amendments")
    has_amendments = any(submissions.by_kind[kind] for kind in TABLED)
    calling = (
        open_calling(round_, catalogue.document, cache, step, inbox) if has_amendments else None
    )
    consultations = find_consultations(round_, submissions, catalogue)
    windows = find_windows(round_, submissions.all, consultations, conditions)
    titles = {card.header.id: card.header.title for card in catalogue.documents()}
    return gather_facts(
        round_, inbox, consultations, windows, calling, step, is_cancelled, cache, titles
    )
