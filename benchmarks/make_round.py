"""Makes a round of real texts with everything planted that a round brings, and tells what.

    python benchmarks/make_round.py FOLDER [--submissions N] [--seed S]

Writes FOLDER/corpus, FOLDER/conditions, FOLDER/inbox and FOLDER/truth.json: for every kind of
case the files or ids that were planted, and under "places" where each amendment puts which words.
The same seed gives the same round. Positions are paragraphs of the District of Columbia Code,
answers are real arguments on policy motions.
"""

import argparse
import json
import random
import sys
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from make_round_drafts import AFTER, ALL, CLOSES, DAY, END, OPENS, Making, is_available

from policytui.corpus.model import Position
from policytui.drafts.begin import revise
from policytui.drafts.model import DraftKind
from policytui.drafts.toml import format_draft


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--submissions", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    if not is_available():
        print("the texts are not there; nothing was made.", file=sys.stderr)
        return 0
    truth = make_round(args.folder, args.submissions, args.seed)
    print(json.dumps({name: len(those) for name, those in truth.items()}, indent=2))
    return 0


def make_round(folder: Path, submissions: int, seed: int = 1) -> dict[str, Any]:
    """Write a round of so many files; what was planted in it."""
    making = Making(folder, random.Random(seed), submissions)
    making.write_corpus()
    _Planting(making).plant_all()
    while making.files < submissions:
        making.truth["counted"].append(making.send(making.any()).id)
    truth: dict[str, Any] = {**making.truth, "places": making.places}
    (folder / "truth.json").write_text(json.dumps(truth, indent=1), encoding="utf-8")
    return truth


class _Planting:
    """What a round is sure to hold."""

    def __init__(self, making: Making) -> None:
        self.making = making
        self.truth = making.truth
        self.random = making.random

    def plant_all(self) -> None:
        making = self.making
        some = max(1, making.size // 100)
        for _ in range(some):
            self.plant_duplicates()
            self.plant_superseded()
            self.plant_refused()
        for _ in range(some):
            late = making.sealed(making.any(), CLOSES + DAY * self.random.randint(1, 9))
            self.truth["late"].append(making.write(late))
            position = self.random.choice(making.positions)
            blank = self.random.choice(
                (making.amendment(position, {}), replace(making.response("x"), answers=()))
            )
            self.truth["blank"].append(making.write(making.sealed(blank)))
        for position in making.reserved[:some]:
            self.plant_on(position)
        self.plant_campaign(some * 3, some)
        for number in range(0, len(making.letters) - 1, 2):
            self.plant_answers(*making.letters[number : number + 2])
        self.plant_hostile()

    # --- what does not count ---

    def plant_duplicates(self) -> None:
        making = self.making
        draft = making.send(making.any())
        self.truth["duplicate"].append(making.write(draft, f"copy-{making.files}.toml"))
        again = making.send(making.any())
        assert again.seal
        resealed = making.sealed(replace(again, seal=None), again.seal.at + timedelta(hours=3))
        self.truth["duplicate"].append(making.write(resealed, f"again-{making.files}.toml"))

    def plant_superseded(self) -> None:
        """The same person sends another wording of the same thing, or the same draft changed."""
        making = self.making
        first = making.sealed(making.any(), OPENS + DAY * 121)
        self.truth["superseded"].append(making.write(first))
        id_ = first.id if self.random.random() < 0.5 else f"{first.id}-b"
        text = first.text if first.kind is DraftKind.RESPONSE else f"{first.text} Better so."
        later = replace(revise(first, text=text), id=id_, reason="A better one.", seal=None)
        sealed = making.sealed(replace(later, updated=OPENS + DAY * 122), OPENS + DAY * 123)
        making.write(sealed, f"later-{making.files}.toml")
        if first.id in making.places:
            position, places = making.places[first.id]
            making.places[id_] = position, {**places, AFTER: "Better so."}

    def plant_refused(self) -> None:
        making = self.making
        broken = format_draft(making.sealed(making.any())).replace("Member ", "Nember ")
        self.truth["broken seal"].append(making.put(broken.encode(), f"broken-{making.files}.toml"))
        genuine = making.send(making.any())
        places = making.places.get(genuine.id)
        assert genuine.seal
        another = replace(making.any(), id=genuine.id)
        forged = making.sealed(another, genuine.seal.at + timedelta(days=1))
        self.truth["forged id"].append(making.write(forged, f"forged-{making.files}.toml"))
        if places:
            making.places[genuine.id] = places
        future = making.sealed(making.any(), datetime(2999, 1, 1, tzinfo=UTC))
        self.truth["future"].append(making.write(future))
        closed = making.sealed(making.response(consultation="consultation-2020"))
        self.truth["closed consultation"].append(making.write(closed))
        unsealed = format_draft(making.any()).encode()
        self.truth["unsealed"].append(making.put(unsealed, f"unsealed-{making.files}.toml"))
        wrong = format_draft(making.send(making.any())).replace('kind = "', 'kind = "un').encode()
        self.truth["schema"].append(making.put(wrong, f"schema-{making.files}.toml"))

    def plant_hostile(self) -> None:
        making = self.making
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
            self.truth["hostile"].append(making.put(data, name))
        self.truth["blank"].append(making.put(b"", "empty.toml"))
        large = making.inbox / "large.toml"
        with large.open("wb") as stream:
            stream.truncate(100_000_000)
        (making.inbox / "link.toml").symlink_to("/etc/hostname")
        making.files += 2
        self.truth["hostile"] += [large.name, "link.toml"]

    # --- amendments and answers that have to do with one another ---

    def plant_on(self, position: Position) -> None:
        """On one position everything that amendments can be to one another."""

        def amend(**places: str) -> str:
            named = {place.removeprefix("slot"): words for place, words in places.items()}
            return making.send(making.amendment(position, named)).id

        making = self.making
        one, two = (amend(slot0=making.fresh(position, 4)) for _ in range(2))
        self.truth["collision"].append([one, two])
        beside = amend(slot2=making.fresh(position, 4))
        self.truth["no collision"].append([one, beside])
        passage = making.fresh(position, 14)
        same = [amend(slot1=passage) for _ in range(3)]
        self.truth["identical"].append(same)
        other = passage.split(" ")
        other[1] = "otherwise"
        near = [amend(slot1=passage, **{END: "indeed,"}), amend(slot1=" ".join(other))]
        self.truth["near identical"].append([*same, *near])
        long = making.fresh(position, 16)
        half = " ".join([*long.split(" ")[:9], making.fresh(position, 9)])
        self.truth["not near"].append([amend(slot3=long), amend(slot3=half)])
        instead = amend(**{ALL: making.fresh(position, 20)})
        gone = amend(**{ALL: ""})
        self.truth["leave-out"].append([gone, instead])

    def plant_campaign(self, copies: int, variants: int) -> None:
        """A standard text to every question, and the same with a sentence of one's own."""
        making = self.making
        text = making.standard
        standard = [making.send(making.response(text)).id for _ in range(copies)]
        own = {}
        for n in range(variants):
            words = f"In my own town, number {n}, we have seen it."
            own[making.send(making.response(f"{text} {words}")).id] = words
        self.truth["campaign"].append({"standard": standard, "own": own})

    def plant_answers(self, letter: str, other: str) -> None:
        """Two nearly the same answers; one that shares a passage with them alone."""
        making = self.making
        words = letter.split(" ")
        nearly = " ".join([*words[:-4], "and", "furthermore", *words[-4:]])
        least = min(len(words), len(other.split(" ")))
        apart = " ".join([*words[: least // 3], *other.split(" ")])
        drafts = [making.send(making.response(text)) for text in (letter, nearly, apart)]
        one, two, three = (draft.id for draft in drafts)
        self.truth["near answers"].append([one, two])
        self.truth["apart answers"].append([one, three])


if __name__ == "__main__":
    sys.exit(main())
