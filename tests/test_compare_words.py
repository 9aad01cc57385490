from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policytui.compare.words import Op, compare_words, tokenise

texts = st.text(alphabet="ab 1.,\n-'x£", max_size=40)


def marked(base, proposed):
    return "".join(
        change.base
        if change.op is Op.EQUAL
        else (f"[-{change.base}-]" if change.base else "")
        + (f"{{+{change.proposed}+}}" if change.proposed else "")
        for change in compare_words(base, proposed)
    )


@given(texts, texts)
def test_the_operations_rebuild_both_texts_exactly(base, proposed):
    changes = compare_words(base, proposed)

    assert "".join(change.base for change in changes) == base
    assert "".join(change.proposed for change in changes) == proposed


@given(st.text(), st.text())
def test_any_characters_are_kept(base, proposed):
    changes = compare_words(base, proposed)

    assert "".join(change.base for change in changes) == base
    assert "".join(change.proposed for change in changes) == proposed


@given(texts, texts)
def test_equal_and_changed_runs_take_turns(base, proposed):
    changes = compare_words(base, proposed)

    assert all((one.op is Op.EQUAL) != (two.op is Op.EQUAL) for one, two in pairwise(changes))


@given(texts)
def test_a_text_compared_with_itself_does_not_change(text):
    assert all(change.op is Op.EQUAL for change in compare_words(text, text))


@given(st.text())
def test_tokens_joined_are_the_text(text):
    assert "".join(tokenise(text)) == text


@pytest.mark.parametrize(
    ("base", "proposed", "shown"),
    [
        (
            "Where assets are transferred it is vital that they remain local.",
            "Where assets are transferred they must remain local.",
            "Where assets are transferred [-it is vital that they-]{+they must+} remain local.",
        ),
        (
            "Build 20,000 homes per year by 2030.",
            "Build 30,000 homes each year by 2035.",
            "Build [-20,000-]{+30,000+} homes [-per-]{+each+} year by [-2030-]{+2035+}.",
        ),
        (
            "Homes come first. Tenants matter.",
            "Homes come first. Councils must pay. Tenants matter.",
            "Homes come first. {+Councils must pay. +}Tenants matter.",
        ),
        ("We build. We grow.", "We grow.", "[-We build. -]We grow."),
        (
            "Local authorities should have the power to buy empty homes.",
            "We would let every parish take over any shop that has stood empty for a year.",
            "[-Local authorities should have the power to buy empty homes-]"
            "{+We would let every parish take over any shop that has stood empty for a year+}.",
        ),
        ("not-for-profit", "for-profit", "[-not-for-profit-]{+for-profit+}"),
        ("", "new", "{+new+}"),
        ("old", "", "[-old-]"),
    ],
)
def test_a_change_reads_as_a_person_would_tell_it(base, proposed, shown):
    assert marked(base, proposed) == shown
