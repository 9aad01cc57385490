"""Submissions in the form in which they are kept for quick opening: JSON, without contact data.

Whoever shows or reports them cannot show how their senders are reached, because it is not there.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from policytui.corpus.model import Nation
from policytui.drafts.model import (
    Answer,
    Base,
    Capacity,
    Commitment,
    Draft,
    DraftKind,
    Event,
    Op,
    Relates,
    Relation,
    Seal,
    State,
    Submitter,
)
from policytui.drafts.toml import draft_table


@dataclass(frozen=True, slots=True)
class Sent:
    """What tells a submission from others, and to which it belongs.

    Attributes:
        content: digest of all that was sealed.
        person: digest of mover, organisation and how they are reached; empty where none is told.
        target: what it is about, such as `amendment platform/homes`.
        sealed: when; for a file of answers the closing time. ISO, UTC: sorts as text.
        mover, organisation: names as given.
    """

    id: str
    content: str
    person: str
    target: str
    sealed: str
    kind: DraftKind
    title: str
    mover: str
    organisation: str

    @property
    def by(self) -> str:
        """Who sent it, as it may be printed."""
        return ", ".join(filter(None, (self.mover, self.organisation)))


def sent_from(draft: Draft, content: str) -> Sent:
    """What a draft is known by.

    Args:
        content: digest of its canonical content.
    """
    sealed = draft.seal.at if draft.seal else draft.updated
    submitter = draft.submitter
    return Sent(
        draft.id,
        content,
        _person_of(draft),
        _target_of(draft),
        sealed.astimezone(UTC).isoformat(),
        draft.kind,
        draft.title,
        submitter.mover,
        submitter.organisation,
    )


def _person_of(draft: Draft) -> str:
    who, contact = draft.submitter, draft.contact
    if not (who.mover or who.organisation):
        return ""
    told = (who.mover, who.organisation, contact.email, contact.telephone, contact.membership)
    return hashlib.sha256(json.dumps([part.casefold() for part in told]).encode()).hexdigest()


def _target_of(draft: Draft) -> str:
    if draft.base:
        return f"{draft.kind.value} {draft.base.position}"
    if draft.kind is DraftKind.RESPONSE:
        return f"{draft.kind.value} {draft.document}"
    return f"{draft.kind.value} {draft.document} {draft.theme} {draft.title}".casefold()


def sent_as_text(sent: Sent) -> str:
    """What a submission is known by as one line of JSON."""
    known = (sent.id, sent.content, sent.person, sent.target, sent.sealed, sent.kind.value)
    return json.dumps((*known, sent.title, sent.mover, sent.organisation))


def sent_from_text(text: str) -> Sent:
    """The inverse of `sent_as_text`."""
    id_, content, person, target, sealed, kind, *names = json.loads(text)
    return Sent(id_, content, person, target, sealed, DraftKind(kind), *names)


def draft_as_text(draft: Draft) -> str:
    """A draft without contact data as one line of JSON."""
    table = draft_table(draft)
    table.pop("contact", None)
    return json.dumps(table, ensure_ascii=False, default=lambda moment: moment.isoformat())


def draft_from_text(text: str) -> Draft:
    """The inverse of `draft_as_text`."""
    value = json.loads(text)
    proposal = value.get("proposal", {})
    seal = value.get("seal")
    return Draft(
        id=value["id"],
        kind=DraftKind(value["kind"]),
        title=value["title"],
        created=datetime.fromisoformat(value["created"]),
        updated=datetime.fromisoformat(value["updated"]),
        state=State(value["state"]),
        base=_base_from(value["target"]) if "target" in value else None,
        document=value.get("document", ""),
        theme=value.get("theme", ""),
        text=proposal.get("text", ""),
        instruction=tuple(proposal.get("instruction", ())),
        answers=tuple(
            Answer(each["question"], each.get("wording", ""), each["text"])
            for each in value.get("answers", ())
        ),
        remarks=value.get("remarks", ""),
        reason=value["reason"],
        submitter=_submitter_from(value["submitter"]),
        relates=tuple(
            Relates(each["position"], Relation(each["relation"]), each.get("note", ""))
            for each in value.get("relates", ())
        ),
        commitments=tuple(map(_commitment_from, value.get("commitment", ()))),
        history=tuple(
            Event(datetime.fromisoformat(each["at"]), each["what"])
            for each in value.get("history", ())
        ),
        seal=Seal(seal["digest"], datetime.fromisoformat(seal["at"])) if seal else None,
    )


def _base_from(value: Mapping[str, str]) -> Base:
    return Base(
        value["position"],
        value.get("document", ""),
        value.get("edition", ""),
        value.get("title", ""),
        value["text"],
        value.get("digest", ""),
    )


def _submitter_from(value: Mapping[str, Any]) -> Submitter:
    agreed, nation = value.get("agreed_on"), value.get("nation")
    return Submitter(
        value["mover"],
        tuple(value.get("seconders", ())),
        Capacity(value["capacity"]),
        value.get("organisation", ""),
        date.fromisoformat(agreed) if agreed else None,
        Nation(nation) if nation else None,
        value.get("redrafter", ""),
        value.get("region", ""),
    )


def _commitment_from(value: Mapping[str, Any]) -> Commitment:
    by = value.get("by")
    return Commitment(
        value["subject"],
        Op(value["op"]),
        Decimal(repr(value["value"])),
        value.get("unit", ""),
        date.fromisoformat(by) if isinstance(by, str) else by,
    )
