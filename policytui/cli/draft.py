"""`policytui draft`: begin, change, show and submit drafts; the twin of the editor."""

from collections.abc import Callable
from typing import Any

from policytui.checks.checking import QUICK, check_draft, is_ready
from policytui.cli.compare import changes_value, inline
from policytui.cli.draft_content import (
    apply_content,
    edit_in_editor,
    names_content,
    submitter_from,
)
from policytui.cli.operand import draft_id_from, resolve_draft
from policytui.cli.output import say, say_wrapped, talk, write_json
from policytui.cli.session import open_current_workspace, open_workspace
from policytui.compare.words import compare_words
from policytui.corpus.model import Kind
from policytui.drafts.begin import (
    begin_amendment,
    begin_campaign_idea,
    begin_new_position,
    begin_response,
    duplicate,
    revise,
)
from policytui.drafts.declared import format_commitment
from policytui.drafts.model import Draft, DraftKind, State
from policytui.drafts.store import Saved
from policytui.drafts.submission import seal, write_submission
from policytui.drafts.toml import format_draft, toml_as_json
from policytui.errors import Exit, PolicyError, UnknownId, UsageError
from policytui.workspace.workspace import Workspace


def run(options: Any) -> int:
    """Carry out one action on drafts."""
    return _ACTIONS[options.action](options)


def _new(options: Any) -> int:
    workspace = open_current_workspace(options)
    draft = apply_content(_begin(workspace, options), options)
    return _report_path(workspace.drafts.save(draft, None), options)


def _begin(workspace: Workspace, options: Any) -> Draft:
    kind = DraftKind(options.kind or _kind_for(workspace, options.target))
    submitter, taken = submitter_from(options, workspace.places.settings), workspace.drafts.ids()
    if kind in {DraftKind.NEW_POSITION, DraftKind.CAMPAIGN_IDEA}:
        if not options.title:
            raise UsageError(
                f"a {kind.label.lower()} needs a title.", hint="Give one with --title."
            )
        if kind is DraftKind.CAMPAIGN_IDEA:
            return begin_campaign_idea(options.title, submitter, taken)
        document, theme = options.document or "", options.theme or ""
        if document:
            workspace.catalogue.header(document)
        return begin_new_position(options.title, submitter, taken, document=document, theme=theme)
    if not options.target:
        raise UsageError(
            "--target is missing: the id of a position to amend or a consultation to answer.",
            hint='Find it with: policytui search "your words"',
        )
    if kind is DraftKind.RESPONSE:
        document_ = workspace.catalogue.document(options.target)
        return begin_response(document_.header, document_.positions, submitter, taken)
    position = workspace.catalogue.position(options.target)
    header = workspace.catalogue.header(position.document_id)
    return begin_amendment(position, header, submitter, taken)


def _kind_for(workspace: Workspace, target: str | None) -> DraftKind:
    if target and "/" not in target:
        header = workspace.catalogue.header(target)
        if header.kind is Kind.CONSULTATION:
            return DraftKind.RESPONSE
        raise UnknownId(
            f"{target} is a document; an amendment is to one of its positions.",
            hint=f"See them with: policytui show {target}",
        )
    return DraftKind.AMENDMENT


def _edit(options: Any) -> int:
    workspace = open_workspace(options)
    saved = resolve_draft(workspace, options.draft)
    if saved.draft.state is State.SUBMITTED:
        raise UsageError(
            f"{saved.draft.id} was submitted and is sealed.",
            hint=f"Make a new draft of it with: policytui draft copy {saved.draft.id}",
        )
    changed = apply_content(saved.draft, options)
    if not names_content(options):
        changed = edit_in_editor(saved.draft)
    return _report_path(workspace.drafts.save(changed, saved.stamp), options)


def _list(options: Any) -> int:
    workspace = open_workspace(options)
    listing = workspace.drafts.list()
    if options.json:
        write_json({"drafts": [_row(saved) for saved in listing.drafts]})
    for problem in listing.problems:
        talk(str(problem))
    if not options.json:
        for saved in listing.drafts:
            draft = saved.draft
            say(f"{draft.id}")
            say(
                f"  {draft.kind.label}: {draft.title} · {draft.state.value} · "
                f"changed {draft.updated:%Y-%m-%d %H:%M} UTC"
            )
        if not listing.drafts and not listing.problems:
            talk(f"There are no drafts in {workspace.drafts.folder}.")
            talk("Begin one with: policytui draft new --target ID")
        for path in workspace.drafts.deleted():
            talk(f"deleted: {path.stem}; bring it back with: policytui draft restore {path.stem}")
    return Exit.BAD_DATA if listing.problems else Exit.DONE


def _row(saved: Saved) -> dict[str, Any]:
    draft = saved.draft
    return {
        "id": draft.id,
        "path": str(saved.path),
        "kind": draft.kind.value,
        "title": draft.title,
        "state": draft.state.value,
        "target": draft.base.position if draft.base else draft.document,
        "updated": draft.updated.isoformat(),
    }


def _show(options: Any) -> int:
    workspace = open_current_workspace(options)
    saved = resolve_draft(workspace, options.draft)
    draft = saved.draft
    if options.json:
        value = toml_as_json(format_draft(draft))
        base = draft.base.text if draft.base else ""
        value["changes"] = changes_value(compare_words(base, draft.text))
        value.pop("schema")
        write_json({**value, "path": str(saved.path)})
        return Exit.DONE
    say(f"{draft.kind.label}: {draft.title}")
    if draft.base:
        say(f"to {draft.base.position} ({draft.base.document}, edition {draft.base.edition})")
        for line in draft.instruction:
            say_wrapped(line, indent="  ")
        say()
        say_wrapped(inline(compare_words(draft.base.text, draft.text)))
    elif draft.text:
        say()
        say_wrapped(draft.text)
    for number, answer in enumerate(draft.answers, 1):
        say()
        say_wrapped(f"{number}. {answer.wording}  [{answer.question}]")
        say_wrapped(answer.text or "(not answered)", indent="   ")
    if draft.remarks:
        say()
        say("Fits no question:")
        say_wrapped(draft.remarks, indent="   ")
    say()
    if draft.kind is not DraftKind.RESPONSE:
        say_wrapped(f"Reason: {draft.reason or '(missing)'}")
    say(
        f"Mover: {draft.submitter.mover or '(missing)'} · {draft.submitter.capacity.label}"
        + (f" · {draft.submitter.organisation}" if draft.submitter.organisation else "")
    )
    if draft.submitter.redrafter:
        say(f"Redrafter: {draft.submitter.redrafter}")
    if draft.submitter.region:
        say(f"Region: {draft.submitter.region}")
    for item in draft.relates:
        note = f": {item.note}" if item.note else ""
        say_wrapped(f"{item.relation.label.capitalize()} {item.position}{note}")
    for commitment in draft.commitments:
        say_wrapped(f"Commits to {format_commitment(commitment)}")
    say(f"State: {draft.state.value} · {saved.path}")
    for finding in check_draft(draft, workspace.basis, workspace.selection, tiers=QUICK):
        talk(f"{finding.severity.value}: {finding.message}")
    return Exit.DONE


def _submit(options: Any) -> int:
    workspace = open_current_workspace(options)
    saved = resolve_draft(workspace, options.draft)
    if saved.draft.state is State.SUBMITTED:
        raise UsageError(
            f"{saved.draft.id} was submitted already; it lies in {workspace.places.outbox}.",
            hint=f"To send it again changed: policytui draft copy {saved.draft.id}",
        )
    draft = revise(saved.draft)
    # By every rule as it is: nobody's own settings open the way for a draft with errors.
    findings = check_draft(draft, workspace.basis, tiers=QUICK)
    for finding in findings:
        talk(f"{finding.severity.value}: {finding.message}")
    if not is_ready(findings):
        talk(f"{draft.id} was not submitted; mend what is named above, then submit again.")
        return Exit.FINDINGS
    submission = seal(draft)
    path = write_submission(submission, workspace.places.outbox)
    try:
        workspace.drafts.save(submission, saved.stamp)
    except PolicyError:
        # Half a submission is none: the draft must say the same as the outbox.
        path.unlink(missing_ok=True)
        raise
    if options.json:
        write_json({"id": draft.id, "path": str(path)})
    else:
        say(str(path))
    talk("Sealed. Send this file as your party asks; any later change to it would show.")
    return Exit.DONE


def _copy(options: Any) -> int:
    workspace = open_workspace(options)
    saved = resolve_draft(workspace, options.draft)
    copy = duplicate(saved.draft, workspace.drafts.ids())
    return _report_path(workspace.drafts.save(copy, None), options)


def _delete(options: Any) -> int:
    workspace = open_workspace(options)
    aside = workspace.drafts.delete(draft_id_from(workspace, options.draft))
    talk(f"Moved aside. Bring it back with: policytui draft restore {aside.stem}")
    return Exit.DONE


def _restore(options: Any) -> int:
    workspace = open_workspace(options)
    say(str(workspace.drafts.restore(workspace.drafts.path_aside(options.draft))))
    return Exit.DONE


def _recover(options: Any) -> int:
    workspace = open_workspace(options)
    kept = workspace.journal.recover(options.draft)
    if kept is None:
        raise UnknownId(f"No unsaved words are kept of {options.draft}.")
    is_there = workspace.drafts.path_for(kept.id).is_file()
    there = workspace.drafts.load(kept.id) if is_there else None
    if there and there.draft.state is State.SUBMITTED:
        talk("It was submitted meanwhile: the words kept become a draft of their own.")
        saved = workspace.drafts.save(duplicate(kept, workspace.drafts.ids()), None)
    else:
        saved = workspace.drafts.save(revise(kept), there.stamp if there else None)
    workspace.journal.forget(kept.id)
    return _report_path(saved, options)


def _report_path(saved: Saved, options: Any) -> int:
    if options.json:
        write_json({"id": saved.draft.id, "path": str(saved.path)})
    else:
        say(str(saved.path))
    return Exit.DONE


def _carry(options: Any) -> int:
    from policytui.cli.carry import run as carry

    return carry(options)


def _answers(options: Any) -> int:
    from policytui.cli.answers import run as collate

    return collate(options)


_ACTIONS: dict[str, Callable[[Any], int]] = {
    "new": _new,
    "answers": _answers,
    "edit": _edit,
    "list": _list,
    "show": _show,
    "submit": _submit,
    "carry": _carry,
    "copy": _copy,
    "delete": _delete,
    "restore": _restore,
    "recover": _recover,
}
