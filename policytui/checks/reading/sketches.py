"""Sketches: what the bare words of a sentence tell, before it is read.

Of the positions near a text most say nothing that could differ from it. Their words alone show
that, in a tenth of the time that reading takes; what a sketch does not rule out is read.
"""

from dataclasses import dataclass
from functools import lru_cache

from policytui.checks.reading.lexicon import Entry, Sense, is_verb, look_up
from policytui.checks.reading.plain import read_plainly
from policytui.checks.reading.sentences import split_sentences
from policytui.checks.reading.tokens import words_in


@dataclass(frozen=True, slots=True)
class Sketch:
    """What a sentence may say; what is not in its sketch, it does not say.

    Attributes:
        stems: its words that carry a subject.
        topics: those of them that say what it is about, wherever in it they stand.
        may_bind: it may say what should be.
        may_deny: it has a word that may turn round what it says.
        may_count: it may give a figure or a date.
        senses: the directions of its verbs.
        opposed: the directions opposed to them.
    """

    stems: frozenset[str]
    topics: frozenset[str]
    may_bind: bool
    may_deny: bool
    may_count: bool
    senses: frozenset[Sense]
    opposed: frozenset[Sense]


@lru_cache(maxsize=1 << 12)
def sketch(text: str) -> tuple[Sketch, ...]:
    """The sentences of a text in order, sketched."""
    plain = read_plainly(text).text
    return tuple(_sketch(plain, *place) for place in split_sentences(plain))


def _sketch(plain: str, start: int, end: int) -> Sketch:
    written = words_in(plain, start, end)
    words = [_word(word) for word in {*written}]
    told = [entry for _, _, entry in words if entry]
    senses = {sense for one in told if one.senses and is_verb(one.senses) for sense in one.senses}
    is_order = bool(written and look_up(written[0]).senses)
    return Sketch(
        frozenset([stem for stem, _, _ in words if stem]),
        frozenset([topic for _, topic, _ in words if topic]),
        plain[end - 1] != "?"
        and (is_order or any(one.duty or one.duty_to or one.calls for one in told)),
        any(one.negates or one.turns or one.frames for one in told),
        "" in written or any(one.counts or one.tells_time for one in told),
        frozenset(senses),
        frozenset([(group, -side) for group, side in senses]),
    )


@lru_cache(maxsize=1 << 16)
def _word(written: str) -> tuple[str, str, Entry | None]:
    """The stem of a word that carries a subject, likewise of a topic, and what else it tells."""
    entry = look_up(written)
    turns = entry.negates or entry.turns or entry.frames or entry.calls
    tells = turns or entry.duty or entry.duty_to or entry.senses or entry.counts
    stem = entry.stem if entry.is_content else ""
    return stem, "" if turns else stem, entry if tells or entry.tells_time else None
