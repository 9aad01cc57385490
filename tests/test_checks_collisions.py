"""Open amendments beside each other."""

import random
import time
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policytui.checks.finding import Severity
from policytui.checks.rules.collisions import find_collisions
from policytui.compare.collisions import amendment_between, apply_together
from policytui.drafts.model import Base, Draft, DraftKind, Relates, Relation, Submitter
from policytui.text import digest_text

MOMENT = datetime(2026, 3, 1, tzinfo=UTC)
BASE = (
    "Every village should have a ferry. It should sail twice a day from May to October.\n\n"
    "A crossing should cost 4 pounds. Children travel free, and dogs with them."
)


def amendment(text, id_="a", mover="A. Member", *, base=BASE, position="platform/ferries"):
    return Draft(
        id=id_,
        kind=DraftKind.AMENDMENT,
        title="Ferries",
        created=MOMENT,
        updated=MOMENT,
        base=Base(position, "Our platform", "2024", "Ferries", base, digest_text(base)),
        text=text,
        submitter=Submitter(mover),
    )


def changed(*pairs):
    """The position with words exchanged."""
    text = BASE
    for old, new in pairs:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return text


def beside(one, other):
    """What is found where one text and another are proposed."""
    drafts = (amendment(one, "a", "A. Member"), amendment(other, "b", "B. Friend"))
    return find_collisions(drafts)


FERRY_GOES = ("Every village should have a ferry. ", "")
FREE_GOES = (" Children travel free, and dogs with them.", "")

SAME_WORDS = [
    ([("twice a day", "three times a day")], [("twice a day", "four times a day")]),
    ([("4 pounds", "5 pounds")], [("4 pounds", "3 pounds")]),
    ([("May to October", "April to October")], [("May to October", "March to October")]),
    ([("Every village", "Every island")], [("Every village", "Each harbour")]),
    ([("Children travel free", "Pupils travel free")], [("Children travel", "Pensioners ride")]),
    (
        [("should sail twice", "must sail twice")],
        [("It should sail twice a day", "It sails daily")],
    ),
    ([("a ferry", "two ferries")], [("have a ferry", "share a boat")]),
    ([("dogs", "cats")], [("dogs", "horses"), ("4 pounds", "5 pounds")]),
    ([("October", "November")], [("October", "September"), FERRY_GOES]),
    ([("cost 4 pounds", "be free")], [("4 pounds", "2 pounds")]),
    ([("twice a day from May", "daily from June")], [("May to October", "all the year")]),
]


@pytest.mark.parametrize(("one", "other"), SAME_WORDS)
def test_two_amendments_to_the_same_words_are_found(one, other):
    (finding,) = beside(changed(*one), changed(*other))

    assert (finding.code, finding.subject, finding.other) == ("COL001", "a", "b")
    assert "A. Member (a)" in finding.message
    assert "B. Friend (b)" in finding.message
    for evidence, text in zip(finding.evidence, (changed(*one), changed(*other)), strict=True):
        assert text[evidence.start :].startswith(evidence.text)
        assert evidence.spans


LEFT_OUT_AND_CHANGED = [
    ([FERRY_GOES], [("Every village", "Every island")]),
    ([FREE_GOES], [("Children travel free", "Pupils travel free")]),
    ([FREE_GOES], [("and dogs with them", "with their dogs")]),
    ([(" from May to October", "")], [("May to October", "March to October")]),
    ([("twice a day ", "")], [("twice a day", "three times a day")]),
    ([(", and dogs with them", "")], [("dogs", "cats")]),
    ([("\n\nA crossing should cost 4 pounds. Children travel free, and dogs with them.", "")],
     [("4 pounds", "5 pounds")]),
    ([(BASE, "")], [("twice", "once")]),
    ([(BASE, "")], [("have a ferry.", "get a ferry at once.")]),
    ([FREE_GOES], [("travel free", "travel for free on all boats")]),
    ([FERRY_GOES], [("have a ferry", "own a ferry")]),
]  # fmt: skip


@pytest.mark.parametrize(("one", "other"), LEFT_OUT_AND_CHANGED)
@pytest.mark.parametrize("turned", [False, True])
def test_words_left_out_that_another_changes_are_found(one, other, turned):
    texts = (changed(*one), changed(*other))
    finding, *more = beside(*(reversed(texts) if turned else texts))

    assert (finding.code, more) == ("COL002", [])
    leaves = finding.evidence[turned]
    assert (leaves.field, leaves.source) == ("base", "b" if turned else "a")
    assert BASE[leaves.start :].startswith(leaves.text)
    assert f"({'b' if turned else 'a'}) leaves out" in finding.message


ONE_PLACE = [
    ([("a ferry.", "a ferry with a crew.")], [("a ferry.", "a ferry and a pier.")]),
    ([("with them.", "with them. Cats pay.")], [("with them.", "with them. Horses pay double.")]),
    ([("4 pounds.", "4 pounds each way.")], [("4 pounds.", "4 pounds at most.")]),
    ([("twice a day", "twice a week day")], [("twice a day", "twice a summer day")]),
    ([("and dogs", "and small dogs")], [("and dogs", "and old dogs")]),
    ([("October.", "October and at Christmas.")], [("October.", "October, even in storms.")]),
]
IDENTICAL = [
    [("twice", "three times")],
    [FERRY_GOES],
    [("with them.", "with them. Cats pay.")],
    [("4 pounds", "5 pounds"), ("May", "April")],
    [("village", "island")],
]


@pytest.mark.parametrize(("one", "other"), ONE_PLACE)
def test_words_put_in_at_one_place_are_found(one, other):
    (finding,) = beside(changed(*one), changed(*other))

    assert (finding.code, finding.severity) == ("COL003", Severity.NOTE)
    assert "which words come first" in finding.message


@pytest.mark.parametrize("changes", IDENTICAL)
def test_the_very_same_change_is_told_once(changes):
    (finding,) = beside(changed(*changes), changed(*changes))

    assert finding.code == "COL003"
    assert "A. Member (a), B. Friend (b) make the same change" in finding.message
    assert finding.evidence[0].text == finding.evidence[1].text


APART = [
    ([("twice", "once")], [("4 pounds", "5 pounds")]),
    ([("Every village", "Every island")], [("a ferry", "two ferries")]),
    ([("May", "April")], [("October", "November")]),
    ([("Children", "Pupils")], [("dogs", "cats")]),
    ([FERRY_GOES], [("twice", "once")]),
    ([FERRY_GOES], [FREE_GOES]),
    ([FREE_GOES], [("4 pounds", "5 pounds")]),
    ([("twice", "once")], [("from May to October", "all the year")]),
    ([("A crossing", "Each crossing")], [("cost 4", "cost 5")]),
    ([("a ferry.", "a ferry with a crew.")], [("with them.", "with them. Cats pay.")]),
    ([("free,", "free on Sundays,")], [("with them", "beside them")]),
    ([("It should sail", "It must sail")], [("crossing should cost", "crossing must cost")]),
    ([("village", "island")], [("pounds", "euros")]),
    ([("October.\n\nA", "October. A")], [("village", "island")]),
    ([("Every village", "Each village")], [("twice a day", "each day"), ("dogs", "cats")]),
    ([("day", "week")], [("May", "June")]),
    ([(BASE, BASE)], [("May", "June")]),
    ([(BASE, BASE)], [(BASE, BASE)]),
    ([("dogs", "cats")], [("May", "June"), ("4 pounds", "5 pounds")]),
    ([("Children travel", "Young people travel")], [("crossing", "passage")]),
]


@pytest.mark.parametrize(("one", "other"), APART)
def test_amendments_that_do_not_touch_are_no_matter(one, other):
    assert beside(changed(*one), changed(*other)) == ()


def test_amendments_to_other_positions_or_other_texts_of_one_are_not_held_together():
    one, other = changed(("4 pounds", "5 pounds")), changed(("4 pounds", "3 pounds"))
    elsewhere = amendment(other, "b", position="platform/boats")
    older = amendment(other.replace("ferry", "boat"), "b", base=BASE.replace("ferry", "boat"))

    assert find_collisions((amendment(one), elsewhere)) == ()
    assert find_collisions((amendment(one), older)) == ()


@pytest.mark.parametrize(
    "changes",
    [
        {"relates": (Relates("platform/ferries", Relation.NARROWS),)},
        {"text": "As platform/ferries says, boats should sail."},
        {"reason": "It follows from platform/ferries, which should stay."},
    ],
)
def test_a_position_that_is_named_by_one_draft_and_left_out_by_another_is_found(changes):
    leaving = amendment("", "a")
    citing = replace(
        amendment("x", "b", "B. Friend"), kind=DraftKind.NEW_POSITION, base=None, **changes
    )

    (finding,) = find_collisions((citing, leaving))

    assert (finding.code, finding.subject, finding.other) == ("COL002", "b", "a")
    assert find_collisions((citing, amendment(changed(("4", "5"))))) == ()


def test_of_many_that_touch_each_is_told_beside_the_nearest_and_their_number_is_told():
    drafts = [amendment(changed(("4 pounds", f"{n} pounds")), f"d{n:03}") for n in range(5, 305)]
    random.Random(1).shuffle(drafts)

    began = time.process_time()
    found = find_collisions(tuple(drafts))

    assert time.process_time() - began < 5
    assert {finding.code for finding in found} == {"COL001"}
    assert len(found) <= 5 * len(drafts)
    told = {finding.subject for finding in found} | {finding.other for finding in found}
    assert told == {draft.id for draft in drafts}
    assert "300 drafts change words here" in found[0].why


words = st.lists(st.sampled_from(["ferry", "sails", "each", "day", "for", "all"]), max_size=12)


@given(st.lists(words, min_size=2, max_size=4))
def test_what_is_found_of_two_is_what_applying_both_finds(texts):
    base = "Each ferry sails for all who pay, each day."
    drafts = [amendment(" ".join(text), f"d{n}", base=base) for n, text in enumerate(texts[:2])]
    pair = [amendment_between(draft.id, base, draft.text) for draft in drafts]
    together = apply_together(base, pair)

    found = find_collisions(tuple(drafts))

    collides = [finding for finding in found if "the same change" not in finding.message]
    assert len(collides) == len(together.collisions)


def test_the_order_of_the_drafts_changes_nothing():
    drafts = [amendment(changed(*one), f"d{n}") for n, (one, _) in enumerate(SAME_WORDS)]

    assert find_collisions(tuple(drafts)) == find_collisions(tuple(drafts[::-1]))
