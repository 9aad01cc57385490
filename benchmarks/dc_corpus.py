"""Makes a large corpus of real prose, to measure with: paragraphs of the District of Columbia Code.

python benchmarks/dc_corpus.py FOLDER [--positions N]
"""

import argparse
import gzip
import json
import sys
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from policytui.corpus.identity import slug_from
from policytui.corpus.markdown import format_document
from policytui.corpus.model import Document, Header, Kind, Nation, Position
from policytui.text import clean_line, clean_prose

DATA = Path(__file__).resolve().parents[1] / "../shared/data/dc-code-paragraphs.jsonl.gz"
PER_DOCUMENT = 200
KINDS = tuple(Kind)
NATIONS = tuple(Nation)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--positions", type=int, default=10_000)
    args = parser.parse_args()
    if not is_available():
        print(f"{DATA} is not there; nothing was made.", file=sys.stderr)
        return 0
    made = make_corpus(args.folder, args.positions)
    print(f"{made} positions in {args.folder}")
    return 0


def is_available() -> bool:
    """Whether the paragraphs are on this machine."""
    return DATA.is_file()


def make_corpus(folder: Path, positions: int) -> int:
    """Write a corpus of so many positions; the number made."""
    folder.mkdir(parents=True, exist_ok=True)
    made = 0
    for number, paragraphs in enumerate(_chapters(positions)):
        document = _document(number, paragraphs)
        path = folder / f"{document.id}.md"
        path.write_text(format_document(document), encoding="utf-8")
        made += len(document.positions)
    return made


def _chapters(positions: int) -> Iterator[list[dict[str, str]]]:
    """Runs of paragraphs of one title of the Code, at most `PER_DOCUMENT` long."""
    with gzip.open(DATA, "rt", encoding="utf-8") as lines:
        chapter: list[dict[str, str]] = []
        for paragraph in islice(map(json.loads, lines), positions):
            is_new = chapter and chapter[0]["title"] != paragraph["title"]
            if is_new or len(chapter) >= PER_DOCUMENT:
                yield chapter
                chapter = []
            chapter.append(paragraph)
        if chapter:
            yield chapter


def _document(number: int, paragraphs: list[dict[str, str]]) -> Document:
    title = paragraphs[0]["title"]
    id_ = slug_from(f"dc code title {title} part {number}")
    header = Header(
        id=id_,
        title=f"Code of the District, title {title}, part {number}",
        kind=KINDS[number % len(KINDS)],
        edition=str(2000 + number % 25),
        source="District of Columbia Code of 2024-10-20",
    )
    taken: set[str] = set()
    positions = []
    for paragraph in paragraphs:
        heading = clean_line(f"{paragraph['heading'].rstrip('.')} {paragraph['path']}")
        heading = heading.replace("{", "(").replace("}", ")").strip("# ") or "Untitled"
        slug = slug_from(heading, taken)
        taken.add(slug)
        text = clean_prose(paragraph["text"]).strip() or "Repealed."
        theme = clean_line(paragraph["heading"]).replace("{", "(").replace("}", ")").strip("# ")
        positions.append(Position(f"{id_}/{slug}", heading, text, (theme or "Other",)))
    return Document(header, tuple(positions))


if __name__ == "__main__":
    sys.exit(main())
