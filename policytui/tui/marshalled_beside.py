"""What is told of one amendment beside the marshalled list: pure, for any width."""

from collections.abc import Iterator, Sequence
from enum import StrEnum
from functools import lru_cache

from rich.cells import cell_len

from policytui.compare.layout import Layout, paragraphs, stack
from policytui.conference.marshalling.delegate import Note
from policytui.conference.marshalling.marshalled import Item
from policytui.conference.marshalling.simulation import base_of
from policytui.conference.marshalling.written import instruct, tell_falls, who
from policytui.tui.comparing import Compared, compare_texts
from policytui.tui.marshalled_rows import tell_note, tell_standing
from policytui.tui.marshalling import Marshalled
from policytui.tui.plain import one_line
from policytui.tui.views import View, aside, lay_out, titled


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
    yield _said([_capital(tell_standing(marshalled, item)) + "."], width)
    if remarks := list(_remarks(marshalled, item)):
        yield _said(remarks, width)
    if noted := tell_note(marshalled.notes.get(amendment.id, Note())):
        yield titled("Your own", _said([_capital(each) for each in noted], width), width)
    decided = marshalled.decisions.get(amendment.id)
    if decided and decided.decision.text:
        # What conference carried comes before what was tabled.
        words, kind = decided.decision.text, "What if carried" if is_tried else "Carried"
        yield titled(f"{kind} in these words, as modified", _said([words], width), width)
        carried = _compared(amendment.base, words, amendment.title)
        changes = lay_out(carried, View.INLINE, amendment.title, width, two=False, folded=True)
        yield titled("What they change", changes, width)
        yield aside("As it was tabled:", width)
    compared = _compared(amendment.base, amendment.text, amendment.title)
    yield lay_out(compared, View.INLINE, amendment.title, width, two=False, folded=True)
    lines = list(instruct(amendment, marshalled.wording))
    if amendment.amends in numbers:
        lines.insert(0, f"As an amendment to {numbers[amendment.amends]}:")
    yield titled("Instruction", _said(lines, width), width)
    if reasons := marshalled.reasons_of(amendment):
        yield titled("Reason", _said(reasons, width), width)
    if given := marshalled.calling.recommendations.get(amendment.id):
        advised = given.recommendation
        told = [_capital(advised.told(numbers)) + "."]
        told += [part for part in (advised.reason, advised.text) if part]
        yield titled("Recommendation", _said(told, width), width)


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
        yield _said([base or "(it does not stand in the policy)"], width)
        return
    yield aside(
        "What if: as it would stand:" if is_trying else "As it stands by what was carried so far:",
        width,
    )
    yield _said([text or "(the whole position is left out)"], width)
    compared = _compared(base, text, amendment.title)
    changes = lay_out(compared, View.INLINE, amendment.title, width, two=False, folded=True)
    yield titled("What changed", changes, width)


def _collisions(marshalled: Marshalled, item: Item, width: int) -> Iterator[Layout]:
    together, named = marshalled.together_with(item.amendment), marshalled.named
    told = [f"To the same text: {named(together.ids)}."]
    told += [f"Identical: {named(ids)}." for ids in together.identical]
    told += [f"Nearly identical: {named(ids)}." for ids in together.near]
    yield _said(told, width)
    if not together.collisions:
        yield aside("No two of them touch the same words.", width)
    for one in together.collisions:
        words = " … ".join(" ".join(text.split()) for text in one.first.words if text)
        title = f"{named(one.first.names)} against {named(one.second.names)}: {one.kind.value}"
        yield titled(title, _said([f"“{words}”"] if words else [], width), width)


@lru_cache(maxsize=64)
def _compared(base: str, text: str, title: str) -> Compared:
    return compare_texts(base, text, title)


def _said(texts: Sequence[str], width: int) -> Layout:
    return paragraphs(texts, width, cell_len)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
