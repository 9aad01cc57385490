"""Which questions a response answers, when the member's nation changes."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from policytui.corpus.catalogue import Catalogue
from policytui.corpus.model import Header, Nation, Position, Role
from policytui.drafts.begin import questions_for
from policytui.drafts.model import Answer
from policytui.errors import PolicyError


@dataclass(frozen=True, slots=True)
class Questionnaire:
    """The questions of a consultation, as far as the corpus knows them."""

    header: Header | None
    questions: tuple[Position, ...]

    def question(self, question_id: str) -> Position | None:
        """One question, None where it is not known."""
        return next((each for each in self.questions if each.id == question_id), None)

    def is_put_to(self, question_id: str, nation: Nation | None) -> bool:
        """Whether a question is put to members in a nation; unknown questions count as put."""
        question = self.question(question_id)
        return question is None or nation is None or nation in question.nations


def put_only_to(question: Position) -> str:
    """To whom a question is put, where not to all: `put to members in Wales only`."""
    return f"put to members in {' and '.join(n.label for n in question.nations)} only"


def read_questionnaire(catalogue: Catalogue, document_id: str) -> Questionnaire:
    """The questions of a consultation; none where it is not in the corpus."""
    try:
        document = catalogue.document(document_id)
    except PolicyError:
        return Questionnaire(None, ())
    questions = tuple(each for each in document.positions if each.role is Role.QUESTION)
    return Questionnaire(document.header, questions)


def answers_for(
    nation: Nation | None, answers: Sequence[Answer], questions: Iterable[Position]
) -> tuple[Answer, ...]:
    """The answers of a response when the nation is this one.

    Questions put to the nation are there, answered or not; those that are not put to it go,
    unless something was written in answer to them: no written word is ever dropped.
    """
    known = tuple(questions)
    if not known:
        return tuple(answers)
    written = {answer.question: answer for answer in answers}
    wanted = {question.id for question in questions_for(known, nation)}
    derived = [
        written.pop(question.id, Answer(question.id, question.text, ""))
        for question in known
        if question.id in wanted or (question.id in written and written[question.id].text.strip())
    ]
    return (*derived, *(answer for id_, answer in written.items() if answer.text.strip()))
