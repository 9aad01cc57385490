"""A small round in our own words: a corpus, amendments to it, and the list that is called."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from policytui.conference.amendments.amendment import read_amendments
from policytui.conference.decisions.deciding import Decided, Decision
from policytui.conference.decisions.listed import Listed, list_for_decision
from policytui.conference.decisions.next_edition import Adopted
from policytui.conference.journal import Act, Journal
from policytui.conference.marshalling.marshalled import marshal
from policytui.conference.marshalling.outcome import Outcome
from policytui.corpus.markdown import read_document
from policytui.corpus.model import Document, Position
from policytui.drafts.begin import begin_amendment, begin_new_position, now, revise
from policytui.drafts.model import Draft, Submitter

PLAN = """\
+++
schema = 1
id = "plan"
title = "Our plan"
kind = "platform"
edition = "2021"
adopted = 2021-10-09
+++

# Our plan

## Homes {#homes-theme}

### Homes we share {#homes}

We will build ten thousand shared homes. Tenants should run them. Councils find the land.

### Repairs {#repairs}

A landlord mends a roof within a month.


## Shops {#shops-theme}

### Empty shops {#shops}

A shop that stands empty for a year is offered to the town.
"""
"""Laid out by hand: blank lines and a title of its own, which writing it anew would not keep."""

BUSES = """\
+++
schema = 1
id = "buses"
title = "On buses"
kind = "policy-paper"
edition = "2019"
+++

### Evening buses {#evening}

Every village has a bus until nine in the evening.

### Fares {#fares}

A child travels free of charge.
"""

NAME = Adopted("2026", date(2026, 10, 11), "Annual Conference 2026")


def write_texts(corpus: Path) -> Path:
    corpus.mkdir(parents=True, exist_ok=True)
    (corpus / "plan.md").write_text(PLAN, encoding="utf-8")
    (corpus / "buses.md").write_text(BUSES, encoding="utf-8")
    return corpus


def texts_of(corpus: Path) -> dict[str, Document]:
    found = [read_document(path) for path in corpus.glob("*.md")]
    return {document.id: document for document in found}


def amend(documents: dict[str, Document], position_id: str, old: str, new: str, id_: str) -> Draft:
    """An amendment that puts some words in place of others; all of the text for an empty `old`."""
    document = documents[position_id.partition("/")[0]]
    position = next(one for one in document.positions if one.id == position_id)
    assert old in position.text
    text = position.text.replace(old, new) if old else new
    submitter = Submitter(mover=f"Mover of {id_}", organisation="Anytown party")
    draft = begin_amendment(position, document.header, submitter)
    return replace(revise(draft, text=text), id=id_)


def insert(title: str, text: str, id_: str, document: str = "plan", theme: str = "") -> Draft:
    submitter = Submitter(mover=f"Mover of {id_}")
    draft = begin_new_position(title, submitter, document=document, theme=theme)
    return replace(revise(draft, text=text), id=id_)


def call(
    drafts: Sequence[Draft], documents: dict[str, Document], journal: Journal | None = None
) -> tuple[Listed, ...]:
    """The list in which drafts are called."""
    taken = [documents[id_] for id_ in sorted(documents)]
    amendments = read_amendments(drafts, taken)
    entries = journal.read() if journal else ()
    return list_for_decision(marshal(amendments, taken, entries), amendments, drafts)


def decided(**outcomes: str | Decision) -> dict[str, Decided]:
    """Decisions by the ids of amendments."""
    found = {}
    for id_, told in outcomes.items():
        decision = told if isinstance(told, Decision) else Decision(Outcome(told))
        found[id_] = Decided(decision, "", now())
    return found


def all_carried(listed: Sequence[Listed], votes: str = "120:80:3") -> dict[str, Decided]:
    return {one.id: Decided(Decision(Outcome.CARRIED, votes), "", now()) for one in listed}


def make_composite(journal: Journal, position: str, members: Sequence[str], text: str) -> None:
    """A composite to which every mover consents."""
    movers = [f"Mover of {member}" for member in members]
    details = {"position": position, "members": list(members), "movers": movers, "text": text}
    consents = [Act("composite.consent", "C1", {"mover": m, "answer": "given"}) for m in movers]
    journal.add(lambda _: [Act("composite.made", "C1", details), *consents])


def position_of(documents: dict[str, Document], id_: str) -> Position:
    document = documents[id_.partition("/")[0]]
    return next(one for one in document.positions if one.id == id_)


def files_of(folder: Path) -> dict[str, bytes]:
    """Every file of a folder with its content."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
