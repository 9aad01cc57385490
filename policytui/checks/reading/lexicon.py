"""What a single word means for the checks, looked up once for each word as written."""

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from typing import Any

from policytui.number_words import FIRST_WORDS
from policytui.search.analysis import analyse

Sense = tuple[int, int]
"""Which opposition a word belongs to, and its side: 1 or -1."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What one written word means, wherever it stands.

    Attributes:
        stem: what it shares with its inflections.
        is_content: it carries a subject, as function words and numbers do not.
        is_passing: it may stand between a number or a "not" and what they speak of.
        duty: 3 must, 2 should, 1 may, 0 none.
        duty_to: likewise where "to" follows.
        negates: it is "not", "no", "without" or the like.
        turns: it is a verb that turns round what follows ("oppose").
        frames: it may turn round a whole clause ("scrap the plan that").
        senses: its places in the oppositions.
        joins: a clause of its own begins with it.
        refers: a number behind it names a place in a text.
        names: a year behind it is part of a name.
        calls: it states a wish of the writers ("calls on").
        tells_time: it is a month or an event that deadlines are named after.
        counts: a number in words may begin with it.
    """

    stem: str
    is_content: bool = False
    is_passing: bool = False
    duty: int = 0
    duty_to: int = 0
    negates: bool = False
    turns: bool = False
    frames: bool = False
    is_noun_too: bool = False
    senses: tuple[Sense, ...] = ()
    joins: bool = False
    refers: bool = False
    names: bool = False
    calls: bool = False
    tells_time: bool = False
    counts: bool = False


@dataclass(frozen=True, slots=True)
class _Words:
    function: frozenset[str]
    passing: frozenset[str]
    joiners: frozenset[str]
    references: frozenset[str]
    named: frozenset[str]
    year_nouns: frozenset[str]
    calls: frozenset[str]
    times: frozenset[str]
    no_adverbs: frozenset[str]
    duty: dict[str, int]
    duty_to: dict[str, int]
    negators: frozenset[str]
    turning: frozenset[str]
    framing: frozenset[str]
    nouns: frozenset[str]
    no_negation: str


@cache
def words() -> _Words:
    """The lists of `words.toml`."""
    raw = _read("words.toml")
    lists = (
        "function",
        "passing",
        "joiners",
        "references",
        "named",
        "year_nouns",
        "calls",
        "times",
        "no_adverbs",
    )
    negation = raw["negation"]
    return _Words(
        **{name: frozenset(raw[name].split()) for name in lists},
        duty=raw["duty"],
        duty_to=raw["duty_to"],
        negators=frozenset(negation["words"].split()),
        turning=frozenset(negation["verbs"].split()),
        framing=frozenset(negation["framing"].split()),
        nouns=frozenset(negation["nouns"].split()),
        no_negation="|".join(negation["phrases"]),
    )


@cache
def _oppositions() -> tuple[dict[str, tuple[Sense, ...]], int, int]:
    """The senses of each word by its form or stem; how many groups are general, how many verbs."""
    raw = _read("oppositions.toml")
    groups = [
        tuple(side.split() for side in text.split("|"))
        for text in (*raw["general"], *raw["verbs"], *raw["words"])
    ]
    general, verbs = len(raw["general"]), len(raw["general"]) + len(raw["verbs"])
    for prefix, roots in raw["prefixed"].items():
        groups += [([root], [prefix + root]) for root in roots.split()]
    senses: dict[str, dict[Sense, None]] = {}
    for number, sides in enumerate(groups):
        for side, side_words in zip((1, -1), sides, strict=True):
            for word in side_words:
                for key in (word, "~" + analyse(word).stem):
                    senses.setdefault(key, {})[number, side] = None
    for word, forms in raw["forms"].items():
        for form in forms.split():
            senses.setdefault(form, {}).update(senses.get(word, {}))
    return {key: tuple(found) for key, found in senses.items()}, general, verbs


def are_opposed(mine: Iterable[Sense], other: Iterable[Sense]) -> int:
    """1 where two words point in opposite directions, -1 where in the same, 0 where neither.

    Words of two general groups are compared by their sides when they share no group.
    """
    own, its = dict(mine), dict(other)
    shared = own.keys() & its.keys()
    if shared:
        return 1 if any(own[group] != its[group] for group in sorted(shared)) else -1
    general = _oppositions()[1]
    sides = {side for group, side in own.items() if group < general}
    others = {side for group, side in its.items() if group < general}
    if len(sides) == len(others) == 1:
        return 1 if sides != others else -1
    return 0


def is_verb(senses: Iterable[Sense]) -> bool:
    """Whether a word is a verb of the oppositions, not an adjective or the like."""
    verbs = _oppositions()[2]
    return any(group < verbs for group, _ in senses)


def share_group(mine: Iterable[Sense], other: Iterable[Sense]) -> bool:
    """Whether two words belong to one opposition, on whichever side."""
    return not {group for group, _ in mine}.isdisjoint(group for group, _ in other)


@lru_cache(maxsize=1 << 16)
def look_up(written: str) -> Entry:
    """The entry of a word as written; what is capitalised as a name is no verb of duty."""
    lists = words()
    word = written.lower()
    bare, _, tail = word.partition("'")
    negates = word in lists.negators
    duty = 0 if written in ("May", "Will", "MAY") else lists.duty.get(word, 0)
    if word.endswith("n't"):
        negates = True
        bare = {"ca": "can", "wo": "will", "sha": "shall"}.get(word[:-3], word[:-3])
        duty = lists.duty.get(bare, 0)
    elif tail == "ll":
        duty = lists.duty["will"]
    elif word == "cannot":
        duty = lists.duty["can"]
    function = word in lists.function or bare in lists.function or negates
    stem = analyse(word).stem if not function else word
    senses = _oppositions()[0]
    is_adverb = word.endswith("ly") and word not in lists.no_adverbs
    # "Closely" closes nothing.
    is_no_verb = function or is_adverb
    return Entry(
        stem,
        is_content=not function and len(word) > 1,
        is_passing=word in lists.passing or is_adverb,
        duty=duty,
        duty_to=lists.duty_to.get(word, 0),
        negates=negates,
        turns=word in lists.turning,
        frames=word in lists.framing,
        is_noun_too=word in lists.nouns,
        senses=tuple(
            dict.fromkeys(
                (*senses.get(word, ()), *(() if is_no_verb else senses.get("~" + stem, ())))
            )
        ),
        joins=word in lists.joiners,
        refers=word in lists.references,
        names=word in lists.named and written[:1].isupper(),
        calls=word in lists.calls,
        tells_time=word in lists.times,
        counts=word in FIRST_WORDS,
    )


def _read(name: str) -> dict[str, Any]:
    source = resources.files(__package__).joinpath(name)
    return tomllib.loads(source.read_text("utf-8"))
