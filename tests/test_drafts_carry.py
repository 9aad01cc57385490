from dataclasses import replace

import pytest

from policytui.compare.anchor import Method
from policytui.compare.merge import Conflict
from policytui.compare.wording import word_instruction
from policytui.corpus.model import Header, Kind, Position
from policytui.drafts.begin import begin_amendment, begin_campaign_idea, revise
from policytui.drafts.carry import Outcome, Target, carry_over, settle
from policytui.drafts.model import State, Submitter
from policytui.drafts.toml import format_draft, parse_draft
from policytui.errors import UsageError
from policytui.text import digest_text

BASE = (
    "We will build ten homes in every town. Councils will own them.\n\n"
    "We will mend the railways and the buses that feed them."
)
OLD = Header("platform", "Our platform", Kind.PLATFORM, "2016")
NEW = replace(OLD, edition="2025")


def target(text, id_="platform/homes", title="Homes", header=NEW):
    return Target(Position(id_, title, text), header)


def draft_of(proposed):
    position = Position("platform/homes", "Homes", BASE)
    return revise(begin_amendment(position, OLD, Submitter("A Mover")), text=proposed)


TWENTY = BASE.replace("ten", "twenty")


def test_a_position_that_reads_as_it_did_leaves_nothing_to_do():
    carry = carry_over(draft_of(TWENTY), target(BASE + "  \n"))

    assert carry.outcome is Outcome.UNCHANGED
    assert carry.proposed is None


def test_a_clean_merge_is_a_draft_to_be_accepted():
    draft = draft_of(TWENTY)
    today = BASE.replace("mend", "renew")

    carry = carry_over(draft, target(today, title="Homes for all"))

    assert carry.outcome is Outcome.CLEAN
    proposed = carry.proposed
    assert proposed is not None
    assert proposed.text == TWENTY.replace("mend", "renew")
    assert (proposed.base.text, proposed.base.digest) == (today, digest_text(today))
    assert (proposed.base.edition, proposed.title) == ("2025", "Homes for all")
    assert proposed.history[-1].what == "carried over to edition 2025"
    assert proposed.history[:-1] == draft.history
    assert proposed.instruction == word_instruction(today, proposed.text, "Homes for all")
    assert parse_draft(format_draft(proposed)) == proposed


def test_the_draft_itself_is_never_changed():
    draft = draft_of(TWENTY)
    carry = carry_over(draft, target(BASE.replace("mend", "renew")))

    assert carry.draft is draft
    assert draft.base.edition == "2016"


def test_conflicts_are_for_a_person_to_settle():
    carry = carry_over(
        draft_of(TWENTY.replace("railways", "canals")),
        target(BASE.replace("ten", "six").replace("Councils", "Co-operatives")),
    )

    assert carry.outcome is Outcome.CONFLICTS
    assert carry.proposed is None
    assert carry.conflicts == (Conflict("ten", "twenty", "six"),)
    settled = settle(carry, ["a dozen"])
    assert settled.text == BASE.replace("ten", "a dozen").replace(
        "Councils", "Co-operatives"
    ).replace("railways", "canals")
    assert settled.history[-1].what == "carried over to edition 2025, 1 conflict settled by hand"


@pytest.mark.parametrize("choices", [[], ["a", "b"]])
def test_each_conflict_needs_one_choice(choices):
    carry = carry_over(draft_of(TWENTY), target(BASE.replace("ten", "six")))

    with pytest.raises(UsageError, match="of 1 conflicts"):
        settle(carry, choices)


def test_leaving_out_a_position_that_changed_is_asked_again():
    today = BASE.replace("ten", "six")

    carry = carry_over(draft_of(""), target(today))

    assert carry.conflicts == (Conflict(BASE, "", today),)
    assert settle(carry, [""]).text == ""


@pytest.mark.parametrize("today", [TWENTY, TWENTY.replace("mend", "renew")])
def test_a_text_that_already_says_it_is_recognised(today):
    assert carry_over(draft_of(TWENTY), target(today)).outcome is Outcome.ALREADY_SAID


def test_a_draft_that_proposes_nothing_yet_follows_the_text():
    today = BASE.replace("ten", "six")

    carry = carry_over(draft_of(BASE), target(today))

    assert carry.proposed is not None
    assert carry.proposed.text == today


@pytest.mark.parametrize(
    ("text", "method"),
    [
        (BASE, Method.EXACT),
        (BASE.replace(" homes", "\nhomes").upper(), Method.NORMALISED),
        (BASE.replace("town", "city"), Method.FUZZY),
    ],
)
def test_a_renamed_position_is_proposed_and_not_taken(text, method):
    others = [target("We will plant trees on every hill.", "platform/trees"), target("", "a/b")]
    draft = draft_of(TWENTY)

    carry = carry_over(draft, None, [*others, target(text, "platform/housing")])

    assert carry.outcome is Outcome.FOUND
    assert carry.proposed is None
    assert carry.certain
    (sighting,) = carry.sightings
    assert (sighting.target.position.id, sighting.method) == ("platform/housing", method)


def test_a_sighting_is_taken_by_carrying_the_draft_to_it():
    draft = draft_of(TWENTY)
    moved = target("Preface.\n\n" + BASE, "platform/housing", "Housing")
    (sighting,) = carry_over(draft, None, [moved]).sightings

    proposed = carry_over(draft, sighting.target).proposed

    assert proposed is not None
    assert proposed.text == "Preface.\n\n" + TWENTY
    assert proposed.base.position == "platform/housing"
    assert proposed.history[-1].what == (
        "carried over to edition 2025, from platform/homes to platform/housing"
    )


def test_the_same_text_under_another_id_is_a_new_base():
    carry = carry_over(draft_of(TWENTY), target(BASE, "platform/housing"))

    assert carry.outcome is Outcome.CLEAN
    assert carry.proposed.text == TWENTY


def test_two_positions_that_fit_as_well_are_both_told():
    carry = carry_over(draft_of(TWENTY), None, [target(BASE, "a/b"), target(BASE, "c/d")])

    assert not carry.certain
    assert [sighting.target.position.id for sighting in carry.sightings] == ["a/b", "c/d"]


def test_a_position_is_known_by_the_rest_when_the_words_in_question_are_gone():
    rest = "We will mend the railways and the buses that feed them, and keep the fares low."
    position = Position("platform/homes", "Homes", f"Build ten homes.\n\n{rest}")
    draft = begin_amendment(position, OLD, Submitter())
    draft = revise(draft, text=draft.text.replace("ten", "twenty"))

    carry = carry_over(draft, None, [target("x", "a/b"), target(rest, "platform/railways")])

    assert [sighting.target.position.id for sighting in carry.sightings] == ["platform/railways"]


@pytest.mark.parametrize(
    ("proposed", "outcome"), [(TWENTY, Outcome.GONE), ("", Outcome.ALREADY_SAID)]
)
def test_what_is_gone_for_good_is_said_so(proposed, outcome):
    carry = carry_over(draft_of(proposed), None, [target("We will plant trees.", "platform/trees")])

    assert carry.outcome is outcome
    with pytest.raises(UsageError):
        settle(carry)


def test_drafts_that_cannot_be_carried_are_refused():
    with pytest.raises(UsageError, match="changes no position"):
        carry_over(begin_campaign_idea("An idea", Submitter()), None)
    with pytest.raises(UsageError, match="submitted"):
        carry_over(replace(draft_of(TWENTY), state=State.SUBMITTED), target(BASE))
