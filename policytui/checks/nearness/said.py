"""What a draft says itself: the passages that are its writer's and not those it begins from."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from policytui.checks.finding import Evidence
from policytui.checks.nearness.letters import blank_courtesies, shingles_of_questions
from policytui.checks.nearness.passages import Span
from policytui.checks.reading.sentences import split_sentences
from policytui.compare.likeness import form
from policytui.compare.words import Op, compare_words
from policytui.drafts.model import Draft, DraftKind

_PARAGRAPH = re.compile(r"\n[ \t]*\n\s*|(?<=[.!?:;])[\"'”’)*_]*[ \t]*\n\s*")
"""A line left empty, or a line break behind a finished sentence."""
_FEWEST_INSERTED = 3
"""Words; fewer put into a position are an edit and no passage."""
_SEPARATOR = "\n\n"


@dataclass(frozen=True, slots=True)
class Passage:
    """A run of text of a draft.

    Attributes:
        text: greetings, closings and the question repeated are blanked in it.
        original: the same run as it was written.
        field: the part of the draft where it stands.
        start: where it begins in that part.
    """

    text: str
    original: str
    field: str
    start: int = 0

    def cut(self, start: int, end: int) -> "Passage":
        """A part of it, by its places in it."""
        text, original = self.text[start:end], self.original[start:end]
        return Passage(text, original, self.field, self.start + start)

    @property
    def paragraphs(self) -> "tuple[Passage, ...]":
        """Its paragraphs that say something; a line break behind a sentence ends one."""
        breaks = [found.span() for found in _PARAGRAPH.finditer(self.original)]
        edges = [0, *(edge for span in breaks for edge in span), len(self.original)]
        parts = (self.cut(*edges[at : at + 2]) for at in range(0, len(edges), 2))
        return tuple(part for part in parts if part.text.strip())


@dataclass(frozen=True)
class Said:
    """Everything a draft says itself."""

    draft: Draft
    passages: tuple[Passage, ...]

    @cached_property
    def text(self) -> str:
        """All passages as one text."""
        return _SEPARATOR.join(passage.text for passage in self.passages)

    def evidence(self, spans: tuple[Span, ...]) -> tuple[Evidence, ...]:
        """The passages that hold some spans of `text`, with those spans marked."""
        found: list[Evidence] = []
        at = 0
        for passage in self.passages:
            end = at + len(passage.text)
            inside = tuple((a - at, b - at) for a, b in spans if a < end and b > at)
            within = tuple((max(0, a), min(len(passage.text), b)) for a, b in inside)
            if within:
                found.append(
                    Evidence(passage.original, within, self.draft.id, passage.field, passage.start)
                )
            at = end + len(_SEPARATOR)
        return tuple(found)


def what_is_said(draft: Draft) -> Said:
    """What a draft says itself.

    Of an amendment that is what it puts into the position, of a response its answers, of other
    drafts their text.
    """
    if draft.kind is DraftKind.RESPONSE:
        questions = shingles_of_questions(answer.wording for answer in draft.answers)
        passages = [
            Passage(
                blank_courtesies(answer.text, questions), answer.text, f"answers[{number}].text"
            )
            for number, answer in enumerate(draft.answers, 1)
            if answer.text.strip()
        ]
    elif draft.base:
        passages = list(_inserted(draft.base.text, draft.text))
    else:
        passages = [Passage(blank_courtesies(draft.text), draft.text, "text")]
    return Said(draft, tuple(passage for passage in passages if passage.text.strip()))


def what_is_said_anew(draft: Draft) -> Iterator[Passage]:
    """What a draft says itself, by paragraphs; of an amendment the whole sentences it changes."""
    if draft.base is None or draft.kind is DraftKind.RESPONSE:
        for passage in what_is_said(draft).passages:
            yield from passage.paragraphs
        return
    base = draft.base.text
    held = {form(base[slice(*place)]) for place in split_sentences(base)}
    whole = Passage(draft.text, draft.text, "text")
    for start, end in split_sentences(draft.text):
        if form(draft.text[start:end]) not in held:
            yield whole.cut(start, end)


def _inserted(base: str, proposed: str) -> list[Passage]:
    passages = []
    at = 0
    for change in compare_words(base, proposed):
        is_new = change.op in (Op.INSERT, Op.REPLACE)
        if is_new and len(change.proposed.split()) >= _FEWEST_INSERTED:
            passages.append(Passage(change.proposed, change.proposed, "text", at))
        at += len(change.proposed)
    return passages
