"""Which questions the numbers of a file mean: counted in each topic, or through all of them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from policytui.proposals.labels import Label, Manner
from policytui.proposals.pieces import Piece
from policytui.proposals.signs import SURE, WEAK, Questionnaire, Sign

_NO_TOPIC = "the numbers begin anew and no heading names a topic"
_FIRST_TOPIC = "no heading names a topic, so it may be another topic's"
_DISAGREE = "the numbers of this file do not agree with its words"
_BARE = "only a number tells it, and not every question has one"
_MAY_BE_POINT = "its number follows, but may be that of a point of the answer above"


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
            return _doubt_bare(_understand(family, signs, asked), family, signs, asked)
    if _run_from_one(numbers, signs, asked):
        return _doubt_bare(_understand(numbers, signs, asked), numbers, signs, asked)
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
    is_enough = bool(worded) or len(family) * 2 >= len(asked.questions)
    return is_enough and _have_room(family, asked)


def _have_room(family: Sequence[_Number], asked: Questionnaire) -> bool:
    """Whether there are questions enough for the numbers."""
    rows = _rows([each.label.number for each in family])
    largest = max((each.label.number for each in family), default=0)
    if len(rows) > 1:
        # Numbers that begin anew count within topics.
        most = max(asked.topic_of.count(topic) for topic in asked.topic_of)
        return len(rows) <= len(asked.topics) and largest <= most
    return largest <= len(asked.questions)


def _run_from_one(family: Sequence[_Number], signs: Sequence[Sign], asked: Questionnaire) -> bool:
    """Whether numbers count 1, 2, 3 … in a file in which nothing else tells a question."""
    places = {each.at for each in family}
    if any(sign.best >= WEAK for at, sign in enumerate(signs) if at not in places):
        return False
    numbers = [each.label.number for each in family]
    run = all(number in (1, before + 1) for before, number in pairwise([0, *numbers]))
    is_row = len(numbers) > 1 or any(each.topic is not None for each in family)
    return run and is_row and _have_room(family, asked)


def _doubt_bare(
    found: dict[int, Numbered],
    family: Sequence[_Number],
    signs: Sequence[Sign],
    asked: Questionnaire,
) -> dict[int, Numbered]:
    """The same with a doubt, unless every question of the topics answered has its number once."""
    questions = [numbered.question for numbered in found.values()]
    topics = {asked.topic_of[question] for question in questions}
    wanted = [place for place, topic in enumerate(asked.topic_of) if topic in topics]
    if len(found) == len(family) and sorted(questions) == wanted:
        return found
    return {
        at: numbered if numbered.doubt or signs[at].is_cell else replace(numbered, doubt=_BARE)
        for at, numbered in found.items()
    }


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


# --- numbers that follow those of known questions ---


def follow_numbers(
    signs: Sequence[Sign], pieces: Sequence[Piece], asked: Questionnaire
) -> tuple[dict[int, Numbered], list[int]]:
    """The questions of bare numbers that rise from those of questions known already.

    Returns:
        The question of each such number by the place of its sign, all of them doubtful; and the
        places of numbers that would fit as well, but go on from others that count points.
    """
    is_through = _counts_through_all(signs, asked)
    found: dict[int, Numbered] = {}
    points: list[int] = []
    taken = {sign.question for sign in signs}
    topic, last = 0, len(asked.questions)
    # The last number that is no question's: in a line of text, and alone on its line as of pages.
    passed = {False: 0, True: 0}
    for at, sign in enumerate(signs):
        if sign.question is not None or sign.names_topic is not None:
            topic, last = _reached(sign, asked)
            passed[False] = 0
        elif sign.label and sign.label.manner is Manner.BARE:
            number, is_lone = sign.label.number, bool(pieces[sign.start].left_out)
            question = number - 1 if is_through else asked.numbered(topic, number)
            later = (each.question for each in signs[at:] if each.question is not None)
            following = next(later, -1)
            fits = question is not None and last < question < len(asked.questions)
            fits = fits and question not in taken and not last < following < (question or 0)
            fits = fits and not (is_lone and _heads_nothing(at, signs, pieces))
            if question is not None and fits and not passed[is_lone] == number - 1 > 0:
                evidence = f"number {number} of {len(asked.questions)}"
                if not is_through:
                    evidence = _of_topic(number, topic, asked)
                found[at] = Numbered(question, evidence, _MAY_BE_POINT)
                last = question
                taken.add(question)
                passed[False] = 0
            else:
                passed[is_lone] = number
                points += [at] if fits and not is_lone else []
    return found, points


def _heads_nothing(at: int, signs: Sequence[Sign], pieces: Sequence[Piece]) -> bool:
    """Whether nothing stands below a number before the next question or the end."""
    end = signs[at].end + 1
    return end == len(pieces) or any(
        each.start == end and each.question is not None for each in signs[at + 1 : at + 2]
    )


def _reached(sign: Sign, asked: Questionnaire) -> tuple[int, int]:
    """The topic of a known sign, and the last question that is behind it."""
    if sign.question is not None:
        return asked.topic_of[sign.question], sign.question
    topic = sign.names_topic or 0
    return topic, asked.topic_of.index(topic) - 1


def _counts_through_all(signs: Sequence[Sign], asked: Questionnaire) -> bool:
    """Whether the numbers of known questions are those through all topics."""
    known = [(s.label.number, s.question) for s in signs if s.label and s.question is not None]
    through = sum(number == question + 1 for number, question in known)
    within = sum(asked.numbered(asked.topic_of[q], number) == q for number, q in known)
    return through > within
