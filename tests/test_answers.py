"""Collated answers of a branch, each found under its question, whatever the file looks like."""

from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from docx import Document as WordFile
from hypothesis import given
from hypothesis import strategies as st

from policytui.corpus.model import ALL_NATIONS, Document, Header, Kind, Nation, Position, Role
from policytui.drafts.model import Capacity, Submitter
from policytui.drafts.toml import format_draft, parse_draft
from policytui.errors import DataError
from policytui.importers.blocks import Block, Look, Reading
from policytui.importers.prose import words_of
from policytui.importers.readers.confined import ConfinedReader
from policytui.importers.readers.kinds import read_source
from policytui.proposals.answer_draft import Suggested, response_from, suggest_submitter
from policytui.proposals.answers import (
    CollatedAnswers,
    find_answers,
    move_answer,
    put_rest_under,
    split_answer,
    split_rest,
    take_out_answer,
)

CARE, TOWNS = "Social care", "Town centres and high streets"
QUESTIONS = {
    "care-1": (CARE, "Keep or change", "Read what we say on care. What should stay, what change?"),
    "care-2": (CARE, "Lessons", "Which lessons of the pandemic must be learned before the next?"),
    "care-3": (CARE, "Values", "On which values and principles should our policy rest?"),
    "care-4": (CARE, "Workers", "How can care workers be valued, safe, and own a stake?"),
    "towns-1": (
        TOWNS,
        "Keep or change",
        "Read what we say on towns. What should stay, what change?",
    ),
    "towns-2": (TOWNS, "Shopping", "Have people where you live changed their shopping habits?"),
    "towns-3": (TOWNS, "Empty shops", "Who could bring empty shops back into use, and how?"),
    "towns-4": (TOWNS, "Listing assets", "How could listing assets of community value be simpler?"),
}
ANSWERS = {
    "care-1": "Keep the lot, we say.",
    "care-2": "Stock gloves. Pay sick leave.",
    "care-3": "Dignity comes first.",
    "care-4": "Give them shares.",
    "towns-1": "Out with the bit about parking.",
    "towns-2": "Everybody orders from the sofa.",
    "towns-3": "Hold an auction of leases.",
    "towns-4": "A form of two pages.",
}
IDS = list(QUESTIONS)


def consultation(**nations: tuple[Nation, ...]) -> Document:
    header = Header("c", "Consultation 2021", Kind.CONSULTATION, "2021")
    positions = [Position("c/about", "About", "Care is in need.", role=Role.BACKGROUND)]
    for id_, (topic, title, text) in QUESTIONS.items():
        put_to = nations.get(id_, ALL_NATIONS)
        positions.append(Position(f"c/{id_}", title, text, (topic,), put_to, Role.QUESTION))
    return Document(header, tuple(positions))


def read(text: str) -> Reading:
    return read_source(text.encode(), Path("answers.txt"))


def find(text: str | Reading) -> CollatedAnswers:
    return find_answers(read(text) if isinstance(text, str) else text, consultation())


def told(found: CollatedAnswers) -> dict[str, str]:
    """What is answered to each question, several answers joined as in the draft."""
    ids = dict.fromkeys(each.question_id for each in found.answers)
    return {
        id_.partition("/")[2]: "\n\n".join(each.text for each in found.answers_to(id_))
        for id_ in ids
    }


def doubted(found: CollatedAnswers) -> list[str]:
    return [each.question_id.partition("/")[2] for each in found.answers if each.doubt]


def balances(reading: Reading, found: CollatedAnswers) -> bool:
    """Whether in = out + left out, word by word."""
    held = (each.text for part in (found.answers, found.rest, found.left_out) for each in part)
    return Counter(words_of(reading.text)) == Counter(w for text in held for w in words_of(text))


def lay_out(head: str, ids: list[str] = IDS) -> str:
    """A file with a line above each answer, and its topic where the topic begins."""
    lines, topic = ["Ambleford Co-operative Party", ""], ""
    for id_ in ids:
        theme, title, text = QUESTIONS[id_]
        number = id_[-1]
        words = {"theme": theme, "title": title, "text": text, "number": number}
        words["running"] = str(IDS.index(id_) + 1)
        if theme != topic and "{theme}" not in head and "{running}" not in head:
            lines += [theme.upper(), ""]
        topic = theme
        lines += [head.format(**words), "", ANSWERS[id_], ""]
    return "\n".join(lines)


REWORDED = {
    "care-1": "What in our care policy should stay or change?",
    "care-2": "What lessons must we learn from the pandemic?",
    "care-3": "Values and principles",
    "care-4": "Care workers: safe, valued and with a stake",
    "towns-1": "What in our policy on towns should stay or change?",
    "towns-2": "Have your shopping habits changed?",
    "towns-3": "How do we bring empty shops into use?",
    "towns-4": "Simpler listing of community assets",
}


@pytest.mark.parametrize(
    "head",
    [
        "{text}",
        "{number}. {text}",
        "Q{number}",
        "Question {number}:",
        "Question {running}.",
        "{running}) {text}",
        "{theme} Q{number}",
        "Q{number} ({theme})",
        "{theme}, question {number}: {text}",
        "Q{running}\n{text}",
        "Question: {text}",
    ],
)
def test_answers_are_found_under_however_the_questions_are_headed(head: str) -> None:
    reading = read(lay_out(head))
    found = find(reading)

    assert told(found) == ANSWERS
    assert doubted(found) == []
    assert [each.text for each in found.rest] == ["Ambleford Co-operative Party"]
    assert balances(reading, found)


def test_reworded_and_shortened_questions_are_told_by_their_words() -> None:
    lines = [CARE.upper()]
    for id_, words in REWORDED.items():
        lines += [TOWNS.upper(), ""] if id_ == "towns-1" else []
        lines += [words, "", ANSWERS[id_], ""]
    reading = read("\n".join(lines))
    found = find(reading)

    assert told(found) == ANSWERS
    assert all("word" in each.evidence for each in found.answers)
    assert balances(reading, found)


def test_the_order_of_the_file_does_not_matter_where_words_tell_the_question() -> None:
    ids = ["towns-3", "care-4", "care-2", "towns-2", "care-3"]
    found = find("\n".join(f"{QUESTIONS[id_][2]}\n\n{ANSWERS[id_]}\n" for id_ in ids))

    assert told(found) == {id_: ANSWERS[id_] for id_ in ids}
    assert list(told(found)) == ids
    assert doubted(found) == []


def test_a_question_and_its_answer_may_stand_in_one_paragraph() -> None:
    found = find(
        f"Q2: We say: buy gloves.\n\n{QUESTIONS['care-3'][2]} Dignity comes first. Then money."
    )

    assert told(found) == {
        "care-2": "We say: buy gloves.",
        "care-3": "Dignity comes first. Then money.",
    }


def test_an_answer_keeps_its_paragraphs_lists_and_rhetorical_questions() -> None:
    answer = "Dignity.\n\nWhat else? Much else.\n\n1. Care\n2. Shops\n\nAs we said."
    found = find(f"Q3\n\n{answer}\n\nQ4\n\nShares.")

    assert told(found) == {"care-3": answer, "care-4": "Shares."}


def test_a_list_inside_an_answer_is_not_taken_for_numbers_of_questions() -> None:
    points = "1. Gloves\n2. Masks\n3. Pay"
    found = find(f"{QUESTIONS['care-2'][2]}\n\n{points}\n\n{QUESTIONS['care-4'][2]}\n\nShares.")

    assert told(found) == {"care-2": points, "care-4": "Shares."}


def table(*rows: tuple[str, ...]) -> Block:
    text = "\n".join("\t".join(row) for row in rows)
    return Block(text, 1, is_table=True, rows=rows)


@pytest.mark.parametrize("columns", ["text", "number", "both"])
def test_a_table_of_questions_and_answers_is_read_row_by_row(columns: str) -> None:
    rows: list[tuple[str, ...]] = [("Question", "Our answer")]
    for number, (id_, answer) in enumerate(ANSWERS.items(), 1):
        text, both = QUESTIONS[id_][2], [str(number), REWORDED[id_]]
        head = {"text": [text], "number": [str(number)], "both": both}[columns]
        rows.append((*head, answer))
    block = table(*rows)
    reading = Reading(
        (block, Block("Sent by the secretary.", 9)), f"{block.text}\nSent by the secretary."
    )
    found = find(reading)

    assert told(found) == ANSWERS
    assert [each.text for each in found.rest] == ["Sent by the secretary."]
    assert balances(reading, found)


def test_a_row_that_answers_no_question_is_shown_and_not_added_to_the_row_above() -> None:
    block = table((QUESTIONS["care-2"][2], "Gloves."), ("Who was there?", "Nine of us."))
    found = find(Reading((block,), block.text))

    assert told(found) == {"care-2": "Gloves."}
    assert [each.text for each in found.rest] == ["Who was there?", "Nine of us."]


def test_bold_headings_that_restate_a_question_are_told_in_a_word_file(tmp_path: Path) -> None:
    word = WordFile()
    word.add_heading("Answers of Ambleford Party", 0)
    for id_, words in REWORDED.items():
        if id_ in ("care-1", "towns-1"):
            word.add_heading(QUESTIONS[id_][0], 1)
        word.add_paragraph().add_run(words).bold = True
        word.add_paragraph(ANSWERS[id_])
    word.add_heading("General remarks", 1)
    word.add_paragraph("There was little time.")
    word.save(str(tmp_path / "answers.docx"))

    with ConfinedReader() as reader:
        reading = reader.read(tmp_path / "answers.docx")
    found = find(reading)

    assert told(found) == ANSWERS
    assert [each.text for each in found.rest][1:] == ["General remarks", "There was little time."]
    assert balances(reading, found)


# --- bare numbers ---


@pytest.mark.parametrize(
    ("text", "answers", "doubtful"),
    [
        pytest.param(
            "SOCIAL CARE\n\nQuestion 1: What stays?\n\nAll.\n\n2. Gloves.\n\n3) Dignity.",
            {"care-1": "All.", "care-2": "Gloves.", "care-3": "Dignity."},
            ["care-2", "care-3"],
            id="the next numbers",
        ),
        pytest.param(
            "TOWN CENTRES AND HIGH STREETS\n\nQuestion 5\n\nOut.\n\n6. Sofa.\n\n8. A form.",
            {"towns-1": "Out.", "towns-2": "Sofa.", "towns-4": "A form."},
            ["towns-2", "towns-4"],
            id="numbers through all topics, one left out",
        ),
        pytest.param(
            "SOCIAL CARE\n\nQuestion 1\n\nAll.\n\n2\n\nGloves.\n\nQuestion 3\n\nDignity.",
            {"care-1": "All.", "care-2": "Gloves.", "care-3": "Dignity."},
            ["care-2"],
            id="a number alone on its line",
        ),
        pytest.param(
            f"{QUESTIONS['care-1'][2]}\n\nAll.\n\n2. Gloves.\n\n{QUESTIONS['care-3'][2]}\n\nPay.",
            {"care-1": "All.", "care-2": "Gloves.", "care-3": "Pay."},
            ["care-2"],
            id="between questions told by their words",
        ),
        pytest.param(
            "SOCIAL CARE\n\nQ1\n\nAll.\n\nTOWN CENTRES AND HIGH STREETS\n\n1. Out.\n\n2. Sofa.",
            {"care-1": "All.", "towns-1": "Out.", "towns-2": "Sofa."},
            ["towns-1", "towns-2"],
            id="below another topic",
        ),
    ],
)
def test_a_number_that_follows_begins_the_next_answer_with_a_doubt(
    text: str, answers: dict[str, str], doubtful: list[str]
) -> None:
    reading = read(text)
    found = find(reading)

    assert told(found) == answers
    assert doubted(found) == doubtful
    assert balances(reading, found)


def test_words_that_are_not_quite_a_questions_are_doubted_where_the_number_says_otherwise() -> None:
    found = find("SOCIAL CARE\n\nQ1\n\nAll.\n\n3. Care workers and their pay\n\nPay them.")

    assert list(told(found)) == ["care-1", "care-4"]
    assert "its number, 3, is not that of the question" in found.answers[1].doubt


def test_headings_with_bare_numbers_are_doubted_too() -> None:
    found = find("SOCIAL CARE\n\n1. Stocks of equipment\n\nBuy it.\n\n2. Leave\n\nPay it.")

    assert doubted(found) == ["care-1", "care-2"]


def test_a_list_that_begins_at_one_stays_in_its_answer_and_is_doubted() -> None:
    found = find(
        "SOCIAL CARE\n\nQuestion 1\n\nWe want:\n\n1. Pay\n\n2. Gloves\n\nQuestion 4\n\nIt."
    )

    assert list(told(found)) == ["care-1", "care-4"]
    assert doubted(found) == ["care-1"]
    assert "“2. Gloves” has the number of a question" in found.answers[0].doubt


def test_a_list_is_not_doubted_where_every_question_is_answered() -> None:
    answer = "1. Pay\n\n2. Gloves"
    found = find(f"SOCIAL CARE\n\nQ1\n\n{answer}\n\nQ2\n\nB.\n\nQ3\n\nC.\n\nQ4\n\nD.")

    assert list(told(found)) == ["care-1", "care-2", "care-3", "care-4"]
    assert doubted(found) == []


NUMBERED = {
    "in the line": "{}. {}\n",
    "alone": "{}\n\n{}\n",
    "alone, close to the answer": "\n{}\n{}",
    "alone, no blank line at all": "{}\n{}",
}


@pytest.mark.parametrize("form", NUMBERED.values(), ids=NUMBERED)
@pytest.mark.parametrize("ids", [IDS, ["care-1", "care-2", "towns-1", "towns-2", "towns-3"]])
@pytest.mark.parametrize("heads", [True, False], ids=["topics", "through"])
def test_bare_numbers_alone_tell_the_questions_and_are_doubted_unless_all_fit(
    form: str, ids: list[str], heads: bool
) -> None:
    lines, topic, running = [], "", 0
    ids = ids if heads else IDS[: len(ids)]
    for id_ in ids:
        running += 1
        if heads and QUESTIONS[id_][0] != topic:
            topic, running = QUESTIONS[id_][0], 1
            lines += [topic.upper(), ""]
        lines.append(form.format(running, ANSWERS[id_]))
    reading = read("\n".join(lines))
    found = find(reading)

    assert told(found) == {id_: ANSWERS[id_] for id_ in ids}
    assert doubted(found) == ([] if ids == IDS else ids)
    assert balances(reading, found)


def test_the_same_short_answer_under_lone_numbers_is_no_running_head() -> None:
    found = find("SOCIAL CARE\n\n" + "\n\n".join(f"{number}\n\nN/A" for number in (1, 2, 3, 4)))

    assert told(found) == dict.fromkeys(IDS[:4], "N/A")


def test_page_numbers_between_worded_questions_stay_left_out() -> None:
    asked = [QUESTIONS[id_][2] for id_ in ("care-1", "care-2", "care-4")]
    text = f"{asked[0]}\n\nAll.\n\n1\n\nMore.\n\n{asked[1]}\n\nGloves.\n\n2\n\nMasks.\n\n"
    found = find(f"{text}{asked[2]}\n\nShares.\n\n3")

    assert told(found) == {
        "care-1": "All.\n\nMore.",
        "care-2": "Gloves.\n\nMasks.",
        "care-4": "Shares.",
    }
    assert [left.text for left in found.left_out if left.why == "a page number"] == ["1", "2", "3"]


def test_numbers_of_known_pages_are_never_those_of_questions() -> None:
    blocks = (Block("Q1", 1, page=1), Block("All.", 2, page=1))
    number = Block("2", 3, page=1, left_out="a page number")
    found = find(Reading((*blocks, number, Block("More.", 4, page=2)), "Q1 All. 2 More."))

    assert told(found) == {"care-1": "All.\n\nMore."}


def test_minutes_with_numbers_that_do_not_run_are_refused() -> None:
    with pytest.raises(DataError):
        find("Minutes\n\n1. Apologies\n\n2. Tea\n\n12. Any other business")


@given(
    st.lists(
        st.sampled_from(
            [
                *(
                    "Question 1",
                    "Q3:",
                    "1",
                    "2",
                    "3",
                    "2.",
                    "2. Gloves",
                    "4) Shares",
                    "N/A",
                    "",
                    "",
                ),
                *("SOCIAL CARE", "All of it.", "12", "Answer:", QUESTIONS["care-2"][2], "5\t6"),
            ]
        ),
        max_size=14,
    )
)
def test_no_number_is_lost_whatever_lines_a_file_holds(lines: list[str]) -> None:
    reading = read("\n".join(lines))
    try:
        found = find(reading)
    except DataError:
        return
    assert balances(reading, found)
    numbers = Counter(word for line in lines for word in line.split() if word.isdigit())
    held = (each.text for part in (found.answers, found.rest, found.left_out) for each in part)
    assert not numbers - Counter(word for text in held for word in text.split())


@pytest.mark.parametrize("text", ["2", "2.", "(2)", " 2) ", "Q2", "1.2", "²"])
def test_a_number_counts_as_a_word(text: str) -> None:
    assert words_of(text)


# --- doubts ---


def test_the_same_question_answered_twice_keeps_both_in_order_and_says_so() -> None:
    found = find("SOCIAL CARE\n\nQ2\n\nGloves.\n\nQ3\n\nDignity.\n\nQ2\n\nMasks.\n\nQ3\n\nMoney.")

    assert told(found) == {"care-2": "Gloves.\n\nMasks.", "care-3": "Dignity.\n\nMoney."}
    assert "answered 2 times" in found.doubts[0].message


def test_numbers_that_begin_anew_without_a_topic_are_doubted() -> None:
    found = find("\n\n".join(f"Q{id_[-1]}\n\n{answer}" for id_, answer in ANSWERS.items()))

    assert told(found) == ANSWERS
    assert doubted(found) == IDS
    assert "no heading names a topic" in found.answers[0].doubt


def test_one_row_of_low_numbers_may_be_of_any_topic() -> None:
    found = find("Q1\n\nKeep.\n\nQ2\n\nGloves.")

    assert told(found) == {"care-1": "Keep.", "care-2": "Gloves."}
    assert doubted(found) == ["care-1", "care-2"]


def test_words_win_over_a_number_that_says_otherwise_with_a_doubt() -> None:
    found = find(f"Question 2: {QUESTIONS['towns-3'][2]}\n\nAuctions.")

    assert told(found) == {"towns-3": "Auctions."}
    assert "number 2" in found.answers[0].doubt


def test_a_question_worded_alike_in_both_topics_goes_by_the_topic_above_it() -> None:
    words = "What should stay, and what should change?"
    found = find(f"{TOWNS.upper()}\n\n{words}\n\nParking.\n\n{CARE.upper()}\n\n{words}\n\nAll.")

    assert told(found) == {"towns-1": "Parking.", "care-1": "All."}


def test_without_a_topic_such_a_question_is_doubted() -> None:
    found = find("What should stay, and what should change?\n\nAll of it.")

    assert told(found) == {"care-1": "All of it."}
    assert "it may as well be" in found.answers[0].doubt


def test_one_unknown_question_between_known_ones_is_told_by_its_place_with_a_doubt() -> None:
    found = find(
        f"{QUESTIONS['care-2'][2]}\n\nGloves.\n\nWhat guides us?\n\nDignity.\n\n"
        f"{QUESTIONS['care-4'][2]}\n\nShares."
    )

    assert told(found)["care-3"] == "Dignity."
    assert (found.answers[1].evidence, doubted(found)) == ("order", ["care-3"])


def test_an_unknown_question_elsewhere_is_left_where_it_stands_and_named() -> None:
    found = find(
        f"{QUESTIONS['care-4'][2]}\n\nShares.\n\nWhat guides us?\n\nDignity.\n\n"
        f"{QUESTIONS['care-2'][2]}\n\nGloves."
    )

    assert told(found)["care-4"] == "Shares.\n\nWhat guides us?\n\nDignity."
    assert "What guides us?" in found.doubts[0].message


def test_one_answer_to_several_questions_stands_under_the_first_with_a_doubt() -> None:
    found = find(f"{CARE.upper()}\n\nQ2 and Q3: Gloves, and dignity.")

    assert told(found) == {"care-2": "Gloves, and dignity."}
    assert "2, 3" in found.answers[0].doubt


# --- what is kept, left out, refused ---


@pytest.mark.parametrize("text", ["N/A", "No answer", "n/a."])
def test_no_answer_is_kept_as_written(text: str) -> None:
    assert told(find(f"{CARE.upper()}\n\nQ2\n\n{text}\n\nQ3\n\nDignity."))["care-2"] == text


def test_the_word_answer_before_an_answer_is_left_out() -> None:
    found = find("Q3\n\nOur answer: Dignity.\n\nQ4\n\nA: Shares.")

    assert told(found) == {"care-3": "Dignity.", "care-4": "Shares."}
    assert [left.text for left in found.left_out] == ["Q3", "Our answer:", "Q4", "A:"]


@pytest.mark.parametrize(
    "line", ["General remarks", "Any other comments:", "Yours in co-operation,", "Contact: J. Doe"]
)
def test_remarks_and_signatures_at_the_end_belong_to_no_answer(line: str) -> None:
    found = find(f"Q3\n\nDignity.\n\n{line}\n\nJo Example")

    assert told(found) == {"care-3": "Dignity."}
    assert [each.text for each in found.rest] == [line, "Jo Example"]


def test_a_file_that_answers_nothing_is_refused_with_what_was_expected() -> None:
    with pytest.raises(DataError) as caught:
        find("Minutes of the meeting\n\nThe tea was cold. We met at seven.")

    assert "answers none of the 8 questions of Consultation 2021" in str(caught.value)
    assert "Social care, question 1" in str(caught.value)


def test_what_the_reader_left_out_is_listed() -> None:
    blocks = (Block("Q3", 1), Block("Dignity.", 2), Block("4", 3, left_out="a page number"))
    found = find(Reading(blocks, "Q3 Dignity. 4"))

    assert [(left.text, left.why) for left in found.left_out][-1] == ("4", "a page number")


chunks = st.sampled_from(
    [
        *(text for _, _, text in QUESTIONS.values()),
        *REWORDED.values(),
        *ANSWERS.values(),
        *(
            "Q1",
            "Q3:",
            "Question 12",
            "2.",
            "3. Pay",
            "1.2 Values",
            "Social care Q2",
            "General remarks",
        ),
        *("SOCIAL CARE", "Answer:", "A: yes", "N/A", "Why? Because. Who?", "Q2 and 3: Both.", "•"),
    ]
)
blocks = st.one_of(
    st.builds(
        Block,
        text=chunks,
        line=st.integers(1, 40),
        level=st.sampled_from([None, None, 1]),
        is_item=st.booleans(),
        is_tight=st.booleans(),
        look=st.sampled_from([None, Look(), Look(is_bold=True)]),
        left_out=st.sampled_from(["", "", "", "a running head"]),
    ),
    st.lists(st.tuples(chunks, chunks), min_size=1, max_size=3).map(lambda rows: table(*rows)),
)


@given(st.lists(blocks, max_size=12))
def test_no_word_is_lost_whatever_a_file_holds(blocks: list[Block]) -> None:
    reading = Reading(tuple(blocks), "\n".join(block.text for block in blocks))
    try:
        found = find(reading)
    except DataError:
        return
    assert balances(reading, found)
    for place in range(len(found.answers)):
        assert balances(reading, take_out_answer(found, place))
        assert balances(reading, move_answer(found, place, "c/care-1"))
        assert balances(reading, split_answer(found, place, 6))
    for place in range(len(found.rest)):
        assert balances(reading, put_rest_under(found, place, "c/care-1"))


@pytest.mark.parametrize(
    ("at", "parts"),
    [
        (9, ["Dignity.", "Then money."]),
        (8, ["Dignity.", "Then money."]),
        (11, ["Dignity.", "Then money."]),
        (0, ["Dignity. Then money."]),
        (20, ["Dignity. Then money."]),
    ],
)
def test_what_is_split_is_two_where_both_parts_have_words(at: int, parts: list[str]) -> None:
    found = find("Dignity. Then money.\n\nQ3\n\nDignity. Then money.\n\nQ4\n\nShares.")

    split = split_answer(found, 0, at)
    assert [each.text for each in split.answers] == [*parts, "Shares."]
    assert {each.question_id for each in split.answers[:-1]} == {"c/care-3"}
    assert [each.text for each in split_rest(found, 0, at).rest] == parts


# --- mending and the draft ---


def test_answers_are_moved_taken_out_and_put_back_by_hand() -> None:
    found = find("Preface\n\nQ3\n\nDignity.\n\nQ4\n\nShares.")

    moved = move_answer(found, 0, "c/towns-2")
    assert told(moved) == {"towns-2": "Dignity.", "care-4": "Shares."}
    assert moved.answers[0].doubt == ""
    out = take_out_answer(moved, 1)
    assert [each.text for each in out.rest] == ["Preface", "Shares."]
    assert told(put_rest_under(out, 1, "c/care-2"))["care-2"] == "Shares."


def test_the_response_has_every_question_of_the_nation_and_keeps_what_fits_none() -> None:
    asked = consultation(**{"care-2": (Nation.WALES,), "care-3": (Nation.WALES,)})
    found = find("Hello from us.\n\nQ3\n\nDignity.\n\nQ4\n\nShares.\n\nOther comments\n\nBye.")
    draft = response_from(found, asked, Submitter(nation=Nation.ENGLAND))

    answered = {each.question: each.text for each in draft.answers}
    assert "c/care-2" not in answered
    assert (answered["c/care-3"], answered["c/care-4"]) == ("Dignity.", "Shares.")
    assert answered["c/towns-1"] == ""
    assert draft.remarks == "Hello from us.\n\nOther comments\n\nBye."
    assert parse_draft(format_draft(draft)) == draft


@pytest.mark.parametrize(
    ("front", "suggested"),
    [
        (
            "Response of Ambleford Co-operative Party\n\nAgreed at our meeting on 3 May 2021.",
            Suggested("Ambleford Co-operative Party", date(2021, 5, 3), Capacity.LOCAL_PARTY),
        ),
        (
            "HILL AND DALE SOCIETY\n\nThe committee met on 4th June.",
            Suggested("Hill and Dale Society", date(2021, 6, 4), Capacity.SOCIETY),
        ),
        ("The Co-operative Party asked us.", Suggested()),
        ("Answers of Jo", Suggested()),
    ],
)
def test_who_answers_is_suggested_from_the_front(front: str, suggested: Suggested) -> None:
    found = find(f"{front}\n\nQ3\n\nDignity.")

    assert suggest_submitter(found.remarks, consultation().header) == suggested
