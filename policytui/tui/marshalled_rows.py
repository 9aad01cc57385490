"""The marshalled list as rows, and what is told of one amendment: pure, for any width."""

from collections import Counter
from collections.abc import Iterator, Sequence
from enum import StrEnum
from functools import lru_cache, partial

from rich.cells import cell_len
from textual.content import Content

from policytui.compare.layout import Layout, paragraphs, stack
from policytui.conference.amendments.amendment import Amendment, Shape
from policytui.conference.decisions.deciding import Decision
from policytui.conference.decisions.recommendations import Given
from policytui.conference.marshalling.delegate import remaining_votes
from policytui.conference.marshalling.marshalled import Item
from policytui.conference.marshalling.outcome import Outcome
from policytui.conference.marshalling.simulation import Status
from policytui.conference.marshalling.written import (
    instruct,
    list_as_text,
    tell_falls,
    tell_fate,
    votes_as_text,
    who,
)
from policytui.tui.comparing import Compared, compare_texts
from policytui.tui.marshalling import Marshalled
from policytui.tui.plain import MUTED, one_line, plain
from policytui.tui.views import View, aside, lay_out, titled
from policytui.tui.widgets.outline_view import OutlineRow
from policytui.tui.wording import DOT

_ACCENT, _WARNING = "bold $text-accent", "bold $text-warning"
_SIGNS = {
    Outcome.CARRIED: ("+", "bold $text-success"),
    Outcome.LOST: ("−", "bold $text-error"),
    Outcome.REMITTED: ("→", "bold"),
    Outcome.WITHDRAWN: ("x", MUTED),
    Outcome.NOT_REACHED: ("/", MUTED),
    Outcome.FELL: ("↓", MUTED),
}
_MOST_WORDS = 24
"""Characters of the words left out or put in that a row of the list quotes."""


class Beside(StrEnum):
    """What stands beside the list."""

    CHANGE = "change"
    RESULT = "text as decided so far"
    COLLISIONS = "collisions"


# --- the list ---


def marshalled_rows(marshalled: Marshalled, *, remaining_only: bool) -> Iterator[OutlineRow]:
    """Two rows for each amendment under the position that it amends; items as in the listing."""
    heading = None
    for place, item in enumerate(marshalled.listing.items):
        if remaining_only and marshalled.is_decided(item):
            continue
        own = item.amendment.position or item.amendment.target
        if own != heading and not item.amendment.amends:
            if heading is not None:
                yield OutlineRow(plain(""))
            yield OutlineRow(plain(one_line(item.amendment.title), _ACCENT))
            heading = own
        yield OutlineRow(partial(_first_row, marshalled, item), place)
        yield OutlineRow(partial(_second_row, marshalled, item))


def _first_row(marshalled: Marshalled, item: Item) -> Content:
    sign, style = _sign(marshalled, item)
    amendment = item.amendment
    number = plain(f" {item.number:<4} ", "bold")
    told = plain(f"{DOT}{tell_shortly(amendment)}", MUTED)
    return plain(sign, style) + number + plain(one_line(who(amendment))) + told


def _second_row(marshalled: Marshalled, item: Item) -> Content:
    given = marshalled.calling.recommendations.get(item.amendment.id)
    told = [tell_standing(marshalled, item)]
    told += [f"recommended: {_advice(marshalled, given)}"] if given else []
    return plain(" " * 7 + one_line(DOT.join(told)), MUTED)


def _sign(marshalled: Marshalled, item: Item) -> tuple[str, str]:
    id_, fate = item.amendment.id, marshalled.fate_of(item)
    decided = marshalled.calling.decisions.get(id_)
    outcome = decided.decision.outcome if decided else None
    is_in_doubt = outcome is Outcome.CARRIED and fate.status is not Status.CARRIED
    if fate.status is Status.CANNOT_BE_PUT or id_ in marshalled.doubtful or is_in_doubt:
        return "!", _WARNING
    if outcome:
        return _SIGNS[outcome]
    if fate.status is Status.FALLS:
        return "↓", _WARNING
    return ("~", _WARNING) if fate.status is Status.CALLED else ("·", "bold")


def tell_standing(marshalled: Marshalled, item: Item) -> str:
    """How an amendment stands, in a few words."""
    id_, fate, numbers = item.amendment.id, marshalled.fate_of(item), marshalled.numbers
    decided = marshalled.calling.decisions.get(id_)
    if decided is None:
        if id_ in marshalled.proposed or fate.status is Status.CANNOT_BE_PUT:
            return tell_fate(fate, numbers).lower()
        is_called = fate.status is Status.CALLED
        return "to decide, on the text as amended" if is_called else "to decide"
    told = _tell_decision(decided.decision, marshalled)
    if id_ in marshalled.doubtful:
        return f"{told}, doubtful by now"
    if decided.decision.outcome is Outcome.CARRIED and (
        fate.overtaken_by or fate.status is not Status.CARRIED
    ):
        return f"{told}; {tell_fate(fate, numbers).lower()}"
    return told


def _tell_decision(decision: Decision, marshalled: Marshalled) -> str:
    because = marshalled.numbers.get(decision.cause, decision.cause)
    parts = (
        decision.outcome.value + (" as modified" if decision.text else ""),
        decision.vote_told,
        f"because of {because}" if because else "",
    )
    return ", ".join(part for part in parts if part)


def tell_shortly(amendment: Amendment) -> str:
    """What an amendment does, in a few words."""
    if amendment.shape is not Shape.WORDS:
        return {
            Shape.NEW_POSITION: "new position",
            Shape.LEAVE_OUT: "leaves the position out",
            Shape.REPLACEMENT: "replaces the whole text",
        }[amendment.shape]
    if not amendment.edits:
        return "cannot be put"
    first, *others = amendment.edits
    left, put = _short(amendment.base[first.start : first.end]), _short(first.text)
    told = f"“{left}” to “{put}”" if left and put else f"out “{left}”" if left else f"adds “{put}”"
    return told + (f" and {len(others)} more" if others else "")


def _short(text: str) -> str:
    words = one_line(text)
    return words if len(words) <= _MOST_WORDS else f"{words[: _MOST_WORDS - 1].rstrip()}…"


def _advice(marshalled: Marshalled, given: Given) -> str:
    told = given.recommendation
    rests_on = marshalled.numbers.get(told.rests_on, told.rests_on)
    return f"{told.advice.label} {rests_on}".strip()


def tell_counts(marshalled: Marshalled) -> str:
    """How many there are, and what became of them."""
    items = marshalled.listing.items
    decisions = marshalled.calling.decisions
    counts = Counter(
        decisions[item.amendment.id].decision.outcome.value
        if marshalled.is_decided(item)
        else "to decide"
        for item in items
    )
    words = [*(outcome.value for outcome in Outcome), "to decide"]
    told = ", ".join(f"{counts[word]:,} {word}" for word in words if counts[word])
    return f"{len(items):,} amendment{'' if len(items) == 1 else 's'}: {told}"


def list_text(marshalled: Marshalled, *, remaining_only: bool) -> str:
    """The list, or the votes that remain, as plain text."""
    simulation, title = marshalled.calling.simulation, marshalled.round.title
    if not remaining_only:
        shown = simulation if marshalled.calling.decisions else None
        return list_as_text(marshalled.listing, title, shown, marshalled.wording)
    advised = {
        id_: _advice(marshalled, given) for id_, given in marshalled.calling.recommendations.items()
    }
    votes = remaining_votes(marshalled.listing, simulation, {}, advised)
    return votes_as_text(votes, title, marshalled.wording)


# --- what is told beside it ---


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
    yield _said([_capital(tell_standing(marshalled, item)) + "."], width)
    if remarks := list(_remarks(marshalled, item)):
        yield _said(remarks, width)
    compared = _compared(amendment.base, amendment.text, amendment.title)
    yield lay_out(compared, View.INLINE, amendment.title, width, two=False, folded=True)
    lines = list(instruct(amendment, marshalled.wording))
    if amendment.amends in numbers:
        lines.insert(0, f"As an amendment to {numbers[amendment.amends]}:")
    yield titled("Instruction", _said(lines, width), width)
    if reasons := marshalled.reasons_of(amendment):
        yield titled("Reason", _said(reasons, width), width)
    given = marshalled.calling.recommendations.get(amendment.id)
    if given:
        told = [_capital(_advice(marshalled, given)) + "."]
        told += [part for part in (given.recommendation.reason, given.recommendation.text) if part]
        yield titled("Recommendation", _said(told, width), width)


def _remarks(marshalled: Marshalled, item: Item) -> Iterator[str]:
    amendment = item.amendment
    if amendment.note:
        yield f"Cannot be put: {amendment.note}"
    if falls := tell_falls(item, marshalled.numbers):
        yield falls
    if item.group:
        yield f"Debated with: {item.group}"
    if amendment.members:
        yield f"Composite of {', '.join(amendment.members)}."
    decided = marshalled.calling.decisions.get(amendment.id)
    if decided:
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
    text = marshalled.calling.simulation.texts.get(amendment.target, amendment.base)
    base = next(
        (
            one.base
            for one in marshalled.listing.amendments
            if one.target == amendment.target and one.can_be_put
        ),
        amendment.base,
    )
    if text == base:
        yield aside("Nothing that was carried changes this text yet:", width)
        yield _said([base or "(it does not stand in the policy)"], width)
        return
    yield aside("As it stands by what was carried so far:", width)
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
