"""Makes a round of real texts with everything planted that a round brings, and tells what.

    python benchmarks/make_round.py FOLDER [--submissions N] [--seed S]

Writes FOLDER/corpus, FOLDER/conditions, FOLDER/inbox and FOLDER/truth.json: for every kind of
case the files or ids that were planted. The same seed gives the same round. Positions are
paragraphs of the District of Columbia Code, answers are real arguments on policy motions.
"""

import argparse
import csv
import gzip
import json
import random
import sys
from collections import defaultdict
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from policytui.corpus.identity import slug_from
from policytui.corpus.markdown import format_document
from policytui.corpus.model import Document, Header, Kind, Nation, Position, Role
from policytui.drafts.begin import revise
from policytui.drafts.model import (
    Answer,
    Capacity,
    Contact,
    Draft,
    DraftKind,
    Event,
    Seal,
    State,
    Submitter,
    base_from,
)
from policytui.drafts.submission import content_digest
from policytui.drafts.toml import format_draft
from policytui.text import clean_line, clean_prose

DATA = Path(__file__).resolve().parents[1] / "../shared/data"
PARAGRAPHS = DATA / "dc-code-paragraphs.jsonl.gz"
ARGUMENTS = DATA / "pairs" / "arguments_train.csv"

OPENS = datetime(2021, 4, 1, tzinfo=UTC)
CLOSES = datetime(2021, 9, 1, 22, 59, 59, tzinfo=UTC)
CLOSED_BEFORE = datetime(2020, 9, 1, tzinfo=UTC)
DAY = timedelta(days=1)
PER_DOCUMENT = 150
SLOT = 8
"""Words of a position of which one amendment changes the middle ones: slots do not touch."""
CONDITIONS = """\
title = "Annual Conference 2021"
kinds = ["amendment", "new-position", "campaign-idea"]
opens = 2021-04-01T00:00:00Z
closes = 2021-09-01T22:59:59Z
"""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--submissions", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    if not is_available():
        print(f"{DATA} is not there; nothing was made.", file=sys.stderr)
        return 0
    truth = make_round(args.folder, args.submissions, args.seed)
    print(json.dumps({name: len(those) for name, those in truth.items()}, indent=2))
    return 0


def is_available() -> bool:
    """Whether the texts are on this machine."""
    return PARAGRAPHS.is_file() and ARGUMENTS.is_file()


def make_round(folder: Path, submissions: int, seed: int = 1) -> dict[str, list[Any]]:
    """Write a round of so many files; what was planted in it."""
    making = _Making(folder, random.Random(seed), submissions)
    making.write_corpus()
    making.plant_all()
    making.fill_up(submissions)
    text = json.dumps(making.truth, indent=1)
    (folder / "truth.json").write_text(text, encoding="utf-8")
    return dict(making.truth)


@dataclass
class _Making:
    folder: Path
    random: random.Random
    size: int
    truth: dict[str, list[Any]] = field(default_factory=lambda: defaultdict(list))

    def __post_init__(self) -> None:
        self.inbox = self.folder / "inbox"
        self.inbox.mkdir(parents=True, exist_ok=True)
        self.files = 0
        self.people = 0
        self.arguments = _arguments()
        self.fragments: list[list[str]] = []
        self.free: list[tuple[Position, int]] = []

    # --- what it is about ---

    def write_corpus(self) -> None:
        corpus = self.folder / "corpus"
        corpus.mkdir(exist_ok=True)
        (self.folder / "conditions").mkdir(exist_ok=True)
        (self.folder / "conditions" / "conference.toml").write_text(CONDITIONS)
        texts = _paragraphs(max(self.size // 8, 250))
        self.fragments = [text.split() for text in texts]
        self.headers: dict[str, Header] = {}
        self.positions: list[Position] = []
        for start in range(0, len(texts), PER_DOCUMENT):
            id_ = f"paper-{start // PER_DOCUMENT + 1}"
            title = f"Policy paper {start // PER_DOCUMENT + 1}"
            header = Header(id=id_, title=title, kind=Kind.POLICY_PAPER, edition="2020")
            positions = tuple(
                Position(f"{id_}/point-{n}", f"Point {n}", text, ("Proposals",))
                for n, text in enumerate(texts[start : start + PER_DOCUMENT], 1)
            )
            self.headers[id_] = header
            self.positions += positions
            self._write_document(corpus, Document(header, positions))
        for id_, title, closes in (
            ("consultation-2021", "Consultation 2021", CLOSES),
            ("consultation-2020", "Consultation 2020", CLOSED_BEFORE),
        ):
            header = Header(
                id=id_, title=title, kind=Kind.CONSULTATION, edition=id_[-4:], closes=closes
            )
            self.headers[id_] = header
            questions = tuple(
                Position(
                    f"{id_}/question-{n}",
                    f"Question {n}",
                    f"What should change in part {n}?",
                    ("Topic",),
                    role=Role.QUESTION,
                )
                for n in range(1, 9)
            )
            self._write_document(corpus, Document(header, questions))
        self.random.shuffle(self.positions)
        kept = len(self.positions) // 2
        self.reserved = self.positions[kept:]
        self.free = [
            (position, slot)
            for position in self.positions[:kept]
            for slot in range(len(position.text.split()) // SLOT)
        ]
        self.random.shuffle(self.free)

    @staticmethod
    def _write_document(corpus: Path, document: Document) -> None:
        (corpus / f"{document.id}.md").write_text(format_document(document), encoding="utf-8")

    # --- drafts ---

    def person(self) -> tuple[Submitter, Contact]:
        """Somebody who has sent nothing yet."""
        self.people += 1
        capacity = self.random.choice(tuple(Capacity))
        organisation = "" if capacity is Capacity.INDIVIDUAL else f"Branch {self.people % 300}"
        submitter = Submitter(
            mover=f"Member {self.people}",
            capacity=capacity,
            organisation=organisation,
            nation=self.random.choice((*Nation, None)),
        )
        return submitter, Contact(email=f"member{self.people}@example.org")

    def begin(self, kind: DraftKind, title: str, **changes: Any) -> Draft:
        submitter, contact = self.person()
        begun = OPENS + timedelta(minutes=self.random.randrange(60 * 24 * 120))
        letters = f"{self.random.getrandbits(32):08x}"
        draft = Draft(
            id=slug_from(f"{begun:%Y-%m-%d} {title[:30]} {self.people} {letters}"),
            kind=kind,
            title=title,
            created=begun,
            updated=begun,
            submitter=submitter,
            contact=contact,
            history=(Event(begun, "begun"),),
        )
        return replace(revise(draft, **changes), updated=begun)

    def amendment(self, position: Position, text: str) -> Draft:
        header = self.headers[position.document_id]
        return self.begin(
            DraftKind.AMENDMENT,
            position.title,
            base=base_from(position, header.title, header.edition),
            document=header.id,
            text=text,
            reason=self.argument(),
        )

    def amended(self, position: Position, slot: int) -> str:
        """The text of a position with other words in the middle of one slot."""
        words = position.text.split(" ")
        at = slot * SLOT + 2
        source = self.random.choice(self.fragments)
        start = self.random.randrange(max(1, len(source) - 6))
        mark = f"{self.random.choice(('fair', 'open', 'local', 'shared'))}{self.people}"
        new = [*source[start : start + self.random.randint(2, 5)], mark]
        return " ".join([*words[:at], *new, *words[at + 3 :]])

    def response(self, text: str = "", consultation: str = "consultation-2021") -> Draft:
        answers = tuple(
            Answer(
                f"{consultation}/question-{n}",
                f"What should change in part {n}?",
                text or (self.argument() if self.random.random() < 0.6 else ""),
            )
            for n in range(1, 9)
        )
        if not text:
            first = replace(
                answers[0], text=f"{self.argument()} As member {self.people} I add this."
            )
            answers = (first, *answers[1:])
        title = f"Answers to {self.headers[consultation].title}"
        return self.begin(DraftKind.RESPONSE, title, document=consultation, answers=answers)

    def argument(self) -> str:
        return clean_prose(self.random.choice(self.arguments))

    def any(self) -> Draft:
        """A submission like most: an amendment of words of its own, or a response."""
        if self.random.random() < 0.62 and self.free:
            position, slot = self.free.pop()
            return self.amendment(position, self.amended(position, slot))
        if self.random.random() < 0.05:
            kind = self.random.choice((DraftKind.NEW_POSITION, DraftKind.CAMPAIGN_IDEA))
            title = f"Idea {self.people}"
            return self.begin(kind, title, text=f"{self.argument()} ({title})", reason="New.")
        return self.response()

    def sealed(self, draft: Draft, at: datetime | None = None) -> Draft:
        moment = at or draft.created + timedelta(minutes=self.random.randrange(1, 60 * 24 * 20))
        sealed = replace(draft, state=State.SUBMITTED)
        return replace(sealed, seal=Seal(content_digest(sealed), moment))

    def write(self, draft: Draft, name: str = "") -> str:
        """Write a submission; the name of its file."""
        return self.put(format_draft(draft).encode(), name or f"{draft.id}.toml")

    def put(self, data: bytes, name: str) -> str:
        # Some hundred folders, as an export of a mailbox has them.
        place = self.inbox / f"mail-{self.files // 100:03}"
        place.mkdir(exist_ok=True)
        (place / name).write_bytes(data)
        self.files += 1
        return name

    def send(self, draft: Draft, at: datetime | None = None) -> Draft:
        sealed = self.sealed(draft, at)
        self.write(sealed)
        return sealed

    # --- what is planted ---

    def plant_all(self) -> None:
        some = max(1, self.size // 100)
        for _ in range(some):
            self.plant_duplicates()
            self.plant_superseded()
            self.plant_refused()
        for _ in range(some):
            late = self.sealed(self.any(), CLOSES + DAY * self.random.randint(1, 9))
            self.truth["late"].append(self.write(late))
            position = self.random.choice(self.positions)
            blank = self.random.choice(
                (self.amendment(position, position.text), replace(self.response("x"), answers=()))
            )
            self.truth["blank"].append(self.write(self.sealed(blank)))
        for position in self.reserved[: some * 2]:
            self.plant_on(position)
        self.plant_campaign(some * 3, some)
        self.plant_hostile()

    def plant_duplicates(self) -> None:
        draft = self.send(self.any())
        self.truth["duplicate"].append(self.write(draft, f"copy-{self.files}.toml"))
        again = self.send(self.any())
        assert again.seal
        resealed = self.sealed(replace(again, seal=None), again.seal.at + timedelta(hours=3))
        self.truth["duplicate"].append(self.write(resealed, f"again-{self.files}.toml"))

    def plant_superseded(self) -> None:
        """The same person sends another wording of the same thing, or the same draft changed."""
        first = self.sealed(self.any(), OPENS + DAY * 121)
        self.truth["superseded"].append(self.write(first))
        id_ = first.id if self.random.random() < 0.5 else f"{first.id}-b"
        text = first.text if first.kind is DraftKind.RESPONSE else f"{first.text} Better so."
        later = replace(revise(first, text=text), id=id_, reason="A better one.", seal=None)
        sealed = self.sealed(replace(later, updated=OPENS + DAY * 122), OPENS + DAY * 123)
        self.write(sealed, f"later-{self.files}.toml")

    def plant_refused(self) -> None:
        broken = format_draft(self.sealed(self.any())).replace("Member ", "Nember ")
        self.truth["broken seal"].append(self.put(broken.encode(), f"broken-{self.files}.toml"))
        genuine = self.send(self.any())
        assert genuine.seal
        other = self.sealed(replace(self.any(), id=genuine.id), genuine.seal.at + timedelta(days=1))
        self.truth["forged id"].append(self.write(other, f"forged-{self.files}.toml"))
        future = self.sealed(self.any(), datetime(2999, 1, 1, tzinfo=UTC))
        self.truth["future"].append(self.write(future))
        closed = self.sealed(self.response(consultation="consultation-2020"))
        self.truth["closed consultation"].append(self.write(closed))
        unsealed = format_draft(self.any()).encode()
        self.truth["unsealed"].append(self.put(unsealed, f"unsealed-{self.files}.toml"))
        wrong = format_draft(self.send(self.any())).replace('kind = "', 'kind = "un').encode()
        self.truth["schema"].append(self.put(wrong, f"schema-{self.files}.toml"))

    def plant_on(self, position: Position) -> None:
        """On one position: a collision, the same twice, nearly the same, and what falls."""
        slots = len(position.text.split()) // SLOT
        one = self.send(self.amendment(position, self.amended(position, 0)))
        two = self.send(self.amendment(position, self.amended(position, 0)))
        self.truth["collision"].append([one.id, two.id])
        text = self.amended(position, 1)
        same = [self.send(self.amendment(position, text)).id for _ in range(3)]
        self.truth["identical"].append(same)
        near = " ".join([*text.split(" ")[:-1], "indeed,", text.split(" ")[-1]])
        near_id = self.send(self.amendment(position, near)).id
        self.truth["near identical"].append([same[0], near_id])
        if slots > 2:
            beside = self.send(self.amendment(position, self.amended(position, 2)))
            self.truth["no collision"].append([one.id, beside.id])
        gone = self.send(self.amendment(position, ""))
        self.truth["falls"].append([gone.id, [one.id, two.id, *same, near_id]])

    def plant_campaign(self, copies: int, variants: int) -> None:
        text = " ".join(clean_prose(self.arguments[n]) for n in range(40, 46))
        standard = [self.send(self.response(text)).id for _ in range(copies)]
        own = []
        for n in range(variants):
            words = f"{text} In my own town, number {n}, we have seen it."
            own.append(self.send(self.response(words)).id)
        self.truth["campaign"].append({"standard": standard, "variants": own})

    def plant_hostile(self) -> None:
        for name, data in (
            ("bomb-keys.toml", b"a." * 400_000 + b"a = 1\n"),
            ("bomb-nested.toml", b"a = " + b"[" * 900_000),
            ("bomb-many.toml", b"".join(b"k%d = 1\n" % n for n in range(300_000))),
            ("bomb-tables.toml", b"[[answers]]\n" * 300_000),
            ("bomb-number.toml", b"schema = " + b"9" * 1_000_000 + b"\n"),
            ("not-utf8.toml", b"title = \xff\xfe"),
            ("..\\..\\windows\\evil.toml", b"schema = 1\n"),
            ("\x1b[31mred\u202e.toml", b"schema = 2\n"),
            ("=cmd|calc!A1.toml", b"schema = 3\n"),
            ("photo.jpg", b"\xff\xd8"),
        ):
            self.truth["hostile"].append(self.put(data, name))
        self.truth["blank"].append(self.put(b"", "empty.toml"))
        large = self.inbox / "large.toml"
        with large.open("wb") as stream:
            stream.truncate(100_000_000)
        self.files += 1
        self.truth["hostile"].append(large.name)
        (self.inbox / "link.toml").symlink_to("/etc/hostname")
        self.files += 1
        self.truth["hostile"].append("link.toml")

    def fill_up(self, submissions: int) -> None:
        """Ordinary submissions until there are so many files."""
        while self.files < submissions:
            self.truth["counted"].append(self.send(self.any()).id)


def _paragraphs(number: int) -> list[str]:
    found: list[str] = []
    seen: set[str] = set()
    with gzip.open(PARAGRAPHS, "rt", encoding="utf-8") as lines:
        for line in lines:
            text = clean_line(json.loads(line)["text"])
            if 40 <= len(text.split()) <= 150 and text not in seen and text[0].isalpha():
                found.append(text)
                seen.add(text)
                if len(found) == number:
                    break
    return found


def _arguments() -> list[str]:
    with ARGUMENTS.open(encoding="utf-8", newline="") as stream:
        return [row["argument"] for row in csv.DictReader(stream) if len(row["argument"]) > 60]


if __name__ == "__main__":
    sys.exit(main())
