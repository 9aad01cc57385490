"""Themes of positions told from their words: neighbours on one policy area form a theme.

The words stand in `policy_areas.toml`. Positions keep their order, so the themes are runs of
neighbours: the best parting weighs how well each run fits its area against a price for each
change of area (Viterbi's dynamic programme over a chain).
"""

import re
import tomllib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

_TITLE_WEIGHT = 3.0
_MOST_FROM_TEXT = 4.0
"""Most that the text of one position adds for an area: long texts must not outvote neighbours."""

_PRICE_OF_CHANGE = 5.0
_LEAST_POSITIONS = 6
_LEAST_RUN = 2


@dataclass(frozen=True, slots=True)
class _Area:
    name: str
    telling: re.Pattern[str]


def tell_themes(positions: Sequence[tuple[str, str]]) -> list[str]:
    """The policy area of each position, or nothing where the words do not tell areas apart.

    Args:
        positions: title and text of each, in the order of the document.

    Returns:
        One name for each position; an empty list for few positions, or when all fall under
        one area or a run is a lone position.
    """
    if len(positions) < _LEAST_POSITIONS:
        return []
    areas = _areas()
    path = _best_path([_scores(title, text, areas) for title, text in positions])
    names = [areas[index].name for index in path]
    runs = [0]
    for before, name in zip([*names[:1], *names], names, strict=False):
        if name != before:
            runs.append(0)
        runs[-1] += 1
    return names if len(runs) > 1 and min(runs) >= _LEAST_RUN else []


def _scores(title: str, text: str, areas: Sequence[_Area]) -> list[float]:
    """How well a position fits each area; a word that tells of several areas counts less."""
    title, text = title.casefold(), text.casefold()
    title_hits = [_hits(area, title) for area in areas]
    text_hits = [_hits(area, text) for area in areas]
    shared = Counter(word for hits in (*title_hits, *text_hits) for word in set(hits))
    scores = []
    for in_title, in_text in zip(title_hits, text_hits, strict=True):
        from_title = sum(_TITLE_WEIGHT / shared[word] for word in set(in_title))
        from_text = sum(1 / shared[word] for word in in_text)
        scores.append(from_title + min(from_text, _MOST_FROM_TEXT))
    return scores


def _hits(area: _Area, text: str) -> list[str]:
    return area.telling.findall(text)


def _best_path(scores: list[list[float]]) -> list[int]:
    best = list(scores[0])
    steps: list[list[int]] = []
    for row in scores[1:]:
        top = max(range(len(best)), key=best.__getitem__)
        came = [
            top if best[top] - _PRICE_OF_CHANGE > best[index] else index
            for index in range(len(row))
        ]
        best = [
            row[index] + best[before] - (_PRICE_OF_CHANGE if before != index else 0)
            for index, before in enumerate(came)
        ]
        steps.append(came)
    path = [max(range(len(best)), key=best.__getitem__)]
    for came in reversed(steps):
        path.append(came[path[-1]])
    return path[::-1]


@cache
def _areas() -> tuple[_Area, ...]:
    data = resources.files(__package__).joinpath("policy_areas.toml").read_text("utf-8")
    return tuple(
        _Area(entry["name"], _pattern(entry["words"])) for entry in tomllib.loads(data)["area"]
    )


def _pattern(words: list[str]) -> re.Pattern[str]:
    # Longer phrases first: "health care" is one hit, not two.
    ordered = sorted(words, key=len, reverse=True)
    parts = [re.escape(word).replace(r"\*", r"\w*") for word in ordered]
    return re.compile(rf"\b(?:{'|'.join(parts)})\b")
