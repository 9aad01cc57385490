"""A round as it stands for staff: what was received, the answers, and what is done with them."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property
from pathlib import Path

from policytui.conference.consultation.counting import By, Count, count_replies, tell_regions
from policytui.conference.consultation.groups import Group, group_by_wording
from policytui.conference.consultation.opening import Answers, open_answers
from policytui.conference.consultation.quotes import Quote, mark_quote, tell_quotes, unmark_quote
from policytui.conference.consultation.replies import Question, Reply, Responses
from policytui.conference.consultation.searching import Found
from policytui.conference.consultation.suggesting import Suggester
from policytui.conference.consultation.themes import Coding
from policytui.conference.inbox.ledger import Fate, Item, Ledger, tell_overrulings
from policytui.conference.inbox.overruling import admit, restore, set_aside
from policytui.conference.inbox.shelf import Shelf
from policytui.conference.inbox.submissions import Submission
from policytui.conference.inbox.taking_in import Taken, take_in
from policytui.conference.round import Round, begin_round, open_round
from policytui.drafts.model import Draft
from policytui.errors import UsageError
from policytui.progress import IsCancelled, Progress, ignore_progress, never_cancelled, stoppable
from policytui.workspace.rounds import find_round_folder, who_works
from policytui.workspace.workspace import Workspace

MOST_FOUND = 200
"""Answers that a search lists."""

Span = tuple[int, int]


class Level(StrEnum):
    """What the list shows."""

    SUBMISSIONS = "submissions"
    QUESTIONS = "questions"
    THEMES = "themes of a question"
    ANSWERS = "answers to a question"
    FOUND = "answers found"


@dataclass(frozen=True, slots=True)
class Letter:
    """Answers with the same words, as they are listed once.

    Attributes:
        replies: one or more.
        size: how many answers stand around these words; 0 where they are nobody's standard text.
        own: of a variant what it says that the standard text does not, else None.
    """

    replies: tuple[Reply, ...]
    size: int = 0
    own: tuple[str, ...] | None = None

    @property
    def text(self) -> str:
        """The words, as the first answer has them."""
        return self.replies[0].text


@dataclass(frozen=True)
class Received:
    """A round, opened.

    Attributes:
        answers: those that count; also the journal and the ledger, of which all else follows.
        cache: the folder for caches.
    """

    answers: Answers
    cache: Path

    @property
    def round(self) -> Round:
        """The round."""
        return self.answers.round

    @property
    def ledger(self) -> Ledger:
        """What became of every file."""
        return self.answers.ledger

    @property
    def responses(self) -> Responses:
        """The answers by question."""
        return self.answers.responses

    @property
    def coding(self) -> Coding:
        """Themes and coding as the journal has them now."""
        return self.answers.coding

    @property
    def quotes(self) -> Mapping[str, tuple[Quote, ...]]:
        """What is marked for the report, by the id of the answer."""
        return self.answers.quotes

    @cached_property
    def counted(self) -> Mapping[str, Submission]:
        """The responses that count, by the digest of their file."""
        return {one.digest: one for one in self.answers.submissions.all}

    @cached_property
    def names(self) -> Mapping[str, str]:
        """The names of files by the digest of their content."""
        items = self.ledger.items
        return {item.digest: item.name for item in items if item.fate is not Fate.DUPLICATE}

    @cached_property
    def readable(self) -> frozenset[str]:
        """Digests of the submissions that can be read."""
        return frozenset(item.draft for item in self.ledger.items if item.sent)

    @cached_property
    def _learnt(self) -> dict[str, tuple[Suggester, Counter[str]]]:
        return {}

    def suggester(self, question: str) -> Suggester:
        """What the coded answers to a question teach."""
        return self._learn(question)[0]

    def theme_counts(self, question: str) -> Counter[str]:
        """How many answers to a question are under each of its themes, by its id."""
        return self._learn(question)[1]

    def _learn(self, question: str) -> tuple[Suggester, Counter[str]]:
        if question not in self._learnt:
            replies = self.responses.question(question).replies
            counts = Counter(
                theme.id for reply in replies for theme in self.coding.themes_of(reply)
            )
            self._learnt[question] = Suggester(replies, self.coding), counts
        return self._learnt[question]

    @cached_property
    def _counts(self) -> dict[tuple[str, By], list[Count]]:
        return {}

    def counts(self, question: Question | None, by: By) -> list[Count]:
        """The answers to a question, or to all, counted."""
        key = (question.id if question else "", by)
        if key not in self._counts:
            replies = question.replies if question else self.responses.replies
            self._counts[key] = count_replies(replies, by, self.coding, self.regions)
        return self._counts[key]

    @cached_property
    def regions(self) -> Mapping[str, str]:
        """The regions that senders told, as every table names them."""
        return tell_regions(reply.submission for reply in self.responses.replies)

    @property
    def shelf(self) -> Shelf:
        """Where submissions are read from."""
        return Shelf(self.round, self.cache)

    def reread(self, question: Question | None = None) -> "Received":
        """With themes and quotes as they stand in the journal now.

        Args:
            question: whose themes are shown, so that they are counted at once.
        """
        made = replace(self, answers=self.answers.reread())
        if question:
            made.suggester(question.id)
        return made

    def listed(self, fate: Fate | None, words: str = "") -> tuple[Item, ...]:
        """What was received, of one fate or of all.

        Args:
            words: all of them stand in sender, title or file name of each.
        """
        items = self.ledger.of(fate) if fate else self.ledger.items
        wanted = words.casefold().split()
        return tuple(item for item in items if _has_words(item, wanted)) if wanted else items


def _has_words(item: Item, wanted: list[str]) -> bool:
    sent = item.sent
    told = f"{item.name} {sent.by} {sent.title}" if sent else item.name
    told = told.casefold()
    return all(word in told for word in wanted)


def open_received(
    workspace: Workspace,
    progress: Progress = ignore_progress,
    is_cancelled: IsCancelled = never_cancelled,
) -> Received:
    """The round in use, with what was sent in.

    Raises:
        UsageError: there is none.
        DataError, StorageError: it cannot be read.
        Cancelled: stopped.
    """
    step = stoppable(progress, is_cancelled)
    round_ = open_round(find_round_folder(workspace))
    cache = workspace.places.cache_for_corpus
    return Received(open_answers(round_, workspace.catalogue, cache, step), cache)


def take_in_inbox(
    workspace: Workspace,
    inbox: Path,
    title: str,
    progress: Progress = ignore_progress,
    is_cancelled: IsCancelled = never_cancelled,
) -> tuple[Received, Taken]:
    """Take a folder in, and open the round as it stands then.

    Args:
        title: of a new round; empty for the one in use.

    Raises:
        UsageError: there is no round, or another where the new one would lie.
        DataError, StorageError: a folder cannot be read or written.
        Cancelled: stopped; what was taken in stays.
    """
    folder = find_round_folder(workspace)
    round_ = begin_round(folder, title) if title else open_round(folder)
    taken = take_in(
        round_,
        inbox,
        workspace.basis,
        by=who_works(workspace),
        progress=progress,
        is_cancelled=is_cancelled,
    )
    return open_received(workspace, progress, is_cancelled), taken


# --- what is read ---


def read_draft(received: Received, item: Item) -> Draft | None:
    """What was sent in, without contact data; None where it cannot be read.

    Raises:
        DataError, StorageError: the file that was received is missing or was changed.
    """
    one = received.counted.get(item.digest)
    if one:
        return one.draft
    if item.draft not in received.readable:
        return None
    return received.shelf.drafts([item.draft]).get(item.draft)


def letters_of(
    received: Received,
    question: Question,
    progress: Progress = ignore_progress,
    is_cancelled: IsCancelled = never_cancelled,
) -> tuple[Letter, ...]:
    """The answers to a question, each once: groups with their variants first, then the others.

    Raises:
        Cancelled: stopped.
    """
    letters = []
    for group in received.answers.groups(question, progress, is_cancelled):
        letters += _letters_in(group)
    grouped = {letter.replies[0].wording for letter in letters}
    others = group_by_wording(question.replies)
    letters += [Letter(those) for wording, those in others.items() if wording not in grouped]
    received.suggester(question.id)
    return tuple(letters)


def _letters_in(group: Group) -> list[Letter]:
    variants = [Letter(each.replies, own=each.own) for each in group.variants]
    return [Letter(group.standard, group.size), *variants]


def letter_of(received: Received, reply: Reply) -> Letter:
    """An answer together with those to the same question that use the same words."""
    replies = received.responses.question(reply.question).replies
    same = (one for one in replies if one.wording == reply.wording and one.id != reply.id)
    return Letter((reply, *same))


def search_answers(received: Received, question: Question | None, words: str) -> Found:
    """The answers that have the words, to one question or to all."""
    about = question.id if question else ""
    return received.answers.index.search(words, MOST_FOUND, question=about)


# --- what is done; each gives what takes it back ---

Undo = Callable[[], str]
"""Takes something back as far as nobody changed it since, and gives what is to be said of the rest:
nothing where there is none.

Raises UsageError where nothing of it can be taken back any more.
"""
AS_BEFORE = "It is as it was before already."


def overrule(received: Received, item: Item, reason: str, by: str) -> tuple[Item, Undo]:
    """Count what was not counted, or set aside what was; with what it has become.

    Raises:
        UsageError: no reason is given, or it cannot count.
    """
    shelf, round_, digest = received.shelf, received.round, item.digest
    do = set_aside if item.fate is Fate.COUNTED else admit
    became = do(round_, shelf, digest, reason, by)
    mine = tell_overrulings(round_.journal.read()).get(digest)

    def take_back() -> str:
        if tell_overrulings(round_.journal.read()).get(digest) != mine:
            raise UsageError("Somebody else decided on it since; that stays.")
        restore(round_, shelf, digest, by)
        return ""

    return became, take_back


def is_quoted(received: Received, reply: Reply, span: Span) -> bool:
    """Whether a passage is marked for the report."""
    return _marked_by(received.quotes, reply, span) is not None


def _marked_by(quotes: Mapping[str, tuple[Quote, ...]], reply: Reply, span: Span) -> str | None:
    """Who marked a passage; None where it is not marked."""
    marked = (one for one in quotes.get(reply.id, ()) if one.digest == reply.digest)
    return next((one.by for one in marked if (one.start, one.end) == span), None)


def quote(received: Received, reply: Reply, span: Span, by: str) -> Undo:
    """Mark a passage for the report; on one that is marked, take the mark away."""
    note, back = mark_quote, unmark_quote
    if is_quoted(received, reply, span):
        note, back = back, note
    journal = received.round.journal
    is_mine = bool(note(journal, reply, span, by))
    done = _marked_by(tell_quotes(journal.read()), reply, span)

    def take_back() -> str:
        if not is_mine or _marked_by(tell_quotes(journal.read()), reply, span) != done:
            raise UsageError("Somebody else marked it, or took the mark away; that stays.")
        back(journal, reply, span, by)
        return ""

    return take_back
