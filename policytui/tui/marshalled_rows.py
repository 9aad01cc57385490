"""The marshalled list as rows, and what is told of it as a whole: pure, for any width."""

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from functools import partial
from typing import overload

from textual.content import Content

from policytui.conference.amendments.amendment import Amendment, Shape
from policytui.conference.decisions.adoption import Stage, last_decision
from policytui.conference.decisions.deciding import Decision
from policytui.conference.marshalling.delegate import Note
from policytui.conference.marshalling.marshalled import Item
from policytui.conference.marshalling.outcome import Outcome
from policytui.conference.marshalling.simulation import Status, changed_texts
from policytui.conference.marshalling.written import (
    list_as_text,
    tell_fate,
    votes_as_text,
    who,
)
from policytui.tui.marshalling import MOST_NAMED, Marshalled
from policytui.tui.plain import MUTED, one_line, plain
from policytui.tui.widgets.outline_view import OutlineRow
from policytui.tui.wording import DOT, number

_ACCENT, _WARNING = "bold $text-accent", "bold $text-warning"
_SIGNS = {
    Outcome.CARRIED: ("+", "bold $text-success"),
    Outcome.LOST: ("−", "bold $text-error"),
    Outcome.REMITTED: ("→", "bold"),
    Outcome.WITHDRAWN: ("x", MUTED),
    Outcome.NOT_REACHED: ("/", MUTED),
    Outcome.FELL: ("↓", MUTED),
}
_MARK = "*"
_MOST_WORDS = 18
"""Characters of the words left out or put in that a row of the list quotes."""
_GAP, _HEADING, _FIRST, _SECOND, _LAST = range(5)
_NOTHING = OutlineRow(plain(""))

WHAT_IF = "What if: nothing is recorded"


# --- the list ---


class MarshalledRows(Sequence[OutlineRow]):
    """Two rows for each amendment under the position that it amends; items as in the listing.

    Each row is made when it is asked for: of thousands only those are that are seen.

    Args:
        remaining_only: the votes that remain, in the order in which they are put.
        marked: ids of the amendments that bear a mark; asked when a row is drawn.
    """

    def __init__(
        self, marshalled: Marshalled, *, remaining_only: bool, marked: Collection[str] = ()
    ) -> None:
        self._marshalled = marshalled
        self._marked = marked
        # The place of an amendment and what of it is told, as one number.
        self._lines: list[int] = []
        heading = None
        for place in shown_places(marshalled, remaining_only):
            amendment = marshalled.listing.items[place].amendment
            own = amendment.position or amendment.target
            if own != heading and not amendment.amends:
                kinds = range(_HEADING, _LAST) if heading is None else range(_LAST)
                heading = own
            else:
                kinds = range(_FIRST, _LAST)
            self._lines += [place * _LAST + kind for kind in kinds]

    def __len__(self) -> int:
        return len(self._lines)

    @overload
    def __getitem__(self, index: int) -> OutlineRow: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[OutlineRow]: ...
    def __getitem__(self, index: int | slice) -> OutlineRow | Sequence[OutlineRow]:
        """One row; of a slice all of them."""
        if isinstance(index, slice):
            return [self[each] for each in range(*index.indices(len(self)))]
        place, kind = divmod(self._lines[index], _LAST)
        item = self._marshalled.listing.items[place]
        if kind == _GAP:
            return _NOTHING
        if kind == _HEADING:
            return OutlineRow(partial(_heading, item))
        if kind == _FIRST:
            return OutlineRow(partial(_first_row, self._marshalled, item, self._marked), place)
        return OutlineRow(partial(_second_row, self._marshalled, item))


def shown_places(marshalled: Marshalled, remaining_only: bool) -> Sequence[int]:
    """The places in the listing of what is shown, in the order in which it is."""
    if remaining_only:
        return [marshalled.places[vote.amendment.id] for vote in marshalled.votes]
    return range(len(marshalled.listing.items))


def _heading(item: Item) -> Content:
    return plain(one_line(item.amendment.title), _ACCENT)


def _first_row(marshalled: Marshalled, item: Item, marked: Collection[str]) -> Content:
    sign, style = _sign(marshalled, item)
    amendment = item.amendment
    mark = plain(_MARK if amendment.id in marked else " ", "bold $text-accent")
    name = plain(f" {item.number:<4} ", "bold")
    told = plain(f"{DOT}{tell_shortly(amendment)}", MUTED)
    return mark + plain(sign, style) + name + plain(one_line(who(amendment))) + told


def _second_row(marshalled: Marshalled, item: Item) -> Content:
    id_ = item.amendment.id
    told = [tell_standing(marshalled, item)]
    if given := marshalled.calling.recommendations.get(id_):
        told.append(f"advised: {given.recommendation.told(marshalled.numbers)}")
    told += tell_note(marshalled.notes.get(id_, Note()))
    return plain(" " * 8 + one_line(DOT.join(told)), MUTED)


def tell_note(note: Note) -> list[str]:
    """A delegate's own mandate and note, in few words."""
    told = [f"mandate: {note.mandate.value}"] if note.mandate else []
    return [*told, f"note: {note.text}"] if note.text else told


def _sign(marshalled: Marshalled, item: Item) -> tuple[str, str]:
    id_, fate = item.amendment.id, marshalled.fate_of(item)
    decided = marshalled.decisions.get(id_)
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
    told = _tell_standing(marshalled, item)
    return f"what if {told}" if marshalled.is_supposed(item) else told


def _tell_standing(marshalled: Marshalled, item: Item) -> str:
    id_, fate, numbers = item.amendment.id, marshalled.fate_of(item), marshalled.numbers
    decided = marshalled.decisions.get(id_)
    if decided is None:
        proposed = marshalled.proposed.get(id_)
        if proposed and proposed.outcome is Outcome.LOST:
            return f"the same words were lost as {numbers[proposed.cause]}"
        if proposed or fate.status is Status.CANNOT_BE_PUT:
            return tell_fate(fate, numbers).lower()
        is_called = fate.status is Status.CALLED
        return "to decide, on the text as amended" if is_called else "to decide"
    told = _tell_decision(decided.decision, marshalled)
    if id_ in marshalled.doubtful:
        return f"{told}, doubtful by now"
    if decided.decision.outcome is Outcome.CARRIED and (
        fate.overtaken_by or fate.status is not Status.CARRIED
    ):
        told_of_fate = tell_fate(fate, numbers)
        return f"{told}; {told_of_fate.partition(', ')[2] or told_of_fate.lower()}"
    return told


def _tell_decision(decision: Decision, marshalled: Marshalled) -> str:
    because = marshalled.numbers.get(decision.cause, decision.cause)
    way = "the same words as" if decision.outcome is Outcome.LOST else "because of"
    parts = (
        decision.outcome.value + (" as modified" if decision.text else ""),
        decision.vote_told,
        f"{way} {because}" if because else "",
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
    # What is folded into one line can be long; no more of it is looked at than is shown.
    words = one_line(text[: 4 * _MOST_WORDS])
    return words if len(words) <= _MOST_WORDS else f"{words[: _MOST_WORDS - 1].rstrip()}…"


# --- the list as a whole ---


def tell_title(marshalled: Marshalled) -> str:
    """What is on the screen."""
    title = one_line(marshalled.round.title)
    return f"Round › {title}" if marshalled.supposed is None else f"{WHAT_IF} › {title}"


def tell_counts(marshalled: Marshalled) -> str:
    """How many there are, and what became of them, or would."""
    items = marshalled.listing.items
    is_trying = marshalled.supposed is not None
    counts = Counter(_end_of(marshalled, item, is_trying) for item in items)
    words = [*(outcome.value for outcome in Outcome), "would fall", "to decide"]
    told = ", ".join(f"{counts[word]:,} {word}" for word in words if counts[word])
    counted = f"{number(len(items), 'amendment')}: {told}"
    return f"{WHAT_IF}. {counted}" if is_trying else counted


def _end_of(marshalled: Marshalled, item: Item, is_trying: bool) -> str:
    decided = marshalled.decisions.get(item.amendment.id)
    if decided:
        return decided.decision.outcome.value
    proposed = marshalled.proposed.get(item.amendment.id)
    falls = is_trying and proposed and proposed.outcome is Outcome.FELL
    return "would fall" if falls else "to decide"


def tell_notices(marshalled: Marshalled) -> Iterator[str]:
    """What a person should look at or do next, a sentence or two each."""
    is_trying = marshalled.supposed is not None
    if marshalled.own and marshalled.own.problem:
        yield f"Your own notes could not be read. {marshalled.own.problem}"
    if marshalled.proposed:
        fallen = marshalled.named(marshalled.proposed, MOST_NAMED)
        yield (
            f"These would be settled: {fallen}."
            if is_trying
            else f"Settled by what was decided: {fallen}. F records it."
        )
    if is_trying:
        return
    if marshalled.doubtful:
        doubtful = marshalled.named(marshalled.doubtful, MOST_NAMED)
        yield f"Recorded as settled by another, though by what is decided now not: {doubtful}."
    if groups := marshalled.unequal:
        told = "; ".join(
            marshalled.named([one.id for one in group], MOST_NAMED) for group in groups[:MOST_NAMED]
        )
        more = f" and {len(groups) - MOST_NAMED:,} groups more"
        more = more if len(groups) > MOST_NAMED else ""
        yield f"The same words, other recommendations: {told}{more}. i goes there."
    if marshalled.unanswered:
        left = [one.id for group in marshalled.unanswered for one in group.left]
        named = marshalled.named(left, MOST_NAMED)
        yield f"Not advised yet, though the same words are: {named}. i goes there."
    adoption = marshalled.calling.adoption
    if adoption and adoption.stage is Stage.DONE:
        is_behind = last_decision(marshalled.calling.entries) > adoption.decided
        later = " before the last decision; E undoes it" if is_behind else ""
        yield f"The edition {adoption.edition} was adopted{later}."
    elif marshalled.listing.items and all(map(marshalled.is_decided, marshalled.listing.items)):
        yield "All is decided. E makes the next edition."


def list_text(marshalled: Marshalled, *, remaining_only: bool) -> str:
    """The list, or the votes that remain, as plain text; with what is supposed the texts too."""
    title = marshalled.round.title
    if marshalled.supposed is not None:
        title = f"{title} ({WHAT_IF[0].lower()}{WHAT_IF[1:]})"
    if remaining_only:
        return votes_as_text(marshalled.votes, title, marshalled.wording)
    simulation = marshalled.simulation
    shown = simulation if marshalled.decisions else None
    told = list_as_text(marshalled.listing, title, shown, marshalled.wording)
    if marshalled.supposed is None:
        return told
    changed = changed_texts(marshalled.listing.amendments, simulation)
    texts = (f"\n\n{one.amendment.title} would read\n{one.text or '(left out)'}" for one in changed)
    return told + "".join(texts)
