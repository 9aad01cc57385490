"""Headings told from how they are set, where a source does not mark them or marks them wrongly."""

from dataclasses import replace

import pytest

from policytui.importers.blocks import Block, Look, Reading
from policytui.importers.outlining.entries import Outline, Use
from policytui.importers.outlining.looks import mark_headings
from policytui.importers.outlining.outline import build_outline
from policytui.importers.outlining.trimming import Account

_PLAIN = Look(size=11, style="Normal")
_PROSE = (
    "Councils should be able to buy homes that stand empty, and to let them to those who wait.",
    "Rents should rise no faster than wages, and every council should publish what is paid.",
    "Each village should have a bus on the hour, and the last one should leave at eleven.",
)


def reading(*blocks: tuple[str, Look] | tuple[str, Look, int] | str) -> Reading:
    made = []
    for line, block in enumerate(blocks, 1):
        text, look, *level = (block, _PLAIN) if isinstance(block, str) else block
        made.append(Block(text, line, look=look, level=level[0] if level else None))
    return Reading(tuple(made), "\n".join(block.text for block in made))


def headings(*blocks: tuple[str, Look] | tuple[str, Look, int] | str) -> list[str]:
    marked = mark_headings(reading(*blocks), Account())
    return [block.text for block in marked.blocks if block.level is not None]


def levels(*blocks: tuple[str, Look] | tuple[str, Look, int] | str) -> list[int]:
    marked = mark_headings(reading(*blocks), Account())
    return [block.level for block in marked.blocks if block.level is not None]


def look(**how: object) -> Look:
    return replace(_PLAIN, **how)


@pytest.mark.parametrize(
    "how",
    [
        look(is_bold=True),
        look(size=14),
        look(is_underlined=True),
        look(is_italic=True),
        look(style="Sub-section title"),
        look(size=10, is_bold=True, style="Minor heading"),
    ],
    ids=["bold", "large", "underlined", "italic", "named", "small but named"],
)
def test_what_is_set_apart_and_reads_like_a_heading_is_one(how: Look) -> None:
    found = headings(("Empty homes", how), _PROSE[0], ("What should rents follow?", how), _PROSE[1])
    assert found == ["Empty homes", "What should rents follow?"]


@pytest.mark.parametrize(
    ("text", "how"),
    [
        ("Nothing of this applies to towns.", look(is_bold=True)),
        ("Section 12 of the Act", look(size=8, is_bold=True, style="Margin")),
        ("and what is more", look(is_bold=True)),
        ("Homes\t4", look(is_bold=True)),
        ("A note of many words " * 8, look(is_bold=True)),
        ("12", look(is_bold=True)),
    ],
    ids=["a sentence", "a margin note", "rest of a line", "a contents entry", "long", "a number"],
)
def test_what_is_set_apart_but_reads_like_text_is_none(text: str, how: Look) -> None:
    heads = look(is_bold=True, size=16)
    found = headings(
        ("Homes", heads), _PROSE[0], (text, how), _PROSE[1], ("Buses", heads), _PROSE[2]
    )
    assert found == ["Homes", "Buses"]


def test_a_style_called_heading_that_paragraphs_bear_is_none() -> None:
    wrong = look(style="Heading 2")
    found = headings(
        ("Homes", look(is_bold=True)),
        (f"1.1 {_PROSE[0]}", wrong, 3),
        (f"1.2 {_PROSE[1]}", wrong, 3),
        ("Ten million pounds in 2020", wrong, 3),
        (f"1.3 {_PROSE[2]}", wrong, 3),
    )
    assert found == ["Homes"]


def test_a_paragraph_marked_as_a_heading_is_text_with_a_doubt() -> None:
    account = Account()
    marked = mark_headings(
        reading(
            ("Homes", look(size=16), 2),
            _PROSE[0],
            ("This one was marked by mistake, as its length and its stop show.", look(size=16), 2),
            ("Rents", look(size=16), 2),
            _PROSE[1],
        ),
        account,
    )
    assert [block.text for block in marked.blocks if block.level] == ["Homes", "Rents"]
    assert "reads like text" in account.doubts[0].message


def test_the_stronger_setting_stands_above_the_weaker() -> None:
    theme, part, point = look(size=18), look(is_bold=True), look(is_italic=True)
    assert levels(
        ("Homes", theme), ("Empty homes", part), ("In towns", point), _PROSE[0],
        ("Rents", part), _PROSE[1], ("Transport", theme), ("Buses", part), _PROSE[2],
    ) == [1, 2, 3, 2, 1, 2]  # fmt: skip


def test_headings_that_only_their_looks_tell_stand_between_those_that_are_marked() -> None:
    top, low, told = look(size=18), look(size=12), look(is_bold=True)
    found = levels(
        ("Homes", top, 2), ("Empty homes", low, 3), ("In towns", told), _PROSE[0],
        ("Transport", top, 2), ("Buses", low, 3), _PROSE[2],
    )  # fmt: skip
    assert found[0] < found[1] < found[2]


def outline(*blocks: tuple[str, Look] | str) -> Outline:
    return build_outline(reading(*blocks), "Plan")


def test_the_title_block_of_several_lines_is_the_title_and_no_heading() -> None:
    title = look(is_bold=True, is_centred=True)
    made = outline(
        ("A PLAN FOR", title), ("THE VALLEY AND ITS TOWNS", title), ("2021 No. 17", title),
        ("1. Homes", look(is_bold=True)), _PROSE[0], ("2. Rents", look(is_bold=True)), _PROSE[1],
    )  # fmt: skip
    assert made.title == "A PLAN FOR THE VALLEY AND ITS TOWNS"
    assert [section.title for section in made.sections] == ["1. Homes", "2. Rents"]
    assert [left.why for left in made.left_out] == [
        "the title of the document",
        "the title of the document",
        "stands below the title",
    ]


def test_a_contents_list_set_like_the_headings_is_left_out() -> None:
    bold = look(is_bold=True)
    names = ("Homes", "Rents", "Buses", "Trains", "Shops", "Trees")
    listed = [(name, bold) for name in names]
    body = [part for name in names for part in ((name, bold), f"{_PROSE[0]} ({name.lower()})")]
    made = outline(("Our plan", look(size=20)), *listed, *body)
    assert [section.title for section in made.sections] == list(names)
    assert [left.why for left in made.left_out].count("contents page") == len(names)


def test_a_numbered_introduction_and_contact_are_part_of_the_text() -> None:
    bold = look(is_bold=True)
    made = outline(
        ("1. Introduction", bold), "This paper was prepared by the policy team.",
        ("2. Homes", bold), _PROSE[0],
        ("3. Contact", bold), "Write to policy@example.org with any question.",
    )  # fmt: skip
    assert [section.title for section in made.sections] == [
        "1. Introduction",
        "2. Homes",
        "3. Contact",
    ]


def test_an_introduction_about_the_matter_stays_and_one_about_the_document_goes() -> None:
    bold = look(is_bold=True)
    made = outline(
        ("Introduction", bold), "Homes are too dear for those who work here.",
        ("Homes", bold), _PROSE[0], ("Rents", bold), _PROSE[1],
    )  # fmt: skip
    assert made.sections[0].title == "Introduction"
    about = outline(
        ("Introduction", bold), "This document sets out how to take part in the consultation.",
        ("Homes", bold), _PROSE[0], ("Rents", bold), _PROSE[1],
    )  # fmt: skip
    assert about.sections[0].title == "Homes"


def test_a_text_that_sets_nothing_apart_is_told_by_its_words() -> None:
    made = outline("Homes", _PROSE[0], "Rents", _PROSE[1])
    assert [section.title for section in made.sections] == ["Homes", "Rents"]


def test_every_block_is_an_entry_exactly_once() -> None:
    made = outline(
        ("Plan", look(size=20)), ("Homes", look(is_bold=True)), *_PROSE,
        ("Rents", look(is_bold=True)), _PROSE[1],
    )  # fmt: skip
    assert sorted(entry.line for entry in made.entries) == list(range(1, 8))
    assert {entry.use for entry in made.entries} == set(Use)
