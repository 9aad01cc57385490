"""How a draft stands, in words: what the checks find, whether it is saved, what is filled in."""

from dataclasses import dataclass
from datetime import datetime

from textual.content import Content

from policytui.checks.draft import check_draft
from policytui.checks.finding import Finding, Severity
from policytui.corpus.catalogue import Catalogue
from policytui.drafts.model import Draft
from policytui.errors import PolicyError
from policytui.tui.editing import Editing
from policytui.tui.plain import one_line, plain
from policytui.tui.widgets.details_form import summary

_LONGEST_VALUE = 28


@dataclass(frozen=True, slots=True)
class Examined:
    """A draft and what the checks say of it.

    Attributes:
        findings: None while they were not made yet, or could not be.
    """

    draft: Draft
    findings: tuple[Finding, ...] | None = None

    def of(self, severity: Severity) -> tuple[Finding, ...]:
        """The findings of one grade."""
        return tuple(each for each in self.findings or () if each.severity is severity)

    @property
    def errors(self) -> tuple[Finding, ...]:
        """What keeps it from being submitted."""
        return self.of(Severity.ERROR)


def examine(draft: Draft, catalogue: Catalogue) -> Examined:
    """Check a draft; a corpus that cannot be read leaves it unchecked."""
    try:
        return Examined(draft, check_draft(draft, catalogue))
    except PolicyError:
        return Examined(draft)


def status(editing: Editing, examined: Examined, *, is_typing: bool) -> str:
    """Whether it is saved and ready, in a few words."""
    if editing.is_read_only:
        return "submitted"
    if trouble(editing):
        saved = "NOT SAVED"
    elif is_typing:
        saved = "editing …"
    elif editing.is_only_kept:
        saved = "kept, not saved yet"
    elif editing.saved_at is None:
        saved = "nothing changed yet"
    else:
        saved = f"saved {moment(editing.saved_at)}"
    if examined.findings is None:
        return saved
    missing = len(examined.errors)
    return f"{saved} · {f'{missing} still missing' if missing else 'ready to submit'}"


def trouble(editing: Editing) -> str:
    """Why it is not saved and what becomes of the words; empty when all is well."""
    if editing.conflict:
        return (
            "NOT SAVED: this draft was changed elsewhere since you opened it. Your words are "
            "kept. Press ctrl+s to choose what to do."
        )
    if not editing.trouble:
        return ""
    kept = (
        "Your words are kept; saving is tried again when you pause, or with ctrl+s."
        if editing.is_kept
        else "They could not be kept elsewhere either: copy your text before you leave."
    )
    return f"NOT SAVED: {one_line(editing.trouble)} {kept}"


def sealed(editing: Editing) -> str:
    """What must be known of a submitted draft; empty for others."""
    if not editing.is_read_only:
        return ""
    seal = editing.draft.seal
    when = f" {moment(seal.at)}" if seal else ""
    return f"Submitted{when}: sealed, it can no longer be changed. F4 copies it to go on with."


def form_in_short(draft: Draft) -> Content:
    """The form on one line, with what is missing named."""
    parts = []
    for label, value in summary(draft):
        shown = one_line(value)
        if len(shown) > _LONGEST_VALUE:
            shown = shown[: _LONGEST_VALUE - 1].rstrip() + "…"
        value_shown = plain(shown, "$foreground") if shown else plain("missing", "$text-warning")
        parts.append(plain(f"{label} ", "$text-muted") + value_shown)
    return Content.assemble(("F2 ", "bold $text-accent"), Content("   ").join(parts))


def flat_text(draft: Draft) -> str:
    """All the words of a draft as one text, for comparing two versions of it."""
    parts = [draft.text] if draft.text else []
    parts += [f"{answer.wording}\n{answer.text}" for answer in draft.answers if answer.text]
    if draft.reason:
        parts.append(f"Reason: {draft.reason}")
    parts += [f"{label}: {value}" for label, value in summary(draft)[-3:] if value]
    return "\n\n".join(parts)


def moment(at: datetime) -> str:
    """A time as people say it: the hour today, else the day."""
    local = at.astimezone()
    today = datetime.now().astimezone()
    if local.date() == today.date():
        return f"{local:%H:%M}"
    return f"{local.day} {local:%b}" if local.year == today.year else f"{local.day} {local:%b %Y}"
