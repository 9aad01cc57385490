"""What one version of a text says otherwise than another: figures, dates, duties, directions.

Sentences are aligned, then their words; what stands in words that correspond is compared. Numbers
written otherwise, synonyms and clauses added are no alterations.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from policytui.checks.reading.additions import find_added
from policytui.checks.reading.correspondence import Correspondence, correspond
from policytui.checks.reading.dates import Moment
from policytui.checks.reading.duties import Duty
from policytui.checks.reading.lexicon import are_opposed, share_group
from policytui.checks.reading.plain import read_plainly
from policytui.checks.reading.polarity import clause_around
from policytui.checks.reading.quantities import Bound, Measure, Quantity
from policytui.checks.reading.sentences import split_sentences
from policytui.checks.reading.statements import Statement, read_statement
from policytui.compare.align import Relation, align

_ALIKE = 0.4
"""Share of what the shorter sentence speaks of that the other keeps, for them to be compared."""
_MOSTLY = 1 / 3
"""Share of the words of the longer sentence that is equal where other than figures is compared."""
_NEARLY = 0.5
"""Likewise for a "not", which says nothing where the sentence around it is another."""
_SAME_CLAUSE = 0.5
_NEAR = 4
"""How far before a number the words stand that belong to it."""
_BESIDE = 3
"""How far from a verb the word stands that it acts on."""

Span = tuple[int, int]
Item = TypeVar("Item", Quantity, Moment, Duty)


class Fact(StrEnum):
    """What sort of thing is said otherwise."""

    QUANTITY = "quantity"
    DATE = "date"
    DUTY = "duty"
    DIRECTION = "direction"


@dataclass(frozen=True, slots=True)
class Alteration:
    """One fact that is said otherwise.

    Attributes:
        base, proposed: the sentences that say it.
        was, now: the telling words in them, as places in the plain text; none of the side
            where a figure or a deadline does not stand.
        equal, words: how many words of the longer sentence are equal, and how many it has.
    """

    fact: Fact
    base: Statement
    proposed: Statement
    was: tuple[Span, ...]
    now: tuple[Span, ...]
    equal: int
    words: int


def compare_versions(base: str, proposed: str) -> tuple[Alteration, ...]:
    """The facts that a proposed text says otherwise than its base, in the order of its text."""
    old, new = read_plainly(base), read_plainly(proposed)
    places, others = tuple(split_sentences(old.text)), tuple(split_sentences(new.text))
    found: list[Alteration] = []
    for pairing in align(
        [old.text[slice(*place)] for place in places],
        [new.text[slice(*place)] for place in others],
    ):
        if pairing.relation in (Relation.AMENDED, Relation.SPLIT, Relation.JOINED):
            before = read_statement(old, places[pairing.base[0]][0], places[pairing.base[-1]][1])
            first, last = pairing.proposed[0], pairing.proposed[-1]
            after = read_statement(new, others[first][0], others[last][1])
            found += compare_statements(before, after)
    return tuple(found)


def compare_statements(base: Statement, proposed: Statement) -> Iterator[Alteration]:
    """The facts that one sentence says otherwise than another that took its place."""
    if not base.tokens or not proposed.tokens:
        return
    pair = correspond(base.tokens, proposed.tokens)
    if pair.share < _ALIKE:
        return

    def tell(fact: Fact, was: Sequence[Span], now: Sequence[Span]) -> Alteration:
        return Alteration(fact, base, proposed, tuple(was), tuple(now), pair.equal, pair.words)

    figures = list(_paired(base.quantities, proposed.quantities, _same_quantity, pair))
    told: list[range] = []
    for old, new in figures:
        if _differ(old, new):
            told.append(range(old.first - _NEAR, old.last))
            yield tell(Fact.QUANTITY, [(old.start, old.end)], [(new.start, new.end)])
    if pair.equal < _MOSTLY * pair.words:
        return
    moments = list(_paired(base.moments, proposed.moments, _same_moment, pair))
    for was, now in moments:
        if was.differs(now):
            told.append(range(*_tokens(was, base.tokens)))
            yield tell(Fact.DATE, [(was.start, was.end)], [(now.start, now.end)])
    for fact, paired, before, after in (
        (Fact.QUANTITY, figures, base.quantities, proposed.quantities),
        (Fact.DATE, moments, base.moments, proposed.moments),
    ):
        gone = [one for one in before if all(one is not old for old, _ in paired)]
        come = [one for one in after if all(one is not new for _, new in paired)]
        for place in find_added(base.tokens, gone, pair, is_new=False):
            yield tell(fact, [place], [])
        for place in find_added(proposed.tokens, come, pair, is_new=True):
            yield tell(fact, [], [place])
    for duty, other in _paired(base.duties, proposed.duties, _same_duty, pair):
        is_kept = pair.kept.get(duty.first) == other.first
        if not is_kept and duty.is_denied == other.is_denied and duty.level != other.level:
            yield tell(Fact.DUTY, [(duty.start, duty.end)], [(other.start, other.end)])
    for at, places in _reversals(base, proposed, pair):
        if not any(at in reach for reach in told):
            yield tell(
                Fact.DIRECTION,
                [base.tokens[place][:2] for place in places[0]],
                [proposed.tokens[place][:2] for place in places[1]],
            )


# --- figures, dates and duties ---


def _paired(
    old: Sequence[Item],
    new: Sequence[Item],
    is_same: Callable[[Item, Item, bool], int],
    pair: Correspondence,
) -> Iterator[tuple[Item, Item]]:
    """What stands in each other's place; what says the same on both sides pairs first."""
    places = [_tokens(one, pair.base) for one in old]
    others = [_tokens(one, pair.proposed) for one in new]
    scored = sorted(
        (-is_same(one, other, pair.in_place(places[at], others[by])), abs(at - by), at, by)
        for at, one in enumerate(old)
        for by, other in enumerate(new)
    )
    taken: set[int] = set()
    given: set[int] = set()
    for score, _, first, second in scored:
        if score < 0 and first not in taken and second not in given:
            taken.add(first)
            given.add(second)
            yield old[first], new[second]


def _tokens(item: Quantity | Moment | Duty, tokens: Sequence[object]) -> tuple[int, int]:
    if isinstance(item, Moment):
        inside = [
            at
            for at, token in enumerate(tokens)
            if item.start <= token.start < item.end  # type: ignore[attr-defined]
        ]
        return inside[0], inside[-1] + 1
    return item.first, item.last


def _same_quantity(one: Quantity, other: Quantity, in_place: bool) -> int:
    if one.meaning == other.meaning:
        return 20 + in_place
    is_like = one.measure is other.measure
    same_unit = (
        is_like and one.unit == other.unit and bool(one.unit or one.measure != Measure.COUNT)
    )
    same_value = is_like and (one.value, one.top) == (other.value, other.top)
    if not (in_place or same_unit or same_value):
        return 0
    return 8 * (same_unit and in_place) + 4 * same_unit + 5 * same_value + 3 * in_place + is_like


def _differ(one: Quantity, other: Quantity) -> bool:
    same_value = (one.value, one.top) == (other.value, other.top)
    if one.measure is not other.measure:
        measures = {one.measure, other.measure}
        return measures == {Measure.SHARE, Measure.POINTS} or (
            not same_value and measures < {Measure.COUNT, Measure.SHARE, Measure.MONEY}
        )
    units_matter = one.measure in (Measure.MONEY, Measure.DURATION)
    return (
        not same_value
        or (units_matter and one.unit != other.unit)
        or bool(one.period and other.period and one.period != other.period)
        or {one.bound, other.bound} == {Bound.LEAST, Bound.MOST}
    )


def _same_moment(one: Moment, other: Moment, in_place: bool) -> int:
    if one.value == other.value:
        return 20 + in_place + 2 * (not one.differs(other))
    return 5 * in_place or int(one.value[0] == other.value[0] and one.relation == other.relation)


def _same_duty(one: Duty, other: Duty, in_place: bool) -> int:
    same_verb = bool(one.verb) and one.verb == other.verb
    same_level = (one.level, one.is_denied) == (other.level, other.is_denied)
    if not (same_verb or in_place):
        return 0
    return 8 * (same_verb and same_level) + 4 * same_verb + 3 * in_place + same_level


# --- directions ---

Reversal = tuple[int, tuple[tuple[int, ...], tuple[int, ...]]]
"""The token of the base it is about, and the telling tokens of both sides."""


def _reversals(base: Statement, proposed: Statement, pair: Correspondence) -> Iterator[Reversal]:
    used: tuple[set[int], set[int]] = (set(), set())
    for at, other in _opposed_words(base, proposed, pair):
        used[0].add(at)
        used[1].add(other)
        yield at, ((at,), (other,))
    if pair.equal < _NEARLY * pair.words:
        return
    for at, other in sorted(pair.kept.items()):
        causes = (base.polarity.negators.get(at, ()), proposed.polarity.negators.get(other, ()))
        if len(causes[0]) % 2 == len(causes[1]) % 2:
            continue
        new_causes = (
            [one for one in causes[0] if one in pair.left_out and one not in used[0]],
            [one for one in causes[1] if one in pair.new and one not in used[1]],
        )
        if not any(new_causes) or not _is_same_clause(base, proposed, pair, at, other):
            continue
        if _has_negator(proposed, other, pair.new) and _has_negator(base, at, pair.left_out):
            continue
        if all(_is_reworded(base, one, proposed, pair.new) for one in new_causes[0]) and all(
            _is_reworded(proposed, one, base, pair.left_out) for one in new_causes[1]
        ):
            continue
        used[0].update(new_causes[0])
        used[1].update(new_causes[1])
        yield at, ((*new_causes[0], at), (*new_causes[1], other))


def _opposed_words(
    base: Statement, proposed: Statement, pair: Correspondence
) -> Iterator[tuple[int, int]]:
    """Words that took the place of a word that points the other way."""
    for edit in pair.edits:
        old = [at for at in range(edit.start, edit.end) if base.tokens[at].entry.senses]
        new = [at for at in range(edit.new_start, edit.new_end) if proposed.tokens[at].entry.senses]
        for at in old:
            directions = {
                other: _direction(base, proposed, pair, at, other)
                * base.polarity.sign(at)
                * proposed.polarity.sign(other)
                for other in new
            }
            if directions and max(directions.values()) > 0 and min(directions.values()) >= 0:
                other = next(place for place, direction in directions.items() if direction > 0)
                new.remove(other)
                yield at, other


def _direction(
    base: Statement, proposed: Statement, pair: Correspondence, at: int, other: int
) -> int:
    """1 where two words are opposed; those of different groups only if beside the same word."""
    senses, others = base.tokens[at].entry.senses, proposed.tokens[other].entry.senses
    direction = are_opposed(senses, others)
    if direction > 0 and not share_group(senses, others):
        near = range(other - _BESIDE, other + _BESIDE + 1)
        beside = [
            next((pair.kept.get(p) for p in places if base.tokens[p].entry.is_content), None)
            for places in (range(at + 1, len(base.tokens)), range(at - 1, -1, -1))
        ]
        return direction if any(place in near for place in beside) else 0
    return direction


def _is_same_clause(
    base: Statement, proposed: Statement, pair: Correspondence, at: int, other: int
) -> bool:
    """Whether most words of the clause that holds a word are the same on both sides."""
    clause = [
        place
        for place in clause_around(base.tokens, at)
        if base.tokens[place].entry.is_content and not base.tokens[place].entry.turns
    ]
    counter = [
        place
        for place in clause_around(proposed.tokens, other)
        if proposed.tokens[place].entry.is_content and not proposed.tokens[place].entry.turns
    ]
    kept = sum(place in pair.kept for place in clause)
    return kept >= _SAME_CLAUSE * min(len(clause), len(counter))


def _has_negator(statement: Statement, at: int, changed: Sequence[int]) -> bool:
    """Whether a "not" or the like among the changed words stands in the clause of a word."""
    clause = clause_around(statement.tokens, at)
    return any(place in clause and statement.tokens[place].entry.negates for place in changed)


def _is_reworded(statement: Statement, at: int, other: Statement, changed: Sequence[int]) -> bool:
    """Whether a verb such as "end" only gave place to another verb: then nothing turned round."""
    entry = statement.tokens[at].entry
    return entry.turns and any(
        are_opposed(entry.senses, other.tokens[place].entry.senses) < 0 for place in changed
    )
