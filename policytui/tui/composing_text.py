"""The text of a composite: what it may begin from, and where a sentence is put into it."""

from collections.abc import Iterator
from dataclasses import dataclass

from policytui.conference.amendments.combining import combine
from policytui.conference.amendments.resting import Rest
from policytui.conference.marshalling.written import who
from policytui.tui.composing import Bench
from policytui.tui.plain import one_line


@dataclass(frozen=True, slots=True)
class Beginning:
    """A text that a composite may begin from.

    Attributes:
        tip: what must be known of it, may be empty.
        told: what is said once it is taken.
    """

    id: str
    label: str
    tip: str
    text: str
    told: str


def beginnings(bench: Bench) -> Iterator[Beginning]:
    """What the text may begin from, the likeliest first."""
    members, gathered, composite = bench.members, bench.gathered, bench.composite
    able = [one for one in members if one.can_be_put]
    if len(able) > 1:
        combined = combine(able)
        out = gathered.named(combined.left_out)
        tip = f"without {out}, whose words are gone by one before" if out else "none collides"
        told = f"All that do not collide, applied together{f', without {out}' if out else ''}."
        names = gathered.named(one.id for one in able)
        label = f"All that do not collide, applied together: {names}"
        yield Beginning("together", label, tip, combined.text, told)
    for one in able:
        name = gathered.named([one.id])
        told = f"The text of {name}."
        yield Beginning(one.id, f"The text of {name}", one_line(who(one)), one.text, told)
    if composite:
        saved = f"{composite.id} as it was saved"
        yield Beginning("saved", saved, "", composite.text, f"{saved}.")
        if bench.resting.rest is Rest.MOVED:
            carried = f"{composite.id} on the text of today"
            yield Beginning("carried", carried, "", bench.resting.text, f"{carried}.")
    position = "The position as it stands"
    yield Beginning("position", position, "", gathered.today, f"{position}.")


def put_sentence(text: str, at: int, sentence: str) -> tuple[int, str]:
    """Where a sentence goes into a text, and with which space around it.

    Args:
        at: the place of the cursor; inside a word the end of that word is taken.

    Returns:
        The place, and what is put in there.
    """
    while 0 < at < len(text) and not text[at].isspace() and not text[at - 1].isspace():
        at += 1
    before = "" if at == 0 or text[at - 1].isspace() else " "
    behind = "" if at == len(text) or text[at].isspace() else " "
    return at, f"{before}{sentence.strip()}{behind}"


def place_of(text: str, row: int, column: int) -> int:
    """The place of a cursor in a text."""
    return sum(len(line) + 1 for line in text.split("\n")[:row]) + column


def cursor_at(text: str, at: int) -> tuple[int, int]:
    """Row and column of a place in a text."""
    before = text[:at]
    return before.count("\n"), at - (before.rfind("\n") + 1)
