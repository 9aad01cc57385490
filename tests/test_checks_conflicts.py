"""CON001 to CON003: what a text says otherwise than others of the corpus. Hints, no verdicts."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from corpora import write_corpus
from hypothesis import given, settings
from hypothesis import strategies as st

from policytui.checks.basis import Basis
from policytui.checks.finding import Severity, Tier
from policytui.checks.nearness.contrary import find_opposed
from policytui.checks.reading.claims import read_claims
from policytui.checks.reading.opposition import find_opposition, may_oppose
from policytui.checks.reading.sketches import sketch
from policytui.checks.reading.statements import read_statements
from policytui.checks.rules import conflicts
from policytui.checks.rules.conflicts import (
    RULES,
    compare_statements,
    find_conflicts,
    find_corpus_conflicts,
    rarity_in,
)
from policytui.corpus.catalogue import Catalogue
from policytui.corpus.model import Position
from policytui.drafts.model import Draft, DraftKind, base_from

_NOW = datetime(2026, 5, 1, tzinfo=UTC)
_COMMON = frozenset(["will", "should", "must", "year", "council", "member", "people", "govern"])
_PRECISION_FLOOR = 0.95
_RECALL_FLOOR = 0.9

TRUE = {
    "CON001": [
        ("We will plant 20,000 pear trees in orchards.", "Orchards should gain 5,000 pear trees."),
        (
            "We will plant at least 900 pear trees in orchards.",
            "We should plant 300 pear trees in orchards.",
        ),
        ("Orchards must keep 12 beehives each.", "Each of the orchards must keep 30 beehives."),
        ("We will open 40 cider barns in villages.", "Villages should have 60 cider barns."),
        ("We will pay orchard growers £12 per hour.", "Pay orchard growers £15 per hour, we must."),
        ("Cider duty for growers must be 5%.", "Growers should face cider duty of 8 per cent."),
        (
            "No more than 20 wasps may nest in orchards.",
            "At least 50 wasps should nest in orchards.",
        ),
        (
            "We will train 500 beekeepers for orchards.",
            "Orchards need us to train 700 beekeepers; we will.",
        ),
        (
            "Harvest leave for growers must last six weeks.",
            "Growers must have harvest leave of nine weeks.",
        ),
        (
            "We will plant about 100 quince trees in hamlets.",
            "Hamlets should get 200 quince trees.",
        ),
    ],
    "CON002": [
        ("Orchards must have beehives by 2030.", "By 2032 all orchards should have beehives."),
        (
            "We will plant quince trees in hamlets by 2028.",
            "Hamlets should have quince trees by 2031.",
        ),
        (
            "Cider barns will open to growers before 2029.",
            "Growers should have cider barns by 2035.",
        ),
        (
            "Growers must register beehives within two years.",
            "Growers should register beehives within five years.",
        ),
        ("From 2027 growers must label cider.", "Growers should label cider from 2030."),
        (
            "Cider labels must name growers by May 2027.",
            "Cider labels should name growers by June 2027.",
        ),
        ("Wasps must leave orchards until 2040.", "Orchards should be free of wasps by 2045."),
        ("Beehives will reach hamlets by the end of 2030.", "Hamlets must have beehives by 2036."),
        (
            "Quince growers must be paid by 1 May 2027.",
            "Quince growers should be paid by 9 May 2027.",
        ),
        (
            "Barns must shelter beehives no later than 2026.",
            "Barns should shelter beehives by 2027.",
        ),
    ],
    "CON003": [
        ("We support cider duty for growers.", "Cider duty for growers should be opposed."),
        ("We will increase cider duty for growers.", "Cider duty for growers must be reduced."),
        ("We will ban wasp traps in orchards.", "Wasp traps in orchards should be allowed."),
        ("Build cider barns beside orchards.", "We will demolish cider barns beside orchards."),
        (
            "We will strengthen beekeeper checks in orchards.",
            "Beekeeper checks in orchards should be weakened.",
        ),
        (
            "We will nationalise cider barns in hamlets.",
            "Cider barns in hamlets must be privatised.",
        ),
        (
            "We would keep quince subsidies; they must be protected for growers.",
            "Quince subsidies for growers must be abandoned.",
        ),
        (
            "We will expand quince orchards near hamlets.",
            "Quince orchards near hamlets should shrink; we will shrink quince orchards.",
        ),
        (
            "Regulatory checks of beekeepers should be toughened.",
            "Regulatory checks of beekeepers should be relaxed.",
        ),
        (
            "We will create an orchard beekeeper register.",
            "The orchard beekeeper register should be abolished.",
        ),
        (
            "We will extend harvest leave for growers.",
            "We should restrict harvest leave for growers.",
        ),
    ],
}

NEAR_MISSES = [
    # Bounds that meet, the same figure, another period, another thing, another share.
    ("Plant at least 200 pear trees in orchards.", "We should plant 500 pear trees in orchards."),
    (
        "We will plant 20,000 pear trees in orchards.",
        "Orchards must get twenty thousand pear trees.",
    ),
    (
        "Orchards should gain 500 pear trees a year.",
        "Orchards must gain 9,000 pear trees a decade.",
    ),
    (
        "We will plant 200 pear trees in orchards.",
        "We will place 40 beehives among orchard pear rows.",
    ),
    ("We will plant 200 pear trees.", "We will found 300 libraries."),
    ("Orchards grew 200 pear trees.", "Orchards grew 900 pear trees."),
    ("See page 12 on pear orchards; we will act.", "See page 40 on pear orchards; we will act."),
    ("Plant up to 500 pear trees in orchards.", "We should plant 300 pear trees in orchards."),
    ("We will plant about 100 quince trees in hamlets.", "Hamlets should get 105 quince trees."),
    ("Cider duty must be 5%.", "Turnout at the fair should be 60%."),
    # The same deadline, one that fits, another matter, history.
    ("Orchards must have beehives by 2030.", "Beehives should be in orchards by 2030."),
    ("Orchards must have beehives by 2030.", "Orchards must have beehives by May 2030."),
    ("Orchards must have beehives by 2030.", "Libraries must have lifts by 2035."),
    ("Orchards must have beehives by 2030.", "From 2025 orchards must have beehives."),
    ("Orchards had beehives by 1930.", "Orchards had beehives by 1935."),
    ("Orchards must have beehives by 2030.", "In 1990 orchards had beehives; we will not forget."),
    # The same direction, a "not" alone, another object, both weighed, no normative sentence.
    ("We support cider duty for growers.", "Cider duty for growers should be backed."),
    ("We will not increase cider duty for growers.", "We will reduce cider duty for growers."),
    ("We will increase cider duty for growers.", "We will not increase cider duty for growers."),
    (
        "We will increase cider duty for growers.",
        "We will reduce wasp traps where growers make cider in orchards.",
    ),
    (
        "We will build cider barns beside orchards.",
        "We will build and never demolish cider barns beside orchards.",
    ),
    (
        "We will increase cider duty; we will reduce cider duty on small growers.",
        "We must reduce cider duty on growers.",
    ),
    ("Cider duty rose for growers.", "Cider duty fell for growers."),
    ("Should we increase cider duty for growers?", "Should we reduce cider duty for growers?"),
    ("We will support people.", "We will oppose people."),
    ("", "We will reduce cider duty for growers."),
]


_POOL = "The village should provide a warm pool for swimmers in each hamlet."
DENIED = [
    # What is proposed, a sentence that denies it, the telling words of that sentence.
    (_POOL, "The village should not provide a warm pool for swimmers.", "not … provide"),
    (_POOL, "The village shouldn't provide a warm pool for swimmers.", "shouldn't … provide"),
    (_POOL, "The village should no longer provide a warm pool for swimmers.", "no … provide"),
    (_POOL, "We oppose a warm pool for swimmers in each hamlet.", "oppose … warm"),
    (_POOL, "Scrap the plan for a warm pool for swimmers in each hamlet.", "Scrap … warm"),
    (_POOL, "The party rejects any warm pool for swimmers in a hamlet.", "rejects … warm"),
    (_POOL, "We are against a warm pool for swimmers in each hamlet.", "against … warm"),
    (_POOL, "Swimmers in each hamlet should lose the warm pool of the village.", "lose … warm"),
    (_POOL, "The village should stop providing a warm pool for swimmers.", "stop … providing"),
    (
        "There should be light regulation of cider barns in hamlets.",
        "There should be no regulation of cider barns in hamlets.",
        "no … regulation",
    ),
    (
        "There is a need to give each hamlet a register of barns.",
        "We do not believe there is a need to give each hamlet a register of barns.",
        "not … need",
    ),
    (
        "Barn owners must be required to publish the rents of barns.",
        "Barn owners aren't required to publish rents; that should stay.",
        "aren't … required",
    ),
    (
        "The sale of a barn must come alongside a lock on its rents.",
        "The sale of a barn must not come alongside a lock on its rents.",
        "not … come",
    ),
    (
        "Warm pools should not be closed before swimmers have met.",
        "Warm pools should be closed before swimmers have met.",
        "closed",
    ),
]
NOT_DENIED = [
    (_POOL, "The village should not only provide a warm pool for swimmers but heat it."),
    (_POOL, "The village should not fail to provide a warm pool for swimmers in each hamlet."),
    (_POOL, "We would not oppose a warm pool for swimmers in each hamlet."),
    (_POOL, "The village should provide a warm pool for swimmers unless a hamlet refuses."),
    (_POOL, "The village should not cut the warm pool for swimmers in each hamlet."),
    (_POOL, "The village should never delay a warm pool for swimmers in each hamlet."),
    (_POOL, "The village should provide a warm pool for swimmers, and must not charge for it."),
    (_POOL, "The village should provide a warm pool for swimmers without delay."),
    (_POOL, "The village should provide a warm pool for swimmers by the end of 2030."),
    (_POOL, "The village should provide a warm pool for swimmers who have not learned to dive."),
    (_POOL, "Should the village not provide a warm pool for swimmers in each hamlet?"),
    (_POOL, "The village should not provide cages for parrots."),
    (_POOL, "No hamlet should go without a warm pool for swimmers that the village provides."),
    (_POOL, "The village should provide no fewer than two warm pools for swimmers."),
    (_POOL, "Whether or not it is winter, the village should provide a warm pool for swimmers."),
    (_POOL, "We do not doubt the swimmers. The village should provide a warm pool."),
    ("Warm Pools", "We should not heat warm pools for swimmers in a hamlet."),
    (
        "Warm pools should not be closed before swimmers have met.",
        "Warm pools should stay open until swimmers have met.",
    ),
    (
        "Barns must prevent members from sharing the rents of barns.",
        "Barns should bar members from sharing the rents of barns.",
    ),
    (
        "Barn owners must publish the rents of barns.",
        "Barn owners must publish the rents of barns, though not the names of tenants.",
    ),
    (
        "Growers do not need a licence for cider from pears.",
        "Growers should not need a licence for cider from pears.",
    ),
]


@pytest.mark.parametrize(("said", "denial", "telling"), DENIED)
def test_a_sentence_that_denies_another_in_much_the_same_words_is_found(said, denial, telling):
    for mine, other in ((denial, said), (said, denial)):
        found = find_opposed(mine, other)

        assert found is not None
        spans = found.telling.mine if mine == denial else found.telling.other
        place = found.mine if mine == denial else found.other
        assert " … ".join(denial[slice(*place)][slice(*span)] for span in spans) == telling
        assert all((found.telling.mine, found.telling.other))
        assert found.telling.share >= 0.6


@pytest.mark.parametrize("pair", NOT_DENIED)
def test_exceptions_double_negations_and_other_clauses_deny_nothing(pair):
    assert find_opposed(*pair) is None
    assert find_opposed(*reversed(pair)) is None


def is_rare(stem: str) -> bool:
    return len(stem) >= 4 and stem not in _COMMON


def codes(mine: str, other: str) -> list[str]:
    return [finding.code for finding in compare_statements(mine, other, is_rare)]


@pytest.mark.parametrize(("code", "pair"), [(code, pair) for code in TRUE for pair in TRUE[code]])
def test_a_pair_that_differs_is_pointed_at(code, pair):
    assert codes(*pair) == [code]
    assert codes(*reversed(pair)) == [code]


@pytest.mark.parametrize("pair", NEAR_MISSES)
def test_a_pair_that_fits_or_speaks_of_other_things_is_left_alone(pair):
    assert codes(*pair) == []
    assert codes(*reversed(pair)) == []


@pytest.mark.parametrize("code", sorted(TRUE))
def test_each_rule_has_enough_cases_and_keeps_its_floor(code):
    found = [(code in codes(*pair), kind == code) for kind in TRUE for pair in TRUE[kind]]
    found += [(code in codes(*pair), False) for pair in NEAR_MISSES]
    right = sum(hit and wanted for hit, wanted in found)

    assert len(TRUE[code]) >= 10
    assert len(NEAR_MISSES) >= 20
    assert right / sum(hit for hit, _ in found) >= _PRECISION_FLOOR
    assert right / len(TRUE[code]) >= _RECALL_FLOOR


def test_without_two_rare_words_in_common_nothing_is_said():
    pair = TRUE["CON003"][0]

    assert codes(*pair)
    assert not compare_statements(*pair, lambda stem: stem == "cider")


def test_the_telling_words_stand_at_their_places_in_both_texts():
    mine = "Growers matter.\n\n* We will plant **20,000** pear trees in orchards."
    other = "Orchards — all of them — should gain 5,000 pear trees."
    (pair,) = compare_statements(mine, other, is_rare)

    assert mine[slice(*pair.mine)][slice(*pair.my_span)] == "20,000** pear"
    assert other[slice(*pair.other)][slice(*pair.other_span)] == "5,000 pear"
    assert pair.shared == ("orchard", "pear", "tree")


_PLATFORM = """\
+++
schema = 1
id = "platform"
title = "Our platform"
kind = "platform"
edition = "2020"
source = "Written for these tests"
+++

## Orchards {#orchards}

### Pear trees {#pear-trees}

We will plant 20,000 pear trees in orchards by 2030. Bees will be welcome.

### More pear trees {#more-pear-trees}

Orchards should gain 5,000 pear trees.

### Cider {#cider}

We will increase cider duty for growers.
"""


@pytest.fixture(scope="module")
def basis(tmp_path_factory):
    folder = write_corpus(tmp_path_factory.mktemp("corpus"), platform=_PLATFORM)
    catalogue = Catalogue(folder, None)
    catalogue.refresh()
    return Basis(catalogue, _NOW)


def idea(text: str, **fields) -> Draft:
    kind = DraftKind.AMENDMENT if "base" in fields else DraftKind.CAMPAIGN_IDEA
    return Draft(
        id="mine", kind=kind, title="Mine", created=_NOW, updated=_NOW, text=text, **fields
    )


def test_a_draft_is_held_against_the_positions_near_it(basis):
    (finding,) = find_conflicts(idea("Cider duty for growers must be reduced."), basis)
    mine, other = finding.evidence

    assert (finding.code, finding.severity) == ("CON003", Severity.REVIEW)
    assert finding.other == "platform/cider"
    assert mine.text[slice(*mine.spans[0])] == "reduced"
    assert other.text[slice(*other.spans[0])] == "increase"
    assert "1 in 10" in finding.message
    assert "contradict" not in finding.message
    assert "cider" in finding.why


def test_an_amendment_is_not_held_against_its_own_target(basis):
    position = basis.catalogue.position("platform/cider")
    draft = idea(
        "We will reduce cider duty for growers.", base=base_from(position, "Our platform", "2020")
    )

    assert not find_conflicts(draft, basis)


def test_the_corpus_is_held_against_itself_each_pair_once(basis):
    (finding,) = find_corpus_conflicts(basis)

    assert finding.code == "CON001"
    assert {finding.subject, finding.other} == {"platform/pear-trees", "platform/more-pear-trees"}


def test_each_rule_tells_its_own_findings_and_its_hit_rate(basis):
    draft = idea("Cider duty for growers must be reduced.")

    for rule in RULES:
        assert rule.on_draft is not None
        assert rule.on_corpus is not None
        found = [*rule.on_draft(draft, basis), *rule.on_corpus(basis)]
        assert {finding.code for finding in found} <= {rule.code}
        assert (rule.tier, rule.severity) == (Tier.REVIEW, Severity.REVIEW)
        assert rule.precision is not None


def test_a_word_of_few_positions_is_rare_and_one_of_none_is_not(basis):
    is_rare_here = rarity_in(basis.candidates)

    assert is_rare_here("cider")
    assert not is_rare_here("submarin")


def test_a_not_in_the_words_of_a_position_is_told_with_both_sentences(basis):
    text = "Bees are welcome.\nWe will not increase cider duty for growers.\nThat is all."
    (finding,) = find_conflicts(idea(text), basis)
    mine, other = finding.evidence

    assert (finding.code, finding.other) == ("CON003", "platform/cider")
    assert [mine.text[slice(*span)] for span in mine.spans] == ["not", "increase"]
    assert [other.text[slice(*span)] for span in other.spans] == ["increase"]
    assert text[mine.start :].startswith(mine.text)
    assert finding.score == 1.0


def test_a_not_put_into_an_amendment_counts_with_the_sentence_it_stands_in(basis):
    base = Position("other/duty", "Duty", "Bees matter. We will increase cider duty for growers.")
    draft = idea(
        base.text.replace("will", "will not"), base=base_from(base, "Another paper", "2021")
    )
    (finding,) = find_conflicts(draft, basis)

    assert finding.evidence[0].text == "We will not increase cider duty for growers."
    assert draft.text[finding.evidence[0].start :] == finding.evidence[0].text
    assert not find_conflicts(replace(draft, text=f"Wasps sting.\n\n{base.text}"), basis)


def test_two_positions_of_which_one_denies_the_other_are_told_once(tmp_path):
    body = "\n### No duty {#no-duty}\n\nWe will never increase cider duty for growers.\n"
    catalogue = Catalogue(write_corpus(tmp_path, platform=_PLATFORM + body), None)
    catalogue.refresh()
    found = [one for one in find_corpus_conflicts(Basis(catalogue, _NOW)) if one.code == "CON003"]

    assert [{one.subject, one.other} for one in found] == [{"platform/cider", "platform/no-duty"}]


# --- what is ruled out without being read ---

_PARTS = (
    ("We", "Councils", "Every village", "The plan, which is new,", "Scrap the plan that"),
    ("will", "should", "may", "must not", "are required to", "oppose plans to", "never"),
    ("build", "demolish", "increase", "reduce", "support", "oppose"),
    ("", "", "", "", "20,000", "5,000", "twenty", "half of the", "at least 30%"),
    ("pear trees in orchards", "cider barns in villages", "pears", "barns (and orchards)"),
    (
        "",
        "",
        "",
        "",
        "by 2030",
        "by 2032",
        "before the next election",
        "within five years",
        "but not cider",
    ),
    (".", "?", ". It should not be so.", ""),
)
_texts = st.tuples(*map(st.sampled_from, _PARTS)).map(" ".join)


@settings(max_examples=400)
@given(_texts, _texts)
def test_a_sketch_rules_out_no_sentence_that_differs_when_read(text, counter):
    for one, mine in zip(_statements(text), sketch(text), strict=True):
        for other, its in zip(_statements(counter), sketch(counter), strict=True):
            if find_opposition(one, other) and (one.is_normative or other.is_normative):
                assert may_oppose(mine, its)
    for claim in read_claims(text):
        for against in read_claims(counter):
            for found in conflicts._compare_claims(claim, against, lambda stem: len(stem) > 3):
                assert found in compare_statements(text, counter)


def _statements(text):
    return list(read_statements(text))
