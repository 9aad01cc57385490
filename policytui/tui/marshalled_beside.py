"""What is told of one amendment beside the marshalled list: pure, for any width."""

from collections.abc import Iterator, Sequence
from enum import StrEnum

from policytui.compare.layout import Layout, stack
from policytui.conference.amendments.together import Together
from policytui.conference.marshalling.delegate import Note
from policytui.conference.marshalling.marshalled import Item
from policytui.conference.marshalling.simulation import base_of
from policytui.conference.marshalling.written import instruct, tell_falls, who
from policytui.tui.comparing import compare_again
from policytui.tui.marshalled_rows import tell_note, tell_standing
from policytui.tui.marshalling import MOST_NAMED, Marshalled
from policytui.tui.plain import one_line
from policytui.tui.views import View, aside, lay_out, prose, titled
from policytui.tui.wording import capital

_MOST_COLLISIONS = 100
"""That are told of one text."""


class Beside(StrEnum):
    """What stands beside the list."""

    CHANGE = "change"
    RESULT = "text as decided so far"
    COLLISIONS = "collisions"


def beside_rows(marshalled: Marshalled, item: Item, beside: Beside, width: int) -> Layout:
    """What is told of one amendment."""
    draw = {
        Beside.CHANGE: _change,
        Beside.RESULT: _result,
        Beside.COLLISIONS: _collisions,
    }[beside]
    amendment = item.amendment
    title = f"{item.number}  {one_line(amendment.title)}"
    under = one_line(who(amendment))
    head = titled(title, aside(under, width), width)
    return stack([head, *draw(marshalled, item, width)])


def _change(marshalled: Marshalled, item: Item, width: int) -> Iterator[Layout]:
    amendment, numbers = item.amendment, marshalled.numbers
    is_tried = marshalled.is_supposed(item)
    yield prose([capital(tell_standing(marshalled, item)) + "."], width)
    if remarks := list(_remarks(marshalled, item)):
        yield prose(remarks, width)
    if noted := tell_note(marshalled.notes.get(amendment.id, Note())):
        yield titled("Your own", prose([capital(each) for each in noted], width), width)
    decided = marshalled.decisions.get(amendment.id)
    if decided and decided.decision.text:
        # What conference carried comes before what was tabled.
        words, kind = decided.decision.text, "What if carried" if is_tried else "Carried"
        yield titled(f"{kind} in these words, as modified", prose([words], width), width)
        carried = compare_again(amendment.base, words, amendment.title)
        changes = lay_out(carried, View.INLINE, amendment.title, width, two=False, folded=True)
        yield titled("What they change", changes, width)
        yield aside("As it was tabled:", width)
    compared = compare_again(amendment.base, amendment.text, amendment.title)
    yield lay_out(compared, View.INLINE, amendment.title, width, two=False, folded=True)
    lines = list(instruct(amendment, marshalled.wording))
    if amendment.amends in numbers:
        lines.insert(0, f"As an amendment to {numbers[amendment.amends]}:")
    yield titled("Instruction", prose(lines, width), width)
    if reasons := marshalled.reasons_of(amendment):
        yield titled("Reason", prose(reasons, width), width)
    if given := marshalled.calling.recommendations.get(amendment.id):
        advised = given.recommendation
        told = [capital(advised.told(numbers)) + "."]
        told += [part for part in (advised.reason, advised.text) if part]
        yield titled("Recommendation", prose(told, width), width)


def _remarks(marshalled: Marshalled, item: Item) -> Iterator[str]:
    amendment = item.amendment
    if amendment.note:
        yield f"Cannot be put: {amendment.note}"
    if amendment.remark:
        yield amendment.remark
    if falls := tell_falls(item, marshalled.numbers):
        yield falls
    if item.group:
        yield f"Debated with: {item.group}"
    if amendment.members:
        yield f"Composite of {', '.join(amendment.members)}."
    decided = marshalled.calling.decisions.get(amendment.id)
    if decided and not marshalled.is_supposed(item):
        by = f" by {decided.by}" if decided.by else ""
        yield f"Recorded{by} on {decided.at.astimezone():%d %B %Y at %H:%M}."
    together = marshalled.together_with(amendment)
    count = sum(
        amendment.id in (*one.first.names, *one.second.names) for one in together.collisions
    )
    if count:
        yield f"Collides with others in {count} place{'' if count == 1 else 's'}: v shows where."


def _result(marshalled: Marshalled, item: Item, width: int) -> Iterator[Layout]:
    """The text that the amendments to this position have come to."""
    amendment = item.amendment
    while amendment.amends in marshalled.by_id:
        amendment = marshalled.by_id[amendment.amends]
    base = base_of(marshalled.amendments_to(amendment.target))
    text = marshalled.simulation.texts.get(amendment.target, base)
    is_trying = marshalled.supposed is not None
    if text == base:
        yield aside(
            "Nothing that would be carried changes this text:"
            if is_trying
            else "Nothing that was carried changes this text yet:",
            width,
        )
        yield prose([base or "(it does not stand in the policy)"], width)
        return
    yield aside(
        "What if: as it would stand:" if is_trying else "As it stands by what was carried so far:",
        width,
    )
    yield prose([text or "(the whole position is left out)"], width)
    compared = compare_again(base, text, amendment.title)
    changes = lay_out(compared, View.INLINE, amendment.title, width, two=False, folded=True)
    yield titled("What changed", changes, width)


def _collisions(marshalled: Marshalled, item: Item, width: int) -> Iterator[Layout]:
    together = marshalled.together_with(item.amendment)
    yield prose(tell_alike(marshalled, together), width)
    yield from tell_collisions(marshalled, together, width)


def tell_alike(marshalled: Marshalled, together: Together) -> list[str]:
    """The amendments to one text, and which of them say the same or nearly."""

    def named(ids: Sequence[str]) -> str:
        return marshalled.named(ids, MOST_NAMED)

    told = [f"To this text: {named(together.ids)}."]
    told += [f"Identical: {named(ids)}." for ids in together.identical]
    return told + [f"Nearly identical: {named(ids)}." for ids in together.near]


def tell_collisions(marshalled: Marshalled, together: Together, width: int) -> Iterator[Layout]:
    """Which amendments to one text collide, and on what words."""
    if not together.collisions:
        yield aside("No two of them touch the same words.", width)
    for one in together.collisions[:_MOST_COLLISIONS]:
        first, second = (
            marshalled.named(side.names, MOST_NAMED) for side in (one.first, one.second)
        )
        words = [f"“{one.words}”"] if one.words else []
        yield titled(f"{first} against {second}: {one.kind.value}", prose(words, width), width)
    if len(together.collisions) > _MOST_COLLISIONS:
        yield aside(f"and {len(together.collisions) - _MOST_COLLISIONS:,} more", width)
