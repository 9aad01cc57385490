import json
from datetime import date

import jsonschema
import pytest
from conftest import SHARED
from corpora import PLATFORM, draft_id_of
from sarif_form import FORM

from policytui.checks.decisions import Decision, Verdict, add_decision
from policytui.checks.finding import Evidence, Finding, Severity
from policytui.checks.places import Places
from policytui.checks.registry import all_rules
from policytui.checks.report import Report, report_on
from policytui.cli.sarif import sarif_log
from policytui.corpus.catalogue import Catalogue
from policytui.errors import Exit

SCHEMA = SHARED / "sarif-schema-2.1.0.json"


def edit_corpus(tmp_path, old, new):
    path = tmp_path / "corpus" / "platform.md"
    path.write_text(PLATFORM.replace(old, new), encoding="utf-8")


@pytest.fixture
def stale(run, amended, tmp_path):
    """The id of an amendment whose position was changed since; its file has no reason either."""
    edit_corpus(tmp_path, "empty for a year", "empty for two years")
    run("draft", "edit", draft_id_of(amended), "--reason", "")
    return draft_id_of(amended)


@pytest.fixture
def log(run, stale):
    code, out, _ = run("check", "--format", "sarif")
    assert code == Exit.FINDINGS
    return json.loads(out)


def results_of(log):
    return {result["ruleId"]: result for result in log["runs"][0]["results"]}


def report_of(*findings):
    return report_on(findings, {}, is_long=True)


def nowhere(tmp_path):
    (tmp_path / "none").mkdir()
    return Places({}, Catalogue(tmp_path / "none", None))


def test_the_log_has_the_form_of_the_standard(log):
    jsonschema.validate(log, FORM, cls=jsonschema.Draft202012Validator)


def test_the_log_meets_the_schema_of_the_standard_itself(log):
    if not SCHEMA.is_file():
        pytest.skip("the schema of the standard lies beside the project, and is absent here")
    jsonschema.validate(log, json.loads(SCHEMA.read_text("utf-8")))


def test_every_rule_is_told_also_those_that_found_nothing(log):
    rules = log["runs"][0]["tool"]["driver"]["rules"]

    assert [rule["id"] for rule in rules] == [rule.code for rule in all_rules()]
    for result in log["runs"][0]["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]


def test_places_and_fingerprints_are_those_of_the_other_reports(run, log, stale):
    _, out, _ = run("check", "--format", "json")
    findings = {value["code"]: value for value in map(json.loads, out.splitlines())}

    results = results_of(log)
    assert results.keys() == findings.keys() >= {"BAS002", "BAS003", "WHY001"}
    for code, result in results.items():
        place = result["locations"][0]["physicalLocation"]
        evidence = findings[code]["evidence"][0]
        assert place["artifactLocation"]["uri"] == f"drafts/{stale}.toml" == evidence["file"]
        assert place["region"]["startLine"] == evidence["line"]
        assert place["region"]["startColumn"] == evidence["column"]
        assert result["partialFingerprints"] == {"policytui/v1": findings[code]["fingerprint"]}
    related = results["BAS002"]["relatedLocations"][0]["physicalLocation"]
    assert related["artifactLocation"]["uri"] == "corpus/platform.md"
    heading = PLATFORM.splitlines().index("### Empty shops {#empty-shops}") + 1
    assert related["region"]["startLine"] == heading + 2


@pytest.mark.parametrize(
    ("severity", "as_notes", "kind", "level"),
    [
        (Severity.ERROR, False, "fail", "error"),
        (Severity.WARNING, False, "fail", "warning"),
        (Severity.NOTE, False, "fail", "note"),
        (Severity.REVIEW, False, "review", "none"),
        (Severity.REVIEW, True, "fail", "note"),
    ],
)
def test_severities_are_told_in_the_words_of_the_standard(
    tmp_path, severity, as_notes, kind, level
):
    finding = Finding("BAS002", severity, "d", "It differs.", evidence=(Evidence("x"),), score=0.5)

    log = sarif_log(report_of(finding), nowhere(tmp_path), reviews_as_notes=as_notes)

    jsonschema.validate(log, FORM, cls=jsonschema.Draft202012Validator)
    result = log["runs"][0]["results"][0]
    assert (result["kind"], result["level"], result["rank"]) == (kind, level, 50.0)


def test_what_was_dismissed_is_there_and_marked_as_suppressed(run, stale, tmp_path):
    _, out, _ = run("check", "--format", "json", "--select", "BAS002")
    found = json.loads(out)
    decision = Decision(
        "BAS002", found["fingerprint"], Verdict.ACCEPTED, "Said aloud.", "A", date(2026, 1, 1)
    )
    add_decision(tmp_path / "decisions.toml", decision)

    code, out, _ = run("check", "--format", "sarif", "--select", "WHY,BAS002")

    log = json.loads(out)
    jsonschema.validate(log, FORM, cls=jsonschema.Draft202012Validator)
    results = results_of(log)
    assert code == Exit.FINDINGS  # the reason is missing still
    assert results["BAS002"]["suppressions"] == [
        {"kind": "external", "justification": "accepted: Said aloud. (A)"}
    ]
    assert results["WHY001"]["suppressions"] == []


def test_a_file_with_odd_letters_in_its_name_gets_a_lawful_address(tmp_path):
    file = tmp_path / "Entwürfe & co %.toml"
    file.write_text('reason = ""\n', encoding="utf-8")
    places = Places({"d": file}, Catalogue(tmp_path, None))
    finding = Finding("WHY001", Severity.ERROR, "d", "Missing.", field="reason")

    log = sarif_log(report_of(finding), places)

    jsonschema.validate(log, FORM, cls=jsonschema.Draft202012Validator)
    uri = log["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]
    assert uri["uri"].endswith("/Entw%C3%BCrfe%20%26%20co%20%25.toml")


def test_nothing_found_is_a_log_too(tmp_path):
    log = sarif_log(Report(()), nowhere(tmp_path))

    jsonschema.validate(log, FORM, cls=jsonschema.Draft202012Validator)
    assert log["runs"][0]["results"] == []
