"""What the options of `draft new` and `draft edit` say of a draft's content."""

import os
import shlex
import subprocess
import sys
import tempfile
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from policytui.cli.operand import read_text_file
from policytui.corpus.model import Nation
from policytui.drafts.begin import revise
from policytui.drafts.declared import commitment_from, relates_from
from policytui.drafts.model import Answer, Capacity, Contact, Draft, DraftKind, Submitter
from policytui.errors import UnknownId, UsageError
from policytui.text import clean_line, clean_prose
from policytui.workspace.settings import Settings


def submitter_from(options: Any, settings: Settings) -> Submitter:
    """The submitter that the settings name, changed by what the options name."""
    capacity, nation = settings.capacity, settings.nation
    known = Submitter(
        mover=settings.mover,
        organisation=settings.organisation,
        capacity=Capacity(capacity) if capacity else Capacity.INDIVIDUAL,
        nation=Nation(nation) if nation else None,
        region=settings.region,
    )
    return _change_submitter(known, options)


def apply_content(draft: Draft, options: Any) -> Draft:
    """The draft with everything that the options name.

    Raises:
        UsageError: an option does not fit this kind of draft.
    """
    changes: dict[str, object] = {"submitter": _change_submitter(draft.submitter, options)}
    if options.text_file is not None:
        if draft.kind is DraftKind.RESPONSE:
            raise UsageError(
                "a response has no text of its own.", hint="Answer with --answer QUESTION TEXT."
            )
        changes["text"] = read_text_file(options.text_file)
    if options.title is not None:
        if draft.base:
            raise UsageError(
                "an amendment is called after its position; --title has no place here."
            )
        changes["title"] = clean_line(options.title) or draft.title
    if options.document is not None and draft.kind is DraftKind.NEW_POSITION:
        changes["document"] = options.document
    if options.theme is not None:
        changes["theme"] = clean_line(options.theme)
    if options.reason is not None:
        changes["reason"] = clean_prose(options.reason)
    changes["contact"] = contact_from(draft, options)
    if options.relates is not None:
        changes["relates"] = tuple(relates_from(text) for text in options.relates if text.strip())
    if options.commitment is not None:
        changes["commitments"] = tuple(
            commitment_from(text) for text in options.commitment if text.strip()
        )
    if options.answer:
        changes["answers"] = _answer(draft, options.answer)
    return revise(draft, **changes)


def contact_from(draft: Draft, options: Any) -> Contact:
    """How the mover is reached, changed by what the options name."""
    named = {
        key: clean_line(value)
        for key in ("email", "telephone", "membership")
        if (value := getattr(options, key)) is not None
    }
    return replace(draft.contact, **named)


def names_content(options: Any) -> bool:
    """Whether an option names anything to change."""
    names = (
        *("text_file", "title", "document", "theme", "reason", "mover", "seconder", "capacity"),
        *("organisation", "agreed_on", "nation", "email", "telephone", "membership", "answer"),
        *("redrafter", "region", "relates", "commitment"),
    )
    return any(getattr(options, name) is not None for name in names)


def edit_in_editor(draft: Draft) -> Draft:
    """The draft after its text was edited in the program named by VISUAL or EDITOR.

    Raises:
        UsageError: there is no terminal, no editor, or nothing an editor could change.
    """
    if draft.kind is DraftKind.RESPONSE:
        raise UsageError(
            "name what to change.", hint="For example: --answer QUESTION TEXT, or use the app."
        )
    editor = os.environ.get("VISUAL") or os.environ.get("EDITOR")
    if not editor or not sys.stdin.isatty():
        raise UsageError(
            "name what to change, such as --text-file FILE or --reason R.",
            hint="Or set EDITOR to the editor you like, and call this in a terminal.",
        )
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"{draft.id}.txt"
        path.write_text(draft.text + "\n", encoding="utf-8")
        try:
            code = subprocess.call([*shlex.split(editor), str(path)])
        except (OSError, ValueError) as error:
            raise UsageError(f"the editor {editor} cannot be started ({error}).") from None
        if code:
            raise UsageError(f"the editor {editor} ended with an error; nothing was changed.")
        return revise(draft, text=read_text_file(str(path)))


def _change_submitter(submitter: Submitter, options: Any) -> Submitter:
    changes: dict[str, Any] = {}
    if options.mover is not None:
        changes["mover"] = clean_line(options.mover)
    if options.organisation is not None:
        changes["organisation"] = clean_line(options.organisation)
    if options.redrafter is not None:
        changes["redrafter"] = clean_line(options.redrafter)
    if options.seconder is not None:
        changes["seconders"] = tuple(name for name in map(clean_line, options.seconder) if name)
    if options.capacity is not None:
        changes["capacity"] = Capacity(options.capacity)
    if options.nation is not None:
        changes["nation"] = Nation(options.nation)
    if options.region is not None:
        changes["region"] = clean_line(options.region)
    if options.agreed_on is not None:
        try:
            changes["agreed_on"] = date.fromisoformat(options.agreed_on)
        except ValueError:
            raise UsageError(
                f'"{clean_line(options.agreed_on)}" is no date.', hint="Write it like 2026-07-15."
            ) from None
    return replace(submitter, **changes)


def _answer(draft: Draft, given: list[list[str]]) -> tuple[Answer, ...]:
    texts = {_full_id(draft, question): text for question, text in given}
    known = {answer.question for answer in draft.answers}
    for question in texts:
        if question not in known:
            raise UnknownId(
                f'"{clean_line(question)[:100]}" is not a question of this draft.',
                hint="Its questions are shown by: policytui draft show DRAFT",
            )
    return tuple(
        replace(answer, text=clean_prose(texts[answer.question]))
        if answer.question in texts
        else answer
        for answer in draft.answers
    )


def _full_id(draft: Draft, question: str) -> str:
    return question if "/" in question else f"{draft.document}/{question}"
