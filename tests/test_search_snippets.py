"""Highlights and snippets: what is marked, and that marks always fit the text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policytui.search.query import parse_query
from policytui.search.snippets import highlight, snippet

TEXT = (
    "Tenants’ groups should have a right to own the homes they live in. A co-operative café, "
    "run by its tenants, gains the right as well, and so does coproduction in care."
)


def marked(query: str, text: str = TEXT, *, as_typed: bool = False) -> list[str]:
    spans = highlight(parse_query(query, as_typed=as_typed), text)
    return [text[start:end] for start, end in spans]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("tenant", ["Tenants", "tenants"]),
        ('"right to own"', ["right to own"]),
        ("right to own", ["right to own", "right"]),
        ("cooperation", ["co-operative"]),
        ("cafe", ["café"]),
        ("co-production", ["coproduction"]),
        ("operative", ["co-operative"]),
        ("hom*", ["homes"]),
        ("caffe~", ["café"]),
        ("housing", []),
        ("kind:motion nation:wales", []),
        ("theme:care", []),
        ("homes NOT care", ["homes"]),
        ("homes OR care", ["homes", "care"]),
        ("", []),
    ],
)
def test_the_words_of_a_query_are_marked(query: str, found: list[str]) -> None:
    assert marked(query) == found


def test_the_beginning_of_the_word_being_typed_is_marked() -> None:
    assert marked("ten", as_typed=True) == ["Tenants", "tenants"]
    assert marked('"right to o', as_typed=True) == ["right to own"]


def test_a_snippet_shows_the_place_with_the_most_words() -> None:
    text = (
        "own. " + "filler words go on and on here. " * 20 + "The right to own homes. " + "end " * 50
    )
    found = snippet(parse_query("right own homes"), text, 80)
    assert "right to own homes" in found.text
    assert found.text.startswith("…")
    assert found.text.endswith("…")
    assert [found.text[a:b] for a, b in found.spans] == ["right", "own", "homes"]


def test_a_snippet_without_words_is_the_beginning() -> None:
    found = snippet(parse_query(""), TEXT, 30)
    assert TEXT.startswith(found.text.removesuffix("…"))
    assert found.spans == ()


def test_a_short_text_is_shown_whole() -> None:
    assert snippet(parse_query("own"), "to own", 80).text == "to own"


QUERIES = st.sampled_from(
    ['"right to own"', "right to own", "co-op", "a*", "right~2", "the", "NOT a", "(a OR b) c-d"]
)
TEXTS = st.text() | st.lists(
    st.sampled_from(["right", "to", "own", "co-op", "a", "the", "b", "c-d", ".", "\n", "’s", "—"])
).map(" ".join)


@given(QUERIES | st.text(), TEXTS, st.integers(0, 60))
def test_spans_stand_in_order_within_any_text(query: str, text: str, width: int) -> None:
    parsed = parse_query(query, as_typed=True)
    found = snippet(parsed, text, width)
    for shown, spans in ((text, highlight(parsed, text)), (found.text, found.spans)):
        at = 0
        for start, end in spans:
            assert at <= start < end <= len(shown)
            at = end
    assert len(found.text) <= max(width, 1) + 2
