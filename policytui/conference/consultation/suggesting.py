"""Themes suggested for an answer, from the answers that people coded already.

A suggestion says which words of the answer stand more often in answers of a theme than in the
others; it is put before a person and never taken by itself.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from policytui.checks.nearness.words import words_of
from policytui.conference.consultation.replies import Reply
from policytui.conference.consultation.themes import Coding, Theme
from policytui.search.analysis import STOP_WORDS, analyse

_MOST_WORDS = 5
_LEAST = 0.2
"""Score below which nothing is suggested: one word that any answer may use."""
_HOLDING = (
    "about above after again against all also although always am among any anyone anything "
    "because become before being below between both cannot come could did does doing done "
    "down during each either else even ever every everyone everything few further get give "
    "given go going got here hers herself himself however itself just keep let like made "
    "make making many me might mine more most much must my myself need needs neither never "
    "no nobody none nor nothing now off often once one only onto other others ought ours "
    "ourselves out over own per perhaps please put quite rather really said same say see "
    "seem shall since some someone something sometimes soon still take than themselves "
    "therefore think though through thus together too toward towards under unless until up "
    "upon us use used using very want way well went whatever whether while whom whose within "
    "without yet yours yourself"
)
_FUNCTION = frozenset(_HOLDING.split())
"""Words that hold a sentence together and say nothing of what it is about."""
_FEWEST, _COMMON = 8, 0.6
"""From so many coded answers on, a word in more than this share of them tells no theme."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A theme that an answer may be about.

    Attributes:
        words: those of the answer on which it rests, the most telling first.
        score: higher is better; comparable for one answer only.
    """

    theme: Theme
    words: tuple[str, ...]
    score: float


class Suggester:
    """What the coded answers to one question teach.

    Args:
        replies: all answers to the question; of those that use the same words one is learnt from,
            so that a campaign weighs no more than a single voice.
    """

    def __init__(self, replies: Iterable[Reply], coding: Coding) -> None:
        self._themes: dict[str, Theme] = {}
        holders: dict[str, Counter[str]] = defaultdict(Counter)
        self._sizes: Counter[str] = Counter()
        self._all: Counter[str] = Counter()
        self._count = 0
        seen: set[tuple[str, tuple[str, ...]]] = set()
        for reply in replies:
            themes = coding.themes_of(reply)
            key = (reply.wording, tuple(theme.id for theme in themes))
            if not themes or key in seen:
                continue
            seen.add(key)
            stems = _stems_of(reply.text).keys()
            self._count += 1
            self._all.update(stems)
            for theme in themes:
                self._themes[theme.id] = theme
                self._sizes[theme.id] += 1
                holders[theme.id].update(stems)
        self._holders = dict(holders)

    def suggest(self, reply: Reply, most: int = 3) -> tuple[Suggestion, ...]:
        """The themes whose answers use words like those of an answer, the nearest first."""
        stems = _stems_of(reply.text)
        found = []
        for id_, theme in self._themes.items():
            weights = {stem: self._weigh(stem, id_) for stem in stems}
            telling = sorted(
                (stem for stem in stems if weights[stem] > 0),
                key=lambda stem: (-weights[stem], stem),
            )
            score = sum(weights[stem] for stem in telling) / math.sqrt(len(stems)) if stems else 0.0
            if score >= _LEAST:
                words = tuple(stems[stem] for stem in telling[:_MOST_WORDS])
                found.append(Suggestion(theme, words, score))
        found.sort(key=lambda one: (-one.score, one.theme.title))
        return tuple(found[:most])

    def _weigh(self, stem: str, theme: str) -> float:
        """How much more often a word stands in the answers of a theme than in the others."""
        held, size = self._holders[theme][stem], self._sizes[theme]
        is_common = self._count >= _FEWEST and self._all[stem] > _COMMON * self._count
        if not held or is_common:
            return 0.0
        others = self._count - size
        elsewhere = (self._all[stem] - held) / others if others else 0.0
        # One answer more on either side, so that a word met once proves little.
        inside = held / (size + 1)
        rarity = math.log1p(self._count / self._all[stem])
        return max(0.0, inside - elsewhere) * rarity


def _stems_of(text: str) -> dict[str, str]:
    """The stems of a text with the word as it first stands there, without numbers and the like."""
    stems: dict[str, str] = {}
    for word in words_of(text):
        is_telling = word not in STOP_WORDS and word not in _FUNCTION
        if is_telling and len(word) > 2 and not any(map(str.isdigit, word)):
            stems.setdefault(analyse(word).stem, word)
    return stems
