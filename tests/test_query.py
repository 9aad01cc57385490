"""The query language: what each piece of it means, and that nothing typed is ever an error."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policytui.corpus.model import Kind, Nation
from policytui.search.query import (
    MOST_WORDS,
    All,
    Any,
    Fuzzy,
    Member,
    Node,
    Not,
    Phrase,
    Prefix,
    Query,
    Scope,
    Word,
    Years,
    parse_query,
)

PIECES = st.sampled_from(
    [
        "right",
        "to",
        "own",
        "co",
        "-op",
        "AND",
        "OR",
        "NOT",
        "(",
        ")",
        '"',
        "“",
        "”",
        "*",
        "~",
        "~1",
        "title:",
        "theme:",
        "nation:",
        "kind:",
        "year:",
        "year:2016",
        "year:[2014",
        "TO",
        "2016]",
        "nation:wales",
        "[",
        "]",
        ":",
        "é",
        "’s",
        "20,000",
        "\\",
        "/",
        "\x00",
        chr(0xD800),
    ]
)
TYPED = st.text() | st.lists(PIECES, max_size=30).map(" ".join) | st.lists(PIECES).map("".join)


def words(text: str) -> tuple[Word, ...]:
    """Plain words as they stand in a text with single spaces."""
    found, start = [], 0
    for word in text.split(" "):
        found.append(Word(word, (start, start + len(word))))
        start += len(word) + 1
    return tuple(found)


@pytest.mark.parametrize(
    ("text", "root"),
    [
        ("housing", Word("housing", (0, 7))),
        ("right to own", All(words("right to own"))),
        ("co-op", Word("co-op", (0, 5))),
        ("co production", Word("co production", (0, 13))),
        ('"right to own"', Phrase("right to own")),
        ("“right to own”", Phrase("right to own")),
        ("hous*", Prefix("hous")),
        ("tenent~", Fuzzy("tenent", 1)),
        ("tenent~2", Fuzzy("tenent", 2)),
        ("a AND b", All((Word("a", (0, 1)), Word("b", (6, 7))), is_strict=True)),
        ("a OR b", Any((Word("a", (0, 1)), Word("b", (5, 6))))),
        ("a NOT b", All((Word("a", (0, 1)), Not(Word("b", (6, 7)))))),
        ("NOT NOT a", Word("a", (8, 9))),
        (
            "(a OR b) c",
            All((Any((Word("a", (1, 2)), Word("b", (6, 7)))), Word("c", (9, 10)))),
        ),
        ("and or not", All(words("and or not"))),
        ("year:2016", Years(2016, 2016)),
        ("year:[2014 TO 2016]", Years(2014, 2016)),
        ("year:[2016 TO 2014]", Years(2014, 2016)),
        ("year:[2014 TO *]", Years(2014, 9999)),
        ("nation:wales", Member(Nation.WALES)),
        ("nation:northern-ireland", Member(Nation.NORTHERN_IRELAND)),
        ('nation:"Northern Ireland"', Member(Nation.NORTHERN_IRELAND)),
        ("kind:motion", Member(Kind.MOTION)),
        ('theme:"social care"', Phrase("social care", Scope.THEME)),
        ('title:"right to own"', Phrase("right to own", Scope.TITLE)),
        ("title:hous*", Prefix("hous", Scope.TITLE)),
        (
            "title:(a b)",
            All((Word("a", (7, 8), Scope.TITLE), Word("b", (9, 10), Scope.TITLE))),
        ),
        ("12:30", Word("12:30", (0, 5))),
        ("clause 1.2", Any((Phrase("clause 1.2"), Word("1.2", (7, 10))))),
        ("clause AND 12", All((Word("clause", (0, 6)), Word("12", (11, 13))), is_strict=True)),
        ("", None),
        ("   ", None),
    ],
)
def test_a_well_formed_query_means_what_it_says(text: str, root: Node | None) -> None:
    assert parse_query(text) == Query(text, root)


@pytest.mark.parametrize(
    ("text", "root", "note"),
    [
        ('"right to', Phrase("right to"), "quote is not closed"),
        ("(housing", Word("housing", (1, 8)), "bracket is not closed"),
        ("housing)", Word("housing", (0, 7)), "never opened"),
        ("housing AND", Word("housing", (0, 7)), "AND has nothing"),
        ("AND housing", Word("housing", (4, 11)), "AND has nothing"),
        ("housing OR", Word("housing", (0, 7)), "OR has nothing"),
        ("housing NOT", Word("housing", (0, 7)), "NOT has nothing"),
        ("title:", None, "title:"),
        ("title: housing", Word("housing", (7, 14)), "title:"),
        ("nation:france", Word("france", (7, 13)), "not known"),
        ("kind:poem", Word("poem", (5, 9)), "not known"),
        ("re:think", All((Word("re", (0, 2)), Word("think", (3, 8)))), 'no field "re"'),
        ("...", None, "no word"),
    ],
)
def test_a_broken_query_is_searched_as_its_words_with_a_note(
    text: str, root: Node | None, note: str
) -> None:
    query = parse_query(text)
    assert query.root == root
    assert note in " ".join(query.notes)


def test_a_half_typed_range_is_searched_as_its_words() -> None:
    query = parse_query("year:[2014 TO")
    assert query.root is not None
    assert "not known" in query.notes[0]


def test_only_the_last_word_is_still_being_typed() -> None:
    assert parse_query("right ow", as_typed=True).root == All(
        (Word("right", (0, 5)), Word("ow", (6, 8), is_open=True))
    )
    assert parse_query('"right ow', as_typed=True).root == Phrase("right ow", is_open=True)
    assert parse_query("right ", as_typed=True).root == Word("right", (0, 5))


def test_a_very_long_query_is_cut_with_a_note() -> None:
    query = parse_query("word " * 2000)
    assert isinstance(query.root, All)
    assert len(query.root.items) == MOST_WORDS
    assert "very long" in query.notes[0]


@pytest.mark.parametrize("text", ["(" * 9000, "NOT " * 3000, "title:" * 3000, ")" * 9000])
def test_deep_nesting_is_no_danger(text: str) -> None:
    assert parse_query(text).text == text


@given(TYPED, st.booleans())
def test_parsing_never_fails(text: str, as_typed: bool) -> None:
    query = parse_query(text, as_typed=as_typed)
    assert query.text == text
    for word in _words(query.root):
        start, end = word.span
        assert 0 <= start < end <= len(text)


def _words(node: Node | None) -> list[Word]:
    match node:
        case Word():
            return [node]
        case All() | Any():
            return [word for item in node.items for word in _words(item)]
        case Not():
            return _words(node.item)
    return []
