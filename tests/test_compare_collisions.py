from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policytui.compare.collisions import (
    Amendment,
    CollisionKind,
    Together,
    amendment_between,
    apply_together,
)
from policytui.compare.merge import Edit, merge

BASE = "We will build ten new homes in every town. We will mend the old ones."
words = st.sampled_from(["we", "will", "build", "ten", "homes", "not", "10", ".", "\n\n"])
texts = st.lists(words, max_size=10).map(" ".join) | st.text(alphabet="ab .\n", max_size=15)
NAMES = "PQRS"


def together(base, *proposals):
    return apply_together(
        base, [amendment_between(*pair) for pair in zip(NAMES, [base] * 9, proposals, strict=False)]
    )


def collide(*proposals, base=BASE):
    (collision,) = together(base, *proposals).collisions
    return collision


@pytest.mark.parametrize(
    ("one", "other", "text"),
    [
        (
            BASE.replace("ten", "twenty"),
            BASE.replace("town", "city"),
            BASE.replace("ten", "twenty").replace("town", "city"),
        ),
        (
            BASE.replace("new ", ""),
            BASE.replace("homes", "homes and flats"),
            BASE.replace("new ", "").replace("homes", "homes and flats"),
        ),
        (BASE, BASE.replace("ten", "twenty"), BASE.replace("ten", "twenty")),
        (
            BASE.replace("ten new", "ten\nnew"),
            BASE.replace("ten new homes", "flats"),
            BASE.replace("ten new homes", "flats"),
        ),
    ],
)
def test_amendments_of_different_words_give_one_text(one, other, text):
    assert together(BASE, one, other) == Together(text, (), ())


def test_one_change_made_by_two_collides_with_itself_nowhere():
    """Not even where a third leaves out everything, and so brings all changes into one group."""
    twice = BASE.replace("ten", "twenty")
    found = together(BASE, twice, twice.replace("town", "city"), "").collisions
    assert [(one.first.names + one.second.names) for one in found if one.outer is None] == []
    assert {name for one in found for name in one.first.names + one.second.names} == set("PQR")


@pytest.mark.parametrize(
    ("one", "other", "kind", "outer", "words"),
    [
        (
            BASE.replace("ten", "twenty"),
            BASE.replace("ten", "thirty"),
            CollisionKind.SAME_WORDS,
            None,
            (("ten",), ("ten",)),
        ),
        (
            BASE.replace("build ten new ", ""),
            BASE.replace("new homes in ", ""),
            CollisionKind.SAME_WORDS,
            None,
            (("build ten new ",), ("new homes in ",)),
        ),
        (
            BASE.replace("new", "green"),
            BASE.replace("ten new homes ", ""),
            CollisionKind.CONTAINMENT,
            "Q",
            (("ten new homes ",), ("new",)),
        ),
        (
            "",
            BASE.replace("ten", "twenty").replace("old ones", "rest"),
            CollisionKind.CONTAINMENT,
            "P",
            ((BASE,), ("ten", "old ones")),
        ),
        (
            "Homes matter",
            "",
            CollisionKind.CONTAINMENT,
            "Q",
            ((BASE,), (BASE,)),
        ),
        (
            BASE + " Soon.",
            "",
            CollisionKind.CONTAINMENT,
            "Q",
            ((BASE,), ("",)),
        ),
        (
            BASE.replace("will build", "will not build"),
            BASE.replace("will build", "will soon build"),
            CollisionKind.SAME_POINT,
            None,
            (("",), ("",)),
        ),
        (BASE + " A.", BASE + " B.", CollisionKind.SAME_POINT, None, (("",), ("",))),
    ],
)
def test_each_collision_has_its_class_and_the_words_touched(one, other, kind, outer, words):
    collision = collide(one, other)

    assert collision.kind is kind
    assert (collision.outer.names if collision.outer else None) == (outer and (outer,))
    assert sorted((collision.first.words, collision.second.words)) == sorted(words)
    assert together(BASE, one, other).text is None


def test_a_collision_tells_the_part_of_the_base_it_lies_in():
    collision = collide(BASE.replace("new", "green"), BASE.replace("ten new homes ", ""))

    assert BASE[collision.start : collision.end] == "ten new homes "


def test_a_whole_new_text_collides_with_an_addition_at_either_end():
    assert collide("Homes matter", BASE + " Soon.").kind is CollisionKind.CONTAINMENT
    assert collide("Homes matter", "Soon. " + BASE).kind is CollisionKind.CONTAINMENT


def test_identical_amendments_are_applied_once_and_reported():
    changed = BASE.replace("ten", "twenty")

    result = together(BASE, changed, BASE.replace("town", "city"), changed)

    assert result.text == changed.replace("town", "city")
    assert [(touch.names, touch.words) for touch in result.identical] == [(("P", "R"), ("ten",))]


def test_identical_amendments_collide_as_one_side():
    changed = BASE.replace("ten", "twenty")

    collision = collide(changed, changed, BASE.replace("ten", "six"))

    assert {collision.first.names, collision.second.names} == {("P", "Q"), ("R",)}


def test_each_pair_that_touches_is_named_and_no_other():
    result = together(
        BASE, BASE.replace("ten new ", ""), BASE.replace("new homes ", ""), BASE.replace("ten", "6")
    )

    assert {(pair.first.names, pair.second.names) for pair in result.collisions} == {
        (("P",), ("R",)),
        (("P",), ("Q",)),
    }


def test_an_insertion_may_stand_before_words_that_the_same_amendment_changes():
    amendment = Amendment("P", (Edit(1, 1, "x"), Edit(1, 2, "y"), Edit(2, 2, "z")))

    assert apply_together("abcd", [amendment]).text == "axyzcd"


@given(texts, st.lists(texts, max_size=4))
def test_the_order_of_amendments_changes_nothing(base, proposals):
    amendments = [
        amendment_between(name, base, text) for name, text in zip(NAMES, proposals, strict=False)
    ]

    assert len({apply_together(base, order) for order in permutations(amendments)}) == 1


@given(texts, texts)
def test_one_amendment_alone_gives_its_own_text(base, proposed):
    result = apply_together(base, [amendment_between("P", base, proposed)])

    assert result.text == (proposed if proposed.strip() or not base else "")


@given(texts, texts, texts)
def test_two_amendments_collide_exactly_where_their_merge_conflicts(base, one, other):
    result, merged = together(base, one, other), merge(base, one, other)

    if one.strip() and other.strip():
        assert (result.text is None) == (merged.text is None)
        if merged.text is not None:
            assert result.text.split() == merged.text.split()


@pytest.mark.parametrize(
    ("base", "proposals", "text"),
    [
        ("", [], ""),
        ("", ["", ""], ""),
        ("", ["a", "a"], "a"),
        ("", ["a", "b"], None),
        (" \n", ["", " \n"], ""),
        ("cafe\u0301 🏠", ["cafe\u0301 🏡", "café 🏠"], "café 🏡"),
        ("שלום עולם", ["היי עולם", "שלום לכם"], "היי לכם"),
        ("[-a-] {+b+}", ["[-c-] {+b+}", "[-a-] {+d+}"], "[-c-] {+d+}"),
    ],
)
def test_unusual_texts_are_amended_like_any_other(base, proposals, text):
    assert together(base, *proposals).text == text


@pytest.mark.parametrize(
    "amendments",
    [
        [Amendment("P", ()), Amendment("P", ())],
        [Amendment("P", (Edit(0, 9, ""),))],
        [Amendment("P", (Edit(-1, 0, "x"),))],
        [Amendment("P", (Edit(2, 1, "x"),))],
        [Amendment("P", (Edit(0, 2, "x"), Edit(1, 3, "y")))],
        [Amendment("P", (Edit(1, 1, "x"), Edit(1, 1, "y")))],
    ],
)
def test_amendments_that_make_no_sense_are_refused(amendments):
    with pytest.raises(ValueError, match="P"):
        apply_together("abcd", amendments)
