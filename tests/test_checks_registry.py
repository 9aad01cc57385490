import re
import runpy
from dataclasses import replace
from pathlib import Path

import pytest
from corpora import write_corpus

from policytui.checks import selection as selections
from policytui.checks.basis import Basis
from policytui.checks.checking import check_corpus, check_draft, check_drafts
from policytui.checks.finding import Evidence, Finding, Severity, Tier
from policytui.checks.registry import FAMILIES, all_rules, rule_of, rules_by_code
from policytui.checks.report import MOST_FOR_REVIEW, MOST_OF_A_RULE, report_on
from policytui.checks.selection import Selection
from policytui.corpus.catalogue import Catalogue
from policytui.drafts.begin import begin_amendment
from policytui.drafts.model import Submitter
from policytui.errors import Cancelled, UnknownId

PROJECT = Path(__file__).resolve().parent.parent


@pytest.fixture
def basis(tmp_path):
    catalogue = Catalogue(write_corpus(tmp_path / "corpus"), None)
    catalogue.refresh()
    return Basis(catalogue)


@pytest.fixture
def draft(basis):
    position = basis.catalogue.position("platform/empty-shops")
    return begin_amendment(position, basis.catalogue.header("platform"), Submitter())


def codes(findings):
    return [finding.code for finding in findings]


# --- the registry ---


def test_codes_and_names_are_unique():
    assert len({rule.code for rule in all_rules()}) == len(all_rules())
    assert len({rule.name for rule in all_rules()}) == len(all_rules())


@pytest.mark.parametrize("rule", all_rules(), ids=lambda rule: rule.code)
def test_a_rule_tells_all_that_people_are_told_of_it(rule):
    assert re.fullmatch(r"[A-Z]{3}\d{3}", rule.code)
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", rule.name)
    for text in (rule.summary, rule.reason, rule.example, rule.advice):
        assert text == text.strip() != ""
    assert rule.summary.endswith(".")
    assert (rule.severity is Severity.REVIEW) or rule.tier is not Tier.REVIEW
    if rule.tier is not Tier.FACT:
        assert rule.precision, "what is no fact says how often it is right"
        assert 0 <= rule.precision.share <= 1


def test_every_family_that_is_there_is_asked():
    there = {path.stem for path in (PROJECT / "policytui/checks/rules").glob("[a-z]*.py")}

    assert set(FAMILIES) <= there


def test_a_rule_is_found_by_code_and_by_name_and_the_nearest_is_named():
    assert rule_of(" bas002 ") is rule_of("stale-base") is rules_by_code()["BAS002"]
    with pytest.raises(UnknownId, match=r'Did you mean "BAS00\d"'):
        rule_of("BAS0")
    with pytest.raises(UnknownId, match='Did you mean "stale-base"'):
        rule_of("stale-bases")


def test_the_table_of_rules_is_up_to_date():
    written = runpy.run_path(str(PROJECT / "docs" / "rules.py"))["text"]()

    assert (PROJECT / "docs" / "rules.md").read_text("utf-8") == written, "run: docs/rules.py"


# --- choosing rules ---


@pytest.mark.parametrize(
    ("select", "ignore", "wanted"),
    [
        ((), (), {"BAS001", "BAS002", "WHO001"}),
        (("BAS",), (), {"BAS001", "BAS002"}),
        ((), ("BAS",), {"WHO001"}),
        (("BAS",), ("BAS002",), {"BAS001"}),
        (("BAS002",), ("BAS",), {"BAS002"}),
        (("B", "WHO001"), ("BAS001",), {"BAS002", "WHO001"}),
        (("BAS",), ("BAS",), set()),
    ],
)
def test_the_longest_beginning_that_fits_decides(select, ignore, wanted):
    selection = Selection(select, ignore)

    assert {code for code in ("BAS001", "BAS002", "WHO001") if selection.wants(code)} == wanted


def test_only_the_rules_wanted_are_asked(draft, basis):
    assert codes(check_draft(draft, basis)) == ["FMT004", "WHO001", "WHY001"]
    assert codes(check_draft(draft, basis, Selection(select=("WHO",)))) == ["WHO001"]
    assert codes(check_draft(draft, basis, tiers={Tier.REVIEW})) == []


def test_findings_matter_as_much_as_is_set_and_come_in_that_order(draft, basis):
    grades = (("WH", Severity.NOTE), ("WHY001", Severity.WARNING))
    found = check_draft(draft, basis, Selection(severity=grades))

    assert [(each.code, each.severity) for each in found] == [
        ("FMT004", Severity.ERROR),
        ("WHY001", Severity.WARNING),
        ("WHO001", Severity.NOTE),
    ]


def test_nothing_makes_a_verdict_of_what_is_for_review():
    finding = Finding("BAS002", Severity.REVIEW, "d", "It differs.")

    assert Selection(severity=(("BAS", Severity.ERROR),)).graded(finding) is finding
    assert Severity.REVIEW not in selections.SEVERITIES


# --- asking the rules ---


def test_several_drafts_are_told_by_subject_whatever_their_order(draft, basis):
    drafts = [replace(draft, id=name) for name in ("c", "a", "b")]

    found = check_drafts(drafts, basis)

    assert [each.subject for each in found] == sorted(each.subject for each in found)
    assert {each.subject for each in found} == {"a", "b", "c"}
    assert found == check_drafts(drafts[::-1], basis)


def test_a_check_tells_how_far_it_is_and_can_be_stopped(draft, basis):
    told = []
    check_drafts([draft], basis, progress=lambda *step: told.append(step))
    assert told[-1][0] == told[-1][1] >= 1

    with pytest.raises(Cancelled):
        check_drafts([draft], basis, is_cancelled=lambda: True)


def test_a_sound_corpus_can_be_checked(basis):
    found = check_corpus(basis)

    assert all(finding.subject.partition("/")[0] in {"platform", "consultation-2021"}
               for finding in found)  # fmt: skip


def test_the_moment_goes_on_and_what_was_loaded_stays(basis):
    object.__setattr__(basis, "at", basis.at.replace(year=2020))
    basis.loaded.__dict__["candidates"] = "loaded"

    later = basis.at_now()

    assert later.at > basis.at
    assert later.candidates == "loaded"


# --- what is shown ---


def finding_of(code, number, severity=Severity.NOTE, score=None, subject="d"):
    evidence = (Evidence(f"words {number}"),)
    return Finding(code, severity, subject, f"{number:02}", evidence=evidence, score=score)


def test_of_one_rule_the_likeliest_few_are_shown_and_the_rest_counted():
    findings = [finding_of("DUP009", number, score=number / 10) for number in range(8)]

    report = report_on(findings, {}, is_long=False)

    assert [each.message for each in report.findings] == ["05", "06", "07"]
    assert report.more == {"d": 5}
    assert report_on(findings, {}, is_long=True).findings == tuple(findings)


def test_of_what_is_for_review_there_are_ten_at_most_for_one_subject():
    findings = [
        finding_of(f"CON00{rule}", number, Severity.REVIEW, 0.5, subject)
        for subject in "ab"
        for rule in range(6)
        for number in range(5)
    ]

    report = report_on(findings, {}, is_long=False)

    for subject in "ab":
        shown = [each for each in report.findings if each.subject == subject]
        assert len(shown) == MOST_FOR_REVIEW
        assert max(codes(shown).count(code) for code in codes(shown)) == MOST_OF_A_RULE
        assert report.more[subject] == 30 - MOST_FOR_REVIEW


def test_no_error_is_ever_held_back():
    findings = [finding_of("FMT001", number, Severity.ERROR) for number in range(20)]

    report = report_on(findings, {}, is_long=False)

    assert (len(report.findings), report.more) == (20, {})
