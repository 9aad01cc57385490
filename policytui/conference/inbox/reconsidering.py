"""What the conditions kept out looked at again by the conditions of now.

Conditions are mended while a round runs. What they refused or found late is judged anew, as at the
moment when it came; where that finds something else, an act says so, and the first stays.
"""

from collections.abc import Sequence

from policytui.checks.basis import Basis
from policytui.conference.inbox.admission import Judgement, Verdict, admission_of
from policytui.conference.inbox.ledger import RECONSIDERED, tell_overrulings, tell_reconsidered
from policytui.conference.inbox.shelf import Shelf
from policytui.conference.journal import Act, Entry
from policytui.conference.round import Round
from policytui.text import clean_line

REASON = "looked at again by the conditions of now"
_KEPT_OUT = tuple(f"inbox.{verdict.value}" for verdict in (Verdict.REFUSED, Verdict.LATE))


def find_changed(round_: Round, basis: Basis) -> dict[str, Judgement]:
    """What is found now, by digest, of all that were refused or late by other conditions.

    What staff admitted or set aside is left out, and so is what other things keep out: a broken
    seal, a clock in the future, a file that cannot be read.

    Raises:
        UsageError: the round names conditions that there are not.
        DataError, StorageError: conditions or what was received cannot be read.
    """
    entries = round_.journal.read(may_be_new=True)
    kept_out = _kept_out(entries)
    if not kept_out:
        return {}
    admission = admission_of(round_, basis)
    shelf = Shelf(round_, basis.cache)
    came = [entry for entry in entries if entry.act.subject in kept_out]
    sent = shelf.sent(came)
    drafts = shelf.drafts(list(kept_out))
    changed = {}
    for digest, (entry, found) in kept_out.items():
        draft = drafts[digest]
        is_intact = draft.seal is not None and draft.seal.digest == sent[digest].content
        # As at the moment when it came: a clock that was ahead stays ahead.
        now_ = admission.judge(draft, is_intact, entry.at)
        if now_ != found:
            changed[digest] = now_
    return changed


def reconsider(round_: Round, basis: Basis, *, by: str = "") -> tuple[str, ...]:
    """Note of each that other conditions kept out what those of now find; twice changes nothing.

    Returns:
        Digests of those that the conditions keep out no longer.

    Raises:
        UsageError, DataError, StorageError: as for `find_changed`, or the journal cannot be
            written.
    """
    changed = find_changed(round_, basis)

    def decide(entries: tuple[Entry, ...]) -> Sequence[Act]:
        # Another person may have done the same meanwhile, or admitted one by hand.
        kept_out = _kept_out(entries)
        return [
            Act(RECONSIDERED, digest, _details(found), clean_line(by))
            for digest, found in changed.items()
            if digest in kept_out and kept_out[digest][1] != found
        ]

    added = round_.journal.add(decide) if changed else ()
    received = Verdict.RECEIVED.value
    return tuple(one.act.subject for one in added if one.act.details["verdict"] == received)


def _details(found: Judgement) -> dict[str, str]:
    return {"verdict": found.verdict.value, "found": found.reason, "reason": REASON}


def _kept_out(entries: Sequence[Entry]) -> dict[str, tuple[Entry, Judgement]]:
    """How each readable file that is refused or late by itself came, and what is found of it."""
    overruled = tell_overrulings(entries)
    again = tell_reconsidered(entries)
    found: dict[str, tuple[Entry, Judgement]] = {}
    for entry in entries:
        act = entry.act
        if act.kind not in _KEPT_OUT or "id" not in act.details:
            continue
        if overruled.get(act.subject) or act.subject in found:
            continue
        verdict = Verdict(act.kind.removeprefix("inbox."))
        judged = Judgement(verdict, str(act.details.get("reason", "")))
        if act.subject in again:
            details = again[act.subject].act.details
            judged = Judgement(Verdict(details["verdict"]), str(details["found"]))
        if judged.verdict in (Verdict.REFUSED, Verdict.LATE):
            found[act.subject] = entry, judged
    return found
