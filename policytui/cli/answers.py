"""`policytui draft answers`: a response made of a file of collated answers."""

from pathlib import Path
from typing import Any

from policytui.checks.checking import QUICK, check_draft
from policytui.cli.draft_content import contact_from, submitter_from
from policytui.cli.output import ProgressLine, say, say_wrapped, talk, write_json
from policytui.cli.session import open_current_workspace
from policytui.corpus.model import Document, Role
from policytui.drafts.begin import revise
from policytui.errors import Exit
from policytui.importers.blocks import Reading
from policytui.importers.readers.confined import ConfinedReader
from policytui.importers.report import LeftOut, Unit
from policytui.proposals.answer_draft import Suggested, response_from, suggest_submitter
from policytui.proposals.answers import CollatedAnswers, find_answers

_LONGEST_START = 200


def run(options: Any) -> int:
    """Find the answers, print how each was told, and write the draft.

    Raises:
        UnknownId: there is no such consultation.
        DataError: the file cannot be read, or answers no question of it.
        StorageError: the file is missing, or the draft cannot be written.
    """
    workspace = open_current_workspace(options)
    path = Path(options.file)
    consultation = workspace.catalogue.document(options.target)
    reading = _read(path)
    found = find_answers(reading, consultation, path=path)
    submitter = submitter_from(options, workspace.places.settings)
    draft = response_from(found, consultation, submitter, workspace.drafts.ids())
    draft = revise(draft, contact=contact_from(draft, options))
    findings = check_draft(draft, workspace.basis, workspace.selection, tiers=QUICK)
    written = None if options.dry_run else workspace.drafts.save(draft, None).path
    asks_capacity = not (options.capacity or workspace.places.settings.capacity)
    suggested = suggest_submitter(found.remarks, consultation.header)
    if options.json:
        value = _value(found, consultation, suggested)
        missing = [finding.message for finding in findings]
        id_, file = (draft.id, str(written)) if written else (None, None)
        write_json({"id": id_, "path": file, **value, "missing": missing})
        return Exit.DONE
    _say_found(found, consultation, reading.unit)
    if written:
        say(str(written))
    if asks_capacity:
        talk("For whom are these answers? It is told by --capacity: individual, local-party,")
        talk("society or group; until then they are those of an individual.")
    _talk_suggested(suggested)
    for finding in findings:
        talk(f"{finding.severity.value}: {finding.message}")
    return Exit.DONE


def _read(path: Path) -> Reading:
    progress = ProgressLine()
    try:
        with ConfinedReader() as reader:
            return reader.read(path, progress=progress)
    finally:
        progress.close()


def _say_found(found: CollatedAnswers, consultation: Document, unit: Unit) -> None:
    topic = ""
    for question in consultation.positions:
        if question.role is not Role.QUESTION:
            continue
        if question.themes and question.themes[-1] != topic:
            topic = question.themes[-1]
            say(topic)
        answers = found.answers_to(question.id)
        sign = "?" if any(answer.doubt for answer in answers) else " "
        say(f"{sign} {question.title}  [{question.id}]")
        for answer in answers:
            say_wrapped(_start(answer.text), indent="    ")
            place = _place(answer.page, answer.line, unit)
            say_wrapped(f"({answer.evidence}{place})", indent="    ")
            if answer.doubt:
                say_wrapped(f"? {answer.doubt}", indent="    ")
        if not answers:
            say("    (no answer found)")
    say()
    for doubt in found.doubts:
        say_wrapped(f"? {doubt.message}")
    if found.doubts:
        say()
    say(f"Fits no question ({len(found.rest)})")
    for stray in found.rest:
        say_wrapped(stray.text, indent="    ")
    say()
    for why in dict.fromkeys(left.why for left in found.left_out):
        out = [left for left in found.left_out if left.why == why]
        say(f"{why[:1].upper()}{why[1:]} ({len(out)})")
        for left in out:
            text = " ".join(left.text.split())
            say_wrapped(f"“{text}”{_place(left.page, left.line, unit)}", indent="    ")
        say()


def _start(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= _LONGEST_START else flat[:_LONGEST_START].rstrip() + " …"


def _place(page: int, line: int, unit: Unit) -> str:
    return f"; page {page}" if page else f"; {unit.value} {line}" if line else ""


def _talk_suggested(suggested: Suggested) -> None:
    """Offer what the file seems to say of who answers; nothing of it is filled in."""
    options = []
    if suggested.capacity:
        options.append(f"--capacity {suggested.capacity.value}")
    if suggested.organisation:
        options.append(f'--organisation "{suggested.organisation}"')
    if suggested.agreed_on:
        options.append(f"--agreed-on {suggested.agreed_on.isoformat()}")
    if options:
        talk(f"The file may mean: {' '.join(options)}")


def _value(found: CollatedAnswers, consultation: Document, suggested: Suggested) -> dict[str, Any]:
    return {
        "consultation": consultation.id,
        "questions": [
            {
                "id": question.id,
                "title": question.title,
                "answers": [
                    {
                        "text": answer.text,
                        "evidence": answer.evidence,
                        "doubt": answer.doubt,
                        "asked": answer.asked,
                        "line": answer.line,
                        "page": answer.page,
                    }
                    for answer in found.answers_to(question.id)
                ],
            }
            for question in consultation.positions
            if question.role is Role.QUESTION
        ],
        "rest": [_left_value(left) for left in found.rest],
        "left_out": [_left_value(left) for left in found.left_out],
        "doubts": [
            {"line": doubt.line, "page": doubt.page, "message": doubt.message}
            for doubt in found.doubts
        ],
        "suggested": {
            "organisation": suggested.organisation,
            "capacity": suggested.capacity.value if suggested.capacity else None,
            "agreed_on": suggested.agreed_on.isoformat() if suggested.agreed_on else None,
        },
    }


def _left_value(left: LeftOut) -> dict[str, Any]:
    return {"text": left.text, "why": left.why, "line": left.line, "page": left.page}
