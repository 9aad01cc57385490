"""Numbers of amendments: 1, 2, 3 in the first list; letters for what comes between later.

Amendments to amendment 3 are 3A and 3B. Once a list is published its numbers stand: what comes
later between 12 and 13 is 12A, between 12 and 12A 12ZA, before 1 A1; at the end the numbers
go on (the practice of both Houses of Parliament for clauses and amendments inserted later).
"""

import re
from collections.abc import Iterator, Mapping, Sequence, Set
from itertools import count
from string import ascii_uppercase

from policytui.conference.amendments.amendment import Amendment

_BEFORE_ONE = ascii_uppercase.replace("C", "")
"""Letters before the number 1; C1 is a composite."""
_NUMBER = re.compile(r"[A-Z]*(\d+)([A-Z]*)")


def number(listing: Sequence[Amendment], published: Mapping[str, str]) -> dict[str, str]:
    """The number of every amendment by its id.

    Args:
        listing: in the order in which amendments are taken.
        published: numbers that stand, those of amendments that left the list among them.
    """
    numbers = {one.id: published[one.id] for one in listing if one.id in published}
    taken = set(published.values())
    ids = {one.id for one in listing}
    top = [one for one in listing if one.amends not in ids]
    last_published = max((rank for rank, one in enumerate(top) if one.id in published), default=-1)
    before = ""
    highest = max((int(match[1]) for match in map(_NUMBER.fullmatch, taken) if match), default=0)
    lasts = _last_letters(listing, numbers)
    for rank, amendment in enumerate(top):
        if amendment.id not in numbers:
            if rank > last_published:
                highest += 1
                made = str(highest)
            else:
                # The letters of amendments to the one before are behind it, too.
                made = _between(lasts.get(before, before), taken)
            numbers[amendment.id] = made
            taken.add(made)
        before = numbers[amendment.id]
    for amendment in listing:
        if amendment.id not in numbers:
            parent = numbers[amendment.amends]
            made = _first_free((parent + letters for letters in _letters()), taken)
            numbers[amendment.id] = made
            taken.add(made)
    return numbers


def _last_letters(listing: Sequence[Amendment], numbers: Mapping[str, str]) -> dict[str, str]:
    """For the number of an amendment that others amend, the last number of those."""
    lasts: dict[str, str] = {}
    for one in listing:
        parent, own = numbers.get(one.amends), numbers.get(one.id)
        if parent and own and parent.isdigit():
            lasts[parent] = max(lasts.get(parent, own), own)
    return lasts


def _between(before: str, taken: Set[str]) -> str:
    """A free number for what stands right after another."""
    if not before:
        return _first_free((f"{letters}1" for letters in _letters(_BEFORE_ONE)), taken)
    return _first_free(_behind(before), taken)


def _behind(before: str) -> Iterator[str]:
    """Numbers that are read as standing behind one and before all that were behind it."""
    place = _BEFORE_ONE.find(before[0])
    if place >= 0 and before[-1].isdigit():
        yield _BEFORE_ONE[place + 1 : place + 2] + before[1:]
    if before[-1].isalpha() and before[-1] != "Z":
        yield before[:-1] + chr(ord(before[-1]) + 1)
    for depth in count():
        yield before + "Z" * depth + "A"


def _letters(alphabet: str = ascii_uppercase) -> Iterator[str]:
    """A to Z, then ZA to ZZ, ZZA and so on."""
    for depth in count():
        for letter in alphabet:
            yield "Z" * depth + letter


def _first_free(candidates: Iterator[str], taken: Set[str]) -> str:
    return next(each for each in candidates if each not in taken)
