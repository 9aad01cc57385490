"""What a check says: a rule, where, why, and the words it rests on."""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path


class Severity(StrEnum):
    """How much a finding matters: an error keeps a draft from being submitted."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Evidence:
    """Words a finding rests on, and where they stand."""

    text: str
    file: Path | None = None
    line: int = 0
    column: int = 0


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing a check found.

    Attributes:
        code: the rule's stable code.
        subject: id of the draft or position that was checked.
        message: what is the matter and what to do, in plain words.
        other: id of the other text concerned, may be empty.
        field: the part of a draft concerned (`reason`, `submitter.mover`, ...), may be empty.
    """

    code: str
    severity: Severity
    subject: str
    message: str
    other: str = ""
    field: str = ""
    evidence: tuple[Evidence, ...] = ()
