"""What the list of drafts shows: drafts with a file, words kept without one, broken files."""

from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from rich.cells import cell_len
from textual.content import Content

from policytui.compare.layout import Layout, heading, inline, paragraphs, stack
from policytui.compare.words import compare_words
from policytui.drafts.model import Draft, State
from policytui.errors import PolicyError, Problem
from policytui.tui.draft_state import instruction_lines, moment
from policytui.tui.editing import content_of
from policytui.tui.plain import one_line, plain
from policytui.tui.widgets.details_form import summary
from policytui.tui.wording import number
from policytui.workspace.workspace import Workspace

_COPIED = "copied from "
"""How the history of a copy begins."""
_FIRST_WORDS = 160


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of the list.

    Attributes:
        draft: None for a file that cannot be read.
        stamp: of its file; None for words that were kept but never saved.
        has_kept: whether words were typed that its file does not hold.
        problems: what is wrong with a file that cannot be read.
        document: title of the document or consultation it belongs to.
    """

    id: str
    draft: Draft | None
    stamp: str | None = None
    has_kept: bool = False
    problems: tuple[Problem, ...] = ()
    document: str = ""


def read_entries(workspace: Workspace) -> tuple[Entry, ...]:
    """Everything in the drafts folder and in the journal, last changed first."""
    listing = workspace.drafts.list()
    pending = {draft.id: draft for draft in workspace.journal.pending()}
    titles = _titles(workspace, [*(saved.draft for saved in listing.drafts), *pending.values()])
    entries = []
    for saved in listing.drafts:
        kept = pending.pop(saved.draft.id, None)
        differs = kept is not None and content_of(kept) != content_of(saved.draft)
        title = titles.get(saved.draft.document, "")
        entries.append(
            Entry(saved.draft.id, saved.draft, saved.stamp, differs, document=title),
        )
    broken: dict[Path, list[Problem]] = {}
    for problem in listing.problems:
        broken.setdefault(problem.file or workspace.drafts.folder, []).append(problem)
    # Kept words of a file that broke are offered too: they may be all that is left of it.
    entries += [
        Entry(draft.id, draft, None, True, document=titles.get(draft.document, ""))
        for draft in pending.values()
    ]
    entries.sort(key=_changed, reverse=True)
    entries += [Entry(file.name, None, problems=tuple(found)) for file, found in broken.items()]
    return tuple(entries)


def _titles(workspace: Workspace, drafts: Iterable[Draft]) -> dict[str, str]:
    """The titles of the documents that drafts name by their ids."""
    titles = {}
    for document in {draft.document for draft in drafts if draft.document}:
        # A document that is not in this corpus is called by its id.
        with suppress(PolicyError):
            titles[document] = workspace.catalogue.header(document).title
    return titles


def _changed(entry: Entry) -> float:
    return entry.draft.updated.timestamp() if entry.draft else 0.0


def describe(entry: Entry) -> Content:
    """The lines of an entry in the list."""
    draft = entry.draft
    if draft is None:
        mistakes = number(len(entry.problems), "mistake")
        return Content("\n").join(
            [
                plain(f"✗ {one_line(entry.id)}", "bold $text-error"),
                plain(f"  cannot be read, {mistakes}: enter shows all"),
                *(plain(f"  {_where(problem)}", "$text-muted") for problem in entry.problems[:3]),
                Content(""),
            ]
        )
    state = "submitted" if draft.state is State.SUBMITTED else "draft"
    facts = [state, draft.kind.label, *_target(entry), moment(draft.updated)]
    if entry.stamp is None:
        facts.insert(0, "! typed but never saved: open it to keep it")
    elif entry.has_kept:
        facts.insert(0, "! unsaved words kept: open it to choose")
    sign = "✓" if draft.state is State.SUBMITTED else "!" if entry.has_kept else " "
    return Content("\n").join(
        [
            plain(f"{sign} {_name(draft)}", "bold"),
            plain(f"  {' · '.join(facts)}", "$text-muted"),
            plain(f"  {_first_words(draft)}", "$text-muted"),
            Content(""),
        ]
    )


def preview(entry: Entry, width: int) -> Layout:
    """What is shown of an entry beside the list."""
    draft = entry.draft
    if draft is None:
        told = [_where(problem) for problem in entry.problems]
        told.append("Mend the file in a text editor; it is read again when you come back here.")
        return _titled(f"{one_line(entry.id)} cannot be read", told, width)
    about = " · ".join([draft.kind.label, *_target(entry)])
    parts = [_titled(_name(draft), [about], width)]
    if draft.base:
        changes = compare_words(draft.base.text, draft.text)
        if draft.text == draft.base.text:
            parts.append(_titled("What changes", ["Nothing yet."], width))
        else:
            shown = inline(changes, width, cell_len, folded=True)
            head = heading("What changes", width, cell_len)
            parts.append(Layout((*head.rows, *shown.rows)))
            lines = instruction_lines(draft)
            parts.append(_titled("Instruction", lines, width, numbered=True))
    elif draft.answers:
        for answer in draft.answers:
            if answer.text:
                parts.append(_titled(one_line(answer.wording), [answer.text], width))
        if draft.remarks:
            parts.append(_titled("Fits no question", [draft.remarks], width))
    else:
        parts.append(_titled("Text", [draft.text or "Nothing yet."], width))
    filled = [f"{label}: {one_line(value)}" for label, value in summary(draft) if value]
    parts.append(_titled("Form", filled, width))
    return stack(parts)


def _titled(title: str, texts: Sequence[str], width: int, *, numbered: bool = False) -> Layout:
    head = heading(title, width, cell_len)
    body = paragraphs(texts, width, cell_len, numbered=numbered and len(texts) > 1)
    return Layout((*head.rows, *body.rows))


def _name(draft: Draft) -> str:
    """The title; a copy has that of its original, and is told from it by its day or hour."""
    title = one_line(draft.title)
    if draft.history and draft.history[0].what.startswith(_COPIED):
        return f"{title} (copy made {moment(draft.created)})"
    return title


def _target(entry: Entry) -> list[str]:
    draft = entry.draft
    if draft is None:
        return []
    if draft.base:
        document, edition = one_line(draft.base.document), one_line(draft.base.edition)
        return [document if edition in document else f"{document} {edition}"]
    document = entry.document or draft.document
    return [one_line(part) for part in (document, draft.theme) if part]


def _first_words(draft: Draft) -> str:
    if draft.instruction and draft.base:
        text = draft.instruction[0]
        if len(draft.instruction) > 1:
            text += f"  (and {len(draft.instruction) - 1} more)"
    elif draft.answers:
        answered = sum(bool(answer.text) for answer in draft.answers)
        text = f"{answered} of {len(draft.answers)} questions answered"
    else:
        text = draft.text or "nothing written yet"
    text = one_line(text)
    return text if len(text) <= _FIRST_WORDS else text[: _FIRST_WORDS - 1].rstrip() + "…"


def _where(problem: Problem) -> str:
    line = f"line {problem.line}: " if problem.line else ""
    key = f"{problem.key} " if problem.key else ""
    return one_line(f"{line}{key}{problem.message}")
