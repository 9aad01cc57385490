"""Figures and deadlines that were put into a sentence or taken out of it, with nothing instead."""

from collections.abc import Iterator, Sequence

from policytui.checks.reading.correspondence import Correspondence
from policytui.checks.reading.dates import Moment
from policytui.checks.reading.quantities import Measure, Quantity
from policytui.checks.reading.tokens import Token
from policytui.compare.edits import Edit

_ABOUT = frozenset(["least", "most", "end", "start", "beginning", "exactly", "roughly", "nearly"])

Span = tuple[int, int]
Item = Quantity | Moment


def find_added(
    tokens: Sequence[Token], items: Sequence[Item], pair: Correspondence, *, is_new: bool
) -> Iterator[Span]:
    """The figures and deadlines that alone were put in, or that alone were taken out.

    What comes with a clause of its own says something more, and is no other figure.

    Args:
        tokens, items: those of the proposed sentence, or those of its base.
        is_new: whether they are of the proposed sentence.

    Returns:
        The place of the words that came or went with each, in the plain text.
    """
    for edit in pair.edits:
        first, last, none = _sides(edit, is_new)
        if none or first == last:
            continue
        run = tokens[first:last]
        # What a comma sets apart is a clause of its own.
        if run[0].is_mark:
            continue
        inside = [one for one in items if run[0].start <= one.start and _number_ends(one, run)]
        if len(inside) == 1 and _tells(inside[0]) and _is_alone(run, inside[0]):
            words = [token for token in run if not token.is_mark]
            yield words[0].start, words[-1].end


def _number_ends(item: Item, run: Sequence[Token]) -> bool:
    """Whether the whole date, or the number of a figure, stands in a run of tokens."""
    if isinstance(item, Moment):
        return item.end <= run[-1].end
    # What is counted may well stand behind the run: "build (20,000) homes".
    return item.start <= run[-1].start


def _sides(edit: Edit, is_new: bool) -> tuple[int, int, bool]:
    if is_new:
        return edit.new_start, edit.new_end, edit.start != edit.end
    return edit.start, edit.end, edit.new_start != edit.new_end


def _tells(item: Item) -> bool:
    if isinstance(item, Moment):
        return bool(item.relation)
    return item.measure is not Measure.ORDINAL


def _is_alone(run: Sequence[Token], item: Item) -> bool:
    return all(
        item.start <= token.start < item.end
        or not token.entry.is_content
        or token.entry.is_passing
        or token.written.lower() in _ABOUT
        for token in run
    )
