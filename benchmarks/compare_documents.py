"""Comparing whole documents: time, growth, what is recognised, and whether it is the true origin.

    python benchmarks/compare_documents.py [--paragraphs N] [--largest N] [--limit SECONDS]

A document of real paragraphs is edited, cut, split, joined and moved by a seeded hand, so that
the true origin of each paragraph is known. difflib compares the same words in the same run, in a
process of its own that is stopped at a time limit.
"""

import argparse
import gzip
import json
import math
import multiprocessing
import random
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from itertools import islice
from pathlib import Path
from time import perf_counter

from policytui.compare.align import Pairing, Relation, align
from policytui.compare.documents import compare_documents
from policytui.compare.likeness import form
from policytui.compare.words import compare_words
from policytui.corpus.catalogue import Catalogue
from policytui.corpus.identity import slug_from
from policytui.corpus.markdown import format_document
from policytui.corpus.model import Document, Header, Kind, Position
from policytui.errors import PolicyError
from policytui.importers.importing import Wanted, import_file
from policytui.importers.readers.text.plain_text import read_markdown
from policytui.proposals.match import ParagraphMatch, match_proposal
from policytui.proposals.parts import Part
from policytui.search.whoosh import WhooshEngine
from policytui.text import clean_line, clean_prose, split_paragraphs

DATA = Path(__file__).resolve().parents[1] / "../shared/data"
PARAGRAPHS = DATA / "dc-code-paragraphs.jsonl.gz"
PARTY_AMENDMENTS = DATA / "openpolitics-amendments.jsonl"
CODE_AMENDMENTS = DATA / "dc-code-amendments-2021-2022.jsonl.gz"
EDITED, MOVED, BOTH, SPLIT, JOINED = 0.05, 0.01, 0.002, 0.002, 0.002


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--paragraphs", type=int, default=5_000)
    parser.add_argument("--largest", type=int, default=50_000)
    parser.add_argument("--limit", type=float, default=60, help="seconds that difflib is given")
    args = parser.parse_args()
    if PARAGRAPHS.is_file():
        measure_time(args.paragraphs, args.largest, args.limit)
    else:
        print(f"{PARAGRAPHS} is not there; time and recall were not measured.", file=sys.stderr)
    measure_origins()
    measure_proposals()
    return 0


# --- a document and its later edition ---


@dataclass(frozen=True, slots=True)
class Piece:
    """A paragraph of the later edition, where it comes from and what was done to it."""

    text: str
    origins: tuple[int, ...]
    done: str = "kept"


def read_paragraphs(count: int) -> list[str]:
    with gzip.open(PARAGRAPHS, "rt", encoding="utf-8") as lines:
        return [json.loads(line)["text"] for line in islice(lines, count)]


def make_edition(base: Sequence[str], seed: int = 7) -> list[Piece]:
    """5 % of the paragraphs edited, 1 % moved, 0.2 % each moved and edited, split and joined."""
    chance = random.Random(seed)
    long = [place for place, text in enumerate(base) if len(text.split()) >= 16]
    words = [word for text in base[:500] for word in text.split()]
    chance.shuffle(long)
    wanted = {"split": SPLIT, "joined": JOINED, "moved and edited": BOTH}
    fate: dict[int, str] = {}
    for name, share in wanted.items():
        while sum(one == name for one in fate.values()) < share * len(base) and long:
            place = long.pop()
            if not {place, place + 1, place - 1} & fate.keys() and place + 1 < len(base):
                fate[place] = name
    # Of a shorter paragraph an edit may leave nothing.
    free = [
        place
        for place, text in enumerate(base)
        if len(text.split()) >= 4 and not {place, place - 1} & fate.keys()
    ]
    chosen = chance.sample(free, round((EDITED + MOVED) * len(base)))
    moved = round(MOVED * len(base))
    fate |= dict.fromkeys(chosen[:moved], "moved") | dict.fromkeys(chosen[moved:], "edited")
    parts: list[Piece] = []
    away: list[Piece] = []
    skipped = -1
    for place, text in enumerate(base):
        done = fate.get(place, "kept")
        if place == skipped:
            continue
        if done == "split":
            tokens = text.split()
            cut = len(tokens) * chance.randint(35, 65) // 100
            parts += [
                Piece(" ".join(half), (place,), done) for half in (tokens[:cut], tokens[cut:])
            ]
        elif done == "joined":
            skipped = place + 1
            parts.append(Piece(f"{text} {base[place + 1]}", (place, place + 1), done))
        elif done in ("edited", "moved and edited"):
            part = Piece(edit(text, words, chance), (place,), done)
            (parts if done == "edited" else away).append(part)
        else:
            (away if done == "moved" else parts).append(Piece(text, (place,), done))
    for part in away:
        parts.insert(chance.randrange(len(parts)), part)
    return parts


def edit(text: str, words: Sequence[str], chance: random.Random) -> str:
    """One word in eight replaced, at least one, and one inserted."""
    tokens = text.split()
    for _ in range(max(1, len(tokens) // 8)):
        tokens[chance.randrange(len(tokens))] = chance.choice(words)
    tokens.insert(chance.randrange(len(tokens) + 1), chance.choice(words))
    return " ".join(tokens)


# --- time and recognition ---


def compare_all(base: Sequence[str], proposed: Sequence[str]) -> tuple[Pairing, ...]:
    """Paragraphs paired, and the words compared inside each pair that is not the same."""
    pairings = align(base, proposed)
    for one in pairings:
        if one.relation in (Relation.AMENDED, Relation.SPLIT, Relation.JOINED):
            compare_words(
                "\n\n".join(base[place] for place in one.base),
                "\n\n".join(proposed[place] for place in one.proposed),
            )
    return pairings


def measure_time(paragraphs: int, largest: int, limit: float) -> None:
    everything = read_paragraphs(largest)
    times: dict[int, float] = {}
    for count in sorted({500, paragraphs, largest}):
        base = everything[:count]
        parts = make_edition(base)
        proposed = [part.text for part in parts]
        start = perf_counter()
        pairings = compare_all(base, proposed)
        times[count] = perf_counter() - start
        print(f"{count:6} paragraphs  {times[count]:8.3f} s, words inside pairs included")
        if count == paragraphs:
            report_recognised(base, parts, pairings)
    smallest = min(times)
    power = math.log(times[largest] / times[smallest]) / math.log(largest / smallest)
    print(f"growth         n^{power:.2f} from {smallest} to {largest}")
    measure_whole_documents(everything[:paragraphs])
    for count in sorted({500, paragraphs}):
        for is_quick in (False, True):
            measure_difflib(everything[:count], times[count], limit, is_quick)


def measure_whole_documents(base: Sequence[str]) -> None:
    """The same paragraphs as positions of ten, with their ids and without ids or headings."""
    pieces: dict[int, list[str]] = {}
    place = 0
    for piece in make_edition(base):
        if piece.done in ("kept", "edited"):
            place = piece.origins[0] // 10
        pieces.setdefault(place, []).append(piece.text)
    ten: dict[int, list[str]] = {}
    for place, text in enumerate(base):
        ten.setdefault(place // 10, []).append(text)
    old = make_document("old", "Position {}", ten)
    for name, new in (
        ("by id", make_document("old", "Position {}", pieces)),
        ("without ids or headings", make_document("new", "Untitled", pieces)),
    ):
        start = perf_counter()
        comparison = compare_documents(old, new)
        seconds = perf_counter() - start
        right = sum(
            bool(one.base and one.proposed)
            and one.base[0].id.partition("/")[2] == one.proposed[0].id.partition("/")[2]
            for one in comparison.positions
        )
        print(
            f"{len(base):6} paragraphs  {seconds:8.3f} s as {len(old.positions)} positions {name}, "
            f"{right / len(old.positions):.1%} of them paired rightly"
        )


def make_document(id_: str, title: str, pieces: Mapping[int, Sequence[str]]) -> Document:
    positions = tuple(
        Position(
            f"{id_}/p{place}", title.format(place), "\n\n".join(texts), (f"Theme {place // 20}",)
        )
        for place, texts in sorted(pieces.items())
    )
    return Document(Header(id_, "A document", Kind.PLATFORM, "1"), positions)


def measure_difflib(base: Sequence[str], ours: float, limit: float, is_quick: bool) -> None:
    proposed = [piece.text for piece in make_edition(base)]
    process = multiprocessing.Process(target=_difflib, args=(list(base), proposed, is_quick))
    start = perf_counter()
    process.start()
    process.join(limit)
    seconds = perf_counter() - start
    stopped = process.is_alive()
    if stopped:
        process.kill()
        process.join()
    least = "over " if stopped else ""
    junk = "with its junk heuristic" if is_quick else "exact"
    print(
        f"{len(base):6} paragraphs  {least}{seconds:.1f} s by difflib on words, {junk}: "
        f"{least}{seconds / ours:.0f} times as long"
    )


def _difflib(base: Sequence[str], proposed: Sequence[str], is_quick: bool) -> None:
    """What difflib takes for the words alone, without the spaces and marks that we compare too."""
    old, new = " ".join(base).split(), " ".join(proposed).split()
    SequenceMatcher(None, old, new, autojunk=is_quick).get_opcodes()


def report_recognised(
    base: Sequence[str], parts: Sequence[Piece], pairings: Sequence[Pairing]
) -> None:
    """How many of the changes made were told for what they are, by kind.

    Copies of one text count for each other, since nothing tells them apart.
    """
    forms = [form(text) for text in base]
    found = {other: one for one in pairings for other in one.proposed}
    made: Counter[str] = Counter()
    paired: Counter[str] = Counter()
    told: Counter[str] = Counter()
    for place, part in enumerate(parts):
        one = found[place]
        made[part.done] += 1
        right = {forms[p] for p in part.origins} == {forms[p] for p in one.base}
        paired[part.done] += right
        told[part.done] += right and _names(one) == part.done
    for name in made:
        print(
            f"  {name:17} {made[name]:5}  true origin {paired[name] / made[name]:7.2%}  "
            f"told as such {told[name] / made[name]:7.2%}"
        )


def _names(one: Pairing) -> str:
    if one.relation is Relation.AMENDED:
        return "moved and edited" if one.moved else "edited"
    if one.relation is Relation.KEPT:
        return "moved" if one.moved else "kept"
    return one.relation.value


# --- the true origin of changed paragraphs in real amendments ---


@dataclass(frozen=True, slots=True)
class Case:
    """Two texts and the pairs of changed paragraphs that are known to belong together."""

    base: list[str]
    proposed: list[str]
    origins: list[tuple[int, int]]


def party_cases() -> Iterator[tuple[str, Case]]:
    """Amendments of the manifesto, read as an import reads them.

    The true origin is told by place alone, never by likeness: a paragraph stands alone between
    two neighbours that did not change, in both texts (a replaced block of one against one in
    difflib's comparison of whole paragraphs).
    """
    for line in PARTY_AMENDMENTS.read_text("utf-8").splitlines():
        for change in json.loads(line)["changes"]:
            if change["before"] and change["after"]:
                base, proposed = (
                    [
                        block.text
                        for block in read_markdown(change[side].encode(), Path("x.md")).blocks
                        if not block.left_out
                    ]
                    for side in ("before", "after")
                )
                matcher = SequenceMatcher(None, base, proposed, autojunk=False)
                origins = [
                    (start, other)
                    for tag, start, end, other, other_end in matcher.get_opcodes()
                    if tag == "replace" and (end - start, other_end - other) == (1, 1)
                ]
                yield change["file"], Case(base, proposed, origins)


def code_cases() -> Iterator[tuple[str, Case]]:
    """Amended sections of the Code whose paragraphs bear the same labels in the same order.

    The label, such as (b)(2), is the true origin; the pairing does not see it.
    """
    with gzip.open(CODE_AMENDMENTS, "rt", encoding="utf-8") as lines:
        for case in map(json.loads, lines):
            if not case["before"] or not case["after"]:
                continue
            old, new = case["before"]["paras"], case["after"]["paras"]
            labels = [label for label, _ in old]
            if labels != [label for label, _ in new]:
                continue
            counts = Counter(labels)
            base, proposed = [text for _, text in old], [text for _, text in new]
            changed = [
                (place, place)
                for place, label in enumerate(labels)
                if label and counts[label] == 1 and form(base[place]) != form(proposed[place])
            ]
            heading = f"{case['before']['heading']} {case['section']}"
            yield heading, Case(base, proposed, changed)


def measure_origins() -> None:
    chance = random.Random(5)
    sets = (
        ("party amendments", PARTY_AMENDMENTS, party_cases),
        ("code amendments", CODE_AMENDMENTS, code_cases),
    )
    print("changed paragraphs paired with their true origin, without ids")
    for name, path, cases in sets:
        if not path.is_file():
            print(f"{path} is not there; {name} were not measured.", file=sys.stderr)
            continue
        tally: Counter[str] = Counter()
        for _, case in cases():
            places = list(range(len(case.proposed)))
            ordered = found_origins(case, places)
            chance.shuffle(places)
            scattered = found_origins(case, places)
            for (place, other), one, two in zip(case.origins, ordered, scattered, strict=True):
                is_reworded = kept(case.base[place], case.proposed[other]) >= 0.5
                tally.update({"all": 1, "ordered": one, "scattered": two})
                if is_reworded:
                    tally.update({"reworded": 1, "reworded ordered": one, "reworded alone": two})
                if not one:
                    print(f"    missed: {case.base[place][:60]!r} {case.proposed[other][:60]!r}")
        print(
            f"  {name:17} all: {tally['all']:4}, in order {share(tally, 'ordered', 'all')}, "
            f"shuffled {share(tally, 'scattered', 'all')}; "
            f"half of the words the same: {tally['reworded']:4}, "
            f"in order {share(tally, 'reworded ordered', 'reworded')}, "
            f"shuffled {share(tally, 'reworded alone', 'reworded')}"
        )


def share(tally: Counter[str], part: str, whole: str) -> str:
    return f"{tally[part] / max(1, tally[whole]):.2%}"


def found_origins(case: Case, places: Sequence[int]) -> list[bool]:
    """For each changed paragraph, whether its origin is found when all stand in this order."""
    pairings = align(case.base, [case.proposed[place] for place in places])
    found = {places[other]: one.base for one in pairings for other in one.proposed}
    return [place in found[other] for place, other in case.origins]


# --- proposals beside the platform ---


@dataclass(frozen=True, slots=True)
class Asked:
    """A paragraph of a proposal and what is known of it.

    Attributes:
        what: kept, changed or new.
        origin: the id of the position it comes from, empty for a new one.
        text: the words it had there.
        words_kept: share of its words that stand in its origin, in order.
    """

    what: str
    origin: str
    text: str
    words_kept: float
    found: ParagraphMatch

    @property
    def is_right(self) -> bool:
        """Whether its position is found, or one that says the same word for word."""
        same = bool(self.text) and form(self.found.base) == form(self.text)
        return same or self.found.position == self.origin


def measure_proposals() -> None:
    print("paragraphs of proposals matched to the platform, by search and words alone")
    for name, path, ask in (
        ("party amendments", PARTY_AMENDMENTS, ask_party),
        ("code amendments", CODE_AMENDMENTS, ask_code),
    ):
        if not path.is_file():
            print(f"{path} is not there; {name} were not measured.", file=sys.stderr)
            continue
        start = perf_counter()
        asked = list(ask())
        print(f"  {name}: {len(asked)} paragraphs in {perf_counter() - start:.1f} s")
        report_matched("changed", [one for one in asked if one.what == "changed"])
        half = [one for one in asked if one.what == "changed" and one.words_kept >= 0.5]
        report_matched("of these half of the words kept", half)
        report_matched("kept", [one for one in asked if one.what == "kept"])
        report_matched("new", [one for one in asked if one.what == "new"])


def report_matched(name: str, asked: Sequence[Asked]) -> None:
    if not asked:
        return
    right = sum(one.is_right for one in asked)
    verdicts = Counter(str(one.found.verdict) for one in asked)
    told = ", ".join(f"{verdict} {count}" for verdict, count in verdicts.most_common())
    print(f"    {name:32} {len(asked):5}  right {right / len(asked):7.2%}  ({told})")


def ask_party() -> Iterator[Asked]:
    """Each amended file beside the whole manifesto as it stood then, read by the importer."""
    state: dict[str, str] = {}
    for line in PARTY_AMENDMENTS.read_text("utf-8").splitlines():
        amendment = json.loads(line)
        changes = [one for one in amendment["changes"] if one["before"] and one["after"]]
        # A file that moved to another folder is the same file.
        state |= {Path(one["file"]).name: one["before"] for one in changes}
        for change in changes:
            yield from ask_file(state, Path(change["file"]).name, change["after"])
        if amendment["merged"]:
            state |= {Path(one["file"]).name: one["after"] for one in changes}


def ask_file(state: Mapping[str, str], name: str, after: str) -> Iterator[Asked]:
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        documents = {}
        for file, text in {**state, "proposal": after}.items():
            path = folder / f"{file}.md"
            path.write_text(text, "utf-8")
            with suppress(PolicyError):
                imported = import_file(path, Wanted(id=slug_from(file), kind=Kind.PLATFORM))
                documents[file] = imported.document
        if name not in documents or "proposal" not in documents:
            return
        old, new = paragraphs_of(documents[name]), paragraphs_of(documents.pop("proposal"))
        matcher = SequenceMatcher(
            None, [one.text for one in old], [one.text for one in new], autojunk=False
        )
        known: list[tuple[str, str, str, float]] = []
        parts: list[Part] = []
        for tag, start, end, other, other_end in matcher.get_opcodes():
            places: list[tuple[int, tuple[str, str, str, float]]] = []
            if tag == "replace" and (end - start, other_end - other) == (1, 1):
                share_kept = kept(old[start].text, new[other].text)
                truth = ("changed", old[start].id, old[start].text, share_kept)
                places = [(other, truth)]
            elif tag == "equal":
                steps = range(0, end - start, 10)
                places = [
                    (other + step, ("kept", old[start + step].id, old[start + step].text, 1.0))
                    for step in steps
                ]
            elif tag == "insert":
                places = [(place, ("new", "", "", 0.0)) for place in range(other, other_end)]
            for place, truth in places:
                known.append(truth)
                parts.append(Part(new[place].title, (new[place].text,)))
        if not parts:
            return
        found = match_all(parts, documents.values(), folder / "corpus")
        for truth, one in zip(known, found, strict=True):
            yield Asked(*truth, one)


def paragraphs_of(document: Document) -> list[Position]:
    """Each paragraph of a document as a position of its own, with the id that it stands under."""
    return [
        replace(position, text=text)
        for position in document.positions
        for text in split_paragraphs(position.text)
    ]


def ask_code() -> Iterator[Asked]:
    """Changed paragraphs of sections beside all sections as they stood before."""
    positions: list[Position] = []
    parts: list[Part] = []
    known: list[tuple[str, str, str, float]] = []
    seen: set[str] = set()
    for number, (heading, case) in enumerate(code_cases()):
        # A section that was amended several times stands in the code once.
        if heading in seen:
            continue
        seen.add(heading)
        id_ = f"code/s{number}"
        text = clean_prose("\n\n".join(map(clean_line, filter(str.strip, case.base))))
        title = clean_line(heading.translate({ord(mark): None for mark in "#{}"}))
        if not text or not title:
            continue
        positions.append(Position(id_, title, text))
        for place, other in case.origins:
            before, after = case.base[place], case.proposed[other]
            known.append(("changed", id_, before, kept(before, after)))
            parts.append(Part(heading, (case.proposed[other],)))
    header = Header("code", "Code", Kind.PLATFORM, "2021")
    with tempfile.TemporaryDirectory() as temporary:
        found = match_all(parts, [Document(header, tuple(positions))], Path(temporary))
    for truth, one in zip(known, found, strict=True):
        yield Asked(*truth, one)


def match_all(
    parts: Sequence[Part], documents: Iterable[Document], folder: Path
) -> tuple[ParagraphMatch, ...]:
    folder.mkdir(exist_ok=True)
    for document in documents:
        (folder / f"{document.id}.md").write_text(format_document(document), "utf-8")
    catalogue = Catalogue(folder, None)
    catalogue.refresh()
    engine = WhooshEngine(None)
    engine.update(catalogue)
    return match_proposal(parts, engine, catalogue).paragraphs


def kept(base: str, proposed: str) -> float:
    """Share of the words of both that are the same in order, as difflib counts it."""
    return SequenceMatcher(None, base.split(), proposed.split(), autojunk=False).ratio()


if __name__ == "__main__":
    sys.exit(main())
