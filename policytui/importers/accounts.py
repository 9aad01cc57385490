"""The account of words: what came in is in the document or was left out, nothing is lost."""

from collections import Counter
from collections.abc import Iterable

from policytui.importers.prose import words_of
from policytui.importers.report import WordCount


def count_words(source: str, kept: Iterable[str], left_out: Iterable[str]) -> WordCount:
    """The account of a source.

    Args:
        source: its whole text.
        kept: texts of positions, and headings of the source.
        left_out: what stands in no position.
    """
    inside = [word for text in kept for word in words_of(text)]
    outside = [word for text in left_out for word in words_of(text)]
    read = words_of(source)
    lost = _lost(Counter(read), Counter([*inside, *outside]))
    mended = len(read) - len(inside) - len(outside) - len(lost)
    return WordCount(len(read), len(inside), len(outside), mended, tuple(lost))


def words_lost(source: str, kept: Iterable[str]) -> list[str]:
    """The words of a source that stand in none of the texts it was made into.

    A word that was parted by a hyphen at a line end counts as kept where it is written whole.

    Args:
        source: the whole text.
        kept: texts, headings and what was left out.
    """
    return _lost(Counter(words_of(source)), Counter(w for text in kept for w in words_of(text)))


def _lost(inside: Counter[str], outside: Counter[str]) -> list[str]:
    missing, extra = inside - outside, outside - inside
    for word in list(extra.elements()):
        for cut in range(1, len(word)):
            if word[:cut] not in missing or word[cut:] not in missing:
                continue
            halves = Counter((word[:cut], word[cut:]))
            if halves <= missing:
                missing -= halves
                extra -= Counter((word,))
                break
    return sorted(missing.elements()) if not extra else sorted((missing + extra).elements())
