"""Headings and words of real Word files: how many are found, how many are false, none lost.

Run: python benchmarks/import_word.py [--misses]
The truth is the file's own mark-up (.akn with 13 headings or more), else `headings_truth.json`,
made by looking at the rendered pages. Prints a table per file and the pooled figures.
"""

import argparse
import json
import re
import sys
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree

from rapidfuzz.distance import LCSseq

from policytui.errors import PolicyError
from policytui.importers.importing import Source, Wanted, make_import, open_source
from policytui.importers.outlining.entries import Use
from policytui.importers.readers.confined import ConfinedReader

DATA = Path(__file__).parents[2] / "shared" / "data"
FILES = DATA / "uk-gov-docx"
TRUTH = Path(__file__).with_name("headings_truth.json")
LEAST_MARKED = 13
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_NUMBER = re.compile(
    r"^(?:(?:chapter|part|section|annex|appendix|schedule)\s+(?=\w{1,4}[.:]?\s+\w))?"
    r"(?:\(?[0-9ivxlcIVXLC]+(?:\.[0-9]+)*[.):]*|\(?[a-zA-Z][.)]|[A-Z](?=\s))\s+",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Score:
    truth: int
    found: int
    right: int
    missed: list[str]
    false: list[str]


def shape(text: str) -> str:
    """A heading without its number, for sources differ in whether the number is text."""
    words = " ".join(text.split())
    return " ".join(re.findall(r"\w+", _NUMBER.sub("", words).casefold()))


def marked_truth(path: Path) -> list[str]:
    """The headings that an .akn marks; where it has none, a reader may still see some."""
    nodes = ElementTree.parse(path).iter()
    return [shape("".join(n.itertext())) for n in nodes if n.tag.rpartition("}")[2] == "heading"]


def paragraphs(path: Path) -> list[str]:
    """Every paragraph of the body in document order, without those of fallbacks."""
    with zipfile.ZipFile(path) as package:
        root = ElementTree.fromstring(package.read("word/document.xml"))
    found: list[str] = []

    def walk(node: ElementTree.Element) -> None:
        for child in node:
            if child.tag == _FALLBACK:
                continue
            if child.tag == f"{_W}p":
                found.append("".join(own_text(child)))
            walk(child)

    walk(root)
    return found


def own_text(paragraph: ElementTree.Element) -> Iterator[str]:
    for child in paragraph:
        if child.tag in (f"{_W}p", _FALLBACK, f"{_W}del"):
            continue
        if child.tag == f"{_W}t":
            yield child.text or ""
        elif child.tag in (f"{_W}tab", f"{_W}br"):
            yield " "
        yield from own_text(child)


def score(truth: Sequence[str], found: Sequence[str], either: Sequence[str] = ()) -> Score:
    truth = [text for text in truth if text]
    # A heading broken over two lines is one to us and two to those who count lines.
    joined = {f"{one} {other}": (one, other) for one, other in pairwise(truth)}
    found = [part for text in found for part in joined.get(text, (text,))]
    pairs = LCSseq.opcodes(list(truth), list(found))
    right = sum(op.src_end - op.src_start for op in pairs if op.tag == "equal")
    missed = [t for op in pairs if op.tag != "equal" for t in truth[op.src_start : op.src_end]]
    false = [f for op in pairs if op.tag != "equal" for f in found[op.dest_start : op.dest_end]]
    allowed = list(either)
    for text in list(false):
        if text in allowed:
            allowed.remove(text)
            false.remove(text)
    return Score(len(truth), right + len(false), right, missed, false)


def headings_of(source: Source) -> list[str]:
    entries = source.outline.entries
    return [shape(e.text) for e in entries if e.use is Use.HEADING and not e.is_added]


def words_in_order(path: Path, source: Source) -> float:
    """Share of the document's words that the blocks hold in the same order."""
    words = re.findall(r"\w+", " ".join(paragraphs(path)).casefold())
    blocks = " ".join(block.text for block in source.reading.blocks)
    kept = re.findall(r"\w+", blocks.casefold())
    return LCSseq.similarity(words, kept) / max(len(words), 1)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--misses", action="store_true", help="list what was missed or false")
    options = parser.parse_args()
    if not FILES.is_dir():
        sys.exit(f"{FILES} is not there")
    by_eye = json.loads(TRUTH.read_text())["files"]
    pools: dict[str, list[Score]] = {"akn": [], "akn, by eye": [], "by eye": []}
    print(f"{'file':34} {'truth':12} {'n':>4} {'recall':>7} {'precis.':>7} {'words':>7}  account")
    with ConfinedReader() as reader:
        for path in sorted(FILES.glob("*.docx")):
            try:
                source = open_source(path, reader=reader)
                count = make_import(source, source.outline, Wanted()).words
            except PolicyError as error:
                print(f"{path.stem:34} {error}")
                continue
            order = words_in_order(path, source)
            account = "balances" if count.balances else f"LOST {count.lost[:5]} {count}"
            rows = list(judge(path, headings_of(source), by_eye))
            for name, result in rows or [("-", Score(0, 0, 0, [], []))]:
                if name in pools:
                    pools[name].append(result)
                print(
                    f"{path.stem:34} {name:12} {result.truth:4} "
                    f"{result.right / max(result.truth, 1):7.3f} "
                    f"{result.right / max(result.found, 1):7.3f} {order:7.4f}  {account}"
                )
                if options.misses:
                    print("    missed:", result.missed, "\n    false:", result.false)
    for name, scores in pools.items():
        truth = sum(score.truth for score in scores)
        found = sum(score.found for score in scores)
        right = sum(score.right for score in scores)
        print(
            f"{name} ({len(scores)} files, {truth} headings): recall {right / max(truth, 1):.3f}, "
            f"precision {right / max(found, 1):.3f}"
        )


def judge(
    path: Path, found: list[str], by_eye: dict[str, dict[str, list[int]]]
) -> Iterator[tuple[str, Score]]:
    """The scores of one file against each truth there is for it."""
    mark_up = path.with_suffix(".akn")
    marked = marked_truth(mark_up) if mark_up.exists() else []
    is_marked = len(marked) >= LEAST_MARKED
    if is_marked:
        yield "akn", score(marked, found)
    if path.name in by_eye:
        texts = [shape(text) for text in paragraphs(path)]
        truth = [texts[at] for at in by_eye[path.name]["headings"]]
        either = [texts[at] for at in by_eye[path.name]["either"]]
        yield ("akn, by eye" if is_marked else "by eye"), score(truth, found, either)


if __name__ == "__main__":
    main()
