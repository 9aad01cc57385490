import pytest
from hypothesis import given
from hypothesis import strategies as st

from policytui.compare.grammar import WORDINGS, _by_skeleton, read, write
from policytui.compare.instruction import (
    CannotPlace,
    Insert,
    Joining,
    LeaveOut,
    LeaveOutBetween,
    LeaveOutPosition,
    NewPosition,
    Respace,
    Where,
    Words,
    apply_instructions,
)

texts = st.text(alphabet="ab “”\n.,", min_size=1, max_size=10)
words = st.builds(Words, texts, st.sampled_from([0, 0, 1, 2, 9, 10, 11, 12, 13, 21, 22, 103]))
maybe = st.none() | words
instructions = st.one_of(
    st.builds(LeaveOut, words, maybe, st.none() | texts, st.booleans()),
    st.builds(LeaveOutBetween, maybe, maybe, st.none() | texts, st.booleans()),
    st.builds(Insert, texts, st.just(Where.AFTER), words, st.sampled_from(Joining)),
    st.builds(
        Insert,
        texts,
        st.sampled_from([Where.BEGINNING, Where.END]),
        st.none(),
        st.sampled_from(Joining),
    ),
    st.builds(Respace, st.sampled_from(["", " ", "\n", "\n\n", "  ", "\t"]), maybe),
    st.builds(NewPosition, texts, texts, st.just("") | texts),
    st.builds(LeaveOutPosition, texts),
)

BASE = "Homes come first. Councils may buy shops, and may let them.\n\nTenants may stay."


@given(instructions, st.sampled_from(WORDINGS))
def test_what_is_written_reads_back_as_the_same_instruction(instruction, wording):
    assert read(write(instruction, wording)) == instruction


def test_a_sentence_means_the_same_in_every_wording_that_has_it():
    meanings = {}
    for wording in WORDINGS:
        for skeleton, meaning in _by_skeleton(wording).items():
            if skeleton not in meanings:
                meanings[skeleton] = meaning
            key, slots = meanings[skeleton]
            assert (key, slots) == meaning


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("Leave out “shops”", BASE.replace("shops, ", ", ").replace("buy ,", "buy,")),
        ("Leave out “Homes come first.”", BASE.replace("Homes come first. ", "")),
        ("Leave out “Tenants may stay.”", BASE.replace("\n\nTenants may stay.", "")),
        ("After “and”, leave out “may” and insert “must”", BASE.replace("and may", "and must")),
        ("Leave out the third “may” and insert “can”", BASE.replace("Tenants may", "Tenants can")),
        ("After “buy shops”, insert “, homes”", BASE.replace("shops", "shops, homes")),
        ("At end insert “Always.”", BASE + " Always."),
        ("At the beginning, insert “Now:”", "Now: " + BASE),
        (
            "After “let them.”, insert the following new paragraph: “More.”",
            BASE.replace("them.", "them.\n\nMore."),
        ),
        (
            "Leave out from “come first.” to “Tenants may” and insert “They act.”",
            "Homes come first. They act.\n\nTenants may stay.",
        ),
        ("Leave out from “Homes come first” to the end", "Homes come first"),
        ("Leave out all words and insert “Nothing.”", "Nothing."),
        ("After “let them.”, run on without a new line or paragraph", BASE.replace("\n\n", " ")),
        ("Leave out the whole position “Homes”", ""),
    ],
)
def test_an_instruction_does_what_it_says(written, text):
    assert apply_instructions(BASE, [read(written)]) == text


@pytest.mark.parametrize(
    ("written", "why"),
    [
        (["Leave out “may”"], "Instruction 1: “may” stands in the text more than once."),
        (["Leave out “never”"], "Instruction 1: “never” does not stand in the text."),
        (["Leave out “ay”"], "Instruction 1: “ay” does not stand in the text."),
        (
            ["Leave out the fourth “may”"],
            "Instruction 1: “may” stands in the text 3 times, not 4.",
        ),
        (
            ["After “buy”, leave out “may”"],
            "Instruction 1: “may” does not stand after “buy”.",
        ),
        (
            ["Leave out from “Tenants may” to “come first”"],
            "Instruction 1: “come first” does not stand after “Tenants may”.",
        ),
        (
            ["Leave out “shops”", "Leave out “buy shops”"],
            "Instructions 2 and 1 change the same words.",
        ),
        (
            ["At end insert “a”", "At end insert “b”"],
            "Instructions 1 and 2 both insert at the same place.",
        ),
        (
            ["Insert the following new position, “Land”: “Ours.”"],
            "Instruction 1: the new position “Land” cannot be inserted into the text of another "
            "position.",
        ),
    ],
)
def test_what_cannot_be_placed_is_named(written, why):
    with pytest.raises(CannotPlace) as raised:
        apply_instructions(BASE, map(read, written))

    assert raised.value.message == why


@pytest.mark.parametrize(
    "line",
    [
        "",
        "Leave out “a” now",
        "leave out “a”",
        "Leave out a",
        "Leave out “a” and insert the second “b”",
        "At end insert the following new paragraph: “b” without a space",
        "Leave out the whole position “a” without a space",
    ],
)
def test_what_is_not_in_the_grammar_is_not_read(line):
    assert read(line) is None
