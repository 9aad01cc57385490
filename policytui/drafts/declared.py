"""What a draft declares of itself, as TOML and as one line: relations and commitments."""

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from policytui.corpus.identity import is_position_id, is_slug
from policytui.drafts.model import Commitment, Op, Relates, Relation
from policytui.errors import UsageError
from policytui.tables import Table, suggest
from policytui.text import clean_line

YEARS = range(1900, 2201)
"""Years that a commitment can be dated by."""
_EXACT_DIGITS = 15
"""Digits that a number with decimals keeps in a file."""


def declared_tables(
    relates: Iterable[Relates], commitments: Iterable[Commitment]
) -> dict[str, list[dict[str, Any]]]:
    """The tables `relates` and `commitment` of a draft, without empty values."""
    tables: dict[str, list[dict[str, Any]]] = {
        "relates": [
            {"position": item.position, "relation": item.relation.value, "note": item.note}
            for item in relates
        ],
        "commitment": [
            {
                "subject": item.subject,
                "op": item.op.value,
                "value": int(item.value) if item.value == int(item.value) else float(item.value),
                "unit": item.unit,
                "by": item.by,
            }
            for item in commitments
        ],
    }
    return {
        name: [{key: value for key, value in entry.items() if value not in ("", None)}
               for entry in entries]
        for name, entries in tables.items()
    }  # fmt: skip


# --- from TOML ---


def read_relates(root: Table) -> tuple[Relates, ...]:
    """The `[[relates]]` of a draft; mistakes are reported in its source."""
    found = []
    for table in root.tables("relates"):
        position = table.line_text("position")
        relation = table.choice("relation", Relation)
        note = table.line_text("note", required=False)
        if position and not is_text_id(position):
            table.report("position", f'"{position[:100]}" is no id of a position or a draft.')
        table.finish()
        if relation:
            found.append(Relates(position, relation, note))
    return tuple(found)


def read_commitments(root: Table) -> tuple[Commitment, ...]:
    """The `[[commitment]]` of a draft; mistakes are reported in its source."""
    found = []
    for table in root.tables("commitment"):
        subject = table.line_text("subject")
        op = table.choice("op", Op)
        value = table.number("value")
        unit, by = table.line_text("unit", required=False), _year_or_day(table, "by")
        table.finish()
        if op:
            found.append(Commitment(subject, op, value, unit, by))
    return tuple(found)


def _year_or_day(table: Table, key: str) -> date | int | None:
    """A year such as 2030, or a date."""
    value = table.value(key)
    if not isinstance(value, int) or isinstance(value, bool):
        return table.day(key)
    if value not in YEARS:
        table.report(key, f"is {value}; write a year such as 2030, or a date.")
    return value


# --- from one line, as options give them ---


def relates_from(text: str) -> Relates:
    """A relation written as `ID:RELATION` or `ID:RELATION:NOTE`.

    Raises:
        UsageError: it is not of that form.
    """
    id_, _, rest = clean_line(text).partition(":")
    word, _, note = rest.partition(":")
    if not is_text_id(id_.strip()):
        raise UsageError(
            f'"{clean_line(text)[:100]}" does not begin with the id of a position or a draft.',
            hint="Write it like platform/empty-shops:supports",
        )
    relation = word.strip().casefold()
    words = [member.value for member in Relation]
    if relation not in words:
        raise UsageError(
            f'"{relation[:100]}" is not one of: {", ".join(words)}.{suggest(relation, words)}',
            hint=f"Write it like {id_.strip()}:supports",
        )
    return Relates(id_.strip(), Relation(relation), note.strip())


def commitment_from(text: str) -> Commitment:
    """A commitment written as `subject | op | value | unit | by`; unit and by may be left out.

    Raises:
        UsageError: it is not of that form.
    """
    parts = [part.strip() for part in clean_line(text).split("|")]
    subject, op, value, unit, by, *more = (*parts, *[""] * (5 - len(parts)))
    if not subject or not value or more:
        raise UsageError(
            f'"{clean_line(text)[:100]}" is no commitment.',
            hint='Write it like "co-operative homes built | >= | 20000 | homes/year | 2030"',
        )
    ops = [member.value for member in Op]
    if op not in ops:
        raise UsageError(f'"{op[:20]}" is not one of: {", ".join(ops)}.')
    return Commitment(subject, Op(op), _number_from(value), unit, _by_from(by))


def format_commitment(commitment: Commitment) -> str:
    """A commitment in words: `co-operative homes built: at least 20,000 homes/year by 2030`."""
    figure = f"{commitment.op.label} {commitment.value:,f} {commitment.unit}".rstrip()
    by = commitment.by
    when = f"{by.day} {by:%B %Y}" if isinstance(by, date) else by
    return f"{commitment.subject}: {figure}" + (f" by {when}" if when else "")


def is_text_id(text: str) -> bool:
    """Whether a text has the form of the id of a position or of a draft."""
    return is_slug(text) or is_position_id(text)


def _number_from(text: str) -> Decimal:
    try:
        value = Decimal(text.replace(",", "").replace("_", ""))
    except InvalidOperation:
        value = Decimal("NaN")
    digits = len(value.as_tuple().digits)
    if not value.is_finite() or digits > _EXACT_DIGITS or abs(value.adjusted()) > _EXACT_DIGITS:
        raise UsageError(f'"{text[:100]}" is no number.', hint="Write it like 20000 or 0.7")
    return value


def _by_from(text: str) -> date | int | None:
    if not text:
        return None
    if text.isascii() and text.isdigit() and int(text) in YEARS:
        return int(text)
    try:
        return datetime.strptime(text, "%Y-%m-%d").date()
    except ValueError:
        raise UsageError(
            f'"{text[:100]}" is no year and no date.', hint="Write it like 2030 or 2030-12-31"
        ) from None
