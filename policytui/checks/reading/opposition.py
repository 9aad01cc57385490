"""Whether two sentences of much the same words point opposite ways: one denies the other.

Unlike verbs that are opposed, a "not" tells something only where the sentences around it are
nearly the same, and where it stands over what they have in common.
"""

from collections.abc import Iterator, Set
from dataclasses import dataclass

from policytui.checks.reading.lexicon import are_opposed, is_verb, share_group
from policytui.checks.reading.polarity import clause_around
from policytui.checks.reading.sketches import Sketch
from policytui.checks.reading.statements import Statement

LEAST_SHARE = 0.6
"""Share of the words of the shorter sentence that the other has."""
_LEAST_SHARE_OF_LONGER = 0.5
"""Likewise of the longer: a sentence that says much more denies little of it."""
_FEWEST_SHARED = 3
_OVER = 0.5
"""Share of the words in common that stand behind a word that turns a whole clause round."""
_FEWEST_OPENING = 2
_VERBAL = frozenset(["not", "never", "cannot"])

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Opposition:
    """Two sentences that point opposite ways.

    Attributes:
        mine, other: the telling words, as places in the original of each sentence.
        shared: the stems that both have.
        share: of the shorter sentence's words, the part that the other has, from 0 to 1.
    """

    mine: tuple[Span, ...]
    other: tuple[Span, ...]
    shared: tuple[str, ...]
    share: float


def find_opposition(mine: Statement, other: Statement) -> Opposition | None:
    """How one sentence denies what another says, where both say much the same."""
    own, its = _subjects(mine), _subjects(other)
    shared = own.keys() & its.keys()
    share = len(shared) / max(1, min(len(own), len(its)))
    if len(shared) < _FEWEST_SHARED or share < LEAST_SHARE:
        return None
    if len(shared) < _LEAST_SHARE_OF_LONGER * max(len(own), len(its)):
        return None
    cues = [_cues(mine, shared, its), _cues(other, shared, own)]
    if len(cues[0]) % 2 == len(cues[1]) % 2:
        return None
    denying, affirming = (mine, other) if len(cues[0]) % 2 else (other, mine)
    if _turns_otherwise(affirming, denying):
        return None
    return Opposition(
        _marks(mine, cues[0], other, cues[1]),
        _marks(other, cues[1], mine, cues[0]),
        tuple(sorted(shared)),
        share,
    )


def may_oppose(mine: Sketch, other: Sketch) -> bool:
    """Whether two sentences must be read to know that neither denies what the other says."""
    if not ((mine.may_deny or other.may_deny) and (mine.may_bind or other.may_bind)):
        return False
    shared = len(mine.stems & other.stems)
    shorter = min(len(mine.topics), len(other.topics))
    return shared >= _FEWEST_SHARED and shared >= LEAST_SHARE * shorter


def _subjects(statement: Statement) -> dict[str, int]:
    """The stems that say what a sentence is about, with their first tokens."""
    found: dict[str, int] = {}
    for at, token in enumerate(statement.tokens):
        entry = token.entry
        is_frame = entry.turns or entry.calls or _is_framing(statement, at)
        if entry.is_content and not is_frame and not entry.negates:
            found.setdefault(entry.stem, at)
    return found


def _cues(statement: Statement, shared: Set[str], others: dict[str, int]) -> dict[int, int]:
    """The words that turn round what both sentences say, each with a word that it denies."""
    tokens, found = statement.tokens, {}
    core = {at for at, token in enumerate(tokens) if token.entry.stem in shared}
    for at, last in statement.polarity.last_denied.items():
        reach = _reach(statement, at)
        is_over = bool(core & reach) and _covers(statement, core, reach)
        if tokens[at].entry.turns or tokens[last].entry.calls:
            if is_over:
                found[at] = min(core & reach)
        elif last in core and tokens[last].entry.stem in others:
            if _is_main(statement, last, core):
                found[at] = last
        elif _is_verbal(tokens[at].written) and is_over and not _points_down(statement, last):
            found[at] = last
    for at in range(len(tokens)):
        if at not in found and _is_framing(statement, at):
            reach = _reach(statement, at)
            if _covers(statement, core, reach):
                found[at] = min(core & reach)
    return found


def _reach(statement: Statement, at: int) -> set[int]:
    """The tokens behind a word up to the end of its clause; commas end none."""
    places = set()
    for place in range(at + 1, len(statement.tokens)):
        token = statement.tokens[place]
        if token.written in (";", ":") or (token.entry.joins and not token.is_mark):
            break
        places.add(place)
    return places


def _covers(statement: Statement, core: set[int], reach: set[int]) -> bool:
    """Whether most of what both sentences say, or what their first clause says, is in reach."""
    first = next(
        (at for at, token in enumerate(statement.tokens) if token.entry.joins and at), None
    )
    inside = _stems_at(statement, core & reach)
    opening = _stems_at(statement, {at for at in core if first is None or at < first})
    return bool(inside) and (
        len(inside) >= _OVER * len(_stems_at(statement, core))
        or len(inside & opening) >= max(_FEWEST_OPENING, _OVER * len(opening))
    )


def _stems_at(statement: Statement, places: set[int]) -> set[str]:
    return {statement.tokens[at].entry.stem for at in places}


def _is_main(statement: Statement, at: int, core: set[int]) -> bool:
    """Whether most of what both sentences say stands in the clause of a word."""
    return _covers(statement, core, set(clause_around(statement.tokens, at)))


def _is_verbal(written: str) -> bool:
    word = written.lower()
    return word in _VERBAL or word.endswith("n't")


def _points_down(statement: Statement, at: int) -> bool:
    """Whether a denied word itself turns things round: "not hinder", "not delay"."""
    return any(side < 0 for _, side in statement.tokens[at].entry.senses)


def _is_framing(statement: Statement, at: int) -> bool:
    token = statement.tokens[at]
    if not token.entry.frames:
        return False
    before = statement.tokens[at - 1].written.lower() if at else ""
    return before not in ("the", "a", "an", "this", "his", "her", "its", "their", "our")


def _turns_otherwise(affirming: Statement, denying: Statement) -> bool:
    """Whether the sentence without a "not" denies by a verb of its own: "bar", "reduce"."""
    held = {token.entry.stem for token in denying.tokens}
    verbs = [
        token.entry.senses
        for at, token in enumerate(denying.tokens)
        if is_verb(token.entry.senses) and not (token.entry.turns or _is_framing(denying, at))
    ]
    for token in affirming.tokens:
        senses = token.entry.senses
        if token.entry.stem in held or not is_verb(senses):
            continue
        if all(side < 0 for _, side in senses):
            return True
        if any(share_group(senses, one) and are_opposed(senses, one) > 0 for one in verbs):
            return True
    return False


def _marks(
    statement: Statement, cues: dict[int, int], other: Statement, others: dict[int, int]
) -> tuple[Span, ...]:
    """The telling words of a sentence: what turns it round, else what the other denies."""
    places = sorted({place for cue in cues.items() for place in cue})
    if not cues:
        stems = {other.tokens[place].entry.stem for place in others.values()}
        at = [n for n, token in enumerate(statement.tokens) if token.entry.stem in stems]
        places = at[:1] or list(_first_shared(statement, other))
    spans = [statement.tokens[place][:2] for place in places]
    return tuple(statement.span(start, end) for start, end in spans)


def _first_shared(statement: Statement, other: Statement) -> Iterator[int]:
    stems = _subjects(other)
    yield from [at for stem, at in _subjects(statement).items() if stem in stems][:1]
