"""Exported pages: whole by themselves, harmless, and told without colour."""

import re
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policytui.compare.words import Change, Op, compare_words
from policytui.export.comparison import Comparison
from policytui.export.html import format_html
from policytui.text import clean_prose, split_paragraphs

HOSTILE = "[/x] \x1b[31mred <script>alert(1)</script> ]]> &amp; \x00 \u202eabc\u200f \"'-->"
HARMLESS = "[/x] red <script>alert(1)</script> ]]> &amp;  abc \"'-->"
FAMILY = "👩\u200d👩\u200d👧"

EMPTY_TAGS = ("meta", "br")
MAY_STAND = {
    *("html", "head", "meta", "title", "style", "body", "main", "nav", "article", "section"),
    *("h1", "h2", "h3", "p", "ol", "li", "a", "div", "span", "ins", "del", "br"),
}

texts = st.text(st.sampled_from("ab c.\n\n\n\t1é👍🏽<&"), max_size=60).map(clean_prose)


class Page(HTMLParser):
    """A page read back.

    Attributes:
        paragraphs: for each class of section its paragraphs, without words for the ear alone.
        spoken: all words, as a screen reader says them.
    """

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[tuple[str, str]] = []
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.headings: list[tuple[str, str]] = []
        self.paragraphs: dict[str, list[str]] = {}
        self.kept = {"ins": "", "del": ""}
        self.spoken = ""
        self.feed(page)
        self.close()
        assert not self.open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes.update(name for name, _ in attrs)
        if tag == "br":
            self.handle_data("\n")
        if tag in EMPTY_TAGS:
            return
        self.open.append((tag, dict(attrs).get("class") or ""))
        if tag in ("h1", "h2", "h3"):
            self.headings.append((tag, ""))
        if tag in ("p", "li"):
            self.paragraphs.setdefault(self.section, []).append("")

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop()[0] == tag

    def handle_data(self, data: str) -> None:
        tags, classes = [tag for tag, _ in self.open], [name for _, name in self.open]
        if "sign" not in classes and "body" in tags:
            self.spoken += data
        if {"sign", "spoken"} & set(classes):
            return
        if tags[-1:] and tags[-1] in ("h1", "h2", "h3"):
            self.headings[-1] = (tags[-1], self.headings[-1][1] + data)
        if "p" in tags or "li" in tags:
            self.paragraphs[self.section][-1] += data
            if self.section == "changes" and "aside" not in classes:
                for other in self.kept.keys() - set(tags):
                    self.kept[other] += data

    @property
    def section(self) -> str:
        return next((name for tag, name in reversed(self.open) if tag == "section"), "")


def page_of(base: str, proposed: str, **fields: object) -> Page:
    changes = compare_words(base, proposed)
    comparison = Comparison(**{"title": "Homes", "changes": changes, **fields})  # type: ignore[arg-type]
    return Page(format_html([comparison], title="Amendments"))


def bare(text: str) -> str:
    return "".join(text.split())


def test_a_change_is_marked_and_spoken() -> None:
    page = format_html(
        [Comparison(title="Homes", changes=compare_words("Build 100 homes.", "Build 150 homes."))],
        title="Amendments",
    )
    assert (
        '<p dir="auto">Build <del><span class="spoken">Left out: </span>100</del>'
        '<ins><span class="spoken">Inserted: </span>150</ins> homes.</p>'
    ) in page
    assert re.search(r'ins::before.*content: "\+"', page)
    assert re.search(r'del::before.*content: "−"', page)


@pytest.mark.parametrize(
    ("base", "proposed", "said"),
    [
        ("A b.", "A.", "ALeft out:  b."),
        ("A. B.", "A.\n\nB.", "A.Left out: space Inserted: end of paragraph"),
        ("A.\n\nB.", "A. B.", "A.Inserted: space Left out: end of paragraph"),
        ("A  b", "A b", "Inserted: space"),
        ("A\nb", "A b", "Left out: line break"),
        ("", "A.", "Inserted: A."),
        ("A.", "", "Left out: A."),
        ("A.", "A.", "The two texts are the same."),
        ("", "", "The two texts are the same."),
    ],
)
def test_every_change_is_told_in_words(base: str, proposed: str, said: str) -> None:
    assert said in page_of(base, proposed).spoken


@pytest.mark.parametrize(
    ("base", "proposed"),
    [
        ("", ""),
        ("", "New.\n\nText."),
        ("Old.\n\nText.", ""),
        ("Same.", "Same."),
        ("One. Two.", "One.\n\nTwo."),
        (f"A {FAMILY} goes.", "A 👍🏽 goes to café."),
        ("שלום לכולם", "שלום לעולם"),
        ("+a+ −b− ¶ ·", "+a+ −c− ↵"),
        ("word " * 200_000 + "end", "word " * 200_000 + "finish"),
    ],
    ids=["nothing", "new", "gone", "same", "split", "emoji", "right-to-left", "marks", "megabyte"],
)
def test_both_texts_stand_before_after_and_in_the_marked_text(base: str, proposed: str) -> None:
    assert_both(base, proposed)


@given(texts, texts)
def test_both_texts_stand_there_whatever_they_are(base: str, proposed: str) -> None:
    assert_both(base, proposed)


def assert_both(base: str, proposed: str) -> None:
    page = page_of(base, proposed)
    assert page.paragraphs["before"] == (split_paragraphs(base) or ["(nothing)"])
    assert page.paragraphs["after"] == (split_paragraphs(proposed) or ["(nothing)"])
    assert bare(page.kept["del"]) == bare(proposed)
    assert bare(page.kept["ins"]) == bare(base)


def test_paragraphs_of_the_marked_text_are_those_of_the_texts() -> None:
    page = page_of("One.\n\nTwo.\n\nThree.", "One.\n\nTwo again.\n\nThree.")
    assert page.paragraphs["changes"] == ["One.", "Two again.", "Three."]


def test_a_page_tells_all_that_a_branch_asks() -> None:
    page = page_of(
        "A.",
        "B.",
        instruction=("Leave out “A”", "At end insert “C”"),
        reason="Fair.\n\nLate.",
        mover="Ada Byron",
        base_title="Platform 2024",
        proposed_title="Amendment 7",
        source=("Platform 2024, paragraph 12", "platform/homes"),
    )
    assert page.headings == [
        ("h1", "Amendments"),
        ("h2", "Homes"),
        ("h3", "Instruction"),
        ("h3", "Text with the changes marked"),
        ("h3", "Reason"),
        ("h3", "Before: Platform 2024"),
        ("h3", "After: Amendment 7"),
        ("h3", "Source"),
    ]
    assert page.paragraphs["instruction"] == ["Leave out “A”", "At end insert “C”"]
    assert page.paragraphs["reason"] == ["Fair.", "Late."]
    assert page.paragraphs["source"] == ["Platform 2024, paragraph 12", "platform/homes"]
    assert "Moved by Ada Byron" in page.spoken


def test_several_comparisons_have_a_list_of_contents() -> None:
    comparisons = [Comparison(title=title, changes=()) for title in ("Homes", "Rivers & <b>")]
    page = format_html(comparisons, title="Platform")
    assert re.findall('<a href="#(.*?)">(.*?)</a>', page) == [
        ("change-1", "Homes"),
        ("change-2", "Rivers &amp; &lt;b&gt;"),
    ]
    assert re.findall('<h2 id="(.*?)"', page) == ["change-1", "change-2"]
    assert "<nav" not in format_html(comparisons[:1], title="Platform")


def test_a_page_fetches_nothing_and_runs_nothing() -> None:
    page = format_html([Comparison(title="Homes", changes=())], title="Amendments")
    assert page.startswith('<!DOCTYPE html>\n<html lang="en-GB">')
    assert '<meta charset="utf-8">' in page
    assert "default-src 'none'" in page
    assert "prefers-color-scheme: dark" in page
    assert "@media print" in page
    assert not re.search(r"https?:|//|url\(|@import|<script|<link|src=|\son\w+=", page)


def test_hostile_text_is_only_text_in_every_field() -> None:
    comparison = Comparison(
        title=HOSTILE,
        changes=(Change(Op.EQUAL, HOSTILE, HOSTILE), Change(Op.INSERT, "", HOSTILE)),
        base_title=HOSTILE,
        proposed_title=HOSTILE,
        instruction=(HOSTILE, HOSTILE),
        reason=HOSTILE,
        mover=HOSTILE,
        source=(HOSTILE,),
    )
    text = format_html([comparison, comparison], title=HOSTILE)
    page = Page(text)
    assert page.tags <= MAY_STAND
    assert not {name for name in page.attributes if name.startswith("on")}
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\ufffe]", text)
    line = " ".join(HARMLESS.split())
    assert page.headings[:2] == [("h1", line), ("h2", line)]
    assert page.paragraphs["reason"] == [HARMLESS, HARMLESS]
    assert page.paragraphs["source"] == [line, line]
    assert page.paragraphs["before"] == [HARMLESS, HARMLESS]
