"""The questions an editor asks, in the words it asks them."""

from collections.abc import Sequence
from pathlib import Path

from policytui.checks.finding import Finding
from policytui.drafts.model import Draft, DraftKind
from policytui.drafts.store import DraftConflict
from policytui.errors import Problem
from policytui.tui.screens.choice import Choice, ChoiceScreen
from policytui.tui.wording import number, short_path


def ask_about_kept(draft: Draft, kept: Draft, *, has_file: bool) -> ChoiceScreen:
    """What to do with words that were typed after the last save."""
    when = f"{kept.updated.astimezone():%H:%M on %-d %B}"
    return ChoiceScreen(
        "Words typed after the last save were kept",
        [f"“{draft.title}” was closed before it could be saved. The words are from {when}."],
        [
            Choice("use", "Use them", "go on where you stopped"),
            Choice("look", "Look at the difference", "compare them with what was saved"),
            Choice(
                "discard",
                "Discard them",
                "go on with what was saved" if has_file else "go on with the draft as it was begun",
            ),
        ],
    )


def ask_about_conflict(conflict: DraftConflict) -> ChoiceScreen:
    """What to do when the file is not the one that was opened."""
    if conflict.theirs:
        return ChoiceScreen(
            "This draft was changed by somebody else",
            [
                f"{conflict.path.name} was written since you opened it: by another window, another"
                " program or a shared folder. It was not overwritten, and your words are kept.",
            ],
            [
                Choice("compare", "Compare the two", "see what differs, then choose"),
                Choice("copy", "Save mine as a copy", "both are kept; you go on with yours"),
                Choice("load", "Load theirs", "what you typed since opening is given up"),
            ],
        )
    is_gone = not conflict.path.exists()
    state = "is no longer there" if is_gone else "can no longer be read as a draft"
    choices = [Choice("copy", "Save mine as a copy", "you go on with the copy")]
    if is_gone:
        choices.insert(0, Choice("anew", "Save it again", f"writes {conflict.path.name} anew"))
    return ChoiceScreen(
        "The file of this draft was changed by somebody else",
        [f"{conflict.path} {state}. Your words are kept."],
        choices,
    )


def ask_to_leave(trouble: str) -> ChoiceScreen:
    """Whether to leave although nothing could be written anywhere."""
    return ChoiceScreen(
        "Leave, and lose what you typed?",
        [trouble, "It could not be kept in the state folder either."],
        [
            Choice("stay", "Stay here", "mend the folder or copy your text, then save with ctrl+s"),
            Choice("leave", "Leave", "what was typed since the last save is lost"),
        ],
    )


def ask_to_leave_day(problem: str) -> ChoiceScreen:
    """Whether to leave although a day is written that cannot be understood."""
    return ChoiceScreen(
        "The day of agreement is not understood",
        [problem, "All else is kept."],
        [
            Choice("go", "Take me there"),
            Choice("leave", "Leave", "the draft is kept without that day"),
        ],
    )


def tell_what_to_send(submission: Path, own_copy: Path) -> ChoiceScreen:
    """What to do with a draft that was just submitted."""
    return ChoiceScreen(
        "Submitted",
        [
            "It is sealed in this file:",
            f"  {short_path(submission)}",
            "Send this file as your party asks; any later change to it would show.",
            "",
            f"The file of the same name in {short_path(own_copy.parent)} is your own copy.",
        ],
        [Choice("done", "Done")],
    )


def tell_what_is_missing(errors: Sequence[Finding]) -> ChoiceScreen:
    """Why a draft cannot be submitted yet."""
    count = "One thing is" if len(errors) == 1 else f"{len(errors)} things are"
    return ChoiceScreen(
        f"{count} to be done before it can be submitted",
        [f"• {error.message}" for error in errors],
        [Choice("go", "Take me there" if len(errors) == 1 else "Take me to the first one")],
    )


def tell_what_is_wrong(file: str, problems: Sequence[Problem]) -> ChoiceScreen:
    """Why the file of a draft cannot be read."""
    told = []
    for each in problems:
        line = f"line {each.line}:" if each.line else ""
        told.append(" ".join(part for part in ("•", line, each.key, each.message) if part))
    return ChoiceScreen(
        f"{file} cannot be read",
        [*told, "", "Mend it in a text editor; it is read again when you come back here."],
        [Choice("back", "Go back")],
    )


def _what_is_sent(draft: Draft) -> list[str]:
    """How much a response says, so that nothing in it is sent unread."""
    if draft.kind is not DraftKind.RESPONSE:
        return []
    answered = sum(bool(answer.text) for answer in draft.answers)
    told = f"{answered} of {number(len(draft.answers), 'question')} answered"
    if draft.remarks:
        told += f", and further remarks, {number(len(draft.remarks.split()), 'word')}"
    return [f"{told}.", ""]


def ask_to_submit(draft: Draft, outbox: Path, warnings: Sequence[Finding]) -> ChoiceScreen:
    """Whether to seal a draft now."""
    details = [
        *_what_is_sent(draft),
        "It will be sealed and written to:",
        f"  {outbox / draft.id}.toml",
        "Afterwards it can be read and copied, but no longer changed.",
    ]
    if warnings:
        details += ["", "You may submit it as it is, but look at this first:"]
        details += [f"! {warning.message}" for warning in warnings]
    return ChoiceScreen(
        f"Submit “{draft.title}”?",
        details,
        [
            Choice("submit", "Submit", "seal it and put it into the outbox"),
            Choice("wait", "Not yet", "go on writing"),
        ],
    )
