"""How alike two paragraphs are: by the words that they share, rare words counting most."""

import math
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

_SINGLE, _DOUBLE, _DASHES = "‘’‚‛‹›′`", "“”„‟«»″", "‐‑‒–—―−"
_PLAIN = str.maketrans(
    dict.fromkeys(_SINGLE, "'") | dict.fromkeys(_DOUBLE, '"') | dict.fromkeys(_DASHES, "-")
)
_FANCY = re.compile(f"[{_SINGLE}{_DOUBLE}{_DASHES}…]|--")
_SEVERAL_DASHES = re.compile("-{2,}")
_WORD = re.compile(r"\w+")


def form(text: str) -> str:
    """What a paragraph says, whatever its white space, line ends, coding of accents, and style.

    Two paragraphs of one form differ in layout or typography at most (`words.Nature`).
    """
    if not text.isascii():
        text = unicodedata.normalize("NFC", text)
    if _FANCY.search(text):
        text = _SEVERAL_DASHES.sub("-", text.translate(_PLAIN).replace("…", "..."))
    return " ".join(text.split())


def words_of(text: str) -> list[str]:
    """The words of a form, without regard to case; of one without words, its marks."""
    folded = text.casefold()
    return _WORD.findall(folded) or folded.split()


@dataclass(frozen=True, slots=True)
class Bag:
    """The words of a paragraph, how often each stands in it, and what they weigh together."""

    counts: Counter[str]
    weight: float


class Lexicon:
    """What each word weighs in a comparison: log(1 + N / df), as in inverse document frequency.

    The frequency of a word is counted on each side for itself and the higher one taken, so that
    a word weighs the same whether the other side has it too or not (Spärck Jones, 1972, counts
    one collection).
    """

    def __init__(self, base: Sequence[Sequence[str]], proposed: Sequence[Sequence[str]]) -> None:
        total = max(len(base), len(proposed), 1)
        frequencies = _frequencies(base) | _frequencies(proposed)
        self._weights = {word: math.log1p(total / df) for word, df in frequencies.items()}
        self._rarest = math.log1p(total)

    def weight(self, word: str) -> float:
        """What one occurrence of a word weighs."""
        return self._weights.get(word, self._rarest)

    def bag(self, words: Iterable[str]) -> Bag:
        """The words of a paragraph, weighed."""
        return self._weigh(Counter(words))

    def shared(self, one: Bag, other: Bag) -> float:
        """The weight of the words that both hold, each as often as both hold it."""
        if len(one.counts) > len(other.counts):
            one, other = other, one
        counts, held = one.counts, other.counts
        return sum(min(counts[w], held[w]) * self.weight(w) for w in counts if w in held)

    def likeness(self, one: Bag, other: Bag) -> float:
        """The share of both that is common, from 0 to 1 (Dice, 1945, on weighed words)."""
        both = one.weight + other.weight
        return 2 * self.shared(one, other) / both if both else 0.0

    def containment(self, part: Bag, whole: Bag) -> float:
        """The share of one that stands in the other (Broder, 1997, on weighed words)."""
        return self.shared(part, whole) / part.weight if part.weight else 0.0

    def join(self, bags: Iterable[Bag]) -> Bag:
        """All words of several paragraphs."""
        counts: Counter[str] = Counter()
        for bag in bags:
            counts.update(bag.counts)
        return self._weigh(counts)

    def without(self, whole: Bag, part: Bag) -> Bag:
        """The words of one that the other does not account for."""
        return self._weigh(whole.counts - part.counts)

    def _weigh(self, counts: Counter[str]) -> Bag:
        return Bag(counts, sum(count * self.weight(word) for word, count in counts.items()))


def _frequencies(paragraphs: Sequence[Sequence[str]]) -> Counter[str]:
    return Counter(word for words in paragraphs for word in set(words))
