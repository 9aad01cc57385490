"""Which questions the numbers of a file mean: counted in each topic, or through all of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from policytui.proposals.labels import Label, Manner
from policytui.proposals.signs import SURE, Questionnaire, Sign

_NO_TOPIC = "the numbers begin anew and no heading names a topic"
_FIRST_TOPIC = "no heading names a topic, so it may be another topic's"
_DISAGREE = "the numbers of this file do not agree with its words"


@dataclass(frozen=True, slots=True)
class Numbered:
    """A question that a number was found to mean.

    Attributes:
        doubt: why it may be another; empty for none.
    """

    question: int
    evidence: str
    doubt: str = ""


@dataclass(frozen=True, slots=True)
class _Number:
    """A number of the file: its place among the signs, and the topic it stands under."""

    at: int
    label: Label
    topic: int | None


def understand_numbers(signs: Sequence[Sign], asked: Questionnaire) -> dict[int, Numbered]:
    """The question of each number that is one of a question, by the place of its sign.

    Numbers written "Q3" come before numbers such as "3.", which may belong to a list.
    """
    numbers = _numbers(signs)
    explicit = [each for each in numbers if each.label.manner is not Manner.BARE]
    if explicit:
        return _understand(explicit, signs, asked)
    alone = [each for each in numbers if signs[each.at].is_marked or signs[each.at].told]
    looks = {signs[each.at].look for each in alone} - {""}
    like = [each for each in numbers if signs[each.at].look in looks]
    for family in (like, alone, numbers):
        if _are_of_questions(family, signs, asked):
            return _understand(family, signs, asked)
    return {}


def _numbers(signs: Sequence[Sign]) -> list[_Number]:
    found, topic = [], None
    for at, sign in enumerate(signs):
        if sign.names_topic is not None:
            topic = sign.names_topic
        if sign.label:
            found.append(_Number(at, sign.label, _first(sign.label.topic, topic)))
    return found


def _first(one: int | None, other: int | None) -> int | None:
    return other if one is None else one


def _are_of_questions(
    family: Sequence[_Number], signs: Sequence[Sign], asked: Questionnaire
) -> bool:
    """Whether bare numbers count questions rather than points of an answer."""
    places = {each.at for each in family}
    worded = [at for at, sign in enumerate(signs) if sign.best >= SURE]
    if worded and sum(at in places for at in worded) * 2 < len(worded):
        return False
    rows = _rows([each.label.number for each in family])
    largest = max((each.label.number for each in family), default=0)
    if len(rows) > 1:
        # Numbers that begin anew count within topics.
        most = max(asked.topic_of.count(topic) for topic in asked.topic_of)
        fits = len(rows) <= len(asked.topics) and largest <= most
    else:
        fits = largest <= len(asked.questions)
    return fits and (bool(worded) or len(family) * 2 >= len(asked.questions))


def _rows(numbers: Sequence[int]) -> list[int]:
    """Where numbers begin anew: the places of the first of each row."""
    if not numbers:
        return []
    return [0, *(n for n, (one, other) in enumerate(pairwise(numbers), 1) if other < one)]


def _understand(
    family: Sequence[_Number], signs: Sequence[Sign], asked: Questionnaire
) -> dict[int, Numbered]:
    schemes = [
        found
        for found in (_through_all(family, asked), _within_topics(family, asked))
        if len(found) == len(family)
    ] or [_by_rows(family, asked)]
    chosen = max(schemes, key=lambda scheme: _agreement(scheme, signs))
    agreed, counted = _agreement(chosen, signs), sum(signs[at].best >= SURE for at in chosen)
    if counted >= 2 and agreed * 2 < counted:
        return {at: Numbered(n.question, n.evidence, _DISAGREE) for at, n in chosen.items()}
    return chosen


def _agreement(scheme: dict[int, Numbered], signs: Sequence[Sign]) -> int:
    return sum(
        signs[at].best >= SURE and signs[at].ranked[0][1] == numbered.question
        for at, numbered in scheme.items()
    )


def _through_all(family: Sequence[_Number], asked: Questionnaire) -> dict[int, Numbered]:
    numbers = [each.label.number for each in family]
    first_topic = asked.topic_of.count(0)
    knows_topic = len(asked.topics) < 2 or any(each.topic is not None for each in family)
    is_open = not knows_topic and max(numbers) <= first_topic
    if is_open and len(_rows(numbers)) > 1:
        return {}
    found = {}
    for each in family:
        question = each.label.number - 1
        if not 0 <= question < len(asked.questions):
            continue
        if each.topic is None or asked.topic_of[question] == each.topic:
            evidence = f"number {each.label.number} of {len(asked.questions)}"
            found[each.at] = Numbered(question, evidence, _FIRST_TOPIC if is_open else "")
    return found


def _within_topics(family: Sequence[_Number], asked: Questionnaire) -> dict[int, Numbered]:
    found = {}
    for each in family:
        if each.topic is None:
            continue
        question = asked.numbered(each.topic, each.label.number)
        if question is not None:
            found[each.at] = Numbered(question, _of_topic(each.label.number, each.topic, asked))
    return found


def _by_rows(family: Sequence[_Number], asked: Questionnaire) -> dict[int, Numbered]:
    """Numbers under no heading that begin anew: each row is taken for the next topic.

    What fits neither that nor a topic is left without a question.
    """
    numbers = [each.label.number for each in family]
    starts = _rows(numbers)
    found = {}
    for place, each in enumerate(family):
        row = sum(start <= place for start in starts) - 1
        topic = _first(each.topic, row % len(asked.topics))
        question = asked.numbered(topic, each.label.number) if topic is not None else None
        if question is not None and topic is not None:
            doubt = _NO_TOPIC if each.topic is None else ""
            evidence = _of_topic(each.label.number, topic, asked)
            found[each.at] = Numbered(question, evidence, doubt)
    return found


def _of_topic(number: int, topic: int, asked: Questionnaire) -> str:
    return f"number {number} of {asked.topics[topic]}"
