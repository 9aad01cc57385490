"""What stands before an answer besides words of its question: "Q3", "Social care, question 2:"."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from policytui.compare.restating import telling_words

_NUMBERS = r"(?P<number>\d{1,2})(?P<others>(?:\s*(?:,|&|/|\band\b)\s*(?:questions?|q)?\s*\d{1,2})*)"
_ENDS = r"(?:\s*\((?P<after>[^()]{1,60})\))?(?:\s*[.:)\]–—-]+\s*|\s+(?=(?-i:[A-Z\"“‘'(£]))|\s*$)"
_EXPLICIT = re.compile(
    rf"^(?P<before>[^.?!\n]{{0,60}}?)[\s,:;(–—-]{{0,9}}(?<!\w)"
    rf"(?:(?:our )?(?:answers?|response|reply)(?:\s+to)?\s+)?"
    rf"(?:questions?|ques|qs|qn|q|a(?=\d)|answer|response)\.?\s*(?:no\.?|number)?\s*#?"
    rf"{_NUMBERS}(?!\d|\.\d|\s*%){_ENDS}",
    re.IGNORECASE,
)
_DOTTED = re.compile(r"^(?P<topic>\d)\.(?P<number>\d{1,2})(?:[.):]?\s+(?=[A-Z\"“‘'])|[.):]?\s*$)")
_BARE = re.compile(r"^[(\[]?(?P<number>\d{1,2})(?:[.):\]]+\s*|\s+[–—-]\s+|\t\s*|\s*$)(?![\d%])")
_UNNUMBERED = re.compile(r"^(?:question|q)\s*[:.–—-]\s+(?=\S)", re.IGNORECASE)
_ORDINAL = re.compile(
    r"^(?:topic|section|part|theme|area)\s+(?P<which>\d|[a-e]|one|two|three|four)\s*[.:]?$",
    re.IGNORECASE,
)
_ORDINALS = ("1aone", "2btwo", "3cthree", "4dfour", "5e")
_GENERIC = frozenset(
    telling_words(
        "topic section part theme area questions on consultation response answers one two three"
    )
)
_ANSWER_LABEL = re.compile(
    r"^(?:(?:(?:our|your|my|the)\s+)?(?:collated\s+|collective\s+)?"
    r"(?:answers?|response|reply|comments?)\s*(?:[:–—-]+\s*|$)|A\s*[:.)]\s+)",
    re.IGNORECASE,
)
_COLUMN = re.compile(
    r"^(?:#|no\.?|nr\.?|number|ref\.?|topic|(?:(?:our|your|the|consultation)\s+)?"
    r"(?:question|answer|response|comment|reply)s?(?:\s+(?:no\.?|number))?)$",
    re.IGNORECASE,
)
_REMARKS = re.compile(
    r"^(?:\d{1,2}[.)]\s*)?(?:(?:any|some|our)\s+)?(?:general|other|further|additional|final"
    r"|closing|concluding|overall|extra)\s+(?:\w+\s+)?(?:remarks?|comments?|points?|notes?"
    r"|thoughts?|observations?|matters?|business)\b"
    r"|^contact(?: details)?\s*:|^(?:contact|contact details|signed|conclusion|appendix\b.*"
    r"|about us|thanks|attendance|present|apologies|submitted by|prepared by|agreed by"
    r"|on behalf of|yours)\b[^.]{0,60}$",
    re.IGNORECASE,
)


class Manner(StrEnum):
    """How a number is written."""

    EXPLICIT = "Q3"
    DOTTED = "2.3"
    BARE = "3."


@dataclass(frozen=True, slots=True)
class Label:
    """The number of a question as a file gives it.

    Attributes:
        others: further numbers, where one answer is to several questions.
        topic: the number of the topic named beside it, from 0; None where none is.
        length: how many characters of the line it takes.
    """

    number: int
    manner: Manner
    length: int
    topic: int | None = None
    others: tuple[int, ...] = ()


def read_label(text: str, topics: Sequence[str]) -> Label | None:
    """The number that a line begins with, None where it begins otherwise.

    Args:
        topics: names of the topics of the consultation.
    """
    if found := _EXPLICIT.match(text):
        named = (found["before"] or found["after"] or "").strip(" ,:;–—-()")
        topic = topic_named(named, topics)
        # Other words before the number make it part of a sentence.
        if topic is not None or not found["before"].strip():
            others = tuple(map(int, re.findall(r"\d+", found["others"])))
            return Label(int(found["number"]), Manner.EXPLICIT, found.end(), topic, others)
    if found := _DOTTED.match(text):
        topic = int(found["topic"]) - 1
        if 0 <= topic < len(topics):
            return Label(int(found["number"]), Manner.DOTTED, found.end(), topic)
    if found := _BARE.match(text):
        return Label(int(found["number"]), Manner.BARE, found.end())
    return None


def length_of_word_question(text: str) -> int:
    """How many characters the words "Question:" take at the beginning of a line."""
    found = _UNNUMBERED.match(text)
    return found.end() if found else 0


def length_of_answer_label(text: str) -> int:
    """How many characters the words "Our answer:" take at the beginning of a line."""
    found = _ANSWER_LABEL.match(text)
    return found.end() if found else 0


def topic_named(text: str, topics: Sequence[str]) -> int | None:
    """The one topic that a heading names: all its words are of that topic's name."""
    if found := _ORDINAL.match(text.strip()):
        which = found["which"].casefold()
        place = next((n for n, words in enumerate(_ORDINALS) if which in words), len(topics))
        return place if place < len(topics) else None
    words = {word for word in telling_words(text) if word.isalpha()} - _GENERIC
    if not words:
        return None
    fitting = [n for n, name in enumerate(topics) if words <= set(telling_words(name))]
    return fitting[0] if len(fitting) == 1 else None


def heads_a_column(text: str) -> bool:
    """Whether a cell says what stands in its column."""
    return _COLUMN.match(text.strip()) is not None


def opens_remarks(text: str) -> bool:
    """Whether a line opens what belongs to no question: general remarks, a signature."""
    return _REMARKS.match(text.strip()) is not None
