"""Names of people left out of texts, for a report that names organisations alone."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable
from itertools import pairwise

from policytui.conference.inbox.submissions import Submission

NAME = "[name left out]"

_WORD = re.compile(r"\w+")
_FEWEST = 2
"""Words of a name: one alone, such as “Will”, is more often something else."""


def names_of(submissions: Iterable[Submission]) -> set[str]:
    """The names of the people who sent something in; none that an organisation has too."""
    people: set[str] = set()
    organisations: set[str] = set()
    for one in submissions:
        who = one.draft.submitter
        people.update((who.mover, who.redrafter, *who.seconders))
        organisations.add(who.organisation)
    return people - organisations


def leave_out_names(names: Iterable[str]) -> Callable[[str], str]:
    """A change of texts by which every name of two words or more is left out and marked."""
    by_first: dict[str, list[list[str]]] = defaultdict(list)
    for name in names:
        words = _words(name)
        if len(words) >= _FEWEST:
            by_first[words[0]].append(words)
    for known in by_first.values():
        known.sort(key=len, reverse=True)
    beginnings = {(one[0], one[1]) for known in by_first.values() for one in known}

    def leave_out(text: str) -> str:
        words = _words(text)
        # Most texts name nobody, and a report has a hundred thousand.
        if beginnings.isdisjoint(pairwise(words)):
            return text
        found = list(_WORD.finditer(text))
        parts: list[str] = []
        at = after = 0
        while at < len(words):
            name = next(
                (one for one in by_first.get(words[at], ()) if words[at : at + len(one)] == one),
                (),
            )
            if name:
                parts += (text[after : found[at].start()], NAME)
                after = found[at + len(name) - 1].end()
            at += len(name) or 1
        return "".join((*parts, text[after:])) if parts else text

    return leave_out


def _words(text: str) -> list[str]:
    return list(map(str.casefold, _WORD.findall(text)))
