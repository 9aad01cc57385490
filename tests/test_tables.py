"""Typed reading of TOML tables: numbers, and what is said of very many or very long keys."""

from decimal import Decimal
from enum import StrEnum

import pytest

from policytui.tables import Source, read_table

MANY = 2_000


class Fruit(StrEnum):
    PEAR = "pear"
    PLUM = "plum"


def table_of(text):
    source = Source(text, None)
    table = read_table(source)
    assert table is not None
    return table, source.problems


@pytest.mark.parametrize(
    ("written", "expected", "problem"),
    [
        ("20_000", Decimal(20000), ""),
        ("0.7", Decimal("0.7"), ""),
        ("-1e3", Decimal(-1000), ""),
        ("inf", Decimal(0), "must be a number"),
        ("nan", Decimal(0), "must be a number"),
        ("true", Decimal(0), "is true but should be a whole number"),
        ('"7"', Decimal(0), "is text but should be a whole number"),
    ],
)
def test_a_number_is_read_to_the_digit(written, expected, problem):
    table, problems = table_of(f"pears = {written}")

    assert table.number("pears") == expected
    table.finish()
    assert [problem in each.message for each in problems] == [True] * bool(problem)


def test_a_number_that_is_not_required_may_be_absent():
    table, problems = table_of("")

    assert table.number("pears", required=False) == 0
    assert problems == []
    assert table.number("pears") == 0
    assert "is missing" in problems[0].message


def test_a_value_of_several_types_is_given_as_it_is_and_its_key_is_known():
    table, problems = table_of("by = 2030")

    assert table.value("by") == 2030
    assert table.value("from") is None
    table.finish()
    assert problems == []


def test_of_very_many_unknown_keys_the_first_hundred_are_told_and_ten_get_a_suggestion():
    table, problems = table_of("\n".join(f"pears{number} = 1" for number in range(MANY)))

    table.integer("pears", required=False)
    table.finish()

    suggested = [each.key for each in problems if 'Did you mean "pears"?' in each.message]
    assert len(problems) == 101
    assert "more mistakes than these 100" in problems[-1].message
    assert suggested == [f"pears{number}" for number in range(10)]


def test_of_very_many_wrong_words_the_first_few_get_a_suggestion():
    words = ", ".join(f'"pear{number}"' for number in range(MANY))
    table, problems = table_of(f"fruit = [{words}]")

    assert table.choices("fruit", Fruit) == ()
    assert len(problems) == 101
    assert sum("Did you mean" in each.message for each in problems) == 10


def test_very_long_keys_and_words_are_cut_and_compared_with_nothing():
    table, problems = table_of(f'{"pear" * 5_000} = 1\nfruit = "{"plum" * 5_000}"')

    assert table.choice("fruit", Fruit) is None
    table.finish()

    assert len(problems) == 2
    assert all(len(str(each)) < 250 and "…" in str(each) for each in problems)
    assert not any("Did you mean" in each.message for each in problems)
