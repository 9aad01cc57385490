"""Collated answers of a branch made into answers to the questions of a consultation.

In = out + left out: every word of the file is in an answer, in what fits no question, or in what
was left out because the consultation has it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from policytui.corpus.model import Document
from policytui.errors import DataError, Problem
from policytui.importers.blocks import Reading
from policytui.importers.report import Doubt, LeftOut
from policytui.proposals.labels import heads_a_column, length_of_answer_label
from policytui.proposals.pieces import Piece, is_unsure, pieces_of
from policytui.proposals.question_matching import match_questions
from policytui.proposals.signs import Questionnaire, Sign

_ITS_QUESTION = "taken as the question's own words"
_ITS_TOPIC = "taken as the name of a topic"
_ITS_LABEL = "taken as the label of an answer"
_ITS_COLUMN = "taken as the heading of a column"
BEFORE = "stands before the first question"
UNDER_NONE = "stands under a heading that is none of the questions"
BELOW = "stands below the table of answers"
TAKEN_OUT = "was taken out by you"
MOVED = "put there by you"
SPLIT = "split off by you"


@dataclass(frozen=True, slots=True)
class FoundAnswer:
    """An answer, and how it was told to which question.

    Attributes:
        evidence: such as `number 3 of Social care, worded alike, 84 %`.
        doubt: why it may answer another question; empty where it is sure.
        asked: what the file itself says above it.
        line, page: where it begins; 0 where the file has no pages.
    """

    question_id: str
    text: str
    evidence: str
    doubt: str = ""
    asked: str = ""
    line: int = 0
    page: int = 0


@dataclass(frozen=True, slots=True)
class CollatedAnswers:
    """What a file of answers holds.

    Attributes:
        answers: in the order of the file; a question may have several.
        rest: what fits no question, in order.
        left_out: the questions as the file words them, and what its reader left out.
        doubts: what concerns more than one answer.
    """

    answers: tuple[FoundAnswer, ...]
    rest: tuple[LeftOut, ...]
    left_out: tuple[LeftOut, ...]
    doubts: tuple[Doubt, ...] = ()

    def answers_to(self, question_id: str) -> tuple[FoundAnswer, ...]:
        """The answers to one question, in order."""
        return tuple(each for each in self.answers if each.question_id == question_id)

    @property
    def remarks(self) -> str:
        """What fits no question, as one text."""
        return "\n\n".join(each.text for each in self.rest)


def find_answers(
    reading: Reading, consultation: Document, *, path: Path | None = None
) -> CollatedAnswers:
    """The answer to each question of a consultation that a file holds.

    Args:
        path: the file, named where it is refused.

    Raises:
        DataError: it answers no question of this consultation, or there is none.
    """
    asked = Questionnaire(consultation)
    if not asked.questions:
        raise _asks_nothing(consultation, path)
    pieces = pieces_of(reading)
    collecting = _Collecting(asked)
    matched, unsure = match_questions(pieces, asked)
    signs = {sign.start: sign for sign in matched}
    end = -1
    for at, piece in enumerate(pieces):
        if at in signs:
            end = signs[at].end
            collecting.take_sign(signs[at], piece)
        elif at > end:
            collecting.take_piece(piece)
            if at in unsure:
                collecting.doubt(unsure[at].message)
    found = collecting.finish()
    if not found.answers:
        raise _fits_nothing(consultation, asked, path)
    unread = tuple(
        LeftOut(block.text, block.line, block.left_out, block.page)
        for block in reading.blocks
        if block.left_out and not is_unsure(block)
    )
    left_out = sorted((*unread, *found.left_out), key=lambda left: left.line)
    doubts = (*reading.doubts, *unsure.values(), *_answered_twice(found.answers, consultation))
    in_order = tuple(sorted(doubts, key=lambda doubt: doubt.line))
    return replace(found, left_out=tuple(left_out), doubts=in_order)


class _Collecting:
    """Pieces gathered into answers while they are read."""

    def __init__(self, asked: Questionnaire) -> None:
        self._asked = asked
        self._answers: list[FoundAnswer] = []
        self._rest: list[LeftOut] = []
        self._left_out: list[LeftOut] = []
        self._open: FoundAnswer | None = None
        self._in_table = False
        self._is_below_number = False
        self._why = BEFORE

    def take_sign(self, sign: Sign, piece: Piece) -> None:
        """A question, a topic, or a heading that fits none."""
        if sign.question is None and sign.names_topic is None:
            self._close(UNDER_NONE)
            text = f"{sign.asked} {sign.text}".strip()
            self._rest.append(LeftOut(text, piece.line, self._why, piece.page))
            return
        if sign.question is None:
            self._close(f"stands under “{sign.asked}”, above its first question")
            self._leave_out(sign.asked, _ITS_TOPIC, piece)
            return
        question = self._asked.questions[sign.question].id
        # Beneath a number that is none of a page, there is no running head either.
        self._is_below_number = bool(piece.left_out)
        self._in_table = piece.row > 0
        if self._open and self._open.question_id == question and not self._open.text:
            above = self._open.asked
            self._open = replace(self._open, asked=f"{above}\n{sign.asked}".strip())
        else:
            self._close("")
            self._open = FoundAnswer(
                question, "", sign.evidence, sign.doubt, sign.asked, piece.line, piece.page
            )
        self._leave_out(sign.asked, _ITS_QUESTION, piece)
        if sign.text.strip():
            self._add(sign.text.strip(), "", piece)

    def take_piece(self, piece: Piece) -> None:
        """A piece of an answer, or of what fits no question."""
        is_below_number, self._is_below_number = self._is_below_number, False
        if piece.left_out and not is_below_number:
            self._leave_out(piece.text, piece.left_out, piece)
            return
        if piece.row and heads_a_column(piece.text):
            self._leave_out(piece.text, _ITS_COLUMN, piece)
            return
        if self._open and self._in_table and not piece.row:
            self._close(BELOW)
        if self._open:
            self._add(piece.text, piece.joint, piece)
        elif self._rest and piece.joint == "\n" and self._rest[-1].why == self._why:
            last = self._rest[-1]
            self._rest[-1] = replace(last, text=f"{last.text}\n{piece.text}")
        else:
            self._rest.append(LeftOut(piece.text, piece.line, self._why, piece.page))

    def doubt(self, message: str) -> None:
        """Something in the answer that is being gathered may not belong to it."""
        if self._open and not self._open.doubt:
            self._open = replace(self._open, doubt=message)

    def finish(self) -> CollatedAnswers:
        """What was gathered."""
        self._close("")
        return CollatedAnswers(tuple(self._answers), tuple(self._rest), tuple(self._left_out))

    def _add(self, text: str, joint: str, piece: Piece) -> None:
        assert self._open
        if not self._open.text:
            length = length_of_answer_label(text)
            self._leave_out(text[:length].strip(), _ITS_LABEL, piece)
            self._open = replace(self._open, text=text[length:].strip())
        else:
            self._open = replace(self._open, text=f"{self._open.text}{joint}{text}")

    def _leave_out(self, text: str, why: str, piece: Piece) -> None:
        if text:
            self._left_out.append(LeftOut(text, piece.line, why, piece.page))

    def _close(self, why: str) -> None:
        if self._open and self._open.text:
            self._answers.append(self._open)
        self._open, self._why = None, why


def _answered_twice(answers: Sequence[FoundAnswer], consultation: Document) -> Iterable[Doubt]:
    titles = {position.id: position.title for position in consultation.positions}
    for id_ in dict.fromkeys(each.question_id for each in answers):
        its = [each for each in answers if each.question_id == id_]
        if len(its) > 1:
            message = f"“{titles[id_]}” is answered {len(its)} times; all of them are kept."
            yield Doubt(its[1].line, message, its[1].page)


def _asks_nothing(consultation: Document, path: Path | None) -> DataError:
    message = f"cannot be read as answers: {consultation.header.title} asks no questions."
    return DataError([Problem(path, 0, "", message)], hint="Choose a consultation.")


def _fits_nothing(consultation: Document, asked: Questionnaire, path: Path | None) -> DataError:
    title = consultation.header.title
    first = asked.questions[0]
    message = f"answers none of the {len(asked.questions)} questions of {title}."
    hint = (
        "Expected were answers under the questions themselves, or under their numbers, such as "
        f"“{asked.topics[0]}, question 1” or “{first.title}”. Is it the right consultation?"
    )
    return DataError([Problem(path, 0, "", message)], hint=hint)


# --- mending by hand ---


def move_answer(found: CollatedAnswers, place: int, question_id: str) -> CollatedAnswers:
    """The same with one answer put under another question, or confirmed where it stands."""
    moved = replace(found.answers[place], question_id=question_id, evidence=MOVED, doubt="")
    answers = (*found.answers[:place], moved, *found.answers[place + 1 :])
    return replace(found, answers=answers)


def split_answer(found: CollatedAnswers, place: int, at: int) -> CollatedAnswers:
    """The same with one answer made two, both to its question; where a part is empty, unchanged.

    Args:
        at: how many characters are in the first part.
    """
    whole = found.answers[place]
    first, second = _split_before_word(whole.text, at)
    if not first or not second:
        return found
    parts = replace(whole, text=first), replace(whole, text=second, evidence=SPLIT, asked="")
    answers = (*found.answers[:place], *parts, *found.answers[place + 1 :])
    return replace(found, answers=answers)


def split_rest(found: CollatedAnswers, place: int, at: int) -> CollatedAnswers:
    """The same with something that fits no question made two; as `split_answer`."""
    whole = found.rest[place]
    first, second = _split_before_word(whole.text, at)
    if not first or not second:
        return found
    parts = replace(whole, text=first), replace(whole, text=second)
    return replace(found, rest=(*found.rest[:place], *parts, *found.rest[place + 1 :]))


def _split_before_word(text: str, at: int) -> tuple[str, str]:
    """The text in two; a word in which the place lies begins the second part."""
    while 0 < at < len(text) and not (text[at - 1].isspace() or text[at].isspace()):
        at -= 1
    return text[:at].rstrip(), text[at:].lstrip()


def take_out_answer(found: CollatedAnswers, place: int) -> CollatedAnswers:
    """The same with one answer put to what fits no question."""
    out = found.answers[place]
    rest = (*found.rest, LeftOut(out.text, out.line, TAKEN_OUT, out.page))
    answers = (*found.answers[:place], *found.answers[place + 1 :])
    return replace(found, answers=answers, rest=tuple(sorted(rest, key=lambda left: left.line)))


def put_rest_under(found: CollatedAnswers, place: int, question_id: str) -> CollatedAnswers:
    """The same with something that fits no question made an answer to one."""
    put = found.rest[place]
    answer = FoundAnswer(question_id, put.text, MOVED, line=put.line, page=put.page)
    answers = sorted((*found.answers, answer), key=lambda each: each.line)
    rest = (*found.rest[:place], *found.rest[place + 1 :])
    return replace(found, answers=tuple(answers), rest=rest)
