"""Nations as people write and read them; nothing stands for all of them."""

import re
from collections.abc import Iterable

from policytui.corpus.model import ALL_NATIONS, Nation, order_nations

_BETWEEN = re.compile(r"\s*(?:,|;|/|&|\band\b)\s*", re.IGNORECASE)


def write_nations(nations: Iterable[Nation]) -> str:
    """The names of nations; empty for all of them."""
    named = order_nations(nations)
    return "" if named == ALL_NATIONS else ", ".join(nation.label for nation in named)


def read_nations(text: str) -> tuple[Nation, ...]:
    """The nations that a person wrote; empty for all, and what is no nation is passed over."""
    found = order_nations(nation for name in _names(text) if (nation := _nation(name)))
    return () if found == ALL_NATIONS else found


def nations_problem(text: str) -> str:
    """What is wrong with nations as they are written; empty where nothing is."""
    wrong = next((name for name in _names(text) if _nation(name) is None), "")
    known = ", ".join(nation.label for nation in Nation)
    return f"“{wrong}” is no nation. Write some of: {known}; or nothing for all." if wrong else ""


def _names(text: str) -> list[str]:
    return [name for name in _BETWEEN.split(text.strip()) if name]


def _nation(name: str) -> Nation | None:
    wanted = name.casefold()
    return next((each for each in Nation if wanted in {each.label.casefold(), each.value}), None)
