"""Drafts as TOML: written whole, read with every mistake named.

The keys are those of `draft.schema.json`, which lies beside this module.
"""

import tomllib
from pathlib import Path
from typing import Any

import tomli_w

from policytui.corpus.identity import is_position_id, is_slug
from policytui.corpus.model import Nation
from policytui.drafts.bounds import refuse_deep_keys
from policytui.drafts.declared import declared_tables, read_commitments, read_relates
from policytui.drafts.model import (
    Answer,
    Base,
    Capacity,
    Contact,
    Draft,
    DraftKind,
    Event,
    Seal,
    State,
    Submitter,
)
from policytui.errors import DataError, Problem
from policytui.files import read_bytes
from policytui.tables import Source, Table, read_table
from policytui.text import digest_text

SCHEMA = 1
"""The version of the form that is read and written."""

LARGEST_FILE = 4_000_000
"""Largest draft, in bytes; a response of a thousand pages stays below it."""

_DIGEST_FORM = "sha256:"


def format_draft(draft: Draft) -> str:
    """The TOML of a draft; `parse_draft` of it gives an equal value."""
    return tomli_w.dumps(draft_table(draft), multiline_strings=True)


def draft_table(draft: Draft) -> dict[str, Any]:
    """The draft as the table that is written, without empty values."""
    submitter, contact, base, seal = draft.submitter, draft.contact, draft.base, draft.seal
    table = {
        "schema": SCHEMA,
        "id": draft.id,
        "kind": draft.kind.value,
        "title": draft.title,
        "state": draft.state.value,
        "created": draft.created,
        "updated": draft.updated,
        "document": draft.document,
        "theme": draft.theme,
        "reason": draft.reason,
        "target": _target_table(base) if base else None,
        "proposal": {"text": draft.text, "instruction": list(draft.instruction)}
        if draft.kind is not DraftKind.RESPONSE
        else None,
        "submitter": {
            "mover": submitter.mover,
            "seconders": list(submitter.seconders),
            "capacity": submitter.capacity.value,
            "organisation": submitter.organisation,
            "agreed_on": submitter.agreed_on,
            "nation": submitter.nation.value if submitter.nation else None,
            "region": submitter.region,
            "redrafter": submitter.redrafter,
        },
        "contact": {
            "email": contact.email,
            "telephone": contact.telephone,
            "membership": contact.membership,
        },
        "answers": [
            {"question": answer.question, "wording": answer.wording, "text": answer.text}
            for answer in draft.answers
        ],
        "remarks": draft.remarks,
        **declared_tables(draft.relates, draft.commitments),
        "history": [{"at": event.at, "what": event.what} for event in draft.history],
        "seal": {"digest": seal.digest, "at": seal.at} if seal else None,
    }
    return _without_empty(table)


def _target_table(base: Base) -> dict[str, Any]:
    return {
        "position": base.position,
        "document": base.document,
        "edition": base.edition,
        "title": base.title,
        "digest": base.digest,
        "text": base.text,
    }


_KEPT_EMPTY = {"mover", "reason", "text"}
"""Keys written even when empty: a person who opens the file sees what is still to be filled in."""


def _without_empty(table: dict[str, Any]) -> dict[str, Any]:
    kept = {}
    for key, value in table.items():
        if isinstance(value, dict):
            value = _without_empty(value) or None
        if value in (None, "", [], ()) and key not in _KEPT_EMPTY:
            continue
        kept[key] = value
    return kept


def read_draft(path: Path) -> Draft:
    """The draft in a file.

    Raises:
        StorageError: the file is missing, too large or unreadable.
        DataError: with every mistake of the file.
    """
    return parse_draft_bytes(read_bytes(path, LARGEST_FILE), path)


def parse_draft_bytes(data: bytes, path: Path | None = None) -> Draft:
    """The draft in the content of a file.

    Raises:
        DataError: with every mistake of the content.
    """
    try:
        return parse_draft(data.decode("utf-8-sig"), path)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        message = "is not UTF-8 text; open it in an editor and save it as UTF-8."
        raise DataError([Problem(path, line, "", message)]) from None


def parse_draft(text: str, path: Path | None = None) -> Draft:
    """The draft in a TOML text; `path` is named in problems.

    Raises:
        DataError: with every mistake of the text.
    """
    refuse_deep_keys(text, path)
    source = Source(text.replace("\r\n", "\n"), path)
    table = read_table(source)
    draft = _draft_from(table) if table else None
    if source.problems or draft is None:
        raise DataError(sorted(source.problems, key=lambda problem: problem.line))
    return draft


def _draft_from(table: Table) -> Draft | None:
    schema = table.integer("schema")
    if table.has("schema") and schema != SCHEMA:
        # The keys of another version mean other things: naming them would only mislead.
        table.report(
            "schema",
            f"is {schema}, but this program reads schema {SCHEMA}; open the draft with the "
            "version of policytui that wrote it.",
        )
        return None
    id_ = table.line_text("id")
    if id_ and not is_slug(id_):
        table.report("id", f'"{id_[:100]}" must be small letters, digits and single hyphens.')
    kind = table.choice("kind", DraftKind)
    state = table.choice("state", State, required=False)
    created, updated = (
        table.moment("created", required=True),
        table.moment("updated", required=True),
    )
    target = table.table("target", required=kind is DraftKind.AMENDMENT)
    proposal = table.table("proposal", required=kind in _WITH_TEXT)
    submitter = table.table("submitter")
    contact = table.table("contact")
    seal = table.table("seal")
    if target and kind and kind is not DraftKind.AMENDMENT:
        table.report("target", f"does not belong in a draft of kind {kind.value}; remove it.")
    document = table.line_text("document", required=False)
    if document and not is_slug(document):
        table.report("document", f'"{document[:100]}" is no id of a document.')
    title = table.line_text("title")
    theme = table.line_text("theme", required=False)
    reason = table.prose("reason", required=False)
    remarks = table.prose("remarks", required=False)
    if remarks and kind and kind is not DraftKind.RESPONSE:
        table.report("remarks", f"does not belong in a draft of kind {kind.value}; remove it.")
    base = _base_from(target) if target else None
    text, instruction = _proposal_from(proposal) if proposal else ("", ())
    answers = tuple(_answer_from(answer) for answer in table.tables("answers"))
    history = tuple(event for item in table.tables("history") if (event := _event_from(item)))
    relates, commitments = read_relates(table), read_commitments(table)
    sealed = _seal_from(seal) if seal else None
    submitted_by = _submitter_from(submitter) if submitter else Submitter()
    reached_by = _contact_from(contact) if contact else Contact()
    table.finish()
    if not (kind and created and updated):
        return None
    return Draft(
        id=id_,
        kind=kind,
        title=title,
        created=created,
        updated=updated,
        state=state or State.DRAFT,
        base=base,
        document=document,
        theme=theme,
        text=text,
        instruction=instruction,
        answers=answers,
        remarks=remarks,
        reason=reason,
        submitter=submitted_by,
        contact=reached_by,
        relates=relates,
        commitments=commitments,
        history=history,
        seal=sealed,
    )


_WITH_TEXT = {DraftKind.AMENDMENT, DraftKind.NEW_POSITION, DraftKind.CAMPAIGN_IDEA}


def _base_from(table: Table) -> Base:
    base = Base(
        position=table.line_text("position"),
        document=table.line_text("document", required=False),
        edition=table.line_text("edition"),
        title=table.line_text("title"),
        text=table.prose("text"),
        digest=table.line_text("digest"),
    )
    if base.position and not is_position_id(base.position):
        table.report(
            "position",
            f'"{base.position[:100]}" is no id of a position; it looks like document/position.',
        )
    if base.digest and base.digest != digest_text(base.text):
        table.report(
            "digest",
            "does not fit the text beneath it: the base text was changed by hand. Put the "
            "position's own words back; what you propose belongs under [proposal].",
        )
    table.finish()
    return base


def _proposal_from(table: Table) -> tuple[str, tuple[str, ...]]:
    text, instruction = table.prose("text"), table.lines("instruction")
    table.finish()
    return text, instruction


def _submitter_from(table: Table) -> Submitter:
    submitter = Submitter(
        mover=table.line_text("mover", required=False),
        seconders=tuple(name for name in table.lines("seconders") if name),
        capacity=table.choice("capacity", Capacity, required=False) or Capacity.INDIVIDUAL,
        organisation=table.line_text("organisation", required=False),
        agreed_on=table.day("agreed_on"),
        nation=table.choice("nation", Nation, required=False),
        redrafter=table.line_text("redrafter", required=False),
        region=table.line_text("region", required=False),
    )
    table.finish()
    return submitter


def _contact_from(table: Table) -> Contact:
    contact = Contact(
        email=table.line_text("email", required=False),
        telephone=table.line_text("telephone", required=False),
        membership=table.line_text("membership", required=False),
    )
    table.finish()
    return contact


def _answer_from(table: Table) -> Answer:
    answer = Answer(
        question=table.line_text("question"),
        wording=table.prose("wording", required=False),
        text=table.prose("text", required=False),
    )
    if answer.question and not is_position_id(answer.question):
        table.report("question", f'"{answer.question[:100]}" is no id of a question.')
    table.finish()
    return answer


def _event_from(table: Table) -> Event | None:
    at, what = table.moment("at", required=True), table.line_text("what")
    table.finish()
    return Event(at, what) if at else None


def _seal_from(table: Table) -> Seal | None:
    at, digest = table.moment("at", required=True), table.line_text("digest")
    if digest and not digest.startswith(_DIGEST_FORM):
        table.report("digest", f'must begin with "{_DIGEST_FORM}".')
    table.finish()
    return Seal(digest, at) if at else None


def load_schema() -> dict[str, Any]:
    """The JSON Schema of drafts, version `SCHEMA`."""
    import json

    text = Path(__file__).with_name("draft.schema.json").read_text("utf-8")
    schema: dict[str, Any] = json.loads(text)
    return schema


def toml_as_json(text: str) -> dict[str, Any]:
    """A TOML text as the JSON value that the schema describes: times and dates as text."""
    return {key: _as_json(value) for key, value in tomllib.loads(text).items()}


def draft_as_json(draft: Draft) -> dict[str, Any]:
    """What `toml_as_json` gives of the TOML of a draft, without writing and reading it."""
    return {key: _as_json(value) for key, value in draft_table(draft).items()}


def _as_json(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _as_json(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_as_json(item) for item in value]
    return value.isoformat() if hasattr(value, "isoformat") else value
