"""What many letters say alike without meaning it: greetings, closings, the question itself.

Blanked out before texts are compared, so that two letters are not called alike for it. Blanks
keep their length, so that places in a text hold.
"""

import re
from collections.abc import Iterable

from policytui.checks.nearness.passages import find_covered
from policytui.checks.nearness.words import shingles_of, words_of

_SHORTEST_QUESTION = 6
"""Words; a shorter run in common with a question may be anyone's."""
_COURTESIES = re.compile(
    r"^[ \t]*(?:dear\b[^\n,.!]{0,80}[,.!]?"
    r"|(?:yours(?: \w+)?|(?:kind |best |warm )?(?:regards|wishes)|(?:with |many )?thanks|thank you)"
    r"(?:,[^\n]{0,40})?[.!]?)[ \t]*$"
    r"|\b(?:I am|we are) (?:writing|replying|responding) (?:to|in)\b[^\n.;:!?]{0,80}"
    r"\bconsultation\b[^\n,.;:!?]{0,40}[,.;:]?"
    r"|\bthank you for (?:the opportunity|reading)\b[^\n.;:!?]{0,120}[.]?",
    re.IGNORECASE | re.MULTILINE,
)


def shingles_of_questions(wordings: Iterable[str]) -> frozenset[int]:
    """What the questions of a consultation say, as `blank_courtesies` wants it."""
    return frozenset(shingle for wording in wordings for shingle in shingles_of(words_of(wording)))


def blank_courtesies(text: str, questions: frozenset[int] = frozenset()) -> str:
    """A text of the same length without greetings, closings and the questions repeated."""
    text = _COURTESIES.sub(lambda match: " " * len(match.group()), text)
    if not questions:
        return text
    for start, end in find_covered(text, questions, _SHORTEST_QUESTION):
        text = text[:start] + " " * (end - start) + text[end:]
    return text
