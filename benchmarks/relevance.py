"""Ranking on the Cranfield collection, through the same index and query path as the program.

    python benchmarks/relevance.py

Writes the 1,400 abstracts as a corpus of Markdown documents, indexes it, asks the 225 questions
and prints nDCG@10 (a text is relevant or not, and graded) and MAP, beside plain BM25 and Whoosh as
it comes, computed in the same run. Plain BM25 sees the text alone, which begins with the title.
"""

import math
import re
import sys
import tempfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from policytui.corpus.catalogue import Catalogue
from policytui.corpus.markdown import format_document
from policytui.corpus.model import Document, Header, Kind, Position
from policytui.search.analysis import terms_of
from policytui.search.engine import Filters
from policytui.search.query import parse_query
from policytui.search.whoosh import WhooshEngine
from policytui.text import clean_line, clean_prose

DATA = Path(__file__).resolve().parents[1] / "../shared/data/cranfield"
DEPTH = 1000

Texts = dict[int, tuple[str, str]]
Judgements = dict[int, dict[int, int]]
Search = Callable[[str], list[int]]


def main() -> int:
    if not (DATA / "cran.all.1400").is_file():
        print(f"{DATA} is not there; ranking was not measured.", file=sys.stderr)
        return 0
    texts, questions, judgements = read_texts(), read_questions(), read_judgements()
    with tempfile.TemporaryDirectory() as folder:
        rows = {
            "policytui": policytui_search(texts, Path(folder)),
            "plain BM25": plain_bm25(texts),
            "Whoosh as it comes": whoosh_defaults(texts),
        }
        print(f"{'':20} nDCG@10  graded    MAP")
        for name, search in rows.items():
            found = {number: search(question) for number, question in questions.items()}
            binary, graded, average = measure(found, judgements)
            print(f"{name:20} {binary:7.4f} {graded:7.4f} {average:7.4f}")
    return 0


# --- the collection ---


def read_texts() -> Texts:
    """Title and text by number; the text begins with the title once more."""
    content = (DATA / "cran.all.1400").read_text(encoding="latin-1")
    texts: Texts = {}
    for record in re.split(r"^\.I ", content, flags=re.MULTILINE)[1:]:
        number, _, rest = record.partition("\n")
        fields = re.split(r"^\.([TABW])\n", rest, flags=re.MULTILINE)
        parts = dict(zip(fields[1::2], fields[2::2], strict=False))
        texts[int(number)] = (clean_line(parts.get("T", "")), clean_line(parts.get("W", "")))
    return texts


def read_questions() -> dict[int, str]:
    """Questions by their order in the file, which is how the judgements count them."""
    content = (DATA / "cran.qry").read_text(encoding="latin-1")
    parts = re.split(r"^\.I .*\n\.W\n", content, flags=re.MULTILINE)[1:]
    return {number: clean_line(part) for number, part in enumerate(parts, 1)}


def read_judgements() -> Judgements:
    """Gains by question and text; Cleverdon's 1 is the best and -1 the text that made it."""
    judgements: Judgements = {}
    for line in (DATA / "cranqrel").read_text().splitlines():
        question, text, grade = map(int, line.split())
        if 1 <= grade <= 4:
            judgements.setdefault(question, {})[text] = 5 - grade
    return judgements


# --- the searches ---


def policytui_search(texts: Texts, folder: Path) -> Search:
    corpus = folder / "corpus"
    corpus.mkdir()
    numbers = sorted(texts)
    for start in range(0, len(numbers), 100):
        id_ = f"cranfield-{start}"
        positions = tuple(
            Position(
                f"{id_}/n{number}",
                texts[number][0] or "Untitled",
                clean_prose(texts[number][1]) or "None.",
            )
            for number in numbers[start : start + 100]
        )
        document = Document(Header(id_, "Abstracts", Kind.POLICY_PAPER, "1960"), positions)
        (corpus / f"{id_}.md").write_text(format_document(document), encoding="utf-8")
    catalogue = Catalogue(corpus, None)
    problems = catalogue.refresh().problems
    assert not problems, problems[:3]
    engine = WhooshEngine(folder / "index")
    engine.update(catalogue)

    def search(question: str) -> list[int]:
        answer = engine.search(parse_query(question), Filters(), DEPTH)
        return [int(hit.id.rpartition("/n")[2]) for hit in answer.hits]

    return search


def plain_bm25(texts: Texts, k1: float = 1.2, b: float = 0.75) -> Search:
    """The textbook: the text as a bag of stems, no stop words."""
    bags = {
        number: Counter(term.stem for term in terms_of(text) if not term.is_stop)
        for number, (_, text) in texts.items()
    }
    frequency = Counter(stem for bag in bags.values() for stem in bag)
    lengths = {number: sum(bag.values()) for number, bag in bags.items()}
    mean = sum(lengths.values()) / len(lengths)

    def search(question: str) -> list[int]:
        scores: Counter[int] = Counter()
        for term in terms_of(question):
            df = frequency[term.stem]
            idf = math.log(1 + (len(bags) - df + 0.5) / (df + 0.5))
            for number, bag in bags.items():
                count = bag[term.stem]
                if count:
                    norm = k1 * (1 - b + b * lengths[number] / mean)
                    scores[number] += idf * count * (k1 + 1) / (count + norm)
        return [number for number, _ in scores.most_common(DEPTH)]

    return search


def whoosh_defaults(texts: Texts) -> Search:
    """Whoosh's own analyser, parser and BM25F over the fields title and text."""
    from whoosh import analysis, fields, qparser
    from whoosh.filedb.filestore import RamStorage

    stemming = analysis.StemmingAnalyzer()
    schema = fields.Schema(
        number=fields.STORED, title=fields.TEXT(stemming), text=fields.TEXT(stemming)
    )
    index = RamStorage().create_index(schema)
    writer = index.writer()
    for number, (title, text) in texts.items():
        writer.add_document(number=number, title=title, text=text)
    writer.commit()
    searcher = index.searcher()
    parser = qparser.MultifieldParser(["title", "text"], schema, group=qparser.OrGroup)

    def search(question: str) -> list[int]:
        words = " ".join(re.findall(r"\w+", question.lower()))
        return [hit["number"] for hit in searcher.search(parser.parse(words), limit=DEPTH)]

    return search


# --- the measures ---


def measure(found: dict[int, list[int]], judgements: Judgements) -> tuple[float, float, float]:
    """Means of nDCG@10 with gains of 0 and 1, nDCG@10 with Cleverdon's grades, and of precision."""
    rows = []
    for number, relevant in judgements.items():
        texts = found[number]
        alike = dict.fromkeys(relevant, 1)
        precision = _average_precision(texts, relevant)
        rows.append((_ndcg(texts, alike, 10), _ndcg(texts, relevant, 10), precision))
    binary, graded, average = (sum(column) / len(rows) for column in zip(*rows, strict=True))
    return binary, graded, average


def _ndcg(found: list[int], relevant: dict[int, int], depth: int) -> float:
    def discounted(values: list[int]) -> float:
        return sum(value / math.log2(rank + 2) for rank, value in enumerate(values[:depth]))

    ideal = discounted(sorted(relevant.values(), reverse=True))
    return discounted([relevant.get(number, 0) for number in found]) / ideal


def _average_precision(found: list[int], relevant: dict[int, int]) -> float:
    met, total = 0, 0.0
    for rank, number in enumerate(found, 1):
        if number in relevant:
            met += 1
            total += met / rank
    return total / len(relevant)


if __name__ == "__main__":
    sys.exit(main())
