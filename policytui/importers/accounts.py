"""The account of words: what came in is in the document or was left out, nothing is lost."""

from collections import Counter
from collections.abc import Iterable

from policytui.importers.prose import words_of


def words_lost(source: str, kept: Iterable[str]) -> list[str]:
    """The words of a source that stand in none of the texts it was made into.

    A word that was parted by a hyphen at a line end counts as kept where it is written whole.

    Args:
        source: the whole text.
        kept: texts, headings and what was left out.
    """
    missing, extra = _differences(source, kept)
    return sorted(missing.elements()) if not extra else sorted((missing + extra).elements())


def _differences(source: str, kept: Iterable[str]) -> tuple[Counter[str], Counter[str]]:
    inside = Counter(words_of(source))
    outside = Counter(word for text in kept for word in words_of(text))
    missing, extra = inside - outside, outside - inside
    for word in list(extra.elements()):
        for cut in range(1, len(word)):
            halves = Counter((word[:cut], word[cut:]))
            if halves <= missing:
                missing -= halves
                extra -= Counter((word,))
                break
    return missing, extra
