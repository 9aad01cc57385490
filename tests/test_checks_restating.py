"""We already say this: how often a paragraph is told rightly, on pairs in our own words."""

from collections import Counter

import pytest

from policytui.checks.nearness.attitude import find_contrary
from policytui.checks.nearness.candidates import Candidates
from policytui.checks.nearness.restating import Stance, find_restated
from policytui.corpus.model import Position

POSITIONS = {
    "libraries": (
        "Branch libraries belong to their neighbourhoods. We will not close branch libraries, "
        "and each will be open on at least four days a week."
    ),
    "fares": (
        "We support free bus travel for everyone under twenty-two, paid for from the road fund."
    ),
    "meals": "We will extend free school meals to every child in a primary school.",
    "tickets": (
        "Ticket offices at railway stations should be kept, and staffed from the first train "
        "to the last."
    ),
    "shale": "We oppose drilling for shale gas anywhere in the country.",
    "rents": "Rents in the private sector should be capped at the rise in wages.",
    "senate": (
        "The House of Lords should be abolished and replaced with an elected senate of the "
        "nations and regions."
    ),
    "hunting": (
        "Hunting with hounds is cruel. The ban on hunting with hounds must be kept and its "
        "gaps closed."
    ),
    "water": (
        "Water companies should be brought back into public ownership, with boards elected by "
        "their customers."
    ),
    "allotments": (
        "Councils should protect allotments from sale, and open new ones where people wait."
    ),
    "betting": "We would forbid advertisements for betting during televised sport.",
    "wardens": "We will double the number of wardens in national parks.",
    "tuition": (
        "Fees for university tuition should be abolished, and grants for living costs restored."
    ),
    "credit": "We back credit unions, and will let them lend to small firms.",
    "nuclear": "We will not build any further nuclear power stations.",
    "pubs": "Tenants should have the right to buy the village pub when its owner sells it.",
}
RESTATES, EXTENDS, OPPOSES = Stance

# What a text does to a position; None where it has nothing to do with it.
PAIRS = [
    (
        "libraries",
        RESTATES,
        "No branch library should be closed, and each should open on four days a week.",
    ),
    ("libraries", OPPOSES, "We will close branch libraries that few people use."),
    ("libraries", OPPOSES, "Branch libraries should be closed."),
    ("libraries", RESTATES, "We will keep branch libraries open on at least four days a week."),
    (
        "libraries",
        EXTENDS,
        "Branch libraries belong to their neighbourhoods. We will not close branch libraries, "
        "and each will be open on at least four days a week. Readers will elect the "
        "librarian, a levy on empty offices will buy books, and children will borrow "
        "telescopes, tents and violins.",
    ),
    ("libraries", None, "Libraries of computer code should be published by every ministry."),
    (
        "fares",
        RESTATES,
        "Everyone under twenty-two should have free bus travel, paid for from the road fund.",
    ),
    ("fares", OPPOSES, "We oppose free bus travel for everyone under twenty-two."),
    ("fares", OPPOSES, "End free bus travel for everyone under twenty-two."),
    ("fares", OPPOSES, "Scrap free bus travel for people under twenty-two."),
    ("fares", None, "Bus drivers should be taught first aid."),
    ("meals", RESTATES, "Free school meals should be extended to every child in a primary school."),
    ("meals", OPPOSES, "We will abolish free school meals in every primary school."),
    ("meals", OPPOSES, "Free school meals should be cut for children in primary school."),
    ("meals", OPPOSES, "Free school meals for every primary school child should be withdrawn."),
    (
        "meals",
        EXTENDS,
        "We will extend free school meals to every child in a primary school. Kitchens will "
        "be rebuilt, cooks will be taught by the county, and half of the vegetables will come "
        "from farms nearby.",
    ),
    ("tickets", OPPOSES, "Ticket offices at railway stations should be closed."),
    ("tickets", OPPOSES, "Scrap ticket offices at railway stations."),
    (
        "tickets",
        RESTATES,
        "Keep ticket offices at railway stations, staffed from first train to last.",
    ),
    ("tickets", RESTATES, "We oppose the closing of ticket offices at railway stations."),
    ("shale", RESTATES, "There should be no drilling for shale gas anywhere in the country."),
    ("shale", RESTATES, "Ban drilling for shale gas anywhere in the country."),
    ("shale", OPPOSES, "We support drilling for shale gas where neighbours agree."),
    ("shale", OPPOSES, "Allow drilling for shale gas."),
    ("rents", OPPOSES, "Rents in the private sector should not be capped."),
    ("rents", OPPOSES, "We reject a cap on rents in the private sector."),
    ("rents", RESTATES, "Cap rents in the private sector at the rise in wages."),
    ("senate", OPPOSES, "We will keep the House of Lords and oppose an elected senate."),
    (
        "senate",
        RESTATES,
        "Abolish the House of Lords and replace it with an elected senate of the nations and "
        "regions.",
    ),
    (
        "senate",
        RESTATES,
        "The House of Lords should be scrapped, and an elected senate of the nations and "
        "regions put in its place.",
    ),
    ("hunting", OPPOSES, "The ban on hunting with hounds should be repealed."),
    ("hunting", OPPOSES, "Hunting with hounds should be allowed."),
    ("hunting", RESTATES, "Keep the ban on hunting with hounds."),
    (
        "fares",
        OPPOSES,
        "Our town has an old market hall. Traders sell fruit there on Saturdays.\n\n"
        "We oppose free bus travel for everyone under twenty-two.\n\n"
        "A new roof on the market hall would cost less than one more car park.",
    ),
    (
        "shale",
        RESTATES,
        "Beaches should be cleaned by those who litter them, week by week, and lifeguards "
        "paid.\n\n"
        "Drilling for shale gas should be banned anywhere in the country.\n\n"
        "Anglers should be asked which piers they use.",
    ),
    ("meals", None, "Teachers should be free to choose which books they read with a school class."),
    (
        "water",
        RESTATES,
        "Bring water companies back into public ownership, with boards elected by customers.",
    ),
    ("water", OPPOSES, "Water companies should stay in private ownership."),
    ("water", OPPOSES, "We oppose public ownership of water companies."),
    ("water", OPPOSES, "Water companies should not be brought back into public ownership."),
    ("allotments", OPPOSES, "Councils should be free to sell allotments."),
    ("allotments", OPPOSES, "Councils should close allotments."),
    (
        "allotments",
        RESTATES,
        "Allotments should be protected from sale by councils, with new ones opened where "
        "people wait.",
    ),
    ("allotments", None, "Councils should sell office blocks that stand half empty."),
    ("betting", RESTATES, "Advertisements for betting should be banned during televised sport."),
    ("betting", OPPOSES, "Allow advertisements for betting during televised sport."),
    ("betting", OPPOSES, "We would not forbid advertisements for betting during televised sport."),
    ("wardens", OPPOSES, "We will halve the number of wardens in national parks."),
    ("wardens", OPPOSES, "Cut the number of wardens in national parks."),
    ("wardens", RESTATES, "The number of wardens in national parks will be doubled."),
    (
        "wardens",
        EXTENDS,
        "We will double the number of wardens in national parks. They will mend walls and "
        "stiles, teach in the schools of the dales, count curlews each spring, and be housed "
        "at a rent that they can pay.",
    ),
    ("tuition", OPPOSES, "Keep fees for university tuition."),
    ("tuition", OPPOSES, "Fees for university tuition should be raised."),
    (
        "tuition",
        RESTATES,
        "Abolish fees for university tuition and restore grants for living costs.",
    ),
    ("tuition", RESTATES, "Scrap university tuition fees and bring back grants for living costs."),
    ("credit", OPPOSES, "Credit unions should be stopped from lending to small firms."),
    ("credit", RESTATES, "Credit unions have our backing; let them lend to small firms."),
    ("credit", None, "Small firms should be paid within thirty days."),
    ("nuclear", OPPOSES, "We will build further nuclear power stations."),
    ("nuclear", RESTATES, "No further nuclear power stations should be built."),
    ("nuclear", RESTATES, "We oppose any further nuclear power stations."),
    ("nuclear", OPPOSES, "We support further nuclear power stations."),
    (
        "pubs",
        RESTATES,
        "When its owner sells the village pub, tenants should have the right to buy it.",
    ),
    ("pubs", OPPOSES, "Tenants should have no right to buy the village pub."),
    ("pubs", OPPOSES, "Remove the right of tenants to buy the village pub."),
    (
        "pubs",
        EXTENDS,
        "Tenants should have the right to buy the village pub when its owner sells it. A bank "
        "of the county should lend the price, brewers should sell to them as to anyone, and "
        "the parish should keep a list of pubs that matter.",
    ),
    (
        "nuclear",
        OPPOSES,
        "Every harbour needs a boat that puts out fires, and a crew to sail it.\n\n"
        "We want further nuclear power stations built.\n\n"
        "Coastguards should be paid by the day and housed near to their boats.",
    ),
    (
        "betting",
        RESTATES,
        "Referees should be paid as players are, and taught by those who have retired.\n\n"
        "During televised sport, advertisements for betting should be forbidden.\n\n"
        "Goalposts in parks belong to everyone.",
    ),
]


@pytest.fixture(scope="module")
def candidates():
    return Candidates.build((id_, "", text) for id_, text in POSITIONS.items())


def read(ids):
    return [Position(id_, "", POSITIONS[id_]) for id_ in ids]


def test_what_a_text_does_to_a_position_is_told_as_often_as_stated(candidates):
    told: Counter[tuple[Stance | None, Stance | None]] = Counter()
    for id_, wanted, text in PAIRS:
        found = {one.position_id: one.stance for one in find_restated(text, candidates, read)}
        assert found.keys() <= {id_}, text
        told[wanted, found.get(id_)] += 1

    assert len(PAIRS) >= 68
    # Measured: 64 of 68. Of 35 that oppose, one passes for a restatement; of 24 that restate, two
    # seem to oppose.
    assert sum(count for (wanted, given), count in told.items() if wanted == given) >= 64
    assert told[OPPOSES, RESTATES] + told[OPPOSES, EXTENDS] <= 1
    assert told[RESTATES, OPPOSES] + told[EXTENDS, OPPOSES] <= 2
    assert told[None, None] == sum(wanted is None for _, wanted, _ in PAIRS)


def test_one_paragraph_among_many_is_heard_and_its_sentences_are_placed(candidates):
    before = "Our town has an old market hall. Traders sell fruit there on Saturdays.\n\n"
    denial = "We oppose free bus travel for everyone under twenty-two."
    text = f"{before}Its roof leaks. {denial}\n\nA new roof costs less than a car park."

    (found,) = find_restated(text, candidates, read)

    assert found.opposed
    mine, its = found.opposed
    assert text[slice(*mine)] == denial
    assert POSITIONS["fares"][slice(*its)] == POSITIONS["fares"]
    assert all(text[start:end] in denial for start, end in found.spans)


def test_what_opposes_is_told_before_what_restates(candidates):
    text = f"{POSITIONS['shale']}\n\nAllow drilling for shale gas anywhere in the country."

    (found,) = find_restated(text, candidates, read)

    assert found.stance is OPPOSES
    assert find_restated(text, candidates, read) == (found,)


@pytest.mark.parametrize(
    ("mine", "other", "is_contrary"),
    [
        ("We oppose the closing of ticket offices.", "Keep ticket offices.", False),
        ("We oppose the closing of ticket offices.", "Close ticket offices.", True),
        ("The ban on hunting with hounds should be repealed.", "Ban hunting with hounds.", True),
        ("The ban on hunting with hounds should be kept.", "Ban hunting with hounds.", False),
        ("We will never delay the harbour bridge.", "Build the harbour bridge.", False),
        ("We are against the harbour bridge.", "Build the harbour bridge.", True),
        ("Guard against floods at the harbour bridge.", "Build the harbour bridge.", False),
        ("Build the harbour bridge by the end of 2030.", "Build the harbour bridge.", False),
        ("Build the harbour bridge to end long queues.", "Build the harbour bridge.", False),
        ("Should we scrap the harbour bridge?", "Build the harbour bridge.", False),
        ("Scrap the harbour bridge and build a ferry.", "Build a ferry at the harbour.", False),
        (
            "Island ferries must stay in public hands.",
            "Island ferries must be in private hands.",
            True,
        ),
        ("Double the grant to island ferries.", "Halve the grant to island ferries.", True),
    ],
)
def test_words_that_turn_things_round_undo_each_other(mine, other, is_contrary):
    assert (find_contrary(mine, other) is not None) is is_contrary
    assert (find_contrary(other, mine) is not None) is is_contrary
