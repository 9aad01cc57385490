import pytest
from hypothesis import given
from hypothesis import strategies as st

from policytui.compare.wording import word_instruction

ASSETS = "Where assets are transferred it is vital that they remain local. They must be open."


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
        (
            "the cat the cat",
            "the cat the dog",
            ("After “cat the”, leave out “cat” and insert “dog”",),
        ),
        (
            "per co-operative homes per year",
            "per co-operative homes each year",
            ("After “co-operative homes”, leave out “per” and insert “each”",),
        ),
        (
            "One.\n\nTwo.",
            "One.\n\nTwo.\n\nThree.",
            ("At end insert the following new paragraph: “Three.”",),
        ),
    ],
)
def test_a_change_is_worded_in_the_closed_grammar(base, proposed, instruction):
    assert word_instruction(base, proposed, "Land") == instruction


@given(st.text(alphabet="ab .\n", max_size=30), st.text(alphabet="ab .\n", max_size=30))
def test_every_change_has_a_wording(base, proposed):
    instruction = word_instruction(base, proposed, "Land")

    assert bool(instruction) == (base != proposed)
    assert all(instruction)
