"""CHG001 to CHG004: what an amendment says otherwise than its own target."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from policytui.checks.finding import Severity
from policytui.checks.rules.changes import RULES, find_changes
from policytui.corpus.model import Position
from policytui.drafts.model import Draft, DraftKind, base_from

_NOW = datetime(2026, 5, 1, tzinfo=UTC)
_PRECISION_FLOOR = _RECALL_FLOOR = 0.95


def amend(base: str, proposed: str) -> Draft:
    position = Position("platform/orchards", "Orchards", base)
    return Draft(
        id="orchards",
        kind=DraftKind.AMENDMENT,
        title="Orchards",
        created=_NOW,
        updated=_NOW,
        base=base_from(position, "Platform", "2026"),
        text=proposed,
    )


def codes(base: str, proposed: str) -> list[str]:
    return [finding.code for finding in find_changes(amend(base, proposed))]


TRUE = {
    "CHG001": [
        ("We will plant 20,000 trees a year.", "We will plant 50,000 trees a year."),
        ("We will plant twenty trees.", "We will plant thirty trees."),
        ("We will plant 20 trees.", "We will plant forty trees."),
        ("Spend £1.5bn on orchards.", "Spend £1.5m on orchards."),
        ("Rent rises by 3% for growers.", "Rent rises by 5 per cent for growers."),
        ("At least 30% of growers agree.", "No more than 30% of growers agree."),
        ("We will plant 500 trees a year.", "We will plant 500 trees a month."),
        ("Growers rest for two weeks.", "Growers rest for three weeks."),
        ("Half of the land is for trees.", "A quarter of the land is for trees."),
        ("Between 5 and 10 barns stand open.", "Between 5 and 20 barns stand open."),
        ("The second harvest is shared.", "The third harvest is shared."),
        ("Cut duty by 2 per cent.", "Cut duty by 2 percentage points."),
        ("Pay growers £10 per hour.", "Pay growers $10 per hour."),
    ],
    "CHG002": [
        ("We will plant trees by 2030.", "We will plant trees by 2035."),
        ("Trees come by the end of 2030.", "Trees come by the start of 2030."),
        ("Rules hold from April 2027.", "Rules hold from May 2027."),
        ("Rules hold from 1 April 2027.", "Rules hold from 2 April 2027."),
        ("Plant within five years.", "Plant within seven years."),
        ("Answer growers within 24 hours.", "Answer growers within 30 minutes."),
        ("Act before the next election.", "Act before the next budget."),
        ("Act before the next general election.", "Act after the next general election."),
        ("No orchard closes before 2030.", "No orchard closes before 2028."),
        ("Sales end by 2030 at the latest.", "Sales end from 2030 at the latest."),
    ],
    "CHG003": [
        ("Councils must publish accounts.", "Councils may publish accounts."),
        ("Councils should publish accounts.", "Councils must publish accounts."),
        ("Councils shall publish accounts.", "Councils should publish accounts."),
        ("Councils will publish accounts.", "Councils could publish accounts."),
        ("Councils can publish accounts.", "Councils should publish accounts."),
        ("Councils are required to publish accounts.", "Councils may publish accounts."),
        ("Councils may publish accounts.", "Councils are obliged to publish accounts."),
        ("Councils ought to publish accounts.", "Councils must publish accounts."),
        ("They should not be used for campaigns.", "They must not be used for campaigns."),
        ("Growers have to keep bees.", "Growers might keep bees."),
        ("Every council should, where it can, plant.", "Every council must, where it can, plant."),
    ],
    "CHG004": [
        ("We will increase funding for orchards.", "We will reduce funding for orchards."),
        ("Councils should publish accounts.", "Councils should not publish accounts."),
        ("Councils must not sell allotments.", "Councils must sell allotments."),
        ("Councils cannot sell allotments.", "Councils can sell allotments."),
        ("We will ban wasps.", "We will allow wasps."),
        ("We support a cider tax.", "We oppose a cider tax."),
        ("We will subsidise cider.", "We will stop subsidising cider."),
        ("All orchards are open.", "No orchards are open."),
        ("More barns will stand.", "Fewer barns will stand."),
        ("The scheme is voluntary.", "The scheme is mandatory."),
        ("Orchards stay in public hands.", "Orchards stay in private hands."),
        ("We will expand the scheme.", "We will abolish the scheme."),
        ("Entry is with charge for all.", "Entry is without charge for all."),
        ("We will never sell barns.", "We will sell barns."),
        ("That would be fair to growers.", "That would be unfair to growers."),
        ("Towns should ensure a market.", "Towns should no longer ensure a market."),
        ("We are in favour of a cider tax.", "We are against a cider tax."),
        ("A new barn is therefore required.", "A new barn is not needed."),
    ],
}

NEAR_MISSES = [
    ("We will plant 20,000 trees.", "We will plant twenty thousand trees."),
    ("We will plant 20,000 trees.", "We will plant 20 000 trees."),
    ("We will plant 20,000 trees.", "We will plant 20k trees."),
    ("We will plant 20,000 trees.", "We will plant 20,000 saplings."),
    ("We will plant 500 trees a year.", "We will plant 500 trees annually."),
    ("Spend £1.5bn on orchards.", "Spend £1,500 million on orchards."),
    ("Rent rises by 3%.", "Rent rises by three per cent."),
    ("Half of the land is for trees.", "50 per cent of the land is for trees."),
    ("It takes 12 months.", "It takes one year."),
    ("The second harvest is shared.", "The 2nd harvest is shared."),
    ("More than 20 barns stand.", "Over 20 barns stand."),
    ("Trees matter.[^1]", "Trees matter.[^2]"),
    ("See https://example.org/2020/5 on trees.", "See https://example.org/2021/6 on trees."),
    ("As page 12 says, trees matter.", "As page 14 says, trees matter."),
    ("1. Plant trees\n2. Water them", "3. Plant trees\n4. Water them"),
    ("Act by 1 April 2027.", "Act by April 1, 2027."),
    ("Act by 2030.", "Act by the end of 2030."),
    ("Councils must plant.", "Councils are required to plant."),
    ("Councils shall plant.", "Councils must plant."),
    ("Councils must not sell barns.", "Councils may not sell barns."),
    ("We will increase funding.", "We will raise funding."),
    ("We will abolish the cider tax.", "We will scrap the cider tax."),
    ("We will ban wasps.", "Wasps will be outlawed by us."),
    ("We will not increase the levy.", "We will reduce the levy."),
    ("We will not increase the levy.", "We will not further increase the levy."),
    ("We do not doubt the growers.", "We don't doubt the growers."),
    ("So nobody will go hungry.", "So no one will go hungry."),
    ("We will plant trees.", "We will plant trees, and we will not sell barns."),
    ("We will plant 20 trees.", "We will plant 20 trees, and spend £5 on each by 2031."),
    ("We support growers.", "We support growers, although some oppose cider."),
    ("We will plant trees.", "We will not only plant trees but water them."),
    ("Growers   prune *pears*.", "Growers prune pears."),
    ("“Only” 5 barns – so far.", '"Only" 5 barns - so far.'),
    ("We plant 5 trees. We keep 9 bees.", "We keep 9 bees. We plant 5 trees."),
    ("We will plant trees.", "We will plant trees, beginning in 2031."),
    ("By 2030 we will plant trees in parks.", "We will plant trees in parks by 2030."),
    ("Rules hold no longer than a winter.", "Rules hold not longer than a winter."),
    ("The Allotments Act 1908 should hold.", "The Allotments Act 1950 should hold."),
]


@pytest.mark.parametrize(("code", "case"), [(code, case) for code in TRUE for case in TRUE[code]])
def test_a_changed_fact_is_found_once_and_under_its_own_code(code, case):
    assert codes(*case) == [code]


@pytest.mark.parametrize("case", NEAR_MISSES)
def test_what_says_the_same_is_no_finding(case):
    assert codes(*case) == []
    assert codes(*reversed(case)) == []


@pytest.mark.parametrize("code", sorted(TRUE))
def test_each_rule_has_enough_cases_and_keeps_its_floor(code):
    cases = [(case, code) for case in TRUE[code]] + [(case, "") for case in NEAR_MISSES]
    hits = [(code in codes(*case), wanted == code) for case, wanted in cases]
    right = sum(found and wanted for found, wanted in hits)

    assert len(TRUE[code]) >= 10
    assert len(NEAR_MISSES) >= 20
    assert right / sum(found for found, _ in hits) >= _PRECISION_FLOOR
    assert right / len(TRUE[code]) >= _RECALL_FLOOR


def test_the_evidence_shows_both_sentences_as_they_stand_with_the_words_marked():
    base = "Growers matter.\n\n* We will plant **20,000** trees a year."
    proposed = "Growers matter.\n\n* We will plant **50,000** trees a year."
    (finding,) = find_changes(amend(base, proposed))
    was, now = finding.evidence

    assert finding.severity is Severity.WARNING
    assert (was.field, now.field) == ("base", "text")
    for item, text in ((was, base), (now, proposed)):
        assert text[item.start : item.start + len(item.text)] == item.text
    assert was.text[slice(*was.spans[0])] == "20,000** trees"
    assert now.text[slice(*now.spans[0])] == "50,000** trees"
    assert finding.why == "6 of 7 words equal; 20,000 trees → 50,000 trees"


def test_each_changed_fact_of_a_sentence_is_told():
    assert sorted(
        codes(
            "We must plant 20 trees by 2030.",
            "We may plant 30 trees by 2035.",
        )
    ) == ["CHG001", "CHG002", "CHG003"]


@pytest.mark.parametrize(
    ("without", "with_it", "code", "words"),
    [
        ("We will plant trees.", "We will plant trees by 2030.", "CHG002", "deadline|by 2030"),
        ("Towns must act.", "Towns must act within 30 days.", "CHG002", "deadline|within 30 days"),
        ("We will plant trees here.", "We will plant 500 trees here.", "CHG001", "figure|500"),
    ],
)
def test_a_figure_or_deadline_that_comes_or_goes_is_a_note_of_its_own(
    without, with_it, code, words
):
    what, shown = words.split("|")
    for pair, verb in (((without, with_it), "added"), ((with_it, without), "left out")):
        (finding,) = find_changes(amend(*pair))

        assert (finding.code, finding.severity) == (code, Severity.NOTE)
        assert finding.message.startswith(f"A {what} is {verb}: {shown}. ")
        assert len(finding.evidence) == 2


def test_a_sentence_that_moved_is_still_compared():
    base = "Bees come first.\n\nWe will plant 20 pear trees in each village."
    proposed = "We will plant 30 pear trees in each village.\n\nBees come first."

    assert codes(base, proposed) == ["CHG001"]


def test_a_split_sentence_is_compared_as_a_whole():
    base = "We will plant 20 pear trees in each village and we will fund hives for growers there."
    proposed = "We will plant 30 pear trees in each village. We will fund hives for growers there."

    assert codes(base, proposed) == ["CHG001"]


@pytest.mark.parametrize("kind", [DraftKind.NEW_POSITION, DraftKind.CAMPAIGN_IDEA])
def test_a_draft_without_a_base_has_no_changes(kind):
    draft = replace(amend("a", "We must plant 20 trees."), kind=kind, base=None)

    assert not list(find_changes(draft))


def test_leaving_out_everything_is_no_change_of_a_figure():
    assert codes("We will plant 20 trees.", "") == []


def test_every_rule_yields_its_own_findings_alone():
    draft = amend("We must plant 20 trees by 2030.", "We may not plant 30 trees by 2035.")

    for rule in RULES:
        assert rule.on_draft is not None
        assert {finding.code for finding in rule.on_draft(draft, None)} <= {rule.code}
        assert rule.precision is not None
        assert rule.precision.share >= 0.7


def test_the_same_texts_give_the_same_findings():
    draft = amend("We must plant 20 trees by 2030.", "We may plant 30 trees by 2035.")

    assert [one.fingerprint for one in find_changes(draft)] == [
        one.fingerprint for one in find_changes(draft)
    ]


def test_the_shipped_lexicons_are_package_data():
    folder = Path(__file__).resolve().parent.parent / "policytui/checks/reading"

    assert {path.name for path in folder.glob("*.toml")} == {"oppositions.toml", "words.toml"}
