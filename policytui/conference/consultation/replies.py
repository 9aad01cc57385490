"""The answers that count, each to one question by one submission, in the order of the questions."""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from policytui.checks.nearness.words import words_of
from policytui.compare.likeness import form
from policytui.conference.inbox.submissions import Submission, Submissions
from policytui.conference.round import Round
from policytui.corpus.catalogue import Catalogue
from policytui.corpus.model import ALL_NATIONS, Document, Kind, Nation, Role
from policytui.drafts.model import Answer, DraftKind
from policytui.errors import UnknownId, UsageError
from policytui.tables import suggest


@dataclass(frozen=True, slots=True)
class Reply:
    """One answer to one question.

    Attributes:
        id: `submission/question`, such as `2026-05-01-answers-1a2b3c/question-1`.
        question: id of the question.
        digest: of the text as it is; what staff did with an answer holds for this text alone.
        wording: the same for all answers that use the same words in the same order, whatever
            their punctuation, case and layout.
    """

    id: str
    question: str
    text: str
    submission: Submission
    digest: str
    wording: str


@dataclass(frozen=True, slots=True)
class Question:
    """A question and its answers.

    Attributes:
        topic: the heading above it, may be empty.
        wording: the question as it is put.
        nations: those to whose members it is put.
        consultation: title of what asks it; empty where nothing does any more.
    """

    id: str
    title: str
    wording: str
    replies: tuple[Reply, ...]
    topic: str = ""
    nations: tuple[Nation, ...] = ALL_NATIONS
    consultation: str = ""

    @property
    def name(self) -> str:
        """The end of its id, by which it is called where there is one consultation."""
        return self.id.rpartition("/")[2]


@dataclass(frozen=True)
class Responses:
    """All answers that count, by question."""

    questions: tuple[Question, ...]

    @cached_property
    def replies(self) -> tuple[Reply, ...]:
        """Every answer, in the order of the questions."""
        return tuple(reply for question in self.questions for reply in question.replies)

    @cached_property
    def by_id(self) -> Mapping[str, Reply]:
        """Every answer by its id."""
        return {reply.id: reply for reply in self.replies}

    @cached_property
    def names(self) -> Mapping[str, str]:
        """What each question is called on the command line, by its id: the end of it, else all."""
        ends = Counter(one.name for one in self.questions)
        return {one.id: one.name if ends[one.name] == 1 else one.id for one in self.questions}

    @cached_property
    def has_equal_titles(self) -> bool:
        """Whether questions of several consultations are titled alike, so that both are named."""
        asked: dict[str, set[str]] = defaultdict(set)
        for one in self.questions:
            asked[one.title.casefold()].add(one.consultation)
        return any(len(those) > 1 for those in asked.values())

    def title(self, question: Question) -> str:
        """The title of a question, with what asks it where titles do not tell them apart."""
        told = question.consultation if self.has_equal_titles else ""
        return f"{told}: {question.title}" if told else question.title

    def reply(self, id_: str) -> Reply:
        """The answer with an id.

        Raises:
            UnknownId: none that counts has it.
        """
        found = self.by_id.get(id_.strip())
        if found is None:
            raise UnknownId(
                f'No answer that counts has the id "{id_[:100]}".',
                hint="See the answers to a question with: policytui responses --question ID",
            )
        return found

    def question(self, name: str) -> Question:
        """The question with an id, or with that end of an id.

        Raises:
            UnknownId: there is none.
            UsageError: there are several.
        """
        wanted = name.strip()
        found = [one for one in self.questions if wanted == one.id]
        found = found or [one for one in self.questions if wanted == one.name]
        if not found:
            known = [word for one in self.questions for word in (one.id, one.name)]
            raise UnknownId(
                f'There is no question "{name[:100]}".{suggest(wanted[:100], known)}',
                hint="See all questions with: policytui responses",
            )
        if len(found) > 1:
            these = ", ".join(one.id for one in found)
            raise UsageError(f'"{wanted}" is the name of several questions.', hint=f"Say: {these}")
        return found[0]


def find_consultations(
    round_: Round, submissions: Submissions, catalogue: Catalogue
) -> tuple[Document, ...]:
    """The consultations of a round: those that it names, then those that were answered besides."""
    kinds = {card.header.id: card.header.kind for card in catalogue.documents()}
    answered = (one.draft.document for one in submissions.by_kind[DraftKind.RESPONSE])
    wanted = dict.fromkeys((*round_.documents, *sorted(set(answered))))
    return tuple(catalogue.document(id_) for id_ in wanted if kinds.get(id_) is Kind.CONSULTATION)


Fingerprint = tuple[str, str]
"""Digest and wording of a text, as a `Reply` has them."""


def fingerprint(text: str) -> Fingerprint:
    """What tells a text from others, and its words from others."""
    words = " ".join(words_of(text)) or form(text)
    return _digest(text), _digest(words)


def texts_of(submissions: Submissions) -> list[str]:
    """The texts of all answers that are not empty, in the order in which they are gathered."""
    responses = submissions.by_kind[DraftKind.RESPONSE]
    return [answer.text for one in responses for answer in _answered(one)]


def gather_responses(
    submissions: Submissions,
    consultations: Iterable[Document],
    fingerprints: Sequence[Fingerprint] | None = None,
) -> Responses:
    """The answers of all responses that count, by question.

    Args:
        consultations: their questions come in their order, also those that nobody answered;
            behind them those that no consultation asks, as the responses put them.
        fingerprints: those of `texts_of`, where they are known.
    """
    by_question: dict[str, list[Reply]] = defaultdict(list)
    wordings: dict[str, str] = {}
    told = map(fingerprint, texts_of(submissions)) if fingerprints is None else fingerprints
    known = iter(told)
    for submission in submissions.by_kind[DraftKind.RESPONSE]:
        for reply, wording in _replies_in(submission, known):
            by_question[reply.question].append(reply)
            wordings.setdefault(reply.question, wording)
    questions = {
        position.id: Question(
            position.id,
            position.title,
            position.text,
            tuple(by_question.get(position.id, ())),
            position.themes[-1] if position.themes else "",
            position.nations,
            document.header.title,
        )
        for document in consultations
        for position in document.positions
        if position.role is Role.QUESTION
    }
    for id_, replies in by_question.items():
        if id_ not in questions:
            questions[id_] = Question(id_, id_, wordings[id_], tuple(replies))
    return Responses(tuple(questions.values()))


def _answered(submission: Submission) -> Iterator[Answer]:
    return (answer for answer in submission.draft.answers if answer.text.strip())


def _replies_in(
    submission: Submission, fingerprints: Iterator[Fingerprint]
) -> Iterator[tuple[Reply, str]]:
    """The answers of a submission that are not empty, and how their questions were put."""
    taken: set[str] = set()
    for answer in _answered(submission):
        name = answer.question.rpartition("/")[2]
        id_, number = f"{submission.id}/{name}", 1
        while id_ in taken:
            number += 1
            id_ = f"{submission.id}/{name}-{number}"
        taken.add(id_)
        digest, wording = next(fingerprints)
        reply = Reply(id_, answer.question, answer.text, submission, digest, wording)
        yield reply, answer.wording


def _digest(text: str) -> str:
    return hashlib.blake2b(text.encode(), digest_size=8).hexdigest()
