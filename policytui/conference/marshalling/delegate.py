"""A delegate's list: the votes that remain, in the order in which they are put, with own notes.

Notes are the delegate's own: they lie in the folder of the delegate's drafts, never in the round.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

import tomli_w

from policytui.conference.amendments.amendment import Amendment
from policytui.conference.marshalling.marshalled import MarshalledList
from policytui.conference.marshalling.simulation import Simulation, Status
from policytui.conference.round import Round
from policytui.corpus.identity import slug_from
from policytui.errors import DataError, StorageError
from policytui.files import locked, read_bytes, write_atomically
from policytui.tables import Source, read_table
from policytui.text import clean_line, clean_text

SCHEMA = 1
_LARGEST_NOTES = 4_000_000


class Mandate(StrEnum):
    """How a delegate is bound to vote."""

    FOR = "for"
    AGAINST = "against"
    ABSTAIN = "abstain"
    FREE = "free"


@dataclass(frozen=True, slots=True)
class Note:
    """What a delegate noted of an amendment.

    Attributes:
        mandate: what the delegate's local party or group decided; None where it did not.
    """

    text: str = ""
    mandate: Mandate | None = None


@dataclass(frozen=True, slots=True)
class Vote:
    """A vote that remains.

    Attributes:
        status: `UNAFFECTED`, or `CALLED` where it is put to a text that was amended.
        recommendation: what the sub-committee advises, empty where it does not.
    """

    number: str
    amendment: Amendment
    status: Status
    note: Note
    recommendation: str = ""


def remaining_votes(
    listing: MarshalledList,
    simulation: Simulation,
    notes: Mapping[str, Note],
    recommendations: Mapping[str, str],
) -> tuple[Vote, ...]:
    """The votes that remain, each on an amendment to an amendment before that one.

    Args:
        notes, recommendations: by the id of the amendment.
    """
    numbers = listing.numbers
    return tuple(
        Vote(
            numbers[one.id],
            one,
            simulation.fates[one.id].status,
            notes.get(one.id, Note()),
            recommendations.get(one.id, ""),
        )
        for one in _as_put(listing.amendments)
        if simulation.fates[one.id].is_open
    )


def _as_put(amendments: tuple[Amendment, ...]) -> Iterator[Amendment]:
    ids = {amendment.id for amendment in amendments}
    below: dict[str, list[Amendment]] = defaultdict(list)
    for amendment in amendments:
        below[amendment.amends if amendment.amends in ids else ""].append(amendment)

    def put(id_: str) -> Iterator[Amendment]:
        for one in below.get(id_, ()):
            yield from put(one.id)
            yield one

    return put("")


# --- notes ---


def notes_file(drafts: Path, round_: Round) -> Path:
    """Where a delegate's notes on a round are kept.

    Args:
        drafts: the folder of the delegate's drafts.
    """
    return drafts / "votes" / f"{slug_from(round_.title)}.toml"


def read_notes(file: Path) -> dict[str, Note]:
    """The notes in a file by the id of the amendment; none where there is no file.

    Raises:
        DataError: it holds mistakes.
        StorageError: it cannot be read.
    """
    if not file.exists():
        return {}
    try:
        text = read_bytes(file, _LARGEST_NOTES).decode("utf-8-sig")
    except UnicodeDecodeError:
        raise StorageError(f"{file}: is not UTF-8 text; save it as UTF-8.") from None
    source = Source(text, file)
    table = read_table(source)
    notes: dict[str, Note] = {}
    if table:
        if table.integer("schema") != SCHEMA:
            table.report("schema", f"is not {SCHEMA}, which this program reads.")
        table.line_text("round", required=False)
        for vote in table.tables("vote"):
            mandate = vote.choice("mandate", Mandate, required=False)
            note = Note(vote.line_text("note", required=False), mandate)
            notes[vote.line_text("amendment")] = note
            vote.finish()
        table.finish()
    if source.problems:
        raise DataError(source.problems)
    return notes


def write_notes(file: Path, round_: Round, notes: Mapping[str, Note]) -> None:
    """Keep notes; empty ones are left out.

    Raises:
        StorageError: the file cannot be written.
    """
    table: dict[str, Any] = {"schema": SCHEMA, "round": clean_line(round_.title)}
    table["vote"] = [
        {
            key: value
            for key, value in (
                ("amendment", id_),
                ("mandate", note.mandate.value if note.mandate else ""),
                ("note", clean_line(clean_text(note.text))),
            )
            if value
        }
        for id_, note in notes.items()
        if note != Note()
    ]
    write_atomically(file, tomli_w.dumps(table).encode())


def revise_note(file: Path, round_: Round, id_: str, revise: Callable[[Note], Note]) -> Note:
    """Keep another note on an amendment, beside those kept meanwhile by another program.

    Args:
        revise: makes the note from the one that is kept, an empty one where there is none.

    Returns:
        The note as it is kept now.

    Raises:
        DataError: the file holds mistakes; it is left as it is.
        StorageError: it cannot be read or written.
    """
    with locked(file.parent):
        notes = read_notes(file)
        notes[id_] = revise(notes.get(id_, Note()))
        write_notes(file, round_, notes)
    return notes[id_]
