"""Reading sentences: places, sentences, figures, dates, duties, and what is denied."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policytui.checks.reading.claims import read_claims
from policytui.checks.reading.lexicon import are_opposed, look_up
from policytui.checks.reading.plain import read_plainly
from policytui.checks.reading.quantities import Bound, Measure
from policytui.checks.reading.sentences import split_sentences
from policytui.checks.reading.statements import Statement, read_statements
from policytui.text import clean_text


def read(text: str) -> Statement:
    (statement,) = read_statements(text)
    return statement


@given(st.text())
def test_every_place_leads_back_into_the_original(text):
    plain = read_plainly(text)

    assert len(plain.origins) == len(plain.text)
    assert list(plain.origins) == sorted(plain.origins)
    for at in range(len(plain.text)):
        start, end = plain.original_span(at, at + 1)
        assert 0 <= start < end <= len(text)


@given(st.text(alphabet="We will not build 20,000½ﬁ homes by 2030.\n*#[1]()£-—;%"))
def test_any_text_is_read_without_failing_and_in_its_bounds(text):
    text = clean_text(text)

    for statement in read_statements(text):
        start, end = statement.place
        assert 0 <= start < end <= len(text)
        for figure in statement.quantities:
            first, last = statement.span(figure.start, figure.end)
            assert 0 <= first < last <= end - start


@given(st.integers(0, 999_999))
def test_a_number_is_the_same_in_digits_and_in_words(number):
    (figure,) = read(f"We counted {_in_words(number)} herons").quantities

    assert (figure.value, figure.unit) == (number, "heron")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("We ﬁnd 5 oﬃces", "5 oﬃces"),
        ("“Only” 5 oﬃces", "5 oﬃces"),
        ("see **20** _barns_", "20** _barns"),
    ],
)
def test_a_figure_is_shown_as_it_stands_in_the_original(text, shown):
    statement = read(text)
    (figure,) = statement.quantities
    start = statement.place[0]
    first, last = statement.span(figure.start, figure.end)

    assert text[start + first : start + last] == shown


@pytest.mark.parametrize(
    "text",
    [
        "Read more at https://example.org/2033/50?x=20.",
        "It is so.[^12]",
        "It is so [3].",
        "It is so.3 And more is said.",
        "Markets pay¹².",
        "See page 12 for more.",
        "See section 4 and Figure 3.",
        "Write to team20@example.org today.",
        "[a survey](https://example.org/20) says so",
        "[^2]: A note of 5 words.",
        "Under § 5-718 it holds.",
        "The Allotments Act 1908 applies.",
        "17",
        "Page 3 of 12",
        "{#homes-20}",
        "It opens at 10:30.",
    ],
)
def test_what_is_not_said_holds_no_figure(text):
    found = list(read_statements(text))

    assert not [one.quantities for one in found if one.quantities]
    assert not [one.moments for one in found if one.moments]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("It rains. It snows.", 2),
        ("Dr. Heron and Mrs. Wren agree, e.g. Today.", 1),
        ("No. 10 says so. We do not.", 2),
        ("* apples\n* pears\n* plums", 3),
        ("1. First we plant.\n2. Then we pick.", 2),
        ("# Orchards\n\nWe plant pears.", 2),
        ("It costs £3.5m. In May it will cost more.", 2),
        ("One line\nand the next of the same sentence.", 1),
        ("Is it so? It is!", 2),
        ("(a) apples; and\n(b) pears.", 2),
        ("", 0),
    ],
)
def test_sentences_are_told_apart(text, parts):
    assert len(list(split_sentences(read_plainly(text).text))) == parts


@pytest.mark.parametrize(
    ("text", "value", "measure", "unit", "period"),
    [
        ("20,000 barns", 20000, Measure.COUNT, "barn", ""),
        ("20 000 barns", 20000, Measure.COUNT, "barn", ""),
        ("20k barns", 20000, Measure.COUNT, "barn", ""),
        ("twenty thousand barns", 20000, Measure.COUNT, "barn", ""),
        ("20 thousand barns", 20000, Measure.COUNT, "barn", ""),
        ("three new co-operative barns a year", 3, Measure.COUNT, "barn", "year"),
        ("£1.5bn", 1_500_000_000, Measure.MONEY, "£", ""),
        ("£1.5 billion per annum", 1_500_000_000, Measure.MONEY, "£", "year"),
        ("£1,500 million annually", 1_500_000_000, Measure.MONEY, "£", "year"),
        ("50p per hour", Decimal("0.5"), Measure.MONEY, "£", "hour"),
        ("half a million pears", 500_000, Measure.COUNT, "pear", ""),
        ("5%", Decimal("0.05"), Measure.SHARE, "", ""),
        ("five per cent", Decimal("0.05"), Measure.SHARE, "", ""),
        ("2½ per cent", Decimal("0.025"), Measure.SHARE, "", ""),
        ("half of the orchards", Decimal("0.5"), Measure.SHARE, "", ""),
        ("three quarters of orchards", Decimal("0.75"), Measure.SHARE, "", ""),
        ("1/2 of the orchards", Decimal("0.5"), Measure.SHARE, "", ""),
        ("3 percentage points", Decimal("0.03"), Measure.POINTS, "", ""),
        ("12 months", 12, Measure.DURATION, "month", ""),
        ("one year", 12, Measure.DURATION, "month", ""),
        ("a fortnight or two weeks", 14, Measure.DURATION, "day", ""),
        ("the third orchard", 3, Measure.ORDINAL, "orchard", ""),
        ("the 21st orchard", 21, Measure.ORDINAL, "orchard", ""),
        ("the twenty-first orchard", 21, Measure.ORDINAL, "orchard", ""),
        ("2000 barns", 2000, Measure.COUNT, "barn", ""),
    ],
)
def test_a_quantity_is_read(text, value, measure, unit, period):
    (found,) = read(text).quantities

    assert (found.value, found.measure, found.unit, found.period) == (value, measure, unit, period)


@pytest.mark.parametrize(
    ("text", "bound"),
    [
        ("at least 20 barns", Bound.LEAST),
        ("over 20 barns", Bound.LEAST),
        ("no fewer than 20 barns", Bound.LEAST),
        ("a minimum of 20 barns", Bound.LEAST),
        ("20 or more barns", Bound.LEAST),
        ("up to 20 barns", Bound.MOST),
        ("no more than 20 barns", Bound.MOST),
        ("fewer than 20 barns", Bound.MOST),
        ("about 20 barns", Bound.ABOUT),
        ("20 barns", Bound.EXACT),
    ],
)
def test_a_bound_is_read(text, bound):
    (found,) = read(text).quantities

    assert found.bound is bound


@pytest.mark.parametrize(
    ("text", "ends"), [("5-10 barns", (5, 10)), ("between 5 and 10 barns", (5, 10)),
                       ("5 to 10 barns", (5, 10)), ("£5-10 million", (5_000_000, 10_000_000))]
)  # fmt: skip
def test_a_range_is_one_quantity(text, ends):
    (found,) = read(text).quantities

    assert (found.value, found.top) == ends


@pytest.mark.parametrize(
    ("text", "value", "part", "relation"),
    [
        ("by 2030", ("date", 2030, 0, 0), "", "by"),
        ("by the end of 2030", ("date", 2030, 0, 0), "end", "by"),
        ("from April 2027", ("date", 2027, 4, 0), "", "from"),
        ("on 1 April 2027", ("date", 2027, 4, 1), "", ""),
        ("on April 1, 2027", ("date", 2027, 4, 1), "", ""),
        ("on 2027-04-01", ("date", 2027, 4, 1), "", ""),
        ("on 1/4/2027", ("date", 2027, 4, 1), "", ""),
        ("no later than May 2027", ("date", 2027, 5, 0), "", "by"),
        ("within five years", ("within", "6E+1", "month"), "", "by"),
        ("before the next general election", ("event", "next general election"), "", "by"),
        ("by the end of this parliament", ("event", "this parliament"), "end", "by"),
        ("below 1990 levels", ("date", 1990, 0, 0), "", ""),
    ],
)
def test_a_date_is_read(text, value, part, relation):
    (found,) = read(text).moments

    assert (found.value, found.part, found.relation) == (value, part, relation)


@pytest.mark.parametrize(
    ("text", "levels"),
    [
        ("Barns must open", [3]),
        ("Barns should open", [2]),
        ("Barns may open", [1]),
        ("Barns may not open", [3]),
        ("Barns are required to open", [3]),
        ("Barns are encouraged to open", [1]),
        ("In May barns open", []),
        ("The will of the people", []),
        ("We'll open barns", [3]),
    ],
)
def test_a_duty_is_read(text, levels):
    assert [duty.level for duty in read(text).duties] == levels


@pytest.mark.parametrize(
    ("text", "denied"),
    [
        ("We will not build barns", {"build"}),
        ("We will never again build barns", {"build"}),
        ("We won't build barns", {"build"}),
        ("There are no barns", {"barns"}),
        ("We oppose barns", {"barns"}),
        ("It goes without charge", {"charge"}),
        ("We will not only build barns", set()),
        ("Open no later than May", set()),
        ("It is not without merit", set()),
        ("The end of May", set()),
        ("A not-for-profit barn", set()),
        ("Whether or not it rains", set()),
    ],
)
def test_what_is_denied_is_read(text, denied):
    statement = read(text)
    signs = {
        token.written: statement.polarity.sign(at) for at, token in enumerate(statement.tokens)
    }

    assert {word for word, sign in signs.items() if sign < 0} == denied


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("We build barns", {}),
        ("We will not build barns", {"not": "build"}),
        ("We will not oppose barns", {"not": "barns", "oppose": "barns"}),
    ],
)
def test_each_word_that_denies_is_told_with_the_last_that_it_denies(text, expected):
    statement = read(text)
    tokens, last_denied = statement.tokens, statement.polarity.last_denied
    told = {tokens[at].written: tokens[last].written for at, last in last_denied.items()}

    assert told == expected
    assert list(last_denied) == sorted(last_denied)


@pytest.mark.parametrize(
    ("mine", "other", "direction"),
    [
        ("increase", "reduce", 1),
        ("increasing", "cut", 1),
        ("expand", "abolish", 1),
        ("increase", "raise", -1),
        ("built", "demolished", 1),
        ("nationalise", "privatised", 1),
        ("lawful", "unlawful", 1),
        ("public", "private", 1),
        ("mandatory", "voluntary", 1),
        ("fair", "unlawful", 0),
        ("orchard", "reduce", 0),
    ],
)
def test_words_are_opposed_by_the_lexicon_in_any_inflection(mine, other, direction):
    assert are_opposed(look_up(mine).senses, look_up(other).senses) == direction


@pytest.mark.parametrize(
    ("text", "is_normative"),
    [
        ("We will plant trees.", True),
        ("Councils should plant trees.", True),
        ("This party supports trees.", True),
        ("Repeal the tax on trees.", True),
        ("Trees grew in 1990.", False),
        ("Should we plant trees?", False),
        ("An orchard has trees.", False),
    ],
)
def test_only_what_should_be_is_normative(text, is_normative):
    assert read(text).is_normative is is_normative


def test_claims_leave_out_what_asks_nothing():
    assert not read_claims("Twenty barns stood here in 1990. Nobody minded.")
    assert read_claims("We will open twenty barns.")


_ONES = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]


def _in_words(number: int) -> str:
    if number < 20:
        return _ONES[number]
    if number < 100:
        rest = f"-{_ONES[number % 10]}" if number % 10 else ""
        return _TENS[number // 10 - 2] + rest
    for size, name in ((1000, "thousand"), (100, "hundred")):
        if number >= size:
            rest = number % size
            joint = " and " if rest < 100 else " "
            tail = joint + _in_words(rest) if rest else ""
            return f"{_in_words(number // size)} {name}{tail}"
    raise AssertionError
