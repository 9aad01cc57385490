"""We already say this: the positions beside a draft, and the draft made an amendment of one."""

from dataclasses import dataclass, replace

from policytui.checks.nearness.candidates import Candidates
from policytui.checks.nearness.restating import Restated, Stance, find_restated
from policytui.corpus.model import Header, Position
from policytui.drafts.begin import begin_amendment, now, revise
from policytui.drafts.model import Draft, DraftKind, Event, base_from
from policytui.tui.comparing import About
from policytui.tui.plain import one_line
from policytui.workspace.workspace import Workspace

SIGNS = {Stance.RESTATES: "=", Stance.EXTENDS: "»", Stance.OPPOSES: "≠"}

_MOST = 5
_LONGEST_WORDS = 200
"""Characters of shared words that are told; no list is wider."""


@dataclass(frozen=True, slots=True)
class Said:
    """A position that the text of a draft comes near to.

    Attributes:
        words: what both say, or where it seems to oppose, what the position says instead.
        opposed: where it seems to oppose, the two sentences: the text's, the position's.
    """

    restated: Restated
    position: Position
    header: Header
    words: str
    opposed: tuple[str, str] | None = None

    @property
    def share(self) -> str:
        """How much of the position the text says."""
        return f"{self.restated.share * 100:.0f} %"


class Listener:
    """Knows what the party says already; safe to call from a thread.

    What is known of the corpus is loaded when first asked for, which takes a moment.
    """

    def __init__(self, workspace: Workspace) -> None:
        self._catalogue = workspace.catalogue
        self._basis = workspace.basis

    @property
    def _candidates(self) -> Candidates:
        return self._basis.candidates

    def find_said(self, draft: Draft) -> tuple[Said, ...]:
        """The positions that a draft's text restates, extends or seems to oppose.

        None for answers, for no text, and for an amendment that changes nothing yet.

        Raises:
            PolicyError: the corpus cannot be read.
        """
        is_unchanged = draft.base is not None and draft.text == draft.base.text
        if draft.kind is DraftKind.RESPONSE or not draft.text.strip() or is_unchanged:
            return ()
        found = find_restated(
            draft.text,
            self._candidates,
            self._catalogue.positions,
            _MOST,
            except_for=draft.base.position if draft.base else "",
        )
        positions = {
            each.id: each for each in self._catalogue.positions([f.position_id for f in found])
        }
        return tuple(
            Said(
                each,
                position,
                self._catalogue.header(position.document_id),
                _words(each, draft.text, position.text),
                _opposed(each, draft.text, position.text),
            )
            for each in found
            if (position := positions.get(each.position_id))
        )


def _words(restated: Restated, text: str, its: str) -> str:
    if restated.opposed:
        return f"“{one_line(its[slice(*restated.opposed[1])])}”"
    runs = dict.fromkeys(one_line(text[start:end]) for start, end in sorted(restated.spans))
    return ", ".join(runs)[:_LONGEST_WORDS]


def _opposed(restated: Restated, text: str, its: str) -> tuple[str, str] | None:
    if restated.opposed is None:
        return None
    mine, other = restated.opposed
    return text[slice(*mine)], its[slice(*other)]


def sides_of(said: Said, draft: Draft, text: str) -> tuple[str, str, str, str, About]:
    """Titles and texts of the position and of what is being written.

    Where they seem to oppose each other, only the two sentences that do.
    """
    position, header = said.position, said.header
    its = position.text
    if said.opposed:
        text, its = said.opposed
    source = f"{header.title}, {header.edition} [{position.id}]"
    about = About(title=position.title, source=(source,))
    return f"{position.title}  {header.edition}", its, draft.title, text, about


# --- making it an amendment ---


def amendment_of(said: Said, draft: Draft, *, is_added: bool, taken: frozenset[str]) -> Draft:
    """A draft as an amendment of a position, with all that was filled in.

    What amends another position becomes a draft of its own; any other keeps its id.

    Args:
        is_added: the words follow those of the position; else they take their place.
        taken: ids of the drafts there are.
    """
    position, header = said.position, said.header
    text = f"{position.text}\n\n{draft.text}" if is_added else draft.text
    if draft.base:
        begun = begin_amendment(position, header, draft.submitter, taken)
        return revise(begun, text=text, reason=draft.reason, contact=draft.contact)
    was = f"made an amendment of {position.id}; it was called “{one_line(draft.title)}”"
    based = replace(
        draft,
        kind=DraftKind.AMENDMENT,
        title=position.title,
        base=base_from(position, header.title, header.edition),
        document=header.id,
        theme="",
        history=(*draft.history, Event(now(), was)),
    )
    return revise(based, text=text)
