"""How a draft stands, in words: what the checks find, whether it is saved, what is filled in."""

import re
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

from textual.content import Content

from policytui.checks.checking import QUICK, check_draft
from policytui.checks.finding import Finding, Severity
from policytui.checks.selection import Selection
from policytui.drafts.declared import format_commitment
from policytui.drafts.model import Capacity, Draft, DraftKind, Relates
from policytui.errors import PolicyError
from policytui.tui.days import write_day
from policytui.tui.editing import Editing
from policytui.tui.findings import SIGNS
from policytui.tui.plain import one_line, plain
from policytui.tui.widgets.details_form import mover_label, summary
from policytui.tui.widgets.prose_area import Remark
from policytui.workspace.workspace import Workspace

UNREAD_DAY = "FRM001"
"""Code of the finding that a day in the form is none."""
_LONGEST_VALUE = 28
_BREAK = re.compile(r"(\[new (?:line|paragraph)\]) (?=“|\[\d+ spaces\])")
"""Where the lines of a text, such as the points of a list, end within an instruction."""


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


def examine(draft: Draft, workspace: Workspace, day_problem: str = "") -> Examined:
    """Check a draft by the rules that are quick; a corpus that cannot be read leaves it unchecked.

    Args:
        day_problem: what is wrong with the day of agreement as it is written in the form.
    """
    findings: tuple[Finding, ...] | None = None
    with suppress(PolicyError):
        findings = _as_wanted(check_draft(draft, workspace.basis, tiers=QUICK), workspace.selection)
    if day_problem:
        field = "submitter.agreed_on"
        # The check cannot know that a day is written: to the draft it is not there.
        others = tuple(finding for finding in findings or () if finding.field != field)
        message = f"The day of agreement: {day_problem}"
        unread = Finding(UNREAD_DAY, Severity.ERROR, draft.id, message, field=field)
        findings = (unread, *others)
    return Examined(draft, findings)


def _as_wanted(findings: tuple[Finding, ...], selection: Selection) -> tuple[Finding, ...]:
    """Findings as the settings want them; what keeps a draft from being sent stays as it is."""
    return tuple(
        finding if finding.severity is Severity.ERROR else selection.graded(finding)
        for finding in findings
        if finding.severity is Severity.ERROR or selection.wants(finding.code)
    )


def remarks_on(examined: Examined, text: str) -> list[Remark]:
    """What was found at places of the proposed text, the gravest first.

    Args:
        text: as it stands in the field, blank lines at its beginning among it.
    """
    before = len(text) - len(text.lstrip())
    blank = text.count("\n", 0, before)
    remarks = []
    for severity, sign in SIGNS.items():
        for finding in examined.of(severity):
            for evidence in finding.evidence:
                is_here = evidence.source == examined.draft.id and evidence.field == "text"
                if is_here and evidence.text:
                    first = min((start for start, _ in evidence.spans), default=0)
                    above = examined.draft.text[: evidence.start + first]
                    row = above.count("\n") + blank
                    column = len(above) - above.rfind("\n") - 1
                    remarks.append(Remark(row, column, sign, finding.message))
    return remarks


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
        draft = editing.draft
        has_words = draft.text or draft.remarks or any(each.text for each in draft.answers)
        saved = "not saved yet" if has_words else "nothing written yet"
        if draft.kind is DraftKind.AMENDMENT:
            saved = "nothing changed yet"
    else:
        saved = f"saved {moment(editing.saved_at)}"
    if editing.day_problem:
        return f"{saved} · the day is not understood"
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
    return (
        f"Submitted{when}: sealed, it can no longer be changed. The file to send is in the "
        "outbox. F4 copies it to go on with."
    )


def form_in_short(draft: Draft) -> Content:
    """The form on one line, with what is missing named."""
    parts = []
    for label, value in summary(draft):
        shown = one_line(value)
        if len(shown) > _LONGEST_VALUE:
            shown = shown[: _LONGEST_VALUE - 1].rstrip() + "…"
        if shown:
            value_shown = plain(shown, "$foreground")
        elif label == "Nation" and draft.kind is not DraftKind.RESPONSE:
            # Only the questions of a consultation depend on it: a wish, nothing missing.
            value_shown = plain("if you like", "$text-muted")
        else:
            value_shown = plain("missing", "$text-warning")
        if label == "For" and _lacks_organisation(draft):
            value_shown += plain(" › name missing", "$text-warning")
        parts.append(plain(f"{label} ", "$text-muted") + value_shown)
    return Content.assemble(("F2 ", "bold $text-accent"), Content("   ").join(parts))


def _lacks_organisation(draft: Draft) -> bool:
    submitter = draft.submitter
    return submitter.capacity is not Capacity.INDIVIDUAL and not submitter.organisation


def instruction_lines(draft: Draft) -> list[str]:
    """The instruction for reading, with a line break wherever it tells of one.

    Where there are several parts, room is left for their numbers.
    """
    is_numbered = len(draft.instruction) > 1
    return [
        _BREAK.sub(rf"\1\n{' ' * len(f'{number}. ') if is_numbered else ''}", text)
        for number, text in enumerate(draft.instruction, 1)
    ]


def words_of(draft: Draft) -> str:
    """What is proposed or answered, as one text: no form, no word on how to reach anybody."""
    parts = [draft.text] if draft.text else []
    parts += [f"{answer.wording}\n{answer.text}" for answer in draft.answers if answer.text]
    if draft.remarks:
        parts.append(f"Fits no question: {draft.remarks}")
    return "\n\n".join(parts)


def flat_text(draft: Draft) -> str:
    """All that a person filled in, as one text, for choosing between two versions of a draft.

    Contact data are among it: whichever version is given up, nothing goes with it unseen.
    """
    submitter, contact, base = draft.submitter, draft.contact, draft.base
    form = [
        ("Title", draft.title),
        ("Changes", f"{base.title} ({base.document}, {base.edition})" if base else ""),
        ("Document", draft.document),
        ("Theme", draft.theme),
        ("Reason", draft.reason),
        (mover_label(draft), submitter.mover),
        ("Seconders", ", ".join(submitter.seconders)),
        ("Redrafter", submitter.redrafter),
        ("For", submitter.capacity.label),
        ("Organisation", submitter.organisation),
        ("Agreed there on", write_day(submitter.agreed_on)),
        ("Nation", submitter.nation.label if submitter.nation else ""),
        ("Region", submitter.region),
        ("Email", contact.email),
        ("Telephone", contact.telephone),
        ("Membership no.", contact.membership),
        *((f"It {each.relation.label}", _related(each)) for each in draft.relates),
        *(("Commits to", format_commitment(each)) for each in draft.commitments),
    ]
    words = words_of(draft)
    parts = [words] if words else []
    return "\n\n".join([*parts, *(f"{label}: {value}" for label, value in form if value)])


def _related(relates: Relates) -> str:
    return f"{relates.position} ({relates.note})" if relates.note else relates.position


def moment(at: datetime) -> str:
    """A time as people say it: the hour today, else the day."""
    local = at.astimezone()
    today = datetime.now().astimezone()
    if local.date() == today.date():
        return f"{local:%H:%M}"
    return f"{local.day} {local:%b}" if local.year == today.year else f"{local.day} {local:%b %Y}"
