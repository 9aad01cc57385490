"""The marshalled list and a delegate's list, written out: plain text, Markdown, CSV."""

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence

from policytui.compare.wording import WORDINGS, word_instruction
from policytui.conference.amendments.amendment import Amendment
from policytui.conference.marshalling.delegate import Vote
from policytui.conference.marshalling.marshalled import Item, MarshalledList
from policytui.conference.marshalling.outcome import Outcome
from policytui.conference.marshalling.simulation import Fate, Simulation, Status
from policytui.conference.marshalling.standing import Why
from policytui.export.tables import harmless
from policytui.text import clean_text

Row = Mapping[str, str]

_MARKUP = re.compile(r"([\\`*_{}\[\]<>()#+=@!|~&-])")
_MOST_NAMED = 8
"""Amendments named in a sentence; JSON names all."""
_BECAUSE = {
    Why.SAME_CHANGE: "the same change",
    Why.ITS_AMENDMENT: "with what it amends",
    Why.WORDS_GONE: "",
}
_WITHOUT_EFFECT = {
    Why.SAME_CHANGE: "{} made the same change before",
    Why.ITS_AMENDMENT: "what it amends, {}, was not",
    Why.WORDS_GONE: "its words were gone by {}",
    None: "it falls because of {}",
}
"""Of what was carried and falls all the same."""


def instruct(amendment: Amendment, wording: str = WORDINGS[0]) -> tuple[str, ...]:
    """The change that an amendment makes in formal wording, one line each."""
    return word_instruction(amendment.base, amendment.text, amendment.title, wording)


def tell_falls(item: Item, numbers: Mapping[str, str]) -> str:
    """What brings an amendment down: `Falls if 3 or 5 is carried.`; empty where nothing does."""
    parts = []
    for why, remark in _BECAUSE.items():
        named = [numbers[fall.because] for fall in item.falls_if if fall.why is why]
        if named:
            parts.append(f"{_either(named)} is carried" + (f" ({remark})" if remark else ""))
    return f"Falls if {'; or if '.join(sorted(parts))}." if parts else ""


def tell_fate(fate: Fate, numbers: Mapping[str, str]) -> str:
    """What becomes of an amendment, in a few words."""
    if fate.outcome is None:
        return _tell_open(fate, numbers)
    told = fate.outcome.value.capitalize() + (" as modified" if fate.is_modified else "")
    because = " and ".join(numbers[id_] for id_ in fate.because)
    if fate.status is Status.FALLS:
        if fate.outcome is Outcome.FELL:
            return f"{told} because of {because}"
        if fate.outcome is Outcome.CARRIED:
            return f"{told}, though {_WITHOUT_EFFECT[fate.why].format(because)}"
        if fate.outcome is Outcome.LOST:
            return f"{told}, though it falls because of {because}"
    elif fate.status is Status.CARRIED and fate.overtaken_by:
        return f"{told}, then taken out again by {numbers[fate.overtaken_by]}"
    elif fate.status is Status.CANNOT_BE_PUT and fate.outcome is Outcome.CARRIED:
        return f"{told}, though it cannot be put"
    return told


def _tell_open(fate: Fate, numbers: Mapping[str, str]) -> str:
    """What becomes of an amendment on which nothing is decided."""
    if fate.status is Status.FALLS:
        return f"Falls because of {' and '.join(numbers[id_] for id_ in fate.because)}"
    if fate.status is Status.CALLED:
        return "Would be called, on the text as amended"
    return fate.status.value.capitalize()


def who(amendment: Amendment) -> str:
    """The mover, with the organisation."""
    mover = amendment.mover or "No mover named"
    return f"{mover} ({amendment.organisation})" if amendment.organisation else mover


def list_as_text(
    listing: MarshalledList,
    title: str,
    simulation: Simulation | None = None,
    wording: str = WORDINGS[0],
) -> str:
    """The list as plain text, position by position."""
    numbers = listing.numbers
    lines = [f"{title}: marshalled list, {_count(len(listing.items), 'amendment')}"]
    heading = ""
    for item in listing.items:
        amendment = item.amendment
        own = _heading(amendment)
        if own != heading:
            lines += ["", own]
            heading = own
        lines += ["", f"  {item.number:<5} {who(amendment)}"]
        made_of = listing.made_of(item.amendment)
        lines += [
            f"        {line}" for line in _indented(item, numbers, simulation, wording, made_of)
        ]
    lines += _gone(listing)
    return "\n".join(lines)


def list_rows(
    listing: MarshalledList, simulation: Simulation | None = None, wording: str = WORDINGS[0]
) -> list[Row]:
    """The list as a table."""
    numbers = listing.numbers
    return [
        {
            "number": item.number,
            "group": item.group,
            "position": item.amendment.position,
            "title": item.amendment.title,
            "mover": item.amendment.mover,
            "organisation": item.amendment.organisation,
            "instruction": "\n".join(instruct(item.amendment, wording)),
            "amends": numbers.get(item.amendment.amends, ""),
            "falls if": tell_falls(item, numbers),
            "note": item.amendment.note,
            **_fate_cell(simulation, item.amendment.id, numbers),
        }
        for item in listing.items
    ]


def vote_rows(votes: Sequence[Vote], wording: str = WORDINGS[0]) -> list[Row]:
    """A delegate's list as a table."""
    return [
        {
            "number": vote.number,
            "title": vote.amendment.title,
            "mover": who(vote.amendment),
            "instruction": "\n".join(instruct(vote.amendment, wording)),
            "recommendation": vote.recommendation,
            "mandate": vote.note.mandate.value if vote.note.mandate else "",
            "note": vote.note.text,
        }
        for vote in votes
    ]


def votes_as_text(votes: Sequence[Vote], title: str, wording: str = WORDINGS[0]) -> str:
    """A delegate's list as plain text."""
    verb = "remains" if len(votes) == 1 else "remain"
    lines = [f"{title}: {_count(len(votes), 'vote')} {verb}"]
    for vote, row in zip(votes, vote_rows(votes, wording), strict=True):
        lines += ["", f"{vote.number:<5} {vote.amendment.title}: {row['mover']}"]
        lines += [f"      {line}" for line in row["instruction"].split("\n")]
        if vote.status is Status.CALLED:
            lines.append("      The words beside it were amended.")
        lines += [
            f"      {name.capitalize()}: {row[name]}"
            for name in ("recommendation", "mandate", "note")
            if row[name]
        ]
    return "\n".join(lines)


def as_csv(rows: Sequence[Row]) -> str:
    """Rows as CSV that no spreadsheet takes for formulas."""
    if not rows:
        return ""
    stream = io.StringIO()
    writer = csv.DictWriter(stream, list(rows[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows({key: harmless(value) for key, value in row.items()} for row in rows)
    return stream.getvalue()


def as_markdown(rows: Sequence[Row]) -> str:
    """Rows as a Markdown table; what is in them is no markup."""
    if not rows:
        return ""
    names = list(rows[0])
    lines = [[name.capitalize() for name in names], ["---"] * len(names)]
    lines += [[_escaped(row[name]) for name in names] for row in rows]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines) + "\n"


def _indented(
    item: Item,
    numbers: Mapping[str, str],
    simulation: Simulation | None,
    wording: str,
    made_of: str,
) -> Iterator[str]:
    amendment = item.amendment
    if amendment.amends in numbers:
        yield f"As an amendment to {numbers[amendment.amends]}:"
    for instruction in instruct(amendment, wording):
        yield from instruction.split("\n")
    if item.group:
        yield f"Debated with: {item.group}"
    if made_of:
        yield f"Composite of {made_of}."
    if told := tell_falls(item, numbers):
        yield told
    if amendment.note:
        yield f"Cannot be put: {amendment.note}"
    if amendment.remark:
        yield amendment.remark
    if simulation:
        yield f"-> {tell_fate(simulation.fates[amendment.id], numbers)}"


def _heading(amendment: Amendment) -> str:
    if amendment.position:
        return f"{amendment.title} [{amendment.position}]"
    theme = f", {amendment.theme}" if amendment.theme else ""
    return f"New position: {amendment.title} [{amendment.document or 'no document'}{theme}]"


def _gone(listing: MarshalledList) -> list[str]:
    lines = [
        f"  {number:<5} " + (f"is part of composite {taken}" if taken else "no longer counts")
        for number, taken in listing.gone.items()
    ]
    return ["", "No longer in the list", *lines] if lines else []


def _fate_cell(
    simulation: Simulation | None, id_: str, numbers: Mapping[str, str]
) -> dict[str, str]:
    return {"outcome": tell_fate(simulation.fates[id_], numbers)} if simulation else {}


def _either(numbers: Sequence[str]) -> str:
    if len(numbers) > _MOST_NAMED:
        return f"{', '.join(numbers[:_MOST_NAMED])} or one of {len(numbers) - _MOST_NAMED} others"
    *most, last = numbers
    return f"{', '.join(most)} or {last}" if most else last


def _count(number: int, what: str) -> str:
    return f"{number:,} {what}" + ("" if number == 1 else "s")


def _escaped(value: str) -> str:
    return _MARKUP.sub(r"\\\1", clean_text(value)).replace("\n", "<br>")
