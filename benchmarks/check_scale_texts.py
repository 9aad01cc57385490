"""Texts for measuring checks at scale: positions, and submissions whose origin is known.

Positions are real paragraphs of policy and law, filled up with text of a Markov chain made from
them. Submissions are made from known positions by a seeded hand, so that the right answer is
known, with real and made texts between them that come from nowhere.
"""

import csv
import gzip
import json
import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from policytui.checks.nearness.words import shingles_of, words_of
from policytui.corpus.catalogue import Catalogue
from policytui.corpus.markdown import format_document
from policytui.corpus.model import Document, Header, Kind, Position
from policytui.drafts.model import Draft, DraftKind
from policytui.search.analysis import STOP_WORDS
from policytui.text import clean_prose, split_paragraphs

DATA = Path(__file__).resolve().parents[1] / "../shared/data"
COPIED = ("3 % edited", "form letter", "15 % edited", "30 %, reversed", "in a letter")
OPPOSED = ("negated", "other number", "opposed verb", "in other words")
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


# --- texts as the program holds them ---


def read_texts(file: Path) -> tuple[list[str], list[Submission]]:
    content = json.loads(file.read_text("utf-8"))
    return content["positions"], [Submission(**one) for one in content["submissions"]]


def write_corpus(folder: Path, texts: Sequence[str]) -> Catalogue:
    """A corpus of positions in documents of 200, with its catalogue beside the folder."""
    folder.mkdir(exist_ok=True)
    for start in range(0, len(texts), PER_DOCUMENT):
        header = Header(f"p{start}", f"Part {start}", Kind.PLATFORM, "2026", source="made")
        held = [
            Position(f"p{start}/n{number}", f"Number {number}", clean_prose(text))
            for number, text in enumerate(texts[start : start + PER_DOCUMENT])
        ]
        content = format_document(Document(header, tuple(held)))
        (folder / f"p{start}.md").write_text(content, encoding="utf-8")
    catalogue = Catalogue(folder, folder.with_name(f"{folder.name}.sqlite"))
    catalogue.refresh()
    return catalogue


def place_of(position_id: str) -> int:
    """The place among all texts of a position of `write_corpus`."""
    part, _, number = position_id.partition("/n")
    return int(part[1:]) + int(number)


def drafts_of(submissions: Sequence[Submission]) -> list[Draft]:
    """New positions as drafts; their ids count from d0."""
    return [
        Draft(
            id=f"d{number}",
            kind=DraftKind.NEW_POSITION,
            title="A",
            created=MOMENT,
            updated=MOMENT,
            text=one.text,
        )
        for number, one in enumerate(submissions)
    ]
