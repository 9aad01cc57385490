"""Outlines mended by hand: every edit does what it says, and none loses or invents a word."""

from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policytui.errors import UsageError
from policytui.importers.outlining.editing import Action, Edit, apply_edit, apply_edits
from policytui.importers.outlining.entries import Entry, Outline, Use
from policytui.importers.outlining.outline import build_outline
from policytui.importers.prose import words_of
from policytui.importers.readers.text.plain_text import read_markdown
from policytui.importers.report import Doubt

_TEXT = """\
# Plan

## Housing

### Empty homes

Councils should be able to buy them.

They stand empty for years.

### Rents

Rents should follow wages.
"""


@pytest.fixture
def plan() -> Outline:
    return build_outline(read_markdown(_TEXT.encode(), Path("plan.md")), "Plan")


def place(outline: Outline, text: str) -> int:
    return next(at for at, entry in enumerate(outline.entries) if entry.text.startswith(text))


def shape(outline: Outline) -> list[tuple[tuple[str, ...], str, str]]:
    return [(section.themes, section.title, section.text) for section in outline.sections]


def edited(outline: Outline, action: Action, text: str, **more: object) -> Outline:
    return apply_edit(outline, Edit(action, place(outline, text), **more))


_WHOLE = "Councils should be able to buy them.\n\nThey stand empty for years."
_RENTS = "Rents should follow wages."


@pytest.mark.parametrize(
    ("action", "text", "result"),
    [
        (
            Action.PROMOTE,
            "Rents",
            [(("Housing",), "Empty homes", _WHOLE), ((), "Rents", _RENTS)],
        ),
        (
            Action.DEMOTE,
            "Rents",
            [
                (("Housing", "Empty homes"), "Empty homes", _WHOLE),
                (("Housing", "Empty homes"), "Rents", _RENTS),
            ],
        ),
        (
            Action.TEXT,
            "Rents",
            [(("Housing",), "Empty homes", f"{_WHOLE}\n\nRents\n\n{_RENTS}")],
        ),
        (
            Action.LEAVE_OUT,
            "They stand",
            [
                (("Housing",), "Empty homes", "Councils should be able to buy them."),
                (("Housing",), "Rents", _RENTS),
            ],
        ),
        (
            Action.JOIN,
            "They stand",
            [
                (("Housing",), "Empty homes", _WHOLE.replace("\n\n", " ")),
                (("Housing",), "Rents", _RENTS),
            ],
        ),
        (
            Action.HEADING,
            "They stand",
            [
                (("Housing",), "Empty homes", "Councils should be able to buy them."),
                (("Housing",), "Rents", _RENTS),
            ],
        ),
    ],
)
def test_an_edit_changes_the_positions_as_it_says(
    plan: Outline, action: Action, text: str, result: list[tuple[tuple[str, ...], str, str]]
) -> None:
    assert shape(edited(plan, action, text)) == result


def test_a_text_split_at_a_word_can_be_headed_by_its_first_part(plan: Outline) -> None:
    at = place(plan, "They stand")
    edits = [Edit(Action.SPLIT, at, offset=len("They st")), Edit(Action.HEADING, at)]
    titles = [(title, text) for _, title, text in shape(apply_edits(plan, edits))]
    assert ("They stand", "empty for years.") in titles


def test_a_renamed_heading_keeps_the_words_of_the_source_in_the_account(plan: Outline) -> None:
    renamed = edited(plan, Action.RENAME, "Rents", title="  Fair\trents ")
    assert renamed.sections[-1].title == "Fair rents"
    assert "Rents" in renamed.headings
    reworded = edited(plan, Action.RENAME, "Empty homes", title="Houses that nobody lives in")
    assert "Empty homes" not in reworded.headings
    assert ("Empty homes", "this heading now reads “Houses that nobody lives in”") in [
        (left.text, left.why) for left in reworded.left_out
    ]
    back = edited(renamed, Action.RENAME, "Rents", title="")
    assert back.sections[-1].title == "Rents"


def test_what_was_left_out_is_listed_and_can_be_taken_in_again(plan: Outline) -> None:
    gone = edited(plan, Action.LEAVE_OUT, "They stand")
    assert ("They stand empty for years.", "left out by hand") in [
        (left.text, left.why) for left in gone.left_out
    ]
    assert shape(edited(gone, Action.TEXT, "They stand")) == shape(plan)


def test_what_is_taken_as_right_is_doubtful_no_more(plan: Outline) -> None:
    doubted = replace(plan, doubts=(Doubt(5, "is it a heading?"), Doubt(0, "no year")))
    kept = edited(doubted, Action.KEEP, "Empty homes")
    assert kept.doubts == (Doubt(0, "no year"),)
    assert kept.entries == plan.entries


@pytest.mark.parametrize(
    ("edit", "message"),
    [
        (Edit(Action.PROMOTE, 1), "at the top"),
        (Edit(Action.DEMOTE, 3), "Only a heading"),
        (Edit(Action.HEADING, 1), "heading already"),
        (Edit(Action.TEXT, 3), "text already"),
        (Edit(Action.JOIN, 1), "nothing before"),
        (Edit(Action.SPLIT, 3, offset=0), "nothing to split"),
        (Edit(Action.SPLIT, 3, offset=9999), "nothing to split"),
        (Edit(Action.RENAME, 3, title="New"), "Only a heading"),
        (Edit(Action.TEXT, 99), "no such place"),
        (Edit(Action.TEXT, -1), "no such place"),
    ],
)
def test_an_edit_that_makes_no_sense_is_refused_in_words(
    plan: Outline, edit: Edit, message: str
) -> None:
    with pytest.raises(UsageError, match=message):
        apply_edit(plan, edit)


_ENTRIES = st.lists(
    st.builds(
        Entry,
        text=st.sampled_from(["Homes", "Rents rise", "We need\nhomes for all", "a b c d e"]),
        line=st.integers(1, 9),
        use=st.sampled_from(Use),
        level=st.integers(1, 4),
        is_tight=st.booleans(),
        is_added=st.booleans(),
    ),
    max_size=8,
)
_EDITS = st.lists(
    st.builds(
        Edit,
        action=st.sampled_from(Action),
        at=st.integers(0, 8),
        offset=st.integers(0, 20),
        title=st.sampled_from(["", "Another name"]),
    ),
    max_size=12,
)


def all_words(outline: Outline) -> Counter[str]:
    kept = [section.text for section in outline.sections]
    texts = [*kept, *outline.headings, *(left.text for left in outline.left_out)]
    return Counter(word for text in texts for word in words_of(text))


@given(_ENTRIES, _EDITS)
def test_no_run_of_edits_loses_or_invents_a_word(entries: list[Entry], edits: list[Edit]) -> None:
    # Only a heading can be one that stands nowhere in the source.
    entries = [
        entry
        for entry in entries
        if not entry.is_added or (entry.use is Use.HEADING and "\n" not in entry.text)
    ]
    outline = Outline("", tuple(entries), name="Plan")
    before = all_words(outline)
    for edit in edits:
        try:
            outline = apply_edit(outline, edit)
        except UsageError:
            continue
        assert all_words(outline) == before
