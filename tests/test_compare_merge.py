import json
import random
from collections import Counter
from itertools import combinations

import pytest
from conftest import SHARED
from hypothesis import given
from hypothesis import strategies as st

from policytui.compare.merge import (
    Agreed,
    Conflict,
    Side,
    apply_edits,
    edits_between,
    merge,
    touching,
)
from policytui.compare.words import is_word, tokenise

tangles = st.text(alphabet="ab 1.,\n-'", max_size=30)
words = st.sampled_from(
    ["we", "will", "build", "ten", "homes", "not", "10", ".", "\n\n", "é", "🏠"]
)
texts = st.lists(words, max_size=14).map(" ".join) | tangles
BASE = "We will build ten homes in every town."


def words_in(text):
    return Counter(filter(is_word, tokenise(text)))


def words_kept(merged, side):
    return words_in(
        " ".join(
            piece.text if isinstance(piece, Agreed) else getattr(piece, side)
            for piece in merged.pieces
        )
    )


# --- what a merge gives ---


@pytest.mark.parametrize(
    ("mine", "theirs", "merged"),
    [
        (
            "We will build twenty homes in every town.",
            "We will build ten homes in every city.",
            "We will build twenty homes in every city.",
        ),
        (
            "We shall build ten homes in every town.",
            "We will build ten council homes in every town.",
            "We shall build ten council homes in every town.",
        ),
        (
            "We will build twenty homes in every town.",
            "We will build ten flats in every town.",
            "We will build twenty flats in every town.",
        ),
        (
            "We will build ten homes in every town. We will insulate them.",
            "We will not build ten homes in every town.",
            "We will not build ten homes in every town. We will insulate them.",
        ),
        (
            "We will build ten homes in every town.\n\nWe will insulate them.",
            "We will build ten homes.",
            "We will build ten homes.\n\nWe will insulate them.",
        ),
    ],
)
def test_edits_of_different_words_merge(mine, theirs, merged):
    assert merge(BASE, mine, theirs).text == merged
    assert merge(BASE, theirs, mine).text == merged


@pytest.mark.parametrize(
    ("mine", "theirs", "conflict"),
    [
        (
            "We will build twenty homes in every town.",
            "We will build thirty homes in every town.",
            Conflict("ten", "twenty", "thirty"),
        ),
        (
            "We will not build ten homes in every town.",
            "We will gladly build ten homes in every town.",
            Conflict("", "not ", "gladly "),
        ),
        (
            "",
            "We will build ten homes in every city.",
            Conflict(BASE, "", "We will build ten homes in every city."),
        ),
        (
            "",
            BASE + " Soon.",
            Conflict(BASE, "", BASE + " Soon."),
        ),
    ],
)
def test_a_conflict_holds_both_sides(mine, theirs, conflict):
    merged = merge(BASE, mine, theirs)

    assert merged.text is None
    assert merged.conflicts == (conflict,)
    assert merged.settled([conflict.mine]) == mine
    assert merged.settled([conflict.theirs]) == theirs


def test_the_same_change_is_made_once():
    changed = "We will build twenty homes in every town and city."

    merged = merge(BASE, changed, changed)

    assert merged.text == changed
    assert {piece.by for piece in merged.pieces} == {Side.NEITHER, Side.BOTH}


def test_a_change_of_white_space_gives_way_to_a_change_of_words():
    spaced = "We  will build\nten homes in every town."
    reworded = "We shall build twelve homes in every town."

    assert merge(BASE, spaced, reworded).text.split() == reworded.split()
    assert merge("a .", "a.", "a b .").text.split() == ["a", "b", "."]


def test_a_paragraph_split_by_one_side_is_not_undone():
    base = "We will build. We will mend."
    merged = merge(base, "We will build.\n\nWe will mend.", "We will build. We shall mend.")

    assert merged.text == "We will build.\n\nWe shall mend."


def test_an_insertion_into_a_paragraph_that_goes_is_a_conflict():
    base = "First of all.\n\nWe will build homes.\n\nLast."

    merged = merge(base, "First of all.\n\nLast.", base.replace("homes.", "homes. Soon."))

    assert len(merged.conflicts) == 1


def test_a_new_paragraph_beside_one_that_goes_is_none():
    base = "First of all.\n\nWe will build homes.\n\nLast."

    merged = merge(base, "First of all.\n\nLast.", base.replace("We will", "New.\n\nWe will"))

    assert merged.text == "First of all.\n\nNew.\n\nLast."


def test_edits_follow_a_paragraph_that_the_other_side_moved():
    moved = "We will build ten homes in every town."
    others = "Trains run from early to late on all lines.\n\nBuses run every hour.\n\n"
    base, mine = f"{moved}\n\n{others}End here.", f"{others}{moved}\n\nEnd here."
    theirs = base.replace("ten", "twenty")

    assert merge(base, mine, theirs).text == mine.replace("ten", "twenty")
    assert merge(base, theirs, mine).text == mine.replace("ten", "twenty")


def test_choices_must_be_as_many_as_conflicts():
    with pytest.raises(ValueError, match="0 choices for 1 conflicts"):
        merge("a", "b", "c").settled([])


# --- what holds for any texts ---


@given(texts, texts)
def test_a_side_that_changes_nothing_gives_way(base, changed):
    assert merge(base, changed, base).text == changed
    assert merge(base, base, changed).text == changed
    assert merge(base, changed, changed).text == changed


@given(texts, texts, texts)
def test_swapping_the_sides_swaps_the_conflicts_and_nothing_else(base, mine, theirs):
    swap = {Side.MINE: Side.THEIRS, Side.THEIRS: Side.MINE}

    def swapped(piece):
        if isinstance(piece, Conflict):
            return Conflict(piece.base, piece.theirs, piece.mine)
        return Agreed(piece.base, piece.text, swap.get(piece.by, piece.by))

    assert merge(base, mine, theirs).pieces == tuple(map(swapped, merge(base, theirs, mine).pieces))


@given(texts, texts, texts)
def test_every_word_that_a_side_inserts_stands_in_the_text_or_in_a_conflict(base, mine, theirs):
    merged = merge(base, mine, theirs)

    for side, text in (("mine", mine), ("theirs", theirs)):
        inserted = sum((words_in(edit.text) for edit in edits_between(base, text)), Counter())
        assert inserted <= words_kept(merged, side)


@given(texts, texts, texts)
def test_words_that_one_side_leaves_out_and_the_other_touches_are_a_conflict(base, mine, theirs):
    merged = merge(base, mine, theirs)

    assert "".join(piece.base for piece in merged.pieces) == base
    for piece in merged.pieces:
        if isinstance(piece, Agreed) and piece.by is Side.NEITHER:
            assert piece.base == piece.text
    if not merged.conflicts:
        # What is gone from the text went by a side's own edit, never by the merge.
        gone = words_in(base) - words_in(merged.text)
        assert gone <= (words_in(base) - words_in(mine)) + (words_in(base) - words_in(theirs))


@given(texts, texts)
def test_edits_applied_give_the_proposed_text(base, proposed):
    edits = edits_between(base, proposed)

    assert apply_edits(base, edits) == proposed
    assert list(edits) == sorted(edits)
    points = [edit.start for edit in edits if edit.is_insertion]
    assert len(set(points)) == len(points)


@given(texts, st.lists(texts, max_size=4))
def test_every_edit_stands_in_exactly_one_group(base, proposals):
    edits = {edit for text in proposals for edit in edits_between(base, text)}

    groups = touching(base, edits)

    assert sorted(edit for group in groups for edit in group) == sorted(edits)


# --- bad input ---


@pytest.mark.parametrize(
    ("base", "mine", "theirs", "merged"),
    [
        ("", "", "", ""),
        ("", "a", "", "a"),
        ("", "a", "b", None),
        ("a", "", "", ""),
        ("a b", "", "a b", ""),
        (" \n ", "\n", " \n ", "\n"),
        ("a\r\nb c", "a\nb c", "a\r\nb d", "a\nb d"),
        ("cafe\u0301 culture", "cafe\u0301 cultures", "café culture", "café cultures"),
        ("homes 🏠 here", "homes 🏡 here", "homes 🏠 there", "homes 🏡 there"),
        ("שלום עולם טוב", "שלום עולם רע", "היי עולם טוב", "היי עולם רע"),
        ("a\n=======\nb", "a\n<<<<<<<\nb", "a\n=======\nc", "a\n<<<<<<<\nc"),
        ("a [-b-] c", "a [-b-] {+d+}", "x [-b-] c", "x [-b-] {+d+}"),
    ],
)
def test_unusual_texts_merge_like_any_other(base, mine, theirs, merged):
    assert merge(base, mine, theirs).text == merged


def test_a_paragraph_of_a_megabyte_merges():
    base = "We will build ten homes in every town and city. " * 22_000

    merged = merge(base, "Soon " + base, base + "At last.")

    assert len(base) > 1_000_000
    assert merged.text == "Soon " + base + "At last."


# --- real amendments ---


def test_no_merge_of_real_amendments_drops_a_word():
    path = SHARED / "data/openpolitics-amendments.jsonl"
    if not path.is_file():
        pytest.skip("the amendment data lies beside the project, not in it, and is absent here")
    sides: dict[tuple[str, str], set[str]] = {}
    for line in path.read_text("utf-8").splitlines():
        for change in json.loads(line)["changes"]:
            if change["before"] and change["after"]:
                sides.setdefault((change["file"], change["before"]), set()).add(change["after"])
    triples = [
        (base, mine, theirs)
        for (_, base), texts in sorted(sides.items())
        for mine, theirs in combinations(sorted(texts), 2)
    ]

    for base, mine, theirs in random.Random(3).sample(triples, 25):
        merged = merge(base, mine, theirs)
        for side, text in (("mine", mine), ("theirs", theirs)):
            assert words_in(text) - words_in(base) <= words_kept(merged, side)
