"""Signs that an answer begins: lines that number, quote or restate a question, or name a topic."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from policytui.compare.restating import Restating, telling_words
from policytui.corpus.model import Document, Position, Role
from policytui.importers.prose import asks
from policytui.proposals.labels import (
    Label,
    heads_a_column,
    length_of_word_question,
    read_label,
    topic_named,
)
from policytui.proposals.pieces import Piece, Standing

SURE, WEAK = 0.6, 0.36
"""Likeness from which a line is taken for a question without doubt, and with doubt."""
_SURE_IF_ALONE, _ALONE = 0.48, 0.2
"""Likeness from which it is without doubt when it leads the next question by so much."""
BESIDE_NUMBER = 0.2
"""Likeness from which words behind a fitting number are that question's."""
MARGIN = 0.08
"""By how much the most alike question must lead the next."""
_QUOTED = 0.75
"""Share of a sentence that stands in a question for it to be a part of that question."""
_FEWEST_QUOTED = 5
_MOST_SENTENCES = 8
_MOST_ASKING = 4
"""Sentences of a line that asks, the others leading up to the question."""
_LONGEST_LEAD = 10
"""Words before a colon or dash that may restate a question."""
_SENTENCE = re.compile(r".+?(?:[.?!]+[\"'”’)]*(?=\s+[A-Z\"“‘'(])|$)\s*", re.DOTALL)
_LEAD = re.compile(r"^[^.?!:]{3,100}(?::|\s[–—-])\s+(?=\S)")
_TITLE_NUMBER = re.compile(r"^question \d+:\s*", re.IGNORECASE)
_UNTOLD = "Questions"


class Questionnaire:
    """The questions of a consultation in order, by topic.

    Attributes:
        topics: names of the topics.
        topic_of: number of the topic of each question.
    """

    def __init__(self, consultation: Document) -> None:
        self.questions: tuple[Position, ...] = tuple(
            each for each in consultation.positions if each.role is Role.QUESTION
        )
        names = [each.themes[-1] if each.themes else _UNTOLD for each in self.questions]
        self.topics = tuple(dict.fromkeys(names))
        self.topic_of = [self.topics.index(name) for name in names]
        self.wording = Restating([_wordings(each) for each in self.questions])

    def numbered(self, topic: int, number: int) -> int | None:
        """The question with a number in its topic, None where the topic has fewer."""
        places = [place for place, its in enumerate(self.topic_of) if its == topic]
        return places[number - 1] if 0 < number <= len(places) else None

    def number_in_topic(self, question: int) -> int:
        """The number of a question, counted in its topic from 1."""
        return self.topic_of[: question + 1].count(self.topic_of[question])


def _wordings(question: Position) -> list[str]:
    title = _TITLE_NUMBER.sub("", question.title).rstrip("…")
    return [question.text, title, *(sentence for sentence in sentences_of(question.text))]


def sentences_of(text: str) -> list[str]:
    """The sentences of a text with the white space behind them: joined they are the text."""
    return _SENTENCE.findall(text)


@dataclass(slots=True)
class Sign:
    """A line that may stand above an answer.

    Attributes:
        start, end: numbers of its first and last piece.
        asked: its words that are no answer: a number, a question.
        told: of those, the words that may restate a question.
        text: the rest of the last piece, with which the answer begins.
        names_topic: the topic that it is the heading of.
        ranked: likeness to the questions, the most alike first.
        question: the question that it was found to be, and by what evidence.
        is_title: looks like a heading by its words alone.
        is_cell: stands in the column of questions of a table.
        look: what headings of its rank have in common.
    """

    start: int
    end: int
    asked: str
    told: str
    text: str
    label: Label | None = None
    names_topic: int | None = None
    ranked: Sequence[tuple[float, int]] = ()
    question: int | None = None
    evidence: str = ""
    doubt: str = ""
    is_marked: bool = False
    is_cell: bool = False
    is_title: bool = False
    look: str = ""

    @property
    def best(self) -> float:
        """Likeness to the question that it is most alike."""
        return self.ranked[0][0] if self.ranked else 0.0

    @property
    def is_sure(self) -> bool:
        """Whether its words leave no doubt of the question."""
        next_best = self.ranked[1][0] if len(self.ranked) > 1 else 0.0
        leads = self.best >= _SURE_IF_ALONE and self.best - next_best >= _ALONE
        return self.best >= SURE or leads

    @property
    def stands_alone(self) -> bool:
        """Whether no answer begins in its line."""
        return not self.text.strip()

    @property
    def asks_alone(self) -> bool:
        """Whether all of its line is a question."""
        line = self.told if self.stands_alone else self.text
        return asks(line.strip()) and len(sentences_of(line)) <= _MOST_ASKING

    def likeness_to(self, question: int) -> float:
        """Likeness to one question."""
        return next((likeness for likeness, number in self.ranked if number == question), 0.0)


def find_signs(pieces: Sequence[Piece], asked: Questionnaire) -> list[Sign]:
    """Every line that may stand above an answer, in order; which question it is, is not said."""
    signs: list[Sign] = []
    for at, piece in enumerate(pieces):
        sign = _read_sign(at, piece, asked) if piece.may_ask else None
        if sign is None:
            continue
        last = signs[-1] if signs else None
        if last and last.end == at - 1 and _is_number_of(last, sign, pieces):
            last.end, last.told, last.ranked, last.text = at, sign.told, sign.ranked, sign.text
            last.asked = f"{last.asked}\n{sign.asked}"
            last.is_marked |= sign.is_marked
        else:
            signs.append(sign)
    return signs


def _is_number_of(above: Sign, sign: Sign, pieces: Sequence[Piece]) -> bool:
    """Whether a line is a bare number that belongs to the question in the next line or cell."""
    only_number = above.label is not None and not above.told and above.stands_alone
    if pieces[above.end].row != pieces[sign.start].row:
        return False
    return only_number and sign.label is None and sign.names_topic is None and bool(sign.told)


def _read_sign(at: int, piece: Piece, asked: Questionnaire) -> Sign | None:
    if piece.row and heads_a_column(piece.text):
        return None
    label = read_label(piece.text, asked.topics)
    length = label.length if label else length_of_word_question(piece.text)
    rest = piece.text[length:]
    sign = Sign(at, at, piece.text[:length], "", rest, label)
    sign.is_marked, sign.look = piece.is_marked, piece.look
    sign.is_cell = piece.standing is Standing.QUESTION_CELL
    if piece.may_head and (label is None or label.manner == "3."):
        topic = topic_named(rest or piece.text, asked.topics)
        if topic is not None:
            sign.asked, sign.text, sign.label = piece.text, "", None
            sign.names_topic = topic
            return sign
    told, ranked = _restated(rest, piece, asked, has_label=length > 0)
    if told:
        sign.told, sign.ranked = told.strip(), ranked
        sign.asked, sign.text = piece.text[: length + len(told)].strip(), rest[len(told) :]
    sign.is_title = piece.standing is Standing.TITLE
    is_candidate = told or label or piece.may_head or sign.asks_alone
    return sign if is_candidate else None


def _restated(
    text: str, piece: Piece, asked: Questionnaire, *, has_label: bool
) -> tuple[str, Sequence[tuple[float, int]]]:
    """The beginning of a line that restates a question, and how like each question it is."""
    if not text.strip():
        return "", ()
    if piece.standing is Standing.QUESTION_CELL:
        return text, asked.wording.rank(text)
    heads = piece.may_head or has_label
    options: list[tuple[str, float]] = []
    sentences = sentences_of(text)
    if piece.may_head or (asks(text) and len(sentences) <= _MOST_ASKING):
        all_ask = all(asks(sentence.strip()) for sentence in sentences)
        options.append((text, BESIDE_NUMBER if has_label and all_ask else WEAK))
    if quoted := _quoted(sentences, asked):
        is_whole = len(quoted.strip()) == len(text.strip())
        options.append((quoted, WEAK if is_whole or heads else SURE))
    lead = _LEAD.match(text)
    if lead and len(lead.group().split()) <= _LONGEST_LEAD:
        options.append((lead.group(), WEAK if heads else SURE))
    for told, least in options:
        ranked = asked.wording.rank(told)
        if ranked and ranked[0][0] >= least:
            is_heading = piece.standing is Standing.HEADING and not has_label
            return text if is_heading else told, ranked
    return "", ()


def _quoted(sentences: Sequence[str], asked: Questionnaire) -> str:
    """The sentences at the beginning of a line that ask, or stand in the question they ask."""
    if not sentences:
        return ""
    first = sentences[0]
    is_long = len(telling_words(first)) >= _FEWEST_QUOTED
    if not asks(first.strip()) and not is_long:
        return ""
    best = ""
    for _, number in asked.wording.rank(" ".join(sentences[:2]))[:3]:
        told = ""
        for place, sentence in enumerate(sentences[:_MOST_SENTENCES]):
            share = asked.wording.share(sentence, number)
            is_asking = asks(sentence.strip()) and (place == 0 or share >= _QUOTED / 2)
            if not is_asking and share < _QUOTED:
                break
            told += sentence
        if len(told) > len(best):
            best = told
    return best
