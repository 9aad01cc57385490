import pytest
from hypothesis import given
from hypothesis import strategies as st

from policytui.compare.anchor import LIKELY, Method, Quote, find_quote, quote_from

TEXT = (
    "We will build ten homes in every town. Councils will own them.\n\n"
    "We will mend the railways “in full” – and the buses that feed them."
)


def quoted(passage, text=TEXT):
    start = text.index(passage)
    return quote_from(text, start, start + len(passage))


@pytest.mark.parametrize(
    ("passage", "method", "found"),
    [
        ("Councils will own them", Method.EXACT, "Councils will own them"),
        ("  Councils will own them\n", Method.EXACT, "Councils will own them"),
        ("councils WILL own\nthem", Method.NORMALISED, "Councils will own them"),
        ('railways "in full" - and', Method.NORMALISED, "railways “in full” – and"),
        ("own them. We will mend", Method.NORMALISED, "own them.\n\nWe will mend"),
        ("build ten houses in every city.", Method.FUZZY, "build ten homes in every town."),
    ],
)
def test_a_passage_is_found_by_the_surest_method(passage, method, found):
    place = find_quote(Quote(passage), ["Nothing of it here.", TEXT]).certain

    assert place is not None
    assert (place.number, place.method) == (1, method)
    assert TEXT[place.start : place.end] == found
    assert place.score == 100 if method is not Method.FUZZY else LIKELY <= place.score < 100


def test_what_surrounds_a_passage_tells_which_one_is_meant():
    text = "In towns we will build homes for all. In villages we will build homes for some."
    second = text.rindex("we will build homes")

    found = find_quote(quote_from(text, second, second + 19), [text.replace("some", "few")])

    assert len(found.places) == 2
    assert found.certain is not None
    assert found.certain.start == second


def test_a_passage_that_stands_twice_alike_is_not_guessed():
    found = find_quote(Quote("build homes"), ["We build homes.", "They build homes; build homes!"])

    assert found.certain is None
    assert [(place.number, place.start) for place in found.places] == [(0, 3), (1, 5), (1, 18)]


def test_two_texts_about_as_like_are_both_given():
    old = "We will build ten thousand homes for rent in the north of England every year."
    new = [old.replace("north", "south"), "Other.", old.replace("England", "Ireland")]

    found = find_quote(Quote(old), new)

    assert found.certain is None
    assert {place.number for place in found.places} == {0, 2}


def test_a_passage_is_found_as_whole_words_only():
    assert find_quote(Quote("art"), ["The party starts."]).places == ()


def test_a_short_text_inside_a_long_quote_is_no_find():
    assert find_quote(Quote(TEXT), ["We will", "homes"]).places == ()


@pytest.mark.parametrize("passage", ["", " \n\t", "No word of this stands anywhere near it"])
def test_what_is_not_there_is_not_found(passage):
    found = find_quote(Quote(passage), [TEXT, ""])

    assert found.places == ()
    assert found.certain is None


@pytest.mark.parametrize(
    ("text", "passage"),
    [
        ("İstanbul ve ANKARA, Straße 🏠 hier", "ve ankara, STRASSE 🏠 hier".replace("SS", "ß")),
        ("🏠🏡 homes   for\r\nall", "HOMES for all"),
        ("x שלום  עולם y", "שלום עולם"),
        ("cafe\u0301s  and bars", "CAFE\u0301S and bars"),
        ("a  [-old-]{+new+}", "A [-OLD-]{+NEW+}"),
    ],
)
def test_offsets_hold_for_unusual_letters(text, passage):
    (place,) = find_quote(Quote(passage), [text]).places

    assert place.method is Method.NORMALISED
    assert text[place.start : place.end].split()[-1].lower() == passage.split()[-1].lower()
    assert not text[place.start].isspace()


@given(st.text(), st.integers(0, 50), st.integers(0, 50))
def test_every_passage_of_a_text_is_found_in_it(text, start, length):
    passage = text[start : start + length].strip()
    found = find_quote(Quote(passage), [text])

    for place in found.places:
        assert 0 <= place.start < place.end <= len(text)
        assert place.score >= LIKELY
        if place.method is Method.EXACT:
            assert text[place.start : place.end] == passage


@given(st.lists(st.text(alphabet='aB “"-–\n', max_size=30), max_size=3), st.text(max_size=20))
def test_places_are_ranked_and_lie_in_their_texts(texts, passage):
    places = find_quote(Quote(passage, "a b", "b a"), texts).places

    for place in places:
        assert 0 <= place.start < place.end <= len(texts[place.number])
        assert 0 <= place.context <= 100


def test_a_megabyte_is_searched():
    text = "Other words stand here in a row. " * 32_000 + "We will build ten homes in every town."

    place = find_quote(Quote("We shall build ten homes in every town."), [text]).certain

    assert place is not None
    assert text[place.start :].startswith("We will build ten homes")
