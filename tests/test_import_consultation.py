"""Runs of questions become topics; dates are read as the British write them."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policytui.corpus.model import Kind, Role
from policytui.importers.importing import Wanted, import_file
from policytui.importers.outlining import dates
from policytui.importers.outlining.consultation import (
    build_consultation,
    is_consultation,
    question_title,
)
from policytui.importers.outlining.entries import Outline
from policytui.importers.outlining.topics import name_topics
from policytui.importers.readers.text.plain_text import read_plain_text

_BUSES = (
    "Rural buses have been cut in half of our villages since 2010.\n\n"
    "Without rural buses nobody reaches the market towns.\n\n"
    "What would make you take rural buses?\n\nShould fares be capped?\n\nWho sets timetables?"
)
_MEALS = (
    "One child in five goes without school meals.\n\nSchool meals are paid for by parents.\n\n"
    "Who should pay for school meals?\n\nShould every child have one?\n\nWhat should they hold?"
)
_PROCESS = (
    "This year, our policy consultation focuses on two topics.\n\n"
    "Send your answers by the 30th of April. Submissions sent later will not be read."
)
_FORM = "(Filtered based on where you live)\n\nMake a contribution\n\nFill in our online form."


def consult(text: str) -> Outline:
    return build_consultation(read_plain_text(text.encode(), Path("plan.txt")), "Plan")


def shape(made: Outline) -> list[tuple[str, str]]:
    return [(section.themes[0], section.role.value) for section in made.sections]


def test_runs_of_questions_with_their_background_are_topics_named_from_their_words() -> None:
    made = consult(f"{_PROCESS}\n\n{_BUSES}\n\n{_FORM}\n\n{_MEALS}\n\nContents")
    expected = ["background", "question", "question", "question"]
    assert shape(made) == [
        *(("Rural buses", role) for role in expected),
        *(("School meals", role) for role in expected),
    ]
    assert sum("told from its words" in doubt.message for doubt in made.doubts) == 2
    assert [left.text[:10] for left in made.left_out] == [
        "This year,",
        "Send your ",
        "(Filtered ",
        "Make a con",
        "Fill in ou",
        "Contents",
    ]


def test_headings_of_topics_are_kept_and_labels_left_out() -> None:
    buses = _BUSES.replace("\n\nWhat", "\n\nQuestions\n\nWhat")
    made = consult(f"{_PROCESS}\n\nBuses in the country\n\n{buses}\n\nMeals at noon\n\n{_MEALS}")
    assert {theme for theme, _ in shape(made)} == {"Buses in the country", "Meals at noon"}
    assert made.headings == ("Buses in the country", "Meals at noon")
    assert "Questions" in [left.text for left in made.left_out]


@pytest.mark.parametrize(
    "text",
    [
        "Buses\n\nWhy?\n\nHow?\n\nWho?\n\nMeals\n\nWhen?\n\nWhere?\n\nWhat for?",
        "# Talk\n\n## Buses\n\n### Background\n\nThey run.\n\n### Questions\n\n1. Why?\n2. How?\n"
        "3. Who?\n\n## Meals\n\n### Questions\n\n1. When?\n2. Where?\n3. What for?\n",
    ],
    ids=["no background", "labels in Markdown"],
)
def test_a_topic_is_named_by_its_heading_even_without_background(text: str) -> None:
    made = consult(text)
    questions = [section for section in made.sections if section.role is Role.QUESTION]
    assert [section.themes for section in questions] == [("Buses",)] * 3 + [("Meals",)] * 3
    assert made.headings == ("Buses", "Meals")


def test_a_paragraph_between_two_questions_goes_with_the_second() -> None:
    made = consult(
        f"{_BUSES}\n\nMost drivers are over fifty years old.\n\nHow do we train new drivers?"
    )
    last = made.sections[-1]
    assert last.text == "Most drivers are over fifty years old.\n\nHow do we train new drivers?"
    assert last.title == "Question 4: How do we train new drivers?"


def test_text_after_the_last_question_is_kept_and_doubted() -> None:
    made = consult(f"{_BUSES}\n\nWe think that buses matter more than roads in every village.")
    assert "more than roads" in made.sections[0].text
    assert any("after the last question" in doubt.message for doubt in made.doubts)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (_BUSES, True),
        ("Who pays?\n\nWho gains?", False),
        ("Buses\n\nThey should run late.\n\n" * 20 + "One?\n\nTwo?\n\nThree?", False),
        ("We ask why. Why not? Because.\n\nText.", False),
    ],
    ids=["run", "two only", "few among many", "inside a paragraph"],
)
def test_a_consultation_is_told_from_its_questions(text: str, expected: bool) -> None:
    assert is_consultation(read_plain_text(text.encode(), Path("plan.txt"))) is expected


def test_the_kind_can_be_given(tmp_path: Path) -> None:
    path = tmp_path / "plan-2024.txt"
    path.write_text(_BUSES, "utf-8")
    assert import_file(path).document.header.kind is Kind.CONSULTATION
    given_kind = import_file(path, Wanted(kind=Kind.PLATFORM)).document
    assert given_kind.header.kind is Kind.PLATFORM
    assert {position.role for position in given_kind.positions} == {Role.STATEMENT}


def test_ids_of_questions_tell_topic_and_number(tmp_path: Path) -> None:
    path = tmp_path / "plan-2024.txt"
    path.write_text(f"{_PROCESS}\n\n{_BUSES}\n\n{_MEALS}", "utf-8")
    document = import_file(path).document
    assert document.positions[1].id == "plan-2024/rural-buses-question-1"
    assert document.positions[-1].id == "plan-2024/school-meals-question-3"
    assert document.header.closes is not None
    assert document.header.closes.isoformat() == "2024-04-30T23:59:00+01:00"


@given(st.integers(1, 99), st.text(min_size=1))
def test_the_title_of_a_question_is_one_short_line(number: int, text: str) -> None:
    title = question_title(number, text)
    assert len(title) <= 80
    assert "\n" not in title
    assert title.startswith(f"Question {number}:")


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("1. Who pays?", "Question 3: Who pays?"),
        ("Question 2: Who pays?", "Question 3: Who pays?"),
        ("Meals cost £2.50. Who pays? And why?", "Question 3: Who pays?"),
    ],
)
def test_the_title_of_a_question_is_its_first_asking_sentence(text: str, title: str) -> None:
    assert question_title(3, text) == title


def test_topics_without_a_telling_phrase_have_no_name() -> None:
    assert name_topics([["Why?"], ["How?"]]) == ["", ""]


# --- dates ---


@pytest.mark.parametrize(
    ("text", "year", "expected"),
    [
        ("11th June", 2021, date(2021, 6, 11)),
        ("15 July 2016", None, date(2016, 7, 15)),
        ("by the 15th July 2016", 1999, date(2016, 7, 15)),
        ("the 1st of Sept. 2020", None, date(2020, 9, 1)),
        ("March 3rd, 2022", None, date(2022, 3, 3)),
        ("2nd Dec", 2020, date(2020, 12, 2)),
        ("31 June 2020", None, None),
        ("11th June", None, None),
        ("in May 2020 we may", None, None),
    ],
)
def test_british_dates_are_read(text: str, year: int | None, expected: date | None) -> None:
    assert dates.find_date(text, year) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("our consultation, running until 11th June.", date(2021, 6, 11)),
        ("It is open from 1 March until the 30th of April.", date(2021, 4, 30)),
        ("responses by Friday the 15th July 2016", date(2016, 7, 15)),
        ("The closing date is 5pm on Monday 2 August.", date(2021, 8, 2)),
        ("Deadline: 3 May", date(2021, 5, 3)),
        ("Conference met on 11th June.", None),
    ],
)
def test_the_closing_date_is_told_from_the_words_before_it(
    text: str, expected: date | None
) -> None:
    assert dates.find_closing_date(text, 2021) == expected


@pytest.mark.parametrize(
    ("day", "offset"),
    [
        (date(2021, 3, 27), "+00:00"),
        (date(2021, 3, 28), "+01:00"),
        (date(2021, 10, 30), "+01:00"),
        (date(2021, 10, 31), "+00:00"),
    ],
)
def test_a_day_ends_in_london_with_or_without_time_zone_data(
    day: date, offset: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert dates.end_of_day(day).isoformat() == f"{day}T23:59:00{offset}"

    def without_data(key: str) -> None:
        raise dates.ZoneInfoNotFoundError(key)

    monkeypatch.setattr(dates, "ZoneInfo", without_data)
    assert dates.end_of_day(day).isoformat() == f"{day}T23:59:00{offset}"


def test_the_year_is_the_most_frequent_of_the_first_text_that_has_one() -> None:
    assert dates.find_year("policy", "2019 and 2020, then 2020", "2015") == 2020
    assert dates.find_year("no year", "12021 90210") is None
