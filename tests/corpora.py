"""Small corpora in our own words, and strategies for corpora of any shape."""

from datetime import date
from pathlib import Path

from hypothesis import strategies as st

from policytui.corpus.model import ALL_NATIONS, Document, Header, Kind, Nation, Position, Role
from policytui.text import clean_line, clean_prose

PLATFORM = """\
+++
schema = 1
id = "platform"
title = "Our platform"
kind = "platform"
edition = "2016"
source = "Written for these tests"
+++

## Housing {#housing}

### Homes we share {#homes-we-share}

We will build 20,000 co-operative homes a year by 2030. Tenants should run them.

### Land for homes {#land-for-homes nations="england wales"}

Councils must publish what land they own.

Unused land goes to those who will build on it.

## Shops {#shops}

### Empty shops {#empty-shops}

A shop that stands empty for a year should be offered to the people of the town.
"""

CONSULTATION = """\
+++
schema = 1
id = "consultation-2021"
title = "Consultation 2021"
kind = "consultation"
edition = "2021"
closes = 2021-06-11T23:59:00+01:00
+++

## Care {#care}

### Right to own for carers {#right-to-own .background}

Carers should have a right to own the service they work for.

### What should stay {#question-1 .question}

What should stay as it is in our policy on care?

### What Wales has learned {#question-2 .question nations="wales"}

What can the rest of us learn from Wales?
"""


def write_corpus(folder: Path, **documents: str) -> Path:
    """A corpus folder with the documents given, or the two of this module."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in (documents or {"platform": PLATFORM, "consultation": CONSULTATION}).items():
        (folder / f"{name}.md").write_text(text, encoding="utf-8")
    return folder


def draft_id_of(path: str) -> str:
    """The id of the draft in a file that a command named."""
    return Path(path).stem


HOSTILE = "[/x] [@click=app.quit]go[/] \x1b[31mred\x1b[0m \x1b]0;title\x07 \u202eleft\u202c\x00 end"
"""Text that tries to be markup, an escape sequence, a direction mark and the end of a string."""

lines = st.text(max_size=30).map(clean_line)
titles = lines.filter(bool)
proses = (
    st.lists(
        st.one_of(
            st.text(max_size=40),
            st.sampled_from(
                [
                    "# x",
                    "---",
                    "===",
                    "```",
                    "- a",
                    "  ## b",
                    "\\# c",
                    "> # z",
                    "<!--",
                    "+++",
                    "a\n-",
                    "~~~",
                    "- ```",
                    "##B {#b}",
                    "\t## t {#t}",
                    "> ## x {#y}",
                    "- 1. # x {#y} ##",
                    "\\> ## x {#y}",
                    "####### s {#s}",
                    "  <!-- c",
                    "\\<!--",
                    "t {#t}",
                ]
            ),
        ),
        min_size=1,
        max_size=6,
    )
    .map("\n".join)
    .map(clean_prose)
    .filter(str.strip)
)
nation_sets = st.sampled_from([ALL_NATIONS, (Nation.WALES,), (Nation.ENGLAND, Nation.SCOTLAND)])


@st.composite
def documents(draw: st.DrawFn) -> Document:
    """Documents of any shape that the model allows."""
    nations = draw(nation_sets)
    header = Header(
        id="d",
        title=draw(titles),
        kind=draw(st.sampled_from(Kind)),
        edition=draw(titles),
        adopted=draw(st.one_of(st.none(), st.dates(date(1917, 1, 1)))),
        adopted_by=draw(lines),
        nations=nations,
        source=draw(lines),
        notice=draw(lines),
    )
    positions = tuple(
        Position(
            id=f"d/p{number}",
            title=draw(titles),
            text=draw(proses),
            themes=tuple(draw(st.lists(titles, max_size=4))),
            nations=draw(nation_sets),
            role=draw(st.sampled_from(Role)),
        )
        for number in range(draw(st.integers(1, 5)))
    )
    return Document(header, positions)
