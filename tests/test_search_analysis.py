"""The analysis: which ways of writing a word meet, and where words stand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policytui.search.analysis import fold, terms_of, tokenize
from policytui.search.spelling import distance, nearest


def stems(text: str) -> set[str]:
    """All stems under which a text is found."""
    return {each.stem for term in terms_of(text) for each in (term, *term.parts)}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Housing", "houses"),
        ("café", "cafe"),
        ("cafe\u0301", "café"),
        ("CYMRU Ŵyl", "cymru wyl"),
        ("the people’s", "the people"),
        ("don’t", "don't"),
        ("O’Neill", "oneill"),
        ("20,000", "20000"),
        ("£10.50", "10.50"),
        ("50%", "50"),
        ("N.H.S.", "NHS"),
        ("_emphasis_", "emphasis"),
        ("“quoted”", "quoted"),
        ("co-production", "co production"),
        ("co‑production", "co–production"),
        ("one—two", "one two"),
        ("Straße", "strasse"),
        ("10,50", "10 50"),
    ],
)
def test_two_ways_of_writing_have_the_same_stems(one: str, other: str) -> None:
    assert stems(one) == stems(other)


def test_a_compound_is_found_joined_and_in_parts() -> None:
    assert stems("co-production") == stems("coproduction") | stems("production") | {"co"}
    assert stems("long-term") == {"longterm", "long", "term"}


@pytest.mark.parametrize(
    "written",
    [
        "coop",
        "co-op",
        "co-ops",
        "coops",
        "cooperative",
        "co-operatives",
        "cooperation",
        "co-operating",
        "Co‑Operative",
        "co operative",
    ],
)
def test_the_cooperative_family_has_one_stem(written: str) -> None:
    assert "co-op" in stems(written)


def test_the_name_cooper_is_none_of_that_family() -> None:
    assert "co-op" not in stems("Cooper Coopers' cooped")


def test_places_are_those_of_the_original_text() -> None:
    text = "The café’s co-op – 20,000 £s"
    assert [text[token.start : token.end] for token in tokenize(text)] == [
        "The",
        "café’s",
        "co-op",
        "20,000",
        "s",
    ]


@given(st.text())
def test_tokens_stand_in_order_within_any_text(text: str) -> None:
    at = 0
    for token in tokenize(text):
        assert at <= token.start < token.end <= len(text)
        assert token.term.form
        token.term.form.encode()
        at = token.end


@given(st.text())
def test_folding_is_idempotent_for_words(text: str) -> None:
    for token in tokenize(text):
        if not token.term.parts:
            assert fold(token.term.form) == token.term.form


@pytest.mark.parametrize(
    ("one", "other", "letters"),
    [("own", "own", 0), ("own", "wno", 2), ("ownd", "own", 1), ("onw", "own", 1), ("", "ab", 2)],
)
def test_the_distance_counts_letters_and_swaps(one: str, other: str, letters: int) -> None:
    assert distance(one, other, 2) == letters == distance(other, one, 2)


def test_the_nearest_word_is_the_commoner_of_equals() -> None:
    assert nearest("hause", [("house", 5), ("cause", 9), ("housing", 50)]) == "cause"
    assert nearest("zzzzz", [("house", 5)]) == ""
