"""What a check says: a rule, where, why, and the words it rests on."""

import hashlib
from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """How much a finding matters: an error keeps a draft from being submitted.

    A finding for review is a hint to look, never a verdict, and never changes an exit code.
    """

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"
    REVIEW = "review"


class Tier(StrEnum):
    """What a finding may be trusted for.

    A: a fact. B: an amendment against its own target. C: against the rest of the corpus.
    """

    FACT = "A"
    TARGET = "B"
    REVIEW = "C"

    @property
    def label(self) -> str:
        """What it means, in words."""
        return _TIERS[self]


_TIERS = {
    Tier.FACT: "a fact",
    Tier.TARGET: "against its own target",
    Tier.REVIEW: "to review, never a verdict",
}


@dataclass(frozen=True, slots=True)
class Evidence:
    """Words a finding rests on, and where they stand.

    Attributes:
        text: the sentence or passage, as it stands in the source.
        spans: the telling words in it, as offsets in `text`.
        source: id of the draft or position; empty where the text stands in neither.
        field: the part of a draft (`text`, `reason`, `base`, ...), empty for positions.
        start: where `text` begins in that part.
    """

    text: str
    spans: tuple[tuple[int, int], ...] = ()
    source: str = ""
    field: str = ""
    start: int = 0


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing a check found.

    Attributes:
        code: the rule's stable code.
        subject: id of the draft or position that was checked.
        message: what is the matter and what to do, in plain and neutral words.
        other: id of the other text concerned, may be empty.
        field: the part of a draft concerned (`reason`, `submitter.mover`, ...), may be empty.
        why: on what it rests, in words ("17 of 18 words equal; 20,000 -> 50,000 a year").
        score: from 0 to 1 where the rule weighs, None where it knows.
    """

    code: str
    severity: Severity
    subject: str
    message: str
    other: str = ""
    field: str = ""
    evidence: tuple[Evidence, ...] = ()
    why: str = ""
    score: float | None = None

    @property
    def fingerprint(self) -> str:
        """What a decision on it is kept under: 16 hexadecimal digits.

        It rests on the rule, the texts and the telling words alone, so it survives edits
        elsewhere, new line numbers and a new order.
        """
        words = [
            " ".join(item.text[start:end] for start, end in item.spans) or item.text
            for item in self.evidence
        ]
        ids = sorted(filter(None, (self.subject, self.other)))
        parts = [
            self.code,
            *ids,
            self.field,
            *(" ".join(text.casefold().split()) for text in words),
        ]
        return hashlib.blake2b("\x1f".join(parts).encode(), digest_size=8).hexdigest()


def sort_findings(findings: "list[Finding]") -> tuple[Finding, ...]:
    """Findings in the one order of every report: by subject, severity, code and words."""
    order = list(Severity)
    return tuple(
        sorted(
            findings,
            key=lambda one: (
                one.subject,
                order.index(one.severity),
                one.code,
                one.other,
                one.field,
                one.message,
                one.fingerprint,
            ),
        )
    )
