"""The rules for an amendment against its own target, measured: `check.py changes`."""

import gzip
import json
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random

import check_mutations as mutations

from policytui.checks.reading.alterations import Alteration, Fact, compare_versions
from policytui.checks.reading.statements import read_statements

SHARED = Path(__file__).resolve().parents[2] / "shared"
_MOST = 600
"""Mutated sentences of each kind."""
_LEAST_RECALL, _MOST_ALARMS = 0.97, 0.01

SUBSTANCE: dict[str, tuple[mutations.Mutation, set[Fact]]] = {
    # "within 30 days" is a deadline as much as a figure.
    "quantity": (mutations.change_number, {Fact.QUANTITY, Fact.DATE}),
    "date": (mutations.change_year, {Fact.DATE}),
    "duty strength": (mutations.change_duty, {Fact.DUTY}),
    "negation": (mutations.deny, {Fact.DIRECTION}),
    "direction": (mutations.turn_round, {Fact.DIRECTION}),
}
WORDING: dict[str, mutations.Mutation] = {
    "number rewritten": mutations.rewrite_number,
    "synonym": mutations.reword,
    "clause appended": mutations.append_clause,
}


def report(show: int = 0) -> bool:
    """Print the tables; whether every goal is reached.

    Args:
        show: how many misses, false alarms and real findings of each kind to print.
    """
    if not SHARED.is_dir():
        print(f"The data are not at {SHARED}; not measured.")
        return True
    is_reached = _mutated(show)
    is_reached &= _nli(show)
    _real(show)
    return is_reached & _speed()


def _mutated(show: int) -> bool:
    texts = list(mutations.sentences(SHARED))
    print(f"mutations of {len(texts):,} real sentences")
    is_reached = True
    for name, (mutate, facts) in SUBSTANCE.items():
        cases = list(_cases(texts, name, mutate))
        missed = [case for case in cases if not facts & _facts(*case)]
        recall = 1 - len(missed) / max(1, len(cases))
        is_reached &= recall >= _LEAST_RECALL
        others = sum(bool(_facts(*case) - facts) for case in cases)
        print(f"  {name:19} n {len(cases):4}  recall {recall:.3f}  other flags {others}")
        _show(missed[:show])
    for name, mutate in WORDING.items():
        cases = list(_cases(texts, name, mutate))
        alarms = [case for case in cases if _facts(*case)]
        share = len(alarms) / max(1, len(cases))
        is_reached &= share <= _MOST_ALARMS
        print(f"  {name:19} n {len(cases):4}  false alarms {share:.4f}")
        _show(alarms[:show])
    return is_reached


def _cases(texts: list[str], name: str, mutate: mutations.Mutation) -> Iterator[tuple[str, str]]:
    chance = Random(name)
    order = list(texts)
    chance.shuffle(order)
    made = 0
    for text in order:
        changed = mutate(text, chance)
        if changed is not None and changed != text:
            yield text, changed
            made += 1
            if made == _MOST:
                return


def _nli(show: int) -> bool:
    path = SHARED / "data/pairs/breaking_nli.jsonl"
    if not path.is_file():
        print(f"Not at {path}; not measured.")
        return True
    hits: Counter[tuple[str, str]] = Counter()
    sizes: Counter[tuple[str, str]] = Counter()
    missed: dict[str, list[tuple[str, str]]] = {}
    alarms = []
    for line in path.read_text("utf-8").splitlines():
        row = json.loads(line)
        kind = row["category"], row["gold_label"]
        facts = _facts(row["sentence1"], row["sentence2"])
        sizes[kind] += 1
        hits[kind] += bool(facts)
        if kind[1] != "contradiction" and facts:
            alarms.append((row["sentence1"], row["sentence2"]))
        if kind[1] == "contradiction" and not facts:
            missed.setdefault(kind[0], []).append((row["sentence1"], row["sentence2"]))
    print("Breaking_NLI")
    is_reached = True
    for name in ("cardinals", "ordinals", "antonyms", "antonyms_wordnet"):
        kind = name, "contradiction"
        recall = hits[kind] / sizes[kind]
        print(f"  {name:19} n {sizes[kind]:4}  recall {recall:.3f}")
        if name in ("cardinals", "ordinals"):
            is_reached &= recall >= _LEAST_RECALL
            _show(missed.get(name, [])[:show])
    # The neutral cardinals do differ in a number: the label speaks of other things.
    same = [
        kind for kind in sizes if kind[1] != "contradiction" and kind != ("cardinals", "neutral")
    ]
    n, wrong = sum(sizes[kind] for kind in same), sum(hits[kind] for kind in same)
    print(f"  entailed, neutral   n {n:4}  false alarms {wrong / n:.4f}", end="  ")
    numbers = "cardinals", "neutral"
    print(f"(numbers that differ, labelled neutral: {hits[numbers]} of {sizes[numbers]} flagged)")
    _show(alarms[:show])
    return is_reached and wrong / n <= _MOST_ALARMS


def _real(show: int) -> None:
    for name, versions in (("manifesto", _manifesto()), ("Code", _code())):
        found: dict[tuple[str, ...], Alteration] = {}
        texts = 0
        for before, after in versions:
            texts += 1
            for one in compare_versions(before, after):
                if "NOTE: " not in one.base.plain.text[one.base.start : one.base.end]:
                    found.setdefault(_words_of(one), one)
        counts = Counter(one.fact for one in found.values())
        told = ", ".join(f"{counts[fact]} {fact}" for fact in Fact)
        print(f"real amendments, {name}: {texts} texts, {len(found)} different findings: {told}")
        for fact in Fact:
            sample = [one for one in found.values() if one.fact is fact]
            Random("sample").shuffle(sample)
            for one in sample[:show]:
                _show_real(one)


def _words_of(one: Alteration) -> tuple[str, ...]:
    """Emergency laws repeat the same change: it is read once."""
    return (
        one.fact,
        *(one.base.plain.text[slice(*span)] for span in one.was),
        *(one.proposed.plain.text[slice(*span)] for span in one.now),
    )


def _manifesto() -> Iterator[tuple[str, str]]:
    path = SHARED / "data/openpolitics-amendments.jsonl"
    for line in path.read_text("utf-8").splitlines() if path.is_file() else ():
        for change in json.loads(line)["changes"]:
            if change["before"] and change["after"]:
                yield change["before"], change["after"]


def _code() -> Iterator[tuple[str, str]]:
    path = SHARED / "data/dc-code-amendments-2021-2022.jsonl.gz"
    if not path.is_file():
        return
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            case = json.loads(line)
            yield _section(case["before"]), _section(case["after"])


def _section(section: dict[str, list[list[str]]]) -> str:
    return "\n\n".join(" ".join(filter(None, paragraph)) for paragraph in section["paras"])


def _show_real(one: Alteration) -> None:
    print(f"  [{one.fact}] {one.equal} of {one.words} words equal")
    for statement, spans in ((one.base, one.was), (one.proposed, one.now)):
        if not spans:
            continue
        text = statement.plain.text
        first, last = max(statement.start, spans[0][0] - 90), min(statement.end, spans[-1][1] + 70)
        words = " … ".join(text[slice(*span)] for span in spans)
        print(f"      [{words}] {' '.join(text[first:last].split())}")


def _speed() -> bool:
    paths = sorted((SHARED / "data/openpolitics-manifesto-2015").glob("*.md"))
    text = "\n\n".join(path.read_text("utf-8") for path in paths)
    words = text.split(" ")
    base = " ".join(words[500:800])
    proposed = base.replace(" will ", " may ").replace(" and ", " or ")
    draft = min(_timed(lambda: compare_versions(base, proposed)) for _ in range(20))
    reading = min(_timed(lambda: list(read_statements(text))) for _ in range(5))
    each = reading / len(text.split()) * 60
    print(f"one draft of 300 words against its base {draft * 1e3:.2f} ms (goal 5)")
    print(f"reading 60 words {each * 1e3:.3f} ms (goal 0.3)")
    return draft < 0.005


def _timed(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def _facts(base: str, proposed: str) -> set[Fact]:
    return {one.fact for one in compare_versions(base, proposed)}


def _show(cases: list[tuple[str, str]]) -> None:
    for base, proposed in cases:
        print(f"      - {base}\n      + {proposed}")
