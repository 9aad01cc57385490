import pytest
from hypothesis import given
from hypothesis import strategies as st

from policytui.compare.grammar import write
from policytui.compare.instruction import apply_placed
from policytui.compare.proposing import collisions, propose
from policytui.compare.wording import word_instruction

BASE = (
    "Councils should protect local housing. They may buy empty shops, and rent them out.\n"
    "Every tenant has the right to a secure home, and landlords may not evict without cause.\n\n"
    "We will build 20,000 homes per year by 2030. The council’s own land comes first.\n"
    "They may buy empty shops again."
)


@pytest.mark.parametrize(
    ("typed", "understood"),
    [
        (
            "In line 2, delete 'may not' and replace with 'must never'",
            "Leave out “may not” and insert “must never”",
        ),
        (
            'Delete all after "land comes first." and insert "No sales."',
            "Leave out from “land comes first.” to the end and insert “No sales.”",
        ),
        ("Replace 20,000 with 30,000", "Leave out “20,000” and insert “30,000”"),
        ("change “secure” to “safe”", "Leave out “secure” and insert “safe”"),
        ("REMOVE “, and rent them out”", "Leave out “, and rent them out”"),
        ("Add at end: We will act.", "At end insert “We will act.”"),
        ('Add "We will act." at the end', "At end insert “We will act.”"),
        ("At the start add 'Now:'", "At the beginning, insert “Now:”"),
        ('After "local housing" add "and land"', "After “local housing”, insert “and land”"),
        ("Insert ‘truly’ after ‘secure home’.", "After “secure home”, insert “truly”"),
        ('Insert "truly" before "secure home"', "After “to a”, insert “truly”"),
        ("Line 4: leave out “per year”", "Leave out “per year”"),
        ("3) In para 2, line 4, strike out «per year»", "Leave out “per year”"),
        ("- For “secure” substitute “safe”", "Leave out “secure” and insert “safe”"),
        ("Delete everything and insert: Nothing.", "Leave out all words and insert “Nothing.”"),
        (
            "Add new paragraph at the end:\nFirst.\n\nSecond.",
            "At end insert the following new paragraphs: “First.” [new paragraph] “Second.”",
        ),
        ("Leave out “secure” and insert “safe”", "Leave out “secure” and insert “safe”"),
        ("In paragraph 2, at the end add “Yes.”", "At end insert “Yes.”"),
        ("Delete The council’s own", "Leave out “The council’s own”"),
    ],
)
def test_what_people_type_is_understood_and_placed_exactly(typed, understood):
    (proposal,) = propose(BASE, typed)

    assert write(proposal.instruction) == understood
    assert proposal.is_exact


@pytest.mark.parametrize(
    ("typed", "understood", "note"),
    [
        (
            'After "local houseing" add "and land"',
            "After “local housing”, insert “and land”",
            "“local houseing” was taken to be “local housing” (likeness 96 of 100).",
        ),
        (
            "Delete 'landlords may not evit without case'",
            "Leave out “landlords may not evict without cause”",
            "likeness",
        ),
        (
            "Replace “the COUNCIL's own” with “public”",
            "Leave out “The council’s own” and insert “public”",
            "“the COUNCIL's own” was taken to be “The council’s own”.",
        ),
        (
            "Line 1: leave out “They may buy”",
            "Leave out the first “They may buy”",
            "the one in line 1 was taken",
        ),
        ("Replace secure with safe.", "Leave out “secure” and insert “safe”", "full stop"),
        (
            "Delete from 'by 2030.' to 'comes first'",
            "Leave out from “by 2030.” to “comes first”",
            "are kept",
        ),
        (
            "In line 99, delete “per year”",
            "Leave out “per year”",
            "You named line 99; the words stand in line 4 of the text.",
        ),
        (
            "Line 0: delete “per year”",
            "Leave out “per year”",
            "You named line 0; the words stand in line 4 of the text.",
        ),
        (
            "In para 1, line 4, delete “per year”",
            "Leave out “per year”",
            "You named paragraph 1; the words stand in paragraph 2 of the text.",
        ),
        (
            "In line 1, after “secure” insert “and warm”",
            "After “secure”, insert “and warm”",
            "You named line 1; the words stand in line 2 of the text.",
        ),
        (
            "In line 1, delete all after “comes first.”",
            "Leave out from “comes first.” to the end",
            "You named line 1; all to the end of the whole text is left out.",
        ),
        (
            "In paragraph 1, at the end add “Yes.”",
            "At end insert “Yes.”",
            "You named paragraph 1; the words go to the end of the whole text.",
        ),
        ("Leave out “per year", "Leave out “per year”", "The quotation is not closed."),
        ('Delete "per year', "Leave out “per year”", "The quotation is not closed."),
        ("Delete 'per year", "Leave out “per year”", "The quotation is not closed."),
        ("Delete per year”", "Leave out “per year”", "The quotation is not closed."),
    ],
)
def test_what_is_only_likely_is_proposed_with_what_was_taken_for_granted(typed, understood, note):
    (proposal,) = propose(BASE, typed)

    assert write(proposal.instruction) == understood
    assert not proposal.is_exact
    assert note in " ".join(proposal.notes)
    assert 0 < proposal.score <= 100


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("Delete “nonsense words from nowhere at all”", "does not stand in the text, nor its like"),
        ("Delete “They may buy”", "stands in the text 2 times"),
        ("Line 99: delete “They may buy”", "the text has no line 99: it ends with 5"),
        ("Paragraph 3: delete “They may buy”", "the text has no paragraph 3: it ends with 2"),
        ("Please do something", "is not understood"),
        ("Delete “x and insert “y”", "does not stand in the text"),
        ("Delete", "is not understood"),
        ("After “home” leave out “Councils”", "does not stand in the text"),
    ],
)
def test_what_cannot_be_placed_is_said_with_its_line_and_why(typed, why):
    first, proposal = propose(BASE, "At end insert “Yes.”\n" + typed)

    assert first.is_exact
    assert (proposal.instruction, proposal.placed) == (None, None)
    assert proposal.problem.startswith("Line 2: ")
    assert why in proposal.problem


def test_typed_instructions_that_touch_the_same_words_are_named():
    proposals = propose(BASE, "Delete 'a secure home'\nReplace 'secure' with 'safe'")

    assert collisions(proposals) == ["Instructions 1 and 2 change the same words."]


@pytest.mark.parametrize("base", ["", "One.", "\n\n"])
@given(typed=st.text(alphabet="delete insert after 'x'“y”:\n,1 line", max_size=60))
def test_nothing_that_is_typed_breaks_the_reader(base, typed):
    for proposal in propose(base, typed):
        assert bool(proposal.problem) == (proposal.placed is None)


@given(st.text(alphabet="ab ,.\n", max_size=20), st.text(alphabet="ab ,.\n", max_size=20))
def test_formal_wording_is_placed_exactly_beside_typed_lines(base, proposed):
    proposals = propose(base, "\n".join(word_instruction(base, proposed, "Land")))

    assert all(each.is_exact for each in proposals)
    assert apply_placed(base, [each.placed for each in proposals]) == proposed
