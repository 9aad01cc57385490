"""The appendix: every submission that counts, in full, as it was sent."""

from collections.abc import Iterator

from policytui.conference.inbox.submissions import Submission
from policytui.conference.report.amendments import name_listed
from policytui.conference.report.facts import Facts
from policytui.drafts.model import Draft, DraftKind
from policytui.export.paper import Block, Heading, Points, Prose
from policytui.export.tables import Table

_KINDS = {
    DraftKind.RESPONSE: "Responses",
    DraftKind.AMENDMENT: "Amendments",
    DraftKind.NEW_POSITION: "New positions",
    DraftKind.CAMPAIGN_IDEA: "Campaign ideas",
}


def tell_originals(facts: Facts) -> Iterator[Block]:
    """The appendix."""
    yield Heading(1, "Appendix: what was sent in, in full")
    submissions = facts.inbox.submissions.by_kind
    if not any(submissions.values()):
        yield Prose("Nothing counts so far.")
    titles = {one.id: facts.name_question(one) for one in facts.responses.questions}
    listed = dict(_names_on_list(facts))
    for kind, heading in _KINDS.items():
        if submissions[kind]:
            yield Heading(2, heading)
        for number, submission in enumerate(submissions[kind], 1):
            own = f"{kind.label} {number}: {submission.draft.title}"
            yield Heading(3, listed.get(submission.id, own))
            yield from _tell(facts, submission, titles)


def _names_on_list(facts: Facts) -> Iterator[tuple[str, str]]:
    """What is on the list is called as it is called there."""
    for one in facts.calling.listed if facts.calling else ():
        name = name_listed(facts, one)
        for number, member in enumerate(one.members, 1):
            yield member.id, f"{name}, part {number}"
        if not one.members:
            yield one.id, name


def submission_table(facts: Facts) -> Table:
    """Every submission that counts, without its texts."""
    sender = ("Mover", "Organisation", "Capacity", "Nation", "Region")
    columns = ("Id", "Kind", "Title", *sender, "Open")
    rows = tuple(
        (
            one.id,
            one.draft.kind.label,
            one.draft.title,
            facts.mover(one.draft.submitter.mover),
            one.draft.submitter.organisation,
            "" if one.needs else one.draft.submitter.capacity.label,
            one.draft.submitter.nation.label if one.draft.submitter.nation else "",
            one.draft.submitter.region,
            one.needs,
        )
        for one in facts.inbox.submissions.all
    )
    return Table("submissions", "All submissions that count", columns, rows)


def _tell(facts: Facts, submission: Submission, titles: dict[str, str]) -> Iterator[Block]:
    draft = submission.draft
    yield Prose(" · ".join(filter(None, (facts.told_by(submission), draft.id))), is_quiet=True)
    if draft.kind is DraftKind.RESPONSE:
        for answer in draft.answers:
            if answer.text.strip():
                yield Prose(titles.get(answer.question, answer.question), is_quiet=True)
                yield Prose(answer.text)
    else:
        yield from _tell_proposal(draft)
    for heading, text in (("Reason", draft.reason), ("Other remarks", draft.remarks)):
        if text.strip():
            yield Prose(heading, is_quiet=True)
            yield Prose(text)


def _tell_proposal(draft: Draft) -> Iterator[Block]:
    if draft.base:
        place = f"{draft.base.document}, edition {draft.base.edition} [{draft.base.position}]"
        yield Prose(place, is_quiet=True)
    if draft.instruction:
        yield Points(draft.instruction)
    if draft.text.strip():
        yield Prose("Proposed text", is_quiet=True)
        yield Prose(draft.text)
