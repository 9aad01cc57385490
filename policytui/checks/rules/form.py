"""The form of a draft: it can be read, it says something, and its instruction says the same."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path

from policytui.checks.basis import Basis
from policytui.checks.finding import Evidence, Finding, Severity, Tier
from policytui.checks.rule import Rule
from policytui.compare.deriving import derive_instructions
from policytui.compare.wording import read_instruction
from policytui.compare.words import Nature, compare_words, nature_of
from policytui.drafts.model import Draft, DraftKind
from policytui.errors import DataError, Problem
from policytui.text import clean_text

LONGEST_TITLE = 200
"""Longest title of a new position, in characters."""


def findings_of_unreadable(
    problems: Sequence[Problem], subject: str, text: str
) -> Iterator[Finding]:
    """A finding for each mistake of a draft that cannot be read.

    Args:
        subject: what the file is called in the report, for its id may be what is missing.
        text: content of the file; the lines with the mistakes are the evidence.
    """
    lines = text.split("\n")
    for problem in problems:
        key = problem.key.rpartition(".")[2]
        evidence = (Evidence("", source=subject, field=problem.key),)
        if 0 < problem.line <= len(lines) and key in lines[problem.line - 1]:
            start = sum(len(line) + 1 for line in lines[: problem.line - 1])
            line = clean_text(lines[problem.line - 1])
            evidence = (Evidence(line, source=subject, start=start),)
        message = problem.message[:1].upper() + problem.message[1:]
        if problem.key:
            message = f"{problem.key} {problem.message}"
        yield Finding(
            "FMT001",
            Severity.ERROR,
            subject,
            message,
            field=problem.key,
            evidence=evidence,
        )


def _check_documents(basis: Basis) -> Iterator[Finding]:
    """What is wrong with the documents of the corpus that cannot be read."""
    for path, told in groupby(basis.catalogue.problems(), key=lambda problem: problem.file):
        if path is None:
            continue
        try:
            text = path.read_bytes().decode("utf-8-sig", "replace").replace("\r\n", "\n")
        except OSError:
            text = ""
        yield from findings_of_unreadable(list(told), path.name, text)


def findings_of_shared_id(draft: Draft, subject: str, other: Path) -> Iterator[Finding]:
    """A finding for a draft whose id is that of another file with other content."""
    yield Finding(
        "FMT001",
        Severity.ERROR,
        subject,
        f"id {draft.id} is that of {other} too, which says something else. Give each an id of "
        "its own; until then only the other one is checked.",
        field="id",
    )


def _check_change(draft: Draft, basis: Basis) -> Iterator[Finding]:
    if draft.kind is DraftKind.RESPONSE or draft.base is None:
        return
    if draft.text == draft.base.text:
        yield Finding(
            "FMT004",
            Severity.ERROR,
            draft.id,
            "Nothing is changed yet. Edit the proposed text.",
            field="text",
        )
        return
    if draft.text and not _has_words(draft.text):
        yield Finding(
            "FMT004",
            Severity.ERROR,
            draft.id,
            "The proposed text has no words. Write the text that is to stand; to leave out the "
            "whole position, leave the proposed text empty.",
            field="text",
            evidence=(Evidence(draft.text, source=draft.id, field="text"),),
        )
        return
    changes = compare_words(draft.base.text, draft.text)
    if all(nature_of(change) is not Nature.SUBSTANCE for change in changes):
        yield Finding(
            "FMT004",
            Severity.WARNING,
            draft.id,
            "Only spaces, line breaks, quotation marks or dashes change; no word does.",
            field="text",
            why="both texts have the same words in the same order",
        )


def _check_left_out(draft: Draft, basis: Basis) -> Iterator[Finding]:
    if draft.kind is DraftKind.AMENDMENT and not draft.text:
        yield Finding(
            "FMT005",
            Severity.NOTE,
            draft.id,
            "The proposed text is empty: this leaves out the whole position.",
            field="text",
        )


def _check_text(draft: Draft, basis: Basis) -> Iterator[Finding]:
    is_own = draft.kind in {DraftKind.NEW_POSITION, DraftKind.CAMPAIGN_IDEA}
    if is_own and not _has_words(draft.text):
        missing = "The proposed text has no words." if draft.text else "There is no text yet."
        yield Finding(
            "FMT006",
            Severity.ERROR,
            draft.id,
            f"{missing} Write what you propose.",
            field="text",
        )


def _has_words(text: str) -> bool:
    return any(sign.isalnum() for sign in text)


def _check_title(draft: Draft, basis: Basis) -> Iterator[Finding]:
    if draft.kind is not DraftKind.RESPONSE and len(draft.title) > LONGEST_TITLE:
        yield Finding(
            "FMT007",
            Severity.ERROR,
            draft.id,
            f"The title has {len(draft.title)} characters; {LONGEST_TITLE} are the most.",
            field="title",
        )


def _check_instruction(draft: Draft, basis: Basis) -> Iterator[Finding]:
    if draft.base is None or not draft.instruction:
        return
    try:
        stated = read_instruction(draft.instruction)
    except DataError:
        stated = ()
    if stated != derive_instructions(draft.base.text, draft.text, draft.base.title):
        field = "proposal.instruction"
        yield Finding(
            "INS001",
            Severity.WARNING,
            draft.id,
            "The formal instruction in the file does not say what the proposed text says; it is "
            "written anew when the draft is next saved.",
            field=field,
            evidence=tuple(
                Evidence(line, source=draft.id, field=field) for line in draft.instruction
            ),
        )


RULES = (
    Rule(
        "FMT001",
        "missing-or-invalid-field",
        Tier.FACT,
        Severity.ERROR,
        "A draft or a document of the corpus cannot be read: a field is missing, or holds what "
        "it cannot hold.",
        "What cannot be read cannot be considered, and drafts on positions of a document that "
        "cannot be read seem to be to nothing. Each mistake is named with its line, "
        "its key and the values allowed, so that it can be mended in a text editor.",
        'kind = "amendmnt"  ->  "amendmnt" is not one of: amendment, new-position, '
        'campaign-idea, response. Did you mean "amendment"?',
        "Mend the line in a text editor.",
        on_corpus=_check_documents,
    ),
    Rule(
        "FMT004",
        "no-op-amendment",
        Tier.FACT,
        Severity.ERROR,
        "An amendment proposes the text that stands already, or a text without words.",
        "There is nothing to decide. Where only spaces, quotation marks or dashes change, this is "
        "a warning: it may be meant.",
        "A proposed text equal to the position, word by word, or of a full stop alone.",
        "Edit the proposed text.",
        on_draft=_check_change,
    ),
    Rule(
        "FMT005",
        "whole-position-left-out",
        Tier.FACT,
        Severity.NOTE,
        "An amendment leaves out the whole position.",
        "An empty proposed text means exactly that; it is said so that nobody does it unawares.",
        'text = "" under [proposal]',
        "Write the text that is to stand, where any is.",
        on_draft=_check_left_out,
    ),
    Rule(
        "FMT006",
        "missing-text",
        Tier.FACT,
        Severity.ERROR,
        "A new position or a campaign idea has no text.",
        "There is nothing to decide.",
        'text = "" under [proposal]',
        "Write what you propose.",
        on_draft=_check_text,
    ),
    Rule(
        "FMT007",
        "title-too-long",
        Tier.FACT,
        Severity.ERROR,
        f"A title is longer than {LONGEST_TITLE} characters.",
        "Titles stand in lists and in printed papers, where a paragraph has no room.",
        "A whole sentence with its reasons, written as the title.",
        "Shorten the title; the rest belongs into the text.",
        on_draft=_check_title,
    ),
    Rule(
        "INS001",
        "instruction-differs",
        Tier.FACT,
        Severity.WARNING,
        "The formal instruction in a file does not say what its proposed text says.",
        "Conference decides on the instruction, the platform takes the text: both must say the "
        "same. The instruction is derived from the text whenever the draft is saved.",
        "Leave out “a year” and insert “two years”, where the text says “six months”.",
        "Save the draft again; the instruction is then written anew.",
        on_draft=_check_instruction,
    ),
)
"""The rules of this family."""
