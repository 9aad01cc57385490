"""A round taken in from a few sealed amendments to one position, for the tests of its screens."""

from collections.abc import Mapping
from pathlib import Path

from corpora import HOSTILE
from desk import TARGET, Desk

from policytui.checks.basis import Basis
from policytui.conference.inbox.taking_in import take_in
from policytui.conference.round import Round, begin_round, open_round
from policytui.drafts.begin import begin_amendment, revise
from policytui.drafts.model import Contact, Submitter
from policytui.drafts.submission import seal
from policytui.drafts.toml import format_draft

CHANGES: Mapping[str, tuple[str, str]] = {
    "anna": ("a year", "a month"),
    "bert": ("a year", "a week"),
    "cora": ("town", "village"),
}
"""What each mover changes; in the list 1 to 3."""
SECRET = "secret@example.org"


def make_round(folder: Path, terms: Mapping[str, str] | None = None) -> Path:
    """The folder of a round titled Conference 2026.

    Args:
        terms: by the mover how long a shop may stand empty instead; else `CHANGES`.
    """
    changes = CHANGES if terms is None else {k: ("year", term) for k, term in terms.items()}
    desk = Desk(folder)
    inbox = folder / "inbox"
    inbox.mkdir()
    catalogue = desk.workspace.catalogue
    position, header = catalogue.position(TARGET), catalogue.header("platform")
    for mover, (old, new) in changes.items():
        assert old in position.text
        draft = begin_amendment(position, header, Submitter(mover.title(), organisation="Hill"))
        draft = revise(
            draft,
            id=f"2026-{mover}",
            text=position.text.replace(old, new),
            reason=f"So says {mover}. {HOSTILE}",
            contact=Contact(email=SECRET),
        )
        (inbox / f"{mover}.toml").write_text(format_draft(seal(draft)), encoding="utf-8")
    take_in(begin_round(folder / "round", "Conference 2026"), inbox, Basis(catalogue))
    return folder / "round"


def round_of(desk: Desk) -> Round:
    """The round beside a desk."""
    return open_round(desk.drafts.parent / "round")
