from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policytui.checks.decisions import (
    Decision,
    Verdict,
    add_decision,
    in_force,
    read_decisions,
    tally,
    withdraw_decision,
)
from policytui.checks.finding import Evidence, Finding, Severity
from policytui.checks.report import report_on, told_once
from policytui.checks.rules.suppressions import Extent, check_decisions
from policytui.checks.selection import Selection
from policytui.errors import DataError
from policytui.text import clean_line, clean_prose

TODAY = date(2026, 11, 21)
PRINT = "0123456789abcdef"
SOUND = Decision("WHY001", PRINT, Verdict.ACCEPTED, "Said aloud.", "A. Member", TODAY)


def finding(code="WHY001", words="Words.", subject="a-draft"):
    return Finding(code, Severity.WARNING, subject, "It is so.", evidence=(Evidence(words),))


def decision_on(found, **changes):
    return replace(SOUND, code=found.code, fingerprint=found.fingerprint, **changes)


# --- the file ---


def test_decisions_come_back_as_they_were_written(tmp_path):
    file = tmp_path / "decisions.toml"
    other = Decision("BAS002", PRINT, Verdict.FALSE_POSITIVE, until=TODAY, subject="a-draft")

    add_decision(file, SOUND)
    add_decision(file, other)

    assert read_decisions(file) == (SOUND, other)
    assert [each.number for each in read_decisions(file)] == [1, 2]


@given(
    reason=st.text(max_size=60).map(clean_prose),
    by=st.text(max_size=20).map(clean_line),
    verdict=st.sampled_from(Verdict),
    until=st.one_of(st.none(), st.dates(date(2000, 1, 1))),
)
def test_any_decision_comes_back(tmp_path_factory, reason, by, verdict, until):
    file = tmp_path_factory.mktemp("decided") / "decisions.toml"
    decision = Decision("CHG001", PRINT, verdict, reason, by, TODAY, until)

    add_decision(file, decision)

    assert read_decisions(file) == (decision,)


def test_what_people_wrote_in_the_file_stays(tmp_path):
    file = tmp_path / "decisions.toml"
    written = f'# ours\n[[decision]]\ncode="bas002"\nfingerprint = "{PRINT}"\nverdict="accepted"'
    file.write_text(written, encoding="utf-8")

    add_decision(file, SOUND)

    assert file.read_text("utf-8").startswith(written)
    assert [each.code for each in read_decisions(file)] == ["BAS002", "WHY001"]


def test_no_decision_is_lost_when_several_people_decide_at_once(tmp_path):
    file = tmp_path / "decisions.toml"
    decisions = [replace(SOUND, fingerprint=f"{number:016x}") for number in range(12)]

    with ThreadPoolExecutor(6) as people:
        list(people.map(lambda decision: add_decision(file, decision), decisions))

    assert set(read_decisions(file)) == set(decisions)


def test_no_file_means_nothing_decided(tmp_path):
    assert read_decisions(tmp_path / "none.toml") == ()


@pytest.mark.parametrize(
    ("old", "new", "line", "said"),
    [
        ('"accepted"', '"acepted"', 4, 'Did you mean "accepted"'),
        (PRINT, "12", 3, "16 digits"),
        ("code", "cod", 1, "code"),
        ("reason", "raeson", 5, 'Did you mean "reason"'),
        ('"accepted"', "", 4, "not valid TOML"),
        ("[[decision]]", "[[decisions]]", 1, 'Did you mean "decision"'),
    ],
)
def test_a_mistake_is_named_with_file_and_line_and_nothing_is_written(
    tmp_path, old, new, line, said
):
    file = tmp_path / "decisions.toml"
    text = (
        f'[[decision]]\ncode = "WHY001"\nfingerprint = "{PRINT}"\nverdict = "accepted"\n'
        'reason = "So."\n'
    ).replace(old, new, 1)
    file.write_text(text, encoding="utf-8")

    with pytest.raises(DataError) as raised:
        add_decision(file, SOUND)

    assert any(
        problem.line == line and said in f"{problem.key} {problem.message}"
        for problem in raised.value.problems
    ), raised.value
    assert file.read_text("utf-8") == text


@settings(max_examples=25)
@given(reason=st.text(max_size=60).map(clean_prose), before=st.integers(0, 2))
def test_a_decision_withdrawn_leaves_the_file_as_it_was(tmp_path_factory, reason, before):
    file = tmp_path_factory.mktemp("decided") / "decisions.toml"
    for number in range(before):
        add_decision(file, replace(SOUND, fingerprint=f"{number:016x}", reason=reason))
    written = file.read_text("utf-8") if before else ""
    decision = replace(SOUND, reason=reason)
    add_decision(file, decision)

    assert withdraw_decision(file, decision)

    assert file.read_text("utf-8") == written
    assert not withdraw_decision(file, decision)


def test_withdrawing_leaves_what_people_wrote_and_takes_the_last_of_equal_ones(tmp_path):
    file = tmp_path / "decisions.toml"
    other = replace(SOUND, code="BAS002")
    add_decision(file, SOUND)
    add_decision(file, other)
    add_decision(file, SOUND)
    file.write_text(f"# ours\n{file.read_text('utf-8')}\n# kept\n", encoding="utf-8")
    add_decision(file, other)

    withdraw_decision(file, SOUND)

    assert read_decisions(file) == (SOUND, other, other)
    assert "# ours" in file.read_text("utf-8")
    assert "# kept" in file.read_text("utf-8")


def test_a_decision_written_in_an_unusual_way_is_left_for_its_writer(tmp_path):
    file = tmp_path / "decisions.toml"
    entry = (
        f'{{code = "WHY001", fingerprint = "{PRINT}", verdict = "accepted", '
        'reason = "Said aloud.", by = "A. Member", date = 2026-11-21}'
    )
    text = f"decision = [{entry}, {entry}]\n"
    file.write_text(text, encoding="utf-8")

    with pytest.raises(DataError, match="by hand"):
        withdraw_decision(file, SOUND)

    assert file.read_text("utf-8") == text


# --- what is decided is left out ---


def test_a_finding_decided_on_is_left_out_and_counted():
    found, other = finding(), finding(words="Others.")
    decided = in_force([decision_on(found)], TODAY)

    report = report_on([found, other], decided, is_long=False)

    assert report.findings == (other,)
    assert [each for each, _ in report.dismissed] == [found]


def test_an_error_decided_on_stays_with_what_was_decided():
    found = replace(finding(), severity=Severity.ERROR)
    decision = decision_on(found)

    report = report_on([found], in_force([decision], TODAY), is_long=False)

    assert (report.findings, report.dismissed) == ((found,), ())
    assert report.accepted == ((found, decision),)


def test_a_decision_without_a_reason_hides_nothing():
    found = finding()

    report = report_on([found], in_force([decision_on(found, reason="")], TODAY), is_long=False)

    assert (report.findings, report.dismissed) == ((found,), ())


@pytest.mark.parametrize(("code", "told"), [("DUP001", 1), ("CON001", 2)])
def test_a_pair_of_duplicates_is_told_once(code, told):
    pair = [
        replace(finding(code, subject=one), other=other)
        for one, other in (("p/a", "p/b"), ("p/b", "p/a"))
    ]

    assert len(told_once(report_on(pair, {}, is_long=True)).findings) == told


def test_what_was_decided_makes_room_for_the_next_of_many():
    many = [finding(words=f"Words {number}.") for number in range(5)]
    decided = in_force([decision_on(each) for each in many[:3]], TODAY)

    report = report_on(many, decided, is_long=False)

    assert (report.findings, report.more) == (tuple(many[3:]), {})


def test_a_decision_survives_edits_elsewhere():
    found = finding()
    moved = replace(found, evidence=(replace(found.evidence[0], start=200),), message="Anew.")

    assert report_on([moved], in_force([decision_on(found)], TODAY), is_long=True).findings == ()


@pytest.mark.parametrize(("until", "holds"), [(TODAY, True), (date(2026, 11, 20), False)])
def test_a_decision_holds_to_the_end_of_its_last_day(until, holds):
    assert bool(in_force([replace(SOUND, until=until)], TODAY)) is holds


def test_of_two_decisions_on_one_finding_the_later_holds():
    later = replace(SOUND, verdict=Verdict.FALSE_POSITIVE)

    assert list(in_force([SOUND, later], TODAY).values()) == [later]


def test_the_share_of_right_findings_is_told_by_rule():
    decisions = [
        replace(SOUND, fingerprint="1" * 16),
        replace(SOUND, fingerprint="2" * 16, verdict=Verdict.DUPLICATE),
        replace(SOUND, fingerprint="3" * 16),
        replace(SOUND, fingerprint="3" * 16, verdict=Verdict.FALSE_POSITIVE),
        replace(SOUND, code="BAS002", verdict=Verdict.FALSE_POSITIVE),
        replace(SOUND, code="WHY009"),
        replace(SOUND, fingerprint="4" * 16, until=date(2020, 1, 1)),
        replace(SOUND, fingerprint="5" * 16, reason=""),
    ]

    held = in_force(decisions, TODAY).values()

    why, bas, who = tally(held, ["WHY001", "BAS002", "WHO001"])

    assert (who.code, who.decided, who.share_right) == ("WHO001", 0, None)
    assert (why.code, why.decided, why.wrong) == ("WHY001", 3, 1)
    assert why.share_right == pytest.approx(2 / 3)
    assert bas.share_right == 0


# --- decisions that cannot be relied on ---


def extent(**changes):
    return replace(Extent({"a-draft"}, False, True, Selection()), **changes)


def unsound(decision, findings=(), **changes):
    found = check_decisions([decision], findings, extent(**changes), TODAY, "decisions.toml")
    return [each.message for each in found]


def test_a_sound_decision_is_no_finding():
    found = finding()

    assert unsound(decision_on(found), [found]) == []


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"reason": ""}, "no reason"),
        ({"until": date(2025, 1, 1)}, "held until 1 January 2025"),
        ({"code": "WHY009"}, 'Did you mean "WHY001"'),
    ],
)
def test_what_is_amiss_in_a_decision_is_found(changes, said):
    found = finding()

    (message,) = unsound(replace(decision_on(found), **changes), [found])

    assert said in message


@pytest.mark.parametrize(
    ("changes", "seen", "is_found"),
    [
        ({}, {}, True),
        ({"subject": "a-draft"}, {}, True),
        ({"subject": "a-draft"}, {"is_whole": False}, True),
        ({"subject": "another"}, {}, True),
        # Not looked for, so nobody knows.
        ({}, {"is_whole": False}, False),
        ({"subject": "another"}, {"is_whole": False}, False),
        ({"subject": "platform/shops"}, {}, False),
        ({"subject": "platform/shops"}, {"is_corpus": True, "subjects": ()}, True),
        ({}, {"is_corpus": True, "subjects": ()}, False),
        ({}, {"selection": Selection(ignore=("WHY",))}, False),
    ],
)
def test_a_decision_on_nothing_is_found_where_it_was_looked_for(changes, seen, is_found):
    messages = unsound(replace(SOUND, **changes), **seen)

    assert ["no longer found" in message for message in messages] == [True] * is_found


def test_two_unsound_decisions_are_two_findings():
    decisions = [replace(SOUND, reason="", fingerprint=letter * 16) for letter in "ab"]

    found = list(check_decisions(decisions, [], extent(), TODAY, "decisions.toml"))

    assert len({each.fingerprint for each in found}) == 2
