"""A round of a consultation or conference: its folder, and what is set for it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

import tomli_w

from policytui.conference.journal import Act, Entry, Journal
from policytui.errors import DataError, StorageError, UsageError
from policytui.files import read_bytes, write_atomically
from policytui.tables import Source, read_table
from policytui.text import clean_line

SETTINGS = "round.toml"
"""Name of the file in the folder of a round that says what it is."""

CHANGED = "round.changed"
"""The kind of act by which a round names other conditions."""
SCHEMA = 1
_LARGEST_SETTINGS = 100_000


@dataclass(frozen=True)
class Round:
    """One round.

    Attributes:
        folder: holds `round.toml`, `journal.jsonl` and `received/`, what was sent in as it came.
        title: what people call it: "Annual Conference 2026".
        documents: ids of the documents that it is about; empty for the whole corpus.
        conditions: name of the conditions (`conditions/<name>.toml`) that hold for what is sent
            in, empty where those hold that fit each.
    """

    folder: Path
    title: str
    documents: tuple[str, ...] = ()
    conditions: str = ""

    @cached_property
    def journal(self) -> Journal:
        """Everything that was done in it."""
        return Journal(self.folder)

    @property
    def received(self) -> Path:
        """The folder of what was sent in, each file under the digest of its content."""
        return self.folder / "received"


def begin_round(
    folder: Path, title: str, documents: tuple[str, ...] = (), conditions: str = ""
) -> Round:
    """A new round in a folder of its own; one that is there and says the same is opened.

    Raises:
        UsageError: another round lies there, or the title is empty.
        StorageError: the folder cannot be written.
    """
    made = Round(folder, clean_line(title), documents, conditions)
    if not made.title:
        raise UsageError("A round needs a title.", hint='For example: "Annual Conference 2026".')
    if (folder / SETTINGS).exists():
        found = open_round(folder)
        if found != made:
            raise UsageError(
                f"{folder}: the round “{found.title}” lies there already.",
                hint="Choose another folder, or change its round.toml by hand.",
            )
        return found
    _write_settings(made)
    return made


def change_conditions(round_: Round, conditions: str, by: str = "") -> Round:
    """The round with other conditions from now on; the journal notes it, done twice once.

    What was refused by the former ones stays so until it is reconsidered.

    Args:
        conditions: their name; empty where those are to hold that fit each.

    Raises:
        StorageError: the folder cannot be written.
    """
    if round_.conditions == conditions:
        return round_
    details = {"conditions": conditions, "former": round_.conditions}

    def decide(entries: tuple[Entry, ...]) -> Sequence[Act]:
        # Killed between journal and settings, it is noted already.
        noted = [dict(entry.act.details) for entry in entries if entry.act.kind == CHANGED]
        return () if noted and noted[-1] == details else (Act(CHANGED, "round", details, by),)

    round_.journal.add(decide)
    made = replace(round_, conditions=conditions)
    _write_settings(made)
    return made


def _write_settings(round_: Round) -> None:
    table = {
        "schema": SCHEMA,
        "title": round_.title,
        "documents": list(round_.documents),
        "conditions": round_.conditions,
    }
    text = tomli_w.dumps({key: value for key, value in table.items() if value})
    write_atomically(round_.folder / SETTINGS, text.encode())


def open_round(folder: Path) -> Round:
    """The round in a folder.

    Raises:
        UsageError: there is none.
        DataError: its settings hold mistakes.
        StorageError: they cannot be read.
    """
    file = folder / SETTINGS
    if not file.is_file():
        raise UsageError(
            f"{folder}: there is no round here.",
            hint='Begin one with: policytui collate INBOX --round FOLDER --title "…"',
        )
    try:
        text = read_bytes(file, _LARGEST_SETTINGS).decode("utf-8-sig")
    except UnicodeDecodeError:
        raise StorageError(f"{file}: is not UTF-8 text; save it as UTF-8.") from None
    source = Source(text, file)
    table = read_table(source)
    made = Round(folder, "")
    if table:
        if table.integer("schema") != SCHEMA:
            table.report("schema", f"is not {SCHEMA}, which this program reads.")
        made = Round(
            folder,
            table.line_text("title"),
            table.lines("documents"),
            table.line_text("conditions", required=False),
        )
        table.finish()
    if source.problems:
        raise DataError(source.problems)
    return made
