"""What a conference decides on an amendment, and how it is written in one line."""

import re
from collections.abc import Mapping
from enum import StrEnum

from policytui.errors import UsageError
from policytui.tables import suggest
from policytui.text import clean_line

_PART = re.compile(r"(\w+)\s+(.+)")


class Outcome(StrEnum):
    """What became of an amendment."""

    CARRIED = "carried"
    LOST = "lost"
    REMITTED = "remitted"
    WITHDRAWN = "withdrawn"
    FELL = "fell"
    NOT_REACHED = "not reached"


def parse_outcomes(text: str, ids: Mapping[str, str]) -> dict[str, Outcome]:
    """Outcomes written as `3 carried, 5 lost`, by the ids of the amendments.

    Args:
        ids: the id of the amendment that has a number in the list.

    Raises:
        UsageError: a part is not of that form, or no amendment has the number.
    """
    found: dict[str, Outcome] = {}
    hint = 'Write it like: --if "3 carried, 5 lost"'
    for part in filter(None, (clean_line(each) for each in text.split(","))):
        match = _PART.fullmatch(part)
        number, word = (match[1].upper(), match[2].casefold()) if match else ("", "")
        words = [outcome.value for outcome in Outcome]
        if word not in words:
            near = suggest(word, words)
            raise UsageError(f'"{part[:80]}" is no number and outcome.{near}', hint=hint)
        if number not in ids:
            raise UsageError(f"No amendment of the list has the number {number[:20]}.", hint=hint)
        found[ids[number]] = Outcome(word)
    return found
