"""What people decided on findings: `decisions.toml`, read with every mistake named, and changed.

[[decision]]
code = "CHG001"
fingerprint = "0123456789abcdef"
verdict = "accepted"
reason = "Conference agreed to the new figure."
by = "A. Member"
date = 2026-11-21
until = 2027-11-21
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Any

from policytui.errors import DataError, Problem
from policytui.files import locked, read_bytes, write_atomically
from policytui.tables import Source, Table, read_table

LARGEST_FILE = 16_000_000
"""Largest file of decisions, in bytes; some fifty thousand decisions."""

_FINGERPRINT = re.compile(r"[0-9a-f]{16}")


class Verdict(StrEnum):
    """What a person made of a finding."""

    FALSE_POSITIVE = "false-positive"
    """The finding is wrong."""
    ACCEPTED = "accepted"
    """It is right, and the text stays as it is."""
    DUPLICATE = "duplicate"
    """It is right, and settled under another finding."""


@dataclass(frozen=True, slots=True)
class Decision:
    """What was decided on one finding.

    Attributes:
        fingerprint: of the finding, see `Finding.fingerprint`.
        subject: id of the draft or position, for people; may be empty.
        reason, by: why and by whom; may be empty, which is a finding of its own.
        day: when it was decided.
        until: the last day on which it holds; None for ever.
        number: which of the file, from 1; no part of its value.
    """

    code: str
    fingerprint: str
    verdict: Verdict
    reason: str = ""
    by: str = ""
    day: date | None = None
    until: date | None = None
    subject: str = ""
    number: int = field(default=0, compare=False)

    @property
    def key(self) -> tuple[str, str]:
        """What tells one finding from all others."""
        return self.code, self.fingerprint


def read_decisions(file: Path) -> tuple[Decision, ...]:
    """The decisions in a file, in their order; none where there is no such file.

    Raises:
        StorageError: the file is too large or unreadable.
        DataError: with every mistake of the file.
    """
    if not file.exists():
        return ()
    return _parse(_text_of(file), file)


def add_decision(file: Path, decision: Decision) -> None:
    """Write one more decision behind those that are there, which stay as they are.

    Of two decisions on one finding the later one holds.

    Raises:
        StorageError: the file cannot be read or written.
        DataError: the file has mistakes; nothing is written.
    """
    import tomli_w

    with locked(file.parent):
        before = _text_of(file) if file.exists() else ""
        gap = "" if not before else "\n" if before.endswith("\n") else "\n\n"
        entry = tomli_w.dumps({"decision": [_table_of(decision)]})
        text = before + gap + entry
        # What cannot be read again must not be written.
        _parse(text, file)
        write_atomically(file, text.encode())


def withdraw_decision(file: Path, decision: Decision) -> bool:
    """Take a decision out of its file again; everything else in it stays as it is.

    Of several equal ones the last goes. What people wrote between it and the next one stays.

    Returns:
        Whether it was there.

    Raises:
        StorageError: the file cannot be read or written.
        DataError: the file has mistakes; nothing is written.
    """
    with locked(file.parent):
        text = _text_of(file) if file.exists() else ""
        decisions = _parse(text, file)
        numbers = [each.number for each in decisions if each == decision]
        if not numbers:
            return False
        left = _without(text, numbers[-1], file)
        others = [each for each in decisions if each.number != numbers[-1]]
        if list(_parse(left, file)) != others:
            # An unusual way of writing: better untouched than wrong.
            line = Source(text, file).line_of(("decision", numbers[-1] - 1))
            message = "cannot be taken out without touching what else is written; remove it by hand"
            raise DataError([Problem(file, line, "decision", f"{message}.")])
        write_atomically(file, left.encode())
    return True


def in_force(decisions: Iterable[Decision], today: date) -> dict[tuple[str, str], Decision]:
    """The decisions that hold today, by code and fingerprint; the later of two on one finding.

    One without a reason holds nothing: nobody could follow it.
    """
    latest = {decision.key: decision for decision in decisions}
    return {
        key: decision
        for key, decision in latest.items()
        if decision.reason and (decision.until is None or decision.until >= today)
    }


@dataclass(frozen=True, slots=True)
class Tally:
    """How a rule fared with people: how many of its findings were decided on, and how.

    Attributes:
        wrong: those called false positives.
    """

    code: str
    decided: int = 0
    wrong: int = 0

    @property
    def share_right(self) -> float | None:
        """The share of findings that were right, from 0 to 1; None where nothing is decided."""
        return (self.decided - self.wrong) / self.decided if self.decided else None


def tally(decisions: Iterable[Decision], codes: Sequence[str]) -> tuple[Tally, ...]:
    """How each rule fared.

    Args:
        decisions: those that count, at most one on a finding.
        codes: of the rules to tell of, in the order wanted.
    """
    verdicts: dict[str, list[Verdict]] = {code: [] for code in codes}
    for decision in decisions:
        if decision.code in verdicts:
            verdicts[decision.code].append(decision.verdict)
    return tuple(
        Tally(code, len(made), made.count(Verdict.FALSE_POSITIVE))
        for code, made in verdicts.items()
    )


def _text_of(file: Path) -> str:
    data = read_bytes(file, LARGEST_FILE)
    try:
        return data.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        message = "is not UTF-8 text; open it in an editor and save it as UTF-8."
        raise DataError([Problem(file, line, "", message)]) from None


def _without(text: str, number: int, file: Path) -> str:
    """The text of a file without its decision of a number, from 1."""
    source = Source(text, file)
    lines = text.split("\n")
    first = source.line_of(("decision", number - 1)) - 1
    following = source.line_of(("decision", number)) - 1
    last = following if following > first else len(lines)
    while last > first and (not lines[last - 1].strip() or lines[last - 1].lstrip()[0] == "#"):
        last -= 1
    if first and not lines[first - 1].strip():
        first -= 1
    return "\n".join(lines[:first] + lines[last:])


def _parse(text: str, file: Path) -> tuple[Decision, ...]:
    source = Source(text, file)
    table = read_table(source)
    decisions: list[Decision] = []
    if table:
        for number, entry in enumerate(table.tables("decision"), 1):
            decision = _decision_from(entry, number)
            if decision:
                decisions.append(decision)
        table.finish()
    if source.problems:
        raise DataError(sorted(source.problems, key=lambda problem: problem.line))
    return tuple(decisions)


def _decision_from(table: Table, number: int) -> Decision | None:
    code = table.line_text("code").upper()
    fingerprint = table.line_text("fingerprint").lower()
    if fingerprint and not _FINGERPRINT.fullmatch(fingerprint):
        table.report("fingerprint", "must be the 16 digits and letters that the report shows.")
    verdict = table.choice("verdict", Verdict)
    decision = Decision(
        code=code,
        fingerprint=fingerprint,
        verdict=verdict or Verdict.ACCEPTED,
        reason=table.prose("reason", required=False),
        by=table.line_text("by", required=False),
        day=table.day("date"),
        until=table.day("until"),
        subject=table.line_text("subject", required=False),
        number=number,
    )
    table.finish()
    return decision if verdict else None


def _table_of(decision: Decision) -> dict[str, Any]:
    table = {
        "code": decision.code,
        "fingerprint": decision.fingerprint,
        "subject": decision.subject,
        "verdict": decision.verdict.value,
        "reason": decision.reason,
        "by": decision.by,
        "date": decision.day,
        "until": decision.until,
    }
    return {key: value for key, value in table.items() if value not in (None, "")}
