"""The corpus of a made round, the people in it, and what they send; `make_round.py` plants with it.

Every amendment is built of places: a slot of eight words of which the three in the middle give way
to others, a word put in before the last one, a sentence after the end, or the whole position. No
word that is put in stands in the position already, so that what touches what is known beforehand.
"""

import csv
import gzip
import json
import random
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
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
STANDARD = 3
"""Paragraphs that the standard text of the campaign is made of."""
END, AFTER, ALL = "before the last word", "after the end", "all"
"""Places of a position beside its slots, which are named by their numbers."""
CONDITIONS = """\
title = "Annual Conference 2021"
kinds = ["amendment", "new-position", "campaign-idea"]
opens = 2021-04-01T00:00:00Z
closes = 2021-09-01T22:59:59Z
"""

Places = dict[str, str]
"""The words that an amendment puts in, by the place where it puts them."""


def is_available() -> bool:
    """Whether the texts are on this machine."""
    return PARAGRAPHS.is_file() and ARGUMENTS.is_file()


@dataclass
class Making:
    """A round that is being made.

    Attributes:
        truth: for every kind of case the files or ids that were planted.
        places: position and places of every amendment that was ever written, by its id.
    """

    folder: Path
    random: random.Random
    size: int
    truth: dict[str, list[Any]] = field(default_factory=lambda: defaultdict(list))
    places: dict[str, tuple[str, Places]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.inbox = self.folder / "inbox"
        self.inbox.mkdir(parents=True, exist_ok=True)
        self.files = 0
        self.people = 0
        self.arguments = _arguments()
        self.headers: dict[str, Header] = {}
        self.positions: list[Position] = []

    # --- what it is about ---

    def write_corpus(self) -> None:
        """Write the documents and the conditions, and choose what is planted on which position."""
        corpus = self.folder / "corpus"
        corpus.mkdir(exist_ok=True)
        (self.folder / "conditions").mkdir(exist_ok=True)
        (self.folder / "conditions" / "conference.toml").write_text(CONDITIONS)
        wanted, letters = max(self.size // 8, 250), max(self.size // 50, 20) + STANDARD
        texts = _paragraphs(wanted + 5 * letters)
        # Those that are no positions are sent in as answers which nobody else gives.
        texts, others = texts[:wanted], texts[wanted:]
        self.letters = _unlike(others)[:letters]
        self.standard = " ".join(self.letters.pop() for _ in range(STANDARD))
        self.fragments = [text.split() for text in texts]
        for start in range(0, len(texts), PER_DOCUMENT):
            id_ = f"paper-{start // PER_DOCUMENT + 1}"
            title = f"Policy paper {start // PER_DOCUMENT + 1}"
            header = Header(id=id_, title=title, kind=Kind.POLICY_PAPER, edition="2020")
            positions = tuple(
                Position(f"{id_}/point-{n}", f"Point {n}", text, ("Proposals",))
                for n, text in enumerate(texts[start : start + PER_DOCUMENT], 1)
            )
            self.positions += positions
            self._write(corpus, Document(header, positions))
        self._write_consultation(corpus, "consultation-2021", "Consultation 2021", CLOSES)
        self._write_consultation(corpus, "consultation-2020", "Consultation 2020", CLOSED_BEFORE)
        self.random.shuffle(self.positions)
        kept = len(self.positions) // 2
        self.reserved = self.positions[kept:]
        self.free = [
            (position, slot)
            for position in self.positions[:kept]
            for slot in range(len(position.text.split()) // SLOT)
        ]
        self.random.shuffle(self.free)

    def _write_consultation(self, corpus: Path, id_: str, title: str, closes: datetime) -> None:
        header = Header(
            id=id_, title=title, kind=Kind.CONSULTATION, edition=id_[-4:], closes=closes
        )
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
        self._write(corpus, Document(header, questions))

    def _write(self, corpus: Path, document: Document) -> None:
        self.headers[document.id] = document.header
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
            region=self.random.choice(("North West", "north west", "Mid Wales", "", "")),
        )
        return submitter, Contact(email=f"member{self.people}@example.org")

    def begin(self, kind: DraftKind, title: str, **changes: Any) -> Draft:
        """A draft of somebody new."""
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

    def amendment(self, position: Position, places: Places) -> Draft:
        """An amendment that puts words in at some places."""
        header = self.headers[position.document_id]
        draft = self.begin(
            DraftKind.AMENDMENT,
            position.title,
            base=base_from(position, header.title, header.edition),
            document=header.id,
            text=_amended(position.text, places),
            reason=self.argument(),
        )
        self.places[draft.id] = position.id, places
        return draft

    def fresh(self, position: Position, number: int) -> str:
        """Words of a real text of which none stands in a position, the last one like no other."""
        held = set(re.findall(r"\w+", position.text.casefold()))
        mark = f"{self.random.choice(('fair', 'open', 'local', 'shared'))}{self.random.random()}"
        words: list[str] = []
        while len(words) < number:
            source = self.random.choice(self.fragments)
            words += [word for word in source if word.isalpha() and word.casefold() not in held]
        return " ".join([*words[:number], mark.replace("0.", "")])

    def response(self, text: str = "", consultation: str = "consultation-2021") -> Draft:
        """Answers to a consultation: one text to every question, or real arguments to most."""
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
        """A real argument on a policy motion."""
        return clean_prose(self.random.choice(self.arguments))

    def any(self) -> Draft:
        """A submission like most: an amendment of words of its own, or a response."""
        if self.random.random() < 0.62 and self.free:
            position, slot = self.free.pop()
            return self.amendment(position, {str(slot): self.fresh(position, 3)})
        if self.random.random() < 0.05:
            kind = self.random.choice((DraftKind.NEW_POSITION, DraftKind.CAMPAIGN_IDEA))
            title = f"Idea {self.people}"
            return self.begin(kind, title, text=f"{self.argument()} ({title})", reason="New.")
        return self.response()

    def sealed(self, draft: Draft, at: datetime | None = None) -> Draft:
        """A draft as its writer sends it, within the days after it was begun."""
        moment = at or draft.created + timedelta(minutes=self.random.randrange(1, 60 * 24 * 20))
        sealed = replace(draft, state=State.SUBMITTED)
        return replace(sealed, seal=Seal(content_digest(sealed), moment))

    def write(self, draft: Draft, name: str = "") -> str:
        """Write a submission; the name of its file."""
        return self.put(format_draft(draft).encode(), name or f"{draft.id}.toml")

    def put(self, data: bytes, name: str) -> str:
        """Put a file into the inbox; its name."""
        # Some hundred folders, as an export of a mailbox has them.
        place = self.inbox / f"mail-{self.files // 100:03}"
        place.mkdir(exist_ok=True)
        (place / name).write_bytes(data)
        self.files += 1
        return name

    def send(self, draft: Draft, at: datetime | None = None) -> Draft:
        """Seal a draft and put it into the inbox."""
        sealed = self.sealed(draft, at)
        self.write(sealed)
        return sealed


def _amended(text: str, places: Mapping[str, str]) -> str:
    if ALL in places:
        return places[ALL]
    words = text.split(" ")
    if END in places:
        words[-1] = f"{places[END]} {words[-1]}"
    for place, new in places.items():
        if place.isdigit():
            at = int(place) * SLOT + 2
            words[at : at + 3] = [new, "", ""]
    amended = " ".join(word for word in words if word)
    return f"{amended} {places[AFTER]}" if AFTER in places else amended


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


def _unlike(texts: Iterable[str]) -> list[str]:
    """Those texts that have no four words in a row with one before them."""
    seen: set[str] = set()
    chosen = []
    for text in texts:
        words = re.findall(r"\w+", text.casefold())
        runs = {" ".join(words[at : at + 4]) for at in range(len(words) - 3)}
        if not runs & seen:
            chosen.append(text)
            seen |= runs
    return chosen


def _arguments() -> list[str]:
    with ARGUMENTS.open(encoding="utf-8", newline="") as stream:
        return [row["argument"] for row in csv.DictReader(stream) if len(row["argument"]) > 60]
