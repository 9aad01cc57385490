"""Which question each sign of a file means: by its words, its number, at last by its place."""

from collections import Counter
from collections.abc import Callable, Sequence
from itertools import pairwise

from policytui.importers.prose import begins_item
from policytui.importers.report import Doubt
from policytui.proposals.labels import Manner, length_of_answer_label, opens_remarks
from policytui.proposals.numbering import Numbered, follow_numbers, understand_numbers
from policytui.proposals.pieces import Piece
from policytui.proposals.signs import (
    BESIDE_NUMBER,
    MARGIN,
    SURE,
    WEAK,
    Questionnaire,
    Sign,
    find_signs,
)

_SAME = 0.98
_LONGEST_START = 60
_WEAKLY_ALIKE = "its words are only partly those of the question"


def match_questions(
    pieces: Sequence[Piece], asked: Questionnaire
) -> tuple[list[Sign], dict[int, Doubt]]:
    """The signs that end what stands above them: of a question, a topic, or of no question.

    Each sign with a question says by what evidence. A sign without one opens what fits no
    question; lines that turn out to be a part of an answer are none.

    Returns:
        The signs in order; and doubts of lines inside answers that look like a question, by the
        numbers of their pieces.
    """
    signs = find_signs(pieces, asked)
    numbers = understand_numbers(signs, asked)
    _match_by_evidence(signs, numbers, asked)
    following, points = follow_numbers(signs, pieces, asked)
    for at, numbered in following.items():
        _match_by_number(signs[at], numbered, asked)
    for at, sign in enumerate(signs):
        is_known = at in numbers or at in following
        if sign.label and sign.label.manner is Manner.BARE and not is_known:
            # A point of a list inside an answer, unless its words say otherwise.
            if sign.question is not None and sign.best < SURE:
                sign.doubt = sign.doubt or _doubt_number(sign.label.number, sign.question, asked)
            sign.label = None
    doubts = {signs[at].start: _doubt_point(pieces[signs[at].start]) for at in points}
    signs = [each for each in signs if each.question is not None or not _is_page(each, pieces)]
    _match_by_order(signs, asked)
    kept, unsure = _without_parts_of_answers(signs, pieces)
    return kept, doubts | unsure


def _doubt_number(number: int, question: int, asked: Questionnaire) -> str:
    """Why a question told by its words alone may be another: it has another number."""
    its_own = question + 1, asked.number_in_topic(question)
    return "" if number in its_own else f"its number, {number}, is not that of the question"


def _is_page(sign: Sign, pieces: Sequence[Piece]) -> bool:
    return sign.start == sign.end and bool(pieces[sign.start].left_out)


# --- by words and numbers ---


def _match_by_evidence(
    signs: Sequence[Sign], numbers: dict[int, Numbered], asked: Questionnaire
) -> None:
    topic: int | None = None
    last = -1
    for at, sign in enumerate(signs):
        if sign.names_topic is not None:
            topic = sign.names_topic
            continue
        numbered = numbers.get(at)
        if numbered:
            _match_by_number(sign, numbered, asked)
        elif sign.best >= WEAK:
            _match_by_words(sign, topic, last, asked)
        if sign.question is not None:
            last = sign.question
            if sign.label and len(sign.label.others) > 0:
                several = ", ".join(str(n) for n in (sign.label.number, *sign.label.others))
                sign.doubt = f"one answer to questions {several}: it stands under the first"


def _match_by_number(sign: Sign, numbered: Numbered, asked: Questionnaire) -> None:
    its_own = sign.likeness_to(numbered.question)
    other = sign.ranked[0][1] if sign.ranked else numbered.question
    if sign.best >= SURE and its_own < sign.best - MARGIN:
        title = asked.questions[other].title
        sign.question, sign.evidence = other, _alike(sign.best)
        sign.doubt = f"it has {numbered.evidence}, but the words of “{title}”"
        return
    sign.question, sign.evidence = numbered.question, numbered.evidence
    if its_own >= WEAK:
        sign.evidence += f", {_alike(its_own)}"
    if its_own < SURE:
        sign.doubt = numbered.doubt
    if its_own < BESIDE_NUMBER and not sign.is_cell:
        # Words that are not the question's are those of the answer.
        sign.text = f"{sign.told} {sign.text}".strip()
        sign.asked = sign.asked[: len(sign.asked) - len(sign.told)].strip()


def _match_by_words(sign: Sign, topic: int | None, last: int, asked: Questionnaire) -> None:
    alike = [number for likeness, number in sign.ranked if likeness > sign.best - MARGIN]
    here = [number for number in alike if asked.topic_of[number] == topic]
    if len(alike) == 1 or len(here) == 1:
        sign.question = alike[0] if len(alike) == 1 else here[0]
        sign.evidence = _alike(sign.likeness_to(sign.question))
        if len(alike) > 1:
            sign.evidence += f", under {asked.topics[asked.topic_of[sign.question]]}"
    elif sign.is_sure or sign.told.endswith("?"):
        following = [number for number in sorted(here or alike) if number > last]
        if not following and not sign.is_sure:
            return
        sign.question = following[0] if following else sign.ranked[0][1]
        others = " or ".join(
            f"“{asked.questions[n].title}”" for n in sorted(alike) if n != sign.question
        )
        sign.evidence = f"{_alike(sign.likeness_to(sign.question))}, order"
        sign.doubt = f"it may as well be {others}"
    if sign.question is not None and not sign.is_sure and not sign.doubt:
        sign.doubt = _WEAKLY_ALIKE


def _alike(likeness: float) -> str:
    return "the same words" if likeness >= _SAME else f"worded alike, {likeness * 100:.0f} %"


# --- by order ---


def _match_by_order(signs: Sequence[Sign], asked: Questionnaire) -> None:
    """Give signs between two known questions the questions between those, where their count fits.

    This is a last resort, and each one is doubtful; a file that goes its own way has no order.
    """
    if not _goes_in_order(signs, asked):
        return
    found = {sign.question for sign in signs}
    titles = _has_plain_titles(signs)
    run: list[Sign] = []
    last = -1
    for sign in signs:
        if sign.question is not None:
            _fill(run, range(last + 1, sign.question), found)
            run, last = [], sign.question
        elif sign.names_topic is not None:
            begins = asked.topic_of.index(sign.names_topic)
            _fill(run, range(last + 1, begins), found)
            run, last = [], begins - 1
        elif sign.label is None and (sign.is_marked or sign.asks_alone or titles):
            run.append(sign)
    _fill(run, range(last + 1, len(asked.questions)), found)


def _goes_in_order(signs: Sequence[Sign], asked: Questionnaire) -> bool:
    """Whether the known questions stand in the order of the consultation in each topic."""
    known = [sign.question for sign in signs if sign.question is not None]
    return all(
        one <= other or asked.topic_of[one] != asked.topic_of[other]
        for one, other in pairwise(known)
    )


def _has_plain_titles(signs: Sequence[Sign]) -> bool:
    """Whether the questions of a file are mostly lines that nothing but their words sets apart."""
    known = [sign for sign in signs if sign.question is not None]
    return sum(sign.is_title and not sign.label for sign in known) * 2 > len(known)


def _fill(run: Sequence[Sign], missing: range, found: set[int | None]) -> None:
    if not run or not missing or found & set(missing):
        return
    looks = Counter(sign.look for sign in run if sign.is_marked)
    commonest = looks.most_common(1)[0][0] if looks else ""
    ways: tuple[Callable[[Sign], bool], ...] = (
        lambda sign: True,
        lambda sign: sign.asks_alone,
        lambda sign: sign.is_marked and sign.look == commonest,
    )
    for is_one in ways:
        chosen = [sign for sign in run if is_one(sign)]
        if len(chosen) == len(missing):
            for sign, question in zip(chosen, missing, strict=True):
                sign.question, sign.evidence = question, "order"
                sign.doubt = "nothing but its place tells which question it answers"
                if sign.asks_alone and not sign.stands_alone:
                    sign.asked, sign.text = f"{sign.asked} {sign.text}".strip(), ""
            return


# --- what is a part of an answer after all ---


def _without_parts_of_answers(
    signs: Sequence[Sign], pieces: Sequence[Piece]
) -> tuple[list[Sign], dict[int, Doubt]]:
    titles = _has_plain_titles(signs)
    looks = {sign.look for sign in signs if sign.question is not None and sign.is_marked}
    kept: list[Sign] = []
    doubts: dict[int, Doubt] = {}
    often = {text for text, times in Counter(piece.text for piece in pieces).items() if times > 1}
    for sign in _with_remarks(signs, pieces):
        piece, last = pieces[sign.start], kept[-1] if kept else None
        is_open = last is not None and last.question is not None
        if sign.question is not None:
            if not (last and _is_told_again(sign, last)):
                kept.append(sign)
        elif sign.names_topic is not None or _ends_an_answer(sign, pieces, looks):
            kept.append(sign)
        elif is_open and piece.text not in often and _looks_like_heading(sign, piece, titles):
            doubts[sign.start] = _doubt(piece)
    return kept, doubts


def _with_remarks(signs: Sequence[Sign], pieces: Sequence[Piece]) -> list[Sign]:
    """The signs, and the lines that open what belongs to no question: remarks, a signature."""
    taken = {at for sign in signs for at in range(sign.start, sign.end + 1)}
    remarks = [
        Sign(at, at, "", "", piece.text)
        for at, piece in enumerate(pieces)
        if at not in taken and piece.may_ask and opens_remarks(piece.text)
    ]
    return sorted([*signs, *remarks], key=lambda sign: sign.start)


def _looks_like_heading(sign: Sign, piece: Piece, titles: bool) -> bool:
    is_one = sign.asks_alone or sign.is_marked or titles
    return is_one and not begins_item(piece.text)


def _doubt(piece: Piece) -> Doubt:
    message = "looks like a heading of none of the questions; it stays in its answer."
    return Doubt(piece.line, f"“{_start(piece)}” {message}", piece.page)


def _doubt_point(piece: Piece) -> Doubt:
    message = "has the number of a question that no other has; it stays where it is, as a point."
    return Doubt(piece.line, f"“{_start(piece)}” {message}", piece.page)


def _start(piece: Piece) -> str:
    text = piece.text
    return text if len(text) <= _LONGEST_START else f"{text[:_LONGEST_START]}…"


def _ends_an_answer(sign: Sign, pieces: Sequence[Piece], looks: set[str]) -> bool:
    """Whether an unknown heading stands beside those of questions, not inside an answer."""
    if sign.label is not None or sign.is_cell or opens_remarks(pieces[sign.start].text):
        return True
    if sign.end + 1 < len(pieces) and length_of_answer_label(pieces[sign.end + 1].text):
        return True
    is_like_others = sign.is_marked and sign.look in looks
    return is_like_others and (sign.asks_alone or sign.look.startswith("level"))


def _is_told_again(sign: Sign, last: Sign) -> bool:
    """Whether an answer takes up the words of the question that it answers."""
    has_answer = sign.start > last.end + 1 or not last.stands_alone
    is_weak = sign.label is None and sign.best < SURE and not sign.is_marked
    return sign.question == last.question and has_answer and is_weak
