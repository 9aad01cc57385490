"""What is advised and decided on amendments, and the texts that come of it."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from conference_round import (
    NAME,
    all_carried,
    amend,
    call,
    decided,
    insert,
    make_composite,
    position_of,
    texts_of,
    write_texts,
)
from hypothesis import given
from hypothesis import strategies as st

from policytui.conference.decisions.deciding import (
    Decision,
    account,
    clear_decision,
    decide,
    decide_each,
    find_doubtful,
    propose_fallen,
    simulate_decisions,
    tell_decisions,
    tell_votes,
    votes_from,
)
from policytui.conference.decisions.listed import find_listed, group_identical
from policytui.conference.decisions.next_edition import NextEdition, work_out
from policytui.conference.decisions.obstacles import CannotAdopt
from policytui.conference.decisions.placing import place, put_in_place, tell_places
from policytui.conference.decisions.recommendations import (
    Advice,
    Recommendation,
    find_identical,
    find_unanswered,
    find_unequal,
    recommend,
    tell_recommendations,
    withdraw_recommendation,
)
from policytui.conference.decisions.same_words import propose_lost
from policytui.conference.journal import Act, Journal
from policytui.conference.marshalling.outcome import Outcome
from policytui.conference.marshalling.written import tell_fate
from policytui.corpus.model import Document
from policytui.corpus.provenance import format_provenance, parse_provenance
from policytui.drafts.model import Draft
from policytui.errors import DataError, PolicyError, UnknownId, UsageError


@pytest.fixture(scope="module")
def texts(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Document]:
    return texts_of(write_texts(tmp_path_factory.mktemp("corpus")))


def drafts_from(texts: dict[str, Document]) -> dict[str, Draft]:
    """Amendments that touch different words, those that collide with them, and new positions."""
    homes = "plan/homes"
    return {
        "ten": amend(texts, homes, "ten thousand", "twenty thousand", "ten"),
        "run": amend(texts, homes, "should run", "must run", "run"),
        "land": amend(texts, homes, "find the land", "find the land and the money", "land"),
        "roof": amend(texts, "plan/repairs", "a month", "a week", "roof"),
        "shop": amend(texts, "plan/shops", "a year", "six months", "shop"),
        "late": amend(texts, "buses/evening", "nine", "eleven", "late"),
        "free": amend(texts, "buses/fares", "", "", "free"),
        # Collides with "ten".
        "five": amend(texts, homes, "ten thousand", "five thousand", "five"),
        "gone": amend(texts, homes, "", "", "gone"),
        "heat": insert("Warm homes", "Every home is warm.", "heat", theme="Homes"),
    }


OTHERS = ("plan/repairs", "plan/shops")
"""Of the plan, what stands behind the homes."""
APART = ("ten", "run", "land", "roof", "shop", "late", "free")


def text_of(made: tuple[NextEdition, ...], id_: str) -> str:
    return position_of({one.after.id: one.after for one in made}, id_).text


# --- recommendations ---


def test_a_recommendation_stands_until_another_takes_its_place(tmp_path: Path) -> None:
    journal = Journal(tmp_path)
    against = Recommendation(Advice.AGAINST, "It costs too much.")
    first = recommend(journal, ["a", "b"], against, by="Staff")
    assert len(first) == 1
    recommend(journal, ["b"], Recommendation(Advice.REMIT))
    told = tell_recommendations(journal.read())
    assert told["a"].recommendation == against
    assert (told["a"].by, told["a"].at) == ("Staff", first[0].at)
    assert told["b"].recommendation.advice is Advice.REMIT
    withdraw_recommendation(journal, ["a", "c"])
    assert set(tell_recommendations(journal.read())) == {"b"}
    assert len(journal.read()) == 3


def test_a_recommendation_given_twice_is_given_once(tmp_path: Path) -> None:
    journal = Journal(tmp_path)
    for _ in range(2):
        recommend(journal, ["a", "b"], Recommendation(Advice.FOR))
    added = recommend(journal, ["a", "b", "c"], Recommendation(Advice.FOR))
    assert [entry.act.subject for entry in added] == ["c"]
    assert withdraw_recommendation(journal, ["x"]) == ()


@pytest.mark.parametrize(
    ("told", "message"),
    [
        (Recommendation(Advice.AS_MODIFIED), "with the text"),
        (Recommendation(Advice.FOR, text="Words."), "without a text"),
        (Recommendation(Advice.IN_FAVOUR_OF), "must name"),
        (Recommendation(Advice.IN_FAVOUR_OF, rests_on="a"), "of itself"),
        (Recommendation(Advice.ALREADY_POLICY, rests_on="plan"), "not the id of a position"),
        (Recommendation(Advice.AGAINST, rests_on="b"), "names nothing else"),
    ],
)
def test_a_recommendation_that_lacks_something_is_refused(
    tmp_path: Path, told: Recommendation, message: str
) -> None:
    journal = Journal(tmp_path)
    with pytest.raises(UsageError, match=message):
        recommend(journal, ["a"], told)
    assert journal.read() == ()


def test_the_same_words_with_other_answers_are_found(
    tmp_path: Path, texts: dict[str, Document]
) -> None:
    journal = Journal(tmp_path)
    one = amend(texts, "plan/shops", "a year", "six months", "one")
    listed = call([one, replace(one, id="two"), replace(one, id="three")], texts)
    unequal = find_unequal(group_identical(listed), tell_recommendations(journal.read()))
    assert unequal == ()
    recommend(journal, ["one"], Recommendation(Advice.FOR, "Good."))
    assert find_unequal(group_identical(listed), tell_recommendations(journal.read())) == ()
    (left,) = find_unanswered(group_identical(listed), tell_recommendations(journal.read()))
    numbers = {each.id: each.number for each in listed}
    same = f"{numbers['two']} and {numbers['three']}"
    assert str(left) == f"{numbers['one']} is answered; the same words in {same} are not yet"
    recommend(journal, ["two"], Recommendation(Advice.FOR, "Good as well."))
    recommend(journal, ["three"], Recommendation(Advice.IN_FAVOUR_OF, rests_on="two"))
    assert find_unequal(group_identical(listed), tell_recommendations(journal.read())) == ()
    recommend(journal, ["two"], Recommendation(Advice.AGAINST))
    found = find_unequal(group_identical(listed), tell_recommendations(journal.read()))
    assert [{each.id for each in group} for group in found] == [{"one", "two", "three"}]


def test_to_withdraw_each_in_favour_of_the_other_ends(
    tmp_path: Path, texts: dict[str, Document]
) -> None:
    one = amend(texts, "plan/shops", "a year", "six months", "one")
    listed = call([one, replace(one, id="two")], texts)
    journal = Journal(tmp_path)
    recommend(journal, ["one"], Recommendation(Advice.IN_FAVOUR_OF, rests_on="two"))
    recommend(journal, ["two"], Recommendation(Advice.IN_FAVOUR_OF, rests_on="one"))
    assert find_unequal(group_identical(listed), tell_recommendations(journal.read())) == ()


# --- decisions ---


def test_a_decision_is_replaced_and_its_history_stays(tmp_path: Path) -> None:
    journal = Journal(tmp_path)
    decide(journal, ["a"], Decision(Outcome.LOST, "70:80:0"), by="Teller")
    decide(journal, ["a"], Decision(Outcome.CARRIED, "90:80:0"), by="Teller")
    assert decide(journal, ["a"], Decision(Outcome.CARRIED, "90:80:0")) == ()
    told = tell_decisions(journal.read())["a"]
    assert told.decision == Decision(Outcome.CARRIED, "90:80:0")
    assert told.decision.vote_told == "90 for, 80 against, 0 abstentions"
    clear_decision(journal, ["a"])
    assert tell_decisions(journal.read()) == {}
    assert [entry.act.kind for entry in journal.read()] == [
        "decision.set",
        "decision.set",
        "decision.cleared",
    ]


@pytest.mark.parametrize(
    ("typed", "votes", "told"),
    [
        ("120:80:3", "120:80:3", "120 for, 80 against, 3 abstentions"),
        ("120 : 80", "120:80", "120 for, 80 against"),
        ("120 80", "120:80", "120 for, 80 against"),
        ("120 80 0", "120:80:0", "120 for, 80 against, 0 abstentions"),
        ("007:1:1", "7:1:1", "7 for, 1 against, 1 abstention"),
        ("Show of hands", "hands", "on a show of hands"),
        ("", "", ""),
    ],
)
def test_votes_are_read_and_told(typed: str, votes: str, told: str) -> None:
    assert (votes_from(typed) if typed else "") == votes
    assert tell_votes(votes) == told


@pytest.mark.parametrize("typed", ["120", "a:b", "-1:2", "1:2:3:4", "", "٣:٤x"])
def test_what_is_no_vote_is_refused(typed: str) -> None:
    with pytest.raises(UsageError, match="no vote"):
        votes_from(typed)


@pytest.mark.parametrize(
    ("decision", "message"),
    [
        (Decision(Outcome.CARRIED, "80:120:0"), "not carried"),
        (Decision(Outcome.FELL, "1:0:0"), "no vote is taken"),
        (Decision(Outcome.LOST, text="Words."), "Only what is carried"),
        (Decision(Outcome.REMITTED, cause="b"), "Only what fell"),
        (Decision(Outcome.FELL, cause="a"), "Only what fell"),
    ],
)
def test_a_decision_of_which_parts_do_not_go_together_is_refused(
    tmp_path: Path, decision: Decision, message: str
) -> None:
    with pytest.raises(UsageError, match=message):
        decide(Journal(tmp_path), ["a"], decision)


def test_an_entry_of_a_newer_program_is_named(tmp_path: Path) -> None:
    journal = Journal(tmp_path)
    journal.add(lambda _: [Act("decision.set", "a", {"outcome": "postponed"})])
    with pytest.raises(DataError, match=r"journal\.jsonl:1: .*postponed"):
        tell_decisions(journal.read())


def test_what_falls_is_proposed_and_never_set(texts: dict[str, Document]) -> None:
    drafts = drafts_from(texts)
    listed = call([drafts[name] for name in ("ten", "five", "run")], texts)
    standing = decided(ten="carried")
    proposed = propose_fallen(simulate_decisions(listed, standing))
    assert proposed == {"five": Decision(Outcome.FELL, cause="ten")}
    assert set(standing) == {"ten"}
    standing |= decided(five=proposed["five"])
    assert propose_fallen(simulate_decisions(listed, standing)) == {}
    assert find_doubtful(standing, simulate_decisions(listed, standing)) == ()
    standing |= decided(ten="lost")
    assert find_doubtful(standing, simulate_decisions(listed, standing)) == ("five",)


@given(st.data())
def test_every_amendment_has_exactly_one_end(
    tmp_path_factory: pytest.TempPathFactory, texts: dict[str, Document], data: st.DataObject
) -> None:
    journal = Journal(tmp_path_factory.mktemp("round"))
    drafts = drafts_from(texts)
    if data.draw(st.booleans(), "with a composite"):
        make_composite(journal, "plan/homes", ["ten", "run"], "We will build many homes.")
    listed = call(list(drafts.values()), texts, journal)
    ids = [one.id for one in listed]
    outcomes = data.draw(st.dictionaries(st.sampled_from(ids), st.sampled_from(Outcome)))
    ends = account(listed, decided(**{id_: one.value for id_, one in outcomes.items()}))
    assert sorted(end.id for end in ends) == sorted({*drafts, *ids})
    for end in ends:
        assert end.outcome is outcomes.get(end.through or end.id)


def test_a_composite_stands_for_its_members(tmp_path: Path, texts: dict[str, Document]) -> None:
    journal = Journal(tmp_path)
    drafts = drafts_from(texts)
    text = "We will build twenty thousand shared homes. Tenants must run them. Councils find land."
    make_composite(journal, "plan/homes", ["ten", "run"], text)
    listed = call([drafts["ten"], drafts["run"]], texts, journal)
    assert [one.id for one in listed] == ["C1"]
    with pytest.raises(UsageError, match="part of the composite 1"):
        find_listed(listed, "ten")
    ends = {end.id: end for end in account(listed, decided(C1="carried"))}
    assert {id_: end.through for id_, end in ends.items()} == {"C1": "", "ten": "C1", "run": "C1"}
    made = work_out(texts, listed, decided(C1=Decision(Outcome.CARRIED, "hands")), NAME)
    assert text_of(made, "plan/homes") == text
    origins = made[0].provenance.origins["plan/homes"]
    assert [one.submission for one in origins] == ["ten", "run"]
    assert origins[0].told == "composite 1, Mover of ten for Anytown party, on a show of hands"


def test_an_amendment_is_found_by_number_or_id(texts: dict[str, Document]) -> None:
    listed = call([drafts_from(texts)["shop"]], texts)
    assert find_listed(listed, " 1 ") is find_listed(listed, "shop") is listed[0]
    with pytest.raises(UnknownId, match='"2"'):
        find_listed(listed, "2")


# --- the next edition ---


def test_what_was_carried_is_in_the_next_edition_and_nothing_else(
    texts: dict[str, Document],
) -> None:
    drafts = drafts_from(texts)
    listed = call([drafts[name] for name in ("ten", "five", "run", "roof", "late")], texts)
    standing = decided(ten="carried", five="fell", run="lost", roof="remitted", late="not reached")
    (made,) = work_out(texts, listed, standing, NAME)
    changed = [
        (before.text, after.text)
        for before, after in zip(made.before.positions, made.after.positions, strict=True)
        if before != after
    ]
    assert changed == [(old, old.replace("ten", "twenty", 1)) for old, _ in changed]
    header = made.after.header
    assert (header.edition, header.adopted, header.adopted_by) == (
        "2026",
        date(2026, 10, 11),
        "Annual Conference 2026",
    )
    assert header.source == "Edition 2021 as amended by Annual Conference 2026"
    assert list(made.provenance.origins) == ["plan/homes"]


@given(st.permutations(APART), st.randoms())
def test_amendments_that_do_not_collide_give_one_edition_in_any_order(
    texts: dict[str, Document], order: list[str], random: object
) -> None:
    drafts = drafts_from(texts)
    listed = call([drafts[name] for name in order], texts)
    standing = all_carried(listed)
    expected = work_out(texts, call([drafts[name] for name in APART], texts), standing, NAME)
    shuffled = dict(sorted(standing.items(), key=lambda _: random.random()))  # type: ignore[attr-defined]
    made = work_out(texts, listed, shuffled, NAME)
    assert [one.after for one in made] == [one.after for one in expected]
    backwards = work_out(texts, tuple(reversed(listed)), standing, NAME)
    assert [one.after for one in backwards] == [one.after for one in expected]
    assert "plan/homes" in made[1].provenance.origins


def test_of_amendments_that_collide_not_both_can_have_been_carried(
    texts: dict[str, Document],
) -> None:
    drafts = drafts_from(texts)
    listed = call([drafts["ten"], drafts["five"]], texts)
    with pytest.raises(
        CannotAdopt, match=r"plan/homes: amendment 2 .* gone by amendment 1"
    ) as stop:
        work_out(texts, listed, all_carried(listed), NAME)
    assert stop.value.obstacles[0].numbers == ("2", "1")


def test_a_position_that_is_left_out_goes_last_and_its_provenance_stays(
    texts: dict[str, Document],
) -> None:
    drafts = drafts_from(texts)
    listed = call([drafts["gone"], drafts["ten"]], texts)
    (made,) = work_out(texts, listed, all_carried(listed), NAME)
    assert [one.id for one in made.after.positions] == ["plan/repairs", "plan/shops"]
    assert [one.submission for one in made.provenance.origins["plan/homes"]] == ["gone"]


def test_a_document_is_not_emptied(texts: dict[str, Document]) -> None:
    drafts = [amend(texts, f"buses/{name}", "", "", name) for name in ("evening", "fares")]
    listed = call(drafts, texts)
    with pytest.raises(CannotAdopt, match="holds one at least"):
        work_out(texts, listed, all_carried(listed), NAME)


def test_new_positions_stand_behind_those_of_their_theme_with_ids_never_used(
    texts: dict[str, Document],
) -> None:
    drafts = [
        insert("Warm homes", "Every home is warm.", "a", theme="homes"),
        insert("Repairs", "Tenants may mend what is broken.", "b", theme="Homes"),
        insert("Trains", "Trains run at night.", "c"),
        insert("Trams", "Trams run at night.", "d", theme="Travel"),
    ]
    listed = call(drafts, texts)
    taken = ["plan/trains", "buses/trams"]
    (made,) = work_out(texts, listed, all_carried(listed), NAME, taken=taken)
    assert [(one.id, one.themes) for one in made.after.positions] == [
        ("plan/homes", ("Homes",)),
        ("plan/repairs", ("Homes",)),
        ("plan/warm-homes", ("Homes",)),
        ("plan/repairs-2", ("Homes",)),
        ("plan/shops", ("Shops",)),
        ("plan/trains-2", ()),
        ("plan/trams", ("Travel",)),
    ]
    assert made.provenance.origins["plan/trains-2"][0].mover == "Mover of c"


def test_what_is_carried_as_modified_takes_the_modified_text(texts: dict[str, Document]) -> None:
    listed = call([drafts_from(texts)["shop"]], texts)
    text = "A shop that stands empty for nine months is offered to the town."
    standing = decided(shop=Decision(Outcome.CARRIED, text=text))
    assert text_of(work_out(texts, listed, standing, NAME), "plan/shops") == text


def test_an_amendment_to_an_amendment_counts_where_that_is_carried(
    texts: dict[str, Document],
) -> None:
    shop = drafts_from(texts)["shop"]
    lower = amend(texts, "plan/shops", "a year", "three months", "lower")
    assert lower.base
    lower = replace(lower, base=replace(lower.base, text=shop.text))
    listed = call([shop, lower], texts)
    assert sorted(one.number for one in listed) == ["1", "1A"]
    made = work_out(texts, listed, decided(shop="carried", lower="carried"), NAME)
    assert "three months" in text_of(made, "plan/shops")
    assert {one.submission for one in made[0].provenance.origins["plan/shops"]} == {"shop", "lower"}
    made = work_out(texts, listed, decided(shop="carried", lower="lost"), NAME)
    assert "six months" in text_of(made, "plan/shops")
    assert work_out(texts, listed, decided(shop="lost", lower="carried"), NAME) == ()


def moved(texts: dict[str, Document], old: str, new: str) -> dict[str, Document]:
    """The texts with some words of the plan changed since."""
    plan = texts["plan"]
    positions = tuple(
        replace(one, text=one.text.replace(old, new)) for one in plan.positions if new or old
    )
    return texts | {"plan": Document(plan.header, positions)}


def test_a_position_that_changed_since_is_named_and_nothing_is_adopted(
    texts: dict[str, Document],
) -> None:
    drafts = drafts_from(texts)
    today = moved(texts, "Tenants should", "Those who live there should")
    listed = call([drafts["ten"], drafts["roof"]], today)
    with pytest.raises(CannotAdopt, match=r"plan/homes: changed since the edition 2021") as stop:
        work_out(today, listed, all_carried(listed), NAME)
    assert [(one.subject, one.is_moved) for one in stop.value.obstacles] == [("plan/homes", True)]
    assert "--merge" in stop.value.hint
    made = work_out(today, listed, all_carried(listed), NAME, merges=True)
    assert text_of(made, "plan/homes").startswith(
        "We will build twenty thousand shared homes. Those who live there should run them."
    )
    assert made[0].merged == ("plan/homes",)


def test_a_change_of_the_same_words_since_cannot_be_merged(texts: dict[str, Document]) -> None:
    today = moved(texts, "ten thousand", "nine thousand")
    listed = call([drafts_from(texts)["ten"]], today)
    with pytest.raises(CannotAdopt, match="plan/homes: amendment 1 was carried, but"):
        work_out(today, listed, all_carried(listed), NAME, merges=True)


def test_what_the_text_came_to_say_by_itself_stands_in_nobodys_way(
    texts: dict[str, Document],
) -> None:
    today = moved(texts, "ten thousand", "twenty thousand")
    listed = call([drafts_from(texts)["ten"]], today)
    with pytest.raises(CannotAdopt, match="changed since"):
        work_out(today, listed, all_carried(listed), NAME)
    assert work_out(today, listed, all_carried(listed), NAME, merges=True) == ()


def test_a_position_or_document_that_is_gone_is_named(texts: dict[str, Document]) -> None:
    drafts = drafts_from(texts)
    plan = texts["plan"]
    today = {"plan": Document(plan.header, plan.positions[1:])}
    lost = insert("Night buses", "Buses run at night.", "night", document="buses")
    listed = call([drafts["ten"], lost], today)
    with pytest.raises(CannotAdopt) as stop:
        work_out(today, listed, all_carried(listed), NAME, merges=True)
    assert {one.subject for one in stop.value.obstacles} == {"plan/homes", "buses"}


def test_a_new_position_goes_where_staff_put_it_and_is_named_while_nobody_did(
    tmp_path: Path, texts: dict[str, Document]
) -> None:
    journal = Journal(tmp_path)
    drafts = [
        insert("Warm homes", "Every home is warm.", "heat", document=""),
        insert("Cool homes", "No home is hot.", "cool", document="gone"),
        insert("Cool homes", "No home is hot.", "twin", document="gone"),
        amend(texts, "plan/shops", "a year", "six months", "shop"),
    ]
    listed = call(drafts, texts)
    named = {one.id: one for one in listed}

    def make() -> list[str]:
        placed = put_in_place(listed, tell_places(journal.read()))
        made = work_out(texts, placed, all_carried(listed), NAME)
        return [one.id for each in made for one in each.after.positions]

    with pytest.raises(CannotAdopt) as stop:
        make()
    assert [one.is_unplaced for one in stop.value.obstacles] == [True, True]
    assert f"“Warm homes” of amendment {named['heat'].number} has no document" in str(stop.value)
    number = stop.value.obstacles[0].numbers[0]
    assert f"policytui adopt --place {number} DOCUMENT" in (stop.value.hint or "")
    for id_ in ("heat", "twin"):
        place(journal, named[id_], texts["plan"], "plan/homes")
    assert make() == ["plan/homes", "plan/warm-homes", "plan/cool-homes", *OTHERS]
    place(journal, named["heat"], texts["plan"], theme="shops")
    assert make() == ["plan/homes", "plan/cool-homes", *OTHERS, "plan/warm-homes"]
    place(journal, named["heat"], texts["buses"])
    assert make() == [
        "buses/evening",
        "buses/fares",
        "buses/warm-homes",
        "plan/homes",
        "plan/cool-homes",
        *OTHERS,
    ]
    assert place(journal, named["heat"], texts["buses"]) == ()
    for wrong, document, after in (
        ("shop", "plan", ""),
        ("heat", "plan", "plan/none"),
        ("heat", "plan", "buses/fares"),
    ):
        with pytest.raises(PolicyError, match=r"no new position|has no position"):
            place(journal, named[wrong], texts[document], after)


def test_a_place_that_is_left_out_meanwhile_is_named(
    tmp_path: Path, texts: dict[str, Document]
) -> None:
    journal = Journal(tmp_path)
    gone = amend(texts, "plan/homes", "", "", "gone")
    listed = call([gone, insert("Warm homes", "Every home is warm.", "heat")], texts)
    place(journal, next(one for one in listed if one.id == "heat"), texts["plan"], "plan/homes")
    placed = put_in_place(listed, tell_places(journal.read()))
    with pytest.raises(CannotAdopt, match="plan/homes: is no longer there") as stop:
        work_out(texts, placed, all_carried(listed), NAME)
    assert [one.is_unplaced for one in stop.value.obstacles] == [True]


@pytest.mark.parametrize("is_advised", [True, False])
def test_words_that_the_mover_did_not_write_are_not_credited_to_the_mover_alone(
    tmp_path: Path, texts: dict[str, Document], is_advised: bool
) -> None:
    journal = Journal(tmp_path)
    listed = call([drafts_from(texts)["shop"]], texts)
    text = "A shop that stands empty for nine months is offered to the town."
    if is_advised:
        recommend(journal, ["shop"], Recommendation(Advice.AS_MODIFIED, text=text))
    standing = decided(shop=Decision(Outcome.CARRIED, "120:80", text=text))
    given = tell_recommendations(journal.read())
    (made,) = work_out(texts, listed, standing, NAME, given=given)
    (origin,) = made.provenance.origins["plan/shops"]
    whose = "by the committee" if is_advised else "at conference"
    assert origin.told.endswith(f", as modified {whose}, 120 for, 80 against")
    assert parse_provenance(format_provenance(made.provenance)) == made.provenance
    fate = simulate_decisions(listed, standing).fates["shop"]
    assert tell_fate(fate, {}) == "Carried as modified"


def test_what_says_the_same_as_what_was_lost_is_offered_as_lost(
    tmp_path: Path, texts: dict[str, Document]
) -> None:
    shop = drafts_from(texts)["shop"]
    twins = [replace(shop, id=f"shop-{n}") for n in (2, 3)]
    listed = call([shop, *twins, drafts_from(texts)["run"]], texts)
    standing = decided(shop="lost", **{"shop-3": "withdrawn"})
    proposed = propose_lost(listed, standing, simulate_decisions(listed, standing))
    assert proposed == {"shop-2": Decision(Outcome.LOST, cause="shop")}
    decide_each(Journal(tmp_path), proposed)
    standing |= {**tell_decisions(Journal(tmp_path).read())}
    simulation = simulate_decisions(listed, standing)
    assert propose_lost(listed, standing, simulation) == {}
    assert find_doubtful(standing, simulation) == ()
    standing |= decided(shop="carried")
    assert find_doubtful(standing, simulate_decisions(listed, standing)) == ("shop-2",)


def test_those_that_say_the_same_as_some_are_found(texts: dict[str, Document]) -> None:
    drafts = drafts_from(texts)
    twins = [replace(drafts["shop"], id=f"shop-{n}") for n in (2, 3)]
    groups = tuple(group_identical(call([*drafts.values(), *twins], texts)))
    assert [one.id for one in find_identical(groups, {"shop", "ten"})] == ["shop-2", "shop-3"]
    assert [one.id for one in find_identical(groups, {"shop", "shop-3"})] == ["shop-2"]
    assert find_identical(groups, {"ten", "five"}) == ()
