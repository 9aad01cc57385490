"""What clauses are for and against, and whether two texts differ in it.

"Oppose the closing of ticket offices" and "keep ticket offices" are both for ticket offices: each
word that turns things round counts for what it stands over, and two of them undo each other. Far
more is read out of a sentence than a rule could vouch for: it is good for a hint, no more.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from policytui.checks.nearness.contrary import contrary_of_nearest
from policytui.checks.nearness.passages import Span
from policytui.checks.reading.lexicon import Sense, are_opposed, is_verb, look_up, share_group
from policytui.checks.reading.polarity import stands_as_noun
from policytui.checks.reading.statements import Statement, read_statements
from policytui.checks.reading.tokens import Token

_FEWEST_SHARED = 2
"""Content words that two clauses on one matter have in common."""
_MOST_OF_IT = 0.6
"""Share of one clause's content words that the other has."""
_ENOUGH_FOR_THE_OTHER = 3
"""Words in common from which the clause that is nearly all in the other may be theirs."""
_SOON = 4
"""Tokens behind "and" in which a verb or a duty shows that a clause of its own begins."""
_BEING = frozenset(["be", "been", "being", "is", "are", "was", "were", "get"])
_NOT = frozenset(["not", "never"])
_LINKS = frozenset(["and", "or", "nor", "but", ",", "—", " - "])
_ENDS = frozenset([";", ":", "that"])


@dataclass(frozen=True, slots=True)
class Clause:
    """What a clause speaks of, and what it says of it.

    Attributes:
        sentence: where its sentence stands in the text.
        words: the stems that say what it is about.
        towards: for those that a verb or a "not" stands over, 1 for and -1 against.
        sided: words that are opposed to others without being for or against: "public", "double".
    """

    sentence: Span
    words: frozenset[str]
    towards: dict[str, int]
    sided: dict[str, tuple[Sense, ...]]


def find_contrary(mine: str, other: str) -> tuple[Span, Span] | None:
    """The first sentence of a text that is against what another text is for, or the other way.

    Returns:
        Where both sentences stand, each in its text.
    """
    theirs = read_clauses(other)
    for clause in read_clauses(mine):
        sentence = contrary_of_nearest(_hold_against(clause, theirs))
        if sentence:
            return clause.sentence, sentence
    return None


def _hold_against(clause: Clause, others: Iterable[Clause]) -> Iterator[tuple[int, Span | None]]:
    for other in others:
        shared = clause.words & other.words
        if _is_on_one_matter(clause, other, len(shared)):
            yield len(shared), other.sentence if _is_contrary(clause, other, shared) else None


@lru_cache(maxsize=1 << 12)
def read_clauses(text: str) -> tuple[Clause, ...]:
    """The clauses of a text that are for or against something, or say what should be."""
    return tuple(
        clause
        for statement in read_statements(text)
        if text[statement.place[1] - 1] != "?"
        for clause in _clauses_of(statement)
        if clause.towards or statement.is_normative
    )


def _is_on_one_matter(mine: Clause, other: Clause, shared: int) -> bool:
    if shared < _FEWEST_SHARED:
        return False
    if shared >= _MOST_OF_IT * len(mine.words):
        return True
    return shared >= max(_ENOUGH_FOR_THE_OTHER, _MOST_OF_IT * len(other.words))


def _is_contrary(mine: Clause, other: Clause, shared: frozenset[str]) -> bool:
    turn = -1 if _are_sides_exchanged(mine, other) else 1
    judged = [stem for stem in shared if turn < 0 or stem in mine.towards or stem in other.towards]
    differing = sum(
        mine.towards.get(stem, 1) != turn * other.towards.get(stem, 1) for stem in judged
    )
    return 2 * differing > len(judged)


def _are_sides_exchanged(mine: Clause, other: Clause) -> bool:
    """Whether one says "public" where the other says "private", or the like."""
    own = [senses for stem, senses in mine.sided.items() if stem not in other.sided]
    its = [senses for stem, senses in other.sided.items() if stem not in mine.sided]
    return any(
        share_group(one, counter) and are_opposed(one, counter) > 0
        for one in own
        for counter in its
    )


# --- reading a sentence ---


def _clauses_of(statement: Statement) -> Iterator[Clause]:
    tokens = statement.tokens
    last_denied = statement.polarity.last_denied
    denied = {at: last for at, last in last_denied.items() if tokens[at].entry.negates}
    for clause in _split(tokens):
        words = {at for at in clause if _is_subject(tokens[at])}
        towards = dict.fromkeys(words, 0)
        for at in clause:
            sign = -1 if at in denied else _sign_of(tokens, at)
            for place in words & _reach(tokens, clause, denied.get(at, at)) if sign else ():
                towards[place] = sign * (towards[place] or 1)
        yield Clause(
            statement.place,
            frozenset(tokens[at].entry.stem for at in words),
            {tokens[at].entry.stem: sign for at, sign in towards.items() if sign},
            {
                tokens[at].entry.stem: tokens[at].entry.senses
                for at in clause
                if tokens[at].entry.senses and not _side_of(tokens[at]) and at not in denied
            },
        )


def _split(tokens: Sequence[Token]) -> Iterator[range]:
    first = 0
    for at, token in enumerate(tokens):
        written = token.written.lower()
        is_end = written in _ENDS or (token.entry.joins and not token.is_mark)
        if is_end or (written in _LINKS and _says_something_of_its_own(tokens, at + 1)):
            yield range(first, at)
            first = at + 1
    yield range(first, len(tokens))


def _says_something_of_its_own(tokens: Sequence[Token], first: int) -> bool:
    near = tokens[first : first + _SOON]
    return any(one.entry.duty or one.entry.negates or is_verb(one.entry.senses) for one in near)


def _is_subject(token: Token) -> bool:
    entry = token.entry
    return entry.is_content and not (entry.negates or entry.calls or _side_of(token))


def _sign_of(tokens: Sequence[Token], at: int) -> int:
    """Which way a word turns what it stands over: 1, -1, or 0 for neither."""
    if stands_as_noun(tokens, at):
        return 0
    token, before = tokens[at], tokens[at - 1] if at else None
    if token.written.lower() == "against":  # "are against", but not "guard against"
        return -1 if before and not before.entry.is_content else 0
    return _side_of(token) or (-1 if token.entry.turns else 0)


def _side_of(token: Token) -> int:
    """1 for what is for a thing at large, -1 for what is against it, 0 for any other word."""
    senses = token.entry.senses
    if not senses or token.written.lower().endswith("ly"):  # "work closely with"
        return 0
    return -are_opposed(look_up("support").senses, senses)


def _reach(tokens: Sequence[Token], clause: range, at: int) -> set[int]:
    """The tokens of its clause that a word stands over, and itself; of a passive those before."""
    behind, before = range(at, clause.stop), range(clause.start, at + 1)
    is_last = not any(_is_subject(tokens[place]) for place in behind)
    return set(before if is_last or _is_passive(tokens, clause, at) else behind)


def _is_passive(tokens: Sequence[Token], clause: range, at: int) -> bool:
    """Whether "be" stands before a word, with at most "not" or an adverb between them."""
    for place in range(at - 1, max(clause.start, at - 3) - 1, -1):
        token = tokens[place]
        if token.written.lower() in _BEING:
            return tokens[at].entry.is_content
        if not (token.entry.is_passing or token.written.lower() in _NOT):
            return False
    return False
