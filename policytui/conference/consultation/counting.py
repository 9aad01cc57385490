"""Answers and submissions counted by who sent them, with the different texts beside them."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from policytui.checks.nearness.words import words_of
from policytui.conference.consultation.replies import Reply, Responses
from policytui.conference.consultation.themes import Coding
from policytui.conference.inbox.submissions import Submission
from policytui.corpus.model import Nation
from policytui.drafts.model import Capacity
from policytui.text import clean_line

NOT_TOLD = "Not told"
NO_ORGANISATION = "No organisation named"
NOT_CODED = "Not coded"
_PARTS = " ▏▎▍▌▋▊▉█"
"""A cell filled from the left in eighths."""


class By(StrEnum):
    """What is counted by."""

    NATION = "nation"
    REGION = "region"
    CAPACITY = "capacity"
    ORGANISATION = "organisation"
    THEME = "theme"
    QUESTION = "question"

    @property
    def label(self) -> str:
        """The word as a heading."""
        return self.value.capitalize()


@dataclass(frozen=True, slots=True)
class Count:
    """One row.

    Attributes:
        submissions: how many different submissions.
        texts: how many different texts they sent, by their words alone.
    """

    label: str
    submissions: int
    texts: int


def tell_regions(submissions: Iterable[Submission]) -> Mapping[str, str]:
    """The regions that senders told, each as it is first written, by what makes it that region."""
    regions: dict[str, str] = {}
    for told in dict.fromkeys(one.draft.submitter.region for one in submissions):
        written = clean_line(told)
        if key := _region_key(written):
            regions.setdefault(key, written)
    return regions


def breakdowns(regions: Mapping[str, str]) -> tuple[By, ...]:
    """By what everything is counted: nation and capacity, and region where anybody told one."""
    return (By.NATION, By.REGION, By.CAPACITY) if regions else (By.NATION, By.CAPACITY)


def count_replies(
    replies: Iterable[Reply],
    by: By,
    coding: Coding | None = None,
    regions: Mapping[str, str] | None = None,
) -> list[Count]:
    """Answers counted; nations, capacities and themes in their order, the others by number.

    Args:
        coding: needed for themes; an answer counts once under each of its themes.
        regions: what `tell_regions` gives of all, where several tables are to name them alike.
    """
    replies = tuple(replies)
    if regions is None and by is By.REGION:
        regions = tell_regions(reply.submission for reply in replies)
    rows = (
        (label, reply.submission.id, reply.wording)
        for reply in replies
        for label in _labels(reply, by, coding, regions or {})
    )
    return _count(rows, by, _themes_of(replies, coding))


def count_questions(responses: Responses) -> list[Count]:
    """The answers to each question, also to those that nobody answered."""
    counted = count_replies(responses.replies, By.QUESTION)
    found = {row.label: row for row in counted}
    return [found.get(one.id, Count(one.id, 0, 0)) for one in responses.questions]


def count_submissions(
    submissions: Sequence[Submission],
    by: By,
    wordings: Mapping[str, str] | None = None,
    regions: Mapping[str, str] | None = None,
) -> list[Count]:
    """Submissions of any kind counted by who sent them; texts differ where their words do.

    Args:
        wordings: what `tell_wordings` gives, where several things are counted.
        regions: what `tell_regions` gives, likewise.
    """
    said = tell_wordings(submissions) if wordings is None else wordings
    if regions is None and by is By.REGION:
        regions = tell_regions(submissions)
    rows = ((_label(one, by, regions or {}), one.id, said[one.id]) for one in submissions)
    return _count(rows, by, ())


def tell_wordings(submissions: Iterable[Submission]) -> Mapping[str, str]:
    """What each submission says and of what, by its words alone; by its id."""
    return {one.id: _wording(one) for one in submissions}


def draw_bar(value: int, largest: int, width: int) -> str:
    """A number as a bar of blocks, at most `width` cells; never empty for more than nothing."""
    if value <= 0 or largest <= 0:
        return ""
    eighths = max(1, round(8 * width * value / largest))
    whole, part = divmod(eighths, 8)
    return _PARTS[8] * whole + _PARTS[part].strip()


def _count(rows: Iterable[tuple[str, str, str]], by: By, themes: Iterable[str]) -> list[Count]:
    senders: dict[str, set[str]] = defaultdict(set)
    texts: dict[str, set[str]] = defaultdict(set)
    for label, sender, text in rows:
        senders[label].add(sender)
        texts[label].add(text)
    known = [*_known_labels(by), *themes]
    ordered = [label for label in known if label in senders]
    others = sorted(
        (label for label in senders if label not in set(known)),
        key=lambda label: (label in _LAST, -len(senders[label]), label.casefold(), label),
    )
    if by is By.QUESTION:
        others = list(senders)
    return [Count(label, len(senders[label]), len(texts[label])) for label in (*ordered, *others)]


_LAST = (NOT_TOLD, NO_ORGANISATION, NOT_CODED)


def _known_labels(by: By) -> list[str]:
    if by is By.NATION:
        return [nation.label for nation in Nation]
    return [capacity.label for capacity in Capacity] if by is By.CAPACITY else []


def _themes_of(replies: Sequence[Reply], coding: Coding | None) -> list[str]:
    questions = dict.fromkeys(reply.question for reply in replies)
    themes = [theme for id_ in questions for theme in (coding.themes_for(id_) if coding else ())]
    return list(dict.fromkeys(theme.title for theme in themes))


def _labels(
    reply: Reply, by: By, coding: Coding | None, regions: Mapping[str, str]
) -> Iterator[str]:
    if by is By.THEME:
        themes = coding.themes_of(reply) if coding else ()
        yield from [theme.title for theme in themes] or [NOT_CODED]
    elif by is By.QUESTION:
        yield reply.question
    else:
        yield _label(reply.submission, by, regions)


def _label(submission: Submission, by: By, regions: Mapping[str, str]) -> str:
    who = submission.draft.submitter
    if by is By.NATION:
        return who.nation.label if who.nation else NOT_TOLD
    if by is By.REGION:
        return regions.get(_region_key(who.region), NOT_TOLD)
    if by is By.CAPACITY:
        # What a person must still find out is not guessed.
        return NOT_TOLD if submission.needs else who.capacity.label
    return clean_line(who.organisation) or NO_ORGANISATION


def _region_key(written: str) -> str:
    # People write one region as North West, north  west and North-West.
    return "".join(clean_line(written).casefold().replace("-", " ").split())


def _wording(submission: Submission) -> str:
    draft = submission.draft
    about = draft.base.position if draft.base else "" if draft.answers else draft.title
    answers = (part for one in draft.answers for part in (one.question, one.text))
    texts = (draft.text, draft.remarks, *answers)
    return "\0".join((draft.kind.value, about, *(" ".join(words_of(text)) for text in texts)))
