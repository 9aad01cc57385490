"""How a draft stands to the text of today, and what a person settles when it is carried over."""

from collections.abc import Callable
from contextlib import suppress

from policytui.compare.anchor import Method
from policytui.compare.merge import Agreed, Conflict
from policytui.drafts.begin import duplicate
from policytui.drafts.carry import CarryOver, Outcome, Sighting, Target, carry_over
from policytui.drafts.model import Draft, State
from policytui.drafts.store import DraftConflict
from policytui.errors import PolicyError, UnknownId
from policytui.tui.plain import one_line
from policytui.tui.wording import number
from policytui.workspace.workspace import Workspace

_MOST_ALIKE = 12
_MOST_OF_DOCUMENT = 400
"""How many positions are looked through for words whose position is gone."""

_METHODS = {
    Method.EXACT: "word for word",
    Method.NORMALISED: "but for spacing, case and quotation marks",
    Method.FUZZY: "by likeness",
}


def find_today(workspace: Workspace, draft: Draft) -> CarryOver | None:
    """What carrying a draft over comes to; None where there is nothing that could be carried.

    Raises:
        PolicyError: the corpus cannot be read.
    """
    if draft.base is None or draft.state is State.SUBMITTED:
        return None
    catalogue = workspace.catalogue
    with suppress(UnknownId):
        position = catalogue.position(draft.base.position)
        return carry_over(draft, Target(position, catalogue.header(position.document_id)))
    return carry_over(draft, None, _candidates(workspace, draft))


def _candidates(workspace: Workspace, draft: Draft) -> list[Target]:
    """Positions that may hold the words: those of the document, and the most alike elsewhere."""
    assert draft.base is not None
    document = draft.base.position.partition("/")[0]
    ids = workspace.catalogue.position_ids(document=document)[:_MOST_OF_DOCUMENT]
    with suppress(PolicyError):  # without an index the document alone is looked through
        hits = workspace.engine.similar(f"{draft.base.title}\n{draft.base.text}", _MOST_ALIKE)
        ids += [hit.id for hit in hits]
    positions = workspace.catalogue.positions(list(dict.fromkeys(ids)))
    headers = {
        name: workspace.catalogue.header(name)
        for name in {position.document_id for position in positions}
    }
    return [Target(position, headers[position.document_id]) for position in positions]


# --- in words ---


def notice(carry: CarryOver | None) -> str:
    """The line that an editor shows; empty where there is nothing to do."""
    match carry.outcome if carry else Outcome.UNCHANGED:
        case Outcome.ALREADY_SAID:
            return "The policy of today says this already: F5 shows it."
        case Outcome.CLEAN:
            return "The position was changed since you began: F5 carries your change over."
        case Outcome.CONFLICTS:
            return (
                "The position was changed since you began, in words that you change too: "
                "F5 settles it."
            )
        case Outcome.FOUND:
            return "The position is gone, but its words were found: F5 shows where they stand."
        case Outcome.GONE:
            return "The position is no longer in this corpus, nor are its words: F5 says more."
    return ""


def explanation(carry: CarryOver) -> str:
    """What the carry-over screen says above the texts."""
    edition = one_line(carry.target.header.edition) if carry.target else ""
    base = carry.draft.base
    is_elsewhere = carry.target and base and carry.target.position.id != base.position
    match carry.outcome:
        case Outcome.ALREADY_SAID if carry.target:
            return (
                f"Edition {edition} says already what you propose, so there is nothing left to "
                "amend. The draft stays as it is; delete it, or change it to say more."
            )
        case Outcome.ALREADY_SAID:
            return (
                "You propose to leave the position out, and it is gone, with its words: there is "
                "nothing left to amend. The draft stays as it is."
            )
        case Outcome.CLEAN if carry.target and is_elsewhere:
            return (
                f"This is your change in “{one_line(carry.target.position.title)}”, edition "
                f"{edition}; enter takes it, esc goes back to the others."
            )
        case Outcome.CLEAN:
            return (
                f"Edition {edition} changes other words than you do. This is your change in it; "
                "enter takes it, esc leaves the draft as it was."
            )
        case Outcome.CONFLICTS:
            return (
                f"Edition {edition} changes words that you change too. Choose for each: m yours, "
                "t those of today, b both, e other words."
            )
        case Outcome.FOUND:
            sure = "" if carry.certain else " None of them is certain: look before you choose."
            return (
                "The position is gone under its name. The words that you change stand here; "
                f"enter shows what your amendment comes to in one.{sure}"
            )
        case Outcome.GONE:
            return (
                "The position is not in this corpus, and the words that you change stand in none "
                "of its positions. The draft stays as it is: look for what took its place with "
                "search, or choose the corpus that it was written for."
            )
    return "The position reads as it did when you began: there is nothing to carry over."


def sighting_said(sighting: Sighting) -> tuple[str, str]:
    """Title of a position that holds the words, and how they were found."""
    target = sighting.target
    where = f"{target.header.title}, {target.header.edition}"
    how = _METHODS[sighting.method]
    score = f" · {sighting.score:.0f} of 100" if sighting.method is Method.FUZZY else ""
    return one_line(target.position.title), one_line(f"{where} · found {how}{score}")


# --- settling ---


class Settling:
    """The conflicts of a carry-over and what was chosen for each.

    Attributes:
        at: the number of the conflict in hand.
    """

    def __init__(self, carry: CarryOver) -> None:
        self.conflicts = carry.conflicts
        self.at = 0
        self._chosen: dict[int, tuple[str, str]] = {}
        self._context = list(_contexts(carry))

    @property
    def conflict(self) -> Conflict:
        """The conflict in hand."""
        return self.conflicts[self.at]

    @property
    def context(self) -> tuple[str, str]:
        """The settled text before and behind the conflict in hand."""
        return self._context[self.at]

    @property
    def choice(self) -> tuple[str, str] | None:
        """What was chosen for the conflict in hand: whose, and the words."""
        return self._chosen.get(self.at)

    @property
    def is_settled(self) -> bool:
        """Whether all conflicts are."""
        return len(self._chosen) == len(self.conflicts)

    @property
    def choices(self) -> list[str]:
        """The words chosen, in order; for when all is settled."""
        return [self._chosen[number][1] for number in range(len(self.conflicts))]

    @property
    def place(self) -> str:
        """Where one is and how much is settled."""
        return f"conflict {self.at + 1} of {len(self.conflicts)} · {len(self._chosen)} settled"

    def choose(self, whose: str, words: str) -> None:
        """Settle the conflict in hand and go to the next that is open."""
        self._chosen[self.at] = (whose, words)
        count = len(self.conflicts)
        for step in range(1, count):
            if (self.at + step) % count not in self._chosen:
                self.at = (self.at + step) % count
                return

    def move(self, step: int) -> None:
        """Go to another conflict, round at the ends."""
        self.at = (self.at + step) % len(self.conflicts)


_CONTEXT = 160
"""Characters shown before and behind a conflict."""


def _contexts(carry: CarryOver) -> list[tuple[str, str]]:
    pieces = carry.merge.pieces if carry.merge else ()
    # Another conflict beside this one is no settled text.
    texts = [piece.text if isinstance(piece, Agreed) else "[…]" for piece in pieces]
    return [
        (_ending("".join(texts[:n])), _beginning("".join(texts[n + 1 :])))
        for n, piece in enumerate(pieces)
        if isinstance(piece, Conflict)
    ]


def _ending(text: str) -> str:
    if len(text) <= _CONTEXT:
        return text.strip()
    return "… " + text[-_CONTEXT:].partition(" ")[2].strip()


def _beginning(text: str) -> str:
    if len(text) <= _CONTEXT:
        return text.strip()
    return text[:_CONTEXT].rpartition(" ")[0].strip() + " …"


def both_of(conflict: Conflict) -> str:
    """The words of both sides, mine after theirs."""
    mine, theirs = conflict.mine, conflict.theirs
    if not mine.strip() or not theirs.strip():
        return theirs if theirs.strip() else mine
    if theirs[-1].isspace() or mine[0].isspace():
        return theirs + mine
    return f"{theirs}\n\n{mine}" if "\n\n" in theirs + mine else f"{theirs} {mine}"


def own_words(conflict: Conflict, typed: str) -> str:
    """Words typed for a conflict, with the white space at its edges that both sides have."""
    words = typed.strip()
    like = next((t for t in (conflict.mine, conflict.theirs, conflict.base) if t.strip()), "")
    if not words or not like:
        return words
    core = like.strip()
    start = like.index(core)
    return like[:start] + words + like[start + len(core) :]


# --- taking it back ---


def way_back(
    workspace: Workspace, before: Draft, stamp: str | None, what: str
) -> Callable[[], str]:
    """What brings a draft back as it was before it was carried over or made an amendment.

    Args:
        stamp: of its file after that.
        what: was done to it.
    """

    def bring_back() -> str:
        try:
            workspace.drafts.save(before, stamp)
        except DraftConflict:
            # Changed further since: both are worth keeping.
            copy = duplicate(before, workspace.drafts.ids())
            workspace.drafts.save(copy, None)
            return f"“{before.title}” as it was before is a draft of its own"
        return f"“{before.title}” is as it was before {what}"

    return bring_back


def carried_said(draft: Draft, conflicts: int) -> str:
    """What is told once it is done."""
    edition = draft.base.edition if draft.base else ""
    settled = f" with {number(conflicts, 'conflict')} settled" if conflicts else ""
    return f"Carried over to edition {edition}{settled}. In the list of drafts, u takes it back."
