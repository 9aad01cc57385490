import gzip
import json

import pytest
from conftest import SHARED
from hypothesis import given
from hypothesis import strategies as st

from policytui.compare.wording import (
    WORDINGS,
    apply_instructions,
    read_instruction,
    word_instruction,
)
from policytui.errors import DataError
from policytui.text import clean_line, clean_text

ASSETS = "Where assets are transferred it is vital that they remain local. They must be open."
OPEN_POLITICS = SHARED / "data" / "openpolitics-amendments.jsonl"
DC_CODE = SHARED / "data" / "dc-code-amendments-2021-2022.jsonl.gz"

few = st.text(alphabet="ab .\n", max_size=30)
awkward = st.text(alphabet="ab ,.\n\t“”\"'[]1\u00a0\u0301(-", max_size=30)


@pytest.mark.parametrize(
    ("base", "proposed", "instruction"),
    [
        (ASSETS, ASSETS, ()),
        ("", "New words.", ("Insert the following new position, “Land”: “New words.”",)),
        (ASSETS, "", ("Leave out the whole position “Land”",)),
        (
            ASSETS,
            ASSETS.replace("it is vital that they", "they must"),
            ("Leave out “it is vital that they” and insert “they must”",),
        ),
        (
            ASSETS,
            ASSETS.replace(" it is vital that they remain local", " they stay"),
            ("Leave out from “are transferred” to “. They must” and insert “they stay”",),
        ),
        (ASSETS, ASSETS + " Always.", ("At end insert “Always.”",)),
        (
            ASSETS,
            ASSETS.replace("local. ", "local. Nobody may sell them. "),
            ("After “remain local.”, insert “Nobody may sell them.”",),
        ),
        (ASSETS, "Now: " + ASSETS, ("At the beginning, insert “Now:”",)),
        (
            "the cat the cat",
            "the cat the dog",
            ("After “cat the”, leave out “cat” and insert “dog”",),
        ),
        ("cat cat", "dog cat", ("Leave out the first “cat” and insert “dog”",)),
        (
            "per co-operative homes per year",
            "per co-operative homes each year",
            ("After “co-operative homes”, leave out “per” and insert “each”",),
        ),
        (
            "First para.\n\nSecond para.",
            "First para.\n\nSecond para.\n\nThird para.",
            ("At end insert the following new paragraph: “Third para.”",),
        ),
        (
            "It is open. It is fair. Councils may sell homes when they like.",
            "It is open. It is fair. Councils must keep every home that they own.",
            (
                "Leave out from “fair. Councils” to the end and insert "
                "“must keep every home that they own.”",
            ),
        ),
        (
            "One.\n\nTwo.",
            "One.\n\nTwo.\n\nThree.",
            ("At end insert the following new paragraph: “Three.”",),
        ),
        (
            "One.\n\nTwo.",
            "One.\n\nMiddle.\n\nMore.\n\nTwo.",
            (
                "After “One.”, insert the following new paragraphs: "
                "“Middle.” [new paragraph] “More.”",
            ),
        ),
        (
            "- homes\n- shops",
            "- homes\n- land\n- shops",
            ("After “- homes”, insert the following new line: “- land”",),
        ),
        (
            "One here. Two there.",
            "One here.\n\nTwo there.",
            ("After “One here.”, begin a new paragraph",),
        ),
        (
            "One here.\n\nTwo there.",
            "One here. Two there.",
            ("After “One here.”, run on without a new line or paragraph",),
        ),
        ("Build 20 homes.", "Build 30 homes.", ("Leave out “20” and insert “30”",)),
        (
            "We say no to it.",
            "We say (no) to it.",
            ("Leave out “no” and insert “(no”", "After “say no”, insert “)”"),
        ),
        (
            "We say yes to it.",
            "We say “no” to it.",
            ("Leave out “yes” and insert ““no””",),
        ),
        (
            "We say yes.",
            "We say ”no.",
            ("Leave out “yes” and insert [closing quotation mark] “no”",),
        ),
        (
            "one two three",
            "Quite another thing",
            ("Leave out all words and insert “Quite another thing”",),
        ),
        ("We grow, and build, now.", "We grow, now.", ("Leave out “and build,”",)),
    ],
)
def test_a_change_is_worded_in_the_closed_grammar(base, proposed, instruction):
    assert word_instruction(base, proposed, "Land") == instruction


@pytest.mark.parametrize(
    ("wording", "instruction"),
    [
        ("libdem", "Delete “may” and insert “must”"),
        ("plain", "Replace “may” with “must”"),
    ],
)
def test_a_party_has_its_own_words_for_the_same(wording, instruction):
    assert word_instruction("We may act.", "We must act.", "Land", wording) == (instruction,)


def is_carried(base, proposed, wording="commons"):
    lines = word_instruction(base, proposed, "Land “A”", wording)
    return apply_instructions(base, read_instruction(lines)) == proposed


@given(few, few, st.sampled_from(WORDINGS))
def test_what_is_worded_reads_back_and_gives_the_proposed_text(base, proposed, wording):
    assert is_carried(base, proposed, wording)


@given(awkward, awkward, st.sampled_from(WORDINGS))
def test_awkward_characters_are_carried_exactly(base, proposed, wording):
    assert is_carried(base, proposed, wording)


@given(st.text(max_size=20), st.text(max_size=20))
def test_any_characters_are_carried_exactly(base, proposed):
    assert is_carried(base, proposed)


@given(awkward.map(clean_text), awkward.map(clean_text), st.sampled_from(WORDINGS))
def test_each_instruction_is_a_line_that_cleaning_leaves_alone(base, proposed, wording):
    for line in word_instruction(base, proposed, "Land", wording):
        assert line == clean_line(line)


@given(few, few, st.randoms(use_true_random=False))
def test_the_order_of_instructions_does_not_matter(base, proposed, random):
    instructions = list(read_instruction(word_instruction(base, proposed, "Land")))
    random.shuffle(instructions)

    assert apply_instructions(base, instructions) == proposed


@given(few, few)
def test_every_change_has_a_wording(base, proposed):
    instruction = word_instruction(base, proposed, "Land")

    assert bool(instruction) == (base != proposed)
    assert all(instruction)


def test_every_line_that_is_no_instruction_is_named():
    with pytest.raises(DataError) as raised:
        read_instruction("Leave out “a”\n\nLeave out a\nAt end insert “b” now")

    assert [problem.line for problem in raised.value.problems] == [3, 4]


def real_pairs():
    with OPEN_POLITICS.open(encoding="utf-8") as lines:
        for line in list(lines)[::8]:
            for each in json.loads(line)["changes"]:
                yield each["before"] or "", each["after"] or ""
    with gzip.open(DC_CODE, "rt", encoding="utf-8") as lines:
        for line in list(lines)[::60]:
            case = json.loads(line)
            yield tuple(
                "\n\n".join(" ".join(filter(None, each)) for each in case[when]["paras"])
                for when in ("before", "after")
            )


@pytest.mark.parametrize("wording", WORDINGS)
def test_real_amendments_are_carried_exactly(wording):
    if not OPEN_POLITICS.is_file() or not DC_CODE.is_file():
        pytest.skip("the real amendments lie beside the project, not in it, and are absent here")
    pairs = list(real_pairs())

    assert len(pairs) > 40
    assert [pair for pair in pairs if not is_carried(*pair, wording)] == []
