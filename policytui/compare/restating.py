"""Which of several known texts a passage restates: word for word, shortened, or reworded."""

from collections.abc import Sequence

from policytui.compare.likeness import Bag, Lexicon, form, words_of

_STEM = 5
"""Letters by which words are told apart, so that "policy" and "policies" count as one."""
_CONTAINED = 0.9
"""What it counts for beside likeness that all of a passage stands in a text."""
_FEWEST_SHARED = 2
"""One word in common is no evidence."""
_WORDS_WITHOUT_MATTER = """
    a about all also although among an and any are as at be because been being between both but by
    can could did do does each either even for from further had has have having how however i if
    in into is it its itself just let may me might more most much must my no nor not of on or our
    over own part per put s shall should since so some such t take than that the their them then
    there these they thing things think this those though through to too under until up upon us
    use was way ways we well were what when where whether which while who whom whose why will with
    within would you your question answer response
    """
_STOP_WORDS = frozenset(_WORDS_WITHOUT_MATTER.split())


def telling_words(text: str) -> list[str]:
    """The words of a text that tell what it is about, cut to their stems; all, where none do."""
    words = words_of(form(text))
    return [_stem(word) for word in words if word not in _STOP_WORDS] or [*map(_stem, words)]


def _stem(word: str) -> str:
    return (word[:-1] if word.endswith("s") and len(word) > 3 else word)[:_STEM]


class Restating:
    """Known texts, to each of which passages are compared.

    Args:
        texts: for each known text its wordings: all of it first, then its title and its parts.
    """

    def __init__(self, texts: Sequence[Sequence[str]]) -> None:
        words = [[telling_words(wording) for wording in wordings] for wordings in texts]
        self._lexicon = Lexicon([[w for part in parts for w in part] for parts in words], [])
        self._wordings = [[self._lexicon.bag(part) for part in parts] for parts in words]
        self._whole = [self._lexicon.join(bags[:2]) for bags in self._wordings]

    def likeness(self, passage: str, number: int) -> float:
        """How far a passage restates one of the texts, from 0 to 1."""
        return self._likeness(self._bag(passage), number)

    def share(self, passage: str, number: int) -> float:
        """How much of a passage stands in one of the texts, from 0 to 1."""
        return self._lexicon.containment(self._bag(passage), self._whole[number])

    def rank(self, passage: str) -> list[tuple[float, int]]:
        """Likeness to every text and its number, the most alike first."""
        bag = self._bag(passage)
        found = [(self._likeness(bag, number), number) for number in range(len(self._wordings))]
        return sorted(found, key=lambda pair: (-pair[0], pair[1]))

    def _bag(self, passage: str) -> Bag:
        return self._lexicon.bag(telling_words(passage))

    def _likeness(self, bag: Bag, number: int) -> float:
        whole, wordings = self._whole[number], self._wordings[number]
        best = max((self._lexicon.likeness(bag, one) for one in wordings), default=0.0)
        if _shared(bag, whole) >= _FEWEST_SHARED:
            best = max(best, _CONTAINED * self._lexicon.containment(bag, whole))
        elif best < 1:
            best /= 2
        return best


def _shared(one: Bag, other: Bag) -> int:
    return len(one.counts.keys() & other.counts.keys())
