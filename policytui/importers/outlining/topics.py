"""Names for topics that have no heading: the phrase that tells a topic from the others."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise

_STOP_WORDS = """
    a about above after again against all also although always am among an and another any are
    as at be became because been before being below between both but by can cannot could did do
    does doing done down during each either else enough even ever every few for from further get
    gets give given gives go going had has have having he her here him his how however i if in
    into is it its itself just keep last less let like likely made make makes many may me might
    more most much must my need needs neither never new no nor not nothing now of off often on
    once one only or other others our out over own part people per put quite rather said same
    say see set shall she should since so some something still such take taken than that the
    their them then there these they thing things think this those though through to today
    together too two under until up upon us use used uses using very want was way ways we well
    were what when where whether which while who whole whose why will with within without work
    would year years yes yet you your s t co operative operatives re
"""
_STOP = frozenset(_STOP_WORDS.split())
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_LEAST_COUNT = 2
_AS_GOOD = 0.6
"""A second phrase as frequent as this share of the first may join it in the name."""


def name_topics(topics: Sequence[Iterable[str]], leads: Iterable[str] = ()) -> list[str]:
    """A name for each topic: its most frequent pair of words that the others lack.

    Two pairs that a sentence joins with "and" give a joint name.

    Args:
        topics: the paragraphs of each topic.
        leads: sentences that tell what the topics are about; a phrase that stands there wins.

    Returns:
        One name for each topic, empty where nothing is said twice.
    """
    counts = [_pairs(paragraphs) for paragraphs in topics]
    led = set(_pairs(leads))
    names = []
    for index, pairs in enumerate(counts):
        others = Counter[str]()
        for other, more in enumerate(counts):
            if other != index:
                others.update(more)
        scores = {
            pair: (count - others[pair]) * (2 if pair in led else 1)
            for pair, count in pairs.items()
            if count >= _LEAST_COUNT and count > others[pair]
        }
        names.append(_name(scores, [*leads, *topics[index]]))
    return names


def _name(scores: dict[str, int], texts: Sequence[str]) -> str:
    ranked = sorted(scores, key=lambda pair: (-scores[pair], pair))
    if not ranked:
        return ""
    first = ranked[0]
    for second in ranked[1:3]:
        if scores[second] >= _AS_GOOD * scores[first] and not set(first.split()) & set(
            second.split()
        ):
            joint = _spelling(f"{first} and {second}", texts) or _spelling(
                f"{second} and {first}", texts
            )
            if joint:
                return _capital(joint)
    return _capital(_spelling(first, texts))


def _pairs(paragraphs: Iterable[str]) -> Counter[str]:
    """Pairs of neighbouring telling words, in the singular, by how often they stand there."""
    counts: Counter[str] = Counter()
    for text in paragraphs:
        for clause in re.split(r"[.,;:?!()–—]", text):
            words = _WORD.findall(clause.casefold())
            for one, other in pairwise(words):
                if not {one, other} & _STOP and min(len(one), len(other)) > 2:
                    counts[f"{_singular(one)} {_singular(other)}"] += 1
    return counts


def _singular(word: str) -> str:
    return word[:-1] if word.endswith("s") and not word.endswith(("ss", "us", "is")) else word


def _spelling(phrase: str, texts: Iterable[str]) -> str:
    """The phrase as the texts mostly spell it; empty where it does not stand there."""
    pattern = re.compile(r"\b" + r"\s+".join(rf"{re.escape(w)}s?" for w in phrase.split()) + r"\b")
    found = Counter(match for text in texts for match in pattern.findall(text.casefold()))
    return " ".join(found.most_common(1)[0][0].split()) if found else ""


def _capital(name: str) -> str:
    return name[:1].upper() + name[1:]
