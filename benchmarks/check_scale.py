"""Near-duplicates and candidates at scale: what is found, how fast, and against plain peers.

    python benchmarks/check_scale.py [--positions N] [--submissions N] [--repeat N]
                                      [--rules]

Positions are real paragraphs of policy and law, filled up with text of a Markov chain made from
them. Submissions are made from known positions by a seeded hand, so that the right answer is
known, with real and made texts between them that come from nowhere.
"""

import argparse
import csv
import gzip
import json
import math
import multiprocessing
import random
import re
import resource
import sqlite3
import statistics
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter, process_time
from typing import Any

from policytui.checks.basis import Basis
from policytui.checks.finding import Finding
from policytui.checks.nearness.alike import (
    ALIKE,
    FEWEST_SHARED,
    Pair,
    find_clusters,
    find_pairs,
    tell_apart,
)
from policytui.checks.nearness.candidates import Candidate, Candidates
from policytui.checks.nearness.restating import find_restated
from policytui.checks.nearness.store import keep_candidates, read_candidates
from policytui.checks.nearness.words import shingles_of, words_of
from policytui.checks.rules.duplicates import (
    find_already_policy,
    find_identical,
    find_near_duplicates,
)
from policytui.corpus.catalogue import Catalogue
from policytui.corpus.markdown import format_document
from policytui.corpus.model import Document, Header, Kind, Position
from policytui.drafts.model import Draft, DraftKind
from policytui.search.analysis import STOP_WORDS
from policytui.text import clean_prose, split_paragraphs

DATA = Path(__file__).resolve().parents[1] / "../shared/data"
COPIED = ("3 % edited", "form letter", "15 % edited", "30 %, reversed", "in a letter")
OPPOSED = ("negated", "other number", "opposed verb", "in other words")
FLAGGED = 0.3
PER_LETTER = 20
PER_DOCUMENT = 200
MOMENT = datetime(2026, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Submission:
    """A text, how it was made, and the position it was made from (-1: from none)."""

    text: str
    made: str = "unrelated"
    source: int = -1
    own: str = ""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--positions", type=int, default=100_000)
    parser.add_argument("--submissions", type=int, default=10_000)
    parser.add_argument("--repeat", type=int, default=1, help="runs, of which the best counts")
    parser.add_argument("--rules", action="store_true", help="also the rules, on a real corpus")
    args = parser.parse_args()
    if not DATA.is_dir():
        print(f"{DATA} is not there; nothing was measured.", file=sys.stderr)
        return 0
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "texts.json"
        _apart(make_texts, file, args.positions, args.submissions)
        sizes = [round(args.positions / 10**step) for step in (1, 0.5, 0)]
        runs = [
            min(
                (_apart(measure, file, size, args.positions) for _ in range(args.repeat)),
                key=lambda run: float(run["wall"]),
            )
            for size in sizes
        ]
        print_scale(runs)
        print_found(runs[-1])
        if args.rules:
            print_rules(_apart(measure_rules, file, args.positions, args.positions))
        print_typing(_apart(measure_typing, file, min(10_000, args.positions)))
        print_peers(_apart(measure_peers, file), runs[-1])
    return 0


def _apart(work: Callable[..., Any], *arguments: Any) -> Any:
    """What some work gives, done in a process of its own so that its memory is its own."""
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        return pool.apply(work, arguments)


# --- texts ---


def make_texts(file: Path, positions: int, submissions: int) -> None:
    chance = random.Random(11)
    policy = _unique(read_policy())
    law = read_law()
    chance.shuffle(policy)
    chance.shuffle(law)
    real = (policy + law)[: positions // 2]
    chain = Chain(real, chance)
    held = real + [chain.text(chance.randint(30, 80)) for _ in range(positions - len(real))]
    arguments = read_arguments()
    chance.shuffle(arguments)
    made = list(_submissions(held, len(policy), arguments, chain, submissions, chance))
    chance.shuffle(held_order := list(range(len(held))))
    places = {old: new for new, old in enumerate(held_order)}
    content = {
        "positions": [held[old] for old in held_order],
        "submissions": [
            asdict(one) | {"source": places.get(one.source, -1)}
            for one in chance.sample(made, len(made))
        ],
    }
    file.write_text(json.dumps(content), encoding="utf-8")


def read_policy() -> list[str]:
    """Paragraphs of a manifesto, of amendments to it, and of government codes and memoranda."""
    texts = [path.read_text("utf-8") for path in sorted(DATA.glob("openpolitics-*/*.md"))]
    with (DATA / "openpolitics-amendments.jsonl").open(encoding="utf-8") as lines:
        for line in lines:
            texts += [change["after"] or "" for change in json.loads(line)["changes"]]
    for path in sorted(DATA.glob("uk-gov-docx/*.akn")):
        content = re.sub(r"</(p|heading|num)>", "\n\n", path.read_text("utf-8"))
        texts.append(re.sub(r"[ \t]+", " ", re.sub(r"<[^>]+>", "", content)))
    return _fit(part for text in texts for part in split_paragraphs(clean_prose(text)))


def read_law() -> list[str]:
    with gzip.open(DATA / "dc-code-paragraphs.jsonl.gz", "rt", encoding="utf-8") as lines:
        return _fit(clean_prose(json.loads(line)["text"]) for line in lines)


def read_arguments() -> list[str]:
    found: set[str] = set()
    for path in sorted(DATA.glob("pairs/arguments_*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            found |= {clean_prose(row["argument"]).capitalize() for row in csv.DictReader(file)}
    return sorted(found)


def _fit(texts: Iterator[str]) -> list[str]:
    fitting = (" ".join(text.split()) for text in texts)
    return list(dict.fromkeys(text for text in fitting if 14 <= len(text.split()) <= 150))


def _unique(texts: list[str]) -> list[str]:
    """The texts of which no earlier one holds a large part: versions of one paragraph go."""
    seen: set[int] = set()
    kept = []
    for text in texts:
        shingles = set(shingles_of(words_of(text)))
        if shingles and len(shingles & seen) < 0.3 * len(shingles):
            kept.append(text)
        seen |= shingles
    return kept


class Chain:
    """Text in which each word follows one that it follows in real text."""

    def __init__(self, texts: Sequence[str], chance: random.Random) -> None:
        self._words = [word for text in texts for word in text.split()]
        self._next: dict[str, list[int]] = {}
        for place, word in enumerate(self._words):
            self._next.setdefault(word, []).append(place + 1)
        self._chance = chance

    def text(self, length: int) -> str:
        place = self._chance.randrange(len(self._words))
        words = []
        for _ in range(length):
            word = self._words[place % len(self._words)]
            words.append(word)
            place = self._chance.choice(self._next[word])
        return " ".join(words).capitalize()


# --- submissions ---


def _submissions(
    held: Sequence[str],
    policy: int,
    arguments: Sequence[str],
    chain: Chain,
    count: int,
    chance: random.Random,
) -> Iterator[Submission]:
    each = count // 20
    words = [word for text in held[:2_000] for word in text.split()]
    # Each is used once, or texts would share more than is meant; the last are made.
    filler = _sentences(arguments, chain)
    long = [place for place, text in enumerate(held) if len(text.split()) >= 25]
    for made in COPIED:
        sources = chance.sample(long, each)
        if made == "form letter":
            # More than what a member adds, as a form letter is.
            letters = chance.sample([n for n in long if len(held[n].split()) >= 60], each)
            letters = letters[: each // PER_LETTER]
            sources = [letter for letter in letters for _ in range(PER_LETTER)]
        for source in sources:
            yield _copied(held[source], source, made, filler, words, chance)
    sentences = [
        (place, sentence)
        for place, text in enumerate(held[:policy])
        for sentence in re.split(r"(?<=[.;])\s+", text)
        if 12 <= len(sentence.split()) <= 40
    ]
    chance.shuffle(sentences)
    for made in OPPOSED:
        fitting = (reworded for reworded in (_reword(made, one, chance) for one in sentences))
        told = [one for one in fitting if one][: each // 2]
        yield from told
    for _ in range(each):
        yield Submission(f"{next(filler)} {next(filler)}")
    known = (len(COPIED) + 1) * each + len(OPPOSED) * (each // 2)
    for _ in range(count - known):
        yield Submission(chain.text(chance.randint(30, 120)))


def _sentences(arguments: Sequence[str], chain: Chain) -> Iterator[str]:
    yield from arguments
    while True:
        yield chain.text(25)


def _copied(
    text: str,
    source: int,
    made: str,
    filler: Iterator[str],
    words: Sequence[str],
    chance: random.Random,
) -> Submission:
    if made == "form letter":
        own = " ".join(f"{next(filler).rstrip('.')}." for _ in range(2))
        return Submission(f"{text.rstrip('.')}.\n\n{own}", made, source, own)
    if made == "in a letter":
        around = [f"{next(filler).rstrip('.')}." for _ in range(7)]
        letter = " ".join([*around[:4], f"{text.rstrip('.')}.", *around[4:]])
        return Submission(letter, made, source, " ".join(around))
    share = {"3 % edited": 0.03, "15 % edited": 0.15, "30 %, reversed": 0.3}[made]
    edited = text.split()
    for place in chance.sample(range(len(edited)), max(1, round(share * len(edited)))):
        edited[place] = chance.choice(["", chance.choice(words), f"{edited[place]} rather"])
    if made == "30 %, reversed":
        half = len(edited) // 2
        edited = edited[half:] + edited[:half]
    return Submission(" ".join(filter(None, edited)), made, source)


_MODAL = re.compile(r"\b(should|must|will|shall|may|can|is|are|would)\b")
_NUMBER = re.compile(r"\d+(?:,\d{3})*")
_OPPOSITES = dict(
    pair.split("/")
    for pair in (  # noqa: SIM905
        "increase/reduce reduce/increase allow/forbid require/forbid support/oppose "
        "provide/withdraw create/abolish introduce/abolish ensure/prevent encourage/discourage "
        "improve/weaken protect/neglect maintain/end promote/oppose raise/lower include/exclude "
        "extend/restrict prevent/permit remove/keep establish/abolish use/avoid make/stop "
        "required/forbidden provided/withdrawn allowed/forbidden introduced/abolished"
    ).split()
)
_OPENINGS = ("We hold that", "In our view", "Our branch believes that", "Members told us:")


def _reword(made: str, sentence: tuple[int, str], chance: random.Random) -> Submission | None:
    """A sentence in other words that keeps half to two thirds of its telling words."""
    source, text = sentence
    if made == "negated":
        text, changed = _MODAL.subn(r"\1 not", text, count=1)
    elif made == "other number":
        text, changed = _NUMBER.subn(
            lambda found: str(int(found.group().replace(",", "")) * 2 + 3), text, count=1
        )
    elif made == "opposed verb":
        words = text.split()
        places = [place for place, word in enumerate(words) if word.lower() in _OPPOSITES]
        changed = len(places)
        for place in places[:1]:
            words[place] = _OPPOSITES[words[place].lower()]
        text = " ".join(words)
    else:
        changed = 1
    if not changed:
        return None
    kept = [
        word
        for word in text.split()
        if word == "not"
        or any(map(str.isdigit, word))
        or chance.random() < (0.5 if word.lower().strip(".,;:") in STOP_WORDS else 0.65)
    ]
    if len([word for word in kept if word.lower().strip(".,;:") not in STOP_WORDS]) < 5:
        return None
    half = chance.randint(1, len(kept) - 1)
    clauses = [kept[half:], kept[:half]] if chance.random() < 0.5 else [kept[:half], kept[half:]]
    told = ", ".join(" ".join(clause).strip(".,;:") for clause in clauses)
    return Submission(f"{chance.choice(_OPENINGS)} {told}.", made, source)


# --- measuring ---


def measure(file: Path, size: int, largest: int) -> dict[str, Any]:
    """Candidates and near-duplicates of all submissions, at a part of the full size."""
    positions, submissions = _read(file)
    part = len(submissions) * size // largest
    kept = set(range(size))
    # The positions that submissions come from stay, whatever the size.
    wanted = [one for one in submissions if one.source < size][:part]
    positions, submissions = positions[:size], wanted
    assert all(one.source in kept or one.source < 0 for one in submissions)
    before = _memory()
    wall, cpu = perf_counter(), process_time()
    candidates = Candidates.build((str(n), "", text) for n, text in enumerate(positions))
    built = perf_counter()
    near = [candidates.near(one.text) for one in submissions]
    looked = perf_counter()
    texts = [one.text for one in submissions]
    pairs = find_pairs(texts)
    clusters = {
        member.number: (cluster, member)
        for cluster in find_clusters(pairs)
        for member in tell_apart(texts, cluster)
    }
    joined = perf_counter()
    figures: dict[str, Any] = {
        "positions": size,
        "submissions": len(submissions),
        "build": built - wall,
        "near": looked - built,
        "join": joined - looked,
        "wall": joined - wall,
        "cpu": process_time() - cpu,
        "memory": _memory(),
        "before": before,
        "found": {},
    }
    figures["right"] = _measure_right(submissions, near, pairs)
    tally: dict[str, list[tuple[bool, bool]]] = {}
    for one, found in zip(submissions, near, strict=True):
        is_first_ten = any(item.position_id == str(one.source) for item in found)
        alike = [
            item.position_id
            for item in found
            if item.overlap and item.overlap.containment >= FLAGGED
        ]
        if one.source >= 0:
            tally.setdefault(one.made, []).append((is_first_ten, str(one.source) in alike))
    for made, hits in tally.items():
        figures["found"][made] = (
            len(hits),
            sum(hit[0] for hit in hits) / len(hits),
            sum(hit[1] for hit in hits) / len(hits),
        )
    figures["clusters"] = _measure_clusters(submissions, clusters)
    file_ = file.with_name("candidates.bin")
    start = perf_counter()
    keep_candidates(file_, "key", candidates)
    written = perf_counter()
    assert read_candidates(file_, "key")
    figures["cache"] = (written - start, perf_counter() - written, file_.stat().st_size / 1e6)
    return figures


def _measure_right(
    submissions: Sequence[Submission],
    near: Sequence[tuple[Candidate, ...]],
    pairs: Sequence[Pair],
) -> dict[str, tuple[int, float]]:
    """How many of the pairs called alike come from one text, as it is known from their making."""
    held = [
        item.position_id == str(one.source)
        for one, found in zip(submissions, near, strict=True)
        for item in found
        if item.overlap
        and item.overlap.containment >= ALIKE
        and item.overlap.shared >= FEWEST_SHARED
    ]
    sources = [one.source for one in submissions]
    sent = [
        sources[pair.later] == sources[pair.earlier] >= 0
        for pair in pairs
        if pair.overlap.containment >= ALIKE
    ]
    return {
        "submission and position (DUP003)": (len(held), sum(held) / max(1, len(held))),
        "two submissions (DUP002)": (len(sent), sum(sent) / max(1, len(sent))),
    }


def _measure_clusters(
    submissions: Sequence[Submission], clusters: dict[int, Any]
) -> tuple[int, float, float, float]:
    """Form letters: how many, the share gathered, own words shown, and others shown as own."""
    letters = [(n, one) for n, one in enumerate(submissions) if one.made == "form letter"]
    gathered, kept, strange = 0, [], []
    for number, one in letters:
        if number not in clusters:
            continue
        cluster, member = clusters[number]
        same = sum(submissions[other].source == one.source for other in cluster)
        gathered += same == sum(other.source == one.source for _, other in letters)
        shown, own = words_of(" ".join(member.own)), words_of(one.own)
        kept.append(sum(word in shown for word in own) / len(own))
        strange.append(sum(word not in own for word in shown) / max(1, len(shown)))
    total = max(1, len(letters))
    return len(letters), gathered / total, sum(kept) / total, statistics.mean(strange or [0])


def measure_rules(file: Path, size: int, largest: int) -> dict[str, Any]:
    """The rules themselves, on drafts and a corpus on disk; reading the corpus is not counted."""
    positions, submissions = _read(file)
    part = len(submissions) * size // largest
    folder = file.with_name("corpus")
    for start in range(0, size, PER_DOCUMENT):
        texts = positions[start : min(size, start + PER_DOCUMENT)]
        header = Header(f"p{start}", f"Part {start}", Kind.PLATFORM, "2026", source="made")
        held = [
            Position(f"p{start}/n{number}", f"Number {number}", clean_prose(text))
            for number, text in enumerate(texts)
        ]
        folder.mkdir(exist_ok=True)
        content = format_document(Document(header, tuple(held)))
        (folder / f"p{start}.md").write_text(content, encoding="utf-8")
    catalogue = Catalogue(folder, file.with_name("catalogue.sqlite"))
    catalogue.refresh()
    basis = Basis(catalogue, MOMENT, folder)
    begun = perf_counter()
    assert basis.candidates
    drafts = [
        Draft(id=f"d{n}", kind=DraftKind.NEW_POSITION, title="A", created=MOMENT, updated=MOMENT)
        for n in range(part)
    ]
    drafts = [
        replace(draft, text=one.text) for draft, one in zip(drafts, submissions, strict=False)
    ]
    opened = perf_counter()
    findings = [finding for draft in drafts for finding in find_already_policy(draft, basis)]
    policy = perf_counter()
    findings += find_identical(drafts, basis)
    findings += find_near_duplicates(drafts, basis)
    end = perf_counter()
    counts = Counter(finding.code for finding in findings)
    return {
        "positions": catalogue.count(),
        "drafts": len(drafts),
        "index": opened - begun,
        "policy": policy - opened,
        "alike": end - policy,
        "findings": dict(sorted(counts.items())),
        "right": _measure_findings(findings, positions, submissions),
        "memory": _memory(),
    }


def _measure_findings(
    findings: Sequence[Finding], positions: Sequence[str], submissions: Sequence[Submission]
) -> dict[str, float]:
    """The share of findings whose two texts say the same, by their making or by rapidfuzz.

    A text made to oppose its position does not say the same, whatever words both share.
    """
    from rapidfuzz import fuzz

    def is_right(finding: Finding) -> bool:
        mine = submissions[int(finding.subject[1:])]
        if finding.code != "DUP003":
            return mine.source == submissions[int(finding.other[1:])].source >= 0
        part, _, number = finding.other.partition("/n")
        place = int(part[1:]) + int(number)
        if mine.source >= 0 and mine.made not in OPPOSED[:3] and place == mine.source:
            return True
        said = positions[mine.source] if mine.source >= 0 else mine.text
        return mine.made not in OPPOSED[:3] and fuzz.token_set_ratio(said, positions[place]) >= 80

    codes = sorted({finding.code for finding in findings})
    told = {code: [is_right(one) for one in findings if one.code == code] for code in codes}
    return {code: sum(right) / len(right) for code, right in told.items()}


def measure_typing(file: Path, size: int) -> dict[str, float]:
    """A draft of three sentences typed word by word, asked after each word."""
    positions, submissions = _read(file)
    held = [Position(f"platform/p{n}", "", text) for n, text in enumerate(positions[:size])]
    by_id = {position.id: position for position in held}
    candidates = Candidates.build((one.id, one.title, one.text) for one in held)

    def read(ids: Sequence[str]) -> list[Position]:
        return [by_id[id_] for id_ in ids]

    chosen = [one.text for one in submissions if one.source >= 0][:40]
    find_restated(chosen[0], candidates, read)
    times = []
    for text in chosen:
        words = text.split()[:90]
        for end in range(5, len(words), 5):
            start = perf_counter()
            find_restated(" ".join(words[:end]), candidates, read)
            times.append((perf_counter() - start) * 1000)
    times.sort()
    return {
        "positions": size,
        "questions": len(times),
        "median": times[len(times) // 2],
        "p95": times[len(times) * 95 // 100],
        "longest": times[-1],
    }


def measure_peers(file: Path) -> dict[str, Any]:
    """SQLite's full-text search and rapidfuzz on the same texts, on a sample of submissions."""
    from rapidfuzz import fuzz, process

    positions, submissions = _read(file)
    known = [one for one in submissions if one.source >= 0]
    sample = random.Random(3).sample(known, min(100, len(known)))
    start = perf_counter()
    base = sqlite3.connect(":memory:")
    base.execute("CREATE VIRTUAL TABLE held USING fts5(text, tokenize = 'porter')")
    base.executemany("INSERT INTO held(rowid, text) VALUES (?, ?)", enumerate(positions))
    built = perf_counter()
    found = 0
    for one in sample:
        words = dict.fromkeys(word for word in words_of(one.text) if word not in STOP_WORDS)
        asked = " OR ".join(f'"{word}"' for word in words)
        rows = base.execute(
            "SELECT rowid FROM held WHERE held MATCH ? ORDER BY rank LIMIT 10", (asked,)
        ).fetchall()
        found += (one.source,) in rows
    each = (perf_counter() - built) / len(sample)
    full_text = (built - start, each, found / len(sample), len(sample))
    start = perf_counter()
    found = 0
    few = sample[:4]
    for one in few:
        best = process.extract(one.text, positions, scorer=fuzz.token_set_ratio, limit=10)
        found += any(place == one.source for _, _, place in best)
    fuzzy = ((perf_counter() - start) / len(few), found / len(few), len(few))
    return {"full text": full_text, "token set": fuzzy, "submissions": len(submissions)}


def _read(file: Path) -> tuple[list[str], list[Submission]]:
    content = json.loads(file.read_text("utf-8"))
    return content["positions"], [Submission(**one) for one in content["submissions"]]


def _memory() -> float:
    """The most memory this process has held, in GB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6


# --- telling ---


def print_scale(runs: Sequence[dict[str, Any]]) -> None:
    print("| positions | submissions | index | candidates | near-duplicates | in all | memory |")
    print("|---|---|---|---|---|---|---|")
    for run in runs:
        print(
            f"| {run['positions']:,} | {run['submissions']:,} | {run['build']:.1f} s "
            f"| {run['near']:.1f} s | {run['join']:.1f} s | {run['wall']:.1f} s "
            f"(CPU {run['cpu']:.1f} s) | {run['memory']:.2f} GB |"
        )
    first, last = runs[0], runs[-1]
    growth = math.log(last["cpu"] / first["cpu"]) / math.log(last["positions"] / first["positions"])
    print(f"growth: n^{growth:.2f} (goal: at most 1.2); goals at full size: 60 s and 1 GB")
    write, read, size = last["cache"]
    print(f"index on disk: {size:.0f} MB, written in {write:.1f} s, read in {read:.1f} s\n")


def print_found(run: dict[str, Any]) -> None:
    print(f"| made from a position | cases | in the first 10 | containment >= {FLAGGED} |")
    print("|---|---|---|---|")
    for made in (*COPIED, *OPPOSED):
        if made in run["found"]:
            cases, ten, flagged = run["found"][made]
            print(f"| {made} | {cases} | {ten:.3f} | {flagged:.3f} |")
    worded = [run["found"][made] for made in OPPOSED if made in run["found"]]
    cases = sum(cases for cases, _, _ in worded)
    ten = sum(cases * ten for cases, ten, _ in worded) / max(1, cases)
    print(f"the last four together: {ten:.3f} of {cases} in the first 10 (goal: 0.99)")
    for what, (pairs, share) in run["right"].items():
        print(
            f"{what}: {pairs} pairs of containment >= {ALIKE}, {share:.3f} of known common origin"
        )
    letters, gathered, kept, strange = run["clusters"]
    print(
        f"{letters} form letters: {gathered:.3f} in one cluster with all of their kind; own words "
        f"shown {kept:.3f}; words shown as own that are not {strange:.3f}\n"
    )


def print_rules(run: dict[str, Any]) -> None:
    print(
        f"DUP001-003 on {run['drafts']:,} drafts against a corpus of {run['positions']:,}: "
        f"{run['policy'] + run['alike']:.1f} s ({run['policy']:.1f} s of it DUP003), "
        f"{run['memory']:.2f} GB; index {run['index']:.1f} s; findings: {run['findings']}"
    )
    shares = ", ".join(f"{code} {share:.3f}" for code, share in run["right"].items())
    print(f"of these the two texts say the same: {shares}\n")


def print_typing(run: dict[str, float]) -> None:
    print(
        f"typing against {run['positions']:,} positions, {run['questions']} questions: median "
        f"{run['median']:.1f} ms, 95 % within {run['p95']:.1f} ms, longest {run['longest']:.1f} ms "
        "(goal: 50 ms)\n"
    )


def print_peers(peers: dict[str, Any], run: dict[str, Any]) -> None:
    ours = run["near"] / run["submissions"]
    build, each, found, sampled = peers["full text"]
    print("| | index | one submission | as long as ours | source in the first 10 |")
    print("|---|---|---|---|---|")
    cases = sum(cases for cases, _, _ in run["found"].values())
    ten = sum(cases * ten for cases, ten, _ in run["found"].values()) / cases
    print(f"| ours | {run['build']:.1f} s | {ours * 1000:.1f} ms | 1 | {ten:.3f} |")
    print(
        f"| SQLite FTS5, all words | {build:.1f} s | {each * 1000:.1f} ms | {each / ours:.0f} "
        f"| {found:.2f} (n={sampled}) |"
    )
    each, found, cases = peers["token set"]
    print(
        f"| rapidfuzz token_set_ratio | - | {each * 1000:.0f} ms | {each / ours:.0f} "
        f"| {found:.2f} (n={cases}) |"
    )


if __name__ == "__main__":
    sys.exit(main())
