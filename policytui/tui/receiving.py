"""A round as it stands for staff: what was received, the answers, and what is done with them."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property
from pathlib import Path

from policytui.conference.consultation.groups import Group, find_groups, group_by_wording
from policytui.conference.consultation.quotes import Quote, mark_quote, tell_quotes, unmark_quote
from policytui.conference.consultation.replies import (
    Question,
    Reply,
    Responses,
    find_consultations,
    gather_responses,
)
from policytui.conference.consultation.searching import Found, ReplyIndex
from policytui.conference.consultation.suggesting import Suggester
from policytui.conference.consultation.themes import Coding, code_replies, tell_coding
from policytui.conference.inbox.ledger import Fate, Item
from policytui.conference.inbox.overruling import admit, set_aside
from policytui.conference.inbox.shelf import Shelf
from policytui.conference.inbox.submissions import Inbox, Submission, open_inbox
from policytui.conference.round import Round, open_round
from policytui.drafts.model import Draft
from policytui.errors import Cancelled
from policytui.progress import IsCancelled, Progress, ignore_progress, never_cancelled
from policytui.workspace.rounds import find_round_folder
from policytui.workspace.workspace import Workspace

MOST_FOUND = 200
"""Answers that a search lists."""

_PARAGRAPH = re.compile(r"\S.*?(?=\s*\n[ \t]*\n|\s*\Z)", re.DOTALL)
Span = tuple[int, int]


class Level(StrEnum):
    """What the list shows."""

    SUBMISSIONS = "submissions"
    QUESTIONS = "questions"
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
        coding, quotes: as the journal has them now.
        cache: the folder for caches.
    """

    round: Round
    inbox: Inbox
    responses: Responses
    coding: Coding
    quotes: Mapping[str, tuple[Quote, ...]]
    cache: Path

    @cached_property
    def counted(self) -> Mapping[str, Submission]:
        """The submissions that count, by the digest of their file."""
        return {one.digest: one for one in self.inbox.submissions.all}

    @cached_property
    def names(self) -> Mapping[str, str]:
        """The names of files by the digest of their content."""
        items = self.inbox.ledger.items
        return {item.digest: item.name for item in items if item.fate is not Fate.DUPLICATE}

    @cached_property
    def readable(self) -> frozenset[str]:
        """Digests of the submissions that can be read."""
        return frozenset(item.draft for item in self.inbox.ledger.items if item.sent)

    @property
    def shelf(self) -> Shelf:
        """Where submissions are read from."""
        return Shelf(self.round, self.cache)

    def reread(self) -> "Received":
        """With themes and quotes as they stand in the journal now."""
        entries = self.round.journal.read()
        return replace(self, coding=tell_coding(entries), quotes=tell_quotes(entries))

    def listed(self, fate: Fate | None) -> tuple[Item, ...]:
        """What was received, of one fate or of all."""
        ledger = self.inbox.ledger
        return ledger.of(fate) if fate else ledger.items


def open_received(
    workspace: Workspace,
    progress: Progress = ignore_progress,
    is_cancelled: IsCancelled = never_cancelled,
) -> Received:
    """The round in use, with everything that was sent in.

    Raises:
        UsageError: there is none.
        DataError, StorageError: it cannot be read.
        Cancelled: stopped.
    """

    def step(done: int, total: int, what: str) -> None:
        if is_cancelled():
            raise Cancelled
        progress(done, total, what)

    round_ = open_round(find_round_folder(workspace))
    cache = workspace.places.cache_for_corpus
    inbox = open_inbox(round_, cache, step)
    step(0, 0, "")
    consultations = find_consultations(round_, inbox.submissions, workspace.catalogue)
    responses = gather_responses(inbox.submissions, consultations)
    entries = inbox.entries
    return Received(round_, inbox, responses, tell_coding(entries), tell_quotes(entries), cache)


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
    question: Question,
    progress: Progress = ignore_progress,
    is_cancelled: IsCancelled = never_cancelled,
) -> tuple[Letter, ...]:
    """The answers to a question, each once: groups with their variants first, then the others.

    Raises:
        Cancelled: stopped.
    """
    letters = []
    for group in find_groups(question, progress, is_cancelled):
        letters += _letters_in(group)
    grouped = {letter.replies[0].wording for letter in letters}
    others = group_by_wording(question.replies)
    letters += [Letter(those) for wording, those in others.items() if wording not in grouped]
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
    replies = question.replies if question else received.responses.replies
    return ReplyIndex(replies, received.coding).search(words, MOST_FOUND)


def paragraphs_of(text: str) -> list[Span]:
    """Where the paragraphs of an answer stand."""
    return [found.span() for found in _PARAGRAPH.finditer(text)]


# --- what is done; each gives what takes it back ---

Undo = Callable[[], object]


def overrule(received: Received, item: Item, reason: str, by: str) -> tuple[Item, Undo]:
    """Count what was not counted, or set aside what was; with what it has become.

    Raises:
        UsageError: no reason is given, or it cannot count.
    """
    shelf, round_, id_ = received.shelf, received.round, item.digest
    if item.fate is Fate.COUNTED:
        found = set_aside(round_, shelf, id_, reason, by)
        return found, lambda: admit(round_, shelf, id_, "taken back: it counts again", by)
    found = admit(round_, shelf, id_, reason, by)
    return found, lambda: set_aside(round_, shelf, id_, "taken back: it does not count", by)


def code(received: Received, letter: Letter, themes: Sequence[str], by: str) -> Undo:
    """Put all answers with the same words under themes, in place of those they had.

    Args:
        themes: ids or titles; without any the answers are not coded any more.
    """
    before: dict[tuple[str, ...], list[Reply]] = {}
    for reply in letter.replies:
        ids = tuple(theme.id for theme in received.coding.themes_of(reply))
        before.setdefault(ids, []).append(reply)
    journal = received.round.journal
    code_replies(journal, letter.replies, themes, by)
    return lambda: [code_replies(journal, those, ids, by) for ids, those in before.items()]


def suggested_themes(received: Received, letter: Letter) -> list[tuple[str, str]]:
    """Titles of themes that the words suggest, each with the words it rests on."""
    question = received.responses.question(letter.replies[0].question)
    found = Suggester(question.replies, received.coding).suggest(letter.replies[0])
    return [(one.theme.title, ", ".join(one.words)) for one in found]


def is_quoted(received: Received, reply: Reply, span: Span) -> bool:
    """Whether a passage is marked for the report."""
    quotes = received.quotes.get(reply.id, ())
    return any((one.start, one.end) == span and one.digest == reply.digest for one in quotes)


def quote(received: Received, reply: Reply, span: Span, by: str) -> Undo:
    """Mark a passage for the report; on one that is marked, take the mark away."""
    note, back = mark_quote, unmark_quote
    if is_quoted(received, reply, span):
        note, back = back, note
    journal = received.round.journal
    note(journal, reply, span, by)
    return lambda: back(journal, reply, span, by)
