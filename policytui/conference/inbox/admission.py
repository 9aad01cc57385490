"""Whether a submission, looked at by itself, counts: seal, clock, what it is about, conditions."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from policytui.checks.basis import Basis
from policytui.checks.conditions import Conditions, conditions_for, document_of
from policytui.checks.conditions_file import london
from policytui.conference.round import Round
from policytui.corpus.model import Header
from policytui.drafts.model import Draft, DraftKind
from policytui.errors import UsageError
from policytui.tables import suggest

_AHEAD = timedelta(minutes=10)
"""How far a clock may be ahead of ours."""


class Verdict(StrEnum):
    """What is found of a submission by itself; also the deed in the journal."""

    RECEIVED = "received"
    REFUSED = "refused"
    LATE = "late"
    BLANK = "blank"


@dataclass(frozen=True, slots=True)
class Judgement:
    """A verdict and the reason for it in plain words; RECEIVED has none."""

    verdict: Verdict
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Admission:
    """What a round takes.

    Attributes:
        about: ids of the documents that the round is about; empty for all.
        headers: those of all documents of the corpus, by id.
        conditions: that may be asked.
        is_named: whether the round names its conditions, so that they are asked of everything.
    """

    about: tuple[str, ...]
    headers: Mapping[str, Header]
    conditions: tuple[Conditions, ...]
    is_named: bool

    def judge(self, draft: Draft, is_intact: bool, at: datetime) -> Judgement:
        """What becomes of a submission that is looked at by itself.

        Args:
            is_intact: whether it holds what its seal says.
            at: this moment, aware.
        """
        late = self._why_late(draft)
        refused = (
            self._why_unsealed(draft, is_intact, at)
            or self._why_foreign(draft)
            or self._why_not_admitted(draft)
            or self._why_early(draft)
        )
        if refused:
            return Judgement(Verdict.REFUSED, refused)
        if late:
            return Judgement(Verdict.LATE, late)
        if blank := why_blank(draft):
            return Judgement(Verdict.BLANK, blank)
        return Judgement(Verdict.RECEIVED)

    def _why_unsealed(self, draft: Draft, is_intact: bool, at: datetime) -> str:
        if draft.seal is None:
            return "is a draft that was never sealed; its writer must submit it first"
        if not is_intact:
            return "was changed after it was sealed; ask the sender for it once more"
        latest = max(draft.seal.at, draft.created, draft.updated)
        if latest > at + _AHEAD:
            return f"says it was written at {in_london(latest)}, which is still to come"
        return ""

    def _why_foreign(self, draft: Draft) -> str:
        document = document_of(draft)
        if not document:
            return ""
        if document not in self.headers:
            return f"is about {document}, which is no document of this corpus"
        if self.about and document not in self.about:
            return f"is about {document}; this round is about {', '.join(self.about)}"
        return ""

    def _why_not_admitted(self, draft: Draft) -> str:
        for asked in self._asked(draft):
            capacity, nation = draft.submitter.capacity, draft.submitter.nation
            if self.is_named and not asked.are_for(draft):
                what = draft.kind.label.lower()
                return f"{asked.title} does not take this: a draft of the kind {what}"
            if asked.capacities and capacity not in asked.capacities:
                taken = _either(each.label.lower() for each in asked.capacities)
                return f"comes from: {capacity.label.lower()}; {asked.title} takes it from {taken}"
            if asked.nations and nation not in asked.nations:
                taken = _either(each.label for each in asked.nations)
                whence = nation.label if nation else "no nation that it names"
                return f"comes from {whence}; {asked.title} is put to {taken}"
        return ""

    def _why_early(self, draft: Draft) -> str:
        for title, opens, _ in self._windows(draft):
            if draft.seal and opens and draft.seal.at < opens:
                sealed = in_london(draft.seal.at)
                return f"was sealed at {sealed}; {title} opened at {in_london(opens)}"
        return ""

    def _why_late(self, draft: Draft) -> str:
        for title, _, closes in self._windows(draft):
            if draft.seal and closes and draft.seal.at > closes:
                sealed = in_london(draft.seal.at)
                return f"was sealed at {sealed}; {title} closed at {in_london(closes)}"
        return ""

    def _asked(self, draft: Draft) -> Sequence[Conditions]:
        return self.conditions if self.is_named else tuple(conditions_for(draft, self.conditions))

    def _windows(self, draft: Draft) -> list[tuple[str, datetime | None, datetime | None]]:
        """Who opens and closes when: the conditions, and the consultation itself.

        Only conditions that name a consultation move its own days: those for everything do not
        open again what has closed.
        """
        asked = [one for one in self._asked(draft) if one.opens or one.closes]
        windows = [(one.title, one.opens, one.closes) for one in asked]
        document = document_of(draft)
        header = self.headers.get(document)
        if header and not any(document in one.documents for one in asked):
            windows.append((header.title, header.opens, header.closes))
        return windows


def admission_of(round_: Round, basis: Basis) -> Admission:
    """What a round takes, as its settings, the corpus and the conditions tell.

    Raises:
        UsageError: the round names conditions that there are not.
        DataError: a file of conditions cannot be used.
    """
    headers = {card.header.id: card.header for card in basis.catalogue.documents()}
    known = basis.conditions
    if not round_.conditions:
        return Admission(round_.documents, headers, known, is_named=False)
    named = tuple(one for one in known if one.name == round_.conditions)
    if not named:
        near = suggest(round_.conditions, [one.name for one in known])
        raise UsageError(
            f"{round_.folder}: this round names the conditions “{round_.conditions}”, but there is "
            f"no file conditions/{round_.conditions}.toml beside the corpus folder.{near}",
            hint="Write it, or name others: policytui collate --conditions NAME",
        )
    return Admission(round_.documents, headers, named, is_named=True)


def why_blank(draft: Draft) -> str:
    """Why a submission says nothing; empty where it says something."""
    if draft.kind is DraftKind.RESPONSE:
        said = any(answer.text.strip() for answer in draft.answers) or draft.remarks.strip()
        return "" if said else "answers no question"
    if draft.base:
        return "changes nothing in the text" if draft.text == draft.base.text else ""
    return "" if draft.text.strip() else "holds no text"


def in_london(moment: datetime) -> str:
    """A moment as people say it, by the clocks in London."""
    local = moment.astimezone(london())
    return f"{local:%H:%M:%S} on {local.day} {local:%B %Y} (London)"


def _either(names: Iterable[str]) -> str:
    *most, last = names
    return f"{', '.join(most)} or {last}" if most else last
