"""Which positions are policy, and the candidates that they make, from the cache where it holds."""

from collections.abc import Iterator
from pathlib import Path

from policytui.checks.nearness.candidates import Candidates
from policytui.checks.nearness.store import keep_candidates, key_of, read_candidates
from policytui.corpus.catalogue import Catalogue
from policytui.corpus.model import Header, Kind, Position, Role
from policytui.progress import IsCancelled, Progress, ignore_progress, never_cancelled

_WORTH_KEEPING = 1_000
"""Positions; fewer are read sooner than a file is written."""
_FILE = "candidates.bin"


def is_policy(header: Header) -> bool:
    """Whether a document states what the party holds, not what it asks or is asked."""
    if header.kind in (Kind.PLATFORM, Kind.POLICY_PAPER):
        return True
    return header.kind is not Kind.CONSULTATION and header.adopted is not None


def policy_positions(catalogue: Catalogue) -> Iterator[tuple[Header, Position]]:
    """The positions that state policy, with the headers of their documents, in order of id."""
    for card in sorted(catalogue.documents(), key=lambda card: card.header.id):
        if not is_policy(card.header):
            continue
        for position in catalogue.document(card.header.id).positions:
            if position.role is Role.STATEMENT:
                yield card.header, position


def candidates_of(
    catalogue: Catalogue,
    cache: Path | None = None,
    progress: Progress = ignore_progress,
    is_cancelled: IsCancelled = never_cancelled,
) -> Candidates:
    """The candidates that the policy of a corpus makes.

    Args:
        cache: the folder for caches of this corpus; None keeps nothing.

    Raises:
        Cancelled: stopped; nothing is kept.
    """
    total = catalogue.count()
    file = cache / _FILE if cache and total >= _WORTH_KEEPING else None
    key = key_of(catalogue.digests())
    if file:
        kept = read_candidates(file, key)
        if kept:
            return kept
    made = Candidates.build(
        ((item.id, item.title, item.text) for _, item in policy_positions(catalogue)),
        progress,
        is_cancelled,
        total,
    )
    if file:
        keep_candidates(file, key, made)
    return made
